"""Counts: one row of the case table is one phenomenon, with negatives beside positives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.document import Document
from extract.extractors.counts import find_counts
from extract.extractors.counts.conditions import _CONDITIONS
from extract.text.align import AlignedText
from extract.text.lexicon import read_table
from extract.text.segment import load_segmenter
from extract.text.sentences import split_sentences
from extract.types import LOST, CountMention

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "counts.jsonl").read_text("utf-8").splitlines()
]
KINDS = {"person", "group", "honour", "work", "awarded", "place", "thing", "modifier"}
PIECES = st.sampled_from(
    [
        "12",
        "三",
        "百",
        "３０",
        "▢",
        "两",
        "数",
        "几",
        "万",
        "多",
        "余",
        "人",
        "名",
        "个",
        "家",
        "户",
        "位",
        "支",
        "项",
        "枚",
        "金",
        "银",
        "铜",
        "死",
        "伤",
        "第",
        "前",
        "近",
        "约",
        "不足",
        "以上",
        "左右",
        "至",
        "-",
        "集体",
        "个人",
        "学生",
        "选手",
        "企业",
        "其中",
        "，",
        "。",
        "；",
        "（",
        "）",
        "?",
        "\n",
        "和",
        "的",
        "等",
        "共",
    ]
)


def counts(text: str) -> tuple[CountMention, ...]:
    aligned = AlignedText.of(text)
    return find_counts(Document(aligned, "simplified", split_sentences(text), load_segmenter("jieba")))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = [
        {"text": count.text, "value": count.value, "qualifier": count.qualifier}
        | ({} if count.max is None else {"max": count.max})
        for count in counts(case["text"])
    ]
    assert found == case["counts"]


def test_case_ids_are_unique() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert sum(not case["counts"] for case in CASES) >= 40


@pytest.mark.parametrize(
    ("text", "unit", "of"),
    [
        ("43个集体和个人", "个", "集体和个人"),
        ("30名先进工作者", "名", "先进工作者"),
        ("500余人", "人", None),
        ("两公司", "", "公司"),
        ("1000万人以上", "人", None),
        ("▢个集体", "个", "集体"),
    ],
)
def test_unit_and_what_is_counted(text: str, unit: str, of: str | None) -> None:
    (count,) = counts(f"，{text}。")
    assert (count.text, count.unit, count.of) == (text, unit, of)


def test_rules_are_named_after_what_is_counted() -> None:
    found = counts("3人和2个集体获得4枚奖牌。")
    assert [count.rule for count in found] == ["counts.person", "counts.group", "counts.honour"]


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=30))
@example("12多三百人家")
def test_counting_never_fails_and_spans_hold(text: str) -> None:
    end = 0
    for count in counts(text):
        assert end <= count.start < count.end <= len(text)
        assert text[count.start : count.end] == count.text
        assert (count.value is None) == (count.qualifier == "lost")
        assert count.max is None or (count.value is not None and count.value < count.max)
        end = count.end


@given(
    st.integers(2, 99_999), st.sampled_from(["名学生", "个集体", "家企业", "户居民"]), st.text("在，会上的", max_size=5)
)
def test_a_planted_count_is_found(value: int, noun: str, before: str) -> None:
    text = f"会议{before}表彰{value}{noun}。"
    (count,) = counts(text)
    assert (count.text, count.value, count.qualifier) == (f"{value}{noun}", value, "exact")


@given(st.integers(100, 9999), st.data())
def test_a_destroyed_digit_makes_the_value_unknown(value: int, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(str(value)) - 1))
    damaged = str(value)[:at] + LOST + str(value)[at + 1 :]
    (count,) = counts(f"表彰{damaged}名职工。")
    assert (count.value, count.qualifier) == (None, "lost")


def test_classifiers_name_known_conditions() -> None:
    assert {row["condition"] for row in read_table("classifiers")} <= {*_CONDITIONS, "never"}


def test_nouns_have_known_classes() -> None:
    assert {row["class"] for row in read_table("counted_nouns")} == KINDS


@pytest.mark.parametrize("piece", ["3人", "一", "3个", "，个", "近", "3金", "其中3人", "12、", "学生3个", "3-"])
def test_time_is_linear(piece: str, grows_linearly: Any) -> None:
    segmenter = load_segmenter("jieba")
    grows_linearly(
        lambda times: find_counts(Document(AlignedText.of(piece * times), "simplified", (), segmenter)), 1_000, 10_000
    )
