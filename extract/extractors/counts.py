"""Counts of people, groups and honours: a number, a classifier, and what is counted.

One pattern finds every number with the classifier behind it. The table `classifiers` says under which condition a
classifier counts (`_CONDITIONS`), the table `counted_nouns` what may be counted, and the words around the number
give the qualifier (近, 不足, 以上).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from extract.document import Document
from extract.text.lexicon import Lexicon, read_table
from extract.text.numerals import AMOUNT, RANGE_SIGN, Amount, read_amount
from extract.types import CountMention, Qualifier

_HEDGES: Final[Mapping[str, Qualifier]] = {
    "近": "approx", "将近": "approx", "约": "approx", "大约": "approx", "大概": "approx", "接近": "approx",
    "约有": "approx", "大约有": "approx", "约为": "approx", "共约": "approx",
    "超过": "over", "超": "over", "逾": "over", "至少": "over", "至少有": "over", "超过了": "over", "突破": "over",
    "不少于": "over", "不低于": "over", "多于": "over", "高于": "over",
    "不足": "under", "不到": "under", "少于": "under", "低于": "under", "不超过": "under", "不多于": "under",
    "最多": "under", "至多": "under", "顶多": "under", "未满": "under", "不满": "under",
}  # fmt: skip
_AFTER: Final[Mapping[str, Qualifier]] = {
    "左右": "approx", "上下": "approx", "以上": "over", "以下": "under", "以内": "under", "之内": "under",
}  # fmt: skip
_BELONG: Final = frozenset({"近", "约", "大约", "超过", "超", "逾", "至少", "不足"})
"""The hedges that the guidelines show inside the text of a count."""

_HEDGE = re.compile("(?:" + "|".join(sorted(_HEDGES, key=len, reverse=True)) + ")$")
_TAIL = re.compile("|".join(_AFTER))
_ORDINAL = re.compile(r"(?:[第前后每列首末A-Za-z.．/:：-]|排名|位居|倒数)$")
_NO_EDGE = r"[^，。；：、！？（）()【】“”‘’「」『』《》…\s,.;:!?0-9０-９]"
_EDGE = re.compile(rf"(?!{_NO_EDGE})")
_LINK = re.compile(r"(?:共有|共计|合计|累计|总计|达到|超过|总数|共|有|达|为|各|等|约|近|逾|超|数|荣获|获|[（(：:])+$")
_GAP: Final = 14
"""How many characters the noun may stand away: 全国退役军人工作模范单位 has eleven before its head."""

_FIGURES: Final = frozenset("百千万亿")  # 万人空巷, 百家争鸣, 千名校长海外研修计划
_STRESS = ("其中", "其中有", "仅", "仅有", "只有", "另外", "各", "死亡", "失踪", "受伤", "缺席")
_HONOURED = re.compile("获|得奖|优秀|佳作|入选|脱颖而出|特优|优选|评选出|评出|选出|表彰|荣|[一二三]等奖")
_COLLECTED = re.compile("参赛作品|征集|收到|报名|征得|投稿|申报|参评|发表")
_WON = re.compile(r"[获得夺摘斩揽收拿取][得获下取]?(?:了|共|过)?$")
_WORK_REACH: Final = 12


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number in its place: `end` is behind its classifier, `previous` the count accepted before it."""

    text: str
    start: int
    end: int
    number: str
    amount: Amount
    unit: str
    previous: CountMention | None

    @property
    def chained(self) -> bool:
        """Whether it stands directly behind the previous count: 5金[3银]."""
        return self.previous is not None and self.previous.end == self.start

    def before(self, length: int) -> str:
        """Up to `length` characters before the number."""
        return self.text[max(0, self.start - length) : self.start]

    def at_edge(self) -> bool:
        """Whether nothing follows that could be counted."""
        return _EDGE.match(self.text, self.end) is not None

    def heads(self, units: str) -> bool:
        """Whether another number with one of `units` follows at once: [5金]3银."""
        return re.compile(f"{AMOUNT}[{units}]").match(self.text, self.end) is not None


class _Noun(NamedTuple):
    """What is counted: its class in the table, and where it ends where it stands behind the number."""

    kind: str
    end: int | None = None


class _Classifier(NamedTuple):
    kind: str
    condition: str
    not_before: tuple[str, ...]


