"""Every encoding that Chinese news comes in is told from its bytes; what is no text is refused with advice."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import DecodeError
from extract.text.decode import Decoded, decode, detect_encoding

SIMPLIFIED = "5月6日，海淀区召开表彰大会，区长李某某为获得“劳动奖章”的先进个人颁奖，会议由副区长主持。\n"
TRADITIONAL = "5月6日，海淀區召開表彰大會，區長李某某為獲得「勞動獎章」的先進個人頒獎，會議由副區長主持。\n"
PAGE = "<html><head><meta charset={}></head><body>{}</body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_simplified(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)) == decode(SIMPLIFIED.encode(encoding), encoding=encoding)
    assert decode(SIMPLIFIED.encode(encoding)).text == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le"])
def test_traditional(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
    ids=repr,
)
def test_byte_order_mark(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + SIMPLIFIED.encode(encoding))
    assert decoded.text == SIMPLIFIED
    assert (mark + SIMPLIFIED.encode(encoding)).decode(str(decoded.encoding)) == SIMPLIFIED


def test_utf8_mark_before_another_encoding_is_no_evidence() -> None:
    assert SIMPLIFIED in decode(codecs.BOM_UTF8 + SIMPLIFIED.encode("gbk")).text


@pytest.mark.parametrize(
    ("declared", "text", "encoding"),
    [
        ("gb2312", SIMPLIFIED + "朱镕基", "gb18030"),
        ("gb2312", SIMPLIFIED, "utf-8"),
        ("utf-8", SIMPLIFIED, "gb18030"),
        ("iso-8859-1", SIMPLIFIED, "gb18030"),
        ("big5", SIMPLIFIED, "gb18030"),
        ("gbk", TRADITIONAL, "big5hkscs"),
        ("big5", TRADITIONAL + "香港嘅", "big5hkscs"),
        ("nonsense", SIMPLIFIED, "gb18030"),
        ("windows-1252", "Café, élève", "cp1252"),
        ("shift_jis", "東京で会議が開かれました。", "shift_jis"),
    ],
)
def test_declared_charset_wins_only_where_it_is_right(declared: str, text: str, encoding: str) -> None:
    page = PAGE.format(declared, text)
    assert decode(page.encode(encoding)).text == page


@pytest.mark.parametrize(
    ("declared", "text", "encoding"),
    [
        ("windows-1252", "Café, élève", "cp1252"),
        ("GB2312", SIMPLIFIED + "朱镕基", "gb18030"),
        ("ISO-8859-1", SIMPLIFIED, "gb18030"),
        ("gbk", TRADITIONAL, "big5hkscs"),
        ("nonsense", SIMPLIFIED, "gb18030"),
    ],
)
def test_charset_of_the_server_is_believed_only_where_it_is_right(declared: str, text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), declared=declared).text == text


def test_charset_named_in_running_text_is_no_declaration() -> None:
    text = "网页写着 charset=big5，其实不是。" + SIMPLIFIED
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_file_cut_inside_a_character_loses_only_that(encoding: str) -> None:
    assert decode(TRADITIONAL.rstrip("。\n").encode(encoding)[:-1]).text == TRADITIONAL.rstrip("。\n")[:-1] + "\ufffd"


def test_single_bad_bytes_are_marked_and_the_rest_is_kept() -> None:
    assert decode(SIMPLIFIED.encode() + b"\xff" + SIMPLIFIED.encode()).text == f"{SIMPLIFIED}\ufffd{SIMPLIFIED}"


def test_single_nul_bytes_do_not_change_the_encoding() -> None:
    assert decode(SIMPLIFIED.encode() + b"\0").text == SIMPLIFIED + "\0"


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "the article is empty"),
        ("", "the article is empty"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"PK\x03\x04", "a ZIP or Office file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (bytes(range(256)) * 20, "no text"),
        (b"x" * 101, "max_bytes = 100"),
    ],
    ids=lambda value: repr(value[:8]),
)
def test_what_is_no_text_is_refused_with_advice(content: bytes | str, advice: str) -> None:
    with pytest.raises(DecodeError, match=advice):
        decode(content, max_bytes=100 if content == b"x" * 101 else 2**20)


def test_unknown_encoding_in_the_configuration() -> None:
    with pytest.raises(DecodeError, match="encoding 'klingon' is unknown"):
        decode(b"x", encoding="klingon")


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_give_text_or_a_decode_error(content: bytes) -> None:
    with suppress(DecodeError):
        assert isinstance(decode(content).text, str)


@given(st.text(min_size=1))
def test_any_sound_text_comes_back_from_utf8(text: str) -> None:
    content = text.encode("utf-8", "ignore")
    if content and b"\0" not in content and detect_encoding(content) == "utf-8":
        try:
            assert decode(content).text == content.decode()
        except DecodeError:
            assert any(char < " " for char in text)


def test_seven_bit_chinese_is_read_and_curly_tildes_are_not():
    assert decode("5月6日，区长出席。\n~".encode("hz")) == Decoded("5月6日，区长出席。\n~", "hz")
    assert decode(b"a ~{b~} c ~{") == Decoded("a ~{b~} c ~{", "utf-8")
