"""Build the scene of a document: its mentions by place, and the names that only their place gives away."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from extract.document import Document
from extract.extractors import Mentions
from extract.extractors.awards.editions import EDITION
from extract.extractors.people.words import Words
from extract.record import Person
from extract.resolve.grants.names import unread_names
from extract.resolve.grants.scene import AwardPart, Kind, Scene, Token
from extract.text import patterns as re
from extract.text.lexicon import Lexicon
from extract.types import AwardMention, ConferralMention, CountMention, GradeMention, Mention, NameMention, Span

# 获奖3次, 5金: how often or how much, not how many received it.
_NO_RECEIVERS = frozenset({"次", "届", "金", "银", "铜", "届次", "场", "票", "级", "类", "类别"})
_MERIT = re.compile(r"[下过了]?(?:个人|集体)?(?:[特一二三]等|大|战)功")
_AGENT_CONFERS = re.compile(r"[^，。；]{1,40}(?:授|评|命名|记|追认|认定|表彰|表扬|列)")
_UNIT = re.compile(r"[队连班组站所旅团]$")
_GOES_ON = re.compile(r"(?:队?[长员][^，。；、]{2,12})?[、和与及][^，。；]{3,}?")
# What elsewhere confers nothing: 6人成为“全国优秀教师”, 两人分享最佳男配角奖, 4名学生各得一面金牌.
_GAIN = re.compile(
    rf"(?P<word>成为|并列|享受|跻身|名列|列名|跨入|分享|[各又再]?增?添|[各]?记|各[获得]|带[走回]|拿走|收获|迎来|问鼎|列为|登上|手握|手捧|接过|接受|领取|戴上|挂上|佩戴|送上|受到)了?(?:其中|首|[^，。；“]{{0,10}}(?:首|第[一二三\d]+|唯一一?)[名位个批])?(?:[\d一二两三]+[枚面块项个座])?{EDITION}?[“「『]?$"
)
_GAIN_REACH = 24
_GIVEN_REACH = 42
_GIVEN_TO = re.compile(r"[给为向](?:(?!等功)[^，。；\n]){2,40}$")


def read_scene(document: Document, mentions: Mentions, people: Sequence[Person], parts: Sequence[AwardPart]) -> Scene:
    """The scene of one document; a short form of a name stands for the fullest that the ledger knows."""
    full = {(mention.start, mention.end): person.name for person in people for mention in person.mentions}
    verbs = {(part.start, part.end) for part in parts if isinstance(part, ConferralMention)}
    known = [name for name in mentions.people if isinstance(name, NameMention) and (name.start, name.end) not in verbs]
    names = {name.start: (name.end, full.get((name.start, name.end), name.name)) for name in known}
    inside = {at for start, (end, _) in names.items() for at in range(start, end)}
    parts = [part for part in parts if part.start not in inside and not _is_no_verb(part, document.text)]
    parts = [part for part in parts if not _is_unit_honoured(part, parts, document.text)]
    parts = _with_gains(parts, document.text, names)
    honours = [part for part in parts if isinstance(part, AwardMention)]
    counts = [*filter(_tells_receivers, (_before_honour(count, honours) for count in mentions.counts))]
    words = Words(document.text, document.sentences)
    marked = _marked(mentions, parts, counts)
    for start, end in _more_names(document, words, marked, names, parts):
        names[start] = (end, document.text[start:end])
    officials = frozenset(person.name for person in people if person.official)
    posts = frozenset(at for person in people for title in person.titles for at in range(title.start, title.end))
    return Scene(document, words, parts, counts, names, officials, posts, marked, mentions.dates)


def _tells_receivers(count: CountMention) -> bool:
    """Whether `count` may say how many received; 一枚 of 夺得一枚金牌 is an article, 两项大奖 sums up those just named."""
    sums_up = count.text.endswith(("大奖", "奖项", "殊荣", "荣誉", "称号"))
    runs = count.text.endswith(("候选人", "参赛者", "参赛选手"))
    return not runs and count.unit not in _NO_RECEIVERS and not count.text.startswith("一枚") and not sums_up


def with_repeated_names(parts: Sequence[AwardPart], text: str) -> list[AwardPart]:
    """`parts` with the places where an award of the text is named again, as in 10个全军先进单位."""
    named = (part for part in parts if isinstance(part, AwardMention) and part.name == part.text)
    found = {part.name: part for part in named if len(part.name) > 3}
    taken = {at for part in parts if not isinstance(part, ConferralMention) for at in range(part.start, part.end)}
    more = [
        replace(found[name], start=start, end=end)
        for start, end, name in (Lexicon(found).find(text) if found else ())
        if taken.isdisjoint(range(start, end))
    ]
    return sorted([*parts, *more], key=lambda part: (part.start, part.end))


def _is_no_verb(part: AwardPart, text: str) -> bool:
    """Whether the word confers nothing itself: 被…授予 is said by the verb behind 被."""
    if part.text == "立":  # 荣立一等功, but also 立案 and 立人国小
        return _MERIT.match(text, part.end) is None
    return part.text == "被" and _AGENT_CONFERS.match(text, part.end) is not None


def _person_ahead(names: Mapping[int, tuple[int, str]], text: str, end: int) -> bool:
    """Whether a person is named in the sentence before `end`."""
    start = max(text.rfind("。", 0, end), text.rfind("\n", 0, end)) + 1
    return any(at in names for at in range(start, end))


def _with_gains(parts: Sequence[AwardPart], text: str, names: Mapping[int, tuple[int, str]]) -> list[AwardPart]:
    """`parts` with words of getting that stand directly before an award, where no word of conferring does."""
    taken = {at for part in parts for at in range(part.start, part.end)}
    more: list[AwardPart] = []
    for part in (part for part in parts if not isinstance(part, ConferralMention)):
        match = _GAIN.search(text, max(0, part.start - _GAIN_REACH), part.start)
        if match and taken.isdisjoint(range(*match.span("word"))):
            start, end = match.span("word")
            own = match["word"].endswith("添") and _person_ahead(names, text, start)  # 甲夺冠，为代表团添金
            given = match["word"] == "送上" or (not own and _GIVEN_TO.search(text, max(0, start - _GIVEN_REACH), start))
            voice: Literal["receive", "confer"] = "confer" if given else "receive"
            more.append(ConferralMention(start=start, end=end, text=match["word"], rule="grants.gain", voice=voice))
    return sorted([*parts, *more], key=lambda part: (part.start, part.end))


def _is_unit_honoured(part: AwardPart, parts: Sequence[AwardPart], text: str) -> bool:
    """授予苍鹰青年突击队、…A: a title in a unit's name among those who receive another award."""
    if not isinstance(part, AwardMention) or not _UNIT.search(part.name) or text[part.start - 1] in "“「『个支":
        return False  # 3个先进班组
    stop = next((at for at in range(part.end, len(text)) if text[at] in "，。；\n"), len(text))
    other = next((p for p in parts if isinstance(p, AwardMention) and part.end < p.start < stop), None)
    return other is not None and _GOES_ON.fullmatch(text, part.end, other.start) is not None


