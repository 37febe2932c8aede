"""Whether the sentence says that a name is conferred, or only describes someone with its words."""

from __future__ import annotations

from functools import cache
from typing import Final

from extract.extractors.awards.editions import EDITION
from extract.extractors.awards.sentence import CLOSING, OPENING, Name, Sentence
from extract.text import patterns as re
from extract.text.lexicon import entries
from extract.types import Span

TITLE_MARK = r"荣誉称号|国家荣誉称号|光荣称号|称号|荣衔"
_MARK_BEHIND = re.compile(
    rf"[”」』\"]?(?:{TITLE_MARK}|殊荣|奖项|命名|揭晓|证书|奖[牌杯]|牌匾|行列|之列|榜单|领奖台|头衔|桂冠|绶带|花落|[颁奖授]给|颁予|归了|(?:上|登)台领奖|[由归][^，。]{{2,60}}(?:获得|夺得|分享|摘得|所有)|评选|颁奖|(?:受到?|获得?|[予给]以|给予|进行)?了?拟?(?:表彰|表扬)|[予给]以(?:奖励|嘉奖)|获奖|得奖|奖|遴选|选拔|推选|获选|受奖|得主|获得者|(?:的)?候选|(?:获奖)?名单|(?:[（(][^（）()]{1, 24}[）)])?(?:一?共计?|[评选]出了?|产生了?|各)*[\d一二三四五六七八九十]+[名位人个户家]|[也都均还在会上]{1, 5}受到?表彰)"
)
_MARK_BEFORE = re.compile(
    r"(?:评选|选出|评出|当选|获选|表彰|表扬|受奖|获奖名单(?:包[含括])?|评为|命名|争做|选树|推选|涌现出?的?)"
)
# 表扬杰出人员 describes, 表扬模范警察 names.
_PRAISING = frozenset({"表扬", "表彰", "奖励", "嘉奖", "受表彰", "受到表彰", "获表彰", "获得表彰"})
_NAME_AHEAD = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[、，。；及和与]|$)")
_COMMON_PRAISE = ("优秀", "杰出", "卓越", "资深", "绩优", "优良")
_ASPIRED = re.compile(r"(?:[争勇敢][当做创]|打造|培[育养]|建[设成]|创[建成])$")
# 创建示范县20个、[示范乡镇]100个
_ASPIRED_LIST = re.compile(r"(?:创建|打造|培育|建成)[^，。；]{1,30}[\d]个、$")
_COUNTED = re.compile(r"\d+[名位个户家所支]$")
# 30名优秀教师、5个先进集体受到表彰; 对30名优秀教师，5个先进集体进行了表彰
_COMMENDED_BEHIND = re.compile(
    r"[^，。；]{0,40}?(?:，\d+[名位个户家所支][^，。；]{1,30}){0,6}?"
    r"(?:受到?|获得?|得到|进行|[予给]以|给予)[^，。；]{0,10}?(?:表彰|表扬|奖励|命名)"
)
_DIRECT_OBJECT = re.compile(
    rf"了?(?:为[“「]{EDITION})?(?:\d{{2,4}}年度?)?(?:一批)?(?:先进|模范|优秀|单位|集体|个人|工作者|[、和与及])*"
)
PEOPLE_PRAISED = re.compile(
    r"(?:英雄|功臣|功勋|先进|标兵)*(?:英雄|模范|楷模|标兵|先锋|好人|能手|工匠|状元|示范点|突击队|突击手|桂冠)(?:人物|代表)?|(?:优秀|先进)(?:代表|人物)"
)
# 最佳导演：…, 最佳编剧归…: whoever is named behind it won it.
AWARDED_BEHIND = re.compile(
    r"(?:分别)?[为是有]?[：:]|花落|则?颁发?[给予]|[奖送]?给了?(?=[^，。；]{2,})|[-－—]—?(?=[\u4e00-\u9fff])|为(?=[^，。；、为]{2,16}、)|授予|[计共]有|则?[由归][^，。；]{2,60}?(?:获得|夺得|分享|摘得|获|所有|(?=[，。；]|$))"
)
_WINNER_BEHIND = re.compile("[：:](?=.)|[，,]?花落")
_CELL_BEHIND = re.compile(r"[ \u3000\t]+[\u4e00-\u9fff《]")
_CALLED = re.compile(r"(?:称[作为]|誉为|叫[作做]|唤作)[“「『]?$")
_MORE_QUOTED = re.compile(r"(?:[、和与及]?[“「『][^“”「」『』，。；\n]{2,16}[”」』])+")
_BEST_FOR = ("点", "时间", "时机", "位置", "地段", "方式", "方案", "路线", "季节", "视角", "状态", "选择")
"""What is best to do something at or by, and wins nothing: 最佳观察点."""
_ITEM_OPENS = re.compile(r"(?:^|[，。；;、\s：:★☆●○■□◆◇▲△])$")
_PERSON_AND = re.compile(r"[、和与及暨]")
_PUBLISHED = re.compile(r"(?:发布|公布|推出|揭晓|成为)[^，。；“「『]{0,12}$")
_ACTION_BEHIND = re.compile("(?:联合)?(?:军事)?演习|演练|行动|计划|工程|系统|软件|专项")
_DEEDS_BEHIND = re.compile(r"(?:[\u4e00-\u9fff]{2,4}?(?:同志)?的?)?先进事迹|事迹|发布仪式")
_BECAME = re.compile(r"成为[^，。；]{0,12}$")
# 第三届“…”, 甲等10人为“…”
_BEFORE_HONOUR = re.compile(rf"(?:{EDITION}|年度|\d[名位人个户家][\u4e00-\u9fff]{{0,4}}为)$")
# 推举甲为A, 为A甲颁奖
_THIS_YEARS = re.compile(r"(?:今年|本届|首届|本次|本年度|年度|新一届)的?[“「『]?$")
_CHOSEN_AS = re.compile(r"(?:推[举选]|评选|遴选|确定|认定|选树|评定|选)[^，。；]{1,30}为$")
_ON_STAGE = re.compile(r"[^，。；：]{2,24}?(?:颁奖|颁发|佩戴|披[红上戴]|戴上|献花|送上)")
_LISTED_HONOURS = re.compile(
    r"等[\d一二三四五六七八九十多各]*[个项]?(?:大奖|奖项|荣誉|称号|殊荣)|[”」](?:受到?|获得?)(?:表彰|表扬)"
)
_PAPERS = frozenset({"奖状", "颁奖状", "颁奖杯", "奖杯", "感谢状"})
_PLACES = frozenset({"示范区", "示范点", "示范村", "示范户", "示范基地"})
_HANDED_OVER = re.compile(r"[\d一二两三]|[、及和与]?(?:奖[座杯牌]|证书|纪念)|等环节")
_HELD = re.compile(r"(?:[”」]的?|(?:证书|奖[牌座章金品])[、和与及])$")
_GIVEN = ("发", "颁", "赠")
_PRAISED = ("优秀个人", "优秀集体", "优秀单位", "先进", "劳动模范", "模范", "楷模", "标兵", "好人")
_SISTERS = re.compile(
    r"(?:[、和与及](?:先进|模范|优秀|示范|文明|五四红旗|十佳|最美)(?:集体|个人|单位|工作者|家庭|村镇?|镇|社区|校园|城市|行业|户|团[员委]|团?干部|团支部|党员|教师|学生))+"
)
_WINNING = ("获奖", "得奖", "受奖")
_NEAR = 16
_OPENS_LIST = frozenset("：:（(】〗—　")
_NEXT_LIST = frozenset("；;")
_LIST_BEFORE = re.compile(r"(?:先进|优秀|模范|标兵|最佳|等奖|[金银铜]奖)[^，。；;：:]{0,10}[：:（(][^；;]*[；;]$")
_ALONE = re.compile(rf"(?:[\s：:（）()\d名个项人一二三四五、.【】★☆●○■□◆◇▲△]|{EDITION})*")


