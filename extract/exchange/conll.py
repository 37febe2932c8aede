r"""CoNLL by characters: one character and its BIO tag a line, an empty line behind each text.

White space and the backslash are written as `\n`, `\r`, `\t`, `\s` and `\\`; the id of a text stands in a comment
before it. A character has one tag, so of spans that overlap the longest is kept, and of equal ones the first label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from json import dumps, loads

from extract.exchange.spans import Annotated, LabelledSpan

_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", " ": "\\s", "\\": "\\\\"}
_PLAIN = {escape: char for char, escape in _ESCAPES.items()}
_ID = "# doc_id = "


def write(texts: Iterable[Annotated]) -> bytes:
    """All texts as one file."""
    return "".join(f"{_ID}{dumps(each.doc_id)}\n{''.join(_lines(each))}\n" for each in texts).encode()


def read(content: bytes) -> Iterator[Annotated]:
    """The texts of a file that `write` made, perhaps with other tags."""
    for block in content.decode().split("\n\n"):
        head, _, body = block.strip("\n").partition("\n")
        if head:
            rows = [line.split("\t") for line in body.split("\n") if line]
            text = "".join(_PLAIN.get(char, char) for char, _ in rows)
            yield Annotated(loads(head.removeprefix(_ID)), text, tuple(_spans([tag for _, tag in rows])))


def flat(each: Annotated) -> tuple[LabelledSpan, ...]:
    """The spans that can stand beside each other: the longest first."""
    kept: list[LabelledSpan] = []
    for span in sorted(each.spans, key=lambda span: (span.start - span.end, span)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


def _lines(each: Annotated) -> Iterator[str]:
    tags = ["O"] * len(each.text)
    for span in flat(each):
        tags[span.start : span.end] = [f"I-{span.label}"] * (span.end - span.start)
        tags[span.start] = f"B-{span.label}"
    for char, tag in zip(each.text, tags, strict=True):
        yield f"{_ESCAPES.get(char, char)}\t{tag}\n"


def _spans(tags: list[str]) -> Iterator[LabelledSpan]:
    start = 0
    for end in range(1, len(tags) + 1):
        if end == len(tags) or tags[end] != f"I-{tags[start][2:]}":
            if tags[start] != "O":
                yield LabelledSpan(start, end, tags[start][2:])
            start = end
