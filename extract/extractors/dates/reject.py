"""What looks like a time and is none: 第十四届, 三点建议, 3:2, 五四大街, 百日攻坚, article and phone numbers."""

from __future__ import annotations

import re

from extract.extractors.dates.partial import Bare, Length, Partial, Phrase, Range, Vague

_NEEDS_LEFT = frozenset({"dates.part_short", "dates.weekday_gloss"})
"""Atoms that are no time without one before them."""

_ALONE = frozenset({"dates.dash_month_day", "dates.dot_month_day", "dates.lunar_day", "dates.year_month_numeric",
                    "dates.minutes", "dates.edition", "dates.digit_year", "dates.spaced"})  # fmt: skip
"""Single dates that could be any number; in a range, or as all there is, they are dates."""

_NUMBERED = re.compile(r"第\s?$|第[0-9一二三四五六七八九十]{1,4}[、至]$")
_CODE_BEFORE = re.compile(r"[0-9A-Za-z][-/.:]?$|[-/]$")
_RATE = re.compile(r"[一二两三四五六七八九十][次届度顿回场]|周年|游|攻坚|岁|级|制|大战|维新|龄|行动|规划|计划")
_HOUSE_BEFORE = re.compile(r"[楼栋街路巷道里村园区座段弄胡同院单元舱屯队厂]$")
_DAY_FOLLOWS = re.compile(
    r"$|[,，。；、:：!?！？\s)）(（」”上下晚早凌中夜午前后至到起开止—~的就将在要还也是，去来你我有-]"
)
_POINT_FOLLOWS = re.compile(r"$|[,，。；、!?！？\s)）(在到至前后起开就的过左多以之将、~—-]|[有]")
_NAMED_PLAN = re.compile('[”"」]?(?:规划|计划|建议|纲要)')
_HOMONYMS = frozenset(
    "雨水 大雪 小雪 小满 白露 大寒 小寒 大暑 小暑 霜降 重阳 小年 谷雨 惊蛰 处暑 国庆 清明 元宵 立春 冬至 夏至 立秋 立夏 立冬 春分 秋分 芒种 寒露".split()
)
_TERM_CONTEXT = re.compile("节气|时节|当[天日]|前|后|至|来临|将|，|到|[)）（(]|起|时")
_YEAR_ALONE = re.compile(r"[0-9]{2}\s?年")


def keeps(text: str, phrase: Phrase) -> bool:
    """Whether `phrase` of the folded `text` is a time expression."""
    what = phrase.what
    isolated = phrase.start == 0 and phrase.end >= len(text.rstrip("。.!? "))
    before, after = text[max(0, phrase.start - 8) : phrase.start], text[phrase.end : phrase.end + 4]
    if (
        isinstance(what, Bare)
        or phrase.rule in _NEEDS_LEFT
        or (phrase.rule in _ALONE and not isolated and isinstance(what, Partial))
    ):
        return False
    if isinstance(what, Partial):
        return _keeps_partial(text, phrase, what, before, after, isolated)
    if isinstance(what, Length):
        return _keeps_length(text, phrase, before, after, isolated)
    if isinstance(what, Vague):
        return _keeps_vague(text[phrase.start : phrase.end], before, after, isolated)
    if isinstance(what, Range) and phrase.rule.startswith("dates.plan"):
        return not (_NAMED_PLAN.match(text, phrase.end) or before.endswith("《"))
    if phrase.rule == "dates.dot_month_day" and not (
        isolated or re.search(r"[.·][0-9]{2}", text[phrase.start : phrase.end])
    ):
        return False
    return not _NUMBERED.search(before)


