"""Taggers: back ends that propose persons, organisations and places, behind one protocol.

A tagger only proposes. Extractors and `resolve` decide, so that any tagger can be swapped in by configuration.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from extract.errors import ConfigError
from extract.types import Entity


class Tagger(Protocol):
    """Finds entities in sentences."""

    name: str

    def tag(self, sentences: Sequence[str]) -> list[list[Entity]]:
        """The entities of each sentence, sorted, without overlaps; offsets count from the sentence's start."""


class NoTagger:
    """Finds nothing: rules and word lists alone."""

    name = "none"

    def tag(self, sentences: Sequence[str]) -> list[list[Entity]]:
        """See `Tagger.tag`."""
        return [[] for _ in sentences]


def load_tagger(spec: str) -> Tagger:
    """The tagger that `Config.tagger` names. Raises ConfigError with the known names where there is none such."""
    if spec == "none":
        return NoTagger()
    if spec == "posseg":
        from extract.taggers.posseg import PossegTagger

        return PossegTagger()
    raise ConfigError(f"unknown tagger {spec!r}: known are none, posseg")
