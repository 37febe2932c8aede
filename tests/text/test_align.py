"""Edits compose: whatever batches of changes follow one another, the map between raw and working text stays true."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.text.align import MARKUP, AlignedText, Change, replay

Batch = list[tuple[int, int, str]]


def batches() -> st.SearchStrategy[list[Batch]]:
    """Lists of batches; each change is (gap to the change before, length, new text)."""
    change = st.tuples(st.integers(0, 3), st.integers(0, 3), st.text("XYZ", max_size=3))
    return st.lists(st.lists(change, max_size=4), max_size=4)


def changes_of(batch: Batch, length: int) -> list[Change]:
    """The batch as changes that fit a text of `length` and do not overlap or meet where both insert."""
    changes = []
    position = 0
    for gap, size, new in batch:
        start = position + gap
        end = start + size
        if end > length:
            break
        changes.append(Change(start, end, new, "test"))
        position = end + (size == 0)
    return changes


class Model:
    """What each working character came from, character by character: the raw range that stands for it."""

    def __init__(self, raw: str) -> None:
        self.cells = [(char, at) for at, char in enumerate(raw)]

    def edit(self, changes: list[Change]) -> None:
        for change in reversed(changes):
            self.cells[change.start : change.end] = [(char, None) for char in change.new]

    @property
    def text(self) -> str:
        return "".join(char for char, _ in self.cells)


@given(st.text("abcdefgh", max_size=12), batches())
@example("ab", [[(0, 0, "X")], [(0, 1, "")], [(0, 0, "Y")]])
def test_successive_batches_against_a_model_of_single_characters(raw: str, rounds: list[Batch]) -> None:
    aligned, model = AlignedText.of(raw), Model(raw)
    for batch in rounds:
        changes = changes_of(batch, len(aligned.text))
        aligned = aligned.edit(changes)
        model.edit(changes)
    assert aligned.text == model.text
    for at, (_, origin) in enumerate(model.cells):
        if origin is None:
            continue
        start, end = aligned.to_raw(at, at + 1)
        assert start <= origin < end, "a character that was never changed lies in the raw span given for it"
        assert at in range(*aligned.to_text(origin, origin + 1)), "and the way back leads to it"
    assert_sound(aligned)


def assert_sound(aligned: AlignedText) -> None:
    """The invariants of every alignment."""
    edits = aligned.edits
    assert replay(aligned.raw, edits, [aligned.text[edit.start : edit.end] for edit in edits]) == aligned.text
    for before, after in pairwise(edits):
        assert before.raw_end <= after.raw_start
        assert before.end <= after.start
    position = raw_position = 0
    for edit in edits:
        assert (edit.raw_start, edit.start) != (edit.raw_end, edit.end), "an edit that changes nothing"
        assert aligned.text[position : edit.start] == aligned.raw[raw_position : edit.raw_start]
        position, raw_position = edit.end, edit.raw_end
    assert aligned.text[position:] == aligned.raw[raw_position:]
    spans = [aligned.to_raw(at, at + 1) for at in range(len(aligned.text))]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(aligned.raw)
    for left, right in pairwise(spans):
        assert left.start <= right.start
        assert left.end <= right.end
    for start in range(len(aligned.text)):
        for end in range(start + 1, len(aligned.text) + 1):
            raw = aligned.to_raw(start, end)
            assert raw.start == spans[start].start
            assert raw.end == spans[end - 1].end


@given(st.text("abcdefgh", max_size=12), batches())
def test_text_spans_of_raw_ranges_are_in_bounds_and_monotone(raw: str, rounds: list[Batch]) -> None:
    aligned = AlignedText.of(raw)
    for batch in rounds:
        aligned = aligned.edit(changes_of(batch, len(aligned.text)))
    ends = []
    for at in range(len(raw)):
        span = aligned.to_text(at, at + 1)
        assert 0 <= span.start <= span.end <= len(aligned.text)
        ends.append(span)
    for left, right in pairwise(ends):
        assert left.start <= right.start
        assert left.end <= right.end


def test_planted_words_are_found_again_behind_every_kind_of_edit() -> None:
    raw = "<p>全國(guó)第３届&amp;區(qū)長</p>"
    aligned = AlignedText.of(raw).edit([Change(0, 3, "", MARKUP), Change(len(raw) - 4, len(raw), "", MARKUP)])
    for words, new in (("(guó)", ""), ("３", "3"), ("&amp;", "&"), ("(qū)", "")):
        at = aligned.text.index(words)
        aligned = aligned.edit([Change(at, at + len(words), new, "repair")])
    assert aligned.text == "全國第3届&區長"
    for words, source in (("全國", "全國"), ("第3届", "第３届"), ("&區", "&amp;區"), ("區長", "區(qū)長")):
        at = aligned.text.index(words)
        assert raw[slice(*aligned.to_raw(at, at + len(words)))] == source
    assert [edit.kind for edit in aligned.repairs] == ["repair"] * 4


def test_change_that_cuts_an_earlier_edit_takes_it_over_with_the_worse_certainty() -> None:
    once = AlignedText.of("abcd").edit([Change(1, 3, "XY", "first", "lost")])
    twice = once.edit([Change(2, 4, "Z", "second")])
    [edit] = twice.edits
    assert (twice.text, edit.kind, edit.certainty, edit.raw_start, edit.raw_end) == ("aXZ", "second", "lost", 1, 4)


def test_overlapping_changes_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        AlignedText.of("abcd").edit([Change(0, 2, "", "a"), Change(1, 3, "", "b")])


def test_conversion_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        AlignedText.of("ab").converted("abc")
