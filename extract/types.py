"""The frozen values that travel between the stages: `Article` in, `Mention`s between, `Failure` out.

Spans are half-open code-point offsets into the working text throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from extract.errors import ReadError

Script = Literal["traditional", "simplified", "mixed"]
DateType = Literal["date", "time", "range", "duration", "vague", "set"]
Anchor = Literal["explicit", "published", "document", "none"]
Prefer = Literal["nearest", "past", "future"]
PostStatus = Literal["current", "former", "acting", "designate"]
PostKind = Literal["official", "professional", "either", "vague"]
AwardLevel = Literal["international", "national", "provincial", "municipal", "county", "organization"]
AwardKind = Literal["medal", "prize", "title", "certificate", "other"]
GrantStatus = Literal["granted", "planned", "nominated", "held"]
Qualifier = Literal["exact", "approx", "over", "under", "lost"]
EntityLabel = Literal["PER", "ORG", "LOC", "TITLE", "AWARD"]

LOST = "▢"
"""Stands in the working text for a character that the source destroyed."""


def parse_published(value: str | date | None) -> date | None:
    """A publication date from an ISO date or date-time. Raises ReadError where it is none.

    >>> parse_published("2024-05-07T08:00:00")
    datetime.date(2024, 5, 7)
    """
    if not value or (isinstance(value, date) and not isinstance(value, datetime)):
        return value or None
    try:
        return (value if isinstance(value, datetime) else datetime.fromisoformat(value.strip())).date()
    except ValueError as error:
        raise ReadError(f"published {value!r} is no ISO date: write it as 2024-05-07 or leave it empty") from error


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a reader found it: undecoded bytes, or the text of a table's row."""

    doc_id: str
    content: bytes | str
    path: str = ""
    media_type: str = "text/plain"
    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    editor: str | None = None
    url: str | None = None
    charset: str | None = None
    """What the server said that the bytes are in: evidence, not proof."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that gave no record: where, at which stage, why, and what to do about it."""

    path: str
    doc_id: str | None
    stage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of the working text that a rule or a model claims.

    `rule` is the stable name of what made it, `score` is in 0–1.
    """

    start: int
    end: int
    text: str
    rule: str
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Mention):
    """What a tagger found: a candidate that extractors may use and may contradict."""

    label: EntityLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Mention):
    """A time expression with its normalised value (see docs of `extract.find_dates`)."""

    type: DateType
    value: str | None
    interval: tuple[str | None, str | None] | None = None
    duration: str | None = None
    anchor: Anchor = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMention(Mention):
    """A person's name, full or short. `name` is the text without inner spaces."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMention(Mention):
    """A post or professional title as written, with the organisation before it; `kind` as in the list of posts."""

    organization: str | None
    position: str
    status: PostStatus = "current"
    kind: PostKind = "official"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardMention(Mention):
    """A named honour. `name` is what the text says, shared parts restored, edition, year and grade taken off."""

    name: str
    level: AwardLevel | None
    kind: AwardKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeMention(Mention):
    """A grade such as 一等奖 that belongs to an award named elsewhere in the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferralMention(Mention):
    """A word of conferring. `voice` says on which side the receivers stand: 荣获 is "receive", 授予 is "confer"."""

    voice: Literal["receive", "confer"]
    status: GrantStatus = "granted"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMention(Mention):
    """A count of people, groups or honours. `value` is None when a digit is lost; `max` closes a range."""

    value: float | None
    max: float | None = None
    unit: str
    of: str | None = None
    qualifier: Qualifier = "exact"
