"""Fitting the network: vocabulary, batches, schedule, and the F1 it reaches on sentences held back."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.optim import swa_utils

from extract.taggers.features import GAP, PAD, RARE, Encoder, Vocabulary, pair_keys
from extract.taggers.labels import TAGS, legal_tags, spans_of
from extract.taggers.training.corpora import STYLES, Example
from extract.taggers.training.embed import embeddings
from extract.taggers.training.names import stand_in
from extract.taggers.training.network import Network, open_loss
from extract.taggers.training.scores import f1_table
from extract.types import EntityLabel

_log = logging.getLogger(__name__)

MEMORY = 0.998
"""Share of the mean of weights that each step keeps: it reaches back over about 500 steps, less than an epoch of `news`."""


@dataclass(frozen=True)
class Recipe:
    """What decides a training run besides its data.

    `renamed` is the share of sentences whose names are replaced by invented ones, `hidden` scales how many characters,
    pairs and words are shown as rare ones, `skipped` is the share of sentences without entities that a pass leaves out.
    """

    seed: int = 13
    epochs: int = 14
    batch: int = 4096
    rate: float = 2.5e-3
    threads: int = 1
    renamed: float = 0.4
    hidden: float = 0.1
    skipped: float = 0.5
    max_characters: int = 6000
    max_pairs: int = 50_000
    max_words: int = 20_000


Numbers = dict[str, NDArray[np.int64]]


def learn_vocabulary(texts: Iterable[str], recipe: Recipe) -> Vocabulary:
    """The characters, pairs and words that `texts` have at least twice, the commonest first where there are too many."""
    import rjieba

    engine = rjieba.Jieba()
    characters: Counter[str] = Counter()
    words: Counter[str] = Counter()
    texts = list(texts)
    for text in texts:
        characters.update(text)
        words.update(engine.cut(text))
    known = [character for character, count in characters.most_common(recipe.max_characters) if count > 1]
    frequent = tuple(sorted(word for word, count in words.most_common(recipe.max_words) if count > 2))
    basic = "".join(
        sorted({*known, *"0aA，：；！？（）· "} - {character for character in known if ord(character) > 0xFFFF})
    )
    draft = Vocabulary(basic, np.zeros(1, dtype=np.uint32), frequent)
    return replace(draft, pairs=_frequent_pairs(texts, draft, recipe.max_pairs))


def _frequent_pairs(texts: list[str], draft: Vocabulary, most: int) -> NDArray[np.uint32]:
    keys = np.concatenate([pair_keys(draft.number_characters(text)) for text in texts if text])
    found, counts = np.unique(keys, return_counts=True)
    found, counts = found[counts > 2], counts[counts > 2]
    return np.sort(found[np.argsort(-counts, kind="stable")[:most]])


def fit(
    examples: Sequence[Example],
    vocabulary: Vocabulary,
    recipe: Recipe,
    *,
    unlabelled: Sequence[str] = (),
    held_back: Sequence[Example] = (),
) -> Network:
    """A network fitted to `examples`; logs the F1 on `held_back` now and then.

    The embeddings start from what `unlabelled` texts say about their characters, pairs and words.
    """
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    random = Random(recipe.seed)
    network = Network(vocabulary)
    encoder = Encoder(vocabulary)
    network.start_from(embeddings(encoder, [*(example.text for example in examples), *unlabelled], recipe.seed))
    _log.info("embeddings ready")
    steps = recipe.epochs * (_size(examples, recipe) // recipe.batch + 2)
    optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=0.01, fused=True)
    # The mean of the weights of late steps answers better than the last ones alone.
    mean = swa_utils.AveragedModel(network, avg_fn=_mean, use_buffers=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, total_steps=steps + 1, pct_start=0.15)
    for epoch in range(recipe.epochs):
        started, losses = time.perf_counter(), []
        network.train()
        for numbers, allowed in _batches(examples, encoder, recipe, random):
            loss = open_loss(network(numbers), allowed)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            mean.update_parameters(network)
            if schedule.last_epoch < steps:
                schedule.step()
            losses.append(loss.item())
        _log.info("epoch %d: loss %.4f, %.0f s", epoch + 1, np.mean(losses), time.perf_counter() - started)
        if held_back and (epoch % 3 == 2 or epoch == recipe.epochs - 1):
            for source, scores in evaluate(cast("Network", mean.module), encoder, held_back).items():
                _log.info("  %s: %s", source, " ".join(f"{label} {f1:.1f}" for label, f1 in scores.items()))
    return cast("Network", mean.module.eval())


def _mean(old: Tensor, new: Tensor, steps: int | Tensor) -> Tensor:
    """The moving mean of a weight; short at first, so that few steps count as well."""
    return old + (new - old) * max(1 - MEMORY, 9 / (int(steps) + 10))


def _batches(
    examples: Sequence[Example], encoder: Encoder, recipe: Recipe, random: Random
) -> Iterator[tuple[dict[str, Tensor], Tensor]]:
    """Streams of about `recipe.batch` characters, the sentences in a new order at each call, some names replaced."""
    group: list[Example] = []
    size = 0
    for example in random.sample(examples, len(examples)):
        if _empty(example) and random.random() < recipe.skipped:
            continue
        group.append(renamed(example, random) if random.random() < recipe.renamed else example)
        size += len(group[-1].text) + GAP
        if size >= recipe.batch:
            yield _batch(group, encoder, recipe, random)
            group, size = [], 0


def _empty(example: Example) -> bool:
    return not example.entities and not example.vague


def _size(examples: Sequence[Example], recipe: Recipe) -> int:
    """Characters of a pass over `examples`, about half of the sentences without entities left out."""
    shares = (1 - recipe.skipped if _empty(example) else 1.0 for example in examples)
    return round(sum((len(example.text) + GAP) * share for example, share in zip(examples, shares, strict=True)))


def _batch(
    group: Sequence[Example], encoder: Encoder, recipe: Recipe, random: Random
) -> tuple[dict[str, Tensor], Tensor]:
    numbers, starts = numbered(group, encoder)
    hide(numbers, recipe.hidden, random)
    allowed = np.zeros((len(numbers["characters"]), len(TAGS)), dtype=np.float32)
    for example, start in zip(group, starts, strict=True):
        bits = example.allowed()[:, None] >> np.arange(len(TAGS))
        allowed[start : start + len(example.text)] = bits & 1
    return {name: torch.from_numpy(values) for name, values in numbers.items()}, torch.from_numpy(allowed)


def numbered(group: Sequence[Example], encoder: Encoder) -> tuple[Numbers, NDArray[np.int64]]:
    """The stream of some sentences as the network reads it, and where each sentence starts in it."""
    stream = encoder.encode([example.text for example in group])
    numbers = {name: getattr(stream, name).astype(np.int64) for name in ("characters", "pairs", "words", "places")}
    styles = [STYLES.index(example.corpus.style) for example in group]
    numbers["styles"] = np.repeat([styles[0], *styles], [GAP, *(len(example.text) + GAP for example in group)])
    return numbers, stream.starts


def hide(numbers: Numbers, share: float, random: Random) -> None:
    """Make some characters, pairs and words rare ones, as those of an unknown name are."""
    draw = np.random.default_rng(random.getrandbits(32))
    shape = numbers["characters"].shape
    for name, part in (("characters", share / 3), ("pairs", 2 * share), ("words", 2 * share)):
        values = numbers[name]
        values[(draw.random(shape) < part) & (values != PAD)] = RARE


def renamed(example: Example, random: Random) -> Example:
    """`example` with invented names in place of its own, the same one for the same name."""
    names: dict[str, str | None] = {}
    pieces: list[str] = []
    spans: list[tuple[int, int, EntityLabel]] = []
    vague: list[tuple[int, int, EntityLabel]] = []
    position = shift = 0
    marked = sorted([(*span, False) for span in example.entities] + [(*span, True) for span in example.vague])
    for start, end, label, is_vague in marked:
        old = example.text[start:end]
        if label == "PER" and old not in names:
            names[old] = stand_in(old, random)
        new = names[old] or old if label == "PER" else old
        pieces += [example.text[position:start], new]
        (vague if is_vague else spans).append((start + shift, start + shift + len(new), label))
        shift += len(new) - len(old)
        position = end
    pieces.append(example.text[position:])
    return replace(example, text="".join(pieces), entities=tuple(spans), vague=tuple(vague))


def predict(
    network: Network, encoder: Encoder, examples: Sequence[Example]
) -> list[list[tuple[int, int, EntityLabel]]]:
    """The spans that the network finds in each sentence."""
    network.eval()
    found: list[list[tuple[int, int, EntityLabel]]] = []
    with torch.no_grad():
        for first in range(0, len(examples), 64):
            group = examples[first : first + 64]
            numbers, starts = numbered(group, encoder)
            scores = network({name: torch.from_numpy(values) for name, values in numbers.items()}).numpy().T
            for example, start in zip(group, starts, strict=True):
                found.append(spans_of(legal_tags(scores[:, start : start + len(example.text)])))
    return found


def evaluate(network: Network, encoder: Encoder, examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Strict F1 in per cent for each source and label, and over all labels that the source annotates."""
    return f1_table(examples, predict(network, encoder, examples))
