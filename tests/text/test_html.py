"""Saved pages give the article's text, traced to the page's source, and what the page says about itself."""

import builtins
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import MissingExtraError
from extract.text.html import read_page
from extract.text.markup import scan

ARTICLE = """<html><head><title>某区举行表彰大会_某某网</title>
<meta name="ContentSource" content="某区融媒体中心"><meta name="PubDate" content="2024-05-07 09:00">
<script>var x = "<p>不是正文。</p>";</script><style>p { color: red }</style></head>
<body><div class="nav"><a href="/">首页</a> <a href="/news">新闻中心</a></div>
<div class="article"><h1>某区举行表彰大会</h1>
<p>　　5月6日，某区举行表彰大会&nbsp;，为获得<b>劳动</b>奖章的先进个人颁奖。区长某某某出席大会并讲话，希望大家再接再厉。</p>
<p>会上，43个集体和个人受到表彰，与会领导为获奖者代表颁奖。<br/>大家表示，要继续努力工作&mdash;&mdash;为人民
服务。</p><!-- 注释 --></div>
<div class="footer"><p>版权所有：某区人民政府　京ICP备00000000号</p></div></body></html>"""


def test_article_without_the_furniture() -> None:
    page = read_page(ARTICLE)
    assert page.aligned.text == (
        "5月6日，某区举行表彰大会 ，为获得劳动奖章的先进个人颁奖。区长某某某出席大会并讲话，希望大家再接再厉。\n"
        "会上，43个集体和个人受到表彰，与会领导为获奖者代表颁奖。\n"
        "大家表示，要继续努力工作——为人民服务。"
    )
    assert (page.title, page.publisher, page.published) == ("某区举行表彰大会", "某区融媒体中心", date(2024, 5, 7))
    assert page.aligned.repairs == ()


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("5月6日", "5月6日"),
        ("劳动奖章", "劳动</b>奖章"),
        ("大会 ，", "大会&nbsp;，"),
        ("——", "&mdash;&mdash;"),
        ("43个", "43个"),
    ],
)
def test_spans_point_into_the_source(words: str, source: str) -> None:
    aligned = read_page(ARTICLE).aligned
    start = aligned.text.index(words)
    assert ARTICLE[slice(*aligned.to_raw(start, start + len(words)))] == source


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("文<br>字", ["文", "字"]),
        ("<p>文<p>字", ["文", "字"]),
        ("<table><tr><td>李某<td>某区</tr><tr><td>王某</table>", ["李某 某区", "王某"]),
        ("<pre>一\n二</pre>三\n四", ["一", "二", "三四"]),
        ("<p>Hello\n  world", ["Hello world"]),
        ("3 < 5，5 > 3", ["3 < 5，5 > 3"]),
        ("AT&amp;T &copy &nosuch; &#20108;", ["AT&T © &nosuch; 二"]),
        ("<SCRIPT>if (a<b) {}</SCRIPT>文", ["文"]),
        ("<p title='>'>文</p>", ["文"]),
        ('<p title="没有结束>文</p>', ["文"]),
        ("<!-- 没有结束 <p>文", []),
        ("<textarea>文", ["文"]),
        ("<div>张　革</div>", ["张　革"]),
    ],
)
def test_visible_lines(source: str, lines: list[str]) -> None:
    assert [block.text for block in scan(source).blocks] == lines


@pytest.mark.parametrize(
    ("byline", "publisher", "published"),
    [
        ("2024年5月7日 08:00 来源：某市日报", "某市日报", date(2024, 5, 7)),
        ("发布时间：2024-05-07 信息来源： 区总工会 点击：5", "区总工会", date(2024, 5, 7)),
        ("發稿時間：110年11月25日 12:58", None, date(2021, 11, 25)),
        ("发布日期：2024-13-45", None, None),
        ("《 某市日报 》（ 2024年05月07日 第 04 版）", "某市日报", date(2024, 5, 7)),
        ("5月6日，大会举行。", None, None),
    ],
)
def test_byline(byline: str, publisher: str | None, published: date | None) -> None:
    page = read_page(f"<h1>大会</h1><div>{byline}</div><p>大会在某区举行，区长出席。</p>")
    assert (page.publisher, page.published) == (publisher, published)


@pytest.mark.parametrize(
    "line",
    [
        "发布时间：2024-05-07 来源：某市日报 点击数：12",
        "【责任编辑：李某】",
        "上一条：冬季长跑开跑",
        "首页｜综合新闻｜图片",
        "《 某市日报 》（ 2024年05月07日 第 04 版）",
    ],
)
def test_what_speaks_of_the_page_is_no_part_of_the_article(line: str) -> None:
    page = read_page(f"<p>{line}</p><p>大会在某区举行，区长出席，并为获奖者颁奖。</p>")
    assert page.aligned.text == "大会在某区举行，区长出席，并为获奖者颁奖。"


@pytest.mark.parametrize(
    "line", ["来源：这条河从哪里来？", "作者说，书写了十年。", "2024年5月7日，大会举行。", "电话：0571-00000000"]
)
def test_lines_of_the_article_that_look_like_the_page_stay(line: str) -> None:
    assert line in read_page(f"<p>大会在某区举行，区长出席。</p><p>{line}</p>").aligned.text


def test_date_in_the_address() -> None:
    page = read_page('<meta property="og:url" content="https://www.example.cn/xw/202405/t20240507_12.html"><p>文</p>')
    assert page.published == date(2024, 5, 7)


@pytest.mark.parametrize("unit", ["<div>", "<a '>", "<svg>", "<!--", "&#", "<p>一样的一样的一样的。", "<script>", "<"])
def test_broken_pages_of_any_size_are_read_in_linear_time(unit: str) -> None:
    assert isinstance(read_page(unit * 20_000).aligned.text, str)


@given(st.text(alphabet="<>/!-&;#'\"= \n\tpbra文字。，script1x"))
def test_any_page_is_read_and_every_character_lies_in_the_source(source: str) -> None:
    aligned = read_page(source).aligned
    for at in range(len(aligned.text)):
        start, end = aligned.to_raw(at, at + 1)
        assert 0 <= start <= end <= len(source)


def test_missing_trafilatura_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: object, **kwargs: object) -> object:
        if name == "trafilatura":
            raise ImportError(name)
        return real(name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match=r"extract\[html\]"):
        read_page("<p>文</p>")
