"""Where inputs lie and outputs go: this machine, or a URL that fsspec knows (`s3://`, `hdfs://`, `memory://`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from extract.errors import ConfigError, MissingExtraError


def is_remote(name: str | Path) -> bool:
    """Whether `name` is a URL and no path of this machine.

    >>> is_remote("s3://bucket/articles"), is_remote("C:/articles")
    (True, False)
    """
    return "://" in str(name)


class Remote:
    """A folder or file behind a URL."""

    def __init__(self, filesystem: Any, path: str) -> None:
        self._filesystem = filesystem
        self.path = path

    def exists(self, name: str = "") -> bool:
        """Whether it is there, or the folder holds `name`."""
        return bool(self._filesystem.exists(self._at(name)))

    def is_folder(self) -> bool:
        """Whether other files lie below it."""
        return bool(self._filesystem.isdir(self.path))

    def files(self) -> Iterator[tuple[str, int]]:
        """Names below the folder, sorted, and their sizes."""
        for path, facts in sorted(self._filesystem.find(self.path, detail=True).items()):
            yield path.removeprefix(self.path).lstrip("/"), int(facts.get("size") or 0)

    def size(self) -> int:
        """Bytes of the file."""
        return int(self._filesystem.size(self.path) or 0)

    def open(self, name: str = "") -> IO[bytes]:
        """The file, or the file `name` of the folder, as a stream."""
        stream: IO[bytes] = self._filesystem.open(self._at(name), "rb")
        return stream

    def read(self, name: str) -> bytes:
        """The file `name` of the folder. Raises OSError."""
        return bytes(self._filesystem.cat_file(self._at(name)))

    def remove(self, name: str) -> None:
        """Delete the file `name` of the folder."""
        self._filesystem.rm_file(self._at(name))

    def upload(self, source: Path, name: str) -> None:
        """Put a file of this machine into the folder; object stores show it when it is whole."""
        self._filesystem.makedirs(self.path, exist_ok=True)
        self._filesystem.put_file(str(source), self._at(name))

    def _at(self, name: str) -> str:
        return f"{self.path}/{name}" if name else self.path


def remote(url: str) -> Remote:
    """What lies behind `url`. Raises ConfigError where its kind is unknown or needs a package."""
    try:
        import fsspec
    except ImportError as error:
        raise MissingExtraError("fsspec", "remote") from error
    try:
        filesystem, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise ConfigError(f"{url}: {error}") from error
    return Remote(filesystem, path.rstrip("/"))
