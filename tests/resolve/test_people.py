"""The ledger of people: one row of the case table is one phenomenon, found by rules alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.config import Config
from extract.pipeline import Pipeline
from extract.record import Record
from extract.types import Article

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "people.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Config(tagger="none"))


def read(pipeline: Pipeline, text: str) -> Record:
    return pipeline.process(Article("case", text))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(pipeline: Pipeline, case: dict[str, Any]) -> None:
    record = read(pipeline, case["text"])
    assert {person.name: [title.text for title in person.titles] for person in record.people} == case["people"]
    assert [person.name for person in record.people if person.official] == case.get("official", [*case["people"]])
    if "unnamed" in case:
        assert [post.text for post in record.unnamed_posts] == case["unnamed"]
    statuses = {title.text: title.status for person in record.people for title in person.titles}
    for text, status in case.get("status", {}).items():
        assert statuses[text] == status


def test_case_ids_are_unique() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_item_stands_where_it_says(pipeline: Pipeline, case: dict[str, Any]) -> None:
    record = read(pipeline, case["text"])
    for person in record.people:
        for item in (*person.titles, *person.mentions):
            assert record.text[item.start : item.end] == item.text
        assert record.text[person.start : person.end].replace("　", "") == person.name
    for post in record.unnamed_posts:
        assert record.text[post.start : post.end] == post.text


def test_mentions_of_one_person_are_joined(pipeline: Pipeline) -> None:
    record = read(pipeline, "区委书记张立革出席会议。张立革指出问题。张书记强调，要抓好落实。")
    (person,) = record.people
    assert [mention.text for mention in person.mentions] == ["张立革", "张立革", "张"]


def test_raw_name_keeps_the_characters_of_the_source(pipeline: Pipeline) -> None:
    (person,) = read(pipeline, "臺中市長黃國樑致詞。").people
    assert (person.name, person.name_raw) == ("黄国梁", "黃國樑")


def test_position_and_organisation_are_told_apart(pipeline: Pipeline) -> None:
    (person,) = read(pipeline, "市总工会党组书记、副主席周启明到会。").people
    assert [(title.organization, title.position) for title in person.titles] == [
        ("市总工会", "党组书记"),
        ("市总工会", "副主席"),
    ]


def test_head_of_a_division_takes_the_division_from_its_committee(pipeline: Pipeline) -> None:
    (person,) = read(pipeline, "青阳区委副书记、区长李树诚主持会议。").people
    assert [title.organization for title in person.titles] == ["青阳区委", "青阳区"]


def test_chain_behind_a_former_post_is_former_too(pipeline: Pipeline) -> None:
    text = "柳河县政府原党组成员、副县长李树诚，原柳河县县长、现任市政协副主席周启明到会。"
    first, second = read(pipeline, text).people
    assert [(title.organization, title.status) for title in first.titles] == [
        ("柳河县政府", "former"),
        ("柳河县", "former"),
    ]
    assert second.titles[-1].status == "current"


def test_post_of_the_state_is_of_no_party(pipeline: Pipeline) -> None:
    (person,) = read(pipeline, "中共中央总书记、国家主席李树诚出席。").people
    assert [title.organization for title in person.titles] == ["中共中央", None]


SURNAMES = st.sampled_from("王李张刘陈杨赵黄周吴徐孙胡朱郭罗")
GIVEN = st.sampled_from(["志强", "立军", "晓燕", "建平", "海涛", "雅琴", "国栋", "丽华"])
POSTS = st.sampled_from(["柳河县县长", "市教育局局长", "省总工会副主席", "青阳区委书记"])


@settings(max_examples=40)
@given(surname=SURNAMES, given_name=GIVEN, post=POSTS, before=st.sampled_from(["", "会上，", "昨日，"]))
def test_planted_person_is_found_where_planted(surname: str, given_name: str, post: str, before: str) -> None:
    name = surname + given_name
    record = read(_pipeline(), f"{before}{post}{name}表示，将抓好落实。")
    (person,) = record.people
    assert (person.name, person.start) == (name, len(before) + len(post))
    assert [(title.text, title.start) for title in person.titles] == [(post, len(before))]


@settings(max_examples=60)
@given(st.text(alphabet="市区委书记局长副代原、，。（）“”·张李王和等任的 \n▢革刘勇", max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    record = read(_pipeline(), f"文{text}")
    assert all(person.mentions for person in record.people)


_BUILT: list[Pipeline] = []


def _pipeline() -> Pipeline:
    if not _BUILT:
        _BUILT.append(Pipeline(Config(tagger="none")))
    return _BUILT[0]
