"""Speed and memory, ours beside other tools', as ratios to `jieba.cut` on the same text in the same process.

usage: python benchmarks/speed.py [--text ARTICLES.jsonl[.xz]] [--rounds 5] [--quick] [--write]

A ratio of 2 means: in half of the time that `jieba.cut` takes. Every round gives each tool all the articles once, one
tool after the other, and compares it with `jieba.cut` of that round, so that a busy machine slows both. Time is that
of the processor. `--write` puts the tables into benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import peers
import texts

from extract import Article, Config, Pipeline
from extract.pipeline import Record
from extract.run.work import _line
from extract.text.segment import tagged_words

RESULTS = Path(__file__).parent / "RESULTS.md"
TAGGERS = ("none", "posseg", "news", "open")

# ---- measuring


def seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor that `work` takes, with empty caches of sentences and the collector at rest."""
    tagged_words.cache_clear()
    gc.collect()
    clock = time.process_time()
    work()
    return time.process_time() - clock


class Rates(NamedTuple):
    """What all rounds gave for one tool."""

    ratios: list[float]
    seconds: list[float]


def interleaved(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, Rates]:
    """Each of `works` once a round, after one round that warms up. The first of them is the base of the ratios."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            taken = seconds(work)
            if number:
                times[name].append(taken)
    base = times[next(iter(works))]
    return {
        name: Rates([b / max(own, 1e-9) for b, own in zip(base, taken, strict=True)], taken)
        for name, taken in times.items()
    }


def over(tool: peers.Tool, articles: Sequence[Article]) -> Callable[[], object]:
    given = [str(article.content) for article in articles]

    def work() -> None:
        for text in given:
            tool(text)

    return work


def whole(pipeline: Pipeline, articles: Sequence[Article]) -> Callable[[], object]:
    """From articles to lines of JSON."""

    def work() -> None:
        for result in pipeline.pipe(articles):
            if not isinstance(result, Record):
                raise TypeError(f"{result}: no record")
            _line(result)

    return work


# ---- tables


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def shown(rates: Rates) -> str:
    return f"{statistics.median(rates.ratios):.2f} ({min(rates.ratios):.2f}–{max(rates.ratios):.2f})"


def tools_table(articles: Sequence[Article], rounds: int) -> tuple[str, dict[str, Rates]]:
    """Ours with each tagger beside the peers: ratios, articles and MB a second."""
    works: dict[str, Callable[[], object]] = {}
    absent = {}
    for name, load in peers.TOOLS.items():
        try:
            works[name] = over(load(), articles)
        except ImportError as error:
            absent[name] = str(error.name)
    for tagger in TAGGERS:
        works[f"extract, tagger {tagger}"] = whole(Pipeline(Config(tagger=tagger)), articles)
    rates = interleaved(works, rounds)
    size = sum(len(str(article.content).encode()) for article in articles)
    rows = []
    for name, found in sorted(rates.items(), key=lambda item: -statistics.median(item[1].ratios)):
        least = min(found.seconds)
        rows.append([name, shown(found), f"{len(articles) / least:,.0f}", f"{size / 1e6 / least:.2f}"])
    rows += [[name, f"not installed ({module})", "–", "–"] for name, module in absent.items()]
    return table(("tool", "ratio: median (min–max)", "articles/s", "MB/s"), rows), rates


def kinds_table(plain: Sequence[Article], rounds: int) -> str:
    """Our ratios on short, normal, long, traditional and damaged articles."""
    kinds = {
        "short: one sentence": lambda: texts.articles(len(plain), sentences=1),
        "normal: twelve sentences": lambda: texts.articles(len(plain) // 2),
        "long: 400 sentences": lambda: texts.articles(max(2, len(plain) // 60), sentences=400),
        "traditional": lambda: texts.traditional(texts.articles(len(plain) // 2)),
        "damaged by a converter": lambda: texts.damaged(texts.articles(len(plain) // 2)),
    }
    news, rules = Pipeline(Config()), Pipeline(Config(tagger="none"))
    rows = []
    for kind, make in kinds.items():
        try:
            articles = make()
        except ImportError as error:
            rows.append([kind, f"needs {error.name}", "–", "–"])
            continue
        works = {
            peers.BASE: over(peers.jieba_cut(), articles),
            "news": whole(news, articles),
            "none": whole(rules, articles),
        }
        rates = interleaved(works, rounds)
        rate = len(articles) / min(rates["news"].seconds)
        rows.append([kind, shown(rates["news"]), shown(rates["none"]), f"{rate:,.0f}"])
    return table(("articles", "whole pipeline", "rules only", "articles/s"), rows)


# ---- our stages


def stages(articles: Sequence[Article]) -> dict[str, float]:
    """Seconds in each stage, all articles through one stage before the next."""
    from extract.extractors import Mentions
    from extract.extractors.awards import find_awards
    from extract.extractors.counts import find_counts
    from extract.extractors.dates import find_document_dates
    from extract.extractors.people import find_people
    from extract.resolve import resolve
    from extract.text.decode import decode
    from extract.text.normalize import repair
    from extract.text.script import detect_script, simplify
    from extract.text.sentences import split_sentences

    pipeline = Pipeline(Config())
    taken: dict[str, float] = {}

    def timed(name: str, function: Callable[..., Any], *columns: Sequence[Any]) -> list[Any]:
        out: list[Any] = []
        taken[name] = seconds(lambda: out.extend(map(function, *columns)))
        return out

    decoded = timed("decode", lambda article: decode(article.content).text, articles)
    from extract.text.align import AlignedText

    repaired = timed("repair", lambda text: repair(AlignedText.of(text)), decoded)
    scripts = timed("script", lambda aligned: detect_script(aligned.text), repaired)
    aligned = timed("convert", simplify, repaired, scripts)
    split = timed("sentences", lambda text: split_sentences(text.text), aligned)
    segmented = lambda text, spans: [tagged_words(text.text[a:b]) for a, b in spans]  # noqa: E731
    timed("words and parts of speech", segmented, aligned, split)
    drafts = list(map(pipeline._draft, articles))  # noqa: SLF001
    taken["tagger, with its words"] = seconds(lambda: pipeline._documents(drafts))  # noqa: SLF001
    documents = pipeline._documents(drafts)  # noqa: SLF001
    dates = timed("dates", find_document_dates, documents)
    people = timed("people", find_people, documents)
    awards = timed("awards", find_awards, documents)
    counts = timed("counts", find_counts, documents)
    mentions = [Mentions(*found) for found in zip(dates, people, awards, counts, strict=True)]
    timed("resolve, with the items of the record", resolve, documents, mentions)
    records = list(pipeline.pipe(articles))
    timed("JSON", _line, records)
    return taken


def stages_table(articles: Sequence[Article], rounds: int) -> str:
    base = over(peers.jieba_cut(), articles)
    every = [(seconds(base), stages(articles)) for _ in range(rounds + 1)][1:]
    rows = []
    for name in every[0][1]:
        shares = [100 * found[name] / unit for unit, found in every]
        rows.append([name, f"{statistics.median(shares):.1f} ({min(shares):.1f}–{max(shares):.1f})"])
    return table(("stage", "time in % of jieba.cut's"), rows)


# ---- processes of their own


_PEAK = """
def peak():  # MB; `ru_maxrss` would begin with what the process had that started this one
    status = open("/proc/self/status").read()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
