"""brat stand-off: a `.txt` and an `.ann` for each text, in one ZIP to be unpacked into brat's data folder.

A span may not cross a line in brat: one that does is written as fragments and read as one again. Offsets count code
points, as the format says and brat's server checks; its page is off by one behind each emoji (its issue 1115).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from extract.exchange.spans import Annotated, LabelledSpan

_ENTITY = re.compile(r"^T\d+\t(\S+) ([\d ;]+)\t", re.MULTILINE)
_LINE = re.compile(r"[^\r\n]+")


def write(texts: Iterable[Annotated]) -> bytes:
    """The ZIP of all texts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        for each in texts:
            lines = [_entity(each.text, number, span) for number, span in enumerate(each.spans, start=1)]
            folder.writestr(f"{each.doc_id}.txt", each.text.encode())
            folder.writestr(f"{each.doc_id}.ann", "".join(lines).encode())
    return packed.getvalue()


def read(content: bytes) -> Iterator[Annotated]:
    """A ZIP of a folder of brat. Only text-bound annotations are read; relations and notes are not."""
    with zipfile.ZipFile(io.BytesIO(content)) as folder:
        for name in folder.namelist():
            if name.endswith(".ann"):
                doc_id = name.removesuffix(".ann")
                found = _ENTITY.finditer(folder.read(name).decode())
                spans = sorted(_span(match[1], match[2]) for match in found)
                yield Annotated(doc_id, folder.read(f"{doc_id}.txt").decode(), tuple(spans))


def _entity(text: str, number: int, span: LabelledSpan) -> str:
    parts = [found.span() for found in _LINE.finditer(text, span.start, span.end)] or [(span.start, span.end)]
    places = ";".join(f"{start} {end}" for start, end in parts)
    words = " ".join(text[start:end] for start, end in parts)
    return f"T{number}\t{span.label} {places}\t{words}\n"


def _span(label: str, places: str) -> LabelledSpan:
    offsets = [int(number) for number in re.split("[ ;]", places)]
    return LabelledSpan(min(offsets), max(offsets), label)
