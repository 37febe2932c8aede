"""Names of awards: from the word that closes them to the left, from the word that opens them to the right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extract.extractors.awards.lists import MEDALS, Hit, table
from extract.extractors.awards.sentence import CLOSE, OPEN, Sentence
from extract.text import patterns as re
from extract.text.lexicon import Lexicon, entries, read_table

_LEVEL = (
    r"全国|全省|全市|全县|全区|全军|国家|中国|首都|省直|市直|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|"
    r"海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_PLACE = r"[\u4e00-\u9fff]{1,8}?(?:省|市|自治区|州|县|区|旗|盟)"
_BODY = r"[\u4e00-\u9fff]{1,12}(?:部|委|局|厅|署|院|总会|协会|学会|系统|公司|集团|台)"
_AHEAD_OF_KNOWN = re.compile(rf"(?:{_LEVEL}|{_PLACE}|{_BODY})+|[\u4e00-\u9fff]*最佳[\u4e00-\u9fff]{{2,5}}")
_TRIM = re.compile(
    r"[\d一二两三四五六七八九十]+[次部]|第[^届次回期批，。]{1,5}[届次回期批]|[度的级、]|过(?=省|市|全|国)|[和与及暨](?![平谐时])|[首本上下历新]一?[届批]|今年度?|本年度?|年度(?!.{0,4}人物)|"
    r"(?:\d{2,4}|[〇零一二三四五六七八九十]{2,4})年度?|[省市]?[首本]次|"
    r"(?:单位|个人|集体|同志|选手|学生|企业|人员|作品|项目|家庭|团队)(?=优秀|最佳|先进|特别)|(?:国小|国中|高中)组?|(?:小学|中学|社会|个人|团体|学生)组|[^省市县]{1,3}节(?=模范)"
)
# A name begins at its level: 新疆代表队全国先进集体 → 全国先进集体; but not 中华全国…
_ANCHOR = re.compile(r"(?<!中华)(?<!十大)(?<!面向)(?:全国|全军|中央和国家机关|(?<!国)国家(?!级))")
_GENERIC = re.compile(
    r"(?:[一二三四五六七八九十\d]|牌|大|双|各|该|本|此|国际|最高(?:级别?)?|多|奖|等|小|金|银|铜|单|总|新|老|好|成都)+奖|[双大]?(?:个人|团体|集体|影片|作品|单项)类?大?奖"
)
_KINDS = re.compile(r"(?:国家|勋章|荣誉称号|奖章|荣誉)+奖章|(?:奖章|奖状|证书)+奖[杯状]|最高(?:级别?)?[勋奖]章")
_TITLE_MARK = r"荣誉称号|国家荣誉称号|光荣称号|称号|荣衔"
_AFTER_TITLE = re.compile(
    rf"[，。；、：！？,;:!?.”」』》）)\s“「『\"（(]|{_TITLE_MARK}|殊荣|奖|荣誉|等|和|与|及|暨|代?表彰|表扬|评选|遴选|选拔|推荐|候选|"
    r"代表|名单|外|的|在|于|之|为|是|有|由|共|各?[\d一二两三四五六七八九十百]|$"
)
_INSIDE_TITLE = re.compile(r"[^,;:，。；、：！？\s“”「」『』《》（）()\"▢的]{0,14}")
_MARK_BEHIND = re.compile(
    rf"[”」』\"]?(?:{_TITLE_MARK}|殊荣|奖项|命名|揭晓|[由归][^，。]{{2,60}}(?:获得|夺得|分享|摘得|所有)|评选|颁奖|(?:受到?|获得?)?拟?(?:表彰|表扬)|获奖|得奖|奖|遴选|选拔|推选|获选|受奖|得主|获得者|(?:的)?候选|(?:获奖)?名单|\d+[名位人个])"
)
# 表扬杰出人员 describes, 表扬模范警察 names.
_PRAISING = frozenset({"表扬", "表彰", "奖励", "嘉奖", "受表彰", "受到表彰", "获表彰", "获得表彰"})
_COMMON_PRAISE = ("优秀", "杰出", "卓越", "资深", "绩优", "优良")
_MARK_BEFORE = re.compile(
    r"(?:评选|选出|评出|当选|获选|表彰|表扬|受奖|获奖名单(?:包[含括])?|评为|命名|争做|选树|推选|涌现出?的?)"
)
_VERB_OF_PRIZE = "夸两节巨补秒了罚要该获颁得受领报参评抽中开兑夺摸设捧嘉褒过发对献授给有无派弃获"
# Such a title with its level is a name wherever it stands; 先进单位 alone is one only where it is conferred.
_LEVELLED = re.compile(
    r"(?:全国|全军|全省|全市|国家级|省级)(?!.*的).{2,}(?:先进|标兵|模范).{2}$|(?:公司|集团|全[省市县区校院厂])(?:十佳|十大)"
)
# 教育之友荣誉证书 is an honour; what certifies a skill, a right or a mere prize is none.
_FORMAL_PAPER = re.compile(
    r"(?:^荣誉|^获奖|资格|合格|毕业|学位|结业|聘任|聘用|捐赠|收藏|等级|认证|登记|注册|专利|权|身份|培训|学历|结婚|数字)证书$"
)
_ASPIRED = re.compile(r"(?:[争勇敢][当做创]|打造|培[育养]|建[设成]|创[建成])$")
_COUNTED = re.compile(r"\d+[名位个户家]$")
_SUPERLATIVE = frozenset({"最佳", "十佳", "最美"})
_SHORT_ITEM = re.compile(r"[\u4e00-\u9fff]{2,6}?(?=[，。；、”」]|$)")
# 最佳导演：…, 最佳编剧归…: whoever is named behind it won it.
_AWARDED_BEHIND = re.compile(r"[：:]|花落|则?[由归][^，。；]{2,60}?(?:获得|夺得|分享|摘得|获|所有|(?=[，。；]|$))")
_AWARDED_ITEM = re.compile(rf"[\u4e00-\u9fff]{{2,6}}?(?={_AWARDED_BEHIND.pattern})")
_ITEM_OPENS = re.compile(r"(?:^|[，。；;、\s：:])$")
_PERSON_AND = re.compile(r"[、和与及暨]")
_EDITION_AHEAD = re.compile(r"(?:第[\d一二三四五六七八九十]+[届批]|[首本]届|年度)$")
_RUNNER_UP = re.compile(r"[”」』]?提名奖")
_ORDER = re.compile(r"[\u4e00-\u9fff]{0,4}勋章")
ORDER_CLASS = re.compile(r"([特一二三四五六七八九]等)[\u4e00-\u9fff]+勋章")
_LISTED_HONOURS = re.compile(
    r"等[\d一二三四五六七八九十多各]*[个项]?(?:大奖|奖项|荣誉|称号|殊荣)|[”」](?:受到?|获得?)(?:表彰|表扬)"
)
NOMINATION = re.compile(r"[”」』]?提名(?!奖|人|委员|案|者|演员|影片|名单|建议|对象)")
_JOINED_BEFORE_QUOTE = re.compile(
    r"(?:节|展|政府|博览会|茶博会|展览会|艺术周|全国|首都|(?:^|[^\u4e00-\u9fff])[省市县区])$"
)
_AHEAD_OF_QUOTE = re.compile(rf"(?:{_PLACE})+|公司|集团|[海陆空]军|火箭军|全军")
_ANY_FESTIVAL = re.compile(r"(?:电影|电视|戏剧|艺术|音乐|文化|文学)?[节展周]")


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate: its span in the sentence, its name, and where its closing word (`head`) begins."""

    start: int
    end: int
    name: str
    head: int
    rule: str

    @property
    def bare(self) -> bool:
        """Whether the name is its closing word alone."""
        return self.start == self.head


