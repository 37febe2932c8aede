"""The measures, case by case, and against the scorer they were agreed with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.errors import ConfigError
from extract.evaluate import MEASURES, NOT_IN_MEAN, Score, evaluate, read_annotations

GOLD = Path(__file__).parents[2] / "shared" / "gold"
EMPTY = {"dates": [], "people": [], "unnamed_posts": [], "awards": [], "grants": [], "counts": []}


def count(text, value, qualifier="exact"):
    return {"text": text, "value": value, "qualifier": qualifier}


def person(name, *titles, official=False):
    return {"name": name, "official": official, "titles": [{"text": title} for title in titles]}


def date(text, value, kind="date"):
    return {"text": text, "value": value, "type": kind}


CASES = [
    ("equal", "count", {"counts": [count("3人", 3)]}, {"counts": [count("3人", 3)]}, (1, 1, 1)),
    ("noun is free", "count", {"counts": [count("3名工人", 3)]}, {"counts": [count("3名", 3)]}, (1, 1, 1)),
    ("hedge is free", "count", {"counts": [count("约3人", 3, "approx")]}, {"counts": [count("3人", 3, "approx")]},
     (1, 1, 1)),
    ("qualifier counts", "count", {"counts": [count("3人", 3)]}, {"counts": [count("3人", 3, "approx")]}, (0, 1, 1)),
    ("as often as it stands", "count", {"counts": [count("3人", 3)] * 2}, {"counts": [count("3人", 3)]}, (1, 2, 1)),
    ("middle dot is free", "person.name", {"people": [person("谢尔盖·拉")]}, {"people": [person("谢尔盖拉")]}, (1, 1, 1)),
    ("only officials", "official.name", {"people": [person("王芳")]}, {"people": [person("王芳")]}, (0, 0, 0)),
    ("title with its name", "person.title", {"people": [person("王芳", "区长")]},
     {"people": [person("李明", "区长")]}, (0, 1, 1)),
    ("same title twice", "official.title", {"people": [person("王芳", "区长", "区长", official=True)]},
     {"people": [person("王芳", "区长", official=True)]}, (1, 1, 1)),
    ("last six characters", "post.unnamed", {"unnamed_posts": ["北京市海淀区委主要负责人"]},
     {"unnamed_posts": [{"text": "区委主要负责人"}]}, (1, 1, 1)),
    ("honour is free", "award.name", {"awards": ["全国劳动模范"]}, {"awards": [{"name": "“全国劳动模范”荣誉称号"}]},
     (1, 1, 1)),
    ("set is not annotated", "date.span", {"dates": []}, {"dates": [date("每年", None, "set")]}, (0, 0, 0)),
    ("value", "date.value", {"dates": [date("5月6日", "2024-05-06")]}, {"dates": [date("5月6日", "2023-05-06")]},
     (0, 1, 1)),
    ("inferred year", "date.value", {"dates": [date("5月6日", "XXXX-05-06")]},
     {"dates": [date("5月6日", "2023-05-06")]}, (1, 1, 1)),
    ("each award of a grant", "grant.recipient", {"grants": [{"awards": ["甲奖", "乙奖"], "recipients": ["王芳"]}]},
     {"grants": [{"awards": ["甲奖"], "recipients": [{"name": "王芳"}]}]}, (1, 2, 1)),
    ("count of a grant", "grant.count", {"grants": [{"awards": ["甲奖"], "count": count("3人", 3)}]},
     {"grants": [{"awards": ["甲奖"], "count": count("三名", 3)}]}, (1, 1, 1)),
    ("grade of a grant", "grant.grade", {"grants": [{"awards": ["甲奖"], "grade": "一等奖"}]},
     {"grants": [{"awards": ["甲奖"], "grade": None}]}, (0, 1, 0)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("measure", "gold", "record", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_measure(measure, gold, record, expected):
    result = evaluate([{"id": "a", **EMPTY, **gold}], {"a": {"doc_id": "a", **record}})
    assert result.scores[measure] == Score(*expected)


def test_article_without_a_record_is_missed():
    result = evaluate([{"id": "a", **EMPTY, "awards": ["甲奖"]}], {})
    assert result.scores["award.name"] == Score(hits=0, gold=1, predicted=0)
    (difference,) = result.differences
    assert (difference.doc_id, difference.missed, difference.spurious) == ("a", ("甲奖",), ())


def test_nothing_to_find_and_nothing_found():
    assert evaluate([], {}).as_json()["mean.f1"] == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"id": "a"}\nnonsense', "line 2: no JSON"),
        ('{"doc_id": "a"}', "line 1: no object with 'id'"),
        ('{"id": "a"}\n\n{"id": "a"}', "line 3: id 'a' is there twice"),
    ],
)
def test_damaged_file_is_told_with_its_line(tmp_path, content, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=message):
        read_annotations(path, "id")


def test_missing_file(tmp_path):
    with pytest.raises(ConfigError, match="No such file"):
        read_annotations(tmp_path / "none.jsonl", "id")


@pytest.fixture
def damaged_gold(tmp_path):
    """The gold articles as records, every third item of each kind lost, changed or doubled."""
    path = tmp_path / "records.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for article in read_annotations(GOLD / "dev.gold.jsonl", "id").values():
            out.write(json.dumps(as_record(article), ensure_ascii=False) + "\n")
    return path


def as_record(article):
    grants = [{**g, "recipients": [{"name": n} for n in g["recipients"]]} for g in thin(article["grants"])]
    return {
        "doc_id": article["id"],
        "dates": [*thin(article["dates"]), date("每年", None, "set"), date("今天", None)],
        "people": thin(article["people"]),
        "unnamed_posts": [{"text": post} for post in thin(article["unnamed_posts"])],
        "awards": [{"name": f"“{name}”称号"} for name in thin(article["awards"])],
        "grants": grants,
        "counts": [*thin(article["counts"]), count("约三四百人", 300, "approx")],
    }


def thin(items):
    return [*items[::3], *items[1::3], *items[:1]]


@pytest.mark.skipif(not GOLD.exists(), reason="the shared gold articles are not here")
def test_same_figures_as_the_scorer(damaged_gold):
    paths = [GOLD / "dev.gold.jsonl", damaged_gold]
    scorer = [sys.executable, GOLD / "score.py", *paths, "--json"]
    done = subprocess.run(scorer, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    gold, records = (read_annotations(path, key) for path, key in zip(paths, ("id", "doc_id"), strict=True))
    ours = evaluate(gold.values(), records).as_json()
    assert ours == json.loads(done.stdout)
    assert all(0 < ours[name]["f1"] < 1 for name in MEASURES if name not in NOT_IN_MEAN)
