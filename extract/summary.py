"""A run at a glance: one row an article, in a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from extract.record import Count, Grant, Person, Record


def summary_table(records: Iterable[Record]) -> Table:
    """People with their offices, awards with their receivers, and counts of each record."""
    table = Table(show_lines=True, expand=True)
    for column, ratio in (("article", 3), ("people", 5), ("awards and grants", 5), ("counts", 2)):
        table.add_column(column, ratio=ratio, overflow="fold")
    for record in records:
        table.add_row(*map(Text, _cells(record)))
    return table


def _cells(record: Record) -> tuple[str, str, str, str]:
    posts = [f"? {post.text}" for post in record.unnamed_posts]
    granted = {name for grant in record.grants for name in grant.awards}
    only_named = [award.name for award in record.awards if award.name not in granted]
    return (
        f"{record.doc_id}\n{len(record.dates)} {'date' if len(record.dates) == 1 else 'dates'}",
        "\n".join([*map(_person, record.people), *posts]),
        "\n".join([*map(_grant, record.grants), *only_named]),
        "\n".join(dict.fromkeys(map(_count, record.counts))),
    )


def _person(person: Person) -> str:
    titles = "、".join(title.text for title in person.titles)
    return f"{'*' if person.official else ' '} {person.name}  {titles}".rstrip()


def _grant(grant: Grant) -> str:
    receivers = [recipient.name for recipient in grant.recipients]
    if grant.count:
        receivers.append(grant.count.text)
    awards = "、".join(grant.awards)
    grade = f" {grant.grade}" if grant.grade and grant.grade not in awards else ""
    return f"{awards}{grade} → {'、'.join(receivers) or '?'}"


def _count(count: Count) -> str:
    lost = "" if count.value is not None else " (unreadable)"
    return f"{count.text}{lost}"


LEGEND = "* official   ? post whose holder the text does not name   → receivers"
