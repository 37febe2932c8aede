"""Stretches of the calendar, what is known of them, and arithmetic with months, weeks and work days."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from extract.extractors.dates.partial import Unit
from extract.types import Anchor as Source

DAY = timedelta(days=1)
Interval = tuple[datetime | None, datetime | None]
_MONTHS = {"century": 1200, "decade": 120, "year": 12, "half": 6, "quarter": 3, "month": 1}
_SECONDS = {"week": 604800, "day": 86400, "hour": 3600, "minute": 60, "second": 1}


class Known(NamedTuple):
    """Which of the computed numbers the text or its reference really tell."""

    year: bool = True
    month: bool = True
    day: bool = True


class Moment(NamedTuple):
    """A stretch of the calendar with its value as TIMEX3 writes it."""

    start: datetime
    end: datetime
    value: str
    grain: str
    known: Known
    source: Source
    floating: bool = False


def masked(value: str, known: Known) -> str:
    return value if known.year else "XXXX" + value[4:]


def floor(moment: datetime, clock: bool) -> datetime:
    return moment if clock else moment.replace(hour=0, minute=0, second=0, microsecond=0)


def aligned(moment: datetime, unit: Unit) -> datetime:  # noqa: PLR0911 (a case a line)
    """The beginning of the unit that `moment` is in."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    match unit:
        case "second":
            return moment
        case "minute":
            return moment.replace(second=0)
        case "hour":
            return moment.replace(minute=0, second=0)
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case "year":
            return day.replace(month=1, day=1)
        case _:
            return day


def shift(moment: datetime, parts: Iterable[tuple[float, Unit]], sign: int) -> datetime:
    """`moment` moved by a length; work days skip the weekends, not the holidays."""
    for size, unit in parts:
        if unit == "workday":
            moment = _workdays(moment, int(size), sign)
        elif unit == "year" and size % 1:  # half a year is half of its days
            moment += timedelta(days=sign * size * 365)
        elif unit in _MONTHS:
            moment = add_months(moment, sign * size * _MONTHS[unit])
        else:
            moment += timedelta(seconds=sign * size * _SECONDS[unit])
    return moment


def add_months(moment: datetime, count: float) -> datetime:
    whole = int(count // 1)
    year, month = divmod(moment.year * 12 + moment.month - 1 + whole, 12)
    day = min(moment.day, months.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day) + timedelta(days=round((count - whole) * 30))


def _workdays(moment: datetime, count: int, sign: int) -> datetime:
    weeks, rest = divmod(min(count, 100_000), 5)
    moment += sign * weeks * 7 * DAY
    while rest:
        moment += sign * DAY
        rest -= moment.weekday() < 5
    return moment


def iso(day: date, known: Known, width: int = 3) -> str:
    parts = (f"{day.year:04}" if known.year else "XXXX", f"{day.month:02}" if known.month else "XX",
             f"{day.day:02}" if known.day else "XX")  # fmt: skip
    return "-".join(parts[:width])


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def months_span(year: int, month: int, count: int) -> tuple[date, date]:
    start = at(date(year, month, 1))
    return start.date(), add_months(start, count).date()
