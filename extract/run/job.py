"""A run: articles in; records, errors, tables and a report out, however often it is broken off on the way.

Every article of the input is listed in the ledger under a key that covers the article and all that reads it. What has a
result under its key already is not worked on again; the rest goes to the engine in batches. When every article has its
result, the output is put together in the order of the input and published.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import orjson

from extract.config import Config
from extract.errors import ConfigError, RunError, why
from extract.readers import Listing, Selection, second_of_its_id
from extract.run.folder import ERRORS, REPORT, OutputFolder
from extract.run.ledger import Ledger, Outcome
from extract.run.parts import Batch, DamagedPartError, PartFolder, Task, article_key, content_hash
from extract.run.progress import Progress
from extract.run.report import RunReport, make_report
from extract.run.work import Engine, Here
from extract.types import Failure
from extract.writers import check_formats, open_writers

OnProgress = Callable[[Progress], None]

_FIRST_BATCH = 8
_BATCH_ARTICLES = 256
_BATCH_SIZE = 2**19
"""A batch closes at 256 articles or 512 KiB of content: about a second of work, so that sending it and keeping its part
cost nothing beside it, and little is done again where a worker dies. The first ones are short, so that a small input
keeps every worker busy too."""
_SHOWN_REUSED = 1000
"""Results of an earlier run that are passed over, some 20 ms' worth, until progress is told again."""
_ROUNDS = 3
"""Times that results are made again because the disk did not keep a part, before the disk is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a run is done. None of it changes a record.

    Attributes:
        workers: processes of this machine; 0 works in this process, without protection from an article that hangs.
        engine: `local`, or `dask` for the workers of a cluster.
        scheduler: the address of the cluster; None starts one on this machine.
        formats: of `extract.writers.FORMATS`; `records.jsonl` is always written.
        resume: go on with the run that OUT holds: do what is missing or changed.
        overwrite: replace the run that OUT holds.
        article_timeout: seconds after which an article is given up.
        worker_memory: MB that a local worker may take.
        work: local folder for ledger and parts, where it shall not be `OUT/.work`.
        selection: which files of a folder are read, and what is known about them.
    """

    workers: int = 1
    engine: Literal["local", "dask"] = "local"
    scheduler: str | None = None
    formats: Sequence[str] = ("jsonl",)
    resume: bool = False
    overwrite: bool = False
    article_timeout: float = 300
    worker_memory: int = 4096
    work: Path | None = None
    selection: Selection = field(default_factory=Selection)


def run_articles(
    inputs: Sequence[str | Path],
    out: str | Path,
    config: Config | None = None,
    options: Options | None = None,
    *,
    on_progress: OnProgress = lambda _: None,
) -> RunReport:
    """Turn the articles of `inputs` into `out/records.jsonl`, `out/errors.jsonl`, `out/run.json` and tables.

    Args:
        inputs: files, folders, archives and tables, read in this order.
        out: the folder to make, here or behind a URL that fsspec knows.
        config: how to read the articles; the defaults where it is None.
        options: how the run is done.
        on_progress: called several times a second.

    Raises:
        ConfigError: nothing can be run. An article that cannot be processed raises nothing: it is a line of
            `errors.jsonl`.
        RunError: the run cannot go on (the disk is full); with `resume` it goes on later.
    """
    config, options = config or Config(), options or Options()
    check_formats(options.formats)
    folder = OutputFolder(out, options.work)
    if not (options.resume or options.overwrite):
        folder.check_free()
    with folder.locked():
        if options.overwrite and not options.resume:
            folder.clear()
        try:
            return _Run(inputs, folder, config, options, on_progress).run()
        except ConfigError:
            folder.clear_if_empty()
            raise
        except (OSError, sqlite3.Error) as error:
            raise RunError(f"{folder.name}: {why(error)}: nothing is lost; go on with --resume") from error


