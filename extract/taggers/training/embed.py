"""First values of the embeddings: what stands around a character, pair or word in unlabelled text.

A matrix of positive pointwise mutual information between each item and the characters two places to either side of it,
reduced by a singular value decomposition. It takes a minute, where training a language model would take hours.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from extract.taggers.features import GAP, PAD, RARE, Encoder, Stream
from extract.taggers.training.network import SIZES

_AROUND = (-2, -1, 1, 2)
_CHUNK = 20_000


def embeddings(encoder: Encoder, texts: Sequence[str], seed: int) -> dict[str, Tensor]:
    """Embeddings of characters, pairs and words, of shape (count, size), spread like those drawn by chance."""
    torch.manual_seed(seed)
    streams = [encoder.encode(texts[first : first + _CHUNK]) for first in range(0, len(texts), _CHUNK)]
    counts = encoder.vocabulary.counts
    return {name: _embedding(streams, name, counts[name], SIZES[name]) for name in ("characters", "pairs", "words")}


def _embedding(streams: Sequence[Stream], name: str, count: int, size: int) -> Tensor:
    width = max(int(stream.characters.max()) for stream in streams) + 1
    found, seen = _together(streams, name, len(_AROUND) * width)
    rows, columns = found // (len(_AROUND) * width), found % (len(_AROUND) * width)
    of_row, of_column = np.bincount(rows, seen, count), np.bincount(columns, seen)
    # The counts of contexts to the power 0.75 keep rare ones from having the last word (Levy and Goldberg 2015).
    smooth = of_column**0.75 / (of_column**0.75).sum()
    information = np.log(seen / (of_row[rows] * smooth[columns]))
    kept = information > 0
    places = torch.from_numpy(np.stack([rows[kept], columns[kept]]))
    weights = torch.from_numpy(information[kept]).float()
    matrix = torch.sparse_coo_tensor(places, weights, (count, len(of_column)), check_invariants=True)
    left, values, _ = torch.svd_lowrank(matrix.coalesce(), q=size + 8, niter=3)
    vectors = (left * values.sqrt())[:, :size]
    vectors[[PAD, RARE]] = 0.0
    return 0.3 * vectors / vectors.std()


def _together(streams: Sequence[Stream], name: str, columns: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which items stand with which characters at which place, as one number each, and how often."""
    width = columns // len(_AROUND)
    parts = []
    for stream in streams:
        items, characters = getattr(stream, name).astype(np.int64), stream.characters.astype(np.int64)
        inner = np.arange(GAP, len(items) - GAP)
        for number, place in enumerate(_AROUND):
            keys = items[inner] * columns + number * width + characters[inner + place]
            parts.append(keys[(items[inner] > RARE) & (characters[inner + place] != PAD)])
    found, seen = np.unique(np.concatenate(parts), return_counts=True)
    often = seen > 1
    return found[often], seen[often]
