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
from operator import attrgetter
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
        ordered = sorted(changes, key=attrgetter("start", "end"))
        if not ordered:
            return self
        wanted = _widened(ordered, self.edits, self.text)
        kept = iter(_outside(self.edits, wanted))
        old = next(kept, None)
        pieces: list[str] = []
        edits: list[Edit] = []
        position = shift = 0
        for change in wanted:
            while old is not None and old.start <= change.start and old.end <= change.start:
                edits.append(_shifted(old, shift))
                old = next(kept, None)
            raw = self.to_raw(change.start, change.end) if self.edits else change[:2]
            start = change.start + shift
            edits.append(Edit(*raw, start, start + len(change.new), change.kind, change.certainty, change.candidates))
            pieces += (self.text[position : change.start], change.new)
            shift += len(change.new) - (change.end - change.start)
            position = change.end
        while old is not None:
            edits.append(_shifted(old, shift))
            old = next(kept, None)
        real = (edit for edit in edits if (edit.raw_start, edit.start) != (edit.raw_end, edit.end))
        return AlignedText(self.raw, "".join((*pieces, self.text[position:])), tuple(real))

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


def _shifted(edit: Edit, by: int) -> Edit:
    """`edit` at its place in a text that grew before it."""
    raw_start, raw_end, start, end, kind, certainty, candidates = edit
    return Edit(raw_start, raw_end, start + by, end + by, kind, certainty, candidates)


def _widened(changes: Sequence[Change], edits: Sequence[Edit], text: str) -> list[Change]:
    """`changes`, each grown over every earlier edit that it cuts: half an edit has no raw counterpart."""
    groups: list[tuple[int, int, list[Change], list[Edit]]] = []
    ends = [edit.end for edit in edits]
    reach = 0
    for change in changes:
        if change.start < reach:
            raise ValueError(f"changes overlap at {change.start}: {change}")
        reach = change.end
        cut = _cut_by(change, edits, ends) if edits else []
        start, end = change.start, change.end
        if cut:
            start, end = min(start, cut[0].start), max(end, cut[-1].end)
        if groups and start < groups[-1][1]:
            first_start, first_end, members, cuts = groups[-1]
            groups[-1] = (first_start, max(first_end, end), [*members, change], [*cuts, *cut])
        else:
            groups.append((start, end, [change], cut))
    return [_as_one(*group, text) for group in groups]


def _cut_by(change: Change, edits: Sequence[Edit], ends: Sequence[int]) -> list[Edit]:
    """The edits, which end at `ends`, that `change` overlaps without swallowing them whole."""
    cut = []
    for at in range(bisect_left(ends, change.start), len(edits)):
        edit = edits[at]
        if edit.start > change.end:
            break
        overlaps = max(edit.start, change.start) < min(edit.end, change.end)
        inserts_inside = change.start == change.end and edit.start < change.start < edit.end
        if inserts_inside or (overlaps and not change.start <= edit.start <= edit.end <= change.end):
            cut.append(edit)
    return cut


def _as_one(start: int, end: int, changes: Sequence[Change], cut: Sequence[Edit], text: str) -> Change:
    """The one change of `text[start:end]` that has the effect of `changes`; its certainty is the worst of all."""
    if not cut and len(changes) == 1:
        return changes[0]
    pieces: list[str] = []
    position = start
    for change in changes:
        pieces += (text[position : change.start], change.new)
        position = change.end
    worst = max([part.certainty for part in changes] + [edit.certainty for edit in cut], key=_WORST_LAST.index)
    return changes[0]._replace(start=start, end=end, new="".join((*pieces, text[position:end])), certainty=worst)


def _outside(edits: Sequence[Edit], changes: Sequence[Change]) -> list[Edit]:
    """The edits that no change swallows. A deletion at the very edge of a change stays outside it."""
    out = []
    starts = [change.start for change in changes]
    for edit in edits:
        at = bisect_right(starts, edit.start) - 1
        change = changes[at] if at >= 0 else None
        inside = change is not None and change.start <= edit.start and edit.end <= change.end
        if inside and change is not None and edit.start == edit.end:
            inside = change.start < edit.start < change.end
        if not inside:
            out.append(edit)
    return out
