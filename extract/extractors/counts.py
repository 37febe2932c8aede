"""Counts of people, groups and honours."""

from __future__ import annotations

from extract.document import Document
from extract.types import CountMention


def find_counts(document: Document) -> tuple[CountMention, ...]:
    """Counts of `document`, in order."""
    return ()
