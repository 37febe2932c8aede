"""Full-width punctuation that was folded to ASCII: 大会举行,表扬 becomes 大会举行，表扬 again.

For pages that have no full-width comma left, if other damage shows a converter or they have many others; and for pages whose
sentences end with a dot. Numbers, times and addresses keep theirs. And which mark it was that got lost, as far as brackets and numbers around it tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.text import patterns as re
from extract.text.align import Change

_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_CHINESE = "\u3400-\u9fff▢“”‘’《》〈〉「」『』【】、。"
_FOLDED = re.compile(rf"(?<=[{_CHINESE})])[,;:?!](?: (?=[{_CHINESE}0-9]))?|[,;:?!](?=[{_CHINESE}(])")
_BRACKETS = re.compile(r"\(([^()\n]{1,80})\)")
_ANY_CHINESE = re.compile(f"[{_CHINESE}]")
_DOT = re.compile(rf"(?<=[{_CHINESE})）])[.．](?=[{_CHINESE}0-9\s]|$)")
_COMMA = re.compile(rf"(?<=[{_CHINESE}]), ?(?=[{_CHINESE}])")
_FEWEST_COMMAS, _FEWEST_STOPS = 5, 3
"""Marks by which a whole page shows that it was folded: a sentence or two may be anybody's typing, and stay."""
_UNFOLDED = re.compile("[，；：？！]")


def is_folded(text: str) -> bool:
    """Whether `text` has no full-width punctuation left where Chinese news always has some."""
    return not _UNFOLDED.search(text)


def is_folded_page(text: str) -> bool:
    """Whether a page shows by its many commas alone that its punctuation was folded."""
    return "," in text and is_folded(text) and len(_COMMA.findall(text)) >= _FEWEST_COMMAS


def punctuation(text: str) -> Iterator[Change]:
    """The punctuation of a folded `text` as it stood before, but for its full stops.

    >>> [(change.start, change.new) for change in punctuation("5月6日,增长1,234(家)")]
    [(4, '，'), (12, '（'), (14, '）')]
    """
    spans = [found.span() for found in _FOLDED.finditer(text)]
    for found in _BRACKETS.finditer(text):
        if _ANY_CHINESE.search(found[1]):
            spans += ((found.start(), found.start() + 1), (found.end() - 1, found.end()))
    for start, end in sorted(spans):
        yield Change(start, end, _WIDE[text[start]], "punctuation", "likely")


def full_stops(text: str) -> Iterator[Change]:
    r"""The dots of a text whose sentences all end with one.

    >>> [change.start for change in full_stops("区长出席.大会闭幕.5月6日散会.\n3.5万人．")]
    [4, 9, 16, 23]
    """
    dots = [found.span() for found in _DOT.finditer(text)] if "。" not in text else []
    if len(dots) >= _FEWEST_STOPS:
        yield from (Change(*dot, "。", "punctuation", "likely") for dot in dots)


MARKS = frozenset("，。、；：？！“”‘’《》（）…—")
_PAIRS = dict(zip("（《“‘", "）》”’", strict=True))
_ODD_BRACKET = 6.0
"""Bits of a bracket without its other half, and of any other mark where a bracket lacks one."""
_NUMBER = re.compile("[0-9][0-9.]*(.?)")
_ANY_NUMBER = re.compile("[0-9一二三四五六七八九十]")
_FIRST_NUMBER, _OTHER_UNIT = 8.0, 3.0
"""Bits of 、 before a number beside those of a full stop. In the broadcast news 、 stands behind a clause without a
number in 29 places of 645, behind one with a number of another unit in 58 of 193, of the same one (5个、3个) in 219 of 266."""
_CLAUSE_ENDS = re.compile("[，、；：。！？（《“\n]")


def mark_bits(mark: str, before: str, behind: str) -> float:
    """Bits of `mark` between `before` and `behind`, beside those that the characters next to it tell.

    >>> mark_bits("，", "《年谱", "1893—1949）》"), mark_bits("（", "《年谱", "1893—1949）》")
    (6.0, 0.0)
    >>> mark_bits("、", "高于上月", "4月"), mark_bits("、", "1月", "2月")
    (8.0, 0.0)
    """
    bits = 0.0
    for first, last in _PAIRS.items():
        is_open = before.rfind(first) > before.rfind(last)
        is_closed = last in behind.partition(first)[0]
        lacking = first if is_closed and not is_open else last if is_open and not is_closed else ""
        bits += _ODD_BRACKET * (mark != lacking if lacking else mark in (first, last))
    number = _NUMBER.match(behind) if mark == "、" else None
    if number:
        clause = _CLAUSE_ENDS.split(before)[-1]
        bits += _FIRST_NUMBER if not _ANY_NUMBER.search(clause) else 0.0 if number[1] in clause else _OTHER_UNIT
    return bits
