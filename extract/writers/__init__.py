"""Writers: from finished records to files, one writer a format.

To add one: a class with `write` and `close` in this folder, and its line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from extract.errors import ConfigError
from extract.writers.jsonl import JsonlWriter
from extract.writers.tables import CsvWriter, DuckdbWriter, ParquetWriter


class Writer(Protocol):
    """Takes the records of a run, in order, and leaves files in the folder it was made with."""

    def write(self, line: bytes) -> None:
        """Take one record, a line of JSON."""

    def close(self) -> None:
        """Finish the files."""


FORMATS: dict[str, Callable[[Path], Writer]] = {
    "jsonl": JsonlWriter,
    "parquet": ParquetWriter,
    "duckdb": DuckdbWriter,
    "csv": CsvWriter,
}


def check_formats(names: Iterable[str]) -> None:
    """Raise ConfigError with the known formats where one of `names` is none of them."""
    for name in names:
        if name not in FORMATS:
            near = get_close_matches(name, FORMATS, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ConfigError(f"unknown format {name!r}: known are {', '.join(FORMATS)}{hint}")


def open_writers(names: Iterable[str], folder: Path) -> list[Writer]:
    """A writer for each format, each once; JSONL, the spine that everything else can be made from, always."""
    return [FORMATS[name](folder) for name in dict.fromkeys(("jsonl", *names))]
