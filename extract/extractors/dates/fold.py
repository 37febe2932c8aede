"""One spelling for the grammar: full-width, traditional and variant characters folded, the length kept."""

from __future__ import annotations

import re
from functools import cache

import opencc

_WIDE = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
_VARIANTS = str.maketrans({"　": " ", "\xa0": " ", "\t": " ", "―": "—", "–": "-", "ー": "—", "─": "—", "－": "-",
                           "〜": "~", "∼": "~", "○": "〇", "Ｏ": "〇"})  # fmt: skip
_TABLE = {**_WIDE, **_VARIANTS}
_UNSAFE = re.compile("[\ud800-\udfff]")


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(text: str) -> str:
    """`text` with full-width forms narrowed and characters simplified, each character in its place.

    >>> fold("２０２４年５月６號（週一）上午９：３０")
    '2024年5月6号(周一)上午9:30'
    """
    narrow = _UNSAFE.sub("\ufffd", text.translate(_TABLE))
    simplified: str = _converter().convert(narrow)
    return simplified if len(simplified) == len(text) else narrow
