"""Texts made to hurt: the whole journey takes time by the length of a text, whatever it repeats, and gives a record."""

from typing import Any

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


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_repeating_takes_linear_time(pipeline: Pipeline, unit: str, grows_linearly: Any) -> None:
    def read(size: int) -> None:
        tagged_words.cache_clear()
        result = next(pipeline.pipe([Article("a", (unit * size)[:size] + "。")]))
        assert isinstance(result, Record) or result.stage == "normalize", result

    grows_linearly(read, 3_000, 12_000, told=0.03)
