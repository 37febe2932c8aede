"""What an output folder says about its run, for the heading of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from extract.view.page import PageInfo

_MOST_FAILURES = 1000
"""Failed articles that the page lists; `errors.jsonl` lists all."""


def page_info(out: Path, name: str | None = None) -> PageInfo:
    """The name, the facts and the failures of the run in `out`, which may be a file of records alone."""
    folder = out if out.is_dir() else out.parent
    report = _json(folder / "run.json") if out.is_dir() else {}
    failures = tuple(_failures(folder / "errors.jsonl")) if out.is_dir() else ()
    return PageInfo(name or (out.resolve().name if out.is_dir() else out.stem), tuple(_facts(report)), failures)


def _facts(report: dict[str, Any]) -> Iterator[str]:
    if "started" in report:
        yield str(report["started"])[:16].replace("T", " ")
    if versions := report.get("versions"):
        yield f"extract {versions.get('extract')}"
    if config := report.get("config"):
        yield f"tagger {config.get('tagger')}"


def _failures(path: Path) -> Iterator[dict[str, Any]]:
    if path.is_file():
        yield from map(orjson.loads, path.read_bytes().splitlines()[:_MOST_FAILURES])


def _json(path: Path) -> dict[str, Any]:
    found = orjson.loads(path.read_bytes()) if path.is_file() else {}
    return found if isinstance(found, dict) else {}
