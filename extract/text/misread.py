"""Figures that a program which reads pictures of pages took for letters, and 日 that it took for 曰."""

from __future__ import annotations

from collections.abc import Iterator

from extract.text import patterns as re
from extract.text.align import Change

_RIGHT = {"O": "0", "o": "0", "I": "1", "l": "1", "曰": "日"}
_UNITS = "年月日号號时時点點分秒人名个個位万萬亿億余餘多岁歲届屆项項%"
_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z])(?=[0-9]+[OoIl]|[Il][0-9])[0-9OoIl]{{2,8}}(?=\s?[{_UNITS}曰])"  # not O2O
    r"|(?<=[0-9][年月])[Il][0-9OoIl]?(?=[月日曰])"
    r"|(?<=[0-9一二三四五六七八九十])曰(?:(?<=月.曰)|(?<=月..曰)|(?<=月...曰))"
)


def misread(text: str) -> Iterator[Change]:
    """Letters inside numbers that stand for digits, and 曰 behind the number of a day.

    >>> from extract.text.align import AlignedText
    >>> AlignedText.of("2O24年5月l6曰").edit(misread("2O24年5月l6曰")).text
    '2024年5月16日'
    """
    if any(letter in text for letter in _RIGHT):
        for number in _NUMBER.finditer(text):
            letters = (at for at in range(*number.span()) if text[at] in _RIGHT)
            yield from (Change(at, at + 1, _RIGHT[text[at]], "misread", "likely") for at in letters)
