"""The shipped taggers on sentences that were held back from their training. Skipped where the corpora are not at hand."""

from pathlib import Path

import pytest

from extract.taggers import load_tagger
from extract.taggers.training.command import divide
from extract.taggers.training.corpora import project_gold, read_jsonl
from extract.taggers.training.scores import f1_table

SHARED = Path(__file__).parents[3] / "shared"
FLOORS = {
    "news": {("msra", "PER"): 92, ("msra", "all"): 90, ("cluener", "PER"): 74, ("cluener", "TITLE"): 73,
             ("uner_gsdsimp", "PER"): 74, ("gold", "PER"): 89},
    "open": {("uner_gsdsimp", "PER"): 70, ("gold", "PER"): 79},
}  # fmt: skip
"""F1 in per cent, a point or two under what was reached, since the segmenter's dictionary may change a little."""


@pytest.fixture(scope="module")
def kept():
    if not (SHARED / "ner").is_dir():
        pytest.skip("the training corpora are not at hand")
    _, examples = divide([SHARED / "ner" / "msra.train.jsonl", SHARED / "ner" / "cluener.train.jsonl"], 0.05)
    examples += read_jsonl(SHARED / "ner" / "uner_gsdsimp.dev.jsonl")
    examples += project_gold(SHARED / "gold" / "dev.articles.jsonl", SHARED / "gold" / "dev.gold.jsonl")
    return examples


@pytest.mark.parametrize("name", FLOORS)
def test_f1_is_above_the_floor(name, kept):
    tagger = load_tagger(name)
    found = [()] * len(kept)
    for style in {example.corpus.style for example in kept}:
        # `open` answers news best in its own style: it has seen no news.
        chosen = tagger if style == "news" else tagger.in_style(style)
        numbers = [number for number, example in enumerate(kept) if example.corpus.style == style]
        for number, entities in zip(numbers, chosen.tag([kept[n].text for n in numbers]), strict=True):
            found[number] = [(entity.start, entity.end, entity.label) for entity in entities]
    table = f1_table(kept, found)
    low = {key: round(table[key[0]][key[1]], 1) for key, floor in FLOORS[name].items() if table[key[0]][key[1]] < floor}
    assert low == {}
