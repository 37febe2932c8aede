"""Annotation tools: records out as their files, corrected files back in as gold.

Each format is a pair of functions between `Annotated` texts and bytes. Offsets count characters of the working text as the
tool counts them: code points, as in the record, but for doccano. What a format cannot say (nested spans in CoNLL) stands in
its module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from extract.errors import ConfigError
from extract.exchange import brat, conll, doccano, label_studio, web_annotation
from extract.exchange.spans import Annotated, annotated

__all__ = ["FORMATS", "Annotated", "Format", "annotated", "format_named"]


@dataclass(frozen=True, slots=True)
class Format:
    """How a tool's file is written and read. `suffix` is that of its file."""

    suffix: str
    write: Callable[[Iterable[Annotated]], bytes]
    read: Callable[[bytes], Iterator[Annotated]]


FORMATS: dict[str, Format] = {
    "label-studio": Format(".json", label_studio.write, label_studio.read),
    "doccano": Format(".jsonl", doccano.write, doccano.read),
    "brat": Format(".zip", brat.write, brat.read),
    "conll": Format(".conll", conll.write, conll.read),
    "web-annotation": Format(".jsonl", web_annotation.write, web_annotation.read),
}
"""A new format is a module in this folder and a line here."""


def format_named(name: str) -> Format:
    """The format of this name. Raises ConfigError with those there are."""
    if name not in FORMATS:
        raise ConfigError(f"unknown format {name!r}: known are {', '.join(FORMATS)}")
    return FORMATS[name]
