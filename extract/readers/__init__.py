"""Inputs to articles: files, folders and tables, by an explicit table of suffixes.

Nothing here looks into a text: an article leaves as undecoded bytes, or as the text of a table's row. What cannot be
read is a `Failure`, so that a bad file or row never stops a run and never disappears.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from extract.readers.files import MEDIA_TYPES, failure, read_file, read_folder
from extract.readers.tables import read_csv, read_jsonl, read_parquet
from extract.types import Article, Failure

TABLES: dict[str, Callable[[Path], Iterator[Article | Failure]]] = {
    ".csv": read_csv,
    ".jsonl": read_jsonl,
    ".parquet": read_parquet,
}
"""Readers of files with one article a row. A new kind of table is a module and a line here."""


def read_articles(inputs: Sequence[Path]) -> Iterator[Article | Failure]:
    """The articles of files, folders and tables, in a fixed order and lazily.

    A folder gives its `.txt`, `.html` and `.htm` files and those of its subfolders, sorted by name; hidden ones are
    left out. Tables (`.jsonl`, `.csv`, `.parquet`) are read where they are named themselves. An article whose
    `doc_id` was there before is a Failure: records could not be told apart. Raises MissingExtraError where a table
    needs a package that is not installed.
    """
    return _unique(article for path in inputs for article in _read(path))


def _read(path: Path) -> Iterator[Article | Failure]:
    suffix = path.suffix.lower()
    if path.is_dir():
        yield from read_folder(path)
    elif not path.exists():
        yield failure(path, None, "there is no such file or folder")
    elif suffix in TABLES:
        yield from TABLES[suffix](path)
    elif suffix in MEDIA_TYPES:
        yield read_file(path, path.stem)
    else:
        known = ", ".join(sorted([*MEDIA_TYPES, *TABLES]))
        yield failure(path, None, f"no reader for {suffix or 'a file without suffix'!r}: rename it to one of {known}")


def _unique(articles: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """`articles`, where the second of the same `doc_id` is a Failure."""
    seen: set[str] = set()
    for article in articles:
        if isinstance(article, Article) and article.doc_id in seen:
            reason = f"doc_id {article.doc_id!r} was there before: make ids unique or run the inputs one by one"
            yield Failure(article.path, article.doc_id, "read", reason)
            continue
        if isinstance(article, Article):
            seen.add(article.doc_id)
        yield article
