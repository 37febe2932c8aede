"""Label Studio: a JSON list of tasks with predictions. Its labelling control is called `label`, its text `text`.

Label Studio counts code points, as we do: it translates what the browser counts (`fixCodePointsInRange` in its source).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from extract.exchange.spans import Annotated, LabelledSpan


def write(texts: Iterable[Annotated]) -> bytes:
    """Tasks that Label Studio imports, with what was found as predictions."""
    return orjson.dumps([_task(each) for each in texts], option=orjson.OPT_INDENT_2)


def read(content: bytes) -> Iterator[Annotated]:
    """An export of Label Studio: the first annotation that was not cancelled, else the prediction."""
    for task in orjson.loads(content):
        done = [each for each in task.get("annotations", ()) if not each.get("was_cancelled")]
        chosen = (done or task.get("predictions") or [{}])[0].get("result", ())
        spans = (each["value"] for each in chosen if each.get("type") == "labels")
        found = sorted(
            LabelledSpan(value["start"], value["end"], label) for value in spans for label in value["labels"]
        )
        yield Annotated(task["data"]["doc_id"], task["data"]["text"], tuple(found))


def _task(each: Annotated) -> dict[str, Any]:
    result = [_region(each.text, number, span) for number, span in enumerate(each.spans)]
    prediction = {"model_version": "extract", "result": result}
    return {"data": {"doc_id": each.doc_id, "text": each.text}, "predictions": [prediction]}


def _region(text: str, number: int, span: LabelledSpan) -> dict[str, Any]:
    value = {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [span.label]}
    region = {"id": str(number), "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    return region if span.score is None else {**region, "score": span.score}