def find_names(sentence: Sentence) -> list[Name]:
    """Every award name of `sentence`, outermost only, but an umbrella is kept beside its category."""
    found = [name for hit in sentence.hits for name in _names_at(sentence, hit)]
    found += _of_the_same_series(sentence, found)
    found = [_with_year_inside(sentence, name) for name in found]
    return _outermost([_joined_to_quote(sentence, name) for name in found])


def _names_at(sentence: Sentence, hit: Hit) -> Iterator[Name]:
    name = _opened(sentence, hit) if "opener" in hit.roles else None
    if name is not None:
        pass
    elif "medal" in hit.roles:
        name = _medal(sentence, hit)
    elif "known" in hit.roles and not _is_echo(sentence, hit):
        name = _known(sentence, hit)
    elif "head" in hit.roles and ("grade" not in hit.roles or _is_name_with_grade(sentence, hit)):
        name = _headed(sentence, hit)
    if name is not None:
        runner_up = _RUNNER_UP.match(sentence.text, name.end)  # “某奖”提名奖
        if runner_up:
            name = replace(name, end=runner_up.end(), name=name.name + "提名奖", rule="awards.nomination")
        yield name
        nominated = NOMINATION.match(sentence.text, name.end)
        if nominated:
            end = nominated.end()
            yield replace(name, end=end, name=name.name + "提名", rule="awards.nomination")


