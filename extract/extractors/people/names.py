"""Names of people: candidates are scored by surname, given name, the words around them and the tagger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from extract.document import Document
from extract.extractors.people.lists import (
    figures,
    followers,
    given_chars,
    minority_name,
    places,
    surnames,
    title_words,
    transliteration,
)
from extract.extractors.people.words import Words
from extract.text.lexicon import entries
from extract.types import Span

_GIVEN = re.compile(r"[\u3400-\u9fff○〇]{1,3}")
DOTS = "·•‧・．"
_END = re.compile(r"[\s，。、；：！？,;:!?“”」』（）()《》【】\[\]/|…—~～]|-(?![\u4e00-\u9fff])|$")
_PLACE_OR_THING = frozenset(
    "课庄州堡岭村镇路街桥站寺性法书会图章班米肉病酒茶罩市县区省队厂店院校局部科台网报奖赛杯节山湖港"
)
_SPACED = re.compile(r"[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff](?=[、，。；（(\s和等])")
_NEVER_GIVEN = frozenset(("大家", "我们", "他们", "你们", "其他", "所有", "有关", "相关", "地方", "各地", "各界"))
_FORMS_OF_ADDRESS = ("先生", "女士", "小姐", "老师", "同志", "师傅")
_CONJUNCTIONS = frozenset("和于向任由")
_BEST_FIT = 1.0
UNTAGGED, UNTAGGED_FREE = 0.3, 0.7
"""What a tagger's silence takes from a candidate, and from one without a post too. On the development gold more than 0.3
beside a post loses names that the tagger does not know (swept in steps of 0.5 from 0 to 1.5)."""
_REACH = 3000
"""Characters to either side in which a name is looked for again: longer than most articles, and bounded in any text."""
_RARELY_LAST = frozenset("致曾向已为以又于在从")
_TIER = {"common": 1.0, "compound": 1.9, "word": 0.4, "rare": 0.1}
_CHAR = {"likely": 0.5, "never": -4.0}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name; the higher the score the better, 1.0 is an even chance behind a post."""

    start: int
    end: int
    score: float
    rule: str


