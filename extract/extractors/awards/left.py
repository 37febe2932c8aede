"""How far to the left the name of an award reaches: what stands before it in its own phrase and is no part of it.

`Sentence` holds the bounds that any sentence has (punctuation, verbs, particles). Here are those inside a phrase, a
table of pieces; behind 授予 the receiver stands before the name as well.
"""

from __future__ import annotations

from functools import cache

from extract.extractors.awards.editions import EDITION
from extract.extractors.awards.sentence import CLOSE, OPEN, Sentence
from extract.text import patterns as re
from extract.text.lexicon import Lexicon, entries, read_table
from extract.types import Span

LEVEL = (
    r"全国|全省|全市|全县|全区|全军|国家|中国|首都|省直|市直|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|"
    r"海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
PLACE = r"[\u4e00-\u9fff]{1,8}?(?:省|市|自治区|州|县|区|旗|盟)"

LONGEST = 30
"""Characters of a name before its closing word: none of the listed awards and of the training articles has more."""

_PIECES = {
    "edition": rf"{EDITION}|[省市]?[首本]次",
    "year": r"(?:[今本]|(?<![“「『]))年度(?!.{0,4}人物)|今年|第?[一二三四]季度|[上下]半年",
    "class": r"[A-Z甲乙丙]类",
    "count": r"[\d一二两三四五六七八九十]+[次部]|[这那][枚块项座面]",
    "receiver": r"(?:单位|个人|集体|同志|选手|学生|企业|人员|作品|项目|家庭|团队)(?=优秀|最佳|先进|特别)",
    "work": rf"(?:成果|项目|作品|论文|著作)(?=(?:{LEVEL}|{PLACE}).*奖)",
    "verb": r"为(?=[省市县区校])|定为|列为|评为|新增",
    "other level": r"(?:全国|国家级?|[省市县]级?|全[省市])[和与及、](?=全国|首都|全省|[省市县区]级?)",
    "joint": r"[度的级、]|过(?=省|市|全|国)|[和与及暨](?![平谐时美睦])",
    "contest group": r"(?:国小|国中|高中)组?|(?:小学|中学|社会|个人|团体|学生)组",
    "festival": r"[^省市县]{1,3}节(?=模范)",
}
_TRIM = re.compile("|".join(_PIECES.values()))
# A name begins at its level: 新疆代表队全国先进集体 → 全国先进集体; but not 中华全国…
_ANCHOR = re.compile(r"(?<!中华)(?<!十大)(?<!面向)(?:全国|全军|中央和国家机关|(?<!国)国家(?!级))")
WHOLE_NATION = frozenset({"全国", "全军", "中央和国家机关"})
_OWN_LEVEL = "省市县"
_GIVING = ("授予", "追授", "颁授", "授与", "追授予")
_STARTS_AT_LEVEL = re.compile(r"全[国省市县区军]|国家|中国|首都|[省市县区]级")
_STARTS_ANEW = re.compile(
    rf"{LEVEL}|{PLACE}|中华|国际|世界|全球|第[\d一二三四五六七八九十]+届|\d{{4}}年|最佳|优秀|突出|特别|杰出|终身|金"
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:[局厅署所]|医院|学院|法院|检察院|公司|集团|支队|大队|中队|中心|学校|[中小]学|大学|工厂|车站)(?!系统|[直所]属)"
)
_ADDRESS = re.compile(r"[\u4e00-\u9fff]?(?:同志|教授|院士|先生|女士|老师|医生|博士)")
_ORDER = re.compile(r"[\u4e00-\u9fff]{0,4}勋章")
_NOT_ONE_NAME = re.compile(r"奖|荣获|获得|颁发|授予|评为|表彰|[，。、]")
_BEFORE_QUOTE = re.compile(
    r"(?:全国|中国|国家|全省|全市|全县|首都|[\u4e00-\u9fff]{0,5}[省市县区]|[\u4e00-\u9fff]{0,6}[陆海空]军|中华[\u4e00-\u9fff]{0,6})?"
)
_MARKS = re.compile(
    rf"[\s{OPEN}{CLOSE}\"″]|^颁(?=奖[状杯])|(?<=[\u4e00-\u9fff])\d{{4}}(?=年度.{{0,4}}人物)|(?<=[\u4e00-\u9fff])\d{{4}}年度"
)
_INNER_EDITION = re.compile(rf"(?<=[省市县区]){EDITION}")
_FIRST_EDITION = re.compile(rf"{EDITION}+")


