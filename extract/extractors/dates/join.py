"""From atoms to expressions: 5月 and 6日 and 上午 are one, 1至5日 is a range, 今天（4月29日） one date, 起 opens an end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.extractors.dates.partial import (
    DAY,
    FIELDS,
    MONTH,
    PART,
    RANK,
    YEAR,
    Bare,
    Length,
    Partial,
    Phrase,
    Pick,
    Range,
    Repeat,
    Vague,
)
from extract.extractors.dates.pieces import TO, number

_CONCAT = re.compile(r"[ ]{0,2}(?:的|之|T)?[ ]?")
_COMMA = re.compile(r"[,，、]?[ ]?")
_TO = re.compile(rf"(?:起|开始|之间)?(?:{TO})")
_LIST = re.compile(r"[、和及与]")
_AND = re.compile(r"[ ]?[与和][ ]?")
_OPEN = re.compile(r"[ ]?\(")
_WIDEST_GAP = 6

_AFTERWARDS = re.compile(
    r"(?:(?:[或及]|以及)?(?:之后|以后)|起(?![点草步义源伏飞诉来火重步用哄因初居价])|开始(?!前)|以来|后(?![来续天年期勤方排台半者卫备代援世]))"
)
_BEFOREHAND = re.compile(
    r"(?:[或及]|以及)?(?:之前|以前)|前(?![往来去后夕期提言台方景列身所锋途任十三五两一二四六七八九0-9几半首线不沿卫苏总副国进世锋])"
)
_BETWEEN = re.compile(r"\s?(?:之间|期间|间)")
_WITHIN = re.compile(
    r"(?:以内|之内|内(?![部容阁外蒙地陆战政需核科存]))|期间|\s?(?:左右|前后|上下)|许(?![多可昌])|止|(?<=[年月])间(?!隔)|(?<=[年月])同期|早些时候|(?<=年)里"
)
_FROM = re.compile(r"[从自由]$")


def join(text: str, atoms: Iterable[Phrase]) -> list[Phrase]:
    """The expressions that `atoms` make up, in order. Each atom is looked at once from either side: linear time."""
    out: list[Phrase] = []
    for atom in atoms:
        out.append(atom)
        while len(out) > 1 and (fused := _fuse(text, out[-2], out[-1])):
            out[-2:] = [fused]
    return _bounds(text, out)


def _fuse(text: str, left: Phrase, right: Phrase) -> Phrase | None:
    """One phrase out of two neighbours, or None where they stay apart."""
    if right.start - left.end > _WIDEST_GAP:
        return None
    gap = text[left.end : right.start]
    a, b = left.what, right.what
    if isinstance(a, Bare):
        return _fuse_bare(left, right, gap)
    if isinstance(b, Bare):
        return None
    if _OPEN.fullmatch(gap):
        return _gloss(text, left, right)
    if isinstance(a, Partial):
        if isinstance(b, Partial) and not (b.holiday and text[left.end - 1] == "度") and (what := _both(a, b, gap)):
            return replace(left, end=right.end, what=what, rule=_rule(left, right))
        if isinstance(b, Partial) and (span := _between(text, a, b, gap, right.end)):
            return replace(left, end=right.end, what=span)
        if isinstance(b, Range) and b.first and b.last and _CONCAT.fullmatch(gap) and _follows(a, b.first):
            last = b.last if b.last.coarsest <= a.coarsest else a.with_(b.last)
            return replace(left, end=right.end, what=replace(b, first=a.with_(b.first), last=last))
        if isinstance(b, Vague) and (what := _opened(a, text[right.start : right.end], gap)):
            return replace(left, end=right.end, what=what, rule="dates.since")
    if isinstance(a, Range) and isinstance(b, Partial):
        return _extend(text, left, right, a, b, gap)
    return None


def _opened(a: Partial, word: str, gap: str) -> Range | None:
    """2008年4月1日至今, 2015年1月1日及以后: a word that is vague alone opens the end of a date."""
    if (word in ("至今", "迄今", "迄今为止") and not gap.strip(" ")) or (word == "以后" and gap in ("", "或", "及")):
        return Range(a, None) if a.coarsest <= DAY else None
    return None


def _rule(left: Phrase, right: Phrase) -> str:
    return (
        right.rule
        if left.rule == right.rule
        else f"dates.{left.rule.split('.')[1].split('+')[0]}+{right.rule.split('.')[1]}"
    )


def _fuse_bare(left: Phrase, right: Phrase, gap: str) -> Phrase | None:
    """1至5日: the bare number takes the unit of the next."""
    a, b = left.what, right.what
    assert isinstance(a, Bare)
    listed = gap in ("、", "") or gap == ","
    if not isinstance(b, Partial) or not (_TO.fullmatch(gap) or listed):
        return None
    unit = next(
        (
            f
            for f in FIELDS
            if f in ("year", "short_year", "month", "day", "hour", "quarter") and getattr(b, f) is not None
        ),
        None,
    )
    if unit is None:
        return None
    value = number(a.number)
    if listed and value + 1 != getattr(b, unit):
        return None
    if unit == "hour" and b.part is None and value > 24:
        return None
    first = Partial(**{unit: value})
    return Phrase(left.start, right.end, right.rule, Range(first, b))


def _gloss(text: str, left: Phrase, right: Phrase) -> Phrase | None:
    """今天（4月29日）, 12月15日（周日）, 上周（9月17日至23日）: the words and their date are one."""
    if text[right.end : right.end + 1] != ")":
        return None
    a, b, end = left.what, right.what, right.end + 1
    if isinstance(a, Partial) and isinstance(b, Partial):
        if b.weekday and b.said().keys() <= {"weekday", "by_week"}:
            return replace(left, end=end)
        if a.same or b.same:
            return None
        relative = (
            a.by_day is not None or a.weekday or a.by_week is not None or a.holiday or a.lunar or a.by_year is not None
        )
        if relative and not b.lunar and not b.holiday and not (b.coarsest > DAY):
            return replace(left, end=end, what=_agree(a, b))
    if isinstance(a, (Partial, Range)) and isinstance(b, Range):
        relative = a if isinstance(a, Partial) else a.first
        if relative and (relative.by_day is not None or relative.by_week is not None or relative.by_month is not None):
            return replace(left, end=end, what=b)
    if isinstance(b, Length) and isinstance(a, (Vague, Length)):
        return replace(left, end=end, what=b if isinstance(a, Vague) else a)
    return None


def _agree(a: Partial, b: Partial) -> Partial:
    """What a word and its date say together: the date decides, the word helps where the date is short."""
    if b.year is not None or b.by_day is not None:
        return b
    if b.month is None and b.day is not None and a.by_day is None:
        return a
    if a.by_day is not None:
        return Partial(by_day=a.by_day, same=a.same, part=a.part).with_(b)
    return b


def _follows(a: Partial, b: Partial) -> bool:
    """Whether `b` goes on where `a` ends: every unit of `b` is shorter."""
    relative = b.by_day is not None or b.by_week is not None or b.by_month is not None
    if relative and not (a.finest == YEAR or a.ago):
        return False
    if b.ago is not None and b.holiday is None:
        return a.finest in (DAY,) and a.ago is None
    return b.coarsest > a.finest or (a.finest == b.coarsest == RANK["pick"] and a.by_month is not None)


def _both(a: Partial, b: Partial, gap: str) -> Partial | None:
    """`a` and `b` as one, where the words between them allow it."""
    plain = _CONCAT.fullmatch(gap)
    if plain and _follows(a, b):
        if gap and a.finest >= PART and gap.strip() == "" and b.coarsest < PART:
            return None
        if a.hour is not None and b.part:
            return None
        return _united(a, b)
    if plain and a.by_year is not None and b.by_year is not None and a.by_year <= 0 and gap == "的":
        return a.with_(replace(b, by_year=a.by_year + b.by_year))
    if plain and a.coarsest == YEAR == a.finest and b.phase and b.by_year == 0:
        return _united(a, replace(b, by_year=None))
    if plain and b.said() in ({"by_month": 0, "same": True}, {"by_year": 0, "same": True}) and b.finest == a.finest:
        return a
    if plain and a.ago and b.coarsest in (MONTH, DAY) and (years := _years_away(a)) is not None:
        return Partial(by_year=years).with_(b)
    if plain and a.finest == MONTH and b.phase and b.by_month == 0:
        return _united(a, replace(b, by_month=None))
    if (plain or _COMMA.fullmatch(gap)) and gap != "、" and _weekday_beside(a, b):
        return (
            a
            if a.day is not None and b.day is None
            else b.with_(replace(a, weekday=None, by_week=None))
            if a.weekday
            else a
        )
    return None


def _years_away(a: Partial) -> int | None:
    size, unit = a.ago or (0, "day")
    return int(size) if unit == "year" and size == int(size) and len(a.said()) == 1 else None


def _weekday_beside(a: Partial, b: Partial) -> bool:
    """10月12日，星期一 or 周日，二月十号."""
    only_a, only_b = a.said().keys() <= {"weekday"}, b.said().keys() <= {"weekday"}
    return (only_b and a.day is not None and a.finest == DAY) or (only_a and b.day is not None and b.month is not None)


def _united(a: Partial, b: Partial) -> Partial:
    return a.with_(b)


def _between(text: str, a: Partial, b: Partial, gap: str, end: int) -> Range | None:
    """`a` to `b`, where `b` takes over from `a` what it leaves out."""
    if _TO.fullmatch(gap) or (gap in ("之后", "以后") and text[end : end + 2] in ("之前", "以前")):
        return Range(a, inherit(a, b)) if _comparable(a, b) else None
    if _AND.fullmatch(gap) and _BETWEEN.match(text, end):
        return Range(a, inherit(a, b))
    if _LIST.fullmatch(gap) and _next(a, b):
        return Range(a, inherit(a, b))
    return None


def _comparable(a: Partial, b: Partial) -> bool:
    """周一至今天 is a range; 2024年到下午 is none."""
    return a.finest >= b.coarsest or a.finest == b.finest or b.by_day is not None


def _next(a: Partial, b: Partial) -> bool:
    """Whether `b` names the unit after the last of `a`: 11月、12月; two days of a list stay two."""
    said = b.said()
    if len(said) != 1:
        return False
    ((name, value),) = said.items()
    before = getattr(a, name)
    return (
        name in ("year", "month", "quarter") and a.finest == RANK[name] and before is not None and before + 1 == value
    )


def inherit(a: Partial, b: Partial) -> Partial:
    """`b` with the longer units of `a` that it does not say itself."""
    if b.by_day is not None or b.by_year is not None or b.by_week is not None or b.by_month is not None:
        return b
    if b.holiday:
        return Partial(year=a.year, by_year=a.by_year).with_(b)
    told = {name: value for name, value in a.said().items() if name in RANK and RANK[name] < b.coarsest}
    if a.lunar and b.lunar is None and b.coarsest >= DAY:
        told["lunar"] = True
    if a.same:
        told["same"] = True
    if "by_day" in a.said() and b.coarsest <= DAY:
        told.pop("by_day", None)
    return Partial(**told).with_(b)  # type: ignore[arg-type]


def _extend(text: str, left: Phrase, right: Phrase, a: Range, b: Partial, gap: str) -> Phrase | None:
    """A range goes on: its last part gets longer, both get a part of the day, or one more day of a list follows."""
    if a.last is None:
        return None
    if _CONCAT.fullmatch(gap) and _follows(a.last, b) and gap != "T":
        if b.said().keys() == {"part"} and a.first and a.first.finest == DAY and _listed(text, left):
            return replace(left, end=right.end, what=Range(a.first.with_(b), a.last.with_(b)))
        return replace(left, end=right.end, what=replace(a, last=a.last.with_(b)))
    if _LIST.fullmatch(gap) and _next(a.last, b):
        return replace(left, end=right.end, what=replace(a, last=a.last.with_(b)))
    return None


def _listed(text: str, phrase: Phrase) -> bool:
    """Whether a range is a list of days (22、23日, 今明两日), each of which has the part of the day that follows."""
    return phrase.rule == "dates.day_run" or "、" in text[phrase.start : phrase.end]


def _bounds(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Ends opened by 起, 以来 and 前, and the small words that belong to an expression."""
    bounded = []
    for i, phrase in enumerate(phrases):
        stop = phrases[i + 1].start if i + 1 < len(phrases) else len(text)
        bounded.append(_bound(text, phrase, stop))
    return bounded


