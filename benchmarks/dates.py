"""Time expressions: this package beside JioNLP, Recognizers-Text and dateparser, in one run on the same cases.

usage: python benchmarks/dates.py [CASES.jsonl …] [--news NEWS.jsonl.xz] [--out benchmarks/DATES.md]

Without arguments the cases are the project's own (tests/cases/dates.jsonl), and those of public suites where
../shared/time is there. A case is a JSON object with `text`, `reference` (ISO date-time or null), `complete` (whether
all its expressions are given) and `expressions`: `start`, `end`, and `accept` (a list of half-open pairs of ISO
date-times) or `duration`.

A tool that is not installed is named and left out: jionlp; dateparser; recognizers-text-date-time, which needs
emoji<2 (`pip install --target DIR recognizers-text-date-time "emoji<2"`, then PYTHONPATH=DIR).
"""

from __future__ import annotations

import argparse
import json
import logging
import lzma
import platform
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

DEFAULT_REFERENCE = datetime(2024, 5, 6, 12)


class Found(NamedTuple):
    """One expression of one tool: its span, and every interval or duration that the tool offers for it."""

    start: int
    end: int
    intervals: frozenset[tuple[str | None, str | None]] = frozenset()
    duration: str | None = None


Finder = Callable[[str, datetime, str], Iterable[Found]]

# ---- the tools


def ours() -> Finder:
    from extract import find_dates

    def find(text: str, reference: datetime, prefer: str) -> Iterable[Found]:
        for m in find_dates(text, reference, prefer="future" if prefer == "future" else "nearest"):
            yield Found(m.start, m.end, frozenset([m.interval] if m.interval else []), m.duration)

    return find


def jionlp() -> Finder:
    import jionlp as jio

    def find(text: str, reference: datetime, _: str) -> Iterable[Found]:
        for item in jio.ner.extract_time(text, time_base=reference.timestamp(), with_parsing=True):
            detail = item.get("detail") or {}
            told = detail.get("time")
            pair = (
                tuple(map(_jionlp_moment, told, (False, True))) if isinstance(told, list) and len(told) == 2 else None
            )
            yield Found(*item["offset"], frozenset([pair] if pair else []), _jionlp_length(told))

    return find


def _jionlp_moment(text: Any, end: bool) -> str | None:
    """JioNLP ends an interval with its last second, and writes inf for an open end."""
    try:
        moment = datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
    except (TypeError, ValueError):
        return None
    return (moment + timedelta(seconds=end)).isoformat(timespec="seconds")


def _jionlp_length(told: Any) -> str | None:
    if not isinstance(told, dict):
        return None
    days = "".join(f"{told[unit]}{unit[0].upper()}" for unit in ("year", "month", "day") if told.get(unit))
    clock = "".join(f"{told[unit]}{unit[0].upper()}" for unit in ("hour", "minute", "second") if told.get(unit))
    return f"P{days}" + (f"T{clock}" if clock else "")


def recognizers() -> Finder:
    from recognizers_date_time import Culture, recognize_datetime

    def find(text: str, reference: datetime, _: str) -> Iterable[Found]:
        for item in recognize_datetime(text, Culture.Chinese, reference=reference):
            values = (item.resolution or {}).get("values") or []
            pairs = frozenset(pair for value in values if (pair := _recognizers_pair(value)))
            duration = next((value.get("timex") for value in values if value.get("type") == "duration"), None)
            yield Found(item.start, item.end + 1, pairs, duration)

    return find


def _recognizers_pair(value: dict[str, str]) -> tuple[str | None, str | None] | None:
    """A point is as long as its TIMEX is exact."""
    if "start" in value or "end" in value:
        return _moment(value.get("start")), _moment(value.get("end"))
    start = _moment(value.get("value"))
    if start is None:
        return None
    timex = value.get("timex", "")
    step = timedelta(days=1)
    if "T" in timex:
        step = timedelta(minutes=1) if ":" in timex.split("T")[1] else timedelta(hours=1)
    return start, (datetime.fromisoformat(start) + step).isoformat(timespec="seconds")


