"""Records as DataFrames: one table a kind of item, each row with its evidence.

Every table has the same columns with the same types however few rows it has, so that pieces of a large run fit
together. Each item carries `doc_id`, its spans, the rule that made it, its score and the sentence it stands in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from extract.record import Count, Item, Record
from extract.text.sentences import split_sentences

Row = dict[str, Any]

_TEXT, _INT, _FLOAT, _BOOL = "string", "Int64", "Float64", "boolean"

_SPAN = dict.fromkeys(("start", "end", "raw_start", "raw_end"), _INT)
_EVIDENCE = {**_SPAN, "rule": _TEXT, "score": _FLOAT, "sentence": _TEXT}
_COUNT = {"count": _FLOAT, "count_max": _FLOAT, "count_unit": _TEXT, "count_qualifier": _TEXT}


JOINS: dict[str, tuple[str, str]] = {
    "articles": ("an article", "`doc_id`"),
    "dates": ("a date", "`doc_id`, `start`"),
    "people": ("a person and a title; a person without a title has one row", "`doc_id`, `person`, `title_start`"),
    "titles": ("a person and a title", "`doc_id`, `person` joins `people`; `start`"),
    "unnamed_posts": ("a post without a named holder", "`doc_id`, `start`"),
    "awards": ("an award", "`doc_id`, `name`"),
    "grants": (
        "a grant and a recipient; a grant without a named one has one row",
        "`doc_id`, `grant`, `recipient_start`",
    ),
    "recipients": (
        "a grant and a recipient",
        "`doc_id`, `grant` joins `grants`; `doc_id`, `person` joins `people`; `start`",
    ),
    "counts": ("a count", "`doc_id`, `start`"),
    "issues": ("something that a reader should look at", "`doc_id`, `start`"),
    "repairs": ("a change made to the source", "`doc_id`, `raw_start`"),
}
"""What one row of each table is, and its key. Every table has `doc_id`, which joins it to `articles`."""


class _Sentences:
    """The sentence around any offset of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = split_sentences(text)
        self._starts = [span.start for span in self._spans]

    def around(self, start: int) -> str | None:
        at = bisect_right(self._starts, start) - 1
        return self._text[slice(*self._spans[at])] if at >= 0 and start < self._spans[at].end else None


def frames(records: Iterable[Record]) -> dict[str, pd.DataFrame]:
    """The records as tables.

    Returns:
        A table for each line of `JOINS`, which says what one row is and by which columns it is joined to others.
        Lists inside a cell are joined by `、`.

    >>> from extract import extract
    >>> frames([extract("区长出席。")])["articles"][["doc_id", "script", "characters"]].values.tolist()
    [['text', 'simplified', 5]]
    """
    rows: dict[str, list[Row]] = {name: [] for name in _TABLES}
    for record in records:
        sentences = _Sentences(record.text)
        for name, table in _TABLES.items():
            rows[name].extend({"doc_id": record.doc_id, **row} for row in table.rows(record, sentences))
    return {name: _frame(rows[name], table.columns) for name, table in _TABLES.items()}


def _frame(rows: Sequence[Row], columns: dict[str, Any]) -> pd.DataFrame:
    typed = {"doc_id": _TEXT, **columns}
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in typed.items()})


def _evidence(item: Item, sentences: _Sentences) -> Row:
    return {**_span(item), "rule": item.rule, "score": item.score, "sentence": sentences.around(item.start)}


def _span(item: Any, prefix: str = "") -> Row:
    return {f"{prefix}{name}": getattr(item, name, None) for name in _SPAN}


def _pick(item: Any, *names: str) -> Row:
    return {name: getattr(item, name) for name in names}


def _joined(names: Iterable[str]) -> str:
    return "、".join(names)


def _articles(record: Record, _: _Sentences) -> Iterator[Row]:
    source = _pick(record.source, *_SOURCE)
    sizes = {name: len(getattr(record, name)) for name in _LISTS}
    yield {**source, "script": record.script, "characters": len(record.text), **sizes, "text": record.text}


def _dates(record: Record, sentences: _Sentences) -> Iterator[Row]:
    for date in record.dates:
        start, end = date.interval or (None, None)
        interval = {"interval_start": start, "interval_end": end}
        yield {**_pick(date, "text", "type", "value", "duration", "anchor"), **interval, **_evidence(date, sentences)}


def _people(record: Record, sentences: _Sentences) -> Iterator[Row]:
    for number, person in enumerate(record.people):
        named = _pick(person, "name", "name_raw", "key", "official")
        base = {"person": number, **named, "mentions": len(person.mentions)}
        for title in person.titles or (None,):
            yield {
                **base,
                "title": getattr(title, "text", None),
                **{name: getattr(title, name, None) for name in ("organization", "position", "status")},
                **_span(title, "title_"),
                "title_rule": getattr(title, "rule", None),
                **_evidence(person, sentences),
            }


def _titles(record: Record, sentences: _Sentences) -> Iterator[Row]:
    for number, person in enumerate(record.people):
        for title in person.titles:
            held = _pick(title, "organization", "position", "status")
            named = {"person": number, **_pick(person, "name", "key", "official"), "title": title.text}
            yield {**named, **held, **_evidence(title, sentences)}


def _unnamed_posts(record: Record, sentences: _Sentences) -> Iterator[Row]:
    for post in record.unnamed_posts:
        yield {**_pick(post, "text", "organization", "position"), **_evidence(post, sentences)}


