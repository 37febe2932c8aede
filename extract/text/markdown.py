"""Markdown: the text without its marks, traced to the source, and what its front matter says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extract.text import patterns as re
from extract.text.align import MARKUP, AlignedText, Change

_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<body>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^(?P<key>[A-Za-z_]{1,30}|标题|來源|来源|日期)[ \t]*+[:：](?P<value>[^\n]*+)$", re.MULTILINE)
_TITLE = re.compile(r"^#[ \t](?P<title>[^\n]*+)$", re.MULTILINE)
_MARKS = re.compile(
    r"""
    ^[ \t]*+(?:```|~~~)[^\n]*+$                             # a fence of code
    | ^[ \t]*+(?:[-*_][ \t]*+){3,}+$                        # a rule
    | ^[ \t]{0,3}\#{1,6}[ \t]++ | (?<![ \t])[ \t]++\#++[ \t]*+$  # a heading
    | ^[ \t]{0,3}(?:>[ \t]?)++                              # a quotation
    | ^[ \t]*+[-*+][ \t]++                                  # an item
    | !\[[^\]\n]{0,300}\]\([^)\n]{0,600}\)                  # a picture
    | \[(?=[^\]\n]{1,300}\]\() | (?<=[^\]\n])\]\([^)\n]{0,600}\)  # a link around its text
    | (?P<open>\*\*|__|(?<!\*)\*(?!\*)|`)(?=[\w“《（"'])(?=[^*`_\n]{1,300}(?P=open)) # emphasis, as CommonMark opens it
    """,
    re.VERBOSE | re.MULTILINE,
)


class Front(NamedTuple):
    """What the front matter says: names in small letters to values."""

    end: int
    told: dict[str, str]


def read_markdown(source: str) -> tuple[AlignedText, dict[str, str]]:
    r"""The text of `source` without marks, and what its front matter and first heading say.

    >>> text, told = read_markdown("---\ntitle: 大会\n---\n# 大会举行\n\n区长**李某**[出席](http://x.cn)。")
    >>> text.text, told["title"]
    ('大会举行\n\n区长李某出席。', '大会')
    """
    front = _front(source)
    told = front.told
    if "title" not in told and (found := _TITLE.search(source, front.end)):
        told["title"] = found["title"].strip(" \t#")
    return AlignedText.of(source).edit(_changes(source, front.end)), told


def _front(source: str) -> Front:
    found = _FRONT.match(source)
    if not found:
        return Front(0, {})
    named = {"标题": "title", "来源": "publisher", "來源": "publisher", "source": "publisher", "日期": "date"}
    pairs = ((each["key"].lower(), each["value"].strip(" \t\r\"'")) for each in _KEY.finditer(found["body"]))
    return Front(found.end(), {named.get(key, key): value for key, value in pairs if value})


def _changes(source: str, start: int) -> Iterator[Change]:
    """What takes the marks off. Of two that overlap, as in broken markup, the first goes."""
    marks = [(0, start)] if start else []
    for found in _MARKS.finditer(source, start):
        marks.append(found.span())
        if mark := found["open"]:
            closing = source.index(mark, found.end())
            marks.append((closing, closing + len(mark)))
    position = 0
    for begin, end in sorted(marks):
        if begin >= position:
            yield Change(begin, end, "", MARKUP)
            position = end
