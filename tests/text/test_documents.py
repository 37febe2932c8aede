"""Word, PDF, Markdown and saved pages: their text, traced to its source; bad files say what is wrong."""

import base64
import io
import zipfile

import docx
import pypdf
import pytest

from extract import Article, Config, Failure, Pipeline
from extract.errors import ReadError
from extract.readers.files import MEDIA_TYPES
from extract.text import office
from extract.text.align import AlignedText
from extract.text.documents import open_document

DOCX = MEDIA_TYPES[".docx"]
PDF = MEDIA_TYPES[".pdf"]
MHTML = MEDIA_TYPES[".mhtml"]


def opened(content, media_type):
    return open_document(content, media_type, encoding=None, max_bytes=2**25)


def word(*paragraphs, table=()):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


def portable(*lines):
    """A PDF of ASCII lines; Chinese ones need fonts, and differ in nothing that is tested here."""
    text = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {text} ET".encode()
    fonts = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources %s >>" % fonts,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    whole = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(whole)
    return whole + b"xref\n0 5\n0000000000 65535 f \n" + table + tail


def locked(password):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(portable("x")))
    writer.encrypt(user_password=password, owner_password=password + "!", algorithm="RC4-128")
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


def test_word_file():
    content = word("大会举行", "区长出席。", table=[("一等奖", "李某"), ("二等奖", "王某")])
    assert opened(content, DOCX).aligned.text == "大会举行\n区长出席。\n一等奖\t李某\n二等奖\t王某"


def test_lines_of_a_paragraph_are_joined_and_page_numbers_go():
    lines = ("The meeting of the county was held on the sixth", "of May.", "- 3 -", "A second paragraph")
    found = opened(portable(*lines), PDF).aligned
    assert found.text.strip() == "The meeting of the county was held on the sixth of May.\nA second paragraph"
    assert found.raw[slice(*found.to_raw(48, 54))] == "of May"


def test_full_lines_are_told_by_their_columns_and_go_on_behind_a_quotation():
    page = "2024年5月6日上午9时30分至11时20分，\n望川区召开庆祝大会，学习“两个结合”\n的意义，区⻓出席。\n散会"
    joined = page.replace("，\n", "，").replace("”\n", "”")
    assert AlignedText.of(page).edit(office._joined(page)).text == joined


def test_what_pages_have_at_their_edges_goes():
    pages = (
        "望川日报 第1版\n大会5月6日举行。\n名次\n1\n2\n3\n选手甲\n1\f"
        "望川日报 第2版\n区长苏彦廷出席，\n名次\n1\n2\n选手乙\n2\f散会。\n- 3 -\n望川日报印"
    )
    found = AlignedText.of(pages).edit(office._joined(pages))
    assert found.text == (
        "望川日报 第1版\n大会5月6日举行。\n名次\n1\n2\n3\n选手甲\n区长苏彦廷出席，\n名次\n1\n2\n选手乙\n散会。\n望川日报印"
    )


def test_bold_letters_printed_twice_are_read_once():
    found = opened(portable("AAwwaarrddss ooff tthhee ccoouunnttyy: seen......... 1111111111"), PDF).aligned
    assert found.text == "Awards of the county: seen......... 1111111111"
    assert found.raw[slice(*found.to_raw(0, 6))] == "AAwwaarrdds"


def test_pdf_that_only_its_owner_may_change_is_read():
    assert opened(locked(""), PDF).aligned.text.strip() == "x"


def mhtml(page, charset="utf-8"):
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.cn/1.html\r\nSubject: =?utf-8?B?5aSn5Lya?=\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n----b\r\n'
        f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode() + base64.encodebytes(page) + b"\r\n----b--\r\n"