_OPENS_LIST = frozenset("：:（(")
_ALONE = re.compile(r"[\s：:（）()\d名个项人一二三四五、.【】]*")
_BEFORE_QUOTE = re.compile(
    r"(?:全国|中国|国家|全省|全市|全县|首都|[\u4e00-\u9fff]{0,5}[省市县区]|[\u4e00-\u9fff]{0,6}[陆海空]军|中华[\u4e00-\u9fff]{0,6})?"
)
_DIRECT_OBJECT = re.compile(r"了?(?:一批)?(?:先进|模范|优秀|单位|集体|个人|工作者|[、和与及])*")
PEOPLE_PRAISED = re.compile(
    r"(?:英雄|功臣|功勋|先进|标兵)*(?:英雄|模范|楷模|标兵|先锋|好人|能手|工匠|状元|示范点|突击队|突击手|桂冠)(?:人物|代表)?|(?:优秀|先进)(?:代表|人物)"
)
_CONFERRING = re.compile(r"奖|荣获|获得|颁发|授予|评为|表彰|[，。]")
_YEAR = re.compile(r"\d{4}$")


def _with_year_inside(sentence: Sentence, name: Name) -> Name:
    """感动中国2022年度人物: the year stands inside the name, which goes on before it."""
    year = _YEAR.search(sentence.text, max(0, name.start - 4), name.start)
    if year is None or not name.name.startswith("年度"):
        return name
    start = name_start(sentence, year.start())
    return replace(name, start=start, name=clean(sentence.text[start : year.start()]) + name.name)


def _is_echo(sentence: Sentence, hit: Hit) -> bool:
    """“…”国家荣誉称号: the kind of the quoted title, no award beside it."""
    return hit.word.endswith("称号") and hit.start > 0 and sentence.text[hit.start - 1] in CLOSE


def _of_the_same_series(sentence: Sentence, found: list[Name]) -> Iterator[Name]:
    """优良甲 A、B，优良乙 C: where one title is conferred, those that open with the same word are too."""
    opened = {
        hit.word for hit in sentence.hits for name in found if name.rule == "awards.opened" and hit.start == name.head
    }
    for hit in sentence.hits:
        if hit.word in opened and not any(name.head == hit.start for name in found):
            name = _opened(sentence, hit, series=True)
            if name:
                yield name


def _medal(sentence: Sentence, hit: Hit) -> Name | None:
    """金牌, 银牌, 铜牌: a name without its competition. 金牌教练 and 金牌榜 are none."""
    if re.match(r"[榜总教讲服导得争]|数|零的|月嫂|调解", sentence.text[hit.end :]):
        return None
    end = hit.end + 1 if sentence.text.startswith("奖", hit.end) else hit.end
    return Name(hit.start, end, sentence.text[hit.start : end], hit.start, "awards.medal")


