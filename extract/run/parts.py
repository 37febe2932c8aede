"""Parts: the results of one batch of articles, in a file that describes itself and never changes.

A part is gzipped JSONL. Its first line says which article each other line answers; so parts alone are enough to make
the ledger of a run again, and a part that was cut short or changed is known by its checksum.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import orjson

from extract.errors import ExtractError
from extract.run.disk import make_folder, write_durably
from extract.types import Article, Failure

Line = bytes
"""A finished record, or a failure: one line of JSON in UTF-8, with its line break."""

_LEVEL = 1
"""Of gzip: records shrink to a seventh at 100 MB/s; level 6 saves a third more and takes three times as long."""
_OPEN = 16
"""Parts held in memory while results are put together: as many as may alternate in the order of the input."""
_SUFFIX = ".jsonl.gz"


class DamagedPartError(ExtractError):
    """A part is missing or cannot be read: what it held has to be made again."""


class Task(NamedTuple):
    """An article and the key of its result."""

    key: str
    article: Article


Batch = tuple[Task, ...]


class Entry(NamedTuple):
    """Which article a line of a part answers, and the stage it failed at; None where the line is a record."""

    key: str
    stage: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """The results of a batch, packed. `size` is that of the articles, in bytes or characters."""

    entries: tuple[Entry, ...]
    size: int
    data: bytes


def content_hash(article: Article) -> bytes:
    """The SHA-256 of the article's content, the `source.sha256` of its record."""
    content = article.content
    return hashlib.sha256(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content).digest()


def article_key(decision: str, article: Article, content: bytes) -> str:
    """What decides the result of `article`: the hash of its content, its other fields, and the hash of what reads them."""
    decides = repr((decision, type(article.content).__name__, content, _about(article)))
    return hashlib.blake2b(decides.encode(), digest_size=16).hexdigest()


_about = attrgetter("doc_id", "path", "media_type", "published", "title", "publisher", "editor", "url", "charset")


def pack(batch: Batch, results: Sequence[Line | Failure]) -> Part:
    """The part that holds the `results` of `batch`, in its order."""
    entries = tuple(
        Entry(task.key, result.stage if isinstance(result, Failure) else None)
        for task, result in zip(batch, results, strict=True)
    )
    lines = (failure_line(result) if isinstance(result, Failure) else result for result in results)
    data = b"".join([orjson.dumps([tuple(entry) for entry in entries], option=orjson.OPT_APPEND_NEWLINE), *lines])
    return Part(entries, sum(len(task.article.content) for task in batch), gzip.compress(data, _LEVEL, mtime=0))


def failure_line(failure: Failure) -> Line:
    """The failure as a line of `errors.jsonl`."""
    return orjson.dumps(asdict(failure), option=orjson.OPT_APPEND_NEWLINE)


def unpack(data: bytes) -> tuple[list[Entry], list[Line]]:
    """What `pack` put into `data`. Raises DamagedPartError where it is not whole."""
    try:
        head, *lines = gzip.decompress(data).splitlines(keepends=True)
        entries = [Entry(*entry) for entry in orjson.loads(head)]
    except (OSError, EOFError, ValueError, TypeError, zlib.error) as error:
        raise DamagedPartError(f"a part is damaged: {error}") from error
    if len(entries) != len(lines):
        raise DamagedPartError(f"a part holds {len(lines)} lines for {len(entries)} articles")
    return entries, lines


class PartFolder:
    """The parts of a run, by number. A file is written whole and kept by the disk before it has its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        make_folder(folder)
        self._next = max(self.numbers(), default=0) + 1
        self._read = lru_cache(maxsize=_OPEN)(self._unpack)

    def numbers(self) -> Iterator[int]:
        """The numbers of all parts that are there."""
        for path in self._folder.glob(f"*{_SUFFIX}"):
            if path.name.removesuffix(_SUFFIX).isdecimal():
                yield int(path.name.removesuffix(_SUFFIX))

    def add(self, part: Part) -> int:
        """Keep `part`; its number."""
        number, self._next = self._next, self._next + 1
        write_durably(self._path(number), part.data)
        return number

    def entries(self, number: int) -> list[Entry]:
        """What the part answers. Raises DamagedPartError."""
        return self._unpack(number)[0]

    def line(self, number: int, at: int, key: str) -> Line:
        """Line `at` of a part, which answers the article of `key`. Raises DamagedPartError."""
        entries, lines = self._read(number)
        if not at < len(entries) or entries[at].key != key:
            raise DamagedPartError(f"part {number} does not hold what the ledger says")
        return lines[at]

    def remove(self, numbers: Iterable[int]) -> None:
        """Delete parts that nothing needs any more."""
        for number in numbers:
            self._path(number).unlink(missing_ok=True)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:08}{_SUFFIX}"

    def _unpack(self, number: int) -> tuple[list[Entry], list[Line]]:
        try:
            data = self._path(number).read_bytes()
        except OSError as error:
            raise DamagedPartError(f"part {number}: {error.strerror}") from error
        return unpack(data)
