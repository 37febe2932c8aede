"""Write docs/ from the code: the commands' help, the fields of a record, the columns of the tables.

`python scripts/make_docs.py` writes the pages; tests/test_docs.py demands that they are fresh.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
_MADE = "<!-- Made from the code by scripts/make_docs.py: `make docs` writes it anew. -->\n"


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {"commands.md": commands(), "record.md": record(), "tables.md": tables()}


def commands() -> str:
    """The help of every command."""
    from typer.main import get_command
    from typer.testing import CliRunner

    from extract.cli import app

    runner = CliRunner(env={"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"})
    parts = [f"{_MADE}\n# Commands\n"]
    for name in get_command(app).commands:
        shown = runner.invoke(app, [name, "--help"], prog_name="extract").output
        parts.append(f"## extract {name}\n\n```text\n{shown.strip()}\n```\n")
    return "\n".join(parts)


def record() -> str:
    """The fields of a record and of everything in it, from the JSON Schema."""
    from extract.record import json_schema

    schema = json_schema()
    intro = (
        "# The record\n\nEvery field of a record, from [the JSON Schema](../schemas/record.schema.json). `start` and `end` count "
        "the characters of `text`, `raw_start` and `raw_end` those of the decoded source; all spans are half-open.\n"
    )
    parts = [f"{_MADE}\n{intro}", _fields("Record", schema)]
    parts += [_fields(name, definition) for name, definition in schema["$defs"].items()]
    return "\n".join(parts)


def _fields(name: str, definition: dict[str, Any]) -> str:
    about = definition.get("description", "")
    rows = [
        f"| `{field}` | {_kind(value)} | {value.get('description', '')} |"
        for field, value in definition["properties"].items()
    ]
    return "\n".join(
        [
            f"## {name}\n",
            *([about.split("\n")[0] + "\n"] if about else []),
            "| field | type | meaning |",
            "| --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _kind(value: dict[str, Any]) -> str:
    """The type of a field in words; names of other parts of the record are links."""
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        return " or ".join(_kind(part) for part in value["anyOf"])
    if "enum" in value:
        return ", ".join(f"`{item}`" for item in value["enum"])
    if value.get("type") == "array":
        inner = value.get("items", {})
        return f"list of {_kind(inner)}" if inner else "list"
    return str(value.get("type", "any"))


def tables() -> str:
    """The columns of every table of `extract.frames`."""
    from extract.tables import JOINS, frames

    lines = [f"{_MADE}\n# Tables\n", *_intro(JOINS)]
    for name, frame in frames([]).items():
        lines += [f"## {name}\n", "| column | dtype |", "| --- | --- |"]
        lines += [f"| `{column}` | {dtype} |" for column, dtype in frame.dtypes.items()]
        lines.append("")
    return "\n".join(lines)


def _intro(joins: dict[str, tuple[str, str]]) -> Iterator[str]:
    yield (
        "What `extract.frames(records)` gives, and what `extract run --format parquet,duckdb,csv` writes. The columns and their "
        "types are the same however few rows there are. `sentence` is the sentence that a value stands in.\n"
    )
    yield "## Keys\n\n| table | one row is | its key |\n| --- | --- | --- |"
    yield from (f"| `{table}` | {row} | {key} |" for table, (row, key) in joins.items())
    yield ""


if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "100")
    for file, text in pages().items():
        (DOCS / file).write_text(text, "utf-8")