def test_saved_page_with_pictures():
    found = opened(mhtml("<p>5月6日，大会在望川区举行，区长出席。</p>".encode()), MHTML)
    assert found.aligned.text == "5月6日，大会在望川区举行，区长出席。"
    assert (found.url, found.title) == ("http://a.cn/1.html", "大会")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# 大会举行 #\n\n区长出席。", "大会举行\n\n区长出席。"),
        ("区长**李某**和*王某*出席。", "区长李某和王某出席。"),
        ("李**、王**等3人获奖。", "李**、王**等3人获奖。"),
        ("见[名单](http://a.cn)。![图](a.png)", "见名单。"),
        ("> 引用\n- 一等奖\n* 二等奖\n1. 三等奖", "引用\n一等奖\n二等奖\n1. 三等奖"),
        ("3 * 4 * 5，比分3-2", "3 * 4 * 5，比分3-2"),
    ],
)
def test_markdown(source, text):
    found = opened(source.encode(), "text/markdown").aligned
    assert found.text == text
    assert found.raw == source


def test_markdown_front_matter():
    found = opened("---\n标题: 大会\n来源: 某日报\ndate: 2024-05-07\n---\n正文。".encode(), "text/markdown")
    assert (found.aligned.text, found.title, found.publisher, str(found.published)) == (
        "正文。", "大会", "某日报", "2024-05-07",
    )  # fmt: skip


def entity_bomb():
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(12))
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("x"))) as source, zipfile.ZipFile(whole, "w") as target:
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "word/document.xml":
                content = content.replace(b"?>", f"?><!DOCTYPE d [{bomb}]>".encode(), 1).replace(b">x<", b">&e11;<")
            target.writestr(member, content)
    return whole.getvalue()


def swollen():
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("word/document.xml", bytes(3 * 2**20))
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        pytest.param(locked("secret"), PDF, "needs a password", id="password"),
        pytest.param(portable("x")[:300], PDF, "the PDF file", id="cut PDF"),
        pytest.param(b"nonsense", PDF, "is damaged", id="no PDF"),
        pytest.param(portable(""), PDF, "holds no text", id="PDF of pictures"),
        pytest.param(word("x")[:200], DOCX, "is damaged", id="cut Word file"),
        pytest.param(b"\xd0\xcf\x11\xe0", DOCX, "without one", id="Word file with a password"),
        pytest.param(word(""), DOCX, "holds no text", id="empty Word file"),
        pytest.param(swollen(), DOCX, "as a bomb does", id="Word file that is a bomb"),
        pytest.param(entity_bomb(), DOCX, "is damaged|holds no text", id="entity bomb"),
        pytest.param(b"Subject: x\r\n\r\nx", MHTML, "holds no page", id="mail without a page"),
    ],
)
def test_bad_file_says_what_is_wrong(content, kind, reason, monkeypatch):
    monkeypatch.setattr(office, "_ALWAYS_ALLOWED", 2**20)
    with pytest.raises(ReadError, match=reason):
        opened(content, kind)


def test_record_of_a_word_file():
    (record,) = Pipeline(Config(tagger="none")).pipe([Article("a", word("2024年5月6日，區長出席。"), media_type=DOCX)])
    assert not isinstance(record, Failure)
    assert (record.text, record.dates[0].value, record.source.encoding) == (
        "2024年5月6日，区长出席。",
        "2024-05-06",
        None,
    )


def test_page_of_a_hundred_thousand_nested_tags():
    page = "<div>" * 100_000 + "5月6日，大会举行。" + "</div>" * 100_000
    assert opened(page.encode(), "text/html").aligned.text == "5月6日，大会举行。"


def test_page_tells_editor_and_agency():
    page = (
        "<html><body><h1>大会举行</h1><div><p>某华社望川5月6日电（记者张某）表彰大会6日在望川区举行，区长李某出席并讲话。</p>"
        "<p>会议要求，各单位要学习先进，抓好下半年的各项工作，确保完成任务。</p></div><p>责任编辑：王 芳</p></body></html>"
    )
    found = opened(page.encode(), "text/html")
    assert (found.editor, found.publisher) == ("王芳", "某华社")
