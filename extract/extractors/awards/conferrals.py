"""Words of conferring, with what they say of the grant: given, planned, nominated or held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from extract.extractors.awards.lists import Hit, table
from extract.extractors.awards.sentence import Sentence
from extract.text import patterns as re
from extract.types import ConferralMention, GrantStatus

# 颁奖典礼, 表彰大会: the occasion, not the act.
_NAMES_OF_EVENTS = frozenset(
    {
        "颁奖",
        "表彰",
        "表扬",
        "评选",
        "授予",
        "颁发",
        "获奖",
        "得奖",
        "评选出",
        "奖励",
        "入选",
        "颁",
        "授奖",
        "颁授",
        "颁赠",
    }
)
_PLANNED = re.compile(
    r"(?:(?<![主名战虎健小老将])将(?![“「『\"军领士]|.*(?:奖|章|号)[”」』]?$)|拟|预定|预计|计划|即将|届时|可(?:以|望)|有望)[^，,。；;]{0,10}$|可$"
)
_EVENT = re.compile(
    r"(?:表彰|表扬|颁奖|命名)?(?:基金|典礼|晚会|仪式|盛典|大会|活动|会议|会|礼|音乐|工作(?![队者室])|办法|通知|结果|名单|台(?![湾北南东中商大])|嘉宾|委员|标准|条件|范围|作业|之际|决定|制度)"
)
_DENIED = re.compile(r"(?:未|没有?|无缘|不|未能|尚未|并未)$")


def find_conferrals(sentence: Sentence) -> Iterator[ConferralMention]:
    """The words of conferring of `sentence`; a denied one is none."""
    for hit in sentence.hits:
        if "conferral" not in hit.roles or (hit.word in _NAMES_OF_EVENTS and _EVENT.match(sentence.text, hit.end)):
            continue
        if not _DENIED.search(sentence.text, max(0, hit.start - 4), hit.start):
            yield _conferral(sentence, hit)


def _conferral(sentence: Sentence, hit: Hit) -> ConferralMention:
    row = table("award_conferrals")[hit.word]
    text, end = sentence.text, hit.end - _jury_behind(sentence, hit)
    status = cast("GrantStatus", row["status"])
    ahead = _PLANNED.search(text, max(0, hit.start - 14), hit.start) if status == "granted" else None
    taken = text.startswith("为", end - hit.word.endswith("为")) and not hit.word.startswith("被")
    if ahead and not (taken and ahead[0].startswith("将")):  # 将甲评选为A is done
        status = "planned"
    return ConferralMention(
        start=sentence.offset + hit.start,
        end=sentence.offset + end,
        text=text[hit.start : end],
        rule="awards.conferral",
        voice="receive" if row["voice"] == "receive" else "confer",
        status=status,
    )


def _jury_behind(sentence: Sentence, hit: Hit) -> bool:
    """Whether 评 belongs to what follows: 获 of 获评委会大奖."""
    return hit.word.endswith("评") and sentence.text.startswith(("委会", "审"), hit.end)
