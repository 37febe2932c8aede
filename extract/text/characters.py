"""Chinese characters: all of them, for patterns, and those of daily use."""

from __future__ import annotations

from functools import cache
from typing import Final

HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The Chinese characters, as they stand inside the brackets of a pattern."""


@cache
def common() -> frozenset[str]:
    """What is in daily use in either script: the first levels of GB 2312 and Big5, punctuation, kana.

    Greek, Cyrillic and lines to draw with are not: they are what Chinese looks like in a wrong encoding.

    >>> "國" in common(), "国" in common(), "，" in common(), "垚" in common(), "Ж" in common()
    (True, True, True, False, False)
    """
    gb2312 = (
        bytes((lead, trail)).decode("gb2312", "ignore") for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)
    )
    big5 = (bytes((lead, trail)).decode("big5", "ignore") for lead in range(0xA4, 0xC7) for trail in range(0x40, 0xFF))
    marks = "　、。·—…‘’“”〈〉《》「」『』【】〔〕！（），．：；？％～０１２３４５６７８９\ufeff"
    kana = map(chr, range(0x3041, 0x3100))
    return frozenset((*gb2312, *big5, *marks, *kana)) - {""}
