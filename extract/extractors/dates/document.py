"""What a whole text adds: the anchor that its dateline or first full date gives, and how one date anchors the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from extract.extractors.dates.anchors import Anchor
from extract.extractors.dates.normalize import Meaning
from extract.extractors.dates.partial import Partial, Phrase, Range

_AHEAD = re.compile(r"(?:将|拟|定)(?:于|在|从|自)?$")


def anchor_of(text: str, phrases: Sequence[Phrase], published: date | None, *, republic: bool) -> Anchor:
    """The anchor of a document: its publication date, else what its own full dates tell."""
    anchor = Anchor.of(published, "nearest", republic=republic)
    if published is not None:
        return anchor
    for phrase in phrases:
        what = phrase.what.first if isinstance(phrase.what, Range) else phrase.what
        if isinstance(what, Partial) and what.year is not None and what.month and what.day and not what.lunar:
            try:
                moment = datetime(what.year, what.month, what.day)
            except ValueError:
                continue
            return replace(anchor, reference=moment, knows_year=True, source="document")
    return anchor


def looks_ahead(text: str, phrase: Phrase, anchor: Anchor) -> Anchor:
    """`anchor` for one phrase: 将于6日 looks ahead."""
    ahead = bool(_AHEAD.search(text, max(0, phrase.start - 3), phrase.start))
    return replace(anchor, ahead=ahead) if ahead != anchor.ahead else anchor


def follow(phrase: Phrase, meaning: Meaning, anchor: Anchor) -> Anchor:
    """The anchor after a mention: a day becomes what 当日 and 次日 count from."""
    moment = meaning.moment
    if moment is None or meaning.type == "duration":
        return anchor
    if moment.grain in ("day", "part", "hour", "minute", "second"):
        day = moment.start.date()
        return anchor.after(day, knows_year=moment.known.year, knows_day=moment.known.day)
    return anchor


def trimmed(text: str, phrase: Phrase) -> Phrase:
    """`phrase` as the record shows it: 从, 自 and 止 stay outside."""
    start, end = phrase.start, phrase.end
    if text[start] in "从自":
        start += 1
    if text[end - 1] == "止" and end - start > 1:
        end -= 1
    return replace(phrase, start=start, end=end)
