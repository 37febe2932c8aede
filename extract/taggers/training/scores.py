"""Strict F1 of taggers: a span counts where both its borders and its label are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extract.taggers.training.corpora import Example
from extract.types import EntityLabel


def f1_table(
    examples: Sequence[Example], found: Sequence[Iterable[tuple[int, int, EntityLabel]]]
) -> dict[str, dict[str, float]]:
    """Strict F1 in per cent of the spans `found`, for each source and label."""
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for example, spans in zip(examples, found, strict=True):
        counter = counts.setdefault(example.source, Counter())
        proposed = {span for span in spans if span[2] in example.corpus.annotates}
        for kind, items in (
            ("true", set(example.entities)),
            ("found", proposed),
            ("both", proposed & set(example.entities)),
        ):
            counter.update((label, kind) for *_, label in items)
            counter[("all", kind)] += len(items)
    return {
        source: {
            label: 100 * 2 * counter[label, "both"] / (counter[label, "true"] + counter[label, "found"])
            for label in ("all", *sorted({label for label, kind in counter if kind == "true" and label != "all"}))
            if counter[label, "true"]
        }
        for source, counter in counts.items()
    }
