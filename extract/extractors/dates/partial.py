"""What time expressions say, before they are read against an anchor: frozen values with everything unknown left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass
from typing import Literal, NamedTuple, dataclass_transform

Unit = Literal["century", "decade", "year", "half", "quarter", "season", "month", "third", "week", "weekend", "day",
               "workday", "hour", "minute", "second"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pick:
    """A choice among the units of a longer period: its first three months, its last day, its second week."""

    which: Literal["first", "last", "nth"]
    count: int
    unit: Unit


RANK = {
    "century": 0, "decade": 1, "year": 2, "short_year": 2, "by_year": 2, "half": 3, "by_half": 3, "quarter": 3,
    "by_quarter": 3, "season": 3, "month": 4, "by_month": 4, "pick": 5, "third": 5, "phase": 5, "by_week": 5,
    "weekend": 6, "holiday": 6, "day": 6, "by_day": 6, "weekday": 6, "ago": 6, "part": 7, "half_day": 7, "hour": 8,
    "minute": 9, "second": 10,
}  # fmt: skip
YEAR, MONTH, WEEK, DAY, PART, HOUR, MINUTE = 2, 4, 5, 6, 7, 8, 9


@dataclass_transform(frozen_default=True, kw_only_default=True)
class _Sparse:
    """A frozen value that holds only what is said of its fields; what is not is read from the class, as None.

    A dataclass with as many fields spends more time on the unknown ones than all else here does on the known.
    """

    def __init__(self, **fields: object) -> None:
        self.__dict__.update({name: value for name, value in fields.items() if value is not None})

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__dict__ == self.__dict__

    def __hash__(self) -> int:
        return hash(frozenset(self.__dict__.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


class Partial(_Sparse):
    """A point or period of the calendar, each field of which may be unknown.

    `by_…` fields are distances from the anchor (去年 is `by_year=-1`); `same` says that the anchor is the last
    date of the text (当日, 次日), not the day of publication.
    """

    century: int | None = None
    decade: int | None = None
    year: int | None = None
    short_year: int | None = None
    by_year: int | None = None
    lunar: bool | None = None
    half: int | None = None
    by_half: int | None = None
    quarter: int | None = None
    by_quarter: int | None = None
    season: str | None = None
    holiday: str | None = None
    month: int | None = None
    leap: bool | None = None
    by_month: int | None = None
    by_week: int | None = None
    pick: Pick | None = None
    third: int | None = None
    phase: str | None = None
    weekend: bool | None = None
    day: int | None = None
    by_day: int | None = None
    weekday: int | None = None
    ago: tuple[float, Unit] | None = None
    part: str | None = None
    hour: int | None = None
    half_day: str | None = None
    minute: int | None = None
    second: int | None = None
    same: bool | None = None

    @property
    def coarsest(self) -> int:
        """The rank of the longest unit that is said, 0 for a century."""
        return min(RANK[name] for name in self.__dict__ if name in RANK)

    @property
    def finest(self) -> int:
        """The rank of the shortest unit that is said, 10 for a second."""
        return max(RANK[name] for name in self.__dict__ if name in RANK)

    def with_(self, other: Partial) -> Partial:
        """Both sayings together; `other` wins where both speak."""
        return Partial(**(self.__dict__ | other.__dict__))

    def with_fields(self, **fields: object) -> Partial:
        """The same with some fields set, or left out where None is given."""
        return Partial(**(self.__dict__ | fields))

    def said(self) -> Mapping[str, object]:
        """The fields that are not unknown."""
        return self.__dict__


class Range(NamedTuple):
    """From `first` to `last`; None is an open end. `closed` says that the last hour is included: 七八点."""

    first: Partial | None
    last: Partial | None
    closed: bool = False


class Length(NamedTuple):
    """A length of time: ISO 8601 text, its size as numbers by unit, and where it lies if the words say so.

    `place` is `past` (近三年), `next` (未来三年), `within` (三年内), `before` (前三年), `after` (后三天), or None. `rough` lengths (三个多月) have a whole unit as their edge.
    """

    iso: str
    parts: tuple[tuple[float, Unit], ...]
    place: str | None = None
    rough: bool = False


class Vague(NamedTuple):
    """A time that the words do not fix: PAST_REF, PRESENT_REF or FUTURE_REF."""

    value: str


class Repeat(NamedTuple):
    """A set of times: every `period` (ISO 8601 duration), as `value` in TIMEX3."""

    period: str
    value: str


Saying = Partial | Range | Length | Vague | Repeat


class Bare(NamedTuple):
    """A number that takes its unit from the number after it: the 1 of 1至5日."""

    number: str


class Phrase(NamedTuple):
    """A saying and where it stands."""

    start: int
    end: int
    rule: str
    what: Saying | Bare
