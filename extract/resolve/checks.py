"""Checks that end in `issues`: what a reader of the record should not have to find out alone.

`ISSUES` is the whole list of codes. A code is stable: a reader may filter by it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final

from extract.document import Document
from extract.extractors import Mentions
from extract.record import Count, Grant, Issue, Person
from extract.resolve.people.roster import Namesakes
from extract.text import patterns as re
from extract.types import LOST, CountMention, DateMention, NameMention, Span

ISSUES: Final[Mapping[str, str]] = {
    "lost-character": "characters that the source destroyed for good: {n}; look them up in another copy",
    "lost-count": "the number of {text} is destroyed, so that its value is null; look it up in another copy",
    "year-unknown": "dates of which no year is known: {n}, the first {text}; give the publication date as `published`",
    "year-inferred": "dates whose year was taken from other dates of the text: {n}, the first {text}; check it",
    "list-too-long": "{n} names are listed for {text}; check the list, or the total",
    "list-too-short": "only {n} names are listed for {text}; check the list, or the total",
    "parts-exceed-whole": "the parts of {text} add up to {n}, which is more; check whether they overlap",
    "parts-fall-short": "the parts of {text} add up to {n}, which is less; check whether one is missing",
    "award-counts-differ": "{award} is said to go to {text} and to {other}; check which number is meant",
    "roster-ambiguous": "the roster has {n} people of the name {text} whom neither office nor date tells apart, so that key "
    "is null; check its rows",
}
"""Each code with its message. `{text}` is what the span covers."""

_YEARLESS = re.compile(r"^(?!.*年).*[0-9０-９一二三四五六七八九十][月日号]")
_MEDAL_NAMES: Final = frozenset({"金牌", "银牌", "铜牌", "奖牌"})
"""Every team of a report has its own number of these."""
_start = attrgetter("start")
_LONGEST_LIST: Final = 1000
"""Names of a list that are counted at most: in a very long text, looking through all names for each count takes its square."""
_PEOPLE: Final = frozenset({"人", "名", "位"})
_MEDALS: Final = frozenset("金银铜")
_BRACKETED = r"(?:（[^（）]{0,30}）|\([^()]{0,30}\))?"
_LIST_SIGN = re.compile(rf"{_BRACKETED}[、和及与]")
_LIST_END = re.compile(rf"{_BRACKETED}(等)?(?:共|一共|共计)?")
_LIST_START = re.compile(r"[）)]?[：:（(]|[，,]?(?:分别是|分别为|他们是|依次为)[：:]?")
_OPEN_LIST = re.compile(rf"{_BRACKETED}[等、]")
_AMONG = re.compile(r"[，,（(；;]?其中[，,]?(?:有|包括|含)?")
_SENTENCE_END = re.compile(r"[。；;！？\n]")
_BRACKET_REACH: Final = 12
"""How far behind its number a whole may be opened by a bracket: 105名优良不动产从业人员（…）."""


def find_issues(
    document: Document, mentions: Mentions, grants: Sequence[Grant], namesakes: Namesakes = ()
) -> tuple[Issue, ...]:
    """Everything doubtful about the record of `document`, in order of the text."""
    names = [mention for mention in mentions.people if isinstance(mention, NameMention)]
    found = [
        *_lost(document, mentions.counts),
        *_years(document, mentions.dates),
        *_lists(document, mentions.counts, names),
        *_receivers(document, grants),
        *_medals(document, mentions.counts),
        *_sums(document, mentions.counts),
        *_awards(document, grants),
        *(_issue(document, "roster-ambiguous", _span(person), n=n) for person, n in namesakes),
    ]
    distinct = {(issue.start, issue.end, issue.code): issue for issue in found}  # a list may be seen in two ways
    return tuple(distinct[key] for key in sorted(distinct))


def _issue(document: Document, code: str, span: Span, **said: object) -> Issue:
    raw = document.aligned.to_raw(*span)
    message = ISSUES[code].format(text=document.text[span.start : span.end], **said)
    return Issue(code=code, message=message, start=span.start, end=span.end, raw_start=raw.start, raw_end=raw.end)


def _span(mention: CountMention | DateMention | Count | Person) -> Span:
    return Span(mention.start, mention.end)


# ---- what is missing


def _lost(document: Document, counts: Sequence[CountMention]) -> Iterator[Issue]:
    for match in re.finditer(f"{LOST}+", document.text):
        yield _issue(document, "lost-character", Span(*match.span()), n=len(match[0]))
    for count in counts:
        if count.value is None:
            yield _issue(document, "lost-count", _span(count))


def _years(document: Document, dates: Sequence[DateMention]) -> Iterator[Issue]:
    """One issue for all dates of a kind: they share their cause."""
    unknown = [date for date in dates if (date.value or "").startswith("XXXX-")]
    inferred = [date for date in dates if date.anchor == "document" and _YEARLESS.search(date.text)]
    for code, found in (("year-unknown", unknown), ("year-inferred", inferred)):
        if found:
            yield _issue(document, code, _span(found[0]), n=len(found))


# ---- lists against their totals


def _lists(document: Document, counts: Sequence[CountMention], names: Sequence[NameMention]) -> Iterator[Issue]:
    """甲、乙、丙4人, 甲、乙、丙等2人, 4人：甲、乙、丙."""
    for count in counts:
        if count.unit not in _PEOPLE or count.qualifier != "exact" or count.value is None:
            continue
        before, is_open = _listed_before(document.text, names, count)
        listed = before or _listed_behind(document.text, names, count)
        if len(listed) < 2 or len(listed) == count.value or (is_open and len(listed) < count.value):
            continue
        code = "list-too-long" if len(listed) > count.value else "list-too-short"
        yield _issue(document, code, _span(count), n=len(listed))


def _receivers(document: Document, grants: Sequence[Grant]) -> Iterator[Issue]:
    """The receivers of a grant against its number: persons, groups or works."""
    for grant in grants:
        count, listed = grant.count, len(grant.recipients)
        if count is None or count.value is None or count.qualifier != "exact" or listed < 2 or listed == count.value:
            continue
        if count.rule == "counts.honour" or "各" in document.text[max(0, count.start - 4) : count.start]:
            continue  # 甲、乙各夺得一枚铜牌: how many each received
        last = max(recipient.end for recipient in grant.recipients)
        is_open = "等" in document.text[last : last + 2] or "等" in document.text[count.start - 2 : count.start]
        if listed > count.value or not is_open:
            code = "list-too-long" if listed > count.value else "list-too-short"
            yield _issue(document, code, _span(count), n=listed)


def _listed_before(text: str, names: Sequence[NameMention], count: CountMention) -> tuple[list[NameMention], bool]:
    """The names listed directly before `count`, and whether 等 leaves the list open."""
    at = bisect_left(names, count.start, key=_start)
    listed = [name for name in names[max(0, at - _LONGEST_LIST) : at] if name.end <= count.start]
    end = _LIST_END.fullmatch(text, listed[-1].end, count.start) if listed else None
    if end is None:
        return [], False
    first = len(listed) - 1
    while first and _LIST_SIGN.fullmatch(text, listed[first - 1].end, listed[first].start):
        first -= 1
    # a separator before the first name: its list goes on with names that were not recognised
    whole = text[listed[first].start - 1 : listed[first].start] not in {"、", "和", "及", "与"}
    return (listed[first:] if whole else []), end[1] is not None


def _listed_behind(text: str, names: Sequence[NameMention], count: CountMention) -> Sequence[NameMention]:
    """The names listed behind a colon or a bracket after `count`; none where the list is left open."""
    start = _LIST_START.match(text, count.end)
    if start is None:
        return []
    at = bisect_left(names, start.end(), key=_start)
    later = names[at : at + _LONGEST_LIST]
    if not later or later[0].start != start.end():
        return []
    last = 0
    while last + 1 < len(later) and _LIST_SIGN.fullmatch(text, later[last].end, later[last + 1].start):
        last += 1
    return [] if _OPEN_LIST.match(text, later[last].end) else later[: last + 1]


# ---- parts against their whole


def _medals(document: Document, counts: Sequence[CountMention]) -> Iterator[Issue]:
    """15金13银16铜共44枚奖牌."""
    row: list[CountMention] = []
    for count in counts:
        if row and row[-1].end == count.start and count.unit in _MEDALS:
            row.append(count)
            continue
        joined = row and document.text[row[-1].end : count.start] in {"", "共", "，共", "、共", "，共计", "，总计"}
        if joined and count.unit == "枚" and len(row) > 1:
            yield from _difference(document, count, row)
        row = [count] if count.unit in _MEDALS else []


def _sums(document: Document, counts: Sequence[CountMention]) -> Iterator[Issue]:
    """3024个…，其中A 1990个、B 1034个; 105名…（甲类25名、乙类80名）."""
    for index, whole in enumerate(counts):
        if whole.value is None or whole.qualifier != "exact":
            continue
        stop = counts[index + 1].start if index + 1 < len(counts) else len(document.text)
        scope = _parts_scope(document.text, whole, stop)
        if scope is None:
            continue
        first, last = (bisect_left(counts, edge, lo=index + 1, key=_start) for edge in scope)
        inner = [count for count in counts[first:last] if count.end <= scope.end]
        parts = [part for part in inner if not _bracketed(document.text, scope.start, part.start)]
        comparable = all(part.qualifier == "exact" and _alike(part, whole) for part in parts)
        if len(parts) > 1 and comparable:
            yield from _difference(document, whole, parts)


def _parts_scope(text: str, whole: CountMention, stop: int) -> Span | None:
    """Where the parts of `whole` are told: behind 其中, or in a bracket behind its noun, before `stop`."""
    among = _AMONG.search(text, whole.end, stop)
    ends = _SENTENCE_END.search(text, whole.end)
    sentence = ends.start() if ends else len(text)
    if among and among.start() < sentence:
        opened = among[0][0] in "（("
        closing = re.search("[）)]", text[among.end() : sentence]) if opened else None
        return Span(among.end(), among.end() + closing.start() if closing else sentence)
    bracket = re.compile("[（(]").search(text, whole.end, min(stop, whole.end + _BRACKET_REACH))
    closing = re.search("[）)]", text[bracket.end() : sentence]) if bracket else None
    return Span(bracket.end(), bracket.end() + closing.start()) if bracket and closing else None


def _bracketed(text: str, start: int, at: int) -> bool:
    """Whether `at` stands in a bracket that opened behind `start`."""
    region = text[start:at]
    return region.count("（") + region.count("(") > region.count("）") + region.count(")")


def _alike(part: CountMention, whole: CountMention) -> bool:
    """Whether two counts can be of one sum: the same unit, or a whole of persons and groups together."""
    return part.unit == whole.unit or (part.unit in _PEOPLE | {"个"} and whole.unit in _PEOPLE | {"个"})


def _difference(document: Document, whole: CountMention, parts: Sequence[CountMention]) -> Iterator[Issue]:
    total = sum(part.value or 0 for part in parts)
    if whole.value is not None and total != whole.value:
        code = "parts-exceed-whole" if total > whole.value else "parts-fall-short"
        yield _issue(document, code, _span(whole), n=f"{total:g}")


# ---- one award against itself


def _awards(document: Document, grants: Sequence[Grant]) -> Iterator[Issue]:
    """The same award, grade, receivers, unit, time and status with two numbers, in two sentences."""
    counts: defaultdict[tuple[object, ...], list[Count]] = defaultdict(list)
    for grant in grants:
        count = grant.count
        if count is None or count.value is None or count.qualifier != "exact" or len(grant.awards) > 1:
            continue
        if grant.awards[0] not in _MEDAL_NAMES:
            receivers = tuple(recipient.name for recipient in grant.recipients)
            counts[grant.awards[0], grant.grade, receivers, count.unit, count.of, grant.date, grant.status].append(
                count
            )
    for (award, *_), found in counts.items():
        for one, other in pairwise(sorted(found, key=_span)):
            apart = _SENTENCE_END.search(document.text, one.end, other.start)
            if one.value != other.value and apart:
                yield _issue(document, "award-counts-differ", _span(other), award=award, other=one.text)
