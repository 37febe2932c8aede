"""What several tests share."""

import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from extract import Config, Pipeline, Record
from extract.cli import main
from extract.readers import read_articles

# The first example of a test compiles patterns and reads word lists; how long that takes says nothing about the code.
settings.register_profile("extract", deadline=None)
settings.load_profile("extract")

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "corpora" / "articles"
SAMPLES = [ARTICLES]
"""What `make demo` runs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    help_text = "write the files that are made from the code (golden records, floors, docs, notebooks), then compare"
    parser.addoption("--write", action="store_true", help=help_text)


@pytest.fixture(scope="session")
def write(pytestconfig: pytest.Config) -> bool:
    """Whether files made from the code are to be written before they are compared."""
    return bool(pytestconfig.getoption("--write"))


class Outcome(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Calls the `extract` command in this process."""

    def call(*arguments: Any) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["extract", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        code = end.value.code
        return Outcome(code if isinstance(code, int) else 0, *capsys.readouterr())

    return call


@pytest.fixture
def read_lines() -> Callable[[Path], list[dict[str, Any]]]:
    """Reads a JSONL file."""
    return lambda path: [json.loads(line) for line in path.read_text("utf-8").splitlines()]


GrowthCheck = Callable[..., None]


@pytest.fixture
def grows_linearly() -> Iterator[GrowthCheck]:
    """Checks that `run(size)` takes time in proportion to its size, where that can be told from noise.

    What is compared are least times of the processor with the garbage collector at rest: in a process that holds torch,
    one collection takes longer than what is measured. A step that is quadratic is so in each of the five rounds.
    """

    def seconds(run: Callable[[int], object], size: int) -> float:
        clock = time.process_time()
        run(size)
        return time.process_time() - clock

    def check(run: Callable[[int], object], short: int, long: int, *, told: float = 0.01) -> None:
        limit = (long / short) ** 1.6  # between linear and quadratic
        least = {short: float("inf"), long: float("inf")}
        run(short)
        for _ in range(5):
            least = {size: min(best, seconds(run, size)) for size, best in least.items()}
            if least[long] < limit * max(least[short], told):
                return
        pytest.fail(f"{least[short]:.3f} s for a size of {short}, {least[long]:.3f} s for {long}")

    gc.collect()
    gc.disable()
    yield check
    gc.enable()


@pytest.fixture(scope="session")
def sample_inputs() -> list[Path]:
    """The sample articles, as inputs of a run."""
    return SAMPLES


@pytest.fixture(scope="session")
def samples() -> list[Record]:
    """The records of the sample folder, with the default configuration."""
    results = list(Pipeline(Config()).pipe(read_articles(SAMPLES)))
    assert [result for result in results if not isinstance(result, Record)] == []
    return [result for result in results if isinstance(result, Record)]