def is_common(sentence: Sentence, name: Name) -> bool:
    """受表彰的先进集体 speaks of honours named elsewhere; 颁发奖状1帧 lists things handed over."""
    text = sentence.text
    if name.name in _PLACES:
        return not _MARK_BEHIND.match(text, name.end) and sentence.conferral_before(name.start) is None
    if name.name in _PAPERS:
        return _is_paper_at_hand(sentence, name)
    if "冠军" in name.name or PEOPLE_PRAISED.fullmatch(name.name):
        return not _MARK_BEHIND.match(text, name.end)
    if not name.name.startswith(_PRAISED) or _is_heading(text, name) or _is_counted_and_commended(sentence, name):
        return False
    if name.name.startswith("先进") and text[name.start - 1] == "的":  # 获得荣誉称号的先进集体
        return True
    return not _MARK_BEHIND.match(text, name.end) and not _is_named_by_verb(sentence, name)


def _is_paper_at_hand(sentence: Sentence, name: Name) -> bool:
    """颁发奖状1帧, 证书和奖杯, 拿着奖状: a thing that is handed over or held, not the honour that someone gets."""
    text = sentence.text
    if _HELD.search(text, max(0, name.start - 4), name.start) or _HANDED_OVER.match(text, name.end):
        return True
    given = sentence.conferral_before(name.start) is not None or text.endswith(_GIVEN, 0, name.start)
    return not given and not _MARK_BEHIND.match(text, name.end)