def _awards(record: Record, sentences: _Sentences) -> Iterator[Row]:
    for award in record.awards:
        base = _pick(award, "name", "level", "kind")
        yield {**base, "mentions": len(award.mentions), **_evidence(award, sentences)}


def _grants(record: Record, sentences: _Sentences) -> Iterator[Row]:
    for number, grant in enumerate(record.grants):
        base = {
            "grant": number,
            "awards": _joined(grant.awards),
            **_pick(grant, "grade", "granted_by", "date", "status"),
            **_count(grant.count),
            **_evidence(grant, sentences),
        }
        for recipient in grant.recipients or (None,):
            named = {"recipient": getattr(recipient, "name", None), "recipient_kind": getattr(recipient, "kind", None)}
            yield {**base, **named, **_span(recipient, "recipient_")}


def _recipients(record: Record, sentences: _Sentences) -> Iterator[Row]:
    by_mention = _people_by_place(record)
    for number, grant in enumerate(record.grants):
        granted = {"awards": _joined(grant.awards), **_pick(grant, "grade", "granted_by", "date", "status")}
        for recipient in grant.recipients:
            who = {"recipient": recipient.name, "recipient_kind": recipient.kind}
            person = by_mention.get((recipient.start, recipient.end))
            yield {"grant": number, **who, "person": person, **granted, **_evidence(recipient, sentences)}


def _people_by_place(record: Record) -> dict[tuple[int, int], int]:
    """The number of the person who is mentioned at a span: a recipient who is a person is one of those mentions."""
    return {
        (mention.start, mention.end): number
        for number, person in enumerate(record.people)
        for mention in person.mentions
    }


def _count(count: Count | None) -> Row:
    fields = {"count": "value", "count_max": "max", "count_unit": "unit", "count_qualifier": "qualifier"}
    return {column: getattr(count, name, None) for column, name in fields.items()}


def _counts(record: Record, sentences: _Sentences) -> Iterator[Row]:
    for count in record.counts:
        yield {**_pick(count, "text", "value", "max", "unit", "of", "qualifier"), **_evidence(count, sentences)}


def _issues(record: Record, sentences: _Sentences) -> Iterator[Row]:
    for issue in record.issues:
        yield {**_pick(issue, "code", "message"), **_span(issue), "sentence": sentences.around(issue.start)}


def _repairs(record: Record, sentences: _Sentences) -> Iterator[Row]:
    for repair in record.repairs:
        found = {**_pick(repair, "raw", "text", "kind", "certainty"), "candidates": _joined(repair.candidates)}
        yield {**found, **_span(repair), "sentence": sentences.around(repair.start)}


@dataclass(frozen=True, slots=True)
class _Table:
    """Columns with their pandas types, and the rows that one record gives."""

    columns: dict[str, str]
    rows: Callable[[Record, _Sentences], Iterator[Row]]


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, _TEXT)


_SOURCE = ("path", "media_type", "encoding", "sha256", "title", "publisher", "editor", "url", "published")
_LISTS = ("dates", "people", "unnamed_posts", "awards", "grants", "counts", "issues", "repairs")
_PLACED = {**_SPAN, "sentence": _TEXT}

_TABLES: dict[str, _Table] = {
    "articles": _Table(
        {**_texts(*_SOURCE, "script"), "characters": _INT, **dict.fromkeys(_LISTS, _INT), "text": _TEXT}, _articles
    ),
    "dates": _Table(
        {**_texts("text", "type", "value", "interval_start", "interval_end", "duration", "anchor"), **_EVIDENCE},
        _dates,
    ),
    "people": _Table(
        {
            "person": _INT,
            **_texts("name", "name_raw", "key"),
            "official": _BOOL,
            **_texts("title", "organization", "position", "status"),
            "mentions": _INT,
            **_EVIDENCE,
            **{f"title_{name}": kind for name, kind in _SPAN.items()},
            "title_rule": _TEXT,
        },
        _people,
    ),
    "titles": _Table(
        {
            "person": _INT,
            **_texts("name", "key"),
            "official": _BOOL,
            **_texts("title", "organization", "position", "status"),
            **_EVIDENCE,
        },
        _titles,
    ),
    "unnamed_posts": _Table({**_texts("text", "organization", "position"), **_EVIDENCE}, _unnamed_posts),
    "awards": _Table({**_texts("name", "level", "kind"), "mentions": _INT, **_EVIDENCE}, _awards),
    "grants": _Table(
        {
            "grant": _INT,
            **_texts("awards", "grade", "recipient", "recipient_kind"),
            **_COUNT,
            **_texts("granted_by", "date", "status"),
            **_EVIDENCE,
            **{f"recipient_{name}": kind for name, kind in _SPAN.items()},
        },
        _grants,
    ),
    "recipients": _Table(
        {
            "grant": _INT,
            **_texts("recipient", "recipient_kind"),
            "person": _INT,
            **_texts("awards", "grade", "granted_by", "date", "status"),
            **_EVIDENCE,
        },
        _recipients,
    ),
    "counts": _Table(
        {"text": _TEXT, "value": _FLOAT, "max": _FLOAT, **_texts("unit", "of", "qualifier"), **_EVIDENCE}, _counts
    ),
    "issues": _Table({**_texts("code", "message"), **_PLACED}, _issues),
    "repairs": _Table({**_texts("raw", "text", "kind", "certainty", "candidates"), **_PLACED}, _repairs),
}
