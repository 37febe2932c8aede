"""The source text of a record, for showing it beside the working text.

A record says where its source lies, its hash and its encoding, so the source is read again, and believed only if it
still has that hash. Where it is gone or has changed, the text is rebuilt from the working text and the repairs: the
damage is there again, the script is not, since its conversion cannot be undone. The page says which of the two it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.errors import DecodeError
from extract.readers import TABLES, read_articles
from extract.record import Record
from extract.text.align import MARKUP, AlignedText
from extract.text.decode import decode
from extract.text.html import read_page
from extract.types import Article, Failure

_MARGIN = 80
"""Characters of a page that are shown before and behind the article, so that one sees what was cut off."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What stood in the source.

    `text` begins at the offset `start` of the source and is None where nothing is known of it, or where `same` says
    that it is the working text. `markup` are the spans of tags and page furniture; `note` says what is not as it was.
    """

    text: str | None
    start: int = 0
    same: bool = False
    markup: tuple[tuple[int, int], ...] = ()
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """The source as the page reads it."""
        fields = asdict(self)
        return {"from": fields.pop("start"), **fields}


class Sources:
    """Reads sources again. A table is read once, as far as its rows are asked for, since rows come in order."""

    def __init__(self) -> None:
        self._tables: dict[str, Iterator[Article | Failure]] = {}
        self._passed: dict[tuple[str, str], Article] = {}

    def of(self, record: Record) -> SourceText:
        """The source text of `record`, read again or rebuilt."""
        article = self._article(record)
        if isinstance(article, str):
            return _rebuilt(record, article)
        return _as_read(record, article)

    def _article(self, record: Record) -> Article | str:
        """The article that the record was made of; why not, where it cannot be had."""
        path = Path(record.source.path)
        if not record.source.path or not path.is_file():
            return "is no longer there"
        article = self._row(record) if path.suffix.lower() in TABLES else next(read_articles([path]), None)
        if not isinstance(article, Article):
            return "cannot be read any more"
        if _hash(article.content) != record.source.sha256:
            return "has changed since"
        return article

    def _row(self, record: Record) -> Article | None:
        key = (record.source.path, record.doc_id)
        path = Path(record.source.path)
        rows = self._tables.setdefault(record.source.path, TABLES[path.suffix.lower()](path))
        while key not in self._passed:
            row = next(rows, None)
            if row is None:
                return None
            if isinstance(row, Article):
                self._passed[row.path, row.doc_id] = row
        return self._passed.pop(key)


def _hash(content: bytes | str) -> str:
    return hashlib.sha256(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content).hexdigest()


def _as_read(record: Record, article: Article) -> SourceText:
    size = len(article.content)
    try:
        raw = decode(article.content, encoding=record.source.encoding, max_bytes=max(size, 1)).text
    except DecodeError as error:
        return _rebuilt(record, f"cannot be decoded any more ({error})")
    if record.source.media_type != "text/html":
        return SourceText(None, same=True) if raw == record.text else SourceText(raw)
    return _window(read_page(raw).aligned)


def _window(page: AlignedText) -> SourceText:
    """The part of a page in which the article lies, with its tags told apart."""
    first, last = page.to_raw(0, len(page.text))
    start, end = max(0, first - _MARGIN), min(len(page.raw), last + _MARGIN)
    tags = [(edit.raw_start, edit.raw_end) for edit in page.edits if edit.kind == MARKUP]
    markup = tuple((max(tag, start), min(to, end)) for tag, to in tags if tag < end and to > start)
    return SourceText(page.raw[start:end], start=start, markup=markup)


def _rebuilt(record: Record, why: str) -> SourceText:
    """The working text with every repair undone; nothing for a saved page, whose tags the record does not hold."""
    gone = f"The source {record.source.path or 'text'} {why}."
    if record.source.media_type == "text/html":
        return SourceText(None, note=gone)
    text = "".join(_undone(record.text, record.repairs))
    script = "" if record.script == "simplified" else ", in simplified characters"
    return SourceText(text, note=f"{gone} This is rebuilt from the record{script}.")


def _undone(text: str, repairs: Iterable[Any]) -> Iterator[str]:
    position = 0
    for repair in repairs:
        yield text[position : repair.start]
        yield repair.raw
        position = repair.end
    yield text[position:]
