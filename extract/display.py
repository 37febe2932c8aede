"""How records and texts show themselves in a notebook: HTML that is safe, and readable on light and dark ground.

Colours are mixed into whatever ground and ink the notebook has, so no theme has to be known. Every character of an
article is escaped; there is no script in the output.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from extract.evidence import Evidence, evidence

if TYPE_CHECKING:
    from extract.record import Record
    from extract.text.align import AlignedText, Edit

_MOST_ROWS = 40
"""Rows of one table that are shown: a notebook cell is for looking, `extract.frames` holds them all."""

_HUES = {
    "PERSON": "#2f6fd0",
    "TITLE": "#1f8a78",
    "POST": "#7a8a1f",
    "AWARD": "#c8811a",
    "DATE": "#8457c4",
    "COUNT": "#c2477f",
    "REPAIR": "#d0402b",
}
_LEGEND = {
    "PERSON": "person",
    "TITLE": "title",
    "POST": "post without a name",
    "AWARD": "award",
    "DATE": "date",
    "COUNT": "count",
    "REPAIR": "repair",
}

_STYLE = (
    """<style>
.xt{line-height:1.5;max-width:72em}
.xt .xt-text{white-space:pre-wrap;line-height:2;font-size:1.08em;margin:.5em 0;overflow-wrap:anywhere}
.xt .xt-two{display:grid;grid-template-columns:repeat(auto-fit,minmax(18em,1fr));gap:0 2em}
.xt h4{margin:.8em 0 .2em;font-size:1em}.xt small{opacity:.75}
.xt summary{cursor:pointer}
.xt table{border-collapse:collapse;margin:.2em 0}
.xt.xt.xt th,.xt.xt.xt td{text-align:left;vertical-align:baseline;padding:.2em 1em .2em 0;background:none;border:0;
border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent)}
.xt .xt-key{display:flex;flex-wrap:wrap;gap:.3em .8em;font-size:.9em;margin:.4em 0}
.xt .xt-m{border-radius:.2em;padding:.1em 0;border-bottom:2px solid currentColor}
"""
    + "".join(
        f".xt .xt-{label}{{background:color-mix(in srgb,{hue} 20%,transparent);border-bottom-color:{hue}}}\n"
        for label, hue in _HUES.items()
    )
    + "</style>"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A coloured stretch of a text. `note` is shown where the pointer rests."""

    start: int
    end: int
    label: str
    note: str = ""


def marked(text: str, marks: Iterable[Mark]) -> str:
    """`text` as HTML with its marks; where they overlap, the shortest gives the colour.

    >>> marked("区长<李明>", [Mark(3, 5, "PERSON")])
    '区长&lt;<span class="xt-m xt-PERSON" title="">李明</span>&gt;'
    """
    shortest_first = sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: mark.end - mark.start)
    owners: list[Mark | None] = [None] * len(text)
    for mark in reversed(shortest_first):
        owners[mark.start : mark.end] = [mark] * (min(mark.end, len(text)) - mark.start)
    return "".join(_run(owner, piece) for owner, piece in _runs(text, owners))


def record_html(record: Record) -> str:
    """A record for a notebook: its text with coloured spans, and tables of what was found."""
    spans = list(evidence(record))
    marks = [Mark(span.start, span.end, span.label, _tip(span)) for span in spans if span.label in _HUES]
    used = [label for label in _HUES if any(mark.label == label and mark.start < mark.end for mark in marks)]
    parts = [
        _heading(record),
        f'<div class="xt-key">{"".join(_key(label) for label in used)}</div>',
        f'<div class="xt-text" lang="zh">{marked(record.text, marks)}</div>',
        *_tables(record),
    ]
    return f'{_STYLE}<div class="xt">{"".join(parts)}</div>'


def aligned_html(aligned: AlignedText) -> str:
    """An aligned text for a notebook: the source beside the working text, and what was repaired."""
    repairs = aligned.repairs
    raw = [Mark(edit.raw_start, edit.raw_end, "REPAIR", _edit_tip(aligned, edit)) for edit in repairs]
    new = [Mark(edit.start, edit.end, "REPAIR", _edit_tip(aligned, edit)) for edit in repairs]
    rows = [
        (aligned.raw[edit.raw_start : edit.raw_end], aligned.text[edit.start : edit.end], edit.kind, edit.certainty)
        for edit in repairs
    ]
    sides = (("source", aligned.raw, raw), ("working text", aligned.text, new))
    columns = "".join(
        f'<div><h4>{name}</h4><div class="xt-text" lang="zh">{marked(text, marks)}</div></div>'
        for name, text, marks in sides
    )
    tables = _table("repairs", ("found", "repaired", "kind", "certainty"), rows)
    return f'{_STYLE}<div class="xt"><div class="xt-two">{columns}</div>{tables}</div>'


