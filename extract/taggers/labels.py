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


_COUNT = len(TYPES)
_BY_PLACE = np.array([0, *(1 + 4 * label + place for place in (3, 2, 0, 1) for label in range(_COUNT))])
"""The tags with O and S first, then E, B, I: which tags may follow depends on the place alone, and for I and E the label."""

_START, _CLOSED, _OPEN = 1 + _COUNT, 1 + 2 * _COUNT, 1 + 3 * _COUNT
_BARRED = np.float32(-1e6)


def _search(
    scores: NDArray[np.float32], best: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> None:
    """Viterbi's search in all stretches side by side; the tags found are put into `best`."""
    width = int((ends - starts).max())
    places = starts[:, None] + np.arange(width)
    rows = scores[np.minimum(places, len(scores) - 1)][:, :, _BY_PLACE]
    rows[places >= ends[:, None]] = _BARRED
    rows[places >= ends[:, None], 0] = 0.0
    total = rows[:, 0]
    total[:, _START:_CLOSED] = _BARRED
    total[:, _OPEN:] = _BARRED
    closed_by = np.zeros((width, len(starts)), dtype=np.int64)
    goes_on = np.zeros((width, len(starts), _COUNT), dtype=np.int64)
    for step in range(1, width):
        closed, begun, inner = total[:, :_CLOSED], total[:, _CLOSED:_OPEN], total[:, _OPEN:]
        closed_by[step] = closed.argmax(axis=1)
        goes_on[step] = inner > begun
        outside, inside = closed.max(axis=1, keepdims=True), np.maximum(begun, inner)
        total = rows[:, step]
        total[:, :_START] += outside
        total[:, _CLOSED:_OPEN] += outside
        total[:, _START:_CLOSED] += inside
        total[:, _OPEN:] += inside
    tags = total[:, :_CLOSED].argmax(axis=1)
    number = np.arange(len(starts))
    for step in range(width - 1, -1, -1):
        inside_stretch = starts + step < ends
        best[(starts + step)[inside_stretch]] = _BY_PLACE[tags[inside_stretch]]
        label = (tags - 1) % _COUNT
        follows = (tags >= _OPEN) | ((tags >= _START) & (tags < _CLOSED))
        tags = np.where(follows, _CLOSED + label + _COUNT * goes_on[step, number, label], closed_by[step])


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
