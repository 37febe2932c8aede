"""The common form of all formats: a text with labelled spans."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
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


def in_utf16(each: Annotated) -> Annotated:
    """The same spans as JavaScript counts them: a character beyond U+FFFF is two.

    >>> in_utf16(Annotated("a", "😀区长", (LabelledSpan(1, 3, "TITLE"),))).spans[0].start
    2
    """
    unit = _utf16_offsets(each.text)
    return replace(each, spans=tuple(span._replace(start=unit[span.start], end=unit[span.end]) for span in each.spans))


def from_utf16(each: Annotated) -> Annotated:
    """The inverse of `in_utf16`. Raises LookupError where a span would cut a character in two."""
    point = {unit: point for point, unit in enumerate(_utf16_offsets(each.text))}
    return replace(
        each, spans=tuple(span._replace(start=point[span.start], end=point[span.end]) for span in each.spans)
    )


def _utf16_offsets(text: str) -> list[int]:
    return list(accumulate((1 + (char > "\uffff") for char in text), initial=0))
