"""The user's own table of people: `Config(roster=PATH)` gives each person of a record the key that the table has.

A CSV in UTF-8 with the columns name, organisation, position, from, to and key; name and key must be there. A person
with several offices has several rows with one key. `from` and `to` are a year, a month or a day, both included.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extract.errors import ConfigError, why
from extract.record import Person, Title
from extract.resolve.people.offices import makes_another
from extract.text import patterns as re
from extract.text.align import AlignedText
from extract.text.script import detect_script, simplify

_COLUMNS = ("name", "organisation", "position", "from", "to", "key")
_NOISE = re.compile(r"[\s·•‧・．.\-]")
"""What a name is compared without."""
Namesakes = Sequence[tuple[Person, int]]
"""People of a record with the number of people that the roster has for each."""
_NOT_IN_OFFICE = frozenset(("former", "designate"))
"""A title that says so itself is not measured by the date of the article."""


@dataclass(frozen=True, slots=True)
class Row:
    """One office of one person. An empty cell says nothing, and so contradicts nothing."""

    name: str
    organization: str
    position: str
    start: str
    end: str
    key: str

    def fits(self, person: Person, day: date | None) -> bool:
        """Whether the person of a text can be this one: by an office, or by the day alone where none is told."""
        if not person.titles:
            return self._covers(day)
        return any(
            self._agrees(title) and (title.status in _NOT_IN_OFFICE or self._covers(day)) for title in person.titles
        )

    def _covers(self, day: date | None) -> bool:
        """Whether `day` lies between the two dates, each compared as far as it is given."""
        if day is None:
            return True
        iso = day.isoformat()
        return self.start <= iso[: len(self.start)] and (not self.end or iso[: len(self.end)] <= self.end)

    def _agrees(self, title: Title) -> bool:
        """区长 of 海淀区 is 区长 of 北京市海淀区人民政府; 市长 is no 副市长."""
        held, listed = title.organization or "", self.organization
        if held and listed:
            return _contains(held, listed) and _ends_alike(title.position, self.position)
        return not self.position or _ends_alike(held + title.position, listed + self.position)


@dataclass(frozen=True, slots=True)
class Roster:
    """All rows by name."""

    rows: Mapping[str, Sequence[Row]]

    def join(self, people: Sequence[Person], day: date | None) -> tuple[tuple[Person, ...], Namesakes]:
        """`people` of an article of that day with their keys, and those of whom the roster cannot tell who they are."""
        joined: list[Person] = []
        namesakes: list[tuple[Person, int]] = []
        for person in people:
            keys = self.keys(person, day)
            joined.append(person.model_copy(update={"key": min(keys)}) if len(keys) == 1 else person)
            if len(keys) > 1:
                namesakes.append((person, len(keys)))
        return tuple(joined), namesakes

    def keys(self, person: Person, day: date | None) -> frozenset[str]:
        """The keys that `person` of an article of that day may have: none for an unknown name, one where it is certain.

        Where several people have the name, those count whose office and dates fit, or all of them if none does.
        """
        rows = self.rows.get(_plain(person.name), ())
        keys = frozenset(row.key for row in rows)
        if len(keys) > 1:
            return frozenset(row.key for row in rows if row.fits(person, day)) or keys
        return keys


def load_roster(path: Path | None) -> Roster | None:
    """The roster in the CSV at `path`. Raises ConfigError with the line that is wrong."""
    if path is None:
        return None
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"roster {path} cannot be read: {why(error)}: give a CSV in UTF-8") from error
    by_name: dict[str, list[Row]] = {}
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in _rows(lines):
            by_name.setdefault(_plain(row.name), []).append(row)
    except (csv.Error, ValueError) as error:
        raise ConfigError(f"roster {path}, line {lines.line_num or 1}: {error}") from error
    return Roster(by_name)


def _rows(lines: Iterator[list[str]]) -> Iterator[Row]:
    """The rows behind the line of column names."""
    columns = [cell.strip().lower().replace("organization", "organisation") for cell in next(lines, [])]
    _check_columns(columns)
    for cells in lines:
        if any(map(str.strip, cells)):
            yield _row(dict(_told(columns, cells)))


def _check_columns(columns: Sequence[str]) -> None:
    known = f"the columns are {', '.join(_COLUMNS)}"
    for column in columns:
        if column not in _COLUMNS or columns.count(column) > 1:
            raise ValueError(f"column {column!r} is unknown or twice there; {known}")
    for column in ("name", "key"):
        if column not in columns:
            raise ValueError(f"there is no column {column!r}; {known}")


def _told(columns: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(cells) != len(columns):
        raise ValueError(f"{len(cells)} cells instead of {len(columns)}")
    for column, cell in zip(columns, cells, strict=True):
        if column in {"name", "key"} and not cell.strip():
            raise ValueError(f"{column} is empty")
        yield column, cell.strip()


def _row(cells: Mapping[str, str]) -> Row:
    name, organization, position = _simplified("\t".join(cells.get(column, "") for column in _COLUMNS[:3])).split("\t")
    start, end = (_checked_date(cells.get(column, "")) for column in ("from", "to"))
    if end and start[: len(end)] > end[: len(start)]:
        raise ValueError(f"from {start} is after to {end}")
    return Row(name, organization, position, start, end, cells["key"])


def _simplified(text: str) -> str:
    return simplify(AlignedText.of(text), detect_script(text)).text


def _checked_date(text: str) -> str:
    """`text`, if it is empty or the beginning of an ISO date."""
    try:
        if text:
            date.fromisoformat(text + "????-01-01"[len(text) :])
    except ValueError as error:
        raise ValueError(f"{text!r} is no date: write 2024, 2024-05 or 2024-05-07") from error
    return text


def _plain(name: str) -> str:
    return _NOISE.sub("", name)


def _contains(one: str, other: str) -> bool:
    """Whether the one organisation is written in the other; 海淀区法院 is short for 海淀区人民法院."""
    one, other = one.replace("人民", ""), other.replace("人民", "")
    return one in other or other in one


def _ends_alike(one: str, other: str) -> bool:
    """Whether the longer of two posts is the shorter with its organisation before it."""
    short, long = sorted((one, other), key=len)
    return long.endswith(short) and not makes_another(long.removesuffix(short))
