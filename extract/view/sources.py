"""The source text of a record, for showing it beside the working text.

A record says where its source lies, its hash and its encoding, so the source is read again, and believed only if it
still has that hash. Where it is gone or has changed, the text is rebuilt from the working text and the repairs: the
damage is there again, the script is not, since its conversion cannot be undone. The page says which of the two it is.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.errors import ExtractError
from extract.readers import read_articles
from extract.record import Record
from extract.text.align import MARKUP, AlignedText
from extract.text.documents import open_document
from extract.types import Article, Failure

_MARGIN = 80
"""Characters of a page that are shown before and behind the article, so that one sees what was cut off."""

_EXTRACTED = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
}
"""Files whose source text is what a package read out of them."""

Note = tuple[str, str]
"""What a reader should know of a source: the name of a label of the page, and what is put into it."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What stood in the source.

    `text` begins at the offset `start` of the source and is None where nothing is known of it, or where `same` says
    that it is the working text. `markup` are the spans of tags and page furniture; `notes` say what is not as it was.
    """

    text: str | None
    start: int = 0
    same: bool = False
    markup: tuple[tuple[int, int], ...] = ()
    notes: tuple[Note, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The source as the page reads it."""
        fields = asdict(self)
        return {"from": fields.pop("start"), **fields}


class Sources:
    """Reads sources again. A file with many articles is read once, as far as they are asked for: they come in order."""

    def __init__(self) -> None:
        self._files: dict[Path, Iterator[Article | Failure]] = {}
        self._passed: dict[str, Article] = {}

    def of(self, record: Record) -> SourceText:
        """The source text of `record`, read again or rebuilt."""
        file = _file_of(record.source.path)
        if file is None:
            return _rebuilt(record, ("sourceGone", record.source.path))
        article = self._article(file, record.source.sha256)
        if article is None:
            return _rebuilt(record, ("sourceChanged", record.source.path))
        return _as_read(record, article)

    def _article(self, file: Path, sha256: str) -> Article | None:
        """The article in `file` whose content has this hash."""
        rest = self._files.get(file)
        if rest is None:
            rest = self._files[file] = read_articles([file])
        while sha256 not in self._passed:
            article = next(rest, None)
            if article is None:
                return None
            if isinstance(article, Article):
                self._passed[_hash(article.content)] = article
        return self._passed.pop(sha256)


def _file_of(path: str) -> Path | None:
    """The file that an article lies in: its own, or the archive or table that its path leads into."""
    candidates = [Path(path), Path(path.partition("!")[0]), *Path(path).parents] if path else []
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _hash(content: bytes | str) -> str:
    return hashlib.sha256(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content).hexdigest()


def _as_read(record: Record, article: Article) -> SourceText:
    source = record.source
    try:
        opened = open_document(article.content, source.media_type, encoding=source.encoding, max_bytes=sys.maxsize)
    except ExtractError as error:
        return _rebuilt(record, ("sourceUnreadable", str(error)))
    notes: tuple[Note, ...] = ()
    if source.media_type in _EXTRACTED:
        notes = (("sourceExtracted", _EXTRACTED[source.media_type]),)
    if any(edit.kind == MARKUP for edit in opened.aligned.edits):
        return _window(opened.aligned, notes)
    same = opened.aligned.raw == record.text
    return SourceText(None if same else opened.aligned.raw, same=same, notes=notes)


def _window(document: AlignedText, notes: tuple[Note, ...]) -> SourceText:
    """The part of a document in which the article lies, with its tags told apart."""
    first, last = document.to_raw(0, len(document.text))
    start, end = max(0, first - _MARGIN), min(len(document.raw), last + _MARGIN)
    tags = [(edit.raw_start, edit.raw_end) for edit in document.edits if edit.kind == MARKUP]
    markup = tuple((max(tag, start), min(to, end)) for tag, to in tags if tag < end and to > start)
    return SourceText(document.raw[start:end], start=start, markup=markup, notes=notes)


def _rebuilt(record: Record, why: Note) -> SourceText:
    """The working text with every repair undone; nothing for other than plain text, whose tags the record does not hold."""
    if record.source.media_type != "text/plain":
        return SourceText(None, notes=(why,))
    text = "".join(_undone(record.text, record.repairs))
    how = "sourceRebuilt" if record.script == "simplified" else "sourceRebuiltSimplified"
    return SourceText(text, notes=(why, (how, "")))


def _undone(text: str, repairs: Iterable[Any]) -> Iterator[str]:
    position = 0
    for repair in repairs:
        yield text[position : repair.start]
        yield repair.raw
        position = repair.end
    yield text[position:]
