"""Dates that name their year, month or day: 2024年5月6日, 5月6日, 6日, 2024-05-06, 民国110年, 农历八月十五."""

from __future__ import annotations

from extract.extractors.dates.partial import Bare, Partial, Range
from extract.extractors.dates.pieces import (
    DAY,
    FIGURES,
    MONTH,
    NUMERALS,
    ONE_TO_NINE,
    TO,
    YEAR_LIKE,
    Rule,
    after_number,
    group,
    maybe,
    number,
    spell,
    year_number,
)
from extract.text import patterns as re

_RANGE = "-—~至到直"
_CN_YEAR = r"(?:[一二][〇零O一二三四五六七八九]{3}|[一两二]千(?=[零一二三四五六七八九])零?(?:[一二三四五六七八九]百)?零?[一二三四五六七八九十]{0,3})"
_YEAR_4 = rf"(?:[0-9]{{4}}|{_CN_YEAR})"
_YEAR_2 = "(?:[0-9]{2}|[〇零一二三四五六七八九]{2})"
_MODERN = "(?:19|20)[0-9]{2}"
_M = "(?:1[0-2]|0?[1-9])"
_D = "(?:3[01]|[12][0-9]|0?[1-9])"
_LUNAR_DAY = rf"(?:初(?:十|{ONE_TO_NINE}|[0-9])|廿{ONE_TO_NINE}?)"
_LUNAR_M = rf"(?P<leap>闰)?(?P<m>正|冬|腊|1[0-2]|[1-9]|十[一二]?|{ONE_TO_NINE})月"
_LUNAR_NAMES = {"正": 1, "冬": 11, "腊": 12}
_NO_ITEM = r"(?!(?:余|多)?[万亿元人名个项吨米家次])"


def _year(match: re.Match[str]) -> Partial | None:
    year = year_number(match["y"])
    return Partial(year=year) if 1000 <= year <= 2200 or (group(match, "ad") and year) else None


def _short_year(match: re.Match[str]) -> Partial:
    return Partial(short_year=year_number(match["y"]))


def _digit_year(match: re.Match[str]) -> Partial | None:
    """一五年 is a year, 三四年 is three or four years, 三五年 are a few."""
    first, second = (number(digit) for digit in match["y"])
    return None if second == first + 1 or (first, second) == (3, 5) else Partial(short_year=10 * first + second)


