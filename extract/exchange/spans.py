"""The common form of all formats: a text with labelled spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extract.evidence import evidence
from extract.record import Record

LABELS = ("DATE", "PERSON", "TITLE", "POST", "AWARD", "RECIPIENT", "COUNT")
"""What an annotator may change. Repairs and issues are no annotations."""


class LabelledSpan(NamedTuple):
    """A half-open range of code points and its label."""

    start: int
    end: int
    label: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Annotated:
    """One text with its spans, sorted."""

    doc_id: str
    text: str
    spans: tuple[LabelledSpan, ...]


def annotated(record: Record) -> Annotated:
    """The working text of a record with its evidence.

    >>> from extract import extract
    >>> [tuple(span)[:3] for span in annotated(extract("区长李明出席。")).spans]
    [(0, 2, 'TITLE'), (2, 4, 'PERSON')]
    """
    found = {
        (span.start, span.end, span.label): span.score
        for span in evidence(record)
        if span.label in LABELS and span.start < span.end
    }
    return Annotated(record.doc_id, record.text, tuple(LabelledSpan(*key, found[key]) for key in sorted(found)))
