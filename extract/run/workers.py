"""Worker processes of this machine: a pipeline in each, and a supervisor that outlives all of them.

A worker can die at any moment (the system kills it for its memory, a native library crashes) or never come back from an
article. It is replaced then, and the articles of its batch are tried again, each alone; one that is too much for two
workers is put into quarantine as a `Failure`, and no other article is touched. `multiprocessing.Pool` would wait for
ever instead, and a `ProcessPoolExecutor` loses what all its workers had in hand when one of them dies.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from extract.config import Config
from extract.errors import ConfigError, RunError
from extract.run.parts import Batch, Part, pack
from extract.run.work import SLOW, Bench
from extract.types import Failure

_TICK = 0.2
"""Seconds between looks at clocks and memory: short beside any timeout, and no work for the supervisor."""
_STRIKES = 2
"""Workers that an article may cost while it is alone in hand. One that died may have been killed by the system for the
memory of others, or by an operator; that says nothing about the article."""
_STARTS = 3
"""Workers that may die one after the other as they start, before nothing can be run here."""
_LOSSES = 50
"""Workers that may be lost one after the other while no batch comes back: the fault is not in the articles then."""
_RETIRE = 0.75
"""Share of the allowed memory above which a worker is replaced between two batches, before an article suffers."""


@dataclass(slots=True)
class _Job:
    batch: Batch
    strikes: int = 0


@dataclass(frozen=True, slots=True)
class _Ready:
    decision: str


@dataclass(frozen=True, slots=True)
class _Refused:
    reason: str


class LocalWorkers:
    """The engine of this machine: `workers` processes.

    Args:
        config: how articles are read.
        workers: number of processes.
        article_timeout: seconds after which an article is given up.
        worker_memory: MB of resident memory that a worker may take.

    Raises:
        ConfigError: the configuration is wrong, or no worker can start.
    """

    def __init__(self, config: Config, workers: int, *, article_timeout: float, worker_memory: int) -> None:
        self._config = config
        self._timeout = article_timeout
        self._memory = worker_memory
        self._peak = 0
        self._replaced = 0
        self._failed_starts = 0
        self._lost_in_a_row = 0
        self._waiting: deque[_Job] = deque()
        self.decision = ""
        self._workers: list[_Worker] = []
        try:
            self._workers = [_Worker(config) for _ in range(workers)]
            while not all(worker.ready for worker in self._workers):
                for _ in self._listen():
                    pass
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> LocalWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()

    def facts(self) -> dict[str, int]:
        """See `Engine.facts`."""
        return {"workers_replaced": self._replaced, "worker_memory_peak_mb": self._peak}

    def map(self, batches: Iterator[Batch]) -> Iterator[Part | None]:
        """See `Engine.map`. One batch a worker is read ahead, so that none waits for the reader."""
        while True:
            missing = max(len(self._workers) - len(self._waiting), 0)
            self._waiting.extend(map(_Job, islice(batches, missing)))
            for worker in self._workers:
                self._employ(worker)
            if not self._waiting and not any(worker.job for worker in self._workers):
                return
            yield from self._listen()
            yield None

    def _employ(self, worker: _Worker) -> None:
        """Give `worker` something to do, if it is free and anything waits."""
        if worker.idle and self._waiting:
            worker.give(self._waiting.popleft())

    def _listen(self) -> Iterator[Part]:
        """What the workers have to say, or have to be told, within one tick."""
        busy = {worker.connection: worker for worker in self._workers if not worker.idle}
        for ready in connection.wait(list(busy), _TICK):
            yield from self._hear(busy[ready])  # type: ignore[index]
        for worker in self._workers:
            if worker.job and worker.seconds() > self._timeout:
                yield from self._lose(worker, SLOW.format(seconds=self._timeout), strikes=_STRIKES)
            elif (resident := worker.memory("VmRSS")) > self._memory:
                yield from self._lose(worker, _LARGE.format(mb=resident, limit=self._memory), strikes=_STRIKES)

    def _hear(self, worker: _Worker) -> Iterator[Part]:
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._lose(worker, _DIED, strikes=1)
            return
        self._peak = max(self._peak, worker.memory("VmHWM"))
        if isinstance(said, _Refused):
            raise ConfigError(said.reason)
        if isinstance(said, _Ready):
            self._failed_starts = 0
            self.decision = self.decision or said.decision
            worker.ready = True
            if said.decision != self.decision:
                raise ConfigError("the package or its data changed during the run: start it again with --resume")
            return
        worker.job = None
        self._lost_in_a_row = 0
        if worker.memory("VmRSS") > _RETIRE * self._memory:
            self._replace(worker)
        else:
            self._employ(worker)  # before its part is kept: the disk takes 10 ms and more for that
        yield said

    def _lose(self, worker: _Worker, reason: str, *, strikes: int) -> Iterator[Part]:
        """Replace `worker`; its articles are tried again, each alone, or the one that was alone is given up."""
        job = worker.job
        self._failed_starts += not worker.ready
        self._lost_in_a_row += 1
        if self._failed_starts >= _STARTS:
            raise ConfigError(_NO_START)
        if self._lost_in_a_row >= _LOSSES:
            raise RunError(f"{_LOSSES} workers were lost one after the other, the last because it {reason}")
        self._replace(worker)
        if job is None:
            return
        if len(job.batch) > 1:
            self._waiting.extendleft(_Job((task,)) for task in reversed(job.batch))
            return
        job.strikes += strikes
        if job.strikes < _STRIKES:
            self._waiting.appendleft(job)
            return
        (task,) = job.batch
        yield pack(job.batch, [Failure(task.article.path, task.article.doc_id, "worker", reason)])

    def _replace(self, worker: _Worker) -> None:
        worker.stop()
        self._replaced += 1
        self._workers[self._workers.index(worker)] = _Worker(self._config)


_DIED = (
    "the worker process died at this article each time: it needs more memory than there is, or a native library"
    " crashed; try the article alone with `extract text`"
)
_LARGE = "took {mb} MB of memory, more than --worker-memory {limit}: raise it, or split the article"
_NO_START = (
    "the worker processes die as they start: try --workers 0, which works without any, and in a script call the run"
    ' under `if __name__ == "__main__":`'
)


class _Worker:
    """A process, the pipe to it, and what it has in hand."""

    def __init__(self, config: Config) -> None:
        context = get_context("spawn")  # neither segmenter survives a fork
        self.connection, theirs = context.Pipe()
        self._began = context.RawValue("d", 0.0)
        self.process: SpawnProcess = context.Process(target=_serve, args=(theirs, self._began, config), daemon=True)
        with _ctrl_c_blocked():
            self.process.start()
        theirs.close()
        self.ready = False
        self.job: _Job | None = None

    @property
    def idle(self) -> bool:
        return self.ready and self.job is None

    def give(self, job: _Job) -> None:
        self.job = job
        self._began.value = time.monotonic()
        with suppress(OSError):  # it has died; the next look at the pipe finds out
            self.connection.send(job.batch)

    def seconds(self) -> float:
        """How long it has been at its article. The clock is the system's, the same in every process."""
        return time.monotonic() - float(self._began.value)

    def memory(self, name: str) -> int:
        """MB of memory by the system's name for it; 0 where the system does not tell."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text("ascii", "replace")
        except OSError:
            return 0
        found = status.partition(f"{name}:")[2].split(maxsplit=1)
        return int(found[0]) // 1024 if found else 0

    def stop(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


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


def _serve(pipe: connection.Connection[Any, Any], began: Any, config: Config) -> None:
    """The life of a worker: build a pipeline, then turn batches into parts until the supervisor is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def on_article() -> None:
        began.value = time.monotonic()

    try:
        bench = Bench(config)
    except ConfigError as error:
        pipe.send(_Refused(str(error)))
        return
    # Word lists and models stay as they are, and frozen values hold hardly any cycles: the search took a twenty-fifth of the time.
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
    pipe.send(_Ready(bench.decision))
    while True:
        try:
            batch = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(bench.process(batch, on_article))


def _end_with_parent() -> None:
    """End even where the supervisor is killed: no worker stays behind."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
