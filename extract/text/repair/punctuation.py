"""Full-width punctuation that a converter folded to ASCII: 大会举行,表扬 becomes 大会举行，表扬 again.

For pages on which other damage shows a converter, and which have no full-width comma left. Numbers, times and
addresses keep theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.text import patterns as re
from extract.text.align import Change

_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_CHINESE = "\u3400-\u9fff▢“”‘’《》〈〉「」『』【】、。"
_FOLDED = re.compile(rf"(?<=[{_CHINESE})])[,;:?!]|[,;:?!](?=[{_CHINESE}(])")
_BRACKETS = re.compile(r"\(([^()\n]{1,80})\)")
_ANY_CHINESE = re.compile(f"[{_CHINESE}]")
_UNFOLDED = re.compile("[，；：？！]")


def is_folded(text: str) -> bool:
    """Whether `text` has no full-width punctuation left where Chinese news always has some."""
    return not _UNFOLDED.search(text)


def punctuation(text: str) -> Iterator[Change]:
    """The punctuation of a damaged and folded `text` as it stood before.

    >>> [(change.start, change.new) for change in punctuation("5月6日,增长1,234(家)")]
    [(4, '，'), (12, '（'), (14, '）')]
    """
    places = [found.start() for found in _FOLDED.finditer(text)]
    for found in _BRACKETS.finditer(text):
        if _ANY_CHINESE.search(found[1]):
            places += (found.start(), found.end() - 1)
    for at in sorted(places):
        yield Change(at, at + 1, _WIDE[text[at]], "punctuation", "likely")
