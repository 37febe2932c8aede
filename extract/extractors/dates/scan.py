"""From text to atoms: one pass that tries, at each character a rule can begin with, only the rules that can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.extractors.dates import calendar, clock, durations, eras, holidays, periods, relative, sets, vague
from extract.extractors.dates.partial import Phrase
from extract.extractors.dates.pieces import Rule

_NUMERIC = frozenset("0123456789零〇一二两三四五六七八九十廿卅百千万亿.")


@cache
def _rules(republic: bool) -> tuple[Rule, ...]:
    """All rules in the order in which they are tried: what says more before what says less."""
    return (
        *sets.RULES,
        *relative.RULES,
        *(calendar.REPUBLIC_RULES if republic else ()),
        *(rule for rule in periods.RULES if rule.name in _EARLY),
        *holidays.rules(),
        *eras.rules(),
        *(rule for rule in calendar.RULES if rule.name not in _LATE),
        *clock.RULES,
        *vague.RULES,
        *(rule for rule in calendar.RULES if rule.name in _LATE[:2]),
        *durations.RULES,
        *(rule for rule in calendar.RULES if rule.name in _LATE[2:]),
        *(rule for rule in periods.RULES if rule.name not in _EARLY),
    )


_EARLY = ("dates.plan", "dates.decade_run", "dates.decade", "dates.bare_decade", "dates.relative_quarter", "dates.half",
          "dates.pick_weekday", "dates.quarter", "dates.pick")  # fmt: skip
_LATE = (
    "dates.bare",
    "dates.months_counted",
    "dates.month_run",
    "dates.month_day_bare",
    "dates.month",
    "dates.day",
    "dates.lunar_day",
)
"""Rules for a number with a short unit, tried after the lengths of time: 3个月 is no month."""


@cache
def _trigger(republic: bool) -> re.Pattern[str]:
    chars = {char for rule in _rules(republic) for char in rule.starts}
    return re.compile(f"[{re.escape(''.join(sorted(chars)))}]")


@cache
def _starting(char: str, republic: bool) -> tuple[re.Pattern[str], tuple[tuple[Rule, re.Pattern[str]], ...]]:
    """The rules that can begin with `char`: all in one pattern, and each on its own to read what it found."""
    rules = [rule for rule in _rules(republic) if char in rule.starts]
    named = (re.sub(r"\(\?P(<|=)(\w+)", rf"(?P\1r{i}_\2", rule.pattern) for i, rule in enumerate(rules))
    joint = "|".join(f"(?P<r{i}>{pattern})" for i, pattern in enumerate(named))
    return re.compile(joint), tuple((rule, re.compile(rule.pattern)) for rule in rules)


def scan(text: str, *, republic: bool = False) -> Iterator[Phrase]:
    """The atoms of the folded `text`, in order; they do not overlap."""
    end = 0
    for trigger in _trigger(republic).finditer(text):
        start = trigger.start()
        if start < end or (start > end and text[start - 1] in _NUMERIC and text[start] in _NUMERIC):
            continue
        joint, rules = _starting(text[start], republic)
        found = joint.match(text, start)
        if found is None:
            continue
        phrase = _read(text, start, int((found.lastgroup or "r0")[1:]), rules)
        if phrase is not None:
            end = phrase.end
            yield phrase


def _read(text: str, start: int, first: int, rules: tuple[tuple[Rule, re.Pattern[str]], ...]) -> Phrase | None:
    """What the first rule from `first` on makes of the text at `start`."""
    for rule, pattern in rules[first:]:
        match = pattern.match(text, start)
        if match is None or match.end() == start:
            continue
        what = rule.read(match)
        if what is not None:
            return Phrase(start, match.end(), rule.name, what)
    return None
