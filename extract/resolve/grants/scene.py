"""What the extractors found in one document, looked up by place, and its words as tokens of the grammar of grants."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, NamedTuple, TypeVar

from extract.document import Document
from extract.extractors.people.words import Word, Words
from extract.resolve.grants.nouns import closing_nouns, kind_of_phrase
from extract.text import patterns as re
from extract.text.lexicon import read_table
from extract.types import AwardMention, ConferralMention, CountMention, DateMention, GradeMention, Mention, Span

Kind = Literal[
    "name", "work", "quote", "bracket", "count", "date", "award",
    "noun", "number", "verb", "hard", "speech", "adverb", "where", "of", "mark", "separator", "comma", "pronoun", "honorific",
    "through", "in", "by", "to", "others",
]  # fmt: skip

AwardPart = AwardMention | GradeMention | ConferralMention

_WORK = re.compile(r"[《〈][^《》〈〉\n]{1,40}[》〉]")
_QUOTE = re.compile(r"“[^“”\n]{1,40}”|「[^「」\n]{1,40}」|『[^『』\n]{1,40}』|\"[^\"\n]{1,40}\"")
_BRACKET = re.compile(r"[（(][^（）()\n]{0,40}[）)]")
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,7}(?:[·•．・](?:(?![的和与及等获])[\u4e00-\u9fffA-Z]){1,8})+")
_DECREES = ("决定", "通知", "通报", "命令", "办法", "公告", "意见", "方案", "名单", "条例")
_POINTING = re.compile(r"[他她它该我本]|其$|这[支个家所名位座群批]|两人|二人|三人|双方")
_DATELINE = re.compile(
    r"[^，。；\n]{0,40}?(?:日[\u4e00-\u9fff]{0,4}电|讯|报道)[\s　]*(?:[（(][^（）()\n]{0,40}[）)])?[\s　]*"
)
_OURS = re.compile(r"[我本该](?:公司|集团|企业|单位|学校|医院|[院校厂所局省市县区镇乡村班站科处])")
_THIS = re.compile(r"这[支个家所名位座群批]")
UNIT = re.compile(r"第?[一二三四五六七八九十]+(?:[连营排班队组中小]|中队|大队)")
PLACE_END = re.compile(r"[镇乡村县市区校局厂院站队所班]$|[一二三四五六七八九十]中$")
"""What closes no person's name, whatever surname it begins with: 翟坡村, 松河三中."""
_NAMES_BODY = re.compile("集团|公司|有限|街道|社区|[小中大]学|学校|医院|[乡镇村](?![长委支民干])")
"""What makes the name of a body or a village of what looks like a person's: 柳泉乡希望小学."""
_SEPARATORS = frozenset("、/；;")
_JOINS = frozenset({"和", "与", "及", "暨", "以及", "、"})
_PARTICLES: dict[str, Kind] = {
    **dict.fromkeys(_JOINS, "separator"),
    "的": "of",
    "之": "of",
    "等": "others",
    "等等": "others",
}
_NUMBERED_SCHOOL = re.compile("(?<![0-9第])[一二三四五六七八九十]{1,3}中(?=[等和及与被获荣、，。的在由以]|分别)")
"""县一中, whose last character the segmenter gives to the next word: 一|中等, 二|中和."""
_BRACKETED = re.compile(r"[（(][^（）()\n]{1,60}[）)]")
_OPENS_ITEM = frozenset({"", *"、，；。：是有“（\n"})
_NUMERALS = frozenset("一二两三四五六七八九十百几数")
_GLUED = frozenset("由从向在于被把将为对和与及有予给")
_KIND_OF_FLAG: dict[str, Kind] = {
    "v": "verb", "d": "adverb", "t": "noun", "f": "where", "p": "through", "u": "mark", "m": "number",
    "c": "adverb", "i": "adverb", "y": "mark", "e": "mark", "o": "mark", "q": "number",
}  # fmt: skip


_PHRASES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile("等人"), "others"),
    (_OURS, "pronoun"),
    (re.compile("从[教医警业军艺政检]"), "verb"),
    (_NUMBERED_SCHOOL, "noun"),
    (re.compile(r"[\d两三四五六七八九十]+地(?=入选|获|被|上榜|荣)"), "number"),
    (re.compile("[甲乙丙丁]班(?!人)|党的[一二三四五六七八九十]+大代表"), "noun"),
    (re.compile("[内外妇儿骨][一二三四五六]科"), "noun"),
    (re.compile(r"(?:[高初][一二三]|[一二三四五六七八九\d]年级|[一二三四五六七八九])[（(]?\d{1,2}[）)]?班"), "noun"),
)
"""What stands together whatever the segmenter makes of it."""


class Token(NamedTuple):
    """A word or a mention as the grammar of grants reads it."""

    start: int
    end: int
    kind: Kind


_M = TypeVar("_M", bound=Mention)


