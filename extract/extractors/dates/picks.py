"""The first, the last or the nth units of a longer period: 前三个月, 第二周, 最后一个星期五."""

from __future__ import annotations

from datetime import date, datetime

from extract.extractors.dates.moments import DAY, Known, Moment, at, iso, shift
from extract.extractors.dates.partial import Pick, Unit

_VALUE_WIDTH = {"day": 3, "month": 2, "year": 1}


def picked(pick: Pick, whole: Moment, weekday: int | None = None) -> Moment | None:
    """The first, the last or the nth units of `whole`."""
    start, end, unit = whole.start.date(), whole.end.date(), pick.unit
    if weekday is not None:
        return _nth_weekday(pick.count, weekday, whole)
    if unit == "week":
        start += (-start.weekday() % 7) * DAY
    step = ((float(pick.count), unit),)
    if pick.which == "first":
        first, last = at(start), shift(at(start), step, 1)
    elif pick.which == "last":
        first, last = shift(at(end), step, -1), at(end)
    else:
        first = shift(at(start), ((float(pick.count - 1), unit),), 1)
        last = shift(at(start), step, 1)
    if not (whole.start <= first and last <= whole.end + 7 * DAY):
        return None
    return whole._replace(start=first, end=last, value=_pick_value(first, last, unit, pick, whole.known), grain=unit)


def _pick_value(first: datetime, last: datetime, unit: Unit, pick: Pick, known: Known) -> str:
    told = Known(known.year, True, True)

    def name(day: date) -> str:
        if unit == "week":
            return "{}-W{:02}".format(*day.isocalendar()[:2])
        if unit == "quarter":
            return f"{iso(day, told, 1)}-Q{(day.month - 1) // 3 + 1}"
        return iso(day, told, _VALUE_WIDTH.get(unit, 3))

    begin, stop = name(first.date()), name((last - DAY).date())
    return begin if begin == stop or pick.count == 1 else f"{begin}/{stop}"


def _nth_weekday(nth: int, weekday: int, whole: Moment) -> Moment | None:
    start, end = whole.start.date(), whole.end.date()
    if nth < 0:
        day = end - DAY - ((end - DAY).isoweekday() - weekday) % 7 * DAY
    else:
        day = start + (weekday - start.isoweekday()) % 7 * DAY + 7 * (nth - 1) * DAY
    if not start <= day < end:
        return None
    return whole._replace(start=at(day), end=at(day) + DAY, value=iso(day, Known(whole.known.year)), grain="day")
