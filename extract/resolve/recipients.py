"""Who or what receives an award: persons by their mentions, groups, places and works by the grammar of noun phrases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from extract.text.lexicon import entries, read_table
from extract.types import Span

Kind = Literal["person", "group", "place", "work"]

_GROUP_NOUN = (
    r"协进会|促进会|党总支|党小组|卫生院|工作队|分公司|联合会|联谊会|发展协会|总会|商会|理事会|世界展望会|项目部|业务部|代表队|代表团|大队|中队|支队|总队|分队|小队|战队|队伍?|救援站|工作站|服务站|站|连队?|合成旅|旅|团队|团|营|排|班组|班级|车间|班|组合|组|"
    r"党委|党支部|支部|党组织|工会|妇联|团委|协会|学会|基金会|委员会|办公室|公所|政府|机关|单位|集体|中心|"
    r"剧团|艺术团|团体|乐团|乐队|合唱团|公司|集团|工厂|米厂|厂|企业|合作社|银行|医院|大学|学院|中学|小学|国中|国小|高中|学校|幼儿园|院校|院|校|"
    r"研究所|派出所|所|局|厅|署|处|科|部|委|社|店|馆|台|报社|网|选手|组合|运动员|教练组|专家|群体代表|群体|家庭|舰|艇|农场|茶园|庙|宫|寺|剧社|工作室|实验室|基地"
)
_PLACE_NOUN = r"省|自治区|市|自治州|州|县区|县|区|旗|镇|乡|村寨|村|街道|社区|里|景区|公园|新城|古城|城|岛|港|机场|小区"
_WORK_NOUN = r"作品|画报|周报|日报|工程|项目|成果|研究|产品|茶|酒|米|影片|节目|栏目|论文|歌曲|剧目|大桥|秀芽"
_NOUN_END = re.compile(
    rf"(?:(?P<group>{_GROUP_NOUN})|(?P<place>{_PLACE_NOUN})|(?P<work>{_WORK_NOUN}))(?:[（(][^（）()]{{1,30}}[）)])?$"
)
_WORK = re.compile(r"[《〈][^《》〈〉]{1,30}[》〉]$")
_QUOTED_NAME = re.compile(r"[“「『][^“”「」『』]{1,24}[”」』]$")
_PLACE_NAMES = re.compile(
    r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|"
    r"内蒙古|广西|西藏|宁夏|新疆|香港|澳门|中国|[\u4e00-\u9fff]{2,3}[省市县])$"
)
_PRONOUN = re.compile(
    r"(?:他|她|它|他们|她们|它们|其|该[\u4e00-\u9fff]{1,4}|本人|自己|两人|二人|三人|同时|此次|本次|这[\u4e00-\u9fff]{0,3})$"
)
_ADVERB = (
    r"先后|连续[\d一二三四五六七八九十两多]+[次年届度]?|[再多屡数首曾]次|再度|第[一二三四五六七八九十\d]+[次度]|分别|共同|一举|成功|光荣|荣幸|最终|最后|终于|如愿|还|也|又|均|都|皆|各|共|曾经|曾(?=[获被任在])|已经?|"
    r"刚刚|日前|近日|今年|去年|当年|同年|本次|此次|这次|今日|今天|昨天|同时|并|而|且|同(?=$)|齐|就|才|将|可|有望|率先|顺利|双双|独|勇|荣|喜|更|则|另外?|此外|其中|一并|目前|至今|迄今|共有|近年来|期间|当选|受|被|凭此|因此|凭借?此|"
    r"首度|二度|三度|时隔[^，,]{1,4}|毫无悬念|史无前例|破天荒|脱颖而出|勇夺|[，、：:\s“「『\"]|[本我该全][市省县区校国](?!级)|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|[本该上]届[^，,。]{2,6}?[会赛节]|\d{4}年|今[（(]\d+[/\d]*[）)][年日]?(?:[上下]午|晚间?)?|'|[（(][^（）()]*[）)]"
)
_TRAILING = re.compile(rf"(?:{_ADVERB})$")
_LEADING = re.compile(
    rf"(?:{_ADVERB}|该|这[支个所家位项座]|由(?![式衷])|因|其中|会上|大会上|获悉|据悉|据了解|此外|由于|即|以及|及|和|与|有|包括|对|向|为|是|给予?|予|了|等|的)+"
)
_PREPOSITIONAL = re.compile(
    r"(?:在|于|从|以|凭借?|经过?|由于|因|通过|依靠|靠|按|与|根据|自)[^，,。；;]{1,40}?"
    r"(?:中|上|里|内|期间|赛|组|级|会|成绩|下|评选|考核|领域|方面|名义|项目|之后|后|脱颖而出|称号|优势|节|《[^》]*》(?:中的[^，,]{0,10})?|[^“”「」]{1,20}[”」])$"
)
_PREDICATE = re.compile(
    r"(?:日前|近日|今年|去年|今天|昨天|先后|连续|多次|屡次|再次|再度|首次|首度|一举|成功|凭|以|在|于|从|史无前例|顶住|打破|共|曾|已|将|还|也|又|均|都|被|获|荣|夺|摘|勇|代表|率|长期|积极|致力|推动|推出|"
    r"参加|参与|面对|战胜|击败|迎战|射|包揽|收获|作为|为|是|由于|因|成立|坚持|始终|不断|持续|不仅|更|派|选派|推荐|同时|分别|[\d（(])"
)
_ITEM = re.compile(r"[、]|(?<=[》〉])(?=[《〈])|以及|(?<=[\u4e00-\u9fff”」》）)])[和与及暨](?=[\u4e00-\u9fff“「《])")
_STOP_INSIDE = re.compile(
    r"[，,。；;：！？\n]|[是被获授让使将把为在]|(?<![国所])有(?![限关色])|以(?!色列)|表示|指出|举行|召开|称赞|肯定"
)
_COUNTED = re.compile(
    r"(?:[\d▢]+|▢?(?=[个名家位])|[一二两三四五六七八九十百]+|多|数)(?:余|多)?[名位个件家项支张组校所岁]|[前各]\S{0,2}名"
)
# 建队, 带队: a verb with its object; 打好, 提升: a clause, no name.
_NO_NAME = re.compile(
    r"^记者|^[他她所]|战胜|击败|会师|奖|称号|荣誉|[上下]项目$|优势项目$|打好|办理|建置|推动|应用|提升|成为|取得|参加|创下|实现|面对|至全|^(?:[建带率入归离领组全本该各]|所有|部分)[队团校班社]$|^之|^(?:政府|机关|单位|学校|团队|集体|中心|代表团|队伍)$"
)
_COMMON_END = (
    *("学生", "毕业生"),
    *"由之生者人员们时等后中里上下组类级馆院校会局所站店厅处社部队村镇区县市族",
)
_TITLE_BEHIND = re.compile(
    r"(?:老师|教师|同学|院士|教授|先生|女士|同志|主任|小朋友|伉俪|队员|董事长|讲座教授|校长|医师|医生)$"
)
_UNIT_BEFORE_NAME = re.compile(
    rf"(?:{_GROUP_NOUN}|{_PLACE_NOUN}|学生|教师|老师|同学|选手|运动员|作者|演员|歌手|导演|作家|员|家|者|师|长|手)$"
)


@dataclass(frozen=True, slots=True)
class Receiver:
    """A recipient with its span in the text."""

    start: int
    end: int
    name: str
    kind: Kind


def strip_adverbs(text: str, start: int, end: int) -> Span:
    """The span without adverbs and adverbial phrases at both ends: 近日，他在…中再次 → 他."""
    while start < end:
        part = text[start:end]
        tail = _TRAILING.search(part) or _PREPOSITIONAL.search(part)
        if tail is None:
            break
        end = start + tail.start()
    return Span(_lead(text, start, end), end)


def _lead(text: str, start: int, end: int) -> int:
    """Where the phrase begins behind adverbs; a quotation that closes inside it stays whole."""
    lead = _LEADING.match(text, start, end)
    begin = lead.end() if lead else start
    opened = begin > start and text[begin - 1] in '“「『"' and re.search(r"[”」』\"]", text[begin:end])
    return begin - 1 if opened else begin


def noun_phrases(text: str, start: int, end: int) -> list[Receiver]:
    """The groups, places and works named in the span: the items of one coordination, or nothing."""
    items: list[Receiver] = []
    at = start
    for separator in [*_ITEM.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        receiver = _item(text, at, stop)
        if receiver is None and separator is None and not items:
            return []
        if receiver:
            items.append(receiver)
        elif separator and separator[0] in _WORDS_OF_AND:
            whole = _item(text, at, end)  # 海洋与渔业厅 is one name
            return [*items, whole] if whole else items
        at = separator.end() if separator else end
    return items


def spaced_list(text: str, start: int, end: int) -> list[Receiver]:
    """A list whose items stand between spaces or line breaks. Most of them must name something, and three at least."""
    items = [match.span() for match in re.finditer(r"[^\s、]+", text[start:end])]
    phrases = [(start + first, text[start + first : start + last]) for first, last in items]
    phrases = [(at, _BRACKETS.sub("", phrase) or phrase) for at, phrase in phrases]
    phrases = [
        (at, phrase) for at, phrase in phrases if 2 <= len(phrase) <= 26 and not re.search(r"[，。！？：]", phrase)
    ]
    kinds = [kind_of_phrase(phrase) for _, phrase in phrases]
    if len(phrases) < 3 or sum(kind is not None for kind in kinds) * 2 < len(phrases):
        return []
    return [
        Receiver(at, at + len(phrase), phrase, kind or "group")
        for (at, phrase), kind in zip(phrases, kinds, strict=True)
    ]


_COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{2,24}?(?:有限责任公司|有限公司|集团公司|股份公司)")


def run_on_list(text: str, start: int, end: int) -> list[Receiver]:
    """Companies whose separators were lost, as in the cells of a pasted table."""
    found = [*_COMPANY.finditer(text, start, end)]
    joined = len(found) > 1 and all(first.end() == second.start() for first, second in pairwise(found))
    return [Receiver(*match.span(), match[0], "group") for match in found] if joined else []


_WORDS_OF_AND = frozenset("和与及暨")


def plain_list(text: str, start: int, end: int) -> list[Receiver]:
    """A list of short names of any kind, as before 荣获: 东园、西园、南园. Fewer than two are no list."""
    if not re.fullmatch(r"[^，,。；;：、！？\s]{2,12}(?:、[^，,。；;：、！？\s]{2,12})+", text[start:end]):
        return []
    items = [match.span() for match in re.finditer(r"[^、]+", text[start:end])]
    phrases = [(start + first, text[start + first : start + last]) for first, last in items]
    phrases = [(at, _BRACKETS.sub("", phrase) or phrase) for at, phrase in phrases]
    if any(
        _NO_NAME.search(phrase) or re.search(r"\d|^以", phrase) or _STOP_INSIDE.search(phrase) or _COUNTED.match(phrase)
        for _, phrase in phrases
    ):
        return []
    return [Receiver(at, at + len(phrase), phrase, kind_of_phrase(phrase) or "group") for at, phrase in phrases]


_STRONG = re.compile(
    r"(?:协进会|基金会|协会|联合会|促进会|工会|医院|厂|集团|队|代表团|公司|学校|国小|国中|中学|小学|大学|局|剧团|团队|社区|村|镇|救援站|旅|连|中心|政府)$"
)


_OWNED_NEXT = re.compile(r"的(?:作品|新作)?(?P<work>[“「『《][^“”「」『』《》]{2,40}[”」』》])")


def leading_phrase(text: str, start: int, end: int, *, loose: bool = False) -> list[Receiver]:
    """The group or place that a clause begins with: 城东合唱团 in 城东合唱团日前代表本市参赛."""
    start = _lead(text, start, end)
    found: list[Receiver] = []
    for at in range(start + 2, min(end, start + 22)):
        if text[at - 1] in "，。；：、（(":
            break
        phrase = text[start:at]
        owned = _OWNED_NEXT.match(text, at, end)
        if owned:
            return [Receiver(owned.start("work"), owned.end(), owned["work"], "work")]
        kind = kind_of_phrase(phrase)
        if kind is None or _STOP_INSIDE.search(phrase) or _NO_NAME.search(phrase) or _COUNTED.match(phrase):
            continue
        if _PREDICATE.match(text, at) or (at == end and not loose):
            return [_receiver(start, phrase, kind)]
        if loose and _STRONG.search(phrase):
            found = [_receiver(start, phrase, kind)]
    return found


def _item(text: str, start: int, end: int) -> Receiver | None:
    span = _bare(text, start, end)
    phrase = text[span.start : span.end]
    owned = _OWNED.search(phrase)
    if owned:
        span = Span(span.start + owned.end(), span.end)
        phrase = phrase[owned.end() :]
    if (
        len(phrase) < 2
        or len(phrase) > (40 if phrase[-1] in "”」』》〉" else 26)
        or _PRONOUN.fullmatch(phrase)
        or _COUNTED.match(phrase)
        or _NO_NAME.search(phrase)
    ):
        return None
    kind = kind_of_phrase(phrase)
    if kind is None:
        return None
    inner = _OF_BODY.search(phrase)
    if inner:
        return Receiver(span.start + inner.start("work"), span.end, inner["work"], "work")
    return _receiver(span.start, phrase, kind)


# 甲所著的《乙》, 话剧《乙》, 县文化馆选送的小戏《乙》: the work alone.
_OWNED = re.compile(r"(?:的[\u4e00-\u9fff]{0,4}(?=[“「『《〈][^“「『《〈]+$)|^[^《》、]{1,14}(?=《[^《》]+》$))")


# 工务局「某某整治工程」: the work is honoured.
_OF_BODY = re.compile(r"(?:局|处|所|公司|中心|院|校)(?P<work>[“「『《][^“”「」『』《》]{4,34}[”」』》])$")


# 某某亚运会中国队: the games are no part of the team's name.
_TEAM = re.compile(r"(?<=[会赛场])中国[^国]{0,10}(?:队|代表团|选手|组合|运动员)$")
_TITLED = re.compile(r"([“「『《].{2,34}[”」』》])(?:系列)?(?:成果|项目|作品|节目|一文|专案|剧目|工程)?")


def _receiver(start: int, phrase: str, kind: Kind) -> Receiver:
    """The receiver that `phrase` names: what is in quotation marks where that is a title."""
    titled = _TITLED.fullmatch(phrase)
    if titled:
        inner = titled[1][1:-1]
        return Receiver(start, start + titled.end(1), titled[1], kind_of_phrase(inner) or "work")
    team = _TEAM.search(phrase)
    ahead = team.start() if team else 0
    return Receiver(start + ahead, start + len(phrase), phrase[ahead:], kind)


_BRACKETS = re.compile(
    r"(?:(?:等|总计|共计?|共有)?(?<!第)(?:\d+|[一二两三四五六七八九十百]+)[名位个家项件支组张][^，,。；;、》」”]{0,10}|等|[（(][^（）()]*[）)])+$"
)


def _bare(text: str, start: int, end: int) -> Span:
    start = _lead(text, start, end)
    tail = _BRACKETS.search(text[start:end])
    if tail and text[start : start + tail.start()]:
        end = start + tail.start()
    if re.fullmatch(r"[《〈「“『][^《》〈〉“”「」『』]+[》〉」”』]", text[start:end]):
        return Span(start, end)
    cut = [match.end() for match in _STOP_INSIDE.finditer(text, start, end)]
    return Span(cut[-1] if cut else start, end)


def kind_of_phrase(phrase: str) -> Kind | None:
    """Whether `phrase` names a group, a place or a work; None where it names nothing that receives."""
    if _WORK.search(phrase):
        return "work"
    noun = _NOUN_END.search(phrase)
    if noun and noun.start() > 0:
        return "group" if noun["group"] else "place" if noun["place"] else "work"
    if _PLACE_NAMES.fullmatch(phrase):
        return "place"
    if any(phrase + ending in _divisions() for ending in ("", "省", "市", "县", "区")):
        return "place"
    return "group" if _QUOTED_NAME.search(phrase) and len(phrase) > 3 else None


@cache
def _divisions() -> frozenset[str]:
    return entries("divisions")


_BEFORE_LISTED = re.compile(r"([\u4e00-\u9fff]{2,3}|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,6})(?:、|与|和|及)$")


def with_unread(text: str, chain: Sequence[Receiver], floor: int) -> list[Receiver]:
    """`chain` with what stands before it in the same list and looks like a name: 甲与乙 where only 乙 is known."""
    names = list(chain)
    while names:
        before = _BEFORE_LISTED.search(text, max(floor, names[0].start - 8), names[0].start)
        if before is None:
            break
        found = _name_at_end(text, floor, before.end(1))
        if not found:
            break
        names.insert(0, found[0])
    return names


_LIST_SEPARATOR = re.compile(r"[、，,；;/\s]|以及|[和与及暨](?=[\u4e00-\u9fff])")
_NAME_AT_END = re.compile(r"([\u4e00-\u9fff·]{2,4})$")


def listed_names(text: str, start: int, end: int) -> list[Receiver]:
    """Names at the ends of the items of a list of winners: 城东国小甲、城西国小乙. Only items that look like it."""
    found: list[Receiver] = []
    at = start
    for separator in [*_LIST_SEPARATOR.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        found.extend(_name_at_end(text, at, stop))
        at = separator.end() if separator else end
    return found


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in read_table("surnames") if row["tier"] != "rare")


def is_surname(text: str) -> bool:
    """Whether `text` is a surname that is more than rare."""
    return text in _surnames()


def _name_at_end(text: str, start: int, end: int) -> list[Receiver]:
    counted = re.search(r"等[\d一二三四五六七八九十百]+[人位名]", text[start:end])
    end = start + counted.start() if counted else end
    part = re.sub(r"(?:等(?:[\d一二三四五六七八九十]+[人位名])?|[（(][^（）()]*[）)]?|。)+$", "", text[start:end])
    part = _TITLE_BEHIND.sub("", part)
    end = start + len(part)
    for length in (3, 4, 2):
        name = part[-length:]
        before = part[:-length]
        if name.endswith(_COMMON_END):
            continue
        if len(name) == length and is_surname(name[0]) and (not before or _UNIT_BEFORE_NAME.search(before)):
            if length == 4 and not is_surname(name[:2]) and not is_surname(name[1]):
                continue
            return [Receiver(end - length, end, name, "person")]
    return []


# ---- names that no one else read

_PERSON_NOUN = r"获得者|得主|获奖者|得奖者|得奖人|者|员|家|师|长|手|生|人|兵|匠|星|士|医生|教授|书记|主任|经理|选手|导演|编剧|记者|同学|小朋友|老师|队长|村民|职工|工人|农民|学生|教师"
_NAME_LEFT = re.compile(
    rf"(?:^|[、，,。；;：:！？\s“「《》」”（(/]|{_PERSON_NOUN}|{_GROUP_NOUN}|[和与及的由]|授予|追授|颁给|颁予|表彰|表扬)$"
)
_NAME_RIGHT = re.compile(
    r"[、，,。；;！？\s（(《〈“「/]|等|和|与|及|同志|先生|女士|老师|教师|同学|小朋友|夫妇|伉俪|荣|获|被|分别|双双|喜|光荣|夺|摘|捧|斩|凭|以|同获|共同|是|在|因|于|今年|取得|参加|表示|说|来自|担任|率|用|从|把|对|一举|也|则|还|都|均|已|曾|将|逝世|去世|出席|到会|代表|接过|上台|"
    r"\d+[名位人]|[两二三四五六七八九十]+[名位人]|$"
)
_NO_PERSON = frozenset(
    {
        "简介",
        "金银",
        "银铜",
        "金牌",
        "卫政",
        "章程",
        "方面",
        "高中",
        "国中",
        "国小",
        "于今",
        "安全",
        "成员",
        "温馨",
        "全国",
        "党员",
    }
)
_AFTER_HOLDER = re.compile(r"(?:获得者|得主|获奖者|得奖者|得奖人)$")
_SURE_LEFT = re.compile(r"(?:获得者|得主|获奖者|得奖者|得奖人|授予|追授|、)$")


@cache
def _never_in_names() -> frozenset[str]:
    return frozenset(row["char"] for row in read_table("given_name_chars") if row["class"] == "never")


@cache
def _sure_surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in read_table("surnames") if row["tier"] in {"common", "compound"})


def unread_names(text: str, start: int, end: int) -> list[Receiver]:
    """Names in the span that only their place gives away: 获得者甲, 甲、乙荣获. For sentences about awards alone."""
    found: list[Receiver] = []
    at = start
    while at < end:
        name = _name_from(text, at, start, end) if text[at] in _first_chars() else None
        alone = name is not None and len(name.name) == 2 and text[at - 1] == "、"
        if name is not None and not (alone and not (found and found[-1].end == at - 1)):
            found.append(name)
            at = name.end
        else:
            at += 1
    return found


@cache
def _first_chars() -> frozenset[str]:
    return frozenset(surname[0] for surname in _sure_surnames())


def _name_from(text: str, at: int, start: int, end: int) -> Receiver | None:
    left = text[max(start, at - 4) : at]
    surname = 2 if text[at : at + 2] in _sure_surnames() else 1
    if surname == 1 and text[at] not in _sure_surnames():
        return None
    if not _NAME_LEFT.search(left):
        return None
    for given in (2, 1):
        stop = at + surname + given
        name = text[at:stop]
        if stop > end or not all("\u4e00" <= char <= "\u9fff" for char in name):
            continue
        certain = _AFTER_HOLDER.search(left) is not None
        sure = given == 2 or surname == 2 or _SURE_LEFT.search(left)
        if name in _NO_PERSON:
            continue
        if sure and not _never_in_names() & set(name[surname:]) and (certain or _NAME_RIGHT.match(text, stop)):
            return Receiver(at, stop, name, "person")
    return None


def without_overlap(receivers: Sequence[Receiver]) -> list[Receiver]:
    """`receivers` in order, each name once."""
    seen: dict[str, Receiver] = {}
    for receiver in sorted(receivers, key=lambda receiver: receiver.start):
        seen.setdefault(receiver.name, receiver)
    return list(seen.values())
