"""Editions and years of an award: what stands before its name, or inside it, and is no part of it."""

from __future__ import annotations

_ORDINAL = r"第[\d〇零一二三四五六七八九十百▢]{1,5}[届次回期批]|[首本上下历新]一?[届批]"
# The word of 2022年度人物 is the name's own.
_YEAR = r"学?年(?:度(?!.{0,4}人物)|(?!度))"
_YEARS = rf"(?:19|20)\d\d(?:[-—~至](?:19|20)?\d\d)?(?!\d)(?:{_YEAR})?|(?:\d{{2,3}}|[〇零一二三四五六七八九]{{2,4}})(?:{_YEAR})"

EDITION = rf"(?:{_ORDINAL}|{_YEARS})"
"""第十六届, 首届, 2022-2023年度, 二〇二三年."""
