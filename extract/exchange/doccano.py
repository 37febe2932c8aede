r"""doccano: one JSON object a line, spans as `[start, end, label]`; its newer exports have objects instead.

doccano counts as JavaScript does, so a character beyond U+FFFF (an emoji, a rare hanzi such as 𠮷) is two. A project must
not "count grapheme clusters as one character", or `\r\n` would be one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from extract.exchange.spans import Annotated, LabelledSpan, from_utf16, in_utf16


def write(texts: Iterable[Annotated]) -> bytes:
    """Lines that doccano imports for sequence labelling."""
    return b"".join(
        orjson.dumps(
            {"doc_id": each.doc_id, "text": each.text, "label": [list(span[:3]) for span in each.spans]},
            option=orjson.OPT_APPEND_NEWLINE,
        )
        for each in map(in_utf16, texts)
    )


def read(content: bytes) -> Iterator[Annotated]:
    """An export of doccano, in either of its two forms."""
    for line in content.split(b"\n"):
        if line.strip():
            row = orjson.loads(line)
            doc_id = str(row.get("doc_id", row.get("id")))
            yield from_utf16(Annotated(doc_id, row["text"], tuple(sorted(_spans(row)))))


def _spans(row: dict[str, Any]) -> Iterator[LabelledSpan]:
    for start, end, label in row.get("label", ()):
        yield LabelledSpan(start, end, label)
    for each in row.get("entities", ()):
        yield LabelledSpan(each["start_offset"], each["end_offset"], each["label"])
