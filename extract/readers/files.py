"""Files with one article each, and folders of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from extract.types import Article, Failure

MEDIA_TYPES = {
    ".htm": "text/html",
    ".html": "text/html",
    ".txt": "text/plain",
}
"""What a file holds, by its suffix in small letters."""


def read_file(path: Path, doc_id: str) -> Article | Failure:
    """The article in the file at `path`, undecoded."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return failure(path, doc_id, f"cannot be read: {error.strerror or error}")
    return Article(_sound(doc_id), content, _sound(str(path)), MEDIA_TYPES[path.suffix.lower()])


def read_folder(root: Path) -> Iterator[Article | Failure]:
    """The articles under `root`, sorted by name; a Failure where there are none."""
    found = False
    for article in _walk(root, root):
        found = True
        yield article
    if not found:
        yield failure(root, None, f"the folder holds no {', '.join(MEDIA_TYPES)} file: name tables themselves")


def failure(path: Path, doc_id: str | None, reason: str) -> Failure:
    """What could not be read, and why."""
    return Failure(_sound(str(path)), None if doc_id is None else _sound(doc_id), "read", reason)


def _walk(folder: Path, root: Path) -> Iterator[Article | Failure]:
    """Depth first, files and folders sorted together. Links to folders are not followed: they can go round."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield failure(folder, None, f"the folder cannot be read: {error.strerror or error}")
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, root)
        elif path.suffix.lower() in MEDIA_TYPES and not entry.is_dir():
            yield read_file(path, path.relative_to(root).with_suffix("").as_posix())


def _sound(name: str) -> str:
    """A file name that can be written out: names that are no UTF-8 come from the system with lone surrogates."""
    return name.encode("utf-8", "replace").decode("utf-8")
