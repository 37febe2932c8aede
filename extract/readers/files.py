"""Files with one article each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from extract.errors import ReadError
from extract.readers.entries import Context, Entry, Found, failure, reason_of, sound
from extract.types import Article, parse_published

MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".htm": "text/html",
    ".html": "text/html",
    ".md": "text/markdown",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
}
"""What a file holds, by its suffix in small letters."""

ABOUT = ("title", "publisher", "editor", "url")
"""What a table, a sidecar or a table of metadata may tell about an article, beside its date."""


def read_file(entry: Entry, context: Context) -> Found:
    """The article in a file, undecoded, with what is known about it."""
    stem, dot, suffix = entry.name.rpartition(".")
    doc_id = sound(stem if dot else entry.name)
    try:
        with entry.open() as stream:
            content = stream.read(context.max_bytes + 1)
        known = {**context.known(doc_id, entry.name), **_sidecar(entry)}
        told = about(known)
    except (OSError, ReadError) as error:
        yield failure(entry.path, doc_id, reason_of(error))
        return
    if len(content) > context.max_bytes:
        yield failure(entry.path, doc_id, f"larger than max_bytes = {context.max_bytes:,}: raise it or split the file")
        return
    yield Article(doc_id, content, sound(entry.path), MEDIA_TYPES[f".{suffix.lower()}"], **told)


def about(row: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an article that `row` tells. Raises ReadError where its date is none."""
    told: dict[str, Any] = {name: text_of(row.get(name)) for name in ABOUT}
    try:
        return {**told, "published": parse_published(row.get("published"))}
    except (ReadError, AttributeError, TypeError):
        raise ReadError(
            f"published {row['published']!r} is no ISO date: write it as 2024-05-07 or leave it empty"
        ) from None


def text_of(value: object) -> str | None:
    """A cell as text; None where it is empty."""
    return str(value).strip() or None if value is not None else None


def _sidecar(entry: Entry) -> Mapping[str, Any]:
    """What the JSON file beside the article says."""
    content = entry.about()
    if content is None:
        return {}
    try:
        row = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise ReadError(f"the .json file beside it is no JSON: {error}") from error
    if not isinstance(row, dict):
        raise ReadError(f"the .json file beside it holds a JSON {type(row).__name__} where an object was expected")
    return row
