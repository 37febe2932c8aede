"""Rows of counted honours: where 优秀教师20名、教育世家9个、师德标兵5名 names some, each of its items is one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from extract.extractors.awards.left import clean
from extract.extractors.awards.lists import honours
from extract.extractors.awards.sentence import Name, Sentence
from extract.text import patterns as re

_NUMBER = r"(?:\d+|[二两三四五六七八九十百]+)(?:[名个位户所支]|人(?!次))"
_TITLE = r"(?P<title>[\u4e00-\u9fff“”「」]{3,16}?)"
_ROWS = (
    re.compile(rf"(?:^|[、，；：和及])(?:其中)?{_TITLE}{_NUMBER}(?=[、，。；和及]|$)"),
    re.compile(rf"{_NUMBER}{_TITLE}(?:[、，；和及](?={_NUMBER})|(?=[。；]|受到|进行|予以|$))"),
)
_CONFERRED = (
    "表彰",
    "表彰了",
    "表扬",
    "表扬了",
    "评出",
    "评出了",
    "评选出",
    "命名",
    "命名了",
    "选树",
    "选出",
    "产生了",
)
"""Directly behind such a word every item is conferred."""
_FEWEST = 3
"""Items that make a row."""


def counted_sisters(sentence: Sentence, names: Sequence[Name]) -> Iterator[Name]:
    """The items without a name in rows of which most are named."""
    ends = sorted(name.end for name in names)
    for pattern in _ROWS:
        for row in _runs(list(pattern.finditer(sentence.text))):
            unnamed = [item for item in row if not _holds(item, ends)]
            if len(row) >= _FEWEST and 2 * len(unnamed) <= len(row):
                yield from map(_named, unnamed)
            elif 0 < len(unnamed) < len(row) and sentence.text.endswith(_CONFERRED, 0, row[0].start()):
                yield from (_named(item) for item in unnamed if item["title"].endswith(_honoured()))


@cache
def _honoured() -> tuple[str, ...]:
    return tuple(word for word in honours() if not word.endswith("基地"))


def _holds(item: re.Match[str], ends: Sequence[int]) -> bool:
    """Whether a name ends in the item: 技能大奖[获得者]10名 is named too."""
    start, end = item.span("title")
    return bisect_right(ends, start) < bisect_right(ends, end)


def _runs(items: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """`items` in groups that follow each other directly."""
    run: list[re.Match[str]] = []
    for item in items:
        if run and item.start() != run[-1].end():
            yield run
            run = []
        run.append(item)
    yield run


def _named(item: re.Match[str]) -> Name:
    start, end = item.span("title")
    return Name(start, end, clean(item["title"]), start, "awards.row")
