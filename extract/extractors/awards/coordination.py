"""Coordinated names: the part that is written once is restored for each.

`全国五一劳动奖状、奖章` is 全国五一劳动奖状 and 全国五一劳动奖章; `国家自然科学奖、技术发明奖` has 国家 twice.
"""

from __future__ import annotations

from dataclasses import replace

from extract.extractors.awards.evidence import PEOPLE_PRAISED, coordinated_noun, is_common
from extract.extractors.awards.left import WHOLE_NATION, clean
from extract.extractors.awards.lists import MEDALS, table
from extract.extractors.awards.sentence import Name, Sentence
from extract.text import patterns as re

_LINK = re.compile(
    r"[”」』\"]?(?:\d+[名个位项家])?(?:[、和与及暨]|以及|，?和)(?:[\d一二两三四五六七八九十百千▢]+[名个位项家])?[“「『\"]?"
)
_LEVEL = re.compile(
    r"全国|全军|军队|全省|全市|中央和国家机关|国家|首都|中国|[省市县区部]级|公司级|[\u4e00-\u9fff]{2,3}[省市](?=.{3})|省|市|部(?=科技|级)"
)
_SHARED_LEVEL = re.compile(
    r"(全国|首都|国家|公司级|集团级|(?:省|市|县|区|校|院|厂|部)级|(?<![\u4e00-\u9fff])[省市县])[、和](?=全国|首都|国家|军队|[省市县部]|[\u4e00-\u9fff]{1,2}级)"
)
# The field is said once for the whole list: 全国农村基层组织建设工作优秀县委书记、先进个人.
_FIELD = re.compile(r".{4,}?(?:工作|系统|战线|行业|事业|建设|活动|领域)(?=优秀|先进|模范|标兵)")
# A prize that only its field names shares the level: 国家自然科学奖、技术发明奖; one of a name of its own does not.
_OF_A_FIELD = re.compile(
    r"自然|社会|哲学|人文|科学|科技|科普|技术|优秀|优质|教学|教育|教材|文艺|文学|文化|艺术|新闻|质量|品质|专利|发明|创新|管理|服务|农业|工业|产业|企业|"
    r"环境|环保|生态|永续|国际|最佳|最高|特别|突出|杰出|卓越|青年|图书|期刊|出版|电视|电影|广播|音乐|戏剧|美术|体育|医疗|医学|工程|建筑|标准|设计|公益|慈善|友谊|贡献"
)
_WHOLE_RULES = frozenset({"awards.listed", "awards.quoted", "awards.quoted_title"})
_NEEDS_STEM = re.compile(r"奖章|奖状|勋章|先进.{2,6}|模范.{2,4}|劳动模范|示范.{1,4}|文明.{1,3}")
_OPENS_ANEW = re.compile(r"优秀|先进|模范|示范|岗位|标兵|劳动模范|文明|技术能手")
_SEXES = re.compile(r"(?P<stem>最佳|优秀)男(?:[、和]女|女(?=[主配]角|演员|歌手|新人|运动员))")
_GRAMMATICAL = frozenset({"awards.headed", "awards.opened"})
_ELLIPTIC = re.compile(r"[和、与及](?P<group>集体|单位|个人|工作者|组织)(?![\u4e00-\u9fff]*奖)")
_PAIRED = re.compile(r"(?P<stem>.*(?:先进|模范|优秀|示范|标兵))(?:集体|单位|个人|组织|工作者)$")
_RUNNER_UP = "提名奖"
"""Of the award that it is joined to, 道德模范及提名奖; by itself only where someone gets it."""
_GIVEN_TO = re.compile(r"(?:追?授予?|颁)给?了?|[奖送]?给了?")
_NEVER_ALONE = frozenset({"奖", "奖章", "勋章", "功勋章", "荣誉章", "纪念章", "大奖", "特别奖"})
_LONG_PRIZE = 14
"""From this length on a prize shares its level with no other: it is a name of its own."""
_NEVER_SHARES = frozenset(MEDALS) | {"感谢状", "奖杯", "褒扬令", "金奖", "银奖", "铜奖", "金牌奖", "银牌奖", "铜牌奖"}


def restore_shared_parts(sentence: Sentence, names: list[Name]) -> list[Name]:
    """`names` with their shared words written out; a bare 奖章 that stands in no list is dropped."""
    restored: list[Name] = []
    for name in names:
        before = restored[-1] if restored else None
        linked = before is not None and _LINK.fullmatch(sentence.text, before.end, name.start) is not None
        shared = _shared(before, name) if linked and before and not _is_apart(sentence, before, name) else ""
        if shared or _stands_for_itself(sentence, name, before if linked else None):
            restored.append(replace(name, name=shared + name.name))
    restored = [extra for name in restored for extra in _with_first_level(sentence, name)]
    restored = [extra for name in restored for extra in _with_ellipsis(sentence, name)]
    return [extra for name in restored for extra in _of_both_sexes(sentence, name)]


def _is_apart(sentence: Sentence, before: Name, name: Name) -> bool:
    """“全国道德模范”和优秀党员, “校园之星”和“文明班级”: what is quoted is whole and shares nothing."""
    closed = sentence.quote_closing_at(before.end + 1) is not None
    quote = sentence.quote_around(name.start, name.end)
    return closed and (quote is None or (quote.end == name.end + 1 and name.name not in _NEVER_ALONE))


def _stands_for_itself(sentence: Sentence, name: Name, linked: Name | None) -> bool:
    """Whether `name` is one without the words of another; `linked` is the name that it is joined to."""
    if name.bare and name.name in _NEVER_ALONE:
        quote = sentence.quote_around(name.start, name.end)  # “特别奖”
        if name.name == "特别奖" and _is_given(sentence, name):
            return True
        return len(name.name) > 2 and quote == (name.start - 1, name.end + 1)
    if name.name == _RUNNER_UP:
        return _is_given(sentence, name)
    return not _may_be_common(name) or _is_linked_title(linked, name) or not is_common(sentence, name)


