"""One file for each table of `extract.tables`, written in pieces so that memory does not grow with the run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from extract.errors import MissingExtraError


class _TableWriter:
    """Collects a piece of records and hands their tables to `append`; the first piece is empty and fixes the columns."""

    errors: tuple[type[Exception], ...] = ()
    """What the library raises beside OSError where the disk is full."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._piece: list[bytes] = []
        self._size = 0
        self._flush()

    def write(self, line: bytes) -> None:
        """See `Writer.write`."""
        from extract.tables import PIECE

        self._piece.append(line)
        self._size += len(line)
        if self._size >= PIECE:
            self._flush()

    def close(self) -> None:
        """See `Writer.close`."""
        self._flush()
        with self._as_os_error():
            self.finish()

    def append(self, name: str, table: Any) -> None:
        """Write `table`, of Arrow or of pandas, behind what the file of the table `name` holds."""
        raise NotImplementedError

    def finish(self) -> None:
        """Close the files."""

    def _flush(self) -> None:
        from extract.tables import tables_of

        with self._as_os_error():
            for name, table in tables_of(self._piece).items():
                self.append(name, table)
        self._piece, self._size = [], 0

    @contextmanager
    def _as_os_error(self) -> Iterator[None]:
        try:
            yield
        except self.errors as error:
            raise OSError(str(error)) from error


class CsvWriter(_TableWriter):
    """CSV in UTF-8 with a byte order mark, without which Excel shows Chinese as noise."""

    def append(self, name: str, table: Any) -> None:
        """See `_TableWriter.append`."""
        from extract.tables import as_frame

        path = self._folder / f"{name}.csv"
        new = not path.exists()
        as_frame(table).to_csv(path, mode="a", index=False, header=new, encoding="utf-8-sig" if new else "utf-8")


class ParquetWriter(_TableWriter):
    """Parquet, with the same column types however few rows there are."""

    def __init__(self, folder: Path) -> None:
        try:
            from pyarrow import ArrowException
            from pyarrow.parquet import ParquetWriter as File
        except ImportError as error:
            raise MissingExtraError("pyarrow", "parquet") from error
        self.errors = (ArrowException,)
        self._open = File
        self._files: dict[str, Any] = {}
        super().__init__(folder)

    def append(self, name: str, table: Any) -> None:
        """See `_TableWriter.append`."""
        if name not in self._files:
            self._files[name] = self._open(self._folder / f"{name}.parquet", table.schema)
        self._files[name].write_table(table)

    def finish(self) -> None:
        """See `_TableWriter.finish`."""
        for file in self._files.values():
            file.close()


class DuckdbWriter(_TableWriter):
    """One DuckDB database, `tables.duckdb`, with every table in it."""

    _TYPES: ClassVar = {"string": "VARCHAR", "Int64": "BIGINT", "Float64": "DOUBLE", "boolean": "BOOLEAN"}

    def __init__(self, folder: Path) -> None:
        try:
            import duckdb
        except ImportError as error:
            raise MissingExtraError("duckdb", "duckdb") from error
        from extract.tables.columns import TABLES

        self.errors = (duckdb.Error,)
        with self._as_os_error():
            self._database = duckdb.connect(folder / "tables.duckdb")
            for name, columns in TABLES.items():
                typed = ", ".join(f'"{column}" {self._TYPES[kind]}' for column, kind in columns.items())
                self._database.execute(f'CREATE TABLE "{name}" ({typed})')
        super().__init__(folder)

    def append(self, name: str, table: Any) -> None:
        """See `_TableWriter.append`."""
        if len(table):
            self._database.register("piece", table).execute(f'INSERT INTO "{name}" FROM piece')

    def finish(self) -> None:
        """See `_TableWriter.finish`."""
        self._database.close()
