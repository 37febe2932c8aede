"""Corrected spans as gold: what `extract eval` compares records with.

A span that the record has too keeps what the record says of it (a date's value, a title's holder). One that was taken
away takes its value along. A new one gets what can be read from it: a title belongs to the next name of its line, and the
rules say whether it makes an official; a date is read by the rules for dates; and a new count has no value: it is null, and
to be filled in by hand.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from extract.config import Config
from extract.errors import ConfigError
from extract.exchange.spans import Annotated
from extract.extractors.dates import find_dates
from extract.pipeline import Pipeline
from extract.record import Record
from extract.types import Article, parse_published

Gold = dict[str, Any]
_Places = set[tuple[int, int]]


def gold_of(record: Record, corrected: Annotated) -> Gold:
    """The gold annotation that `corrected` makes of `record`, in the form of `corpora/gold.jsonl`.

    Raises ConfigError where the text is another one: offsets would point elsewhere.
    """
    if corrected.text != record.text:
        raise ConfigError(f"{record.doc_id}: the corrected text is not that of the record: do not edit texts")
    places: dict[str, _Places] = {}
    for span in corrected.spans:
        places.setdefault(span.label, set()).add((span.start, span.end))
    return {
        "id": record.doc_id,
        "published": record.source.published,
        "dates": _dates(record, places.get("DATE", set())),
        "people": _people(record, places.get("PERSON", set()), places.get("TITLE", set())),
        "unnamed_posts": [record.text[start:end] for start, end in sorted(places.get("POST", set()))],
        "awards": _awards(record, places.get("AWARD", set())),
        "grants": _grants(record, places.get("AWARD", set()), places.get("RECIPIENT", set())),
        "counts": _counts(record, places.get("COUNT", set())),
    }


def _dates(record: Record, places: _Places) -> list[Gold]:
    known = {_place(date): (date.type, date.value) for date in record.dates}
    rows = []
    for place in sorted(places):
        text = record.text[slice(*place)]
        kind, value = known.get(place) or _read_date(text, record.source.published)
        rows.append({"text": text, "type": kind, "value": value or ""})
    # Set expressions (每年) are left out of gold.
    return _numbered([row for row in rows if row["type"] != "set"])


def _read_date(text: str, published: str | None) -> tuple[str, str | None]:
    found = [date for date in find_dates(text, parse_published(published)) if date.text == text]
    return (found[0].type, found[0].value) if found else ("date", None)


def _people(record: Record, names: _Places, titles: _Places) -> list[Gold]:
    people: list[Gold] = []
    taken: _Places = set()
    for person in record.people:
        mentions = {_place(mention) for mention in person.mentions}
        taken |= mentions
        if mentions & names:
            held = [{"text": title.text} for title in person.titles if _place(title) in titles]
            people.append({"name": person.name, "official": person.official, "titles": held, "at": mentions & names})
    new: list[Gold] = [
        {"name": record.text[slice(*place)], "official": False, "titles": [], "at": {place}}
        for place in sorted(names - taken)
    ]
    people += new
    known = {_place(title) for person in record.people for title in person.titles}
    for place in sorted(titles - known):
        line = record.text[place[1] :].partition("\n")[0]
        behind = [
            (start, person) for person in people for start, _ in person["at"] if 0 <= start - place[1] < len(line)
        ]
        if behind:
            min(behind, key=lambda pair: pair[0])[1]["titles"].append({"text": record.text[slice(*place)]})
    for added in new:
        added["official"] = any(_makes_official(title["text"], added["name"]) for title in added["titles"])
    return [{name: value for name, value in person.items() if name != "at"} for person in people]


def _makes_official(title: str, name: str) -> bool:
    read = _rules().process(Article("new", f"{title}{name}出席会议。"))
    return any(person.official for person in read.people)


@cache
def _rules() -> Pipeline:
    return Pipeline(Config(tagger="none"))


def _awards(record: Record, places: _Places) -> list[str]:
    known = {_place(mention): award.name for award in record.awards for mention in award.mentions}
    return list(dict.fromkeys(known.get(place, record.text[slice(*place)]) for place in sorted(places)))


def _grants(record: Record, awards: _Places, recipients: _Places) -> list[Gold]:
    left = {award.name for award in record.awards if any(_place(mention) in awards for mention in award.mentions)}
    gone = {award.name for award in record.awards} - left
    grants = []
    for grant in record.grants:
        names = [name for name in grant.awards if name not in gone]
        if names:
            given = [each.name for each in grant.recipients if _place(each) in recipients]
            count = {"text": grant.count.text, "value": grant.count.value} if grant.count else None
            told = {"grade": grant.grade, "granted_by": grant.granted_by, "date": grant.date}
            grants.append({"awards": names, "recipients": given, "count": count, **told})
    return grants


def _counts(record: Record, places: _Places) -> list[Gold]:
    known = {_place(count): count for count in record.counts}
    rows = []
    for place in sorted(places):
        count = known.get(place)
        read = (
            {"value": count.value, "max": count.max, "qualifier": count.qualifier}
            if count
            else {"value": None, "qualifier": "exact"}
        )
        rows.append({"text": record.text[slice(*place)], **read})
    return _numbered(rows)


def _numbered(rows: list[Gold]) -> list[Gold]:
    """Each row with `nth`: which of the rows with the same words it is."""
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row["text"]] += 1
        row["nth"] = seen[row["text"]]
    return rows


def _place(item: Any) -> tuple[int, int]:
    return item.start, item.end