def record_line(record: Record) -> str:
    """A record in one line, for terminals and logs."""
    names = ("dates", "people", "unnamed_posts", "awards", "grants", "counts", "issues")
    sizes = ", ".join(f"{len(getattr(record, name))} {name}" for name in names if getattr(record, name))
    return f"<Record {record.doc_id!r}: {len(record.text)} characters{', ' if sizes else ''}{sizes}>"


def _key(label: str) -> str:
    return f'<span class="xt-m xt-{label}">{_LEGEND[label]}</span>'


def _heading(record: Record) -> str:
    source = record.source
    facts = (source.published, source.publisher, f"{record.script} script", source.encoding, source.path)
    line = " · ".join(escape(fact) for fact in facts if fact)
    return f"<h4>{escape(source.title or record.doc_id)}</h4><small>{line}</small>"


def _tables(record: Record) -> Iterator[str]:
    people = [
        (person.name, "official" if person.official else "", "、".join(title.text for title in person.titles))
        for person in record.people
    ]
    yield _table("people", ("name", "", "titles"), people)
    posts = [(post.text, post.organization) for post in record.unnamed_posts]
    yield _table("posts without a name", ("post", "organization"), posts)
    yield _table(
        "grants", ("awards", "grade", "recipients", "count", "by", "date", "status"), map(_grant, record.grants)
    )
    granted = {name for grant in record.grants for name in grant.awards}
    others = [(award.name, award.level, award.kind) for award in record.awards if award.name not in granted]
    yield _table("awards only named", ("name", "level", "kind"), others)
    dates = [(date.text, date.value, date.anchor) for date in record.dates]
    yield _table("dates", ("text", "value", "anchor"), dates, closed=True)
    counts = [(count.text, count.value, count.max, count.qualifier) for count in record.counts]
    yield _table("counts", ("text", "value", "max", "qualifier"), counts, closed=True)
    repairs = [(repair.raw, repair.text, repair.kind, repair.certainty) for repair in record.repairs]
    yield _table("repairs", ("found", "repaired", "kind", "certainty"), repairs, closed=True)
    yield _table("issues", ("code", "message"), [(issue.code, issue.message) for issue in record.issues])


def _grant(grant: Any) -> tuple[Any, ...]:
    names = "、".join(recipient.name for recipient in grant.recipients)
    count = grant.count.text if grant.count else None
    return "、".join(grant.awards), grant.grade, names, count, grant.granted_by, grant.date, grant.status


def _table(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, closed: bool = False) -> str:
    """A table under its heading, nothing where there are no rows; a closed one opens when it is clicked."""
    cells = [[_cell(value) for value in row] for row in rows]
    if not cells:
        return ""
    head = "".join(f"<th>{column}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells[:_MOST_ROWS])
    more = f"<small>and {len(cells) - _MOST_ROWS} more</small>" if len(cells) > _MOST_ROWS else ""
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
    if closed:
        return f"<details><summary>{name} ({len(cells)})</summary>{table}</details>"
    return f"<h4>{name}</h4>{table}"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else escape(str(value))


def _tip(span: Evidence) -> str:
    by = f" [{span.rule}, {span.score:g}]" if span.score is not None else ""
    return f"{_LEGEND[span.label]}: {span.note}{by}"


def _edit_tip(aligned: AlignedText, edit: Edit) -> str:
    found, new = aligned.raw[edit.raw_start : edit.raw_end], aligned.text[edit.start : edit.end]
    return f"{found} → {new or '∅'} ({edit.kind}, {edit.certainty})"


def _runs(text: str, owners: Sequence[Mark | None]) -> Iterator[tuple[Mark | None, str]]:
    """Stretches of the text under one mark, or under none."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or owners[end] is not owners[start]:
            yield owners[start], text[start:end]
            start = end


def _run(mark: Mark | None, piece: str) -> str:
    if mark is None:
        return escape(piece)
    return f'<span class="xt-m xt-{mark.label}" title="{escape(mark.note)}">{escape(piece)}</span>'
