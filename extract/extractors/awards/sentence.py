"""One sentence as the award grammar reads it: listed words, quotations, and the places a name does not reach across."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter, itemgetter

from extract.extractors.awards.editions import EDITION
from extract.extractors.awards.lists import Hit, table
from extract.text import patterns as re
from extract.text.lexicon import Edges, entries, read_table
from extract.text.segment import Segmenter
from extract.types import Span

OPEN, CLOSE = "“「『‘【〔", "”」』’】〕"
OPENING, CLOSING = frozenset(OPEN), frozenset(CLOSE)
QUOTED = re.compile(r"([“「『‘])([^“”「」『』‘’\n。；]{1,40})([”」』’])|(\")([^\"\n。；]{1,40})(\")")
_PUNCTUATION = re.compile(r"[^\w▢·•・/／-]|[·•・●](?=[^\w])")
_NUMBERED = re.compile(
    rf"{EDITION}"
    r"|(?<!全国)(?<!中国)[\d〇零一二两三四五六七八九十百千万余多▢]+[名位个项件枚座幅篇户家支张对部次](?:(?:集体|单位|个人|同志|家庭|企业|团队|班组|团委|团支部|党支部|党委)(?![\u4e00-\u9fff]{0,5}奖|[类标]))?(?=[^奖人])"
    r"|\d+[余多]?人(?![赛制组行队次间以])|[\d一两][纸张帧面块](?=奖[状牌章])"
)
# What a clause of conferring never crosses: "表彰甲，乙是先进集体" says nothing of 先进集体.
_LEVEL_FIRST = re.compile(
    r"(?:全国|全军|联合国|国际|世界|亚洲|中华|全省|全市|全县|国家|中国|首都|[\u4e00-\u9fff]{2,4}[省市县])"
)
# Parts of speech that stand around a name, not in it: pronouns, prepositions, particles, adverbs, times.
_OUTSIDE = frozenset("rpdty")
_INSIDE = re.compile(
    r"青年|青春|[新时当下][代一]|世纪|进步|特别|最|终身|互助|向上|向善|一线|历史|科学|和谐|不|年度|本|首都|未来|永续|节$"
)
# 和 stands inside such a name of a level, and between two fields that one award is for: 科学与技术进步奖.
_FIELD = (
    r"(?:自然|社会|人文)?科学|技术|艺术|文学|文化|教育|体育|新闻|传播|工程|设计|管理|服务|公益|慈善|和平|健康|卫生|环境|"
    r"生态|安全|创新|创业|发明|研究|研发|教学|经济|金融|法律|历史|生命科学|数学|物理学?|化学|医学|生理学|计算机科学|妇女|女性|人权"
)
_ONE_LEVEL = re.compile(
    rf"中央和国家机关|党和国家|(?:{_FIELD})[与和及](?:{_FIELD})"
    r"|(?:中国|中华|全国|国际)[\u4e00-\u9fff]{2,6}[与和](?!中国|中华|全国|国际)[\u4e00-\u9fff]{2,6}(?:学会|协会|系统)"
)
# 优秀县（市）委书记: the brackets hold the other kind of the same word.
BRACKETED = re.compile(r"[省市县区乡村][（(][省市县区乡镇村、旗]{1,5}[）)]")
_MOST = re.compile(r"最[受具](?:人气|欢迎|关注|影响力|价值|潜力|投资价值|信赖|尊敬|喜爱|创意)")
_DASH = re.compile(r"[\u4e00-\u9fff][-－](?=[\u4e00-\u9fff])")
_PRIZE_AND = re.compile(r"(?:(?<=[奖章])[”」』]?|(?<=\d[金银铜]))(?:[和与及暨]|以及)")
# 获授, 获发: the second verb of getting, but no 发明奖
_GOT = re.compile(r"(?<=[获颁])(?:[得授颁赠]|发(?![明展现]))")
_WORK = re.compile(r"《[^《》\n]{1,60}》")
_NUMBER_OF_RECEIVERS = re.compile(
    r"(?:等|授予|颁给|给予|颁予|奖励)了?(?:\d+|[一二两三四五六七八九十百]{1,4})余?多?[名位个家户件部篇项支幅所]"
)
_PRAISE = re.compile("先进|优秀|模范|标兵|十佳|最美|文明|杰出|劳动模范|劳模")
_PRIZE_BEHIND = ("奖", "称号", "荣誉", "标兵", "模范")
_CLAUSE = re.compile(r"[，。；;！？\n]|,(?!\d)|[(（]")


class Sentence:
    """A sentence with its listed words. All offsets count from its own beginning; `offset` places it in the text.

    What bounds a name is read when a candidate asks for it: most sentences with a promising word hold none.
    """

    def __init__(self, text: str, offset: int, hits: Sequence[Hit], segmenter: Segmenter) -> None:
        self.text = text
        self.offset = offset
        self.hits = hits
        self._segmenter = segmenter

    @cached_property
    def words(self) -> frozenset[int]:
        """Where words begin, and the end of the sentence."""
        return frozenset(start for start, _ in self._spans) | {len(self.text)}

    @cached_property
    def people(self) -> Mapping[int, int]:
        """Where a name ends, by where it begins, as the segmenter reads it."""
        return _people(self._segmenter.tagged(self.text), self._spans)

    @cached_property
    def bounds(self) -> Sequence[int]:
        """The places that a name does not reach across, in order: the `hard` ones and those of soft words."""
        return sorted({*self.hard, *self._ends["soft"] - self._within})

    @cached_property
    def hard(self) -> Sequence[int]:
        """The places that no name reaches across, whatever stands before them."""
        hard = set(self._outside)
        for pattern in (_PUNCTUATION, _NUMBERED, _DASH, _PRIZE_AND):
            hard.update(match.end() for match in pattern.finditer(self.text))
        hard.update(_counted_receivers(self.text))
        return sorted((hard | self._ends["hard"]) - self._within)

    @cached_property
    def quotes(self) -> Sequence[Span]:
        """The quotations, with their marks."""
        return _spans_of(QUOTED, self.text)

    @cached_property
    def works(self) -> Sequence[Span]:
        """The titles of works, with their marks."""
        return _spans_of(_WORK, self.text)

    @cached_property
    def _marks(self) -> Sequence[Span]:
        return [mark for mark in _spans_of(_CLAUSE, self.text) if mark.end not in self._within]

    @cached_property
    def _tagged(self) -> tuple[list[Span], set[int]]:
        return _placed(self._segmenter.tagged(self.text))

    @property
    def _spans(self) -> list[Span]:
        return self._tagged[0]

    @property
    def _outside(self) -> set[int]:
        return self._tagged[1]

    @cached_property
    def _ends(self) -> dict[str, set[int]]:
        return _bounding_words(self.text, self.hits, self._spans)

    @cached_property
    def _within(self) -> set[int]:
        return _within_names(self.text)

    def bound(self, position: int) -> int:
        """The nearest place at or left of `position` that a name does not reach across.

        A soft word bounds unless a level stands before it: 全国关心下一代工作先进集体 is one name.
        """
        near, far = _last(self.bounds, position), _last(self.hard, position)
        return far if far < near and _LEVEL_FIRST.match(self.text, far, near) else near

    def quote_closing_at(self, position: int) -> Span | None:
        """The quotation whose closing mark ends at `position`."""
        at = bisect_left(self.quotes, position, key=itemgetter(1))
        return self.quotes[at] if at < len(self.quotes) and self.quotes[at].end == position else None

    def quote_around(self, start: int, end: int) -> Span | None:
        """The quotation that holds the span."""
        at = bisect_left(self.quotes, start, key=itemgetter(0)) - 1
        return self.quotes[at] if at >= 0 and end < self.quotes[at].end else None

    def clause(self, position: int) -> Span:
        """The clause around `position`, between commas and stops."""
        at = bisect_right(self._marks, position, key=itemgetter(1))
        start = self._marks[at - 1].end if at else 0
        closing = self._marks[at].start if at < len(self._marks) else len(self.text)
        return Span(start, closing)

    def hits_in(self, start: int, end: int) -> Sequence[Hit]:
        """The listed words that begin in the span."""
        first = bisect_left(self.hits, start, key=attrgetter("start"))
        return self.hits[first : bisect_left(self.hits, end, lo=first, key=attrgetter("start"))]

    def conferral_before(self, position: int) -> Hit | None:
        """The last word of conferring in the clause of `position` that stands before it."""
        start = self.clause(position).start
        found = (hit for hit in reversed(self.hits_in(start, position)) if "conferral" in hit.roles)
        return next((hit for hit in found if hit.end <= position), None)


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate: its span in the sentence, its name, and where its closing word (`head`) begins."""

    start: int
    end: int
    name: str
    head: int
    rule: str

    @property
    def bare(self) -> bool:
        """Whether the name is its closing word alone."""
        return self.start == self.head


