"""From what an expression says to what it means: TIMEX3 value, half-open interval, duration, read against an anchor."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from extract.extractors.dates.anchors import Anchor
from extract.extractors.dates.away import told_before
from extract.extractors.dates.locate import locate
from extract.extractors.dates.moments import (
    DAY,
    Interval,
    Known,
    Moment,
    add_months,
    aligned,
    floor,
    iso,
    masked,
    shift,
)
from extract.extractors.dates.partial import Length, Partial, Range, Saying, Vague
from extract.types import Anchor as Source
from extract.types import DateType


class Meaning(NamedTuple):
    """What is reported of an expression; `moment` is where it begins, for the expressions that follow."""

    type: DateType
    value: str
    interval: Interval | None
    duration: str | None
    source: Source
    moment: Moment | None = None


def interpret(what: Saying, anchor: Anchor) -> Meaning | None:
    """The meaning of `what` read against `anchor`; None where the calendar has no such date."""
    try:
        if isinstance(what, Partial):
            return _point(what, anchor)
        if isinstance(what, Range):
            return _range(what, anchor)
        if isinstance(what, Length):
            return _length(what, anchor)
        if isinstance(what, Vague):
            return _vague(what, anchor)
        return Meaning("set", what.value, None, what.period, "none")
    except (ValueError, OverflowError):  # beyond the years that datetime can hold
        return None


def _point(partial: Partial, anchor: Anchor) -> Meaning | None:
    moment = locate(partial, anchor)
    if moment is None:
        return None
    if partial.ago and told_before(partial, anchor):  # told in a tale it says how long, and lies behind what was told
        size, unit = partial.ago
        length = f"P{size:g}{unit[0].upper()}" if size % 1 == 0 else f"P{size * 12:g}M"
        interval = _interval(moment.start, moment.end, moment.known)
        return Meaning("duration", length, interval, length, moment.source, moment)
    kind: DateType = "time" if "T" in moment.value else "range" if "/" in moment.value else "date"
    return Meaning(kind, moment.value, _interval(moment.start, moment.end, moment.known), None, moment.source, moment)


def _interval(start: datetime | None, end: datetime | None, known: Known) -> Interval | None:
    backwards = start is not None and end is not None and end < start  # 2031—2021年 says nothing that holds
    return (start, end) if known.year and known.month and known.day and not backwards else None


def _range(what: Range, anchor: Anchor) -> Meaning | None:
    if what.first and what.last and (year := _cumulative(what.first, what.last, anchor)) is not None:
        what = Range(what.first.with_fields(by_year=year), what.last.with_fields(by_year=year))
    first = locate(what.first, anchor) if what.first else None
    last = _last(what, first, anchor)
    if (what.first and not first) or (what.last and not last):
        return None
    if first and last:
        return _between(what, first, last, anchor)
    if first:
        interval = _interval(first.start, _until_now(what.first, first, anchor), first.known)
        return Meaning("range", f"{first.value.split('/')[0]}/..", interval, None, first.source, first)
    if last and what.last:
        interval = _interval(*_until(what.last, last, anchor), last.known)
        return Meaning("range", f"../{last.value.split('/')[-1]}", interval, None, last.source, last)
    return None


def _between(what: Range, first: Moment, last: Moment, anchor: Anchor) -> Meaning:
    """A range with both its ends."""
    end = _closing(what.last, last, anchor, closed=what.closed)
    value = f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}"
    known = last.known if first.known.year and first.known.day else first.known
    if _guessed(first, last, anchor):
        value = "/".join(masked(part, Known(year=False)) for part in value.split("/"))
        known = Known(year=False)
    return Meaning("range", value, _interval(first.start, end, known), None, first.source, first)


def _cumulative(first: Partial, last: Partial, anchor: Anchor) -> int | None:
    """1至11月 is a count of what has been: the year, as a distance, in which November is over or under way."""
    months_only = first.said().keys() == {"month"} and last.said().keys() == {"month"}
    if not months_only or first.month != 1 or not anchor.firm or anchor.prefer != "nearest":
        return None
    return -1 if (last.month or 0) > anchor.reference.month else 0


def _until_now(first: Partial | None, moment: Moment, anchor: Anchor) -> datetime | None:
    """今年以来 reaches to now, since its beginning is told from now; 2016年起 is open."""
    relative = first and (first.by_year is not None or first.by_month is not None or first.by_week is not None)
    return anchor.reference if relative and anchor.knows_now and moment.start <= anchor.reference else None


def _until(partial: Partial, last: Moment, anchor: Anchor) -> Interval:
    """A deadline to come runs from now to its end; a bound in the past has no beginning and ends before it."""
    now = anchor.reference
    if last.grain in ("month", "year") and partial.ago:
        return None, last.end
    return (now, last.end) if last.end > now and anchor.knows_now else (None, last.start)


def _last(what: Range, first: Moment | None, anchor: Anchor) -> Moment | None:
    """The end of a range; a month without a year, or an hour without a day, comes after the beginning."""
    if what.last is None:
        return None
    if first is None or what.first is None:
        return locate(what.last, anchor)
    here = anchor
    day_only = what.last.day is not None and what.last.month is None and what.last.by_month is None and first.known.day
    floats = day_only or what.last.month is not None or what.last.holiday is not None or what.last.weekday is not None
    if (
        what.last.year is None
        and what.last.by_year is None
        and what.last.by_week is None
        and (first.floating or floats)
    ):
        here = anchor._replace(reference=max(first.start, datetime(2, 1, 1)), prefer="future")
    if what.last.same or what.last.coarsest > 6 or (what.last.month is not None and what.last.by_day is None):
        here = here._replace(
            last=first.start.date(),
            last_knows_year=first.known.year,
            last_knows_month=first.known.month,
            last_knows_day=first.known.day,
        )
    last = locate(what.last, here._replace(prefer="nearest") if here is anchor else here)
    if last is None:
        return None
    if last.end <= first.start:
        if "T" in last.value and last.start.date() == first.start.date():
            return _moved(last, 1)
        if what.last.month is not None and what.last.by_year is None:
            again = locate(what.last.with_fields(year=first.start.year + 1), anchor)
            return again._replace(known=last.known, value=masked(again.value, last.known)) if again else None
    return last


def _guessed(first: Moment, last: Moment, anchor: Anchor) -> bool:
    """Whether the year of a range is no more than the last one the text happened to name."""
    return (
        first.source == "document"
        and not anchor.firm
        and not anchor.headed
        and anchor.prefer == "nearest"
        and last.known.year
    )


def _closing(partial: Partial | None, last: Moment, anchor: Anchor, *, closed: bool) -> datetime:
    """The end of a range: a day or minute is included, the hour in 8时至10时 is not, and 至今天 reaches to now."""
    if partial and partial.said() == {"by_day": 0} and anchor.prefer == "nearest":
        return anchor.reference
    return last.end if last.grain != "hour" or closed else last.start


def _moved(moment: Moment, days: int) -> Moment:
    start = moment.start + days * DAY
    value = iso(start.date(), moment.known) + moment.value[moment.value.index("T") :]
    return moment._replace(start=start, end=moment.end + days * DAY, value=value)


def _vague(what: Vague, anchor: Anchor) -> Meaning:
    now = anchor.reference
    interval = (now, now + timedelta(seconds=1)) if what.value == "PRESENT_REF" and anchor.knows_now else None
    return Meaning("vague", what.value, interval, None, "none")


def _length(what: Length, anchor: Anchor) -> Meaning:
    interval = _placed(what, anchor) if what.place and anchor.knows_now else None
    return Meaning("duration", what.iso, interval, what.iso, anchor.source if interval else "none")


def _placed(what: Length, anchor: Anchor) -> Interval | None:  # noqa: PLR0911 (a case a line)
    """Where a length lies that says so: 近三年 ends now, 未来三年 begins now, 上两周 are whole weeks."""
    now = anchor.reference
    clock = any(unit in ("hour", "minute", "second") for _, unit in what.parts)
    whole = all(size % 1 == 0 or unit == "year" for size, unit in what.parts)
    years = any(size % 1 and unit == "year" for size, unit in what.parts)
    try:
        if what.place == "past" and years:
            return aligned(shift(now, what.parts, -1), "month"), now if now.hour or now.minute else now + DAY
        if what.place == "past" and what.rough and not clock:
            return aligned(shift(now, what.parts, -1), what.parts[-1][1]), now
        if what.place == "past":
            return floor(shift(now, what.parts, -1), clock or not whole), now if now != floor(
                now, clock=False
            ) or clock else now + DAY
        if what.place == "next":
            days = all(unit in ("day", "week") for _, unit in what.parts)
            return floor(now, clock=not days), floor(shift(now, what.parts, 1), clock)
        if what.place == "within":
            end = shift(now, what.parts, 1)
            if years:
                return now, add_months(aligned(end, "month"), 1)
            return now, end.replace(second=0) + timedelta(minutes=1) if clock else floor(end, clock=False) + DAY
        if what.place == "after":
            return floor(shift(now, what.parts, 1), clock), None
        if len(what.parts) == 1:
            size, unit = what.parts[0]
            end = aligned(now, unit)
            return shift(end, ((size, unit),), -1), end
    except (ValueError, OverflowError):
        return None
    return None
