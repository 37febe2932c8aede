"""Lengths of time: 三天, 近10年, 两年零三个月, 未来三年, 不到24小时; and what lies such a length away: 三年前, 两小时后."""

from __future__ import annotations

import re

from extract.extractors.dates.partial import Length, Partial, Unit
from extract.extractors.dates.pieces import DIGITS, NUMERALS, Rule, number

_UNITS: tuple[tuple[str, Unit, str], ...] = (
    ("世纪", "century", "Y"), ("甲子", "year", "Y"), ("年", "year", "Y"), ("载", "year", "Y"), ("季度", "quarter", "Q"),
    ("工作日", "workday", "D"), ("昼夜", "day", "D"), ("个月", "month", "M"), ("月", "month", "M"), ("星期", "week", "W"),
    ("礼拜", "week", "W"), ("周", "week", "W"), ("天", "day", "D"), ("日", "day", "D"), ("晚", "day", "D"),
    ("小时", "hour", "H"), ("钟头", "hour", "H"), ("个钟", "hour", "H"), ("时", "hour", "H"), ("刻钟", "minute", "M"),
    ("分钟", "minute", "M"), ("分", "minute", "M"), ("毫秒", "second", "S"), ("秒钟", "second", "S"), ("秒", "second", "S"),
)  # fmt: skip
_FACTOR = {"世纪": 100, "甲子": 60, "刻钟": 15, "毫秒": 0.001}

_COUNT = r"(?:[0-9]{1,8}(?:\.[0-9]{1,4})?[万亿]?|[一二两三四五六七八九十百千万廿卅〇零]{1,8}|半)"
_SOME = r"(?:几百|几千|几十|十几|[二三四五六七八九]十几|[1-9]0几|好几|数百|数千|数十|十数|几|数|多|若干)"
_HEAD = rf"(?:{_SOME}|{_COUNT}(?:余|多|来|几)?)"
_LONG_UNIT = (
    r"(?:个?(?:世纪|甲子)|年(?![级代龄轻薪报终检会款])|载(?=以?来|[，。、,；]|的|岁月|春秋|间|了|$)|个?季度|个?工作日|昼夜|个月|个?(?:星期|礼拜)|周(?![年末岁边期刊日一二三四五六])"
    r"|天(?![然津空气下安河坛地体府山文宇窗主生])|个?(?:小时|钟头)|个钟|刻钟|分钟|毫秒|秒钟|秒)"
)
_TAIL = r"(?:\(含\)|半|余|多)?"
_ELEMENT = rf"{_HEAD}\s?{_LONG_UNIT}{_TAIL}"
_REST = rf"(?:(?:\s?[又零余]|加上?|，|、)?{_HEAD}\s?(?:{_LONG_UNIT}|月(?![份底初末])|天|日|(?<=[0-9])时|时|分(?![之])|秒|晚)半?)"
_MORE = rf"(?:[又零余]?[一二两三四五六七八九十0-9][0-9一二三四五六七八九十]{{0,3}}(?:\.[0-9]{{1,2}})?(?:(?<=[年月日周期拜])|)(?:个月|个?(?:星期|礼拜)|周|天|日|个?(?:小时|钟头)|时|分钟|分|秒钟|秒|晚))"
_BEFORE = r"(?:不到|不足|大约|约|将近|接近|超过|逾|近|快|最近的?|近来|过去的?|未来的?|今后的?|将来的?|接下来的?|之后的?|向后|往后|前|上|下|后|头|这|此前|长达|过|已?满)"
_AFTER = r"(?:以上|以下|(?:左右|上下)|(?:多)?以来|来(?![自到往])|(?:以|之)?内|里|(?:以|之)?前(?![往后列所景三台锋途沿线])|(?:以|之)?后(?![续勤来方])|间)"
_SPECIAL = r"(?:一个半|两个半|三个半|个半|半个?多?|分半)"

_SPLIT = re.compile(
    rf"(?P<n>{_SOME}|{_COUNT})?(?P<more>余|多|来|几)?\s?(?P<each>个)?(?P<half>半)?(?P<unit>世纪|甲子|年|载|季度|工作日|昼夜|个月|月|星期|礼拜|周|天|日|晚|小时|钟头|个钟|钟(?!头)|时|刻钟|分钟|分|毫秒|秒钟|秒)"
    r"(?P<more2>余|多)?(?:\(含\))?(?P<half2>半)?钟?"
)
_UNKNOWN = {"几十": "XX", "数十": "XX", "几百": "XXX", "数百": "XXX", "几千": "XXXX", "数千": "XXXX", "几": "X", "数": "X",
            "多": "X", "好几": "X", "若干": "X", "十几": "1X", "十数": "1X"}  # fmt: skip
_OF = {text: (unit, letter) for text, unit, letter in _UNITS} | {"钟": ("hour", "H")}


def _count(text: str) -> float | None:
    """A count that may have a fraction and 万."""
    scale = {"万": 10_000, "亿": 100_000_000}.get(text[-1], 1) if text[0].isdigit() else 1
    if text == "半":
        return 0.5
    if "." in text or scale > 1:
        return float(text.rstrip("万亿")) * scale
    return number(text)


