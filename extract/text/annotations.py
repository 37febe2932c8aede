"""Pinyin annotations that a converter wrote behind characters: 全國(guó), 会(hui)(hui), 主义(y🎐i).

Two tools are known. One turned simplified pages into traditional ones and wrote the toned reading behind each
character of its table; the other writes toneless readings behind any character, often twice, with symbols inside.
What a person writes on purpose stays: 世界卫生组织(WHO), the reading of a rare character, a text about pronunciation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from extract.text import patterns as re
from extract.text.align import Change
from extract.text.characters import HAN, common
from extract.text.readings import is_reading
from extract.text.repair import gbk
from extract.text.script import is_traditional_only

_BRACKETS = rf"[(（][^()（）{HAN}\n]{{1,12}}[)）]"
_ANNOTATED = re.compile(rf"{_BRACKETS}(?:{_BRACKETS})*")
_HAN = re.compile(f"[{HAN}]")
_CONTENT = re.compile(r"[(（](.*?)[)）]")
_SYMBOL = re.compile(r"[^0-9A-Za-z\u00c0-\u024f\u0251\u0261:]")
_ABOUT_READING = re.compile(
    "拼音|注音|读音|讀音|字音|读作|讀作|念作|念成|读成|讀成|发音|發音|声调|聲調|多音|破音|音同|同音|读错|讀錯|读法|讀法|生僻字|音节|音節"
)
FOLDED = dict(zip(",;:?!()%", "，；：？！（）％", strict=True))
"""Full-width punctuation that a converter folds, by what it becomes."""
_CUT_OUT = "、，,；;？?"
"""Behind these a letter may be half a character itself; the search decides (`extract.text.repair.search`)."""
_MANY = 5
"""Annotated characters in the midst of words from which a text that mentions 拼音 is damaged all the same."""
_DIFFERENT = 4
"""Different characters with a fitting reading that make a text damaged though none is traditional. People who gloss
common characters of simplified text do it for one or two polyphones."""


class Annotation(NamedTuple):
    """A reading in brackets, or several, that fit the character before them."""

    char: str
    start: int
    end: int
    marked: bool
    """Written twice or with a symbol inside: nobody does that on purpose."""

    @property
    def strong(self) -> bool:
        """Whether this alone shows that a converter was at work."""
        return self.marked or (is_traditional_only(self.char) and self.char in common())


def annotation(text: str) -> Sequence[Change]:
    """The removal of the annotations of `text`.

    >>> [change.start for change in annotation("全國(guó)工人，组织(WHO)，镕(róng)")]
    [2]
    """
    found = find_annotations(text)
    if not found or (_ABOUT_READING.search(text) and not _in_running_text(text, found)):
        return []
    if not _everywhere(found):
        at_work = any(one.marked for one in found)
        found = [one for one in found if one.strong or (at_work and one.char in common())]
    return [Change(one.start, one.end, "", "annotation") for one in found]


def find_annotations(text: str) -> Sequence[Annotation]:
    """All readings in brackets that fit the character before them."""
    if "(" not in text and "（" not in text:
        return ()
    found = (_annotation(text, bracket) for bracket in _ANNOTATED.finditer(text))
    return [one for one in found if one]


def _annotation(text: str, brackets: re.Match[str]) -> Annotation | None:
    """The readings at the beginning of `brackets`, if there are any."""
    start, end = brackets.span()
    if start and _is_annotated(text[start - 1 : end]):
        return Annotation(text[start - 1], start, end, False)
    char = text[start - 1] if start else ""
    end, count, symbols = start, 0, False
    for content in _CONTENT.finditer(brackets[0]):
        written = content[1]
        plain = written if written.isalpha() else _SYMBOL.sub("", written)
        if not is_reading(plain, char):
            whole = across(text, start) if text[start - 2 : start - 1] not in _CUT_OUT else ""
            if count or not is_reading(plain, whole):
                break
            char, symbols = whole, True
        count += 1
        symbols |= plain != written
        end = start + content.end()
    return Annotation(char, start, end, symbols or count > 1) if count else None


@lru_cache(2**14)
def _is_annotated(written: str) -> bool:
    """Whether `written` is a character with its reading in brackets: what most annotations are."""
    return written[2:-1].isalpha() and is_reading(written[2:-1], written[0])


def across(text: str, end: int) -> str:
    """The character whose bytes end in the ASCII letter before `end` and begin in the character before that.

    The converter annotated it where it stood out of step: 的L(dòng) is 的 (`B5C4`) before `4C`, and `C44C` is 腖.
    """
    before, last = text[max(0, end - 2) : end - 1], text[end - 1 : end]
    return gbk.pair(gbk.trail_of(FOLDED.get(before, before)), ord(last)) if "@" <= last <= "~" else ""


def _in_running_text(text: str, found: Sequence[Annotation]) -> bool:
    """Whether annotations stand in the midst of words, one reading a character, which those of a lesson do not."""
    inside = [one for one in found if one.strong and _HAN.match(text, one.end)]
    chars = {one.char for one in inside}
    return len(chars) >= _MANY and len(chars) == len({(one.char, text[one.start : one.end]) for one in inside})


def _everywhere(found: Sequence[Annotation]) -> bool:
    """Whether the annotations are those of a converter, that puts them behind common characters too."""
    chars = {one.char for one in found}
    return len(chars) >= _DIFFERENT and len(chars & common()) >= 0.8 * len(chars)
