"""W3C Web Annotation: one `AnnotationPage` a line, each annotation with its position and its quotation.

The position counts code points: the model demands "unicode code points (the “character number”), not … code units". The
text is carried along under `extract:text`, since the quotation alone does not lead back to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

import orjson

from extract.exchange.spans import Annotated, LabelledSpan

_CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"extract": "urn:extract:"}]
_AROUND = 20
"""Characters before and behind a quotation, by which it is found again in a text that has shifted."""


def write(texts: Iterable[Annotated]) -> bytes:
    """The pages of all texts."""
    return b"".join(orjson.dumps(_page(each), option=orjson.OPT_APPEND_NEWLINE) for each in texts)


def read(content: bytes) -> Iterator[Annotated]:
    """Pages that `write` made, perhaps with other annotations."""
    for line in content.split(b"\n"):
        if line.strip():
            page = orjson.loads(line)
            spans = sorted(_span(item) for item in page["items"])
            yield Annotated(page["extract:docId"], page["extract:text"], tuple(spans))


def _page(each: Annotated) -> dict[str, Any]:
    source = f"urn:extract:{quote(each.doc_id)}"
    items = [_annotation(each.text, source, number, span) for number, span in enumerate(each.spans)]
    told = {"extract:docId": each.doc_id, "extract:text": each.text}
    return {"@context": _CONTEXT, "id": f"{source}#page", "type": "AnnotationPage", **told, "items": items}


def _annotation(text: str, source: str, number: int, span: LabelledSpan) -> dict[str, Any]:
    quotation = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {
        "id": f"{source}#{number}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": {"type": "TextualBody", "purpose": "tagging", "value": span.label},
        "target": {"source": source, "selector": [position, quotation]},
    }


def _span(item: dict[str, Any]) -> LabelledSpan:
    selectors = item["target"]["selector"]
    place = next(each for each in selectors if each["type"] == "TextPositionSelector")
    return LabelledSpan(place["start"], place["end"], item["body"]["value"])
