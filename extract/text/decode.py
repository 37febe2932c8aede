"""Bytes to text: which encoding an article is in.

Evidence in order of its strength: a byte order mark, strict UTF-8 (text in another encoding is not valid UTF-8 by
accident), and else the codec under which the bytes give the commonest characters, where the charset that a page
declares wins only when it does about as well as the best. A byte that cannot be decoded becomes U+FFFD, which
normalisation shows as lost.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from extract.errors import DecodeError
from extract.text import patterns as re
from extract.text.characters import common

REPLACED = "\ufffd"
"""Stands in the decoded text for bytes that are no character."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
)
_WIDENED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "hz": "hz",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "ascii": "utf-8",
}
"""Codecs that pages name, and the larger ones their bytes are really in."""
_DECLARED = re.compile(
    rb"""<meta\s[^>]{0,300}?charset\s*=\s*+(?:["']\s*+)?([\w.:-]{2,40})|<\?xml\s[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HZ = re.compile(rb"~\{(?:[!-w][!-~])+~\}")
_HEAD = 4096
"""Bytes in which a declared charset is looked for; the HTML standard says 1024, many pages put scripts first."""
_SAMPLE = 2**16
"""Bytes by which codecs are compared: far more than the 30 characters that are enough to tell them apart."""
_CODECS = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_DECLARED_MARGIN = 0.15
"""How much commoner the characters of another codec must be to overrule a declaration. A wrong codec loses 0.3–0.9
on paragraphs of 30 characters and more, the right one never trails by more than 0.05."""
_LEAST_COMMON = 0.2
"""Share of common characters below which bytes are in none of the codecs. Rare-character lists stay above 0.4."""
_LEAST_WIDE = 0.7
"""Share of common or ASCII characters below which bytes are not UTF-16 without a mark: ASCII read so gives 0.35."""
_MOST_REPLACED = 0.05
"""Share of characters that may be undecodable before the file counts as no text."""
_MOST_CONTROLS = 0.1


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it came in; None where it was text already."""

    text: str
    encoding: str | None


def decode(
    content: bytes | str, *, encoding: str | None = None, declared: str | None = None, max_bytes: int = 32 * 2**20
) -> Decoded:
    """The text of `content`. Raises DecodeError with what to do where it is none.

    `encoding` is taken as it is; `declared`, what a server says, is tried before what the page says of itself, and
    overruled where another codec gives far commoner characters.

    >>> decode("区长".encode("gbk"))
    Decoded(text='区长', encoding='gb18030')
    """
    if not content:
        raise DecodeError("the article is empty: fetch it again or remove it")
    if len(content) > max_bytes:
        raise DecodeError(f"{len(content):,} bytes are more than max_bytes = {max_bytes:,}: raise it or split the file")
    if isinstance(content, str):
        return Decoded(content, None)
    name = _codec(encoding) if encoding else detect_encoding(content, declared)
    text = _cut_tolerant(content, name)
    _refuse_binary(text)
    replaced = text.count(REPLACED)
    if replaced > max(1, _MOST_REPLACED * len(text)):
        raise DecodeError(
            f"{replaced} of {len(text)} characters cannot be decoded as {name}: fetch the file again, or name its "
            "encoding with the configuration key `encoding`"
        )
    return Decoded(text, name)


def detect_encoding(content: bytes, declared: str | None = None) -> str:
    """The name of the Python codec that `content` is in. Raises DecodeError where it is a binary file.

    `content` may be the beginning of a file, cut anywhere.
    """
    for magic, what in _BINARY:
        if content.startswith(magic):
            raise DecodeError(f"{what}, not text: convert it to text or HTML first")
    for mark, name in _MARKS:
        if content.startswith(mark) and _is_strict(content, name):
            return name
    if b"\0" not in content and _is_strict(content, "utf-8"):
        return "hz" if _is_hz(content) else "utf-8"
    return _commonest(content, declared)


def _is_hz(content: bytes) -> bool:
    """Whether `content` is GB 2312 in seven bits, between `~{` and `~}`, as mails and newsgroups had it."""
    return (
        _HZ.search(content) is not None
        and content.isascii()
        and _is_strict(content, "hz")
        and _commonness(_cut_tolerant(content[:_SAMPLE], "hz")) > 1 - _DECLARED_MARGIN
    )


def _commonest(content: bytes, told: str | None) -> str:
    """The codec whose characters are commonest, a declared one where it does about as well."""
    sample = content[:_SAMPLE]
    scores = {name: _commonness(_cut_tolerant(sample, name)) for name in _CODECS}
    scores |= {name: -1 for name in ("utf-16-le", "utf-16-be") if not _is_wide(_cut_tolerant(sample, name))}
    best = max(scores, key=lambda name: scores[name])
    found = _DECLARED.search(content[:_HEAD])
    named = found and (found[1] or found[2]).decode("ascii", "replace")
    declared = _codec_or_none(told or "") or _codec_or_none(named or "")
    if declared is None or declared.startswith(("utf-16", "utf-32")):  # the declaration itself could not be read
        if scores[best] < _LEAST_COMMON:
            raise DecodeError(
                f"no text in UTF-8, GB18030, Big5 or UTF-16 (as {best} only {max(0, scores[best]):.0%} of the characters "
                "are in use): name the encoding with the configuration key `encoding`"
            )
        return best
    score = _commonness(_cut_tolerant(sample, declared))
    return declared if score >= scores[best] - _DECLARED_MARGIN else best


def _commonness(text: str) -> float:
    """Share of the characters beyond ASCII that are in common use, less what could not be decoded.

    Control characters count against it, so that the NULs of UTF-16 read as something else are seen.
    """
    beyond = [char for char in text if char > "~" or char < "\t"]
    if not beyond:
        return 1.0
    daily = common()
    return sum(-2 if char == REPLACED or char < "\t" else char in daily for char in beyond) / len(beyond)


def _is_wide(text: str) -> bool:
    """Whether a reading as UTF-16 is text at all: bytes in pairs always give some character."""
    return sum("\t" <= char <= "~" or char in common() for char in text) >= _LEAST_WIDE * len(text)


def _is_strict(content: bytes, name: str) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(content)
    except UnicodeDecodeError:
        return False
    return True


def _cut_tolerant(content: bytes, name: str) -> str:
    """`content` decoded; a character that is cut off at the end becomes one U+FFFD, as any undecodable byte."""
    return content.decode(name, "replace")


def _codec(name: str) -> str:
    known = _codec_or_none(name)
    if known is None:
        raise DecodeError(f"encoding {name!r} is unknown: use a Python codec name such as gb18030, or leave it unset")
    return known


def _codec_or_none(name: str) -> str | None:
    """The Python codec for a charset name as pages write it; None where there is no such text codec."""
    try:
        known = codecs.lookup(name.strip().lower().replace("x-", "", 1))
        known.decode(b"")
    except (LookupError, ValueError, TypeError):
        return None
    if not getattr(known, "_is_text_encoding", True):
        return None
    return _WIDENED.get(known.name, known.name)


def _refuse_binary(text: str) -> None:
    """DecodeError where control characters show that there is no text."""
    controls = len(_CONTROL.findall(text[:_SAMPLE]))
    if controls > max(2, _MOST_CONTROLS * min(len(text), _SAMPLE)):
        raise DecodeError("the bytes are no text: a binary file? Convert it to text or HTML first")


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
