"""What a page says about itself: publisher and date out of meta tags and of the line below the headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

_PUBLISHER_NAMES = (
    "contentsource",
    "source",
    "mediaid",
    "article:source",
    "og:article:source",
    "og:site_name",
    "sitename",
)
_DATE_NAMES = (
    "pubdate", "publishdate", "publish_date", "article:published_time", "og:published_time", "og:release_date",
    "apub:time", "weibo: article:create_at", "weibo:article:create_at", "bytedance:published_time", "datepublished",
    "date", "dc.date", "article_publish_time", "release_date",
)  # fmt: skip
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[-年/.](?P<month>1[0-2]|0?[1-9])\s?[-月/.](?P<day>3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?<!\d)(?P<year2>20\d\d)(?P<month2>1[0-2]|0[1-9])(?P<day2>3[01]|[12]\d|0[1-9])(?!\d)"
)
_MINGUO = re.compile(
    r"(?<!\d)(?P<year>\d{2,3})[年./-](?P<month>1[0-2]|0?[1-9])[月./-](?P<day>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_SOURCE = re.compile(
    r"(?:来源|來源|稿源|信息来源|文章来源|新闻来源|发布机构|發布機關)\s*[：:]\s*(?P<name>[^\s|｜：:，,。；;(（\[【]{2,30})"
)
_TOLD = re.compile(
    r"(?:发布|发表|发稿|刊发|更新|發布|發佈|發稿|發表)?(?:时间|日期|時間|于|於)\s*[：:]\s*(?:中華民國)?(?P<date>[\d年月日./\- ]{6,14})"
)
BYLINE = 60
"""Characters of the longest line that counts as a byline; a longer one is a paragraph of the article."""
_IN_ADDRESS = re.compile(
    r"/(20\d\d)[-/_]?(1[0-2]|0[1-9])[-/_]?(3[01]|[12]\d|0[1-9])(?=[/_.-])|[/_]t(20\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])_"
)


def publisher(meta: Mapping[str, str], lines: Iterable[str]) -> str | None:
    """Who published the page, as its meta tags or its byline say.

    >>> publisher({}, ["大会举行", "2024-05-07 08:00 来源：某市日报 作者：李某"])
    '某市日报'
    """
    named = (_SOURCE.sub(r"\g<name>", meta[name]) for name in _PUBLISHER_NAMES[:-2] if meta.get(name))
    told = (found["name"] for line in lines if (found := _SOURCE.search(line)))
    site = (meta[name] for name in _PUBLISHER_NAMES[-2:] if meta.get(name))
    return next((name.strip() for group in (named, told, site) for name in group if name.strip()), None)


def published(meta: Mapping[str, str], lines: Iterable[str], address: str | None) -> date | None:
    """When the page was published, as its meta tags, its byline or its address say.

    >>> published({"pubdate": "2024-05-07 08:00:00"}, [], None), published({}, ["發稿時間：110年11月25日"], None)
    (datetime.date(2024, 5, 7), datetime.date(2021, 11, 25))
    """
    for name in _DATE_NAMES:
        if found := read_date(meta.get(name, "")):
            return found
    for line in lines:
        if len(line) > BYLINE * 3:
            continue
        told = _TOLD.search(line)
        if found := read_date(told["date"]) if told else read_date(line) if _SOURCE.search(line) else None:
            return found
    found_in = _IN_ADDRESS.search(address or "")
    return _date(*(part for part in found_in.groups() if part)) if found_in else None


def read_date(text: str) -> date | None:
    """The first whole date in digits in `text`, in years of our era or of the Republic."""
    if found := _YEAR_FIRST.search(text):
        return _date(*(found[name] or found[f"{name}2"] for name in ("year", "month", "day")))
    if found := _MINGUO.search(text):
        return _date(str(int(found["year"]) + 1911), found["month"], found["day"])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
