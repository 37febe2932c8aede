"""What several commands share: options, exit codes, the configuration and the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from extract.config import Config

SOME_FAILED = 1
USAGE = 2

ConfigOption = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="Configuration in TOML.")]
TaggerOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="Overrides the configuration's tagger.", show_default=False)
]


def resolve_config(path: Path | None, tagger: str | None) -> Config:
    """The configuration of the file, with what the command line says on top."""
    from extract.config import Config

    config = Config.from_toml(path) if path else Config()
    return Config.checked({**config.model_dump(), "tagger": tagger}) if tagger else config


def console() -> Console:
    """Standard output: as wide as its terminal, else 120 columns."""
    from rich.console import Console

    return Console() if sys.stdout.isatty() else Console(width=120)
