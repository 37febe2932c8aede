"""Web archives (WARC): the pages that a crawler kept."""

from __future__ import annotations

import re
from functools import partial
from typing import IO, Any

from extract.errors import MissingExtraError
from extract.readers.archives import Members, Opener, open_gzip
from extract.readers.entries import Budget, Context, Entry, Found, failure, sound, unpacked
from extract.types import Article

_KINDS = {
    "application/xhtml+xml": "text/html",
    "text/html": "text/html",
    "text/plain": "text/plain",
}
_FOUND = "200"
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)


def warc_pages(
    stream: IO[bytes], entry: Entry, budget: Budget, context: Context, *, opener: Opener = lambda stream: stream
) -> Found:
    """The pages of a web archive: responses that brought a page, and the texts that were made from some."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise MissingExtraError("warcio", "warc") from error
    base = entry.name.lower().removesuffix(".gz").removesuffix(".warc")
    base = entry.name[: len(base)]
    try:
        with unpacked(opener(stream), budget) as source:
            for number, record in enumerate(ArchiveIterator(source), 1):
                yield from _page(record, f"{base}:{number}", entry, context)
    except ArchiveLoadFailed as error:
        yield failure(entry.path, None, f"the web archive is damaged or breaks off here: {error}")


def _page(record: Any, doc_id: str, entry: Entry, context: Context) -> Found:
    headers = record.http_headers
    if record.rec_type == "response" and headers is not None and headers.get_statuscode() == _FOUND:
        told = headers.get_header("Content-Type")
    elif record.rec_type in {"resource", "conversion"}:
        told = record.rec_headers.get_header("Content-Type")
    else:
        return
    kind = _KINDS.get((told or "").partition(";")[0].strip().lower())
    if kind is None:
        context.skipped[f"{(told or 'no type').partition(';')[0].strip()} in a web archive"] += 1
        return
    content = record.content_stream().read(context.max_bytes + 1)
    if len(content) > context.max_bytes:
        yield failure(entry.path, doc_id, f"larger than max_bytes = {context.max_bytes:,}: raise it")
        return
    url = record.rec_headers.get_header("WARC-Target-URI")
    charset = _CHARSET.search(told or "")
    yield Article(
        doc_id,
        content,
        sound(entry.path),
        kind,
        url=sound(url) if url else None,
        charset=charset[1] if charset else None,
    )


WARCS: dict[str, Members] = {".warc": warc_pages, ".warc.gz": partial(warc_pages, opener=open_gzip)}
