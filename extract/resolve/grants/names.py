"""Persons' names that only their place gives away: behind 获得者, in a row of names, before 荣获.

The extractor of people reads names by posts, leads and frequency; sentences about awards show many more, as the
words around them leave room for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract.extractors.people.words import Words
from extract.resolve.grants.nouns import kind_of_phrase
from extract.resolve.grants.scene import PLACE_END, surnames
from extract.text import patterns as re
from extract.text.lexicon import entries, read_table
from extract.types import Span

_MARK = re.compile(r"[\s、，,。；;：:！？“”「」《》（）()/－-]")
_NUMERALS = "一二三四五六七八九十"
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_PERSON_NOUN = re.compile(r"(?:[者员家师长手生人兵匠星士将伶帅]|教授|书记|主任|编剧|导演|同学|老师|小朋友|演员|校长)$")


def unread_names(text: str, words: Words, span: Span, edges: frozenset[int]) -> Iterator[Span]:
    """Names in the span; `edges` are the offsets where mentions that are no names begin or end."""
    at = span.start
    while at < span.end:
        stop = _name_end(text, words, at, span, edges) if text[at] in _first_chars() else None
        if stop:
            yield Span(at, stop)
        at = stop or at + 1


def _name_end(text: str, words: Words, at: int, span: Span, edges: frozenset[int]) -> int | None:
    surname = 2 if text[at : at + 2] in surnames() else 1
    if text[at : at + surname] not in surnames():
        return None
    left = _left(text, at, span, edges)
    if left < 1 + (text[at] == "和") or (text[at] == "和" and at in edges):
        return None
    for stop in (at + surname + 2, at + surname + 1):
        given = text[at + surname : stop]
        right = _right(text, stop, span, edges) if stop <= span.end else 0
        short = stop - at == 2
        if not right or not _HAN.fullmatch(given) or _never() & set(given) or left + right < (3 if short else 2):
            continue
        if not _is_word(words, at, stop) and not PLACE_END.search(given):
            return stop
    return None


def _left(text: str, at: int, span: Span, edges: frozenset[int]) -> int:
    """How surely a name can begin at `at`: 2 behind a mark or mention, 1 behind a word that leads names."""
    if at == span.start or at in edges or _MARK.match(text, at - 1):
        return 2
    ahead = text[max(span.start, at - 8) : at]
    led = any(ahead[-length:] in entries("name_leaders") for length in (1, 2, 3))
    return (
        1
        if led or ahead.endswith(("的", "予")) or _PERSON_NOUN.search(ahead) or kind_of_phrase(ahead) == "group"
        else 0
    )


def _right(text: str, stop: int, span: Span, edges: frozenset[int]) -> int:
    """How surely a name can end at `stop`."""
    if stop == span.end or stop in edges or _MARK.match(text, stop):
        return 2
    return (
        1
        if (text[stop].isdigit() and text[stop - 1] not in _NUMERALS)
        or text[stop] == "君"
        or any(text[stop : stop + length] in entries("name_followers") for length in (1, 2, 3))
        else 0
    )


def _is_word(words: Words, at: int, stop: int) -> bool:
    """Whether the dictionary knows the span as another word, or a longer word covers its edge."""
    word, cut = words.starting(at), words.covering(stop)
    return (word is not None and len(word.form) > 1 and word.is_known) or (cut is not None and cut.is_known)


@cache
def _first_chars() -> frozenset[str]:
    return frozenset(surname[0] for surname in surnames())


@cache
def _never() -> frozenset[str]:
    return frozenset(row["char"] for row in read_table("given_name_chars") if row["class"] == "never")
