"""What is in the page: its data, its sources, its policy."""

import base64
import hashlib
import json
import re
import zlib
from pathlib import Path

import pytest

import extract
from extract import AlignedText
from extract.view import sources
from extract.view.page import PageInfo, write_page
from extract.view.records import PIECE
from extract.view.sources import Sources

DAMAGED = "5月6日，望川區(qū)長蘇彥廷出席。"


@pytest.fixture(scope="module")
def pipeline():
    return extract.Pipeline()


@pytest.fixture
def article(tmp_path):
    """Saves a text under a name, and gives the article that a reader makes of it."""

    def make(text, name="a.txt", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return next(extract.read_articles([path]))

    return make


def unpacked(page, name):
    (packed,) = re.findall(rf'<script type="application/octet-stream" id="{name}">([^<]*)</script>', page)
    return json.loads(zlib.decompress(base64.b64decode(packed)))


def test_every_record_is_in_its_piece(pipeline, tmp_path):
    record = pipeline.process(extract.Article("a", "区长李明出席。"))
    many = [record.model_copy(update={"doc_id": str(number)}) for number in range(PIECE + 1)]
    assert write_page(many, tmp_path / "p.html", PageInfo("run")) == PIECE + 1
    page = (tmp_path / "p.html").read_text("utf-8")
    index = unpacked(page, "index")
    assert index["docs"]["id"] == [item.doc_id for item in many]
    assert [item["doc_id"] for item in unpacked(page, "records-1")] == [str(PIECE)]
    assert index["facets"]["person"] == ["李明"]
    assert index["docs"]["person"][0] == [0]


def test_policy_allows_the_script_and_the_style_and_nothing_else(pipeline, tmp_path):
    write_page([pipeline.process(extract.Article("a", "雾大。"))], tmp_path / "p.html", PageInfo("run"))
    page = (tmp_path / "p.html").read_text("utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    script = re.findall(r'<script type="module" async>(.*?)</script>', page, re.DOTALL)
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (*script, *style)]
    allowed = f"script-src 'sha256-{hashes[0]}'; style-src 'sha256-{hashes[1]}'"
    assert policy == f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")


def test_nothing_of_an_article_stands_in_the_markup(pipeline, tmp_path):
    evil = pipeline.process(extract.Article("<b>x</b>", "区长李明</script><script>出席。"))
    write_page([evil], tmp_path / "p.html", PageInfo("<img src=x>"))
    page = (tmp_path / "p.html").read_text("utf-8")
    assert "<b>x" not in page
    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page


def test_half_a_surrogate_pair_is_written(pipeline, tmp_path):
    record = pipeline.process(extract.Article("a", "雾大。")).model_copy(update={"text": "雾\ud83d大"})
    write_page([record], tmp_path / "p.html", PageInfo("run"))
    assert unpacked((tmp_path / "p.html").read_text("utf-8"), "texts-0")[0][0] == "雾\ud83d大"


def test_source_is_read_again(pipeline, article):
    record = pipeline.process(article(DAMAGED))
    assert Sources().of(record).text == DAMAGED


def test_source_of_gb18030_is_read_in_its_encoding(pipeline, article):
    text = "区长李明出席。\r\n" * 5
    record = pipeline.process(article(text, encoding="gb18030"))
    source = Sources().of(record)
    assert (record.text if source.same else source.text) == text


def test_source_that_is_the_working_text_is_not_carried_twice(pipeline, article):
    source = Sources().of(pipeline.process(article("区长李明出席。")))
    assert (source.same, source.text, source.notes) == (True, None, ())


@pytest.mark.parametrize(("gone", "why"), [(True, "sourceGone"), (False, "sourceChanged")])
def test_source_that_is_lost_is_rebuilt_and_says_so(pipeline, article, tmp_path, gone, why):
    record = pipeline.process(article(DAMAGED))
    if gone:
        (tmp_path / "a.txt").unlink()
    else:
        (tmp_path / "a.txt").write_text("new", "utf-8")
    source = Sources().of(record)
    assert source.text == "5月6日，望川区(qū)长苏彦廷出席。"
    assert [name for name, _ in source.notes] == [why, "sourceRebuiltSimplified"]
    title = record.people[0].titles[0]
    assert source.text[title.raw_start : title.raw_end] == "望川区(qū)长"


def test_rows_of_a_table_are_found_in_any_order(pipeline, tmp_path):
    table = tmp_path / "t.jsonl"
    rows = [{"id": str(number), "text": f"區長出席第{number}場。"} for number in range(3)]
    table.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    records = list(pipeline.pipe(extract.read_articles([table])))
    sources = Sources()
    assert [sources.of(records[at]).text for at in (2, 0, 1)] == [rows[at]["text"] for at in (2, 0, 1)]


def test_page_is_shown_around_its_article_with_its_tags(pipeline, article):
    body = "".join(f"<p>{DAMAGED}望川區第{number}次會議在文化中心舉行，與會者逾百人。</p>\n" for number in range(4))
    html = (
        f"<html><head><title>會議</title></head><body>{'<div>menu</div>' * 100}<article>{body}</article></body></html>"
    )
    record = pipeline.process(article(html, "a.html"))
    source = Sources().of(record)
    person = record.people[0]
    assert html[source.start : source.start + len(source.text)] == source.text
    assert len(source.text) < len(html) / 2
    assert html[person.raw_start : person.raw_end] == "蘇彥廷"
    assert any(html[start:end].startswith("<p>") or "</p>" in html[start:end] for start, end in source.markup)


@pytest.mark.parametrize(("name", "kind"), [("a.docx", "Word"), ("a.pdf", "PDF")])
def test_text_of_a_word_or_pdf_file_is_shown_as_its_source(pipeline, tmp_path, monkeypatch, name, kind):
    """As the packages read it, so that offsets into the source point at the right characters."""
    monkeypatch.setattr(f"extract.text.office.read_{name[2:]}", lambda content: AlignedText.of(content.decode()))
    (tmp_path / name).write_text(DAMAGED, "utf-8")
    record = pipeline.process(next(extract.read_articles([tmp_path / name])))
    source = Sources().of(record)
    person = record.people[0]
    assert source.text[person.raw_start : person.raw_end] == "蘇彥廷"
    assert source.notes == (("sourceExtracted", kind),)


def test_every_note_of_a_source_has_its_label():
    labels = (Path(sources.__file__).parent / "page" / "labels.js").read_text("utf-8")
    named = set(re.findall(r'"(source[A-Z]\w+)"', Path(sources.__file__).read_text("utf-8")))
    assert len(named) >= 6
    assert {name for name in named if labels.count(f"{name}:") != 2} == set()


def test_command_writes_the_page(command, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "区长李明出席。"}\n{"id": "b", "text": ""}\n', "utf-8")
    command("run", tmp_path / "a.jsonl", "--out", tmp_path / "out")
    done = command("view", tmp_path / "out", "-o", tmp_path / "r.html")
    assert done.code == 0
    assert done.err.startswith("1 record in ")
    index = unpacked((tmp_path / "r.html").read_text("utf-8"), "index")
    assert index["name"] == "out"
    assert [failure["doc_id"] for failure in index["failures"]] == ["b"]
    assert "tagger news" in index["facts"]
