"""Score the reading of numbers on public cases of the Recognizers-Text form.

usage: python benchmarks/numerals.py CASES.jsonl [--errors N]

A case names its suite (`sub`), a text, and the expressions expected in it. A case is right where exactly the
expected expressions are found, each with its span and its value. Each suite asks for one kind: the number suite
wants the bare numeral of a percentage, the percentage suite the whole.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from extract.text.quantities import Quantity, find_quantities
from extract.text.ranges import find_ranges

KINDS = {
    "NumberModel": "number",
    "OrdinalModel": "ordinal",
    "PercentModel": "percentage",
    "AgeModel": "age",
    "NumberRangeModel": "range",
    "NumberRangeModelExperimentalMode": "range",
    "CurrencyModel": "currency",
    "DimensionModel": "dimension",
    "TemperatureModel": "temperature",
}
Found = tuple[int, int, float | None, float | None]
Score = dict[str, tuple[int, int]]


def found(kind: str, text: str) -> list[Found]:
    """What we find in `text` of one kind: start, end, value, and the upper end of a range."""
    if kind == "range":
        return [(found.start, found.end, found.low, found.high) for found in find_ranges(text)]
    quantities = list(find_quantities(text))
    if kind == "number":
        return list(bare_numbers(quantities))
    return [(q.start, q.end, q.value, None) for q in quantities if q.kind == kind and q.max is None]


def bare_numbers(quantities: list[Quantity]) -> Iterator[Found]:
    """The numerals without what dresses them."""
    for quantity in quantities:
        if quantity.numeral and quantity.kind != "ordinal":
            yield quantity.numeral


def expected(kind: str, case: dict[str, Any]) -> list[Found]:
    """The expressions of a case, as `found` gives them."""
    return [(e["start"], e["end"], *value_of(kind, e["value"])) for e in case["expressions"]]


def value_of(kind: str, value: str | None) -> tuple[float | None, float | None]:
    if value is None:
        return None, None
    if kind == "range":
        low, high = (float(end) if end else None for end in value.strip("[]()").split(","))
        return low, high
    return float(value.rstrip("%")), None


def same(one: Found, other: Found) -> bool:
    return one[:2] == other[:2] and all(map(close, one[2:], other[2:]))


def close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9)


def score(path: Path, on_error: Callable[[dict[str, Any], list[Found], list[Found]], None] | None = None) -> Score:
    """How many cases of each kind are right, and how many there are."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        kind = KINDS[case["sub"].split("/")[-1]]
        want, have = expected(kind, case), found(kind, case["text"])
        good = len(want) == len(have) and all(map(same, want, have))
        total[kind] += 1
        right[kind] += good
        if not good and on_error:
            on_error(case, want, have)
    return {kind: (right[kind], total[kind]) for kind in dict.fromkeys(KINDS.values()) if total[kind]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show up to N wrong cases")
    args = parser.parse_args()
    wrong: list[str] = []

    def note(case: dict[str, Any], want: list[Found], have: list[Found]) -> None:
        wrong.append(f"{case['id']} {case['sub']}: {case['text']!r}\n  expected {want}\n  found    {have}")

    for kind, (right, total) in score(args.cases, note).items():
        print(f"{kind:12}{right:5} of {total:4}{100 * right / total:8.1f} %")
    print(*wrong[: args.errors], sep="\n")


if __name__ == "__main__":
    main()
