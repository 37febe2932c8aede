"""The time of day: 上午9时30分, 晚8点半, 14:05, 3pm, 凌晨."""

from __future__ import annotations

import re

from extract.extractors.dates.partial import Partial, Range
from extract.extractors.dates.pieces import HOUR, MINUTE, NUMERALS, ONE_TO_NINE, Rule, after_number, maybe, number

PARTS = {
    "凌晨": ("MO", 0, 6), "拂晓": ("MO", 4, 6), "黎明": ("MO", 4, 6), "清晨": ("MO", 5, 8), "早晨": ("MO", 4, 12),
    "早上": ("MO", 4, 12), "早间": ("MO", 6, 10), "晨间": ("MO", 6, 10), "一大早": ("MO", 6, 10), "一早": ("MO", 6, 10),
    "大清早": ("MO", 6, 10), "朝早": ("MO", 6, 10), "早": ("MO", 6, 10), "晨": ("MO", 6, 10), "上午": ("MO", 7, 12),
    "上昼": ("MO", 7, 12), "中午": ("MI", 11, 13), "正午": ("MI", 11, 13), "午间": ("MI", 11, 13),
    "晌午": ("MI", 11, 13), "下午": ("AF", 12, 18), "午后": ("AF", 12, 18), "晏昼": ("AF", 12, 18),
    "下昼": ("AF", 12, 18), "傍晚": ("EV", 17, 19), "黄昏": ("EV", 17, 19), "晚上": ("EV", 18, 24),
    "晚间": ("EV", 18, 24), "夜晚": ("EV", 18, 24), "晚": ("EV", 18, 24), "夜间": ("NI", 18, 24), "夜里": ("NI", 18, 24),
    "深夜": ("NI", 22, 24), "半夜": ("NI", 22, 24), "午夜": ("NI", 22, 24), "夜": ("NI", 18, 24),
    "白天": ("DT", 6, 19),
}  # fmt: skip
"""Each word for a part of the day: its TIMEX3 code and its hours. The hours follow common usage in forecasts; 早上 is said of all the morning."""

_LONG = sorted((word for word in PARTS if len(word) > 1), key=lambda word: (-len(word), word))
_SHORT = {
    "晚": "会报餐宴礼年期辈婚清饭熟稻点于自些",
    "早": "到春秋冬期日报些餐已在就教年稻饭恋市班先",
    "夜": "市景校晚宵跑幕空宴读以大游",
    "晨": "报跑练光曦会",
}
_ABOUT = r"(?:左右|前后(?!脚)|许|整|多钟|多|不到(?![0-9一二两三四五六七八九十半]))?"
_MERIDIEM = r"(?:\s?(?P<ap>[apAP])\.?[mM]?\.?(?![A-Za-z0-9]))"
_NOT_POINTS = r"(?!(?:多项?|余项?|项|条|大|个)?(?:方向|建议|意见|要求|希望|看法|启示|体会|措施|经验|原因|内容|共识|倡议|原则|方面|钟爱|做法|问题|理由|承诺|声明|主张|说明|不足|好处|思考|感受|感想|考虑|设想|成果|安排|变化|优势|特色|特点|注意|提示|评|赞|球|式|五|以上|以下|之(?![间前后])|一线|零[0-9]%|心得|期望|想法|要点|指示|贡献|突破|支持|不(?!到[，。,;；、])|认识|提出|基本|结论|计划|工作|论|分歧|很|中|是|突出|都|也|就|主要|重要|具体|新|改进|诉求|关键|好玩|用))"


def _clock(match: re.Match[str]) -> Partial | None:
    hour = number(match["h"])
    minute = 30 if match["half"] else 15 * number(match["q"]) if match["q"] else maybe(match, "m")
    if minute is None:
        minute = maybe(match, "m2")
    if fives := match["z"] or match["z2"]:
        minute = 5 * number(fives)
    second = maybe(match, "hs" if match["half"] else "s")
    if hour > 24 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    return Partial(hour=hour, minute=minute, second=second, half_day=_half_day(match))


def _colon(match: re.Match[str]) -> Partial | None:
    return Partial(hour=int(match["h"]), minute=int(match["m"]), second=maybe(match, "s"), half_day=_half_day(match))


def _half_day(match: re.Match[str]) -> str | None:
    return match["ap"].lower() + "m" if match["ap"] else None


def _bare_meridiem(match: re.Match[str]) -> Partial | None:
    return Partial(hour=int(match["h"]), half_day=_half_day(match))


