"""Numbers as Chinese writes them: the one numeral grammar of the project.

>>> to_int("二〇二四"), to_int("一百二十三"), to_int("廿三"), to_int("１５"), to_int("三十余")
(2024, 123, 23, 15, None)
"""

from __future__ import annotations

import re

_FORMS = {
    "零": "〇○0０", "一": "壹", "二": "贰貳两兩俩倆", "三": "叁參叄仨", "四": "肆", "五": "伍", "六": "陆陸", "七": "柒", "八": "捌", "九": "玖",
    "十": "拾", "百": "佰", "千": "仟", "万": "萬", "亿": "億", "点": "點",
}  # fmt: skip
_PLAIN = str.maketrans(
    {form: plain for plain, forms in _FORMS.items() for form in forms if form not in "0０"}
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)
_SHORT_TENS = str.maketrans({"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"})
_DIGITS = {char: digit for digit, char in enumerate("零一二三四五六七八九")}
_MYRIADS = (("兆", 10**12), ("亿", 10**8), ("万", 10**4))

_SEPARATED = re.compile(r"[0-9]{1,3}(?:[,，][0-9]{3})+")
_DIGIT_RUN = re.compile(r"[0-9零一二三四五六七八九]+")
_DIGIT = r"([0-9]+|[一二三四五六七八九])"
_SECTION = re.compile(rf"(?:{_DIGIT}?(千))?零?(?:{_DIGIT}?(百))?零?(?:{_DIGIT}?(十))?零?{_DIGIT}?")


def to_int(text: str) -> int | None:
    """The value of a plain whole number in Arabic or Chinese digits, or None where `text` is none.

    >>> to_int("2万3千"), to_int("壹佰"), to_int("兩萬"), to_int("三百五"), to_int("1,234"), to_int("三四十")
    (23000, 100, 20000, 350, 1234, None)
    """
    plain = text.translate(_PLAIN).translate(_SHORT_TENS)
    if _SEPARATED.fullmatch(plain):
        return int(re.sub("[,，]", "", plain))
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
    return None if tail[0] in "万亿兆" else _with_units(tail)


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
