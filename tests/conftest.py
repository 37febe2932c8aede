"""What several tests share."""

import json
import sys
from collections.abc import Callable
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
