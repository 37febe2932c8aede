"""The screen: says at a glance where a person's name may stand, so that the network reads little else.

A linear model: each character gets points for itself, its neighbours and the pairs around it, as the first of a name. Where
`THRESHOLD` is reached the network reads what the name may cover, with as much around it as decides its tags.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.taggers.features import GAP, PAD, Letters, Vocabulary

CHARACTER_PLACES = (-3, -2, -1, 0, 1, 2, 3, 4)
PAIR_PLACES = (-2, -1, 0, 1, 2)
"""Which characters and pairs speak for a name that begins at 0."""

THRESHOLD = -3.0
"""Points (log odds) from which a name may begin. For each character of broadcast news, MSRA and the development articles the
network then reads 0.34, 0.37 and 0.47, gaps and context included, and 0.5%, 0.8% and 0.6% of the names are lost that it finds
when it reads everything. With -2 it would read a sixth less and lose two to three times as many; reading the sentences
that hold such a character whole, it would read half as much again."""

BEFORE, AFTER = 2, 10
"""How far from such a character its name may begin and end. A dot counts as one too, for the long names that have dots."""


@dataclass(frozen=True)
class View:
    """What the network is to read: the numbers of some sentences, their letters, and places in the stream of these.

    The tags of the places that are `near` a name depend on no others than `places`.
    """

    sentences: list[int]
    letters: Letters
    places: NDArray[np.int64]
    near: NDArray[np.bool_]


@dataclass(frozen=True)
class Screen:
    """Points of shape (places, numbers of the vocabulary), the bias included."""

    characters: NDArray[np.float32]
    pairs: NDArray[np.float32]

    @classmethod
    def load(cls, encoded: str, vocabulary: Vocabulary) -> Screen:
        """The screen that `dump` wrote for `vocabulary`. Raises ValueError where it does not fit."""
        values = np.frombuffer(base64.b64decode(encoded), dtype="<f2").astype(np.float32)
        split = len(CHARACTER_PLACES) * vocabulary.counts["characters"]
        return cls(
            values[:split].reshape(len(CHARACTER_PLACES), -1),
            values[split:].reshape(len(PAIR_PLACES), vocabulary.counts["pairs"]),
        )

    def dump(self) -> str:
        """The points as text, 16 bits each."""
        values = np.concatenate([self.characters.ravel(), self.pairs.ravel()])
        return base64.b64encode(values.astype("<f2").tobytes()).decode()

    def points(self, characters: NDArray[np.int32], pairs: NDArray[np.int32]) -> NDArray[np.float32]:
        """The points of each character of a stream that begins and ends with padding."""
        total = np.zeros(len(characters), dtype=np.float32)
        for tables, numbers, places in (
            (self.characters, characters, CHARACTER_PLACES),
            (self.pairs, pairs, PAIR_PLACES),
        ):
            for table, place in zip(tables, places, strict=True):
                drawn = table[numbers]
                low, high = max(0, -place), len(total) - max(0, place)
                total[low:high] += drawn[low + place : high + place]
        return total

    def view(self, sentences: Sequence[str], vocabulary: Vocabulary) -> View:
        """Where in `sentences` names may stand."""
        letters = Letters.of(sentences, vocabulary)
        inside = letters.characters != PAD
        begins = (self.points(letters.characters, letters.pairs) >= THRESHOLD) & inside
        begins |= letters.characters == vocabulary.character_numbers[ord("·")]
        near = _around(begins, BEFORE, AFTER) & inside
        read = np.logical_or.reduceat(near, letters.starts) if sentences else np.zeros(0, dtype=np.bool_)
        letters, kept = letters.only(read)
        near = near[kept]
        places = np.flatnonzero(_around(near, GAP, GAP + 1))
        return View(np.flatnonzero(read).tolist(), letters, places, near[places])


def _around(chosen: NDArray[np.bool_], before: int, after: int) -> NDArray[np.bool_]:
    """All places from `before` places before a chosen one to less than `after` places behind it."""
    places, length = np.flatnonzero(chosen), len(chosen)
    opened = np.bincount(np.maximum(places - before, 0), minlength=length + 1)
    closed = np.bincount(np.minimum(places + after, length), minlength=length + 1)
    return np.asarray(np.cumsum(opened - closed)[:-1] > 0)
