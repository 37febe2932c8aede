"""The sample corpus: every article has gold, all gold stands in its article, nothing is stale or twice."""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import opencc
import pytest

CORPORA = Path(__file__).parents[1] / "corpora"
ARTICLES = CORPORA / "articles"
TABLE = ARTICLES / "city-briefs.jsonl"

# What a comparison of strings leaves out: GUIDELINES count neither quotation marks nor brackets nor spaces.
NOISE = re.compile(r"[\s“”‘’「」『』《》〈〉()（）【】·．,，。]")
YEAR = r"(?:\d{4}|XXXX)"
DAY = rf"{YEAR}(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?|-Q[1-4]|-H[12]|-W\d\d|-(?:SP|SU|FA|WI))?|\d{{3}}X|\d\dXX"
TIME = rf"{YEAR}-(?:\d\d|XX)-(?:\d\d|XX)T(?:\d\d:\d\d(?::\d\d)?|MO|MI|AF|EV|NI)"
END = rf"(?:{TIME}|{DAY}|\.\.)"
VALUES = {
    "date": re.compile(DAY),
    "time": re.compile(TIME),
    "range": re.compile(f"{END}/{END}"),
    "duration": re.compile(r"P(?:(?:\d+|X+)[YMWD])+|PT(?:\d+(?:\.\d+)?|X+)[HMS]"),
    "vague": re.compile(r"(?:PAST|PRESENT|FUTURE)_REF"),
}
FIELDS = {"id", "published", "dates", "people", "unnamed_posts", "awards", "grants", "counts"}


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


GOLD = read_rows(CORPORA / "gold.jsonl")
TABLES = ("unread", "wide")
"""Folders with a table of articles and their gold."""
ALL_GOLD = [*GOLD, *(gold for name in TABLES for gold in read_rows(CORPORA / name / "gold.jsonl"))]


@cache
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpora_build", CORPORA / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def article_files() -> Iterator[tuple[str, Path]]:
    for path in sorted(ARTICLES.rglob("*.*")):
        if path != TABLE:
            yield path.relative_to(ARTICLES).with_suffix("").as_posix(), path


@cache
def texts() -> dict[str, str]:
    """The clean simplified reading of every article by id."""
    found = {row["id"]: row["text"] for row in read_rows(TABLE)}
    for name, path in article_files():
        clean = CORPORA / "clean" / f"{name}.txt"
        found[name] = (clean if clean.exists() else path).read_text(encoding="utf-8")
    found |= {row["id"]: row["text"] for name in TABLES for row in read_rows(CORPORA / name / "articles.jsonl")}
    simplify = opencc.OpenCC("t2s").convert
    return {name: simplify(text) for name, text in found.items()}


def bare(string: str) -> str:
    return NOISE.sub("", string)


def annotated_strings(gold: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Every string that the gold quotes, and how often it must at least occur."""
    for item in (*gold["dates"], *gold["counts"]):
        yield item["text"], item["nth"]
    for person in gold["people"]:
        yield person["name"], 1
        yield from ((title["text"], 1) for title in person["titles"])
    yield from ((post, 1) for post in gold["unnamed_posts"])
    for grant in gold["grants"]:
        yield from ((name, 1) for name in grant["recipients"])
        yield from ((string, 1) for string in ((grant["count"] or {}).get("text"), grant["granted_by"]) if string)


def by_id(gold: dict[str, Any]) -> str:
    return str(gold["id"])


def test_every_article_has_gold_and_all_gold_an_article():
    assert sorted(texts()) == sorted(gold["id"] for gold in ALL_GOLD)


def test_derived_articles_are_fresh():
    for path, content in builder().build():
        assert path.read_bytes() == content, f"run python corpora/build.py: {path.name} is stale"


def test_clean_texts_and_recipes_match():
    clean = CORPORA / "clean"
    assert {path.relative_to(clean).with_suffix("").as_posix() for path in clean.rglob("*.txt")} == set(
        builder().RECIPES
    )


def test_no_text_stands_twice():
    assert max(Counter(map(bare, texts().values())).values()) == 1


def test_table_states_what_gold_repeats():
    rows = {row["id"]: row for row in read_rows(TABLE)}
    assert all(set(row) == {"id", "text", "published", "title", "publisher"} for row in rows.values())
    published = {gold["id"]: gold["published"] for gold in GOLD if gold["id"] in rows}
    assert {name: row["published"] for name, row in rows.items()} == published
    assert all(date.fromisoformat(day) for day in published.values())


@pytest.mark.parametrize("gold", ALL_GOLD, ids=by_id)
def test_gold_quotes_its_article(gold):
    text = bare(texts()[gold["id"]])
    missing = [string for string, nth in annotated_strings(gold) if occurrences(text, bare(string)) < nth]
    assert not missing


def occurrences(text: str, string: str) -> int:
    return sum(text.startswith(string, at) for at in range(len(text)))


@pytest.mark.parametrize("gold", ALL_GOLD, ids=by_id)
def test_gold_is_well_formed(gold):
    assert set(gold) == FIELDS
    for item in gold["dates"]:
        assert VALUES[item["type"]].fullmatch(item["value"]), item
    for count in gold["counts"]:
        assert count["qualifier"] in {"exact", "approx", "over", "under", "lost"}, count
        assert (count["value"] is None) == (count["qualifier"] == "lost"), count
        assert count.get("max", count["value"]) == count["value"] or count["max"] > count["value"], count
    for grant in gold["grants"]:
        assert grant["awards"], grant
        assert set(grant["awards"]) <= set(gold["awards"]), grant


@pytest.mark.parametrize("gold", ALL_GOLD, ids=by_id)
def test_gold_lists_nothing_twice(gold):
    listed = {
        "dates": [(item["text"], item["nth"]) for item in gold["dates"]],
        "people": [person["name"] for person in gold["people"]],
        "titles": [(person["name"], title["text"]) for person in gold["people"] for title in person["titles"]],
        "unnamed_posts": gold["unnamed_posts"],
        "awards": [bare(award) for award in gold["awards"]],
        "grants": [json.dumps(grant, sort_keys=True) for grant in gold["grants"]],
        "counts": [(item["text"], item["nth"]) for item in gold["counts"]],
    }
    assert not {
        field: twice for field, names in listed.items() if (twice := [k for k, n in Counter(names).items() if n > 1])
    }
