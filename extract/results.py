"""What a run left, read back: records from `records.jsonl`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from extract.errors import ConfigError, why
from extract.record import Record


def read_records(path: str | Path) -> Iterator[Record]:
    """The records of a run, in order, lazily. `path` is the output folder or a file of records.

    Raises ConfigError where there is no such file, or a line of it is no record of this version.
    """
    for number, line in enumerate(record_lines(path), start=1):
        yield record_of(line, f"{path}, record {number}")


def record_lines(path: str | Path) -> Iterator[bytes]:
    """The same as lines of JSON, unread. Raises ConfigError where there is no such file."""
    with open_records(path) as lines:
        yield from (line for line in lines if line.strip())


def open_records(path: str | Path) -> BinaryIO:
    """The file of the lines. Raises ConfigError where there is none."""
    file = records_file(path)
    try:
        return file.open("rb")
    except OSError as error:
        raise ConfigError(
            f"{file}: cannot be read: {why(error)}; make it with `extract run INPUT --out OUT`"
        ) from error


def records_file(path: str | Path) -> Path:
    """The file of records in the output folder of a run; or `path`, if that is a file."""
    return Path(path) / "records.jsonl" if Path(path).is_dir() else Path(path)


def record_of(line: bytes, where: str) -> Record:
    """The record that a line of JSON holds. Raises ConfigError, which says `where`, if it is none of this version."""
    try:
        return Record.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        told = ": ".join(filter(None, (".".join(map(str, first["loc"])), first["msg"])))
        raise ConfigError(f"{where}: no record of this version: {told}; make it anew") from error
