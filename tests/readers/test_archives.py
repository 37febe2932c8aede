"""Archives of every kind are read as streams; damaged, deep and dishonest ones are told and stop nothing."""

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest
import zstandard
from pyarrow import Table, parquet

from extract.readers import Listing, Selection, entries, read_articles, tables
from extract.types import Article, Failure

TEXT = "5月6日，大会举行。"
ROW = json.dumps({"id": "r", "text": TEXT}).encode()


def zipped(members):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def tarred(members):
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return whole.getvalue()


def web_archive(*pages):
    whole = b""
    for url, kind, status, content in pages:
        body = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-07T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        whole += head.encode() + body + b"\r\n\r\n"
    return whole


def as_parquet(rows):
    whole = io.BytesIO()
    parquet.write_table(Table.from_pylist(rows), whole)
    return whole.getvalue()


def read(path, **selection):
    return list(read_articles([path], Selection(**selection)))


def ids(results):
    return [result.doc_id for result in results if isinstance(result, Article)]


def reasons(results):
    return [result.reason for result in results if isinstance(result, Failure)]


TWO = {"b.txt": TEXT.encode(), "sub/a.html": b"<p>x</p>"}
PAGES = web_archive(
    ("http://a.cn/1", "text/html; charset=utf-8", "200", b"<p>x</p>"),
    ("http://a.cn/2", "text/html", "404", b"gone"),
    ("http://a.cn/3.jpg", "image/jpeg", "200", b"x"),
)

KINDS = [
    ("in.zip", zipped(TWO), ["in/b", "in/sub/a"]),
    ("in.tar", tarred(TWO), ["in/b", "in/sub/a"]),
    ("in.tar.gz", gzip.compress(tarred(TWO)), ["in/b", "in/sub/a"]),
    ("in.tgz", gzip.compress(tarred(TWO)), ["in/b", "in/sub/a"]),
    ("in.tar.zst", zstandard.compress(tarred(TWO)), ["in/b", "in/sub/a"]),
    ("a.txt.gz", gzip.compress(TEXT.encode()), ["a"]),
    ("a.html.zst", zstandard.compress(b"<p>x</p>"), ["a"]),
    ("t.jsonl.gz", gzip.compress(ROW), ["r"]),
    ("t.json", b"[" + ROW + b"]", ["r"]),
    ("t.tsv", f"id\ttext\nr\t{TEXT}\n".encode(), ["r"]),
    ("t.csv.gz", gzip.compress(f"id,text\nr,{TEXT}\n".encode("gb18030")), ["r"]),
    ("t.zip", zipped({"t.parquet": as_parquet([{"id": "r", "text": TEXT}])}), ["r"]),
    ("in.zip", zipped({"more.zip": zipped({"x.txt": TEXT}), "y.txt": TEXT}), ["in/more/x", "in/y"]),
    ("w.warc", PAGES, ["w:1"]),
    ("w.warc.gz", gzip.compress(PAGES), ["w:1"]),
]


@pytest.mark.parametrize(
    ("name", "content", "expected"), KINDS, ids=[f"{at}-{each[0]}" for at, each in enumerate(KINDS)]
)
def test_kind(tmp_path, name, content, expected):
    """Named itself and found in a folder, it gives the same articles."""
    (tmp_path / name).write_bytes(content)
    for results in (read(tmp_path / name), read(tmp_path)):
        assert (ids(results), reasons(results)) == (expected, [])
    assert all(result.content for result in results)


def test_page_of_a_web_archive_knows_its_address(tmp_path):
    (tmp_path / "w.warc").write_bytes(PAGES)
    (page,) = read(tmp_path / "w.warc")
    assert (page.url, page.media_type, page.content) == ("http://a.cn/1", "text/html", b"<p>x</p>")


def test_names_in_gb18030(tmp_path):
    """As Chinese Windows writes them: bytes of GB18030, no flag."""
    content = zipped({"XXXX.txt": TEXT}).replace(b"XXXX", "新闻".encode("gb18030"))
    (tmp_path / "a.zip").write_bytes(content)
    assert ids(read(tmp_path / "a.zip")) == ["a/新闻"]


def bomb():
    return gzip.compress(bytes(3 * 2**20))


def nested(levels):
    content = zipped({"x.txt": TEXT})
    for _ in range(levels):
        content = zipped({"deeper.zip": content})
    return content