def name_start(sentence: Sentence, head: int) -> int:
    """How far to the left the name reaches that is closed by the word at `head`."""
    start = sentence.bound(head)
    quote = sentence.quote_around(head, head + 1)
    whole = quote and quote.start + 1 < start and quote.end - head <= 7 and head - quote.start <= 18
    if quote and whole and not _NOT_ONE_NAME.search(sentence.text, quote.start, head):
        # 「展览与活动类-金奖」 is one name: what is quoted whole is bounded by its marks alone
        return trimmed(sentence, quote.start + 1, head)
    counted = sentence.text[start : start + 1].isdigit()  # “…”“…”7类道德模范
    if start and sentence.text[start - 1] in CLOSE and not counted and head - start <= _reach(sentence.text, head):
        quote = sentence.quote_closing_at(start)
        if quote and _is_part_of_name(sentence, quote):
            start = trimmed(sentence, sentence.bound(quote.start), quote.start)
            return start if _BEFORE_QUOTE.fullmatch(sentence.text, start, quote.start) else quote.start
    return trimmed(sentence, start, head)


def _is_part_of_name(sentence: Sentence, quote: Span) -> bool:
    """Whether the short `quote` names no award of its own: 全国“五一”劳动奖章."""
    known = any("known" in hit.roles for hit in sentence.hits_in(quote.start, quote.end - 1))
    return quote.end - quote.start <= 24 and not known and sentence.text.find("奖", quote.start, quote.end) < 0


def _reach(text: str, head: int) -> int:
    """How far before its closing word a name may have a quotation that belongs to it: 全国“五一”劳动奖章."""
    if text.startswith(("奖章", "奖状"), head):
        return 2
    return 0 if text.startswith("奖", head) else 8


def trimmed(sentence: Sentence, start: int, head: int) -> int:
    """`start` moved over what stands before the name and is no part of it: years, editions, another's name."""
    text = sentence.text
    near = max(start, head - LONGEST)
    if near == start:
        start = _behind_receiver(sentence, start, head)
    start = _at_anchor(sentence, start, near, head)
    while start < head and (match := _TRIM.match(text, start)) and match.end() <= head:
        start = match.end()
    return _at_own_level(text, start, max(start, near), head)


def _behind_receiver(sentence: Sentence, start: int, head: int) -> int:
    """`start` moved over the one who receives: 授予王大明荣誉市民称号, 授予青河铁路局抗洪先进集体称号."""
    text = sentence.text
    if not _follows_giving(sentence, start) or _STARTS_AT_LEVEL.match(text, start):
        return start
    start = _behind_titled_person(sentence, start, head)
    for hit in sentence.hits_in(start, head + 1):
        if not hit.roles & {"opener", "head", "known"}:
            continue
        own = text[hit.start - 1] in _OWN_LEVEL  # 授予民警孙小涛市优秀人民警察称号
        if person := next((at for at in (hit.start - own, hit.start) if _ends_with_person(text, start, at)), None):
            return person
        if body := _BODY.match(text, start, hit.start):
            return body.end()
    return _behind_person(sentence, start, head)


def _follows_giving(sentence: Sentence, start: int) -> bool:
    """授予[甲…], and the next of its list: 授予甲、[乙…]."""
    if sentence.text.endswith("、", 0, start):
        verb = sentence.conferral_before(start)
        return verb is not None and verb.word in _GIVING
    return sentence.text.endswith(_GIVING, 0, start)


