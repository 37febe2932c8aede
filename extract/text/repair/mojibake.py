"""Undoes wrong decodings by the round trip: UTF-8 or GBK read as Latin-1, UTF-8 read as GBK, Big5 read as GBK ...

Each suspicious line is encoded as it was wrongly read and decoded as each of the others. It is repaired where the
language model finds the outcome far likelier than the line; everything else stays as it is. Bytes that the wrong
decoding destroyed (U+FFFD) are filled in by the model where it is sure, and shown as lost where it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from math import inf
from operator import itemgetter
from typing import NamedTuple

from extract.text import patterns as re
from extract.text.align import AlignedText, Certainty, Change
from extract.text.characters import common
from extract.text.repair.codepages import latin_readings, shown_runs
from extract.text.repair.fill import fill_in, without_blind_runs
from extract.text.repair.language_model import LINE, LanguageModel, load_language_model
from extract.text.repair.roundtrip import (
    LOST_BYTE,
    WINDOWS,
    Bytes,
    Read,
    characters,
    code_of,
    decoded,
    encoded,
    encoded_twice,
    joined,
)
from extract.types import LOST

_LATIN = re.compile(f"[\u00b0-\u00ff][\u0080-\u00ff{WINDOWS}\ufffd]")
_LATIN_RUN = re.compile(f"[\t -\u00ff{WINDOWS}\ufffd]+")
_GAIN = 3.0
"""Bits a character by which the repaired span must be likelier. Sound text read wrongly loses 6 bits and more, damaged
text read rightly gains as much; between 2 and 5 nothing changes on 10,000 paragraphs."""
_LIKELY = 12.0
"""Bits a character above which a span is no Chinese text anyway. Lists of names stay below 10."""
_SETTLED = 7.0
"""Bits a character of what is plainly Chinese news, so that no other code page is tried."""
_LEAST_INSIDE = 5
"""Characters of a stretch inside a line that may be anything but UTF-8, whose bytes show no pattern."""
_LEAST_HAN = 3
"""Chinese characters that a repaired span must have: two can come about by accident."""
_SAMPLE = 150
"""Characters by which a span is judged: rightly and wrongly read text lie 6 bits a character apart, and each is 0.4 bits
uncertain."""
_BETTER = 0.3
"""Bits a character by which a less usual round trip must be better than a more usual one."""


class _Trip(NamedTuple):
    """A wrong decoding: bytes that were `written` in one encoding and `read` in another."""

    written: str
    read: str


_LATIN_TRIPS = (_Trip("utf-8", "cp1252"), _Trip("gb18030", "cp1252"), _Trip("big5hkscs", "cp1252"))
_UTF8_TRIPS = (_Trip("utf-8", "gb18030"), _Trip("utf-8", "gbk"))
_CHINESE_TRIPS = (
    _Trip("big5hkscs", "gb18030"),
    _Trip("big5hkscs", "gbk"),
    _Trip("gb18030", "big5hkscs"),
)


_UTF8_SEQUENCE = re.compile(rb"[\xe2-\xe9\xef][\x80-\xbf\xff]{2}")
_UTF8_RUN = re.compile(rb"%(one)b(?:[ -~]*%(one)b){3,}" % {b"one": _UTF8_SEQUENCE.pattern})
"""Four characters of UTF-8 in a row: sound GB 2312 text has leads from B0 up, and seldom gives two by accident."""


def mojibake(text: str) -> Iterator[Change]:
    """The repair of the spans of `text` that were decoded wrongly.

    >>> from extract.text.align import AlignedText
    >>> page = AlignedText.of("区长出席大会并为获奖者颁奖".encode("utf-8").decode("latin-1"))
    >>> page.edit(mojibake(page.text)).text
    '区长出席大会并为获奖者颁奖'
    """
    if not (_LATIN.search(text) or _many_rare(text) or any(shown_runs(text))):
        return
    start = 0
    for line in text.split("\n"):
        yield from next(filter(None, map(list, _readings(line, start))), ())
        start += len(line) + 1


def _readings(line: str, start: int) -> Iterator[Iterable[Change]]:
    """What each kind of wrong decoding would change in a `line`; the first that changes anything is the one."""
    yield (change for run in shown_runs(line) for change in _shown_changes(run[0], start + run.start()))
    if _many_rare(line):
        yield _span_changes(line, start, _UTF8_TRIPS)
        yield _inside(line, start)
        yield _span_changes(line, start, _CHINESE_TRIPS)
        yield _between_sound_text(line, start)
    if _LATIN.search(line):
        runs = (run for run in _LATIN_RUN.finditer(line) if _LATIN.search(run[0]))
        yield (change for run in runs for change in _span_changes(run[0], start + run.start(), _LATIN_TRIPS))


def _shown_changes(run: str, offset: int) -> Iterator[Change]:
    """The changes of a stretch that some code page shows, as the page says by which it becomes likeliest."""
    model = load_language_model()
    best: tuple[float, list[Change]] = (inf, [])
    for reading in (run, *latin_readings(run)):
        changes = list(_span_changes(reading, offset, _LATIN_TRIPS))
        text = (
            AlignedText.of(reading)
            .edit(change._replace(start=change.start - offset, end=change.end - offset) for change in changes)
            .text
        )
        bits = _bits_per_character(model, text)
        if changes and bits < best[0]:
            best = (bits, changes)
        if best[0] < _SETTLED:
            break
    return iter(best[1])


def _inside(line: str, offset: int) -> Iterator[Change]:
    """The changes of the stretches of a `line` that are UTF-8 read as GB18030, with sound text around them."""
    codes = [b"\xff" if char == LOST_BYTE else char.encode("gb18030", "replace") for char in line]
    begins = list(accumulate(map(len, codes), initial=0))
    places = {begin: at for at, begin in enumerate(begins)}
    for run in _UTF8_RUN.finditer(b"".join(codes)):
        sequences = [run.start() + found.start() for found in _UTF8_SEQUENCE.finditer(run[0])]
        edges = [at for at in (*sequences, run.end()) if at in places]
        if len(edges) > 1:
            start, end = places[edges[0]], places[edges[-1]]
            yield from _span_changes(line[start:end], offset + start, _UTF8_TRIPS[:1])


def _between_sound_text(line: str, offset: int) -> Iterator[Change]:
    """The changes of the stretch of a `line` that reads far better in another encoding, character by character."""
    best = max(((*_likelier_stretch(line, trip), trip) for trip in _CHINESE_TRIPS), key=itemgetter(0))
    _, start, end, trip = best
    if end - start >= _LEAST_INSIDE:
        yield from _span_changes(line[start:end], offset + start, (trip,))


def _likelier_stretch(line: str, trip: _Trip) -> tuple[float, int, int]:
    """The stretch of `line` that gains most by the round trip: bits gained, start and end."""
    model = load_language_model()
    best, gain, start = (0.0, 0, 0), 0.0, 0
    before = read_before = LINE
    for at, char in enumerate(line):
        code = code_of(char, trip.read)
        read = characters(trip.written, code) if code else ()
        if not read:
            gain, start = 0.0, at + 1
            continue
        bits, before = model.step(before, char)
        read_bits, read_before = model.step(read_before, read[0])
        gain += bits - read_bits
        if gain <= 0:
            gain, start = 0.0, at + 1
        elif gain > best[0]:
            best = (gain, start, at + 1)
    return best


def _span_changes(span: str, offset: int, trips: Sequence[_Trip]) -> Iterator[Change]:
    """The changes of one span: of the round trip that gives the likeliest text, if that is likely at all."""
    model = load_language_model()
    least = min(_LIKELY, _bits_per_character(model, span) - _GAIN)
    best: list[Change] = []
    for trip in trips:
        raw = encoded(span, trip.read)
        reads = decoded(joined(raw), trip.written)
        if reads and trip == _LATIN_TRIPS[0] and _LATIN.search("".join(read.candidates[0] for read in reads)):
            raw = encoded_twice(raw, reads)
            reads = decoded(joined(raw), trip.written)
        if not reads:
            continue
        filled = fill_in(model, reads := without_blind_runs(reads))
        text = "".join(char for char, _ in filled)
        bits = _bits_per_character(model, text)
        if bits < least and (sum(map(_is_han, text)) >= _LEAST_HAN or _is_certain(trip, text)):
            least = bits - _BETTER
            best = list(_changes(raw, reads, filled, offset))
    yield from (change for change in best if span[change.start - offset : change.end - offset] != change.new)


def _is_certain(trip: _Trip, text: str) -> bool:
    """Whether a short span can be trusted: UTF-8 that gives Chinese characters or marks is no accident."""
    beyond = [char for char in text if char > "~"]
    return trip == _LATIN_TRIPS[0] and all(_is_han(char) or char in "“”‘’—…·、。，；：？！（）《》" for char in beyond)


def _bits_per_character(model: LanguageModel, text: str) -> float:
    """Mean cost of the characters of `text` that are not white space; of a long text of its beginning."""
    context, bits = LINE, 0.0
    chars = "".join(text[:_SAMPLE].split())
    for char in chars:
        own, context = model.step(context, char)
        bits += own
    return bits / max(1, len(chars))


def _changes(
    raw: Sequence[Bytes], reads: Sequence[Read], filled: Sequence[tuple[str, Sequence[str]]], offset: int
) -> Iterator[Change]:
    """One change for each repaired character, with the raw characters in which its bytes begin."""
    begins = [0]
    for one in raw:
        begins.append(begins[-1] + len(one))
    start = at = position = 0
    new = ""
    candidates: tuple[str, ...] = ()
    for read, (char, options) in zip(reads, filled, strict=True):
        position += read.size
        new, candidates = new + char, (*candidates, *options)
        while at < len(raw) and begins[at] < position:
            at += 1
        if at > start and begins[at] >= position:
            lost = LOST in new
            certainty: Certainty = "lost" if lost else "likely" if candidates else "certain"
            yield Change(offset + start, offset + at, new, "mojibake", certainty, candidates)
            start, new, candidates = at, "", ()


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


_MANY, _WITHIN = 4, 20


def _many_rare(text: str) -> bool:
    """Whether characters out of daily use stand close together: Chinese that was read in the wrong encoding."""
    places = [found.start() for found in _rare().finditer(text)]
    ends = zip(places, places[_MANY - 1 :], strict=False)
    return any(last - first < _WITHIN and "\n" not in text[first:last] for first, last in ends)


@cache
def _rare() -> re.Pattern[str]:
    """A character out of daily use: also Greek, Cyrillic and lines to draw with, which Big5 and GBK hold."""
    han = "".join(sorted(filter(_is_han, common())))
    return re.compile(
        f"[^\0-\u036f\u1e00-\u24ff\u25a0-\u303f\u30fb\uac00-\ud7af\uff00-\uff60\U00010000-\U0010ffff{han}]"
    )
