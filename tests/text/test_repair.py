"""A broken conversion is undone, what cannot be known is shown as lost, and no digit is ever made up."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import opencc
import pytest

from extract.text.align import replay
from extract.text.normalize import normalize
from extract.text.script import detect_script

SHARED = Path(__file__).parents[3] / "shared"
ROWS = map(json.loads, (Path(__file__).parents[1] / "cases" / "repair.jsonl").read_text("utf-8").splitlines())


@pytest.mark.parametrize("case", [pytest.param(row, id=row["id"]) for row in ROWS])
def test_repair(case: dict[str, Any]) -> None:
    aligned = normalize(case["raw"])
    assert aligned.text == case["text"]
    assert [edit.certainty for edit in aligned.repairs].count("lost") == case["text"].count("▢")
    assert not _digits(aligned.text) - _digits(case["raw"]), "a digit was made up"


def _digits(text: str) -> Counter[str]:
    return Counter(filter(str.isdecimal, text))


@pytest.mark.skipif(not SHARED.exists(), reason="the damaged sample page is not there")
def test_sample_page_is_restored_but_for_the_one_lost_digit() -> None:
    [page] = (SHARED / "seed").glob("*.txt")
    clean = (SHARED / "repair" / "seed.clean.txt").read_text("utf-8")
    raw = page.read_text("utf-8")
    aligned = normalize(raw)
    assert aligned.text.strip() == opencc.OpenCC("t2s").convert(clean).strip()
    assert detect_script(clean) == "traditional"
    [lost] = [edit for edit in aligned.repairs if edit.certainty == "lost"]
    assert aligned.text[lost.start : lost.end] == "；▢"
    assert "；▢" in lost.candidates
    repaired = replay(raw, aligned.repairs, [aligned.text[edit.start : edit.end] for edit in aligned.repairs])
    assert opencc.OpenCC("t2s").convert(repaired) == aligned.text


def test_restored_characters_lie_where_they_stood() -> None:
    raw = "全國(guó)勞動(dòng)獎(jiǎng)?lì)C獎(jiǎng)大會(huì)"
    aligned = normalize(raw)
    at = aligned.text.index("颁")
    assert raw[slice(*aligned.to_raw(at, at + 1))] == "?lì)C"
    assert raw[slice(*aligned.to_raw(at + 2, at + 4))] == "大會"
