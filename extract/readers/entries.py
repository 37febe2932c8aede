"""What readers share: a file or archive member to read, limits, and how a bad one is told."""

from __future__ import annotations

import io
import lzma
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Any
from zipfile import BadZipFile

from extract.errors import ReadError, why
from extract.types import Article, Failure

MOST_NESTED = 3
"""Archives that may stand inside each other. A mail's attachment of a backup is three."""
_MOST_EXPANDED = 200
"""Times that an archive may grow. News grows 3 to 20 times, tables that repeat themselves 50; bombs 1000 and more."""
_ALWAYS_ALLOWED = 2**26
"""Bytes that any archive may hold, however small it is."""
_CHUNK = 2**16


@dataclass(slots=True)
class Budget:
    """How much may come out of one archive of the input, with all that stands inside it."""

    size: int
    spent: int = 0

    def spend(self, count: int) -> None:
        """Count bytes that came out. Raises ReadError where they are too many."""
        self.spent += count
        if self.spent > max(_ALWAYS_ALLOWED, _MOST_EXPANDED * self.size):
            raise ReadError(
                f"the archive grows to more than {_MOST_EXPANDED} times its {self.size:,} bytes, as a bomb does: unpack it"
                " yourself if it is sound"
            )


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, or a member of an archive.

    Attributes:
        name: path below the folder or archive it was found in, with its extension.
        path: where it is, for people.
        open: gives its bytes as a stream.
        size: in bytes; 0 where it is not known.
        depth: archives around it.
        budget: of the outermost archive around it.
        about: what stands beside it about it, as JSON; None where there is nothing.
    """

    name: str
    path: str
    open: Callable[[], IO[bytes]]
    size: int = 0
    depth: int = 0
    budget: Budget | None = None
    about: Callable[[], bytes | None] = lambda: None

    def inner(self, name: str, path: str, opened: Callable[[], IO[bytes]], budget: Budget) -> Entry:
        """What stands inside this archive."""
        return replace(self, name=name, path=path, open=opened, depth=self.depth + 1, budget=budget)


Found = Iterator[Article | Failure]
Reader = Callable[[Entry, "Context"], Found]


@dataclass(slots=True)
class Context:
    """What a reader may need besides the entry."""

    read: Reader
    """Reads what stands inside an archive, whatever it is."""
    max_bytes: int
    known: Callable[[str, str], Mapping[str, Any]] = lambda _doc_id, _name: {}
    """What the table of metadata says about an article, by its id or the name of its file."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Files that no reader is for, by suffix."""


def failure(path: str, doc_id: str | None, reason: str) -> Failure:
    """What could not be read, and why."""
    return Failure(sound(path), None if doc_id is None else sound(doc_id), "read", reason)


def sound(name: str) -> str:
    """A file name that can be written out: names that are no UTF-8 come from the system with lone surrogates."""
    return name.encode("utf-8", "replace").decode("utf-8")


def reason_of(error: Exception) -> str:
    """What is wrong with a file, in words for its reader."""
    return str(error) if isinstance(error, ReadError) else f"cannot be read: {why(error)}"


class Unpacked(io.RawIOBase):
    """The stream that comes out of a decompressor. Raises ReadError where it is damaged or spends too much."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except _damage() as error:
            raise ReadError(f"the archive is damaged or breaks off here: {error}") from error
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def unpacked(stream: IO[bytes], budget: Budget) -> IO[bytes]:
    """`stream`, guarded and with a buffer."""
    return io.BufferedReader(Unpacked(stream, budget), _CHUNK)


def _damage() -> tuple[type[Exception], ...]:
    """What decompressors raise where their input is damaged, encrypted or of an unknown kind."""
    known = (OSError, EOFError, BadZipFile, lzma.LZMAError, zlib.error, RuntimeError, NotImplementedError)
    try:
        from zstandard import ZstdError
    except ImportError:
        return known
    return (*known, ZstdError)


class Chained(io.RawIOBase):
    """A stream of which the beginning has been looked at."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
