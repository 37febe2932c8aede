"""Speed and memory of a run over many articles.

usage: python benchmarks/run_many.py [--copies 100 1000 5000] [--workers 1 2] [--kind samples|short] [--folder]

`samples` are the sample articles over and over, `short` are generated articles of about a hundred characters, each
another. With `--folder` every article is a file of its own. Every run is a process of its own. `parent` and `worker` are
the largest resident memory in MB of the run itself and of its largest worker: they must not grow with the articles.
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


def samples(copies: int) -> Iterator[str]:
    """The samples over and over."""
    return islice(cycle(list(texts())), copies)


def short(copies: int) -> Iterator[str]:
    """Generated articles, no two the same."""
    surnames, given = "王李张刘陈杨赵黄周吴", "建国秀英志强丽华海燕文博"
    for number in range(copies):
        name = surnames[number % 10] + given[number // 10 % 12] + given[number // 120 % 12]
        yield (
            f"{number % 12 + 1}月{number % 28 + 1}日，第{number}次表彰大会在云溪县举行。县委副书记、县长{name}出席并讲话，"
            f"为{number % 97 + 2}名县劳动模范颁奖。会议要求，各乡镇要学习先进，抓好下半年工作。"
        )


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


def measure(articles: Path, out: Path, workers: int) -> dict[str, float]:
    """Run `extract run` in a process of its own; its report."""
    command = [sys.executable, "-m", "extract", "run", str(articles), "--out", str(out), "--workers", str(workers)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return json.loads((out / "run.json").read_text("utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, nargs="+", default=[100, 1000, 5000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--kind", choices=["samples", "short"], default="samples")
    parser.add_argument("--folder", action="store_true")
    args = parser.parse_args()
    print(f"{'articles':>9}{'workers':>9}{'seconds':>9}{'articles/s':>12}{'MB/s':>8}{'parent MB':>11}{'worker MB':>11}")
    for workers in args.workers:
        for copies in args.copies:
            with tempfile.TemporaryDirectory() as temporary:
                folder = Path(temporary) / "articles"
                folder.mkdir()
                articles = (samples if args.kind == "samples" else short)(copies)
                size = (write_files if args.folder else write_table)(articles, folder)
                row = measure(folder, Path(temporary) / "out", workers)
            rates = f"{row['records'] / row['seconds']:12.1f}{size / 1e6 / row['seconds']:8.2f}"
            memory = f"{row['memory_peak_mb']:11}{row.get('worker_memory_peak_mb', 0):11}"
            print(f"{copies:9}{workers:9}{row['seconds']:9.1f}{rates}{memory}", flush=True)


if __name__ == "__main__":
    main()
