"""What a text says of one group of awards, and where the group stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from extract.resolve.grants.groups import Group
from extract.resolve.grants.receivers import Receiver
from extract.resolve.grants.scene import Scene
from extract.types import ConferralMention, CountMention, GrantStatus


@dataclass(frozen=True, slots=True)
class Statement:
    """One group with all that its frame says; `pronoun` points back to a receiver, `open` says one must be looked for."""

    group: Group
    verb: ConferralMention | None
    receivers: tuple[Receiver, ...] = ()
    counts: tuple[CountMention, ...] = ()
    granted_by: str | None = None
    pronoun: str | None = None
    open: bool = False
    status: GrantStatus = "granted"
    end: int = 0
    silent: bool = False
    """Whether no frame says anything of the group: a row of names near it may."""


class Said(NamedTuple):
    """What a frame says of the receivers: who, how many, conferred by whom, or a word that points back to them."""

    receivers: tuple[Receiver, ...]
    counts: Sequence[CountMention] = ()
    by: str | None = None
    pronoun: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing of the receivers."""
        return not self.receivers and not self.counts and not self.pronoun


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chain of groups stands: `floor` and `limit` bound what belongs to it."""

    scene: Scene
    chain: Sequence[Group]
    floor: int
    limit: int
    verbs: Sequence[ConferralMention] = field(default=())
    previous: ConferralMention | None = None

    @property
    def start(self) -> int:
        """Where the first award begins."""
        return self.chain[0].start

    @property
    def end(self) -> int:
        """Where the last award ends."""
        return self.chain[-1].end

    def before(self) -> ConferralMention | None:
        """The word of conferring before the awards."""
        near = reversed(self.verbs[: bisect_left(self.verbs, self.start, key=attrgetter("start"))])
        told = (verb for verb in near if verb.end <= self.start and verb.status != "held")
        last = next(told, None)
        return last if last and last.start >= self.floor else None

    def behind(self) -> ConferralMention | None:
        """The word of conferring behind the awards, in their clause."""
        stop = self.scene.clause_end(self.end, self.limit)
        return next((v for v in self.verbs if self.end <= v.start and v.end <= stop), None)