def find_counts(document: Document) -> tuple[CountMention, ...]:
    """Counts of `document`, in order."""
    text = document.text
    found: list[CountMention] = []
    for match in _pattern().finditer(text):
        amount = _read(match)
        if amount is None or _ORDINAL.search(text, max(0, match.start() - 2), match.start()):
            continue
        candidate = _Candidate(
            text, match.start(), match.end(), match["amount"], amount, match["unit"] or "", found[-1] if found else None
        )
        noun = _counted(candidate)
        if noun is not None:
            found.append(_mention(candidate, noun))
    return tuple(found)


def _read(match: re.Match[str]) -> Amount | None:
    """The amount of a number or a range; None for digits that only stand side by side (一一, 五四)."""
    low = read_amount(match["amount"])
    if low is None or (
        len(match["amount"]) > 1 and low.qualifier == "exact" and not _IS_AMOUNT.search(match["amount"])
    ):
        return None
    high = read_amount(match["max"]) if match["max"] else None
    if high is None or high.value is None or low.value is None or high.value <= low.value:
        return low
    return Amount(low.value, high.value, "approx")


_IS_AMOUNT = re.compile("[0-9０-９十百千万亿廿卅]")


def _counted(candidate: _Candidate) -> _Noun | None:
    """What `candidate` counts, or None where it is no count of people, groups or honours."""
    value = candidate.amount.value
    if value is not None and value != int(value):
        return None
    if not candidate.unit:
        return _bare(candidate)
    classifier = _classifiers()[candidate.unit]
    if candidate.text.startswith(classifier.not_before, candidate.end) or _is_figure(candidate):
        return None
    return _CONDITIONS[classifier.condition](candidate, classifier.kind)


def _is_figure(candidate: _Candidate) -> bool:
    """万人, 百家, 千名 are figures of speech unless a hedge makes them numbers (近万人, 逾百名)."""
    return candidate.number in _FIGURES and not _HEDGE.search(candidate.before(3))


def _is_article(candidate: _Candidate) -> bool:
    return candidate.number == "一" and not candidate.before(3).endswith(_STRESS)


# ---- conditions under which a classifier counts


def _always(candidate: _Candidate, kind: str) -> _Noun | None:
    if _is_article(candidate):
        return None
    noun = _noun_after(candidate)
    return noun if noun and noun.kind == kind else _Noun(kind)


def _with_noun(candidate: _Candidate, kind: str) -> _Noun | None:
    if _is_article(candidate):
        return None
    noun = _noun_after(candidate)
    if noun is None and candidate.at_edge():
        noun = _noun_before(candidate) or _same_as_previous(candidate)
    if noun is None or noun.kind not in _COUNTED_WITH[kind]:
        return None
    return None if noun.kind == "work" and not _is_honoured(candidate) else noun


def _at_edge(candidate: _Candidate, kind: str) -> _Noun | None:
    plain = candidate.number[0].isdigit() and candidate.at_edge()
    return _Noun(kind) if plain else None


def _medal(candidate: _Candidate, kind: str) -> _Noun | None:
    won = candidate.chained or candidate.heads("金银铜枚") or _WON.search(candidate.before(4))
    return _Noun(kind) if won else None


def _in_row(candidate: _Candidate, kind: str) -> _Noun | None:
    """6死10伤, 两女一男."""
    return _Noun(kind) if candidate.chained or candidate.heads("死伤男女") else None


_CONDITIONS: Final[Mapping[str, Callable[[_Candidate, str], _Noun | None]]] = {
    "always": _always,
    "noun": _with_noun,
    "edge": _at_edge,
    "medal": _medal,
    "row": _in_row,
}
_COUNTED_WITH: Final = {
    "any": frozenset({"person", "group", "honour"}),
    "person": frozenset({"person"}),
    "group": frozenset({"group"}),
    "honour": frozenset({"honour", "work"}),
}


def _bare(candidate: _Candidate) -> _Noun | None:
    """35万访客, 两公司, 三大运营商: persons or groups directly behind the number."""
    scaled = len(candidate.number) > 1 and any(unit in candidate.number for unit in "百千万亿余多")
    many = candidate.text.startswith("大", candidate.end) and candidate.number[0] not in "0123456789"
    if not (scaled or many or candidate.number == "两") or _is_figure(candidate):
        return None
    start = candidate.end + many
    word = next(_nouns().find(candidate.text[start : start + 6]), None)
    if word is None or word[0] > 0 or word[1] < 2 or _noun_kinds()[word[2]] not in {"person", "group"}:
        return None
    return _Noun(_noun_kinds()[word[2]], start + word[1])


