"""What the tables hold: their columns with their types, and where in the records these stand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from extract.tables.items import Columns, Integers, Items, Records

_TEXT, _INT, _FLOAT, _BOOL = "string", "Int64", "Float64", "boolean"

_SPAN = dict.fromkeys(("start", "end", "raw_start", "raw_end"), _INT)
_EVIDENCE = {**_SPAN, "rule": _TEXT, "score": _FLOAT, "sentence": _TEXT}
_COUNT = {"count": _FLOAT, "count_max": _FLOAT, "count_unit": _TEXT, "count_qualifier": _TEXT}
_SOURCE = ("path", "media_type", "encoding", "sha256", "title", "publisher", "editor", "url", "published")
_LISTS = ("dates", "people", "unnamed_posts", "awards", "grants", "counts", "issues", "repairs")


def columns_of(name: str, records: Records) -> Columns:
    """The columns of the table `name`, which `TABLES` puts in order."""
    return _MAKE[name](records)


def _articles(records: Records) -> Columns:
    all_of = records.all
    sizes = {name: all_of.sizes(name) for name in _LISTS}
    own = {**all_of.pick("script", "text"), "characters": all_of.characters("text")}
    return {**all_of.doc_ids(), **all_of.part("source").pick(*_SOURCE), **own, **sizes}


def _dates(records: Records) -> Columns:
    date = records.all.each("dates")
    interval = {"interval_start": date.at("interval", 0), "interval_end": date.at("interval", 1)}
    return {**date.pick("text", "type", "value", "duration", "anchor"), **interval, **_evidence(date)}


def _people(records: Records) -> Columns:
    person = records.all.each("people")
    title = person.each("titles", or_none=True)
    base = {"person": person.numbers(), **person.pick("name", "name_raw", "key", "official"), **_evidence(person)}
    told = title.pick("organization", "position", "status")
    named = title.beside_owner({**base, "mentions": person.sizes("mentions")})
    return {**named, "title": title["text"], **told, **title.span("title_"), "title_rule": title["rule"]}


def _titles(records: Records) -> Columns:
    person = records.all.each("people")
    title = person.each("titles")
    named = title.beside_owner({"person": person.numbers(), **person.pick("name", "key", "official")})
    return {**named, "title": title["text"], **title.pick("organization", "position", "status"), **_evidence(title)}


def _unnamed_posts(records: Records) -> Columns:
    post = records.all.each("unnamed_posts")
    return {**post.pick("text", "organization", "position"), **_evidence(post)}


def _awards(records: Records) -> Columns:
    award = records.all.each("awards")
    return {**award.pick("name", "level", "kind"), "mentions": award.sizes("mentions"), **_evidence(award)}


def _grants(records: Records) -> Columns:
    grant = records.all.each("grants")
    count = grant.part("count")
    recipient = grant.each("recipients", or_none=True)
    counted = {"count": "value", "count_max": "max", "count_unit": "unit", "count_qualifier": "qualifier"}
    given = {**_given(grant), **{column: count[name] for column, name in counted.items()}}
    named = {"recipient": recipient["name"], "recipient_kind": recipient["kind"], **recipient.span("recipient_")}
    return {**recipient.beside_owner({**given, **_evidence(grant)}), **named}


def _recipients(records: Records) -> Columns:
    grant = records.all.each("grants")
    recipient = grant.each("recipients")
    person = records.numbers(_person_at(recipient, records.all.each("people")))
    named = {"recipient": recipient["name"], "recipient_kind": recipient["kind"], "person": person}
    return {**recipient.beside_owner(_given(grant)), **named, **_evidence(recipient)}


def _given(grant: Items) -> Columns:
    told = grant.pick("grade", "granted_by", "date", "status")
    return {"grant": grant.numbers(), "awards": grant.joined("awards"), **told}


def _person_at(recipient: Items, person: Items) -> Integers:
    """The number of the person who is mentioned where a recipient stands, -1 where none is."""
    mention = person.each("mentions")
    longest = max(mention.lengths().max(initial=0), recipient.lengths().max(initial=0)) + 1
    known = mention.places() * longest + mention.lengths()
    order = np.argsort(known, kind="stable")
    wanted = recipient.places() * longest + recipient.lengths()
    last = np.searchsorted(known[order], wanted, "right") - 1
    # A -1 before all others stands for nobody, so that an index of -1 need not be told apart.
    keys, people = np.append(known[order], -1), np.append(person.number[mention.owner][order], -1)
    return np.where(keys[last] == wanted, people[last], -1)


def _counts(records: Records) -> Columns:
    count = records.all.each("counts")
    return {**count.pick("text", "value", "max", "unit", "of", "qualifier"), **_evidence(count)}


def _issues(records: Records) -> Columns:
    issue = records.all.each("issues")
    return {**issue.pick("code", "message"), **_placed(issue)}


def _repairs(records: Records) -> Columns:
    repair = records.all.each("repairs")
    found = {**repair.pick("raw", "text", "kind", "certainty"), "candidates": repair.joined("candidates")}
    return {**found, **_placed(repair)}


def _placed(items: Items) -> Columns:
    return {**items.doc_ids(), **items.span(), "sentence": items.sentences()}


def _evidence(items: Items) -> Columns:
    return {**_placed(items), **items.pick("rule", "score")}


_MAKE: dict[str, Callable[[Records], Columns]] = {
    "articles": _articles,
    "dates": _dates,
    "people": _people,
    "titles": _titles,
    "unnamed_posts": _unnamed_posts,
    "awards": _awards,
    "grants": _grants,
    "recipients": _recipients,
    "counts": _counts,
    "issues": _issues,
    "repairs": _repairs,
}


_ID = {"doc_id": _TEXT}
_PLACED = {**_SPAN, "sentence": _TEXT}
_NAMED = {"name": _TEXT, "key": _TEXT, "official": _BOOL}
_HELD = dict.fromkeys(("title", "organization", "position", "status"), _TEXT)
_RECIPIENT = {"recipient": _TEXT, "recipient_kind": _TEXT}


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, _TEXT)


def _prefixed(prefix: str, types: dict[str, str]) -> dict[str, str]:
    return {f"{prefix}{name}": kind for name, kind in types.items()}


TABLES: dict[str, dict[str, str]] = {
    "articles": {
        **_ID,
        **_texts(*_SOURCE, "script"),
        "characters": _INT,
        **dict.fromkeys(_LISTS, _INT),
        "text": _TEXT,
    },
    "dates": {
        **_ID,
        **_texts("text", "type", "value", "interval_start", "interval_end", "duration", "anchor"),
        **_EVIDENCE,
    },
    "people": {
        **_ID,
        "person": _INT,
        **_texts("name", "name_raw", "key"),
        "official": _BOOL,
        **_HELD,
        "mentions": _INT,
        **_EVIDENCE,
        **_prefixed("title_", _SPAN),
        "title_rule": _TEXT,
    },
    "titles": {**_ID, "person": _INT, **_NAMED, **_HELD, **_EVIDENCE},
    "unnamed_posts": {**_ID, **_texts("text", "organization", "position"), **_EVIDENCE},
    "awards": {**_ID, **_texts("name", "level", "kind"), "mentions": _INT, **_EVIDENCE},
    "grants": {
        **_ID,
        "grant": _INT,
        **_texts("awards", "grade"),
        **_RECIPIENT,
        **_COUNT,
        **_texts("granted_by", "date", "status"),
        **_EVIDENCE,
        **_prefixed("recipient_", _SPAN),
    },
    "recipients": {
        **_ID,
        "grant": _INT,
        **_RECIPIENT,
        "person": _INT,
        **_texts("awards", "grade", "granted_by", "date", "status"),
        **_EVIDENCE,
    },
    "counts": {
        **_ID,
        "text": _TEXT,
        "value": _FLOAT,
        "max": _FLOAT,
        **_texts("unit", "of", "qualifier"),
        **_EVIDENCE,
    },
    "issues": {**_ID, **_texts("code", "message"), **_PLACED},
    "repairs": {**_ID, **_texts("raw", "text", "kind", "certainty", "candidates"), **_PLACED},
}
"""The columns of each table in their order, with their pandas types."""
