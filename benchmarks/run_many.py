"""Speed and memory of a run over many copies of the sample articles.

usage: python benchmarks/run_many.py [--copies 100 1000 5000] [--workers 1 2]

Every run is a process of its own. `parent` and `worker` are the largest resident memory of the run itself and of
the largest of its workers: they must not grow with the number of articles.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from extract import Article, read_articles
from extract.text.decode import decode
from extract.text.html import read_page

ROOT = Path(__file__).parent.parent


def texts() -> Iterator[str]:
    """The texts of the sample articles, decoded, in order."""
    for article in read_articles([ROOT / "corpora" / "articles"]):
        if isinstance(article, Article):
            text = decode(article.content).text
            yield read_page(text).aligned.text if article.media_type == "text/html" else text


def write_copies(copies: int, path: Path) -> int:
    """A table of `copies` articles, the samples over and over; its size in bytes."""
    with path.open("w", encoding="utf-8") as table:
        for number, text in enumerate(islice(cycle(list(texts())), copies)):
            row = {"id": f"{number:06}", "text": text, "published": "2024-05-07"}
            table.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path.stat().st_size


def measure(table: Path, out: Path, workers: int) -> dict[str, float]:
    """Run `extract run` in a process of its own; its report, with peak memory in MB."""
    code = (
        "import resource, sys; from pathlib import Path; from extract.run.local import run_local;"
        "table, out, workers = sys.argv[1:];"
        "run_local([Path(table)], Path(out), workers=int(workers));"
        "peak = lambda who: resource.getrusage(who).ru_maxrss / 1024;"
        "print(peak(resource.RUSAGE_SELF), peak(resource.RUSAGE_CHILDREN))"
    )
    command = [sys.executable, "-c", code, str(table), str(out), str(workers)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    parent, worker = map(float, done.stdout.split())
    report = json.loads((out / "run.json").read_text("utf-8"))
    return {"seconds": report["seconds"], "records": report["records"], "parent": parent, "worker": worker}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, nargs="+", default=[100, 1000, 5000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    args = parser.parse_args()
    print(f"{'articles':>9}{'workers':>9}{'seconds':>9}{'articles/s':>12}{'MB/s':>8}{'parent MB':>11}{'worker MB':>11}")
    with tempfile.TemporaryDirectory() as folder:
        for workers in args.workers:
            for copies in args.copies:
                table = Path(folder) / f"{copies}.jsonl"
                size = write_copies(copies, table)
                row = measure(table, Path(folder) / f"out-{copies}-{workers}", workers)
                rates = f"{row['records'] / row['seconds']:12.1f}{size / 1e6 / row['seconds']:8.2f}"
                worker = f"{row['worker']:11.0f}" if workers > 1 else f"{'-':>11}"
                print(f"{copies:9}{workers:9}{row['seconds']:9.1f}{rates}{row['parent']:11.0f}{worker}", flush=True)


if __name__ == "__main__":
    main()
