"""From atoms to expressions: 5月 and 6日 and 上午 are one, 1至5日 is a range, 今天（4月29日） one date, 起 opens an end."""

from __future__ import annotations

from collections.abc import Iterable

from extract.extractors.dates.bounds import BETWEEN, bounded
from extract.extractors.dates.partial import (
    DAY,
    MONTH,
    RANK,
    YEAR,
    Bare,
    Length,
    Partial,
    Phrase,
    Range,
    Saying,
    Vague,
)
from extract.extractors.dates.pieces import TO, number
from extract.text import patterns as re

_CONCAT = re.compile(r"[ ]{0,2}(?:的|之|T)?[ ]?")
_COMMA = re.compile(r"[,，、]?[ ]?")
_TO = re.compile(rf"(?:起|开始|之间)?(?:{TO})")
_LIST = re.compile(r"[、和及与]")
_AND = re.compile(r"[ ]?[与和][ ]?")
_OPEN = re.compile(r"[ ]?\(")
_WIDEST_GAP = 6
_WEEKDAY_ALONE = 3
"""今天（一）may be the first of a list, 今天（周一）is not."""


def join(text: str, atoms: Iterable[Phrase]) -> list[Phrase]:
    """The expressions that `atoms` make up, in order. Each atom is looked at once from either side: linear time."""
    out: list[Phrase] = []
    for atom in atoms:
        out.append(atom)
        while len(out) > 1 and (fused := _fuse(text, out[-2], out[-1])):
            out[-2:] = [fused]
        if len(out) > 1:
            out[-1] = _coordinated(text, out[-2], out[-1])
    return bounded(text, out)


def _fuse(text: str, left: Phrase, right: Phrase) -> Phrase | None:
    """One phrase out of two neighbours, or None where they stay apart."""
    if right.start - left.end > _WIDEST_GAP or isinstance(right.what, Bare):
        return None
    gap = text[left.end : right.start]
    if isinstance(left.what, Bare):
        return _fuse_bare(left, left.what, right, gap)
    if _OPEN.fullmatch(gap):
        return _gloss(text, left, right)
    if isinstance(left.what, Partial):
        return _go_on(text, left, left.what, right)
    if isinstance(left.what, Length):
        return _between_lengths(text, left, left.what, right)
    return _extend(text, left, right)


def _coordinated(text: str, left: Phrase, right: Phrase) -> Phrase:
    """5月6日和[8日], 本周四、[周五]: a later day of a list is in the month, or the week, of the day before it."""
    a = left.what.last if isinstance(left.what, Range) else left.what
    b = right.what
    if not (isinstance(a, Partial) and isinstance(b, Partial) and _LIST.fullmatch(text[left.end : right.start])):
        return right
    if a.by_week is not None and a.weekday and b.weekday and b.coarsest == DAY:
        return right._replace(what=b.with_fields(by_week=a.by_week)) if b.weekday > a.weekday else right
    listed = a.month and a.day and b.day and b.coarsest == DAY and not b.lunar and b.day > a.day
    return right._replace(what=inherit(a, b)) if listed else right


def _between_lengths(text: str, left: Phrase, low: Length, right: Phrase) -> Phrase | None:
    """3年以上7年以下: between two lengths."""
    high, gap = right.what, right.start - left.end
    if (
        not isinstance(high, Length)
        or gap
        or (text[left.end - 2 : left.end], text[right.end - 2 : right.end]) != ("以上", "以下")
    ):
        return None
    between = Length(f"{low.iso}/{high.iso}", low.parts)
    return left._replace(end=right.end, what=between, rule="dates.duration_bounds")


def _go_on(text: str, left: Phrase, a: Partial, right: Phrase) -> Phrase | None:
    """What a date and the phrase after it make together: a longer date, or a range."""
    gap, b = text[left.end : right.start], right.what
    if left.rule == "dates.weekday_gloss":  # （一）12月6日 is the first of a list
        return None
    if isinstance(b, Range):
        what = _before_then(a, b, gap) or _shared(a, b, gap)
        return left._replace(end=right.end, what=what) if what else None
    if isinstance(b, Vague):
        opened = _opened(a, text[right.start : right.end], gap)
        return left._replace(end=right.end, what=opened, rule="dates.since") if opened else None
    if not isinstance(b, Partial):
        return None
    glossed = right.rule == "dates.weekday_gloss" and a.by_day is not None and right.end - right.start > _WEEKDAY_ALONE
    if not (b.holiday and text[left.end - 1] == "度") and (both := a if glossed else _both(a, b, gap)):
        return left._replace(end=right.end, what=both, rule=_rule(left, right))
    span = _between(text, a, b, gap, right.end)
    return left._replace(end=right.end, what=span) if span else None


