"""Evidence to the character: every item of every sample record stands where it says, in both texts."""

import pytest

from extract import AlignedText, Article
from extract.readers import read_articles
from extract.record import Item
from extract.text.decode import decode
from extract.text.script import simplify


def items(model):
    """All items of a record, those inside other items too."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Item):
                yield part
            if hasattr(type(part), "model_fields"):
                yield from items(part)


@pytest.fixture(scope="module")
def pairs(samples, sample_inputs):
    """Each sample record with the decoded source of its article."""
    articles = {article.doc_id: article for article in read_articles(sample_inputs) if isinstance(article, Article)}
    return [(record, decode(articles[record.doc_id].content).text) for record in samples]


def test_text_of_an_item_stands_at_its_span(samples):
    for record in samples:
        for item in items(record):
            assert 0 <= item.start < item.end <= len(record.text)
            if hasattr(item, "text"):
                assert record.text[item.start : item.end] == item.text, (record.doc_id, item)


def test_repairs_tell_all_that_was_changed(pairs):
    for record, raw in pairs:
        for repair in record.repairs:
            assert record.text[repair.start : repair.end] == repair.text
            assert raw[repair.raw_start : repair.raw_end] == repair.raw


def test_raw_span_of_an_item_holds_its_characters(pairs):
    """Where nothing was repaired, the source says the same up to script."""
    compared = 0
    for record, raw in pairs:
        repaired = [(repair.raw_start, repair.raw_end) for repair in record.repairs]
        for item in items(record):
            if any(start < item.raw_end and item.raw_start < end for start, end in repaired):
                continue
            piece = raw[item.raw_start : item.raw_end]
            if "<" in piece or "&" in piece:  # markup inside
                continue
            if record.script != "simplified":
                piece = simplify(AlignedText.of(piece), record.script).text
            assert len(piece) == item.end - item.start
            differing = sum(a != b for a, b in zip(piece, record.text[item.start : item.end], strict=True))
            assert differing <= len(piece) // 4, (record.doc_id, item, piece)  # 了 and 瞭 need their neighbours
            compared += 1
    assert compared > 1000


def test_rules_have_stable_names(samples):
    """`people.post`, `dates.month+day`: the part of the package, then what made the item."""
    for record in samples:
        for item in items(record):
            part, _, name = item.rule.partition(".")
            assert part in {"awards", "counts", "dates", "grants", "people", "tagger", "resolve"}, item.rule
            assert name, item.rule
