"""From text to atoms: one pass of an automaton and one of a pattern find where a rule can begin, and which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from extract.extractors.dates import calendar, clock, durations, eras, holidays, periods, relative, sets, vague
from extract.extractors.dates.partial import Phrase
from extract.extractors.dates.pieces import Rule
from extract.text import patterns as re

_EARLY = ("dates.plan", "dates.decade_pair", "dates.decade", "dates.bare_decade", "dates.relative_quarter", "dates.half",
          "dates.pick_weekday", "dates.quarter_run", "dates.quarter", "dates.pick")  # fmt: skip
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


def grammar(*, republic: bool) -> tuple[Rule, ...]:
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
        durations.COUNTED_DAYS,
        *(rule for rule in periods.RULES if rule.name not in _EARLY),
    )


_FIGURES = "0-9零〇一二两三四五六七八九十百千万亿廿卅"
_YEAR = r"(?:19|20)[0-9]{2}\s?年"
_NO_ITEM = r"(?<!\.[12](?=[09][0-9]{2}\s?年))"
"""1.2023年: the year behind the number of an item is a number of its own."""
_SOME = "几数半多"
_LENGTHS = "年天周小分秒个星月刻钟工"
_TAIL = (
    rf"(?=[{_FIGURES}{_SOME}O]{{0,15}}+(?:(?:[.,](?!{_YEAR})[0-9]{{1,4}}){{1,3}}+(?=\s?[{_LENGTHS}万亿多余]))?[万亿多余]?\s?"
    r"(?P<unit>[年月日号天周点时季分秒刻载钟甲昼版晚夜aApP、]|个[月小星礼季半钟工世学多字晚]|整天|[余来][年天月个日周小秒分万载季]"
    rf"|星期|礼拜|小时|世纪|工作|学[年期]|财[年政]|毫秒|[-/.:·]\s?[0-9]|(?:--|[-—~至到]|直到)—?\s?[{_FIGURES}]))"
)
_NUMBER = re.compile(
    rf"[{_FIGURES}{_SOME}](?<![{_FIGURES}.].{_NO_ITEM})(?!(?<=[0-9],[0-9])[0-9]{{2}}(?![0-9]))(?:{_TAIL}|(?<=[12])(?=[09][0-9]{{2}}))"
)
"""The first figure of a number that a time can begin with, and the unit behind the number.

It is not inside a longer number, nor the 000 of 1,000. A year needs no unit.
"""
_INSIDE = re.compile(rf"[{_FIGURES}](?<=[{_FIGURES}.].){_NO_ITEM}")
"""A figure inside a number, with which a word may begin: 三一五 in 一二三一五."""

_REST = re.compile(rf"(?<=[{_FIGURES}])[{_FIGURES}]{_TAIL}")
"""The rest of a number whose beginning was read: 四月份 behind 三."""


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    """A rule's pattern, compiled when it is first tried."""
    return re.compile(rule)


@dataclass(frozen=True, slots=True)
class _Openings:
    """Which rules can begin where: by the words that an automaton finds, and by the unit behind a number.

    Rules are told by their rank, the place in the order in which they are tried. `words` has for each word of the
    automaton how far behind its beginning a rule begins, and the ranks.
    """

    rules: tuple[Rule, ...]
    automaton: ahocorasick_rs.AhoCorasick
    words: tuple[tuple[int, tuple[int, ...]], ...]
    numbers: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> _Openings:
        """The openings of `rules`."""
        ranks: dict[str, set[int]] = {}
        for rank, rule in enumerate(rules):
            for word in rule.begins:
                ranks.setdefault(word, set()).add(rank)
        years = ranks.pop("#")
        numbers = _with_shorter({word[1:]: ranks.pop(word) for word in [*ranks] if word[0] == "#"})
        numbers |= {unit + "#": tuple(sorted({*found, *years})) for unit, found in [*numbers.items(), ("", ())]}
        words = _with_shorter(ranks)
        automaton = ahocorasick_rs.AhoCorasick([word.replace("^", "") for word in words], store_patterns=False)
        placed = tuple((max(0, word.find("^")), found) for word, found in words.items())
        return cls(rules, automaton, placed, numbers)

    def find(self, text: str) -> dict[int, tuple[int, ...]]:
        """The ranks of the rules that can begin at each place."""
        found = {}
        for index, start, _ in self.automaton.find_matches_as_indexes(text, overlapping=True):
            offset, ranks = self.words[index]
            found[start + offset] = ranks  # of the words that begin here the longest comes last
        for number in _NUMBER.finditer(text):
            start, ranks = number.start(), self.behind(number)
            found[start] = tuple(sorted({*ranks, *found[start]})) if start in found else ranks
        return found

    def behind(self, number: re.Match[str]) -> tuple[int, ...]:
        """The ranks of the rules for a number with what stands behind it."""
        text, start, unit = number.string, number.start(), number.start("unit")
        mark = "#" if text[start] in "12" and text[start : start + 4].isdigit() else ""
        if unit < 0:
            return self.numbers.get(mark, ())
        return self.numbers.get(text[unit : unit + 2] + mark) or self.numbers.get(text[unit] + mark, ())


def _with_shorter(ranks: Mapping[str, set[int]]) -> dict[str, tuple[int, ...]]:
    """The ranks of each word and of every word that it begins with."""
    whole: dict[str, set[int]] = {}
    heads: list[str] = []
    for word in sorted(ranks):  # a word comes behind those that it begins with
        while heads and not word.startswith(heads[-1]):
            heads.pop()
        whole[word] = ranks[word] | (whole[heads[-1]] if heads else set())
        heads.append(word)
    return {word: tuple(sorted(found)) for word, found in whole.items()}


@cache
def _openings(republic: bool) -> _Openings:
    return _Openings.of(grammar(republic=republic))


def scan(text: str, *, republic: bool = False) -> Iterator[Phrase]:
    """The atoms of the folded `text`, in order; they do not overlap."""
    openings = _openings(republic)
    found, rules = openings.find(text), openings.rules
    end = 0
    for start in sorted(found):
        if start < end or (start > end and _INSIDE.match(text, start)):
            continue
        phrase = _read(text, start, rules, found[start])
        while phrase is not None:
            yield phrase
            end = phrase.end
            rest = _REST.match(text, end)
            phrase = _read(text, end, rules, openings.behind(rest)) if rest else None


def _read(text: str, start: int, rules: Sequence[Rule], ranks: Iterable[int]) -> Phrase | None:
    """What the first of the rules of `ranks` that can makes of the text at `start`."""
    for rank in ranks:
        rule = rules[rank]
        match = _pattern(rule.pattern).match(text, start)
        if match is None or match.end() == start:
            continue
        what = rule.read(match)
        if what is not None:
            return Phrase(start, match.end(), rule.name, what)
    return None
