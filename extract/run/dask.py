"""Workers on other machines: the same batches and the same parts, by way of a Dask cluster.

The scheduler gives a batch to another worker where one dies. Parts come back to this process, which keeps each of them
whole; so the cluster needs no storage of its own, and a run that is broken off goes on with either engine.

A batch that costs several workers, or hangs, is suspected as a whole: its articles are tried again when all others are done,
each alone in the cluster, because the scheduler blames whatever else a dying worker had in hand too. The one that fails
again is put into quarantine.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from extract.config import Config
from extract.errors import ConfigError, MissingExtraError, RunError
from extract.readers.tables import article_of_row, articles_of_frame
from extract.run.parts import Batch, Part, pack
from extract.run.work import SLOW, Bench
from extract.types import Article, Failure

_AHEAD = 2
"""Batches under way for each thread of the cluster: one in work, one on its way."""
_TICK = 0.5
_CONNECT = 30.0
"""Seconds for the scheduler to answer."""
_FETCH = 10.0
"""Seconds for a result to come from a worker; where that dies meanwhile, it would be waited for in vain."""
_PULSE = 1.0
"""Seconds between signs of life of a batch: often enough for any timeout, and no load for the scheduler."""
_WORKERLESS = 120.0
"""Seconds for which a cluster may be without any worker: its operator starts new ones, or an article kills them all."""
_LOST = (
    "workers of the cluster died at this article each time: it needs more memory than they have, or crashes a native"
    " library; try the article alone with `extract text`"
)
_NO_NANNY = (
    "{path}: an article hangs on a worker that nothing restarts: start workers with a nanny, as `dask worker` does by"
    " itself, and go on with --resume"
)
_state = threading.local()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    batch: Batch
    alone: bool = False
    """Whether it is a suspect: one article, with nothing else under way."""


class DaskWorkers:
    """The engine of a cluster.

    Args:
        config: how articles are read; files it names have to be on every machine.
        scheduler: address such as `tcp://host:8786`; None starts a cluster of `workers` processes on this machine.
        workers: number of processes where there is no cluster yet.
        article_timeout: seconds without a sign of life after which an article is given up.

    Raises:
        ConfigError: the cluster cannot be reached, or its workers run other versions of what decides a record.
    """

    def __init__(
        self, config: Config, scheduler: str | None, *, workers: int = 1, article_timeout: float = 300
    ) -> None:
        try:
            import dask
            from distributed import Client
        except ImportError as error:
            raise MissingExtraError("distributed", "dask") from error
        local = {"n_workers": max(workers, 1), "threads_per_worker": 1, "dashboard_address": None}
        if scheduler is None:  # a cluster of its own would give up for good a worker that is lost twice within 15 s
            dask.config.set({"distributed.deploy.lost-worker-timeout": "1 day"})
        try:
            self._client = Client(scheduler, timeout=_CONNECT) if scheduler else Client(**local)
        except (OSError, ValueError) as error:
            raise ConfigError(f"--scheduler {scheduler}: cannot be reached: {error}") from error
        self._config = config
        self._timeout = article_timeout
        self._name = f"extract-{uuid4().hex[:8]}"
        self._under_way: dict[Any, _Job] = {}
        self._suspects: deque[_Job] = deque()
        self._signs: dict[str, tuple[str, float]] = {}
        self._lost = 0
        self._last_seen = time.monotonic()
        try:
            self._client.subscribe_topic(self._name, self._on_sign)
            self.decision = self._agreed()
        except BaseException:
            self._client.close()
            raise

    def _agreed(self) -> str:
        """What decides results on every worker of the cluster."""
        from distributed.scheduler import KilledWorker

        workers = list(self._client.nthreads())
        asked = [
            # another may answer for one that dies meanwhile
            self._client.submit(_decision, self._config, workers=[each], allow_other_workers=True, pure=False)
            for each in workers
        ]
        try:
            decisions = set(self._client.gather(asked))
        except KilledWorker as error:
            raise ConfigError("the workers of the cluster die as they load extract: look into their logs") from error
        if not decisions:
            raise ConfigError("the cluster has no workers: start some with `dask worker ADDRESS --nthreads 1`")
        if len(decisions) > 1:
            raise ConfigError(
                "the workers of the cluster do not run the same version of extract, its data and its libraries"
            )
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
        while True:
            while len(self._under_way) < _AHEAD * self._threads() and (batch := next(batches, None)):
                self._submit(_Job(batch))
            if not self._under_way and self._suspects:
                self._submit(self._suspects.popleft())
            if not self._under_way:
                return
            for future in self._done():
                yield from self._collect(future)
            yield from self._give_up()
            yield None

    def _submit(self, job: _Job) -> None:
        key = f"{self._name}-{uuid4().hex}"
        future = self._client.submit(_process, self._config, job.batch, self._name, key, key=key, pure=False)
        self._under_way[future] = job

    def _done(self) -> Iterable[Any]:
        from distributed import wait

        try:
            return set(wait(list(self._under_way), timeout=_TICK, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            return ()

    def _collect(self, future: Any) -> Iterator[Part]:
        from distributed.scheduler import KilledWorker

        try:
            decision, part = future.result(timeout=_FETCH)
        except TimeoutError:  # the worker died with its result in hand: the scheduler has it made again
            return
        except KilledWorker:
            yield from self._lose(self._take(future), _LOST)
            return
        except CancelledError as error:
            raise RunError("the scheduler of the cluster went away: nothing is lost; go on with --resume") from error
        self._take(future)
        if decision != self.decision:
            raise ConfigError("a worker of the cluster runs another version of extract, its data or its libraries")
        yield part

    def _take(self, future: Any) -> _Job:
        """The job of `future`, which is under way no more."""
        self._signs.pop(future.key, None)
        future.release()  # the scheduler would make a result again whose worker dies later
        return self._under_way.pop(future)

    def _lose(self, job: _Job, reason: str) -> Iterator[Part]:
        """Suspect each article of `job`, or give up the one that was alone."""
        self._lost += 1
        if not job.alone:
            self._suspects.extend(_Job((task,), alone=True) for task in job.batch)
            return
        (task,) = job.batch
        yield pack(job.batch, [Failure(task.article.path, task.article.doc_id, "worker", reason)])

    def _on_sign(self, event: tuple[float, tuple[str, str]]) -> None:
        """A batch of this run has got to another article."""
        _, (key, worker) = event
        self._signs[key] = worker, time.monotonic()

    def _give_up(self) -> Iterator[Part]:
        """Take back batches that give no sign of life any more, and kill their workers, which come back empty."""
        for future, job in list(self._under_way.items()):
            worker, since = self._signs.get(future.key, ("", time.monotonic()))
            if time.monotonic() - since <= self._timeout:
                continue
            if worker not in self._client.nthreads():  # it has died, and another gets the batch
                del self._signs[future.key]
                continue
            self._take(future)
            future.cancel()
            if not self._client.run(_kill_worker, workers=[worker], nanny=True, on_error="return"):
                raise RunError(_NO_NANNY.format(path=job.batch[0].article.path))
            yield from self._lose(job, SLOW.format(seconds=self._timeout))

    def _threads(self) -> int:
        """Threads of the cluster. Raises RunError where it has had none for long."""
        threads = int(sum(self._client.nthreads().values()))
        if threads:
            self._last_seen = time.monotonic()
        elif time.monotonic() - self._last_seen > _WORKERLESS:
            raise RunError("the cluster has no workers any more: start some, and go on with --resume")
        return max(threads, 1)


def extract_bag(articles: Any, config: Config | None = None) -> Any:
    """Records of a `dask.bag` of articles, as a bag of dictionaries.

    An item is an `Article`, or a row with `id` and `text` and what else a table may tell. What cannot be processed is a
    dictionary with `path`, `doc_id`, `stage` and `reason`. Each thread of a worker builds its pipeline once.

    >>> import dask.bag
    >>> bag = dask.bag.from_sequence([{"id": "a", "text": "區長出席。"}, {"id": "b"}])
    >>> [row.get("text") or row["stage"] for row in extract_bag(bag, Config(tagger="none")).compute(scheduler="sync")]
    ['区长出席。', 'read']
    """
    return articles.map_partitions(_dictionaries, config or Config())


def extract_frame(articles: Any, table: str, config: Config | None = None) -> Any:
    """One of the tables of `extract.frames` from a Dask DataFrame of articles, a row each, as a Dask DataFrame.

    The columns are those of a table of articles: `id`, `text` and what else it may tell. Rows that cannot be processed
    are left out and logged.
    """
    from extract.tables import frames

    return articles.map_partitions(_rows, table, config or Config(), meta=frames([])[table])


def _dictionaries(partition: Iterable[Any], config: Config) -> list[dict[str, Any]]:
    results = _bench(config).pipeline.pipe(map(_article, partition))
    return [asdict(each) if isinstance(each, Failure) else each.model_dump(mode="json") for each in results]


def _rows(partition: Any, table: str, config: Config) -> Any:
    from extract.tables import frames

    results = list(_bench(config).pipeline.pipe(articles_of_frame(partition)))
    for each in results:
        if isinstance(each, Failure):
            _log.warning("%s: %s: %s", each.doc_id, each.stage, each.reason)
    return frames(each for each in results if not isinstance(each, Failure))[table]


def _article(row: Any) -> Article | Failure:
    return row if isinstance(row, Article | Failure) else article_of_row(row)


def _bench(config: Config) -> Bench:
    """The bench of this thread of a worker, built once; neither segmenter nor tagger is made to be shared."""
    benches: dict[Config, Bench] = _state.__dict__.setdefault("benches", {})
    if config not in benches:
        benches[config] = Bench(config)
    return benches[config]


def _process(config: Config, batch: Batch, run: str, key: str) -> tuple[str, Part]:
    """The part of a batch, with signs of life to the client of `run` meanwhile."""
    from distributed import get_worker

    bench, worker = _bench(config), get_worker()
    told = float("-inf")

    def on_article() -> None:
        nonlocal told
        if time.monotonic() - told >= _PULSE:
            told = time.monotonic()
            worker.log_event(run, (key, worker.address))

    return bench.decision, bench.process(batch, on_article)


def _kill_worker(dask_worker: Any) -> None:
    """Kill a worker from its nanny. `Client.restart_workers` asks it to close first, for minutes where it hangs."""
    os.kill(dask_worker.pid, signal.SIGKILL)


def _decision(config: Config) -> str:
    return _bench(config).decision
