"""Where a partial date lies: each unit that it leaves out is taken from the anchor, each that floats is chosen."""

from __future__ import annotations

import calendar as months
from collections.abc import Callable
from datetime import date, datetime

from extract.extractors.dates import moons
from extract.extractors.dates.anchors import Anchor
from extract.extractors.dates.away import moved_away
from extract.extractors.dates.holidays import ends_lunar_year, holiday, known_day, republic_name
from extract.extractors.dates.hours import on_clock
from extract.extractors.dates.moments import DAY, Known, Moment, at, iso, months_span
from extract.extractors.dates.partial import Partial
from extract.extractors.dates.picks import picked
from extract.extractors.dates.years import Year, choose, in_years, year_of
from extract.types import Anchor as Source
from extract.types import Prefer

_EDGES = {"start": (1, 5), "first": (1, 5), "early": (1, 10), "mid": (11, 20), "end": (25, 31)}
"""First and last day of the beginning, middle and end of a month."""

_SEASONS = {"SP": ("立春", "立夏"), "SU": ("立夏", "立秋"), "FA": ("立秋", "立冬"), "WI": ("立冬", "立春")}


def locate(partial: Partial, anchor: Anchor) -> Moment | None:
    """Where `partial` lies; None where there is no such day."""
    if partial.decade is not None or partial.century is not None:
        return _long_period(partial)
    year = year_of(partial, anchor)
    day = _calendar(partial, anchor, year)
    if day is None:
        return None
    if partial.ago is not None:
        day = moved_away(day, partial, anchor)
    if partial.part is None and partial.hour is None and partial.minute is None:
        return day
    return on_clock(day, partial, anchor)


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


