"""Faults put into runs, and what was lost or doubled: nothing may be.

usage: python benchmarks/faults.py [--moments 20] [--articles 2000] [--write benchmarks/FAULTS.md]

Every run is the command line in a process of its own, over one generated table with two workers. It is disturbed at a
random moment, taken up again with --resume where it did not end by itself, and its output is compared, byte for byte, with
that of an undisturbed run.
"""

from __future__ import annotations

import argparse
import os
import platform
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
import os, time
from extract.pipeline import Pipeline
whole = Pipeline._draft
def draft(self, article):
    if "{HANGS}" in article.content:
        time.sleep(600)
    if "{CRASHES}" in article.content:
        time.sleep(0.5)
        os._exit(139)
    return whole(self, article)
Pipeline._draft = draft
"""
"""Loaded by every process of the run as sitecustomize, in the place of a library that hangs or crashes."""
TABLE = "articles.jsonl"
WORKERS = ("--workers", "2")

Disturb = Callable[[Path], bool]
"""Runs into a folder, disturbs that, and finishes it. Whether the fault came while the run was at work."""


@dataclass
class Bench:
    """Where the runs take place: a folder with the table, how long a run takes there, and how it ends undisturbed."""

    folder: Path
    ids: tuple[str, ...]
    chance: random.Random
    seconds: float = 0
    wanted: bytes = b""

    def start(self, out: Path, *options: str, cwd: Path | None = None, **more: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "extract", "run", TABLE, "--out", str(out), "--resume", "--tagger", "none"]
        return subprocess.Popen(
            [*command, *(options or WORKERS)],
            cwd=cwd or self.folder,
            stderr=subprocess.DEVNULL,
            **more,  # type: ignore[call-overload]
        )

    def finish(self, out: Path, *options: str, **more: object) -> None:
        self.start(out, *options, **more).wait()  # type: ignore[arg-type]

    def is_at_work(self, run: subprocess.Popen[bytes]) -> bool:
        """Whether `run` is at work at some random moment, for which this waits."""
        began = time.monotonic()
        try:
            run.wait(self.chance.uniform(0.1, self.seconds))
        except subprocess.TimeoutExpired:
            return True
        self.seconds = time.monotonic() - began
        return False


def write_table(folder: Path, texts: list[str], bad: dict[str, str]) -> None:
    """The table of a bench, with `bad` articles in its middle."""
    rows = [{"id": f"{number:05}", "text": text} for number, text in enumerate(texts)]
    rows[len(rows) // 2 : len(rows) // 2] = [{"id": name, "text": text} for name, text in bad.items()]
    folder.mkdir()
    lines = (orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
    (folder / TABLE).write_bytes(b"".join(lines))


def children(pid: int) -> list[int]:
    """The worker processes of a run that is under way."""
    try:
        found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return [child for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    except OSError:
        return []


# ---- the faults


def killed_run(bench: Bench, out: Path) -> bool:
    """SIGKILL of the whole run."""
    run = bench.start(out)
    hit = bench.is_at_work(run)
    run.kill()
    run.wait()
    bench.finish(out)
    return hit


def killed_worker(bench: Bench, out: Path) -> bool:
    """SIGKILL of one of its workers."""
    run = bench.start(out)
    victims = children(run.pid) if bench.is_at_work(run) else []
    if victims:
        os.kill(bench.chance.choice(victims), signal.SIGKILL)
    run.wait()
    return bool(victims)


def full_disk(bench: Bench, out: Path) -> bool:
    """No file may grow beyond some size: the next write fails as it does on a full disk."""
    limit = bench.chance.randrange(5_000, 1_000_000)
    bench.finish(out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY)))
    hit = not (out / "run.json").exists()
    bench.finish(out)
    return hit


def damaged_ledger(bench: Bench, out: Path) -> bool:
    """A run that was killed, and noise in its ledger."""
    run = bench.start(out)
    bench.is_at_work(run)
    run.kill()
    run.wait()
    ledger = out / ".work" / "ledger.sqlite"
    content = bytearray(ledger.read_bytes()) if ledger.exists() else bytearray()
    for _ in range(200 if content else 0):
        content[bench.chance.randrange(len(content))] = bench.chance.randrange(256)
    if content:
        ledger.write_bytes(content)
    bench.finish(out)
    return bool(content)


def spoilt(bench: Bench, out: Path, folder: str) -> bool:
    """An article that hangs, or one that crashes its worker."""
    site = bench.folder.parent / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(SABOTAGE, "utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])}
    place = bench.folder.parent / folder
    bench.finish(out, *WORKERS, "--article-timeout", "5", cwd=place, env=environment)
    told = [orjson.loads(line) for line in (out / "errors.jsonl").read_bytes().splitlines()]
    return [each["doc_id"] for each in told] == [folder]


def killed_on_cluster(bench: Bench, out: Path) -> bool:
    """SIGKILL of a worker of a Dask cluster, which its nanny starts again."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        run = bench.start(out, "--engine", "dask", "--scheduler", cluster.scheduler_address)
        hit = bench.is_at_work(run)
        if victims := [nanny.pid for nanny in cluster.workers.values() if nanny.pid and hit]:
            os.kill(bench.chance.choice(victims), signal.SIGKILL)
        run.wait()
    return bool(victims)


