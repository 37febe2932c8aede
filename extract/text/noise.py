"""Noise that breaks offsets or matching: line ends, invisible characters, full-width letters, entities.

Each function takes an `AlignedText` and gives the next one. Sound text leaves as it came: what has a use in some
script (joiners inside emoji, direction marks inside Arabic) is only taken off where that script is not around.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator
from functools import cache

from extract.text import patterns as re
from extract.text.align import AlignedText, Change
from extract.text.characters import common
from extract.text.layout import POST_APART, spaced
from extract.text.markup import BLOCK, CELL
from extract.types import LOST

_LINE_END = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u180e\u061c"  # joiners, marks, soft hyphens
    "\ufe00-\ufe0f\U000e0100-\U000e01ef]+"  # variation selectors
)
_UNDECODABLE = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff\ufffd]")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]|(?<=[０-９0-9])．(?=[０-９0-9])")
_COMPATIBLE = re.compile(
    "[\uf900-\ufaff\U0002f800-\U0002fa1f\u2f00-\u2fd5\u2e80-\u2eff"  # ideographs and radicals encoded twice
    "\uff61-\uff64\ufe50-\ufe52\ufe54-\ufe57\ufe59\ufe5a"  # small and half-width punctuation
    "\u301d-\u301f\ufe10-\ufe16\ufe35-\ufe44"  # marks of vertical text
    "\u32c0-\u32cb\u3358-\u3370\u33e0-\u33fe]"  # a month, an hour or a day as one character
)
_SMALL = dict(zip("﹐﹑﹒﹔﹕﹖﹗﹙﹚〝〞〟︐︑︒︓︔︕︖︵︶", "，、．；：？！（）“””，、。：；！？（）", strict=True))
_PARTS = dict(
    zip(
        "⺎⺒⺓⺔⺛⺠⺺⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "兀巳幺彑旡民肀虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
"""Parts of characters that fonts draw as the character itself, so that programs write them into PDF files in its place, and
copies out of those have them. For these, unlike for ⽹ or ⽉, Unicode names no equivalent."""
_ENTITY = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|ldquo|rdquo|lsquo|rsquo|quot|apos|mdash|ndash|hellip|middot|bull|times|deg|permil"
    r"|amp|lt|gt|zwnj|zwj|shy|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});|&nbsp(?![a-zA-Z])"
)
_ESCAPE = re.compile(
    r"[%=\\](?:[B-F][0-9A-F][%=][0-9A-F]|[b-f][0-9a-f]%|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-3][0-7]{2}|[nrt])"
)
"""What one at least of the escapes looks like that stand for Chinese characters."""
_ESCAPES = re.compile(
    r"(?:[\\%]u[0-9a-fA-F]{4})+|\\[nrt\"/]"  # JSON, JavaScript
    r"|(?:%[0-9a-fA-F]{2})+|(?:=[0-9A-F]{2}|=\n)+|(?:\\x[0-9a-fA-F]{2})+|(?:\\[0-3][0-7]{2})+"  # bytes: URL, mail, programs
)
_ESCAPED_BYTE = re.compile(r"[%=]([0-9a-fA-F]{2})|\\x([0-9a-fA-F]{2})|\\([0-3][0-7]{2})|=\n")
_LITERAL = re.compile(r"(?<=[^\0-~])(?:\\[nrt])+(?![a-z])")
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "big", "cite", "code", "del", "em", "embed", "font", "i", "img", "input", "ins", "kbd", "label",
    "mark", "o:p", "q", "s", "small", "source", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "video", "wbr",
))  # fmt: skip
_TAG = re.compile(
    r"<!--.*?-->|<(?P<unseen>script|style)\b[^<>]{0,500}>.*?</(?P=unseen)>|</?(?P<name>[a-zA-Z][a-zA-Z0-9:]{0,11})(?:\s[^<>]{0,2000})?/?>",
    re.DOTALL | re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(?<![0-9A-Za-z])(?<!\*\*\*)\*\*(?=[^\s*])[^*\n]{1,200}(?<=\S)\*\*")
_FOOTNOTE = re.compile(r"(?<=[^\0-~])(?:\[(?:[0-9]{1,3}|注[0-9]{0,2})\])+(?!\()")
_MARKUP = re.compile(r"[<*\[](?:(?<=<)[!/a-zA-Z]|(?<=\*)\*|(?<=\[)[0-9注])")
"""What one at least of tags, marks of emphasis and of footnotes begins with."""
_CONTROL = {"\\n": "\n", "\\r": "\r", "\\t": "\t", '\\"': '"', "\\/": "/"}
_ADDRESS = re.compile(r"[!-~]*(?:/|\?\w+=)[!-~]*$")
_LONGEST_ADDRESS = 200
_LEAST_ESCAPED = 4
"""Chinese characters that a text must have as escapes: fewer are an example, or a program's."""
_ABOUT_MARKUP = re.compile(r"HTML|XML|html|实体|實體|转义|轉義|编码|編碼|代码|程式|源码|字符")
_SUSPECT = re.compile(
    "[^\t\n -~\u00b7\u2010-\u2027\u2030-\u205e\u2100-\u22ff\u2460-\u25ff\u3000-\u301c\u3020-\u303e\u3041-\u312f\u3400-\u4dbf\u4e00-\u9fff"
    "！-，－／：-＠［-｀｛-～]"
)
"""What is no ordinary character of Chinese news: only then is each kind of noise looked for."""
_SPACES = 4
_LONG = 12
"""Characters from which a paragraph that comes again is no refrain and no row of a table."""
_CAPTION = re.compile(r"^(?:图为|[▲△↑◎]|图[①-⑩一二三四1-9]?[：:])|(?:摄|摄影|供图)[）)]?$")
_OWN_SCRIPT = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc\u00a9\u00ae\u20d0-\u20ff\u2190-\u2bff\u3030\u303d\U0001f000-\U0001faff]"
)


