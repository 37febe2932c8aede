"""`extract explain` and `doctor`: why a value is there, and whether the installation is whole."""

from __future__ import annotations

from typing import Annotated

import typer

from extract.cli.common import RunArgument
from extract.errors import ConfigError


def explain(
    out: RunArgument,
    *,
    field: Annotated[str, typer.Option(metavar="PATH", help="Where the value stands in the record, such as people.3.")],
    doc: Annotated[str | None, typer.Option(metavar="DOC_ID", help="Which record; the first if not given.")] = None,
) -> None:
    """Tell what made a value: its rule, its words, its stages.

    Example: extract explain runs/may --doc may-001 --field people.3
    """
    from extract.explain import explain as explained
    from extract.results import read_records

    for each in read_records(out):
        if doc is None or each.doc_id == doc:
            typer.echo(explained(each, field))
            return
    raise ConfigError(f"{out}: holds no record{f' {doc!r}' if doc else ''}")


def doctor() -> None:
    """Tell what is installed, and whether it is whole.

    Ends with 1 where something that is needed is missing or damaged.

    Example: extract doctor
    """
    from extract.doctor import examine

    findings = list(examine())
    for finding in findings:
        mark = {True: "ok", False: "BAD", None: "-"}[finding.good]
        typer.echo(f"{mark:4}{finding.name:22}{finding.told}")
    if any(finding.good is False for finding in findings):
        raise typer.Exit(1)