def _known(sentence: Sentence, hit: Hit) -> Name | None:
    """A listed award, with the place or body written directly before it: 江苏省 + 五一劳动奖章."""
    if _is_part_of_word(sentence, hit) or re.match(r"[”」』]?(?:的)?(?:美誉|之称|之誉)", sentence.text[hit.end :]):
        return None
    start = name_start(sentence, hit.start)
    ahead = sentence.text[start : hit.start]
    quote = sentence.quote_around(hit.start, hit.end)
    whole = quote is not None and hit.end == quote.end - 1 and start == quote.start + 1
    order = hit.word.endswith("勋章") and not ahead.endswith("国")  # 某国荣誉军团骑士勋章 is longer than what is listed
    if ahead and not whole and not order and not _AHEAD_OF_KNOWN.fullmatch(ahead):
        start = hit.start
    start += _order_class(sentence, start, hit.end)
    name = _name(sentence, start, hit.end, hit.start, "awards.listed")
    common = table("awards")[hit.word]["domain"] == "industry"  # 青年突击队 at work, 平安医院 as an address
    return name if not common or has_evidence(sentence, name) else None


def _at_own_level(text: str, start: int, head: int) -> int:
    """`start` moved to a bare level behind a body or name: 授予城关供电所省五一劳动奖状 confers 省五一劳动奖状."""
    for at in range(head - 1, start + 1, -1):
        if text[at] not in "省市县" or text.endswith(_provinces(), start, at):
            continue
        named = text[at] == "省" and at - start == 3 and text.startswith(_surnames(), start)
        if named or text.endswith(_bodies(), start, at):
            return at
    return start


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(row["surname"] for row in read_table("surnames") if row["tier"] == "common")


@cache
def _countries() -> Lexicon:
    return Lexicon(row["name"] for row in read_table("countries") if row["kind"] == "country" and len(row["name"]) > 1)


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(_LEVEL.split("|"))


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(
        row["noun"] for row in read_table("organization_nouns") if row["place"] == "end" and len(row["noun"]) > 1
    )


def _headed(sentence: Sentence, hit: Hit) -> Name | None:
    """A name that its last word tells: …奖, …奖章, …先进集体."""
    start = hit.start if hit.word.endswith("等功") else name_start(sentence, hit.start)
    start += _order_class(sentence, start, hit.end)
    name = _name(sentence, start, hit.end, hit.start, "awards.headed")
    if (hit.word.endswith("奖") and _GENERIC.fullmatch(name.name)) or _KINDS.fullmatch(name.name):
        return None
    if hit.end - start > 30 or _is_part_of_word(sentence, hit) or sentence.text[:start].endswith("最高"):
        return None
    if "opener" in hit.roles and not _AFTER_TITLE.match(sentence.text, hit.end):  # 模范 in 模范带头的人
        return None
    if hit.word == "证书" and (name.bare or _FORMAL_PAPER.search(name.name)):
        return None
    row = table("award_heads")[hit.word]
    if row["evidence"] == "conferral" and not (_LEVELLED.match(name.name) or has_evidence(sentence, name)):
        return None
    return name


def _order_class(sentence: Sentence, start: int, end: int) -> int:
    """The length of the class before an order: 二等 in 二等宝星勋章 is its grade."""
    order = ORDER_CLASS.match(sentence.text, start, end)
    return len(order[1]) if order else 0


