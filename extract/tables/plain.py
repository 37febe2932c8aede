"""Columns held as lists, for where pyarrow is not installed. The tables are the same, in four times the time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from extract.results import record_of
from extract.tables.items import Integers, Records


class Plain:
    """Columns as lists. See `Backend` for what each method does."""

    def read(self, lines: list[bytes]) -> Records:
        """See `Backend`."""
        records = [record_of(line, "records") for line in lines]
        return Records(self, records, [record.text for record in records])

    def table(self, columns: dict[str, Any], typed: dict[str, str]) -> pd.DataFrame:
        """See `Backend`."""
        return pd.DataFrame({name: pd.Series(columns[name], dtype=kind) for name, kind in typed.items()})

    def frame(self, tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
        """See `Backend`."""
        return pd.concat(tables, ignore_index=True)

    def field(self, column: list[Any], name: str) -> list[Any]:
        """See `Backend`."""
        return [getattr(each, name, None) for each in column]

    def flat(self, column: list[Sequence[Any]]) -> list[Any]:
        """See `Backend`."""
        return [each for inside in column for each in inside]

    def sizes(self, column: list[Sequence[Any]]) -> Integers:
        """See `Backend`."""
        return np.array([len(inside) for inside in column], np.int64)

    def at(self, column: list[Any], number: int) -> list[Any]:
        """See `Backend`."""
        return [inside and inside[number] for inside in column]

    def joined(self, column: list[Sequence[str]]) -> list[str]:
        """See `Backend`."""
        return ["、".join(inside) for inside in column]

    def characters(self, column: list[str]) -> list[int]:
        """See `Backend`."""
        return [len(text) for text in column]

    def take(self, column: Sequence[Any], places: Integers) -> list[Any]:
        """See `Backend`."""
        return [column[at] if at >= 0 else None for at in places.tolist()]

    def numbers(self, values: Integers) -> list[int | None]:
        """See `Backend`."""
        return [value if value >= 0 else None for value in values.tolist()]

    def integers(self, column: list[int]) -> Integers:
        """See `Backend`."""
        return np.array(column, np.int64)

    def texts(self, values: Sequence[str]) -> Sequence[str]:
        """See `Backend`."""
        return values
