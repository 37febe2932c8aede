"""Items of one kind, out of all records of a piece, as columns.

How a column is held is the business of a backend: `arrow.py` or `plain.py`. What is counted (places, owners, numbers) is
held in numpy by both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from extract.text.sentences import split_sentences

if TYPE_CHECKING:
    import pandas as pd

Integers = npt.NDArray[np.int64]
Columns = dict[str, Any]


class Backend(Protocol):
    """What can be done with columns, whoever holds them."""

    def read(self, lines: list[bytes]) -> Records:
        """Records from lines of JSON. Raises ConfigError where one is no record of this version."""

    def table(self, columns: Columns, typed: dict[str, str]) -> Any:
        """The columns in the order and with the pandas types of `typed`."""

    def frame(self, tables: Sequence[Any]) -> pd.DataFrame:
        """Tables, one behind the other, as one DataFrame."""

    def field(self, column: Any, name: str) -> Any:
        """The field `name` of each struct, null where the struct is."""

    def flat(self, column: Any) -> Any:
        """What stands in all lists, one behind the other."""

    def sizes(self, column: Any) -> Integers:
        """How much stands in each list, 0 where there is none."""

    def at(self, column: Any, number: int) -> Any:
        """What stands at `number` in each list, null where there is no list."""

    def joined(self, column: Any) -> Any:
        """The texts of each list as one, with `、` between them."""

    def characters(self, column: Any) -> Any:
        """How many code points each text has."""

    def take(self, column: Any, places: Integers) -> Any:
        """What stands at each of `places`, null at -1."""

    def numbers(self, values: Integers) -> Any:
        """A column of numbers, null at -1."""

    def integers(self, column: Any) -> Integers:
        """The numbers of a column without nulls."""

    def texts(self, values: Sequence[str]) -> Any:
        """A column of texts."""


class Records:
    """The records of a piece. `all` has them as items, from which the items inside are reached by `each`."""

    def __init__(self, backend: Backend, column: Any, texts: Sequence[str]) -> None:
        self.backend = backend
        self.width = max(map(len, texts), default=0) + 1
        found = [(n * self.width, text, span) for n, text in enumerate(texts) for span in split_sentences(text)]
        self._starts = np.array([base + span.start for base, _, span in found], np.int64)
        self._ends = np.array([*(base + span.end for base, _, span in found), -1], np.int64)  # -1: before all sentences
        self._sentences = backend.texts([text[span.start : span.end] for _, text, span in found])
        rows = np.arange(len(texts))
        self.all = Items(self, column, rows, rows, rows)

    def sentences(self, places: Integers) -> Any:
        """The sentence around each place, null where there is none."""
        at = np.searchsorted(self._starts, places, "right") - 1
        return self.backend.take(self._sentences, np.where(places < self._ends[at], at, -1))

    def numbers(self, values: Integers) -> Any:
        """A column of numbers, null at -1."""
        return self.backend.numbers(values)


@dataclass(frozen=True, slots=True)
class Items:
    """Items of one kind. `record` is the record that each stands in, `owner` what it is part of, `number` its place there."""

    records: Records
    column: Any
    record: Integers
    owner: Integers
    number: Integers
    backend: Backend = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "backend", self.records.backend)

    def __getitem__(self, name: str) -> Any:
        return self.backend.field(self.column, name)

    def pick(self, *names: str) -> Columns:
        """Some fields under their names."""
        return {name: self[name] for name in names}

    def part(self, name: str) -> Items:
        """The struct that each holds under `name`."""
        return Items(self.records, self[name], self.record, self.owner, self.number)

    def each(self, name: str, *, or_none: bool = False) -> Items:
        """What stands in the lists under `name`; with `or_none`, a null in the place of an empty list."""
        sizes = self.backend.sizes(self[name])
        rows = np.maximum(sizes, 1) if or_none else sizes
        owner = np.repeat(np.arange(len(sizes)), rows)
        number = np.arange(len(owner)) - np.repeat(np.cumsum(rows) - rows, rows)
        flat = self.backend.flat(self[name])
        if or_none:
            held = np.repeat(sizes > 0, rows)
            flat = self.backend.take(flat, np.where(held, np.cumsum(held) - 1, -1))
        return Items(self.records, flat, self.record[owner], owner, number)

    def beside_owner(self, columns: Columns) -> Columns:
        """Columns of the owners, each row beside what it owns."""
        return {name: self.backend.take(column, self.owner) for name, column in columns.items()}

    def sizes(self, name: str) -> Any:
        """A column: how much stands in each list under `name`."""
        return self.backend.numbers(self.backend.sizes(self[name]))

    def at(self, name: str, number: int) -> Any:
        """A column: what stands at `number` in each list under `name`."""
        return self.backend.at(self[name], number)

    def joined(self, name: str) -> Any:
        """A column: the texts of each list under `name`, as one."""
        return self.backend.joined(self[name])

    def characters(self, name: str) -> Any:
        """A column: the length of each text under `name`."""
        return self.backend.characters(self[name])

    def numbers(self) -> Any:
        """A column: the number of each in its list."""
        return self.backend.numbers(self.number)

    def doc_ids(self) -> Columns:
        """The column `doc_id`."""
        return {"doc_id": self.backend.take(self.records.all["doc_id"], self.record)}

    def span(self, prefix: str = "") -> Columns:
        """The place of each in both texts."""
        return {f"{prefix}{name}": self[name] for name in ("start", "end", "raw_start", "raw_end")}

    def places(self) -> Integers:
        """Where each begins, in all texts one behind the other."""
        return self.record * self.records.width + self.backend.integers(self["start"])

    def lengths(self) -> Integers:
        """How many characters each has."""
        return self.backend.integers(self["end"]) - self.backend.integers(self["start"])

    def sentences(self) -> Any:
        """A column: the sentence that each begins in."""
        return self.records.sentences(self.places())
