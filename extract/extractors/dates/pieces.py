"""The smallest pieces of the grammar, and what it takes to read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product

from extract.extractors.dates.partial import Bare, Saying
from extract.text.numerals import to_int

DIGITS = "0123456789"
NUMERALS = "零〇一二两三四五六七八九十廿卅"
FIGURES = DIGITS + NUMERALS
ONE_TO_NINE = "[一二三四五六七八九]"
WEEK_WORDS = ("周", "星期", "礼拜")

MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|{ONE_TO_NINE})"
DAY = (
    rf"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十{ONE_TO_NINE}?|二十{ONE_TO_NINE}?|廿{ONE_TO_NINE}?|卅一?|{ONE_TO_NINE})"
)
HOUR = r"(?:2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九])"
MINUTE = rf"(?:[0-5]?[0-9]|[一二三四五]?十{ONE_TO_NINE}?|[零〇]{ONE_TO_NINE}?|{ONE_TO_NINE})"
NUMBER = r"(?:[0-9]{1,8}(?:\.[0-9]{1,4})?[万亿]?|[零〇一二两三四五六七八九十百千万廿卅]{1,8})"
SMALL = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
WEEKDAY = "[一二三四五六日天末]"
TO = r"\s?(?:——|--|[-—~至到]|直?到)\s?"


@dataclass(frozen=True, slots=True)
class Rule:
    """A surface form: a stable name, how it can begin, its pattern, and how to read a match.

    `begins` holds words, of which one stands at the beginning of every match, as long as is known of them; `年^中`
    is 中 behind 年. `#年` is a number before 年, `#` a number that looks like a year. The scan tries a rule nowhere else.
    """

    name: str
    begins: frozenset[str]
    pattern: str
    read: Callable[[re.Match[str]], Saying | Bare | None]


YEAR_LIKE = frozenset("#")


def spell(*parts: Iterable[str]) -> frozenset[str]:
    """Every word made of one string of each part, in order.

    >>> sorted(spell("上下", ["周", "星期"]))
    ['上周', '上星期', '下周', '下星期']
    """
    return frozenset("".join(word) for word in product(*parts))


def after_number(units: str) -> frozenset[str]:
    """What begins with a number before one of `units`.

    >>> sorted(after_number("年月"))
    ['#年', '#月']
    """
    return spell("#", units)


def number(text: str | None) -> int:
    """The value of a small number, Arabic or Chinese.

    >>> number("12"), number("廿三"), number("两"), number("零九")
    (12, 23, 2, 9)
    """
    if not text:
        return 0
    if text.isascii():
        return int(text[:9])
    return to_int(text) or 0


def group(match: re.Match[str], name: str) -> str:
    """What group `name` caught; empty where it caught nothing or the pattern has no such group."""
    return (match[name] or "") if name in match.re.groupindex else ""


def maybe(match: re.Match[str], name: str) -> int | None:
    """The number in group `name`, or None where there is none."""
    text = group(match, name)
    return number(text) if text else None


_YEAR_DIGITS = str.maketrans("零〇O一二三四五六七八九", "00O123456789")


def year_number(text: str) -> int:
    """A year written digit by digit or as a number.

    >>> year_number("二〇二四"), year_number("两千零四"), year_number("98")
    (2024, 2004, 98)
    """
    digits = text.translate(_YEAR_DIGITS)
    return int(digits) if digits.isascii() and digits.isdigit() else number(text)
