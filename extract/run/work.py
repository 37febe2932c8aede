"""What every worker does, on this machine or another: a batch of articles in, a part out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

import orjson
from pydantic_core import PydanticSerializationError

from extract.config import Config
from extract.errors import ConfigError, ExtractError
from extract.pipeline import Pipeline
from extract.provenance import library_versions
from extract.record import Record, json_schema
from extract.run.parts import Batch, Line, Part, pack
from extract.types import Article, Failure

SLOW = "took longer than --article-timeout {seconds:g} s: raise it, or split the article"
"""Why an article is in quarantine, whatever the engine."""


class Engine(AbstractContextManager["Engine"], Protocol):
    """Something that turns batches into parts. Built anew for each run; leaving it stops its workers."""

    decision: str
    """Hash of everything that decides a result beside the article."""

    def map(self, batches: Iterator[Batch]) -> Iterator[Part | None]:
        """The part of each batch, in any order; None now and then, so that the caller can tell how far it is."""

    def facts(self) -> dict[str, int]:
        """What there is to tell about the workers: how many were replaced, how much memory they took."""


class Bench:
    """A pipeline, and how it turns a batch into a part. Built once in each worker.

    Raises ConfigError where the configuration is wrong: not every exception survives the way to another process.
    """

    def __init__(self, config: Config) -> None:
        try:
            self.pipeline = Pipeline(config)
        except ExtractError as error:
            raise ConfigError(str(error)) from None
        self.decision = _decision(self.pipeline)

    def process(self, batch: Batch, on_article: Callable[[], None] = lambda: None) -> Part:
        """The results of `batch`. `on_article` is called before each article, and again whenever one is done."""
        return pack(batch, list(self._results(batch, on_article)))

    def _results(self, batch: Batch, on_article: Callable[[], None]) -> Iterator[Line | Failure]:
        def articles() -> Iterator[Article]:
            for task in batch:
                on_article()
                yield task.article

        for result in self.pipeline.pipe(articles()):
            on_article()
            yield result if isinstance(result, Failure) else _line(result)


class Here:
    """The engine that works in this process: nothing to start, and no protection from an article that hangs."""

    def __init__(self, config: Config) -> None:
        self._bench = Bench(config)
        self.decision = self._bench.decision

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(self, batches: Iterator[Batch]) -> Iterator[Part | None]:
        """See `Engine.map`."""
        return map(self._bench.process, batches)

    def facts(self) -> dict[str, int]:
        """See `Engine.facts`."""
        return {}


def _decision(pipeline: Pipeline) -> str:
    """A hash of the code, the word lists, the models, the libraries, the configuration and the form of a record."""
    parts = (pipeline.provenance.model_dump(), pipeline.config.model_dump(mode="json"))
    decides = [*parts, library_versions(), json_schema()]
    return hashlib.blake2b(orjson.dumps(decides, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()


def _line(record: Record) -> Line | Failure:
    """The record as a line of JSON. Building the pydantic model has validated it."""
    try:
        return record.model_dump_json().encode() + b"\n"
    except (PydanticSerializationError, UnicodeEncodeError) as error:  # half a surrogate pair, from a caller's string
        return Failure(record.source.path, record.doc_id, "write", f"the record is no valid Unicode: {error}")