def _minutes(match: re.Match[str]) -> Partial:
    return Partial(minute=number(match["m"] or match["m2"]))


def _part(match: re.Match[str]) -> Partial:
    return Partial(part=match["p"])


def _short_of(match: re.Match[str]) -> Partial | None:
    """差一刻十二点, 三点差五分: so many minutes before the hour."""
    hour, short = number(match["h"]), 15 * number(match["q"]) if match["q"] else number(match["m"])
    return (
        Partial(hour=(hour or 24) - 1 if hour != 1 else 12, minute=60 - short)
        if 0 < short < 60 and hour <= 24
        else None
    )


_QUARTERS = "[一三13]"
_ELEVENTHS = rf"(?:1[01]|[1-9]|十一?|{ONE_TO_NINE})"
"""Cantonese counts the minutes by fives: 三点踏三 is a quarter past three."""
_SHORT_BY = rf"差(?:(?P<q>{_QUARTERS})刻|(?P<m>{MINUTE})分)"
_CN_MINUTE = rf"(?:[0-5][0-9]|[一二三四五]?十{ONE_TO_NINE}?|[零〇]{ONE_TO_NINE})"


def _clock_pair(match: re.Match[str]) -> Range | None:
    """七八点: from seven to the end of the ninth hour."""
    first, last = number(match["h"]), number(match["z"])
    return Range(Partial(hour=first), Partial(hour=last), closed=True) if last == first + 1 else None


RULES = (
    Rule(
        "dates.clock_pair",
        after_number("点"),
        rf"(?P<h>{ONE_TO_NINE})(?P<z>[二三四五六七八九十])点(?:多钟?|钟|左右)?(?![零一二三四五六七八九十半])",
        _clock_pair,
    ),
    Rule(
        "dates.clock_colon",
        after_number(":"),
        rf"(?P<h>2[0-4]|[01]?[0-9]):(?P<m>[0-5][0-9])(?::(?P<s>[0-5][0-9])(?:\.[0-9]{{1,3}})?)?(?![0-9:]){_MERIDIEM}?(?:[分时]|许|左右)?",
        _colon,
    ),
    Rule(
        "dates.clock_meridiem",
        after_number("apAP"),
        r"(?P<h>1[0-2]|0?[1-9])\s?(?P<ap>[apAP])\.?[mM]\.?(?![A-Za-z0-9])",
        _bare_meridiem,
    ),
    Rule("dates.clock_short", frozenset({"差"}), rf"{_SHORT_BY}钟?(?:到)?(?P<h>{HOUR})点钟?", _short_of),
    Rule("dates.clock_short", frozenset({"#点差"}), rf"(?P<h>{HOUR})点{_SHORT_BY}", _short_of),
    Rule(
        "dates.clock",
        after_number("点时"),
        rf"(?P<h>{HOUR})\s?(?:(?P<o>点钟?|时(?![代候装期常差]|间(?!段))|鐘)(?:(?P<half>半|踏半|搭半)(?:(?P<hs>{MINUTE})秒)?|(?P<q>{_QUARTERS})刻"
        rf"|(?:零|过|踏|搭)?(?P<m>{MINUTE})分(?!之)(?:钟|(?:零)?(?P<s>{MINUTE})秒?)?|(?:[踏搭]?(?P<z>{_ELEVENTHS})个字|(?:[踏搭]|(?<=[晏上下]昼{ONE_TO_NINE}点))(?P<z2>{_ELEVENTHS})(?![{NUMERALS}0-9个刻分]))"
        rf"|(?P<m2>{_CN_MINUTE})(?![0-9.%度个分{NUMERALS}])|(?![0-9{NUMERALS}.半])){_MERIDIEM}?{_NOT_POINTS}{_ABOUT})",
        _clock,
    ),
    Rule(
        "dates.part",
        frozenset(_LONG),
        rf"(?P<p>{'|'.join(_LONG)})(?!茶|场|餐)",
        _part,
    ),
    Rule(
        "dates.part_short",
        frozenset(_SHORT),
        rf"(?P<p>{'|'.join(f'{w}(?![{a}])' for w, a in _SHORT.items())})",
        _part,
    ),
    Rule(
        "dates.minutes",
        after_number("分"),
        r"(?:(?P<m>0[0-9])|(?<=[-—~至到])(?P<m2>[0-5]?[0-9]))分(?![之钟])",
        _minutes,
    ),
)
