"""Sentences end where a reader would end them, and no character is lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.sentences import LONGEST, split_sentences

ROWS = map(json.loads, (Path(__file__).parents[1] / "cases" / "sentences.jsonl").read_text("utf-8").splitlines())


@pytest.mark.parametrize("case", [pytest.param(row, id=row["id"]) for row in ROWS])
def test_split(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[slice(*span)] for span in split_sentences(text)] == case["sentences"]


@given(st.text(alphabet='区长出席。！？!?…“”"（）\n 　\t，a.A1', max_size=40))
def test_every_character_but_white_space_is_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    covered = [at for span in spans for at in range(*span)]
    assert covered == sorted(set(covered))
    assert all(text[at].isspace() for at in range(len(text)) if at not in set(covered))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@pytest.mark.parametrize("unit", ["奖", "王小明、", "区长 "])
def test_an_endless_sentence_is_cut(unit: str) -> None:
    text = unit * 3 * LONGEST
    spans = split_sentences(text)
    assert max(end - start for start, end in spans) <= LONGEST
    assert "".join(text[slice(*span)] for span in spans).replace(" ", "") == text.replace(" ", "")
    if "、" in unit:
        assert all(text[end - 1] == "、" for _, end in spans)
