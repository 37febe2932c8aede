"""How far a run is, and where that is told: to the terminal, to a log of JSON lines, to a metrics file."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import orjson

from extract.run.parts import Part

_WINDOW = 60.0
"""Seconds over which speed is measured: a run that goes on rushes through what is there already."""


@dataclass(slots=True)
class Progress:
    """Counts of a run under way. `failures` are by stage; bytes are of input files, `size` of articles worked on."""

    total_bytes: int | None
    read_bytes: int = 0
    records: int = 0
    reused: int = 0
    size: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    _began: float = field(default_factory=time.monotonic)
    _past: deque[tuple[float, int, int]] = field(default_factory=deque)

    def add(self, part: Part) -> None:
        """Count the results of a part."""
        self.size += part.size
        for entry in part.entries:
            if entry.stage is None:
                self.records += 1
            else:
                self.failures[entry.stage] += 1
        now = time.monotonic()
        self._past.append((now, self.size, self.read_bytes))
        while now - self._past[0][0] > _WINDOW:
            self._past.popleft()

    def fail(self, stage: str) -> None:
        """Count an article that could not be read."""
        self.failures[stage] += 1

    @property
    def articles(self) -> int:
        """How many are finished, those of an earlier run among them."""
        return self.records + self.reused + self.failed

    @property
    def failed(self) -> int:
        """How many failed in this run."""
        return sum(self.failures.values())

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self._began

    @property
    def articles_per_second(self) -> float:
        """Articles worked on, over the whole run."""
        return (self.records + self.failed) / max(self.seconds, 1e-9)

    @property
    def megabytes_per_second(self) -> float:
        """Article content worked on, over the whole run."""
        return self.size / 1e6 / max(self.seconds, 1e-9)

    @property
    def seconds_left(self) -> float | None:
        """Expected until everything is read, by the speed of the last minute; None where nothing can be said."""
        if not self.total_bytes or len(self._past) < 2:
            return None
        (then, _, before), (now, _, after) = self._past[0], self._past[-1]
        left = self.total_bytes - self.read_bytes
        return None if after <= before or left < 0 else left * (now - then) / (after - before)

    def as_json(self) -> dict[str, Any]:
        """The counts, for machines."""
        left = self.seconds_left
        return {
            "articles": self.articles,
            "records": self.records,
            "reused": self.reused,
            "failures": dict(sorted(self.failures.items())),
            "seconds": round(self.seconds, 1),
            "articles_per_second": round(self.articles_per_second, 1),
            "megabytes_per_second": round(self.megabytes_per_second, 3),
            "read_bytes": self.read_bytes,
            "total_bytes": self.total_bytes,
            "seconds_left": None if left is None else round(left),
        }


class Every:
    """Calls `tell` at most once in `seconds`.

    >>> told = []
    >>> often = Every(60, told.append)
    >>> for _ in range(3): often(Progress(total_bytes=None))
    >>> len(told)
    1
    """

    def __init__(self, seconds: float, tell: Callable[[Progress], None]) -> None:
        self._seconds = seconds
        self._tell = tell
        self._last = float("-inf")

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() - self._last >= self._seconds:
            self._last = time.monotonic()
            self._tell(progress)


def log_line(event: str, **facts: Any) -> str:
    """One line of JSON for a log, with the time.

    >>> log_line("end", records=3)[-27:]
    ',"event":"end","records":3}'
    """
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return orjson.dumps({"time": now, "event": event, **facts}).decode()


def write_log(stream: IO[str], progress: Progress) -> None:
    """Add a line about `progress` to a log."""
    stream.write(log_line("progress", **progress.as_json()) + "\n")
    stream.flush()


def metrics_text(progress: Progress) -> str:
    """The counts in the text form that Prometheus and its node exporter read."""
    rows: list[tuple[str, str, str, float]] = [
        ("articles_total", "counter", "", progress.articles),
        ("records_total", "counter", "", progress.records),
        ("reused_total", "counter", "", progress.reused),
        *(("failures_total", "counter", f'{{stage="{name}"}}', n) for name, n in sorted(progress.failures.items())),
        ("content_bytes_total", "counter", "", progress.size),
        ("read_bytes_total", "counter", "", progress.read_bytes),
        ("seconds", "gauge", "", round(progress.seconds, 1)),
    ]
    if progress.seconds_left is not None:
        rows.append(("seconds_left", "gauge", "", round(progress.seconds_left)))
    lines: dict[str, None] = {}
    for name, kind, labels, value in rows:
        lines[f"# TYPE extract_{name} {kind}"] = None
        lines[f"extract_{name}{labels} {value}"] = None
    return "\n".join(lines) + "\n"


def write_metrics(path: Path, progress: Progress) -> None:
    """Put the counts into `path`, which a scraper never sees half written."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(metrics_text(progress), "utf-8")
    fresh.replace(path)
