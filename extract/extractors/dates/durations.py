"""Lengths of time: 三天, 近10年, 两年零三个月, 未来三年, 不到24小时; and what lies such a length away: 三年前, 两小时后."""

from __future__ import annotations

from typing import NamedTuple

from extract.extractors.dates.partial import Length, Partial, Range, Unit, Vague
from extract.extractors.dates.pieces import DIGITS, Rule, after_number, number, spell
from extract.text import patterns as re

_UNITS: dict[str, tuple[Unit, str, float]] = {
    "世纪": ("year", "Y", 100), "甲子": ("year", "Y", 60), "年": ("year", "Y", 1), "载": ("year", "Y", 1),
    "季度": ("quarter", "Q", 1), "月": ("month", "M", 1), "星期": ("week", "W", 1), "礼拜": ("week", "W", 1),
    "周": ("week", "W", 1), "天": ("day", "D", 1), "日": ("day", "D", 1), "晚": ("day", "D", 0), "夜": ("day", "D", 0), "昼夜": ("day", "D", 1),
    "工作日": ("workday", "D", 1), "小时": ("hour", "H", 1), "钟头": ("hour", "H", 1), "个钟": ("hour", "H", 1),
    "时": ("hour", "H", 1), "刻钟": ("minute", "M", 15), "个字": ("minute", "M", 5), "分钟": ("minute", "M", 1),
    "分": ("minute", "M", 1), "秒钟": ("second", "S", 1), "秒": ("second", "S", 1), "毫秒": ("second", "S", 0.001),
}  # fmt: skip
"""Each unit: what it counts in, its ISO letter, and how many of those it is."""

_CLOCK = ("hour", "minute", "second")
_DIGIT_YEAR = r"(?!(?:1[5-9]|20)[0-9]{2}\s?年)"
_CN = "一二两三四五六七八九十百千万廿卅零〇"
_COUNT = rf"(?:{_DIGIT_YEAR}(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}|[0-9]{{1,8}}+)(?:\.{_DIGIT_YEAR}[0-9]{{1,4}})?(?:[万亿]{_DIGIT_YEAR}(?:[0-9],[0-9]{{3}}|[0-9]{{1,4}}千?)?)?|[{_CN}]{{1,8}}+(?:点[一二三四五六七八九])?)"
_SOME = r"(?:几百|几千|几十|十几|[二三四五六七八九]十几|[1-9]0几|好几|数百|数千|数十|十数|几|数|多|若干)"
_MANY = rf"(?:{_SOME}|{_COUNT}(?:余|多|来|几)?)"
_YEARS = r"年(?![级代龄轻薪报终检会款制生底初末]|期(?!间))"
_DAYS = r"整?天(?![然津文坛才堑价花鹅赋象宫])"
_MOONS = rf"个?多?(?:世纪|甲子|工作日|(?:星期|礼拜)(?![一二三四五六日](?![天日夜次名位个])))|个多?(?:月|季度)|{_YEARS}|载(?=以?来|[，。、,；]|的|岁月|间|了|\s|$)|昼夜"
_HOURS = "个?多?(?:小时|钟头)|个钟(?!头)|刻钟|个字|分钟|毫秒|秒钟?"
_UNIT = rf"(?:{_MOONS}|周(?![年末岁边期刊日一二三四五六天])|{_DAYS}|{_HOURS})"
_HALF = r"个?半(?:个?多?(?:小时|钟头|月(?![谈板形])|年(?![级])|季度|世纪|学期)|天|分钟|个钟|个?钟)"
_REST = (
    r"(?:(?:[又零余]|加上?)?[一二两三四五六七八九十零0-9]{1,4}(?:\.[0-9]{1,2})?"
    r"(?:个月|月(?=零|[0-9一二三四五六七八九十]{1,3}[天日])|个?(?:星期|礼拜)|周(?![年末岁边期刊日一二三四五六天])|天|日|个?(?:小时|钟头)|时|分(?!之)钟?|秒钟?|晚|夜(?![里晚间班])))"
)
_SHORT_UNIT = (
    rf"(?<!月)(?:{_MANY}\s?日(?=(?:以|之)?[内]|以[上后前下来])|[两三四五六七八九十]日(?=之?后)|(?:[几数]|多(?<![许众诸]多))日(?!本)|[0-9]{{3}}日|(?:3[2-9]|[4-9][0-9])日|[四五六七八九]十{{1}}日)"
    rf"|{_MANY}\s?月(?=(?:以|之)内)|[两几数]月(?![份])|{_COUNT}[分](?=[0-9零一二三四五六七八九十]{{1,3}}秒)|{_COUNT}?分半钟?(?!决)"
)
_FROM_HERE = r"(?:最近|近|过去|未来|今后|将来|接下来|之后|向后|往后|前(?<![提目日此之以期从超]前)|(?<![\u4e00-\u9fff])(?:上|下|后|头|过))的?\s?"
_HEDGE = r"(?:不到|不超过|不足|大约|约|将近|接近|超过|逾|(?<![最尽加])快)"
_AWAY = r"(?:以|之)?前(?![往后列所景三台锋途沿线])|(?:以|之)?后(?![续勤来方])"
_AFTER = rf"(?:以上|以下|左右|上下|以来|来(?![自到往])|(?:以|之)?内|里(?!程)|{_AWAY}|间(?=[，。、]))"

