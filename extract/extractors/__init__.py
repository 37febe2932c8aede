"""The extractors: each reads a `Document` and returns typed mentions; none knows of another.

To add one: a module here with a function from `Document` to mentions, a field below, and its use in `resolve`.
"""

from __future__ import annotations

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


def find_mentions(document: Document) -> Mentions:
    """Run every extractor over `document`."""
    return Mentions(
        dates=find_document_dates(document),
        people=find_people(document),
        awards=find_awards(document),
        counts=find_counts(document),
    )