class _Run:
    """One run in its folder: listed, worked through, put together."""

    def __init__(
        self,
        inputs: Sequence[str | Path],
        folder: OutputFolder,
        config: Config,
        options: Options,
        on_progress: OnProgress,
    ) -> None:
        self._inputs = inputs
        self._folder = folder
        self._config = config
        self._options = options
        self._tell = on_progress
        self._listing = self._list()
        self._progress = Progress(total_bytes=self._listing.total_bytes())
        self._facts: dict[str, int] = {}

    def _list(self) -> Listing:
        return Listing(self._inputs, self._options.selection, max_bytes=self._config.max_bytes)

    def run(self) -> RunReport:
        started = datetime.now(UTC)
        self._parts = PartFolder(self._folder.parts)
        with closing(Ledger(self._folder.ledger, self._parts)) as self._ledger:
            for _ in range(_ROUNDS):
                self._work()
                try:
                    return self._publish(started)
                except DamagedPartError:
                    continue
            raise RunError(
                f"{self._folder.parts}: the disk does not keep what is written: go on with --resume elsewhere"
            )

    def _work(self) -> None:
        """List the input, and have the engine make what has no result yet."""
        self._listing = self._list()
        self._progress = Progress(total_bytes=self._progress.total_bytes)
        with _engine(self._config, self._options) as engine:
            self._ledger.begin(engine.decision)
            for part in engine.map(_batches(self._missing(engine.decision))):
                if part is not None:
                    self._ledger.record(self._parts.add(part), part.entries)
                    self._progress.add(part)
                self._show()
            self._facts = engine.facts()
        self._ledger.commit()
        self._show()

    def _missing(self, decision: str) -> Iterator[Task]:
        """List every article; those that have no result yet."""
        for article in self._listing:
            if isinstance(article, Failure):
                self._fail(article)
                continue
            content = content_hash(article)
            key = article_key(decision, article, content)
            if not self._ledger.add(article, content, key):
                self._fail(second_of_its_id(article))
            elif self._ledger.has(key):
                self._progress.reused += 1
                if self._progress.reused % _SHOWN_REUSED == 0:
                    self._show()
            else:
                yield Task(key, article)

    def _show(self) -> None:
        self._progress.read_bytes = self._listing.bytes_read
        self._tell(self._progress)

    def _fail(self, failure: Failure) -> None:
        self._ledger.add_failure(failure)
        self._progress.fail(failure.stage)

    def _publish(self, started: datetime) -> RunReport:
        """Put the results into files, in the order of the input, and the files into the output."""
        with self._folder.fresh() as new:
            records, failures = self._write(new)
            names = sorted([*(path.name for path in new.iterdir()), REPORT])
            report = make_report(
                self._inputs, self._config, self._options, self._progress,
                started=started, records=records, failures=failures, files=names,
                skipped=self._listing.skipped, facts=self._facts,
            )  # fmt: skip
            (new / REPORT).write_bytes(orjson.dumps(report.as_json(), option=orjson.OPT_INDENT_2))
            self._folder.publish(new)
        self._ledger.prune()
        return report

    def _write(self, new: Path) -> tuple[int, dict[str, int]]:
        """Every result to where it belongs; how many records there are, and failures by stage."""
        records = 0
        failures: dict[str, int] = {}
        with ExitStack() as stack:
            writers = [stack.enter_context(closing(writer)) for writer in open_writers(self._options.formats, new)]
            errors = stack.enter_context((new / ERRORS).open("wb"))
            for stage, line in map(self._result, self._ledger.outcomes()):
                if stage is None:
                    records += 1
                    for writer in writers:
                        writer.write(line)
                else:
                    failures[stage] = failures.get(stage, 0) + 1
                    errors.write(line)
        return records, failures

    def _result(self, outcome: Outcome) -> tuple[str | None, bytes]:
        """The stage that an article failed at, if any, and its line. Raises DamagedPartError where it is not there."""
        if outcome.failure is not None:
            return orjson.loads(outcome.failure)["stage"], outcome.failure
        if outcome.part is None or outcome.line is None or outcome.key is None:
            raise DamagedPartError("an article has no result")
        try:
            return outcome.stage, self._parts.line(outcome.part, outcome.line, outcome.key)
        except DamagedPartError:
            self._ledger.forget(outcome.part)
            raise


def _engine(config: Config, options: Options) -> Engine:
    if options.engine == "dask":
        from extract.run.dask import DaskWorkers

        return DaskWorkers(config, options.scheduler, workers=options.workers, article_timeout=options.article_timeout)
    if options.scheduler:
        raise ConfigError("--scheduler names a Dask cluster: it goes with --engine dask")
    if options.workers == 0:
        return Here(config)
    from extract.run.workers import LocalWorkers

    return LocalWorkers(
        config, options.workers, article_timeout=options.article_timeout, worker_memory=options.worker_memory
    )


def _batches(tasks: Iterable[Task]) -> Iterator[Batch]:
    batch: list[Task] = []
    size = 0
    for number, task in enumerate(tasks):
        batch.append(task)
        size += len(task.article.content)
        if len(batch) >= min(_BATCH_ARTICLES, _FIRST_BATCH + number // 8) or size >= _BATCH_SIZE:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)
