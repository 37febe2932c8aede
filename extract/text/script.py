"""Which script a text is in, and its conversion to simplified characters."""

from __future__ import annotations

from functools import cache

import opencc

from extract.text.align import AlignedText
from extract.types import Script

_THRESHOLD = 0.2
"""Share of the characters that differ between the scripts below which a form counts as a stray."""


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def detect_script(text: str) -> Script:
    """The script of `text`, by the characters that only one script has.

    >>> detect_script("區長頒獎"), detect_script("区长颁奖，王丙乾出席")
    ('traditional', 'simplified')
    """
    traditional = _changed(text, _converter("t2s").convert(text))
    simplified = _changed(text, _converter("s2t").convert(text))
    total = traditional + simplified
    if not traditional or traditional / total < _THRESHOLD:
        return "simplified"
    return "mixed" if simplified / total >= _THRESHOLD else "traditional"


def simplify(aligned: AlignedText, script: Script, config: str = "t2s") -> AlignedText:
    """`aligned` in simplified characters; a simplified text is left alone, so that 王丙乾 stays 王丙乾.

    The conversions used (`t2s`, `tw2s`, `hk2s`) keep the number of characters; ValueError if one ever does not.
    """
    if script == "simplified":
        return aligned
    return aligned.converted(_converter(config).convert(aligned.text))


def _changed(before: str, after: str) -> int:
    return sum(a != b for a, b in zip(before, after, strict=False)) if before != after else 0