def _moment(text: str | None) -> str | None:
    try:
        return datetime.fromisoformat(text or "").isoformat(timespec="seconds")
    except ValueError:
        return None


def dateparser() -> Finder:
    from dateparser.search import search_dates

    def find(text: str, reference: datetime, _: str) -> Iterable[Found]:
        at = 0
        settings = {"RELATIVE_BASE": reference}
        for part, moment in search_dates(text, languages=["zh"], settings=settings) or ():
            start = text.find(part, at)
            at = start + len(part)
            day = moment.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
            pair = (day.isoformat(timespec="seconds"), (day + timedelta(days=1)).isoformat(timespec="seconds"))
            yield Found(start, at, frozenset([pair]))

    return find


TOOLS: dict[str, Callable[[], Finder]] = {
    "extract": ours, "JioNLP": jionlp, "Recognizers-Text": recognizers, "dateparser": dateparser,
}  # fmt: skip

# ---- the measures


class Score(NamedTuple):
    """Spans of all cases that were found, F1 on the complete ones, values among those that have one, errors raised."""

    recall: float
    f1: float
    value: float
    raised: int
    seconds: float


def score(find: Finder, cases: Iterable[dict[str, Any]]) -> Score:
    gold = hit = valued = right = raised = 0
    complete_gold = complete_found = complete_hit = 0
    clock = time.perf_counter()
    for case in cases:
        reference = datetime.fromisoformat(case["reference"] or DEFAULT_REFERENCE.isoformat()).replace(tzinfo=None)
        try:
            found = {(f.start, f.end): f for f in find(case["text"], reference, case.get("policy") or "nearest")}
        except Exception:  # noqa: BLE001 (an error of a tool counts against it, it does not end the comparison)
            found, raised = {}, raised + 1
        for expected in case["expressions"]:
            match = _match(expected, found)
            told = expected.get("accept") or expected.get("duration")
            gold, hit = gold + 1, hit + (match is not None)
            valued, right = valued + bool(told), right + bool(told and match and _right(expected, match))
        if case["complete"]:
            spans = {(e["start"], e["end"]) for e in case["expressions"]}
            complete_gold, complete_found = complete_gold + len(spans), complete_found + len(found)
            complete_hit += len(spans & found.keys())
    precision, recall = complete_hit / max(1, complete_found), complete_hit / max(1, complete_gold)
    f1 = 2 * precision * recall / (precision + recall) if complete_hit else 0.0
    return Score(hit / max(1, gold), f1, right / max(1, valued), raised, time.perf_counter() - clock)


def _match(expected: dict[str, Any], found: dict[tuple[int, int], Found]) -> Found | None:
    if expected.get("covers"):
        ends = (f for (start, end), f in found.items() if start == expected["start"] and end >= expected["end"])
        return next(ends, None)
    return found.get((expected["start"], expected["end"]))


def _right(expected: dict[str, Any], match: Found) -> bool:
    if expected.get("duration"):
        return match.duration is not None and _size(match.duration) == _size(expected["duration"])
    accepted = {(pair[0], pair[1]) for pair in expected["accept"]}
    if expected.get("covers"):
        return any(start <= (mine[0] or "") < end for start, end in accepted for mine in match.intervals)
    if expected.get("start_only"):
        return bool({start for start, _ in accepted} & {mine[0] for mine in match.intervals})
    return bool(accepted & match.intervals)


_DURATION = re.compile(r"P(?:([\d.]+)Y)?(?:([\d.]+)Q)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?"
                       r"(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?")  # fmt: skip


def _size(duration: str) -> tuple[float, float] | str:
    """A duration as months and seconds, so that P1Y is P12M; as it stands where it is no plain one."""
    match = _DURATION.fullmatch(duration)
    if not match:
        return duration
    years, quarters, months, weeks, days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return years * 12 + quarters * 3 + months, (weeks * 7 + days) * 86400 + hours * 3600 + minutes * 60 + seconds