def _is_named_by_verb(sentence: Sentence, name: Name) -> bool:
    """Whether a word of conferring near before takes `name` as its object; a word of praise only directly or counted."""
    before = sentence.conferral_before(name.start)
    if before is None:
        return False
    counted = _is_counted(sentence.text, name)
    if name.start - before.end >= _NEAR and not counted:
        return False
    direct = counted or _DIRECT_OBJECT.fullmatch(sentence.text, before.end, name.start)
    return before.word not in _PRAISING or bool(direct)


@cache
def nouns() -> re.Pattern[str]:
    """Whom and what an honorary title may name."""
    return re.compile("|".join(sorted(entries("award_nouns"), key=lambda noun: (-len(noun), noun))))


def coordinated_noun(sentence: Sentence, end: int) -> re.Match[str] | None:
    """The person that shares the opening word of the title before it: 移工 in 全国模范劳工、移工选拔."""
    link = _PERSON_AND.match(sentence.text, end)
    noun = nouns().match(sentence.text, link.end()) if link else None
    return noun if noun and _MARK_BEHIND.match(sentence.text, noun.end()) else None


def has_evidence(sentence: Sentence, name: Name) -> bool:
    """Whether the clause says that `name` is conferred, chosen or a title."""
    text, start = sentence.text, name.start
    if (
        _CALLED.search(text, max(0, start - 4), start)
        or _ASPIRED.search(text, max(0, start - 2), start)
        or _ASPIRED_LIST.search(text, max(0, start - 32), start)
    ):
        return False
    if name.name.startswith("最佳") and name.name.endswith(_BEST_FOR):
        return _is_conferred(sentence, name)
    return any(sign(sentence, name) for sign in _SIGNS)


def _is_conferred(sentence: Sentence, name: Name) -> bool:
    """荣获文明单位; 表扬杰出人员 only describes."""
    before = sentence.conferral_before(name.start)
    if before is None or _is_profession(sentence, name):
        return False
    return not (before.word in _PRAISING and _is_common_praise(sentence, name))


def _is_profession(sentence: Sentence, name: Name) -> bool:
    """获颁A的有资深大律师甲: what someone has long been, before the name."""
    opened = sentence.text.startswith("资深", name.head)
    return opened and _NAME_AHEAD.match(sentence.text, name.end) is not None


def _is_common_praise(sentence: Sentence, name: Name) -> bool:
    return name.bare and sentence.text.startswith(_COMMON_PRAISE, name.head, name.end)


def _is_marked(sentence: Sentence, name: Name) -> bool:
    """文明单位称号, 优秀教师评选; 模范劳工、移工选拔 and 模范集体、模范个人表彰 mark both."""
    is_title = name.rule in {"awards.opened", "awards.headed"} and not name.name.endswith("奖")
    shared = is_title and coordinated_noun(sentence, name.end)
    if _is_counted(sentence.text, name) and sentence.text.startswith(_WINNING, name.end):  # 10名优秀学生获奖
        return False
    sisters = _SISTERS.match(sentence.text, name.end)
    return bool(shared or _MARK_BEHIND.match(sentence.text, sisters.end() if sisters else name.end))


def _is_counted_and_commended(sentence: Sentence, name: Name) -> bool:
    """70个先进集体和198名先进个人受到表彰."""
    return _is_counted(sentence.text, name) and _COMMENDED_BEHIND.match(sentence.text, name.end) is not None


