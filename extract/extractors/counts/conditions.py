"""Under which condition a number counts people, groups or honours: one function for each `condition` of a classifier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from extract.extractors.counts.candidates import FEW, SCALED, Candidate
from extract.extractors.counts.nouns import Noun, clause_after, clause_before, noun_after, noun_before, people_before
from extract.text import patterns as re
from extract.types import CountMention

HEDGED: Final = re.compile("[近约逾超过足到满少]$")
"""What makes 百 and 万 numbers: 近万人, 不足百人."""
_FIGURES: Final = frozenset("百千万亿兆")  # 万人空巷, 百家争鸣, 千名校长海外研修计划, 百万市民
_STRESS: Final = re.compile("(?:仅|仅有|只有|各|[增减]?[多少加]了?|死亡|失踪|受伤|缺席)$")
_PRIZE: Final = re.compile("奖[”」]?(?:[（(][^（）()]{1,24}[）)])?$")
"""What says how many win it: 最佳创意奖（奖金5000元）一名."""
_PRESENT: Final = re.compile("(?:[有内外中致另]|造成)$")
_OPEN: Final = ("“", '"', "「", "『")
_CLOSE: Final = ("”", '"', "」", "』")
_NAMED_ACTION = re.compile(
    '[^“”「」『』"，。；\n]{1,20}(?:[”」』"](?:主题|系列|大型)?(?:活动|工程|行动|计划|项目|评选|称号)|人物[”」』"])'
)
_WORD_LIKE: Final = frozenset({"人", "人次", "例", "死", "伤", "男", "女", "金", "银", "铜"})
"""Classifiers that are their own noun: 车内一人 is a count, 有一名 an article."""
_HONOURED = re.compile(
    "(?<![收抓查缴捕破])获(?![悉知取利救释批准])|授予|颁给|得奖|捧[回得]|斩获|摘得|夺得|优秀|佳作|入选|脱颖而出|特优|优选|评选出|评出|选出|表彰|荣[获誉膺]|被评为|[特一二三]等奖"
)
_COLLECTED = re.compile("参赛作品|征集|收到|报名|征得|投稿|申报|参评|发表")
# 各地选送的优秀作品272件: good ones, which have not won yet.
_SENT_IN = re.compile("(?:选送|报送|送来)的(?:优秀|佳作)")
_MERIT = re.compile("等功$")
_MOVED = re.compile("(?:上升|下降|跃升|提升|前移|后移|下滑|上移|进步)了?$")
"""排名上升8位 counts ranks."""
_CONFERRED = re.compile("(?:授予|评选出|评出|选出|表彰|重?奖励?|嘉奖|获奖|得奖|授奖)(?:了|的)?[\u4e00-\u9fff]{0,6}$")
_PLACE_RECEIVED = re.compile(
    r"(?:[（(][\u4e00-\u9fff、]{1,6}[）)])?(?:均|都|分别|同时|成功|先后)?(?:获评|入选|上榜|荣?获|被(?:授予|评为|评定为|命名为|认定为|列为|表彰)|为(?=[“「『]))"
)
_PLACE_CONFERRED = re.compile("(?:授予(?:[^，。；]{2,24}等)?|命名|评选出|评出|选出|表彰|奖励|拟推荐|认定|通报表扬)了?$")
# 示范社区[12个], 文明村镇（[3个]）: places that bear a title
_TITLED_PLACE = re.compile("(?:文明|先进|示范|模范|优秀|最美|美丽|卫生|平安|特色)[\u4e00-\u9fff]{1,6}[（(：:]?$")
_SIBLING = "[0-9一二三四五六七八九十百]{1,5}[个所家户名位座条][\u4e00-\u9fff]{1,8}"
_SIBLINGS_BEFORE = re.compile(rf"(?:{_SIBLING}(?:、|和|以及)){{1,8}}$")
_SIBLINGS_AFTER = re.compile(rf"(?:(?:、|和|以及){_SIBLING}?(?=[、和以荣获被入受均都分]|$)){{1,8}}")
_SIBLING_REACH: Final = 60
_PRIZED = re.compile("[获受授得]奖")
_RECEIVED = re.compile(
    "(?:[（(][^（）()]{1,6}[）)])?(?:均|都|分别?|同时)?(?:获评|入选|[受得]奖|(?:捧[回得]|斩获|问鼎|摘得)[^，。；0-9]{0,20}奖|受到[^，。；0-9]{0,6}(?:奖励|表彰)|被(?:授予|评为|命名为)|荣?获得?[^，。；0-9]{0,20}(?:奖|称号|[金银铜]牌))"
)
_WORK_REACH: Final = 12
_CHOICE_REACH: Final = 18
_CHOSEN = re.compile("(?:评出|评选出|获奖)[^，；0-9]*$")
_COUNTED_AS: Final = {"awarded": "work", "place": "group"}
_WON = re.compile(
    "获得|夺得|夺取|斩获|摘得|摘下|收获|赢得|拿下|取得|包揽|囊括|占$|狂揽|揽获|[勇再共获夺摘揽得添]了?$|以$"
)
_HONOUR_REACH: Final = 8
"""Where an honour ends behind its number: 七项比赛全部获得金牌 counts no honours."""
_MEDAL_REACH: Final = 16
"""The same behind 枚, which counts nothing else: 一枚女子双人三米板金牌."""
_BARE_GAP: Final = 6
"""How far the noun may stand without a classifier: 5万优秀的在校学生."""
_POPULATION: Final = 10_000
_COUNTED_WITH: Final = {
    "any": frozenset({"person", "group", "honour", "work", "awarded", "place"}),
    "person": frozenset({"person"}),
    "group": frozenset({"group"}),
    "honour": frozenset({"honour", "work", "awarded"}),
}

_PAST: Final = {
    "any": frozenset[str](),
    "person": frozenset({"thing", "place", "group"}),
    "group": frozenset({"thing", "place", "person"}),
    "honour": frozenset({"person", "group"}),
}
"""The classes of nouns that may stand before the one that a classifier counts."""
_HONOURED_GROUPS = re.compile(
    "(?:均|分别|同时)?(?:荣?获|受[到表]|入选|上榜|当选|被[评授])|[、和及与]?[0-9]{1,3}[个名家人]"
)
_AGENCIES: Final = ("部门", "部委", "厅局")
"""Offices are counted without a classifier: 6部门, 十八部委."""


def counted(candidate: Candidate, previous: CountMention | None) -> Noun | None:
    """What `candidate` counts, or None where it is no count of people, groups or honours."""
    amount, classifier = candidate.amount, candidate.classifier
    if amount is None or (amount.value is not None and amount.value != int(amount.value)) or _is_figure(candidate):
        return None
    if classifier is None:
        return _bare(candidate)
    if candidate.text.startswith(classifier.not_before, candidate.end):
        return None
    return _CONDITIONS[classifier.condition](candidate, classifier.kind, previous)


def _is_figure(candidate: Candidate) -> bool:
    """万人, 百家, 千名 are figures of speech unless a hedge makes them numbers."""
    number = candidate.number
    return bool(number) and _FIGURES.issuperset(number) and not HEDGED.search(candidate.before(1))


def _is_article(candidate: Candidate) -> bool:
    """一名, 一个 are articles unless the words before stress the number."""
    if candidate.number != "一" or candidate.unit in {"枚", "块"} or _STRESS.search(candidate.before(3)):
        return False
    if candidate.unit in {"名", "位"} and _PRIZE.search(candidate.before(32)):
        return False
    return candidate.unit not in _WORD_LIKE or not _PRESENT.search(candidate.before(2))


def _is_slogan(candidate: Candidate, noun: Noun) -> bool:
    """“三个代表”, “四个机关”, “3名党员帮1户”活动 are names: the quotation holds the count alone, or names an action."""
    if noun.end is None or candidate.before(1) not in _OPEN:
        return False
    return candidate.text.startswith(_CLOSE, noun.end) or _NAMED_ACTION.match(candidate.text, candidate.end) is not None


def _chained(candidate: Candidate, previous: CountMention | None) -> bool:
    """Whether it stands directly behind the count before: 5金[3银], 1死、[3伤]."""
    return previous is not None and candidate.text[previous.end : candidate.start] in {"", "、", " ", "\u3000"}


def _always(candidate: Candidate, kind: str, _previous: CountMention | None) -> Noun | None:
    if _is_article(candidate) or (candidate.unit == "位" and _MOVED.search(candidate.before(3))):
        return None
    noun = None if candidate.unit in _WORD_LIKE else noun_after(candidate.text, candidate.end)
    if noun and _is_slogan(candidate, noun):
        return None
    return Noun(kind, noun.end if noun and noun.kind in {"person", "group"} else None)


def _with_noun(candidate: Candidate, kind: str, previous: CountMention | None) -> Noun | None:
    if _is_article(candidate):
        return None
    ends = candidate.at_edge()
    noun = (
        None
        if ends and candidate.text[candidate.end : candidate.end + 1].isalpha()
        else noun_after(candidate.text, candidate.end, past=_PAST[kind])
    )
    reach = _MEDAL_REACH if candidate.unit == "枚" else _HONOUR_REACH
    if noun and noun.kind == "honour" and noun.end is not None and noun.end - candidate.end > reach:
        noun = None
    if noun is None and ends:
        noun = (
            noun_before(candidate.text, candidate.start)
            or _as_previous(candidate, previous)
            or _total(candidate)
            or _divided(candidate)
            or _chosen(candidate, kind)
            or _winning(candidate, kind)
        )
    if noun is None or noun.kind not in _COUNTED_WITH[kind] or _is_slogan(candidate, noun):
        return None
    if noun.kind in _HONOURED_ONLY and not _HONOURED_ONLY[noun.kind](candidate, noun):
        return None
    return Noun(_COUNTED_AS.get(noun.kind, noun.kind), noun.end)


def _as_previous(candidate: Candidate, previous: CountMention | None) -> Noun | None:
    """…525万个，比上年净增[7.4万个]: the noun of the count before in the sentence."""
    if previous is not None and candidate.text[previous.end : candidate.start] == "、" and previous.unit == "名":
        return Noun("group")  # 分别为30名、50名、[12个]
    if previous is None or "。" in candidate.text[previous.end : candidate.start]:
        return None
    kind = previous.rule.removeprefix("counts.")
    same = previous.unit == candidate.unit or (candidate.unit == "项" and kind == "work")
    return Noun(kind) if same else None


def _total(candidate: Candidate) -> Noun | None:
    """甲科、乙科、丙科（共[3个]）: what was listed before."""
    closes = candidate.text.startswith(("）", ")"), candidate.end)
    return Noun("group") if closes and candidate.before(2) in {"（共", "(共"} else None


def _chosen(candidate: Candidate, kind: str) -> Noun | None:
    """评出优秀报告、演讲[417项], 获奖总数[81项]: what was chosen, whatever it is called."""
    chosen = kind == "honour" and _CHOSEN.search(clause_before(candidate.text, candidate.start, _CHOICE_REACH))
    return Noun("honour") if chosen else None


def _winning(candidate: Candidate, kind: str) -> Noun | None:
    """其中[3项]获二等奖: works that the words before name."""
    wins = kind == "honour" and _RECEIVED.match(candidate.text, candidate.end)
    return Noun("honour") if wins else None


def _divided(candidate: Candidate) -> Noun | None:
    """12名选手分为[六组]: people said to be in groups."""
    return Noun("group") if candidate.unit == "组" and people_before(candidate.text, candidate.start) else None


def _is_honoured(candidate: Candidate, noun: Noun) -> bool:
    """Works count where the clause says that they won, not where it says that they were sent in."""
    if _HONOURED.match(candidate.text, noun.end or candidate.end):
        return True
    before = clause_before(candidate.text, candidate.start, _WORK_REACH)
    if _SENT_IN.search(before):
        return False
    sent, won = list(_COLLECTED.finditer(before)), list(_HONOURED.finditer(before))
    if won and (not sent or sent[-1].end() < won[-1].end()):
        return True
    after = clause_after(candidate.text, candidate.end, _WORK_REACH)
    return not sent and _HONOURED.search(after) is not None and _COLLECTED.search(after) is None


def _is_awarded(candidate: Candidate, noun: Noun) -> bool:
    """Projects and products count only as the object of the honour: 授予215个项目, 3项成果获一等奖."""
    if _CONFERRED.search(candidate.before(_WORK_REACH)):
        return True
    if noun.end is None:
        return False
    siblings = _SIBLINGS_AFTER.match(candidate.text, noun.end)
    received = _RECEIVED.match(candidate.text, siblings.end() if siblings else noun.end)
    return received is not None or _PRIZED.search(candidate.text, candidate.end, noun.end) is not None


def _is_honoured_place(candidate: Candidate, noun: Noun) -> bool:
    """9个村获评…, 命名30个社区为…, 推荐2个镇、[7个村]; 走访9个村 counts no receivers."""
    before = _SIBLINGS_BEFORE.sub("", candidate.before(_SIBLING_REACH))
    if _PLACE_CONFERRED.search(before):
        return True
    if noun.end is None:
        return _TITLED_PLACE.search(before) is not None
    siblings = _SIBLINGS_AFTER.match(candidate.text, noun.end)
    return _PLACE_RECEIVED.match(candidate.text, siblings.end() if siblings else noun.end) is not None


_HONOURED_ONLY: Final[Mapping[str, Callable[[Candidate, Noun], bool]]] = {
    "work": _is_honoured,
    "awarded": _is_awarded,
    "place": _is_honoured_place,
}


def _at_edge(candidate: Candidate, kind: str, _previous: CountMention | None) -> Noun | None:
    return Noun(kind) if candidate.number[:1].isdigit() and candidate.at_edge() else None


def _medal(candidate: Candidate, kind: str, previous: CountMention | None) -> Noun | None:
    won = _chained(candidate, previous) or candidate.leads("金银铜枚") or _WON.search(candidate.before(5))
    return Noun(kind) if won else None


def _merit(candidate: Candidate, kind: str, _previous: CountMention | None) -> Noun | None:
    """荣立二等功[2次]; other times are none."""
    merit = _MERIT.search(candidate.before(3)) and candidate.at_edge()
    return Noun(kind) if merit else None


def _in_row(candidate: Candidate, kind: str, previous: CountMention | None) -> Noun | None:
    """6死10伤, 两女一男."""
    return Noun(kind) if _chained(candidate, previous) or candidate.leads("死伤男女") else None


_CONDITIONS: Final[Mapping[str, Callable[[Candidate, str, CountMention | None], Noun | None]]] = {
    "always": _always,
    "noun": _with_noun,
    "edge": _at_edge,
    "medal": _medal,
    "merit": _merit,
    "row": _in_row,
}


def _bare(candidate: Candidate) -> Noun | None:
    """35万访客, 两公司, 三大运营商, 等6部门: persons or groups behind a number without a classifier."""
    text, number = candidate.text, candidate.number
    many = number in FEW and text.startswith("大", candidate.end)  # 二十大 is a congress
    scaled = len(number) > 1 and SCALED.search(number) is not None
    noun = noun_after(text, candidate.end + many, gap=_BARE_GAP if scaled else 0)
    if noun is None or noun.kind not in ({"group", "honour"} if many else {"person", "group"}):
        return _population(candidate) if scaled else None
    office = text.startswith(_AGENCIES, candidate.end) or _is_in_headline(candidate, noun)
    return noun if scaled or many or office or number == "两" or candidate.before(1) == "等" else None


def _is_in_headline(candidate: Candidate, noun: Noun) -> bool:
    """我省[5企业]上榜, [3集体]1个人获奖: groups that headlines count without a classifier."""
    return (
        noun.kind == "group" and noun.end is not None and _HONOURED_GROUPS.match(candidate.text, noun.end) is not None
    )


def _population(candidate: Candidate) -> Noun | None:
    """总人口约[120万], 党员[9000多万]: a great number behind the persons it counts."""
    value = candidate.amount.value if candidate.amount else None
    if value is None or value < _POPULATION or not candidate.at_edge():
        return None
    noun = noun_before(candidate.text, candidate.start)
    return noun if noun and noun.kind == "person" else None
