"""`extract text`, `show` and `schema`: one record, the records of a run, and what a record may hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.common import (
    SOME_FAILED,
    ConfigOption,
    RosterOption,
    RunArgument,
    TaggerOption,
    console,
    resolve_config,
)
from extract.errors import ConfigError, ExtractError

if TYPE_CHECKING:
    from datetime import date

    from extract.types import Article, Failure


def text(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="One article, or - for standard input.")],
    *,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date, as 2024-05-07.", show_default=False)
    ] = None,
    config: ConfigOption = None,
    tagger: TaggerOption = None,
    roster: RosterOption = None,
) -> None:
    """Print the record of one article as JSON.

    On a terminal it is indented, elsewhere it is one line.

    Example: extract text article.txt --published 2024-05-07
    """
    from dataclasses import replace

    from extract.pipeline import Pipeline
    from extract.types import Failure

    article = _one_article(file)
    if published and not isinstance(article, Failure):
        article = replace(article, published=_published(published))
    for result in Pipeline(resolve_config(config, tagger=tagger, roster=roster)).pipe([article]):
        if isinstance(result, Failure):
            typer.echo(f"extract: {result.path or file}: {result.stage}: {result.reason}", err=True)
            raise typer.Exit(SOME_FAILED)
        typer.echo(result.model_dump_json(indent=2 if sys.stdout.isatty() else None))


def show(
    out: RunArgument,
) -> None:
    """Print a run as a table, one row an article.

    It shows people with their offices, awards with their receivers, and counts.

    Example: extract show runs/may
    """
    from extract.results import read_records
    from extract.summary import LEGEND, summary_table

    terminal = console()
    terminal.print(summary_table(read_records(out)))
    terminal.print(LEGEND)


def schema() -> None:
    """Print the JSON Schema (2020-12) of a record.

    Example: extract schema > record.schema.json
    """
    import json

    from extract.record import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


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
        raise ConfigError(f"--{error}") from error  # which begins with the name of the field
