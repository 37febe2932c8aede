"""Two runs compared: what differs, by field and rule, with examples."""

import json

import pytest

from extract import Config
from extract.errors import ConfigError
from extract.run.diff import compare_runs, comparison_lines
from extract.run.job import Options, run_articles


def change(records, doc_id, edit):
    for record in records:
        if record["doc_id"] == doc_id:
            edit(record)


@pytest.fixture
def runs(tmp_path, read_lines):
    """A run, and a copy of it that a test may change."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text("2024年5月6日，大会举行，表彰3名劳动模范。5月7日闭幕。", "utf-8")
    run_articles([folder], tmp_path / "A", Config(tagger="none"), Options(workers=0))
    records = read_lines(tmp_path / "A" / "records.jsonl")

    def write():
        path = tmp_path / "B.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        return compare_runs(tmp_path / "A", path)

    return records, write


def test_equal_runs(runs):
    _, compare = runs
    found = compare()
    assert not found.differ
    assert found.articles["both"] == 3
    assert list(comparison_lines(found))[-1] == "no item differs"


def test_gained_lost_and_changed(runs):
    records, compare = runs
    rule = records[0]["dates"][0]["rule"]
    change(records, "a", lambda record: record["dates"].pop(0))
    change(records, "b", lambda record: record["dates"][0].update(value="2023-05-06", rule="new.rule"))
    change(records, "c", lambda record: record["counts"].append({**record["counts"][0], "raw_start": 0}))
    found = compare()
    assert found.counts == {
        ("dates", rule, "lost"): 1,
        ("dates", f"{rule} → new.rule", "changed"): 1,
        ("counts", records[0]["counts"][0]["rule"], "gained"): 1,
    }
    assert found.parts == {"dates.value": 1, "dates.rule": 1}
    lines = "\n".join(comparison_lines(found))
    assert 'value "2024-05-06" → "2023-05-06"' in lines
    assert json.dumps(found.as_json())


def test_articles_of_one_run_only(runs):
    records, compare = runs
    records.append({**records.pop(0), "doc_id": "z"})
    found = compare()
    assert (found.articles["gained"], found.articles["lost"], found.articles["both"]) == (1, 1, 2)
    assert found.differ


def test_offsets_that_move_are_no_change(runs):
    records, compare = runs
    change(records, "a", lambda record: record["dates"][0].update(start=1, end=9))
    assert not compare().counts


def test_what_is_no_run(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        compare_runs(tmp_path / "none", tmp_path / "none")
    (tmp_path / "x.jsonl").write_text("{}\n")
    with pytest.raises(ConfigError, match="no record"):
        compare_runs(tmp_path / "x.jsonl", tmp_path / "x.jsonl")


def test_command(command, runs, tmp_path):
    _, compare = runs
    compare()
    done = command("diff", tmp_path / "A", tmp_path / "B.jsonl", "--json")
    assert (done.code, json.loads(done.out)["articles"]["both"]) == (0, 3)
