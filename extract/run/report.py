"""The report of a run, `run.json`: what was run, with which parts, how it ended and how long it took."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from extract import __version__
from extract.config import Config
from extract.provenance import rules_hash, word_lists_hash

_PACKAGES = ("ahocorasick_rs", "jieba", "lunar_python", "opencc", "pydantic", "rjieba")
"""The dependencies that can change a result."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """How a run ended. `failures` counts articles by the stage they failed at; `seconds` is wall time."""

    inputs: tuple[str, ...]
    config: dict[str, Any]
    workers: int
    started: str
    records: int
    failures: dict[str, int]
    seconds: float
    files: tuple[str, ...]

    @property
    def failed(self) -> int:
        """How many articles gave no record."""
        return sum(self.failures.values())

    def as_json(self) -> dict[str, Any]:
        """The report as it is written, with the versions of what made it."""
        return {
            **asdict(self),
            "articles": self.records + self.failed,
            "articles_per_second": round((self.records + self.failed) / max(self.seconds, 1e-9), 1),
            "versions": versions(),
            "rules": rules_hash(),
            "word_lists": word_lists_hash(),
        }


def make_report(
    inputs: Sequence[Path],
    config: Config,
    workers: int,
    *,
    started: datetime,
    records: int,
    failures: dict[str, int],
    files: Sequence[str],
) -> RunReport:
    """The report of a run that began at `started` and ends now."""
    return RunReport(
        inputs=tuple(map(str, inputs)),
        config=config.model_dump(mode="json"),
        workers=workers,
        started=started.isoformat(timespec="seconds"),
        records=records,
        failures=dict(sorted(failures.items())),
        seconds=round((datetime.now(UTC) - started).total_seconds(), 3),
        files=tuple(files),
    )


def versions() -> dict[str, str]:
    """Versions of the package, of Python and of the dependencies that can change a result."""
    packages = {name: metadata.version(name) for name in _PACKAGES}
    return {"extract": __version__, "python": platform.python_version(), "platform": platform.platform(), **packages}
