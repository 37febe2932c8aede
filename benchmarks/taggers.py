"""Compares the taggers: strict F1 in per cent on sentences held back from training, and characters a second on one core.

    python benchmarks/taggers.py ../shared posseg open news
    python benchmarks/taggers.py ../shared hanlp:scratch     # trains a small HanLP RNN first; needs the `hanlp` extra

"names alone" is the speed in the pipeline, which asks for persons only. The corpora are read from `ner/` in the folder named first, the development gold from `gold/`.
"""

import sys
import tempfile
import time
from pathlib import Path

import jieba

from extract.taggers import Tagger, load_tagger
from extract.taggers.compact import CompactTagger
from extract.taggers.labels import TAGS, tag_numbers
from extract.taggers.training.command import divide
from extract.taggers.training.corpora import Example, project_gold, read_jsonl
from extract.taggers.training.scores import f1_table
from extract.types import Entity

HELD_BACK = 0.05
COLUMNS = (
    ("msra", "PER"), ("msra", "all"), ("cluener", "PER"), ("cluener", "TITLE"), ("resume", "TITLE"),
    ("uner_gsdsimp", "PER"), ("gold", "PER"),
)  # fmt: skip
SCRATCH = 6000
"""Sentences of MSRA that the HanLP component learns from: more take hours on a processor."""


def main() -> None:
    shared, *specs = sys.argv[1:]
    ner, gold = Path(shared) / "ner", Path(shared) / "gold"
    _, kept = divide([ner / "msra.train.jsonl", ner / "cluener.train.jsonl"], HELD_BACK)
    for name in ("resume", "uner_gsdsimp"):
        kept += read_jsonl(ner / f"{name}.dev.jsonl")
    kept += project_gold(gold / "dev.articles.jsonl", gold / "dev.gold.jsonl")
    kept = [example for example in kept if example.text]
    news = [example.text for example in kept if example.source in {"msra", "gold"}]
    print(
        "| tagger | " + " | ".join(f"{source} {label}" for source, label in COLUMNS) + " | characters/s | names alone |"
    )
    print("| --- |" + " ---: |" * (len(COLUMNS) + 2))
    for spec in specs:
        row(spec, load(spec, ner), kept, news)
    print(f"\njieba.cut on the same text in the same run: {speed(JiebaCut(), news):,.0f} characters/s")


class JiebaCut:
    """What speed is compared with: the machine may be busy."""

    name = "jieba.cut"

    def __init__(self) -> None:
        jieba.setLogLevel("WARNING")
        self._engine = jieba.Tokenizer()
        self._engine.tmp_dir = tempfile.mkdtemp(prefix="jieba-")
        self._engine.initialize()

    def tag(self, sentences: list[str]) -> list[list[Entity]]:
        return [[] for sentence in sentences if [*self._engine.cut(sentence)]]


def load(spec: str, ner: Path) -> Tagger:
    if spec != "hanlp:scratch":
        return load_tagger(spec)
    taught, _ = divide([ner / "msra.train.jsonl"], HELD_BACK)
    return load_tagger(f"hanlp:{train_hanlp(taught[:SCRATCH])}")


def row(spec: str, tagger: Tagger, kept: list[Example], news: list[str]) -> None:
    """One line of the table. A compact tagger answers each corpus in its style, news in its own."""
    found = [None] * len(kept)
    for style in {example.corpus.style for example in kept}:
        chosen = tagger.in_style(style) if isinstance(tagger, CompactTagger) and style != "news" else tagger
        numbers = [number for number, example in enumerate(kept) if example.corpus.style == style]
        for number, entities in zip(numbers, chosen.tag([kept[n].text for n in numbers]), strict=True):
            found[number] = [(entity.start, entity.end, entity.label) for entity in entities]
    scores = f1_table(kept, found)
    cells = [f"{scores[source].get(label, 0.0):.1f}" for source, label in COLUMNS]
    cells += [f"{speed(tagger, news):,.0f}"]
    cells += [f"{speed(tagger.for_names(), news):,.0f}" if isinstance(tagger, CompactTagger) else "–"]
    print(f"| {spec} | " + " | ".join(cells) + " |", flush=True)


def speed(tagger: Tagger, sentences: list[str]) -> float:
    """Characters a second of processor time, in groups of the size of an article, the best of three."""
    groups = [sentences[first : first + 20] for first in range(0, len(sentences), 20)]
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        for group in groups:
            tagger.tag(group)
        best = min(best, time.process_time() - started)
    return sum(map(len, sentences)) / best


def train_hanlp(examples: list[Example]) -> Path:
    """A HanLP RNN component trained from nothing on `examples`, saved to a temporary folder."""
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer

    folder = Path(tempfile.mkdtemp(prefix="hanlp-"))
    last = len(examples) - len(examples) // 20
    for name, part in (("train", examples[:last]), ("dev", examples[last:])):
        with (folder / f"{name}.tsv").open("w", encoding="utf-8") as lines:
            for example in part:
                tags = [TAGS[tag] for tag in tag_numbers(len(example.text), list(example.entities))]
                pairs = [
                    (character, tag) for character, tag in zip(example.text, tags, strict=True) if character.strip()
                ]
                lines.write("".join(f"{character}\t{tag}\n" for character, tag in pairs) + "\n")
    RNNNamedEntityRecognizer().fit(
        str(folder / "train.tsv"), str(folder / "dev.tsv"), str(folder / "ner"), epochs=6, embed=100, rnn_hidden=128,
        batch_size=32, lr=0.002, crf=False, tagging_scheme="IOBES", devices=-1, token_delimiter="", verbose=False,
    )  # fmt: skip
    return folder / "ner"


if __name__ == "__main__":
    main()
