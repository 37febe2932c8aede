"""What looks like a time and is none: 第十四届, 三点建议, 3:2, 五四大街, 百日攻坚, article and phone numbers."""

from __future__ import annotations

import re

from extract.extractors.dates.partial import Bare, Length, Partial, Phrase, Range, Vague

_NEEDS_LEFT = frozenset({"dates.part_short", "dates.edition"})
_ALONE = frozenset({"dates.dash_month_day", "dates.dot_month_day", "dates.lunar_day", "dates.year_month_numeric", "dates.holiday_bare",
                    "dates.minutes", "dates.edition", "dates.zero_year"})  # fmt: skip
_ORDINAL = re.compile(r"[第]\s?$")
_BEFORE = re.compile(r"[A-Za-z#＃№]$")
_AFTER_LENGTH = re.compile(r"[龄制游租假攻行战]|周年|[以]?[后]?[卡]")
_ID_BEFORE = re.compile(r"[0-9A-Za-z][-./]?$")


def keeps(text: str, phrase: Phrase) -> bool:
    """Whether `phrase` of the folded `text` is a time expression."""
    what = phrase.what
    if isinstance(what, Bare):
        return False
    isolated = phrase.start == 0 and phrase.end >= len(text.rstrip("。.!? "))
    before, after = text[max(0, phrase.start - 2) : phrase.start], text[phrase.end : phrase.end + 4]
    if phrase.rule in _ALONE and not isolated:
        return False
    if before.endswith("第") and not isinstance(what, Vague):
        return False
    if isinstance(what, Partial):
        return _keeps_partial(text, phrase, what, before, after, isolated)
    if isinstance(what, Length):
        return _keeps_length(what, before, after)
    if isinstance(what, Vague):
        return _keeps_vague(text, phrase, before, after)
    return True


def _keeps_partial(text: str, phrase: Phrase, what: Partial, before: str, after: str, isolated: bool) -> bool:
    said = what.said().keys()
    if said <= {"phase"} or said <= {"minute"} or (said <= {"ago", "phase"} and "phase" in said):
        return isolated and "minute" in said
    if said <= {"weekday", "pick"} and what.pick and what.pick.which == "nth" and not isolated:
        return what.pick.unit != "day" or "weekday" in said
    if said == {"pick"} and what.pick:
        return what.pick.unit in ("month", "quarter") and what.pick.which == "first"
    if phrase.rule == "dates.slash_month_day":
        return _slash(text, phrase, isolated)
    if phrase.rule in ("dates.clock", "dates.clock_colon") and before[-1:].isascii() and _ID_BEFORE.search(before):
        return False
    if phrase.rule in ("dates.clock_colon",) and (before[-1:] in "比分" or after[:1] in "比战"):
        return False
    if phrase.rule.startswith(("dates.numeric", "dates.compact", "dates.day_first")) and re.search(
        r"[0-9A-Za-z][-/.:]?$|[-/]$", before
    ):
        return False
    if phrase.rule == "dates.month" and said == {"month"}:
        return not after.startswith(("天", "广场", "花"))
    if phrase.rule == "dates.day" and said == {"day"}:
        return not after.startswith(("游", "线", "志", "元", "本"))
    if phrase.rule == "dates.short_year" and said == {"short_year"}:
        return True
    return not (after.startswith("届") or after.startswith("岁"))


def _slash(text: str, phrase: Phrase, isolated: bool) -> bool:
    before, after = text[max(0, phrase.start - 1) : phrase.start], text[phrase.end : phrase.end + 1]
    if text[phrase.end - 1] in "日号" or isolated:
        return True
    return (not before or before in "(、,:; 于~至今自在") and (not after or after in ")、,; ~-至(")


def _keeps_length(what: Length, before: str, after: str) -> bool:
    if after.startswith(
        ("周年", "游", "攻坚", "岁", "级", "制", "大战", "行动", "维新", "龄", "期间")
    ) or before.endswith(("每", "零")):
        return False
    return True


def _keeps_vague(text: str, phrase: Phrase, before: str, after: str) -> bool:
    word = text[phrase.start : phrase.end]
    if word == "过去":
        return not (before and before[-1:] not in "，。、；： 的\n“（(,;:！？在是比从") and not after.startswith(
            ("了", "的")
        )
    if word in ("未来", "将来", "以后"):
        return word != "以后" or not before or before[-1:] in "，。、；：\n“（(,;:为从"
    return True
