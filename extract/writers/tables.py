"""One file for each table of `extract.tables`, written in pieces so that memory does not grow with the run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from extract.errors import MissingExtraError
from extract.record import Record

if TYPE_CHECKING:
    from pandas import DataFrame

_PIECE = 512
"""Records a piece: a few MB as frames, and row groups that are large enough to read quickly."""


class _TableWriter:
    """Collects a piece of records and hands their tables to `append`; the first piece is empty and fixes the columns."""

    errors: tuple[type[Exception], ...] = ()
    """What the library raises beside OSError where the disk is full."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._piece: list[Record] = []
        self._flush()

    def write(self, line: bytes) -> None:
        """See `Writer.write`."""
        self._piece.append(Record.model_validate_json(line))
        if len(self._piece) == _PIECE:
            self._flush()

    def close(self) -> None:
        """See `Writer.close`."""
        self._flush()
        with self._as_os_error():
            self.finish()

    def append(self, name: str, table: DataFrame) -> None:
        """Write `table` behind what the file of the table `name` holds."""
        raise NotImplementedError

    def finish(self) -> None:
        """Close the files."""

    def _flush(self) -> None:
        from extract.tables import frames

        with self._as_os_error():
            for name, table in frames(self._piece).items():
                self.append(name, table)
        self._piece = []

    @contextmanager
    def _as_os_error(self) -> Iterator[None]:
        try:
            yield
        except self.errors as error:
            raise OSError(str(error)) from error


class CsvWriter(_TableWriter):
    """CSV in UTF-8 with a byte order mark, without which Excel shows Chinese as noise."""

    def append(self, name: str, table: DataFrame) -> None:
        """See `_TableWriter.append`."""
        path = self._folder / f"{name}.csv"
        new = not path.exists()
        table.to_csv(path, mode="a", index=False, header=new, encoding="utf-8-sig" if new else "utf-8")


class ParquetWriter(_TableWriter):
    """Parquet, with the same column types however few rows there are."""

    def __init__(self, folder: Path) -> None:
        try:
            import pyarrow.parquet
        except ImportError as error:
            raise MissingExtraError("pyarrow", "parquet") from error
        self._pyarrow = pyarrow
        self.errors = (pyarrow.ArrowException,)
        self._files: dict[str, Any] = {}
        super().__init__(folder)

    def append(self, name: str, table: DataFrame) -> None:
        """See `_TableWriter.append`."""
        piece = self._pyarrow.Table.from_pandas(table, schema=self._schema(table), preserve_index=False)
        if name not in self._files:
            path = self._folder / f"{name}.parquet"
            self._files[name] = self._pyarrow.parquet.ParquetWriter(path, piece.schema)
        self._files[name].write_table(piece)

    def finish(self) -> None:
        """See `_TableWriter.finish`."""
        for file in self._files.values():
            file.close()

    def _schema(self, table: DataFrame) -> Any:
        types = {
            "string": self._pyarrow.string(),
            "Int64": self._pyarrow.int64(),
            "Float64": self._pyarrow.float64(),
            "boolean": self._pyarrow.bool_(),
        }
        return self._pyarrow.schema([(column, types[dtype.name]) for column, dtype in table.dtypes.items()])


class DuckdbWriter(_TableWriter):
    """One DuckDB database, `tables.duckdb`, with every table in it."""

    _TYPES: ClassVar = {"string": "VARCHAR", "Int64": "BIGINT", "Float64": "DOUBLE", "boolean": "BOOLEAN"}

    def __init__(self, folder: Path) -> None:
        try:
            import duckdb
        except ImportError as error:
            raise MissingExtraError("duckdb", "duckdb") from error
        self.errors = (duckdb.Error,)
        with self._as_os_error():
            self._database = duckdb.connect(folder / "tables.duckdb")
        super().__init__(folder)

    def append(self, name: str, table: DataFrame) -> None:
        """See `_TableWriter.append`."""
        columns = ", ".join(f'"{column}" {self._TYPES[kind.name]}' for column, kind in table.dtypes.items())
        self._database.execute(f'CREATE TABLE IF NOT EXISTS "{name}" ({columns})')
        if len(table):
            self._database.append(name, table, by_name=True)

    def finish(self) -> None:
        """See `_TableWriter.finish`."""
        self._database.close()
