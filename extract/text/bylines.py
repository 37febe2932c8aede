"""What a page says about itself: publisher and date out of meta tags and of the line below the headline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from extract.text import patterns as re

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
_LABEL = (
    "(?:信息|文章|新闻)?来源|(?:信息|文章|新聞)?來源|稿源|(?:责任|責任|网络|本期)?(?:编辑|編輯)|责编|責編|作者|审核|校对|摄影|"
    "(?:发布|发表|发稿|刊发|更新|發布|發佈|發稿|發表)(?:时间|日期|机关|机构|單位|单位|時間|機關|機構)|"
    "(?:点击|浏览|阅读|點閱|點擊|瀏覽)(?:数|量|次数|數|次數)?|字号|字體|上一[篇条則]|下一[篇条則]"
)
_BYLINE_LINE = re.compile(rf"[【（(\[\s]*(?:(?:19|20)\d\d[-年/.][\d月日:：\-/. ]+)?(?:{_LABEL})\s*[：:]")
_EPAPER = re.compile(
    r"《\s*(?P<name>[^《》\s]{2,20})\s*》\s*[（(]\s*+(?P<date>[\d年月日 ]{8,14}?)\s*+(?:第\s*+)?[A-Z]?\d+\s*版\s*[）)]"
)
_MENU = re.compile(r"(?:[^|｜。，；]{2,12}\s*+[|｜]\s*+){2,}[^|｜。，；]{2,12}")
_EDITOR_NAMES = ("editor", "responsibleeditor", "责任编辑")
_EDITOR = re.compile(
    r"(?:责任编辑|責任編輯|责编|責編|(?:本期|网络|網路|网站)?(?:编辑|編輯))\s*+[：:]\s*+"
    r"(?P<name>[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff：:])|[\u4e00-\u9fff][ \u3000]{1,2}[\u4e00-\u9fff](?![\u4e00-\u9fff：:]))"
)
_DATELINE = re.compile(
    r"[【（(\s]*+(?!本[报報网網社])(?P<name>[\u4e00-\u9fff]{2,6}?[社网網报報])[\u4e00-\u9fff、]{0,12}?\d{1,2}月\d{1,2}日[电電讯訊]"
)
"""The head of an agency's report: 某某社某地5月7日电. 本报 and 本社 name the paper itself, which is told elsewhere."""
BYLINE = 60
"""Characters of the longest line that counts as a byline; a longer one is a paragraph of the article."""
_IN_ADDRESS = re.compile(
    r"/(20\d\d)[-/_]?(1[0-2]|0[1-9])[-/_]?(3[01]|[12]\d|0[1-9])(?=[/_.-])|[/_]t(20\d\d)(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])_"
)


def is_furniture(line: str) -> bool:
    """Whether `line` speaks of the page and not of the news: a byline, a newspaper's folio, a menu.

    >>> [is_furniture(line) for line in ("2024-05-07 来源：某市日报 作者：李某", "首页｜新闻｜图片", "会议由李某主持。")]
    [True, True, False]
    """
    if len(line) > BYLINE or line.endswith(("。", "？", "！")):
        return False
    return bool(_BYLINE_LINE.match(line) or _EPAPER.fullmatch(line) or _MENU.fullmatch(line))


def editor(meta: Mapping[str, str], lines: Iterable[str]) -> str | None:
    """Who edited the page, as its meta tags or the line below the article say.

    >>> editor({}, ["责任编辑：李 明 校对：王某"]), editor({}, ["编辑部：电话"])
    ('李明', None)
    """
    named = next((meta[name].strip() for name in _EDITOR_NAMES if meta.get(name, "").strip()), None)
    told = next((found["name"] for line in lines if (found := _EDITOR.search(line))), None)
    return named or ("".join(told.split()) if told else None)


def publisher(meta: Mapping[str, str], lines: Iterable[str], article: Iterable[str] = ()) -> str | None:
    """Who published the page, as its meta tags, its byline or the head of its `article` say.

    >>> publisher({}, ["大会举行", "2024-05-07 08:00 来源：某市日报 作者：李某"])
    '某市日报'
    """
    named = (_SOURCE.sub(r"\g<name>", meta[name]) for name in _PUBLISHER_NAMES[:-2] if meta.get(name))
    told = (found["name"] for line in lines if (found := _SOURCE.search(line) or _EPAPER.fullmatch(line)))
    reported = (found["name"] for line in article if (found := _DATELINE.match(line)))
    site = (meta[name] for name in _PUBLISHER_NAMES[-2:] if meta.get(name))
    return next((name.strip() for group in (named, told, reported, site) for name in group if name.strip()), None)


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
        told = _TOLD.search(line) or _EPAPER.fullmatch(line)
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
