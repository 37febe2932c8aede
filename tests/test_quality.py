"""The quality gate: no measure falls below its floor, and the corpus is the one the floors were measured on.

`make floors` raises floors to what is reached and never lowers one: to lower a floor is to edit
`quality_floors.json` by hand, where a reviewer sees it.
"""

import hashlib
import json
from math import floor
from pathlib import Path
from typing import NamedTuple

import pytest

from extract import Config, Pipeline
from extract.evaluate import MEASURES, evaluate, read_annotations
from extract.readers import read_articles

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "corpora" / "articles"
SHARED = ROOT.parent / "shared" / "gold"
FLOORS = Path(__file__).parent / "quality_floors.json"
PINNED = json.loads(FLOORS.read_text("utf-8"))
NAMES = (*MEASURES, "mean.f1")


class Corpus(NamedTuple):
    """Articles with their annotation."""

    inputs: list[Path]
    gold: Path

    @property
    def digest(self):
        files = [path for root in self.inputs for path in (sorted(root.rglob("*.*")) if root.is_dir() else [root])]
        contents = [hashlib.sha256(path.read_bytes()).hexdigest() for path in [*files, self.gold] if path.is_file()]
        return hashlib.sha256("\n".join(contents).encode()).hexdigest()[:16]


CORPORA = {
    "samples": Corpus([ARTICLES], ROOT / "corpora" / "gold.jsonl"),
    "unread": Corpus([ROOT / "corpora" / "unread" / "articles.jsonl"], ROOT / "corpora" / "unread" / "gold.jsonl"),
    "wide": Corpus([ROOT / "corpora" / "wide" / "articles.jsonl"], ROOT / "corpora" / "wide" / "gold.jsonl"),
    "shared-dev": Corpus([SHARED / "dev.articles.jsonl"], SHARED / "dev.gold.jsonl"),
}


@pytest.fixture(scope="module", params=CORPORA)
def measured(request, write):
    """The name of a corpus and its figures."""
    corpus = CORPORA[request.param]
    if not corpus.gold.exists():
        pytest.skip(f"{corpus.gold} is not here")
    gold = read_annotations(corpus.gold, "id")
    records = {
        result.doc_id: result.model_dump(mode="json")
        for result in Pipeline(Config()).pipe(read_articles(corpus.inputs))
    }
    figures = evaluate(gold.values(), records).as_json()
    f1 = {name: figures[name] if name == "mean.f1" else figures[name]["f1"] for name in NAMES}
    if write:
        pin(request.param, corpus.digest, len(gold), f1)
    return request.param, len(gold), f1


def pin(name, digest, articles, f1):
    """Raise the floors of a corpus. They are rounded down to two places: an item won by luck is not owed for ever."""
    old = PINNED.get(name, {}).get("floors", {})
    floors = {measure: max(old.get(measure, 0), floor(f1[measure] * 100) / 100) for measure in NAMES}
    PINNED[name] = {"articles": articles, "digest": digest, "floors": floors}
    FLOORS.write_text(json.dumps(PINNED, indent=2) + "\n", "utf-8")


def test_corpus_is_the_one_that_was_measured(measured):
    name, articles, _ = measured
    pinned = (PINNED[name]["articles"], PINNED[name]["digest"])
    assert (articles, CORPORA[name].digest) == pinned, f"{name} has changed: `make floors`"


def test_no_measure_is_below_its_floor(measured):
    name, _, f1 = measured
    below = {measure: (f1[measure], low) for measure, low in PINNED[name]["floors"].items() if f1[measure] < low}
    assert not below, f"{name}: F1 and floor: {below}"


def test_every_measure_has_a_floor():
    for pinned in PINNED.values():
        assert set(pinned["floors"]) == set(NAMES)
