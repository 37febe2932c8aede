"""The output folder of a run: filled under a hidden name, published at the end.

Readers of the folder see a finished run or none. Files are written in `OUT/.partial/` and renamed into `OUT` when
everything is there; `run.json` comes last, so that a folder with a `run.json` holds a whole run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from extract.errors import ConfigError

REPORT = "run.json"
SPINE = "records.jsonl"
ERRORS = "errors.jsonl"
_PARTIAL = ".partial"


def check_free(out: Path, *, overwrite: bool) -> None:
    """Raise ConfigError where `out` cannot become an output folder: a file, or a run that may not be replaced."""
    if out.exists() and not out.is_dir():
        raise ConfigError(f"{out}: is a file; --out names a folder")
    present = [name for name in (REPORT, SPINE) if (out / name).exists()]
    if present and not overwrite:
        raise ConfigError(
            f"{out}: holds a run already ({present[0]}); give another --out, or --overwrite to replace it"
        )


@contextmanager
def partial_folder(out: Path) -> Iterator[Path]:
    """A fresh hidden folder in `out` to write into; gone when the block is left, however it is left."""
    partial = out / _PARTIAL
    shutil.rmtree(partial, ignore_errors=True)  # of a run that was killed
    try:
        partial.mkdir(parents=True)
    except OSError as error:
        raise ConfigError(f"{out}: cannot write there: {error.strerror}") from error
    try:
        yield partial
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def publish(partial: Path, out: Path) -> None:
    """Rename the files of `partial` into `out`, the report last; what an earlier run left there goes away."""
    stale = _files_of_run(out)
    (out / REPORT).unlink(missing_ok=True)
    fresh = sorted(path.name for path in partial.iterdir())
    for name in stale - set(fresh):
        (out / name).unlink(missing_ok=True)
    for name in sorted(fresh, key=lambda name: name == REPORT):
        (partial / name).replace(out / name)


def _files_of_run(out: Path) -> set[str]:
    """The names that the report in `out` lists as its own; none where there is no report."""
    try:
        names = orjson.loads((out / REPORT).read_bytes())["files"]
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    return {name for name in names if isinstance(name, str) and Path(name).name == name}
