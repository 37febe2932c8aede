"""Times that come back: 每年, 每周三, 每天晚上8点, 每隔3天."""

from __future__ import annotations

import re

from extract.extractors.dates.clock import PARTS
from extract.extractors.dates.durations import length
from extract.extractors.dates.partial import Repeat
from extract.extractors.dates.pieces import DAY, FIGURES, HOUR, MINUTE, MONTH, NUMBER, WEEK_WORDS, WEEKDAY, Rule, spell

_PERIODS = {"年": "P1Y", "月": "P1M", "周": "P1W", "星期": "P1W", "礼拜": "P1W", "天": "P1D", "日": "P1D", "季度": "P1Q",
            "小时": "PT1H", "分钟": "PT1M", "秒": "PT1S", "工作日": "P1D", "周末": "P1W", "晚": "P1D", "早": "P1D",
            "钟头": "PT1H", "季": "P1Q", "学期": "P6M"}  # fmt: skip
_UNITS = "|".join(sorted(_PERIODS, key=lambda word: (-len(word), word)))
_PART = "|".join(sorted((p for p in PARTS if len(p) > 1), key=lambda word: (-len(word), word)))
_TIME = rf"(?:的?(?:{_PART}|[晚早](?={HOUR}[点时])))?(?:(?:{HOUR}[点时](?:{MINUTE}分?|半|整)?|[0-9]{{1,2}}:[0-9]{{2}})(?:{PARTS and '[-—~至到]'}(?:{HOUR}[点时](?:{MINUTE}分?|半)?|[0-9]{{1,2}}:[0-9]{{2}}))?)?"
_DATE = rf"(?:{MONTH}月(?:{DAY}[日号]|份?(?:[上中下]旬|[初中底末])|份)?|[春夏秋冬][季天]|{DAY}[日号]|(?:母亲|父亲|春|国庆|中秋|端午|清明)节|[月年][初中底末])"
_DAYS = rf"(?:[1-7]|{WEEKDAY})(?![次班趟个场列架天])"


def _every(match: re.Match[str]) -> Repeat | None:
    count = match["n"]
    if count:
        said = length(count + match["unit"])
        return Repeat(said.iso, said.iso) if said else None
    period = _PERIODS[match["unit"]]
    return Repeat(period, period)


def _every_weekday(_: re.Match[str]) -> Repeat:
    return Repeat("P1W", "P1W")


def _interval(match: re.Match[str]) -> Repeat | None:
    said = length(match["n"])
    return Repeat(said.iso, said.iso) if said else None


def _workdays(_: re.Match[str]) -> Repeat:
    return Repeat("P1D", "P1D")


RULES = (
    Rule(
        "dates.every_weekday",
        spell(["每", "每个", "每逢", "逢"], WEEK_WORDS),
        rf"(?:每[个逢]?|(?<![相重遭])逢)(?:星期|周|礼拜)(?:的?{_DAYS}(?:(?:[、和及]|[至到~—-])(?:星期|周|礼拜)?{_DAYS})*|工作日){_TIME}",
        _every_weekday,
    ),
    Rule(
        "dates.every",
        spell("每", ["", "一"], FIGURES + "百千万几 个年月周星礼天日季小分秒工晚早钟学"),
        rf"每一?(?P<n>(?:{NUMBER}|几))?\s?个?(?P<unit>{_UNITS})(?:的?{_DATE}(?:[-—~至到]{_DATE})?)?{_TIME}(?![度报均人位名个家轻龄级代])",
        _every,
    ),
    Rule(
        "dates.every_interval",
        frozenset({"每隔"}) | spell("隔", FIGURES),
        rf"(?:每隔|(?<![\u4e00-\u9fff])隔)(?P<n>{NUMBER}(?:个?(?:小时|月|星期|季度|礼拜|工作日)|天|年|周|分钟|日|秒))",
        _interval,
    ),
    Rule(
        "dates.workdays",
        frozenset({"工作日"}),
        rf"工作日(?:每天)?(?:的?(?:{_PART})|(?:{_PART})?{HOUR}[点时](?:{MINUTE}分?|半)?)",
        _workdays,
    ),
    Rule(
        "dates.weekday_span",
        spell(WEEK_WORDS, "一二三四五六日天", "至到~—-"),
        rf"(?:周|星期|礼拜)[一二三四五六日天][至到~—-](?:周|星期|礼拜)?[一二三四五六日天]的?(?:{_PART})",
        _every_weekday,
    ),
)
