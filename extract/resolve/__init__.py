"""From mentions to the items of a record: the only stage that compares what different extractors found."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from extract.document import Document
from extract.extractors import Mentions
from extract.record import Award, Count, Date, Grant, Issue, Person, UnnamedPost
from extract.resolve.awards import resolve_awards
from extract.resolve.checks import find_issues
from extract.resolve.grants import resolve_grants
from extract.resolve.items import count_item, date_item
from extract.resolve.people import resolve_people
from extract.resolve.people.roster import Roster
from extract.types import AwardMention, NameMention, PostMention


class Findings(TypedDict):
    """The items of a record, before they are joined with its source and provenance."""

    dates: tuple[Date, ...]
    people: tuple[Person, ...]
    unnamed_posts: tuple[UnnamedPost, ...]
    awards: tuple[Award, ...]
    grants: tuple[Grant, ...]
    counts: tuple[Count, ...]
    issues: tuple[Issue, ...]


def resolve(document: Document, mentions: Mentions, roster: Roster | None = None) -> Findings:
    """Link titles to names, join mentions of one person, tie counts and recipients to awards, check the sums."""
    mentions = replace(mentions, people=_outside_awards(mentions))
    people, unnamed_posts = resolve_people(document, mentions.people)
    people, namesakes = roster.join(people, document.published) if roster else (people, ())
    grants = resolve_grants(document, mentions, people)
    return Findings(
        dates=tuple(date_item(document, mention) for mention in mentions.dates),
        people=people,
        unnamed_posts=unnamed_posts,
        awards=resolve_awards(document, mentions.awards),
        grants=grants,
        counts=tuple(count_item(document, mention) for mention in mentions.counts),
        issues=find_issues(document, mentions, grants, namesakes),
    )


def _outside_awards(mentions: Mentions) -> tuple[NameMention | PostMention, ...]:
    """Names and posts, less the names that awards are called by: 诺贝尔物理学奖, “奥本海默研究员奖”, 萨乌德·侯赛因奖."""
    awards = [mention for mention in mentions.awards if isinstance(mention, AwardMention)]
    exact = [award for award in awards if award.rule.startswith(("awards.listed", "awards.quoted"))]
    inside = {at for award in exact for at in range(award.start, award.end)}
    ends = {at: award.end for award in awards for at in range(award.start, award.end)}
    return tuple(
        it
        for it in mentions.people
        if not (isinstance(it, NameMention) and (it.start in inside or it.end >= ends.get(it.start, it.end + 1)))
    )
