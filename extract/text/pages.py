"""What paper and mail add to a text: the numbers of pages, marks of quotation, characters printed twice to look bold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extract.text import patterns as re
from extract.text.align import MARKUP, Change

_NUMBER = re.compile(
    r"\n[^\S\n]*(?:[-—–·]+ ?(?P<dashed>[0-9]{1,3}) ?[-—–·]+|第 ?(?P<told>[0-9]{1,3}) ?页(?:[ ,，/]*共 ?[0-9]{1,3} ?页)?"
    r"|(?P<part>[0-9]{1,3}) ?/ ?[0-9]{1,3})[^\S\n]*(?=\n|$)"
)
"""Begins with a character, for which `re` searches at the speed of memory."""
_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
_FEWEST_QUOTED = 3
_CLOSED = re.compile(r"[。！？：；!?:;…”」』）)】》\n]")
_NEW = re.compile(r"\n+(?:\s|[一二三四五六七八九十]+、|[（(]|[0-9]+[.、．]|第.{1,3}[条章节])|\n*$")
"""What does not go on with the sentence before: an indented line, the head of a section, the end."""
_DOUBLE = re.compile(r"(\S)\1")
_TWICE = re.compile(r"(?:(\S)\1 ?){5,}")
_FEWEST_TWICE = 4
"""Different characters in a run of doubled ones: ………… and 1111 are meant so, and no sentence has five doubles in a row."""
_LINE = 20
"""Characters that a line must have to be broken off by the end of a page, and no entry of a list."""


def page_number(text: str) -> Iterator[Change]:
    r"""The numbers of two pages and more, with the line end of a sentence that goes on behind one.

    >>> from extract.text.align import AlignedText
    >>> page = "大会上，区委副书记、区长苏彦廷为二十名全国劳动\n— 1 —\n模范颁奖。\n散会。\n— 2 —"
    >>> AlignedText.of(page).edit(page_number(page)).text
    '大会上，区委副书记、区长苏彦廷为二十名全国劳动模范颁奖。\n散会。'
    """
    numbers = [*_NUMBER.finditer(text)]
    if not any(
        int(first[first.lastgroup or 0]) + 1 == int(then[then.lastgroup or 0]) for first, then in pairwise(numbers)
    ):
        return
    for number in numbers:
        start, end = number.span()
        line = start - text.rfind("\n", 0, start) - 1
        goes_on = line >= _LINE and not _CLOSED.match(text, start - 1) and not _NEW.match(text, end)
        yield Change(start, end + goes_on, "", "page_number", "likely")


def quoted(text: str) -> Iterator[Change]:
    r"""The marks before the lines of a quoted mail.

    >>> [change.start for change in quoted("> 区长\n> 出席\n> 大会")]
    [0, 5, 10]
    """
    marks = [*_QUOTED.finditer(text)] if "\n>" in text else []
    if len(marks) >= _FEWEST_QUOTED:
        yield from (Change(*mark.span(), "", "quoted", "likely") for mark in marks)


def twice(text: str) -> Iterator[Change]:
    """The second ones of characters that a PDF file prints twice, each beside itself, to make them bold.

    >>> [change.start for change in twice("区区长长颁颁奖奖大大会会高高高兴兴兴")]
    [1, 3, 5, 7, 9, 11, 13]
    """
    for run in _TWICE.finditer(text):
        if len(set(run[0])) >= _FEWEST_TWICE:
            yield from (Change(two.end() - 1, two.end(), "", MARKUP) for two in _DOUBLE.finditer(text, *run.span()))
