"""Speed and memory of a run over many articles.

usage: python benchmarks/run_many.py [--articles 10000 100000 1000000] [--workers 2] [--tagger none] [--kind short]
                                     [--folder] [--format parquet] [--write benchmarks/RUNS.md]

`short` are generated articles of one or two sentences, by the grammar of news; `samples` are the sample articles over and
over. With `--folder` every article is a file of its own. Every run is a process of its own. Memory is resident memory in
MB, of the run itself and of its largest worker, looked at every five seconds and by the share of articles that are done: it
must not grow with them. `CPU ms` are of all processes for one article, `of the parent` its share in that. `busy` is the share
of the time for which a worker had work, running or in the queue for a core; both figures are the same on a busy machine. Two
workers on two cores are 2 × busy × (1 - of the parent) times as fast as one that shares them with its parent alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from extract import Article, read_articles
from extract.taggers.training.grammar import generate
from extract.text.decode import decode
from extract.text.html import read_page

ROOT = Path(__file__).parent.parent
TICKS = os.sysconf("SC_CLK_TCK")


def texts() -> Iterator[str]:
    """The texts of the sample articles, decoded, in order."""
    for article in read_articles([ROOT / "corpora" / "articles"]):
        if isinstance(article, Article):
            text = article.content if isinstance(article.content, str) else decode(article.content).text
            yield read_page(text).aligned.text if article.media_type == "text/html" else text


def samples(count: int) -> Iterator[str]:
    """The samples over and over."""
    return islice(cycle(list(texts())), count)


def short(count: int) -> Iterator[str]:
    """Generated articles of one and two sentences in turn."""
    sentences = (f"{example.text.removesuffix('。')}。" for example in generate(2 * count, seed=1))
    for number in range(count):
        yield "".join(islice(sentences, 1 + number % 2))


def write_table(articles: Iterator[str], folder: Path) -> int:
    """One table of all articles; its size in bytes."""
    path = folder / "articles.jsonl"
    with path.open("w", encoding="utf-8") as table:
        for number, text in enumerate(articles):
            row = {"id": f"{number:07}", "text": text, "published": "2024-05-07"}
            table.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path.stat().st_size


def write_files(articles: Iterator[str], folder: Path) -> int:
    """A file for each article, ten thousand to a folder; their size in bytes."""
    size = 0
    for number, text in enumerate(articles):
        path = folder / f"{number // 10_000:03}" / f"{number:07}.txt"
        path.parent.mkdir(exist_ok=True)
        size += path.write_bytes(text.encode())
    return size


@dataclass(frozen=True)
class Look:
    """What a run took at one moment."""

    articles: int
    parent: int
    worker: int
    parent_seconds: float
    workers_seconds: float
    time: float


def memory(pid: int) -> int:
    """Resident MB of a process; 0 where it is gone."""
    try:
        return int(Path(f"/proc/{pid}/status").read_text().partition("VmRSS:")[2].split()[0]) // 1024
    except (OSError, IndexError):
        return 0


def seconds_of(pid: int) -> float:
    """Processor time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def busy_of(pid: int) -> float:
    """Seconds for which a process ran or waited for a core."""
    try:
        ran, waited, _ = Path(f"/proc/{pid}/schedstat").read_text().split()
    except OSError:
        return 0
    return (int(ran) + int(waited)) / 1e9


def look(pid: int, articles: int) -> Look:
    """What a run and its workers take now."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    largest = max(map(memory, children), default=0)
    return Look(articles, memory(pid), largest, seconds_of(pid), sum(map(busy_of, children)), time.monotonic())


def measure(articles: Path, out: Path, options: list[str]) -> tuple[dict[str, float], list[Look], float]:
    """Run `extract run` in a process of its own: its report, what was seen meanwhile, processor seconds of all of it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "extract", "run", str(articles), "--out", str(out), "--log-json", *options]
    looks = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        for line in run.stderr or ():
            told = json.loads(line)
            if told["event"] == "progress":
                looks.append(look(run.pid, told["articles"]))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads((out / "run.json").read_text("utf-8")), looks, spent


def row(articles: Path, out: Path, workers: int, size: int, options: list[str]) -> list[str]:
    """One line of the table, and beneath it memory by the share of articles that were done."""
    report, looks, spent = measure(articles, out, ["--workers", str(workers), *options])
    count, seconds = report["articles"], report["seconds"]
    busy = [each for each in looks if each.articles] or looks
    share = busy[-1].parent_seconds / max(busy[-1].articles, 1) / (spent / count)
    first, last = busy[0], busy[-1]
    used = (last.workers_seconds - first.workers_seconds) / max(last.time - first.time, 1e-9) / workers
    cells = [
        f"{count:,}", workers, f"{seconds:,.0f}", f"{count / seconds:,.0f}", f"{size / 1e6 / seconds:.2f}",
        f"{1000 * spent / count:.2f}", f"{share:.0%}", f"{used:.0%}", report["memory_peak_mb"], report["worker_memory_peak_mb"],
    ]  # fmt: skip
    tenths = [next((each for each in busy if each.articles >= count * tenth / 10), busy[-1]) for tenth in range(1, 11)]
    grown = ", ".join(f"{each.parent}/{each.worker}" for each in tenths)
    return [f"| {' | '.join(map(str, cells))} | {grown} |"]


HEAD = [
    "| articles | workers | seconds | articles/s | MB/s | CPU ms | of the parent | busy | parent MB | worker MB | parent/worker MB at each tenth |",
    "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
]  # fmt: skip


def add_section(path: Path, lines: list[str]) -> None:
    """Put the table behind what the file holds, under the command that made it."""
    head = ["# Runs over many articles", "", *(__doc__ or "").rpartition("\n\n")[2].strip().splitlines()]
    before = path.read_text("utf-8") if path.exists() else "\n".join([*head, ""])
    command = f"`python benchmarks/run_many.py {' '.join(sys.argv[1:])}`"
    where = (
        f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    )
    load = f"{os.cpu_count()} cores, load {os.getloadavg()[2]:.0f} in the last 15 minutes"
    path.write_text("\n".join([before, f"{command}, {where}, {load}:", "", *lines, ""]), "utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--kind", choices=["samples", "short"], default="samples")
    parser.add_argument("--folder", action="store_true")
    parser.add_argument("--tagger", default="news")
    parser.add_argument("--format", default="jsonl")
    parser.add_argument("--write", type=Path, help="add the table to this file")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    lines = [*HEAD]
    print(*lines, sep="\n", flush=True)
    for count in args.articles:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "articles"
            folder.mkdir()
            articles = (samples if args.kind == "samples" else short)(count)
            size = (write_files if args.folder else write_table)(articles, folder)
            for workers in args.workers:
                out = Path(temporary) / f"out-{workers}"
                lines += row(folder, out, workers, size, ["--tagger", args.tagger, "--format", args.format])
                print(lines[-1], flush=True)
    if args.write:
        add_section(args.write, lines)


if __name__ == "__main__":
    main()
