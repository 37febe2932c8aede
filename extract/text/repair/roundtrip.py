"""Bytes behind characters and characters behind bytes, of which some are lost: what a round trip between encodings needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from extract.text.repair.language_model import load_language_model
from extract.types import LOST

WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What windows-1252 shows for bytes that are control characters in Latin-1."""
LOST_BYTE = "\ufffd"
"""Stands for a byte that the wrong decoding could not read."""
_UNDEFINED = {"cp1252": frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D)), "latin-1": frozenset(range(0x80, 0xA0))}
"""The bytes for which a page of one byte a character has nothing to show; those of Latin-1 are control characters."""
MOST = 400
"""Candidates for one damaged character, the commonest ones."""
_RANGES = ((0xB7, 0xB8), (0x2010, 0x2027), (0x3000, 0x3020), (0x4E00, 0xA000), (0xFF00, 0xFF5F))
"""Where the characters lie that a lost byte may have belonged to."""

Byte = int | frozenset[int]
"""A byte, or what a lost one may have been."""
Bytes = Sequence[Byte]
_EITHER_THIRTY = (frozenset((0xA2, 0xA4)), frozenset((0xCE, 0xCA)))
"""卅, which Big5 has as a numeral and as a character: in GBK both pairs of bytes are halves of common characters."""


class Read(NamedTuple):
    """A character of the repaired span, or several candidates for it, and the number of bytes that it takes."""

    candidates: Sequence[str]
    size: int


def encoded(span: str, read: str) -> list[Bytes]:
    """The bytes of each character of `span` as it was read; none where it cannot have been read so."""
    if LOST_BYTE not in span and "卅" not in span:
        codes = list(map(_latin().get, span)) if read == "cp1252" else [code_of(char, read) for char in span]
        return [] if None in codes else codes  # type: ignore[return-value]
    raw: list[Bytes] = []
    if read == "cp1252" and not any(char in WINDOWS for char in span):
        read = "latin-1"
    for char in reversed(span):
        if char == LOST_BYTE:
            raw.append((_lost(read, raw[-1][0] if raw else None),))
            continue
        if char == "卅" and read == "big5hkscs":
            raw.append(_EITHER_THIRTY)
            continue
        code = _latin().get(char) if read in _UNDEFINED else code_of(char, read)
        if code is None:
            return []
        raw.append(code)
    return raw[::-1]


@cache
def _lost(read: str, following: Byte | None) -> frozenset[int]:
    """The bytes that cannot be read before the byte `following`: others would not have been lost.

    GB18030 has a character for every pair of high bytes; before another lost byte only 80 and FF are no character.
    """
    every = range(0x80, 0x100)
    if read in _UNDEFINED:
        return _UNDEFINED[read]
    if following is None:
        return frozenset(every)
    if isinstance(following, int):
        return frozenset(byte for byte in every if not characters(read, (byte, following)))
    return frozenset((0x80, 0xFF) if read == "gb18030" else every)


def joined(raw: Sequence[Bytes]) -> list[Byte]:
    return [byte for one in raw for byte in one]


def encoded_twice(raw: Sequence[Bytes], reads: Sequence[Read]) -> list[Bytes]:
    """The bytes behind those of `raw` where the text had been encoded twice: each stands for the first of its group."""
    inner = iter(encoded("".join(read.candidates[0] for read in reads), "cp1252"))
    sizes = iter(read.size for read in reads)
    again: list[Bytes] = []
    left = 0
    for _ in raw:
        if left == 0:
            left = next(sizes)
            again.append(next(inner, (_lost("latin-1", None),)))
        else:
            again.append(())
        left -= 1
    return again


@cache
def _latin() -> dict[str, tuple[int, ...]]:
    """The byte behind each character of Latin-1 or windows-1252."""
    latin: dict[str, tuple[int, ...]] = {chr(byte): (byte,) for byte in range(0x100)}
    return latin | {char: tuple(char.encode("cp1252")) for char in WINDOWS}


@cache
def code_of(char: str, encoding: str) -> tuple[int, ...] | None:
    """The bytes that are read as `char`, the first ones where Big5 has a character twice (its encoder gives the last)."""
    if encoding == "big5hkscs" and char in _twice_in_big5():
        return _twice_in_big5()[char]
    try:
        return tuple(char.encode(encoding))
    except UnicodeEncodeError:
        return None


@cache
def _twice_in_big5() -> dict[str, tuple[int, int]]:
    """Characters that Big5 has twice, with their first code."""
    found: dict[str, tuple[int, int]] = {}
    for lead in range(0xA1, 0xFA):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            char = bytes((lead, trail)).decode("big5hkscs", "ignore")
            if len(char) == 1 and char.encode("big5hkscs") != bytes((lead, trail)):
                found.setdefault(char, (lead, trail))
    return found


