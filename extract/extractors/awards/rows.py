"""Rows of counted honours: where 优秀教师20名、教育世家9个、师德标兵5名 names some, each of its items is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.extractors.awards.left import clean
from extract.extractors.awards.sentence import Name, Sentence
from extract.text import patterns as re

_NUMBER = r"(?:\d+|[二两三四五六七八九十百]+)[名个位户所支]"
_TITLE = r"(?P<title>[\u4e00-\u9fff“”「」]{3,16}?)"
_ROWS = (
    re.compile(rf"(?:^|[、，；：和及])(?:其中)?{_TITLE}{_NUMBER}(?=[、，。；和及]|$)"),
    re.compile(rf"{_NUMBER}{_TITLE}(?:[、，；和及](?={_NUMBER})|(?=[。；]|受到|进行|予以|$))"),
)
_FEWEST = 4
"""Items that make a row."""


def counted_sisters(sentence: Sentence, names: Sequence[Name]) -> Iterator[Name]:
    """The items without a name in rows of which most are named."""
    ends = {name.end for name in names}
    for pattern in _ROWS:
        for row in _runs(list(pattern.finditer(sentence.text))):
            named = sum(_end(item) in ends for item in row)
            if len(row) >= _FEWEST and 2 * named >= len(row):
                yield from (_named(item) for item in row if _end(item) not in ends)


def _runs(items: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """`items` in groups that follow each other directly."""
    run: list[re.Match[str]] = []
    for item in items:
        if run and item.start() != run[-1].end():
            yield run
            run = []
        run.append(item)
    yield run


def _end(item: re.Match[str]) -> int:
    return item.end("title") - item["title"].endswith(("”", "」"))


def _named(item: re.Match[str]) -> Name:
    start, end = item.span("title")
    return Name(start, end, clean(item["title"]), start, "awards.row")