# ---- what became of the articles


def check(out: Path, bench: Bench) -> tuple[int, int, bool]:
    """Articles lost, articles doubled, and whether the records are those of an undisturbed run."""
    records, errors = ((out / name).read_bytes() for name in ("records.jsonl", "errors.jsonl"))
    seen = Counter(orjson.loads(line)["doc_id"] for line in [*records.splitlines(), *errors.splitlines()])
    lost = sum(seen[each] == 0 for each in bench.ids)
    return lost, sum(number > 1 for number in seen.values()), records == bench.wanted


def row(bench: Bench, fault: str, times: int, disturb: Disturb) -> str:
    """One line of the table: `times` faults that came while a run was at work."""
    results: list[tuple[int, int, bool]] = []
    while len(results) < times:
        out = bench.folder.parent / "out"
        hit = disturb(out)
        found = check(out, bench)
        if hit or found != (0, 0, True):
            results.append(found)
        shutil.rmtree(out)
    lost, doubled, equal = (sum(each) for each in zip(*results, strict=True))
    return f"| {fault} | {times} | {lost} | {doubled} | {equal} of {times} |"


def table(bench: Bench, moments: int) -> Iterator[str]:
    """The lines of the table, one after the other."""
    few = max(moments // 4, 1)
    yield "| fault | times | articles lost | doubled | records as undisturbed |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    yield row(bench, "`kill -9` of the run", moments, lambda out: killed_run(bench, out))
    yield row(bench, "`kill -9` of a worker", moments, lambda out: killed_worker(bench, out))
    yield row(bench, "full disk", few, lambda out: full_disk(bench, out))
    yield row(bench, "killed, and noise in the ledger", few, lambda out: damaged_ledger(bench, out))
    yield row(bench, "article that hangs", 1, lambda out: spoilt(bench, out, "hangs"))
    yield row(bench, "article that crashes its worker", 1, lambda out: spoilt(bench, out, "crashes"))
    yield row(bench, "`kill -9` of a worker of a Dask cluster", few, lambda out: killed_on_cluster(bench, out))


def prepared(folder: Path, articles: int) -> Bench:
    """The bench, with its undisturbed run."""
    texts = list(short(articles))
    for name, bad in (("good", {}), ("hangs", {"hangs": HANGS}), ("crashes", {"crashes": CRASHES})):
        write_table(folder / name, texts, bad)
    ids = tuple(f"{number:05}" for number in range(articles))
    bench = Bench(folder / "good", ids, random.Random(13))
    began = time.monotonic()
    bench.finish(folder / "undisturbed")
    wanted = (folder / "undisturbed" / "records.jsonl").read_bytes()
    return Bench(bench.folder, ids, bench.chance, time.monotonic() - began, wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for line in table(prepared(Path(folder), args.articles), args.moments):
            lines.append(line)
            print(line, flush=True)
    if args.write:
        told = f"`python benchmarks/faults.py {' '.join(sys.argv[1:])}`, {time.strftime('%Y-%m-%d')}, "
        told += f"Python {platform.python_version()} on {platform.system()} {platform.machine()}."
        head = ["# Faults put into runs", "", *(__doc__ or "").rpartition("\n\n")[2].strip().splitlines(), "", told, ""]
        args.write.write_text("\n".join([*head, *lines, ""]), "utf-8")


if __name__ == "__main__":
    main()
