"""Where a partial date lies: each unit that it leaves out is taken from the anchor, each that floats is chosen."""

from __future__ import annotations

import calendar as months
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from extract.extractors.dates import moons
from extract.extractors.dates.anchors import Anchor
from extract.extractors.dates.clock import PARTS
from extract.extractors.dates.holidays import holiday, known_day, republic_name
from extract.extractors.dates.moments import DAY, Known, Moment, at, iso, months_span, shift
from extract.extractors.dates.partial import Partial, Pick, Unit
from extract.types import Anchor as Source

_EDGES = {"start": (1, 5), "first": (1, 5), "early": (1, 10), "mid": (11, 20), "end": (25, 31)}
"""First and last day of the beginning, middle and end of a month."""

_OWN_YEAR = 274
"""A date without a year stays in the year of the reference up to nine months away; beyond, it is nearer across New Year.

Strict nearness (183) reads 9月30日, written in March, as last year's, which neither news nor the public suites mean.
"""

_VALUE_WIDTH = {"day": 3, "month": 2, "year": 1}
_SEASONS = {"SP": ("立春", "立夏"), "SU": ("立夏", "立秋"), "FA": ("立秋", "立冬"), "WI": ("立冬", "立春")}


class _Year(NamedTuple):
    """The year an expression is in: fixed, or floating, which leaves the choice among neighbours to `prefer`."""

    number: int
    known: bool
    source: Source
    floating: bool


def locate(partial: Partial, anchor: Anchor) -> Moment | None:
    """Where `partial` lies; None where there is no such day."""
    if partial.decade is not None or partial.century is not None:
        return _long_period(partial)
    year = _year(partial, anchor)
    day = _calendar(partial, anchor, year)
    if day is None:
        return None
    if partial.ago is not None and (day := _away(day, partial, anchor)) is None:
        return None
    if partial.part is None and partial.hour is None and partial.minute is None and not partial.now:
        return day
    return _clock(day, partial, anchor)


def _long_period(partial: Partial) -> Moment:
    if partial.decade is not None:
        first, years, value = partial.decade, 10, f"{partial.decade // 10}X"
        edges = {"start": (0, 3), "early": (0, 3), "first": (0, 1), "mid": (3, 7), "end": (7, 10)}
    else:
        first, years, value = ((partial.century or 1) - 1) * 100, 100, f"{(partial.century or 1) - 1:02}XX"
        edges = {"start": (0, 20), "early": (0, 30), "first": (0, 1), "mid": (30, 70), "end": (80, 100)}
    begin, end = edges.get(partial.phase or "", (0, years))
    return Moment(
        datetime(max(1, first + begin), 1, 1), datetime(first + end, 1, 1), value, "decade", Known(), "explicit"
    )


def _year(partial: Partial, anchor: Anchor) -> _Year:  # noqa: PLR0911 (a case a line)
    reference = anchor.reference.year
    if partial.year is not None:
        return _Year(partial.year, True, "explicit", False)
    if partial.short_year is not None:
        return _Year(_full_year(partial.short_year, reference, anchor.republic), True, "explicit", False)
    if partial.by_year is not None:
        if partial.same and anchor.year:
            return _Year(anchor.year + partial.by_year, True, "document", False)
        return _Year(reference + partial.by_year, anchor.knows_year, anchor.source, False)
    if anchor.told and partial.said().keys() == {"month"}:  # a day may be that of the report: 2023年…1月16日发布
        return _Year(anchor.told, True, "document", False)
    if anchor.year and not anchor.firm:
        return _Year(anchor.year, True, "document", True)
    return _Year(reference, anchor.knows_year, anchor.source, True)


def _full_year(short: int, reference: int, republic: bool) -> int:
    """A year of two digits, at most ten years ahead of the reference (or of 2020); of three, counted from 1911."""
    if short >= 100 or (republic and short >= 80):
        return short + 1911
    return 2000 + short if 2000 + short <= max(reference, 2020) + 10 else 1900 + short


def _choose(candidates: Iterable[tuple[date, date]], here: date, prefer: str) -> tuple[date, date] | None:
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


