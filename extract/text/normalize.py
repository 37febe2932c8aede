"""From raw text to the working text: each step takes an `AlignedText` and gives the next one."""

from __future__ import annotations

from extract.text.align import AlignedText
from extract.text.script import detect_script, simplify
from extract.types import Script


def normalize(raw: str) -> AlignedText:
    """The working text of `raw`: repaired and simplified, with the map back to every raw character.

    >>> normalize("區長頒獎").text
    '区长颁奖'
    """
    return normalize_aligned(AlignedText.of(raw), detect_script(raw))


def normalize_aligned(aligned: AlignedText, script: Script, conversion: str = "t2s") -> AlignedText:
    """`normalize` for a text that has been through a page already."""
    return simplify(aligned, script, conversion)
