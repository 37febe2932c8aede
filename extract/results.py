"""What a run left, read back: records from `records.jsonl`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from extract.errors import ConfigError
from extract.record import Record


def read_records(path: str | Path) -> Iterator[Record]:
    """The records of a run, in order, lazily. `path` is the output folder or a file of records.

    Raises ConfigError where there is no such file, or a line of it is no record of this version.
    """
    path = Path(path)
    file = path / "records.jsonl" if path.is_dir() else path
    try:
        lines = file.open("rb")
    except OSError as error:
        raise ConfigError(
            f"{file}: cannot be read: {error.strerror}; make it with `extract run INPUT --out OUT`"
        ) from error
    with lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _record(line, f"{file}, line {number}")


def _record(line: bytes, where: str) -> Record:
    try:
        return Record.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{where}: no record of this version: {at}: {first['msg']}; make it anew") from error
