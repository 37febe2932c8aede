"""`records.jsonl`: one record a line, the spine of a run."""

from __future__ import annotations

from pathlib import Path


class JsonlWriter:
    """Writes the lines as they come."""

    def __init__(self, folder: Path) -> None:
        self._file = (folder / "records.jsonl").open("wb")

    def write(self, line: bytes) -> None:
        """See `Writer.write`."""
        self._file.write(line)

    def close(self) -> None:
        """See `Writer.close`."""
        self._file.close()
