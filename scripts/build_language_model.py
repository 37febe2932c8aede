"""Build the character language model of the repairer: python scripts/build_language_model.py TEXTS... [--out OUT].

Reads JSONL files (also `.xz`) with a `text` field in simplified script and writes counts turned into probabilities:
interpolated absolute discounting, n-grams pruned that save little, no sentence of the texts kept. Stories whose id falls to
`is_kept_out` are left for measuring (benchmarks/repair.py).

The file is text, packed by LZMA. Each line is a context (up to three characters), a tab, the cost of backing off, the costs
of the characters seen behind it, a tab, and these characters. Costs are one letter each, see `language_model`.
"""

import argparse
import json
import lzma
import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from extract.text.repair.language_model import CONTEXT, LINE, classed, letter

DISCOUNT = 1.5
"""What is taken off each count, and given to what was not seen. On text of another kind 1.5 leaves 7.69 bits a
character and 0.75 leaves 7.98: news are of one time and one house."""
LEAST = {1: 3, 2: 2, 3: 2, 4: 2}
"""Counts below which an n-gram is pruned."""
GAIN = {2: 6.0, 3: 6.0, 4: 12.0}
"""Bits that an n-gram must save over all its places, or it is pruned: so the file stays below 3 MB."""
_OUT = Path(__file__).parents[1] / "extract" / "data" / "models" / "characters.txt.xz"


def is_kept_out(story_id: str) -> bool:
    """Whether a story is kept for measuring: one in twenty."""
    return zlib.crc32(story_id.encode()) % 20 == 0


def read_texts(paths: Iterable[Path]) -> Iterator[str]:
    """The texts that may be learned from."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if not is_kept_out(str(row.get("id", ""))) or "id" not in row:
                    yield row["text"]


def count(texts: Iterable[str]) -> dict[int, Counter[str]]:
    """Counts of single characters, and of the texts that hold each longer n-gram: news repeat themselves."""
    counts: dict[int, Counter[str]] = {size: Counter() for size in range(1, CONTEXT + 2)}
    for text in texts:
        lines = [LINE + classed(line.strip()) + LINE for line in text.split("\n")]
        for line in lines:
            counts[1].update(line[1:])
        for size in range(2, CONTEXT + 2):
            counts[size].update({line[at : at + size] for line in lines for at in range(len(line) - size + 1)})
    return counts


def estimate(counts: dict[int, Counter[str]]) -> dict[str, tuple[float, dict[str, float]]]:
    """Context to the weight of backing off and the probabilities of what follows it."""
    unigrams = {char: n for char, n in counts[1].items() if n >= LEAST[1]}
    total = sum(unigrams.values())
    model = {"": (1e-7, {char: n / total for char, n in unigrams.items()})}
    for size in range(2, CONTEXT + 2):
        contexts: dict[str, dict[str, int]] = defaultdict(dict)
        for gram, n in counts[size].items():
            if gram[-1] in unigrams and (size == 2 or gram[:-1] in model or n >= LEAST[size]):
                contexts[gram[:-1]][gram[-1]] = n
        for context, seen in contexts.items():
            model |= _discounted(model, context, seen, size)
    return model


def _discounted(
    model: dict[str, tuple[float, dict[str, float]]], context: str, seen: dict[str, int], size: int
) -> dict[str, tuple[float, dict[str, float]]]:
    total = sum(seen.values())
    weight = sum(min(n, DISCOUNT) for n in seen.values()) / total
    kept = {}
    for char, n in seen.items():
        unseen = weight * probability(model, context[1:], char)
        seen_here = (n - DISCOUNT) / total + unseen
        if n >= LEAST[size] and n * math.log2(seen_here / unseen) >= GAIN[size]:
            kept[char] = seen_here
    if not kept:
        return {}
    lower = sum(probability(model, context[1:], char) for char in kept)
    return {context: (max(1e-7, (1 - sum(kept.values())) / max(1e-7, 1 - lower)), kept)}


def probability(model: dict[str, tuple[float, dict[str, float]]], context: str, char: str) -> float:
    """The probability of `char` behind `context`, backing off where it was not seen."""
    if context in model:
        weight, seen = model[context]
        if char in seen:
            return seen[char]
        return weight * probability(model, context[1:], char) if context else weight
    return probability(model, context[1:], char)


def write(model: dict[str, tuple[float, dict[str, float]]], path: Path) -> None:
    """Write the model, the same bytes for the same model."""
    lines = []
    for context in sorted(model):
        weight, seen = model[context]
        chars = sorted(seen, key=lambda char: (-seen[char], char))
        costs = "".join(letter(-math.log2(value)) for value in (weight, *(seen[char] for char in chars)))
        lines.append(f"{context}\t{costs}\t{''.join(chars)}")
    path.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=_OUT)
    options = parser.parse_args()
    write(estimate(count(read_texts(options.texts))), options.out)
