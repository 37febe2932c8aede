"""Names that only their place in a row tells: what stands among names as they stand is one too.

A roster gives each name in one form, be it 全保国（县公安局民警） or 海佃国中庄素吟、. Where most of its items are names
already, so are the others, whatever word they may be elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from extract.extractors.people.lists import surnames
from extract.extractors.people.organizations import body_before, ends_with_body
from extract.extractors.people.shapes import shape_of
from extract.text import patterns as re
from extract.types import Span

_ITEM = re.compile(r"(?<![^、，；：:★\s])([\u4e00-\u9fff]{2,4})[（(][^（）()\n]{2,24}[）)][、，；;,\s]*")
_FEWEST = 3
"""Items that make a row."""
_FEWEST_NAMES = 2
"""Names of a line with the same noun before them, by which others are known."""
_ALSO = frozenset("里奖")
"""What stands before the names of a row besides bodies: villages of Taiwan, and prizes."""
_BEFORE_MARK = re.compile(r"[\u4e00-\u9fff]{2,4}(?=[、，；。（(〈《\s]|$)")


def names_in_rows(text: str, names: Mapping[int, int]) -> Iterator[Span]:
    """What stands in the rows of `text` as the `names`, whose starts and ends are given, stand there."""
    yield from _before_brackets(text, names)
    yield from _behind_bodies(text, names)


def _before_brackets(text: str, names: Mapping[int, int]) -> Iterator[Span]:
    """全保国（县公安局民警）、洪湖（西街社区书记）."""
    if text.count("）") + text.count(")") < _FEWEST:
        return
    row: list[Span] = []
    end = -1
    for item in _ITEM.finditer(text):
        if item.start() != end:
            yield from _others(text, row, names)
            row = []
        row.append(Span(*item.span(1)))
        end = item.end()
    yield from _others(text, row, names)


def _others(text: str, row: list[Span], names: Mapping[int, int]) -> Iterator[Span]:
    """The items of `row` that are no names yet, if more than half of it are."""
    known = sum(names.get(start) == end for start, end in row)
    if len(row) >= _FEWEST and known < len(row) < 2 * known:
        yield from (span for span in row if span.start not in names and _may_be_name(text, span))


def _may_be_name(text: str, span: Span) -> bool:
    """Whether the item begins with a surname, is no longer than a name, and ends like no body."""
    longest = 3 if text[span.start : span.start + 2] not in surnames() else 4
    return text[span.start] in surnames() and span.end - span.start <= longest and not ends_with_body(text, span.end)


def _behind_bodies(text: str, names: Mapping[int, int]) -> Iterator[Span]:
    """玉井国中黄巧昀、海佃国中庄素吟: behind the noun that stands before other names of the line."""
    told: Counter[tuple[int, str]] = Counter()
    for start in names:
        noun = body_before(text, start) or (text[start - 1] if text[start - 1 : start] in _ALSO else "")
        if noun:
            told[text.rfind("\n", 0, start), noun] += 1
    for (line, noun), times in told.items():
        if times >= _FEWEST_NAMES:
            yield from _behind_noun(text, noun, Span(line + 1, text.find("\n", line + 1) % (len(text) + 1)), names)


def _behind_noun(text: str, noun: str, line: Span, names: Mapping[int, int]) -> Iterator[Span]:
    """What may be a name between `noun` and a mark, wherever the two stand in `line`."""
    at = text.find(noun, *line)
    while at >= 0:
        start = at + len(noun)
        match = _BEFORE_MARK.match(text, start) if start not in names else None
        if match is not None and shape_of(match[0]) is not None:
            yield Span(start, match.end())
        at = text.find(noun, start, line.end)
