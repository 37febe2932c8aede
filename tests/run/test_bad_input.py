"""Bad input: a message with the path and what to do, and the rest of the run whole."""

import os
import resource

import pytest

from extract import Config
from extract.readers import listing
from extract.run.job import Options, run_articles

GOOD = "5月6日，大会举行。"


@pytest.fixture
def folder(tmp_path):
    """Two good articles around whatever a test puts between them."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(GOOD, "utf-8")
    (articles / "z.txt").write_text(GOOD, "utf-8")
    return articles


@pytest.fixture
def run(tmp_path, read_lines):
    """Runs inputs and gives the ids of the records, and the errors."""

    def call(*inputs, **options):
        out = tmp_path / "out"
        run_articles(inputs, out, Config(tagger="none"), Options(**{"workers": 0, **options}))
        return [record["doc_id"] for record in read_lines(out / "records.jsonl")], read_lines(out / "errors.jsonl")

    return call


FILES = [
    ("empty", "m.txt", b"", ["empty"]),
    ("only spaces", "m.txt", b" \n\t ", ["no text"]),
    ("binary", "m.txt", bytes(range(256)) * 40, ["text"]),
    ("an image named .txt", "m.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, ["picture", "not text"]),
    ("undecodable", "m.txt", "大会举行".encode() * 20 + b"\xff\xff\x80\x81" * 30, ["`encoding`"]),
    ("50 MB", "m.txt", GOOD.encode() * (50 * 2**20 // len(GOOD.encode()) + 1), ["max_bytes"]),
    ("an empty page", "m.html", b"<html><body></body></html>", ["no text"]),
]


@pytest.mark.parametrize("case", FILES, ids=[case[0] for case in FILES])
def test_file(folder, run, case):
    _, name, content, says = case
    (folder / name).write_bytes(content)
    ids, (error,) = run(folder)
    assert ids == ["a", "z"]
    assert error["path"].endswith(name)
    assert error["doc_id"] == "m"
    assert all(word in error["reason"] for word in says), error["reason"]
    assert "defect" not in error["reason"]


def test_all_of_them_with_workers(folder, run):
    for number, (_, name, content, _) in enumerate(FILES):
        (folder / f"{number}-{name}").write_bytes(content)
    ids, errors = run(folder, workers=2)
    assert ids == ["a", "z"]
    assert len(errors) == len(FILES)


def test_table_without_text(folder, run, tmp_path):
    table = tmp_path / "articles.csv"
    table.write_text("id,body\n1,大会\n", "utf-8")
    ids, (error,) = run(folder, table)
    assert ids == ["a", "z"]
    assert error["path"] == str(table)
    assert "no column 'text'; it has id, body: rename one" in error["reason"]


def test_rows_that_cannot_be_used(run, tmp_path):
    table = tmp_path / "articles.jsonl"
    rows = [
        '{"id": "1", "text": "大会。"}',
        "nonsense",
        '{"id": "2"}',
        '{"id": "3", "text": "大会。", "published": "yesterday"}',
        '{"id": "1", "text": "again"}',
        '{"id": "4", "text": "half a character: \\ud83d"}',
        '{"id": "5", "text": "大会。"}',
    ]
    table.write_text("\n".join(rows), "utf-8")
    ids, errors = run(table)
    assert ids == ["1", "5"]
    assert [error["path"] for error in errors] == [str(table)] * 5
    for error, words in zip(
        errors,
        [("line 2", "JSON"), ("line 3", "text"), ("line 4", "'yesterday'", "2024-05-07"), ("'1'", "unique"), ()],
        strict=True,
    ):
        assert all(word in error["reason"] for word in words), error["reason"]
        assert "defect" not in error["reason"]


def test_same_id_in_two_inputs(folder, run, tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    ids, (error,) = run(folder, tmp_path / "a.txt")
    assert ids == ["a", "z"]
    assert "'a' was there before: make ids unique" in error["reason"]


def test_unreadable_folder(folder, run, monkeypatch):
    (folder / "locked").mkdir()
    scan = os.scandir

    def deny(path):
        if str(path).endswith("locked"):  # as root, no permission stops a test
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", deny)
    ids, (error,) = run(folder)
    assert ids == ["a", "z"]
    assert error["path"].endswith("locked")
    assert "Permission denied" in error["reason"]


@pytest.mark.parametrize("name", ["m.txt", "m.jsonl", "m.zip"])
def test_file_without_permission(folder, run, monkeypatch, name):
    (folder / name).write_bytes(b"locked")
    open_file = listing._Counted

    def deny(path, counts):
        if path.endswith(name):  # as root, no permission stops a test
            raise PermissionError(13, "Permission denied", path)
        return open_file(path, counts)

    monkeypatch.setattr(listing, "_Counted", deny)
    ids, (error,) = run(folder)
    assert ids == ["a", "z"]
    assert error["path"].endswith(name)
    assert "Permission denied" in error["reason"]


def test_two_files_with_one_id(folder, run):
    (folder / "a.md").write_text(GOOD, "utf-8")
    ids, (error,) = run(folder)
    assert ids == ["a", "z"]
    assert error["path"].endswith("a.txt")
    assert "'a' was there before" in error["reason"]


def test_line_of_a_gigabyte(folder, run, tmp_path):
    """It is passed over piece by piece, so that memory stays where it was."""
    table = tmp_path / "long.jsonl"
    with table.open("wb") as lines:
        lines.write(b'{"id": "before", "text": "x"}\n')
        lines.truncate(2**30)  # zeros that take no room on the disk
        lines.seek(0, 2)
        lines.write(b'\n{"id": "behind", "text": "x"}\n')
    before = memory_peak()
    ids, (error,) = run(folder, table)
    assert ids == ["a", "z", "before", "behind"]
    assert "line 2: longer than 67,108,864 bytes" in error["reason"]
    assert memory_peak() - before < 300


def memory_peak():
    """MB of resident memory that this process took at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def test_link_that_leads_nowhere(folder, run):
    (folder / "m.txt").symlink_to("nowhere")
    ids, (error,) = run(folder)
    assert ids == ["a", "z"]
    assert error["path"].endswith("m.txt")
    assert "No such file" in error["reason"]


def test_input_that_is_not_there(folder, run, tmp_path):
    ids, (error,) = run(tmp_path / "none", folder)
    assert ids == ["a", "z"]
    assert (error["path"], error["reason"]) == (str(tmp_path / "none"), "there is no such file or folder")


def test_empty_folder(folder, run, tmp_path):
    (tmp_path / "empty").mkdir()
    ids, (error,) = run(tmp_path / "empty", folder)
    assert ids == ["a", "z"]
    assert "holds no file to read" in error["reason"]


def test_unknown_configuration_key(command, folder, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('taggr = "none"\n')
    done = command("run", folder, "--out", tmp_path / "out", "--config", config)
    assert done.code == 2
    assert f"{config}: unknown key 'taggr'; did you mean 'tagger'?" in done.err
    assert not (tmp_path / "out" / "run.json").exists()
