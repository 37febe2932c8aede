"""Tables with one article a row: columns `id` and `text`, optionally `published`, `title`, `publisher`, `editor`, `url`."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

import orjson

from extract.errors import DecodeError, MissingExtraError, ReadError
from extract.readers.entries import Chained, Context, Entry, Found, failure, reason_of
from extract.readers.files import ABOUT, about, text_of
from extract.text.decode import detect_encoding
from extract.types import Article, Failure

_COLUMNS = ("id", "path", "text", "published", *ABOUT)
_SAMPLE = 2**20
"""Bytes from which the encoding of a CSV file is told: a spreadsheet saves GB18030 as readily as UTF-8."""
_FIELD_LIMIT = 2**31 - 1
"""The csv module refuses fields of more than 131,072 characters, which long articles have."""
_LONGEST_LINE = 2**26
"""Bytes of the longest line of a table: twice the largest article, with room for what stands beside it."""
_PIECE = 2**20
"""Bytes of a longer line that are passed over at a time."""
_LARGEST_JSON = 2**28
"""Bytes of the largest JSON document, which has to be in memory as a whole; larger ones are written as JSON lines."""
_IN_MEMORY = 2**24


class Row(NamedTuple):
    """A row and where it stands."""

    place: str
    number: int
    cells: Mapping[str, Any]


Rows = Iterator[Row | str]
"""Rows of a table; a string where one cannot be used, which says why."""
RowReader = Callable[[IO[bytes], Sequence[str]], Rows]
"""Reads rows from a stream; the table has to have one of the columns given."""


def read_table(entry: Entry, context: Context, *, rows: RowReader) -> Found:
    """The articles of a table, as `rows` reads it."""
    stem = entry.name.rpartition(".")[0]
    try:
        with entry.open() as stream:
            for row in rows(stream, ("text",)):
                if isinstance(row, str):
                    yield failure(entry.path, None, row)
                else:
                    yield _article(entry.path, stem, row, context)
    except (OSError, ReadError) as error:
        yield failure(entry.path, None, reason_of(error))


def jsonl_rows(stream: IO[bytes], _: Sequence[str]) -> Rows:
    """One JSON object a line, UTF-8. Empty lines are skipped."""
    number = 0
    while line := stream.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_PIECE)
            yield f"line {number}: longer than {_LONGEST_LINE:,} bytes: one line holds one article"
            continue
        body = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if body.strip():
            yield _from_json(body, f"line {number}", number)


def json_rows(stream: IO[bytes], _: Sequence[str]) -> Rows:
    """One JSON document: an object with an article, or a list of them."""
    content = stream.read(_LARGEST_JSON + 1)
    if len(content) > _LARGEST_JSON:
        yield f"larger than {_LARGEST_JSON:,} bytes, and JSON has to be read at once: write it as JSON lines (.jsonl)"
        return
    try:
        document = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        yield f"no JSON: {error}"
        return
    for number, row in enumerate(document if isinstance(document, list) else [document], 1):
        if isinstance(row, dict):
            yield Row(f"item {number}", number, row)
        else:
            yield f"item {number}: a JSON {type(row).__name__} where an object was expected"


def separated_rows(stream: IO[bytes], needed: Sequence[str], *, delimiter: str) -> Rows:
    """A table with a header line, in any encoding that can be told from its first bytes."""
    number = 1
    head = stream.read(_SAMPLE)
    try:
        encoding = detect_encoding(head) if head else "utf-8"
        csv.field_size_limit(_FIELD_LIMIT)
        text = io.TextIOWrapper(io.BufferedReader(Chained(head, stream)), encoding, newline="")
        rows = csv.DictReader(_lines(text), delimiter=delimiter)
        if reason := _nothing_usable(rows.fieldnames or (), needed):
            yield reason
            return
        for row in rows:
            number = rows.line_num
            if None in row:
                yield f"line {number}: more cells than columns: put quotes around the text"
            else:
                yield Row(f"line {number}", number, row)
    except DecodeError as error:
        yield f"cannot be read: {error}"
    except (csv.Error, UnicodeError) as error:
        yield f"the table breaks off after line {number}: {error}"


def parquet_rows(stream: IO[bytes], needed: Sequence[str]) -> Rows:
    """A Parquet table, read batch by batch. Raises MissingExtraError where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtraError("pyarrow", "parquet") from error
    number = 0
    try:
        with _seekable(stream) as file, parquet.ParquetFile(file) as table:
            names = table.schema_arrow.names
            if reason := _nothing_usable(names, needed):
                yield reason
                return
            for batch in table.iter_batches(batch_size=256, columns=[name for name in _COLUMNS if name in names]):
                for row in batch.to_pylist():
                    number += 1
                    yield Row(f"row {number}", number, row)
    except (OSError, pyarrow.ArrowException) as error:
        after = f" after row {number}" if number else ""
        yield f"cannot be read as Parquet{after}: {error}"


