"""Days with a name: 元旦, 春节, 清明, 母亲节, 复活节, 开斋节; the list is `extract/data/holidays.tsv`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, partial

from extract.extractors.dates import moons
from extract.extractors.dates.partial import Partial
from extract.extractors.dates.pieces import Rule, number, spell
from extract.text.lexicon import read_table

_SHORT = {"三八": "妇女节", "五一": "劳动节", "五四": "青年节", "六一": "儿童节", "七一": "建党节", "八一": "建军节", "十一": "国庆节",
          "双十一": "双十一", "三一五": "三一五", "双11": "双十一"}  # fmt: skip
_PERIOD = "黄金周|小长假|假期|长假|连假|期间|佳节|前夕|当天|当日|节日"
_AFTER = r"(?!(?<=[一二三四五六七八九])(?:[十日号]|[至到、~—-][二三四五六七八九十]{1,3}[日号])|晚会|联欢|杯|赛|档|贺岁|老人|树|公园|路|门|特别节目|帽|卡|贺卡|广场|文明|号|版|歌会|大集|(?<=日)(?:益|内瓦|产(?!品)|均)|礼物)"


def _names() -> list[str]:
    return sorted((row["name"] for row in read_table("holidays")), key=lambda name: (-len(name), name))


def _day(match: re.Match[str]) -> Partial | None:
    name = match["name"]
    shift: tuple[float, str] | None = None
    tail = match["tail"] or ""
    if match["eve"]:
        shift = (-1, "day")
    elif match["next"]:
        shift = (1, "day")
    elif match["nth"]:
        shift = (number(match["nth"]) - 1, "day")
    elif tail == "前夕":
        shift = (-1, "day")
    return Partial(holiday=name, ago=shift)  # type: ignore[arg-type]


def _short(match: re.Match[str]) -> Partial:
    return Partial(holiday=_SHORT[match["name"]], ago=(-1, "day") if match["tail"] == "前夕" else None)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules for all names of the list; built once, since the list is long."""
    names = _names()
    short = "|".join(sorted(_SHORT, key=lambda word: (-len(word), word)))
    full = "(?:国际|中国)?(?:劳动妇女节|妇女节|劳动节|青年节|儿童节|建党节|建军节|国庆节?|节)"
    pattern = "|".join(map(re.escape, names))
    return (
        Rule("dates.holiday_quoted", spell("“\"「‘", _SHORT),
             rf"[“\"「‘](?P<name>{short})[”\"」’](?P<tail>{full}|(?:{_PERIOD})|(?=[、，,。至到])|(?=前后?)|(?=购物|将至|临近|来临|到来|即将))", _short),
        Rule("dates.holiday", frozenset({*names, "下个", "下一个"}),
             rf"(?:下一?个)?(?P<name>{pattern})(?P<tail>{_PERIOD})?(?:(?P<eve>的?前一天|前夜)|(?P<next>的?翌日|的?第二天|的?后一天)"
             rf"|的?第(?P<nth>[一二三四五六七八九])天)?{_AFTER}", _day),
        Rule("dates.holiday_short", frozenset(_SHORT), rf"(?P<name>{short})(?P<tail>{_PERIOD})", _short),
        Rule("dates.holiday_bare", frozenset(_SHORT), rf"(?P<name>{short})(?P<tail>)(?=$|去哪|前后|节前|节后)", _short),
    )  # fmt: skip


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


@cache
def _table() -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in read_table("holidays")}


@cache
def holiday(name: str, year: int) -> tuple[date, date] | None:
    """First day of the holiday `name` in `year` and the day after its last; None where no rule reaches.

    >>> holiday("端午节", 2024), holiday("母亲节", 2021)
    ((datetime.date(2024, 6, 10), datetime.date(2024, 6, 11)), (datetime.date(2021, 5, 9), datetime.date(2021, 5, 10)))
    """
    row = _table()[name]
    try:
        first = _CALENDARS[row["calendar"]](year, int(row["month"]), int(row["day"]), row["rule"])
    except (ValueError, OverflowError):
        return None
    if first is None:
        return None
    days = 1
    if row["calendar"].startswith("hebrew"):
        days = max(1, int(row["rule"]))
    elif row["calendar"].endswith("_span"):
        days = int(row["day"])
    return first, first + timedelta(days=days)


_REPUBLIC = {"父亲节": "八八节", "警察节": "台湾警察节", "教师节": "孔子诞辰", "儿童节": "台湾儿童节", "国庆": "双十节",
             "国庆节": "双十节", "国庆日": "双十节"}  # fmt: skip


def republic_name(name: str) -> str:
    """The name under which the list keeps a feast that Taiwan keeps on another day.

    >>> republic_name("父亲节"), republic_name("中秋节")
    ('八八节', '中秋节')
    """
    return _REPUBLIC.get(name, name)


def known_day(name: str) -> tuple[int, int] | None:
    """Month and day where they are the same in every year.

    >>> known_day("国庆节"), known_day("春节")
    ((10, 1), None)
    """
    row = _table()[name]
    return (int(row["month"]), int(row["day"])) if row["calendar"] == "solar" else None


def ends_lunar_year(name: str) -> bool:
    """Whether the day is one of the last of the lunar year, which falls in January or February: 除夕."""
    row = _table()[name]
    return row["calendar"] == "lunar" and (int(row["month"]), int(row["day"])) == (12, 30)


def _lunar(year: int, month: int, day: int, _: str) -> date | None:
    if (month, day) == (12, 30):  # the last day of the year has 29 or 30
        new_year = moons.lunar_to_solar(year + 1, 1, 1)
        return new_year - timedelta(days=1) if new_year else None
    return moons.lunar_to_solar(year, month, day)


def _indian(year: int, month: int, day: int, rule: str, *, full: bool) -> date | None:
    """So many days from a moon."""
    evening = moons.indian(year, month, day, full)
    return evening + timedelta(days=int(rule)) if evening else None


def _islamic_span(year: int, month: int, _: int, __: str) -> date | None:
    return moons.islamic(year, month, 1)


_CALENDARS: dict[str, Callable[[int, int, int, str], date | None]] = {
    "solar": lambda year, month, day, _: date(year, month, day),
    "nth": lambda year, month, weekday, nth: _nth_weekday(year, month, weekday, int(nth)),
    "lunar": _lunar,
    "term": lambda year, _, __, term: moons.solar_term(term, year),
    "easter": lambda year, _, __, days: moons.easter(year) + timedelta(days=int(days)),
    "easter_span": lambda year, _, __, days: moons.easter(year) + timedelta(days=int(days)),
    "orthodox": lambda year, _, __, days: moons.orthodox_easter(year) + timedelta(days=int(days)),
    "islamic": lambda year, month, day, _: moons.islamic(year, month, day),
    "islamic_span": _islamic_span,
    "new_moon": partial(_indian, full=False),
    "full_moon": partial(_indian, full=True),
    "hebrew": lambda year, month, day, _: moons.hebrew(year, month, day),
    "hebrew_civil": lambda year, *_: moons.israel_independence(year),
}
