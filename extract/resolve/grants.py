"""Awards joined over their mentions, and grants: which award to whom or how many, from whom, when."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Document
from extract.extractors import Mentions
from extract.record import Award, Grant, Person
from extract.types import AwardMention, ConferralMention, GradeMention


def resolve_awards(
    document: Document, mentions: Sequence[AwardMention | GradeMention | ConferralMention]
) -> tuple[Award, ...]:
    """Each distinct award of `document` once, with all its mentions."""
    return ()


def resolve_grants(document: Document, mentions: Mentions, people: Sequence[Person]) -> tuple[Grant, ...]:
    """The grants of `document`, in order of their awards."""
    return ()
