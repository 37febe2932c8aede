"""A run leaves records, errors and a report, all or nothing."""

import json

import pytest

from extract import Config
from extract.errors import ConfigError
from extract.results import read_records
from extract.run import local
from extract.run.local import run_local

FAST = Config(tagger="none")


@pytest.fixture
def folder(tmp_path):
    """Three articles, the second of which cannot be read."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("5月6日，大会举行。", "utf-8")
    (articles / "b.txt").write_bytes(b"\x00\x01\x02\xff\xfe\xfd" * 50)
    (articles / "c.txt").write_text("區長頒獎。", "utf-8")
    return articles


@pytest.mark.parametrize("workers", [1, 2])
def test_records_errors_and_report(folder, tmp_path, read_lines, workers):
    out = tmp_path / "out"
    report = run_local([folder], out, FAST, workers=workers)

    assert [record["doc_id"] for record in read_lines(out / "records.jsonl")] == ["a", "c"]
    (error,) = read_lines(out / "errors.jsonl")
    assert (error["doc_id"], error["stage"]) == ("b", "decode")
    assert error["path"].endswith("b.txt")
    assert (report.records, report.failures) == (2, {"decode": 1})
    assert sorted(path.name for path in out.iterdir()) == ["errors.jsonl", "records.jsonl", "run.json"]


def test_report_says_what_was_run(folder, tmp_path):
    run_local([folder], tmp_path / "out", FAST)
    report = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert report["config"] == FAST.model_dump(mode="json")
    assert report["articles"] == 3
    assert report["inputs"] == [str(folder)]
    assert {"extract", "python", "opencc", "rjieba"} <= set(report["versions"])
    assert len(report["rules"]) == len(report["word_lists"]) == 16


def test_two_runs_are_equal_whatever_the_workers(folder, tmp_path):
    for name, workers in (("one", 1), ("two", 2)):
        run_local([folder], tmp_path / name, FAST, workers=workers)
    one, two = ((tmp_path / name / "records.jsonl").read_bytes() for name in ("one", "two"))
    assert one == two


def test_run_in_the_folder_is_not_replaced_unasked(folder, tmp_path):
    out = tmp_path / "out"
    run_local([folder], out, FAST, formats=["csv"])
    (out / "notes.md").write_text("the user's own")
    with pytest.raises(ConfigError, match=r"holds a run already .*--overwrite"):
        run_local([folder], out, FAST)
    assert (out / "dates.csv").exists()

    run_local([folder], out, FAST, overwrite=True)
    assert not (out / "dates.csv").exists(), "a table of the old run stands beside the records of the new one"
    assert (out / "notes.md").exists()


def test_out_is_a_file(folder, tmp_path):
    with pytest.raises(ConfigError, match="is a file"):
        run_local([folder], folder / "a.txt", FAST)


def test_run_that_breaks_off_leaves_nothing_new(folder, tmp_path, monkeypatch):
    out = tmp_path / "out"
    run_local([folder], out, FAST)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def interrupted(inputs):
        yield from list(articles(inputs))[:1]
        raise KeyboardInterrupt

    articles = local.read_articles
    monkeypatch.setattr(local, "read_articles", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_local([folder], out, FAST, overwrite=True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_leftovers_of_a_killed_run_go(folder, tmp_path):
    out = tmp_path / "out"
    (out / ".partial").mkdir(parents=True)
    (out / ".partial" / "records.jsonl").write_text("half a li")
    run_local([folder], out, FAST)
    assert len(list(read_records(out))) == 2
    assert not (out / ".partial").exists()


def test_on_result_hears_of_each_article(folder, tmp_path):
    heard = []
    run_local([folder], tmp_path / "out", FAST, on_result=heard.append)
    assert heard == [True, False, True]
