"""Undoes wrong decodings by the round trip: UTF-8 or GBK read as Latin-1, UTF-8 read as GBK, Big5 read as GBK ...

Each suspicious line is encoded as it was wrongly read and decoded as each of the others. It is repaired where the
language model finds the outcome far likelier than the line; everything else stays as it is. Bytes that the wrong
decoding destroyed (U+FFFD) are filled in by the model where it is sure, and shown as lost where it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from heapq import nsmallest
from itertools import accumulate, groupby
from math import inf
from operator import itemgetter
from typing import NamedTuple

from extract.text import patterns as re
from extract.text.align import AlignedText, Certainty, Change
from extract.text.characters import common
from extract.text.repair.codepages import latin_readings, shown_runs
from extract.text.repair.language_model import LINE, Choices, LanguageModel, load_language_model
from extract.text.repair.punctuation import MARKS, mark_bits
from extract.types import LOST

_WINDOWS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What windows-1252 shows for bytes that are control characters in Latin-1."""
_LATIN = re.compile(f"[\u00b0-\u00ff][\u0080-\u00ff{_WINDOWS}\ufffd]")
_LATIN_RUN = re.compile(f"[\t -\u00ff{_WINDOWS}\ufffd]+")
_LOST_BYTE = "\ufffd"
_UNDEFINED = {"cp1252": frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D)), "latin-1": frozenset(range(0x80, 0xA0))}
"""The bytes for which a page of one byte a character has nothing to show; those of Latin-1 are control characters."""

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
_SURE = 0.7
"""Bits by which the character for a lost byte must beat the next one. Marks are always put back: which one it was
matters little, and that there was one much."""
_BEAM = 24
_HOPELESS = 16.0
"""Bits behind the best hypothesis at which one is dropped."""
_FEW = 70
"""Candidates that are all tried: those of a last byte of UTF-8. Of more, only the likeliest are."""
_GUESSES = 12
_SAMPLE = 150
"""Characters by which a span is judged: rightly and wrongly read text lie 6 bits a character apart, and each is 0.4 bits
uncertain."""
_SENTENCE = 100
"""Characters around a lost mark among which the other bracket, or another number, is looked for."""
_BEHIND = 8
"""Characters behind a damaged one that are looked at: enough to see past a number."""
_MOST = 400
"""Candidates for one damaged character, the commonest ones."""
_BLIND = 4
"""Characters in a row with that many candidates each that a search may still fill. It takes 25 ms for each of them, so
that a kilobyte of lost bytes would take a minute."""
_BETTER = 0.3
"""Bits a character by which a less usual round trip must be better than a more usual one."""

_RANGES = ((0xB7, 0xB8), (0x2010, 0x2027), (0x3000, 0x3020), (0x4E00, 0xA000), (0xFF00, 0xFF5F))
"""Where the characters lie that a lost byte may have belonged to."""

_Byte = int | frozenset[int]
"""A byte, or what a lost one may have been."""
_Bytes = Sequence[_Byte]
_EITHER_THIRTY = (frozenset((0xA2, 0xA4)), frozenset((0xCE, 0xCA)))
"""卅, which Big5 has as a numeral and as a character: in GBK both pairs of bytes are halves of common characters."""


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


class _Read(NamedTuple):
    """A character of the repaired span, or several candidates for it, and the number of bytes that it takes."""

    candidates: Sequence[str]
    size: int


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
        bits = bits_per_character(model, text)
        if changes and bits < best[0]:
            best = (bits, changes)
        if best[0] < _SETTLED:
            break
    return iter(best[1])


def _inside(line: str, offset: int) -> Iterator[Change]:
    """The changes of the stretches of a `line` that are UTF-8 read as GB18030, with sound text around them."""
    codes = [b"\xff" if char == _LOST_BYTE else char.encode("gb18030", "replace") for char in line]
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
        code = _code(char, trip.read)
        read = _characters(trip.written, code) if code else ()
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
    least = min(_LIKELY, bits_per_character(model, span) - _GAIN)
    best: list[Change] = []
    for trip in trips:
        raw = _encoded(span, trip.read)
        reads = _decoded(_joined(raw), trip.written)
        if reads and trip == _LATIN_TRIPS[0] and _LATIN.search("".join(read.candidates[0] for read in reads)):
            raw = _once_more(raw, reads)
            reads = _decoded(_joined(raw), trip.written)
        if not reads:
            continue
        filled = _filled(model, reads := _without_blind_runs(reads))
        text = "".join(char for char, _ in filled)
        bits = bits_per_character(model, text)
        if bits < least and (sum(map(_is_han, text)) >= _LEAST_HAN or _is_certain(trip, text)):
            least = bits - _BETTER
            best = list(_changes(raw, reads, filled, offset))
    yield from (change for change in best if span[change.start - offset : change.end - offset] != change.new)


