"""Names of awards: one row of the case table is one phenomenon; rows without awards keep the grammar from greed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.config import Config
from extract.document import Document
from extract.extractors.awards import find_awards
from extract.extractors.awards.levels import kind_of, level_of
from extract.resolve.awards import resolve_awards
from extract.text.align import AlignedText
from extract.text.lexicon import read_table
from extract.text.segment import load_segmenter
from extract.text.sentences import split_sentences
from extract.types import AwardMention, ConferralMention, GradeMention

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "awards.jsonl").read_text("utf-8").splitlines()
]
SEGMENTER = load_segmenter(Config().segmenter, None)


def document(text: str) -> Document:
    return Document(AlignedText.of(text), "simplified", split_sentences(text), SEGMENTER)


def names(text: str) -> list[str]:
    read = document(text)
    return [award.name for award in resolve_awards(read, find_awards(read))]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert names(case["text"]) == case["awards"]


def test_case_ids_are_unique() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("row", read_table("awards"), ids=lambda row: row["name"])
def test_a_listed_award_is_found_in_running_text(row: dict[str, str]) -> None:
    assert row["name"] in names(f"他曾荣获{row['name']}，载誉归来。")


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_mention_stands_where_it_says(case: dict[str, Any]) -> None:
    for mention in find_awards(document(case["text"])):
        assert case["text"][mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("name", "level", "kind"),
    [
        ("诺贝尔文学奖", "international", "prize"),
        ("全国五一劳动奖章", "national", "medal"),
        ("青河省劳动模范", "provincial", "title"),
        ("首都劳动奖状", "provincial", "certificate"),
        ("海州市市长质量奖", "municipal", "prize"),
        ("松河县先进工作者", "county", "title"),
        ("公司先进个人", "organization", "title"),
        ("读书之星", None, "title"),
    ],
)
def test_level_and_kind(name: str, level: str | None, kind: str) -> None:
    assert (level_of(name), kind_of(name)) == (level, kind)


def test_a_grade_is_a_mention_of_its_own() -> None:
    found = find_awards(document("他获国家科学技术进步奖二等奖。"))
    assert [mention.text for mention in found if isinstance(mention, GradeMention)] == ["二等奖"]


@pytest.mark.parametrize(
    ("text", "voice", "status"),
    [
        ("他荣获金贝奖。", "receive", "granted"),
        ("市府授予他金贝奖。", "confer", "granted"),
        ("市府将授予他金贝奖。", "confer", "planned"),
        ("他入围金贝奖。", "receive", "nominated"),
    ],
)
def test_a_word_of_conferring_says_who_and_whether(text: str, voice: str, status: str) -> None:
    (verb,) = [mention for mention in find_awards(document(text)) if isinstance(mention, ConferralMention)]
    assert (verb.voice, verb.status) == (voice, status)


PIECES = st.sampled_from(
    ["荣获", "全国", "“", "”", "「", "」", "五一劳动奖章", "奖", "、", "和", "，", "。", "\n", "先进", "集体", "▢", "名", "3",
     "一等奖", "称号", "被评为", "金牌", "2024年度", "第5届", "优秀", "模范", "（", "）", " "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=150)
def test_no_text_breaks_the_grammar(text: str) -> None:
    for mention in find_awards(document(text)):
        assert text[mention.start : mention.end] == mention.text
        assert not isinstance(mention, AwardMention) or mention.name
