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
from extract.text.lexicon import entries
from extract.types import Span

_BRACKETED = re.compile(
    r"(?<![^、，；：:★\s])([\u4e00-\u9fff]{2,4})(?:[（(][^（）()\n]{2,24}[）)]|〈[^〈〉\n]{1,24}〉|《[^《》\n]{1,24}》)[、，；;,\s]*"
)
_IN_LINES = (
    re.compile(r"(?<![^\s])([\u4e00-\u9fff]{2,4})(?:[ \u3000]+|(?=\n|$))"),
    re.compile(r"(?<![^、：:，。；（(/\s])([\u4e00-\u9fff]{2,4})(?:[、，；/]|(?=[等。）)和\s]|$))"),
)
"""One item of a row and what parts it from the next: 甲（县公安局）、 or 甲〈夜航〉, 甲　, 甲、."""
_AT_PLACES = tuple(
    re.compile(form)
    for form in (
        r"(?<=\d[.．、)）])\s?([\u4e00-\u9fff]{2,4})(?=[\s，,、（(：:]|$)",
        r"[-—－]([\u4e00-\u9fff]{2,4})(?=[\s、，；。（(]|$)",
        r"(?:[金银铜]牌|等奖)[：:]?([\u4e00-\u9fff]{2,4})(?=[\s、，；。（(]|$)",
        r"(?<![^；，、\s])([\u4e00-\u9fff]{2,4})(?=\s\d)",
        r"(?<![^\n])([\u4e00-\u9fff]{2,4})(?=[\s（(—-]|$)",
    )
)
"""Places at which the names of a text stand, with something else between: 1.甲, 一中-乙, 金牌丙, at the head of lines."""
_FEWEST = 3
"""Items that make a row."""
_LABELLED = re.compile(r"[/／|｜丨：:]\s?([\u4e00-\u9fff]{2,4})(?=[\s）)]|$)")
_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[文图摄]|图片|文字|摄影|撰[文稿]|供[稿图]|编[辑审]|[责美]编|校对|制图|统筹|策划|监制|审核|[初复终]审|签发|播音|剪辑)$"
)
"""Who made a story, at its end: 文/平安　图/雷鸣."""
_FEWEST_NAMES = 2
"""Names of a line with the same noun before them, by which others are known."""
_ALSO = frozenset("里奖")
"""What stands before the names of a row besides bodies: villages of Taiwan, and prizes."""
_BEFORE_MARK = re.compile(r"[\u4e00-\u9fff]{2,4}(?=[、，；。（(〈《\s]|$)")


def names_in_rows(text: str, names: Mapping[int, int]) -> Iterator[Span]:
    """What stands in the rows of `text` as the `names`, whose starts and ends are given, stand there."""
    if sum(map(text.count, "）)〉》")) >= _FEWEST:
        yield from _in_one_form(text, names, _BRACKETED, Span(0, len(text)))
    for form in _AT_PLACES:
        yield from _others(text, [Span(*item.span(1)) for item in form.finditer(text)], names)
    lines = Counter(text.rfind("\n", 0, start) for start in names)
    for line in (_line(text, start) for start, known in lines.items() if known >= _FEWEST_NAMES):
        for form in _IN_LINES:
            yield from _in_one_form(text, names, form, line)
    for label in _LABELLED.finditer(text):
        span = Span(*label.span(1))
        told = _LABEL.search(text, max(0, label.start() - 2), label.start())
        if told and span.start not in names and _may_be_name(text, span):
            yield span
    yield from _behind_bodies(text, names)


def _line(text: str, before: int) -> Span:
    """The line that begins behind `before`."""
    return Span(before + 1, text.find("\n", before + 1) % (len(text) + 1))


def _in_one_form(text: str, names: Mapping[int, int], form: re.Pattern[str], within: Span) -> Iterator[Span]:
    """全保国（县公安局民警）、洪湖（西街社区书记）: items that follow each other in one form."""
    row: list[Span] = []
    end = -1
    for item in form.finditer(text, *within):
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
    if text[span.start : span.end] in entries("name_leaders") or text[span.start] == "本":
        return False  # 学生 甲 乙, 本报讯（记者 甲）
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
            yield from _behind_noun(text, noun, _line(text, line), names)


def _behind_noun(text: str, noun: str, line: Span, names: Mapping[int, int]) -> Iterator[Span]:
    """What may be a name between `noun` and a mark, wherever the two stand in `line`."""
    at = text.find(noun, *line)
    while at >= 0:
        start = at + len(noun)
        match = _BEFORE_MARK.match(text, start) if start not in names else None
        if match is not None and shape_of(match[0]) is not None:
            yield Span(start, match.end())
        at = text.find(noun, start, line.end)
