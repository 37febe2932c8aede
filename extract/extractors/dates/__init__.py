"""Time expressions: a grammar of named pieces, one parser a surface form, one normaliser."""

from __future__ import annotations

from datetime import date, datetime

from extract.document import Document
from extract.types import DateMention, Prefer


def find_dates(
    text: str, reference: datetime | date | None = None, *, prefer: Prefer = "nearest"
) -> tuple[DateMention, ...]:
    """Time expressions of `text`, in order."""
    return ()


def find_document_dates(document: Document) -> tuple[DateMention, ...]:
    """Time expressions of `document`, read against its publication date."""
    return find_dates(document.text, document.published)
