"""Write docs/ from the code: commands (also as a man page), the record, the tables, the formats of annotation tools.

`python scripts/make_docs.py` writes the pages; tests/test_docs.py demands that they are fresh.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
_MADE = "<!-- Made from the code by scripts/make_docs.py: `make docs` writes it anew. -->\n"


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {
        "commands.md": commands(),
        "exchange.md": exchange(),
        "extract.1": man(),
        "record.md": record(),
        "tables.md": tables(),
    }


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


def man() -> str:
    """The man page, extract(1)."""
    from typer.main import get_command

    import extract
    from extract.cli import app

    whole = get_command(app)
    lines = [
        '.\\" Made from the code by scripts/make_docs.py: `make docs` writes it anew.',
        f'.TH EXTRACT 1 "" "extract {extract.__version__}" "User Commands"',
        *(".SH NAME", rf"extract \- {_roff(whole.help)}"),
        *(".SH SYNOPSIS", r".B extract", r"\fICOMMAND\fR [\fIOPTIONS\fR] [\fIARGUMENTS\fR]", ".SH COMMANDS"),
    ]
    for name, command in whole.commands.items():
        lines += _command(name, command)
    for title, entries in _ABOUT.items():
        lines.append(f".SH {title}")
        lines += [line for entry, told in entries.items() for line in (".TP", rf"\fB{entry}\fR", _roff(told))]
    return "\n".join(lines) + "\n"


_ABOUT = {
    "EXIT STATUS": {
        "0": "All is well.",
        "1": "Some articles failed, two runs differ, or the installation is damaged.",
        "2": "The command or the configuration is wrong.",
        "130": "Ended by Ctrl-C; extract run goes on with --resume.",
    },
    "ENVIRONMENT": {"NO_COLOR": "If it is set, tables and progress have no colours."},
    "SEE ALSO": {"https://no-color.org": "", "docs/commands.md, docs/record.md, docs/tables.md": "In the sources."},
}


def _command(name: str, command: Any) -> Iterator[str]:
    import inspect

    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option" and not each.hidden]
    takes = "".join(rf" \fI{_roff(each.metavar)}\fR{'...' if each.nargs < 0 else ''}" for each in arguments)
    takes += "".join(rf" \fB{_roff(each.opts[0])}\fR \fI{_roff(each.metavar)}\fR" for each in options if each.required)
    yield rf".SS extract {name}{takes} [\fIOPTIONS\fR]"
    for paragraph in inspect.cleandoc(command.help).split("\n\n"):
        head, example, rest = paragraph.partition("Example: ")
        yield from (".PP", f"{_roff(head)}{example}" + (rf"\fB{_roff(rest)}\fR" if example else ""))
    for each in arguments:
        yield from (".TP", rf"\fI{_roff(each.metavar)}\fR", _roff(each.help))
    for each in options:
        value = "" if each.is_flag else rf" \fI{_roff(each.metavar)}\fR"
        default = f" Default: {each.default}." if each.show_default and each.default not in (None, False) else ""
        yield from (".TP", rf"\fB{_roff(', '.join(each.opts))}\fR{value}", _roff(f"{each.help}{default}"))


def _roff(text: str) -> str:
    """Text as roff: one line, with what roff would read as its own escaped."""
    line = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq")
    line = re.sub(r"[^\x00-\x7f]", lambda char: rf"\[u{ord(char[0]):04X}]", line)
    return rf"\&{line}" if line.startswith(".") else line


def exchange() -> str:
    """What each format of an annotation tool is like, from its module."""
    import inspect
    import sys

    from extract.exchange import FORMATS
    from extract.exchange.spans import LABELS

    intro = (
        "# Annotation tools\n\n`extract export OUT --format NAME -o FILE` writes the spans of a run, `extract import FILE --format NAME "
        "--run OUT -o gold.jsonl` makes gold of what comes back. The text is the working text of the record and must not be edited. "
        f"The labels are {', '.join(f'`{label}`' for label in LABELS)}.\n"
    )
    parts = [f"{_MADE}\n{intro}"]
    for name, form in FORMATS.items():
        told = inspect.getdoc(sys.modules[form.write.__module__])
        parts.append(f"## {name}: `{form.suffix}`\n\n{told}\n")
        if name == "label-studio":
            parts.append(_label_studio(LABELS))
    return "\n".join(parts)


def _label_studio(labels: tuple[str, ...]) -> str:
    shown = "\n".join(f'    <Label value="{label}"/>' for label in labels)
    head, foot = (
        '<View>\n  <Labels name="label" toName="text">',
        '  </Labels>\n  <Text name="text" value="$text"/>\n</View>',
    )
    return f"Give a project this labelling interface before you import the tasks:\n\n```xml\n{head}\n{shown}\n{foot}\n```\n"


def record() -> str:
    """The fields of a record and of everything in it, from the JSON Schema."""
    from extract.record import Item, json_schema

    schema = json_schema()
    intro = (
        "# The record\n\nEvery field of a record, from [the JSON Schema](../schemas/record.schema.json). `start` and `end` count "
        "the characters of `text`, `raw_start` and `raw_end` those of the decoded source; all spans are half-open.\n"
    )
    parts = [f"{_MADE}\n{intro}", _fields("Record", schema), _fields("Item", Item.model_json_schema())]
    parts += [_fields(name, schema["$defs"][name], set(Item.model_fields)) for name in _parts(schema)]
    return "\n".join([*parts, _issue_codes()])


def _issue_codes() -> str:
    from extract.resolve.checks import ISSUES

    rows = [f"| `{code}` | {message} |" for code, message in ISSUES.items()]
    return "\n".join(["## Codes of issues\n", "| code | message |", "| --- | --- |", *rows, ""])


def _parts(schema: dict[str, Any]) -> list[str]:
    """What a record consists of, in the order in which its fields come to it."""
    found = ["Record"]
    for name in found:
        inside = json.dumps(schema["$defs"].get(name, schema)["properties"])
        found += dict.fromkeys(part for part in re.findall(r"#/\$defs/(\w+)", inside) if part not in found)
    return found[1:]


def _fields(name: str, definition: dict[str, Any], common: Collection[str] = ()) -> str:
    """The fields of one part of a record but those that it has in `common` with every item."""
    fields: dict[str, Any] = definition["properties"]
    is_item = common and fields.keys() >= common
    about = definition.get("description", "").split("\n")[0] + (" An [item](#item)." if is_item else "")
    rows = [
        f"| `{field}` | {_kind(value)} | {value.get('description', '')} |"
        for field, value in fields.items()
        if not (is_item and field in common)
    ]
    return "\n".join(
        [
            f"## {name}\n",
            *([f"{about}\n"] if about else []),
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
        "types are the same however few rows there are.\n\nA column means what the field of its name means in "
        "[the record](record.md). `person` and `grant` number the people and the grants of an article; `mentions` and, in "
        "`articles`, the columns from `dates` to `repairs` say how many there are; `sentence` is the sentence that a value stands in.\n"
    )
    yield "## Keys\n\n| table | one row is | its key |\n| --- | --- | --- |"
    yield from (f"| `{table}` | {row} | {key} |" for table, (row, key) in joins.items())
    yield (
        '\nWho held which title on which day:\n\n```python\ntables["titles"].merge(tables["articles"][["doc_id", "published"]], '
        'on="doc_id")\n```\n\nThe same from Parquet, in DuckDB:\n\n```sql\nSELECT published, name, titles.title FROM '
        "'OUT/titles.parquet' JOIN 'OUT/articles.parquet' USING (doc_id)\n```\n"
    )


if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "100")
    for file, text in pages().items():
        (DOCS / file).write_text(text, "utf-8")
