"""Parts of the year and longer periods: quarters, halves, seasons, thirds of a month, decades, five-year plans, picks."""

from __future__ import annotations

import re

from extract.extractors.dates.partial import Partial, Pick, Range, Unit
from extract.extractors.dates.pieces import (
    FIGURES,
    ONE_TO_NINE,
    SMALL,
    WEEKDAY,
    Rule,
    after_number,
    group,
    maybe,
    number,
    spell,
)
from extract.extractors.dates.relative import words

_UNITS: dict[str, Unit] = {"年": "year", "季度": "quarter", "季": "quarter", "月": "month", "周": "week", "星期": "week",
                           "礼拜": "week", "天": "day", "日": "day", "小时": "hour", "工作日": "workday"}  # fmt: skip
_UNIT = "个?(?P<unit>年|季度|月|星期|周(?![年末])|礼拜|天|工作日|日)"
_SEASONS = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1, "1": 1, "2": 2, "3": 3, "4": 4}
_BY = {"去": -1, "今": 0, "明": 1, "来": 1}
_ERAS = {"初期": "start", "前期": "early", "初": "start", "早期": "start", "伊始": "first", "中期": "mid", "中后期": "end", "中叶": "mid", "中": "mid",
         "后期": "end", "末期": "end", "末叶": "end", "末": "end", "底": "end", "终": "end"}  # fmt: skip


def _season(match: re.Match[str]) -> Partial:
    by = _BY.get(match["by"]) if match["by"] else None
    return Partial(by_year=by, season=_SEASONS[match["s"]])


def _season_run(match: re.Match[str]) -> Range:
    """今冬明春."""
    first, last = (Partial(by_year=_BY[match[by]], season=_SEASONS[match[s]]) for by, s in (("a", "s"), ("b", "t")))
    return Range(first, last)


def _season_time(match: re.Match[str]) -> Partial:
    """金秋时节 is the season of this year."""
    return Partial(by_year=0, season=_SEASONS[match["s"]])


def _vacation(match: re.Match[str]) -> Partial:
    return Partial(season="暑" if match["s"] == "暑" else "寒")


def _third(match: re.Match[str]) -> Partial | Range:
    """上旬; 中下旬."""
    thirds = [Partial(third="上中下".index(n) + 1) for n in match["n"]]
    return thirds[0] if len(thirds) == 1 else Range(thirds[0], thirds[-1])


def _decade(match: re.Match[str]) -> Partial | None:
    text, decade = group(match, "c"), maybe(match, "d")
    if decade is not None and (decade % 10 or decade > 90):
        return None
    if text == "一":  # 这一世纪 is a century like any other
        return None
    if year := maybe(match, "y"):
        return Partial(decade=year)
    if not text:
        return Partial(decade=1900 + decade if decade and decade >= 30 else 2000 + (decade or 0))
    century = {"上": 20, "本": 21, "新": 21}.get(text[0]) or number(text)
    if not 1 <= century <= 30:
        return None
    return Partial(century=century) if decade is None else Partial(decade=(century - 1) * 100 + decade)


def _decades(match: re.Match[str]) -> Range | None:
    """上世纪六七十年代."""
    first, last = number(match["a"]), number(match["b"])
    start = 100 * (number(match["c"]) - 1) if match["c"] else 1900
    return Range(Partial(decade=start + 10 * first), Partial(decade=start + 10 * last)) if last == first + 1 else None


def _plan(match: re.Match[str]) -> Range | Partial | None:
    """The Nth five-year plan: from the sixth (1981) on without gaps."""
    nth = number(match["n"] or match["m"])
    starts = {1: 1953, 2: 1958, 3: 1966, 4: 1971, 5: 1976}
    start = starts.get(nth, 1981 + 5 * (nth - 6))
    if match["edge"]:
        return Partial(year=start if match["edge"][0] in "开首初" else start + 4)
    return Range(Partial(year=start), Partial(year=start + 4))


def _pick(match: re.Match[str]) -> Partial:
    which = {"前": "first", "头": "first", "首": "first", "后": "last", "最": "last", "末": "last"}[match["which"][0]]
    return Partial(pick=Pick("first" if which == "first" else "last", number(match["n"]) or 1, _UNITS[match["unit"]]))