def _keeps_partial(text: str, phrase: Phrase, what: Partial, before: str, after: str, isolated: bool) -> bool:
    said = what.said().keys()
    if isolated:
        return not said <= {"phase"}
    if _NUMBERED.search(before) or after.startswith(("届", "岁")):
        return False
    if said <= {"phase", "third"} or said <= {"minute"} or (said == {"pick"} and not _picks_of_year(what)):
        return False
    if what.hour is not None and said <= {"hour", "minute", "second"}:
        return _keeps_clock(text, phrase, what, before, after)
    if phrase.rule == "dates.title_year" and re.search("[A-Za-z0-9.]$", before):
        return False
    if said == {"holiday"} and what.holiday in _HOMONYMS and text[phrase.start : phrase.end] == what.holiday:
        return bool(_TERM_CONTEXT.match(after)) or before.endswith(("今日", "今天", "节气", "（", "(", "明天"))
    if said == {"century"} and after.startswith(("海上", "马克思", "中", "大国", "报", "不")):
        return False
    if said == {"weekday"} and before.endswith("黑色"):
        return False
    if phrase.rule == "dates.slash_month_day":
        return _slash(text, phrase)
    if phrase.rule.startswith(
        ("dates.numeric", "dates.compact", "dates.day_first", "dates.republic_numeric")
    ) and _CODE_BEFORE.search(before):
        return False
    if said == {"part"} and after.startswith("好"):
        return False
    if said == {"month"}:
        return not after.startswith(("天", "广场", "花"))
    if said == {"day"}:
        return _keeps_day(text, phrase, before, after)
    return True


def _picks_of_year(what: Partial) -> bool:
    return bool(what.pick and what.pick.unit in ("month", "quarter") and what.pick.which == "first")


def _keeps_day(text: str, phrase: Phrase, before: str, after: str) -> bool:
    if text[phrase.end - 1] == "号":
        return not _HOUSE_BEFORE.search(before) and bool(_DAY_FOLLOWS.match(after))
    return not after.startswith(("谈", "游", "线", "志", "元", "本", "捐", "三餐", "之")) and before[-1:] not in (
        "周",
        "休",
        "+",
        "＋",
    )


def _keeps_clock(text: str, phrase: Phrase, what: Partial, before: str, after: str) -> bool:
    word = text[phrase.start : phrase.end]
    if ":" in word:
        return (
            not _CODE_BEFORE.search(before)
            and before[-1:] not in ("比", "分", "胜", "负")
            and after[:1] not in ("比", "战", "大")
        )
    if what.minute is None and "点" in word and not word.endswith(("钟", "整", "许", "左右", "多")):
        return what.hour != 1 and bool(_POINT_FOLLOWS.match(after))
    return word != "一时"


def _slash(text: str, phrase: Phrase) -> bool:
    """1/3 is mostly a fraction; a date stands between brackets, commas or words of a range."""
    before, after = text[max(0, phrase.start - 1) : phrase.start], text[phrase.end : phrase.end + 1]
    if text[phrase.end - 1] in "日号" or before == "(":
        return True
    return (not before or before in "(、,:; 于~至今自在") and (not after or after in ")、,; ~-至(")


def _keeps_recent(before: str) -> bool:
    return not before.endswith(("提", "目", "日", "此", "之", "以", "期"))


def _keeps_length(text: str, phrase: Phrase, before: str, after: str, isolated: bool) -> bool:
    word = text[phrase.start : phrase.end]
    if word.endswith("个字"):
        return isolated
    if word[0] == "前" and not _keeps_recent(before):
        return False
    if (
        _NUMBERED.search(before)
        or before.endswith(("每", "零", "每隔", "公元"))
        or re.search("[0-9]/$", before)
        or (word == "一天" and before.endswith("的"))
    ):
        return False
    return not _RATE.match(after)


def _keeps_vague(word: str, before: str, after: str, isolated: bool) -> bool:
    if isolated:
        return True
    if word == "现在":
        return before[-1:] not in ("出", "发", "表", "体", "呈", "实", "展", "重", "浮", "再")
    if word in ("过去", "以往", "从前"):
        return (not before or before[-1:] in "，。、；： 的\n“（(,;:！？在是比从与者长") and not after.startswith(
            ("了", "的", "吧")
        )
    if word in ("未来", "将来"):
        if before.endswith(("对", "界的", "向", "望")) or (
            word == "将来" and after.startswith(("犯", "到", "临", "自", "访", "京", "华"))
        ):
            return False
        return (
            not after.startswith(("的", "城", "之", "。", "，", ",", "”"))
            or not before
            or before[-1:] in "，。；：\n,;:！？"
        )
    if word == "最近":
        return not after.startswith(("的", "对焦", "距离", "点"))
    if word == "以后":
        return not before or before[-1:] in "，。、；：\n“（(,;:为从"
    return True
