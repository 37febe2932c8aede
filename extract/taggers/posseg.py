"""Entities from jieba's part-of-speech tags: a weak tagger that needs no model file."""

from __future__ import annotations

from collections.abc import Sequence

from extract.text.segment import tagged_words
from extract.types import Entity, EntityLabel

_LABELS: dict[str, EntityLabel] = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "nt": "ORG", "ns": "LOC"}


class PossegTagger:
    """`rjieba`'s tags (the same model as `jieba.posseg`'s dictionary) read as entities."""

    name = "posseg"

    def tag(self, sentences: Sequence[str]) -> list[list[Entity]]:
        """See `Tagger.tag`."""
        return [self._tag_one(sentence) for sentence in sentences]

    def _tag_one(self, sentence: str) -> list[Entity]:
        entities = []
        start = 0
        for word, flag in tagged_words(sentence):
            end = start + len(word)
            if flag in _LABELS and len(word) > 1:
                label = _LABELS[flag]
                entities.append(
                    Entity(start=start, end=end, text=word, label=label, rule=f"tagger.posseg.{flag}", score=0.5)
                )
            start = end
        return entities
