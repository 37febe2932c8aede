"""The output folder of a run: locked while a run works on it, filled out of sight, published at the end.

Readers of the folder see a finished run or none. What a run knows lies in `OUT/.work/`; files are written in
`OUT/.work/new/` and renamed into `OUT` when everything is there; `run.json` comes last, so that a folder with a
`run.json` holds a whole run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import orjson

from extract.errors import ConfigError
from extract.readers.storage import Remote, is_remote, remote
from extract.run.disk import make_folder, sync_file, sync_folder

REPORT = "run.json"
SPINE = "records.jsonl"
ERRORS = "errors.jsonl"
WORK = ".work"
_LOCK = "lock"
_LEDGER = "ledger.sqlite"


class OutputFolder:
    """Where a run leaves its files, and the local folder that it works in.

    `out` is a folder of this machine or a URL that fsspec knows. In a folder, the work lies in `.work` inside; with a
    URL it needs a place here, `work`.
    """

    def __init__(self, out: str | Path, work: Path | None = None) -> None:
        self.name = str(out)
        self._target: Path | Remote
        if is_remote(self.name):
            if work is None:
                raise ConfigError(f"{out}: is not on this machine: name a folder for the ledger with --work")
            self._target = remote(self.name)
            self.work = work
        else:
            self._target = Path(out)
            self.work = work or Path(out) / WORK
            if Path(out).exists() and not Path(out).is_dir():
                raise ConfigError(f"{out}: is a file; --out names a folder")

    @property
    def ledger(self) -> Path:
        """The path of the ledger."""
        return self.work / _LEDGER

    @property
    def parts(self) -> Path:
        """The folder of the parts."""
        return self.work / "parts"

    def check_free(self) -> None:
        """Raise ConfigError where a run is in the folder, finished or not."""
        hint = "give another --out, --resume to go on with it, or --overwrite to replace it"
        for name in (REPORT, SPINE):
            if self._exists(name):
                raise ConfigError(f"{self.name}: holds a run already ({name}); {hint}")
        if self.ledger.exists() or self.parts.exists():
            raise ConfigError(f"{self.name}: holds an unfinished run; {hint}")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out. Raises ConfigError where one is at work, with its process."""
        try:
            make_folder(self.work)
            lock = (self.work / _LOCK).open("a+", encoding="utf-8")
        except OSError as error:
            raise ConfigError(f"{self.work}: cannot write there: {error.strerror}") from error
        with lock:
            if not _lock(lock.fileno()):
                lock.seek(0)
                raise ConfigError(f"{self.name}: another run works on it ({lock.read().strip() or 'unknown process'})")
            lock.truncate(0)
            lock.write(f"process {os.getpid()} on {os.uname().nodename if hasattr(os, 'uname') else 'this machine'}")
            lock.flush()
            try:
                yield
            finally:
                lock.truncate(0)

    def clear(self) -> None:
        """Forget what an earlier run knew; what it published stays until it is replaced."""
        for path in self.work.iterdir():
            if path.name == _LOCK:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    def clear_if_empty(self) -> None:
        """The same where no article has a result yet: who mends the configuration finds the folder as free as before."""
        if not self.parts.is_dir() or not any(self.parts.iterdir()):
            self.clear()

    @contextmanager
    def fresh(self) -> Iterator[Path]:
        """An empty folder for the files to publish; gone when the block is left, however it is left."""
        new = self.work / "new"
        shutil.rmtree(new, ignore_errors=True)  # of a run that was killed
        new.mkdir()
        try:
            yield new
        finally:
            shutil.rmtree(new, ignore_errors=True)

    def publish(self, new: Path) -> None:
        """Move the files of `new` into the output, the report last; what an earlier run left there goes away."""
        stale = self._files_of_run()
        fresh = {path.name for path in new.iterdir()}
        for name in fresh:
            sync_file(new / name)
        self._remove(REPORT)
        self._sync()
        for name in stale - fresh:
            self._remove(name)
        for name in sorted(fresh - {REPORT}):
            self._put(new / name)
        self._sync()
        self._put(new / REPORT)
        self._sync()

    def _put(self, path: Path) -> None:
        if isinstance(self._target, Path):
            path.replace(self._target / path.name)
        else:
            self._target.upload(path, path.name)

    def _sync(self) -> None:
        if isinstance(self._target, Path):
            sync_folder(self._target)

    def _exists(self, name: str) -> bool:
        return (self._target / name).exists() if isinstance(self._target, Path) else self._target.exists(name)

    def _remove(self, name: str) -> None:
        if isinstance(self._target, Path):
            (self._target / name).unlink(missing_ok=True)
        elif self._target.exists(name):
            self._target.remove(name)

    def _files_of_run(self) -> set[str]:
        """The names that the report lists as its own; none where there is no report."""
        try:
            path = self._target
            report = (path / REPORT).read_bytes() if isinstance(path, Path) else path.read(REPORT)
            names = orjson.loads(report)["files"]
        except (OSError, ValueError, LookupError, TypeError):
            return set()
        return {name for name in names if isinstance(name, str) and Path(name).name == name}


def _lock(descriptor: int) -> bool:
    """Take the lock, which ends with this process however it ends. Whether it was free."""
    try:
        import fcntl
    except ImportError:  # Windows: an open file cannot be deleted there, which keeps the worst away
        return True
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
