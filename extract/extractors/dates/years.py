"""The year of a date that names none, or names it short: that of the anchor, or a neighbour that `prefer` chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from extract.extractors.dates.anchors import Anchor
from extract.extractors.dates.partial import Partial
from extract.types import Anchor as Source
from extract.types import Prefer

_OWN_YEAR = 274
"""A date without a year stays in the year of the reference up to nine months away; beyond, it is nearer across New Year.

Strict nearness (183) reads 9月30日, written in March, as last year's, which neither news nor the public suites mean.
"""


class Year(NamedTuple):
    """The year an expression is in: fixed, or floating, which leaves the choice among neighbours to `prefer`."""

    number: int
    known: bool
    source: Source
    floating: bool


def year_of(partial: Partial, anchor: Anchor) -> Year:  # noqa: PLR0911 (a case a line)
    reference = anchor.reference.year
    if partial.year is not None:
        return Year(partial.year, True, "explicit", False)
    if partial.short_year is not None:
        return Year(_full_year(partial.short_year, reference, anchor.republic), True, "explicit", False)
    if partial.by_year is not None:
        if partial.same and anchor.year:
            return Year(anchor.year + partial.by_year, True, "document", False)
        return Year(reference + partial.by_year, anchor.knows_year, anchor.source, False)
    if anchor.told and partial.said().keys() in (
        {"month"},
        {"quarter"},
        {"half"},
    ):  # a day may be that of the report: 2023年…1月16日发布
        return Year(anchor.told, True, "document", False)
    if anchor.firm and (told := _of_the_tale(partial, anchor)):
        return Year(told, True, "document", False)
    if anchor.year and not anchor.firm:
        return Year(anchor.year, True, "document", True)
    return Year(reference, anchor.knows_year, anchor.source, True)


def _of_the_tale(partial: Partial, anchor: Anchor) -> int | None:
    """The year of the last date, if it is of years ago and the day would else be one to come: 1940年8月20日…。9月2日."""
    last, here, month = anchor.last, anchor.reference, partial.month
    if not (month and partial.day and last and anchor.prefer == "nearest") or anchor.ahead or partial.lunar:
        return None
    to_come = (here.month, here.day) < (month, partial.day)
    after = (last.month, last.day) <= (month, partial.day)
    return last.year if last.year < here.year - 1 and to_come and after else None


def _full_year(short: int, reference: int, republic: bool) -> int:
    """A year of two digits, at most ten years ahead of the reference (or of 2020); of three, counted from 1911."""
    if short >= 100 or (republic and short >= 80):
        return short + 1911
    return 2000 + short if 2000 + short <= max(reference, 2020) + 10 else 1900 + short


def choose(candidates: Iterable[tuple[date, date]], here: date, prefer: Prefer) -> tuple[date, date] | None:
    """The candidate that `prefer` asks for: the nearest, the last that has begun, or the first that is not over."""
    spans = sorted(candidates)
    if not spans:
        return None
    if prefer == "future":
        return next((span for span in spans if span[1] > here), spans[-1])
    if prefer == "past":
        return next((span for span in reversed(spans) if span[0] <= here), spans[0])
    return min(spans, key=lambda span: _distance(span, here))


def _distance(span: tuple[date, date], here: date) -> int:
    """Days between `here` and the span, 0 inside it."""
    return max((span[0] - here).days, (here - span[1]).days + 1, 0)


def in_years(build: Callable[[int], tuple[date, date] | None], year: Year, anchor: Anchor) -> tuple[date, date] | None:
    """`build` of the year, or of the year that `prefer` chooses among the neighbours."""
    if not year.floating:
        return build(year.number)
    if not anchor.firm and anchor.year:
        return build(year.number)
    here = anchor.reference.date()
    own = build(year.number) if anchor.prefer == "nearest" else None
    if own and _distance(own, here) <= _OWN_YEAR:
        return own
    numbers = range(max(1, year.number - 1), min(9998, year.number + 5))
    found = {number: span for number in numbers if (span := build(number))}
    near = [span for number, span in found.items() if abs(number - year.number) <= 1] or [*found.values()]
    return choose(near, here, anchor.prefer)
