"""Names of people: candidates are scored by surname, given name, the words around them and the tagger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from extract.document import Document
from extract.extractors.people.dotted import DOT, DOTS, END, RARE_CHARS, dotted_names
from extract.extractors.people.lists import (
    figures,
    first_of_followers,
    followers,
    free_name_start,
    given_chars,
    japanese_surnames,
    minority_name,
    minority_starts,
    places,
    surnames,
    title_words,
    transliteration,
)
from extract.extractors.people.shapes import CHAR, GIVEN_PHRASES, RARELY_LAST, TIER, shape_of
from extract.extractors.people.words import Words
from extract.text import patterns as re
from extract.text.lexicon import entries
from extract.types import Entity, Span

_SPACED = re.compile(r"[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff](?=[、，。；（(\s和等])")
_NEVER_GIVEN = frozenset(("大家", "我们", "他们", "你们", "其他", "所有", "有关", "相关", "地方", "各地", "各界"))
_BEST_FIT = 1.0
UNTAGGED, UNTAGGED_FREE = 0.3, 0.7
"""What a tagger's silence takes from a candidate, and from one without a post too. On the development gold more than 0.3
beside a post loses names that the tagger does not know (swept in steps of 0.5 from 0 to 1.5)."""
PROPER, COMMON = 0.5, 2.5
"""What a tagged name loses as a word of the dictionary: as a proper one (安南), and as any other (徒弟, 雪豹)."""
SURE = 0.9
"""How sure a tagger is of a name with a dot that it cuts better than the characters say."""
CERTAIN = 0.98
"""How sure a tagger is of a name that ends with a character which names do not take."""
_USUAL_GIVEN = 2
_USUAL_LENGTH = 1 + _USUAL_GIVEN
_DIVISIONS = frozenset("市县区镇乡")
_HOMES = _DIVISIONS | frozenset("村里")
_RUNS_ON = RARELY_LAST | frozenset("任")
_REACH = 3000
"""Characters to either side in which a name is looked for again: longer than most articles, and bounded in any text."""
_WITHHELD = re.compile(r"[\u4e00-\u9fff]某{1,2}[甲乙丙丁]?(?![些个种地年月日天人位名市省县区])")
_PAIR = re.compile(r"(.{2,})[和与](.{2,})")
_NO_NAME = re.compile(
    r"[【】“”《》〈〉（）。，：丨]|[市县区镇乡村省州语]$|^周[一二三四五六日]|^.(?:老|总|大[爷妈娘姐哥叔])$"
)
"""What a tagger now and then takes for a name, and the characters say is none."""
_HOUSE = re.compile(r"[号大高栋\d]楼")
"""A house before a name (3号楼卫国良), not a surname."""
_OF_JAPAN = {1: 0.7, 2: 0.0, 3: 1.5}
"""What the length of a Japanese given name takes: most have two characters."""
_OF_SONS = frozenset("郎夫子介男")
_LATIN = re.compile(r"[A-Z][a-z]+(?:[ ·-](?:[A-Z]\.|[A-Z][A-Za-z'’]+)){1,3}(?![A-Za-z])")
_KANJI = re.compile(r"[\u4e00-\u9fff]+")
_BRIGADE = re.compile("旅(?![游客行居途程社店馆])")
"""What goes on behind the name of a brigade: 卡桑旅称."""
_CLASS = re.compile(r"[\d一二三四五六七八九）)]班")
"""A class of a school before a name, not a surname."""


class Candidate(NamedTuple):
    """A stretch that may be a name; the higher the score the better, 1.0 is an even chance behind a post."""

    start: int
    end: int
    score: float
    rule: str


_SCORE = attrgetter("score")


class NameScorer:
    """Judges stretches of one document."""

    def __init__(self, document: Document, words: Words, posts: Mapping[int, int]) -> None:
        self.text = document.text
        self.post_starts = posts.keys()
        self._post_ends = frozenset(posts.values())
        self._words = words
        self._surnames = surnames()
        self._chars = given_chars()
        self._places = places()
        self._title_words = title_words()
        self._followers = followers()
        self._first_of_followers = first_of_followers()
        self._transliteration = transliteration()
        self._whole: set[int] = set()
        self._before_address: set[int] = set()
        self._japanese: dict[int, int] = {}
        if "日本" in self.text:
            self._japanese = {start: end for start, end, _ in japanese_surnames().find(self.text)}
        self._told_names = {entity.text for entity in document.entities if entity.label == "PER"}
        self._tagged = {(start, end): entity.score for start, end, entity in self._persons(document.entities)}
        # A tagger that knows how sure it is may also speak against a name, by its silence.
        self._is_sure = len(set(self._tagged.values())) > 1
        self._tagged_chars = bytearray(len(self.text))
        for start, end in self._tagged:
            self._tagged_chars[start:end] = b"\1" * (end - start)
        self.figures = {start: end for start, end, _ in figures().find(self.text)}
        self._tag_starts = {start + (self.text[start] in "-－"): end for start, end in self._tagged}  # 工会-古月娇
        self._tag_ends = {end: start for start, end in self._tagged}
        self._sure_ends = sorted(
            end for (start, end), score in self._tagged.items() if score >= SURE and end > start + 1
        )

    def _persons(self, entities: Sequence[Entity]) -> Iterator[tuple[int, int, Entity]]:
        """Where the names of the tagger begin and end: two that 和 joins are two (梅西|和|迪玛利亚)."""
        for entity in entities:
            if entity.label != "PER" or not self._may_be_name(entity):
                continue
            start, end = self._start_of(entity), self._address_start(entity) or self._end_of(entity)
            pair = _PAIR.fullmatch(self.text, start, end)
            if pair:
                yield start, pair.end(1), entity
            yield (pair.start(2) if pair else start), end, entity

    def _may_be_name(self, entity: Entity) -> bool:
        """Whether the characters of a tagged name and around it do not say that it is none."""
        listed = entity.text in self._places or entity.text in self._title_words
        if _BRIGADE.match(self.text, entity.end):
            return False
        if (listed and not self._is_held_by(entity)) or _HOUSE.match(self.text, entity.start - 1):
            return False
        if self._is_whole(entity):
            self._whole.add(entity.end)
        return entity.end in self._whole or not _NO_NAME.search(entity.text)

    def _is_held_by(self, entity: Entity) -> bool:
        """Whether a place directly behind a post is its holder, as a sure tagger says (董事长邵阳，)."""
        return entity.score >= CERTAIN and entity.start in self._post_ends and self.follows(entity.end) > 0

    def _is_whole(self, entity: Entity) -> bool:
        """Whether the tagger is so sure of a surname and two characters that none of these is too rare (高亮节, 包晓村)."""
        text, end = self.text, entity.end
        given = text[entity.start + 1 : end]
        if len(given) != _USUAL_GIVEN or self._surnames.get(text[entity.start]) in {None, "rare"}:
            return False
        if GIVEN_PHRASES.fullmatch(given):
            return self.follows(end) > 0
        is_place = given[-1] in _DIVISIONS or given[0] == "家"
        return entity.score >= CERTAIN and not (is_place or given[-1] in _RUNS_ON) and self.follows(end) > 0

    def _start_of(self, entity: Entity) -> int:
        """Where a tagged name begins, a word before it that it took along left out (班|章海玲, 里|黄文胜, 徒弟|苗可夫)."""
        start, end = entity.start, entity.end
        if self.text[start] in "向和于" and self.text[start + 1 : end] in self._told_names:
            return start + 1
        if _CLASS.match(self.text, start - 1) and self._surnames.get(self.text[start + 1]):
            return start + 1
        if end - start not in {4, 5} or DOT.search(entity.text) or start in self._japanese:
            return start
        if self.text[start] in _HOMES and self._is_common_name(start + 1, end):
            return start + 1
        word = self._words.starting(start)
        glued = self._title_words.get(self.text[start : start + 2]) == "stop" or (
            word is not None and word.end == start + 2 and word.is_known and word.form not in self._surnames
        )
        return start + 2 if glued and self._is_common_name(start + 2, end) else start

    def _is_common_name(self, start: int, end: int) -> bool:
        """Whether a surname that is not rare and a given name stand there."""
        return self._surnames.get(self.text[start], "rare") != "rare" and shape_of(self.text[start:end]) is not None

    def _end_of(self, entity: Entity) -> int:
        """Where a tagged name ends, an adverb that it took along left out (米雪|将), and 为 of a given name taken in."""
        if GIVEN_PHRASES.fullmatch(self.text, entity.start + 1, entity.end + 1) and self.follows(entity.end + 1):
            return entity.end + 1
        if entity.end in self._whole:
            return entity.end
        half = len(entity.text) // 2
        if half > 1 and entity.text == entity.text[:half] * 2:
            return entity.start + half
        runs_on = entity.text[-1] in RARELY_LAST or self._chars.get(entity.text[-1]) == "never"
        is_long = entity.end - entity.start == 3 and entity.text[0] in self._surnames
        if is_long and ((runs_on and entity.text[-1] in self._followers) or self._cuts_a_verb(entity)):
            return entity.end - 1
        if entity.end - entity.start > _USUAL_LENGTH and self._runs_on_behind(entity):
            return entity.start + _USUAL_LENGTH
        return entity.end + self._lacks_last(entity)

    def _address_start(self, entity: Entity) -> int:
        """Where 君 behind a whole name is a form of address (许文发|君), or 0 where it is part of it (刘陈怡君)."""
        name, end = entity.text, entity.end - 1
        if len(name) != _USUAL_LENGTH + 1 or name[-1] != "君" or self._surnames.get(name[1]) == "common":
            return 0
        if name[:2] in self._surnames or not self._is_common_name(entity.start, end):
            return 0
        self._before_address.add(end)
        return end

    def _cuts_a_verb(self, entity: Entity) -> bool:
        """Whether a tagger in doubt took the first half of a verb along (俞海|改任)."""
        verb = self.text[entity.end - 1 : entity.end + 1]
        return entity.score < CERTAIN and verb in self._followers

    def _runs_on_behind(self, entity: Entity) -> bool:
        """Whether a whole name stands before 君, half of a verb or a name of abroad (邵凌飞|戴上, 郑远航|诺贝尔)."""
        start, third, end = entity.start, entity.start + _USUAL_LENGTH, entity.end
        if not self._is_common_name(start, third) or self.text[third - 1] in "和与及":
            return False
        foreign = [char in self._transliteration for char in self.text[start:end]]
        is_joined = end - third > 1 and all(foreign[_USUAL_LENGTH:]) and not all(foreign[:_USUAL_LENGTH])
        return is_joined or (end == third + 1 and (self.text[third] == "君" or self._cuts_a_verb(entity)))

    def _lacks_last(self, entity: Entity) -> bool:
        """Whether the last character is missing of a name with two surnames or of a Japanese one (范姜玉|妹, 佐藤翔|太)."""
        start, end = entity.start, entity.end
        if self.follows(end) or not self.follows(end + 1):
            return False
        if start in self._japanese:
            return end == self._japanese[start] + 1
        if end - start != _USUAL_GIVEN + 1:
            return False
        likely = self._chars.get(self.text[end]) == "likely"
        return likely and self._words.covering(end + 1) is None and shape_of(self.text[start : end + 1]) is not None

    @property
    def told(self) -> Iterator[Span]:
        """The names of the tagger as they are read here."""
        return (Span(start, end) for start, end in self._tagged)

    def person_ending(self, before: int) -> int:
        """The end of the last name before `before` of which the tagger is sure, or 0."""
        index = bisect_right(self._sure_ends, before)
        return self._sure_ends[index - 1] if index else 0

    def dotted_names(self) -> dict[int, int]:
        """The starts of names with a middle dot and their ends: as the tagger says, or else by their characters."""
        sure = (span for span, score in self._tagged.items() if score >= SURE)
        told = {start: end for start, end in sure if DOT.search(self.text, start, end)}
        taken = {at for start, end in told.items() for at in range(start, end)}
        read = dotted_names(self.text, self._words)
        return {start: end for start, end in read if taken.isdisjoint(range(start, end))} | told

    def may_begin(self, start: int, *, alone: bool = False) -> bool:
        """Whether a surname or a name that the tagger found begins at `start`.

        A rare surname does not make a name `alone`, that is without a post or a telling word before it.
        """
        tier = self._surnames.get(self.text[start : start + 1])
        if (
            start in self._tag_starts
            or start in self._japanese
            or (tier is not None and not (alone and tier == "rare"))
        ):
            return True
        return self.text[start : start + 2] in self._surnames

    def free_starts(self) -> list[int]:
        """Where a name without a post may begin: behind a mark or at the beginning, at a surname."""
        framed = "\n" + self.text
        found = {match.end() - 1 for match in free_name_start().finditer(framed)}
        tagged = free_name_start(tagged=True)
        told = self._tag_starts.keys() | self._japanese.keys()
        return sorted(found | {start for start in told if tagged.match(framed, start)})

    def free_ends(self, start: int) -> list[int]:
        """Where a name that begins at `start` may end without a post to speak for it."""
        return [end for end in self._ends(start, len(self.text)) if self.follows(end)]

    def is_special(self, start: int) -> bool:
        """Whether a name that the characters of surnames and given names do not tell may begin at `start`."""
        behind = self.text[start + 1 : start + 2]
        is_told = start in self._tag_starts or start in self._japanese
        return is_told or self.text[start : start + 1] in minority_starts() or behind == "某" or behind.isspace()

    def best_free(self, start: int, ends: Sequence[int], needed: float) -> Candidate | None:
        """The best name from `start` to one of `ends` that reaches `needed` points without a post to speak for it."""
        limit = len(self.text)
        names = (self.chinese(start, end, free=True, needed=needed) for end in ends)
        found = [name for name in names if name is not None]
        if self.is_special(start):
            found += self._spaced(start, limit)
            found += self._told(start, limit)
            found += self._masked(start, limit)
            found += self._minority(start, limit)
            found += (each for each in self._of_japan(start, limit) if self.follows(each.end))
        best = max(found, key=_SCORE, default=None)
        return best if best is not None and best.score >= needed else None

    def best(self, start: int, limit: int, *, foreign: bool = False) -> Candidate | None:
        """The best name that begins at `start`, or None where nothing looks like one.

        Behind a foreign post a transliterated name is likely.
        """
        figure = self.figures.get(start)
        if figure is not None and figure <= limit:
            return Candidate(start, figure, 4.0, "people.public_figure")
        return max(self.readings(start, limit, foreign=foreign), key=_SCORE, default=None)

    def readings(self, start: int, limit: int, *, foreign: bool = False) -> list[Candidate]:
        """All that may be a name at `start`, each with what speaks for it."""
        if self._is_no_surname(start):
            return []
        names = (self.chinese(start, end) for end in self._ends(start, limit))
        whole = [name for name in names if name is not None]
        if self.is_special(start):
            whole += self._spaced(start, limit)
            whole += self._minority(start, limit)
        found = [self._less_if_cut(name, limit) for name in whole] if foreign else whole
        found += self._foreign(start, limit, foreign=foreign)
        found += self._latin(start, limit)
        if self.is_special(start):
            found += self._told(start, limit)
            found += self._masked(start, limit)
            found += self._of_japan(start, limit)
        return found

    def _is_no_surname(self, start: int) -> bool:
        """Whether 向, 和 or 于 stands before a place or a name that the tagger tells, or 万 behind a number.

        Directly behind a post 和 begins no name that the tagger does not tell: 7名老师|和学生.
        """
        char = self.text[start : start + 1]
        if char == "万":
            return self.text[start - 1 : start].isdigit()
        if char not in {"向", "和", "于"}:
            return False
        if char == "和" and start in self._post_ends and start not in self._tag_starts:
            return True
        behind = self.text[start + 1 : start + 5]
        if char == "向" and behind[1:2] == "方":  # 向|美方
            return True
        return any(behind[:size] in self._told_names or behind[:size] in self._places for size in (2, 3, 4))

    def _less_if_cut(self, candidate: Candidate, limit: int) -> Candidate:
        """`candidate`, which behind a foreign post may be the beginning of a longer, transliterated name."""
        end = candidate.end
        cut = end < limit and self.text[end] in self._transliteration and not self.follows(end)
        return candidate._replace(score=candidate.score - 1.5) if cut else candidate

    def best_before(self, end: int, limit: int, *, foreign: bool = False) -> Candidate | None:
        """The best name that ends at `end`; transliterated ones only where the post behind is one of a state."""
        found = [
            candidate
            for size in (2, 3, 4)
            if end - size >= limit
            and self.may_begin(end - size)
            and (candidate := self.chinese(end - size, end, titled=True)) is not None
        ]
        told = self._tag_ends.get(end, -1)
        found += self._told(told, end) if told >= limit else ()
        if foreign:
            found += self._foreign_before(end, limit)
        return max(found, key=_SCORE, default=None)

    def _foreign_before(self, end: int, limit: int) -> Iterator[Candidate]:
        """默茨总理: the whole run of transliterating characters, where a word or a mark ends before it."""
        chars = self._transliteration
        start = end
        while start > limit and end - start < 9 and self.text[start - 1] in chars:
            start -= 1
        for begin in range(start, end - 1):
            if self.text[begin:end] in self._places or self.text[begin:end] in self._title_words:
                return
            word = self._words.ending(begin)
            whole = self._words.starting(begin)
            is_word = whole is not None and whole.end == end and whole.is_known
            if is_word and self.text[begin:end] not in entries("public_figures"):
                return
            if begin == start or (word is not None and not word.is_name) or END.match(self.text, begin - 1):
                score = 0.15 * (end - begin) + 1.0 + self._evidence(begin, end) + (0.5 if begin == start else 0.2)
                yield Candidate(begin, end, score, "people.foreign_name")

    def chinese(
        self, start: int, end: int, *, titled: bool = False, free: bool = False, needed: float = -99.0
    ) -> Candidate | None:
        """The stretch as surname and given name, or None where it has no surname or cannot reach `needed` points.

        A `free` name has no post to speak for it, so that a word which only the dictionary calls a name counts for
        nothing; a `titled` one stands before its post.
        """
        follows = 1.0 if titled else self.follows(end)
        shape = shape_of(self.text[start:end]) if follows or not free else None
        if (
            shape is None
            or self._is_no_surname(start)
            or (self.text[start] == "楼" and _HOUSE.match(self.text, start - 1))
        ):
            return None
        if end in self.post_starts and self.text.startswith(
            (f"{self.text[end - 1]}长", f"副{self.text[end - 1]}长"), end
        ):
            return None  # 福德里|里长, 和平镇|副镇长
        score = shape.points + follows + self._evidence(start, end)
        if (
            shape.given == 1
            and not (self.follows(end) if titled else follows)
            and self._chars.get(self.text[end : end + 1]) == "likely"
        ):
            score -= 0.8
        if titled or free:
            score -= shape.doubt
        if free and self._is_sure and not self._is_tagged(start, end):
            score -= UNTAGGED_FREE
        if score + _BEST_FIT < needed:
            return None
        if titled and shape.given == 2 and self._is_plain_word(end - 2, end):
            score -= 0.4
        if free or (titled and end - start == 2):
            score -= self._dictionary_name(start, end)
        return Candidate(start, end, score + self._fit(start, end - shape.given, end), "people.name")

    def _is_plain_word(self, start: int, end: int) -> bool:
        """Whether the stretch is a word of the dictionary with a character that names do not seek (江|酒业)."""
        word = self._words.starting(start)
        chars = self._chars
        if word is None or word.end != end or not word.is_known:
            return False
        return any(chars.get(char) != "likely" for char in word.form)

    def _as_word(self, start: int, end: int) -> float:
        """What a tagged stretch loses where it is a word of the dictionary that is no name of a person."""
        word = self._words.starting(start)
        if word is None or word.end != end or not word.is_known:
            return 0.0
        return PROPER if word.flag in {"ns", "nz", "nt"} else COMMON

    def _dictionary_name(self, start: int, end: int) -> float:
        """The points that a word of jieba's dictionary gets as a name (高清, 温馨, 富士康 are tagged as names there).

        So does what begins with another word (范围|广).
        """
        word = self._words.starting(start)
        if word is not None and start + 1 < word.end < end and word.is_known and word.form not in self._surnames:
            return 1.0
        known = word is not None and word.end == end and word.is_name and word.in_dictionary
        return (1.0 if end - start > 2 else 0.5) if known else 0.0

    def _ends(self, start: int, limit: int) -> range:
        """Where a surname and a given name may end that begin at `start`."""
        compound = self.text[start : start + 2] in self._surnames
        if not compound and self.text[start : start + 1] not in self._surnames:
            return range(0)
        four = compound or self._surnames.get(self.text[start + 1 : start + 2]) == "common"
        return range(start + 2, min(start + (4 if four else 3), limit) + 1)

    def _spaced(self, start: int, limit: int) -> Iterator[Candidate]:
        """A name of two characters set apart (张　革), as lists of names align them."""
        match = _SPACED.match(self.text, start, limit) if self.text[start + 1 : start + 2].isspace() else None
        tier = self._surnames.get(self.text[start]) if match else None
        if match is not None and tier is not None and self.follows(match.end()):
            char = self._chars.get(self.text[match.end() - 1])
            yield Candidate(start, match.end(), TIER[tier] + CHAR[char] + 1.2, "people.spaced_name")

    def _runs_into_words(self, end: int) -> bool:
        """Whether a name that was told ends with a character that names do not take (肖捷|作), unless foreign ones do."""
        last = self.text[end - 1]
        return end not in self._whole and (
            last in RARELY_LAST or (self._chars.get(last) == "never" and last not in self._transliteration)
        )

    def _minority(self, start: int, limit: int) -> Iterator[Candidate]:
        """万马才让, 乌日娜: every part adds to the score, so that one part needs a post and two stand for themselves."""
        likely = self.text[start : start + 1] in minority_starts()
        match = minority_name().match(self.text, start, limit) if likely else None
        if match is not None:
            score = 0.75 * (match.end() - start) + self.follows(match.end())
            yield Candidate(start, match.end(), score + self._evidence(start, match.end()), "people.minority_name")

    def _of_japan(self, start: int, limit: int) -> Iterator[Candidate]:
        """西村康弘: a surname of Japan and a given name, which mostly has two characters."""
        given = self._japanese.get(start)
        if given is None:
            return
        for end in range(given + 1, min(given + 3, limit) + 1):
            if not _KANJI.fullmatch(self.text, given, end):
                return
            score = TIER["compound"] + self.follows(end) + self._evidence(start, end)
            score -= self._plain_given_name(start, given, end)
            score -= 0.0 if self.text[end - 1] in _OF_SONS else _OF_JAPAN[end - given]
            yield Candidate(start, end, score, "people.japanese_name")

    def _masked(self, start: int, limit: int) -> Iterator[Candidate]:
        """李某, 何某某: a surname whose given name is withheld."""
        match = _WITHHELD.match(self.text, start, limit) if self.text.startswith("某", start + 1) else None
        if match is not None and self._surnames.get(self.text[start]) in {"common", "word"}:
            yield Candidate(start, match.end(), 4.0, "people.withheld_name")

    def _latin(self, start: int, limit: int) -> Iterator[Candidate]:
        """社工|Fatima Rehman: two words and more with capitals."""
        match = _LATIN.match(self.text, start, limit) if self.text[start : start + 1].isascii() else None
        if match is not None:
            yield Candidate(start, match.end(), 1.5, "people.latin_name")

    def _told(self, start: int, limit: int) -> Iterator[Candidate]:
        end = self._tag_starts.get(start)
        if end is not None and 1 < end - start <= limit - start and not self._runs_into_words(end):
            score = 1.2 + self._evidence(start, end) + self.follows(end) - self._as_word(start, end)
            yield Candidate(start, end, score, "people.tagged")

    def _evidence(self, start: int, end: int) -> float:
        """What the tagger and the rest of the article say about the stretch."""
        score = 0.0
        tagged = self._tagged.get((start, end))
        if tagged is not None:
            score += 5.0 * (tagged - 0.45)
        elif self._tag_starts.get(start, end) != end:
            score -= 0.3
        elif self._is_sure and not self._is_tagged(start, end):
            score -= UNTAGGED
        if end - start >= 3 and self._returns(start, end):
            score += 0.6
        return score

    def _is_tagged(self, start: int, end: int) -> bool:
        """Whether the tagger saw a person anywhere in the stretch."""
        return any(self._tagged_chars[start:end])

    def _returns(self, start: int, end: int) -> bool:
        """Whether the same characters stand elsewhere within reach, which a name does more often than a chance string."""
        name = self.text[start:end]
        return self.text.find(name, max(0, start - _REACH), start) >= 0 or self.text.find(name, end, end + _REACH) >= 0

    def _fit(self, start: int, given: int, end: int) -> float:
        """How well the stretch agrees with the words of the sentence; at most `_BEST_FIT`."""
        score = 0.0
        first = self._words.starting(start)
        if first is None:
            score -= 0.6
        elif first.end == end:
            score += -2.0 if first.is_known else (1.0 if end - start > 2 else 0.5) if first.is_name else 0.5
        elif first.is_known and start + 1 < first.end != given:
            score -= 1.5
        crossing = self._words.covering(end)
        if crossing is not None and crossing.start >= start:
            score -= 0.8 if crossing.is_known else 0.2
        return score - self._plain_given_name(start, given, end)

    def _plain_given_name(self, start: int, given: int, end: int) -> float:
        """What is taken from a given name that is a word (建国 is a word and a name, 大家 only a word)."""
        word = self._words.starting(given)
        if word is None or word.end != end:
            return 0.0
        if word.form in _NEVER_GIVEN:
            return 2.5
        if end - given != 2 or not word.is_known:
            return 0.0
        likely = all(self._chars.get(char) == "likely" for char in word.form)
        return 0.5 if likely or self._surnames.get(self.text[start]) == "common" else 1.2

    def follows(self, end: int) -> float:
        """How well the text behind `end` goes with a name that ends there."""
        text = self.text
        char = text[end : end + 1]
        if (
            end in self.post_starts
            or end in self._before_address
            or ((char in "第丨" or not char.isalpha()) and END.match(text, end))
        ):
            return 1.0
        behind = self._followers
        if char not in self._first_of_followers:
            return 0.0
        if text[end : end + 2] in behind or text[end : end + 3] in behind or text[end : end + 4] in behind:
            return 0.9
        return 0.6 if char in behind else 0.0

    def _foreign(self, start: int, limit: int, *, foreign: bool) -> Iterator[Candidate]:
        """Every beginning of the run of transliterating characters at `start`; a name with dots is not cut in two."""
        end = self._transliterated(start, limit)
        if end < start + 2:
            return
        place = next(
            (start + size for size in range(8, 2, -1) if self.text[start : start + size] in self._places), start
        )
        last_dot = max(self.text.rfind(dot, start, end) for dot in DOTS)
        for stop in range(max(start + 2, last_dot + 2, place + 1), end + 1):
            name = self.text[start:stop]
            joins = name[-1] == "和" and stop in self.post_starts  # 参议长甲|和众议长
            if joins or name[-1] in DOTS + "-" or name in self._places or name in self._title_words:
                continue
            score = 0.15 * len(name) + self.follows(stop) + (1.0 if foreign else -0.8) + self._evidence(start, stop)
            score += 2.0 if any(char in DOTS + "-" for char in name) else 0.0
            score -= 0.8 if stop < end and not self.follows(stop) else 0.0
            first = self._words.starting(start)
            if first is not None and first.end == stop and first.is_known:
                score -= 0.5 if foreign else 2.0
            crossing = self._words.covering(stop)
            if crossing is not None and not crossing.is_name and crossing.start > start:
                score -= 0.8
            yield Candidate(start, stop, score, "people.foreign_name")

    def _transliterated(self, start: int, limit: int) -> int:
        """The end of the run of transliterating characters that begins at `start`."""
        chars = self._transliteration
        end = start
        while end < limit and end - start < 16:
            if end > start and self.text[end] in DOTS + "-":
                chars = self._transliteration | RARE_CHARS
            elif self.text[end] not in chars:
                break
            end += 1
        return end
