"""What a time expression is read against: a reference time, of which a part may be unknown, and the last date of the text."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from extract.extractors.dates.moments import Interval, Known, Moment
from extract.types import Anchor as Source
from extract.types import Prefer

STAND_IN = datetime(2015, 7, 1)
"""The reference of a text without one: in the middle of a year, so that 昨天 and 上月 stay in it.

Only its form is used: whatever is computed from it is written as X.
"""


class Anchor(NamedTuple):
    """A reference and what is known of it.

    `then` is the last date of the paragraph, from which 三天后 counts; `period` the
    value and interval of the last months or quarters, which 去年同期 repeats; `last` is the day of the last date in the text, for 当日 and 次日; `lead` that of the first with a month, for 本月; `year` the last year that the text named, for
    上年 and 全年. `firm` says that the reference is a day the text was written on, not just a year that it names;
    `headed`, that the year stood alone on its line and holds for what follows. `written` is the year of the text
    itself, to which a new paragraph returns; `late` says that the last time told was of the late evening, `onward` that
    the last day of the sentence is still to come; `told` is the year that the sentence itself named. `ahead` and
    `near` are of one expression: a bare day in it is the next, or the nearest, and not the last that has come.
    """

    reference: datetime
    prefer: Prefer = "nearest"
    source: Source = "published"
    knows_year: bool = True
    knows_day: bool = True
    then: Moment | None = None
    period: tuple[str, Interval | None] | None = None
    last: date | None = None
    lead: date | None = None
    last_knows_year: bool = True
    last_knows_month: bool = True
    last_knows_day: bool = True
    late: bool = False
    onward: bool = False
    written: int | None = None
    told: int | None = None
    year: int | None = None
    firm: bool = True
    headed: bool = False
    ahead: bool = False
    near: bool = False
    republic: bool = False

    @classmethod
    def of(cls, reference: datetime | date | None, prefer: Prefer, *, republic: bool = False) -> Anchor:
        """The anchor of a text with that reference, or with none."""
        if reference is None:
            return cls(STAND_IN, prefer, "none", knows_year=False, knows_day=False, firm=False, republic=republic)
        moment = (
            reference if isinstance(reference, datetime) else datetime(reference.year, reference.month, reference.day)
        )
        return cls(moment.replace(tzinfo=None), prefer, republic=republic)

    def after(self, day: date, known: Known, *, late: bool) -> Anchor:
        """The anchor for what follows a mention of `day`."""
        return self._replace(
            last=day,
            last_knows_year=known.year,
            last_knows_month=known.month,
            last_knows_day=known.day,
            late=late,
            onward=self.knows_day and day > self.reference.date(),
        )

    @property
    def knows_now(self) -> bool:
        """Whether the reference is known to the day, so that intervals can be told from it."""
        return self.knows_year and self.knows_day

    @property
    def last_known(self) -> Known:
        """What is known of the last date of the text."""
        return Known(self.last_knows_year, self.last_knows_month, self.last_knows_day)
