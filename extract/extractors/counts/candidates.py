"""Numbers that may be counts: each with the classifier behind it, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final, NamedTuple

from extract.extractors.counts.nouns import at_edge, kinds, noun_at
from extract.text import patterns as re
from extract.text.lexicon import read_table
from extract.text.numerals import AMOUNT, AMOUNT_START, RANGE_SIGN, Amount, read_amount


class Classifier(NamedTuple):
    """A row of the table `classifiers`."""

    kind: str
    condition: str
    not_before: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """A number in its place: `end` is behind its classifier, which is empty where there is none."""

    text: str
    start: int
    end: int
    number: str
    top: str | None
    unit: str

    @cached_property
    def amount(self) -> Amount | None:
        """What the number says; None for digits that only stand side by side (一一, 五四)."""
        if not self.number:
            return Amount(None, None, "lost")
        low, high = read_amount(self.number), read_amount(self.top) if self.top else None
        if low is None or (low.qualifier == "exact" and len(self.number) > 1 and not _IS_AMOUNT.search(self.number)):
            return None
        if self.top and low.value and len(self.number) == 1:
            low = low._replace(value=low.value * _HUNDREDS.get(self.top[-1], 1))  # 三到四百
        if high is None or high.value is None or low.value is None or high.value <= low.value:
            return low
        return Amount(low.value, high.value, "approx")

    @property
    def classifier(self) -> Classifier | None:
        """The row of its classifier."""
        return classifiers().get(self.unit)

    def before(self, length: int) -> str:
        """Up to `length` characters before the number."""
        return self.text[max(0, self.start - length) : self.start]

    def at_edge(self) -> bool:
        """Whether nothing follows that could be counted."""
        return at_edge(self.text, self.end)

    def leads(self, units: str) -> bool:
        """Whether another number with one of `units` follows at once: [5金]3银, [1死]、3伤."""
        return re.compile(f"[、\u3000 ]?(?:{AMOUNT})[{units}]").match(self.text, self.end) is not None


_HUNDREDS: Final = {"百": 100, "千": 1000, "万": 10_000}
_IS_AMOUNT = re.compile("[0-9０-９十百千万亿廿卅]")
SCALED: Final = re.compile("[百千万亿余多]")
"""What a number without a classifier has to hold: 35万访客, 400余职工."""
FEW: Final = frozenset("两三四五六七八九")
_ORDINAL = re.compile(
    r"(?:第|成千|成百|数以|(?<![目此之日年以当会事生战眼跟午月赛])前|每|排名|名列|位列|位居|倒数"
    r"|[0-9０-９一二三四五六七八九十][.．/:：-]|[A-Za-z][/-]?|第[0-9一二三四五六七八九十]{1,3}[、，,和])$"
)
_ORDINAL_REACH: Final = 5
_TWO_WORDS: Final = frozenset(
    {"个人", "国企", "国中", "国小", "家长", "支队"}
)  # 两个|人, 两国|企业, 五家|长材单位, 3支|队伍

_GONE: Final = {"个": "group", "家": "group", "户": "group", "名": "person"}
_GONE_BEFORE: Final = "?？\ufffd"
_HONOURED: Final = re.compile("(?:参赛|获奖|先进|优秀|受表彰|受表扬)?")
_FAMED: Final = frozenset(
    {"教师", "老师", "校长", "医生", "演员", "导演", "作家", "歌手", "记者", "编辑", "律师", "教练", "教授"}
)
"""Persons that are called 名 without a number: 名教师, 名导演."""


def find_candidates(text: str) -> Iterator[Candidate]:
    """The numbers of `text` that may count people, groups or honours, and classifiers whose number is lost."""
    gone = [candidate for match in _gone().finditer(text) if (candidate := _vanished(match))]
    for candidate in _numbers(text):
        while gone and gone[0].start < candidate.start:
            yield gone.pop(0)
        yield candidate
    yield from gone


def _numbers(text: str) -> Iterator[Candidate]:
    """Digits are found first, by a class that `re` searches fast; the grammar runs only where they are."""
    done = 0
    pattern = _pattern()
    for digits in AMOUNT_START.finditer(text):
        start = digits.start()
        if start < done:
            continue
        headed = start > done and text[start - 1] in "数几上" and text[start] in "十百千万亿"
        match = pattern.match(text, start - headed)
        if match is None:
            continue
        done = match.end()
        candidate = _candidate(match)
        if candidate:
            yield candidate


def _candidate(match: re.Match[str]) -> Candidate | None:
    """The number that `match` found, unless it is an ordinal or what it counts cannot be of interest."""
    text, start, end = match.string, match.start(), match.end()
    number, unit = match["amount"], match["unit"] or ""
    noun = noun_at(text, match.start("unit")) if unit else None
    if noun and len(noun) > len(unit) and noun not in _TWO_WORDS:  # 两[部门], 30万[家庭]
        unit, end = "", match.start("unit")
    classifier = classifiers().get(unit)
    if classifier is None:
        bare = SCALED.search(number) or number in FEW or text.endswith("等", 0, start) or text.startswith("部", end)
        if not bare and not _counts_groups(text, number, end):
            return None
    elif classifier.condition == "never":
        return None
    if _ORDINAL.search(text, max(0, start - _ORDINAL_REACH), start):
        return None
    return Candidate(text, start, end, number, match["max"], unit)


def _counts_groups(text: str, number: str, end: int) -> bool:
    """Whether a small number stands before the noun of a group: 3集体."""
    noun = noun_at(text, end) if number.isdecimal() and len(number) < 3 else None
    return noun is not None and len(noun) > 1 and kinds()[noun] == "group"


def _vanished(match: re.Match[str]) -> Candidate | None:
    """，?个集体, 。名参赛选手: a classifier with its noun whose number the source destroyed.

    A clause cannot begin with a classifier; but 名教师, 个人 and 支队 are words, so that the noun has to be one
    that does not go with them.
    """
    text, unit, start = match.string, match["unit"], match.start("unit")
    honoured = _HONOURED.match(text, match.end())
    noun = noun_at(text, honoured.end()) if honoured else None
    if noun is None or len(noun) < 2 or noun.startswith("人") or kinds()[noun] != _GONE[unit]:
        return None
    if unit == "名" and noun in _FAMED and honoured and not honoured[0]:
        return None
    return Candidate(text, match.start() if match["gone"] in _GONE_BEFORE else start, match.end(), "", None, unit)


@cache
def classifiers() -> dict[str, Classifier]:
    """The rows of the table `classifiers`."""
    return {
        row["classifier"]: Classifier(row["class"], row["condition"], tuple(row["not_before"].split()))
        for row in read_table("classifiers")
    }


@cache
def _pattern() -> re.Pattern[str]:
    """A number or a range of numbers, with the classifier behind it."""
    units = "|".join(sorted(classifiers(), key=len, reverse=True))
    return re.compile(rf"(?P<amount>{AMOUNT})(?:{RANGE_SIGN}(?P<max>{AMOUNT}))?[ \u3000]?(?P<unit>{units})?")


@cache
def _gone() -> re.Pattern[str]:
    return re.compile(rf"(?P<gone>[{_GONE_BEFORE}，、；：。,;:\n])(?P<unit>[{''.join(_GONE)}])")
