"""What several commands share: options, exit codes, the configuration and the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from extract.config import Config

SOME_FAILED = 1
USAGE = 2

RunArgument = Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of a run, or a file of records.")]

ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Configuration in TOML.")]
TaggerOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="news, open, posseg, none, model:FILE, …; overrides the configuration.", show_default=False
    ),
]
RosterOption = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Your table of people, whose keys they get.", show_default=False)
]


def counted(number: int, noun: str) -> str:
    """A number of things.

    >>> counted(1, "record"), counted(0, "record")
    ('1 record', '0 records')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def resolve_config(path: Path | None, **given: Any) -> Config:
    """The configuration of the file, with what the command line says on top."""
    from extract.config import Config

    config = Config.from_toml(path) if path else Config()
    told = {name: value for name, value in given.items() if value}
    return Config.checked({**config.model_dump(), **told}) if told else config


def console() -> Console:
    """Standard output: as wide as its terminal, else 120 columns."""
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=120)
