"""Time expressions: this package beside JioNLP, Recognizers-Text and dateparser, in one run on the same cases.

usage: python benchmarks/dates.py CASES.jsonl [--news NEWS.jsonl.xz]

A case is a JSON object with `text`, `reference` (ISO date-time or null), `complete` (whether all its expressions are
given) and `expressions`: `start`, `end`, and `accept` (a list of half-open pairs of ISO date-times) or `duration`.
A tool that is not installed is named and left out: jionlp; recognizers-text-date-time, which needs emoji<2; dateparser.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
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


def read_news(path: Path) -> list[tuple[str, datetime]]:
    data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    articles = [json.loads(line) for line in data.decode("utf-8").splitlines()]
    return [(a["text"], datetime.fromisoformat(a.get("published") or DEFAULT_REFERENCE.isoformat())) for a in articles]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--news", type=Path, help="articles, one JSON object a line, to time the tools on")
    parser.add_argument("--limit", type=int, default=1000, help="articles to time (default 1000)")
    args = parser.parse_args()
    cases = [json.loads(line) for line in args.cases.read_text(encoding="utf-8").splitlines()]
    news = read_news(args.news)[: args.limit] if args.news else []
    print(f"{'tool':18}{'recall':>8}{'span F1':>9}{'value':>8}{'raised':>8}{'seconds':>9}{'chars/s on news':>17}")
    for name, load in TOOLS.items():
        try:
            find = load()
        except ImportError as error:
            print(f"{name:18}not installed ({error})")
            continue
        s = score(find, cases)
        pace = f"{speed(find, news):,.0f}" if news else "-"
        print(
            f"{name:18}{100 * s.recall:8.1f}{100 * s.f1:9.1f}{100 * s.value:8.1f}{s.raised:8}{s.seconds:9.1f}{pace:>17}",
            flush=True,
        )


if __name__ == "__main__":
    main()
