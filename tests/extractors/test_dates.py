"""Dates: one row of the case table is one value in many phrasings, negatives beside positives."""

from __future__ import annotations

import json
import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import find_dates
from extract.document import Document
from extract.extractors.dates import find_document_dates
from extract.extractors.dates.fold import fold
from extract.extractors.dates.scan import grammar
from extract.text.align import AlignedText
from extract.text.segment import load_segmenter
from extract.text.sentences import split_sentences

CASES = Path(__file__).parent.parent / "cases"
OPEN, CLOSE = "⟦", "⟧"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def phrasings() -> list[Any]:
    return [pytest.param(row, text, id=f"{row['id']}: {text}") for row in rows("dates") for text in row["texts"]]


@pytest.mark.parametrize(("row", "marked"), phrasings())
def test_phrasing(row: dict[str, Any], marked: str) -> None:
    text = marked.replace(OPEN, "").replace(CLOSE, "")
    reference = datetime.fromisoformat(row["reference"]) if row["reference"] else None
    found = find_dates(text, reference, prefer=row.get("prefer", "nearest"))
    if row["value"] is None:
        assert [(m.text, m.value) for m in found] == []
        return
    start = marked.index(OPEN)
    span = (start, marked.index(CLOSE) - 1)
    mention = next((m for m in found if (m.start, m.end) == span), None)
    assert mention, [(m.text, m.value) for m in found]
    assert mention.value == row["value"]
    assert mention.type == row.get("type", mention.type)
    assert mention.duration == row.get("duration", mention.duration)
    assert list(mention.interval or ()) == row.get("interval", list(mention.interval or ()))


def document(text: str, published: date | None) -> Document:
    return Document(
        aligned=AlignedText.of(text),
        script="traditional" if "開" in text else "simplified",
        sentences=split_sentences(text),
        segmenter=load_segmenter("rjieba"),
        published=published,
    )


@pytest.mark.parametrize("row", rows("dates_documents"), ids=lambda row: row["id"])
def test_document(row: dict[str, Any]) -> None:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    found = find_document_dates(document(row["text"], published))
    assert [[m.text, m.value, m.anchor] for m in found] == row["dates"]


def test_reference_may_be_a_date() -> None:
    assert find_dates("昨天", date(2024, 3, 1))[0].value == "2024-02-29"


def test_without_a_reference_there_is_no_interval() -> None:
    mention = find_dates("5月6日")[0]
    assert (mention.interval, mention.anchor) == (None, "none")


def test_without_a_known_day_nothing_is_told_from_now() -> None:
    found = find_document_dates(document("工厂2009年扩建。目前产能翻番，今年以来出口增长，近三年纳税大户。", None))
    assert [(m.text, m.value, m.interval) for m in found[1:]] == [
        ("目前", "PRESENT_REF", None),
        ("今年以来", "2009/..", ("2009-01-01T00:00:00", None)),
        ("近三年", "P3Y", None),
    ]


def test_explicit_date_needs_no_reference() -> None:
    mention = find_dates("2024年5月6日")[0]
    assert mention.interval == ("2024-05-06T00:00:00", "2024-05-07T00:00:00")
    assert mention.anchor == "explicit"


@pytest.mark.parametrize(("text", "value"), [("2023年2月29日", "2023-02-XX"), ("4月31日", "2024-04-XX")])
def test_of_an_impossible_day_the_month_is_known(text: str, value: str) -> None:
    mention = find_dates(text, date(2024, 5, 8))[0]
    assert (mention.value, mention.interval) == (value, None)


def test_impossible_months_are_no_dates() -> None:
    assert find_dates("2023-13-29") == ()


# ---- any string

PIECES = st.sampled_from(
    [*"年月日号时点分秒半初底末中旬周天前后内起至到的、，。（）()-—~:：.·/第每近约多余几", *"0123456789", *"一二三十百零〇两廿正腊闰",
     "今天", "去年", "上周", "星期", "小时", "个月", "季度", "世纪", "年代", "“十四五”", "春节", "中秋节", "五一", "民国", "康熙", "上午", "晚",
     "以来", "之前", "当天", "110年", "2024", "12:30", "农历", "２０２４", "個月", "\ud800", "\0", "\n", " "]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))
REFERENCES = st.one_of(st.none(), st.datetimes(), st.dates())


@settings(max_examples=400)
@given(TEXTS, REFERENCES, st.sampled_from(["nearest", "past", "future"]))
def test_any_string(text: str, reference: datetime | date | None, prefer: Any) -> None:
    end = 0
    for mention in find_dates(text, reference, prefer=prefer):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.rule.startswith("dates.")
        assert mention.value
        end = mention.end


@given(TEXTS)
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("reference", [date.min, date.max, datetime.min, datetime.max], ids=str)
def test_ends_of_the_calendar(reference: date) -> None:
    text = "昨天、明年、三百年前、9999年12月31日后、上周、除夕、立春、99999999年后、未来九千年、1月1日前"
    for prefer in ("nearest", "past", "future"):
        find_dates(text, reference, prefer=prefer)


# ---- time

HOSTILE = {
    "digits": "1", "numerals": "一二三十", "nested ranges": "（5月1日至", "brackets": "今天（", "lists": "1、2、3、", "decimals": "1.1.",
    "fractions": "1/1/", "colons": "12:", "ordinals": "第三个", "lengths": "三天又", "relative years": "去年的", "weekdays": "每周一、",
    "months": "5月、", "plans": "“十四五”", "titles": "2023中国",
}  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length(unit: str, grows_linearly: Any) -> None:
    text = unit * 20_000
    grows_linearly(lambda length: find_dates(text[:length], date(2024, 5, 7)), 5_000, 20_000, told=0.002)


def test_near_misses_of_every_rule_take_linear_time(grows_linearly: Any) -> None:
    begins = sorted(word for rule in grammar(republic=True) for word in rule.begins)
    chosen = random.Random(4).choices(begins, k=20_000)
    text = "".join(word.replace("^", "").replace("#", "12") for word in chosen)
    grows_linearly(lambda length: find_dates(text[:length], date(2024, 5, 7)), 5_000, 20_000)


def test_the_same_text_gives_the_same_dates() -> None:
    text = "".join(row["texts"][0] for row in rows("dates"))
    assert find_dates(text, date(2024, 5, 7)) == find_dates(text, date(2024, 5, 7))


def test_a_million_digits() -> None:
    assert find_dates("7" * 1_000_000, date(2024, 5, 7)) == ()
