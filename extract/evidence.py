"""The labelled spans of a record: one flat list that pages, annotation tools and explanations read.

Each span has the `path` of its item, such as `people.3.titles.0`, by which it can be found again in the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.record import Record


@dataclass(frozen=True, slots=True)
class Evidence:
    """One labelled span of both texts. `note` says in a few words what the value is.

    Of the labels, POST is a post without a named holder, and RECIPIENT a receiver of a grant.
    """

    label: str
    path: str
    start: int
    end: int
    raw_start: int
    raw_end: int
    rule: str = ""
    score: float | None = None
    note: str = ""


def evidence(record: Record) -> Iterator[Evidence]:
    """Every labelled span of `record`, kind by kind in the order of the record.

    >>> from extract import extract
    >>> found = evidence(extract("区长李明出席。"))
    >>> [(span.label, span.path, span.start, span.end) for span in found]
    [('PERSON', 'people.0.mentions.0', 2, 4), ('TITLE', 'people.0.titles.0', 0, 2)]
    """
    yield from _spans("DATE", "dates", record.dates, [date.value or date.type for date in record.dates])
    for number, person in enumerate(record.people):
        path = f"people.{number}"
        yield from _spans("PERSON", f"{path}.mentions", person.mentions, repeat(person.name))
        notes = [f"{person.name}: {title.position}" for title in person.titles]
        yield from _spans("TITLE", f"{path}.titles", person.titles, notes)
    posts = record.unnamed_posts
    yield from _spans("POST", "unnamed_posts", posts, [post.organization or "" for post in posts])
    for number, award in enumerate(record.awards):
        yield from _spans("AWARD", f"awards.{number}.mentions", award.mentions, repeat(award.name))
    for number, grant in enumerate(record.grants):
        note = f"{'、'.join(grant.awards)}{grant.grade or ''}"
        yield from _spans("RECIPIENT", f"grants.{number}.recipients", grant.recipients, repeat(note))
    yield from _spans("COUNT", "counts", record.counts, map(_count_note, record.counts))
    yield from _spans("ISSUE", "issues", record.issues, [f"{issue.code}: {issue.message}" for issue in record.issues])
    yield from _spans("REPAIR", "repairs", record.repairs, map(_repair_note, record.repairs))


def _spans(label: str, path: str, items: Sequence[Any], notes: Iterable[str]) -> Iterator[Evidence]:
    for number, (item, note) in enumerate(zip(items, notes, strict=False)):
        yield Evidence(
            label=label,
            path=f"{path}.{number}",
            start=item.start,
            end=item.end,
            raw_start=item.raw_start,
            raw_end=item.raw_end,
            rule=getattr(item, "rule", ""),
            score=getattr(item, "score", None),
            note=note,
        )


def _count_note(count: Any) -> str:
    number = "?" if count.value is None else f"{count.value:g}"
    return f"{number}{f'–{count.max:g}' if count.max is not None else ''} {count.unit} {count.qualifier}"


def _repair_note(repair: Any) -> str:
    return f"{repair.raw} → {repair.text or '∅'} ({repair.kind})"
