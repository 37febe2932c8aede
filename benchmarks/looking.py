"""What it takes to look at a run of 10,000 records: its tables, and its page in a browser.

usage: python benchmarks/looking.py [--records 10000] [--rounds 3] [--write]

The records are those of the sample articles over and over. Tables and the writing of the page are measured in seconds of
processor time, what one waits for in a browser in seconds of the clock; the least of the rounds is shown, since all else
is the noise of other work. `--write` puts the tables into benchmarks/RESULTS.md. Needs Chromium and `pip install playwright`.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path

from speed import keep, machine, table

from extract import Pipeline, Record, read_articles

ROOT = Path(__file__).parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

TABLES = """
import sys, time
from pathlib import Path
import extract, extract.tables as tables
import pandas, pyarrow
if sys.argv[2] == "lists":
    from extract.tables.plain import Plain
    tables._backend = Plain
def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
before, start = peak(), time.process_time()
source = extract.read_records(sys.argv[1]) if sys.argv[2] == "records" else sys.argv[1]
frames = extract.frames(source)
spent = time.process_time() - start
print(spent, sum(map(len, frames.values())), peak() - before)
"""


def write_records(file: Path, number: int) -> None:
    """The records of the samples over and over, each under its own id."""
    inputs = [ROOT / "corpora" / "articles", ROOT / "corpora" / "articles" / "city-briefs.jsonl"]
    records = [each for each in Pipeline().pipe(read_articles(inputs)) if isinstance(each, Record)]
    with file.open("w", encoding="utf-8") as lines:
        for at, record in enumerate(islice(cycle(records), number)):
            lines.write(record.model_copy(update={"doc_id": f"{at:07}"}).model_dump_json() + "\n")


def least(rounds: Iterable[list[float]]) -> list[float]:
    return [min(values) for values in zip(*rounds, strict=True)]


def tables_table(file: Path, rounds: int) -> str:
    """Rows a second and memory of `extract.frames`."""
    ways = {
        "run": '`extract.frames("OUT")`',
        "records": '`extract.frames(extract.read_records("OUT"))`',
        "lists": '`extract.frames("OUT")` without pyarrow',
    }
    rows = []
    for way, name in ways.items():
        spent, count, memory = least(_made(file, way) for _ in range(rounds))
        rows.append((name, f"{count:,.0f}", f"{spent:.1f}", f"{count / spent:,.0f}", f"{memory:.0f}"))
    return table(("all tables", "rows", "s", "rows/s", "MB"), rows)


def _made(file: Path, way: str) -> list[float]:
    """Seconds, rows and MB of all tables, made in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", TABLES, file, way], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return [float(value) for value in done.stdout.split()]


def page_table(file: Path, folder: Path, rounds: int) -> str:
    """How long one waits for the page to be written, to show its list, and to find every word."""
    from playwright.sync_api import sync_playwright

    page = folder / "page.html"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "extract", "view", file, "-o", page], check=True, cwd=ROOT, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    written = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        seen = least(list(_opened(browser, page)) for _ in range(rounds))
        browser.close()
    steps = ("list", "article", "search")
    rows = [("written", f"{written:.1f}"), *((name, f"{value:.2f}") for name, value in zip(steps, seen, strict=True))]
    told = {
        "written": f"`extract view` has written {page.stat().st_size / 1e6:.0f} MB (processor time)",
        "list": "the list can be read and filtered",
        "article": "an article in its middle is shown after the click",
        "search": "a search finds every word of every text",
    }
    return table(("the page", "s"), [(told[name], value) for name, value in rows])


def _opened(browser, page: Path) -> Iterator[float]:  # type: ignore[no-untyped-def]
    """Seconds until the list is there, from a click to its article, and until all texts are read."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.goto(page.as_uri(), wait_until="commit")
    tab.wait_for_selector("body[data-ready]", timeout=120_000)
    yield tab.evaluate("performance.now()") / 1000
    tab.wait_for_selector("body[data-ready=texts]", timeout=120_000)
    whole = tab.evaluate("performance.now()") / 1000
    tab.evaluate("document.getElementById('list').scrollTop = 76 * 5000")
    yield tab.evaluate(
        "new Promise((done) => requestAnimationFrame(() => { const start = performance.now(); const main = document.getElementById('main');"
        "new MutationObserver(() => done((performance.now() - start) / 1000)).observe(main, { childList: true });"
        "document.querySelector('.row').click(); }))"
    )
    yield whole
    context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/RESULTS.md")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "records.jsonl"
        write_records(file, args.records)
        head = f"`python benchmarks/looking.py`: {args.records:,} records, {file.stat().st_size / 1e6:.0f} MB of JSON, {args.rounds} rounds."
        parts = [head, tables_table(file, args.rounds), page_table(file, Path(name), args.rounds)]
    body = "\n\n".join([*parts, machine()]) + "\n"
    print(body)
    if args.write:
        keep("looking", body)


if __name__ == "__main__":
    main()