# ---- what is counted


def _noun_after(candidate: _Candidate) -> _Noun | None:
    """The head of what follows: the first listed noun, or the noun directly behind that (学生公寓 is no student)."""
    text, start = candidate.text, candidate.end
    edge = _EDGE.search(text, start, start + _GAP)
    region = text[start : edge.start() if edge else start + _GAP]
    head: _Noun | None = None
    for at, to, word in _nouns().find(region):
        if head is not None and start + at != head.end:
            break
        if at == 0 or len(word) > 1 or _noun_kinds()[word] != "thing":
            head = _Noun(_noun_kinds()[word], start + to)
    return head


def _noun_before(candidate: _Candidate) -> _Noun | None:
    """基层组织[525万个], 企业[3户]: the noun that ends where the number begins."""
    region = _LINK.sub("", candidate.before(_GAP))
    words = [word for _, end, word in _nouns().find(region) if end == len(region)]
    return _Noun(_noun_kinds()[words[0]]) if words else None


def _same_as_previous(candidate: _Candidate) -> _Noun | None:
    """…525万个，比上年净增[7.4万个]: the noun of the count before in the sentence."""
    last = candidate.previous
    if last is None or last.unit != candidate.unit or "。" in candidate.text[last.end : candidate.start]:
        return None
    return _Noun(last.rule.removeprefix("counts."))


def _is_honoured(candidate: _Candidate) -> bool:
    """Works count where the clause says that they won, not where it says that they were sent in."""
    before = re.split("[。！？\n]", candidate.before(_WORK_REACH))[-1]
    after = re.split("[。！？\n]", candidate.text[candidate.end : candidate.end + _WORK_REACH])[0]
    return bool(_HONOURED.search(before + after)) and not _COLLECTED.search(before + after)


def _coordinated(text: str, end: int) -> int:
    """Where 43个集体和个人 ends: a second noun directly behind 和 is counted with the first."""
    if text[end : end + 1] not in {"和", "与", "及", "或"}:
        return end
    word = next(_nouns().find(text[end + 1 : end + 7]), None)
    return end + 1 + word[1] if word and word[0] == 0 and _noun_kinds()[word[2]] != "thing" else end


# ---- the mention


def _mention(candidate: _Candidate, noun: _Noun) -> CountMention:
    text, end = candidate.text, candidate.end
    start, qualifier = candidate.start, candidate.amount.qualifier
    hedge = _HEDGE.search(text, max(0, start - 4), start)
    tail = _TAIL.match(text, end)
    if qualifier != "lost" and (hedge or tail):
        said = _HEDGES[hedge[0]] if hedge else _AFTER[tail[0]] if tail else qualifier
        qualifier = said if qualifier == "exact" else qualifier
    if hedge and hedge[0] in _BELONG:
        start = hedge.start()
    of = None
    if noun.end is not None:
        end = _coordinated(text, noun.end)
        of = text[candidate.end : end]
    elif tail:
        end = tail.end()
    return CountMention(
        start=start,
        end=end,
        text=text[start:end],
        rule=f"counts.{noun.kind}",
        value=candidate.amount.value,
        max=candidate.amount.max,
        unit=candidate.unit,
        of=of,
        qualifier=qualifier,
    )


# ---- tables


@cache
def _classifiers() -> dict[str, _Classifier]:
    return {
        row["classifier"]: _Classifier(row["class"], row["condition"], tuple(row["not_before"].split()))
        for row in read_table("classifiers")
    }


@cache
def _noun_kinds() -> dict[str, str]:
    return {row["noun"]: row["class"] for row in read_table("counted_nouns")}


@cache
def _nouns() -> Lexicon:
    return Lexicon(_noun_kinds())


@cache
def _pattern() -> re.Pattern[str]:
    """A number or a range of numbers, with the classifier behind it where there is one."""
    units = "|".join(sorted(_classifiers(), key=len, reverse=True))
    return re.compile(rf"(?P<amount>{AMOUNT})(?:{RANGE_SIGN}(?P<max>{AMOUNT}))?[ \u3000]?(?P<unit>{units})?")
