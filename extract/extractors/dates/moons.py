"""Other calendars: the Chinese lunar year and its solar terms, the moons of India, Easter, the Islamic and the Hebrew year."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from math import pi
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lunar_python import LunarYear

_FIRST, _LAST = 1600, 2200
"""Years within which the lunar library is used."""


@cache
def lunar_to_solar(year: int, month: int, day: int) -> date | None:
    """The day on which month `month` (negative: the leap month) and day `day` of lunar `year` falls.

    >>> lunar_to_solar(2022, 5, 22), lunar_to_solar(2020, -4, 1), lunar_to_solar(2022, 2, 31)
    (datetime.date(2022, 6, 20), datetime.date(2020, 5, 23), None)
    """
    if not _FIRST <= year <= _LAST:
        return None
    found = _lunar_year(year).getMonth(month)
    if found is None or not 1 <= day <= found.getDayCount():
        return None
    return _from_julian(found.getFirstJulianDay()) + timedelta(days=day - 1)


@cache
def lunar_month_days(year: int, month: int) -> int:
    """How many days the lunar month has, 0 where there is none."""
    found = _lunar_year(year).getMonth(month) if _FIRST <= year <= _LAST else None
    return found.getDayCount() if found else 0


@cache  # the library keeps the last year alone, and news goes back and forth
def _lunar_year(year: int) -> LunarYear:
    from lunar_python import LunarYear

    return LunarYear.fromYear(year)


def _from_julian(julian_day: float) -> date:
    return date.fromordinal(int(julian_day + 0.5) - 1721425)


_NEXT_YEAR = {"DONG_ZHI": "冬至", "DA_XUE": "大雪", "XIAO_HAN": "小寒", "DA_HAN": "大寒", "LI_CHUN": "立春",
              "YU_SHUI": "雨水", "JING_ZHE": "惊蛰"}  # fmt: skip
"""Names by which lunar_python tells the terms at the seams of the lunar year from those of the same name inside."""


@cache
def _terms(year: int) -> dict[str, date]:
    from lunar_python import Solar

    table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
    days = ((_NEXT_YEAR.get(name, name), date(s.getYear(), s.getMonth(), s.getDay())) for name, s in table.items())
    return {name: day for name, day in days if day.year == year}


def solar_term(name: str, year: int) -> date | None:
    """The day of a solar term.

    >>> solar_term("冬至", 2024), solar_term("清明", 2013)
    (datetime.date(2024, 12, 21), datetime.date(2013, 4, 4))
    """
    return _terms(year).get(name) if _FIRST <= year <= _LAST else None


_J2000 = datetime(2000, 1, 1, 12)
_MOONS_A_YEAR = 12.3685
_TO_EVENING = timedelta(hours=20.5)
"""From noon UTC, evening in India, to the next morning in China."""


@cache
def indian(year: int, month: int, day: int, full: bool) -> date | None:
    """The evening in India on which the first new or full moon from that day of the year on is near.

    >>> indian(2013, 10, 16, full=False), indian(2018, 2, 27, full=True)
    (datetime.date(2013, 11, 3), datetime.date(2018, 3, 1))
    """
    if not _FIRST <= year <= _LAST:
        return None
    from lunar_python.util import ShouXingUtil

    count = int((year - 2000 + (month - 2) / 12) * _MOONS_A_YEAR)
    moons = (ShouXingUtil.shuoHigh((count + n + full / 2) * 2 * pi) for n in range(4))
    evenings = ((_J2000 + timedelta(days=moon) - _TO_EVENING).date() for moon in moons)
    return next((evening for evening in evenings if evening >= date(year, month, day)), None)


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (Meeus, Jones and Butcher).

    >>> easter(2013)
    datetime.date(2013, 3, 31)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Eastern churches, in the Gregorian calendar.

    >>> orthodox_easter(2013)
    datetime.date(2013, 5, 5)
    """
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


def islamic(year: int, month: int, day: int) -> date | None:
    """The first day in Gregorian `year` with that Islamic month and day (tabular calendar, within a day).

    >>> islamic(2013, 10, 1)
    datetime.date(2013, 8, 8)
    """
    for hijri in range(int((year - 622) * 33 / 32) - 1, int((year - 622) * 33 / 32) + 3):
        days = (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 29 * (month - 1) + month // 2 + day
        found = date.fromordinal(227014 + days)
        if found.year == year:
            return found
    return None


def _hebrew_days(year: int) -> int:
    """Days from the epoch of the Hebrew calendar to the new year."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if (3 * (days + 1)) % 7 < 3 else days


def _hebrew_new_year(year: int) -> int:
    before, here, after = (_hebrew_days(y) for y in (year - 1, year, year + 1))
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return here + delay - 1373427


_LEAPS = (3, 6, 8, 11, 14, 17, 0)


def _month_days(year: int) -> list[int]:
    """Lengths of the months from Tishri on, the leap month Adar I left in its place before Adar."""
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    heshvan = 30 if length % 10 == 5 else 29
    kislev = 29 if length % 10 == 3 else 30
    leap = [30] if year % 19 in _LEAPS else []
    return [30, heshvan, kislev, 29, 30, *leap, 29, 30, 29, 30, 29, 30, 29]


def hebrew(year: int, month: int, day: int) -> date | None:
    """The day in Gregorian `year` on whose evening that Hebrew day begins; months count from Tishri, Adar is 6.

    >>> hebrew(2018, 1, 1), hebrew(2014, 5, 15)
    (datetime.date(2018, 9, 9), datetime.date(2014, 1, 15))
    """
    for hebrew_year in (year + 3760, year + 3761):
        lengths = _month_days(hebrew_year)
        leap = hebrew_year % 19 in _LEAPS
        index = month - 1 + (1 if leap and month >= 6 else 0)
        found = date.fromordinal(_hebrew_new_year(hebrew_year) + sum(lengths[:index]) + day - 2)
        if found.year == year:
            return found
    return None


def israel_independence(year: int) -> date | None:
    """5 Iyar, moved away from the sabbath, from the evening before."""
    day = hebrew(year, 8, 5)
    if day is None:
        return None
    moved = {4: -1, 5: -2, 7: 1}.get(day.isoweekday(), 0)
    return day + timedelta(days=moved)