def _bound(text: str, phrase: Phrase, stop: int) -> Phrase:
    what, end = phrase.what, phrase.end
    if isinstance(what, Partial) and what.said().keys() == {"pick"} and what.pick and (said := _recent(what.pick)):
        return replace(phrase, what=said)
    if isinstance(what, (Bare, Vague, Repeat, Length)):
        return phrase
    if (match := _WITHIN.match(text, end, stop)) and not (
        isinstance(what, Partial) and what.finest > PART and match[0] in ("内", "间")
    ):
        phrase, end = replace(phrase, end=match.end()), match.end()
    if isinstance(what, Range):
        if what.first and what.last and (match := _BETWEEN.match(text, end, stop)):
            end = match.end()
        if what.last and text[end:stop].startswith("止"):
            end += 1
        if (
            what.first is not None
            and what.last is not None
            and (match := _AFTERWARDS.match(text, end, stop))
            and match[0] == "以来"
        ):
            return replace(phrase, end=match.end(), what=Range(what.first, None))
        if what.last and (match := _BEFOREHAND.match(text, end, stop)):
            end = match.end()
        return replace(
            phrase, end=end, start=phrase.start if ")" in text[phrase.start : end] else _from(text, phrase.start)
        )
    if what.part and what.finest == PART and what.coarsest == PART:
        return phrase
    if what.hour is not None and text[max(0, phrase.start - 2) : phrase.start] == "大约":
        phrase = replace(phrase, start=phrase.start - 2)
    whole = end + 3 >= len(text) and phrase.start == 1
    if match := _AFTERWARDS.match(text, end, stop):
        if what.ago is None or match[0] != "后":
            start = _from(text, phrase.start) if whole else phrase.start
            return replace(phrase, start=start, end=match.end(), what=Range(what, None), rule=_bound_rule(match[0]))
    elif match := _BEFOREHAND.match(text, end, stop):
        return replace(phrase, end=match.end(), what=Range(None, what), rule="dates.before")
    return phrase


def _recent(pick: Pick) -> Length | None:
    """前两天 is a length before now where no longer period stands before it; 前两个月 are the first of the year."""
    if pick.which != "first" or pick.unit in ("month", "quarter"):
        return None
    letter = {"year": "Y", "week": "W", "day": "D", "workday": "D"}.get(pick.unit)
    return Length(f"P{pick.count}{letter}", ((float(pick.count), pick.unit),), "before") if letter else None


def _bound_rule(word: str) -> str:
    return {"起": "dates.since", "以来": "dates.since"}.get(word, "dates.after")


def _from(text: str, start: int) -> int:
    """从 and 自 before a range belong to it, unless its first date is glossed in brackets."""
    return start - 1 if start and text[start - 1] in "从自" and text[max(0, start - 2)] != "来" else start