def encrypted():
    content = bytearray(zipped({"secret.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


BAD = [
    ("truncated zip", "m.zip", zipped(TWO)[:-40], "cannot be read"),
    ("truncated member", "m.gz.zip", zipped({"a.txt.gz": b"\x1f\x8b"}), "damaged or breaks off"),
    ("truncated gzip", "m.txt.gz", gzip.compress(TEXT.encode() * 900)[:-9], "damaged or breaks off"),
    ("no gzip", "m.txt.gz", b"nonsense", "damaged or breaks off"),
    ("truncated zstd", "m.txt.zst", zstandard.compress(TEXT.encode() * 900)[:20], None),
    ("no zstd", "m.jsonl.zst", b"nonsense", "damaged or breaks off"),
    ("truncated tar", "m.tar.gz", gzip.compress(tarred({"x.txt": b"x" * 5000}))[:-30], "breaks off"),
    ("truncated parquet", "m.parquet", as_parquet([{"id": "r", "text": TEXT}])[:-20], "cannot be read as Parquet"),
    ("truncated WARC", "m.warc.gz", gzip.compress(PAGES)[:-20], "breaks off"),
    ("bomb", "m.jsonl.gz", bomb(), "as a bomb does"),
    ("bomb in a zip", "m.zip", zipped({"a.jsonl": bytes(3 * 2**20)}), "as a bomb does"),
    ("too deep", "m.zip", nested(4), "archives inside each other"),
    ("path out of a zip", "m.zip", zipped({"../../evil.txt": TEXT}), "leads out of the archive"),
    ("path out of a tar", "m.tar", tarred({"/etc/evil.txt": TEXT.encode()}), "leads out of the archive"),
    ("password", "m.zip", encrypted(), "needs a password"),
]


@pytest.mark.parametrize(("name", "content", "reason"), [each[1:] for each in BAD], ids=[each[0] for each in BAD])
def test_bad_archive_is_told_and_its_neighbours_are_read(tmp_path, monkeypatch, name, content, reason):
    monkeypatch.setattr(entries, "_ALWAYS_ALLOWED", 2**20)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / name).write_bytes(content)
    (tmp_path / "z.txt").write_text(TEXT, "utf-8")
    results = read(tmp_path)
    assert {"a", "z"} <= set(ids(results))
    if reason:
        assert any(reason in each for each in reasons(results)), results
    assert not Path(tmp_path.parent / "evil.txt").exists()


def test_what_came_before_the_damage_is_kept(tmp_path):
    lines = b"".join(json.dumps({"id": str(n), "text": f"{TEXT}{n * n * 7919}"}).encode() + b"\n" for n in range(5000))
    whole = gzip.compress(lines)
    (tmp_path / "t.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    results = read(tmp_path)
    assert ids(results)[:1000] == [str(n) for n in range(1000)]
    assert isinstance(results[-1], Failure)


def test_line_that_is_too_long_is_skipped_without_being_held(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "_LONGEST_LINE", 2**16)
    (tmp_path / "t.jsonl").write_bytes(ROW + b"\n" + b"x" * 2**20 + b"\n" + ROW.replace(b'"r"', b'"s"') + b"\n")
    (tmp_path / "u.csv").write_text("id,text\nq," + "x" * 2**18 + "\n")
    results = read(tmp_path)
    assert ids(results) == ["r", "s"]
    assert ["line 2: longer than" in reasons(results)[0], "longer than" in reasons(results)[1]] == [True, True]


def test_sidecar_tells_about_its_article(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.json").write_text('{"title": "大会", "published": "2024-05-07", "editor": "李某", "more": 1}')
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.json").write_text('{"published": "yesterday"}')
    (tmp_path / "c.txt").write_text(TEXT, "utf-8")
    first, second, third = read(tmp_path)
    assert (first.title, str(first.published), first.editor) == ("大会", "2024-05-07", "李某")
    assert "'yesterday' is no ISO date" in second.reason
    assert third.title is None


def test_table_of_metadata_tells_about_articles(tmp_path):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.txt", "c.txt"):
        (folder / name).write_text(TEXT, "utf-8")
    table = tmp_path / "about.csv"
    table.write_text("id,path,publisher,published\na,,日报,2024-05-07\n,sub/b.txt,晚报,\n", "utf-8")
    found = {each.doc_id: each for each in read(folder, metadata=table)}
    assert (found["a"].publisher, str(found["a"].published)) == ("日报", "2024-05-07")
    assert (found["sub/b"].publisher, found["c"].publisher) == ("晚报", None)


def test_hidden_links_patterns_and_what_no_reader_is_for(tmp_path):
    folder, other = tmp_path / "in", tmp_path / "other"
    for path in (folder / "a.txt", folder / ".h/b.txt", folder / "old/c.txt", folder / "d.jpg", other / "e.txt"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")
    (folder / "link").symlink_to(other, target_is_directory=True)
    (other / "round").symlink_to(folder, target_is_directory=True)
    listing = Listing([folder])
    assert ids(listing) == ["a", "old/c"]
    assert listing.skipped == {".jpg": 1, "link to a folder": 1}
    assert ids(read(folder, hidden=True, exclude=("old",))) == [".h/b", "a"]
    assert "link/e" in ids(read(folder, follow_links=True))
    assert ids(read(folder, include=("*/c.txt",))) == ["old/c"]


def test_folder_of_very_many_files_is_sorted_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("extract.readers.folders._IN_MEMORY", 10)
    for number in range(35):
        (tmp_path / f"{number:02}.txt").write_text(TEXT, "utf-8")
    assert ids(read(tmp_path)) == [f"{number:02}" for number in range(35)]


def test_output_of_a_run_is_no_input(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "records.jsonl").write_bytes(ROW)
    assert ids(read(tmp_path)) == ["a", "r"]
    (tmp_path / "run.json").write_text('{"files": ["records.jsonl", "run.json"]}')
    assert ids(read(tmp_path)) == ["a"]