"""


def alone(code: str, *arguments: str) -> dict[str, float]:
    """What `code` prints as JSON in a fresh process, which keeps compiled modules as an installed package has them."""
    command = [sys.executable, "-c", _PEAK + code, *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout)
    return found


_COLD = """
import json, sys, time
begin = time.perf_counter()
import extract
imported = time.perf_counter()
pipeline = extract.Pipeline(extract.Config(tagger=sys.argv[1]))
pipeline.process(extract.Article("a", "5月6日上午，望川区委副书记、区长苏彦廷为3名全国五一劳动奖章获得者颁奖。"))
first = time.perf_counter()
print(json.dumps({"import": imported - begin, "first": first - begin, "peak": peak()}))
"""

_STEADY = """
import json, sys
from extract import Config, Pipeline, read_articles
for _ in Pipeline(Config(tagger=sys.argv[1])).pipe(read_articles([sys.argv[2]])):
    pass
print(json.dumps({"peak": peak()}))
"""


def process_table(articles: Sequence[Article], rounds: int) -> str:
    """Import, first article and memory, each in a process of its own."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        source = write(articles, Path(folder) / "articles.jsonl")
        for tagger in TAGGERS:
            cold = [alone(_COLD, tagger) for _ in range(rounds)]
            steady = alone(_STEADY, tagger, str(source))
            least = {name: min(found[name] for found in cold) for name in cold[0]}
            row = [tagger, f"{least['import'] * 1000:.0f} ms", f"{least['first']:.2f} s", f"{least['peak']:.0f} MB"]
            rows.append([*row, f"{steady['peak']:.0f} MB"])
    head = ("tagger", "import extract", "import and first article", "peak then", f"peak after {len(articles)} articles")
    return table(head, rows)


