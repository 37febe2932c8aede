"""Checks that end in `issues`: what a reader of the record should not have to find out alone."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Document
from extract.extractors import Mentions
from extract.record import Grant, Issue
from extract.types import LOST, Span


def find_issues(document: Document, mentions: Mentions, grants: Sequence[Grant]) -> tuple[Issue, ...]:
    """Everything doubtful about the record of `document`, in order of the text."""
    return tuple(_lost_characters(document))


def _lost_characters(document: Document) -> list[Issue]:
    at = [index for index, char in enumerate(document.text) if char == LOST]
    message = "a character of the source is destroyed and cannot be restored; values that need it are null"
    return [_issue(document, "lost-character", message, Span(index, index + 1)) for index in at]


def _issue(document: Document, code: str, message: str, span: Span) -> Issue:
    raw = document.aligned.to_raw(*span)
    return Issue(code=code, message=message, start=span.start, end=span.end, raw_start=raw.start, raw_end=raw.end)
