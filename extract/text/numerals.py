"""Numbers as Chinese writes them: the one numeral grammar of the project.

>>> to_int("二〇二四"), to_int("一百二十三"), to_int("廿三"), to_int("１５"), to_int("三十余")
(2024, 123, 23, 15, None)
"""

from __future__ import annotations

import math
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from extract.text import patterns as re
from extract.types import LOST, Qualifier

_FORMS = {
    "零": "〇○0０", "一": "壹", "二": "贰貳两兩俩倆", "三": "叁參叄仨", "四": "肆", "五": "伍", "六": "陆陸", "七": "柒", "八": "捌", "九": "玖",
    "十": "拾", "百": "佰", "千": "仟", "万": "萬", "亿": "億", "点": "點",
}  # fmt: skip
PLAIN = str.maketrans(
    {form: plain for plain, forms in _FORMS.items() for form in forms if form not in "0０"}
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)
_SHORT_TENS = str.maketrans({"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"})
_DIGITS = {char: digit for digit, char in enumerate("零一二三四五六七八九")}
_MYRIADS = (("兆", 10**12), ("亿", 10**8), ("万", 10**4))

_SEPARATED = re.compile(r"(?<![0-9,，])[0-9]{1,3}(?:[,，][0-9]{3})++(?![0-9])")
_LONGEST = 40  # digits: what is longer is a serial number
_DIGIT_RUN = re.compile(r"[0-9零一二三四五六七八九]+")
_DIGIT = r"([0-9]+|[一二三四五六七八九])"
_SECTION = re.compile(rf"(?:{_DIGIT}?(千))?零?(?:{_DIGIT}?(百))?零?(?:{_DIGIT}?(十))?零?{_DIGIT}?")


def to_int(text: str) -> int | None:
    """The value of a plain whole number in Arabic or Chinese digits, or None where `text` is none.

    >>> to_int("2万3千"), to_int("壹佰"), to_int("兩萬"), to_int("三百五"), to_int("1,234"), to_int("三四十")
    (23000, 100, 20000, 350, 1234, None)
    """
    plain = _SEPARATED.sub(lambda match: re.sub("[,，]", "", match[0]), text.translate(PLAIN).translate(_SHORT_TENS))
    if len(plain) > _LONGEST:
        return None
    if _DIGIT_RUN.fullmatch(plain):
        return _digit_run(plain)
    return _with_units(plain)


def _digit_run(plain: str) -> int:
    return int("".join(str(_DIGITS.get(char, char)) for char in plain))


def _with_units(plain: str) -> int | None:
    """十二, 三百零五, 2万3千, 四万万: read from the greatest unit down."""
    for unit, size in _MYRIADS:
        head, found, tail = plain.rpartition(unit)
        if not found:
            continue
        if unit in head and not head.endswith(unit):  # 四万万 is a number, 二万三万 is two
            return None
        many = _with_units(head) if head else 1
        rest = _remainder(tail, size)
        return None if many is None or rest is None or rest >= size else many * size + rest
    return _section(plain)


def _remainder(tail: str, size: int) -> int | None:
    """What follows a unit: nothing, a smaller number, or a digit that counts its tenths (一万三)."""
    if not tail:
        return 0
    if tail in _DIGITS and tail != "零":
        return _DIGITS[tail] * size // 10
    return None if tail[0] in "万亿兆" else _with_units(tail.removeprefix("零"))


def _section(plain: str) -> int | None:
    """A number below ten thousand, or any number in Arabic digits with at most one small unit behind it."""
    match = _SECTION.fullmatch(plain)
    if not plain or match is None:
        return None
    *pairs, last = match.groups()
    total = smallest = 0
    for digits, unit, size in zip(pairs[::2], pairs[1::2], (1000, 100, 10), strict=True):
        if unit:
            total, smallest = total + (_digit_run(digits) if digits else 1) * size, size
    if last in _DIGITS and smallest >= 100 and plain[-2] != "零":
        return total + _DIGITS[last] * smallest // 10
    return total + (_digit_run(last) if last else 0)


# ---- amounts: a number as it is said of people and things


