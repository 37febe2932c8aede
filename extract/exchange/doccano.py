"""doccano: one JSON object a line, spans as `[start, end, label]`; its newer exports have objects instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from extract.exchange.spans import Annotated, LabelledSpan


def write(texts: Iterable[Annotated]) -> bytes:
    """Lines that doccano imports for sequence labelling."""
    return b"".join(
        orjson.dumps(
            {"doc_id": each.doc_id, "text": each.text, "label": [list(span[:3]) for span in each.spans]},
            option=orjson.OPT_APPEND_NEWLINE,
        )
        for each in texts
    )


def read(content: bytes) -> Iterator[Annotated]:
    """An export of doccano, in either of its two forms."""
    for line in content.split(b"\n"):
        if line.strip():
            row = orjson.loads(line)
            yield Annotated(str(row.get("doc_id", row.get("id"))), row["text"], tuple(sorted(_spans(row))))


def _spans(row: dict[str, Any]) -> Iterator[LabelledSpan]:
    for start, end, label in row.get("label", ()):
        yield LabelledSpan(start, end, label)
    for each in row.get("entities", ()):
        yield LabelledSpan(each["start_offset"], each["end_offset"], each["label"])