def speed(find: Finder, texts: list[tuple[str, datetime]], budget: float = 20.0) -> float:
    """Characters a second over `texts`, as many of them as `budget` seconds allow."""
    for text, reference in texts[:20]:
        list(find(text, reference, "nearest"))
    chars, clock = 0, time.process_time()
    for text, reference in texts:
        list(find(text, reference, "nearest"))
        chars += len(text)
        if time.process_time() - clock > budget:
            break
    return chars / max(time.process_time() - clock, 1e-9)


# ---- the cases

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "tests" / "cases" / "dates.jsonl"
PUBLIC = ROOT.parent / "shared" / "time" / "dev.jsonl"


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The cases of a file; the project's own, where each row has many phrasings, one by one."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [case for row in rows for case in ([row] if "expressions" in row else _own_cases(row))]


def _own_cases(row: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for marked in row["texts"]:
        text = marked.replace("⟦", "").replace("⟧", "")
        expected = {"start": marked.find("⟦"), "end": marked.find("⟧") - 1} | _meaning(row)
        expressions = [expected] if row["value"] else []
        yield {"text": text, "reference": row["reference"], "policy": row.get("prefer"), "complete": True,
               "expressions": expressions}  # fmt: skip


def _meaning(row: dict[str, Any]) -> dict[str, Any]:
    """What is right for a row: its duration, its interval, or that of its value where days, months or years tell one."""
    if row.get("duration"):
        return {"duration": row["duration"]}
    pair = row.get("interval") or _interval(row["value"] or "")
    return {"accept": [pair]} if pair else {}


def _interval(value: str) -> list[str] | None:
    ends = [_span(part) for part in value.split("/")]
    return [ends[0][0], ends[-1][1]] if all(ends) else None


def _span(value: str) -> tuple[str, str] | None:
    """Beginning and end of a day, month or year in ISO 8601."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
        return None
    numbers = [int(part) for part in value.split("-")]
    first = date(*[*numbers, 1, 1][:3])
    after = {1: date(first.year + 1, 1, 1), 2: date(first.year + first.month // 12, first.month % 12 + 1, 1)}
    last = after.get(len(numbers), first + timedelta(days=1))
    return f"{first}T00:00:00", f"{last}T00:00:00"


def read_news(path: Path) -> list[tuple[str, datetime]]:
    data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    articles = [json.loads(line) for line in data.decode("utf-8").splitlines()]
    return [(a["text"], datetime.fromisoformat(a.get("published") or DEFAULT_REFERENCE.isoformat())) for a in articles]


# ---- the table

HEAD = ("tool", "recall", "span F1", "value", "raised", "seconds", "chars/s on news")


def measure(cases: Sequence[dict[str, Any]], news: list[tuple[str, datetime]]) -> Iterable[tuple[str, ...]]:
    """A row for each tool that is installed."""
    for name, load in TOOLS.items():
        try:
            find = load()
        except ImportError as error:
            print(f"{name}: not installed ({error})", file=sys.stderr)
            continue
        s = score(find, cases)
        pace = f"{speed(find, news):,.0f}" if news else "-"
        shares = (f"{100 * share:.1f}" for share in (s.recall, s.f1, s.value))
        yield name, *shares, str(s.raised), f"{s.seconds:.1f}", pace


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (HEAD, ("---",) * len(HEAD), *rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path, nargs="*", default=[path for path in (OWN, PUBLIC) if path.exists()])
    parser.add_argument("--news", type=Path, help="articles, one JSON object a line, to time the tools on")
    parser.add_argument("--limit", type=int, default=1000, help="articles to time (default 1000)")
    parser.add_argument("--out", type=Path, help="markdown file to write the tables to as well")
    args = parser.parse_args()
    logging.disable()  # JioNLP logs a traceback for every string that it tries in vain
    news = read_news(args.news)[: args.limit] if args.news else []
    parts = [
        f"# Time expressions, tool by tool\n\nWritten by `python benchmarks/dates.py`, Python {platform.python_version()}.\n"
    ]
    for path in args.cases:
        cases = read_cases(path)
        parts.append(f"## {path.parent.name}/{path.name}: {len(cases)} cases\n\n{table(measure(cases, news))}\n")
        print(parts[-1], flush=True)
        news = []  # timed once
    if args.out:
        args.out.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