def _last(places: Sequence[int], position: int) -> int:
    at = bisect_right(places, position)
    return places[at - 1] if at else 0


def _spans_of(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(text)]


def _counted_receivers(text: str) -> Iterator[int]:
    """Where the noun of counted receivers ends, before their award: 授予甲等3名教师|青山园丁奖."""
    for number in _NUMBER_OF_RECEIVERS.finditer(text):
        noun = _receiving_nouns().beginning(text, number.end())
        if noun and not text.startswith(_PRIZE_BEHIND, number.end() + len(noun)):
            yield number.end() + len(noun)


@cache
def _receiving_nouns() -> Edges:
    """Persons, groups and works that are counted, without those that are honours themselves (先进个人)."""
    kinds = {"person", "group", "work", "awarded", "place"}
    nouns = (row["noun"] for row in read_table("counted_nouns") if row["class"] in kinds)
    return Edges(noun for noun in nouns if len(noun) > 1 and not _PRAISE.match(noun))


def _within_names(text: str) -> set[int]:
    """Places that look like bounds and are none: 科学与技术进步奖, 优秀县（市）委书记."""
    within: set[int] = set()
    if "和" in text or "与" in text or "及" in text:
        within.update(at for match in _ONE_LEVEL.finditer(text) for at in range(match.start() + 1, match.end()))
    if "最" in text:
        within.update(at for match in _MOST.finditer(text) for at in range(match.start() + 1, match.end() + 1))
    if "（" in text or "(" in text:
        within.update(at for match in BRACKETED.finditer(text) for at in range(match.start() + 1, match.end() + 1))
    return within