def _behind_titled_person(sentence: Sentence, start: int, head: int) -> int:
    """`start` moved over a person with a post before the name or an address behind it: 剧作家魏小川|终身荣誉奖."""
    text = sentence.text
    for person, end in sorted(sentence.people.items()):
        if not start <= person or end >= head or not text.startswith(_surnames(), person):
            continue
        address = _ADDRESS.match(text, end, head)
        if address or text.endswith((*_titles(), *_bodies()), start, person):
            start = address.end() if address else end
    return start


def _behind_person(sentence: Sentence, start: int, head: int) -> int:
    """`start` moved over a person; but 授予周培源力学奖 may name a prize, if only its field follows."""
    text, end = sentence.text, sentence.people.get(start, start)
    if end >= head or not text.startswith(_surnames(), start):
        return start
    whole = not text.startswith("奖", head) or _STARTS_ANEW.match(text, end) or end in sentence.people
    return end if whole else start


def _ends_with_person(text: str, start: int, end: int) -> bool:
    """Whether a name stands before `end`: one of three characters by itself, of two behind a word for persons."""
    places = entries("divisions")
    for at in (end - 3, end - 2):
        if at >= start and text.startswith(_surnames(), at) and text[at:end] not in places:
            alone = at == start and (end - at == 3 or text[end] not in _OWN_LEVEL) and text[at : end + 1] not in places
            return alone or text.endswith(_titles(), start, at)
    return False


def _at_anchor(sentence: Sentence, start: int, near: int, head: int) -> int:
    """`start` moved to the last level of the whole nation; an order begins at its country."""
    found = [*_ANCHOR.finditer(sentence.text, near, head)]
    anchors = [match.start() for match in found if match[0] in WHOLE_NATION] or [match.start() for match in found]
    if _ORDER.match(sentence.text, head):  # 某共和国国家勋章 keeps its country, 学者甲法国骑士勋章 begins at it
        anchors = [near + at for at, _, _ in _countries().find(sentence.text[near:head]) if at > 0]
    aligned = [at for at in anchors if at in sentence.words or at == start]
    return aligned[-1] if aligned else start


def _at_own_level(text: str, start: int, near: int, head: int) -> int:
    """`start` moved to a bare level behind a body or name: 授予城关供电所省五一劳动奖状 confers 省五一劳动奖状."""
    for at in range(head - 1, near + 1, -1):
        if text[at] not in _OWN_LEVEL or text.endswith(_provinces(), start, at):
            continue
        if _ends_with_person(text, start, at) or text.endswith(_bodies(), start, at):
            return at
    return start


def names_person(text: str, noun: re.Match[str]) -> bool:
    """Whether `noun` is a word for persons with the name of one behind it: 优秀教师[王大明]."""
    person = noun[0] in _persons() or noun[0].endswith(("长", "员", "者", "师"))
    return person and text.startswith(_surnames(), noun.end())


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(row["surname"] for row in read_table("surnames") if row["tier"] == "common")


@cache
def _persons() -> tuple[str, ...]:
    return tuple(
        row["noun"] for row in read_table("counted_nouns") if row["class"] == "person" and len(row["noun"]) > 1
    )


@cache
def _titles() -> tuple[str, ...]:
    """What stands before a name: persons, posts and where one serves."""
    return (*_persons(), *"长员师处科局队院厂", "书记", "主任")


@cache
def _countries() -> Lexicon:
    return Lexicon(row["name"] for row in read_table("countries") if row["kind"] == "country" and len(row["name"]) > 1)


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(LEVEL.split("|"))


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(
        row["noun"] for row in read_table("organization_nouns") if row["place"] == "end" and len(row["noun"]) > 1
    )


def clean(text: str) -> str:
    """`text` without quotation marks, spaces, and the edition and year that it begins with.

    >>> clean("2023年度“读书之星”")
    '读书之星'
    """
    plain = _INNER_EDITION.sub("", _MARKS.sub("", text))
    edition = _FIRST_EDITION.match(plain)
    return plain[edition.end() :] if edition else plain