def is_common(sentence: Sentence, name: Name) -> bool:
    """受表彰的先进集体 speaks of honours named elsewhere; 颁发奖状1帧 lists things handed over."""
    if name.name in {"奖状", "颁奖状", "颁奖杯", "奖杯", "感谢状"}:
        return (
            sentence.text[: name.start].endswith(("”的", "」的"))
            or re.match(r"[\d一二两三]|[、及和与]?(?:奖|证书|纪念)", sentence.text[name.end :]) is not None
        )
    if "冠军" in name.name or PEOPLE_PRAISED.fullmatch(name.name):
        return not _MARK_BEHIND.match(sentence.text, name.end)
    if not name.name.startswith(("先进", "劳动模范", "模范", "楷模", "标兵", "好人")) or _is_heading(
        sentence.text, name
    ):
        return False
    described = name.name.startswith("先进") and sentence.text[name.start - 1] == "的"  # 获得荣誉称号的先进集体
    if not described and _MARK_BEHIND.match(sentence.text, name.end):
        return False
    before = None if described else sentence.conferral_before(name.start)
    counted = before and _COUNTED.search(sentence.text[max(0, name.start - 4) : name.start])
    if before is None or (name.start - before.end >= 16 and not counted):
        return True
    named = counted or _DIRECT_OBJECT.fullmatch(sentence.text, before.end, name.start)
    return before.word in _PRAISING and not named


def _is_name_with_grade(sentence: Sentence, hit: Hit) -> bool:
    """「最佳施工类-金质奖」 and 茶博会金奖 are names, 金质奖 and 金奖 alone are grades."""
    if hit.word in {"金奖", "银奖", "铜奖"} and hit.start - name_start(sentence, hit.start) >= 2:
        return True
    quote = sentence.quote_around(hit.start, hit.end)
    return quote is not None and hit.end == quote.end - 1 and hit.start > quote.start + 2


def _is_part_of_word(sentence: Sentence, hit: Hit) -> bool:
    """奖 closes a name only where what follows does not make another word of it."""
    text = sentence.text
    if not hit.word.endswith("奖"):
        return False
    if sentence.text[hit.start - 1] in CLOSE and sentence.text[: hit.start - 1].endswith(
        tuple(entries("award_grades"))
    ):
        return True
    verb = len(hit.word) < 3 and hit.start > 0 and text[hit.start - 1] in _VERB_OF_PRIZE
    if verb and (hit.start - 1 in sentence.words or sentence.bound(hit.start) == hit.start - 1):
        return True
    return re.match(r"[金励品项池券惩牌座罚掖赏补]|学金|助(?!理)|优罚|勤罚", text[hit.end :]) is not None


def _opened(sentence: Sentence, hit: Hit, *, series: bool = False) -> Name | None:
    """An honorary title that begins with its praise: 优秀志愿者, 模范父亲, 十佳新闻工作者."""
    end = _title_end(sentence, hit.end) or _superlative_end(sentence, hit)
    if end is None or sentence.text.startswith("传统", hit.end):
        return None
    start = name_start(sentence, hit.start)
    if start > 0 and sentence.text[start - 1] == "的":
        return None
    if re.match(r"奖(?![章状杯金励品项池券惩牌座罚掖赏学得获])", sentence.text[end:]):
        end += 1
    name = _name(sentence, start, end, hit.start, "awards.opened")
    return name if series or _LEVELLED.match(name.name) or has_evidence(sentence, name) else None


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile("|".join(sorted(entries("award_nouns"), key=lambda noun: (-len(noun), noun))))


def _title_end(sentence: Sentence, start: int) -> int | None:
    """Where the title that opened before `start` ends: behind the first noun that the sentence lets stand alone."""
    window = _INSIDE_TITLE.match(sentence.text, start)
    limit = window.end() if window else start
    crossed = (at for at in sentence.hard if start < at <= limit and sentence.text[at - 1] not in "和与及暨")
    limit = next(crossed, limit)
    fallback = None
    for at in range(start, limit):
        noun = _nouns().match(sentence.text, at, limit)
        if noun is None:
            continue
        if _AFTER_TITLE.match(sentence.text, noun.end()):
            return noun.end()
        if fallback is None and (len(noun[0]) > 3 or (len(noun[0]) > 2 and noun.end() in sentence.words)):
            fallback = noun.end()
    return fallback


