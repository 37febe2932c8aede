"""A run on this machine: articles in; records, errors and a report out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import orjson

from extract.config import Config
from extract.readers import read_articles
from extract.run.folder import ERRORS, REPORT, check_free, partial_folder, publish
from extract.run.report import RunReport, make_report
from extract.run.workers import Line, run_here, run_in_workers
from extract.types import Failure
from extract.writers import check_formats, open_writers

OnResult = Callable[[bool], None]
"""Called after each article: with True where it gave a record."""


def run_local(
    inputs: Sequence[Path],
    out: Path,
    config: Config | None = None,
    *,
    workers: int = 1,
    formats: Sequence[str] = ("jsonl",),
    overwrite: bool = False,
    on_result: OnResult = lambda _: None,
) -> RunReport:
    """Turn the articles of `inputs` into `out/records.jsonl`, `out/errors.jsonl`, `out/run.json` and tables.

    Args:
        inputs: files, folders and tables, read in this order.
        out: the folder to make; a run that stands there already is replaced only where `overwrite` is set.
        config: how to read the articles; the defaults where it is None.
        workers: processes to share the work; 1 works in this process.
        formats: of `extract.writers.FORMATS`; `records.jsonl` is always written.
        overwrite: replace an earlier run.
        on_result: called after each article.

    Raises:
        ConfigError: nothing can be run. An article that cannot be processed raises nothing: it is a line of
            `errors.jsonl`.
    """
    config = config or Config()
    check_free(out, overwrite=overwrite)
    check_formats(formats)
    started = datetime.now(UTC)
    with partial_folder(out) as partial:
        records, failures = _write_results(_results(inputs, config, workers), partial, formats, on_result)
        files = sorted([*(path.name for path in partial.iterdir()), REPORT])
        report = make_report(inputs, config, workers, started=started, records=records, failures=failures, files=files)
        (partial / REPORT).write_bytes(orjson.dumps(report.as_json(), option=orjson.OPT_INDENT_2))
        publish(partial, out)
    return report


def _results(inputs: Sequence[Path], config: Config, workers: int) -> Iterator[Line | Failure]:
    articles = read_articles(inputs)
    return run_here(articles, config) if workers == 1 else run_in_workers(articles, config, workers)


def _write_results(
    results: Iterator[Line | Failure], folder: Path, formats: Sequence[str], on_result: OnResult
) -> tuple[int, Counter[str]]:
    """Write each result to where it belongs; how many records there were, and failures by stage."""
    records = 0
    failures: Counter[str] = Counter()
    with ExitStack() as stack:
        writers = [stack.enter_context(closing(writer)) for writer in open_writers(formats, folder)]
        errors = stack.enter_context((folder / ERRORS).open("wb"))
        for result in results:
            if isinstance(result, Failure):
                failures[result.stage] += 1
                errors.write(orjson.dumps(asdict(result), option=orjson.OPT_APPEND_NEWLINE))
            else:
                records += 1
                for writer in writers:
                    writer.write(result)
            on_result(not isinstance(result, Failure))
    return records, failures
