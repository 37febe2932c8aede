"""Records as DataFrames: one table a kind of item, each row with its evidence.

Every table has the same columns with the same types however few rows it has, so that pieces of a large run fit
together. Each item carries `doc_id`, its spans, the rule that made it, its score and the sentence it stands in.

Columns are made whole, never cell by cell: by Arrow where pyarrow is installed (`arrow.py`), as lists where it is not
(`plain.py`). What the columns hold is said once, in `columns.py`.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.record import Record
from extract.results import record_lines
from extract.tables.columns import TABLES, columns_of
from extract.tables.items import Backend

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["JOINS", "PIECE", "as_frame", "frames", "tables_of"]

PIECE = 4 << 20
"""Bytes of records that become tables at a time: some 500 articles, and row groups that are large enough to read
quickly."""

JOINS: dict[str, tuple[str, str]] = {
    "articles": ("an article", "`doc_id`"),
    "dates": ("a date", "`doc_id`, `start`"),
    "people": ("a person and a title; a person without a title has one row", "`doc_id`, `person`, `title_start`"),
    "titles": ("a person and a title", "`doc_id`, `person` joins `people`; `start`"),
    "unnamed_posts": ("a post without a named holder", "`doc_id`, `start`"),
    "awards": ("an award", "`doc_id`, `name`"),
    "grants": (
        "a grant and a recipient; a grant without a named one has one row",
        "`doc_id`, `grant`, `recipient_start`",
    ),
    "recipients": (
        "a grant and a recipient",
        "`doc_id`, `grant` joins `grants`; `doc_id`, `person` joins `people`; `start`",
    ),
    "counts": ("a count", "`doc_id`, `start`"),
    "issues": ("something that a reader should look at", "`doc_id`, `start`"),
    "repairs": ("a change made to the source", "`doc_id`, `raw_start`"),
}
"""What one row of each table is, and its key. Every table has `doc_id`, which joins it to `articles`."""


def frames(records: Iterable[Record] | str | Path) -> dict[str, pd.DataFrame]:
    """The records as tables; instead of records, the output folder of a run or its file, which is the fastest way.

    Returns:
        A table for each line of `JOINS`, which says what one row is and by which columns it is joined to others.
        Lists inside a cell are joined by `、`.

    Raises ConfigError where there is no such run.

    >>> from extract import extract
    >>> frames([extract("区长出席。")])["articles"][["doc_id", "script", "characters"]].values.tolist()
    [['text', 'simplified', 5]]
    """
    lines = record_lines(records) if isinstance(records, str | Path) else map(_line, records)
    pieces = [tables_of([]), *map(tables_of, _pieces(lines))]
    return {name: as_frame(*(piece[name] for piece in pieces)) for name in TABLES}


def tables_of(lines: list[bytes]) -> dict[str, Any]:
    """The tables of some records, each a line of JSON: Arrow tables if pyarrow is installed, else DataFrames."""
    backend = _backend()
    records = backend.read(lines)
    return {name: backend.table(columns_of(name, records), types) for name, types in TABLES.items()}


def as_frame(*tables: Any) -> pd.DataFrame:
    """Tables as `tables_of` gives them, one behind the other, as one DataFrame."""
    return _backend().frame(tables)


def _line(record: Record) -> bytes:
    return record.model_dump_json().encode()


def _pieces(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    piece: list[bytes] = []
    size = 0
    for line in lines:
        piece.append(line)
        size += len(line)
        if size >= PIECE:
            yield piece
            piece, size = [], 0
    yield piece


@cache
def _backend() -> Backend:
    if importlib.util.find_spec("pyarrow"):
        from extract.tables.arrow import Arrow

        return Arrow()
    from extract.tables.plain import Plain

    return Plain()
