"""What is fuzzed, and what must hold for any bytes: nothing but an ExtractError is raised, and every span is true.

Each target takes bytes. `tests/test_fuzz.py` gives them the kept corpus, `fuzz/run.py` what atheris makes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from itertools import pairwise

from extract import Article, Config, Pipeline, Record, find_dates, normalize
from extract.document import Document
from extract.errors import ExtractError
from extract.extractors.awards import find_awards
from extract.extractors.counts import find_counts
from extract.extractors.people import find_people
from extract.text.align import AlignedText
from extract.text.decode import decode
from extract.text.html import read_page
from extract.text.numerals import read_amount, to_int, to_number
from extract.text.quantities import find_quantities
from extract.text.segment import load_segmenter
from extract.text.sentences import split_sentences
from extract.types import Mention

LONGEST = 2000
"""Characters of a text that are looked at: growth with length is measured elsewhere."""


def fuzz_decode(data: bytes) -> None:
    """Bytes of any encoding, or of none."""
    with suppress(ExtractError):
        decoded = decode(data)
        assert decode(data) == decoded
        decoded.text.encode("utf-8")


def fuzz_repair(data: bytes) -> None:
    """The working text has true spans, and what normalising gives it keeps."""
    raw = _text(data)
    aligned = normalize(raw)
    assert normalize(aligned.text).text == aligned.text
    spans = [aligned.to_raw(at, at + 1) for at in range(len(aligned.text))]
    assert all(0 <= start <= end <= len(raw) for start, end in spans)
    assert all(before.start <= after.start and before.end <= after.end for before, after in pairwise(spans))


def fuzz_html(data: bytes) -> None:
    """The text of a page lies in its source."""
    source = _text(data)
    page = read_page(source)
    assert page.aligned.raw == source
    assert all(0 <= edit.raw_start <= edit.raw_end <= len(source) for edit in page.aligned.edits)


def fuzz_dates(data: bytes) -> None:
    """Mentions in order, without overlaps, with intervals that end after they begin."""
    text = _text(data)
    found = find_dates(text, date(2024, 5, 7))
    _check(text, found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    for mention in found:
        if mention.interval and None not in mention.interval:
            start, end = map(datetime.fromisoformat, filter(None, mention.interval))
            assert start <= end, mention


def fuzz_numerals(data: bytes) -> None:
    """Numbers and quantities of any text."""
    text = _text(data)
    for value in (to_int(text), to_number(text), read_amount(text)):
        assert value is None or value == value  # noqa: PLR0124 (no NaN)
    for quantity in find_quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)


def fuzz_people(data: bytes) -> None:
    """Names and posts."""
    document = _document(data)
    _check(document.text, find_people(document))


def fuzz_awards(data: bytes) -> None:
    """Awards and counts."""
    document = _document(data)
    _check(document.text, find_awards(document))
    _check(document.text, find_counts(document))


def fuzz_record(data: bytes) -> None:
    """The whole journey: the record is valid, and it is the same a second time."""
    article = Article("fuzz", data[: 4 * LONGEST], published=date(2024, 5, 7))
    (first,), (second,) = list(_pipeline().pipe([article])), list(_pipeline().pipe([article]))
    assert first == second
    if isinstance(first, Record):
        assert Record.model_validate_json(first.model_dump_json()) == first
        for item in (*first.dates, *first.people, *first.awards, *first.counts, *first.grants, *first.unnamed_posts):
            assert 0 <= item.start < item.end <= len(first.text)
    else:
        assert "unexpected" not in first.reason, first


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decode": fuzz_decode,
    "repair": fuzz_repair,
    "html": fuzz_html,
    "dates": fuzz_dates,
    "numerals": fuzz_numerals,
    "people": fuzz_people,
    "awards": fuzz_awards,
    "record": fuzz_record,
}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")[:LONGEST]


@cache
def _pipeline() -> Pipeline:
    return Pipeline(Config(tagger="posseg"))


def _document(data: bytes) -> Document:
    text = data.decode("utf-8", "replace")[:LONGEST]  # half pairs of surrogates do not come through normalising
    return Document(AlignedText.of(text), "simplified", split_sentences(text), load_segmenter("rjieba"))


def _check(text: str, mentions: Iterable[Mention]) -> None:
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(text), mention
        assert text[mention.start : mention.end] == mention.text, mention
        assert 0 <= mention.score <= 1, mention
