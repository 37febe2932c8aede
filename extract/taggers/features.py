"""What the compact tagger sees of a text: characters, pairs of characters, and the words of the segmenter.

The sentences of a batch are laid end to end in one stream, with gaps of `GAP` padding characters between them. The gap
is as wide as the network sees to one side, so that no sentence ever depends on its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, repeat
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from extract.text.segment import tagged_words

DILATIONS = (1, 2, 4, 1, 2)
GAP = sum(DILATIONS)

PAD, RARE = 0, 1
"""The first two numbers of every vocabulary: no character, pair or word here; one that training seldom saw."""

FLAGS = (
    "x",
    "a",
    "ad",
    "ag",
    "an",
    "b",
    "bg",
    "c",
    "d",
    "df",
    "dg",
    "e",
    "en",
    "eng",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "mg",
    "mq",
    "n",
    "ng",
    "nr",
    "nrfg",
    "nrt",
    "ns",
    "nt",
    "nz",
    "o",
    "p",
    "q",
    "r",
    "rg",
    "rr",
    "rz",
    "s",
    "t",
    "tg",
    "u",
    "ud",
    "ug",
    "uj",
    "ul",
    "uv",
    "uz",
    "v",
    "vd",
    "vg",
    "vi",
    "vn",
    "vq",
    "y",
    "yg",
    "z",
    "zg",
)
"""The parts of speech of jieba's dictionary."""

_FLAG_NUMBERS = {flag: number for number, flag in enumerate(FLAGS)}
_SINGLE, _BEGIN, _INSIDE, _END = range(4)

_FOLDED = {
    **{code: ord("0") for code in (*range(0x30, 0x3A), *range(0xFF10, 0xFF1A))},
    **{code: ord("a") for code in (*range(0x61, 0x7B), *range(0xFF41, 0xFF5B))},
    **{code: ord("A") for code in (*range(0x41, 0x5B), *range(0xFF21, 0xFF3B))},
    **dict(zip(map(ord, ",:;!?()•・‧"), map(ord, "，：；！？（）···"), strict=True)),
    ord("\t"): ord(" "),
    0x3000: ord(" "),
}
"""Characters that the tagger does not tell apart: digits, letters of one case, half and full width."""


_BETWEEN = ("\0" * GAP, "")
"""What stands between sentences, as a word with its part of speech. No segmenter makes such a word."""


