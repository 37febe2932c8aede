"""The word lists of awards, and the one automaton that finds them all in a single pass."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from extract.text import patterns as re
from extract.text.lexicon import Lexicon, entries, read_table

Role = Literal["known", "head", "opener", "decoy", "bound", "conferral", "grade", "medal"]

MEDALS = {"金牌": "金牌", "银牌": "银牌", "铜牌": "铜牌"}
_SIMPLE: dict[Role, str] = {
    "known": "awards",
    "head": "award_heads",
    "opener": "award_openers",
    "decoy": "award_decoys",
    "bound": "award_bounds",
    "conferral": "award_conferrals",
    "grade": "award_grades",
}


_PRIZE_WITH_GRADE = re.compile("(?<=奖)(?=金奖)")
"""山花奖|金奖, not 山花|奖金|奖."""


class Hit(NamedTuple):
    """A listed word in the text with all the parts it can play."""

    start: int
    end: int
    word: str
    roles: frozenset[Role]


@cache
def roles() -> dict[str, frozenset[Role]]:
    """Every listed word with its roles."""
    found: dict[str, set[Role]] = {}
    for role, table in _SIMPLE.items():
        for word in entries(table):
            found.setdefault(word, set()).add(role)
    for word in MEDALS:
        found.setdefault(word, set()).add("medal")
    return {word: frozenset(parts) for word, parts in found.items()}


@cache
def lexicon() -> Lexicon:
    """The automaton over all lists."""
    return Lexicon(roles())


def find_words(text: str) -> list[Hit]:
    """All listed words of `text`, leftmost and longest, in order."""
    known = roles()
    words: list[Hit] = []
    at = 0
    for piece in _PRIZE_WITH_GRADE.split(text) if "奖金奖" in text else (text,):
        words += (Hit(at + start, at + end, word, known[word]) for start, end, word in lexicon().find(piece))
        at += len(piece)
    return words


_NAMING: frozenset[Role] = frozenset({"known", "head", "opener", "grade", "medal"})


@cache
def _naming_lexicon() -> Lexicon:
    """The words that can name an award, with the longer ones that only hold them: a small first sieve."""
    return Lexicon(word for word, parts in roles().items() if parts & _NAMING or "decoy" in parts)


def naming_places(text: str) -> list[int]:
    """Where a word stands that can name an award."""
    known = roles()
    return [start for start, _, word in _naming_lexicon().find(text) if known[word] & _NAMING]


@cache
def table(name: str) -> dict[str, dict[str, str]]:
    """The rows of a list by their first column."""
    return {next(iter(row.values())): row for row in read_table(name)}


@cache
def honours() -> tuple[str, ...]:
    """The listed words that close the name of an honour."""
    return tuple(entries("award_nouns") | entries("award_heads"))
