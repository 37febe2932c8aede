"""The table that tells about articles which lie elsewhere: `--metadata table.csv`."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from extract.errors import ConfigError, ReadError
from extract.readers.entries import reason_of
from extract.readers.files import ABOUT, text_of
from extract.readers.tables import ROWS, Row


class Metadata:
    """What a table says about articles, by `id` or `path`; kept on the disk, since it may be as long as the input."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE known (name TEXT PRIMARY KEY, row BLOB) WITHOUT ROWID")
        rows = ROWS.get(path.suffix.lower())
        if rows is None:
            raise ConfigError(f"{path}: no table: --metadata takes {', '.join(ROWS)}")
        try:
            with path.open("rb") as stream:
                for row in rows(stream, ("id", "path")):
                    self._add(path, row)
        except (OSError, ReadError) as error:
            raise ConfigError(f"{path}: {reason_of(error)}") from error

    def _add(self, path: Path, row: Row | str) -> None:
        if isinstance(row, str):
            raise ConfigError(f"{path}: {row}")
        told = {name: row.cells.get(name) for name in ("published", *ABOUT) if row.cells.get(name)}
        for column in ("id", "path"):
            if name := text_of(row.cells.get(column)):
                line = orjson.dumps(told, default=str)
                self._database.execute("INSERT OR REPLACE INTO known VALUES (?, ?)", (name, line))

    def __call__(self, doc_id: str, name: str) -> Mapping[str, Any]:
        """What is known about the article with this id, or in the file of this name."""
        found = self._database.execute("SELECT row FROM known WHERE name IN (?, ?)", (doc_id, name)).fetchone()
        told: Mapping[str, Any] = orjson.loads(found[0]) if found else {}
        return told
