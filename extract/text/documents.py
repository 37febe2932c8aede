"""What an article comes in: the text of a page, a Word file, a PDF, …, traced to its source.

The table `_FORMATS` says which module reads which media type. Everything else is plain text.
"""

from __future__ import annotations

import email
import email.header
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from email.message import Message
from typing import Any

from extract.errors import DecodeError, ReadError
from extract.text.align import AlignedText
from extract.text.bylines import read_date
from extract.text.decode import Decoded, decode


@dataclass(frozen=True, slots=True)
class Opened:
    """The text of an article with what it says about itself; `encoding` is None where its format fixes that."""

    aligned: AlignedText
    encoding: str | None = None
    title: str | None = None
    publisher: str | None = None
    editor: str | None = None
    url: str | None = None
    published: date | None = None


Decode = Callable[[bytes | str], Decoded]


def open_document(
    content: bytes | str, media_type: str, *, encoding: str | None, max_bytes: int, declared: str | None = None
) -> Opened:
    """The text of an article that came as `media_type`.

    Raises DecodeError or ReadError where there is none, MissingExtraError where a package is needed to read it.

    >>> open_document("# 大会举行".encode(), "text/markdown", encoding=None, max_bytes=100).aligned.text
    '大会举行'
    """

    def decoded(data: bytes | str) -> Decoded:
        return decode(data, encoding=encoding, declared=declared, max_bytes=max_bytes)

    if not content:
        raise DecodeError("the article is empty: fetch it again or remove it")
    opened = _FORMATS.get(media_type, _plain)(content, decoded)
    if len(opened.aligned.raw) > max_bytes:
        raise ReadError(f"holds {len(opened.aligned.raw):,} characters, more than max_bytes = {max_bytes:,}: split it")
    return opened


def _plain(content: bytes | str, decoded: Decode) -> Opened:
    read = decoded(content)
    return Opened(AlignedText.of(read.text), read.encoding)


def _page(content: bytes | str, decoded: Decode) -> Opened:
    from extract.text.html import read_page  # its patterns are for pages alone

    read = decoded(content)
    return replace(read_page(read.text), encoding=read.encoding)


def _markdown(content: bytes | str, decoded: Decode) -> Opened:
    from extract.text.markdown import read_markdown

    read = decoded(content)
    aligned, told = read_markdown(read.text)
    names = {name: told.get(name) for name in ("title", "publisher", "editor", "url")}
    return Opened(aligned, read.encoding, **names, published=read_date(told.get("date", "")))


def _docx(content: bytes | str, _: Decode) -> Opened:
    from extract.text.office import read_docx

    return Opened(read_docx(_bytes(content)))


def _pdf(content: bytes | str, _: Decode) -> Opened:
    from extract.text.office import read_pdf

    return Opened(read_pdf(_bytes(content)))


def _web_archive(content: bytes | str, decoded: Decode) -> Opened:
    """A page that a browser saved with its pictures (MHTML): the page itself."""
    whole = email.message_from_bytes(_bytes(content))
    pages = [part for part in whole.walk() if part.get_content_type() == "text/html"]
    body: Any = pages[0].get_payload(decode=True) if pages else None
    if not body:
        raise ReadError("the file holds no page: save it again, as HTML")
    opened = _page(body, decoded)
    url = _header(whole, "Snapshot-Content-Location") or _header(pages[0], "Content-Location")
    return replace(opened, title=opened.title or _header(whole, "Subject"), url=opened.url or url)


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return str(email.header.make_header(email.header.decode_header(value))).strip() or None if value else None


def _bytes(content: bytes | str) -> bytes:
    return content if isinstance(content, bytes) else content.encode("utf-8", "replace")


_FORMATS: dict[str, Callable[[bytes | str, Decode], Opened]] = {
    "application/pdf": _pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _docx,
    "multipart/related": _web_archive,
    "text/html": _page,
    "text/markdown": _markdown,
}
