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


def persons_alone(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores of shape (5, characters): of the tags of persons, which are the first, and of any other tag as `O`."""
    return np.concatenate((np.maximum(scores[:1], scores[5:].max(axis=0)), scores[1:5]))


_SURE = 2.0
"""How far `O` must lead (in log odds) for a character to bound a search. On 425,000 characters of news 54 tags differ from
those of the search over whole sentences; with 1.0 it is 256, and no faster."""


def legal_tags(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """The best well-formed tags for scores of shape (tags, characters); the tags of the last labels may be left out.

    The tags of each character are scored on their own, so the best ones are the answer wherever they happen to be
    well-formed; the search is for the stretches, between characters that are surely outside, where they are not.
    """
    best: NDArray[np.int64] = scores.argmax(axis=0)
    framed = np.concatenate(([0], best, [0]))
    broken = np.flatnonzero(~LEGAL[framed[:-1], framed[1:]])
    if len(broken) == 0:
        return best
    lead = scores[0] - scores[1:].max(axis=0)
    bounds = np.concatenate(([-1], np.flatnonzero(lead > _SURE), [len(best)]))
    for stretch in np.unique(np.searchsorted(bounds, broken)).tolist():
        start, end = int(bounds[stretch - 1]) + 1, int(bounds[stretch])
        if start < end:
            best[start:end] = _search(scores[:, start:end].T.tolist())
    return best


_BARRED = -1e9


def _search(rows: list[list[float]]) -> list[int]:
    """Viterbi's search, in plain Python: the stretches are short, and each step of numpy would cost more than ten here.

    O, B and S follow the best closed tag; I and E follow B or I of their label.
    """
    begins = range(1, len(rows[0]), 4)
    closed = (0, *(begin + place for begin in begins for place in (2, 3)))
    total = [score if TAGS[tag][0] in "OBS" else _BARRED for tag, score in enumerate(rows[0])]
    steps: list[tuple[int, list[int]]] = []
    for row in rows[1:]:
        closed_by = max(closed, key=total.__getitem__)
        opened_by = [begin + (total[begin + 1] > total[begin]) for begin in begins]
        steps.append((closed_by, opened_by))
        outside = total[closed_by]
        fresh = [outside + row[0]]
        for begin, tag in zip(begins, opened_by, strict=True):
            inside = total[tag]
            fresh += (outside + row[begin], inside + row[begin + 1], inside + row[begin + 2], outside + row[begin + 3])
        total = fresh
    tags = [max(closed, key=total.__getitem__)]
    for closed_by, opened_by in reversed(steps):
        label, place = divmod(tags[-1] - 1, 4)
        tags.append(opened_by[label] if tags[-1] and place in {1, 2} else closed_by)
    return tags[::-1]


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
