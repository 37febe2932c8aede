"""`extract train`: from JSONL to a model file, the same one for the same files, seed and number of threads."""

from __future__ import annotations

import hashlib
import json
import logging
import lzma
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from random import Random

from extract.errors import ConfigError, MissingExtraError
from extract.taggers.training.corpora import STYLES, Example, cut_long, project_gold, read_jsonl
from extract.taggers.training.grammar import generate
from extract.taggers.training.scores import f1_table
from extract.text.normalize import normalize
from extract.text.sentences import split_sentences
from extract.types import EntityLabel

_log = logging.getLogger(__name__)

BLOCK = 50
"""Sentences that are held back together: several articles of MSRA."""

LONGEST = 160
"""Characters of a training sentence; longer ones are cut at commas."""


def train(
    data: Sequence[Path],
    out: Path,
    *,
    gold: Sequence[tuple[Path, Path]] = (),
    dev: Sequence[Path] = (),
    unlabelled: Path | None = None,
    generated: int = 15_000,
    held_back: float = 0.05,
    epochs: int = 14,
    seed: int = 13,
    threads: int = 1,
) -> dict[str, dict[str, float]]:
    """Train a tagger on `data` and write it to `out`.

    Args:
        data: JSONL files of `{"text", "entities": [{"start", "end", "type"}], "source"}`; one named twice counts twice.
        out: the model file, to be used as `Config(tagger="model:…")`.
        gold: pairs of JSONL files, articles and their gold people and awards, to be projected onto the text.
        dev: JSONL files that are only measured on.
        unlabelled: JSONL of `{"text"}`, plain or `.xz`, for the vocabulary and the first values of the embeddings.
        generated: how many sentences of the built-in grammar to add.
        held_back: the share of each file of `data` that is only measured on, in blocks spread over the file.
        epochs: passes over the data.
        seed: of everything drawn by chance.
        threads: of the matrix products; another number gives a model that is a little different.

    Returns:
        Strict F1 in per cent of the written model, for each source and label, on what was held back.

    Raises:
        MissingExtraError: torch or onnx is not installed.
        ConfigError: a file is missing or a row is no training sentence.
    """
    for package in ("torch", "onnx"):
        if find_spec(package) is None:
            raise MissingExtraError(package, "train")
    from extract.taggers.training.export import export
    from extract.taggers.training.fit import Recipe, fit, learn_vocabulary
    from extract.taggers.training.sift import fit_screen

    recipe = Recipe(seed=seed, epochs=epochs, threads=threads)
    taught, kept = divide(data, held_back)
    kept += [example for path in dev for example in _read(path)]
    kept = [example for example in kept if example.text]
    for articles, gold_file in gold:
        taught += project_gold(articles, gold_file)
    taught += generate(generated, seed)
    taught = list(cut_long(taught, LONGEST))
    _log.info("%d sentences to train on, %d held back", len(taught), len(kept))
    plain = _sentences(unlabelled) if unlabelled else []
    vocabulary = learn_vocabulary([*(example.text for example in taught), *plain], recipe)
    network = fit(taught, vocabulary, recipe, unlabelled=plain, held_back=kept)
    samples = Random(seed).sample(taught, min(2000, len(taught)))
    card = {**_card(data, gold, generated, recipe), "style": _main_style(taught)}
    export((network, vocabulary, fit_screen(taught, vocabulary, recipe)), samples, out, card)
    return f1_table(kept, _found(out, kept))


def divide(data: Sequence[Path], held_back: float) -> tuple[list[Example], list[Example]]:
    """The sentences of `data` to train on, and a share that is held back, in blocks spread over each file.

    Neighbouring sentences are of one article and share its names, so that a sample of single sentences would flatter;
    the end of a file may be unlike the rest of it.
    """
    parts: tuple[list[Example], list[Example]] = ([], [])
    for path in data:
        examples = _read(path)
        size = max(1, min(BLOCK, int(min(held_back, 1 - held_back) * len(examples))))
        for number, example in enumerate(examples):
            block = number // size
            is_kept = int((block + 1) * held_back + 0.5) > int(block * held_back + 0.5)
            parts[is_kept].append(example)
    return parts


def _read(path: Path) -> list[Example]:
    try:
        return list(read_jsonl(path))
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the training data: {error.strerror}") from error


def _sentences(path: Path) -> list[str]:
    try:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            texts = [normalize(json.loads(line)["text"]).text for line in lines]
    except (OSError, ValueError, KeyError) as error:
        raise ConfigError(f"{path}: cannot read the unlabelled text: {error!r}") from error
    return [text[start:end] for text in texts for start, end in split_sentences(text)]


def _found(path: Path, examples: Sequence[Example]) -> list[list[tuple[int, int, EntityLabel]]]:
    """What the written model finds, in the style of each example's corpus."""
    from extract.taggers.compact import CompactTagger

    tagger = CompactTagger(path)
    entities = [tagger.in_style(example.corpus.style).tag([example.text])[0] for example in examples]
    return [[(entity.start, entity.end, entity.label) for entity in found] for found in entities]


def _main_style(examples: Sequence[Example]) -> str:
    """The style of most sentences that people wrote: that of the grammar knows too little of what is no name."""
    styles = Counter(example.corpus.style for example in examples if example.source != "grammar")
    return max(STYLES, key=lambda style: styles[style])


def _card(data: Sequence[Path], gold: Sequence[tuple[Path, Path]], generated: int, recipe: object) -> dict[str, str]:
    files = sorted([*data, *chain.from_iterable(gold)])
    hashes = (f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()[:12]}" for path in files)
    return {"data": "\n".join(hashes), "generated": str(generated), "recipe": repr(recipe)}