def _more_names(
    document: Document,
    words: Words,
    marked: dict[int, Token],
    names: dict[int, tuple[int, str]],
    parts: Sequence[AwardPart],
) -> Iterator[Span]:
    """Names that no one read, in sentences about awards, those behind them and the lines of a list below."""
    edges = frozenset(at for token in marked.values() for at in token[:2])
    taken = {at for start, (end, _) in names.items() for at in range(start, end)}
    taken |= {at for token in marked.values() for at in range(token.start, token.end)}
    starts = [part.start for part in parts]
    near = False
    for before, sentence in pairwise((Span(0, 0), *document.sentences)):
        in_list = near and document.text[sentence.end - 1] not in "。！？"
        near = in_list or bisect_left(starts, before.start) < bisect_left(starts, sentence.end)
        if near:
            for name in unread_names(document.text, words, sentence, edges):
                if taken.isdisjoint(range(*name)):
                    yield name


def _marked(mentions: Mentions, parts: Sequence[AwardPart], counts: Sequence[CountMention]) -> dict[int, Token]:
    """Conferrals, honours, dates and numbers by where they begin; where two begin together the last kind stands."""
    honours = [part for part in parts if isinstance(part, AwardMention | GradeMention)]
    conferrals = [part for part in parts if isinstance(part, ConferralMention)]
    kinds: tuple[tuple[Sequence[Mention], Kind], ...] = (
        ([c for c in conferrals if c.voice == "receive"], "hard"), ([c for c in conferrals if c.voice == "confer"], "speech"), (honours, "award"), (mentions.dates, "date"), (counts, "count"),
    )  # fmt: skip
    return {mention.start: Token(mention.start, mention.end, kind) for found, kind in kinds for mention in found}


def _before_honour(count: CountMention, honours: Sequence[AwardMention]) -> CountMention:
    """`count` without the honour that it counts: 10名 of 10名三八红旗手."""
    first = bisect_left(honours, count.start + 1, key=lambda honour: honour.start)
    inside = next(iter(honours[first : first + 1]), None)
    if inside is None or inside.start >= count.end:
        return count
    text = count.text[: inside.start - count.start].rstrip('“「『"和与及')
    return replace(count, end=count.start + len(text), text=text)