@dataclass(frozen=True)
class Scene:
    """One document with its mentions in order."""

    document: Document
    words: Words
    parts: Sequence[AwardPart]
    counts: Sequence[CountMention]
    names: dict[int, tuple[int, str]]
    officials: frozenset[str]
    posts: frozenset[int]
    marked: dict[int, Token]
    dates: Sequence[DateMention]

    @cached_property
    def text(self) -> str:
        """The working text."""
        return self.document.text

    def parts_in(self, start: int, end: int) -> list[AwardPart]:
        """The parts of award statements inside the span."""
        return _inside(self.parts, start, end)

    def counts_in(self, start: int, end: int) -> list[CountMention]:
        """The numbers of receivers inside the span."""
        return _inside(self.counts, start, end)

    def names_in(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Start, end and name of the people who are named in the span, in order."""
        for at in self._name_starts[bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)]:
            yield at, *self.names[at]

    @cached_property
    def _name_starts(self) -> Sequence[int]:
        return sorted(self.names)

    def sentences_before(self, at: int) -> int:
        """How many sentences begin before `at`."""
        return bisect_left(self.document.sentences, at, key=lambda sentence: sentence.start)

    def clauses_before(self, start: int, end: int, marks: str = "，；：:,;。！？") -> Iterator[Span]:
        """The clauses of the span, from the last to the first."""
        at = end
        while end > start:
            cut = max(self.text.rfind(mark, start, at) for mark in marks) + 1
            if cut and cut - 1 in self._held_together:  # 《雾中来信：续篇》, 甲（男，汉族）
                at = cut - 1
                continue
            yield Span(max(cut, start), end)
            at = end = cut - 1 if cut else start

    def only_posts(self, start: int, end: int) -> bool:
        """Whether the span only says what someone is: X，42岁，某公司焊工，…."""
        return start < end and all(at in self.posts or self.text[at] in "、和兼 " for at in range(start, end))

    def behind_dateline(self, sentence: Span) -> int:
        """Where `sentence` begins to tell: behind 松河日报临湖8月29日电(记者 甲)."""
        dateline = _DATELINE.match(self.text, *sentence)
        return dateline.end() if dateline else sentence.start

    def clause_end(self, at: int, limit: int, marks: str = "，,；;。：\n") -> int:
        """Where the clause that holds `at` ends, at the latest at `limit`."""
        return next((place for place in range(at, limit) if self.text[place] in marks), limit)

    def in_decree(self, at: int) -> bool:
        """Whether `at` stands in the title of a document: 宣读《关于授予…的决定》 names an award and confers none."""
        start = self.text.rfind("《", 0, at) if at in self.titles else -1
        end = self.text.find("》", at)
        return start >= 0 and self.text.endswith(_DECREES, start, end)

    @cached_property
    def titles(self) -> frozenset[int]:
        """Where titles of works and documents stand."""
        return frozenset(at for match in _WORK.finditer(self.text) for at in range(*match.span()))

    @cached_property
    def brackets(self) -> frozenset[int]:
        """Where round brackets stand."""
        return frozenset(at for match in _BRACKETED.finditer(self.text) for at in range(*match.span()))

    @cached_property
    def _held_together(self) -> frozenset[int]:
        """Where marks part no clauses: in titles of works and in brackets."""
        return self.titles | self.brackets

    def tokens(self, start: int, end: int) -> list[Token]:
        """The span as tokens without gaps; white space and opening marks that close nothing are left out."""
        found: list[Token] = []
        while start < end:
            token = self._token(start, end)
            found.append(token)
            start = token.end
        return found

    def _token(self, at: int, end: int) -> Token:
        named = self.names.get(at)
        if named and named[0] <= end:
            return Token(at, named[0], "name")
        marked = self.marked.get(at)
        if marked and marked.end <= end:
            return marked
        return self._enclosed(at, end) or self._mark(at) or self._word(at, end)

    def _enclosed(self, at: int, end: int) -> Token | None:
        kinds: tuple[tuple[re.Pattern[str], Kind], ...] = (
            (_WORK, "work"), (_QUOTE, "quote"), (_BRACKET, "bracket"), (_FOREIGN, "name"),
        )  # fmt: skip
        for pattern, kind in kinds:
            found = pattern.match(self.text, at, end)
            if found and kind == "quote" and self._names_award(*found.span()):
                return Token(at, found.end(), "award")
            if found and not (pattern is _FOREIGN and self._opens_with_noun(at)):
                return Token(at, found.end(), kind)
        return None

    def _names_award(self, start: int, end: int) -> bool:
        return any(self.marked[at].kind == "award" for at in range(start, end) if at in self.marked)

    def _opens_with_noun(self, at: int) -> bool:
        """Whether a common noun stands before a foreign name: 副教授古丽娜尔·艾山."""
        return self.text[at] in _GLUED or any(at + ahead in self.names for ahead in range(1, 7))

    def _mark(self, at: int) -> Token | None:
        char = self.text[at]
        if char.isspace() or char in _SEPARATORS:
            return Token(at, at + 1, "separator")
        return Token(at, at + 1, "comma") if char in "，,。：:！？!?—●" else None

    def _word(self, at: int, end: int) -> Token:
        """The word at `at`, cut where a mention begins inside, where a noun of bodies is longer, or behind 由 and 和."""
        for pattern, kind in _PHRASES:
            if phrase := pattern.match(self.text, at, end):
                return Token(at, phrase.end(), kind)
        word = self.words.starting(at)
        stop = min(_end(word) if word else at + 1, end, self._next_mention(at, end))
        sizes = (size for size in (4, 3, 2) if at + size <= end)
        body = next((size for size in sizes if self.text[at : at + size] in closing_nouns()), 0)
        if at + body > stop or (body and word is None):
            return Token(at, at + body, "noun")
        if word is None or stop < word.end or self._is_glued(word):
            form = self.text[at] if self.text[at] in _GLUED else self.text[at:stop]
            return Token(at, at + len(form), _listed_kind(form) or "noun")
        return Token(at, stop, self._kind_at(word, end))

    def _is_glued(self, word: Word) -> bool:
        """Whether a word of one character is glued to what follows: 由甲, and 和县 between 县一中和县二中."""
        if word.form[0] not in _GLUED:
            return False
        before = self.text[max(0, word.start - 3) : word.start]
        between = word.form == "和县" and (before[-1:] in "人名" or kind_of_phrase(before) == "group")
        return between or word.is_name or not word.in_dictionary

    def _kind_at(self, word: Word, end: int) -> Kind:
        kind = _kind(word)
        if kind == "name" and _NAMES_BODY.match(self.text, word.end):
            return "noun"  # 乐凯集团
        if word.form == "代表" and (word.end in self.names or word.end == end or not self.text[word.end].isalnum()):
            return "noun"  # a post, not the verb
        if kind == "where" and (word.end in self.names or self._opens_name(word, end)):
            return "noun"
        return kind

    def _opens_name(self, word: Word, end: int) -> bool:
        """Whether a word for a side begins the name of a place: 上河村 at the head of an item, not 校门前, 前10名."""
        before, behind = self.text[word.start - 1 : word.start], self.text[word.end : min(word.end + 1, end)]
        one = len(word.form) == 1 and before in _OPENS_ITEM
        return one and "\u4e00" <= behind <= "\u9fff" and behind not in _NUMERALS

    def _next_mention(self, at: int, end: int) -> int:
        """Where a word that begins at `at` must end, as a name or another mention begins inside it."""
        places = range(at + 1, min(at + 6, end))
        return next((place for place in places if place in self.names or place in self.marked), end)


def _end(word: Word) -> int:
    """Where `word` ends, without what the segmenter put to a noun (杨柳|村为, 火箭|军某)."""
    return word.end - (word.form.endswith(("为", "某", "因", "及")) and len(word.form) > 1 and not word.in_dictionary)


def _kind(word: Word) -> Kind:
    """What a word is to the grammar of grants: by the lists first, then by its part of speech."""
    form, flag = word.form, word.flag
    if listed := _listed_kind(form):
        return listed
    named = word.is_name and 1 < len(form) < 5 and form[0] in surnames() and not word.in_dictionary
    if named and not PLACE_END.search(form):
        return "name"
    if (flag.startswith("r") and form != "某") or _THIS.fullmatch(form):
        return "pronoun" if _POINTING.match(form) else "adverb"
    if not form[0].isalnum():
        return "mark"
    if flag == "ad":
        return "adverb"
    noun = flag in ("vn", "an") or (word.is_name and len(form) > 1) or (form.isascii() and form.isalpha())  # QC小组
    return "noun" if noun else _KIND_OF_FLAG.get(flag[:1], "noun")


def _listed_kind(form: str) -> Kind | None:
    if UNIT.fullmatch(form):
        return "noun"
    closes = len(form) > 1 and form in closing_nouns()
    return _PARTICLES.get(form) or words_of_grants().get(form) or ("noun" if closes else None)


@cache
def words_of_grants() -> dict[str, Kind]:
    """The listed words around receivers, with their class."""
    return {row["word"]: row["class"] for row in read_table("grant_words")}  # type: ignore[misc]


@cache
def surnames() -> frozenset[str]:
    """Surnames that are more than rare."""
    return frozenset(row["surname"] for row in read_table("surnames") if row["tier"] != "rare")


def opens_with_surname(text: str) -> bool:
    """Whether `text` may be a person's name by its first characters."""
    return text[:1] in surnames() or text[:2] in surnames()


def _inside(mentions: Sequence[_M], start: int, end: int) -> list[_M]:
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    stop = bisect_left(mentions, end, lo=first, key=lambda mention: mention.start)
    return [mention for mention in mentions[first:stop] if mention.end <= end]
