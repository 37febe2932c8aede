"""What a whole text adds: the anchor that its dateline or full dates give, and how one date anchors the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from extract.extractors.dates.anchors import STAND_IN, Anchor
from extract.extractors.dates.calendar import counts_republic_years
from extract.extractors.dates.normalize import Meaning
from extract.extractors.dates.partial import PART, Length, Partial, Phrase, Range, Vague
from extract.types import Script

_AHEAD = re.compile(r"(?:将|拟|定)(?:于|在|从|自)?$")
_WIRE = re.compile(r"\s?(?:电|讯|消息|报道)")
_REPUBLIC = re.compile(r"(?<![0-9])1[01][0-9]年(?!来|以?前|以?后|历史|以上)")
_SIGNED = re.compile(r"[,，。;；!！]")


def is_republican(text: str, script: Script) -> bool:
    """Whether years such as 110年 are of the Republic: the text shows it, or it is traditional and has such years."""
    return counts_republic_years(text) or (script != "simplified" and bool(_REPUBLIC.search(text)))


def anchor_of(text: str, phrases: Sequence[Phrase], published: date | None, *, republic: bool) -> Anchor:
    """The anchor of a document: its publication date, else its dateline, else the years that it names."""
    anchor = Anchor.of(published, "nearest", republic=republic)
    if published is not None:
        return anchor
    years = [year for phrase in phrases for year in _years(phrase)]
    if years:
        anchor = replace(
            anchor, reference=STAND_IN.replace(year=max(years)), knows_year=True, source="document", year=years[0]
        )
    return _dated(text, phrases, anchor)


def _years(phrase: Phrase) -> list[int]:
    what = phrase.what
    parts = (what.first, what.last) if isinstance(what, Range) else (what,)
    said = [part.year for part in parts if isinstance(part, Partial) and part.year is not None and not part.lunar]
    return [year for year in said if 1900 < year < 2100]


def _dated(text: str, phrases: Sequence[Phrase], anchor: Anchor) -> Anchor:
    """The anchor with the day of the dateline, if the first date of the text is one: 新华社北京5月6日电."""
    for phrase in phrases[:2]:
        what = phrase.what
        if not isinstance(what, Partial) or what.month is None or what.day is None or what.lunar:
            continue
        line = text[max(0, phrase.start - 24) : phrase.start].rpartition("\n")[2]
        alone = what.year is not None and phrase.start < 60 and not _SIGNED.search(line)
        if not (alone or _WIRE.match(text, phrase.end)):
            continue
        try:
            moment = datetime(what.year or anchor.reference.year, what.month, what.day)
        except ValueError:
            continue
        return replace(
            anchor,
            reference=moment,
            knows_year=what.year is not None or anchor.knows_year,
            knows_day=True,
            source="document",
        )
    return anchor


def looks_ahead(text: str, phrase: Phrase, anchor: Anchor) -> Anchor:
    """`anchor` for one phrase: 将于6日 looks ahead."""
    ahead = bool(_AHEAD.search(text, max(0, phrase.start - 3), phrase.start))
    return replace(anchor, ahead=ahead) if ahead != anchor.ahead else anchor


def follow(phrase: Phrase, meaning: Meaning, anchor: Anchor) -> Anchor:
    """The anchor after a mention: its day is what 当日 and 次日 count from, its year what 上年 does."""
    moment = meaning.moment
    if moment is None or meaning.type == "duration":
        return anchor
    if moment.source == "explicit" or phrase.rule == "dates.relative_year":
        anchor = replace(anchor, year=moment.start.year)
        if anchor.source != "published" and not anchor.knows_day:
            anchor = replace(anchor, reference=anchor.reference.replace(year=moment.start.year))
    if moment.grain in ("day", "part", "hour", "minute", "second"):
        return anchor.after(moment.start.date(), knows_year=moment.known.year, knows_day=moment.known.day)
    return anchor


_TAIL = re.compile(r"(?:止|(?:以|之)?内|里|开始|之?后|以后)$")


def trimmed(text: str, phrase: Phrase) -> Phrase:
    """`phrase` as the record shows it: 从 and 自, 止, 内, 开始 and 后 stay outside, so that 起 and 前 alone open an end."""
    start, end, what = phrase.start, phrase.end, phrase.what
    if text[start] in "从自":
        start += 1
    said = text[start:end]
    tail = _TAIL.search(said)
    if isinstance(what, Range) and what.last is None and tail and what.first:
        return replace(phrase, start=start, end=start + tail.start(), what=what.first)
    if isinstance(what, Range) and what.last is not None and what.first is not None:
        tail = re.search(r"(?:止|之?间|(?<!”)期间|[以之]?前)$", said) if "”" not in said and "”" not in said else None
    elif isinstance(what, Partial):
        if what.ago and what.ago[1] in ("hour", "minute", "second") and said.endswith(("后", "前")):
            return phrase
        tail = re.search("(?:止|之?内)$", said)
    elif isinstance(what, Length):
        tail = re.search("(?:[以之]?内|里)$", said) if not re.match("最近|近", said) else None
    else:
        tail = None
    return replace(phrase, start=start, end=start + tail.start() if tail else end)


def reported(phrase: Phrase, text: str) -> bool:
    """Whether a record shows the phrase: bare parts of the day, seasons and opening hours tell no time of the news."""
    what = phrase.what
    if (
        isinstance(what, Range)
        and what.first
        and what.first.coarsest >= PART
        and ":" in text[phrase.start : phrase.end]
    ):
        return False
    if isinstance(what, Partial):
        said = what.said().keys()
        if said == {"part"}:
            return text[phrase.end : phrase.end + 1] != ":" and what.part in ("上午", "下午", "中午", "凌晨", "傍晚")
        if said == {"season"}:
            return False
        if said == {"holiday"}:
            return what.holiday not in ("新年", "新春", "节日")
    if isinstance(what, Vague):
        return text[phrase.start : phrase.end] not in ("至今", "迄今")
    return True