_SPLIT = re.compile(
    rf"(?P<n>{_SOME}|{_COUNT})?(?P<more>余|多|来|几)?\s?(?P<each>个)?多?(?P<half>半)?[个整]?多?(?P<unit>个字|{'|'.join(sorted(_UNITS, key=lambda u: (-len(u), u)))}|钟)"
    r"(?P<half2>半)?钟?"
)
_UNKNOWN = {"几十": "XX", "数十": "XX", "几百": "XXX", "数百": "XXX", "几千": "XXXX", "数千": "XXXX", "几": "X", "数": "X",
            "多": "X", "好几": "X", "若干": "X", "十几": "1X", "10几": "1X", "十数": "1X"}  # fmt: skip
_AGES = 1000
"""From so many years on, 2000多年前 tells no year."""
_UNSURE = 3.0
"""The size that few (几) has where a place on the calendar is wanted."""


class _Element(NamedTuple):
    digits: str
    letter: str
    size: float
    unit: Unit


def _count(text: str) -> float:
    """A count that may have a fraction and 万; of two rising numerals (三四天, 三五天) the lower."""
    text = text.replace(",", "").removesuffix("几")
    if text[0].isdigit() and text[-1] not in "万亿" and ("万" in text or "亿" in text):
        return number(text)
    if text[0].isdigit():
        scale = {"万": 10_000, "亿": 100_000_000}.get(text[-1], 1)
        return float(text.rstrip("万亿")) * scale
    if "点" in text:
        whole, fraction = text.split("点")
        return number(whole) + number(fraction) / 10
    if (
        len(text) == 2
        and text.isalpha()
        and not set(text) & set("十百千万廿卅")
        and 0 < number(text[0]) < number(text[1])
    ):
        return number(text[0])
    return number(text)


def _elements(text: str) -> list[_Element]:
    """The parts of a length."""
    found = []
    for match in _SPLIT.finditer(text):
        word, unit_text = match["n"] or "", match["unit"]
        unit, letter, factor = _UNITS.get(unit_text, ("hour", "H", 1))
        if not factor:
            continue
        if word in _UNKNOWN:
            found.append(_Element(_UNKNOWN[word], letter, _UNSURE, unit))
            continue
        size = _count(word) if word else 0.0
        if match["half"]:
            size += 0.5 if word or not match["each"] else 1.5
        if match["half2"]:
            size += 0.5 if word else 1.5
        if unit == "month" and size > 1 and size % 1 == 0.5:
            found.append(_Element(_plain(size - 0.5), letter, size - 0.5, unit))
            size, letter, unit = 15.0, "D", "day"
        found.append(_whole(_Element(_plain(size * factor), letter, size * factor, unit)))
    return found


def _plain(size: float) -> str:
    return f"{size:.4f}".rstrip("0").rstrip(".")


def _whole(element: _Element) -> _Element:
    """半年 is six months, 半小时 thirty minutes: no fractions where a shorter unit makes a whole number."""
    size, unit = element.size, element.unit
    if size == 0.5 and unit == "month":
        return _Element("15", "D", 15.0, "day")
    if size % 1 == 0.5 and unit == "year":
        return element._replace(digits=_plain(12 * size), letter="M")
    if size % 1 == 0.5 and unit in ("hour", "minute"):
        shorter: tuple[str, Unit] = ("M", "minute") if unit == "hour" else ("S", "second")
        return _Element(
            _plain(size * 60),
            shorter[0],
            size * 60 if unit == "minute" else size,
            shorter[1] if unit == "minute" else unit,
        )
    return element


def length(text: str, place: str | None = None) -> Length | None:
    """The length that `text` says.

    >>> length("两年零三个月").iso, length("3小时40分钟").iso, length("半年").iso, length("几十年").iso
    ('P2Y3M', 'PT3H40M', 'P6M', 'PXXY')
    """
    elements = _elements(text)
    if not elements:
        return None
    dates = sorted((e for e in elements if e.unit not in _CLOCK), key=lambda e: "YQMWD".index(e.letter))
    clock = [e for e in elements if e.unit in _CLOCK]
    iso = "P" + "".join(e.digits + e.letter for e in dates)
    iso += "T" + "".join(e.digits + e.letter for e in clock) if clock else ""
    return Length(iso, tuple((e.size, e.unit) for e in elements), place)