def _republic_year(match: re.Match[str]) -> Partial | None:
    year = number(match["y"])
    if group(match, "before"):
        return Partial(year=1912 - year)
    if group(match, "ten"):
        return Partial(decade=(1911 + year) // 10 * 10)
    return Partial(year=1911 + year) if 0 < year < 200 else None


def _year_range(match: re.Match[str]) -> Range | None:
    first, last = year_number(match["y"]), year_number(match["z"])
    return Range(Partial(year=first), Partial(year=last)) if 0 < last - first < 200 else None


def _season_range(match: re.Match[str]) -> Range | None:
    """2005-06赛季, 05-06赛季: from one year to the next."""
    first, last = int(match["y"]), int(match["z"])
    return Range(_any_year(first), _any_year(last)) if (last - first) % 100 == 1 else None


def _any_year(year: int) -> Partial:
    return Partial(short_year=year) if year < 100 else Partial(year=year)


def _month(match: re.Match[str]) -> Partial:
    return Partial(month=number(match["m"]))


def _months_counted(match: re.Match[str]) -> Range | None:
    """4、5两个月."""
    first, last = number(match["a"]), number(match["b"])
    return Range(Partial(month=first), Partial(month=last)) if 0 < first < last <= 12 else None


def _day(match: re.Match[str]) -> Partial:
    return Partial(day=number(match["d"]))


def _month_day(match: re.Match[str]) -> Partial:
    return Partial(month=number(match["m"]), day=number(match["d"]))


def _slash_day_range(match: re.Match[str]) -> Range | None:
    """10/18-19: two days of one month."""
    month, first, last = (int(match[name]) for name in "mde")
    return Range(Partial(month=month, day=first), Partial(month=month, day=last)) if first < last else None


def _numeric_date(match: re.Match[str]) -> Partial | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    return Partial(year=year + 1911 if year < 200 else year, month=month, day=day)


def _day_first(match: re.Match[str]) -> Partial | None:
    year = _any_year(int(match["y"]))
    return year.with_(Partial(month=int(match["m"]), day=int(match["d"])))


def _year_month(match: re.Match[str]) -> Partial:
    return Partial(year=int(match["y"]), month=int(match["m"]))


def _year_month_span(match: re.Match[str]) -> Partial | Range:
    """1987.9—1991.7: in a career a month needs no zero."""
    first = Partial(year=int(match["y"]), month=int(match["m"]))
    return Range(first, Partial(year=int(match["z"]), month=int(match["n"]))) if match["z"] else first


def _lunar(match: re.Match[str]) -> Partial | None:
    """农历2013年八月初八: the year is the lunar year."""
    month = _LUNAR_NAMES.get(match["m"]) or number(match["m"])
    day = _lunar_number(match) or maybe(match, "d2")
    if month > 12 or (day or 0) > 30:
        return None
    year = group(match, "y")
    return Partial(
        year=year_number(year) if year else None, lunar=True, leap=bool(match["leap"]) or None, month=month, day=day
    )


def _lunar_number(match: re.Match[str]) -> int | None:
    return number((match["d"] or "").removeprefix("初")) or None


def _lunar_day(match: re.Match[str]) -> Partial:
    return Partial(lunar=True, day=number(match["d"].removeprefix("初")))


def _bare(match: re.Match[str]) -> Bare:
    return Bare(match["n"])


_UNIT = r"(?:年|月|日|号|两[日天]|[点时](?![代间])|季度)"
_MONTH_FOLLOWS = r"(?=的?\s?(?:(?:[0-9]{1,2}|[一二三四五六七八九十正腊冬]{1,2})月|[春夏秋冬][季天]|[上下]半年|第?[一二三四1-4]季|[初底末]|年[初中底末]|端午|中秋|春节|国庆|元旦|除夕|第[0-9一二三四五六七八九十]{1,3}(?:个月|周|天)))"
_TITLE = r"(?=\s?[\u4e00-\u9fff「“《](?<![年个人名元万亿多余米公吨户家次套件辆只条份张千百例亩字位项平立级倍股点分秒时天日月升克斤座架艘本部篇届号])[^，。；、\n]{0,24}?(?:奖|节|赛|杯|展|城市|论坛|评选|博览会|交易会|大会|年会|峰会|盛典|名单|马拉松|音乐会|晚会|运会|运动会|(?<=[计装化动费购游艺])[周季]))"

RULES = (
    Rule("dates.compact", YEAR_LIKE, rf"(?P<y>{_MODERN})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z.])", _numeric_date),
    Rule("dates.numeric", after_number("-/.·"), rf"(?P<y>[12][0-9]{{3}})\s?[-/.·]\s?(?P<m>{_M})\s?[-/.·]\s?(?P<d>{_D})(?![0-9./])(?!-[0-9]{{1,2}}(?![-0-9/.]))[日号]?",
         _numeric_date),
    Rule("dates.republic_numeric", after_number("-/."), rf"(?P<y>1[0-3][0-9])(?P<s>[-/.])(?P<m>{_M})(?P=s)(?P<d>{_D})(?![0-9./])", _numeric_date),
    Rule("dates.day_first", after_number("-/."), rf"(?P<d>{_D})(?P<s>[-/.])(?P<m>{_M})(?P=s)(?P<y>{_MODERN}|[0-9]{{2}})(?![0-9/.])(?!-[0-9]{{1,4}}(?![-0-9/.]))", _day_first),
    Rule("dates.spaced", YEAR_LIKE, rf"(?P<y>{_MODERN})\s(?P<m>0[1-9]|1[0-2])\s(?P<d>0[1-9]|[12][0-9]|3[01])(?![0-9.])", _numeric_date),
    Rule("dates.season_range", after_number("-—/~"), rf"(?P<y>{_MODERN}|[0-9]{{2}})[-—/~](?P<z>{_MODERN}|[0-9]{{2}})\s?(?:赛季|学年度?|财年|雪季|榨季|年度)", _season_range),
    Rule("dates.year_range", spell(["#年"], _RANGE + " ") | after_number(_RANGE), rf"(?P<y>1[0-9]{{3}}|20[0-9]{{2}}|{_CN_YEAR})\s?年?(?:{TO})(?P<z>1[0-9]{{3}}|20[0-9]{{2}}|{_CN_YEAR})(?:\s?学年度?|\s?年(?:度|(?!度))(?![0-9初底末中]|\s?[0-9一二三四五六七八九十]{{1,2}}月)|(?![-0-9.%/年])(?!\s?年){_NO_ITEM})",
         _year_range),
    Rule("dates.year_month_span", after_number("."), rf"(?P<y>{_MODERN})\.(?P<m>{_M})(?:(?:{TO})(?P<z>{_MODERN})\.(?P<n>{_M})(?![0-9.%])|(?=-?至今))", _year_month_span),
    Rule("dates.year_month_numeric", after_number("-/."), rf"(?P<y>{_MODERN})[-/.](?P<m>0[1-9]|1[0-2])(?![0-9./%])(?!-[0-9]{{1,3}}(?![0-9.]))", _year_month),
    Rule("dates.slash_day_range", after_number("/"), rf"(?P<m>{_M})/(?P<d>{_D})[-—~至](?P<e>{_D})(?![0-9/.%:])[日号]?", _slash_day_range),
    Rule("dates.slash_month_day", after_number("/"), rf"(?P<m>{_M})/(?P<d>{_D})(?![0-9/.%])[日号]?", _month_day),
    Rule("dates.dot_month_day", after_number(".·"), rf"(?P<m>{_M})[.·](?P<d>{_D})(?![0-9/.%A-Za-z万亿倍])[日号]?", _month_day),
    Rule("dates.dash_month_day", after_number("-"), r"(?P<m>0[1-9]|1[0-2])-(?P<d>3[01]|[12][0-9]|0[1-9])(?![-0-9/.%A-Za-z日月])", _month_day),
    Rule("dates.lunar_month_day", spell("农旧阴夏", "历"),
         rf"(?:农历|旧历|阴历|夏历)(?:(?P<y>{_YEAR_4})年的?)?{_LUNAR_M}(?:(?P<d>{_LUNAR_DAY}|三十|二?十{ONE_TO_NINE}?|二十{ONE_TO_NINE}?)(?![0-9{NUMERALS}日号])|(?P<d2>{DAY})[日号]?)?", _lunar),
    Rule("dates.lunar_named", spell(["#月"], "初廿十") | spell("正冬腊", "月") | spell("闰", FIGURES + "正冬腊"),
         rf"{_LUNAR_M}(?:(?P<d>{_LUNAR_DAY}|(?<=[正腊]月)(?:三十|二?十{ONE_TO_NINE}?)|(?<=冬月)(?:二?十{ONE_TO_NINE}?)|(?<=[一二三四五六七八九8]月)十五)(?![日号月年天个0-9{NUMERALS}]|[至到、~—-][{NUMERALS}]{{1,3}}[日号])"
         rf"|(?<=[正腊]月)(?P<d2>[0-9]{{1,2}})(?![0-9])|(?<=[正冬腊]月)|(?<=闰.月))(?!份)", _lunar),
    Rule("dates.republic_year", frozenset({"民国", "中华民国"}), r"(?:中华)?民国\s?(?P<before>前)?(?P<y>[0-9]{1,3}|[一二三四五六七八九十百零〇]{1,4})\s?年(?:度|间|(?P<ten>代))?", _republic_year),
    Rule("dates.common_era", spell("公西", "元"), rf"[公西]元(?P<ad>)(?P<y>{_YEAR_4}|[0-9]{{1,3}})\s?年", lambda match: Partial(year=year_number(match["y"])) if year_number(match["y"]) else None),
    Rule("dates.year", after_number("年学财"), rf"(?P<y>{_YEAR_4})\s?(?:学年度?|财年度?|财政年度|年(?:度|份|间(?!隔)|版)?)(?![级限])", _year),
    Rule("dates.edition", after_number("版"), rf"(?P<y>{_MODERN})版", _year),
    Rule("dates.title_year", YEAR_LIKE, rf"(?P<y>20[0-3][0-9]){_TITLE}", _year),
    Rule("dates.title_year", YEAR_LIKE, rf"(?P<y>{_MODERN})(?=全年|Q[1-4]|-?至今)", _year),
    Rule("dates.short_year", spell(["#年"], "度版的 正腊冬春夏秋上下第初底末中端国元除" + FIGURES), rf"(?P<y>{_YEAR_2})\s?年(?:度|版|{_MONTH_FOLLOWS})", _short_year),
    Rule("dates.short_year", spell(["#年"], "参毕出入下进考"), r"(?P<y>[5-9][0-9])年(?=参加|毕业|出生|入伍|入党|参军|下乡|进厂|考入)", _short_year),
    Rule("dates.zero_year", after_number("年"), rf"(?P<y>0[0-9]|[〇零]{ONE_TO_NINE})年版?", _short_year),
    Rule("dates.short_year", after_number("年"), rf"(?P<y>[五六七八九]{ONE_TO_NINE})年版?(?![级来])", _digit_year),
    Rule("dates.digit_year", after_number("年"), rf"(?P<y>{ONE_TO_NINE}{{2}})年版?(?!级)", _digit_year),
    Rule("dates.bare", after_number(_RANGE + "、"),
         rf"(?P<n>[0-9]{{1,4}}|[一二三四五六七八九十]{{1,3}})(?=(?:{TO}|、)(?:[0-9]{{1,4}}|[一二两三四五六七八九十]{{1,3}}){_UNIT})", _bare),
    Rule("dates.months_counted", after_number("、"), r"(?P<a>[0-9]{1,2})、(?P<b>[0-9]{1,2})两个?月份?", _months_counted),
    Rule("dates.month_run", after_number("月"), rf"(?<![十{NUMERALS}])(?P<n>{ONE_TO_NINE})(?={ONE_TO_NINE}月(?:份|间|[,，。、;是的]|$))", _bare),
    Rule("dates.month_day_bare", spell(["#月"], FIGURES),
         rf"(?P<m>{MONTH})月(?P<d>3[01]|[12][0-9]|[1-9]|[十廿]{ONE_TO_NINE}|二十{ONE_TO_NINE}?)(?![0-9.点时年月天个日号、,~—{NUMERALS}-]|\s?[至到~]|[万亿元人名岁%])", _month_day),
    Rule("dates.month", after_number("月"), rf"(?P<m>{MONTH})\s?月(?:份)?(?![球饼嫂])", _month),
    Rule("dates.day", after_number("日号天"), rf"(?P<d>{DAY})\s?(?:日(?!线|均线)|号(?![线楼院机店馆门桥])|(?<=、[0-9])两[日天]|(?<=、[0-9]{{2}})两[日天])", _day),
    Rule("dates.lunar_day", spell("初", "一二三四五六七八九十") | spell("廿", "一二三四五六七八九"), rf"(?P<d>初{ONE_TO_NINE}|初十|廿{ONE_TO_NINE})(?![中高级])", _lunar_day),
)  # fmt: skip
"""In order: where several match at one place, the first is taken."""

REPUBLIC_RULES = (
    Rule(
        "dates.republic_year",
        after_number("年学"),
        r"(?P<y>1[0-3][0-9])\s?(?:学年度?|年(?:度|间(?!隔))?)(?!来)",
        _republic_year,
    ),
    Rule(
        "dates.republic_year",
        after_number("年学"),
        r"(?P<y>[89][0-9])\s?(?:学年度?|年(?:度|(?=[0-9]{1,2}月|起|底|初|至)))",
        _republic_year,
    ),
    Rule(
        "dates.republic_year",
        after_number("年"),
        r"(?P<y>3[89]|[4-9][0-9])\s?年(?:(?<=[从自于在到至][0-9]{2}年)(?![间来内后前以之的余多代级]|[0-9,，。、])"
        r"|(?<=[年至到][0-9]{2}年)(?=间)"
        r"|(?<![近这逾满达约共续历整立校业办建][0-9]{2}年)(?=以来|台风|水灾|风灾|大?地震|当选|曾|荣?获|毕业|退伍|返乡|接[手下任棒掌]|结婚|出生|担任|任职|成立|创[立办校业]|投入|加入|进入|考[上取入]|移居))(?!年?资)",
        _republic_year,
    ),
)
"""Read before the others in a text that counts years of the Republic."""

_REPUBLIC_DATE = re.compile(
    r"1(?<![0-9].)[01][0-9](?:\s?(?:年[0-9]{1,2}月|年度|学年|[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![-0-9.]))|(?<=[今本去明]\(...)\)|(?<=[今本去明] \(...)\))"
)


def counts_republic_years(text: str) -> bool:
    """Whether the folded `text` counts years of the Republic (110年 is 2021).

    >>> counts_republic_years("110年7月28日"), counts_republic_years("建校110年")
    (True, False)
    """
    return "民国" in text or bool(_REPUBLIC_DATE.search(text))