class NameScorer:
    """Judges stretches of one document."""

    def __init__(self, document: Document, words: Words) -> None:
        self.text = document.text
        self._words = words
        self.post_starts: frozenset[int] = frozenset()
        self._tagged = {
            (entity.start, entity.end): entity.score
            for entity in document.entities
            if entity.label == "PER" and entity.text not in places()
        }
        # A tagger that knows how sure it is may also speak against a name, by its silence.
        self._is_sure = len(set(self._tagged.values())) > 1
        self._tagged_chars = bytearray(len(self.text))
        for start, end in self._tagged:
            self._tagged_chars[start:end] = b"\1" * (end - start)
        self._figures = {start: end for start, end, _ in figures().find(self.text)}
        self._tag_starts = dict(self._tagged.keys())

    @cached_property
    def _surnames(self) -> dict[str, str]:
        return surnames()

    def may_begin(self, start: int) -> bool:
        """Whether a surname or a name that the tagger found begins at `start`."""
        text = self.text
        return (
            text[start : start + 1] in self._surnames
            or start in self._tag_starts
            or text[start : start + 2] in self._surnames
        )

    def best_free(self, start: int, needed: float) -> Candidate | None:
        """The best name at `start` if it reaches `needed` points without a post to speak for it."""
        limit = len(self.text)
        found = [
            *self._chinese(start, limit, free=True, needed=needed),
            *self._told(start, limit),
            *self._minority(start, limit),
        ]
        best = max(found, key=lambda candidate: candidate.score, default=None)
        return best if best is not None and best.score >= needed else None

    def best(self, start: int, limit: int, *, foreign: bool = False) -> Candidate | None:
        """The best name that begins at `start`, or None where nothing looks like one.

        Behind a foreign post a transliterated name is likely.
        """
        figure = self._figures.get(start)
        if figure is not None and figure <= limit:
            return Candidate(start, figure, 4.0, "people.public_figure")
        found = [
            *self._chinese(start, limit, foreign=foreign),
            *self._foreign(start, limit, foreign=foreign),
            *self._told(start, limit),
            *self._minority(start, limit),
        ]
        return max(found, key=lambda candidate: candidate.score, default=None)

    def best_before(self, end: int, limit: int, *, foreign: bool = False) -> Candidate | None:
        """The best name that ends at `end`; transliterated ones only where the post behind is one of a state."""
        found = [
            candidate
            for size in (2, 3, 4)
            if end - size >= limit
            and self.may_begin(end - size)
            and (candidate := self.chinese(end - size, end, titled=True)) is not None
        ]
        if foreign:
            found += self._foreign_before(end, limit)
        return max(found, key=lambda candidate: candidate.score, default=None)

    def _foreign_before(self, end: int, limit: int) -> Iterator[Candidate]:
        """默茨总理: the whole run of transliterating characters, where a word or a mark ends before it."""
        chars = transliteration()
        start = end
        while start > limit and end - start < 9 and self.text[start - 1] in chars:
            start -= 1
        for begin in range(start, end - 1):
            if self.text[begin:end] in places() or self.text[begin:end] in title_words():
                return
            word = self._words.ending(begin)
            whole = self._words.starting(begin)
            if (
                whole is not None
                and whole.end == end
                and whole.is_known
                and whole.form not in entries("public_figures")
            ):
                return
            if begin == start or (word is not None and not word.is_name) or _END.match(self.text, begin - 1):
                score = 0.15 * (end - begin) + 1.0 + self._evidence(begin, end) + (0.5 if begin == start else 0.2)
                yield Candidate(begin, end, score, "people.foreign_name")

    def chinese(
        self, start: int, end: int, *, titled: bool = False, free: bool = False, needed: float = -99.0
    ) -> Candidate | None:
        """The stretch as surname and given name, or None where it has no surname or cannot reach `needed` points.

        A `free` name has no post to speak for it, so that a word which only the dictionary calls a name counts for
        nothing; a `titled` one stands before its post.
        """
        name = self.text[start:end]
        size = 2 if len(name) > 2 and name[:2] in self._surnames else 1
        tier = self._surnames.get(name[:size])
        given = name[size:]
        if (
            tier is None
            or name.endswith(_FORMS_OF_ADDRESS)
            or name in title_words()
            or title_words().get(name[:2]) == "stop"
            or name in places()
            or not _GIVEN.fullmatch(given)
        ):
            return None
        if len(given) == 3 and not (tier == "common" == self._surnames.get(given[0])):
            return None
        if tier != "common" and given in title_words():
            return None
        chars = given_chars()
        score = _TIER[tier]
        for char in given[-2:]:
            score += _CHAR.get(chars.get(char, ""), 0.0)
        if score < -1.0:
            return None
        # Of a thousand names in official news about 860 have three characters, 130 two, and 5 four.
        score -= 4.0 if given[-1] in _RARELY_LAST else 0.0
        score -= 0.7 if len(given) == 1 else 0.9 if len(given) == 3 else 0.0
        if len(given) == 1 and chars.get(self.text[end : end + 1]) == "likely" and not self.follows(end):
            score -= 0.8
        if titled or free:
            score -= 2.5 if name[-1] in _PLACE_OR_THING or (len(name) == 2 and name[1] == "方") else 0.0
            score -= 0.6 if tier == "rare" else 0.0
            if name[0] in _CONJUNCTIONS and self._surnames.get(name[1]) == "common":
                score -= 4.0 if len(name) == 2 else 1.5
        follows = 1.0 if titled else self.follows(end)
        if free and not follows:
            return None
        score += follows
        if free and self._is_sure and not self._is_tagged(start, end):
            score -= UNTAGGED_FREE
        score += self._evidence(start, end)
        if score + _BEST_FIT < needed:
            return None
        if titled and len(given) == 2 and self._is_plain_word(start + size, end):
            score -= 0.4
        if free or (titled and len(name) == 2):
            score -= self._dictionary_name(start, end)
        return Candidate(start, end, score + self._fit(start, start + size, end), "people.name")

    def _is_plain_word(self, start: int, end: int) -> bool:
        """Whether the stretch is a word of the dictionary with a character that names do not seek (江|酒业)."""
        word = self._words.starting(start)
        chars = given_chars()
        if word is None or word.end != end or not word.is_known:
            return False
        return any(chars.get(char) != "likely" for char in word.form)

    def _dictionary_name(self, start: int, end: int) -> float:
        """The points that a word of jieba's dictionary gets as a name (高清, 温馨, 富士康 are tagged as names there).

        So does what begins with another word (范围|广).
        """
        word = self._words.starting(start)
        if word is not None and start + 1 < word.end < end and word.is_known and word.form not in self._surnames:
            return 1.0
        known = word is not None and word.end == end and word.is_name and word.in_dictionary
        return (1.0 if end - start > 2 else 0.5) if known else 0.0

    def _chinese(
        self, start: int, limit: int, *, foreign: bool = False, free: bool = False, needed: float = -99.0
    ) -> Iterator[Candidate]:
        compound = self.text[start : start + 2] in self._surnames
        if not compound and self.text[start : start + 1] not in self._surnames:
            return
        four = compound or self._surnames.get(self.text[start + 1 : start + 2]) == "common"
        for size in (2, 3, 4) if four else (2, 3):
            end = start + size
            if end <= limit and (candidate := self.chinese(start, end, free=free, needed=needed)) is not None:
                runs_on = foreign and end < limit and self.text[end] in transliteration() and not self.follows(end)
                yield replace(candidate, score=candidate.score - 1.5) if runs_on else candidate
        if spaced := self._spaced(start, limit):
            yield spaced

    def _spaced(self, start: int, limit: int) -> Candidate | None:
        """A name of two characters set apart (张　革), as lists of names align them."""
        match = _SPACED.match(self.text, start, limit)
        tier = self._surnames.get(self.text[start]) if match else None
        if match is None or tier is None or not self.follows(match.end()):
            return None
        char = given_chars().get(self.text[match.end() - 1], "")
        return Candidate(start, match.end(), _TIER[tier] + _CHAR.get(char, 0.0) + 1.2, "people.spaced_name")

    def _runs_into_words(self, start: int, end: int) -> bool:
        """Whether a name that was told has a character behind its first that names do not take (肖捷|作)."""
        chars = given_chars()
        return self.text[end - 1] in _RARELY_LAST or any(
            chars.get(char) == "never" for char in self.text[start + 1 : end]
        )

    def _minority(self, start: int, limit: int) -> Iterator[Candidate]:
        """万马才让, 乌日娜: every part adds to the score, so that one part needs a post and two stand for themselves."""
        match = minority_name().match(self.text, start, limit)
        if match is not None:
            score = 0.75 * (match.end() - start) + self.follows(match.end())
            yield Candidate(start, match.end(), score + self._evidence(start, match.end()), "people.minority_name")

    def _told(self, start: int, limit: int) -> Iterator[Candidate]:
        end = self._tag_starts.get(start)
        if end is not None and 1 < end - start <= limit - start and not self._runs_into_words(start, end):
            score = 1.2 + self._evidence(start, end) + self.follows(end)
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
        inner = self._words.starting(given)
        if inner is not None and inner.end == end and inner.form in _NEVER_GIVEN:
            score -= 2.5
        elif inner is not None and inner.end == end and end - given == 2 and inner.is_known:
            chars = given_chars()
            likely = all(chars.get(char) == "likely" for char in inner.form)
            score -= 0.5 if likely or self._surnames.get(self.text[start]) == "common" else 1.2
        return score

    def follows(self, end: int) -> float:
        """How well the text behind `end` goes with a name that ends there."""
        if end in self.post_starts or _END.match(self.text, end):
            return 1.0
        behind = followers()
        text = self.text
        if text[end : end + 2] in behind or text[end : end + 3] in behind or text[end : end + 4] in behind:
            return 0.9
        return 0.6 if self.text[end] in behind else 0.0

    def _foreign(self, start: int, limit: int, *, foreign: bool) -> Iterator[Candidate]:
        chars = transliteration()
        end = start
        while end < limit and end - start < 16:
            if end > start and self.text[end] in DOTS + "-":
                chars = transliteration() | MINORITY_CHARS
            elif self.text[end] not in chars:
                break
            end += 1
        dotted = any(char in DOTS for char in self.text[start:end])
        for stop in range(start + 2, end + 1):
            name = self.text[start:stop]
            if name[-1] in DOTS + "-" or name in places() or name in title_words():
                continue
            if dotted and stop < end and any(char in DOTS for char in self.text[stop:end]):
                continue
            score = 0.15 * len(name) + self.follows(stop) + (1.0 if foreign else -0.8) + self._evidence(start, stop)
            score += 2.0 if any(char in DOTS + "-" for char in name) else 0.0
            if stop < end and not self.follows(stop):
                score -= 0.8
            first = self._words.starting(start)
            if first is not None and first.end == stop and first.is_known:
                score -= 0.5 if foreign else 2.0
            crossing = self._words.covering(stop)
            if crossing is not None and not crossing.is_name and crossing.start > start:
                score -= 0.8
            yield Candidate(start, stop, score, "people.foreign_name")