def _shared(a: Partial, b: Range, gap: str) -> Range | None:
    """去年1—4月: what stands before a range holds for both its ends."""
    if not (b.first and b.last and _CONCAT.fullmatch(gap) and _follows(a, b.first)):
        return None
    last = b.last if b.last.coarsest <= a.coarsest else a.with_(b.last)
    return b._replace(first=a.with_(b.first), last=last)


def _before_then(a: Partial, b: Range, gap: str) -> Partial | None:
    """5月13日的一个月以前: counted from a day, it is a day and no bound."""
    away = b.last if b.first is None else b.first if b.last is None else None
    return a.with_(away) if gap == "的" and away and away.ago and a.finest == DAY and a.ago is None else None


def _opened(a: Partial, word: str, gap: str) -> Range | None:
    """2008年4月1日至今, 2015年1月1日及以后: a word that is vague alone opens the end of a date."""
    if (word in ("至今", "迄今", "迄今为止") and gap.strip(" ") in ("", "起", "-")) or (
        word == "以后" and gap in ("", "或", "及")
    ):
        return Range(a, None) if a.coarsest <= DAY else None
    return None


def _rule(left: Phrase, right: Phrase) -> str:
    return (
        right.rule
        if left.rule == right.rule
        else f"dates.{left.rule.split('.')[1].split('+')[0]}+{right.rule.split('.')[1]}"
    )


_COUNTED = ("year", "short_year", "quarter", "month", "day", "hour")


def _fuse_bare(left: Phrase, bare: Bare, right: Phrase, gap: str) -> Phrase | None:
    """1至5日, 22、23日: the bare number takes the unit of the next."""
    listed = gap in ("、", "", ",")
    last = right.what
    if not isinstance(last, Partial) or not (listed or _TO.fullmatch(gap)):
        return None
    unit = next((name for name in _COUNTED if getattr(last, name) is not None), None)
    value = number(bare.number)
    if unit is None or (listed and value + 1 != getattr(last, unit)) or (unit == "hour" and value > 24):
        return None
    if unit == "year" and value < 200 and (last.year or 0) > 1911 + value:  # 103至109年, of the Republic
        value += 1911
    return Phrase(left.start, right.end, right.rule, Range(Partial().with_fields(**{unit: value}), last))


def _gloss(text: str, left: Phrase, right: Phrase) -> Phrase | None:
    """今天（4月29日）, 12月15日（周日）, 上周（9月17日至23日）: the words and their date are one."""
    if text[right.end : right.end + 1] != ")":
        return None
    what = _glossed(left.what, right.what)
    return left._replace(end=right.end + 1, what=what) if what else None


def _glossed(a: Saying | Bare, b: Saying | Bare) -> Saying | None:
    if isinstance(b, Length) and isinstance(a, (Vague, Length)):
        return b if isinstance(a, Vague) else a
    if isinstance(a, (Partial, Range)) and isinstance(b, Range):
        word = a if isinstance(a, Partial) else a.first
        return b if word and _is_relative(word) else None
    if not isinstance(a, Partial) or not isinstance(b, Partial):
        return None
    if (b.weekday and b.said().keys() <= {"weekday", "by_week"}) or (a.year and a.said() == b.said()):
        return a  # 星期五; 康熙三年（1664年）
    if a.month and a.day and not a.lunar and _says_again(b):
        return a
    named = _is_relative(a) or a.weekday or a.holiday or a.lunar or a.by_year is not None
    dated = bool(b.month and b.day)
    plain = not ((a.same and not dated) or b.same or b.lunar or b.holiday or b.coarsest > DAY)
    return _agree(a, b) if named and plain else None


def _says_again(b: Partial) -> bool:
    """Whether `b` is another way to write the day before it: 农历五月初五, 今日. A feast is a time of its own."""
    return bool(b.lunar and b.month and b.day) or b.said().keys() == {"by_day"}


def _is_relative(a: Partial) -> bool:
    return a.by_day is not None or a.by_week is not None or a.by_month is not None