def is_ordinary(text: str) -> bool:
    """Whether no step of the repair would look at `text` twice: what holds for most sentences of sound news.

    >>> is_ordinary("5月6日，区长出席。"), is_ordinary("区（qū）长"), is_ordinary("&nbsp;")
    (True, False, False)
    """
    if POST_APART.search(text):
        return False
    return not (_unusual().search(text) or text.count(" ") >= _SPACES or ("%" in text and _ESCAPE.search(text)))


@cache
def _unusual() -> re.Pattern[str]:
    """What is no character of daily use, or noise, or begins a tag or an escape, or is a bracket, which may hold a reading.

    One pass of a compiled class is ten times as fast as asking a set for each character.
    """
    printable = map(chr, range(0x20, 0x7F))
    ordinary = frozenset(_SUSPECT.sub("", "".join((*common(), *printable, "\t\n")))) - frozenset("&()（）<*[=\\")
    return re.compile(f"[^{re.escape(''.join(sorted(ordinary)))}]")


def clean(aligned: AlignedText) -> AlignedText:
    """`aligned` without noise."""
    text = aligned.text
    if not (
        _SUSPECT.search(text)
        or "&" in text
        or text.count(" ") >= _SPACES
        or POST_APART.search(text)
        or _ESCAPE.search(text)
        or _MARKUP.search(text)
    ):
        return aligned
    for step in (escaped, tag, emphasis, footnote, line_end, undecodable, entity, invisible, compatible, wide, spaced):
        aligned = aligned.edit(step(aligned.text))
    return aligned


def escaped(text: str) -> Iterator[Change]:
    r"""Characters that stand as escapes: of JSON or JavaScript, or of their bytes in addresses, mails or programs.

    >>> [change.new for change in escaped("%E5%8C%BA%E9%95%BF\\u51fa\\u5e2d")]
    ['区', '长', '出', '席']
    """
    if not _ESCAPE.search(text):
        return
    changes = [change for found in _ESCAPES.finditer(text) for change in _unescaped(found)]
    if sum(change.new in common() for change in changes) >= _LEAST_ESCAPED:
        yield from changes
    else:
        yield from _literal_line_ends(text)


def tag(text: str) -> Iterator[Change]:
    r"""Tags of HTML that a converter left in plain text; kept where the text is about markup or programs.

    >>> AlignedText.of("<b>区长</b>出席<br/>散会").edit(tag("<b>区长</b>出席<br/>散会")).text
    '区长出席\n散会'
    """
    if "<" not in text or _ABOUT_MARKUP.search(text):
        return
    for found in _TAG.finditer(text):
        name = (found["name"] or "").lower()
        if not name or name in BLOCK or name in CELL or name in _INLINE:
            new = "\n" if name in BLOCK and found.start() > 0 else "\t" if name in CELL else ""
            yield Change(*found.span(), new, "tag", "likely")


def emphasis(text: str) -> Iterator[Change]:
    """The marks of emphasis of Markdown around Chinese or a number.

    >>> AlignedText.of("**5月6日**，区长出席").edit(emphasis("**5月6日**，区长出席")).text
    '5月6日，区长出席'
    """
    if "**" in text:
        for found in _EMPHASIS.finditer(text):
            yield Change(found.start(), found.start() + 2, "", "tag", "likely")
            yield Change(found.end() - 2, found.end(), "", "tag", "likely")


