"""Level and kind of an award: from the list, else from the words of its name, else from who confers it."""

from __future__ import annotations

from typing import Final, cast

from extract.extractors.awards.lists import table
from extract.extractors.awards.sentence import Name, Sentence
from extract.text import patterns as re
from extract.types import AwardKind, AwardLevel

_MINISTRY = (
    r"(?:教育|文化|公安|农业|水利|卫生|民政|财政|交通|铁道|建设|司法|人事|劳动|科技|国防|外交|商务|电力|冶金|化工|轻工|机械|电子|煤炭|能源|环保|"
    r"住建|工信|人社|退役军人事务|应急管理|法务|内政)部(?![门队分])|中[组宣]部|团中央"
)
_NATION = rf"全国|全军|解放军|国家|中国|中华|共和国|国务院|总统|行政院|中央|(?<![省市县区]){_MINISTRY}"
_WORLD = r"国际|世界|全球|亚洲|亚太|亚运|奥运|奥斯卡|诺贝尔|联合国|欧洲|戛纳|柏林|威尼斯"
_ORGANIZATION = r"公司|集团|学院|大学|校|厂|协会|学会|基金会|系统|院长"
# What the title makes of its receiver is no level: 文明城市, 双拥模范县, 示范区.
_PLACES: Final[tuple[tuple[AwardLevel, str], ...]] = (
    ("provincial", r"省|自治区|首都|(?:北京|上海|天津|重庆)市?(?!军区)|香港|澳门"),
    ("municipal", r"(?:(?<![城都超])|(?<=^[\u4e00-\u9fff]城))市(?!场)|(?<!神)州|地区(?=.)"),
    ("county", r"县(?!城|$)|(?<![地社校园军战景])区(?!域|$)|旗(?!手|集体|$)|乡(?!村|贤|$)|镇(?!$)"),
)
_PLACE = re.compile("|".join(f"(?P<{level}>{words})" for level, words in _PLACES))
_WIDE: Final[tuple[tuple[AwardLevel, re.Pattern[str]], ...]] = (
    ("national", re.compile(r"(?:全国|国家|中国|中华)(?!人民银行)")),
    ("international", re.compile(_WORLD)),
    ("national", re.compile(_NATION)),
)
_OWN = re.compile(rf"(?:{_ORGANIZATION})(?!园|$)")
_BODY = re.compile(
    rf"(?P<national>中共中央|国务院|中央军委|中央[\u4e00-\u9fff]{{2,6}}[部委办]|全国[\u4e00-\u9fff]{{2,8}}(?:会|联|协)|国家[\u4e00-\u9fff]{{1,8}}[局委署]|{_MINISTRY})"
    r"|(?:(?P<provincial>省|自治区|(?:北京|上海|天津|重庆)市)|(?P<municipal>(?<![都超])市|州|地)|(?P<county>县|区|旗|镇|乡))"
    r"(?:级|党?委|人民政府|政府|[\u4e00-\u9fff]{0,8}?(?:局|厅|办公?室?|工会|妇联|[协学]会))"
    r"|(?P<organization>公司|集团|学校|学院|大学|厂|协会|学会|基金会)"
)
_BODY_REACH: Final = 40
_KINDS: Final[tuple[tuple[str, AwardKind], ...]] = (
    ("奖状", "certificate"),
    ("感谢状", "certificate"),
    ("表扬状", "certificate"),
    ("褒扬令", "certificate"),
    ("证书", "certificate"),
    ("奖章", "medal"),
    ("奖章集体", "medal"),
    ("勋章", "medal"),
    ("章", "medal"),
    ("奖杯", "medal"),
    ("牌", "medal"),
    ("奖", "prize"),
    ("杯", "prize"),
    ("提名", "prize"),
)


def level_of(name: str, body: AwardLevel | None = None) -> AwardLevel | None:
    """The level of the award `name`, where `body` is the level of who confers it; None where nothing tells it.

    A listed title that other bodies confer too yields to the body: 最美职工 of a city is no national one.

    >>> level_of("茅盾文学奖"), level_of("江西省劳动模范"), level_of("读书之星")
    ('national', 'provincial', None)
    >>> level_of("最美职工"), level_of("最美职工", "municipal"), level_of("临江市最美职工")
    ('national', 'municipal', 'municipal')
    """
    listed = table("awards").get(name)
    if listed and listed["level"] and (body is None or listed["kind"] != "title" or not name.startswith("最美")):
        return cast("AwardLevel", listed["level"])
    return _told_by(name) or body


def _told_by(name: str) -> AwardLevel | None:
    """The level that the words of `name` tell: the widest, or of its places the last, 甲省乙市 is a city."""
    starts = _WIDE[0][1].match(name)
    wide = "national" if starts else next((level for level, words in _WIDE[1:] if words.search(name)), None)
    if wide:
        return wide
    last = max(_PLACE.finditer(name), key=lambda match: match.start(), default=None)
    if last:
        return cast("AwardLevel", last.lastgroup)
    return "organization" if _OWN.search(name) else None


def level_of_body(sentence: Sentence, name: Name) -> AwardLevel | None:
    """The level of who confers `name`, as far as its sentence says it: 市总工会授予…, 被县委评为…, 获省政府颁发的…."""
    verb = sentence.conferral_before(name.start)
    if verb is None:
        return None
    passive = sentence.text.rfind("被", max(0, verb.start - _BODY_REACH), verb.start)
    if passive >= 0:
        start, end = passive, verb.start
    elif table("award_conferrals")[verb.word]["voice"] == "confer":
        start, end = max(0, verb.start - _BODY_REACH), verb.start
    else:
        start, end = verb.end, name.start
    last = max(_BODY.finditer(sentence.text, start, end), key=lambda match: match.start(), default=None)
    return cast("AwardLevel", last.lastgroup) if last else None


def kind_of(name: str) -> AwardKind:
    """The kind of the award `name`: from the list, else from its last word; a title where nothing else fits.

    >>> kind_of("首都劳动奖状"), kind_of("全国文明城市"), kind_of("金牌")
    ('certificate', 'title', 'medal')
    """
    listed = table("awards").get(name)
    if listed:
        return cast("AwardKind", listed["kind"])
    return next((kind for ending, kind in _KINDS if name.endswith(ending)), "title")
