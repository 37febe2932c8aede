"""Tables with one article a row: columns `id` and `text`, optionally `published`, `title`, `publisher` and `url`."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from extract.errors import DecodeError, MissingExtraError, ReadError
from extract.readers.files import failure
from extract.text.decode import detect_encoding
from extract.types import Article, Failure, parse_published

_COLUMNS = ("id", "text", "published", "title", "publisher", "url")
_SAMPLE = 2**20
"""Bytes from which the encoding of a CSV file is told: a spreadsheet saves GB18030 as readily as UTF-8."""
_FIELD_LIMIT = 2**31 - 1
"""The csv module refuses fields of more than 131,072 characters, which long articles have."""


def read_jsonl(path: Path) -> Iterator[Article | Failure]:
    """One JSON object a line, UTF-8. Empty lines are skipped."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                body = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
                if body.strip():
                    yield _from_json(path, number, body)
    except OSError as error:
        yield failure(path, None, f"cannot be read: {error.strerror or error}")


def read_csv(path: Path) -> Iterator[Article | Failure]:
    """A comma-separated table with a header line, in any encoding that can be told from its first bytes."""
    number = 1
    try:
        with path.open("rb") as sample:
            encoding = detect_encoding(sample.read(_SAMPLE))
        csv.field_size_limit(_FIELD_LIMIT)
        with path.open(encoding=encoding, newline="") as lines:
            rows = csv.DictReader(lines)
            if reason := _missing_text(rows.fieldnames or ()):
                yield failure(path, None, reason)
                return
            for row in rows:
                number = rows.line_num
                yield _article(path, number, "line", row)
    except (OSError, DecodeError) as error:
        yield failure(path, None, f"cannot be read: {error}")
    except (csv.Error, UnicodeError) as error:
        yield failure(path, None, f"the table breaks off after line {number}: {error}")


def read_parquet(path: Path) -> Iterator[Article | Failure]:
    """A Parquet table, read batch by batch. Raises MissingExtraError where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtraError("pyarrow", "parquet") from error
    try:
        with parquet.ParquetFile(path) as table:
            names = table.schema_arrow.names
            if reason := _missing_text(names):
                yield failure(path, None, reason)
                return
            number = 0
            for batch in table.iter_batches(batch_size=256, columns=[name for name in _COLUMNS if name in names]):
                for row in batch.to_pylist():
                    number += 1
                    yield _article(path, number, "row", row)
    except (OSError, pyarrow.ArrowException) as error:
        yield failure(path, None, f"cannot be read as Parquet: {error}")


def _missing_text(columns: Any) -> str | None:
    """What is wrong with a table of these columns, if anything."""
    if "text" in columns:
        return None
    return f"the table has no column 'text'; it has {', '.join(map(str, columns)) or 'none'}: rename one to 'text'"


def _from_json(path: Path, number: int, line: bytes) -> Article | Failure:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return failure(path, None, f"line {number}: no JSON: {error}")
    if not isinstance(row, dict):
        return failure(path, None, f"line {number}: a JSON {type(row).__name__} where an object was expected")
    return _article(path, number, "line", row)


def _article(path: Path, number: int, unit: str, row: Mapping[str, Any]) -> Article | Failure:
    """The article of one row; a Failure with the place where the row cannot be used."""
    doc_id = _string(row.get("id")) or f"{path.stem}:{number}"
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        return failure(path, doc_id, f"{unit} {number}: the row has no text")
    if None in row:
        return failure(path, doc_id, f"{unit} {number}: more cells than columns: put quotes around the text")
    try:
        published = parse_published(row.get("published"))
    except (ReadError, AttributeError, TypeError):
        reason = f"published {row['published']!r} is no ISO date: write it as 2024-05-07 or leave it empty"
        return failure(path, doc_id, f"{unit} {number}: {reason}")
    return Article(
        doc_id=doc_id,
        content=text,
        path=str(path),
        published=published,
        title=_string(row.get("title")),
        publisher=_string(row.get("publisher")),
        url=_string(row.get("url")),
    )


def _string(value: object) -> str | None:
    """A cell as text; None where it is empty."""
    return str(value).strip() or None if value is not None else None
