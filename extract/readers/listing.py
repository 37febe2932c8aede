"""The articles of all inputs, one after the other, whatever they lie in."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import IO, Any

from extract.errors import why
from extract.readers.archives import ARCHIVES, read_archive
from extract.readers.entries import Context, Entry, Found, Reader, failure
from extract.readers.files import MEDIA_TYPES, read_file
from extract.readers.folders import Selection, Walk
from extract.readers.metadata import Metadata
from extract.readers.storage import Remote, is_remote, remote
from extract.readers.tables import ROWS, read_table
from extract.readers.warc import WARCS
from extract.types import Article, Failure

READERS: dict[str, Reader] = {
    **dict.fromkeys(MEDIA_TYPES, read_file),
    **{suffix: partial(read_table, rows=rows) for suffix, rows in ROWS.items()},
    **{suffix: partial(read_archive, members=members) for suffix, members in {**ARCHIVES, **WARCS}.items()},
}
"""What reads a file, by the end of its name in small letters."""

_UNWRAPPED = {*ARCHIVES, *WARCS}
"""Kinds that hold other files: patterns are for what stands inside."""
_BUFFER = 2**16


class Listing:
    """The articles of `inputs` in a fixed order, lazily; what cannot be read is a Failure.

    `bytes_read` and `skipped` (files of folders that no reader is for, by suffix) grow while it is iterated.
    """

    def __init__(
        self, inputs: Sequence[str | Path], selection: Selection | None = None, *, max_bytes: int = 32 * 2**20
    ) -> None:
        self._inputs = inputs
        self._selection = selection or Selection()
        self.bytes_read = 0
        self.skipped: Counter[str] = Counter()
        known = Metadata(self._selection.metadata) if self._selection.metadata else None
        self._context = Context(self._read_inner, max_bytes, skipped=self.skipped)
        if known:
            self._context.known = known

    def __iter__(self) -> Iterator[Article | Failure]:
        folders: list[Path] = []
        for each in self._inputs:
            if self._was_in(folders, each):
                self._skip("named again though its folder is read")
                continue
            yield from self._input(each)
            if not is_remote(each) and Path(each).is_dir():
                folders.append(Path(each).resolve())

    def _was_in(self, folders: Sequence[Path], each: str | Path) -> bool:
        """Whether a file of this machine was read with its folder already."""
        if is_remote(each) or Path(each).is_dir() or not folders:
            return False
        path = Path(each).resolve()
        return any(
            path.is_relative_to(folder) and self._selection.wants(path.relative_to(folder).as_posix())
            for folder in folders
        )

    def total_bytes(self) -> int | None:
        """Bytes of all input files; None where that is not told beforehand (a pipe, a URL)."""
        total = 0
        for each in self._inputs:
            if is_remote(each):
                return None
            names = (found.path for found in Walk(str(each), self._selection)) if Path(each).is_dir() else (str(each),)
            for name in names:
                try:
                    total += os.stat(name).st_size  # noqa: PTH116 - a million times over
                except OSError:
                    continue
        return total or None

    def _input(self, each: str | Path) -> Found:
        if is_remote(each):
            yield from self._remote(remote(str(each)), str(each))
        elif Path(each).is_dir():
            yield from self._folder(str(each))
        elif not Path(each).exists():
            yield failure(str(each), None, "there is no such file or folder")
        else:
            yield from self._named(Entry(Path(each).name, str(each), partial(self._open, str(each)), _size(str(each))))

    def _named(self, entry: Entry) -> Found:
        """A file that was named itself."""
        reader = _reader(entry.name)
        if reader is not None:
            yield from reader(entry, self._context)
            return
        suffix = Path(entry.name).suffix.lower() or "a file without suffix"
        yield failure(entry.path, None, f"no reader for {suffix!r}: rename it to one of {', '.join(sorted(READERS))}")

    def _folder(self, root: str) -> Found:
        empty = True
        for found in Walk(root, self._selection, self._skip):
            if found.error:
                empty = False
                reason = f"the folder cannot be read: {why(found.error)}"
                yield failure(found.path, found.name or None, reason)
                continue
            if found.in_pairs and found.path.endswith(".json") and _tells_about_another(found.path):
                continue
            entry = Entry(
                found.name, found.path, partial(self._open, found.path), _size(found.path),
                about=partial(_beside, found.path) if found.in_pairs else lambda: None,
            )  # fmt: skip
            for article in self._read_inner(entry, self._context):
                empty = False
                yield article
        if empty:
            yield failure(root, None, f"the folder holds no file to read ({', '.join(sorted(READERS))})")

    def _remote(self, place: Remote, url: str) -> Found:
        try:
            if not place.is_folder():
                name = place.path.rpartition("/")[2]
                if not place.exists():
                    yield failure(url, None, "there is no such file or folder")
                    return
                yield from self._named(Entry(name, url, place.open, place.size()))
                return
            for name, size in place.files():
                if not self._selection.leaves_out(name):
                    entry = Entry(name, f"{url.rstrip('/')}/{name}", partial(place.open, name), size)
                    yield from self._read_inner(entry, self._context)
        except OSError as error:
            yield failure(url, None, f"cannot be read: {error}")

    def _read_inner(self, entry: Entry, context: Context) -> Found:
        """What stands in a folder or an archive: read if there is a reader and the selection wants it."""
        reader = _reader(entry.name)
        if reader is None:
            self._skip(os.path.splitext(entry.name)[1].lower() or "no suffix")  # noqa: PTH122
        elif self._selection.wants(entry.name) or (
            _suffix(entry.name) in _UNWRAPPED and not self._selection.leaves_out(entry.name)
        ):
            yield from reader(entry, context)

    def _skip(self, kind: str) -> None:
        self.skipped[kind] += 1

    def _open(self, path: str) -> IO[bytes]:
        return io.BufferedReader(_Counted(path, self), _BUFFER)


class _Counted(io.FileIO):
    """A file whose reading is counted."""

    def __init__(self, path: str, listing: Listing) -> None:
        super().__init__(path)
        self._listing = listing

    def readinto(self, buffer: Any) -> int:
        count = super().readinto(buffer)
        self._listing.bytes_read += count or 0
        return count

    def readall(self) -> bytes:
        data = super().readall()
        self._listing.bytes_read += len(data)
        return data


def _reader(name: str) -> Reader | None:
    suffix = _suffix(name)
    return READERS[suffix] if suffix else None


def _suffix(name: str) -> str | None:
    """The longest end of `name` that there is a reader for."""
    parts = name.rpartition("/")[2].lower().rsplit(".", 2)
    ends = (f".{'.'.join(parts[at:])}" for at in range(1, len(parts)))
    return next((end for end in ends if end in READERS), None)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except OSError:
        return 0


def _beside(path: str) -> bytes | None:
    """The JSON file that has the name of the article at `path`; None where there is none."""
    sidecar = Path(path).with_suffix(".json")
    return sidecar.read_bytes() if sidecar.is_file() else None


def _tells_about_another(path: str) -> bool:
    """Whether a JSON file has an article of the same name beside it."""
    return any(Path(path).with_suffix(suffix).exists() for suffix in MEDIA_TYPES)
