"""Times that no calendar fixes: 日前, 近年来, 目前, 今后."""

from __future__ import annotations

import re

from extract.extractors.dates.partial import Vague
from extract.extractors.dates.pieces import Rule, spell
from extract.extractors.dates.relative import words

_PAST = ("日前 近日 连日来 近期 近来 近年来 近年 近些年来 近些年 近几年来 近几年 几年来 这几年来 这几年 这些年来 这些年 这两年 最近几年 这几天 近几天 近几日 最近 "
         "前不久 不久前 前段时间 前一段时间 前阵子 前些年 前几年 前些天 前几天 前些日子 此前不久 往年 以往 过去 从前 很久以前 很久很久以前 最近一段时间 近一段时间 近一个时期 数年来 几十年前")  # fmt: skip
_PRESENT = (
    "目前 当前 现在 如今 此刻 当下 眼下 时下 现阶段 现今 而今 当今 现如今 这会儿 此时此刻 而家 宜家 现时 今时今日"
)
_FUTURE = "今后 未来 将来 以后 今后一个时期 今后一个阶段 今后一段时间 未来一段时间 未来一个时期 未来几年 今后几年 今后一段时期 未来一段时期 不久的将来 日后 往后"
_TABLE = {name: Vague(value) for names, value in ((_PAST, "PAST_REF"), (_PRESENT, "PRESENT_REF"), (_FUTURE, "FUTURE_REF"))
          for name in names.split()}  # fmt: skip

_TILL_NOW = dict.fromkeys(("至今", "迄今", "迄今为止"), Vague("PRESENT_REF"))
_COUNTED = r"的?\s?(?:[0-9]+|[一二两三四五六七八九十几数半]{1,3})\s?个?多?(?:年|月|天|日|周|小时|星期|季度|分钟|礼拜|工作日|刻钟|钟头|世纪|代)"

_HEADS = {"最近": "PAST_REF", "近": "PAST_REF", "过去": "PAST_REF", "这": "PAST_REF", "前": "PAST_REF", "早": "PAST_REF",
          "今后": "FUTURE_REF", "未来": "FUTURE_REF"}  # fmt: skip
_LONG_HEADS = "最近|近|过去|今后|未来"


def _few(match: re.Match[str]) -> Vague:
    return Vague(_HEADS[match["head"]])


_NO_EARLY_TIMES = "的?(?:教|发|胃|肝|肺|癌|肿|疾|病|诊|筛|症|胚|阶段|作品|干预|治|识别|预警|投|版|形态|工作|准备)"
"""早期 is a time of its own where somebody did something then, not where it is a stage of something."""

RULES = (
    Rule(
        "dates.vague",
        frozenset({"早期"}),
        f"早期(?!{_NO_EARLY_TIMES})(?<![癌病症娠]早期)",
        lambda _: Vague("PAST_REF"),
    ),
    Rule(
        "dates.vague",
        spell(_LONG_HEADS.split("|"), ["", "的"], "几数"),
        rf"(?P<head>{_LONG_HEADS})的?(?:几|数)(?:个?(?:年|天|日|周|月|星期))(?:以?来)?(?![之以]?内)",
        _few,
    ),
    Rule(
        "dates.vague",
        spell([*_LONG_HEADS.split("|"), "这", "前"], ["段", "一段", "一个", "阶段"]),
        rf"(?P<head>{_LONG_HEADS}|这|前)(?:一?段(?:时间|时期|日子)|一个?(?:时期|阶段)|阶段)(?:以?来|内|里)?",
        _few,
    ),
    words("dates.till_now", _TILL_NOW, unless="[天日年早晚晨]"),
    words(
        "dates.vague",
        _TABLE,
        unless=f"(?<=而今)[天日年晚]|(?<=实现今)|(?<=[表体呈]现时)|(?<=[相适]当今)|科技城|派|完成时|进行时|{_COUNTED}",
    ),
)
"""至今 has a value of its own (至今); in a range it is the open end. 未来三年 is a length, not a vague future."""
