"""The report of a run, `run.json`: what was run, with which parts, how it ended and how long it took."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract import __version__
from extract.config import Config
from extract.provenance import library_versions, rules_hash, word_lists_hash
from extract.run.progress import Progress

if TYPE_CHECKING:
    from extract.run.job import Options


@dataclass(frozen=True, slots=True)
class RunReport:
    """How a run ended.

    `failures` counts articles by the stage they failed at, `skipped` files of folders that no reader is for, by suffix;
    `reused` articles had their result from an earlier run; `seconds` is wall time.
    """

    inputs: tuple[str, ...]
    config: dict[str, Any]
    engine: str
    workers: int
    started: str
    records: int
    failures: dict[str, int]
    reused: int
    skipped: dict[str, int]
    seconds: float
    articles_per_second: float
    megabytes_per_second: float
    facts: dict[str, int]
    files: tuple[str, ...]

    @property
    def failed(self) -> int:
        """How many articles gave no record."""
        return sum(self.failures.values())

    def as_json(self) -> dict[str, Any]:
        """The report as it is written, with the versions of what made it."""
        report = asdict(self)
        facts = report.pop("facts")
        return {
            **report,
            **facts,
            "articles": self.records + self.failed,
            "memory_peak_mb": _peak_memory(),
            "versions": versions(),
            "rules": rules_hash(),
            "word_lists": word_lists_hash(),
        }


def make_report(
    inputs: Sequence[str | Path],
    config: Config,
    options: Options,
    progress: Progress,
    *,
    started: datetime,
    records: int,
    failures: Mapping[str, int],
    files: Sequence[str],
    skipped: Mapping[str, int],
    facts: dict[str, int],
) -> RunReport:
    """The report of a run that began at `started` and ends now."""
    return RunReport(
        inputs=tuple(map(str, inputs)),
        config=config.model_dump(mode="json"),
        engine=options.engine,
        workers=options.workers,
        started=started.isoformat(timespec="seconds"),
        records=records,
        failures=dict(sorted(failures.items())),
        reused=progress.reused,
        skipped=dict(sorted(skipped.items())),
        seconds=round((datetime.now(UTC) - started).total_seconds(), 3),
        articles_per_second=round(progress.articles_per_second, 1),
        megabytes_per_second=round(progress.megabytes_per_second, 3),
        facts=facts,
        files=tuple(files),
    )


def versions() -> dict[str, str]:
    """Versions of the package, of Python and of the dependencies that can change a result."""
    here = {"extract": __version__, "python": platform.python_version(), "platform": platform.platform()}
    return {**here, **library_versions()}


def _peak_memory() -> int:
    """MB of resident memory that this process took at most."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