def _superlative_end(sentence: Sentence, hit: Hit) -> int | None:
    """当选最佳第六人: whatever follows 最佳 up to the end of the clause, directly behind a word of conferring."""
    if hit.word not in _SUPERLATIVE:
        return None
    awarded = _AWARDED_ITEM.match(sentence.text, hit.end)
    if awarded and hit.word == "最佳":
        return awarded.end()
    conferral = sentence.conferral_before(hit.start)
    match = _SHORT_ITEM.match(sentence.text, hit.end)
    if match is None or conferral is None or conferral.end != hit.start:
        return None
    return match.end()


def coordinated_noun(sentence: Sentence, end: int) -> re.Match[str] | None:
    """The person that shares the opening word of the title before it: 移工 in 全国模范劳工、移工选拔."""
    link = _PERSON_AND.match(sentence.text, end)
    noun = _nouns().match(sentence.text, link.end()) if link else None
    return noun if noun and _MARK_BEHIND.match(sentence.text, noun.end()) else None


def _is_title(name: Name) -> bool:
    return name.rule in {"awards.opened", "awards.headed"} and not name.name.endswith("奖")


def has_evidence(sentence: Sentence, name: Name) -> bool:
    """Whether the clause says that `name` is conferred, chosen or a title."""
    text = sentence.text
    if _ASPIRED.search(text, max(0, name.start - 2), name.start):
        return False
    before = sentence.conferral_before(name.start)
    if before and name.bare and before.word in _PRAISING and text[name.head : name.end].startswith(_COMMON_PRAISE):
        before = None
    shared = _is_title(name) and coordinated_noun(sentence, name.end)
    if before or shared or _MARK_BEHIND.match(text, name.end) or _is_marked_with_next(sentence, name.end):
        return True
    opens = _ITEM_OPENS.search(text, max(0, name.start - 1), name.start) is not None
    if (opens or name.name.startswith("最佳")) and _AWARDED_BEHIND.match(text, name.end):
        return True
    quote = sentence.quote_around(name.start, name.end)
    if quote and name.end + 1 >= quote.end:
        edition = _EDITION_AHEAD.search(text, max(0, quote.start - 8), quote.start)
        listed = _LISTED_HONOURS.search(text, quote.end, sentence.clause(quote.end).end)
        marked = edition or listed or _MARK_BEHIND.match(text, quote.end)
        return marked is not None or sentence.conferral_before(quote.start) is not None
    if _is_heading(text, name):
        return True
    clause = sentence.clause(name.start)
    return bool(
        _MARK_BEFORE.search(text, clause.start, name.start) or _LISTED_HONOURS.search(text, name.end, clause.end)
    )


def _is_marked_with_next(sentence: Sentence, end: int) -> bool:
    """某市模范集体、模范个人拟表彰对象: what marks the second of two marks the first."""
    link = _PERSON_AND.match(sentence.text, end)
    if not link:
        return False
    ahead = [hit for hit in sentence.hits if end < hit.start <= end + 8 and "head" in hit.roles]
    return bool(ahead) and _MARK_BEHIND.match(sentence.text, ahead[0].end) is not None


def _is_heading(text: str, name: Name) -> bool:
    """Whether `name` stands alone in its line or opens a list: 先进个人（30名）."""
    if _ALONE.fullmatch(text[: name.start]) is None:
        return False
    return text[name.end : name.end + 1] in _OPENS_LIST or _ALONE.fullmatch(text[name.end :]) is not None


def name_start(sentence: Sentence, head: int) -> int:
    """How far to the left the name reaches that is closed by the word at `head`."""
    start = sentence.bound(head)
    quote = sentence.quote_around(head, head + 1)
    whole = quote and quote.start + 1 < start and quote.end - head <= 7 and head - quote.start <= 18
    if quote and whole and not _CONFERRING.search(sentence.text, quote.start, head):
        # 「展览与活动类-金奖」 is one name: what is quoted whole is bounded by its marks alone
        return _trimmed(sentence, quote.start + 1, head)
    if start and sentence.text[start - 1] in CLOSE and head - start <= _reach(sentence.text, head):
        quote = sentence.quote_closing_at(start)
        if (
            quote
            and quote.end - quote.start <= 24
            and not any(hit.start >= quote.start and hit.end <= start and "known" in hit.roles for hit in sentence.hits)
            and "奖" not in sentence.text[quote.start : start]
        ):
            start = _trimmed(sentence, sentence.bound(quote.start), quote.start)
            return start if _BEFORE_QUOTE.fullmatch(sentence.text[start : quote.start]) else quote.start
    return _trimmed(sentence, start, head)


