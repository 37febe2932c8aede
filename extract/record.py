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
Score = Annotated[float, Field(ge=0, le=1, description="how sure the rule is, from 0 to 1")]
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
    """Where the article came from, and what is known about it."""

    path: str = Field(description="of the file or table, with the member of an archive")
    media_type: str
    encoding: str | None = Field(description="null where the input was text already")
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
    raw: str = Field(description="what stood there")
    text: str = Field(description="what stands there now")
    kind: str = Field(
        description="what was wrong: annotation, compatible, conversion, entity, escape, footnote, invisible, line_end, "
        "misread, mojibake, page_number, punctuation, quoted, repeated, spaced, surrogate, tag, undecodable, wide or wrapped"
    )
    certainty: Certainty = Field(description="lost: nothing can restore it, and ▢ stands in its place")
    candidates: tuple[str, ...] = Field(default=(), description="other readings of a likely repair, the best first")


class Date(Item):
    """A time expression with its value."""

    text: Name
    type: DateType
    value: str | None = Field(description="ISO 8601 or TIMEX3; X for what the text leaves open")
    interval: tuple[str | None, str | None] | None = Field(
        default=None, description="two ISO date-times, half-open; null at an end that is open"
    )
    duration: str | None = Field(default=None, description="ISO 8601 duration")
    anchor: Anchor = Field(description="what fixed the value: the expression itself, the publication date, …")


class Title(Item):
    """A post or a professional title of a person."""

    text: Name = Field(description="as it stands, with the organisation written directly before it")
    organization: str | None = Field(description="as full as the text allows")
    position: str = Field(description="without the organisation")
    status: PostStatus


class TextMention(Item):
    """Where a person or an award is mentioned."""

    text: Name


class Person(Item):
    """A person whom the text names, once, at the first mention."""

    name: Name = Field(description="the fullest form of the name, simplified, without inner spaces")
    name_raw: str = Field(description="the characters of the source")
    key: str | None = Field(default=None, description="of the user's roster; null without one, or where it cannot tell")
    official: bool = Field(
        description="whether a title is one of public office: party, state, army, mass organisation, foreign state"
    )
    titles: tuple[Title, ...]
    mentions: tuple[TextMention, ...]


class UnnamedPost(Item):
    """A post mentioned as a person present or acting, whose holder the text does not name."""

    text: Name
    organization: str | None = Field(description="as full as the text allows")
    position: str = Field(description="without the organisation")


class Award(Item):
    """A named honour, once, at the first mention."""

    name: Name = Field(description="without edition, year and grade")
    level: AwardLevel | None = Field(
        description="of the body that confers it; null where neither the name nor the text tells"
    )
    kind: AwardKind
    mentions: tuple[TextMention, ...]


class Count(Item):
    """How many people, groups, honours or works there are."""

    text: Name = Field(description="number, unit, and what is counted if it follows at once")
    value: float | None = Field(description="null where a digit is lost")
    max: float | None = Field(default=None, description="of a range: 三四十人 has the value 30 and the max 40")
    unit: str = Field(description="such as 名, 家 or 人次")
    of: str | None = Field(default=None, description="what is counted, such as 职工")
    qualifier: Qualifier = Field(description="over: 余, 多, 以上; under: 不足, 以内; lost: a digit is lost")


class Recipient(Item):
    """Who or what receives an award."""

    name: Name
    kind: Literal["person", "group", "place", "work"]


class Grant(Item):
    """One statement that awards were, are or will be conferred."""

    awards: tuple[Name, ...] = Field(min_length=1, description="names as in `awards`")
    grade: str | None = Field(default=None, description="such as 一等奖")
    recipients: tuple[Recipient, ...]
    count: Count | None = Field(default=None, description="how many receive, where the statement says so")
    granted_by: str | None = Field(default=None, description="the body that confers")
    date: str | None = Field(default=None, description="a value as in `dates`")
    status: GrantStatus = Field(description="held: a holder is described, and nothing told of the conferral")


class Issue(_Model):
    """Something a reader of the record should know: lost characters, a list that does not match its total, …"""

    code: str = Field(description="stable: one of those listed in docs/record.md")
    message: str = Field(description="what it is, and what to do")
    start: Offset
    end: Offset
    raw_start: Offset
    raw_end: Offset


class Provenance(_Model):
    """Versions and hashes of everything that decides the result."""

    package: str = Field(description="version of extract")
    rules: str = Field(description="hash of the code that decides a record")
    word_lists: str = Field(description="hash of the word lists")
    opencc: str = Field(description="version and conversion")
    segmenter: str = Field(description="its name and version, and the hash of a user dictionary")
    tagger: str = Field(description="its name, which changes with the model")
    roster: str | None = Field(default=None, description="hash of the user's table of people")


class Record(_Model):
    """Everything extracted from one article, each value traced to its characters."""

    schema_version: str = SCHEMA_VERSION
    doc_id: str = Field(description="the `id` of a row, else the path below the input folder, without its ending")
    source: Source
    text: str = Field(description="the working text: repaired and simplified")
    script: Script = Field(description="of the source")
    repairs: tuple[Repair, ...] = Field(description="every change made to the source but script and markup")
    dates: tuple[Date, ...] = Field(description="time expressions, in the order of the text")
    people: tuple[Person, ...] = Field(description="everyone named, once")
    unnamed_posts: tuple[UnnamedPost, ...] = Field(
        description="posts whose holders act or are present but are not named"
    )
    awards: tuple[Award, ...] = Field(description="named honours, once")
    grants: tuple[Grant, ...] = Field(description="which awards went to whom, or to how many")
    counts: tuple[Count, ...] = Field(description="how many people, groups, honours and works")
    issues: tuple[Issue, ...] = Field(description="what a reader should look at")
    provenance: Provenance = Field(description="what decided the result")

    def __repr__(self) -> str:
        return record_line(self)

    def _repr_html_(self) -> str:
        """How a notebook shows the record."""
        return record_html(self)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record, as `schemas/record.schema.json` holds it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Record.model_json_schema(mode="serialization")}
