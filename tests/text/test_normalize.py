"""The working text: damage and noise mended with a trace, sound text left byte for byte."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.record import Repair
from extract.text.align import AlignedText, replay
from extract.text.normalize import normalize
from extract.text.script import detect_script, simplify

CASES = Path(__file__).parents[1] / "cases"
Case = dict[str, Any]


def read_cases(topic: str) -> list[Any]:
    rows = map(json.loads, (CASES / f"{topic}.jsonl").read_text("utf-8").splitlines())
    return [pytest.param(row, id=row["id"]) for row in rows]


@pytest.mark.parametrize("case", read_cases("normalize"))
def test_normalize(case: Case) -> None:
    aligned = normalize(case["raw"])
    assert aligned.text == case["text"]
    assert [edit.kind for edit in aligned.repairs] == case.get("kinds", [])


@pytest.mark.parametrize("case", read_cases("sound"))
def test_sound_text_is_left_byte_for_byte(case: Case) -> None:
    aligned = normalize(case["text"])
    assert aligned.repairs == ()
    if case.get("script", "simplified") == "simplified":
        assert aligned.text == case["text"]


@pytest.mark.parametrize("case", read_cases("scripts"))
def test_detect_script(case: Case) -> None:
    assert detect_script(case["text"]) == case["script"]


def test_surrogate_pair_in_halves() -> None:
    aligned = normalize("\ud842\udfb7某")
    assert (aligned.text, [edit.kind for edit in aligned.edits]) == ("𠮷某", ["surrogate"])


NEWS = "全國(guó)区长區長３．５　张革&nbsp;\r\n\u200b(WHO)，。“”豈乾后里1a \ufffd\ud800會(hui)(hui)"
ANY_TEXT = st.text(alphabet=st.one_of(st.sampled_from(NEWS), st.characters()), max_size=60)


@given(ANY_TEXT)
@example("薴薴國")
@example("國(guó(guó))")
def test_normalizing_again_changes_nothing(raw: str) -> None:
    once = normalize(raw).text
    assert normalize(once).text == once


@given(ANY_TEXT)
def test_replaying_the_repairs_and_simplifying_gives_the_working_text(raw: str) -> None:
    aligned = normalize(raw)
    repaired = replay(raw, aligned.repairs, [aligned.text[edit.start : edit.end] for edit in aligned.repairs])
    assert len(repaired) == len(aligned.text)
    outside = simplify(AlignedText.of(repaired), "traditional").text
    assert outside == simplify(AlignedText.of(aligned.text), "traditional").text


@given(ANY_TEXT)
def test_spans_are_in_bounds_and_monotone_and_equal_outside_the_edits(raw: str) -> None:
    aligned = normalize(raw)
    spans = [aligned.to_raw(at, at + 1) for at in range(len(aligned.text))]
    for span in spans:
        assert 0 <= span.start <= span.end <= len(raw)
    for before, after in pairwise(spans):
        assert before.start <= after.start
        assert before.end <= after.end
    edited = {at for edit in aligned.edits for at in range(edit.start, edit.end)}
    for at, span in enumerate(spans):
        if at not in edited:
            found = simplify(AlignedText.of(raw[slice(*span)]), "traditional").text
            assert simplify(AlignedText.of(aligned.text[at]), "traditional").text == found or len(found) == 1


@settings(deadline=None)  # the first example compiles the patterns
@given(st.text("海淀委出席大，。", max_size=20), st.text("政府工，", max_size=20))
def test_planted_words_are_found_in_the_raw_text(before: str, after: str) -> None:
    raw = f"{before}全國(guó)勞動(dòng)獎(jiǎng)２０２４{after}"
    aligned = normalize(raw)
    for words, source in (("全国", "全國"), ("劳动", "勞動"), ("奖", "獎"), ("2024", "２０２４")):
        at = aligned.text.rindex(words)
        assert raw[slice(*aligned.to_raw(at, at + len(words)))].startswith(source[0])
        assert source[-1] in raw[slice(*aligned.to_raw(at, at + len(words)))]


def test_kinds_of_repairs_are_those_that_the_schema_tells():
    told = Repair.model_fields["kind"].description
    assert told is not None
    kinds = {kind for row in read_cases("normalize") for kind in row.values[0].get("kinds", [])} | {
        "conversion",
        "surrogate",
    }
    assert set(re.findall("[a-z_]+", told.partition(": ")[2])) - {"or"} == kinds
