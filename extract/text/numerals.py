"""Numbers as Chinese writes them: the one numeral grammar of the project.

>>> to_int("二〇二四"), to_int("一百二十三"), to_int("廿三"), to_int("１５"), to_int("三十余")
(2024, 123, 23, 15, None)
"""

from __future__ import annotations

_DIGITS = {char: value for value, chars in enumerate(("零〇０0", "一壹１1", "二贰两２2", "三叁３3", "四肆４4",
                                                       "五伍５5", "六陆６6", "七柒７7", "八捌８8", "九玖９9"))
           for char in chars}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "亿": 100_000_000}
_TENS = {"廿": "二十", "卅": "三十"}


def to_int(text: str) -> int | None:
    """The value of a plain whole number in Arabic or Chinese digits, or None where `text` is none."""
    for short, long in _TENS.items():
        text = text.replace(short, long)
    if not text or any(char not in _DIGITS and char not in _UNITS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    """十二, 三百零五, 2万3千: digits and units, each unit closing the section before it."""
    total = section = 0
    digits = ""
    for char in text:
        if char in _DIGITS:
            digits += str(_DIGITS[char])
            continue
        unit = _UNITS[char]
        number = int(digits) if digits else (0 if section and unit >= 10_000 else 1)
        digits = ""
        if unit < 10_000:
            section += number * unit
        else:
            total += (section + number if number != 1 or not section else section) * unit
            section = 0
    return total + section + int(digits or 0)