def write(articles: Sequence[Article], path: Path) -> Path:
    with path.open("w", encoding="utf-8") as lines:
        for article in articles:
            published = article.published and article.published.isoformat()
            row = {"id": article.doc_id, "text": article.content, "published": published}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


_LONG = """
import json, sys, time
sys.path.insert(0, sys.argv[2])
import texts
from extract import Config, Pipeline
pipeline = Pipeline(Config(max_bytes=2**31))
pipeline.process(texts.of_length(1000))
article = texts.of_length(int(sys.argv[1]))
clock = time.process_time()
record = pipeline.process(article)
seconds = time.process_time() - clock
size = len(record.model_dump_json())
print(json.dumps({"seconds": seconds, "peak": peak()}))
"""


def growth_table(lengths: Sequence[int]) -> str:
    """Time for one article of each length: the last column stays the same where growth is linear."""
    rows = []
    for length in lengths:
        found = alone(_LONG, str(length), str(Path(__file__).parent))
        per = found["seconds"] / length * 1e6
        rows.append([f"{length:,}", f"{found['seconds']:.3f} s", f"{per:.1f} µs", f"{found['peak']:.0f} MB"])
    return table(("characters in one article", "time", "a character", "peak memory"), rows)


def workers_table(articles: Sequence[Article], counts: Sequence[int]) -> str:
    """Wall-clock time of `extract run` by the number of workers, start of the processes apart."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        source = write(articles, Path(folder) / "articles.jsonl")
        one = write(articles[:1], Path(folder) / "one.jsonl")
        base = 0.0
        for workers in counts:
            start = _run(one, Path(folder) / f"start-{workers}", workers)
            net = _run(source, Path(folder) / f"out-{workers}", workers) - start
            base = base or net
            rows.append([str(workers), f"{start:.2f} s", f"{net:.2f} s", f"{base / net:.2f}"])
    return table(("workers", "start", "articles", "speed-up"), rows)


def _run(source: Path, out: Path, workers: int) -> float:
    """Seconds on the clock of one `extract run`."""
    command = [sys.executable, "-m", "extract", "run", str(source), "--out", str(out), "--workers", str(workers)]
    clock = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - clock


def lists_table(articles: Sequence[Article], sizes: Sequence[int], rounds: int) -> str:
    """One pass of the automaton over all articles, by the number of words in it."""
    from random import Random

    from extract.taggers.training.names import chinese_name
    from extract.text.lexicon import Lexicon

    random = Random(5)
    text = [str(article.content) for article in articles]
    works: dict[str, Callable[[], object]] = {peers.BASE: over(peers.jieba_cut(), articles)}
    for size in sizes:
        words: set[str] = set()
        while len(words) < size:
            words.add(chinese_name(random) + random.choice(("奖", "局", "杯", "大会", "")))
        lexicon = Lexicon(words)
        works[str(size)] = lambda lexicon=lexicon: [list(lexicon.find(each)) for each in text]  # type: ignore[misc]
    rates = interleaved(works, rounds)
    rows = [[f"{int(name):,}", shown(found)] for name, found in rates.items() if name != peers.BASE]
    return table(("words", "ratio: median (min–max)"), rows)


# ---- the report


class Target(NamedTuple):
    """What was set out to be reached, and what this run found."""

    name: str
    wanted: str
    found: str
    met: bool


def targets(rates: dict[str, Rates]) -> str:
    def ratio(name: str) -> float:
        return statistics.median(rates[name].ratios)

    news, none = ratio("extract, tagger news"), ratio("extract, tagger none")
    rows = [
        Target("whole pipeline", "≥ 1.0", f"{news:.2f}", news >= 1),
        Target("rules only", "≥ 3.0", f"{none:.2f}", none >= 3),
    ]
    if stack := rates.get("jieba.posseg + JioNLP + re"):
        beaten = news / statistics.median(stack.ratios)
        rows.append(Target("times as fast as jieba.posseg + JioNLP + re", "≥ 7", f"{beaten:.1f}", beaten >= 7))
    return table(
        ("target", "wanted", "found", "met"), [[t.name, t.wanted, t.found, "yes" if t.met else "**no**"] for t in rows]
    )


def report(args: argparse.Namespace) -> Iterator[str]:
    given = texts.read(args.text, args.limit) if args.text else texts.articles(args.limit)
    source = f"{len(given)} articles of {args.text.name}" if args.text else f"{len(given)} generated articles"
    size = sum(len(str(article.content)) for article in given)
    command = " ".join(["python", "benchmarks/speed.py", *(["--text", args.text.name] if args.text else [])])
    yield f"`{command}`: {source}, {size:,} characters, {args.rounds} rounds.\n"
    found, rates = tools_table(given, args.rounds)
    yield targets(rates)
    yield "\n### Beside other tools\n\n" + found
    yield "\n### Our stages\n\n" + stages_table(given, args.rounds)
    if args.text or args.quick:
        return
    yield "\n### Kinds of articles\n\n" + kinds_table(given, max(2, args.rounds - 2))
    yield "\n### Start and memory\n\n" + process_table(given, args.rounds)
    yield "\n### Length of one article\n\n" + growth_table(
        [10**power for power in range(3, 8) if 10**power <= args.longest]
    )
    yield "\n### Workers\n\n" + workers_table(texts.articles(4 * args.limit), (1, 2))
    yield "\n### Size of a word list\n\n" + lists_table(given, (100, 10_000, 100_000), args.rounds)


def machine() -> str:
    versions = [f"Python {platform.python_version()}"]
    for module in ("jieba", "rjieba", "opencc", "onnxruntime", "jionlp", "spacy"):
        if importlib.util.find_spec(module):
            from importlib import metadata

            versions.append(f"{module} {metadata.version(module)}")
    return f"{platform.system()} {platform.machine()}, {', '.join(versions)}."


def keep(name: str, body: str) -> None:
    """Put `body` in the place of the section `name` of RESULTS.md."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    before, _, rest = RESULTS.read_text("utf-8").partition(begin)
    after = rest.partition(end)[2]
    RESULTS.write_text(before + begin + body + end + after, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, help="real articles: JSONL with id, text and published, plain or .xz")
    parser.add_argument("--limit", type=int, default=600, help="articles to measure on (default 600)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--longest", type=int, default=10**7, help="characters of the longest article (default 10 million)"
    )
    parser.add_argument("--quick", action="store_true", help="tools and stages only")
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/RESULTS.md")
    args = parser.parse_args()
    parts = []
    for part in report(args):
        print(part, flush=True)
        parts.append(part + "\n")
    print(machine())
    if args.write:
        keep("real news" if args.text else "generated news", "".join(parts) + "\n" + machine() + "\n")


if __name__ == "__main__":
    main()
