"""The command line: arguments in, messages and exit codes out. What is done is elsewhere.

Exit codes: 0 all well, 1 some articles failed, 2 usage or configuration.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.errors import ConfigError, ExtractError

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from extract.config import Config
    from extract.evaluate import Evaluation
    from extract.run.report import RunReport
    from extract.types import Article, Failure

app = typer.Typer(
    name="extract",
    help="Dates, officials, awards and counts out of Chinese news, each value traced to its characters.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

SOME_FAILED = 1
USAGE = 2

ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Configuration in TOML.")]
TaggerOption = Annotated[str | None, typer.Option(help="Overrides the configuration's tagger.", show_default=False)]


def main() -> None:
    """The `extract` command. An error of the package or of the disk is a message, never a traceback."""
    try:
        app(prog_name="extract")
    except (ExtractError, OSError) as error:
        typer.echo(f"extract: {error}", err=True)
        sys.exit(USAGE)


def _version(value: bool) -> None:
    if value:
        from extract import __version__

        typer.echo(f"extract {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
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
    settings = _config(config, tagger)
    with _progress() as on_result:
        report = run_local(
            inputs, out, settings, workers=workers, formats=wanted, overwrite=overwrite, on_result=on_result
        )
    _tell(report, out)
    if report.failed:
        raise typer.Exit(SOME_FAILED)


@app.command()
def text(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="One article, or - for standard input.")],
    *,
    published: Annotated[str | None, typer.Option(help="Publication date, as 2024-05-07.", show_default=False)] = None,
    config: ConfigOption = None,
    tagger: TaggerOption = None,
) -> None:
    """Print the record of one article as JSON.

    On a terminal it is indented, elsewhere it is one line.
    """
    from dataclasses import replace

    from extract.pipeline import Pipeline
    from extract.types import Failure

    article = _one_article(file)
    if published and not isinstance(article, Failure):
        article = replace(article, published=_published(published))
    for result in Pipeline(_config(config, tagger)).pipe([article]):
        if isinstance(result, Failure):
            typer.echo(f"extract: {result.path or file}: {result.stage}: {result.reason}", err=True)
            raise typer.Exit(SOME_FAILED)
        typer.echo(result.model_dump_json(indent=2 if sys.stdout.isatty() else None))


@app.command()
def show(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of a run, or a file of records.")],
) -> None:
    """Print a run as a table, one row an article.

    It shows people with their offices, awards with their receivers, and counts.
    """
    from extract.results import read_records
    from extract.summary import LEGEND, summary_table

    console = _console()
    console.print(summary_table(read_records(out)))
    console.print(LEGEND)


@app.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of a record."""
    import json

    from extract.record import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@app.command("eval")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated articles, JSONL.")],
    predictions: Annotated[Path, typer.Argument(metavar="PREDICTIONS", help="Records, JSONL.")],
    *,
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Show N differing articles a measure.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a table.")] = False,
) -> None:
    """Compare records with gold annotation.

    Prints precision, recall and F1 of each measure.
    """
    import orjson

    from extract import evaluate as evaluation

    annotated = evaluation.read_annotations(gold, "id").values()
    result = evaluation.evaluate(annotated, evaluation.read_annotations(predictions, "doc_id"))
    _show_differences(result, errors)
    if as_json:
        typer.echo(orjson.dumps(result.as_json()).decode())
    else:
        typer.echo(_score_table(result))


@app.command()
def train(
    data: Annotated[list[Path], typer.Argument(metavar="DATA", help="Sentences with entities, JSONL.")],
    *,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The model, for --tagger model:FILE.")],
    gold: Annotated[Path | None, typer.Option(metavar="GOLD", help="Annotated articles, JSONL.")] = None,
    articles: Annotated[Path | None, typer.Option(help="The texts of GOLD, JSONL.")] = None,
    dev: Annotated[list[Path] | None, typer.Option(help="More sentences that are only measured on.")] = None,
    unlabelled: Annotated[Path | None, typer.Option(help="Plain texts, JSONL or JSONL.xz.")] = None,
    generated: Annotated[int, typer.Option(min=0, help="Sentences of the built-in grammar to add.")] = 15_000,
    held_back: Annotated[float, typer.Option(min=0, max=0.9, help="Share of DATA that is only measured on.")] = 0.05,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the data.")] = 8,
    seed: Annotated[int, typer.Option(help="The same seed gives the same model.")] = 13,
    threads: Annotated[int, typer.Option(min=1, help="Cores to use.")] = 1,
) -> None:
    """Train a tagger and print its F1 on what was held back.

    Needs the train extra (torch and onnx). A line of DATA is
    {"text": …, "entities": [{"start": …, "end": …, "type": "PER"}, …]}.
    """
    import logging

    from extract.taggers.training.command import train as train_tagger

    if (gold is None) != (articles is None):
        raise ConfigError("--gold and --articles go together")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    pair = (articles, gold) if articles and gold else None
    scores = train_tagger(
        data, out, gold=pair, dev=dev or (), unlabelled=unlabelled, generated=generated,
        held_back=held_back, epochs=epochs, seed=seed, threads=threads,
    )  # fmt: skip
    for source, f1 in scores.items():
        typer.echo(f"{source or 'data'}: " + ", ".join(f"{label} {value:.1f}" for label, value in f1.items()))


def _config(path: Path | None, tagger: str | None) -> Config:
    """The configuration of the file, with what the command line says on top."""
    from extract.config import Config

    config = Config.from_toml(path) if path else Config()
    return Config.checked({**config.model_dump(), "tagger": tagger}) if tagger else config


def _one_article(file: str) -> Article | Failure:
    """The only article of `file`, or of standard input. Raises ConfigError where there are several."""
    from extract.readers import read_articles
    from extract.types import Article

    if file == "-":
        return Article(doc_id="-", content=sys.stdin.buffer.read(), path="-")
    articles = read_articles([Path(file)])
    first = next(articles, None)
    if first is None:
        raise ConfigError(f"{file}: holds no article")
    if next(articles, None) is not None:
        raise ConfigError(f"{file}: holds several articles: use `extract run {file} --out OUT`")
    return first


def _published(value: str) -> date | None:
    """The date of --published; where it is none, that is an error of usage."""
    from extract.types import parse_published

    try:
        return parse_published(value)
    except ExtractError as error:
        raise ConfigError(f"--published: {error}") from error


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


def _console() -> Console:
    """Standard output: as wide as its terminal, else 120 columns."""
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=120)


def _show_differences(result: Evaluation, most: int) -> None:
    shown: dict[str, int] = {}
    for difference in result.differences:
        number = shown[difference.measure] = shown.get(difference.measure, 0) + 1
        if number <= most:
            sides = f"missed {list(difference.missed)}  spurious {list(difference.spurious)}"
            typer.echo(f"{difference.measure:16} {difference.doc_id}  {sides}", err=True)


def _score_table(result: Evaluation) -> str:
    lines = [f"{'measure':18}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'found':>7}"]
    for name, score in result.scores.items():
        ratios = f"{score.precision:8.3f}{score.recall:8.3f}{score.f1:8.3f}"
        lines.append(f"{name:18}{ratios}{score.gold:7}{score.predicted:7}")
    return "\n".join([*lines, f"{'mean F1':34}{result.mean_f1:8.3f}"])