def _calendar(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    """The day, or the longer period, that `p` is in: read by the first of its fields that says it."""
    said = p.said().keys()
    for fields, reader in _READERS:
        if not said.isdisjoint(fields):
            return reader(p, anchor, year)
    return _today(p, anchor, year)


def _nth_of_year(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    """前三个月 with no year beside it; 第二天 alone is no time, and 最后一个周五 is of the month."""
    if p.weekday is not None:
        return _third(p, anchor, year)
    if p.pick is None or (p.pick.unit in ("day", "week") and p.pick.which == "nth"):
        return None
    return _whole_year(p, anchor, year._replace(floating=False))


def _third(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    return _month(p.with_fields(by_month=0, same=True), anchor, year)


def _moment(start: date, end: date, value: str, grain: str, known: Known, year: Year) -> Moment:  # noqa: PLR0917 (the fields of a Moment)
    return Moment(at(start), at(end), value, grain, known, year.source, year.floating)


def _today(p: Partial, anchor: Anchor, __: Year) -> Moment:
    """The day of a bare time of day: the last date of the text, else the reference."""
    if anchor.last:
        known = anchor.last_known
        next_day = anchor.late and (p.hour in range(6) or (p.part == "凌晨" and p.hour is None))
        day = anchor.last + DAY * next_day
        return Moment(at(day), at(day) + DAY, iso(day, known), "day", known, "document")
    known = Known(anchor.knows_year, anchor.knows_day, anchor.knows_day)
    day = anchor.reference.date()
    return Moment(at(day), at(day) + DAY, iso(day, known), "day", known, anchor.source, floating=True)


def _holiday(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    name = republic_name(p.holiday or "") if anchor.republic else p.holiday or ""
    if ends_lunar_year(name) and not year.floating and anchor.prefer == "nearest":
        year = year._replace(number=year.number - 1)  # 2024年除夕 is that before the feast of 2024
    span = in_years(lambda number: holiday(name, number), year, anchor)
    if span is None:
        return None
    fixed = known_day(name) is not None
    known = Known(year.known, year.known or fixed, year.known or fixed)
    value = iso(span[0], known)
    return _moment(*span, value, "day", known, year)


def _lunar(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    """A lunar month or day; the year is the lunar one."""
    if p.month is None:
        return _lunar_day(p, anchor, year)
    month = -p.month if p.leap else p.month

    def build(number: int) -> tuple[date, date] | None:
        first = moons.lunar_to_solar(number, month, p.day or 1)
        if first and year.floating and first.year > number:  # 腊月 of this year began with the year before
            number -= 1
            first = moons.lunar_to_solar(number, month, p.day or 1)
        return (first, first + DAY * (1 if p.day else moons.lunar_month_days(number, month))) if first else None

    span = in_years(build, year, anchor)
    if span is None:  # before the years of the tables the year is all that is known
        return _whole_year(Partial(), anchor, year) if p.year else None
    known = Known(year.known, year.known, year.known)
    value = iso(span[0], known) if p.day else f"{iso(span[0], known)}/{iso(span[1] - DAY, known)}"
    return _moment(*span, value, "day", known, year)


def _lunar_day(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    here = anchor.reference.year
    found = (
        moons.lunar_to_solar(number, month, p.day or 1)
        for number in (here - 1, here, here + 1)
        for month in range(1, 13)
    )
    span = choose(((day, day + DAY) for day in found if day), anchor.reference.date(), anchor.prefer)
    known = Known(year.known, anchor.knows_day, anchor.knows_day)
    return _moment(*span, iso(span[0], known), "day", known, year) if span else None


def _season(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
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

    span = in_years(build, year, anchor)
    known = Known(year.known, year.known, year.known)
    label = {"暑": "SU", "寒": "WI"}.get(code, code)
    return _moment(*span, f"{iso(span[0], known, 1)}-{label}", "season", known, year) if span else None


def _part_of_year(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    """Quarters and halves, and their beginning or end."""
    size, letter = (3, "Q") if p.quarter is not None or p.by_quarter is not None else (6, "H")
    index = p.quarter if p.quarter is not None else p.half
    here = anchor.reference.year * 12 + anchor.reference.month - 1
    if index is None:
        now = here // size + (p.by_quarter if p.by_quarter is not None else p.by_half or 0)
        year, index = year._replace(number=now * size // 12, floating=False), now % (12 // size) + 1
    if year.floating and anchor.firm and anchor.prefer == "nearest" and (index - 1) * size - here % 12 > _FAR_AHEAD:
        year = year._replace(number=year.number - 1)  # 四季度, written in January
    start, end = months_span(year.number, (index - 1) * size + 1, size)
    known = Known(year.known, year.known, year.known)
    if p.phase in ("start", "end", "first", "early", "mid"):
        month = start.month + {"end": size - 1, "mid": size // 2}.get(p.phase, 0)
        start, end = months_span(year.number, month, 1)
        return _moment(start, end, iso(start, known, 2), "month", known, year)
    whole = _moment(start, end, f"{iso(start, known, 1)}-{letter}{index}", "quarter", known, year)
    return picked(p.pick, whole) if p.pick else whole


_FAR_AHEAD = 6
"""A quarter more months ahead than this is rather the one that is over."""


def _relative_day(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    """今天, 次日; 去年的今天; and 今（26）日, where the number speaks if the word cannot."""
    base, source = anchor.reference, anchor.source
    known = Known(anchor.knows_year, anchor.knows_day, anchor.knows_day)
    if p.same and anchor.last:
        base, source, known = at(anchor.last), "document", anchor.last_known
    if not year.floating:
        base = base.replace(year=year.number, day=min(base.day, 28) if (base.month, base.day) == (2, 29) else base.day)
        known = known._replace(year=year.known)
    day = base.date() + (p.by_day or 0) * DAY
    if p.day is None:
        known = known._replace(month=known.month or p.month is not None)
        return Moment(at(day), at(day) + DAY, iso(day, known), "day", known, source)
    if not known.day and anchor.last and anchor.last_knows_day:
        day, known = anchor.last, anchor.last_known
    exact = day if day.day == p.day and known.day else _nearest_day(day, p.month, p.day)
    known = Known(known.year, known.month or p.month is not None, True)
    return Moment(at(exact), at(exact) + DAY, iso(exact, known), "day", known, source) if exact else None


def _nearest_day(here: date, month: int | None, day: int) -> date | None:
    """The date with that number nearest to `here`, within the months around it."""
    found = []
    for number in range(here.year * 12 + here.month - 14, here.year * 12 + here.month + 13):
        year, index = divmod(number, 12)
        if (month is None or month == index + 1) and day <= months.monthrange(year, index + 1)[1]:
            found.append(date(year, index + 1, day))
    return min(found, key=lambda d: abs((d - here).days), default=None)


def _week(p: Partial, anchor: Anchor, _: Year) -> Moment | None:
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
    if p.day is not None:  # 本周六（26日）, said on a Sunday
        day = next((near for near in (day, day + 7 * DAY, day - 7 * DAY) if near.day == p.day), day)
    return Moment(at(day), at(day) + DAY, iso(day, known), "day", known, source)


def _weekday_near(here: date, day: date, anchor: Anchor) -> date:
    if anchor.prefer == "future" or anchor.ahead:
        return day if day >= here else day + 7 * DAY
    if anchor.prefer == "past":
        return day if day <= here else day - 7 * DAY
    return day


def _month(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    """A month, or the day, the third, the edge or the weeks of it that `p` names."""
    month = p.month
    if month is None:
        return _relative_month(p, anchor, year)
    if not 1 <= month <= 12:
        return None
    day = p.day if p.pick is None else None
    span = in_years(lambda y: _one_day(y, month, day) if day else months_span(y, month, 1), year, anchor)
    if span is None:
        return _no_such_day(p, anchor, year)
    chosen = year._replace(number=span[0].year) if year.floating else year
    return _in_month(p, month, chosen, month_known=True)


def _no_such_day(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    """2月30日, a slip: of the day no more is known than its month."""
    month = _month(p.with_fields(day=None), anchor, year) if p.day in (29, 30, 31) else None
    known = Known(year.known, month=True, day=False)
    return month and month._replace(value=f"{month.value}-XX", grain="day", known=known)


def _relative_month(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    """本月, 次月: counted from the reference; where its day is unknown, from the first month of the text or its last day."""
    same = (p.same or not anchor.knows_day) and anchor.last is not None
    if p.same and not p.by_month and anchor.then and anchor.then.grain in {"month", "day"}:  # 5月，…；同月，…
        then = anchor.then
        return _in_month(
            p, then.start.month, Year(then.start.year, then.known.year, "document", False), then.known.month
        )
    lead = anchor.lead if not anchor.knows_day and (not p.same or anchor.last is None) else None
    base = lead or (anchor.last if same and anchor.last else anchor.reference.date())
    count = base.year * 12 + base.month - 1 + (p.by_month or 0)
    year_known = anchor.knows_year if lead or not same else anchor.last_knows_year
    month_known = (anchor.last_knows_day and anchor.last_knows_month) if same else anchor.knows_day
    counted = Year(count // 12, year_known, "document" if same else anchor.source, False)
    if not year.floating:
        counted = counted._replace(number=year.number, known=year.known)
    return _in_month(p, count % 12 + 1, counted, month_known or lead is not None)


def _one_day(year: int, month: int, day: int) -> tuple[date, date] | None:
    if not 1 <= year <= 9998 or not 1 <= day <= months.monthrange(year, month)[1]:
        return None
    return date(year, month, day), date(year, month, day) + DAY


def _in_month(p: Partial, month: int, year: Year, month_known: bool) -> Moment | None:
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
        return picked(p.pick, whole, p.weekday)
    return whole


def _bare_day(p: Partial, anchor: Anchor, year: Year) -> Moment | None:
    """A day of the month alone: the last that has come, or the next where the sentence or the caller looks ahead."""
    if not year.floating:
        return None
    if not anchor.knows_day and anchor.last is not None and anchor.last_knows_day:
        known = anchor.last_known._replace(day=True)
        return _day_near(p.day or 1, anchor.last, "nearest", known, "document")
    here = anchor.reference.date()
    prefer = anchor.prefer
    if prefer == "nearest":
        near = anchor.near or anchor.written is not None  # what a text begins with may be a day that it tells of
        prefer = "future" if anchor.ahead or anchor.onward else "nearest" if near else "past"
    known = Known(anchor.knows_year, anchor.knows_day, True)
    return _day_near(p.day or 1, here if anchor.knows_day else here.replace(month=3), prefer, known, anchor.source)


def _day_near(number: int, here: date, prefer: Prefer, known: Known, source: Source) -> Moment | None:
    """The day with that number in one of the months around `here`."""
    months_near = range(here.year * 12 + here.month - 3, here.year * 12 + here.month + 2)
    spans = (span for index in months_near if (span := _one_day(index // 12, index % 12 + 1, number)))
    span = choose(spans, here, prefer)
    return Moment(at(span[0]), at(span[1]), iso(span[0], known), "day", known, source, floating=True) if span else None


def _whole_year(p: Partial, _: Anchor, year: Year) -> Moment | None:
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
        return picked(p.pick, whole, p.weekday)
    return whole


_READERS: tuple[tuple[frozenset[str], Callable[[Partial, Anchor, Year], Moment | None]], ...] = (
    (frozenset({"holiday"}), _holiday),
    (frozenset({"lunar"}), _lunar),
    (frozenset({"quarter", "by_quarter", "half", "by_half"}), _part_of_year),
    (frozenset({"by_day"}), _relative_day),
    (frozenset({"by_week", "weekend"}), _week),
    (frozenset({"month", "by_month"}), _month),
    (frozenset({"season"}), _season),
    (frozenset({"day"}), _bare_day),
    (frozenset({"year", "short_year", "by_year"}), _whole_year),
    (frozenset({"pick"}), _nth_of_year),
    (frozenset({"weekday"}), _week),
    (frozenset({"third"}), _third),
)
"""Which field decides, in this order, and what reads the calendar by it."""
