"""Pinyin readings of characters: does a reading in brackets belong to the character before it?"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from extract.text.lexicon import read_table

_LOOKALIKES = str.maketrans("ăĕĭŏŭɡɑ", "ǎěǐǒǔga")
"""Letters that converters write for the right ones: breves for carons, phonetic ɡ and ɑ."""


@cache
def readings() -> dict[str, frozenset[str]]:
    """The toned readings of each character of GBK, in both scripts."""
    found: dict[str, set[str]] = {}
    for row in read_table("readings"):
        for char in row["characters"]:
            found.setdefault(char, set()).add(row["reading"])
    return {char: frozenset(known) for char, known in found.items()}


@lru_cache(2**15)
def is_reading(written: str, char: str) -> bool:
    """Whether `written`, with or without tone, is a reading of `char`.

    >>> is_reading("guó", "國"), is_reading("lv", "绿"), is_reading("who", "织")
    (True, True, False)
    """
    written = as_written(written).rstrip("12345").replace("u:", "v")
    known = readings().get(char, frozenset())
    return written in known or (written == toneless(written) and written in map(toneless, known))


def as_written(reading: str) -> str:
    """`reading` in the letters that the table uses."""
    return reading.lower().translate(_LOOKALIKES)


def toneless(reading: str) -> str:
    """`reading` in plain letters, ü as v.

    >>> toneless("lǜ"), toneless("guó")
    ('lv', 'guo')
    """
    if reading.isascii():
        return reading
    plain = unicodedata.normalize("NFD", reading.replace("ê", "e")).replace("u\u0308", "v")
    return "".join(char for char in plain if char.isalpha())