def _is_given(sentence: Sentence, name: Name) -> bool:
    """获提名奖, 提名奖授予3名民警: whether the word of conferring stands directly beside `name`."""
    before = sentence.conferral_before(name.start)
    return (before is not None and before.end == name.start) or _GIVEN_TO.match(sentence.text, name.end) is not None


def _may_be_common(name: Name) -> bool:
    bare = name.bare and name.rule != "awards.quoted_title"
    return bare or PEOPLE_PRAISED.fullmatch(name.name) is not None


def _is_linked_title(linked: Name | None, name: Name) -> bool:
    """模范父亲 behind 模范母亲: what is said of the one is said of the other."""
    return linked is not None and linked.rule == name.rule == "awards.opened"


def _with_ellipsis(sentence: Sentence, name: Name) -> list[Name]:
    """全省绿化先进集体和个人: the second lacks 先进 too."""
    noun = coordinated_noun(sentence, name.end) if name.rule in _GRAMMATICAL or name.rule == "awards.listed" else None
    opening = name.name[: _opener_end(name)]
    if noun and opening:
        second = replace(name, start=noun.start(), end=noun.end(), name=opening + noun[0], head=noun.start())
        return [name, replace(second, rule="awards.shared")]
    paired = _PAIRED.match(name.name)
    more = _ELLIPTIC.match(sentence.text, name.end)
    if paired is None or more is None:
        return [name]
    second = replace(name, start=more.start("group"), end=more.end("group"), name=paired["stem"] + more["group"])
    return [name, replace(second, head=second.start, rule="awards.shared")]


def _opener_end(name: Name) -> int:
    """Where the opening word of an honorary title ends in its name, 0 where it has none: 全国模范 of 全国模范劳工."""
    last = [match.end() for match in _OPENS_ANEW.finditer(name.name)]
    return last[-1] if last else 0


def _shared(before: Name, name: Name) -> str:
    """What `name` takes over from the one `before` it: a stem, a level, or nothing."""
    if name.name in _NEVER_SHARES or before.name in _NEVER_SHARES or _LEVEL.match(name.name):
        return ""
    if name.name == _RUNNER_UP:
        return before.name
    level = _LEVEL.match(before.name)
    if name.name.endswith(("奖", "等功")) or before.name.endswith("奖"):
        return level[0] if level and _is_next_prize(before, name) else ""
    stem = before.name[: _head_in(before)]
    if name.bare and stem != "三八" and stem and (_is_sister(before, name) or _NEEDS_STEM.fullmatch(name.name)):
        return stem if level or not before.name.endswith("标兵") else ""  # 课改标兵 lends its trade to none
    field = _FIELD.match(before.name)
    if field and _is_sister(before, name):
        return field[0]
    return level[0] if level and _is_of_level(before, name, level) else ""


def _is_of_level(before: Name, name: Name, level: re.Match[str]) -> bool:
    """甲省文明镇、文明村: whether the title that opens anew is of the level of the one before it."""
    opener = _OPENS_ANEW.match(name.name)
    if opener is None or name.rule.startswith("awards.quoted"):
        return False
    return before.name.startswith(opener[0], level.end()) or level[0] in WHOLE_NATION


def _is_next_prize(before: Name, name: Name) -> bool:
    """国家自然科学奖、技术发明奖: whether both are prizes, the second of a field."""
    prizes = name.name.endswith("奖") and before.name.endswith("奖") and len(before.name) < _LONG_PRIZE
    return bool(prizes and _OF_A_FIELD.match(name.name)) and name.rule not in _WHOLE_RULES


def _is_sister(before: Name, name: Name) -> bool:
    """优秀党务工作者 behind 全省优秀共产党员: titles of one series."""
    return bool(name.rule in _GRAMMATICAL and _OPENS_ANEW.match(name.name) and _OPENS_ANEW.search(before.name))


def _head_in(name: Name) -> int:
    """Where the closing word begins in the name itself; a listed name is cut before its own last word."""
    if name.head > name.start and name.rule != "awards.listed":
        return len(name.name) - (name.end - name.head) if name.end - name.head < len(name.name) else 0
    heads = [head for head in table("award_heads") if name.name.endswith(head)]
    return len(name.name) - len(max(heads, key=len)) if heads else 0


def _of_both_sexes(sentence: Sentence, name: Name) -> list[Name]:
    """最佳男、女主角: one award for a man, one for a woman."""
    both = _SEXES.search(sentence.text, max(0, name.start - 4), name.end)
    if both is None or both.end() > name.end or both.start() < name.start - 4:
        return [name]
    rest = sentence.text[both.end() : name.end]
    man = replace(name, start=min(name.start, both.start()), end=both.end() - 1, rule="awards.shared")
    woman = replace(name, start=both.end() - 1, rule="awards.shared")
    stem = clean(sentence.text[man.start : both.end("stem")])
    return [replace(man, name=f"{stem}男{rest}"), replace(woman, name=f"{stem}女{rest}")]


def _with_first_level(sentence: Sentence, name: Name) -> list[Name]:
    """全国、首都劳动奖: the first level has its own award, whose stem stands with the second."""
    ahead = _SHARED_LEVEL.search(sentence.text, max(0, name.start - 6), name.start + 3)
    second = _LEVEL.match(name.name)
    if ahead is None or second is None or ahead.end() != name.start:
        return [name]
    first = replace(name, start=ahead.start(1), name=ahead[1] + name.name[second.end() :], rule="awards.shared")
    return [first, name]
