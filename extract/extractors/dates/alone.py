"""Texts that are nothing but a time: 24年, 30日, 4周年 say without a sentence what inside one they would not."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from extract.extractors.dates.durations import length
from extract.extractors.dates.partial import Partial, Phrase, Range, Saying
from extract.extractors.dates.pieces import DAY, MONTH, NUMBER, SMALL, number


def _short_year(match: re.Match[str]) -> Saying:
    return Partial(short_year=int(match["y"]))


def _day(match: re.Match[str]) -> Saying:
    """No tense says whether the day is over: it is in the month of the reference."""
    return Partial(by_month=0, day=number(match["d"]))


def _anniversary(match: re.Match[str]) -> Saying | None:
    return length(match["n"] + "年")


def _nth_year(match: re.Match[str]) -> Saying:
    return Partial(by_year=number(match["n"]) - 1)


def _months_before(match: re.Match[str]) -> Saying | None:
    """前二个月 with no sentence to say what it counts: those before this one."""
    return length(match["n"] + "个月", "before")


def _minute_second(match: re.Match[str]) -> Saying | None:
    return Partial(minute=int(match["m"]), second=int(match["s"])) if int(match["m"]) > 24 else None


def _days(match: re.Match[str]) -> Saying | None:
    """9月10号，11号，12号: days that follow one another."""
    month, days = number(match["m"]), [number(day) for day in re.findall(rf"({DAY})[日号]", match["list"])]
    if len(days) < 2 or any(later != day + 1 for day, later in pairwise(days)):
        return None
    return Range(Partial(month=month, day=days[0]), Partial(month=month, day=days[-1]))


_FORMS: tuple[tuple[str, str, Callable[[re.Match[str]], Saying | None]], ...] = (
    ("dates.short_year", "(?P<y>[0-9]{2})年", _short_year),
    ("dates.day", rf"(?P<d>{DAY})[日号]", _day),
    ("dates.anniversary", rf"(?P<n>{NUMBER})周年", _anniversary),
    ("dates.nth_year", rf"第(?P<n>{SMALL})年", _nth_year),
    ("dates.months_before", rf"前(?P<n>{SMALL})个?月", _months_before),
    ("dates.minute_second", "(?P<m>[0-5][0-9]):(?P<s>[0-5][0-9])", _minute_second),
    ("dates.day_list", rf"(?P<m>{MONTH})月(?P<list>{DAY}[日号](?:[,、]\s?{DAY}[日号]){{1,9}})", _days),
)
_LONGEST = 60


def alone(text: str) -> list[Phrase] | None:
    """The one expression that the folded `text` is, or None where it is more or other than that."""
    if len(text) > _LONGEST:
        return None
    for rule, pattern, read in _FORMS:
        if (match := re.fullmatch(pattern, text)) and (what := read(match)):
            return [Phrase(0, len(text), rule, what)]
    return None
