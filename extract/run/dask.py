"""Workers on other machines: the same batches and the same parts, by way of a Dask cluster.

The scheduler gives a batch to another worker where one dies. Parts come back to this process, which keeps each of them
whole; so the cluster needs no storage of its own, and a run that is broken off goes on with either engine.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from extract.config import Config
from extract.errors import ConfigError, MissingExtraError
from extract.run.parts import Batch, Part, pack
from extract.run.work import Bench
from extract.types import Failure

_AHEAD = 2
"""Batches under way for each thread of the cluster: one in work, one on its way."""
_TICK = 0.5
_LOST = (
    "{deaths} workers of the cluster died at this article: it needs more memory than they have, or crashes a library"
)
_state = threading.local()


class DaskWorkers:
    """The engine of a cluster.

    Args:
        config: how articles are read; files it names have to be on every machine.
        scheduler: address such as `tcp://host:8786`; None starts a cluster of `workers` processes on this machine.
        workers: number of processes where there is no cluster yet.

    Raises:
        ConfigError: the cluster cannot be reached, or its workers run other versions of what decides a record.
    """

    def __init__(self, config: Config, scheduler: str | None, *, workers: int = 1) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise MissingExtraError("distributed", "dask") from error
        local = {"n_workers": max(workers, 1), "threads_per_worker": 1, "dashboard_address": None}
        try:
            self._client = Client(scheduler, timeout=30) if scheduler else Client(**local)
        except (OSError, ValueError) as error:
            raise ConfigError(f"--scheduler {scheduler}: cannot be reached: {error}") from error
        self._config = config
        self._name = f"extract-{uuid4().hex[:8]}"
        self._lost = 0
        try:
            self.decision = self._agreed()
        except BaseException:
            self._client.close()
            raise

    def _agreed(self) -> str:
        """What decides results on every worker of the cluster."""
        workers = list(self._client.nthreads())
        asked = [self._client.submit(_decision, self._config, workers=[each], pure=False) for each in workers]
        decisions = set(self._client.gather(asked))
        if not decisions:
            raise ConfigError("the cluster has no workers: start some with `dask worker ADDRESS --nthreads 1`")
        if len(decisions) > 1:
            raise ConfigError("the workers of the cluster do not run the same version of extract and its data")
        return str(decisions.pop())

    def __enter__(self) -> DaskWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def facts(self) -> dict[str, int]:
        """See `Engine.facts`."""
        return {"cluster_threads": self._threads(), "batches_lost": self._lost}

    def map(self, batches: Iterator[Batch]) -> Iterator[Part | None]:
        """See `Engine.map`."""
        from distributed import wait

        under_way: dict[Any, Batch] = {}
        retry: deque[Batch] = deque()
        more = True
        while True:
            while len(under_way) < _AHEAD * self._threads() and (retry or more):
                batch = retry.popleft() if retry else next(batches, None)
                if batch is None:
                    more = False
                else:
                    under_way[self._submit(batch)] = batch
            if not under_way:
                return
            try:
                done = wait(list(under_way), timeout=_TICK, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                done = set()
            for future in done:
                yield from self._collect(future, under_way.pop(future), retry)
            yield None

    def _submit(self, batch: Batch) -> Any:
        key = f"{self._name}-{uuid4().hex}"
        return self._client.submit(_process, self._config, batch, key=key, pure=False)

    def _collect(self, future: Any, batch: Batch, retry: deque[Batch]) -> Iterator[Part]:
        from distributed.scheduler import KilledWorker

        try:
            decision, part = future.result()
        except KilledWorker:
            self._lost += 1
            if len(batch) > 1:
                retry.extend((task,) for task in batch)
                return
            (task,) = batch
            yield pack(batch, [Failure(task.article.path, task.article.doc_id, "worker", _LOST)])
            return
        if decision != self.decision:
            raise ConfigError("a worker of the cluster runs another version of extract or its data")
        yield part

    def _threads(self) -> int:
        return max(int(sum(self._client.nthreads().values())), 1)


def _bench(config: Config) -> Bench:
    """The bench of this thread of a worker, built once; neither segmenter nor tagger is made to be shared."""
    benches: dict[Config, Bench] = _state.__dict__.setdefault("benches", {})
    if config not in benches:
        benches[config] = Bench(config)
    return benches[config]


def _process(config: Config, batch: Batch) -> tuple[str, Part]:
    bench = _bench(config)
    return bench.decision, bench.process(batch)


def _decision(config: Config) -> str:
    return _bench(config).decision
