"""Folders: every file below them, in a fixed order, without holding a large folder in memory."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

import orjson

_IN_MEMORY = 50_000
"""Names of one folder that are sorted in memory; more are sorted by SQLite, on the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which files of a folder are read, and what is known about them.

    Attributes:
        include: patterns such as `*.html`; where there are any, a file has to match one. `*` matches `/` too.
        exclude: patterns of files and folders to leave out.
        hidden: read files and folders whose names begin with a dot.
        follow_links: go into folders through links; links to files are always followed.
        metadata: a table with a column `id` or `path`, and published, title, publisher, editor or url.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    follow_links: bool = False
    metadata: Path | None = None

    def wants(self, name: str) -> bool:
        """Whether an article's file is to be read."""
        return not self.leaves_out(name) and (not self.include or _matches(name, self.include))

    def leaves_out(self, name: str) -> bool:
        """Whether a file, a folder or an archive is to be left out."""
        hidden = not self.hidden and any(part.startswith(".") for part in PurePosixPath(name).parts)
        return hidden or _matches(name, self.exclude)


@dataclass(frozen=True, slots=True)
class Found:
    """A file, a folder that cannot be read, or a link that leads nowhere. `name` is its path below the root."""

    name: str
    path: str
    error: OSError | None = None
    in_pairs: bool = False
    """Whether its folder holds .json files, which may say something about the files beside them."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The files below `root`, depth first, files and folders sorted together by name."""

    root: str
    selection: Selection
    on_skipped: Callable[[str], None] = lambda _: None

    def __iter__(self) -> Iterator[Found]:
        return self._folder(self.root, "", frozenset())

    def _folder(self, folder: str, base: str, above: frozenset[tuple[int, int]]) -> Iterator[Found]:
        try:
            with os.scandir(folder) as entries, closing(_Names()) as names:
                for entry in entries:
                    names.add(entry.name, _kind(entry))
                output = _files_of_run(folder) if names.output else frozenset()
                for name, kind in names:
                    below, path = f"{base}{name}", os.path.join(folder, name)  # noqa: PTH118 - Path is too slow here
                    if name in output or self.selection.leaves_out(below):
                        continue
                    if kind in {"folder", "link"}:
                        yield from self._inside(path, f"{below}/", kind, above)
                    elif kind == "other":
                        self.on_skipped("pipe, socket or device")
                    else:
                        yield Found(below, path, in_pairs=names.any_json)
        except OSError as error:
            yield Found(base.rstrip("/"), folder, error)

    def _inside(self, path: str, base: str, kind: str, above: frozenset[tuple[int, int]]) -> Iterator[Found]:
        if kind == "link" and not self.selection.follow_links:
            self.on_skipped("link to a folder")
            return
        here = os.stat(path)  # noqa: PTH116
        place = (here.st_dev, here.st_ino)
        if place not in above:  # a link to a folder it lies in would go round for ever
            yield from self._folder(path, base, above | {place})


def _files_of_run(folder: str) -> frozenset[str]:
    """What a run left in `folder`, by its own report: no input of the next one."""
    try:
        report = orjson.loads((Path(folder) / "run.json").read_bytes())
        return frozenset(report["files"])
    except (OSError, ValueError, LookupError, TypeError):
        return frozenset()


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_dir():
        return "link" if entry.is_symlink() else "folder"
    return "file" if entry.is_file() or entry.is_symlink() else "other"


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    base = name.rpartition("/")[2]
    return any(fnmatchcase(name, pattern) or fnmatchcase(base, pattern) for pattern in patterns)


class _Names:
    """The names in one folder with their kinds, sorted; on the disk where there are very many."""

    def __init__(self) -> None:
        self._here: list[tuple[bytes, str]] = []
        self._away: sqlite3.Connection | None = None
        self.any_json = False
        self.output = False

    def add(self, name: str, kind: str) -> None:
        self._here.append((os.fsencode(name), kind))
        self.any_json = self.any_json or name.endswith(".json")
        self.output = self.output or name == "run.json"
        if len(self._here) >= _IN_MEMORY:
            self._put_away()

    def __iter__(self) -> Iterator[tuple[str, str]]:
        if self._away is None:
            yield from ((os.fsdecode(name), kind) for name, kind in sorted(self._here))
            return
        self._put_away()
        for name, kind in self._away.execute("SELECT name, kind FROM names ORDER BY name"):
            yield os.fsdecode(name), kind

    def _put_away(self) -> None:
        if self._away is None:
            self._away = sqlite3.connect("")  # SQLite's own temporary file, gone when it is closed
            self._away.execute("CREATE TABLE names (name BLOB PRIMARY KEY, kind TEXT) WITHOUT ROWID")
        self._away.executemany("INSERT OR REPLACE INTO names VALUES (?, ?)", self._here)
        self._here.clear()

    def close(self) -> None:
        self._here = []
        if self._away is not None:
            self._away.close()
