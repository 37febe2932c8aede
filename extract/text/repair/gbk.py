"""Characters by their bytes in GBK and by their reading: what a half of a character leaves open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from extract.text.readings import readings
from extract.text.repair.language_model import Choices, load_language_model
from extract.text.script import is_simplified_only

FIRST, LAST = 0x8140, 0xFEFE
_FIRST_TRAIL, _SINGLE = 0x40, 0x80


@cache
def pair(lead: int, trail: int) -> str:
    """The character with these two bytes; empty where there is none.

    >>> pair(0xAA, 0x84), pair(0xAA, 0x28)
    ('獎', '')
    """
    try:
        char = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 else ""


@cache
def code(char: str) -> bytes:
    """The bytes of `char` in GBK, as Windows has it with private characters; none where it has none."""
    return char.encode("gb18030" if "\ue000" <= char <= "\ue765" else "gbk", "ignore")


def trail_of(char: str) -> int:
    """The second byte of `char`; 0 where it has none."""
    both = code(char)
    return both[1] if len(both) == 2 else 0


@cache
def with_lead(lead: int | None, half_defined: bool = False, wide: bool = False) -> Choices:
    """The characters with this first byte, all for None.

    `wide` leaves out those whose second byte is an ASCII character, `half_defined` keeps those whose second byte opens
    a row with gaps: only there can a pair be lost whole.
    """
    chars = _by_byte(0).get(lead, ()) if lead is not None else _every()
    if half_defined:
        chars = [char for char in chars if trail_of(char) in _HALF_DEFINED]
    elif wide:
        chars = [char for char in chars if trail_of(char) > _SINGLE]
    return _choices(chars)


@cache
def with_trail(trail: int) -> Choices:
    """The characters with this second byte."""
    return _choices(_by_byte(1).get(trail, ()))


@cache
def with_reading(reading: str) -> Choices:
    """The characters of converters' tables that have this reading."""
    return _choices(_by_reading().get(reading, ()))


@cache
def with_lead_and_reading(lead: int, reading: str) -> Sequence[str]:
    """The characters of converters' tables with this first byte and this reading: one, in most cases."""
    return tuple(char for char in _by_reading().get(reading, ()) if code(char)[0] == lead)


@cache
def before_reading(lead: int, reading: str) -> Sequence[tuple[str, str]]:
    """Characters with this first byte whose second one opens a character of this reading, with that character."""
    return tuple(
        (char, annotated)
        for char in with_lead(lead).chars.values()
        for annotated in with_lead_and_reading(trail_of(char), reading)
    )


_HALF_DEFINED = frozenset((*range(0xA1, 0xB0), *range(0xF8, 0xFF)))


def _choices(chars: Iterable[str]) -> Choices:
    """`chars`, one for each simplified form."""
    return Choices(load_language_model(), chars)


@cache
def _every() -> Sequence[str]:
    """The characters of traditional text that the language model knows; no digits, which are never guessed."""
    model = load_language_model()
    return [
        char
        for char in _pairs()
        if model.simple(char) in model.known and not is_simplified_only(char) and not char.isdecimal()
    ]


@cache
def _by_byte(place: int) -> dict[int, list[str]]:
    """Characters by one of their two bytes: 0 is the lead, 1 the trail."""
    found: dict[int, list[str]] = defaultdict(list)
    for char in _every():
        found[code(char)[place]].append(char)
    return found


def _pairs() -> Iterable[str]:
    """All characters of two bytes. They are decoded in one piece, which is ten times as fast as one by one."""
    pairs = b"\n".join(number.to_bytes(2, "big") for number in range(FIRST, LAST + 1) if number & 0xFF >= _FIRST_TRAIL)
    return (char for char in pairs.decode("gbk", "replace").split("\n") if len(char) == 1)


@cache
def _by_reading() -> dict[str, list[str]]:
    """Characters that a converter makes of simplified ones, by each of their readings."""
    simple = load_language_model().simple
    found: dict[str, list[str]] = {}
    for char, known in readings().items():
        if simple(char) != char:
            for reading in known:
                found.setdefault(reading, []).append(char)
    return found
