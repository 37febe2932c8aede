"""Years counted from an emperor's accession: 康熙三年, 神龙元年; the list is `extract/data/eras.tsv`."""

from __future__ import annotations

import re
from functools import cache

from extract.extractors.dates.partial import Partial
from extract.extractors.dates.pieces import Rule, number
from extract.text.lexicon import read_table


@cache
def _first_years() -> dict[str, int]:
    return {row["era"]: int(row["first_year"]) for row in read_table("eras")}


def _year(match: re.Match[str]) -> Partial | None:
    nth = 1 if match["n"] == "元" else number(match["n"])
    return Partial(year=_first_years()[match["era"]] + nth - 1) if 0 < nth <= 61 else None


@cache
def rules() -> tuple[Rule, ...]:
    """One rule for all eras; a number of years in Chinese numerals must follow."""
    eras = sorted(_first_years(), key=lambda era: (-len(era), era))
    pattern = rf"(?P<era>{'|'.join(map(re.escape, eras))})(?P<n>元|[一二三四五六七八九十]{{1,3}})年"
    return (Rule("dates.era", frozenset(eras), pattern, _year),)
