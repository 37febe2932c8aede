"""Hashes name the files that decide a record, and change when one of them changes."""

from importlib import resources

import pytest

from extract import Config, extract, provenance


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of two rule files and two word lists, hashed as if it were `extract`."""
    for name in ("text/a.py", "extractors/b.py", "data/x.tsv", "data/y.tsv", "document.py", "pipeline.py", "types.py"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    for name in ("resolve", "taggers/training"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setattr(resources, "files", lambda _: tmp_path)
    clear()
    yield tmp_path
    clear()


def clear():
    provenance.rules_hash.cache_clear()
    provenance.word_lists_hash.cache_clear()


def hashes():
    clear()
    return provenance.rules_hash(), provenance.word_lists_hash()


def test_hashes_are_stable(package):
    assert hashes() == hashes()


@pytest.mark.parametrize(
    ("name", "rules_change", "lists_change"),
    [
        ("text/a.py", True, False),
        ("data/x.tsv", False, True),
        ("data/model.onnx", False, True),
        ("data/README.md", False, False),
        ("taggers/training/fit.py", False, False),
        ("text/notes.md", False, False),
        ("writers.py", False, False),
    ],
)
def test_change_of_a_file(package, name, rules_change, lists_change):
    rules, lists = hashes()
    (package / name).write_text("changed")
    assert (hashes()[0] != rules, hashes()[1] != lists) == (rules_change, lists_change)


def test_renamed_list_is_a_change(package):
    _, lists = hashes()
    (package / "data/x.tsv").rename(package / "data/z.tsv")
    assert hashes()[1] != lists


def test_record_tells_its_parts(tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("海淀区委 5 n\n", "utf-8")
    found = extract("大会。", config=Config(tagger="none", user_dict=words)).provenance
    assert found.tagger == "none"
    assert found.opencc.endswith(" t2s")
    assert found.segmenter.startswith("rjieba ")
    assert "+" in found.segmenter, "the user's words decide the record too"