@dataclass(frozen=True)
class Vocabulary:
    """The characters, pairs and words that have a number of their own. `pairs` are sorted 32-bit keys."""

    characters: str
    pairs: NDArray[np.uint32]
    words: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many numbers there are of each kind."""
        return {"characters": len(self.characters) + 2, "pairs": len(self.pairs) + 2, "words": len(self.words) + 2}

    @cached_property
    def character_numbers(self) -> NDArray[np.int32]:
        """The number of each code point of the Basic Multilingual Plane; what lies beyond is `RARE`."""
        table = np.full(0x10000, RARE, dtype=np.int32)
        for number, character in enumerate(self.characters, start=2):
            table[ord(character)] = number
        for code, folded in _FOLDED.items():
            table[code] = table[folded]
        return table

    @cached_property
    def word_numbers(self) -> dict[str, int]:
        """The number of each word, and of what stands between sentences."""
        return {word: number for number, word in enumerate(self.words, start=2)} | {_BETWEEN[0]: PAD}

    def number_characters(self, text: str) -> NDArray[np.int32]:
        """The numbers of the characters of `text`."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        return self.character_numbers[np.minimum(codes, 0xFFFF)]

    def number_stream(self, sentences: Sequence[str], gap: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The numbers of `sentences` end to end, with `gap` times `PAD` around each, and where each one starts."""
        lengths = np.fromiter(map(len, sentences), dtype=np.int64, count=len(sentences))
        starts = np.cumsum(lengths + gap) - lengths
        numbers = np.full(int(lengths.sum()) + gap * (len(sentences) + 1), PAD, dtype=np.int32)
        flat = self.number_characters("".join(sentences))
        numbers[np.arange(len(flat)) + np.repeat(gap * np.arange(1, len(sentences) + 1), lengths)] = flat
        return numbers, starts

    def number_pairs(self, characters: NDArray[np.int32]) -> NDArray[np.int32]:
        """For each character, the number of the pair it makes with the next one.

        Looked up in their order, which keeps to one stretch of the table after the other, they take half the time.
        """
        keys = pair_keys(characters)
        order = keys.argsort()
        places = np.empty(len(keys), dtype=np.int64)
        places[order] = np.minimum(np.searchsorted(self.pairs, keys[order]), len(self.pairs) - 1)
        numbers = np.where(self.pairs[places] == keys, places + 2, RARE).astype(np.int32)
        numbers[characters == PAD] = PAD
        return numbers


def pair_keys(characters: NDArray[np.int32]) -> NDArray[np.uint32]:
    """A key for each character and the next one; the last has `PAD` as its next."""
    following = np.append(characters[1:], PAD)
    return np.asarray((characters.astype(np.uint32) << 16) | following.astype(np.uint32), dtype=np.uint32)


@dataclass(frozen=True)
class Letters:
    """Sentences end to end by their characters alone: the number of each and of its pair, and where sentences start."""

    characters: NDArray[np.int32]
    pairs: NDArray[np.int32]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, sentences: Sequence[str], vocabulary: Vocabulary) -> Letters:
        """The letters of `sentences`, with a gap before, between and after them."""
        characters, starts = vocabulary.number_stream(sentences, GAP)
        return cls(characters, vocabulary.number_pairs(characters), starts)

    def only(self, sentences: NDArray[np.bool_]) -> tuple[Letters, NDArray[np.bool_]]:
        """The letters of the chosen `sentences`, and which of all they are. No gap is cut, so their pairs are the same."""
        sizes = np.diff(self.starts, append=len(self.characters))
        kept = np.ones(len(self.characters), dtype=np.bool_)
        kept[GAP:] = np.repeat(sentences, sizes)
        own = sizes[sentences]
        return Letters(self.characters[kept], self.pairs[kept], GAP + np.cumsum(own) - own), kept


@dataclass(frozen=True)
class Stream:
    """Places in sentences laid end to end: for each the numbers of its character, pair, word and place in the word."""

    characters: NDArray[np.int32]
    pairs: NDArray[np.int32]
    words: NDArray[np.int32]
    places: NDArray[np.int32]
    starts: NDArray[np.int64]


class Encoder:
    """Turns sentences into a `Stream`. Words are those of the plain `rjieba`, with which the network was trained."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def encode(self, sentences: Sequence[str]) -> Stream:
        """The stream of `sentences`, with a gap before, between and after them."""
        letters = Letters.of(sentences, self.vocabulary)
        return self.encode_at(np.arange(len(letters.characters)), sentences, letters)

    def encode_at(self, places: NDArray[np.int64], sentences: Sequence[str], letters: Letters) -> Stream:
        """Some `places` of the stream of `sentences` alone; `starts` remain those of the whole."""
        tagged = [_BETWEEN]
        for sentence in sentences:
            tagged += tagged_words(sentence)
            tagged.append(_BETWEEN)
        sizes = np.fromiter(map(len, map(itemgetter(0), tagged)), dtype=np.int64, count=len(tagged))
        word = np.repeat(np.arange(len(tagged)), sizes)[places]
        read = np.zeros(len(tagged), dtype=np.bool_)
        read[word] = True
        chosen = [*compress(tagged, read.tolist())]
        rank = (np.cumsum(read) - 1)[word]
        characters = letters.characters[places]
        inside = (
            1 + 4 * _numbers(_FLAG_NUMBERS, [flag for _, flag in chosen], 0)[rank] + _places_inside(places, word, sizes)
        )
        return Stream(
            characters=characters,
            pairs=letters.pairs[places],
            words=_numbers(self.vocabulary.word_numbers, [word for word, _ in chosen], RARE)[rank],
            places=np.where(characters == PAD, PAD, inside),
            starts=letters.starts,
        )


def _numbers(table: dict[str, int], items: Sequence[str], otherwise: int) -> NDArray[np.int32]:
    return np.fromiter(map(table.get, items, repeat(otherwise)), dtype=np.int32, count=len(items))


def _places_inside(places: NDArray[np.int64], word: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int32]:
    """Where in its `word` each of the `places` stands: at its beginning, inside, at its end, or all of it."""
    ends = np.cumsum(sizes)
    begins, closes = places == (ends - sizes)[word], places == ends[word] - 1
    return np.asarray(
        np.where(begins, np.where(closes, _SINGLE, _BEGIN), np.where(closes, _END, _INSIDE)), dtype=np.int32
    )
