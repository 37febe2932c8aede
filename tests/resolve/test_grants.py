"""Grants: one row of the case table is one way of conferring; names and counts are found by their own extractors."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extract.pipeline import Pipeline
from extract.record import Grant, Record
from extract.types import Article

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "grants.jsonl").read_text("utf-8").splitlines()
]


@cache
def built() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return built()


def read(pipeline: Pipeline, text: str) -> Record:
    return pipeline.process(Article("case", text))


def plain(grant: Grant) -> dict[str, Any]:
    count = grant.count and ("lost" if grant.count.value is None else grant.count.value)
    return {
        "awards": [*grant.awards],
        "recipients": [recipient.name for recipient in grant.recipients],
        "count": count,
        "grade": grant.grade,
        "status": grant.status,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(pipeline: Pipeline, case: dict[str, Any]) -> None:
    assert [plain(grant) for grant in read(pipeline, case["text"]).grants] == case["grants"]


def test_case_ids_are_unique() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_receiver_stands_where_it_says(pipeline: Pipeline, case: dict[str, Any]) -> None:
    record = read(pipeline, case["text"])
    for grant in record.grants:
        assert record.text[grant.start : grant.end]
        for recipient in grant.recipients:
            assert record.text[recipient.start : recipient.end] in case["text"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("郑远航荣获共和国勋章。", ["person"]),
        ("松河县第二中学荣获全国先进集体。", ["group"]),
        ("临湖市获评全国文明城市。", ["place"]),
        ("《雾中来信》荣获最佳影片奖。", ["work"]),
    ],
)
def test_kind_of_receiver(pipeline: Pipeline, text: str, kinds: list[str]) -> None:
    (grant,) = read(pipeline, text).grants
    assert [recipient.kind for recipient in grant.recipients] == kinds


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("国家林业局授予临湖市“国家森林城市”称号。", "国家林业局"),
        ("松河县消防大队被国防部授予“烈火先锋队”荣誉称号。", "国防部"),
        ("郑远航荣获共和国勋章。", None),
        ("郑远航获得国防部颁发的烈火勋章。", "国防部"),
        ("郑远航获得首次颁发的烈火勋章。", None),
        ("松河市总工会授予郑远航“市五一劳动奖章”。", "松河市总工会"),
        ("全国妇联日前公布三八红旗手名单，郑远航荣获全国三八红旗手称号。", "全国妇联"),
        ("松河县日前发布通知，郑远航荣获共和国勋章。", None),
        ("临湖市政府举行表彰大会。会上，10人获评全国劳动模范。", "临湖市政府"),
    ],
)
def test_conferring_body(pipeline: Pipeline, text: str, body: str | None) -> None:
    (grant,) = read(pipeline, text).grants
    assert grant.granted_by == body


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024年5月6日，郑远航荣获2023年度共和国勋章。", "2024-05-06"),
        ("2024年5月6日，大会开幕。郑远航荣获共和国勋章。", None),
        ("2024年5月6日，大会开幕。会上，郑远航荣获共和国勋章。", "2024-05-06"),
        ("松河日报5月6日讯 郑远航荣获共和国勋章。", None),
        ("1995年以来，郑远航荣获共和国勋章。", None),
        ("2024年5月6日，大会开幕。2019年，郑远航荣获共和国勋章。", "2019"),
        ("2024年5月6日，大会开幕。共和国勋章获得者郑远航致辞。", None),
        ("2024年5月，大会开幕。郑远航荣获共和国勋章。", None),
    ],
)
def test_when(pipeline: Pipeline, text: str, date: str | None) -> None:
    (grant,) = read(pipeline, text).grants
    assert grant.date == date


def test_an_award_has_all_its_mentions(pipeline: Pipeline) -> None:
    (award,) = read(pipeline, "「第七届品牌金舟奖」揭晓。本届金舟奖竞争激烈。").awards
    assert (award.name, [mention.text for mention in award.mentions]) == ("品牌金舟奖", ["品牌金舟奖", "金舟奖"])


PIECES = st.sampled_from(
    ["荣获", "授予", "全国五一劳动奖章", "金牌", "一等奖", "郑远航", "松河县", "、", "和", "，", "。", "：", "\n", "3人", "▢名", "分别",
     "被", "将", "他", "的", "获得者", "获此殊荣", "名单如下", " ", "（", "）", "“", "”"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=150)
def test_no_text_breaks_the_resolution(text: str) -> None:
    assume(text.strip())
    record = read(built(), text)
    names = {award.name for award in record.awards}
    assert all(set(grant.awards) <= names for grant in record.grants)
