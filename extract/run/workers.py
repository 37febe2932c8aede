"""Worker processes: a pipeline in each, a bounded number of batches under way, results in the order of the articles.

A worker can die at any moment: the system kills it for its memory, or a native library crashes. All batches that
were under way are lost then. Each of their articles is tried again, alone in a process, so that the article at
fault becomes a `Failure` and no other is touched. `multiprocessing.Pool` would wait for ever instead.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from multiprocessing import get_context, parent_process

from pydantic_core import PydanticSerializationError

from extract.config import Config
from extract.errors import ConfigError, ExtractError
from extract.pipeline import Pipeline
from extract.record import Record
from extract.types import Article, Failure

Task = Article | Failure
Line = bytes
"""A finished record: one line of JSON in UTF-8, with its line break."""

_BATCH_ARTICLES = 32
_BATCH_SIZE = 2**18
"""A batch closes at 32 articles or 256 KiB of content: long enough that sending it costs little beside the work on
it (about 0.1 s), short enough that a few of them in memory weigh nothing."""

_AHEAD = 2
"""Batches under way for each worker: one in work, one waiting, so that no worker idles while results are written."""


def run_here(tasks: Iterable[Task], config: Config) -> Iterator[Line | Failure]:
    """The result of each task, in order, made in this process."""
    return _finish(Pipeline(config), tasks)


def run_in_workers(tasks: Iterable[Task], config: Config, workers: int) -> Iterator[Line | Failure]:
    """The result of each task, in order, made by `workers` processes. Raises ConfigError where none can start."""
    pool = _Pool(config, workers)
    under_way: deque[tuple[Sequence[Task], Future[list[Line | Failure]]]] = deque()
    try:
        for batch in _batches(tasks):
            under_way.append((batch, pool.submit(batch)))
            if len(under_way) > workers * _AHEAD:
                yield from pool.collect(*under_way.popleft())
        while under_way:
            yield from pool.collect(*under_way.popleft())
    finally:
        pool.close()


class _Pool:
    """An executor that is replaced when it breaks, and others for the articles to be tried alone."""

    def __init__(self, config: Config, workers: int) -> None:
        self._config = config
        self._workers = workers
        self._executor = _start(config, workers)

    def submit(self, batch: Sequence[Task]) -> Future[list[Line | Failure]]:
        try:
            return self._executor.submit(_work, self._config, batch)
        except BrokenProcessPool:
            self._executor.shutdown(wait=False)
            self._executor = _start(self._config, self._workers)
            return self._executor.submit(_work, self._config, batch)

    def collect(self, batch: Sequence[Task], future: Future[list[Line | Failure]]) -> list[Line | Failure]:
        try:
            return future.result()
        except BrokenProcessPool:
            return list(_one_by_one(batch, self._config))

    def close(self) -> None:
        self._executor.shutdown(cancel_futures=True)


_TRIES = 2
"""Times that an article is tried alone after its batch was lost. A worker that the system killed for the memory of
others, or that an operator killed, says nothing about the article; two more deaths do."""

_DIED = (
    "the worker process died at this article each time: it needs more memory than there is, or a native library"
    " crashed; try the article alone with `extract text`"
)


def _one_by_one(batch: Sequence[Task], config: Config) -> Iterator[Line | Failure]:
    """The result of each task of a lost batch, in a process where it is alone."""
    executor = None
    for task in batch:
        for _ in range(_TRIES):
            executor = executor or _start(config, 1)
            try:
                yield executor.submit(_work, config, (task,)).result()[0]
                break
            except BrokenProcessPool:
                executor.shutdown(wait=False)
                executor = None
        else:
            yield Failure(task.path, task.doc_id, "worker", _DIED)
    if executor:
        executor.shutdown()


def _start(config: Config, workers: int) -> ProcessPoolExecutor:
    """An executor whose processes are up and have their pipelines, so that a bad configuration is told once."""
    executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_live_with_parent)
    try:
        with _ctrl_c_blocked():
            ready = [executor.submit(_work, config, ()) for _ in range(workers)]
        for each in ready:
            each.result()
    except BrokenProcessPool as error:
        raise ConfigError(
            "the worker processes die as they start: try --workers 1, and in a script call the run"
            ' under `if __name__ == "__main__":`'
        ) from error
    except BaseException:
        executor.shutdown(cancel_futures=True)
        raise
    return executor


@contextmanager
def _ctrl_c_blocked() -> Iterator[None]:
    """Processes started here inherit the block: Ctrl-C is the parent's from their first instant."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: a traceback of a starting worker may show
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _live_with_parent() -> None:
    """Leave Ctrl-C to the parent, and end with it even where it is killed: no worker stays behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@cache
def _pipeline(config: Config) -> Pipeline:
    """This process's pipeline, built once. Errors are made plain here: not every exception survives pickling."""
    try:
        return Pipeline(config)
    except ExtractError as error:
        raise ConfigError(str(error)) from None


def _work(config: Config, batch: Sequence[Task]) -> list[Line | Failure]:
    return list(_finish(_pipeline(config), batch))


def _finish(pipeline: Pipeline, batch: Iterable[Task]) -> Iterator[Line | Failure]:
    for result in pipeline.pipe(batch):
        yield result if isinstance(result, Failure) else _line(result)


def _line(record: Record) -> Line | Failure:
    """The record as a line of JSON. Building the pydantic model has validated it."""
    try:
        return record.model_dump_json().encode() + b"\n"
    except (PydanticSerializationError, UnicodeEncodeError) as error:  # half a surrogate pair, from a caller's string
        return Failure(record.source.path, record.doc_id, "write", f"the record is no valid Unicode: {error}")


def _batches(tasks: Iterable[Task]) -> Iterator[tuple[Task, ...]]:
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task.content) if isinstance(task, Article) else 0
        if len(batch) >= _BATCH_ARTICLES or size >= _BATCH_SIZE:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)
