"""What looks like a time and is none: 第十四届, 三点建议, 3:2, 五四大街, 百日攻坚, article and phone numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from extract.extractors.dates.partial import Bare, Length, Partial, Phrase, Range, Vague
from extract.extractors.dates.pieces import NUMERALS
from extract.text import patterns as re
from extract.text.lexicon import read_table


class _Place(NamedTuple):
    """A phrase with what stands around it; `whole` where it is all of the text."""

    text: str
    phrase: Phrase
    word: str
    before: str
    after: str
    whole: bool


def keeps(text: str, phrase: Phrase) -> bool:
    """Whether `phrase` of the folded `text` is a time expression."""
    start, end, what = phrase.start, phrase.end, phrase.what
    whole = start == 0 and end >= len(text.rstrip("。.!? "))
    place = _Place(text, phrase, text[start:end], text[max(0, start - 8) : start], text[end : end + 4], whole)
    titled = place.before[-1:] == "《" and place.after[:1] == "》"  # 《明日之后》
    if isinstance(what, Bare) or phrase.rule in _NEEDS_LEFT or titled:
        return False
    if isinstance(what, Partial):
        return (whole and bool(what.said().keys() - {"phase"})) or not _no_point(place, what)
    if isinstance(what, Length):
        return not _no_length(place)
    if isinstance(what, Vague):
        return whole or not _no_vague(place)
    if isinstance(what, Range):
        return not _no_range(place, what)
    return True


_NEEDS_LEFT = frozenset({"dates.part_short", "dates.weekday_gloss"})
"""Atoms that are no time without one before them."""

_ALONE = frozenset({"dates.dash_month_day", "dates.dot_month_day", "dates.lunar_day", "dates.year_month_numeric",
                    "dates.minutes", "dates.edition", "dates.digit_year", "dates.spaced"})  # fmt: skip
"""Single dates that could be any number; in a range, or as all there is, they are dates."""

_CODE_BEFORE = re.compile(r"[0-9A-Za-z][-/.:]?\Z|[-/]\Z")
_ORDINAL_BEFORE = re.compile(r"第[ ]?\Z|第[0-9一二三四五六七八九十]{1,4}[、至]\Z")


# ---- points


def _numbered(place: _Place) -> bool:
    """第三天, 第二十二、二十三号."""
    return bool(_ORDINAL_BEFORE.search(place.before))


def _number_of_something(place: _Place, _: Partial) -> bool:
    return _numbered(place) or place.phrase.rule in _ALONE or bool(re.match("届(?!满)|岁", place.after))


def _unanchored(_: _Place, what: Partial) -> bool:
    """初, 底, 中旬 or 第二周 without the period that they are part of."""
    said = what.said().keys()
    if said == {"pick"} and what.pick:
        return what.pick.unit not in ("month", "quarter") or what.pick.which != "first"
    return said <= {"phase", "third"} or said <= {"minute"}


def _code(place: _Place, _: Partial) -> bool:
    """Digits that go on before the date: serial and telephone numbers, versions."""
    rules = ("dates.numeric", "dates.compact", "dates.day_first", "dates.republic_numeric", "dates.title_year")
    return place.phrase.rule.startswith(rules) and bool(_CODE_BEFORE.search(place.before))


def _fraction(place: _Place, _: Partial) -> bool:
    """1/3 is mostly a fraction; a date stands between brackets, commas or the words of a range."""
    if place.phrase.rule != "dates.slash_month_day" or place.word[-1] in "日号":
        return False
    before, after = place.before[-1:], place.after[:1]
    framed = (not before or before in "(、,:; 于~至今自在") and (not after or after in ")、,; ~-至(")
    return before != "(" and not framed


_BRIGHT = re.compile(r"(?:美好|灿烂|辉煌|光明|幸福|精彩|繁荣|富强|和平|[走奔迈]向|拥抱|憧憬|开创|共创)的?\Z")


def _any_weekday(place: _Place, what: Partial) -> bool:
    """一个星期六的清晨: one of many."""
    return what.by_week is None and what.day is None and place.before.endswith(("一个", "某个", "每个"))


def _figurative(place: _Place, what: Partial) -> bool:
    """美好明天: the days to come."""
    return what.by_day == 1 and bool(_BRIGHT.search(place.before))


_POINT_FOLLOWS = re.compile(r"$|[,，。；、!?！？\s)）(在到至前后起开就的过左多以之将有~、—-]")


_COUNTED_POINTS = (
    "在于",
    "有",
    "以下",
    "如下",
    "这",
    "做到",
    "抓好",
    "把握好",
    "强调",
    "提出",
    "具体",
    "记住",
    "注意",
    "主要是",
    "讲",
    "说",
    "谈",
)


_SCORE_LEADS = ("比", "分", "胜", "负", "以")
_SCORE_FOLLOWS = re.compile("比|战(?![斗役略])|大(?![会家厅])|[取获险完]?胜(?!利)|击败|力克|逆转|不敌|告负|领先|落后")
_SCORES_BEFORE = re.compile(r"(?:[0-9]{1,2}:[0-9]{1,2}[、,和]\s?){0,6}\Z")
_SCORES_BEHIND = re.compile(r"(?:[、,和]\s?[0-9]{1,2}:[0-9]{1,2}){0,6}")


def _game_score(place: _Place) -> bool:
    """以21:19、8:11取胜: a list of which an end, or a number of one digit behind the colon, tells that it is of scores."""
    text, start, end = place.text, place.phrase.start, place.phrase.end
    before, after = _SCORES_BEFORE.search(text, max(0, start - 42), start), _SCORES_BEHIND.match(text, end)
    first, last = before.start() if before else start, after.end() if after else end
    versus = text[max(0, first - 1) : first] in _SCORE_LEADS or _SCORE_FOLLOWS.match(text, last)
    return bool(versus or re.search(r":[0-9](?![0-9])", text[first:start] + text[end:last]))


def _score(place: _Place, what: Partial) -> bool:
    """3:2, 三点建议, 1点积分: an hour alone needs what an hour is followed by."""
    if what.hour is None or not what.said().keys() <= {"hour", "minute", "second"}:
        return False
    if ":" in place.word:
        return bool(_CODE_BEFORE.search(place.before)) or _game_score(place)
    if place.before.endswith("《"):
        return True
    bare = what.minute is None and "点" in place.word
    if bare and not place.word.endswith(("钟", "整", "许", "左右", "多", "不到")):
        return (
            what.hour == 1
            or place.after.startswith("之间")
            or place.before.endswith(_COUNTED_POINTS)
            or not _POINT_FOLLOWS.match(place.after)
        )
    return place.word.startswith("一时") and what.second is None and "分" not in place.word


_HOUSE_BEFORE = re.compile(
    r"(?:[楼栋街路巷道里村园区座段弄胡同院单元舱屯队厂]|[(\[（〔［【](?:19|20)\d\d[)\]）〕］】])\Z"
)
_DAY_LEADS = re.compile(r"(?:[月于在到至自从今这的年是前过]|[十百]多)\Z")
_DAY_FOLLOWS = re.compile(
    r"$|[,，。；、:：!?！？\s)）(（」”上下晚早凌中夜午前后至到起开止—~的就将在要还也是去来你我有-]"
)


def _in_series(place: _Place) -> bool:
    """神舟五号, 嫦娥六号、七号: a number in Chinese behind what it numbers."""
    series = place.word[0] in NUMERALS and (place.before[-1:] > "\u4e00" or place.before.endswith("号、"))
    return series and not _DAY_LEADS.search(place.before)


def _series_opens(place: _Place) -> bool:
    """神舟五号以来."""
    return bool(re.match("[一二三四五六七八九十]{1,3}号(?:[起以前后]|之)", place.word)) and _in_series(place)


def _house_number(place: _Place, what: Partial) -> bool:
    """22号楼, 国发〔2021〕5号, 一日游: a day of the month alone, written with 号, needs what a date is followed by."""
    if what.said().keys() != {"day"}:
        return False
    if place.word[-1] == "号":
        variety = (
            place.before[-1:] > "\u4e00" and place.after[:1] in ("”", "」") and not _DAY_LEADS.search(place.before)
        )
        return (
            variety
            or _in_series(place)
            or bool(_HOUSE_BEFORE.search(place.before))
            or not _DAY_FOLLOWS.match(place.after)
        )
    compound = place.after.startswith(("谈", "游", "线", "志", "元", "本", "捐", "三餐", "之"))
    return compound or place.before[-1:] in ("周", "休", "如", "复", "+", "＋")


_TERMS = frozenset(("雨水", "大雪", "小雪", "小满", "白露", "大寒", "小寒", "大暑", "小暑", "霜降", "重阳", "小年", "谷雨", "惊蛰", "处暑",
                    "国庆", "清明", "元宵", "立春", "冬至", "夏至", "立秋", "立夏", "立冬", "春分", "秋分", "芒种", "寒露"))  # fmt: skip
_TERM_FOLLOWS = re.compile("节气|时节|当[天日]|前|后|[刚已]过|至|来临|将|，|,|到|[)）（(]|起|时")


@cache
def _given_name() -> re.Pattern[str]:
    """Before the rest of a name: 县长张[国庆], 、陈[立春]."""
    surnames = "".join(row["surname"] for row in read_table("surnames") if row["tier"] == "common")
    return re.compile(rf"(?:^|[^\u4e00-\u9fff]|[长员记授师任席])[{surnames}]\Z")


def _weather(place: _Place, what: Partial) -> bool:
    """大雪 and 雨水 are mostly weather, 清明 and 国庆 mostly names."""
    if what.holiday not in _TERMS or not (place.word == what.holiday or what.season):
        return False
    if _given_name().search(place.before):
        return True
    named = place.before.endswith(("今日", "今天", "节气", "（", "(", "明天"))
    falls = place.word[-1] == "雪" and place.before.endswith((*"或转到有夹、降下遭遇场", "迎来"))
    return falls or not (named or _TERM_FOLLOWS.match(place.after))


def _part_of_name(place: _Place, what: Partial) -> bool:
    """五月天, 黑色星期五, 21世纪海上丝绸之路, 大家下午好."""
    endings = {
        "month": ("天", "广场", "花", "”", "》", "风", "歌", "之", "期", "刊"),
        "century": ("海上", "马克思", "中", "大国", "报", "不"),
        "part": ("好",),
    }
    said = [*what.said()]
    if said == ["month"] and len(place.word) < 4 and not place.word[0].isdigit():
        leads = place.before[-1:] in ("", *"年在于从自到至将，。、；：\n(,;:")
        described = place.before.endswith("的") and place.after[:1] in _OPENS  # 金色的十月，
        happens = place.after.startswith(tuple("举召启开将"))  # 典礼暂定十月举行
        return not (leads or described or happens) or place.after.startswith(tuple("革怀天花风歌之红河”》"))
    if said == ["part"] and place.before.endswith("一"):  # 忙了一上午
        return True
    if said == ["weekday"]:
        return place.before.endswith("黑色")
    return len(said) == 1 and place.after.startswith(endings.get(said[0], ("\0",)))


_NO_POINT: tuple[tuple[frozenset[str], Callable[[_Place, Partial], bool]], ...] = (
    (frozenset({"pick", "phase", "third", "minute"}), _unanchored),
    (frozenset({"year", "month"}), _code),
    (frozenset({"month"}), _fraction),
    (frozenset({"hour"}), _score),
    (frozenset({"day"}), _house_number),
    (frozenset({"holiday"}), _weather),
    (frozenset({"by_day"}), _figurative),
    (frozenset({"weekday"}), _any_weekday),
    (frozenset({"month", "century", "part", "weekday"}), _part_of_name),
)
"""Of what says one of these fields, each may find that it is no time."""


_QUOTED_HONOUR = re.compile("[^“”「」『』《》\n]{2,20}(?:奖|奖章|勋章|称号)[”」』》]")


def _opens_name(place: _Place) -> bool:
    """“全年好市民奖”: a word for a period at the head of a quoted honour. A number there is its edition, and a date."""
    unnumbered = not any(char.isdigit() or char in NUMERALS for char in place.word)
    return (
        unnumbered
        and place.before[-1:] in tuple("“「『《")
        and bool(_QUOTED_HONOUR.match(place.text, place.phrase.end))
    )


def _no_point(place: _Place, what: Partial) -> bool:
    said = what.said().keys()
    return (
        _number_of_something(place, what)
        or _opens_name(place)
        or any(not said.isdisjoint(fields) and no(place, what) for fields, no in _NO_POINT)
    )


# ---- ranges, lengths, vague times

_PLAN_FOLLOWS = re.compile('[”"」]?(?:规划|计划|建议|纲要|普法)')


def _named_plan(place: _Place) -> bool:
    """“十四五”规划 is a document."""
    named = bool(_PLAN_FOLLOWS.match(place.text, place.phrase.end)) or place.before.endswith("《")
    return place.phrase.rule == "dates.plan" and named


def _decimals(place: _Place) -> bool:
    """F3.5-4.4: a range of month.day has a day of two digits somewhere."""
    return place.phrase.rule == "dates.dot_month_day" and not (place.whole or re.search(r"[.·][0-9]{2}", place.word))


def _no_range(place: _Place, what: Range) -> bool:
    opens = what.first or what.last
    phase_alone = opens is not None and opens.said().keys() <= {"phase"}  # 彻|底后, 自清|初以来
    return phase_alone or any(no(place) for no in (_numbered, _named_plan, _decimals, _series_opens))


_TIMED = ("以", "跑出", "游出", "滑出", "骑出", "成绩为", "成绩是", "成绩")
_RATE = re.compile(
    r"(?:评选?|举办|举行|召开|颁发?|更新|换届|轮换)?[一二两三四五六七八九十][次届度顿回场个]|周年|义务教育|国民教育|一贯制|便利店|自助|热线|树木|树人|两头|困难时期|抗战|内战|游|攻坚|岁|级|制|大战|维新|龄|行动|规划|计划|大的|大计|之计"
)


def _no_length(place: _Place) -> bool:
    """一年一度, 百日攻坚, 提前两天; 三个字 are a quarter of an hour only where nothing else is said."""
    word, before = place.word, place.before
    if "个字" in word:
        return not place.whole
    if re.match("前[0-9]{2,3}年", word) or place.after.startswith(("(前", "(公元前")):  # 前221年, 本始三年(前71年)
        return True
    if word.endswith("秒") and (before.endswith(_TIMED) or place.after[:1].isdigit()):
        return not place.whole
    if word in ("万年", "千年") and not place.whole:
        return True
    if word in ("百年", "一百年") and (
        before.endswith(("个", "建党"))
        or place.after.startswith(("诞辰", "校庆", "奋斗", "变局", "未有", "目标", "华诞", "难题", "好合"))
    ):
        return True
    counted = (
        before.endswith(("每", "零", "每隔", "公元", "分之", "复"))
        or word[-1] == place.after[:1] != "月"
        or bool(re.search("[0-9]/$", before))
    )
    return (
        counted
        or _numbered(place)
        or (word == "一天" and before.endswith(("的", "有", "某", "哪")))
        or (word == "一年" and before.endswith(("的", "重要", "关键")))
        or bool(_RATE.match(place.after))
    )


_OPENS = "，。、；：\n“（(,;:！？!? "
_VAGUE_BUT: dict[str, Callable[[str, str], bool]] = {
    "现在": lambda before, _: before[-1:] in ("出", "发", "表", "体", "呈", "实", "展", "重", "浮", "再", "谈", "忆", "您", "你"),
    "当前": lambda _, after: after.startswith("位置"),
    "时下": lambda before, _: before.endswith(("不", "同", "届", "当", "随", "按", "及", "暂", "临", "适", "此", "彼")),
    "最近": lambda _, after: after.startswith(("的", "对焦", "距离", "点", "处")),
    "以后": lambda before, _: bool(before) and before[-1] not in _OPENS + "为从",
    "将来": lambda before, after: before.endswith(("对", "向")) or after.startswith(("犯", "到", "临", "自", "访", "京", "华", "的")),
    "未来": lambda before, after: (
        before.endswith(("对", "向", "展望", "界的", "变", "往", "憬", "翻转", "拥抱", "赢", "塑造", "点亮", "想"))
        or after.startswith(("城", "之", "产业", "学校", "社区", "已来"))
        or (before.endswith("的") and (after[:1] in _OPENS or after.startswith(("都", "充", "更", "和", "与"))))
    ),
}  # fmt: skip
_PAST = ("过去", "以往", "从前")


def _no_vague(place: _Place) -> bool:
    """出现在, 最近的车站, 走过去: the same characters across other words."""
    if place.word in _PAST:
        opens = not place.before or place.before[-1] in _OPENS + "的在是比从与者长"
        return not opens or place.after.startswith(("了", "的", "吧", "一阶", "两", "几"))
    but = _VAGUE_BUT.get(place.word)
    return but is not None and but(place.before, place.after)
