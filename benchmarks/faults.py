"""Faults put into runs, and what was lost or doubled: nothing may be.

usage: python benchmarks/faults.py [--moments 20] [--articles 3000] [--out faults.md]

Every run is the command line in a process of its own, over one generated table with two workers. It is disturbed at a
random moment, taken up again with --resume, and its output is compared, byte for byte, with that of an undisturbed run.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
from run_many import short

HANGS = "这篇文章不会结束"
CRASHES = "这篇文章会崩溃"
SABOTAGE = f"""
import os, sys, time
import extract.pipeline
whole = extract.pipeline.Pipeline.process
def process(self, article):
    if isinstance(article.content, str) and "{HANGS}" in article.content:
        time.sleep(600)
    if isinstance(article.content, str) and "{CRASHES}" in article.content:
        os._exit(139)
    return whole(self, article)
extract.pipeline.Pipeline.process = process
"""
"""Loaded by every process of the run as sitecustomize, in the place of a library that hangs or crashes."""


@dataclass(frozen=True)
class Bench:
    """Where the runs take place."""

    folder: Path
    table: Path
    ids: list[str]

    def start(self, out: Path, *options: str, table: Path | None = None, **more: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "extract", "run", str(table or self.table), "--out", str(out), "--resume"]
        return subprocess.Popen(
            [*command, "--tagger", "none", "--workers", "2", *options],
            stderr=subprocess.DEVNULL,
            **more,  # type: ignore[call-overload]
        )

    def finish(self, out: Path, *options: str, **more: object) -> None:
        self.start(out, *options, **more).wait()


@dataclass(frozen=True)
class Row:
    """What became of the articles under one kind of fault."""

    fault: str
    times: int
    lost: int
    doubled: int
    equal: int


def check(out: Path, wanted: bytes | None, ids: list[str]) -> tuple[int, int, bool]:
    """Articles lost, articles doubled, and whether the output is that of an undisturbed run."""
    records = (out / "records.jsonl").read_bytes()
    errors = (out / "errors.jsonl").read_bytes()
    seen = Counter(orjson.loads(line)["doc_id"] for line in [*records.splitlines(), *errors.splitlines()])
    lost = sum(seen[each] == 0 for each in ids)
    return lost, sum(seen[each] > 1 for each in ids), wanted is None or records == wanted


def killed(bench: Bench, out: Path, seconds: float, chance: random.Random, victim: str) -> None:
    """Kill the run, or one of its workers, at a random moment; then finish it."""
    run = bench.start(out)
    time.sleep(chance.uniform(0.1, seconds))
    if victim == "parent":
        run.kill()
        run.wait()
    else:
        for child in children(run.pid)[:1]:
            os.kill(child, signal.SIGKILL)
        run.wait()
    bench.finish(out)


def children(pid: int) -> list[int]:
    """The worker processes of a run that is under way."""
    try:
        found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return [child for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    except OSError:
        return []


def full_disk(bench: Bench, out: Path, chance: random.Random) -> None:
    """No file may grow beyond some size: the next write fails as it does on a full disk."""
    limit = chance.randrange(20_000, 1_000_000)
    bench.finish(out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY)))
    bench.finish(out)


def damaged_ledger(bench: Bench, out: Path, seconds: float, chance: random.Random) -> None:
    """Kill a run, put noise into its ledger, and finish it."""
    run = bench.start(out)
    time.sleep(chance.uniform(seconds / 2, seconds))
    run.kill()
    run.wait()
    ledger = out / ".work" / "ledger.sqlite"
    if ledger.exists():
        content = bytearray(ledger.read_bytes())
        for _ in range(200):
            content[chance.randrange(len(content))] = chance.randrange(256)
        ledger.write_bytes(content)
    bench.finish(out)


def spoilt(bench: Bench, text: str, name: str) -> tuple[Path, dict[str, str]]:
    """A table with one article that hangs or crashes, and the environment in which it does."""
    table = bench.folder / f"{name}.jsonl"
    lines = bench.table.read_text("utf-8").splitlines()
    lines.insert(len(lines) // 2, orjson.dumps({"id": name, "text": text}).decode())
    table.write_text("\n".join(lines), "utf-8")
    site = bench.folder / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(SABOTAGE, "utf-8")
    path = os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])
    return table, {**os.environ, "PYTHONPATH": path}


def measure(bench: Bench, moments: int) -> Iterator[Row]:
    chance = random.Random(13)
    began = time.monotonic()
    bench.finish(bench.folder / "undisturbed")
    seconds = time.monotonic() - began
    wanted = (bench.folder / "undisturbed" / "records.jsonl").read_bytes()

    def row(fault: str, times: int, disturb: Callable[[Path], None]) -> Row:
        results = []
        for number in range(times):
            out = bench.folder / f"out-{number}"
            disturb(out)
            results.append(check(out, wanted, bench.ids))
            shutil.rmtree(out)
        return Row(fault, times, sum(r[0] for r in results), sum(r[1] for r in results), sum(r[2] for r in results))

    yield row("kill -9 of the parent", moments, lambda out: killed(bench, out, seconds, chance, "parent"))
    yield row("kill -9 of a worker", moments, lambda out: killed(bench, out, seconds, chance, "worker"))
    yield row("full disk", max(moments // 4, 1), lambda out: full_disk(bench, out, chance))
    yield row("damaged ledger", max(moments // 4, 1), lambda out: damaged_ledger(bench, out, seconds, chance))
    for fault, text, name in (("article that hangs", HANGS, "hangs"), ("article that crashes", CRASHES, "crashes")):
        table, environment = spoilt(bench, text, name)
        out = bench.folder / name
        bench.finish(out, "--article-timeout", "3", table=table, env=environment)
        lost, doubled, _ = check(out, None, [*bench.ids, name])
        records = b"".join(line for line in (out / "records.jsonl").read_bytes().splitlines(keepends=True))
        told = [orjson.loads(line) for line in (out / "errors.jsonl").read_bytes().splitlines()]
        equal = len(told) == 1 and told[0]["doc_id"] == name and records.count(b"\n") == len(bench.ids)
        yield Row(fault, 1, lost, doubled, int(equal))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--out", type=Path, default=None)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.jsonl"
        rows = [{"id": f"{number:05}", "text": text} for number, text in enumerate(short(args.articles))]
        table.write_bytes(b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows))
        bench = Bench(Path(folder), table, [row["id"] for row in rows])
        lines = [
            "| fault | times | articles lost | doubled | output as undisturbed |",
            "| --- | --- | --- | --- | --- |",
        ]
        print(*lines, sep="\n", flush=True)
        for row in measure(bench, args.moments):
            lines.append(f"| {row.fault} | {row.times} | {row.lost} | {row.doubled} | {row.equal} of {row.times} |")
            print(lines[-1], flush=True)
    if args.out:
        args.out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
