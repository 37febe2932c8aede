"""The record: pydantic models that are the one source of `schemas/record.schema.json`.

All spans are half-open code-point offsets. `start`, `end` point into `text`; `raw_start`, `raw_end` into the
decoded source text. Field meanings are in the descriptions below, which the schema repeats.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from extract.display import record_html, record_line
from extract.text.align import Certainty
from extract.types import (
    Anchor,
    AwardKind,
    AwardLevel,
    DateType,
    GrantStatus,
    PostStatus,
    Qualifier,
    Script,
)

SCHEMA_VERSION = "1.0"

Offset = Annotated[int, Field(ge=0)]
Score = Annotated[float, Field(ge=0, le=1)]
Name = Annotated[str, Field(min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Model):
    """What every item carries: its place in both texts, what made it and how sure that is."""

    start: Offset
    end: Offset
    raw_start: Offset
    raw_end: Offset
    rule: str = Field(description="stable name of the rule or model that made the item")
    score: Score


class Source(_Model):
    path: str
    media_type: str
    encoding: str | None = Field(description="None where the input was text already")
    sha256: str = Field(description="of the bytes as read, or of the UTF-8 form of a text")
    title: str | None = None
    publisher: str | None = None
    editor: str | None = None
    url: str | None = None
    published: str | None = Field(default=None, description="ISO date")


class Repair(_Model):
    """One change made to the source text, as found (`raw`) and as repaired (`text`)."""

    start: Offset
    end: Offset
    raw_start: Offset
    raw_end: Offset
    raw: str
    text: str
    kind: str = Field(
        description="what was wrong: annotation, compatible, conversion, entity, escape, footnote, invisible, line_end, "
        "misread, mojibake, page_number, punctuation, quoted, repeated, spaced, surrogate, tag, undecodable, wide or wrapped"
    )
    certainty: Certainty
    candidates: tuple[str, ...] = ()


class Date(Item):
    text: Name
    type: DateType
    value: str | None = Field(description="ISO 8601 or TIMEX3; X for what the text leaves open")
    interval: tuple[str | None, str | None] | None = Field(
        default=None, description="two ISO date-times, half-open; None at an end that is open"
    )
    duration: str | None = Field(default=None, description="ISO 8601 duration")
    anchor: Anchor = Field(description="what fixed the value: the expression itself, the publication date, …")


class Title(Item):
    text: Name = Field(description="as it stands, with the organisation written directly before it")
    organization: str | None = Field(description="as full as the text allows")
    position: str
    status: PostStatus


class TextMention(Item):
    text: Name


class Person(Item):
    name: Name = Field(description="the fullest form of the name, simplified, without inner spaces")
    name_raw: str = Field(description="the characters of the source")
    key: str | None = Field(default=None, description="of the user's roster; None without one, or where it cannot tell")
    official: bool
    titles: tuple[Title, ...]
    mentions: tuple[TextMention, ...]


class UnnamedPost(Item):
    """A post mentioned as a person present or acting, whose holder the text does not name."""

    text: Name
    organization: str | None
    position: str


class Award(Item):
    name: Name
    level: AwardLevel | None
    kind: AwardKind
    mentions: tuple[TextMention, ...]


class Count(Item):
    text: Name
    value: float | None = Field(description="None where a digit is lost")
    max: float | None = None
    unit: str
    of: str | None = None
    qualifier: Qualifier


class Recipient(Item):
    name: Name
    kind: Literal["person", "group", "place", "work"]


class Grant(Item):
    """One statement that awards were, are or will be conferred."""

    awards: tuple[Name, ...] = Field(min_length=1)
    grade: str | None = None
    recipients: tuple[Recipient, ...]
    count: Count | None = None
    granted_by: str | None = None
    date: str | None = Field(default=None, description="a value as in `dates`")
    status: GrantStatus


class Issue(_Model):
    """Something a reader of the record should know: lost characters, a list that does not match its total, …"""

    code: str
    message: str
    start: Offset
    end: Offset
    raw_start: Offset
    raw_end: Offset


class Provenance(_Model):
    """Versions and hashes of everything that decides the result."""

    package: str
    rules: str
    word_lists: str
    opencc: str
    segmenter: str
    tagger: str
    roster: str | None = Field(default=None, description="hash of the user's table of people")


class Record(_Model):
    """Everything extracted from one article, each value traced to its characters."""

    schema_version: str = SCHEMA_VERSION
    doc_id: str
    source: Source
    text: str
    script: Script
    repairs: tuple[Repair, ...]
    dates: tuple[Date, ...]
    people: tuple[Person, ...]
    unnamed_posts: tuple[UnnamedPost, ...]
    awards: tuple[Award, ...]
    grants: tuple[Grant, ...]
    counts: tuple[Count, ...]
    issues: tuple[Issue, ...]
    provenance: Provenance

    def __repr__(self) -> str:
        return record_line(self)

    def _repr_html_(self) -> str:
        """How a notebook shows the record."""
        return record_html(self)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record, as `schemas/record.schema.json` holds it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Record.model_json_schema(mode="serialization")}
