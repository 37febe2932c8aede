"""Counts of people, groups and honours: a number, a classifier, and what is counted.

`candidates` finds every number with the classifier behind it; `conditions` decides by the tables `classifiers` and
`counted_nouns` which of them count; the words around the number give the qualifier (近, 不足, 以上).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from extract.document import Document
from extract.extractors.counts.candidates import Candidate, find_candidates
from extract.extractors.counts.conditions import counted
from extract.extractors.counts.nouns import Noun, joined_end
from extract.text import patterns as re
from extract.text.numerals import Amount
from extract.types import CountMention, Qualifier

_HEDGES: Final[Mapping[str, Qualifier]] = {
    "近": "approx", "将近": "approx", "约": "approx", "大约": "approx", "大概": "approx", "接近": "approx",
    "约有": "approx", "大约有": "approx", "约为": "approx", "共约": "approx",
    "超过": "over", "超": "over", "逾": "over", "至少": "over", "至少有": "over", "至少造成": "over", "超过了": "over", "突破": "over",
    "不少于": "over", "不低于": "over", "多于": "over", "高于": "over",
    "不足": "under", "不到": "under", "少于": "under", "低于": "under", "不超过": "under", "不多于": "under",
    "不会超过": "under", "不会多于": "under", "不得超过": "under", "不得少于": "over", "最多": "under", "至多": "under", "顶多": "under", "未满": "under", "不满": "under",
}  # fmt: skip
_BEHIND: Final[Mapping[str, Qualifier]] = {
    "左右": "approx", "上下": "approx", "以上": "over", "以下": "under", "以内": "under", "之内": "under",
}  # fmt: skip
_BELONG: Final = frozenset({"近", "将近", "约", "大约", "超过", "超", "逾", "至少", "不足"})
"""The hedges that stand inside the text of a count (see the project's annotation guidelines)."""
_HEDGE = re.compile("(?:" + "|".join(sorted(_HEDGES, key=len, reverse=True)) + ")$")
_HEDGE_REACH: Final = max(map(len, _HEDGES))
_TAIL = re.compile("|".join(_BEHIND))


def find_counts(document: Document) -> tuple[CountMention, ...]:
    """Counts of `document`, in order."""
    found: list[CountMention] = []
    for candidate in find_candidates(document.text):
        if found and candidate.start < found[-1].end:  # 12多[三百人家] was read as what 12多 counts
            continue
        noun = counted(candidate, found[-1] if found else None)
        if noun and candidate.amount:
            found.append(_mention(candidate, candidate.amount, noun))
    return tuple(found)


def _mention(candidate: Candidate, amount: Amount, noun: Noun) -> CountMention:
    """The count with its hedge, its tail (3人[以上]) and what is counted directly behind it."""
    text, start, end = candidate.text, candidate.start, candidate.end
    hedge = _HEDGE.search(text, max(0, start - _HEDGE_REACH), start)
    tail = _TAIL.match(text, end)
    if tail:
        end = tail.end()
    elif noun.end is not None:
        end = joined_end(text, end, noun.end)
    of = None if tail else text[candidate.end : end] or None
    if hedge and hedge[0] in _BELONG:
        start = hedge.start()
    said = _HEDGES[hedge[0]] if hedge else _BEHIND[tail[0]] if tail else amount.qualifier
    return CountMention(
        start=start,
        end=end,
        text=text[start:end],
        rule=f"counts.{noun.kind}",
        value=amount.value,
        max=amount.max,
        unit=candidate.unit,
        of=of,
        qualifier=said if amount.qualifier == "exact" else amount.qualifier,
    )
