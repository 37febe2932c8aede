"""Pages of web archives keep what their server said of them."""

from pathlib import Path

import pytest

from extract.readers import read_articles
from extract.types import Article

pytest.importorskip("warcio")


def archive(path: Path, content_type: str, page: bytes) -> Path:
    response = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode() + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.cn/1\r\nWARC-Date: 2024-05-07T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
    )
    path.write_bytes(head.encode() + response + b"\r\n\r\n")
    return path


@pytest.mark.parametrize(
    ("content_type", "charset"),
    [("text/html; charset=GB2312", "GB2312"), ('text/html;Charset="big5"', "big5"), ("text/html", None)],
)
def test_charset_of_the_header(tmp_path: Path, content_type: str, charset: str | None) -> None:
    [article] = read_articles([archive(tmp_path / "a.warc", content_type, "<p>区长</p>".encode("gbk"))])
    assert isinstance(article, Article)
    assert (article.charset, article.url) == (charset, "http://a.cn/1")
