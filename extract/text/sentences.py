"""Sentences: the unit that evidence is shown in and that taggers read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.text import patterns as re
from extract.types import Span

_STOP = r"(?<=[。！？])[。！？]*+|(?<=[!?])[!?]*+(?![0-9A-Za-z=&/])|(?<=[a-z]{3}[.])(?=[ \t]+[A-Z])"
_CLOSING = "[”’」』）)】》]*+"
_GOES_ON = "[，、；：,;:]"
_END = re.compile(rf"[。！？!?.\n](?:(?:{_STOP}){_CLOSING}(?!{_GOES_ON})|(?<=\n))")
"""Begins with a class of characters, for which `re` searches seven times as fast as for either of two patterns."""
_BLANK = re.compile(r"\s*")
_MARK = re.compile("[，、；：,;]")

LONGEST = 2000
"""Characters of a sentence. Of 107,000 sentences of news one is longer, a list. What reads a sentence takes time by its
square where a text does nothing but repeat the character of a name or an award; this bounds it."""


def split_sentences(text: str) -> tuple[Span, ...]:
    r"""Spans of the sentences of `text`, without the white space around them. All other characters are in one.

    A quotation closes with its sentence; what goes on with a comma behind it belongs to the same sentence.

    >>> text = "大会举行。李某说：“好！”\n增长3.5%"
    >>> [text[slice(*span)] for span in split_sentences(text)]
    ['大会举行。', '李某说：“好！”', '增长3.5%']
    """
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for end in _bounded(text, [*_ends(text), len(text)]):
        if end <= start:
            continue
        begin = _BLANK.match(text, start, end)
        first = begin.end() if begin else start
        if first < end:
            yield Span(first, first + len(text[first:end].rstrip()))
        start = end


def _bounded(text: str, ends: Iterable[int]) -> Iterator[int]:
    """The `ends`, and others between them where a sentence is longer than any real one: behind a mark if it has one."""
    start = 0
    for end in ends:
        while end - start > LONGEST:
            marks = list(_MARK.finditer(text, start + LONGEST // 2, start + LONGEST))
            start = marks[-1].end() if marks else start + LONGEST
            yield start
        yield end
        start = end


def _ends(text: str) -> Iterator[int]:
    """Where sentences end. A straight quote after a full stop closes if it is the second of its sentence."""
    start = 0
    for found in _END.finditer(text):
        end = found.end()
        if text.startswith('"', end) and text.count('"', start, end) % 2 == 1:
            end += 1
        yield end
        start = end