class Amount(NamedTuple):
    """How many: `value` is None where a digit is lost, `max` closes a range."""

    value: float | None
    max: float | None
    qualifier: Qualifier


_ARABIC = r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])(?:[.．][0-9０-９]+)?|[0-9０-９]+(?:[.．][0-9０-９]+)?"
_NUMERALS = "零〇○一二两三四五六七八九十廿卅百千万亿兆"
_CORE = rf"(?:(?>{_ARABIC})|[{_NUMERALS}{LOST}]++)++"
_MORE = r"[多余几来]"
_HEAD = r"[数几上]"

AMOUNT: Final = rf"(?:{_HEAD}[十百千万亿]++|{_CORE}(?:{_MORE}[十百千]?[万亿]*+)?)"
"""A regex piece: a number with what makes it vague inside it (三十多万, 百余, 数千, 十几, 三四十, 10几万)."""

AMOUNT_START: Final = re.compile(f"[0-9０-９{_NUMERALS}{LOST}]+")
"""Finds where an amount may begin: its digits and units, without 数, 几 or 上 before them."""

RANGE_SIGN: Final = r"(?:至|到|[-－–—～~]{1,2})"
"""A regex piece: what joins the ends of a range."""

_AMOUNT = re.compile(rf"(?P<head>{_HEAD})?(?P<core>{_CORE})(?:(?P<more>{_MORE})(?P<scale>[十百千]?[万亿]*))?")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_BEFORE: Final[dict[str, Qualifier]] = {"数": "approx", "几": "approx", "上": "over"}
_INSIDE: Final[dict[str, Qualifier]] = {"多": "over", "余": "over", "几": "over", "来": "approx"}
_PAIR = re.compile(r"一[二两]|[一二两]三|三四|三五|四五|五六|六七|七八|八九")


@lru_cache(maxsize=4096)  # the same small numbers come again and again
def read_amount(text: str) -> Amount | None:
    """What an amount says, or None where `text` is no number.

    >>> read_amount("三百余"), read_amount("3.5万")
    (Amount(value=300, max=None, qualifier='over'), Amount(value=35000, max=None, qualifier='exact'))
    >>> read_amount("三四十"), read_amount("1▢0")
    (Amount(value=30, max=40, qualifier='approx'), Amount(value=None, max=None, qualifier='lost'))
    """
    if LOST in text:
        return Amount(None, None, "lost")
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    head, core, more, scale = match["head"], match["core"], match["more"], match["scale"] or ""
    factor = math.prod(_SCALES[unit] for unit in scale)
    value = None if _PAIR.fullmatch(core) else to_number(core)
    if value is not None:
        qualifier = _BEFORE[head] if head else _INSIDE[more] if more else "exact"
        return Amount(value * factor, None, qualifier)
    return None if head else _neighbours(core, factor)


def _neighbours(core: str, factor: int) -> Amount | None:
    """三四十, 十五六, 七八百: two digits side by side that stand for from one to the other."""
    pair = _PAIR.search(core)
    if pair is None:
        return None
    low, high = (to_number(core[: pair.start()] + digit + core[pair.end() :]) for digit in pair[0])
    return None if low is None or high is None else Amount(low * factor, high * factor, "approx")


def to_number(text: str) -> float | None:
    """The value of a number that may have decimals, or None where `text` is none.

    >>> to_number("3.5万"), to_number("二点五"), to_number("两百")
    (35000, 2.5, 200)
    """
    whole = to_int(text)
    if whole is not None:
        return whole
    match = _DECIMAL.fullmatch(text.translate(PLAIN))
    if match is None:
        return None
    number, fraction, scale = match.groups()
    start = to_int(number)
    if start is None:
        return None
    value = Decimal(f"{start}.{_digit_run(fraction):0{len(fraction)}}") * math.prod(_SCALES[unit] for unit in scale)
    return int(value) if value == int(value) else float(value)


_DECIMAL = re.compile(
    r"([0-9,，一二三四五六七八九十百千万亿零]{1,40})[.．点]([0-9零一二三四五六七八九]{1,40})([十百千]?[万亿]{0,2})"
)
