"""How records and texts show themselves: every character there, nothing of an article taken for markup."""

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

import extract
from extract.display import Mark, marked

EVIL = '5月6日，区长李明<script>alert("1")</script>获“<b>五一劳动奖章</b>”。'


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]


def tags_of(html):
    parser = Tags()
    parser.feed(html)
    return set(parser.tags)


def shown_text(html):
    return unescape(re.sub(r"<[^>]+>", "", html))


@given(st.text(alphabet="区长<>&\"'😀\r\n", max_size=20), st.data())
def test_marked_text_keeps_every_character(text, data):
    offsets = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(offsets, offsets), max_size=4))
    marks = [Mark(min(pair), max(pair), "PERSON", text) for pair in pairs]
    assert shown_text(marked(text, marks)) == text


def test_shortest_mark_gives_the_colour():
    html = marked("区长李明", [Mark(0, 4, "AWARD"), Mark(2, 4, "PERSON")])
    assert re.findall(r"xt-(\w+)\" title=\"\">(\w+)<", html) == [("AWARD", "区长"), ("PERSON", "李明")]


def test_record_shows_its_text_people_and_awards():
    html = extract.extract("5月6日，望川区区长苏彦廷获全国五一劳动奖章。", published="2024-05-07")._repr_html_()
    assert 'title="person: 苏彦廷' in html
    assert "<td>望川区区长</td>" in html
    assert "<td>2024-05-06</td>" in html
    assert "<td>全国五一劳动奖章</td>" in html


def test_text_of_an_article_is_never_markup():
    record = extract.extract(EVIL)
    allowed = {
        "style",
        "div",
        "h4",
        "small",
        "br",
        "span",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "details",
        "summary",
    }
    assert tags_of(record._repr_html_()) <= allowed
    assert tags_of(extract.normalize(EVIL)._repr_html_()) <= allowed


def test_source_stands_beside_the_working_text():
    html = extract.normalize("全國(guó)勞動(dòng)獎")._repr_html_()
    source, working = re.findall(r'<div class="xt-text" lang="zh">(.*?)</div>', html)
    assert shown_text(source) == "全國(guó)勞動(dòng)獎"
    assert shown_text(working) == "全国劳动奖"
    assert "<td>(guó)</td>" in html


def test_elsewhere_it_is_one_line():
    record = extract.extract("区长李明出席。")
    assert repr(record) == "<Record 'text': 7 characters, 1 people>"
    assert repr(extract.normalize("區長")) == "<AlignedText '区长': 2 → 2 characters, 0 edits>"
    assert "\n" not in repr(extract.normalize("區長\n" * 50))
