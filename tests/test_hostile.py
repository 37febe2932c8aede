"""Texts made to hurt: the whole journey takes time by the length of a text, whatever it repeats, and gives a record."""

import time

import pytest

from extract import Article, Config, Pipeline, Record
from extract.text.segment import tagged_words

UNITS = (
    *"一1奖的张获第、“（《年月日▢·区委等共a?名省：・\ufffdé國 \n\u3000(<&",
    *("国家", "荣誉称号", "书记", "先进", "一等奖", ",000", "0.", "获奖", "&amp;", "&#", "(ā)", "王明、", "5月", "第一", "1%"),
    *("苏彦廷", "授予", "國(guó)", "<p>", "å…", "“张某”、", "《奖》", "2024年5月6日至", "市委书记、市长", "张某获一等奖，"),
)  # fmt: skip


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Config(tagger="none"))


def seconds(pipeline: Pipeline, text: str) -> float:
    tagged_words.cache_clear()
    clock = time.process_time()
    result = next(pipeline.pipe([Article("a", text)]))
    taken = time.process_time() - clock
    assert isinstance(result, Record) or result.stage == "normalize", result
    return taken


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_repeating_takes_linear_time(pipeline: Pipeline, unit: str) -> None:
    """Four times the text, at most seven times the time, where that can be told from noise."""
    for _ in range(3):
        short, long = (seconds(pipeline, (unit * size)[:size] + "。") for size in (3000, 12_000))
        if long < max(0.25, 7 * short):
            return
    pytest.fail(f"{short:.2f} s for 3,000 characters, {long:.2f} s for 12,000")
