"""From text to atoms: one pass that tries, at each character a rule can begin with, only the rules that can."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extract.extractors.dates import calendar, clock, durations, eras, holidays, periods, relative, sets, vague
from extract.extractors.dates.partial import Phrase
from extract.extractors.dates.pieces import NUMERALS, Rule

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


_AFTER_NUMERAL = "零〇O一二两三四五六七八九十廿卅百千万亿0123456789年月日号点时天周星礼个多余来几半秒分刻载世季小钟昼甲工学财版至到-—~、 .·又过大早晚夜"
"""What can follow the first numeral of a time; most numerals of running text (一些, 三农) are followed by something else."""


_THOUSANDS = re.compile(r"(?<=[0-9],)[0-9]{3}(?![0-9])")
"""The 000 of 1,000, at which no time begins."""


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    """A rule's pattern, compiled when it is first tried.

    On average five rules can begin at a place. All of them as one pattern are no faster, and to compile such patterns
    for each set of rules takes a second.
    """
    return re.compile(rule)


@cache
def _openings(republic: bool) -> tuple[re.Pattern[str], dict[str, tuple[Rule, ...]]]:
    """A pattern for the characters that any rule begins with, and the rules by one or two characters."""
    rules = _rules(republic)
    openings: dict[str, tuple[Rule, ...]] = {}

    def put(key: str, chosen: Iterable[Rule]) -> None:
        if able := tuple(chosen):
            openings[key] = able

    chars = {char for rule in rules for char in rule.starts}
    for char in chars:
        starting = [rule for rule in rules if char in rule.starts]
        pairs = {pair for rule in starting for pair in rule.pairs or () if pair[0] == char}
        if char in NUMERALS:
            pairs |= {char + following for following in _AFTER_NUMERAL}
        else:
            put(char, (rule for rule in starting if rule.pairs is None))
        for pair in pairs:
            put(pair, (rule for rule in starting if rule.pairs is None or pair in rule.pairs))
    alone = "".join(sorted(chars & openings.keys()))
    first = "".join(sorted(chars - openings.keys()))
    second = "".join(sorted({pair[1] for pair in openings if len(pair) == 2 and pair[0] in first}))
    return re.compile(f"[{re.escape(alone)}]|[{re.escape(first)}](?=[{re.escape(second)}])"), openings


def scan(text: str, *, republic: bool = False) -> Iterator[Phrase]:
    """The atoms of the folded `text`, in order; they do not overlap."""
    trigger, openings = _openings(republic)
    end = 0
    for opening in trigger.finditer(text):
        start = opening.start()
        if start < end:
            continue
        rules = openings.get(text[start : start + 2]) or openings.get(text[start])
        if rules is None or (start > end and text[start] in _NUMERIC and _inside_number(text, start)):
            continue
        phrase = _read(text, start, rules)
        if phrase is not None:
            end = phrase.end
            yield phrase


def _inside_number(text: str, start: int) -> bool:
    return text[start - 1] in _NUMERIC or bool(_THOUSANDS.match(text, start))


def _read(text: str, start: int, rules: Sequence[Rule]) -> Phrase | None:
    """What the first of `rules` that can makes of the text at `start`."""
    for rule in rules:
        match = _pattern(rule.pattern).match(text, start)
        if match is None or match.end() == start:
            continue
        what = rule.read(match)
        if what is not None:
            return Phrase(start, match.end(), rule.name, what)
    return None
