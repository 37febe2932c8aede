"""The user's roster: who gets which key, when nobody does, and what is said about a table that is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract import Article, Config, ConfigError, Pipeline, frames
from extract.resolve.people.roster import load_roster
from extract.types import parse_published

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases" / "roster.jsonl").read_text("utf-8").splitlines()
]
HEAD = "name,organisation,position,from,to,key"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "roster.csv"


def pipeline(table: Path) -> Pipeline:
    return Pipeline(Config(tagger="none", roster=table))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any], table: Path) -> None:
    table.write_text("\n".join([HEAD, *case["roster"]]), "utf-8")
    record = pipeline(table).process(Article("case", case["text"], published=parse_published(case["published"])))
    assert {person.name: person.key for person in record.people} == case["keys"]
    unclear = [name for name, key in case["keys"].items() if key is None and name in "".join(case["roster"])]
    issues = [issue for issue in record.issues if issue.code == "roster-ambiguous"]
    assert [record.text[issue.start : issue.end] for issue in issues] == unclear
    assert all("2 people" in issue.message for issue in issues)


def test_case_ids_are_unique() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "line 1: there is no column 'name'"),
        ("name,office,key\n", "line 1: column 'office' is unknown"),
        ("name,name,key\n", "line 1: column 'name' is unknown or twice there"),
        ("name,position\n", "line 1: there is no column 'key'"),
        (f"{HEAD}\n甲,,,,,1\n乙,,,,2\n", "line 3: 5 cells instead of 6"),
        (f"{HEAD}\n,,,,,1\n", "line 2: name is empty"),
        (f"{HEAD}\n甲,,,,, \n", "line 2: key is empty"),
        (f"{HEAD}\n甲,,,2024年,,1\n", "line 2: '2024年' is no date"),
        (f"{HEAD}\n甲,,,,2024-13,1\n", "line 2: '2024-13' is no date"),
        (f"{HEAD}\n甲,,,20,,1\n", "line 2: '20' is no date"),
        (f"{HEAD}\n甲,,,2024-05,2024-04-30,1\n", "line 2: from 2024-05 is after to 2024-04-30"),
        (f'{HEAD}\n甲,"一\n二",,,,1\n"乙"丙,,,,,2\n', "line 4: ',' expected"),
    ],
)
def test_error_names_the_line(content: str, reason: str, table: Path) -> None:
    table.write_text(content, "utf-8")
    with pytest.raises(ConfigError) as error:
        load_roster(table)
    assert reason in str(error.value)
    assert str(table) in str(error.value)


def test_unreadable_table(table: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_roster(table)
    table.write_bytes(f"{HEAD}\n苏彦廷,,,,,1\n".encode("gb18030"))
    with pytest.raises(ConfigError, match="give a CSV in UTF-8"):
        load_roster(table)


def test_table_as_spreadsheets_write_it(table: Path) -> None:
    table.write_bytes("Name,Organization,Key\r\n苏彦廷,望川区,A1\r\n,,\r\n".encode("utf-8-sig"))
    roster = load_roster(table)
    assert roster is not None
    assert [*roster.rows] == ["苏彦廷"]


def test_roster_in_tables_and_provenance(table: Path) -> None:
    article = Article("a", "望川区区长苏彦廷出席。")
    assert Pipeline(Config(tagger="none")).process(article).provenance.roster is None
    hashes = set()
    for key in ("A1", "A2"):
        table.write_text(f"name,key\n苏彦廷,{key}\n", "utf-8")
        record = pipeline(table).process(article)
        hashes.add(record.provenance.roster)
        assert [frames([record])[name]["key"].to_list() for name in ("people", "titles")] == [[key], [key]]
    assert len(hashes) == 2, "another roster makes other records: a run that goes on has to notice"
