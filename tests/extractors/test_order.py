"""Extractors do not depend on each other, not even through what a document keeps for the next one."""

import random
from itertools import permutations

import pytest

from extract import Config, Pipeline, extractors, pipeline
from extract.readers import read_articles

FINDERS = {
    "dates": extractors.find_document_dates,
    "people": extractors.find_people,
    "awards": extractors.find_awards,
    "counts": extractors.find_counts,
}
ORDERS = list(permutations(FINDERS))


@pytest.fixture(scope="module")
def articles(sample_inputs):
    return random.Random(1).sample(list(read_articles(sample_inputs)), 8)


@pytest.fixture(scope="module")
def whole():
    return Pipeline(Config())


@pytest.fixture(scope="module")
def made(whole, articles):
    """The records of the usual order."""
    return list(whole.pipe(articles))


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_order_changes_nothing(order, whole, articles, made, monkeypatch):
    def find_mentions(documents):
        found = ({name: FINDERS[name](document) for name in order} for document in documents)
        return [extractors.Mentions(**each) for each in found]

    monkeypatch.setattr(pipeline, "find_mentions", find_mentions)
    assert list(whole.pipe(articles)) == made


def test_every_extractor_is_here():
    assert list(FINDERS) == list(extractors.Mentions.__dataclass_fields__)