def _reach(text: str, head: int) -> int:
    """How far before its closing word a name may have a quotation that belongs to it: 全国“五一”劳动奖章."""
    if text.startswith(("奖章", "奖状"), head):
        return 2
    return 0 if text.startswith("奖", head) else 8


def _trimmed(sentence: Sentence, start: int, head: int) -> int:
    """`start` moved over what stands before the name and is no part of it: years, editions, another's name."""
    found = [*_ANCHOR.finditer(sentence.text, start, head)]
    nationwide = [match for match in found if match[0] in {"全国", "全军", "中央和国家机关"}]
    anchors = [match.start() for match in nationwide or found]
    if _ORDER.match(sentence.text, head):  # 某共和国国家勋章 keeps its country, 学者甲法国骑士勋章 begins at it
        anchors = [at for at, _, _ in _countries().find(sentence.text[:head]) if at > start]
    aligned = [at for at in anchors if at in sentence.words or at == start]
    if aligned:
        start = aligned[-1]
    while start < head and (match := _TRIM.match(sentence.text, start)) and match.end() <= head:
        start = match.end()
    return _at_own_level(sentence.text, start, head)


def _name(sentence: Sentence, start: int, end: int, head: int, rule: str) -> Name:
    return Name(start, end, clean(sentence.text[start:end]), head, rule)


def clean(text: str) -> str:
    """`text` without quotation marks and spaces."""
    plain = re.sub(rf"[\s{OPEN}{CLOSE}\"]|^颁(?=奖[状杯])", "", text)
    plain = re.sub(r"(?<=[\u4e00-\u9fff])\d{4}(?=年度)", "", plain)
    return re.sub(
        r"^(?:第\w{1,4}[届批]|\d{4}[-—~至]\d{4}年?度?|(?:19|20)\d\d(?=\D)|[\d〇零一二三四五六七八九]{2,4}年度?)+",
        "",
        plain,
    )


def _joined_to_quote(sentence: Sentence, name: Name) -> Name:
    """A quoted name with the festival or level written before the quotation: 海岛戏剧节「金贝奖」 is one name."""
    quote = sentence.quote_around(name.start, name.end)
    if quote is None or name.start != quote.start + 1 or name.end != quote.end - 1:
        return name
    if name.rule in {"awards.headed", "awards.opened"}:
        name = replace(name, rule="awards.quoted")
    start = _trimmed(sentence, sentence.bound(quote.start), quote.start)
    ahead = sentence.text[start : quote.start]
    placed = _AHEAD_OF_QUOTE.fullmatch(ahead) and not name.name.endswith("奖")
    if (
        not (placed or _JOINED_BEFORE_QUOTE.search(ahead))
        or _ANY_FESTIVAL.fullmatch(ahead)
        or re.match(_LEVEL, name.name)
    ):
        return name
    return replace(name, start=start, name=clean(ahead + name.name))


def _outermost(names: list[Name]) -> list[Name]:
    """`names` without those inside another; 某奖 before 某奖最佳编剧 stays, as the umbrella of the category."""
    kept: list[Name] = []
    for name in sorted(set(names), key=lambda name: (name.start, -name.end, -name.head)):
        outer = next((other for other in kept if other.start <= name.start and name.end <= other.end), None)
        umbrella = outer and outer.start == name.start and name.end < outer.end and name.name.endswith("奖")
        if outer is None or (umbrella and outer.rule != "awards.quoted"):
            if outer is None and kept and kept[-1].end > name.start:
                continue
            kept.append(name)
    return kept


__all__ = ["MEDALS", "Name", "clean", "find_names", "has_evidence", "name_start"]
