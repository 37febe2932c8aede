"""Word lists: TSV files in `extract/data/`, and one pass over a text that finds every entry.

A file begins with comment lines that are its passport (`# what:`, `# source:`, `# licence:`), then a line of
column names, then the rows, sorted by their first column, which is the entry and is unique.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

import ahocorasick_rs

from extract.errors import DataError


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `extract/data/{name}.tsv`, each a dict by column name. Raises DataError where a row is ragged."""
    head, *body = _lines(name)
    columns = head.split("\t")
    rows = []
    for line in body:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise DataError(f"{name}.tsv: {len(cells)} cells instead of {len(columns)} in {line!r}")
        rows.append(dict(zip(columns, cells, strict=True)))
    return tuple(rows)


@cache
def entries(name: str) -> frozenset[str]:
    """The first column of a word list, as a set."""
    return frozenset(line.partition("\t")[0] for line in _lines(name)[1:])


def _lines(name: str) -> list[str]:
    """The line of column names and the rows of a table."""
    path = resources.files("extract") / "data" / f"{name}.tsv"
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]


class Lexicon:
    """An automaton over many words. Chinese has no word boundaries: an entry is found inside running text.

    >>> [*Lexicon(["劳动奖", "劳动奖章"]).find("获全国劳动奖章")]
    [(3, 7, '劳动奖章')]
    """

    def __init__(self, words: Iterable[str], *, once: bool = False) -> None:
        """Build it; `once` for one text in half of the time, so that long texts are read slower."""
        self._words = sorted(set(words))
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._words,
            matchkind=ahocorasick_rs.MATCHKIND_LEFTMOST_LONGEST,
            store_patterns=False,
            implementation=ahocorasick_rs.Implementation.NoncontiguousNFA if once else None,
        )

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and entry of the leftmost longest matches, which do not overlap."""
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            yield start, end, self._words[index]


class Edges:
    """Words that are looked for at a known place: only the lengths are tried that the character there allows.

    >>> edges = Edges(["劳动奖", "劳动奖章", "奖"])
    >>> edges.beginning("获劳动奖章者", 1), edges.ending("获劳动奖章者", 5), edges.ending("获奖者", 2)
    ('劳动奖章', '劳动奖章', '奖')
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._by_first = _sizes((word[0], len(word)) for word in self._words)
        self._by_last = _sizes((word[-1], len(word)) for word in self._words)

    def beginning(self, text: str, at: int) -> str | None:
        """The longest word that begins at `at`."""
        for size in self._by_first.get(text[at : at + 1], ()):
            if (word := text[at : at + size]) in self._words:
                return word
        return None

    def ending(self, text: str, at: int, limit: int = 0) -> str | None:
        """The longest word that ends at `at` and does not begin before `limit`."""
        for size in self._by_last.get(text[at - 1 : at], ()):
            if at - size >= limit and (word := text[at - size : at]) in self._words:
                return word
        return None


def _sizes(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """The lengths that go with each character, the longest first."""
    found: dict[str, set[int]] = {}
    for char, size in pairs:
        found.setdefault(char, set()).add(size)
    return {char: sorted(sizes, reverse=True) for char, sizes in found.items()}
