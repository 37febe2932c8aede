"""What a whole text adds: the anchor that its dateline or full dates give, and how one date anchors the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from extract.extractors.dates.anchors import STAND_IN, Anchor
from extract.extractors.dates.calendar import counts_republic_years
from extract.extractors.dates.moments import DAY, Moment, add_months
from extract.extractors.dates.normalize import Meaning
from extract.extractors.dates.partial import DAY as DAY_RANK
from extract.extractors.dates.partial import Partial, Phrase, Range
from extract.text import patterns as re
from extract.types import Script

_AHEAD = re.compile(r"(?:将|拟|定于|预计|计划于?|有望)[^，。；、,！？!?\n]{0,8}\Z")
_DONE = re.compile(r"已经?[于在]?\Z")
_AHEAD_BEHIND = re.compile(r"(?:起|上午|下午|晚)?(?:将|拟)(?!军)")
_PLANNED = re.compile(r"(?:到|至|力争|计划|预计|规划|目标|拟|将|未来|预测|于)[^，。；\n]{0,5}\Z")
_WIRE = re.compile(r"\s?(?:电|讯|消息|报道)")
_CITES = re.compile("据|媒体|报纸")
"""What stands before the day on which others reported: 据媒体27日报道 is no dateline."""
_REPUBLIC = re.compile(r"(?<![0-9])1[01][0-9]年(?!来|以?前|以?后|历史|以上)")
_WIRED_BEFORE = 7
"""Up to so many days lie between a dateline and the paper that prints the text."""
_LATE = 20
"""From this hour on, the small hours that follow are of the next day."""

_NEXT_CLAUSE = 24
"""Up to so many characters behind a year, a month of the same sentence is in that year."""

_PART_OF_YEAR = re.compile("[月季半]")
_SENTENCE_ENDS = re.compile(r"[。！？!?\n]")
_SIGNED = re.compile(r"[,，。;；!！]")


def is_republican(text: str, script: Script) -> bool:
    """Whether years such as 110年 are of the Republic: the text shows it, or it is traditional and has such years."""
    return counts_republic_years(text) or (script != "simplified" and bool(_REPUBLIC.search(text)))


def anchor_of(text: str, phrases: Sequence[Phrase], published: date | None, *, republic: bool) -> Anchor:
    """The anchor of a document: its dateline or publication date, else the years that it names."""
    anchor = Anchor.of(published, "nearest", republic=republic)
    if published is not None:
        return _wired(text, phrases, anchor, published)
    years = [year for phrase in phrases for year in years_of(phrase)]
    if years:
        written = _written_in(text, phrases, years)
        written += f"{written}" in _REPORT.findall(text)
        anchor = anchor._replace(
            reference=STAND_IN.replace(year=written),
            knows_year=True,
            source="document",
            year=written,
            written=written,
        )
    return _dated(text, phrases, anchor)


def _wired(text: str, phrases: Sequence[Phrase], anchor: Anchor, published: date) -> Anchor:
    """The anchor of a text that was wired some days before it was printed: 北京4月28日电, published on the 29th."""
    for phrase in phrases[:2]:
        what = phrase.what
        wire = _WIRE.match(text, phrase.end)
        if not isinstance(what, Partial) or what.day is None or what.lunar or wire is None:
            continue
        if wire[0].endswith("报道") and _CITES.search(text, max(0, phrase.start - 16), phrase.start):
            continue
        days = (published - timedelta(days) for days in range(1, _WIRED_BEFORE + 1))
        day = next((day for day in days if day.day == what.day and what.month in (None, day.month)), None)
        if day and what.year in (None, day.year):
            return anchor._replace(reference=datetime(day.year, day.month, day.day), source="document")
    return anchor


def _written_in(text: str, phrases: Sequence[Phrase], years: Sequence[int]) -> int:
    """The year of a text that names years but not its own: the last told with a month or a half, else the last of all.

    A text of November or December that looks back on one year and ahead to the next was written in the first.
    """
    points = [phrase.what for phrase in phrases if isinstance(phrase.what, Partial)]
    glossed = (point.year - point.by_year for point in points if point.year and point.by_year is not None)
    if (own := next(glossed, None)) is not None:  # 明（113）年 was written in 112
        return own
    named = [(point.year, point.month or point.half) for point in points if point.year in years]
    told = [year for year, part in named if year and part]
    come = _come(text, phrases, years) if told else []
    latest = max([*told, *come] or [year for year, _ in named if year] or years)  # what lies ahead ends a plan or range
    month = next((point.month for point in points if point.month and point.year is None), None)
    return latest - 1 if month and month >= 11 and latest - 1 in years else latest


def _come(text: str, phrases: Sequence[Phrase], years: Sequence[int]) -> list[int]:
    """The years that no word before them says to lie ahead: 比2019年, but not 到2035年."""
    points = ((phrase.start, phrase.what) for phrase in phrases)
    return [
        what.year
        for start, what in points
        if isinstance(what, Partial)
        and what.year
        and what.year in years
        and not _PLANNED.search(text, max(0, start - 8), start)
    ]


def years_of(phrase: Phrase) -> list[int]:
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
        if (dated := _dated_on(what, anchor)) is not None:
            return dated
    return _signed(text, phrases, anchor)


def _dated_on(what: Partial, anchor: Anchor) -> Anchor | None:
    """The anchor of a text written on the day `what`, or None where there is no such day."""
    try:
        moment = datetime(what.year or anchor.reference.year, what.month or 1, what.day or 1)
    except ValueError:
        return None
    knows_year = what.year is not None or anchor.knows_year
    return anchor._replace(
        reference=moment, knows_year=knows_year, knows_day=True, source="document", firm=what.year is not None
    )


def _signed(text: str, phrases: Sequence[Phrase], anchor: Anchor) -> Anchor:
    """The anchor with the day under the signature, if the last date is full and alone on the last line."""
    last = phrases[-1] if phrases else None
    if last is None or not isinstance(last.what, Partial) or last.what.said().keys() != {"year", "month", "day"}:
        return anchor
    line = text[max(0, last.start - 24) : last.start].rpartition("\n")[2]
    if line.strip() or text[last.end : last.end + 200].strip(" \n)。"):
        return anchor
    return _dated_on(last.what, anchor) or anchor


def looks_ahead(text: str, phrase: Phrase, anchor: Anchor) -> Anchor:
    """`anchor` for one phrase: 将于6日 looks ahead, 9月以来 looks back, 6日起 and 6日前后 either way."""
    what = phrase.what
    if isinstance(what, Range) and anchor.firm and text.startswith("以来", phrase.end - 2):
        return anchor._replace(prefer="past", ahead=False, near=False)
    before = _AHEAD.search(text, max(0, phrase.start - 12), phrase.start)
    deadline = isinstance(what, Range) and what.first is None
    ahead = bool(
        before or deadline or _of_days_to_come(text, phrase, anchor) or _AHEAD_BEHIND.match(text, phrase.end)
    ) and not _DONE.search(text, max(0, phrase.start - 3), phrase.start)
    near = (isinstance(what, Range) and what.last is None) or text.startswith("前后", phrase.end - 2)
    return anchor._replace(ahead=ahead, near=near) if (ahead, near) != (anchor.ahead, anchor.near) else anchor


def _of_days_to_come(text: str, phrase: Phrase, anchor: Anchor) -> bool:
    """29日, written on the 28th in a sentence with 将, is tomorrow and no day of last month."""
    what = phrase.what
    if not isinstance(what, Partial) or not what.day or what.coarsest != DAY_RANK or not anchor.knows_now:
        return False
    return 0 < what.day - anchor.reference.day <= _SOON and _WILL.match(text, phrase.end) is not None


_SOON = 7
_WILL = re.compile(r"[^。！？\n]{0,30}?将(?!军|士|领)")
_PERIOD = re.compile("(?:[0-9]{4}|XXXX)-(?:[QH]?[0-9]{1,2})(?:/[0-9]{4}-[QH]?[0-9]{1,2})?")
_YEAR = re.compile("[0-9]{4}|XXXX")


def of_same_period(text: str, phrase: Phrase, meaning: Meaning, anchor: Anchor) -> Meaning:
    """去年同期, behind 一季度, is the first quarter of last year."""
    if anchor.period is None or not _YEAR.fullmatch(meaning.value) or not text.startswith("同期", phrase.end - 2):
        return meaning
    value, interval = anchor.period
    years, same = _YEAR.findall(value), isinstance(phrase.what, Partial) and phrase.what.same
    if "XXXX" in (*years, meaning.value) or not interval or not interval[0] or not interval[1]:
        return meaning._replace(value=_YEAR.sub(meaning.value, value), interval=None)
    back = int(meaning.value) - int(years[0 if same else -1])  # 上年 is told from the year that it follows
    value = _YEAR.sub(lambda year: f"{int(year[0]) + back:04}", value)
    interval = add_months(interval[0], 12 * back), add_months(interval[1], 12 * back)
    return meaning._replace(value=value, interval=interval)


def follow(text: str, phrase: Phrase, meaning: Meaning, anchor: Anchor) -> Anchor:
    """The anchor after a mention: its day is what 当日 and 次日 count from, its year what 上年 does."""
    moment = meaning.moment
    if moment is None:
        return anchor
    period = (meaning.value, meaning.interval) if _PERIOD.fullmatch(meaning.value) else None
    anchor = anchor._replace(then=moment, period=period)
    heads = moment.source == "explicit" and _heads_line(text, phrase)
    told = moment.source == "explicit" or (anchor.knows_year and _tells_year(phrase))
    if told and (heads or not anchor.headed):
        anchor = anchor._replace(year=moment.start.year, headed=anchor.headed or heads)
    what = phrase.what
    if anchor.lead is None and isinstance(what, Partial) and what.month and not what.lunar:
        anchor = anchor._replace(lead=moment.start.date())
    if isinstance(what, Partial) and what.year is not None and what.year != anchor.told:
        anchor = anchor._replace(told=what.year)
    if isinstance(what, Partial) and (what.holiday or (what.same and (what.by_day or 0) < 0)):
        return anchor
    if not anchor.knows_day and isinstance(what, Partial) and what.by_day is not None and what.day and not what.same:
        anchor = _told_today(anchor, moment, what.by_day)
    if moment.grain in ("day", "part", "hour", "minute", "second") and (moment.known.day or anchor.last is None):
        late = moment.grain in ("hour", "minute", "second") and moment.start.hour >= _LATE
        return anchor.after(moment.start.date(), moment.known, late=late)
    return anchor


def _tells_year(phrase: Phrase) -> bool:
    """今年 and 去年 tell the year that 全年 and 同年 behind them are counted from, as a number does."""
    what = phrase.what.first if isinstance(phrase.what, Range) else phrase.what
    return isinstance(what, Partial) and what.by_year is not None and not what.same


def _told_today(anchor: Anchor, moment: Moment, by_day: int) -> Anchor:
    """今日（23日）tells a text without a dateline its day, if the month was told before."""
    if not (moment.known.day and moment.known.month):
        return anchor
    here = moment.start.replace(hour=0, minute=0, second=0) - by_day * DAY
    return anchor._replace(reference=here, knows_year=moment.known.year, knows_day=True, source="document", firm=False)


def resumed(text: str, end: int, phrase: Phrase, anchor: Anchor) -> Anchor:
    """The anchor for `phrase` after one that ended at `end`: a paragraph returns to the year of the text."""
    if anchor.then and text.find("\n", end, phrase.start) >= 0:
        anchor = anchor._replace(then=None, period=None)
    if not anchor.onward and anchor.told is None and anchor.year == anchor.written:
        return anchor
    between = text[end : phrase.start]
    if (anchor.onward or anchor.told) and _SENTENCE_ENDS.search(between):
        anchor = anchor._replace(onward=False, told=None)
    if anchor.told and (len(between) > _NEXT_CLAUSE or not _PART_OF_YEAR.search(text, phrase.start, phrase.end)):
        anchor = anchor._replace(told=None)
    back = anchor.written is not None and not anchor.headed and "\n" in between
    return anchor._replace(year=anchor.written) if back and anchor.year != anchor.written else anchor


def _heads_line(text: str, phrase: Phrase) -> bool:
    """Whether the phrase is all that its line says."""
    return text[phrase.start - 1 : phrase.start] in ("", "\n") and text[phrase.end : phrase.end + 1] == "\n"


_REPORT = re.compile(r"([0-9]{4})年(?:年度)?(?:年报|报(?![道告])|度报告)")
"""The report on a year appears in the next."""