def decoded(data: Bytes, written: str) -> list[Read]:
    """The characters of `data`; none where it is not in the encoding `written`."""
    if all(isinstance(byte, int) for byte in data):
        return _decoded_whole(bytes(data), written)  # type: ignore[arg-type]
    reads: list[Read] = []
    at = 0
    while at < len(data):
        first = data[at]
        if isinstance(first, int) and first < 0x80:
            reads.append(Read((chr(first),), 1))
        else:
            size = _utf8_size(data, at) if written == "utf-8" else _gb_size(data, at, written)
            found = characters(written, tuple(data[at : at + size]))
            if not found:
                return []
            reads.append(Read(found, size))
        at += reads[-1].size
    return reads


def _decoded_whole(data: bytes, written: str) -> list[Read]:
    """The characters of `data` where no byte is lost."""
    try:
        text = data.decode(written)
    except UnicodeDecodeError:
        return []
    reads = [Read((char,), len(char.encode(written)) if char > "~" else 1) for char in text]
    return reads if sum(read.size for read in reads) == len(data) else []


def _utf8_size(data: Bytes, at: int) -> int:
    """How many bytes the UTF-8 character at `at` has; told by those that follow where its first one is lost."""
    first = data[at]
    if isinstance(first, int):
        return 2 if first < 0xE0 else 3 if first < 0xF0 else 4
    size = 1
    while size < 3 and at + size < len(data) and _continues(data[at + size]):
        size += 1
    return size


def _continues(byte: Byte) -> bool:
    return not isinstance(byte, int) or 0x80 <= byte < 0xC0


def _gb_size(data: Bytes, at: int, encoding: str) -> int:
    second = data[at + 1] if at + 1 < len(data) else None
    return 4 if encoding == "gb18030" and isinstance(second, int) and 0x30 <= second <= 0x39 else 2


@cache
def characters(encoding: str, code: tuple[Byte, ...]) -> Sequence[str]:
    """The characters with these bytes: one where all are known; a lost byte alone is a lost character."""
    if encoding == "utf-8" and len(code) > 1:
        code = (code[0], *map(_continuing, code[1:]))
    known = [byte for byte in code if isinstance(byte, int)]
    if len(known) == len(code):
        try:
            char = bytes(known).decode(encoding)
        except UnicodeDecodeError:
            return ()
        return (char,) if len(char) == 1 else ()
    place = next((at for at, byte in enumerate(code) if isinstance(byte, int)), None)
    coded = _coded(encoding) if place is None else _coded_with(encoding, place).get(known[0], ())
    found = [char for char, whole in coded if _fits(whole, code)]
    return tuple(found[:MOST]) or (LOST,)


def _continuing(byte: Byte) -> Byte:
    """What a byte inside a character of UTF-8 can have been: of those that GB18030 loses before a high byte, 80 alone."""
    if isinstance(byte, int):
        return byte
    possible = byte & _CONTINUING
    return min(possible) if len(possible) == 1 else possible


_CONTINUING = frozenset(range(0x80, 0xC0))


def _fits(whole: bytes, code: Sequence[Byte]) -> bool:
    return len(whole) == len(code) and all(
        known == byte if isinstance(known, int) else byte in known for known, byte in zip(code, whole, strict=True)
    )


@cache
def _coded(encoding: str) -> Sequence[tuple[str, bytes]]:
    """Characters that a lost byte may have belonged to, the commonest first, one for each simplified form."""
    model = load_language_model()
    found: dict[str, tuple[str, bytes]] = {}
    for char in sorted(_every_character(), key=lambda char: char != model.simple(char)):
        code = code_of(char, encoding)
        if code and model.simple(char) in model.known and not char.isdecimal():
            found.setdefault(model.simple(char), (char, bytes(code)))
    return sorted(found.values(), key=lambda pair: model.cost(model.simple(pair[0])))


@cache
def _coded_with(encoding: str, place: int) -> dict[int, list[tuple[str, bytes]]]:
    """The same by the byte at one place, of which most are known."""
    found: dict[int, list[tuple[str, bytes]]] = {}
    for char, whole in _coded(encoding):
        if place < len(whole):
            found.setdefault(whole[place], []).append((char, whole))
    return found


def _every_character() -> Iterator[str]:
    return (char for start, end in _RANGES for char in map(chr, range(start, end)) if not _is_odd(char))


def _is_odd(char: str) -> bool:
    """Whether `char` is rarer between Chinese characters than the model believes, which knows it by its class."""
    return char == "\u3000" or (char >= "\uff00" and char.isalnum())
