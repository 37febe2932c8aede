"""What decided a record: versions and hashes, so that two runs can be compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

from extract import __version__
from extract.config import Config
from extract.record import Provenance

_RULES = ("document.py", "pipeline.py", "types.py", "extractors", "resolve", "taggers", "text")
"""The source files that decide a record. Readers, writers and runs only carry it."""

_TRAINING = "taggers/training/"
"""Makes models, whose own hashes tell them apart."""

_NOT_DATA = (".py", ".pyc", ".md")

_LIBRARIES = (
    "ahocorasick_rs", "jieba", "lunar_python", "lxml", "numpy", "onnxruntime", "opencc", "pydantic", "pypdf",
    "python-docx", "rjieba", "trafilatura",
)  # fmt: skip
"""The dependencies that can change a record, those of extras among them."""


def provenance(config: Config, segmenter: str, tagger: str) -> Provenance:
    """The provenance of every record that a pipeline with these parts makes."""
    words = f" +{_hash_of(config.user_dict)}" if config.user_dict else ""
    return Provenance(
        package=__version__,
        rules=rules_hash(),
        word_lists=word_lists_hash(),
        opencc=f"{metadata.version('opencc')} {config.conversion}",
        segmenter=f"{segmenter} {metadata.version(segmenter)}{words}",
        tagger=tagger,
        roster=_hash_of(config.roster) if config.roster else None,
    )


@cache
def library_versions() -> dict[str, str]:
    """Versions of the dependencies that can change a record, as far as they are installed."""
    found = {}
    for name in _LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            found[name] = metadata.version(name)
    return found


@cache
def rules_hash() -> str:
    """A hash of the source files that decide a record: the same wherever the same version is installed."""
    root = resources.files("extract")
    files = (found for part in _RULES for found in _walk(root / part, part))
    return _digest((name, file) for name, file in files if name.endswith(".py") and not name.startswith(_TRAINING))


@cache
def word_lists_hash() -> str:
    """A hash of all word lists, tables and models that ship with the package."""
    files = _walk(resources.files("extract") / "data", "data")
    return _digest((name, file) for name, file in files if not name.endswith(_NOT_DATA))


def _walk(node: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """The files at or below `node` by their path in the package, sorted."""
    if node.is_file():
        yield name, node
        return
    for child in sorted(node.iterdir(), key=lambda child: child.name):
        yield from _walk(child, f"{name}/{child.name}")


def _digest(files: Iterable[tuple[str, Traversable]]) -> str:
    whole = hashlib.sha256()
    for name, file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        whole.update(f"{name} {content}\n".encode())
    return whole.hexdigest()[:16]


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