def _nth(match: re.Match[str]) -> Partial:
    return Partial(pick=Pick("nth", number(match["n"]), _UNITS[match["unit"]]))


def _nth_weekday(match: re.Match[str]) -> Partial:
    nth = -1 if match["last"] else number(match["n"])
    day = "一二三四五六日".find(match["day"].replace("天", "日")) + 1
    return Partial(pick=Pick("nth", nth, "day"), weekday=day)


def _phase(match: re.Match[str]) -> Partial | None:
    unit, phase = match["unit"], _ERAS.get(match["p"])
    if phase is None:
        return None
    return {"年": Partial(by_year=0, phase=phase), "月": Partial(by_month=0, phase=phase)}.get(
        unit or "", Partial(phase=phase)
    )


_TENS = rf"(?:[0-9]0|{ONE_TO_NINE}?十)"
_AGES = "初早盛仲孟深暮晚金寒隆"
_PLANS = spell("一二三四五六七八九十", "五") | spell("十", "一二三四五六七", "五")

RULES = (
    Rule(
        "dates.decade_pair",
        after_number("世") | spell(["上", "上个"], ["世纪"]) | {"#年代"},
        rf"(?:(?:上个?|(?P<c>[12]?[0-9]|二?十{ONE_TO_NINE}?))世纪的?)?(?P<a>{ONE_TO_NINE})、?(?P<b>{ONE_TO_NINE})十年代",
        _decades,
    ),
    Rule(
        "dates.decade",
        after_number("世") | spell(["上", "上个", "本", "新"], ["世纪"]),
        rf"(?P<c>上个?|本|新(?=世纪(?:以来|初|的?[0-9一二]))|[12]?[0-9]|二?十{ONE_TO_NINE}?|{ONE_TO_NINE})世纪(?:(?P<d>{_TENS})年代)?",
        _decade,
    ),
    Rule(
        "dates.bare_decade",
        after_number("-—~至到、") | {"#年代"},
        rf"(?:(?P<y>(?:1[5-9]|20)[0-9]0)|(?P<d>{_TENS}))(?:年代|(?=[-—~至到、]{_TENS}年代))",
        _decade,
    ),
    Rule(
        "dates.plan",
        spell('“"「', _PLANS) | spell("十", "一二三四五六七", "五"),
        rf"(?:(?P<q>[“\"「])(?P<n>十[一二三四五六七]?|{ONE_TO_NINE}(?=五))五[”\"」]|(?<![0-9一二三四五六七八九十])(?P<m>十[一二三四五六七](?=五))五)"
        rf"(?:(?P<edge>开局之?年|首年|初期?|收官之?年|最后一年|期末|末[年期]?)|期间|时期)?",
        _plan,
    ),
    Rule(
        "dates.quarter",
        after_number("季") | spell("第", ["", " "], "一二三四首1234", ["", " "], "季") | {"首季"} | spell("Q", "1234"),
        r"(?:第\s?)?(?P<n>[一二三四首1-4])\s?季度(?!大[会奖赛]|[会奖]|报(?!告))|第(?P<a>[一二三四])季(?=$|的)|首季(?![赛度])|(?<=[0-9年])Q(?P<q>[1-4])",
        lambda match: Partial(quarter=_QUARTERS[match["n"] or match["a"] or match["q"] or "首"]),
    ),
    Rule(
        "dates.quarter_run",
        spell("第", "一二三123", "、至到和-—"),
        r"第(?P<a>[一二三1-3])[、至到和—-]第?(?P<b>[二三四2-4])季度",
        lambda match: Range(Partial(quarter=_QUARTERS[match["a"]]), Partial(quarter=_QUARTERS[match["b"]])),
    ),
    words(
        "dates.relative_quarter",
        {
            **dict.fromkeys(("本季度", "这个季度", "这季度", "本季"), Partial(by_quarter=0)),
            **dict.fromkeys(("上季度", "上个季度", "上一季度", "上一个季度"), Partial(by_quarter=-1)),
            **dict.fromkeys(("下季度", "下个季度", "下一季度", "下一个季度"), Partial(by_quarter=1)),
            **dict.fromkeys(("上上季度", "上上个季度"), Partial(by_quarter=-2)),
            **dict.fromkeys(("下下季度", "下下个季度"), Partial(by_quarter=2)),
        },
    ),
    words(
        "dates.half",
        {
            "上半年": Partial(half=1),
            "下半年": Partial(half=2),
            "上半年度": Partial(half=1),
            "下半年度": Partial(half=2),
            "前半年": Partial(half=1),
            "后半年": Partial(half=2),
            "上个半年": Partial(by_half=-1),
            "下个半年": Partial(by_half=1),
            "上半月": Partial(pick=Pick("first", 15, "day"), by_month=0),
            "下半月": Partial(pick=Pick("last", 15, "day"), by_month=0),
            "上半周": Partial(by_week=0, phase="early"),
            "下半周": Partial(by_week=0, phase="end"),
        },
    ),
    Rule(
        "dates.season",
        spell(["", *_AGES], _SEASONS, ["", "季"], ["时节", "之际"]),
        "[初早盛仲孟深暮晚金寒隆]?(?<![春夏秋冬入立])(?P<s>[春夏秋冬])季?(?:时节|之际)",
        _season_time,
    ),
    Rule(
        "dates.season_run",
        spell("去今", _SEASONS, "今明", _SEASONS),
        "(?P<a>[去今])(?P<s>[春夏秋冬])(?P<b>[今明])(?P<t>[春夏秋冬])",
        _season_run,
    ),
    Rule(
        "dates.season",
        spell(_SEASONS, "季天日")
        | spell(["年^", "阳"], _SEASONS)
        | spell(["", *_BY, "这个"], _AGES, _SEASONS)
        | spell([*_BY, "这个"], _SEASONS),
        r"(?P<by>[今去明]|来(?<![迎到往带送传进以]来))?(?:这个)?[初早盛仲孟深暮晚金寒隆阳]?(?:(?P<s>[春夏秋冬])(?:季(?!奥|残|里|青|运动|赛|广交|攻势|大练兵|学期|招|房|拍|新品|款|装|进)|天(?!然|津|地)|日(?!报)|(?<=初[夏秋冬春])|(?<=[深早][秋冬春])|(?<=[盛仲][夏秋])|(?<=[今去][春夏秋冬])(?![节游来威])|(?<=金秋)(?=[八九十]月)|(?<=阳春)(?=[二三四]月)|(?<=年[春夏秋冬])(?=[,。、;至到—-]|以来|$)))",
        _season,
    ),
    Rule("dates.vacation", spell("暑寒", "假期"), r"(?P<s>[暑寒])(?:假(?!的?作业)|期)(?:期间)?", _vacation),
    Rule("dates.third", spell(["上", "中", "下", "上中", "中下"], "旬"), r"(?P<n>上中|中下|[上中下])旬", _third),
    Rule(
        "dates.phase",
        spell(["", "年", "月", "季", "季度", "岁", "周"], _ERAS.keys() - {"中", "终"})
        | {"年中", "月中", "年^中", "月^中"},
        r"(?:(?P<unit>年(?<![少青]年)|月(?<!岁月)|季度?|岁|周)?(?P<p>初期|前期|中期|中后期|后期|末期|末叶|中叶|早期|伊始|初(?![一二三四五六七八九十中高级])|末|底|(?<=[年月])中(?=$|[,，。、；：至到以前后]))(?!来))(?<!周初)(?<!岁初)(?<!岁底)",
        _phase,
    ),
    Rule(
        "dates.pick_weekday",
        spell("第", "一二三四五12345") | {"最后一"},
        rf"(?:(?P<last>最后一)个?|第(?P<n>[一二三四五1-5])个?)(?:星期|周|礼拜)(?P<day>{WEEKDAY})(?<!末)",
        _nth_weekday,
    ),
    Rule(
        "dates.pick",
        spell(["前", "头", "首", "最后"], FIGURES + "个年季月星周礼天工日 "),
        rf"(?P<which>前(?<![提目日此之以期从超]前)|头(?<![0-9码汕包街村镇桥埠]头)|首(?=个|[一二两三四五六七八九十0-9])|最后)\s?(?P<n>{SMALL})?\s?{_UNIT}(?!以?[前后])",
        _pick,
    ),
    Rule("dates.nth", spell("第", FIGURES), rf"第(?P<n>{SMALL})\s?{_UNIT}", _nth),
)
