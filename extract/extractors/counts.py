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
_EDGE = re.compile(r"(?![\u3400-\u9fffA-Za-z])")
_LINK = re.compile(r"(?:共有|共计|合计|累计|总计|达到|超过|总数|共|有|达|为|各|等|约|近|逾|超|数|荣获|获|[（(：:])+$")
_GAP: Final = 14
"""How many characters the noun may stand away: 全国退役军人工作模范单位 has eleven before its head."""
_HONOUR_REACH: Final = 8
"""Where an honour ends behind its number: 七次获得全国双拥模范城市称号 counts no honours."""
_BARE_GAP: Final = 6
"""The same without a classifier: 5万优秀的在校学生."""

_FIGURES: Final = frozenset("百千万亿兆")  # 万人空巷, 百家争鸣, 千名校长海外研修计划, 百万市民
_STRESS: Final = re.compile("(?:仅|仅有|只有|各|死亡|失踪|受伤|缺席)$")
_PRESENT: Final = re.compile("(?:[有内外中致另]|造成)$")
_WORD_LIKE: Final = frozenset({"人", "户", "例", "死", "伤", "男", "女", "金", "银", "铜"})
"""Classifiers that stand without a noun: 一人 after these is a count (车内一人被甩出), 有一名 is an article."""
_HONOURED = re.compile("获|得奖|优秀|佳作|入选|脱颖而出|特优|优选|评选出|评出|选出|表彰|荣|[一二三]等奖")
_COLLECTED = re.compile("参赛作品|征集|收到|报名|征得|投稿|申报|参评|发表")
_WON = re.compile("获得|夺得|夺取|斩获|摘得|摘下|收获|赢得|拿下|取得|包揽|狂揽|揽获|[勇再共获夺摘揽得]$")
_WORK_REACH: Final = 12

_GONE: Final[Mapping[str, frozenset[str]]] = {
    "个": frozenset({"group"}), "家": frozenset({"group"}), "户": frozenset({"group"}), "名": frozenset({"person"})
}  # fmt: skip
_GONE_NOUN = re.compile("(?:参赛|获奖|先进|优秀|受表彰|受表扬)?")
_FAMED: Final = frozenset(
    {"教师", "老师", "校长", "医生", "演员", "导演", "作家", "歌手", "记者", "编辑", "律师", "教练", "教授"}
)
"""Persons that are called 名 without a number: 名教师, 名导演."""


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
    found: list[CountMention] = []
    for match in _pattern().finditer(document.text):
        previous = found[-1] if found else None
        candidate = _vanished(match) if match["gone"] else _candidate(match, previous)
        noun = _counted(candidate) if candidate else None
        if candidate and noun:
            found.append(_mention(candidate, noun))
    return tuple(found)


def _candidate(match: re.Match[str], previous: CountMention | None) -> _Candidate | None:
    """The number that `match` found, unless it is an ordinal or no number."""
    text, start, unit = match.string, match.start(), match["unit"] or ""
    amount = None if _ORDINAL.search(text, max(0, start - 2), start) else _read(match)
    if amount is None:
        return None
    if unit and _begins_noun(text, match.start("unit"), unit):  # 两[部门], 30万[家庭]
        return _Candidate(text, start, match.start("unit"), match["amount"], amount, "", previous)
    return _Candidate(text, start, match.end(), match["amount"], amount, unit, previous)


def _vanished(match: re.Match[str]) -> _Candidate | None:
    """，?个集体, 。名参赛选手: a classifier with its noun whose number the source destroyed.

    A sentence cannot begin with a classifier; but 名教师, 个人 and 支队 are words, so that the noun has to be
    one that does not go with them.
    """
    text, unit = match.string, match["lost"]
    word = _GONE_NOUN.match(text, match.end())
    noun = next(_nouns().find(text[word.end() : word.end() + 6]), None) if word else None
    if (
        noun is None
        or noun[0] > 0
        or noun[1] < 2
        or noun[2].startswith("人")
        or _noun_kinds()[noun[2]] not in _GONE[unit]
    ):
        return None
    if unit == "名" and noun[2] in _FAMED and word and not word[0]:
        return None
    start = match.start() if match["gone"] in "?？\ufffd" else match.start("lost")
    return _Candidate(text, start, match.end(), "", Amount(None, None, "lost"), unit, None)


