"""What decided a record: versions and hashes, so that two runs can be compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

from extract import __version__
from extract.config import Config
from extract.record import Provenance

_RULES = ("document.py", "pipeline.py", "types.py", "extractors", "resolve", "taggers", "text")
"""The source files that decide a record. Readers, writers and runs only carry it."""

_RULE_FILES = (".py",)
_WORD_LIST_FILES = (".tsv",)


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
    )


@cache
def rules_hash() -> str:
    """A hash of the source files that decide a record: the same wherever the same version is installed."""
    root = resources.files("extract")
    return _digest((name, found) for part in _RULES for name, found in _walk(root / part, part, _RULE_FILES))


@cache
def word_lists_hash() -> str:
    """A hash of all word lists."""
    return _digest(_walk(resources.files("extract") / "data", "data", _WORD_LIST_FILES))


def _walk(node: Traversable, name: str, suffixes: tuple[str, ...]) -> Iterator[tuple[str, Traversable]]:
    """The files at or below `node` that end in one of `suffixes`, by their path in the package, sorted."""
    if node.is_file():
        if name.endswith(suffixes):
            yield name, node
        return
    for child in sorted(node.iterdir(), key=lambda child: child.name):
        yield from _walk(child, f"{name}/{child.name}", suffixes)


def _digest(files: Iterator[tuple[str, Traversable]]) -> str:
    whole = hashlib.sha256()
    for name, file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        whole.update(f"{name} {content}\n".encode())
    return whole.hexdigest()[:16]


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
