"""Inputs of every kind become articles in a fixed order; what cannot be read becomes a Failure that says why."""

import builtins
import os
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from extract.errors import MissingExtraError
from extract.readers import read_articles
from extract.types import Article, Failure


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def ids(*inputs: Path) -> list[str | None]:
    return [article.doc_id for article in read_articles(inputs)]


def failures(*inputs: Path) -> list[str]:
    return [result.reason for result in read_articles(inputs) if isinstance(result, Failure)]


def test_folder_is_recursive_sorted_and_skips_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/c.TXT", ".hidden.txt", ".git/x.txt", "notes.rst", "c.htm"):
        write(tmp_path / name, "文")
    write(tmp_path / "table.jsonl", '{"text": "文"}')
    assert ids(tmp_path) == ["a/c", "a/z", "b", "c", "table:1"]


def test_article_of_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "news.2024.html", b"<p>\xc7\xf8</p>")
    assert list(read_articles(path)) == [Article("news.2024", b"<p>\xc7\xf8</p>", str(path), "text/html")]


def test_reading_is_lazy(tmp_path: Path) -> None:
    first, second = write(tmp_path / "1.txt", "一"), write(tmp_path / "2.txt", "二")
    articles = read_articles([first, second])
    next(articles)
    second.unlink()
    assert isinstance(next(articles), Failure)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", "no such file"),
        ("missing", "no such file"),
        ("word.doc", "no reader for '.doc'"),
        ("empty", "the folder holds no file to read"),
    ],
)
def test_unusable_inputs(tmp_path: Path, name: str, reason: str) -> None:
    write(tmp_path / "word.doc", "x")
    (tmp_path / "empty").mkdir()
    [failure] = read_articles([tmp_path / name])
    assert isinstance(failure, Failure)
    assert reason in failure.reason
    assert (failure.stage, failure.path) == ("read", str(tmp_path / name))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_and_folder(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "x").chmod(0)
    write(tmp_path / "b/x.txt", "x").parent.chmod(0)
    assert len(failures(tmp_path)) == 2


def test_broken_link_is_a_failure_and_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(failures(tmp_path)) == 1


def test_second_use_of_an_id_is_a_failure(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "一")
    write(tmp_path / "a.html", "二")
    write(tmp_path / "t.jsonl", '{"id": "a", "text": "三"}\n{"id": "b", "text": "四"}\n')
    assert len(failures(tmp_path)) == 2
    assert "make ids unique" in failures(tmp_path)[0]


def test_file_named_beside_its_folder_is_read_once(tmp_path: Path) -> None:
    table = write(tmp_path / "t.jsonl", '{"id": "a", "text": "三"}')
    assert ids(tmp_path, table) == ["a"]


def test_jsonl_rows(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.jsonl",
        b'\xef\xbb\xbf{"id": 7, "text": "\xe4\xb8\x80", "published": "2024-05-07", "title": " ", "url": "u"}\n'
        b'\n{"text": "x"}\n',
    )
    first, second = read_articles([path])
    assert isinstance(first, Article)
    assert (first.doc_id, first.content, str(first.published), first.title, first.url) == (
        "7", "一", "2024-05-07", None, "u",
    )  # fmt: skip
    assert second.doc_id == "t:3"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "a"}', "line 2: the row has no text"),
        ('{"id": "a", "text": "  "}', "line 2: the row has no text"),
        ('{"id": "a", "text": 5}', "line 2: the row has no text"),
        ('{"id": "a", "text": "x", "published": "7 May"}', "line 2: published '7 May' is no ISO date"),
        ('{"id": "a", "text": "x", "published": 2024}', "line 2: published 2024 is no ISO date"),
        ('{"id": "a", "text": "x"', "line 2: no JSON"),
        ('["a"]', "line 2: a JSON list"),
        pytest.param("\udcff", "line 2: no JSON", id="not UTF-8"),
    ],
)
def test_bad_jsonl_row_is_a_failure_with_its_line_and_the_rest_is_read(tmp_path: Path, line: str, reason: str) -> None:
    good = '{"id": "%s", "text": "x"}'
    path = write(tmp_path / "t.jsonl", "\n".join([good % 1, line, good % 3]).encode("utf-8", "surrogateescape"))
    first, bad, third = read_articles([path])
    assert (first.doc_id, third.doc_id) == ("1", "3")
    assert isinstance(bad, Failure)
    assert bad.reason.startswith(reason)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = "海淀区举行大会，表扬先进集体。\n" * 20_000
    path = write(tmp_path / "t.csv", f'id,text,publisher\na,"{text}",日报\nb,短,\n'.encode(encoding))
    first, second = read_articles([path])
    assert isinstance(first, Article)
    assert (first.doc_id, first.content, first.publisher, second.doc_id) == ("a", text, "日报", "b")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("id,body\na,x\n", "the table has no column 'text'; it has id, body"),
        ("", "the table has no column 'text'; it has none"),
        ("id,text\na\n", "line 2: the row has no text"),
        ("id,text\na,x,y\n", "line 2: more cells than columns"),
    ],
)
def test_bad_csv(tmp_path: Path, content: str, reason: str) -> None:
    assert failures(write(tmp_path / "t.csv", content))[0].startswith(reason)


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    rows = [{"id": n, "text": "文" if n != 300 else None, "other": 1} for n in range(600)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    results = list(read_articles([path]))
    assert len(results) == 600
    assert failures(path) == ["row 301: the row has no text"]
    parquet.write_table(pyarrow.Table.from_pylist([{"id": 1}]), path)
    assert failures(path) == ["the table has no column 'text'; it has id: rename one to 'text'"]
    assert failures(write(tmp_path / "no.parquet", "x"))[0].startswith("cannot be read as Parquet")


def test_parquet_without_pyarrow_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: object, **kwargs: object) -> object:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match=r"extract\[parquet\]"):
        list(read_articles([write(tmp_path / "t.parquet", "x")]))