def _in_years(
    build: Callable[[int], tuple[date, date] | None], year: _Year, anchor: Anchor
) -> tuple[date, date] | None:
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
    return _choose(near, here, anchor.prefer)


def _calendar(p: Partial, anchor: Anchor, year: _Year) -> Moment | None:
    """The day, or the longer period, that `p` is in: read by the first of its fields that says it."""
    said = p.said().keys()
    for fields, reader in _READERS:
        if not said.isdisjoint(fields):
            return reader(p, anchor, year)
    return _today(p, anchor, year)


def _nth_of_year(p: Partial, anchor: Anchor, year: _Year) -> Moment | None:
    """前三个月 with no year beside it; 第二天 alone is no time."""
    if p.pick is None or (p.pick.unit in ("day", "week") and p.pick.which == "nth"):
        return None
    return _whole_year(p, anchor, year._replace(floating=False))


def _third(p: Partial, anchor: Anchor, year: _Year) -> Moment | None:
    return _month(p.with_fields(by_month=0, same=True), anchor, year)


def _moment(start: date, end: date, value: str, grain: str, known: Known, year: _Year) -> Moment:  # noqa: PLR0917 (the fields of a Moment)
    return Moment(at(start), at(end), value, grain, known, year.source, year.floating)


def _today(p: Partial, anchor: Anchor, __: _Year) -> Moment:
    """The day of a bare time of day: the last date of the text, else the reference."""
    if anchor.last:
        known = anchor.last_known
        next_day = anchor.late and (p.hour in range(6) or (p.part == "凌晨" and p.hour is None))
        day = anchor.last + DAY * next_day
        return Moment(at(day), at(day) + DAY, iso(day, known), "day", known, "document")
    known = Known(anchor.knows_year, anchor.knows_day, anchor.knows_day)
    day = anchor.reference.date()
    return Moment(at(day), at(day) + DAY, iso(day, known), "day", known, anchor.source, floating=True)


def _holiday(p: Partial, anchor: Anchor, year: _Year) -> Moment | None:
    name = republic_name(p.holiday or "") if anchor.republic else p.holiday or ""
    span = _in_years(lambda number: holiday(name, number), year, anchor)
    if span is None:
        return None
    fixed = known_day(name) is not None
    known = Known(year.known, year.known or fixed, year.known or fixed)
    value = iso(span[0], known)
    return _moment(*span, value, "day", known, year)


def _lunar(p: Partial, anchor: Anchor, year: _Year) -> Moment | None:
    """A lunar month or day; the year is the lunar one."""
    if p.month is None:
        return _lunar_day(p, anchor, year)
    month = -p.month if p.leap else p.month

    def build(number: int) -> tuple[date, date] | None:
        first = moons.lunar_to_solar(number, month, p.day or 1)
        return (first, first + DAY * (1 if p.day else moons.lunar_month_days(number, month))) if first else None

    span = _in_years(build, year, anchor)
    if span is None:
        return None
    known = Known(year.known, year.known, year.known)
    value = iso(span[0], known) if p.day else f"{iso(span[0], known)}/{iso(span[1] - DAY, known)}"
    return _moment(*span, value, "day", known, year)


def _lunar_day(p: Partial, anchor: Anchor, year: _Year) -> Moment | None:
    here = anchor.reference.year
    found = (
        moons.lunar_to_solar(number, month, p.day or 1)
        for number in (here - 1, here, here + 1)
        for month in range(1, 13)
    )
    span = _choose(((day, day + DAY) for day in found if day), anchor.reference.date(), anchor.prefer)
    known = Known(year.known, anchor.knows_day, anchor.knows_day)
    return _moment(*span, iso(span[0], known), "day", known, year) if span else None


