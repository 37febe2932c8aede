"""Tags of the character taggers: BIOES over the five entity labels, and their decoding into spans."""

from __future__ import annotations

from typing import get_args

import numpy as np
from numpy.typing import NDArray

from extract.types import EntityLabel

TYPES: tuple[EntityLabel, ...] = get_args(EntityLabel)
TAGS: tuple[str, ...] = ("O", *(f"{position}-{label}" for label in TYPES for position in "BIES"))
"""`O`, then begin, inside, end and single for each label: tag 0 is outside, 1 + 4·label + position the others."""

_OPENS = np.array([tag[0] in "BI" for tag in TAGS])
_CONTINUES = np.array([tag[0] in "IE" for tag in TAGS])
_LABEL = np.array([-1, *(number for number in range(len(TYPES)) for _ in range(4))])

LEGAL = np.where(_OPENS[:, None], _CONTINUES[None, :] & (_LABEL[:, None] == _LABEL[None, :]), ~_CONTINUES[None, :])
"""`LEGAL[a, b]`: may tag `b` follow tag `a`? A sentence starts as after `O` and must be able to end before `O`."""


def tag_numbers(length: int, spans: list[tuple[int, int, EntityLabel]]) -> NDArray[np.int64]:
    """The tags of a sentence of `length` characters; spans are half-open and do not overlap.

    >>> [TAGS[tag] for tag in tag_numbers(4, [(0, 3, "PER")])]
    ['B-PER', 'I-PER', 'E-PER', 'O']
    """
    tags = np.zeros(length, dtype=np.int64)
    for start, end, label in spans:
        base = 1 + 4 * TYPES.index(label)
        tags[start:end] = base + 1
        tags[start], tags[end - 1] = base, base + 2
        if end - start == 1:
            tags[start] = base + 3
    return tags


_SURE = 4.0
"""How far `O` must lead (in log odds) for a character to bound a search. On news 99.99% of the tags are those of the
search over whole sentences, at a fiftieth of its time."""


def legal_tags(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best well-formed tags for scores of shape (characters, tags).

    The tags of each character are scored on their own, so the best ones are the answer wherever they happen to be
    well-formed; the search is for the stretches, between characters that are surely outside, where they are not.
    """
    best: NDArray[np.int64] = scores.argmax(axis=1)
    framed = np.concatenate(([0], best, [0]))
    broken = np.flatnonzero(~LEGAL[framed[:-1], framed[1:]])
    if len(broken) == 0:
        return best
    sure = np.flatnonzero((best == 0) & (scores[:, 0] - scores[:, 1:].max(axis=1) > _SURE))
    bounds = np.concatenate(([-1], sure, [len(best)]))
    stretches = np.unique(np.searchsorted(bounds, broken))
    starts, ends = bounds[stretches - 1] + 1, bounds[stretches]
    filled = ends > starts
    _search(scores, best, starts[filled], ends[filled])
    return best


def _search(
    scores: NDArray[np.float32], best: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> None:
    """Viterbi's search in all stretches side by side; the tags found are put into `best`."""
    barred = np.where(LEGAL, 0.0, -1e6).astype(np.float32)
    width = int((ends - starts).max())
    places = starts[:, None] + np.arange(width)
    outside = np.where(np.arange(len(TAGS)) == 0, 0.0, -1e6).astype(np.float32)
    padded = np.where((places < ends[:, None])[..., None], scores[np.minimum(places, len(scores) - 1)], outside)
    total = padded[:, 0] + barred[0]
    back = np.zeros((width, len(starts), len(TAGS)), dtype=np.int64)
    for step in range(1, width):
        candidates = total[:, :, None] + barred
        back[step] = candidates.argmax(axis=1)
        total = candidates.max(axis=1) + padded[:, step]
    tags = (total + barred[:, 0]).argmax(axis=1)
    rows = np.arange(len(starts))
    for step in range(width - 1, -1, -1):
        inside = starts + step < ends
        best[(starts + step)[inside]] = tags[inside]
        tags = back[step, rows, tags]


def span_arrays(tags: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Starts, ends and label numbers of the spans of well-formed tags, in order."""
    marked = np.flatnonzero(tags)
    label, place = np.divmod(tags[marked] - 1, 4)
    opens, closes = (place == 0) | (place == 3), place >= 2
    return marked[opens], marked[closes] + 1, label[opens]


def spans_of(tags: NDArray[np.int64]) -> list[tuple[int, int, EntityLabel]]:
    """The spans of well-formed tags, in order.

    >>> spans_of(tag_numbers(5, [(0, 1, "LOC"), (1, 3, "PER")]))
    [(0, 1, 'LOC'), (1, 3, 'PER')]
    """
    starts, ends, labels = span_arrays(tags)
    return [
        (start, end, TYPES[label]) for start, end, label in zip(starts.tolist(), ends.tolist(), labels, strict=True)
    ]
