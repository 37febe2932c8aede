"""Sentences: the unit that evidence is shown in and that taggers read."""

from __future__ import annotations

import re

from extract.types import Span

_SENTENCE = re.compile(r"[^\s。！？!?…][^\n。！？!?…]*[。！？!?…]*[”’」』）)]*|[。！？!?…”’」』）)]+")


def split_sentences(text: str) -> tuple[Span, ...]:
    r"""Spans of the sentences of `text`, without the line breaks between them.

    >>> [slice(*s) for s in split_sentences("大会举行。李某说：“好！”\n散会")]
    [slice(0, 5, None), slice(5, 12, None), slice(13, 15, None)]
    """
    return tuple(Span(*match.span()) for match in _SENTENCE.finditer(text))
