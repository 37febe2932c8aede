"""Words and their parts of speech around a place, tagged sentence by sentence and only where a rule asks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from extract.text.segment import plain_engine, tagged_words
from extract.types import Span

MOST = 100_000
"""Words that are kept of one text, some 40 MB: articles have far less, and what is longer is tagged again where needed."""


class Word(NamedTuple):
    """One word: where it stands, its form and jieba's part of speech."""

    start: int
    end: int
    form: str
    flag: str

    @property
    def is_name(self) -> bool:
        """Whether the tags of jieba read it as a person's name."""
        return self.flag.startswith("nr")

    @property
    def in_dictionary(self) -> bool:
        """Whether it is a word without the guess of the hidden Markov model."""
        return _in_dictionary(self.form)

    @property
    def is_known(self) -> bool:
        """Whether the dictionary has the word, as something other than a person's name."""
        return not self.is_name and _in_dictionary(self.form)


@lru_cache(maxsize=20_000)
def _in_dictionary(form: str) -> bool:
    return len(form) == 1 or len(plain_engine().cut(form, False)) == 1


class Words:
    """The tagged words of a text, by the character where they end; sentences are tagged on first use.

    >>> words = Words("市长出席。", [Span(0, 5)])
    >>> words.ending(2)
    Word(start=0, end=2, form='市长', flag='n')
    """

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text = text
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._tagged = bytearray(len(sentences))
        self._start_of: dict[int, int] = {}
        self._word_at: dict[int, tuple[str, str]] = {}

    def ending(self, at: int) -> Word | None:
        """The word whose last character is before `at`, or None inside a word and between sentences."""
        start = self._start_of.get(at)
        if start is None and self._tag(at - 1):
            start = self._start_of.get(at)
        return None if start is None else self._word(start)

    def starting(self, at: int) -> Word | None:
        """The word that begins at `at`, or None."""
        if at not in self._word_at and not (self._tag(at) and at in self._word_at):
            return None
        return self._word(at)

    def covering(self, at: int) -> Word | None:
        """The word that has `at` strictly inside."""
        if at in self._word_at:
            return None
        self._tag(at)
        if at in self._word_at or at in self._start_of:
            return None
        for start in range(at - 1, max(at - 8, -1), -1):
            if start in self._word_at:
                word = self._word(start)
                return word if word.end > at else None
        return None

    def _word(self, start: int) -> Word:
        form, flag = self._word_at[start]
        return Word(start, start + len(form), form, flag)

    def _tag(self, at: int) -> bool:
        """Tag the sentence around `at`; whether that was news."""
        index = bisect_right(self._starts, at) - 1
        if index < 0 or self._tagged[index]:
            return False
        if len(self._word_at) > MOST:
            self._forget()
        self._tagged[index] = 1
        start, stop = self._sentences[index]
        tagged = tagged_words(self._text[start:stop])
        edges = [*accumulate([len(form) for form, _ in tagged], initial=start)]
        self._word_at.update(zip(edges, tagged, strict=False))
        self._start_of.update(zip(edges[1:], edges, strict=False))
        return True

    def _forget(self) -> None:
        """Begin anew: a text of a million characters is read from its beginning to its end, a few times over."""
        self._tagged = bytearray(len(self._sentences))
        self._start_of.clear()
        self._word_at.clear()
