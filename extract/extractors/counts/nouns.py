"""What may be counted: the nouns of the table `counted_nouns` behind and before a number."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from extract.text import patterns as re
from extract.text.lexicon import Edges, Lexicon, read_table

GAP: Final = 14
"""How many characters the noun may stand away: 全国退役军人工作模范单位 has eleven before its head."""
_EDGE = re.compile(r"(?![\u3400-\u9fffA-Za-z])")
_NO_NOUN = re.compile(_EDGE.pattern + "|受到|受表彰|荣?获(?!奖)|被[授评表]|分[获别]")
"""What may follow a number behind its noun: 党组织[5个]受到表彰."""
_LINK = re.compile(
    '(?:[增升减降]至|增加到|多达|共计|合计|累计|总计|达到|超过|总数|规模|共|有|达|为|各|等|约|近|逾|超|数|荣获|获|称号|名单|[（(：:”」』"])+$'
)
_ASIDE = re.compile(r"[（(][^（）()]{1,8}[）)]$")
_BRIDGES: Final = frozenset({"", "工作", "志愿", "服务", "创业"})
"""What may stand between two nouns of one name: 退役军人[工作]示范单位."""
_QUOTES: Final = ("“", "「", "『", "《", '"')
_QUOTED = re.compile("[“「『](?P<name>[^“”「」『』，。；\n]{2,30})[”」』]")
_TITLED = re.compile("文明|先进|示范|模范|优秀|最美|美丽|十佳")
_CLOSING: Final = ("”", "」", "』", "》", '"')
_ENDINGS: Final = frozenset("员者队团")
"""Single characters that end longer words: 质检员, 宣讲团; the others stand alone."""
_LOOSE = re.compile("[在被将已从来对为把向是了着过]|获(?!奖)|全部|跨入|进入|参加|参与|出席|报名|进行")
_SENTENCE = re.compile("[。！？\n]")


class Noun(NamedTuple):
    """What is counted: its class in the table, and where it ends where it stands behind the number."""

    kind: str
    end: int | None = None


def at_edge(text: str, at: int) -> bool:
    """Whether no word that could be counted follows at `at`."""
    return _NO_NOUN.match(text, at) is not None


def clause_before(text: str, end: int, reach: int) -> str:
    """Up to `reach` characters before `end`, no further back than the sentence."""
    return _SENTENCE.split(text[max(0, end - reach) : end])[-1]


def clause_after(text: str, start: int, reach: int) -> str:
    """Up to `reach` characters from `start`, no further than the sentence."""
    return _SENTENCE.split(text[start : start + reach])[0]


def noun_at(text: str, start: int) -> str | None:
    """The listed noun that begins at `start`."""
    return _edges().beginning(text, start)


def noun_after(text: str, start: int, *, gap: int = GAP, past: frozenset[str] = frozenset()) -> Noun | None:
    """The head of the words from `start`: the first listed noun, or the noun directly behind that.

    学生公寓 is no student. It begins within `gap` characters and is no single character where that is 0. Nouns of
    the classes `past` do not end the search: 2支国家救援队 counts no countries.
    """
    if quoted := _QUOTED.match(text, start):
        word = _edges().ending(text, quoted.end("name"), quoted.start("name"))
        kind = kinds()[word] if word else None
        if kind == "place" and _TITLED.search(quoted["name"]):
            kind = "group"
        if kind in {"person", "group", "honour"}:
            return Noun(kind, quoted.end("name"))
    start += text.startswith(_QUOTES, start)
    edge = _EDGE.search(text, start, start + GAP)
    region = text[start : edge.start() if edge else start + GAP]
    head: Noun | None = None
    for at, to, word in _nouns().find(region):
        kind = kinds()[word]
        if at > gap or (gap == 0 and len(word) < 2) or (head and not _goes_on(text, head, start + at)):
            break
        if kind not in past and kind != "modifier" and (at == 0 or len(word) > 1 or (word in _ENDINGS and at < 5)):
            head = Noun(kind, start + to)
    return head


def _goes_on(text: str, head: Noun, at: int) -> bool:
    """Whether the noun at `at` is the head of the one before: 先进单位[职工], but 授予3个集体|称号."""
    return text[head.end : at] in _BRIDGES and not text.startswith(("称号", "荣誉称号"), at)


def noun_before(text: str, end: int) -> Noun | None:
    """基层组织[525万个], 企业[3户]: the noun that ends where the number begins."""
    region = _LINK.sub("", _ASIDE.sub("", text[max(0, end - GAP) : end])).rstrip("".join(_CLOSING))
    words = [word for _, to, word in _nouns().find(region) if to == len(region)]
    kind = kinds()[words[0]] if words else "place"
    if kind == "place" and region.endswith(_honours()):
        kind = "group"
    return Noun(kind) if words or kind == "group" else None


def people_before(text: str, end: int) -> bool:
    """Whether the clause before `end` speaks of persons."""
    return any(kinds()[word] == "person" for _, _, word in _nouns().find(clause_before(text, end, GAP)))


def joined_end(text: str, start: int, end: int) -> int:
    """Where the words from `start` end that belong to the text of a count, if its noun ends at `end`.

    Only what is directly joined: 3名[学生], not 3名从外地赶来的学生; a second noun behind 和 is counted with the first.
    """
    if _LOOSE.search(text, start, end):
        return start
    if text.startswith(_QUOTES, start):
        return end + 1 if text.startswith(_CLOSING, end) else start
    second = noun_at(text, end + 1) if text[end : end + 1] in {"和", "与", "及", "或"} else None
    return end + 1 + len(second) if second and kinds()[second] in {"person", "group"} else end


@cache
def kinds() -> dict[str, str]:
    """The class of each listed noun: person, group, honour, work, awarded, thing or modifier."""
    return {row["noun"]: row["class"] for row in read_table("counted_nouns")}


@cache
def _honours() -> tuple[str, ...]:
    """What closes the name of an honour that is counted by itself: 巾帼文明岗[3个]."""
    return tuple(row["head"] for row in read_table("award_heads") if len(row["head"]) > 2)


@cache
def _edges() -> Edges:
    return Edges(kinds())


@cache
def _nouns() -> Lexicon:
    return Lexicon(kinds())
