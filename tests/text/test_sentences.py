"""Sentences end where a reader would end them, and no character is lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.sentences import split_sentences

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
