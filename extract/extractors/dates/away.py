"""What lies a length of time away: 三年前, 两小时后, 国庆前夕."""

from __future__ import annotations

from datetime import datetime, timedelta

from extract.extractors.dates.anchors import Anchor
from extract.extractors.dates.moments import DAY, Known, Moment, aligned, at, iso, months_span, shift
from extract.extractors.dates.partial import Partial, Unit


def moved_away(base: Moment, p: Partial, anchor: Anchor) -> Moment:
    """`base`, or the reference where `p` names no day, moved by a length; how exact it is depends on the unit."""
    size, unit = p.ago or (0, "day")
    from_day = p.holiday is not None or p.day is not None or p.by_day is not None
    if not from_day and (then := told_before(p, anchor)):
        return _as_exact_as(shift(then.start, ((size, unit),), 1), unit, then.known, then._replace(source="document"))
    known = base.known if from_day else Known(anchor.knows_year, anchor.knows_day, anchor.knows_day)
    moved = shift(base.start if from_day else anchor.reference, ((abs(size), unit),), 1 if size >= 0 else -1)
    if from_day or p.part is not None or p.hour is not None:
        return _as_exact_as(moved, "day", known, base)
    if unit == "hour":
        return _hours_away(moved, size, known, base)
    return _as_exact_as(moved, "month" if unit == "year" and size % 1 else unit, known, base)


_CLOCK = ("part", "hour", "minute", "second")
_EXACT = {
    "year": ("year", "month", "day", *_CLOCK),
    "month": ("month", "day", *_CLOCK),
    "week": ("day", *_CLOCK),
    "day": ("day", *_CLOCK),
}
"""For each unit, how exact a date is that it can be counted from."""


def told_before(p: Partial, anchor: Anchor) -> Moment | None:
    """The date before it in a tale of what is past, from which 三天后 counts: 5月6日住院，三天后出院."""
    size, unit = p.ago or (0, "day")
    if size <= 0 or p.said().keys() != {"ago"}:
        return None
    then = anchor.then
    told = then and then.grain in _EXACT.get(unit, ()) and not (anchor.firm and then.start >= anchor.reference)
    return then if told and not anchor.ahead and anchor.prefer == "nearest" else None


def _as_exact_as(moved: datetime, unit: Unit, known: Known, base: Moment) -> Moment:
    """The `unit` that `moved` is in; a week is the seven days from there."""
    day = moved.date()
    match unit:
        case "day" | "workday" | "week":
            days = 7 if unit == "week" else 1
            return Moment(
                at(day), at(day) + days * DAY, iso(day, known), "week" if days == 7 else "day", known, base.source
            )
        case "second" | "minute":
            first = aligned(moved, unit)
            step = timedelta(seconds=1) if unit == "second" else timedelta(minutes=1)
            return Moment(first, first + step, f"{iso(day, known)}T{moved:%H:%M}", "minute", known, base.source)
        case "month" | "quarter" | "half":
            start, end = months_span(day.year, day.month, 1)
            return Moment(at(start), at(end), iso(start, known, 2), "month", known, base.source)
        case _:
            start, end = months_span(day.year, 1, 12)
            return Moment(at(start), at(end), iso(day, known, 1), "year", known, base.source)


def _hours_away(moved: datetime, size: float, known: Known, base: Moment) -> Moment:
    """两小时后 is an hour wide, 半小时前 half an hour: such words are no more exact than their unit."""
    width = timedelta(hours=min(1.0, abs(size)))
    value = f"{iso(moved.date(), known)}T{moved:%H:%M}"
    if size < 0:
        return Moment(moved - width, moved, value, "hour", known, base.source)
    end = (moved + width).replace(second=0) + timedelta(minutes=1)
    return Moment(moved, end, value, "hour", known, base.source)
