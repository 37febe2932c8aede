"""Dates told by their distance: 今天, 昨晚, 上周三, 去年, 下个月, 次日, 前一天, 今（26）日."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.extractors.dates.partial import Partial, Range, Saying
from extract.extractors.dates.pieces import DAY, MONTH, WEEK_WORDS, WEEKDAY, Rule, number, spell

_DAYS = {
    "大大前": -4, "大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3, "大大后": 4,
}  # fmt: skip
_EVENINGS = {"晚": "晚上", "夜": "夜间", "晨": "早晨", "早": "早上", "午": "中午"}


def words(name: str, table: Mapping[str, Saying], *, unless: str = "") -> Rule:
    """A rule that reads each word of `table` as what stands beside it, except before a character of `unless`."""
    longest = sorted(table, key=lambda word: (-len(word), word))
    pattern = "(?:" + "|".join(map(re.escape, longest)) + ")" + (f"(?!{unless})" if unless else "")
    return Rule(name, frozenset(table), pattern, lambda match: table[match[0]])


def _days() -> dict[str, Saying]:
    table: dict[str, Saying] = {}
    for prefix, by in _DAYS.items():
        for unit in ("天", "日"):
            table[prefix + unit] = Partial(by_day=by)
        if abs(by) <= 2:
            table |= {prefix + word: Partial(by_day=by, part=part) for word, part in _EVENINGS.items()}
    del (
        table["前午"],
        table["后午"],
        table["前早"],
        table["后早"],
        table["前晨"],
        table["后晨"],
        table["后夜"],
        table["前夜"],
        table["后晚"],
    )
    table |= dict.fromkeys(("今个儿", "今儿", "今儿个", "本日", "是日", "即日"), Partial(by_day=0))
    table |= dict.fromkeys(("明儿", "明儿个", "听日"), Partial(by_day=1))
    table |= dict.fromkeys(("昨儿", "琴日", "寻日", "噚日"), Partial(by_day=-1))
    table |= {"听晚": Partial(by_day=1, part="晚上"), "琴晚": Partial(by_day=-1, part="晚上")}
    return table


def _last_days() -> dict[str, Saying]:
    table: dict[str, Saying] = dict.fromkeys(("当天", "当日", "同日", "同一天", "这天", "这一天", "那天", "那一天", "该日"),
                                             Partial(by_day=0, same=True))  # fmt: skip
    table |= dict.fromkeys(("次日", "翌日", "隔日", "隔天", "后一天", "后一日", "转天"), Partial(by_day=1, same=True))
    table |= dict.fromkeys(("前一天", "前一日", "头一天"), Partial(by_day=-1, same=True))
    for head, by in (("当", 0), ("次", 1), ("翌", 1), ("同", 0)):
        for word in ("晚", "夜", "晨"):
            table[head + word] = Partial(by_day=by, same=True, part=_EVENINGS[word])
    del table["同晨"], table["同夜"]
    table |= {"前一晚": Partial(by_day=-1, same=True, part="晚上")}
    return table


def _day_runs() -> dict[str, Saying]:
    def run(first: int, last: int) -> Range:
        return Range(Partial(by_day=first), Partial(by_day=last))

    table: dict[str, Saying] = {}
    for pair, (first, last) in {"昨今": (-1, 0), "今明": (0, 1), "明后": (1, 2), "昨前": (-2, -1)}.items():
        table |= dict.fromkeys(
            (f"{pair}两天", f"{pair}两日", f"{pair}天", f"{pair}日", f"{pair}二日"), run(first, last)
        )
    table |= dict.fromkeys(("今明后三天", "今明后三日"), run(0, 2))
    table |= dict.fromkeys(("明后大后三天", "明后大后天"), run(1, 3))
    table["今明两年"] = Range(Partial(by_year=0), Partial(by_year=1))
    table["去今两年"] = Range(Partial(by_year=-1), Partial(by_year=0))
    table["昨今两年"] = Range(Partial(by_year=-1), Partial(by_year=0))
    return table


def _years() -> dict[str, Saying]:
    table: dict[str, Saying] = {}
    for by, names in {0: "今年 本年 今年度 本年度", -1: "去年 旧年 去年度 昨年", -2: "前年 上上年",
                      -3: "大前年", 1: "明年 来年 下年 下一年 新一年 明年度 下年度 下一年度", 2: "后年 下下年", 3: "大后年"}.items():  # fmt: skip
        table |= dict.fromkeys(names.split(), Partial(by_year=by))
    for name in ("本财年", "今个财年", "本学年", "本财政年度"):
        table[name] = Partial(by_year=0)
    table |= dict.fromkeys(("上财年", "上个财年", "上一财年", "上学年", "上一学年", "去年财年度"), Partial(by_year=-1))
    table |= dict.fromkeys(("下财年", "下个财年", "下一财年"), Partial(by_year=1))
    return table


def _last_years() -> dict[str, Saying]:
    table: dict[str, Saying] = dict.fromkeys(("当年", "同年", "是年", "该年", "这年", "这一年", "那年", "那一年", "全年", "当年度", "同年度"),
                                             Partial(by_year=0, same=True))  # fmt: skip
    table |= dict.fromkeys(("次年", "翌年", "转年", "第二年"), Partial(by_year=1, same=True))
    table |= dict.fromkeys(("前一年", "上年", "上一年", "上年度", "上一年度"), Partial(by_year=-1, same=True))
    return table


def _months() -> dict[str, Saying]:
    table: dict[str, Saying] = {}
    for by, names in {0: "本月 这个月 这月 今个月 本月份", -1: "上月 上个月 上一个月 上月份", -2: "上上月 上上个月",
                      1: "下月 下个月 下一个月 下月份", 2: "下下月 下下个月", -3: "上上上个月", 3: "下下下个月"}.items():  # fmt: skip
        table |= dict.fromkeys(names.split(), Partial(by_month=by))
    table |= dict.fromkeys(("当月", "同月", "该月", "全月"), Partial(by_month=0, same=True))
    table |= dict.fromkeys(("次月", "翌月"), Partial(by_month=1, same=True))
    return table


_WEEKS = {"本": 0, "这": 0, "今": 0, "今个": 0, "这个": 0, "这一": 0, "这一个": 0, "上": -1, "上个": -1, "上一": -1,
          "上一个": -1, "前一": -1, "下": 1, "下个": 1, "下一": 1, "下一个": 1, "上上": -2, "上上个": -2, "下下": 2, "下下个": 2,
          "上上上": -3, "上上上个": -3, "下下下": 3, "下下下个": 3, "当": 0, "同": 0}  # fmt: skip
_WEEK_HEADS = "|".join(sorted(_WEEKS, key=lambda word: (-len(word), word)))
_WEEKDAYS = {
    char: day for day, chars in enumerate(("", "一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for char in chars
}


def _week(match: re.Match[str]) -> Partial | None:
    head, day = match["head"], match["day"]
    by = _WEEKS[head] if head else None
    same = True if head in ("当", "同", "前一") else None
    if day is None:
        return Partial(by_week=by, same=same) if head else None
    if day == "末":
        return Partial(by_week=by, weekend=True, same=same)
    return Partial(by_week=by, weekday=_WEEKDAYS[day], same=same)


def _weekday_gloss(match: re.Match[str]) -> Partial:
    return Partial(weekday=_WEEKDAYS[match["day"]])


_GLOSS_DAYS = {"今": 0, "昨": -1, "明": 1, "前": -2, "后": 2}
_GLOSS_YEARS = {"今": 0, "本": 0, "去": -1, "明": 1, "前": -2, "后": 2}


def _glossed_day(match: re.Match[str]) -> Partial:
    """今（26）日: the date stands inside the word."""
    month = number(match["m"]) if match["m"] else None
    return Partial(by_day=_GLOSS_DAYS[match["by"]], month=month, day=number(match["d"]))


def _glossed_month(match: re.Match[str]) -> Partial:
    """上（9）月: the number decides."""
    return Partial(month=number(match["m"]))


def _glossed_year(match: re.Match[str]) -> Partial:
    year = number(match["y"])
    return Partial(by_year=_GLOSS_YEARS[match["by"]], year=year + 1911 if year < 200 else year)


_TODAY = {"今": 0, "昨": -1, "明": 1}
_TODAY_DOES = ("起|上午|下午|凌晨|中午|傍晚|举|召开|开[幕馆园学业工赛播拍盘]|办|启[动用程幕]|率|陪同|颁|表[示扬彰]|[宣公发]布|揭[牌晓幕]|主持|出席|前往|赴|抵达?"
               "|接[见受获]|会见|受访|视察|访|指出|强调|正式|登场|落幕|闭幕|通车|首[次度]|迎[接来]|签[署约]|成立|完成|返")  # fmt: skip
"""What a headline or a Taiwan paper says of 今, which stands for 今天 before a verb of the news."""

_JAPAN = "(?<=日)(?:本(?![报台市县区省次届周月院校轮场地刊站网期])|元(?![旦宵])|方(?<=[是同]日方))"
_ACROSS = (
    r"(?<=[\u4e00-\u9fff]是[日年])|(?<=应该[日年月])|(?<=基本[日月年])|(?<=提前一[年天日晚])|(?<=[此这一本]次日)(?=[俄韩中美朝])|(?<=不可同日)|(?<=同日)而语|(?<=[不如]同[日年月])|(?<=[每适]当[晚夜])|(?<=当夜)[色幕深]|(?<=[当那这]天)然|(?<=当月)[光球]"
    r"|(?<=[光证文声黎指标写注]明[天日早晚年])|(?<=[^代]表明[天日早晚])|(?<=[会战此之以然先雨]后[天日])|(?<=后天)(?:下之|寒|性)|(?<=[以之此提目空]前[天日])"
    r"|(?<=今天)(?:文学|津(?!津))|(?<=日本日)|(?<=[同本后]日)[益期均子]|(?<=是日)[后常益内均产语文军程]|(?<=全月)食|(?<=[全同上转一]年)[龄限]|(?<=[这那]年)[头月]|(?<=次年)[会度]"
    r"|(?<=以上年)|(?<=创下年)|(?<=[后本原近未将历向以]来年)|(?<=后年)产|(?<=今年)轻(?!松)"
)
"""The same characters in other words: 这是日本, 应该年底, 不同年龄, 光明日报, 战后日本."""

_OPEN = ("(", " (")

RULES = (
    Rule("dates.glossed_day", spell("今昨明前后", _OPEN), rf"(?P<by>[今昨明前后])\s?\((?:(?P<m>{MONTH})[/.月])?(?P<d>{DAY})[日号]?\)[日天号]?",
         _glossed_day),
    Rule("dates.glossed_year", spell("今本去明前后", _OPEN), r"(?P<by>[今本去明前后])\s?\((?P<y>(?:19|20)[0-9]{2}|[89][0-9]|1[0-3][0-9])\)\s?(?:学年度?|年度?)", _glossed_year),
    Rule("dates.glossed_month", spell("本上下次", ["", "个"], _OPEN), r"[本上下次]个?\s?\((?P<m>1[0-2]|0?[1-9])月?\)月", _glossed_month),
    Rule("dates.weekday_gloss", spell("(", ["", " "], "一二三四五六日天星周礼"), r"\(\s?(?:星期|周|礼拜)?(?P<day>[一二三四五六日天])\s?\)", _weekday_gloss),
    words("dates.day_run", _day_runs()),
    words("dates.last_day", _last_days(), unless=f"[往复]|{_JAPAN}|{_ACROSS}"),
    words("dates.relative_day", _days(), unless=f"黄花|头条|说法|然气|(?<=明夜)晚|{_JAPAN}|{_ACROSS}"),
    Rule("dates.today_short", spell(_TODAY),
         rf"(?<![至如而当现古迄从抚于居自])(?P<by>今(?={_TODAY_DOES})|昨(?<![似若是如犹]昨)(?=[\u4e00-\u9fff])(?![天日年后晚晨夜早儿个今非是])|(?<![说证表文光聪发声申昆分简透鲜三])明(?=起(?![来因点源])))",
         lambda match: Partial(by_day=_TODAY[match["by"]])),
    words("dates.last_year", _last_years(), unless=f"[级期轮货画代来轻幼纪]|无休|一度|一遇|夜饭|{_ACROSS}"),
    words("dates.relative_year", _years(), unless=f"级|(?<=后年)均|(?<=以前年)|{_ACROSS}"),
    words("dates.relative_month", _months(), unless=f"[背球面亮地]|{_ACROSS}"),
    Rule("dates.week", spell(_WEEKS, ["", " "], WEEK_WORDS) | spell(WEEK_WORDS, WEEKDAY[1:-1]),
         rf"(?P<head>{_WEEK_HEADS})?\s?(?:周(?=[一二三四五六日天末])|周(?<=[本上下]周)(?=[1-7](?![0-9个场年月日天号轮])|[上中下]午)|周(?<=[本上下]周)|周(?<=[这一个]周)|星期|礼拜)"
         rf"(?P<day>{WEEKDAY}(?!次|级|位|个|名|项|场|岁|周|年|体|直|下子|鸣|般|良|审(?=[判理宣后开维认])|(?<=商周三)代)|(?<=周)[1-7](?![0-9个场年月日天号轮]))?(?![期边刊报年围转长游])",
         _week),
)  # fmt: skip
