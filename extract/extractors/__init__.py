"""The extractors: each reads a `Document` and returns typed mentions; none knows of another.

To add one: a module here with a function from `Document` to mentions, a field below, and its use in `resolve`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Document
from extract.extractors.awards import find_awards
from extract.extractors.counts import find_counts
from extract.extractors.dates import find_document_dates
from extract.extractors.people import find_people
from extract.types import (
    AwardMention,
    ConferralMention,
    CountMention,
    DateMention,
    GradeMention,
    NameMention,
    PostMention,
)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything the extractors found in one document, each kind in order of the text."""

    dates: tuple[DateMention, ...]
    people: tuple[NameMention | PostMention, ...]
    awards: tuple[AwardMention | GradeMention | ConferralMention, ...]
    counts: tuple[CountMention, ...]


def find_mentions(documents: Sequence[Document]) -> list[Mentions]:
    """What every extractor finds in each of the `documents`.

    One extractor reads all of them before the next: so its lists and its code stay at hand for the processor.
    """
    found = zip(
        [find_document_dates(document) for document in documents],
        [find_people(document) for document in documents],
        [find_awards(document) for document in documents],
        [find_counts(document) for document in documents],
        strict=True,
    )
    return [Mentions(*each) for each in found]
