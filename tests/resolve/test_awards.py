"""Which names stand for one award."""

from __future__ import annotations

import pytest

from extract.resolve.awards import canonical_names
from extract.types import AwardMention


def mention(name: str) -> AwardMention:
    return AwardMention(start=0, end=len(name), text=name, rule="awards.headed", name=name, level=None, kind="title")


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("金贝奖", "海岛戏剧节金贝奖"),
        ("五一劳动奖章", "海江省五一劳动奖章"),
        ("全市文明单位", "临江市文明单位"),
        ("友谊勋章", "俄罗斯友谊勋章"),
        ("友谊勋章", "中华人民共和国友谊勋章"),
    ],
)
def test_a_shorter_name_is_the_fuller_one(short: str, full: str) -> None:
    assert canonical_names([mention(short), mention(full)], "")[short] == full


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("荣誉勋章", "大莲花荣誉勋章"),
        ("一等功", "集体一等功"),
        ("优秀教师", "资深优秀教师"),
        ("全市文明单位", "临江省文明单位"),
        ("全国劳动模范", "国防劳动模范"),
    ],
)
def test_like_names_are_two_awards(one: str, other: str) -> None:
    assert canonical_names([mention(one), mention(other)], "")[one] == one
