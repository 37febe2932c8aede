"""What fuzzing keeps: every input of the corpus holds what its target demands (see fuzz/targets.py)."""

import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parents[1] / "fuzz"
sys.path.insert(0, str(FUZZ))
from targets import TARGETS  # noqa: E402

SEEDS = sorted((FUZZ / "corpus").glob("*/*"))


def test_every_target_has_a_corpus() -> None:
    assert {seed.parent.name for seed in SEEDS} == set(TARGETS)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.parent.name}/{seed.name}")
def test_kept_input(seed: Path) -> None:
    TARGETS[seed.parent.name](seed.read_bytes())
