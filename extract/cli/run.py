"""`extract run`: articles in, a folder of records out, and what is told meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from extract.cli.common import SOME_FAILED, ConfigOption, RosterOption, TaggerOption, counted, resolve_config
from extract.errors import ConfigError

if TYPE_CHECKING:
    from extract.run.progress import Progress
    from extract.run.report import RunReport

_LOG_EVERY = 5.0
_METRICS_EVERY = 5.0
_SHOW_EVERY = 0.2
_TOLD = 3
"""Failures that are told in full at the end of a run."""
INTERRUPTED = 130
"""What a shell calls the end by Ctrl-C."""


def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, archives, tables; also URLs.")],
    *,
    out: Annotated[
        str, typer.Option(metavar="FOLDER", help="Folder for records.jsonl, errors.jsonl, run.json and tables.")
    ],
    workers: Annotated[
        int, typer.Option(min=0, metavar="N", help="Processes that share the work; 0 works in this one.")
    ] = 1,
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="NAMES",
            help="jsonl, parquet, duckdb, csv; several with commas. JSONL is always written.",
        ),
    ] = "jsonl",
    config: ConfigOption = None,
    tagger: TaggerOption = None,
    roster: RosterOption = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Do what is missing or changed in OUT, and only that.")
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a run that OUT holds already.")] = False,
    include: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Read only such files of a folder.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Leave such files and folders out.")] = None,
    hidden: Annotated[bool, typer.Option("--hidden", help="Read hidden files and folders too.")] = False,
    follow_links: Annotated[bool, typer.Option("--follow-links", help="Go into folders through links.")] = False,
    metadata: Annotated[
        Path | None,
        typer.Option(metavar="TABLE", help="Table with id or path, published, title, publisher, editor, url."),
    ] = None,
    article_timeout: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="Longest time for one article.")
    ] = 300,
    worker_memory: Annotated[int, typer.Option(min=64, metavar="MB", help="Memory that a worker may take.")] = 4096,
    engine: Annotated[
        Literal["local", "dask"],
        typer.Option(metavar="local|dask", help="Where the work is done: here or on a cluster."),
    ] = "local",
    scheduler: Annotated[str | None, typer.Option(metavar="ADDRESS", help="The Dask cluster: tcp://HOST:PORT.")] = None,
    work: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Where the ledger lies, if not in OUT/.work.")
    ] = None,
    log_json: Annotated[bool, typer.Option("--log-json", help="Progress as lines of JSON on standard error.")] = False,
    metrics: Annotated[Path | None, typer.Option(metavar="FILE", help="Keep counts for Prometheus in FILE.")] = None,
) -> None:
    """Turn articles into checked records.

    A folder is searched for files with articles (.txt .html .htm .mhtml .md .docx .pdf), tables (.jsonl .json .csv
    .tsv .parquet), web archives (.warc) and archives of them (.zip .tar .gz .bz2 .xz .zst). A table has the columns id and
    text, and may have published, title, publisher, editor and url. An article that cannot be processed becomes a line
    of errors.jsonl, and the exit code is 1. A run that was broken off goes on with --resume.

    Example: extract run articles --out runs/may --workers 4 --format parquet
    """
    from extract.readers import Selection
    from extract.run.job import Options, run_articles

    options = Options(
        workers=workers, engine=engine, scheduler=scheduler, resume=resume, overwrite=overwrite, work=work,
        formats=[name.strip() for name in formats.split(",") if name.strip()],
        article_timeout=article_timeout, worker_memory=worker_memory,
        selection=Selection(
            include=tuple(include or ()), exclude=tuple(exclude or ()),
            hidden=hidden, follow_links=follow_links, metadata=metadata,
        ),
    )  # fmt: skip
    if resume and overwrite:
        raise ConfigError("--resume goes on with a run and --overwrite replaces it: give one of them")
    settings = resolve_config(config, tagger=tagger, roster=roster)
    try:
        with _telling(log_json=log_json, metrics=metrics) as on_progress:
            report = run_articles(inputs, out, settings, options, on_progress=on_progress)
    except KeyboardInterrupt:
        typer.echo("extract: interrupted; nothing is lost: go on with --resume", err=True)
        raise typer.Exit(INTERRUPTED) from None
    _tell_end(report, out, log_json=log_json)
    if report.failed:
        raise typer.Exit(SOME_FAILED)


@contextmanager
def _telling(*, log_json: bool, metrics: Path | None) -> Iterator[Callable[[Progress], None]]:
    """What to call with the progress of a run: it goes to the terminal, to a log, to a file, or nowhere."""
    from extract.run.progress import Every, write_log, write_metrics

    tellers: list[Callable[[Progress], None]] = []
    latest: list[Progress] = []

    def on_progress(progress: Progress) -> None:
        latest[:] = [progress]
        for teller in tellers:
            teller(progress)

    with _bar(wanted=sys.stderr.isatty() and not log_json) as show:
        tellers.append(Every(_SHOW_EVERY, show))
        if log_json:
            tellers.append(Every(_LOG_EVERY, lambda progress: write_log(sys.stderr, progress)))
        if metrics:
            tellers.append(Every(_METRICS_EVERY, lambda progress: write_metrics(metrics, progress)))
        yield on_progress
        for progress in latest:
            show(progress)
            if metrics:
                write_metrics(metrics, progress)


@contextmanager
def _bar(*, wanted: bool) -> Iterator[Callable[[Progress], None]]:
    """A progress bar on a terminal. How far it is goes by the bytes of the input that were read."""
    if not wanted:
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(
        BarColumn(bar_width=20), TextColumn("{task.description}"), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task("starting", total=None)

        def show(progress: Progress) -> None:
            bar.update(task, description=_line(progress), total=progress.total_bytes, completed=progress.read_bytes)

        yield show


def _line(progress: Progress) -> str:
    """One line about a run under way."""
    parts = [f"{progress.articles} articles", f"{progress.articles_per_second:.1f}/s"]
    parts.append(f"{progress.megabytes_per_second:.2f} MB/s")
    if progress.reused:
        parts.append(f"{progress.reused} from before")
    parts.append(f"{progress.failed} failed{_stages(progress.failures)}")
    if progress.seconds_left is not None:
        parts.append(f"{_clock(progress.seconds_left)} left")
    return ", ".join(parts)


def _stages(failures: dict[str, int]) -> str:
    return f" ({', '.join(f'{number} at {stage}' for stage, number in sorted(failures.items()))})" if failures else ""


def _clock(seconds: float) -> str:
    """A time as people say it.

    >>> _clock(42), _clock(4210)
    ('0:42', '1:10:10')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _tell_end(report: RunReport, out: str, *, log_json: bool) -> None:
    if log_json:
        from extract.run.progress import log_line

        facts = {"records": report.records, "failures": report.failures, "reused": report.reused}
        typer.echo(log_line("end", out=out, seconds=report.seconds, **facts), err=True)
        return
    failed = f"; {report.failed} failed{_stages(report.failures)}: see {out}/errors.jsonl" if report.failed else ""
    reused = f", {report.reused} of them from before," if report.reused else ""
    typer.echo(f"{counted(report.records, 'record')} in {out}{reused} after {report.seconds:.1f} s{failed}", err=True)
    if 0 < report.failed <= _TOLD:
        _tell_failures(Path(out) / "errors.jsonl")


def _tell_failures(errors: Path) -> None:
    """What failed and why, unless the output is not on this machine."""
    import orjson

    for line in errors.read_bytes().splitlines() if errors.is_file() else ():
        failure = orjson.loads(line)
        typer.echo(f"  {failure['path']}: {failure['stage']}: {failure['reason']}", err=True)


def diff(
    before: Annotated[Path, typer.Argument(metavar="RUN_A", help="Output folder of a run, or a file of records.")],
    after: Annotated[Path, typer.Argument(metavar="RUN_B", help="Another run over the same articles.")],
    *,
    examples: Annotated[int, typer.Option(min=0, metavar="N", help="Show N examples of each kind.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")] = False,
) -> None:
    """Say what RUN_B gained, lost and changed against RUN_A.

    By field and by the rule that made the difference, with examples. The exit code is 1 if the runs differ.

    Example: extract diff runs/april runs/may --examples 5
    """
    import orjson

    from extract.run.diff import compare_runs, comparison_lines

    found = compare_runs(before, after, examples=examples)
    if as_json:
        typer.echo(orjson.dumps(found.as_json()).decode())
    else:
        for line in comparison_lines(found):
            typer.echo(line)
    if found.differ:
        raise typer.Exit(SOME_FAILED)