def _season(p: Partial, anchor: Anchor, year: _Year) -> Moment | None:
    code = p.season or ""

    def build(number: int) -> tuple[date, date] | None:
        if code == "暑":
            return date(number, 7, 1), date(number, 9, 1)
        if code == "寒":
            return date(number, 1, 15), date(number, 2, 20)
        first, last = _SEASONS[code]
        begin = moons.solar_term(first, number)
        end = moons.solar_term(last, number + (code == "WI"))
        return (begin, end) if begin and end else None

    span = _in_years(build, year, anchor)
    known = Known(year.known, year.known, year.known)
    label = {"暑": "SU", "寒": "WI"}.get(code, code)
    return _moment(*span, f"{iso(span[0], known, 1)}-{label}", "season", known, year) if span else None


def _part_of_year(p: Partial, anchor: Anchor, year: _Year) -> Moment | None:
    """Quarters and halves, and their beginning or end."""
    size, letter = (3, "Q") if p.quarter is not None or p.by_quarter is not None else (6, "H")
    index = p.quarter if p.quarter is not None else p.half
    number = _neighbour_year(anchor, year) if year.floating else year
    if index is None:
        by = p.by_quarter if p.by_quarter is not None else p.by_half or 0
        now = (anchor.reference.year * 12 + anchor.reference.month - 1) // size + by
        if size == 6 and by < 0:  # 上个半年 is the half year before the one under way only in its first months
            now = (anchor.reference.year * 12 + anchor.reference.month - 1) // size + by
        number, index = year._replace(number=now * size // 12, floating=False), now % (12 // size) + 1
    start, end = months_span(number.number, (index - 1) * size + 1, size)
    known = Known(number.known, number.known, number.known)
    value = f"{iso(start, known, 1)}-{letter}{index}"
    if p.phase in ("start", "end", "first", "early", "mid"):
        month = start.month + {"end": size - 1, "mid": size // 2}.get(p.phase, 0)
        start, end = months_span(number.number, month, 1)
        return _moment(start, end, iso(start, known=Known(number.known), width=2), "month", known, number)
    whole = _moment(start, end, value, "quarter", known, number)
    return _picked(p.pick, whole) if p.pick else whole


def _neighbour_year(anchor: Anchor, year: _Year) -> _Year:
    """The year of a quarter or half that names none: that of the last date, else the reference's."""
    if anchor.source == "none" and anchor.last and anchor.last_knows_year:
        return year._replace(number=anchor.last.year, known=True, source="document")
    return year


def _relative_day(p: Partial, anchor: Anchor, year: _Year) -> Moment | None:
    """今天, 次日; 去年的今天; and 今（26）日, where the number speaks if the word cannot."""
    same = bool(p.same and anchor.last)
    base = at(anchor.last) if same and anchor.last else anchor.reference
    known = Known(anchor.knows_year, anchor.knows_day, anchor.knows_day)
    source = anchor.source
    if same:
        known = anchor.last_known
        source = "document"
    if not year.floating:
        base = base.replace(year=year.number, day=min(base.day, 28) if (base.month, base.day) == (2, 29) else base.day)
        known = known._replace(year=year.known)
    day = base.date() + (p.by_day or 0) * DAY
    if p.day is not None and not known.day and anchor.last and anchor.last_knows_day:
        day, known = anchor.last, anchor.last_known
    if p.day is not None and (day.day != p.day or not known.day):
        exact = _nearest_day(day, p.month, p.day)
        if exact is None:
            return None
        day, known = exact, Known(known.year, known.month or p.month is not None, True)
    elif p.month is not None and not known.month:
        known = Known(known.year, True, known.day)
    return Moment(at(day), at(day) + DAY, iso(day, known), "day", known, source)


def _nearest_day(here: date, month: int | None, day: int) -> date | None:
    """The date with that number nearest to `here`, within the months around it."""
    found = []
    for number in range(here.year * 12 + here.month - 14, here.year * 12 + here.month + 13):
        year, index = divmod(number, 12)
        if (month is None or month == index + 1) and day <= months.monthrange(year, index + 1)[1]:
            found.append(date(year, index + 1, day))
    return min(found, key=lambda d: abs((d - here).days), default=None)


def _week(p: Partial, anchor: Anchor, _: _Year) -> Moment | None:
    """Weeks begin on Monday. A bare weekday is the nearest, or the next where the future is preferred."""
    here = anchor.reference.date()
    known = Known(anchor.knows_year, anchor.knows_day, anchor.knows_day)
    source = anchor.source
    if p.same and anchor.last:
        here, source, known = anchor.last, "document", anchor.last_known
    monday = here - here.weekday() * DAY + 7 * (p.by_week or 0) * DAY
    if p.weekend:
        return Moment(
            at(monday) + 5 * DAY, at(monday) + 7 * DAY, iso(monday + 5 * DAY, known), "weekend", known, source
        )
    if p.weekday is None:
        value = "{}-W{:02}".format(*monday.isocalendar()[:2]) if known.day else "XXXX-WXX"
        start, end = {"early": (0, 4), "end": (3, 7)}.get(p.phase or "", (0, 7))
        return Moment(at(monday) + start * DAY, at(monday) + end * DAY, value, "week", known, source)
    day = monday + (p.weekday - 1) * DAY
    if p.by_week is None:
        day = _weekday_near(here, day, anchor)
    return Moment(at(day), at(day) + DAY, iso(day, known), "day", known, source)


def _weekday_near(here: date, day: date, anchor: Anchor) -> date:
    if anchor.prefer == "future" or anchor.ahead:
        return day if day >= here else day + 7 * DAY
    if anchor.prefer == "past":
        return day if day <= here else day - 7 * DAY
    return day


def _month(p: Partial, anchor: Anchor, year: _Year) -> Moment | None:
    """A month, or the day, the third, the edge or the weeks of it that `p` names."""
    if p.month is not None:
        number, month = p.month, p
    else:
        same = (p.same or not anchor.knows_day) and anchor.last is not None
        first = anchor.lead if not anchor.knows_day and (not p.same or anchor.last is None) else None
        base = first or (anchor.last if same and anchor.last else anchor.reference.date())
        count = base.year * 12 + base.month - 1 + (p.by_month or 0)
        known = anchor.knows_year if first or not same else anchor.last_knows_year
        month_known = (anchor.last_knows_day and anchor.last_knows_month) if same else anchor.knows_day
        month_known = month_known or first is not None
        source: Source = "document" if same else anchor.source
        floating_year = _Year(count // 12, known, source, False)
        if not year.floating:
            floating_year = floating_year._replace(number=year.number, known=year.known)
        return _in_month(p, count % 12 + 1, floating_year, month_known)
    if not 1 <= number <= 12 or month is None:
        return None
    if p.day is not None and p.pick is None:
        span = _in_years(lambda y: _one_day(y, number, p.day or 1), year, anchor)
    else:
        span = _in_years(lambda y: months_span(y, number, 1), year, anchor)
    if span is None:
        return None
    chosen = year._replace(number=span[0].year) if year.floating else year
    return _in_month(p, number, chosen, month_known=True)


def _one_day(year: int, month: int, day: int) -> tuple[date, date] | None:
    if not 1 <= year <= 9998 or not 1 <= day <= months.monthrange(year, month)[1]:
        return None
    return date(year, month, day), date(year, month, day) + DAY


def _in_month(p: Partial, month: int, year: _Year, month_known: bool) -> Moment | None:
    start, end = months_span(year.number, month, 1)
    known = Known(year.known, month_known, month_known)
    if p.day is not None:
        span = _one_day(year.number, month, p.day)
        known = known._replace(day=True)
        return _moment(*span, iso(span[0], known), "day", known, year) if span else None
    if p.third is not None:
        first = 10 * p.third - 9
        last = end - DAY if p.third == 3 else start + (first + 8) * DAY
        begin = start + (first - 1) * DAY
        return _moment(begin, last + DAY, f"{iso(begin, known)}/{iso(last, known)}", "third", known, year)
    whole = _moment(start, end, iso(start, known, 2), "month", known, year)
    if p.phase is not None:
        first, stop = _EDGES[p.phase]
        return whole._replace(start=at(start) + (first - 1) * DAY, end=min(at(start) + stop * DAY, whole.end))
    if p.pick is not None:
        return _picked(p.pick, whole, p.weekday)
    return whole


def _bare_day(p: Partial, anchor: Anchor, year: _Year) -> Moment | None:
    """A day of the month alone: the last that has come, or the next where the sentence or the caller looks ahead."""
    number = p.day or 1
    if not year.floating:
        return None
    near_last = not anchor.knows_day and anchor.last is not None and anchor.last_knows_day
    here = anchor.last if near_last and anchor.last else anchor.reference.date()
    known = Known(anchor.knows_year, anchor.knows_day, True)
    if near_last:
        known = Known(anchor.last_knows_year, anchor.last_knows_month, True)
    if not near_last and not anchor.knows_day:
        here = here.replace(month=3)
    months_near = range(here.year * 12 + here.month - 3, here.year * 12 + here.month + 2)
    spans = [span for index in months_near if (span := _one_day(index // 12, index % 12 + 1, number))]
    if near_last:
        prefer = "nearest"
    else:
        prefer = (
            "future"
            if (anchor.ahead or anchor.onward) and anchor.prefer == "nearest"
            else "past"
            if anchor.prefer == "nearest"
            else anchor.prefer
        )
    span = _choose(spans, here, prefer)
    if span is None:
        return None
    source: Source = "document" if near_last else anchor.source
    return Moment(at(span[0]), at(span[1]), iso(span[0], known), "day", known, source, floating=True)


def _whole_year(p: Partial, _: Anchor, year: _Year) -> Moment | None:
    if not 1 <= year.number <= 9998:
        return None
    start, end = date(year.number, 1, 1), date(year.number + 1, 1, 1)
    known = Known(year.known, year.known, year.known)
    value = iso(start, known, 1)
    whole = _moment(start, end, value, "year", known, year)
    if p.phase is not None:
        month = {"end": 12, "mid": 6}.get(p.phase, 1)
        first, last = {"start": (1, 3), "early": (1, 5), "mid": (6, 8), "first": (1, 2), "end": (12, 13)}[p.phase]
        stop = at(end) if last == 13 else datetime(year.number, last, 1)
        return whole._replace(
            start=datetime(year.number, first, 1), end=stop, value=f"{value}-{month:02}", grain="month"
        )
    if p.pick is not None:
        return _picked(p.pick, whole, p.weekday)
    return whole


def _picked(pick: Pick, whole: Moment, weekday: int | None = None) -> Moment | None:
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


def _away(base: Moment, p: Partial, anchor: Anchor) -> Moment | None:
    """三年前, 两小时后, 国庆前夕: a moment moved; how exact it is depends on the unit."""
    size, unit = p.ago or (0, "day")
    start = base.start
    if not p.holiday and p.day is None and p.by_day is None:
        start = anchor.reference
        known = Known(anchor.knows_year, anchor.knows_day, anchor.knows_day)
    else:
        known = base.known
    moved = shift(start, ((abs(size), unit),), 1 if size >= 0 else -1)
    finer = p.part is not None or p.hour is not None or p.day is not None or p.by_day is not None or p.holiday
    if finer or unit in ("day", "workday"):
        day = moved.date()
        return Moment(at(day), at(day) + DAY, iso(day, known), "day", known, base.source)
    day = moved.date()
    if unit in ("hour", "minute", "second"):
        exact = moved.replace(second=moved.second if unit == "second" else 0)
        step = timedelta(seconds=1) if unit == "second" else timedelta(minutes=1)
        if unit == "hour":
            return _hours_away(moved, size, known, base)
        return Moment(
            moved if unit == "second" else exact,
            exact + step,
            f"{iso(day, known)}T{moved:%H:%M}",
            "minute",
            known,
            base.source,
        )
    if unit == "week":
        return Moment(at(day), at(day) + 7 * DAY, iso(day, known), "week", known, base.source)
    if unit in ("month", "quarter", "half") or size % 1:
        first, last = months_span(day.year, day.month, 1)
        return Moment(at(first), at(last), iso(first, known, 2), "month", known, base.source)
    return Moment(
        datetime(day.year, 1, 1), datetime(day.year + 1, 1, 1), iso(day, known, 1), "year", known, base.source
    )


def _hours_away(moved: datetime, size: float, known: Known, base: Moment) -> Moment:
    """两小时后 is an hour wide, 半小时前 half an hour: such words are no more exact than their unit."""
    width = timedelta(hours=min(1.0, abs(size)))
    value = f"{iso(moved.date(), known)}T{moved:%H:%M}"
    if size < 0:
        return Moment(moved - width, moved, value, "hour", known, base.source)
    end = (moved + width).replace(second=0) + timedelta(minutes=1)
    return Moment(moved, end, value, "hour", known, base.source)


def _clock(day: Moment, p: Partial, anchor: Anchor) -> Moment | None:
    floating = p.coarsest > 6
    base = day.start.replace(hour=0, minute=0, second=0)
    prefix = iso(base.date(), day.known)
    if p.now:
        return day
    if p.hour is None and p.minute is None:
        code, first, last = PARTS[p.part or "上午"]
        start, end = base + timedelta(hours=first), base + timedelta(hours=last)
        return day._replace(start=start, end=end, value=f"{prefix}T{code}", grain="part")
    hour, roll = _hour(p, base, floating or bool(p.by_day == 0 and p.part is None), anchor)
    start = base + timedelta(hours=hour, minutes=p.minute or 0, seconds=p.second or 0)
    if floating and anchor.prefer == "future" and anchor.last is None and start < anchor.reference and roll:
        start += DAY
        base += DAY
        prefix = iso(base.date(), day.known)
    grain, step = _grain(p)
    value = f"{prefix}T{hour:02}:{p.minute or 0:02}" + (f":{p.second:02}" if p.second is not None else "")
    return day._replace(start=start, end=start + step, value=value, grain=grain)


def _grain(p: Partial) -> tuple[str, timedelta]:
    if p.second is not None:
        return "second", timedelta(seconds=1)
    return ("minute", timedelta(minutes=1)) if p.minute is not None else ("hour", timedelta(hours=1))


def _hour(p: Partial, base: datetime, near: bool, anchor: Anchor) -> tuple[int, bool]:  # noqa: PLR0911 (a case a line)
    """The hour of 24, and whether it may roll to the next day: 下午3点 is 15, 晚上12点 is 24."""
    hour = p.hour if p.hour is not None else anchor.reference.hour
    code = PARTS[p.part][0] if p.part else None
    if p.half_day:
        return (hour % 12 + 12 if p.half_day == "pm" else hour % 12) if hour <= 12 else hour, True
    if hour < 12 and code in ("AF", "EV") and not (code == "EV" and p.part != "傍晚" and hour < 5):
        return hour + 12, True
    if code == "NI" and 6 <= hour < 12:
        return hour + 12, True
    if hour == 12 and code in ("EV", "NI"):
        return 24, True
    if code == "MI" and 1 <= hour <= 3:
        return hour + 12, True
    if hour == 12 and p.part == "凌晨":
        return 0, True
    if code is None and near and anchor.prefer == "future" and hour < 12:
        moment = base + timedelta(hours=hour, minutes=p.minute or 0)
        if moment < anchor.reference and p.hour is not None:
            return hour + 12, True
    return hour, True


_READERS: tuple[tuple[frozenset[str], Callable[[Partial, Anchor, _Year], Moment | None]], ...] = (
    (frozenset({"holiday"}), _holiday),
    (frozenset({"lunar"}), _lunar),
    (frozenset({"season"}), _season),
    (frozenset({"quarter", "by_quarter", "half", "by_half"}), _part_of_year),
    (frozenset({"by_day"}), _relative_day),
    (frozenset({"by_week", "weekend"}), _week),
    (frozenset({"month", "by_month"}), _month),
    (frozenset({"day"}), _bare_day),
    (frozenset({"year", "short_year", "by_year"}), _whole_year),
    (frozenset({"pick"}), _nth_of_year),
    (frozenset({"weekday"}), _week),
    (frozenset({"third"}), _third),
)
"""Which field decides, in this order, and what reads the calendar by it."""