def _is_certain(trip: _Trip, text: str) -> bool:
    """Whether a short span can be trusted: UTF-8 that gives Chinese characters or marks is no accident."""
    beyond = [char for char in text if char > "~"]
    return trip == _LATIN_TRIPS[0] and all(_is_han(char) or char in "“”‘’—…·、。，；：？！（）《》" for char in beyond)


def bits_per_character(model: LanguageModel, text: str) -> float:
    """Mean cost of the characters of `text` that are not white space; of a long text of its beginning."""
    context, bits = LINE, 0.0
    chars = "".join(text[:_SAMPLE].split())
    for char in chars:
        own, context = model.step(context, char)
        bits += own
    return bits / max(1, len(chars))


def _encoded(span: str, read: str) -> list[_Bytes]:
    """The bytes of each character of `span` as it was read; none where it cannot have been read so."""
    if _LOST_BYTE not in span and "卅" not in span:
        codes = list(map(_latin().get, span)) if read == "cp1252" else [_code(char, read) for char in span]
        return [] if None in codes else codes  # type: ignore[return-value]
    raw: list[_Bytes] = []
    if read == "cp1252" and not any(char in _WINDOWS for char in span):
        read = "latin-1"
    for char in reversed(span):
        if char == _LOST_BYTE:
            raw.append((_lost(read, raw[-1][0] if raw else None),))
            continue
        if char == "卅" and read == "big5hkscs":
            raw.append(_EITHER_THIRTY)
            continue
        code = _latin().get(char) if read in _UNDEFINED else _code(char, read)
        if code is None:
            return []
        raw.append(code)
    return raw[::-1]


@cache
def _lost(read: str, following: _Byte | None) -> frozenset[int]:
    """The bytes that cannot be read before the byte `following`: others would not have been lost.

    GB18030 has a character for every pair of high bytes; before another lost byte only 80 and FF are no character.
    """
    every = range(0x80, 0x100)
    if read in _UNDEFINED:
        return _UNDEFINED[read]
    if following is None:
        return frozenset(every)
    if isinstance(following, int):
        return frozenset(byte for byte in every if not _characters(read, (byte, following)))
    return frozenset((0x80, 0xFF) if read == "gb18030" else every)


def _joined(raw: Sequence[_Bytes]) -> list[_Byte]:
    return [byte for one in raw for byte in one]


def _once_more(raw: Sequence[_Bytes], reads: Sequence[_Read]) -> list[_Bytes]:
    """The bytes behind those of `raw` where the text had been encoded twice: each stands for the first of its group."""
    inner = iter(_encoded("".join(read.candidates[0] for read in reads), "cp1252"))
    sizes = iter(read.size for read in reads)
    again: list[_Bytes] = []
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
    return latin | {char: tuple(char.encode("cp1252")) for char in _WINDOWS}


@cache
def _code(char: str, encoding: str) -> tuple[int, ...] | None:
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


def _decoded(data: _Bytes, written: str) -> list[_Read]:
    """The characters of `data`; none where it is not in the encoding `written`."""
    if all(isinstance(byte, int) for byte in data):
        return _decoded_whole(bytes(data), written)  # type: ignore[arg-type]
    reads: list[_Read] = []
    at = 0
    while at < len(data):
        first = data[at]
        if isinstance(first, int) and first < 0x80:
            reads.append(_Read((chr(first),), 1))
        else:
            size = _utf8_size(data, at) if written == "utf-8" else _gb_size(data, at, written)
            found = _characters(written, tuple(data[at : at + size]))
            if not found:
                return []
            reads.append(_Read(found, size))
        at += reads[-1].size
    return reads


def _decoded_whole(data: bytes, written: str) -> list[_Read]:
    """The characters of `data` where no byte is lost."""
    try:
        text = data.decode(written)
    except UnicodeDecodeError:
        return []
    reads = [_Read((char,), len(char.encode(written)) if char > "~" else 1) for char in text]
    return reads if sum(read.size for read in reads) == len(data) else []


def _utf8_size(data: _Bytes, at: int) -> int:
    """How many bytes the UTF-8 character at `at` has; told by those that follow where its first one is lost."""
    first = data[at]
    if isinstance(first, int):
        return 2 if first < 0xE0 else 3 if first < 0xF0 else 4
    size = 1
    while size < 3 and at + size < len(data) and _continues(data[at + size]):
        size += 1
    return size


def _continues(byte: _Byte) -> bool:
    return not isinstance(byte, int) or 0x80 <= byte < 0xC0