def _elements(text: str) -> list[tuple[str, float, str, Unit, bool]]:
    """The parts of a length: digits for ISO, size, letter, unit, whether it is counted in hours or less."""
    found = []
    for match in _SPLIT.finditer(text):
        word, unit_text = match["n"] or "", match["unit"]
        unit, letter = _OF[unit_text]
        if word and word in _UNKNOWN:
            found.append((_UNKNOWN[word], 3.0, letter, unit, unit in _CLOCK))
            continue
        size = _count(word) if word else 0.0
        if word and word[-1] == "几":
            size = float(number(word[:-1]))
        if size is None:
            continue
        size *= _FACTOR.get(unit_text, 1)
        if match["half"] or match["half2"]:
            size += 0.5 * _FACTOR.get(unit_text, 1) if (word or not match["half"]) else 1.5 if match["each"] else 0.5
        found.append((_plain(size), size, letter, unit, unit in _CLOCK))
    return found


_CLOCK = ("hour", "minute", "second")


def _plain(size: float) -> str:
    return f"{size:.4f}".rstrip("0").rstrip(".")


def length(text: str, place: str | None = None) -> Length | None:
    """The length that `text` says.

    >>> length("两年零三个月").iso, length("3小时40分钟").iso, length("半年").iso, length("几十年").iso
    ('P2Y3M', 'PT3H40M', 'P6M', 'PXXY')
    """
    elements = _elements(text)
    if not elements:
        return None
    if len(elements) == 1:
        elements = [_whole(elements[0])]
    order = "YQMWD"
    dates = sorted((e for e in elements if not e[4]), key=lambda e: order.index(e[2]))
    clock = [e for e in elements if e[4]]
    iso = "P" + "".join(e[0] + e[2] for e in dates)
    iso += "T" + "".join(e[0] + e[2] for e in clock) if clock else ""
    return Length(iso.replace("Q", "Q"), tuple((e[1], e[3]) for e in elements), place)


def _whole(element: tuple[str, float, str, Unit, bool]) -> tuple[str, float, str, Unit, bool]:
    """半年 is six months, 半小时 thirty minutes: no fractions where a shorter unit makes a whole number."""
    _, size, letter, unit, clock = element
    if size == 0.5 and unit == "year":
        return "6", 6.0, "M", "month", clock
    if size % 1 == 0.5 and unit == "hour":
        return _plain(size * 60), size * 60, "M", "minute", clock
    if size == 0.5 and unit == "month":
        return "15", 15.0, "D", "day", clock
    if size % 1 == 0.5 and unit == "minute":
        return _plain(size * 60), size * 60, "S", "second", clock
    return element


_PLACES = (
    (("最近", "近", "过去", "这", "此前"), "past"), (("未来", "今后", "将来", "接下来", "之后", "向后", "往后", "后", "下"), "next"), (("前", "上", "头"), "before"),
    (("过",), "after"),
)  # fmt: skip
_LEADS = tuple((word, place) for heads, place in _PLACES for word in heads)


def _place(head: str | None, tail: str | None) -> str | None:
    for word, place in _LEADS:
        if head and head.startswith(word):
            return place
    tail = tail or ""
    return "within" if tail.endswith("内") else "past" if tail.endswith("来") else None


def _duration(match: re.Match[str]) -> Length | Partial | None:
    head, body, tail = match["head"], match["body"], match["tail"]
    if tail and tail[-1] in "前后" and not head:
        return _away(body, tail)
    return length(body, _place(head, tail))


def _away(body: str, tail: str) -> Partial | None:
    """三年前, 两小时后: so far from the anchor."""
    said = length(body)
    if said is None or len(said.parts) != 1:
        return Partial(ago=(_days(said), "day")) if said and False else None
    size, unit = said.parts[0]
    return Partial(ago=(size if tail[-1] == "后" else -size, unit))


def _days(said: Length | None) -> float:
    return 0.0


def _duration_range(match: re.Match[str]) -> Length | None:
    """10至12周, 3、4个月: the lower end."""
    unit = re.sub(r"^[0-9一二两三四五六七八九十]+", "", match["last"])
    return length(match["n"] + unit)


_CN = "一二两三四五六七八九十百千万零半几数多廿卅"
_STARTS = DIGITS + _CN + "分个好若不大约将接超逾近快最过未今此之向往前上下后头这长已满"

RULES = (
    Rule(
        "dates.duration_range",
        DIGITS + _CN,
        rf"(?P<n>[0-9]{{1,4}}|[一二两三四五六七八九十]{{1,3}})(?:[-—~至到、])(?P<last>(?:[0-9]{{1,4}}|[一二两三四五六七八九十]{{1,3}})(?:个月|天(?![下空])|周(?![年一二三四五六日])|个?(?:小时|星期|钟头|工作日)|分钟|秒钟?))(?:以上|以下|(?:以|之)?内|左右)?",
        _duration_range,
    ),
    Rule("dates.long_number", "一", r"(?P<n>一个世纪|一甲子)(?:以来|来)?", lambda match: length(match["n"])),
    Rule(
        "dates.duration",
        _STARTS,
        rf"(?P<head>{_BEFORE})?\s?(?P<body>(?:{_ELEMENT}|百年(?!大计)|千年|(?:{_COUNT})?个?半(?:个?(?:小时|钟头|月|年|钟|季度|世纪)|天)|[两几数半]月|[五六七八九]?十日|[3-9][0-9]日|[0-9]{{3}}日|{_HEAD}\s?[日月](?=(?:以|之)内|内)|{_HEAD}\s?日(?=以[上后前下来])|{_HEAD}(?:天|日|年)[又零]|{_HEAD}分(?=[0-9零一二三四五六七八九十]{{1,3}}秒)|{_HEAD}分半|分半){_MORE}{{0,5}}{_REST}{{0,0}}(?:有余|余|多)?)"
        rf"\s?(?P<tail>{_AFTER})?",
        _duration,
    ),
)
