"""`extract run`: articles in, a folder of records out, and what the terminal shows meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.common import SOME_FAILED, ConfigOption, TaggerOption, resolve_config

if TYPE_CHECKING:
    from extract.run.report import RunReport


def run(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT", help="Files, folders or tables of articles.")],
    *,
    out: Annotated[Path, typer.Option(help="Folder for records.jsonl, errors.jsonl, run.json and tables.")],
    workers: Annotated[int, typer.Option(min=1, help="Processes that share the work.")] = 1,
    formats: Annotated[
        str, typer.Option("--format", help="jsonl, parquet, duckdb, csv; several with commas. JSONL is always written.")
    ] = "jsonl",
    config: ConfigOption = None,
    tagger: TaggerOption = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a run that OUT holds already.")] = False,
) -> None:
    """Turn articles into checked records.

    A folder is searched for .txt and .html files; a table (.jsonl, .csv, .parquet) has the columns id and text,
    and may have published, title, publisher and url. An article that cannot be processed becomes a line of
    errors.jsonl, and the exit code is 1.
    """
    from extract.run.local import run_local

    wanted = [name.strip() for name in formats.split(",") if name.strip()]
    settings = resolve_config(config, tagger)
    with _progress() as on_result:
        report = run_local(
            inputs, out, settings, workers=workers, formats=wanted, overwrite=overwrite, on_result=on_result
        )
    _tell(report, out)
    if report.failed:
        raise typer.Exit(SOME_FAILED)


@contextmanager
def _progress() -> Iterator[Callable[[bool], None]]:
    """A progress bar on a terminal, nothing elsewhere. Gives what to call after each article.

    How many articles there will be is not known, since inputs are read as the run goes.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    shown = TextColumn("{task.completed:.0f} articles, {task.fields[failed]} failed")
    columns = (BarColumn(bar_width=20), shown, TaskProgressColumn(show_speed=True), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, failed=0)
        failed = 0

        def on_result(good: bool) -> None:
            nonlocal failed
            failed += not good
            progress.update(task, advance=1, failed=failed)

        yield on_result


def _tell(report: RunReport, out: Path) -> None:
    stages = ", ".join(f"{number} at {stage}" for stage, number in report.failures.items())
    failed = f"; {report.failed} failed ({stages}): see {out / 'errors.jsonl'}" if report.failed else ""
    typer.echo(f"{report.records} records in {out} after {report.seconds:.1f} s{failed}", err=True)
