"""Named honours, their grades and the words of conferring."""

from __future__ import annotations

from extract.document import Document
from extract.types import AwardMention, ConferralMention, GradeMention


def find_awards(document: Document) -> tuple[AwardMention | GradeMention | ConferralMention, ...]:
    """Awards, grades and conferrals of `document`, in order."""
    return ()