def _agree(a: Partial, b: Partial) -> Partial:
    """What a word and its date say together: the date decides, the word helps where the date is short."""
    if b.year is not None or b.by_day is not None:
        return b
    if b.month is None and b.day is not None and a.by_day is None:
        return a.with_fields(by_week=a.by_week or 0, day=b.day) if a.weekday else a
    if a.by_day is not None:
        return Partial(by_day=a.by_day, same=a.same, part=a.part).with_(b)
    return b


def _follows(a: Partial, b: Partial) -> bool:
    """Whether `b` goes on where `a` ends: every unit of `b` is shorter."""
    relative = b.by_day is not None or b.by_week is not None or b.by_month is not None
    if relative and not (a.finest == YEAR or a.ago):
        return False
    if b.ago is not None and b.holiday is None:
        return a.finest == DAY and a.ago is None
    return b.coarsest > a.finest or (a.finest == b.coarsest == RANK["pick"] and a.by_month is not None)


def _both(a: Partial, b: Partial, gap: str) -> Partial | None:
    """`a` and `b` as one, where the words between them allow it."""
    if (_CONCAT.fullmatch(gap) or _COMMA.fullmatch(gap)) and gap != "、" and _weekday_beside(a, b):
        return a if a.day is not None else b
    if not _CONCAT.fullmatch(gap):
        return None
    if _follows(a, b):
        apart = a.hour is not None and b.part
        return None if apart else a.with_(b)
    return _repeated(a, b, gap)


def _repeated(a: Partial, b: Partial, gap: str) -> Partial | None:
    """Where `b` says a unit of `a` again: 4月当月, 去年年底, 去年的前年, 五年后3月."""
    if b.said() in ({"by_month": 0, "same": True}, {"by_year": 0, "same": True}) and b.finest == a.finest:
        return a
    if a.by_year is not None and b.by_year is not None and a.by_year <= 0 and gap == "的":
        return a.with_(b.with_fields(by_year=a.by_year + b.by_year))
    if b.phase and b.by_year == 0 and a.coarsest == YEAR == a.finest:
        return a.with_(b.with_fields(by_year=None))
    if b.phase and b.by_month == 0 and a.finest == MONTH:
        return a.with_(b.with_fields(by_month=None))
    if b.coarsest in (MONTH, DAY) and (years := _years_away(a)) is not None:
        return Partial(by_year=years).with_(b)
    return None


def _years_away(a: Partial) -> int | None:
    size, unit = a.ago or (0, "day")
    return int(size) if unit == "year" and size == int(size) and len(a.said()) == 1 else None


def _weekday_beside(a: Partial, b: Partial) -> bool:
    """10月12日，星期一 or 周日，二月十号."""
    only_a, only_b = a.said().keys() <= {"weekday"}, b.said().keys() <= {"weekday"}
    return (only_b and a.day is not None and a.finest == DAY and not a.weekday) or (
        only_a and b.day is not None and b.month is not None
    )


def _between(text: str, a: Partial, b: Partial, gap: str, end: int) -> Range | None:
    """`a` to `b`, where `b` takes over from `a` what it leaves out."""
    if _TO.fullmatch(gap) or (gap in ("之后", "以后") and text[end : end + 2] in ("之前", "以前")):
        return Range(a, inherit(a, b)) if _comparable(a, b) else None
    if _AND.fullmatch(gap) and (BETWEEN.match(text, end) or text[end - 1] == "间"):
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
    return name in ("month", "quarter") and a.finest == RANK[name] and before is not None and before + 1 == value


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
    return Partial().with_fields(**told).with_(b)


def _extend(text: str, left: Phrase, right: Phrase) -> Phrase | None:
    """A range goes on: its last part gets longer, both get a part of the day, or one more month of a list follows."""
    a, b, gap = left.what, right.what, text[left.end : right.start]
    if not isinstance(a, Range) or not isinstance(b, Partial) or a.last is None:
        return None
    if _LIST.fullmatch(gap) and _next(a.last, b):
        return left._replace(end=right.end, what=a._replace(last=a.last.with_(b)))
    last = _both(a.last, b, gap)
    if last is None:
        return None
    each = b.said().keys() == {"part"} and a.first and a.first.finest == DAY and _listed(text, left)
    first = a.first.with_(b) if each and a.first else a.first
    return left._replace(end=right.end, what=a._replace(first=first, last=last))


def _listed(text: str, phrase: Phrase) -> bool:
    """Whether a range is a list of days (22、23日, 今明两日), each of which has the part of the day that follows."""
    return phrase.rule == "dates.day_run" or "、" in text[phrase.start : phrase.end]
