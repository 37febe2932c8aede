"""Layout that breaks words: lines that end where they were full, and words or characters that spaces set apart.

Mails, bulletin boards, the wires of the nineties and text taken off a printed page end a line in the middle of a name; what
was made for programs to read has a space behind every word. Sound text leaves as it came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from extract.text import patterns as re
from extract.text.align import AlignedText, Change
from extract.text.characters import HAN
from extract.text.script import detect_script, simplify
from extract.text.segment import plain_engine
from extract.types import Span

_NARROWEST, _WIDEST = 24, 160
"""Columns that a wrapped line may have; a Chinese character takes two."""
_SLACK = 2
"""Columns by which full lines differ: one mark that may not begin a line is pulled up, or one pushes its neighbour down."""
_SPREAD = 6
_FEWEST = 3
"""Lines that must break off, since two of one length are an accident."""
_LONGER = 0.25
"""Lines longer than the full ones, for each of these: a title, an address."""
_OPEN = 0.6
"""Share of full lines that end within a sentence: of wrapped ones nine in ten, of paragraphs that chance to be as long few."""
_BROKEN = 0.15
"""Share of line ends that fall inside a word: two in five where width alone decides, one in fifty in a list of names."""
_SAMPLE = 100
_AROUND = 6
"""Characters on either side of a line end in which a word of the dictionary is looked for."""
_STOPS = re.compile("[。！？：；!?:;…][”’」』）)】》]*$")
_STOP = 8
_OPEN_END = re.compile(r"\n(?<=[^\n。！？：；!?:;”）)]\n)")
"""Begins with a character, for which `re` searches at the speed of memory."""
_LINE = re.compile(r"^[^\S\n]*(\S[^\n]*?)[^\S\n]*$", re.MULTILINE)
_HEAD = re.compile(r"[0-9A-Za-z.%-]+")
_LATIN = re.compile("[A-Za-z]")
_WIDE = re.compile("[\u2100-\u303e\u3041-\uff60\U00020000-\U0003ffff“”‘’…—·]")
_AMBIGUOUS = re.compile("[“”‘’…—·]")

_SPACED = re.compile(rf"(?<![^\s])[{HAN}](?:[ \u00a0][{HAN}]){{4,}}(?![^\s，。、；：！？])")
_CHINESE = f"{HAN}，。、；：！？“”（）《》"
_SPACE = re.compile(rf"(?<=[{_CHINESE}])[ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]+(?=[{_CHINESE}])")
_SPACED_MARK = re.compile(rf"[{HAN}0-9”）》][ \u00a0]+[，。、；](?=\s|$)")
_PARTICLE = re.compile(r"\s[的了在和与为是由对向将等]\s")
_MARK = re.compile("[，。、；]")
_SPACE_BEHIND = re.compile(rf"(?<=\S[，、；。])[ \u00a0](?=[{HAN}0-9“（《])")
_UNIT = "年月日号號时時点點分秒周週天届屆岁歲名人位个個项項家所次件篇枚块塊套支队隊户戶种種条條等级級万萬亿億余餘多元米吨噸强強金银銀铜銅军軍师師团團旅"
_NUMBER = re.compile(rf"(?<=[{HAN}“（])[ \u00a0](?=[0-9][0-9.,]*[ \u00a0][{_UNIT}])|(?<=[0-9])[ \u00a0](?=[{_UNIT}])")
_APART_FIGURES = r"(?<![0-9])(?<![0-9][ \u00a0])[0-9](?:[ \u00a0][0-9]){1,7}(?![0-9])"
_FIGURES = re.compile(rf"{_APART_FIGURES}(?=[ \u00a0]?[{_UNIT}])")
"""Digits set apart one by one: 2 0 2 4 年."""
_ALL_FIGURES = re.compile(_APART_FIGURES)
_APART_YEAR = re.compile(r"(?<![0-9][ \u00a0])(?:1[ \u00a0]9|2[ \u00a0]0)[ \u00a0][0-9][ \u00a0][0-9][ \u00a0]?年")
"""A text that sets the digits of a year apart does so with all: no unit needs to follow."""
_BLANKS = "[ \u00a0\u3000]"
_POST = re.compile(
    rf"(?<![{HAN}])(?:副{_BLANKS}{{0,4}})?(?:[组組局处處科校院所站队隊厂廠社班部县縣市镇鎮乡鄉村区區会會省厅廳司总總团團]{_BLANKS}{{1,4}}[长長]"
    rf"|主{_BLANKS}{{1,4}}任|[书書]{_BLANKS}{{1,4}}[记記]|[委成]{_BLANKS}{{1,4}}[员員])(?={_BLANKS}|[：:]|$)"
)
"""A post as forms and rolls align it: 组　长：, 副 主 任."""
_BLANK = re.compile(_BLANKS)
POST_APART = re.compile(rf"{_BLANKS}[长長任记記员員](?={_BLANKS}|[：:\n]|$)")
"""Finds texts in which such a post may stand."""
_LONE_SPACE = re.compile(r"(?<=\S)[ \u00a0](?=\S)")
_ALONE = 1.2
"""Mean length of what stands between spaces below which each character stands alone."""
_APART = 0.7
"""Share of the marks of a line that stand between spaces: nobody writes one so, and programs that part words all."""


def spaced(text: str) -> Iterator[Change]:
    """The spaces between characters set apart one by one (全 国 劳 动 奖), between words, or in 5 月 6 日.

    Fewer than five characters are no sign of damage: 张　革, 通 知 and lists of two-character names are set so on purpose.

    >>> AlignedText.of("于 5 月 6 日 表 彰 了 他 们").edit(spaced("于 5 月 6 日 表 彰 了 他 们")).text
    '于5月6日表彰了他们'
    """
    spaces: Iterable[Span] = _between_all(text) if _is_parted(text) else _needless_in_lines(text)
    return (Change(*space, "", "spaced", "likely") for space in spaces)


def _is_parted(text: str) -> bool:
    """Whether spaces part all words of `text`, or all characters, and its marks: particles and marks stand alone."""
    marks = len(_SPACED_MARK.findall(text))
    return marks >= 2 and marks >= _APART * len(_MARK.findall(text)) and _PARTICLE.search(text) is not None


def _between_all(text: str) -> Iterator[Span]:
    words = text.split()
    is_each_alone = sum(map(len, words)) < _ALONE * len(words)
    return (Span(*found.span()) for found in (_LONE_SPACE if is_each_alone else _SPACE).finditer(text))


def _needless_in_lines(text: str) -> Iterator[Span]:
    start = 0
    figures = _ALL_FIGURES if _APART_YEAR.search(text) else _FIGURES
    for line in text.split("\n"):
        if _BLANK.search(line):
            spaces = _between_all(line) if _is_parted(line) else sorted(_needless(line, figures))
            yield from (Span(start + space, start + end) for space, end in spaces)
        start += len(line) + 1


def _needless(line: str, figures: re.Pattern[str]) -> set[tuple[int, int]]:
    """The spaces behind all marks of a `line`, between a number and its unit, in runs of single characters, and in posts."""
    spaces = {found.span() for found in _NUMBER.finditer(line)}
    behind = [found.span() for found in _SPACE_BEHIND.finditer(line)]
    if len(behind) >= max(_FEWEST, _APART * len(_MARK.findall(line.rstrip()[:-1]))):
        spaces.update(behind)
    for run in chain(_SPACED.finditer(line), figures.finditer(line)):
        spaces.update(found.span() for found in _LONE_SPACE.finditer(line, *run.span()))
    for post in _POST.finditer(line):
        spaces.update(found.span() for found in _BLANK.finditer(line, *post.span()))
    return spaces


class _Line(NamedTuple):
    """A line that is not blank: where it begins, where its first and behind its last visible character lie."""

    begin: int
    start: int
    end: int
    is_open: bool
    """Whether it ends within a sentence."""


def wrapped(text: str) -> Iterator[Change]:
    r"""The line ends inside sentences of a text whose lines were wrapped at a fixed width.

    >>> page = "望川区昨天上午举行庆祝国际劳\n动节大会，区委副书记、区长苏彦\n廷为二十名全国劳动模范颁发了奖\n章，大会还宣读了一份倡议书。"
    >>> AlignedText.of(page).edit(wrapped(page)).text
    '望川区昨天上午举行庆祝国际劳动节大会，区委副书记、区长苏彦廷为二十名全国劳动模范颁发了奖章，大会还宣读了一份倡议书。'
    """
    if len(_OPEN_END.findall(text)) < _FEWEST:
        return
    lines = [_line(found) for found in _LINE.finditer(text)]
    if sum(line.is_open for line in lines) < _FEWEST:
        return
    ends = max((_broken_off(text, lines, measure) for measure in _MEASURES), key=len)
    if not ends or not _breaks_words(text, ends):
        return
    gap = Counter(text.count("\n", line.end, following.start) for line, following in ends).most_common(1)[0][0]
    for line, following in ends:
        if text.count("\n", line.end, following.start) <= gap:
            yield Change(line.end, following.start, seam(text, line.end, following.start), "wrapped", "likely")


def seam(text: str, end: int, start: int) -> str:
    """What stands between two lines when they are joined, the first of which ends at `end`: a space between words of letters."""
    return " " if end and _LATIN.match(text, end - 1) and _LATIN.match(text, start) else ""


def _line(found: re.Match[str]) -> _Line:
    return _Line(found.start(), *found.span(1), is_open(found.string, found.end(1)))


def is_open(text: str, end: int) -> bool:
    """Whether the line of `text` that ends at `end` ends within a sentence."""
    return not _STOPS.search(text, max(0, end - _STOP), end)


def columns(text: str) -> int:
    """Columns as Chinese fonts have them: two for a Chinese character or a quotation mark, one for a digit or a letter."""
    return len(text) + len(_WIDE.findall(text))


def _narrow_columns(text: str) -> int:
    """Columns where quotation marks and dashes are as narrow as letters."""
    return columns(text) - len(_AMBIGUOUS.findall(text))


_MEASURES: tuple[Callable[[str], int], ...] = (columns, _narrow_columns, len)
"""What a width may be counted in."""


def _broken_off(text: str, lines: Sequence[_Line], measure: Callable[[str], int]) -> list[tuple[_Line, _Line]]:
    """The lines that end because they are full, inside a sentence, with the next ones; none where the text is not wrapped."""
    widths = [measure(text[line.begin : line.end]) for line in lines]
    width = _width(widths)
    heads = (measure(_head(text, line)) for line in lines[1:])
    full = [at for at, head in enumerate(heads) if width - _SLACK - head < widths[at] <= width + _SLACK]
    broken = [at for at in full if lines[at].is_open]
    longer = sum(each > width + _SLACK for each in widths)
    if len(broken) < max(_FEWEST, _OPEN * len(full)) or longer > _LONGER * len(full):
        return []
    margin = min(line.start - line.begin for line in lines)
    pairs = ((lines[at], lines[at + 1]) for at in broken)
    return [(line, following) for line, following in pairs if following.start - following.begin <= margin]


def _width(widths: Sequence[int]) -> int:
    """The width that the longest lines have, by which most lines are full."""
    counts = Counter(width for width in widths if _NARROWEST <= width <= _WIDEST)
    return max(counts, key=lambda width: (sum(counts[width - less] for less in range(_SPREAD)), width), default=0)


def _head(text: str, line: _Line) -> str:
    """What stands at the beginning of a `line` and is not parted: a number, a word, a character."""
    head = _HEAD.match(text, line.start, line.end)
    return head[0] if head else text[line.start]


def _breaks_words(text: str, ends: Sequence[tuple[_Line, _Line]]) -> bool:
    """Whether many of the line ends between two lines fall inside a word."""
    ends = ends[:: 1 + len(ends) // _SAMPLE]
    hits = sum(
        _breaks_word(text[max(line.start, line.end - _AROUND) : line.end], text[following.start :][:_AROUND])
        for line, following in ends
    )
    return hits >= max(2, _BROKEN * len(ends))


def _breaks_word(tail: str, head: str) -> bool:
    """Whether a word or a number stands across the border of the two, or a comma before it: a row of a list has none."""
    if tail.endswith("，"):
        return True
    joined = AlignedText.of(tail + head.partition("\n")[0])
    joined = simplify(joined, detect_script(joined.text))
    if joined.text[len(tail) - 1 : len(tail) + 1].isdigit():
        return True
    words = plain_engine().tokenize(joined.text, hmm=False)
    return any(start < len(tail) < end for _, start, end in words)
