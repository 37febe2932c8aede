"""Inputs to articles: files, folders, archives and tables, by an explicit table of suffixes (`READERS`).

Nothing here looks into a text: an article leaves as undecoded bytes, or as the text of a table's row. What cannot be
read is a `Failure`, so that a bad file or row never stops a run and never disappears.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.readers.folders import Selection
from extract.readers.listing import READERS, Listing
from extract.types import Article, Failure

__all__ = ["READERS", "Listing", "Selection", "read_articles", "second_of_its_id"]


def read_articles(
    inputs: str | Path | Sequence[str | Path], selection: Selection | None = None
) -> Iterator[Article | Failure]:
    """The articles of a file, folder, archive or table, or of several, in a fixed order and lazily.

    A folder gives every file below it that there is a reader for, sorted by name; hidden ones are left out. Inputs
    may be URLs that fsspec knows. An article whose `doc_id` was there before is a Failure: records could not be told
    apart. Raises MissingExtraError where an input needs a package that is not installed.
    """
    seen: set[str] = set()
    for article in Listing([inputs] if isinstance(inputs, str | Path) else inputs, selection):
        if isinstance(article, Article) and article.doc_id in seen:
            yield second_of_its_id(article)
            continue
        if isinstance(article, Article):
            seen.add(article.doc_id)
        yield article


def second_of_its_id(article: Article) -> Failure:
    """What becomes of an article whose `doc_id` was there before."""
    reason = f"doc_id {article.doc_id!r} was there before: make ids unique or run the inputs one by one"
    return Failure(article.path, article.doc_id, "read", reason)
