"""Issues: one row of the case table is one thing that a reader has to know, or has not to be troubled with."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document
from extract.extractors import Mentions
from extract.extractors.counts import find_counts
from extract.extractors.dates import find_document_dates
from extract.record import Count, Grant, Issue, Recipient
from extract.resolve.checks import ISSUES, find_issues
from extract.text.align import AlignedText
from extract.text.segment import load_segmenter
from extract.text.sentences import split_sentences
from extract.types import NameMention, parse_published

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "checks.jsonl").read_text("utf-8").splitlines()
]
NAMES = re.compile("李俊杰|王丽华|赵国强")
"""The people of the cases: checks are tested apart from the finding of names."""


def check(text: str, published: str | None = None, grants: Sequence[Grant] = ()) -> tuple[Issue, ...]:
    document = Document(
        AlignedText.of(text),
        "simplified",
        split_sentences(text),
        load_segmenter("jieba"),
        (),
        parse_published(published),
    )
    people = tuple(
        NameMention(start=match.start(), end=match.end(), text=match[0], name=match[0], rule="test")
        for match in NAMES.finditer(text)
    )
    mentions = Mentions(dates=find_document_dates(document), people=people, awards=(), counts=find_counts(document))
    return find_issues(document, mentions, grants)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert [issue.code for issue in check(case["text"], case["published"])] == case["issues"]


def test_case_ids_are_unique() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_every_code_has_a_case() -> None:
    elsewhere = {"award-counts-differ", "roster-ambiguous"}
    assert {code for case in CASES for code in case["issues"]} | elsewhere == set(ISSUES)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_messages_are_filled_in_and_say_what_to_do(case: dict[str, Any]) -> None:
    for issue in check(case["text"], case["published"]):
        assert "{" not in issue.message
        assert re.search("; (check|look|give) ", issue.message)
        assert 0 <= issue.start < issue.end <= len(case["text"])


# ---- the same award with two numbers, from grants made by hand


def grant(text: str, said: str, award: str = "市劳动模范", **more: Any) -> Grant:
    start = text.index(said)
    place: dict[str, Any] = {
        "start": start, "end": start + len(said), "raw_start": start, "raw_end": start + len(said), "rule": "test", "score": 1.0
    }  # fmt: skip
    value = float(said.rstrip("人名个"))
    count = Count(**place, text=said, value=value, unit=said[-1], qualifier="exact")
    return Grant(**place, awards=(award,), recipients=(), count=count, status="granted", **more)


def issues(text: str, *grants: Grant) -> list[str]:
    return [issue.message for issue in check(text, grants=grants)]


TEXT = "30人获评市劳动模范。会上，32人领取了证书。"


def test_one_award_with_two_numbers() -> None:
    (message,) = issues(TEXT, grant(TEXT, "30人"), grant(TEXT, "32人"))
    assert message.startswith("市劳动模范 is said to go to 32人 and to 30人")


@pytest.mark.parametrize(
    "other",
    [
        grant(TEXT, "32人", award="市先进个人"),
        grant(TEXT, "32人", grade="一等奖"),
        grant(TEXT, "32人", date="2019"),
        grant(TEXT, "30人"),
    ],
    ids=["another award", "another grade", "another time", "the same number"],
)
def test_two_numbers_that_do_not_disagree(other: Grant) -> None:
    assert issues(TEXT, grant(TEXT, "30人"), other) == []


def with_recipients(text: str, said: str, *names: str) -> Grant:
    places = [(text.index(name), text.index(name) + len(name)) for name in names]
    recipients = tuple(
        Recipient(
            start=start,
            end=end,
            raw_start=start,
            raw_end=end,
            rule="test",
            score=1.0,
            name=text[start:end],
            kind="group",
        )
        for start, end in places
    )
    return grant(text, said).model_copy(update={"recipients": recipients})


@pytest.mark.parametrize(
    ("text", "said", "codes"),
    [
        ("甲厂、乙厂、丙厂2个单位获奖。", "2个", ["list-too-long"]),
        ("甲厂、乙厂、丙厂4个单位获奖。", "4个", ["list-too-short"]),
        ("甲厂、乙厂、丙厂3个单位获奖。", "3个", []),
        ("甲厂、乙厂、丙厂等9个单位获奖。", "9个", []),
        ("甲厂、乙厂、丙厂等2个单位获奖。", "2个", ["list-too-long"]),
        ("甲厂、乙厂、丙厂各得2个奖。", "2个", []),
    ],
    ids=["too many", "too few", "as many", "open list", "open list with too many", "to each"],
)
def test_receivers_against_their_number(text: str, said: str, codes: list[str]) -> None:
    found = check(text, grants=[with_recipients(text, said, "甲厂", "乙厂", "丙厂")])
    assert [issue.code for issue in found] == codes


def test_medals_belong_to_many_teams() -> None:
    text = "跳水队获得8个金牌。射击队获得5个金牌。"
    assert issues(text, grant(text, "8个", award="金牌"), grant(text, "5个", award="金牌")) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "李俊杰",
                "王丽华",
                "、",
                "和",
                "等",
                "3人",
                "2名",
                "（",
                "）",
                "其中",
                "，",
                "。",
                "▢",
                "共",
                "5枚奖牌",
                "1金",
                "2银",
                "5月6日",
                "：",
                "个集体",
            ]
        ),
        min_size=1,
        max_size=25,
    )
)
def test_checking_never_fails(pieces: list[str]) -> None:
    text = "".join(pieces)
    for issue in check(text):
        assert issue.code in ISSUES
        assert 0 <= issue.start < issue.end <= len(text)