def _is_counted(text: str, name: Name) -> bool:
    return _COUNTED.search(text, max(0, name.start - 4), name.start) is not None


def _has_winner_behind(sentence: Sentence, name: Name) -> bool:
    """最佳编剧：甲; 成为本届最佳射手."""
    text = sentence.text
    if "最佳" in name.name and _BECAME.search(text, max(0, name.start - _NEAR), name.start):
        return True
    start = name.start - (text[name.start - 1 : name.start] in OPENING)
    end = name.end + (text[name.end : name.end + 1] in CLOSING)
    if name.name.startswith("最佳") and not text[:start].strip() and _CELL_BEHIND.match(text, end):
        return True
    opens = name.name.startswith("最佳") or _ITEM_OPENS.search(text, max(0, start - 1), start)
    return bool(opens and (AWARDED_BEHIND.match(text, end) or (end > name.end and text[name.end] == "】")))


def _stands_in_frame(sentence: Sentence, name: Name) -> bool:
    """What stands around its quotation, or else in its line or clause, tells an honour."""
    text = sentence.text
    quote = sentence.quote_around(name.start, name.end)
    if quote and name.end + 1 >= quote.end and text[quote.start] != "【":
        return _is_quoted_honour(sentence, quote) or _opens_line(text, *quote)
    clause = sentence.clause(name.start)
    mark = _MARK_BEFORE.search(text, clause.start, name.start)
    described = _is_common_praise(sentence, name) and text.endswith(("一批", "一些", "许多"), 0, name.start)
    named = (mark and not described) or _LISTED_HONOURS.search(text, name.end, clause.end)
    return bool(named) or _is_heading(text, name)


def _is_quoted_honour(sentence: Sentence, quote: Span) -> bool:
    """获“…”, 第三届“…”, “…”等荣誉, 发布“…”, “…”先进事迹."""
    text = sentence.text
    if _ACTION_BEHIND.match(text, quote.end):
        return False
    row = _MORE_QUOTED.match(text, quote.end)
    if sentence.conferral_before(quote.start) or _MARK_BEHIND.match(text, row.end() if row else quote.end):
        return True
    if _ITEM_OPENS.search(text, max(0, quote.start - 1), quote.start) and _WINNER_BEHIND.match(text, quote.end):
        return True  # “服务之星”：甲、乙
    before = _BEFORE_HONOUR.search(text, max(0, quote.start - 8), quote.start) or _PUBLISHED.search(
        text, max(0, quote.start - _NEAR), quote.start
    )
    behind = _DEEDS_BEHIND.match(text, quote.end) or _LISTED_HONOURS.search(
        text, quote.end, sentence.clause(quote.end).end
    )
    return bool(before or behind)


def _is_chosen(sentence: Sentence, name: Name) -> bool:
    """大家推举甲为A; 为A甲颁奖, 给A佩戴绶带."""
    text = sentence.text
    start = name.start - (text[name.start - 1 : name.start] in OPENING)
    if _CHOSEN_AS.search(text, max(0, start - 40), start):
        return True
    if _THIS_YEARS.search(text, max(0, start - 6), start) and text.startswith(
        ("是", "为", "有"), name.end + (start < name.start)
    ):
        return True
    return text.endswith(("为", "给", "向"), 0, start) and _ON_STAGE.match(text, name.end) is not None


_SIGNS: Final = (
    _is_conferred, _is_marked, _is_counted_and_commended, _has_winner_behind, _stands_in_frame, _is_chosen,
)  # fmt: skip


def _is_heading(text: str, name: Name) -> bool:
    """Whether `name` stands alone in its line or opens a list, or the next of one: 先进个人（30名）, ；先进集体：甲."""
    if text[name.end : name.end + 1] in _OPENS_LIST and text[name.start - 1 : name.start] in _NEXT_LIST:
        return _LIST_BEFORE.search(text, 0, name.start) is not None
    return _opens_line(text, name.start, name.end)


def _opens_line(text: str, start: int, end: int) -> bool:
    """Whether nothing but numbering stands before the span, and nothing, a number or a list behind it."""
    opens_list = text[end : end + 1] in _OPENS_LIST
    return _ALONE.fullmatch(text, 0, start) is not None and (opens_list or _ALONE.fullmatch(text, end) is not None)