ROWS: dict[str, RowReader] = {
    ".csv": partial(separated_rows, delimiter=","),
    ".json": json_rows,
    ".jsonl": jsonl_rows,
    ".parquet": parquet_rows,
    ".tsv": partial(separated_rows, delimiter="\t"),
}
"""Readers of rows. A new kind of table is a function and a line here."""


def _seekable(stream: IO[bytes]) -> IO[bytes]:
    """`stream`, or a copy of it where it only runs forward, as members of archives do."""
    if stream.seekable():
        return stream
    return copy_of(stream)


def copy_of(stream: IO[bytes]) -> IO[bytes]:
    """A temporary copy of `stream`, on the disk where it is large, at its beginning."""
    copy: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        shutil.copyfileobj(stream, copy)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of `text`. Raises ReadError at one that is too long to be held."""
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise ReadError(f"a line is longer than {_LONGEST_LINE:,} characters: one line holds one article")
        yield line


def _nothing_usable(columns: Any, needed: Sequence[str]) -> str | None:
    """What is wrong with a table of these columns, if anything."""
    if any(name in columns for name in needed):
        return None
    names = " or ".join(map(repr, needed))
    return f"the table has no column {names}; it has {', '.join(map(str, columns)) or 'none'}: rename one to {names}"


def _from_json(line: bytes, place: str, number: int) -> Row | str:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return f"{place}: no JSON: {error}"
    if not isinstance(row, dict):
        return f"{place}: a JSON {type(row).__name__} where an object was expected"
    return Row(place, number, row)


def article_of_row(
    cells: Mapping[str, Any], *, path: str = "", place: str = "row", doc_id: str = ""
) -> Article | Failure:
    """The article of one row of a table; a Failure with the place where the row cannot be used.

    >>> article_of_row({"id": 7, "text": "大会举行。", "publisher": "某日报"}).publisher
    '某日报'
    """
    doc_id = text_of(cells.get("id")) or doc_id
    text = cells.get("text")
    if not isinstance(text, str) or not text.strip():
        return failure(path, doc_id, f"{place}: the row has no text")
    try:
        return Article(doc_id=doc_id, content=text, path=path, **about(cells))
    except ReadError as error:
        return failure(path, doc_id, f"{place}: {error}")


def articles_of_frame(frame: Any, text: str = "text") -> Iterator[Article | Failure]:
    """The articles of the rows of a DataFrame, whose texts are in the column `text`.

    Without an `id` an article is called by its label in the index.
    """
    cells = frame[[name for name in (text, "id", "published", *ABOUT) if name in frame.columns]].astype(object)
    rows = cells.where(cells.notna(), None).to_dict("records")
    for label, row in zip(frame.index, rows, strict=True):
        yield article_of_row({**row, "text": row.get(text)}, doc_id=str(label))


def _article(path: str, stem: str, row: Row, context: Context) -> Article | Failure:
    """The article of a row, with what is known about it from elsewhere."""
    doc_id = text_of(row.cells.get("id")) or f"{stem}:{row.number}"
    cells = {**context.known(doc_id, doc_id), **{name: cell for name, cell in row.cells.items() if cell}}
    return article_of_row(cells, path=path, place=row.place, doc_id=doc_id)
