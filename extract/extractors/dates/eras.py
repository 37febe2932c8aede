"""Years counted from an emperor's accession: 康熙三年, 神龙元年, 令和6年; the list is `extract/data/eras.tsv`."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from extract.extractors.dates.partial import Partial, Range
from extract.extractors.dates.pieces import Rule, number
from extract.text.lexicon import read_table


@cache
def _first_years() -> dict[str, int]:
    return {row["era"]: int(row["first_year"]) for row in read_table("eras")}


_PARALLEL = ("天命", "天聪", "崇德", "弘光")
"""Of the Manchus and the Ming in the south: one dynasty follows another without them."""


@cache
def _reigns() -> dict[str, Range]:
    """The years of each era of the Ming and the Qing, and of Japan since: to the one before the next begins."""
    firsts = sorted((year, era) for era, year in _first_years().items() if era not in _PARALLEL)
    china = [(year, era) for year, era in firsts if year >= _MING and era not in _JAPAN]
    japan = [(year, era) for year, era in firsts if era in _JAPAN]
    pairs = [*pairwise([*china, (_REPUBLIC, "")]), *pairwise(japan)]
    return {era: Range(Partial(year=first), Partial(year=end - 1)) for (first, era), (end, _) in pairs}


_MING, _REPUBLIC = 1368, 1912
_JAPAN = ("明治", "大正", "昭和", "平成", "令和")

_LONGEST = 64
"""Years of the longest era, 昭和."""
_DIGITS_SINCE = 1868
"""Eras that began before are written with Chinese numerals; so 乾元3期 is a product."""


def _year(match: re.Match[str]) -> Partial | Range | None:
    if not match["n"]:
        return _reigns().get(match["era"])
    nth = 1 if match["n"] == "元" else number(match["n"])
    return Partial(year=_first_years()[match["era"]] + nth - 1) if 0 < nth <= _LONGEST else None


@cache
def rules() -> tuple[Rule, ...]:
    """One rule for all eras; a number of years must follow."""
    eras = sorted(_first_years(), key=lambda era: (-len(era), era))
    modern = "".join(
        f"(?<={era}[0-9])|(?<={era}[0-9]{{2}})|" for era, year in _first_years().items() if year >= _DIGITS_SINCE
    )
    pattern = rf"(?P<era>{'|'.join(map(re.escape, eras))})(?P<n>元|[一二三四五六七八九十]{{1,3}}|[0-9]{{1,2}}(?:{modern[:-1]}))?年(?(n)|间(?!隔))"
    return (Rule("dates.era", frozenset(eras), pattern, _year),)
