"""Mentions as items of the record: the same values, placed in both texts."""

from __future__ import annotations

from extract.document import Document
from extract.record import Count, Date, Repair, TextMention
from extract.text.align import AlignedText, Edit
from extract.types import CountMention, DateMention, Mention


def text_item(document: Document, mention: Mention) -> TextMention:
    """A mention that says no more than where it stands."""
    return TextMention(**document.place(mention), text=mention.text)


def date_item(document: Document, mention: DateMention) -> Date:
    """A time expression."""
    return Date(
        **document.place(mention),
        text=mention.text,
        type=mention.type,
        value=mention.value,
        interval=mention.interval,
        duration=mention.duration,
        anchor=mention.anchor,
    )


def count_item(document: Document, mention: CountMention) -> Count:
    """A count."""
    return Count(
        **document.place(mention),
        text=mention.text,
        value=mention.value,
        max=mention.max,
        unit=mention.unit,
        of=mention.of,
        qualifier=mention.qualifier,
    )


def repair_item(aligned: AlignedText, edit: Edit) -> Repair:
    """One repair, with what stood there and what stands there now."""
    return Repair(
        start=edit.start,
        end=edit.end,
        raw_start=edit.raw_start,
        raw_end=edit.raw_end,
        raw=aligned.raw[edit.raw_start : edit.raw_end],
        text=aligned.text[edit.start : edit.end],
        kind=edit.kind,
        certainty=edit.certainty,
        candidates=edit.candidates,
    )
