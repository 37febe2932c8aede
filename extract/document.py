"""A `Document` is an article ready to be read: working text, sentences, words and tagged entities.

It is what every extractor receives. Nothing in it changes after it was built.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypedDict

from extract.text import patterns as re
from extract.text.align import AlignedText
from extract.text.characters import HAN
from extract.text.segment import Segmenter
from extract.types import Entity, Mention, Script, Span

_HAN = re.compile(f"[{HAN}]")


def turn_quotes(text: str) -> str:
    """`text` with “ and ” in place of straight quotation marks, where a line has pairs of them around Chinese.

    >>> turn_quotes('获"时代先锋"称号，"OK"')
    '获“时代先锋”称号，"OK"'
    """
    if '"' not in text:
        return text
    return "\n".join(_turned(line) if line.count('"') % 2 == 0 else line for line in text.split("\n"))


def _turned(line: str) -> str:
    parts = line.split('"')
    for at in range(1, len(parts), 2):
        parts[at] = f"“{parts[at]}”" if _HAN.search(parts[at]) else f'"{parts[at]}"'
    return "".join(parts)


class Place(TypedDict):
    """Where an item stands and what put it there: the six fields that every item of a record has."""

    start: int
    end: int
    raw_start: int
    raw_end: int
    rule: str
    score: float


@dataclass(frozen=True)
class Document:
    """The working text of one article with its linguistic annotation."""

    aligned: AlignedText
    script: Script
    sentences: tuple[Span, ...]
    segmenter: Segmenter = field(repr=False)
    entities: tuple[Entity, ...] = ()
    published: date | None = None

    @cached_property
    def text(self) -> str:
        """The working text as grammars read it: straight quotation marks are turned as their places tell."""
        return turn_quotes(self.aligned.text)

    @cached_property
    def words(self) -> Sequence[Span]:
        """Spans of the words, in order and without gaps; segmented on first use."""
        return self.segmenter.words(self.text)

    def place(self, mention: Mention) -> Place:
        """The six item fields of `mention`, its span traced to the raw text."""
        raw = self.aligned.to_raw(mention.start, mention.end)
        return {
            "start": mention.start,
            "end": mention.end,
            "raw_start": raw.start,
            "raw_end": raw.end,
            "rule": mention.rule,
            "score": mention.score,
        }
