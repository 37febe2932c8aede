"""Word and PDF files: their text, one paragraph a line.

The text that the packages give counts as the source; `raw_start` and `raw_end` point into it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from extract.errors import MissingExtraError, ReadError
from extract.text import patterns as re
from extract.text.align import MARKUP, AlignedText, Change
from extract.text.layout import columns, is_open, seam
from extract.text.pages import twice

_MOST_EXPANDED = 200
_ALWAYS_ALLOWED = 2**26
"""As for archives: a Word file is one, and may be a bomb."""
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–]+\s*\d{1,4}\s*[-—–]+|第\s*\d{1,4}\s*[页頁][\s\d页頁共,，/]*|\d{1,4}\s*/\s*\d{1,4})"
)
_PAGE_END = "\f"
_EDGE = 2
"""Lines at the head and at the foot of a page that may come again on the others."""
_DIGITS = re.compile(r"\d+")
_FULL_LINE = 0.85
"""Share of the longest line of a page from which a line counts as full: what follows goes on with its sentence. Lines
of justified Chinese text differ by a mark or two; headings and last lines of paragraphs are far shorter."""
_SHORTEST_FULL = 24


def read_docx(content: bytes) -> AlignedText:
    """The paragraphs and tables of a Word file, in their order. Raises ReadError where it cannot be read."""
    try:
        from docx import Document
        from docx.opc.exceptions import OpcError
        from lxml.etree import XMLSyntaxError
    except ImportError as error:
        raise MissingExtraError("python-docx", "docs") from error
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError("an old Word file (.doc), or one with a password: save it as .docx without one")
    try:
        _refuse_bomb(content)
        document = Document(io.BytesIO(content))
        text = "\n".join(_blocks(document))
    except (zipfile.BadZipFile, zlib.error, OpcError, XMLSyntaxError, KeyError, ValueError, AttributeError) as error:
        raise ReadError(f"the Word file is damaged: {error}") from error
    if not text.strip():
        raise ReadError("the Word file holds no text, perhaps a picture of one: recognise its characters (OCR) first")
    return AlignedText.of(text)


def _refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > max(_ALWAYS_ALLOWED, _MOST_EXPANDED * len(content)):
        raise ReadError(f"the Word file grows to {size:,} bytes, as a bomb does")


def _blocks(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = {id(cell._tc): cell.text.replace("\n", " ") for cell in row.cells}  # noqa: SLF001 - merged cells repeat
                yield "\t".join(cells.values())
        else:
            yield block.text


def read_pdf(content: bytes) -> AlignedText:
    """The text of a PDF file, with the lines of a paragraph joined. Raises ReadError where it cannot be read."""
    try:
        from pypdf import PasswordType, PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise MissingExtraError("pypdf", "docs") from error
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise ReadError("the PDF file needs a password: save it without one")
        pages = [page.extract_text().strip() for page in reader.pages]
    except (
        PyPdfError,
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        zlib.error,
    ) as error:
        raise ReadError(f"the PDF file is damaged: {error}") from error
    text = _PAGE_END.join(pages).encode("utf-8", "replace").decode("utf-8")
    if not text.strip():
        raise ReadError("the PDF file holds no text, perhaps pictures of pages: recognise their characters (OCR) first")
    single = AlignedText.of(text).edit(twice(text))
    return single.edit(_joined(single.text))


def _joined(text: str) -> Iterator[Change]:
    """What takes the heads, feet and numbers of pages off and joins the lines of a paragraph."""
    lines = text.splitlines(keepends=True)
    running = _running(lines)
    full = max(_SHORTEST_FULL, _FULL_LINE * max((columns(line.strip()) for line in lines), default=0))
    position = 0
    for at, line in enumerate(lines):
        end = position + len(line)
        body = line.rstrip()
        if at in running or _PAGE_NUMBER.fullmatch(body):
            yield Change(position, end, "", MARKUP)
        elif columns(body.strip()) >= full and is_open(text, position + len(body)):
            yield Change(position + len(body), end, seam(text, position + len(body), end), MARKUP)
        elif line.endswith(_PAGE_END):
            yield Change(end - 1, end, "\n", MARKUP)
        position = end


def _running(lines: Sequence[str]) -> frozenset[int]:
    """The lines at the edges of pages that half of the pages have, whatever number they hold: 望川日报 第3版.

    At the head of the first page they stay: it may be a title, or what stands over the columns of a table.
    """
    ends = [at for at, line in enumerate(lines, 1) if line.endswith(_PAGE_END)]
    pages = [range(start, end) for start, end in pairwise((0, *ends, len(lines)))]
    edges = [{at: _DIGITS.sub("0", lines[at].strip()) for at in {*page[:_EDGE], *page[-_EDGE:]}} for page in pages]
    found = Counter(line for edge in edges for line in set(edge.values()))
    fewest = max(2, len(pages) / 2)
    again = {at for edge in edges for at, line in edge.items() if found[line] >= fewest}
    return frozenset(again.difference(pages[0][:_EDGE]))