_PLACES = {
    "最近": "past", "近": "past", "过去": "past", "未来": "next", "今后": "next", "将来": "next", "接下来": "next",
    "之后": "next", "向后": "next", "往后": "next", "后": "next", "下": "next", "前": "before", "上": "before",
    "头": "before", "过": "after",
}  # fmt: skip


def _duration(match: re.Match[str]) -> Length | Partial | Range | Vague | None:
    here, body, tail = match["here"], match["body"], match["tail"] or ""
    if tail[-1:] in ("前", "后") and not here:
        return _away(body, tail)
    place = _PLACES[here.strip().removesuffix("的")] if here else None
    said = length(body, place or ("within" if tail.endswith("内") else "past" if tail.endswith("来") else None))
    return said and said._replace(rough=bool(re.search("[多余]", body)))


def _away(body: str, tail: str) -> Partial | Range | Vague | None:
    """三年前, 两小时后: so far from the anchor; 三年以前, 两小时以后: up to there, from there on."""
    said = length(body)
    if said is None:
        return None
    if "X" in said.iso and "1X" not in said.iso:
        return Vague("FUTURE_REF" if tail[-1] == "后" else "PAST_REF")
    size, unit = said.parts[0]
    if unit == "year" and size >= _AGES and tail[-1] == "前":
        return Vague("PAST_REF")
    if len(said.parts) > 1:
        size, unit = sum(n * _IN_DAYS.get(u, 0) for n, u in said.parts), "day"
    there = Partial(ago=(size if tail[-1] == "后" else -size, unit))
    if not tail.startswith("以"):
        return there
    return Range(there, None) if tail[-1] == "后" else Range(None, there)


_IN_DAYS = {"year": 365.0, "month": 30.0, "week": 7.0, "day": 1.0, "workday": 1.4, "quarter": 91.0}


def _duration_range(match: re.Match[str]) -> Length | None:
    """10至12周, 3、4个月: the lower end."""
    return length(match["n"] + match["unit"])


_FEW = r"(?:[0-9]{1,4}|[一二两三四五六七八九十]{1,3})"

_LENGTH = (
    rf"(?!千百|一年半载)(?P<hedge>{_HEDGE})?(?P<here>{_FROM_HERE})?(?P<body>(?:{_MANY}\s?{_UNIT}(?:\(含\)|多(?!达)|余)?(?:半(?!个))?|百年(?!大计)|千年|(?:{_COUNT})?{_HALF}|{_SHORT_UNIT}){_REST}{{0,5}})"
    rf"(?:有余|余|多(?!达))?(?:\s?(?P<tail>{_AFTER}))?"
)
_HEADS = ("不到", "不超过", "不足", "大约", "约", "将近", "接近", "超过", "逾", "快", *_PLACES)
_NUMBER_STARTS = DIGITS + _CN + "半几数多个好若的分 "
_COUNTED = (
    after_number("年天整周星礼个世甲工季载昼小钟刻分毫秒余来")
    | spell(["#日", "#月"], "内以之后")
    | spell(["#点"], "一二三四五六七八九")
    | {"几日", "数日", "多日", "半月", "几月", "数月", "两月", "分半", "个半", "好几", "若干"}
)

RULES = (
    Rule("dates.duration_range", after_number("-—~至到、"),
         rf"(?P<n>{_FEW})[-—~至到、]{_FEW}(?P<unit>个月|{_DAYS}|周(?![年一二三四五六])|个?(?:小时|星期|钟头|工作日)|分钟|秒钟?)(?:以上|以下|(?:以|之)?内|左右)?",
         _duration_range),
    Rule("dates.days_long", spell(["为期", "一连", "连续", "历时", "长达"], "^"), rf"(?P<n>{_FEW})日(?!\s?[-—~至到])",
         lambda match: length(match["n"] + "天")),
    Rule("dates.nights", after_number("个晚夜"), rf"(?P<n>{_FEW})(?:个晚上|晚(?![上会报餐间期宴点辈年])|夜(?=[，。、,；]|的))",
         lambda match: length(match["n"] + "天")),
    Rule("dates.previous_hour", spell("上", ["", "一"], ["", "个"], ["小时"]), "上一?个?小时", lambda _: length("1小时", "past")),
    Rule("dates.duration", _COUNTED | spell(_HEADS, _NUMBER_STARTS), _LENGTH, _duration),
)  # fmt: skip

COUNTED_DAYS = Rule("dates.duration", after_number("日"), _LENGTH, _duration)
"""120日 is a length where 12日 is a day: tried after the days."""