def _gb_size(data: _Bytes, at: int, encoding: str) -> int:
    second = data[at + 1] if at + 1 < len(data) else None
    return 4 if encoding == "gb18030" and isinstance(second, int) and 0x30 <= second <= 0x39 else 2


@cache
def _characters(encoding: str, code: tuple[_Byte, ...]) -> Sequence[str]:
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
    return tuple(found[:_MOST]) or (LOST,)


def _continuing(byte: _Byte) -> _Byte:
    """What a byte inside a character of UTF-8 can have been: of those that GB18030 loses before a high byte, 80 alone."""
    if isinstance(byte, int):
        return byte
    possible = byte & _CONTINUING
    return min(possible) if len(possible) == 1 else possible


_CONTINUING = frozenset(range(0x80, 0xC0))


def _fits(whole: bytes, code: Sequence[_Byte]) -> bool:
    return len(whole) == len(code) and all(
        known == byte if isinstance(known, int) else byte in known for known, byte in zip(code, whole, strict=True)
    )


@cache
def _coded(encoding: str) -> Sequence[tuple[str, bytes]]:
    """Characters that a lost byte may have belonged to, the commonest first, one for each simplified form."""
    model = load_language_model()
    found: dict[str, tuple[str, bytes]] = {}
    for char in sorted(_every_character(), key=lambda char: char != model.simple(char)):
        code = _code(char, encoding)
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


def _without_blind_runs(reads: Sequence[_Read]) -> list[_Read]:
    """The reads, given up where many in a row say nothing of their character: no search could be sure of one."""
    sighted: list[_Read] = []
    for blind, run in groupby(reads, key=lambda read: len(read.candidates) >= _MOST):
        alike = list(run)
        sighted += [_Read((LOST,), read.size) for read in alike] if blind and len(alike) > _BLIND else alike
    return sighted


def _filled(model: LanguageModel, reads: Sequence[_Read]) -> list[tuple[str, Sequence[str]]]:
    """A character for each read, with the candidates where there were several; lost where the model is not sure."""
    filled: list[tuple[str, Sequence[str]]] = [(read.candidates[0], ()) for read in reads]
    at = 0
    while at < len(reads):
        if len(reads[at].candidates) == 1:
            at += 1
            continue
        end = at + 1
        while end < len(reads) and any(len(read.candidates) > 1 for read in reads[end : end + 2]):
            end += 1
        before = LINE + "".join(char for char, _ in filled[max(0, at - _SENTENCE) : at])
        behind = reads[end : end + _SENTENCE]
        if len(behind) < _BEHIND:
            behind = [*behind, _Read((LINE,), 0)]
        filled[at:end] = _likeliest(model, before, reads[at:end], behind)
        at = end
    return filled


def _likeliest(
    model: LanguageModel, before: str, reads: Sequence[_Read], behind: Sequence[_Read]
) -> Iterator[tuple[str, Sequence[str]]]:
    """The characters of `reads`, some of them open, between what stands before and what stands behind."""
    beams = [(0.0, model.context(before), "")]
    known = "".join(read.candidates[0] for read in behind)
    for at, read in enumerate((*reads, *behind[:_BEHIND])):
        longer = []
        is_mark = len(read.candidates) > 1 and not MARKS.isdisjoint(read.candidates)
        follows = "".join(one.candidates[0] for one in reads[at + 1 :]) + known
        for bits, context, chars in beams:
            options: Sequence[str] = read.candidates
            if len(options) > _FEW:
                options = [char for char, _, _ in model.likeliest(context, _choices(tuple(options)), _GUESSES)]
            for char in options:
                own, behind_it = model.step(context, char)
                if is_mark:
                    own += mark_bits(char, before + chars, follows)
                longer.append((bits + own, behind_it, chars + char))
        beams = nsmallest(_BEAM, longer)
        beams = [beam for beam in beams if beam[0] <= beams[0][0] + _HOPELESS]
    best, _, chosen = beams[0]
    for at, read in enumerate(reads):
        if len(read.candidates) == 1:
            yield chosen[at], ()
            continue
        rival = min((bits for bits, _, chars in beams if chars[at] != chosen[at]), default=inf)
        found = dict.fromkeys(chars[at] for _, _, chars in beams)
        sure = rival - best >= (0.0 if chosen[at] in MARKS else _SURE)
        yield (chosen[at] if sure else LOST), tuple(found)[:8]


@cache
def _choices(chars: tuple[str, ...]) -> Choices:
    return Choices(load_language_model(), chars)


def _changes(
    raw: Sequence[_Bytes], reads: Sequence[_Read], filled: Sequence[tuple[str, Sequence[str]]], offset: int
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
