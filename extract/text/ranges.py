"""Ranges and bounds of numbers: 20至30, 介于20和30之间, 不少于三千, 比四分之一大."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from extract.text import patterns as re
from extract.text.quantities import Quantity, find_quantities
from extract.types import Span


@dataclass(frozen=True, slots=True)
class NumberRange:
    """All numbers from `low` to `high`; an open side is None. `closed` says whether the ends belong to it."""

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    closed: tuple[bool, bool] = (True, True)


_S = r"[ \t\u3000]*+"
_EQUAL = rf"(?P<closed>{_S}或者?{_S}等于|等于)?"
_COUNTER = rf"{_S}(?:[个次人名岁元年天]{_S})?"
_TO = re.compile(rf"{_S}(?:到|至|[-–—―~～－]){_S}")
_AND = re.compile(rf"{_S}[和与跟]{_S}")
_BETWEEN = re.compile("之?间")
_WITHIN = re.compile(rf"(?:位于|介于|处于|处在|在|从){_S}$")
_JOINER = re.compile(rf"{_S}(?:并且|而且|并|且|而|，|,)?{_S}")
_VAGUE = re.compile(r"[几多余](?=[万亿])")


class _Word(NamedTuple):
    """A word of comparison: which sides it bounds. Its group `closed` says that the end belongs to the range."""

    pattern: re.Pattern[str]
    low: bool
    high: bool


_BEFORE: Final = (
    _Word(re.compile(rf"(?P<closed>不(?:大于|多于|高于|超过)){_S}$"), low=False, high=True),
    _Word(re.compile(rf"(?P<closed>不(?:小于|少于|低于)){_S}$"), low=True, high=False),
    _Word(re.compile(rf"(?P<closed>(?:至少|最少|最低)有?){_S}$"), low=True, high=False),
    _Word(re.compile(rf"(?P<closed>(?:至多|最多|最高)有?){_S}$"), low=False, high=True),
    _Word(re.compile(rf"(?:大于|多于|高于|超过了?|超出){_EQUAL}{_S}$"), low=True, high=False),
    _Word(re.compile(rf"(?:小于|少于|低于|不到|不足){_EQUAL}{_S}$"), low=False, high=True),
    _Word(re.compile(rf"(?P<closed>等于){_S}$"), low=True, high=True),
)
_AFTER: Final = (
    _Word(re.compile(rf"(?P<closed>{_COUNTER}(?:或者?)?{_S}以上)"), low=True, high=False),
    _Word(re.compile(rf"(?P<closed>{_COUNTER}(?:或者?)?{_S}(?:以下|以内))"), low=False, high=True),
)
_THAN = re.compile(rf"比{_S}$")
_COMPARED: Final = (
    _Word(re.compile("(?P<closed>)[大多高长]"), low=True, high=False),
    _Word(re.compile("(?P<closed>)[小少低短]"), low=False, high=True),
)
_REACH: Final = 10
"""How many characters before a number a word of comparison may begin: 大于或者等于 and spaces."""


def find_ranges(text: str) -> Iterator[NumberRange]:
    """The ranges and bounds of `text`, in order.

    >>> [(r.text, r.low, r.high) for r in find_ranges("20到30之间，不少于三千，大于10小于20")]
    [('20到30', 20, 30), ('不少于三千', 3000, None), ('大于10小于20', 10, 20)]
    """
    numbers = [quantity for quantity in find_quantities(text) if quantity.numeral and quantity.kind != "ordinal"]
    pending: NumberRange | None = None
    index = 0
    while index < len(numbers):
        span = _from_to(text, numbers, index)
        index += 2 if span else 1
        found = span or _bound(text, numbers[index - 1])
        if pending and found and (joined := _joined(text, pending, found)):
            yield joined
            pending = None
            continue
        if pending:
            yield pending
        pending = found
    if pending:
        yield pending


def _from_to(text: str, numbers: list[Quantity], index: int) -> NumberRange | None:
    """20至30, 位于20和30之间."""
    if index + 1 >= len(numbers):
        return None
    low, high = numbers[index], numbers[index + 1]
    if low.value is None or high.value is None or high.value <= low.value or low.kind not in {"number", high.kind}:
        return None
    start, end = low.start, high.end
    if not _TO.fullmatch(text, low.end, high.start):
        closing = _BETWEEN.match(text, high.end)
        if not (closing and _AND.fullmatch(text, low.end, high.start)):
            return None
        opening = _WITHIN.search(text, max(0, start - _REACH), start)
        start, end = opening.start() if opening else start, closing.end()
    return NumberRange(start, end, text[start:end], low.value, high.value)


def _bound(text: str, number: Quantity) -> NumberRange | None:
    """One side: 大于100, 三十以上, 比四分之一大, 十几万."""
    if number.value is None or number.numeral is None:
        return None
    start = number.start
    end = number.end if number.kind in {"number", "percentage"} else number.numeral.end
    for word in _BEFORE:
        if match := word.pattern.search(text, max(0, start - _REACH), start):
            return _bounded(text, Span(match.start(), end), number.value, word, match)
    than = _THAN.search(text, max(0, start - _REACH), start)
    for word in _COMPARED if than else _AFTER:
        if match := word.pattern.match(text, end):
            return _bounded(text, Span(than.start() if than else start, match.end()), number.value, word, match)
    if _VAGUE.search(number.text):
        return NumberRange(start, end, text[start:end], number.value, None, (False, False))
    return None


def _bounded(text: str, span: Span, value: float, word: _Word, match: re.Match[str]) -> NumberRange:
    closed = bool(match["closed"])
    low, high = value if word.low else None, value if word.high else None
    return NumberRange(*span, text[span.start : span.end], low, high, (closed and word.low, closed and word.high))


def _joined(text: str, one: NumberRange, other: NumberRange) -> NumberRange | None:
    """大于10小于20: two bounds side by side that leave something between them."""
    if not _JOINER.fullmatch(text, one.end, other.start):
        return None
    below, above = (one, other) if one.high is None else (other, one)
    if below.low is None or above.high is None or below.high is not None or above.low is not None:
        return None
    if below.low >= above.high:
        return None
    closed = (below.closed[0], above.closed[1])
    return NumberRange(one.start, other.end, text[one.start : other.end], below.low, above.high, closed)