def _placed(tagged: Sequence[tuple[str, str]]) -> tuple[list[Span], set[int]]:
    """The words as spans, and where those end that stand around names and not inside; the tagger takes 大连 for 一直."""
    spans, outside, start = [], set(), 0
    for word, tag in tagged:
        end = start + len(word)
        spans.append(Span(start, end))
        around = (tag in _OUTSIDE or tag[:1] == "u") and not _INSIDE.match(word)
        if around and word != "与" and word not in entries("divisions"):
            outside.add(end)
        start = end
    return spans, outside


def _people(tagged: Sequence[tuple[str, str]], spans: Sequence[Span]) -> dict[int, int]:
    """Where a name of two characters or more ends, by where it begins, as the segmenter reads it: 王|小川."""
    people: dict[int, int] = {}
    for (_, tag), (start, end) in zip(reversed(tagged), reversed(spans), strict=True):
        if tag.startswith("nr"):
            people[start] = end if end - start > 1 else people.get(end, end)
    return {start: end for start, end in people.items() if 1 < end - start < 5}


def _ends_item(text: str, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether an award or a place ends before 和: 全国文明城市和…, 海州市和…; in 全国科学和技术先进县 none does."""
    at = bisect_left(hits, hit.start, key=attrgetter("start"))
    before = any(
        (other.start >= hit.start - 8 or other.end == hit.start) and other.roles & {"known", "head", "opener"}
        for other in hits[max(0, at - 8) : at]
    )
    return before or text[hit.start - 1 : hit.start] in set("省市县区人名位个者员奖章号金银铜”」》")


def _is_inside(text: str, hit: Hit) -> bool:
    """会 of 口腔医学会, and 比赛 whose grade follows: 舞蹈比赛一等奖."""
    graded = hit.word.endswith("赛") and text.startswith(tuple(entries("award_grades")), hit.end)
    return graded or (hit.word == "会" and text[hit.start - 1 : hit.start] in {"学", "协"})


def _bounding_words(text: str, hits: Sequence[Hit], words: Sequence[Span]) -> dict[str, set[int]]:
    """Ends of bounding words by strength. A single character bounds only as a word: 为 does not in 行为规范奖."""
    alone = {start for start, end in words if end - start == 1}
    edges = [end for _, end in words]
    ends: dict[str, set[int]] = {"hard": set(), "soft": set()}
    strengths = table("award_bounds")
    for hit in hits:
        end = hit.end
        if _is_inside(text, hit):
            continue
        if "conferral" not in hit.roles or text.startswith(
            ("委会", "审团"), end
        ):  # 最高级 in 最高级别勋章, 获评委会大奖
            end = _last(edges, end)
            if end <= hit.start:
                continue
        if hit.roles & {"bound", "conferral"} and (len(hit.word) > 1 or hit.word in "获夺摘颁" or hit.start in alone):
            strength = strengths[hit.word]["strength"] if hit.word in strengths else "hard"
            if hit.word in "和与及" and not _ends_item(text, hit, hits):
                strength = "soft"
            got = _GOT.match(text, end)
            ends[strength].add(got.end() if got else end)
    return ends