def _begins_noun(text: str, at: int, unit: str) -> bool:
    word = next(_nouns().find(text[at : at + 6]), None)
    return word is not None and word[0] == 0 and word[1] > len(unit) and word[2] != "个人"


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
    return bool(candidate.number) and _FIGURES.issuperset(candidate.number) and not _HEDGE.search(candidate.before(3))


def _is_article(candidate: _Candidate) -> bool:
    """一名, 一个 are articles unless the words before stress the number."""
    if candidate.number != "一" or _STRESS.search(candidate.before(3)):
        return False
    return candidate.unit not in _WORD_LIKE or not _PRESENT.search(candidate.before(2))


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
    if noun.kind == "honour" and noun.end is not None and noun.end - candidate.end > _HONOUR_REACH:
        return None
    return None if noun.kind == "work" and not _is_honoured(candidate) else noun


def _behind(candidate: _Candidate, kind: str) -> _Noun | None:
    """一等功2次: only with the noun before it."""
    noun = _noun_before(candidate) if candidate.at_edge() and not _is_article(candidate) else None
    return noun if noun and noun.kind == kind else None


def _never(candidate: _Candidate, kind: str) -> None:
    """Measures of things, time and money."""


def _at_edge(candidate: _Candidate, kind: str) -> _Noun | None:
    plain = candidate.number[0].isdigit() and candidate.at_edge()
    return _Noun(kind) if plain else None


def _medal(candidate: _Candidate, kind: str) -> _Noun | None:
    won = candidate.chained or candidate.heads("金银铜枚") or _WON.search(candidate.before(5))
    return _Noun(kind) if won else None


def _in_row(candidate: _Candidate, kind: str) -> _Noun | None:
    """6死10伤, 两女一男."""
    return _Noun(kind) if candidate.chained or candidate.heads("死伤男女") else None


_CONDITIONS: Final[Mapping[str, Callable[[_Candidate, str], _Noun | None]]] = {
    "always": _always,
    "noun": _with_noun,
    "behind": _behind,
    "never": _never,
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
    """35万访客, 两公司, 三大运营商, 等6部门: persons or groups behind a number without a classifier."""
    text, number = candidate.text, candidate.number
    if _is_figure(candidate) or number == "一":
        return None
    many = text.startswith("大", candidate.end) and number[0] not in "0123456789"
    scaled = len(number) > 1 and any(unit in number for unit in "百千万亿余多")
    noun = _noun_after(candidate, skip=many, gap=_BARE_GAP if scaled else 0)
    if noun is None or noun.kind not in {"person", "group"}:
        return _population(candidate) if scaled else None
    return noun if scaled or many or number == "两" or candidate.before(1) == "等" else None


def _population(candidate: _Candidate) -> _Noun | None:
    """总人口约[120万], 党员[9000多万]: a great number behind the persons it counts."""
    if candidate.amount.value is None or candidate.amount.value < 10_000 or not candidate.at_edge():
        return None
    noun = _noun_before(candidate)
    return noun if noun and noun.kind == "person" else None


# ---- what is counted


def _noun_after(candidate: _Candidate, *, skip: int = 0, gap: int = _GAP) -> _Noun | None:
    """The head of what follows: the first listed noun, or the noun directly behind that (学生公寓 is no student).

    It begins within `gap` characters and is not a single character where that is 0.
    """
    text, start = candidate.text, candidate.end + skip
    edge = _EDGE.search(text, start, start + _GAP)
    region = text[start : edge.start() if edge else start + _GAP]
    kinds = _noun_kinds()
    head: _Noun | None = None
    for at, to, word in _nouns().find(region):
        if (head is not None and start + at != head.end) or at > gap or (gap == 0 and len(word) < 2):
            break
        if at == 0 or len(word) > 1 or kinds[word] in {"person", "group"}:
            head = _Noun(kinds[word], start + to)
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
    """A number or a range of numbers, with the classifier behind it; or a classifier that lacks its number."""
    units = "|".join(sorted(_classifiers(), key=len, reverse=True))
    number = rf"(?P<amount>{AMOUNT})(?:{RANGE_SIGN}(?P<max>{AMOUNT}))?[ \u3000]?(?P<unit>{units})?"
    return re.compile(rf"{number}|(?P<gone>[?？\ufffd，、；：。,;:\n])(?P<lost>[{''.join(_GONE)}])")
