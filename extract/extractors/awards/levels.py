"""Level and kind of an award: from the list, else from the words of its name."""

from __future__ import annotations

from typing import cast

from extract.extractors.awards.lists import table
from extract.text import patterns as re
from extract.types import AwardKind, AwardLevel

_LEVELS: tuple[tuple[AwardLevel, re.Pattern[str]], ...] = (
    ("international", re.compile(r"国际|世界|全球|亚洲|亚太|亚运|奥运|奥斯卡|诺贝尔|联合国|欧洲|戛纳|柏林|威尼斯")),
    ("national", re.compile(r"全国|国家|中国|中华|共和国|国务院|总统|行政院|中央|[^省市县区]部(?=[^门队分委])")),
    ("provincial", re.compile(r"省|自治区|首都|北京|上海|天津|重庆|香港|澳门")),
    ("municipal", re.compile(r"市|州")),
    ("county", re.compile(r"县|区级|[^地社校园]区(?!域)|旗(?!手|集体)")),
    ("organization", re.compile(r"公司|集团|学院|大学|校|厂|协会|学会|基金会|系统|院长")),
)
_KINDS: tuple[tuple[str, AwardKind], ...] = (
    ("奖状", "certificate"),
    ("感谢状", "certificate"),
    ("表扬状", "certificate"),
    ("褒扬令", "certificate"),
    ("奖章", "medal"),
    ("勋章", "medal"),
    ("章", "medal"),
    ("奖杯", "medal"),
    ("牌", "medal"),
    ("奖", "prize"),
    ("杯", "prize"),
    ("提名", "prize"),
)


def level_of(name: str) -> AwardLevel | None:
    """The level of the award `name`, None where neither the list nor the name tells it.

    >>> level_of("茅盾文学奖"), level_of("江西省劳动模范"), level_of("读书之星")
    ('national', 'provincial', None)
    """
    listed = table("awards").get(name)
    if listed and listed["level"]:
        return cast("AwardLevel", listed["level"])
    return next((level for level, words in _LEVELS if words.search(name)), None)


def kind_of(name: str) -> AwardKind:
    """The kind of the award `name`: from the list, else from its last word; a title where nothing else fits.

    >>> kind_of("首都劳动奖状"), kind_of("全国文明城市"), kind_of("金牌")
    ('certificate', 'title', 'medal')
    """
    listed = table("awards").get(name)
    if listed:
        return cast("AwardKind", listed["kind"])
    return next((kind for ending, kind in _KINDS if name.endswith(ending)), "title")
