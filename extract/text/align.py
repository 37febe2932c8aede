"""Text that remembers where each of its characters came from.

An `AlignedText` holds the untouched source (`raw`), the working text (`text`) and the edits that lie between
them. Outside the edits the two run in step, one character to one, so the map costs memory only where something
was changed. The design follows `NormalizedString` of Hugging Face's tokenizers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import Literal, NamedTuple

from extract.display import aligned_html
from extract.types import Span

Certainty = Literal["certain", "likely", "lost"]
_WORST_LAST: tuple[Certainty, ...] = ("certain", "likely", "lost")

MARKUP = "markup"
"""Kind of the edits that take HTML tags and page furniture off: needed for the map, not listed as repairs."""


_SHOWN = 40
"""Characters of the text that `repr` shows."""


class Change(NamedTuple):
    """A wish of one stage: put `new` in the place of `text[start:end]`."""

    start: int
    end: int
    new: str
    kind: str
    certainty: Certainty = "certain"
    candidates: tuple[str, ...] = ()


class Edit(NamedTuple):
    """A change that was made: `raw[raw_start:raw_end]` stands as `text[start:end]`."""

    raw_start: int
    raw_end: int
    start: int
    end: int
    kind: str
    certainty: Certainty = "certain"
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class AlignedText:
    """A working text with exact maps to and from the raw text.

    `edits` are sorted and do not overlap, neither in `raw` nor in `text`.

    >>> page = AlignedText.of("全國(guó)勞動(dòng)獎")
    >>> clean = page.edit([Change(2, 7, "", "annotation"), Change(9, 15, "", "annotation")])
    >>> clean.text, clean.to_raw(1, 4), clean.to_text(7, 9)
    ('全國勞動獎', Span(start=1, end=9), Span(start=2, end=4))
    """

    raw: str
    text: str
    edits: tuple[Edit, ...] = ()

    @classmethod
    def of(cls, raw: str) -> AlignedText:
        """The text as it is, nothing changed yet."""
        return cls(raw, raw)

    def __repr__(self) -> str:
        shown = self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN]}…"
        return f"<AlignedText {shown!r}: {len(self.raw)} → {len(self.text)} characters, {len(self.edits)} edits>"

    def _repr_html_(self) -> str:
        """How a notebook shows the text: the source beside it, and the repairs."""
        return aligned_html(self)

    @property
    def repairs(self) -> tuple[Edit, ...]:
        """The edits that mend damage, without the removal of markup."""
        return tuple(edit for edit in self.edits if edit.kind != MARKUP)

    def to_raw(self, start: int, end: int) -> Span:
        """The raw characters behind `text[start:end]`, without anything deleted at either edge."""
        if not self.edits:
            return Span(start, end)
        raw_start = self._raw_start(start)
        return Span(raw_start, self._raw_end(end) if end > start else raw_start)

    def to_text(self, raw_start: int, raw_end: int) -> Span:
        """The working characters that came from `raw[raw_start:raw_end]`; empty where it was deleted."""
        at = bisect_right(self._raw_starts, raw_start) - 1
        start = self._text_at(at, raw_start, inside_end=False)
        at = bisect_left(self._raw_starts, raw_end) - 1
        return Span(start, max(start, self._text_at(at, raw_end, inside_end=True)))

    def edit(self, changes: Iterable[Change]) -> AlignedText:
        """A new value with `changes` made to `text`. They must not overlap; any order is accepted."""
        ordered = sorted(changes, key=itemgetter(0, 1))
        if not ordered:
            return self
        text, old = self.text, self.edits
        pieces: list[str] = []
        edits: list[Edit] = []
        position = passed = shift = 0
        for change, first, last in _widened(ordered, old, text):
            start, end, new, kind, certainty, candidates = change
            edits += _shifted(old[passed:first], shift)
            raw_start, raw_end, begin = start + _ahead(old, first), end + _ahead(old, last), start + shift
            if new or raw_start < raw_end:
                edits.append(Edit(raw_start, raw_end, begin, begin + len(new), kind, certainty, candidates))
            pieces += (text[position:start], new)
            shift += len(new) - (end - start)
            position, passed = end, last
        edits += _shifted(old[passed:], shift)
        return AlignedText(self.raw, "".join((*pieces, text[position:])), tuple(edits))

    def converted(self, text: str) -> AlignedText:
        """The same alignment over a text of the same length, as script conversion gives it.

        Raises ValueError where the length differs: the map would be wrong from there on.
        """
        if len(text) != len(self.text):
            raise ValueError(f"a conversion changed the length from {len(self.text)} to {len(text)} characters")
        return replace(self, text=text)

    def _raw_start(self, start: int) -> int:
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return start
        edit = self.edits[at]
        return edit.raw_start if start < edit.end else edit.raw_end + start - edit.end

    def _raw_end(self, end: int) -> int:
        at = bisect_left(self._starts, end) - 1
        if at < 0:
            return end
        edit = self.edits[at]
        return edit.raw_end if end <= edit.end else edit.raw_end + end - edit.end

    def _text_at(self, at: int, raw: int, *, inside_end: bool) -> int:
        if at < 0:
            return raw
        edit = self.edits[at]
        if raw >= edit.raw_end:
            return edit.end + raw - edit.raw_end
        return edit.end if inside_end else edit.start

    @cached_property
    def _starts(self) -> list[int]:
        return [edit.start for edit in self.edits]

    @cached_property
    def _raw_starts(self) -> list[int]:
        return [edit.raw_start for edit in self.edits]


def replay(raw: str, edits: Iterable[Edit], texts: Iterable[str]) -> str:
    """Apply listed edits to `raw`: what a reader of a record does to check it.

    >>> replay("全國(guó)", [Edit(2, 7, 2, 2, "annotation")], [""])
    '全國'
    """
    pieces: list[str] = []
    position = 0
    for edit, text in zip(edits, texts, strict=True):
        pieces += (raw[position : edit.raw_start], text)
        position = edit.raw_end
    return "".join((*pieces, raw[position:]))


def _ahead(edits: Sequence[Edit], count: int) -> int:
    """How far raw places are ahead of those in the text behind the first `count` edits."""
    return edits[count - 1].raw_end - edits[count - 1].end if count else 0


def _shifted(edits: Sequence[Edit], by: int) -> Sequence[Edit]:
    """`edits` at their places in a text that grew before them."""
    if not by:
        return edits
    return [
        Edit(raw_start, raw_end, start + by, end + by, kind, certainty, candidates)
        for raw_start, raw_end, start, end, kind, certainty, candidates in edits
    ]


def _widened(changes: Sequence[Change], edits: Sequence[Edit], text: str) -> list[tuple[Change, int, int]]:
    """Each of the sorted `changes` with the edits `[first:last]` that it takes the place of.

    It grows over every one that it cuts, because half an edit has no raw counterpart, and two changes of the same
    edit become one. An edit at the very edge of a change stays outside it.
    """
    wide: list[tuple[Change, int, int]] = []
    at = reach = 0
    for change in changes:
        start, end = change[:2]
        if start < reach:
            raise ValueError(f"changes overlap at {start}: {change}")
        reach = end
        if wide and start < wide[-1][0].end:
            before, first, _ = wide.pop()
        else:
            while at < len(edits) and edits[at].end <= start:
                at += 1
            before, first = None, at
        while at < len(edits) and edits[at].start < end:
            at += 1
        whole = _as_one(before, change, edits[first:at], text) if first < at or before else change
        wide.append((whole, first, at))
    return wide


def _as_one(before: Change | None, change: Change, inside: Sequence[Edit], text: str) -> Change:
    """`change`, joined with the one `before` it and grown over the edits `inside`; its certainty is the worst of all."""
    start, end, new = change[:3]
    begin = min(start, inside[0].start) if inside else start
    stop = max(end, inside[-1].end) if inside else end
    if before is None and (begin, stop) == (start, end):
        return change
    worst = [change.certainty]
    worst += [cut.certainty for cut in inside if cut.start < start < cut.end or cut.start < end < cut.end]
    kept = text[begin:start]
    if before is not None:
        begin, kept = before.start, before.new[: len(before.new) - (before.end - start)]
        worst.append(before.certainty)
    joined = f"{kept}{new}{text[end:stop]}"
    certainty = max(worst, key=_WORST_LAST.index)
    return (before or change)._replace(start=begin, end=stop, new=joined, certainty=certainty)
