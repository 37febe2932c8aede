"""One sentence as the award grammar reads it: listed words, quotations, and the places a name does not reach across."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from extract.extractors.awards.lists import Hit, table
from extract.text import patterns as re
from extract.text.segment import Segmenter
from extract.types import Span

OPEN, CLOSE = "“「『‘【〔", "”」』’】〕"
QUOTED = re.compile(r"([“「『‘])([^“”「」『』‘’\n。；]{1,40})([”」』’])|(\")([^\"\n。；]{1,40})(\")")
_PUNCTUATION = re.compile(r"[^\w▢·•・/／-]|[·•・●](?=[^\w])")
_EDITION = re.compile(
    r"第[\d〇零一二三四五六七八九十百▢]{1,5}[届次回期批]"
    r"|(?:[1１][9９]|[2２][0０])\d\d(?:[-—~至](?:19|20)?\d\d)?(?:学?年度?)?(?!\d)"
    r"|\d{2,3}(?:学?年度?)"
    r"|(?<!全国)(?<!中国)[\d〇零一二两三四五六七八九十百千万余多▢]+[名位个项件枚座幅篇户家支张对部次](?=[^奖人])"
)
# What a clause of conferring never crosses: "表彰甲，乙是先进集体" says nothing of 先进集体.
_LEVEL_FIRST = re.compile(
    r"(?:全国|全军|联合国|国际|世界|亚洲|中华|全省|全市|全县|国家|中国|首都|[\u4e00-\u9fff]{2,4}[省市县])"
)
# Parts of speech that stand around a name, not in it: pronouns, prepositions, particles, adverbs, times.
_OUTSIDE = re.compile(r"[rpdty]$|u")
_INSIDE = re.compile(r"青年|青春|[新时当下][代一]|世纪|进步|特别|最|终身|互助|向上|向善|一线|历史|科学|和谐|不|年度|本")
# 和 stands inside such a name of a level, and between two fields that one award is for: 科学与技术进步奖.
_FIELD = (
    r"(?:自然|社会|人文)?科学|技术|艺术|文学|文化|教育|体育|新闻|传播|工程|设计|管理|服务|公益|慈善|和平|健康|卫生|环境|"
    r"生态|安全|创新|创业|发明|研究|研发|教学|经济|金融|法律|历史"
)
_ONE_LEVEL = re.compile(rf"中央和国家机关|党和国家|(?:{_FIELD})[与和](?:{_FIELD})")
_DASH = re.compile(r"[\u4e00-\u9fff][-－](?=[\u4e00-\u9fff])")
_PRIZE_AND = re.compile(r"(?:(?<=[奖章])[”」』]?|(?<=\d[金银铜]))(?:[和与及暨]|以及)")
_CLAUSE = re.compile(r"[，。；;！？\n]|,(?!\d)|[(（]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its listed words. All offsets count from its own beginning; `offset` places it in the text."""

    offset: int
    text: str
    hits: tuple[Hit, ...]
    bounds: tuple[int, ...]
    hard: tuple[int, ...]
    words: frozenset[int]
    quotes: tuple[Span, ...]

    def bound(self, position: int) -> int:
        """The nearest place at or left of `position` that a name does not reach across.

        A soft word bounds unless a level stands before it: 全国关心下一代工作先进集体 is one name.
        """
        near, far = _last(self.bounds, position), _last(self.hard, position)
        return far if far < near and _LEVEL_FIRST.match(self.text, far, near) else near

    def quote_closing_at(self, position: int) -> Span | None:
        """The quotation whose closing mark ends at `position`."""
        return next((quote for quote in self.quotes if quote.end == position), None)

    def quote_around(self, start: int, end: int) -> Span | None:
        """The quotation that holds the span."""
        return next((quote for quote in self.quotes if quote.start < start and end < quote.end), None)

    def clause(self, position: int) -> Span:
        """The clause around `position`, between commas and stops."""
        start = max((match.end() for match in _CLAUSE.finditer(self.text, 0, position)), default=0)
        closing = _CLAUSE.search(self.text, position)
        return Span(start, closing.start() if closing else len(self.text))

    def conferral_before(self, position: int) -> Hit | None:
        """The last word of conferring in the clause of `position` that stands before it."""
        start = self.clause(position).start
        found = [hit for hit in self.hits if "conferral" in hit.roles and start <= hit.start and hit.end <= position]
        return found[-1] if found else None


def _last(places: Sequence[int], position: int) -> int:
    at = bisect_right(places, position)
    return places[at - 1] if at else 0


def read_sentence(text: str, offset: int, hits: Sequence[Hit], segmenter: Segmenter) -> Sentence:
    """`text` with its listed `hits` and everything that bounds a name."""
    tagged = _placed(segmenter.tagged(text))
    spans = [span for span, _ in tagged]
    hard = {match.end() for match in _PUNCTUATION.finditer(text)}
    hard.update(match.end() for match in _EDITION.finditer(text))
    hard.update(match.end() for match in _DASH.finditer(text))
    hard.update(match.end() for match in _PRIZE_AND.finditer(text))
    hard.update(end for (_, end), tag in tagged if _OUTSIDE.match(tag))
    words = _bounding_words(text, hits, spans)
    hard.update(words["hard"])
    within = {at for match in _ONE_LEVEL.finditer(text) for at in range(match.start() + 1, match.end())}
    hard -= within
    return Sentence(
        offset=offset,
        text=text,
        hits=tuple(hits),
        bounds=tuple(sorted(hard | words["soft"] - within)),
        hard=tuple(sorted(hard)),
        words=frozenset(start for start, _ in spans) | {len(text)},
        quotes=tuple(Span(*match.span()) for match in QUOTED.finditer(text)),
    )


def _placed(tagged: Sequence[tuple[str, str]]) -> list[tuple[Span, str]]:
    """Each word as a span, with its part of speech; a word that names may hold counts as a noun."""
    placed, end = [], 0
    for word, tag in tagged:
        placed.append((Span(end, end + len(word)), "n" if _INSIDE.match(word) else tag))
        end += len(word)
    return placed


def _ends_item(text: str, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether an award or a place ends before 和: 全国文明城市和…, 海州市和…; in 全国科学和技术先进县 none does."""
    near = range(hit.start - 8, hit.start)
    before = any(
        (other.start in near or other.end == hit.start) and other.roles & {"known", "head", "opener"} for other in hits
    )
    return before or text[hit.start - 1 : hit.start] in set("省市县区人名位个者员奖章号金银铜”」》")


def _bounding_words(text: str, hits: Sequence[Hit], words: Sequence[Span]) -> dict[str, set[int]]:
    """Ends of bounding words by strength. A single character bounds only as a word: 为 does not in 行为规范奖."""
    alone = {start for start, end in words if end - start == 1}
    edges = [end for _, end in words]
    ends: dict[str, set[int]] = {"hard": set(), "soft": set()}
    strengths = table("award_bounds")
    for hit in hits:
        end = hit.end
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
            ends[strength].add(end + text.startswith("得", end) * text.endswith("获", hit.start, end))
    return ends
