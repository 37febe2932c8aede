"""The command line: arguments in, messages and exit codes out. What is done is elsewhere.

Exit codes: 0 all well, 1 some articles failed, 2 usage or configuration.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import Annotated

import typer

from extract.cli.common import USAGE
from extract.cli.exchange import export, import_gold
from extract.cli.inspect import doctor, explain
from extract.cli.quality import evaluate, train
from extract.cli.records import schema, show, text
from extract.cli.run import diff, run
from extract.cli.view import view
from extract.errors import ExtractError, why

COMMANDS: dict[str, Callable[..., None]] = {
    "run": run,
    "text": text,
    "show": show,
    "view": view,
    "explain": explain,
    "export": export,
    "import": import_gold,
    "schema": schema,
    "diff": diff,
    "eval": evaluate,
    "train": train,
    "doctor": doctor,
}
"""In the order in which the help lists them. A new command is a function in this folder and a line here."""

app = typer.Typer(
    name="extract",
    help="Dates, officials, awards and counts out of Chinese news, each value traced to its characters.",
    epilog="Begin with: extract run FOLDER --out OUT, then extract show OUT.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _name, _command in COMMANDS.items():
    app.command(_name)(_command)


def main() -> None:
    """The `extract` command. An error of the package or of the disk is a message, never a traceback."""
    _write_utf8()
    try:
        app(prog_name="extract")
    except (ExtractError, OSError) as error:
        file = getattr(error, "filename", None)
        typer.echo(f"extract: {f'{file}: ' if file else ''}{why(error)}", err=True)
        sys.exit(USAGE)


def _write_utf8() -> None:
    """UTF-8 into files and pipes, also on systems with another encoding; what a terminal cannot show becomes a mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors=stream.errors)


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
