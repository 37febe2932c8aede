"""Records as the data of the page: an index of everything that lists and filters need, and the records in pieces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from extract.evidence import evidence
from extract.record import Item, Record

PIECE = 50
"""Records in one compressed piece: opening an article unpacks one, some 300 kB; packed they shrink to a tenth."""

_HEAD = 40
"""Characters that stand for an article without a title."""

_UNMARKED = {"RECIPIENT", "ISSUE"}
"""Not marked in the text: a receiver is a person already, and an issue may be about half the article."""

_FACETS = ("person", "office", "award", "issue", "rule", "year", "month")


@dataclass
class Index:
    """What the page reads first. `add` takes the records in order; `as_json` is the finished index."""

    docs: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in (*_COLUMNS, *_FACETS)})
    facets: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in _FACETS})
    provenance: dict[str, int] = field(default_factory=dict)
    _provenances: list[dict[str, str | None]] = field(default_factory=list)

    def add(self, record: Record) -> dict[str, Any]:
        """Take one more record into the columns; what of it the page reads when it is opened."""
        for name, column in _COLUMNS.items():
            self.docs[name].append(column(record))
        for name, values in _facet_values(record).items():
            known = self.facets[name]
            self.docs[name].append([known.setdefault(value, len(known)) for value in dict.fromkeys(values)])
        return self._packed(record)

    def _packed(self, record: Record) -> dict[str, Any]:
        """The record with its marks; its provenance is a number, since most share one."""
        made = record.provenance.model_dump()
        key = "\n".join(map(str, made.values()))
        if key not in self.provenance:
            self.provenance[key] = len(self._provenances)
            self._provenances.append(made)
        fields = record.model_dump(exclude={"provenance", "schema_version"})
        marks = [(span.label, span.path, span.note) for span in evidence(record) if span.label not in _UNMARKED]
        return {**fields, "marks": marks, "provenance": self.provenance[key]}

    def as_json(self, name: str, facts: Iterable[str], failures: Iterable[dict[str, Any]]) -> dict[str, Any]:
        """The index of a page that is called `name`."""
        return {
            "name": name,
            "size": len(self.docs["id"]),
            "piece": PIECE,
            "docs": self.docs,
            "facets": {facet: list(values) for facet, values in self.facets.items()},
            "provenance": self._provenances,
            "facts": list(facts),
            "failures": list(failures),
        }


_COLUMNS: dict[str, Any] = {
    "id": lambda record: record.doc_id,
    "title": lambda record: record.source.title,
    "head": lambda record: record.text.strip()[:_HEAD].replace("\n", " "),
    "date": lambda record: record.source.published,
    "score": lambda record: min((item.score for item in _items(record)), default=1.0),
    "people": lambda record: len(record.people),
    "awards": lambda record: len(record.awards),
    "dates": lambda record: len(record.dates),
    "issues": lambda record: len(record.issues),
    "repairs": lambda record: len(record.repairs),
}


def _facet_values(record: Record) -> dict[str, Iterable[str]]:
    offices = [title.position for person in record.people for title in person.titles]
    values = [date.value for date in record.dates if date.value]
    rules = Counter(item.rule for item in _items(record))
    return {
        "person": [person.name for person in record.people],
        "office": offices + [post.position for post in record.unnamed_posts],
        "award": [award.name for award in record.awards],
        "issue": [issue.code for issue in record.issues],
        "rule": list(rules),
        "year": [value[:4] for value in values if value[:4].isdecimal()],
        "month": [
            value[:7] for value in values if value[:4].isdecimal() and value[4:5] == "-" and value[5:7].isdecimal()
        ],
    }


def _items(record: Record) -> Iterator[Item]:
    yield from record.dates
    for person in record.people:
        yield person
        yield from person.titles
    yield from record.unnamed_posts
    yield from record.awards
    yield from record.grants
    yield from record.counts
