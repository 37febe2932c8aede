"""Mentions of names and posts: where they stand, and what speaks for and against them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from extract.document import Document
from extract.extractors.people import find_people
from extract.text.align import AlignedText
from extract.text.segment import load_segmenter
from extract.text.sentences import split_sentences
from extract.types import Entity, NameMention, PostMention, Span

POSTS = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "people_posts.jsonl").read_text("utf-8").splitlines()
]
NAMES_IN_CONTEXT = {
    "behind a post": "市教育局局长{}表示",
    "before a post": "会上，{}局长表示",
    "in a list": "副市长王建国、{}出席",
    "byline": "本报讯（记者{}）",
    "before a verb of speech": "“很好。”{}说。",
    "behind a word for people": "职工{}，",
    "alone on a line": "获奖名单\n{}（市一中）\n",
}
NAMES = ["李志强", "欧阳晓燕", "周敏", "陈立军"]


def document(text: str, *entities: Entity) -> Document:
    return Document(
        aligned=AlignedText.of(text),
        script="simplified",
        sentences=split_sentences(text),
        segmenter=load_segmenter("rjieba"),
        entities=entities,
    )


def names(text: str, *entities: Entity) -> list[str]:
    return [mention.name for mention in find_people(document(text, *entities)) if isinstance(mention, NameMention)]


def posts(text: str) -> list[PostMention]:
    return [mention for mention in find_people(document(text)) if isinstance(mention, PostMention)]


def person(text: str, name: str, score: float = 0.95) -> Entity:
    start = text.index(name)
    return Entity(start=start, end=start + len(name), text=name, rule="tagger.test", score=score, label="PER")


@pytest.mark.parametrize("case", POSTS, ids=[case["id"] for case in POSTS])
def test_post_and_its_organisation(case: dict[str, Any]) -> None:
    (post,) = posts(case["text"])
    assert (post.text, post.organization, post.position) == (case["post"], case["organization"], case["position"])
    assert post.status == case.get("status", "current")
    assert case["text"][post.start : post.end] == post.text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("frame", NAMES_IN_CONTEXT.values(), ids=NAMES_IN_CONTEXT.keys())
def test_planted_name_is_found_with_its_span(frame: str, name: str) -> None:
    text = frame.format(name)
    found = [mention for mention in find_people(document(text)) if isinstance(mention, NameMention)]
    assert [(m.start, m.end) for m in found if m.name == name] == [(text.index(name), text.index(name) + len(name))]


@pytest.mark.parametrize(
    "text",
    [
        "书记高度重视这项工作。",
        "主任要求大家抓紧时间。",
        "局长强调安全生产。",
        "张家界和石家庄的天气晴朗。",
        "文明城市创建，温馨和谐。",
        "鲁迅文学奖揭晓。",
        "于今年启动，高素质人才汇聚。",
        "获全国五一劳动奖章。",
    ],
)
def test_no_name_in_ordinary_words(text: str) -> None:
    assert names(text) == []


def test_name_is_found_again_where_nothing_speaks_for_it() -> None:
    text = "市长葛立诚讲话。对葛立诚而言，这很重要。"
    found = [m for m in find_people(document(text)) if isinstance(m, NameMention)]
    assert [(m.name, m.rule) for m in found] == [("葛立诚", "people.name"), ("葛立诚", "people.recurrence")]


def test_tagger_speaks_for_a_name_without_context() -> None:
    text = "后来巴桑旺珠玛离开了。"
    assert names(text) == []
    assert names(text, person(text, "巴桑旺珠玛")) == ["巴桑旺珠玛"]


def test_rules_contradict_a_tagger_that_runs_into_the_next_word() -> None:
    text = "听取了副委员长肖立捷作的报告。"
    assert names(text, person(text, "肖立捷作")) == ["肖立捷"]


@pytest.mark.parametrize(
    "text",
    [
        "1.马晓红\n2.苏景川\n3.麦田\n",
        "一中-马晓红\n二中-苏景川\n三中-麦田\n",
        "金牌马晓红（一中）\n银牌苏景川（二中）\n铜牌麦田（三中）\n",
        "马晓红 10秒2；苏景川 10秒3；麦田 10秒4。",
    ],
)
def test_name_at_a_place_where_the_names_of_the_text_stand(text: str) -> None:
    assert names(text, person(text, "马晓红"), person(text, "苏景川")) == ["马晓红", "苏景川", "麦田"]


def test_place_is_no_name_though_the_tagger_says_so() -> None:
    text = "马来西亚总理出席。"
    assert names(text, person(text, "马来西亚")) == []


@pytest.mark.parametrize(
    ("text", "told", "found"),
    [
        ("图拉姆组成一道防线。", "图拉姆", ["图拉姆"]),
        ("对于巴金来说，友情很重要。", "巴金", ["巴金"]),
        ("奥尔布赖特国务卿都认为可行。", "奥尔布赖特", ["奥尔布赖特"]),
        ("阿根廷队的梅西和迪玛利亚分别进球。", "梅西和迪玛利亚", ["梅西", "迪玛利亚"]),
        ("致电安瓦尔·易卜拉欣。", "安瓦尔·易卜拉欣", ["安瓦尔·易卜拉欣"]),
        ("影片有《林则徐》等。", "林则徐", []),
        ("即将到来的“杜苏芮”台风将登陆。", "杜苏芮", []),
        ("宋庆龄基金会主席出席。", "宋庆龄", []),
        ("在阿夫杰耶夫卡、马林卡等地激战。", "阿夫杰耶夫卡", []),
        ("附近居民徐先生说，火很大。", "徐", ["徐"]),
        ("姓徐的人很多。", "徐", []),
        ("额敏旗乌兰牧骑队长", "乌兰牧骑", []),
        ("选手李琦和教练张明澎出席。", "李琦", ["李琦", "张明澎"]),
        ("选手李琦和教练出席。", "李琦和", ["李琦和"]),
        ("党委书记宁可为讲话。", "宁可", ["宁可为"]),
        ("日本选手佐藤翔太夺冠。", "佐藤翔", ["佐藤翔太"]),
        ("选手佐藤翔太夺冠。", "佐藤翔", ["佐藤翔"]),
        ("副会长高波高波：各位来宾", "高波高波", ["高波", "高波"]),
        ("新华社泉城8月19日电（海波）经过", "海波", ["海波"]),
        ("公司董事长邵阳，", "邵阳", ["邵阳"]),
        ("来自邵阳，", "邵阳", []),
        ("王大为接受采访。", "王大为", ["王大为"]),
        ("研究员包晓村获奖。", "包晓村", ["包晓村"]),
        ("研究员包家村获奖。", "包家村", []),
        ("孙女石秀兰大学毕业。", "石秀兰", ["石秀兰"]),
        ("高一(1)班章海玲，", "班章海玲", ["章海玲"]),
        ("力行里黄文胜当选。", "里黄文胜", ["黄文胜"]),
        ("会见里卡多，", "里卡多", ["里卡多"]),
        ("授予郑远航诺贝尔奖。", "郑远航诺贝尔", ["郑远航"]),
        ("会见马拉多纳，", "马拉多纳", ["马拉多纳"]),
        ("大会嘉勉古进财，", "嘉勉古进财", ["古进财"]),
        ("邻居范姜玉妹及家人，", "范姜玉", ["范姜玉妹"]),
        ("武装组织卡桑旅称，", "卡桑", []),
        ("卡桑旅居海外，", "卡桑", ["卡桑"]),
        ("石永强获任省卫生厅副厅长。", "石永强", ["石永强"]),
    ],
)
def test_what_the_tagger_says_is_weighed(text: str, told: str, found: list[str]) -> None:
    assert names(text, person(text, told, 0.99)) == found


def test_names_of_a_row_tell_the_others() -> None:
    text = "首奖洪于晴〈母语课〉，贰奖范云樵〈讲台〉，参奖施柏村〈乌鱼子〉，佳作奖从缺。"
    told = [person(text, name, 0.99) for name in ("洪于晴", "范云樵")]
    assert names(text, *told) == ["洪于晴", "范云樵", "施柏村"]


def test_a_preposition_before_a_name_that_is_told_elsewhere_is_no_surname() -> None:
    text = "总理贝尔到访，有人向贝尔献花。"
    assert names(text, person(text, "贝尔"), person(text, "向贝尔")) == ["贝尔", "贝尔"]
    text = "主席伦纳出席，6名队员和伦纳一道升起会旗。"
    assert names(text, person(text, "伦纳", 0.99)) == ["伦纳", "伦纳"]


def test_tagger_in_doubt_took_the_first_half_of_a_verb_along() -> None:
    text = "经理俞海改任董事长。"
    assert names(text, person(text, "俞海改", 0.6)) == ["俞海"]


def test_entities_of_other_kinds_are_no_names() -> None:
    text = "新星公司参展。"
    entity = Entity(start=0, end=4, text="新星公司", rule="tagger.test", score=0.99, label="ORG")
    assert names(text, entity) == []


def test_mentions_are_in_order_and_posts_do_not_overlap() -> None:
    text = "省委书记吴建平、省长陈学军，市教育局局长李国强和王晓燕教授出席。记者樊小曦报道。"
    found = find_people(document(text))
    assert [m.start for m in found] == sorted(m.start for m in found)
    spans = [Span(m.start, m.end) for m in found]
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_empty_text_has_nobody() -> None:
    assert find_people(document("")) == ()


def test_time_grows_with_the_length_of_the_text(grows_linearly: Any) -> None:
    sentence = "市教育局局长李建国、副局长王晓红出席会议。区长赵小川同志任市长。记者刘伟报道，"
    documents = {times: document(sentence * times) for times in (200, 800)}
    grows_linearly(lambda times: find_people(documents[times]), 200, 800)
