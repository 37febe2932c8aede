"""Columns held by Arrow. A piece of records is read by its JSON reader, and nothing loops over cells."""

from __future__ import annotations

import types
from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json
from pydantic import BaseModel

from extract.errors import ConfigError
from extract.record import Record
from extract.tables.items import Integers, Records

_TYPES = {"string": pa.string(), "Int64": pa.int64(), "Float64": pa.float64(), "boolean": pa.bool_()}
_PANDAS = {kind: pd.api.types.pandas_dtype(name) for name, kind in _TYPES.items()}
_SCALARS = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
_UNUSED = {"provenance", "schema_version"}


class Arrow:
    """Columns as Arrow arrays. See `Backend` for what each method does."""

    def read(self, lines: list[bytes]) -> Records:
        """See `Backend`."""
        content = b"\n".join(line.strip() for line in lines)
        try:
            batch = pa.json.read_json(
                pa.BufferReader(content or b"{}"),
                pa.json.ReadOptions(block_size=len(content) + 2),  # a line may not straddle two blocks
                pa.json.ParseOptions(explicit_schema=_schema(), unexpected_field_behavior="ignore"),
            )
        except pa.ArrowInvalid as error:
            raise ConfigError(f"no record of this version: {error}; make it anew") from error
        column = batch.slice(0, len(lines)).combine_chunks().to_struct_array().combine_chunks()
        texts = self.field(column, "text")
        if texts.null_count:
            raise ConfigError("no record of this version: no text; make it anew")
        return Records(self, column, texts.to_pylist())

    def table(self, columns: dict[str, Any], typed: dict[str, str]) -> pa.Table:
        """See `Backend`."""
        schema = pa.schema([(name, _TYPES[kind]) for name, kind in typed.items()])
        return pa.table([columns[name] for name in typed], schema=schema)

    def frame(self, tables: Sequence[pa.Table]) -> pd.DataFrame:
        """See `Backend`."""
        frame: pd.DataFrame = pa.concat_tables(tables).to_pandas(types_mapper=_PANDAS.get)
        return frame

    def field(self, column: pa.Array, name: str) -> pa.Array:
        """See `Backend`."""
        return pc.struct_field(column, name)

    def flat(self, column: pa.Array) -> pa.Array:
        """See `Backend`."""
        return pc.list_flatten(column)

    def sizes(self, column: pa.Array) -> Integers:
        """See `Backend`."""
        return self.integers(pc.list_value_length(column).fill_null(0))

    def at(self, column: pa.Array, number: int) -> pa.Array:
        """See `Backend`."""
        return pc.list_element(column, number)

    def joined(self, column: pa.Array) -> pa.Array:
        """See `Backend`."""
        return pc.binary_join(column, "、")

    def characters(self, column: pa.Array) -> pa.Array:
        """See `Backend`."""
        return pc.utf8_length(column)

    def take(self, column: pa.Array, places: Integers) -> pa.Array:
        """See `Backend`."""
        return column.take(self.numbers(places))

    def numbers(self, values: Integers) -> pa.Array:
        """See `Backend`."""
        return pa.array(values, pa.int64(), mask=values < 0)

    def integers(self, column: pa.Array) -> Integers:
        """See `Backend`."""
        return np.asarray(column.to_numpy(zero_copy_only=False), np.int64)

    def texts(self, values: Sequence[str]) -> pa.Array:
        """See `Backend`."""
        return pa.array(values, pa.string())


@cache
def _schema() -> pa.Schema:
    """What Arrow reads of a record, from the models."""
    return pa.schema(field for field in _fields(Record) if field.name not in _UNUSED)


def _fields(model: type[BaseModel]) -> list[pa.Field]:
    return [pa.field(name, _type(field.annotation)) for name, field in model.model_fields.items()]


def _type(annotation: Any) -> pa.DataType:
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin in {types.UnionType, Union}:
        return _type(next(each for each in inside if each is not type(None)))
    if origin is Annotated:
        return _type(inside[0])
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(_type(inside[0]))
    return pa.struct(_fields(annotation)) if annotation not in _SCALARS else _SCALARS[annotation]
