"""`extract export` and `import`: to annotation tools and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.common import RunArgument
from extract.errors import ConfigError

FormatOption = Annotated[
    str, typer.Option("--format", metavar="TOOL", help="label-studio, doccano, brat, conll or web-annotation.")
]


def export(
    out: RunArgument,
    *,
    form: FormatOption,
    file: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write.")],
) -> None:
    """Write the spans of a run for an annotation tool.

    Offsets count characters of the working text as the tool counts them. brat is a ZIP of its .txt and .ann files.

    Example: extract export runs/may --format label-studio -o tasks.json
    """
    from extract.exchange import annotated, format_named
    from extract.results import read_records

    file.write_bytes(format_named(form).write(map(annotated, read_records(out))))


def import_gold(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What the annotation tool exported.")],
    *,
    form: FormatOption,
    run: Annotated[Path, typer.Option(metavar="OUT", help="The run that was exported.")],
    gold: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The gold to write, JSONL.")],
) -> None:
    """Make gold of corrected spans, for extract eval.

    Articles of the run that FILE does not hold are left out.

    Example: extract import corrected.json --format label-studio --run runs/may -o gold.jsonl
    """
    import orjson

    from extract.exchange import format_named
    from extract.exchange.gold import gold_of
    from extract.results import read_records

    try:
        corrected = {each.doc_id: each for each in format_named(form).read(file.read_bytes())}
    except (ValueError, LookupError, TypeError) as error:
        raise ConfigError(f"{file}: is not {form}: {type(error).__name__}: {error}") from error
    with gold.open("wb") as lines:
        for record in read_records(run):
            if each := corrected.pop(record.doc_id, None):
                lines.write(orjson.dumps(gold_of(record, each), option=orjson.OPT_APPEND_NEWLINE))
    if corrected:
        raise ConfigError(f"{file}: {run} has no {next(iter(corrected))!r}: name the run that was exported")
