"""Fitting the screen: which characters and pairs stand where names begin."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from random import Random
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn

from extract.taggers.features import Vocabulary
from extract.taggers.screen import CHARACTER_PLACES, PAIR_PLACES, Screen
from extract.taggers.training.corpora import Example
from extract.taggers.training.fit import Recipe, renamed

_log = logging.getLogger(__name__)

_MARGIN = 5
"""Padding between sentences: more than the widest place, so that no sentence speaks for its neighbour."""

_PASSES = 4
_BATCH = 400
_NAMES_WEIGH = 5.0
"""How much more a missed beginning of a name costs than a false one."""


class _Points(nn.Module):  # type: ignore[misc]  # torch is no dependency, so its types are unknown
    """The sums of `Screen.points`, to be fitted."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        counts = vocabulary.counts
        self.characters = nn.Parameter(torch.zeros(len(CHARACTER_PLACES), counts["characters"]))
        self.pairs = nn.Parameter(torch.zeros(len(PAIR_PLACES), counts["pairs"]))
        self.bias = nn.Parameter(torch.tensor(-4.0))

    def forward(self, characters: Tensor, pairs: Tensor) -> Tensor:
        total = self.bias.expand(len(characters))
        for tables, numbers, places in (
            (self.characters, characters, CHARACTER_PLACES),
            (self.pairs, pairs, PAIR_PLACES),
        ):
            for table, place in zip(tables, places, strict=True):
                total = total + table[torch.roll(numbers, -place)]
        return total


def fit_screen(examples: Sequence[Example], vocabulary: Vocabulary, recipe: Recipe) -> Screen:
    """A screen fitted to `examples`, some of their names replaced by invented ones."""
    torch.manual_seed(recipe.seed)
    random = Random(recipe.seed)
    points = _Points(vocabulary)
    optimizer = torch.optim.Adam(points.parameters(), lr=0.03)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma=0.5)
    loss_of = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(_NAMES_WEIGH))
    examples = [example for example in examples if example.text]
    for _ in range(_PASSES):
        order = random.sample(examples, len(examples))
        for first in range(0, len(order), _BATCH):
            drawn = [
                renamed(example, random) if random.random() < recipe.renamed else example
                for example in order[first : first + _BATCH]
            ]
            characters, starts = vocabulary.number_stream([example.text for example in drawn], _MARGIN)
            begins = np.zeros(len(characters), dtype=np.float32)
            for example, start in zip(drawn, starts.tolist(), strict=True):
                begins[[start + span[0] for span in example.entities if span[2] == "PER"]] = 1.0
            pairs = vocabulary.number_pairs(characters)
            loss = loss_of(
                points(*(torch.from_numpy(part.astype(np.int64)) for part in (characters, pairs))),
                torch.from_numpy(begins),
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        schedule.step()
    _log.info("screen ready")
    characters_points = cast("Tensor", points.characters).detach().numpy()
    characters_points[CHARACTER_PLACES.index(0)] += points.bias.item()
    return Screen(characters_points, cast("Tensor", points.pairs).detach().numpy())
