"""`extract view`: a run as a page to read, search and print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.common import RunArgument, counted


def view(
    out: RunArgument,
    *,
    page: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "report.html"
    ),
    name: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Heading of the page; the folder's name if not given.")
    ] = None,
) -> None:
    """Write a run as one page for the browser.

    The page needs no network and no server: search, filters, each article with its evidence, its source beside it,
    and charts. Keys are listed under ?.

    Example: extract view runs/may -o may.html
    """
    from extract.results import read_records
    from extract.view.page import write_page
    from extract.view.run_folder import page_info

    written = write_page(read_records(out), page, page_info(out, name))
    typer.echo(f"{counted(written, 'record')} in {page}, {page.stat().st_size / 1e6:.1f} MB", err=True)
