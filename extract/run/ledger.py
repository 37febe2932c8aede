"""The ledger of a run: a SQLite file that knows each article of the input and where its result is.

The ledger is an index. The results are in the parts, which describe themselves; so a ledger that is damaged or lost is
made again from them, and memory does not grow with the number of articles.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from extract import __version__
from extract.errors import ConfigError
from extract.run.parts import DamagedPartError, Entry, PartFolder, failure_line
from extract.types import Article, Failure

_FORMAT = 1
"""Of the tables below; another number is another version's."""
_CACHE_KB = 16_384
_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, part INTEGER, line INTEGER, stage TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS results_of_part ON results (part);
"""
_LISTING = """
DROP TABLE IF EXISTS articles;
CREATE TABLE articles (number INTEGER PRIMARY KEY, doc_id TEXT UNIQUE, path TEXT, size INTEGER, sha256 BLOB, key TEXT,
    failure BLOB);
"""
_STATES = """
DROP VIEW IF EXISTS states;
CREATE VIEW states AS SELECT number, doc_id, path, size, lower(hex(sha256)) AS sha256, articles.key AS key,
    CASE WHEN failure IS NOT NULL THEN 'failed at read' WHEN part IS NULL THEN 'missing'
         WHEN stage IS NOT NULL THEN 'failed at ' || stage ELSE 'done' END AS state
FROM articles LEFT JOIN results USING (key);
"""
"""For whoever opens the ledger: `SELECT state, count(*) FROM states GROUP BY state`."""


class Outcome(NamedTuple):
    """How an article of the input ended: a failure of its reader, or where its result is."""

    key: str | None
    failure: bytes | None
    part: int | None
    line: int | None
    stage: str | None


class Ledger:
    """Lists the articles of the input and the results that are there. One process at a time writes it."""

    def __init__(self, path: Path, parts: PartFolder) -> None:
        self._parts = parts
        self._database = _open(path)
        self._number = 0
        self._adopt()

    def begin(self, decision: str) -> None:
        """Begin a new listing of the input.

        Articles in quarantine are to be tried again: nothing was found out about them but that they were too much. Each
        has a part of its own.
        """
        self._database.executescript(_LISTING + _STATES)
        self._database.execute("BEGIN")
        quarantined = self._database.execute("SELECT DISTINCT part FROM results WHERE stage = 'worker'").fetchall()
        for (part,) in quarantined:
            self.forget(part)
        facts = [("decision", decision), ("version", __version__)]
        self._database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts)
        self._number = 0

    def add(self, article: Article, sha256: bytes, key: str) -> bool:
        """List an article. False where its `doc_id` was there before."""
        size = len(article.content)
        row = (self._number, _sound(article.doc_id), _sound(article.path), size, sha256, key)
        try:
            self._database.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
        except sqlite3.IntegrityError:
            return False
        self._number += 1
        return True

    def add_failure(self, failure: Failure) -> None:
        """List what could not be read, in its place."""
        row = (self._number, _sound(failure.path), failure_line(failure))
        self._database.execute("INSERT INTO articles VALUES (?, NULL, ?, NULL, NULL, NULL, ?)", row)
        self._number += 1

    def has(self, key: str) -> bool:
        """Whether the result of an article is there."""
        return self._database.execute("SELECT 1 FROM results WHERE key = ?", (key,)).fetchone() is not None

    def record(self, part: int, entries: Iterable[Entry]) -> None:
        """Note that `part` is there, and make that and all that was listed durable."""
        self._index(part, entries)
        self.commit()

    def commit(self) -> None:
        """Make durable what was listed."""
        self._database.execute("COMMIT")
        self._database.execute("BEGIN")

    def outcomes(self) -> Iterator[Outcome]:
        """How each article ended, in the order of the input."""
        columns = "articles.key, failure, part, line, stage"
        rows = self._database.execute(f"SELECT {columns} FROM articles LEFT JOIN results USING (key) ORDER BY number")  # noqa: S608
        return map(Outcome._make, rows)

    def forget(self, part: int) -> None:
        """Take back that a part is there."""
        self._database.execute("DELETE FROM results WHERE part = ?", (part,))
        self._parts.remove([part])

    def prune(self) -> None:
        """Delete results of articles that are no longer in the input, and the parts that held nothing else."""
        self._database.execute("DELETE FROM results WHERE key NOT IN (SELECT key FROM articles WHERE key IS NOT NULL)")
        self._parts.remove(set(self._parts.numbers()) - self._known())
        self.commit()

    def close(self) -> None:
        """Close the file; what was not made durable is listed anew when the run goes on."""
        self._database.close()

    def _known(self) -> set[int]:
        return {part for (part,) in self._database.execute("SELECT DISTINCT part FROM results")}

    def _adopt(self) -> None:
        """Bring the index in line with the parts: a run that was killed kept some that it did not note."""
        there, known = set(self._parts.numbers()), self._known()
        self._database.execute("BEGIN")
        for part in sorted(there - known):
            try:
                self._index(part, self._parts.entries(part))
            except DamagedPartError:
                self._parts.remove([part])
        for part in known - there:
            self.forget(part)
        self._database.execute("COMMIT")

    def _index(self, part: int, entries: Iterable[Entry]) -> None:
        rows = ((entry.key, part, line, entry.stage) for line, entry in enumerate(entries))
        self._database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", rows)


def _open(path: Path) -> sqlite3.Connection:
    """The database at `path`. One that is damaged makes way for an empty one."""
    try:
        return _connect(path)
    except sqlite3.DatabaseError:
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink()
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        _check(database, path)
        database.executescript(_SCHEMA)
        database.execute(f"PRAGMA user_version = {_FORMAT}")
    except BaseException:
        database.close()
        raise
    return database


def _check(database: sqlite3.Connection, path: Path) -> None:
    """Raise sqlite3.DatabaseError where the file is damaged, ConfigError where another version made it."""
    if database.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError(f"{path}: damaged")
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version not in {0, _FORMAT}:
        raise ConfigError(
            f"{path.parent.parent}: was begun by another version (ledger format {version}, here {_FORMAT}):"
            " finish it with that version, or start anew with --overwrite"
        )


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