_DOT = re.compile(rf"(?<=[\u4e00-\u9fff])[{DOTS}](?=[\u4e00-\u9fff])")
_PARTICLES = frozenset("不都合依")
_ADDRESS = re.compile(r"女士|先生|总统|总理|主席|大使|夫妇")
MINORITY_CHARS = frozenset("历易吾不都满合买江古丽依孜娅沙肉孜木提江")
"""Characters of the names of north-western peoples, which foreign names do not take."""


def dotted_names(text: str, words: Words) -> Iterator[Span]:
    """Names with a middle dot, wherever they stand."""
    chars = transliteration() | MINORITY_CHARS
    end = 0
    for match in _DOT.finditer(text):
        if match.start() < end:
            continue
        start, end = match.start(), match.end()
        while start > 0 and match.start() - start < 7 and text[start - 1] in chars:
            start -= 1
        while start < match.start() - 1 and (glued := words.covering(start)) is not None and glued.is_known:
            start = glued.end
        while end < len(text) and end - match.end() < 24 and (text[end] in chars or _DOT.match(text, end)):
            end += 1
        rest = text[end : end + 1]
        if rest.isalpha() and rest not in followers() and not _END.match(text, end) and _END.match(text, end + 1):
            end += 1
        address = _ADDRESS.search(text, match.end(), end)
        end = address.start() if address else end
        while text[end - 1] in _PARTICLES and not _END.match(text, end):
            end -= 1
        if start < match.start() and match.end() < end and end - start > 3:
            yield Span(start, end)
