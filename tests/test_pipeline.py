"""The journey over many articles: windows keep the order, name who was at fault, and let no result wait for an error."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from extract import Article, Config, Failure, Pipeline, Record
from extract.errors import ExtractError
from extract.types import Entity


class Choosy:
    """A tagger that refuses some texts."""

    name = "choosy"

    def __init__(self) -> None:
        self.calls: list[int] = []

    def tag(self, sentences: Sequence[str]) -> list[list[Entity]]:
        self.calls.append(len(sentences))
        if any("坏" in sentence for sentence in sentences):
            raise ExtractError("坏 is not to be read")
        return [[] for _ in sentences]


@pytest.fixture
def pipeline() -> Pipeline:
    return Pipeline(Config(tagger="none"))


def _articles(*texts: str) -> list[Article]:
    return [Article(f"{number}", text) for number, text in enumerate(texts)]


def test_one_by_one_gives_the_same_as_windows(samples: list[Record]) -> None:
    pipeline = Pipeline(Config())
    articles = [Article(record.doc_id, record.text) for record in samples]
    assert [pipeline.process(article) for article in articles] == list(pipeline.pipe(articles))


def test_order_is_kept_among_failures(pipeline: Pipeline) -> None:
    read = Failure("x", "x", "read", "gone")
    given = [read, *_articles("区长出席。", "", "镇长出席。" * 2000, "县长出席。"), read]
    results = list(pipeline.pipe(given))
    assert [result.doc_id for result in results] == ["x", "0", "1", "2", "3", "x"]
    assert [isinstance(result, Record) for result in results] == [False, True, False, True, True, False]


def test_a_tagger_that_fails_fails_one_article(pipeline: Pipeline) -> None:
    tagger = pipeline._tagger = Choosy()
    results = list(pipeline.pipe(_articles("好。", "坏。", "好。")))
    assert [isinstance(result, Record) for result in results] == [True, False, True]
    assert isinstance(results[1], Failure)
    assert results[1].stage == "annotate"
    assert tagger.calls == [3, 1, 1, 1]


def test_an_error_of_the_source_comes_after_what_was_read(pipeline: Pipeline) -> None:
    def source() -> Iterator[Article]:
        yield from _articles("区长出席。", "镇长出席。")
        raise OSError("the disk is gone")

    results = []
    with pytest.raises(OSError, match="disk"):
        results.extend(pipeline.pipe(source()))
    results = []
    iterator = pipeline.pipe(source())
    results += [next(iterator), next(iterator)]
    with pytest.raises(OSError, match="disk"):
        next(iterator)
    assert [result.doc_id for result in results] == ["0", "1"]


def test_a_text_is_no_article(pipeline: Pipeline) -> None:
    with pytest.raises(TypeError, match="str is no article"):
        list(pipeline.pipe(["区长出席。"]))  # type: ignore[list-item]


def test_no_more_is_read_ahead_than_a_window(pipeline: Pipeline) -> None:
    taken = []

    def source() -> Iterator[Article]:
        for number in range(10_000):
            taken.append(number)
            yield Article(f"{number}", "区长出席。" * 100)

    assert next(pipeline.pipe(source())).doc_id == "0"
    assert len(taken) < 40


def test_neighbours_change_nothing(pipeline: Pipeline) -> None:
    first, second = _articles("5月6日，望川区区长苏彦廷出席。", "苏彦廷表示，今年要办好。")
    alone = pipeline.process(second)
    assert [*pipeline.pipe([first, second])].index(alone) == 1
    assert [*pipeline.pipe([second, replace(first, doc_id="z")])].index(alone) == 0


def test_straight_quotation_marks_are_read_as_pairs_and_stay_in_the_text(pipeline: Pipeline) -> None:
    record = pipeline.process(Article("a", '区长李明获"时代先锋"称号。'))
    assert (record.text, record.repairs) == ('区长李明获"时代先锋"称号。', ())
    assert [award.name for award in record.awards] == ["时代先锋"]
