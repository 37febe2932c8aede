"""What a noun phrase names, told by the noun that closes it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from extract.text.lexicon import entries, read_table

ReceiverKind = Literal["person", "group", "place", "work"]

_LONGEST_NOUN = 7
_NUMBERED = re.compile("[一二三四五六七八九十]{1,3}[中小连营排班队局院所厂场]$")
"""县一中, 松河二小, 发射二营."""
_STRAIN = re.compile(r"[\u4e00-\u9fff]{1,6}[\d一二三四五六七八九十]{1,4}号")
"""沅优3号, 海洋一号."""
_BRANDED = re.compile("[”」]牌[\u4e00-\u9fff]{1,8}$")
"""“海燕”牌彩电."""
# 报告会 and 座谈会 are occasions, 集训中 is a time: alone these close no name of a body.
_WEAK = frozenset("会党系组股课台里邻办室委中行社盟") | {"共和国", "联邦", "王国"}
_PARTS = frozenset("组股课台办室")
"""What closes the name of a part of a body, and by itself too much else."""


def kind_of_phrase(phrase: str) -> ReceiverKind | None:
    """What a noun phrase names by its closing noun; None for a bare noun and for what can receive nothing."""
    if phrase[-1] in '”」』"':
        return kind_of_phrase(phrase[:-1]) or "work" if len(phrase) > 3 else None
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", phrase)
    if is_division(bare):
        return "place"
    if _BRANDED.search(bare) or _STRAIN.fullmatch(bare):
        return "work"
    if len(bare) > 1 and _NUMBERED.search(bare):
        return "group"
    whole = len(bare) > 2 and bare[-1] in "科站系"  # 药剂科 names itself
    for length in range(min(_LONGEST_NOUN, len(bare) - (not whole)), 0, -1):
        kind = closing_nouns().get(bare[-length:])
        if kind:
            return kind if length > 1 or len(bare) > 2 or bare[0] == "某" else None  # 某舰, 某连
    return "group" if bare[-1] in _PARTS and _holds_body(bare) else None


def is_division(text: str) -> bool:
    """Whether `text` is a province, city or county, with or without its kind."""
    return text in _divisions()


def _holds_body(phrase: str) -> bool:
    """Whether a noun of bodies stands inside: 第四研究院传热组."""
    sizes = (2, 3, 4)
    return any(phrase[at : at + size] in bodies() for at in range(1, len(phrase) - 2) for size in sizes)


@cache
def bodies() -> frozenset[str]:
    return frozenset(row["noun"] for row in read_table("organization_nouns") if row["place"] == "end") - _WEAK


@cache
def closing_nouns() -> dict[str, ReceiverKind]:
    own = {row["noun"]: row["kind"] for row in read_table("grant_receivers")}
    return {**dict.fromkeys(bodies(), "group"), **own}  # type: ignore[dict-item]


@cache
def _divisions() -> frozenset[str]:
    names = entries("divisions")
    return names | {name[:-1] for name in names if len(name) > 2 and name[-1] in "省市县区"}