def footnote(text: str) -> Iterator[Change]:
    """The numbers of footnotes, as encyclopedias have them; one alone may be anything."""
    numbers = [found.span() for found in _FOOTNOTE.finditer(text)] if "[" in text else []
    if len(numbers) > 1:
        yield from (Change(*number, "", "footnote", "likely") for number in numbers)


def _literal_line_ends(text: str) -> Iterator[Change]:
    for found in _LITERAL.finditer(text):
        yield Change(*found.span(), "\n" if "n" in found[0] else " ", "escape", "likely")


def _unescaped(found: re.Match[str]) -> Iterator[Change]:
    text, start = found[0], found.start()
    if text in _CONTROL:
        yield Change(*found.span(), _CONTROL[text], "escape", "likely")
    elif text[1] == "u":
        for at in range(0, len(text), 6):
            yield Change(start + at, start + at + 6, chr(int(text[at + 2 : at + 6], 16)), "escape", "likely")
    elif not (text[0] == "%" and _ADDRESS.search(found.string, max(0, start - _LONGEST_ADDRESS), start)):
        yield from _decoded(text, start)


def _decoded(text: str, start: int) -> Iterator[Change]:
    """The characters of a run of escaped bytes, which are UTF-8 or GB18030."""
    units = [*_ESCAPED_BYTE.finditer(text)]
    numbers = [
        int(unit[1] or unit[2], 16) if unit[1] or unit[2] else int(unit[3], 8) for unit in units if unit.lastindex
    ]
    for encoding in ("utf-8", "gb18030"):
        try:
            characters = bytes(numbers).decode(encoding)
        except UnicodeDecodeError:
            continue
        ends = [start + unit.end() for unit in units if unit.lastindex]
        for character in characters:
            size = len(character.encode(encoding))
            yield Change(start, ends[size - 1], character, "escape", "likely")
            start, ends = ends[size - 1], ends[size:]
        return


def repeated(text: str) -> Iterator[Change]:
    r"""Paragraphs that stand twice in a row, and picture captions that stand twice anywhere, as pages repeat them.

    >>> [*map(tuple, repeated("图为颁奖大会现场，贺远林摄\n大会开始。\n图为颁奖大会现场，贺远林摄\n散会。"))][0][:3]
    (19, 33, '')
    """
    seen: set[str] = set()
    before, start = "", 0
    for line in text.split("\n"):
        plain = line.strip()
        if len(plain) >= _LONG and (plain == before or (plain in seen and _CAPTION.search(plain))):
            yield Change(start - 1, start + len(line), "", "repeated", "likely")
        elif plain:
            seen.add(plain)
            before = plain
        start += len(line) + 1


def line_end(text: str) -> Iterator[Change]:
    r"""Every line end becomes `\n`."""
    return (Change(*found.span(), "\n", "line_end") for found in _LINE_END.finditer(text))


def undecodable(text: str) -> Iterator[Change]:
    """Halves of surrogate pairs, joined where both are there; U+FFFD, the mark of an undecodable byte, is lost."""
    for found in _UNDECODABLE.finditer(text):
        if len(found[0]) == 2:
            joined = found[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
            yield Change(*found.span(), joined, "surrogate")
        else:
            yield Change(*found.span(), LOST, "undecodable", "lost")


def entity(text: str) -> Iterator[Change]:
    """Entities that a converter left in plain text; kept where the text is about markup or programs."""
    if "&" not in text or _ABOUT_MARKUP.search(text):
        return
    for found in _ENTITY.finditer(text):
        char = html.unescape(found[0])
        if len(char) == 1 and (char.isprintable() or char.isspace()):
            yield Change(*found.span(), " " if char == "\xa0" else char, "entity", "likely")


def invisible(text: str) -> Iterator[Change]:
    """Control characters, soft hyphens, zero-width characters and variation selectors."""
    for found in _INVISIBLE.finditer(text):
        around = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
        if not _OWN_SCRIPT.search(around):
            yield Change(*found.span(), "", "invisible")


def compatible(text: str) -> Iterator[Change]:
    """Compatibility ideographs and radicals that look like a character of everyday use; odd punctuation."""
    for found in _COMPATIBLE.finditer(text):
        usual = _SMALL.get(found[0]) or _PARTS.get(found[0]) or unicodedata.normalize("NFKC", found[0])
        if usual != found[0] and (len(usual) == 1 or found[0] < "\u3400"):
            yield Change(*found.span(), usual, "compatible")


def wide(text: str) -> Iterator[Change]:
    """Full-width digits and Latin letters; one change a character, so that spans stay exact.

    >>> AlignedText.of("２０２４年").edit(wide("２０２４年")).to_raw(2, 4)
    Span(start=2, end=4)
    """
    for found in _WIDE.finditer(text):
        yield Change(*found.span(), chr(ord(found[0]) - 0xFEE0), "wide")
