"""Names of awards: from the word that closes them to the left, from the word that opens them to the right."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.extractors.awards.evidence import AWARDED_BEHIND, TITLE_MARK, has_evidence, nouns
from extract.extractors.awards.left import LEVEL, LONGEST, PLACE, clean, name_start, names_person, trimmed
from extract.extractors.awards.lists import Hit, honours, table
from extract.extractors.awards.sentence import BRACKETED, CLOSE, Name, Sentence
from extract.text import patterns as re
from extract.text.lexicon import entries

_BODY = r"[\u4e00-\u9fff]{1,12}(?:部|委|局|厅|署|院|总会|协会|学会|系统|公司|集团|台|组织)"
_EVENT = r"[\u4e00-\u9fff]{1,8}(?:杯|[影剧视意术技乐]节|双年展|书展|展览会|运动会|锦标赛|联赛)"
# What such prizes are given for, and how far they reach: 中国话剧[金狮奖], 终身成就[金熊奖], 英超[金靴奖].
_BRANCH = (
    r"联合国|华语|华文|全球|国际|世界|亚洲|欧洲|亚太|海峡两岸|传统|流行|民间|民族|工艺|文学|科幻|艺术|文艺|文化|美术|摄影|书法|戏剧|话剧|戏曲|曲艺|杂技|舞蹈|"
    r"音乐|歌曲|电影|影视|电视剧?|广播|播音|主持|新闻|出版|设计|建筑|工程|饭店|酒店|旅游|足球|篮球|体育|[中英西意德法]超|[西意德法]甲|终身|成就|荣誉|"
    r"海外|台商|侨商|华商|年度|黄金时段|十大|中文|国语|台语"
)
_AHEAD_OF_KNOWN = re.compile(
    rf"(?:{LEVEL}|{PLACE}|{_BODY}|{_BRANCH}|{_EVENT}|[省市县区])+|[\u4e00-\u9fff]*最佳[\u4e00-\u9fff]{{2,5}}"
)
_GENERIC = re.compile(
    r"(?:[一二三四五六七八九十\d个座]|牌|[优能]者|大|双|各|该|本|此|国际|最高(?:级别?)?|多|奖|等|小|金|银|铜|单|总|新|老|好|成都)+奖|[双大]?(?:个人|团体|集体|影片|作品|单项)类?大?奖|.*\d万元?奖|[\d一二两三四五六七八九十]+[座枚个尊项]奖[杯牌章]"
)
_PLACING = re.compile(r"前(?:[一二三五六八十百]+|\d+)强")
_KINDS = re.compile(r"(?:国家|勋章|荣誉称号|奖章|荣誉)+奖章|(?:奖章|奖状|证书)+奖[杯状]|最高(?:级别?)?[勋奖]章")
_AFTER_TITLE = re.compile(
    rf"[，。；、：！？,;:!?.”」』》）)\s“「『\"（(]|{TITLE_MARK}|殊荣|奖|荣誉|肯定|等|和|与|及|暨|代?表彰|表扬|评选|遴选|选拔|推荐|候选|证书|牌匾|行列|榜|领奖台|头衔|桂冠|绶带|上台|登台|花落|归了|颁给|"
    r"评比|代表|名单|受到|得主|获得者|[也都均还]|荣?获|外|的|在|于|之|为|是|有|由|共|进行|予以|给予|各?[\d一二两三四五六七八九十百]|$"
)
_INSIDE_TITLE = re.compile(
    r"(?:[省市县区乡村][（(][省市县区乡镇村、旗]{1,5}[）)]|[^,;:，。；、：！？\s“”「」『』《》（）()\"▢的]){0,14}"
)
_ART = "小说|诗歌|新诗|散文|剧目|表演|主角|配角|导演|编剧|音乐|舞美|美术|摄影|文学|翻译|新人|作曲|编导|演员|影片|电影|纪录片|剧本|评论|童话|绘本|作家"
_CATEGORY = re.compile(rf"(?P<ahead>[奖节赛演])(?=(?:[长中短]篇|青年|男|女)*(?:{_ART})奖)")
_VERB_OF_PRIZE = "拿夸两节巨补秒了罚要该获颁得受领报参评抽中开兑夺摸设捧嘉褒过发对献授给有无派弃获"
# Such a title with its level is a name wherever it stands; 先进单位 alone is one only where it is conferred.
_LEVELLED = re.compile(
    r"(?:全国|全军|全省|全市|国家级|省级)(?!.*[的争]).{2,}(?:(?:先进|标兵|模范).{2}|十佳.{2,6}|百佳.{2,6}|标兵|楷模|能手)$|(?:公司|集团|全[省市县区校院厂])(?:十佳|十大)"
)
# 教育之友荣誉证书 is an honour; what certifies a skill, a right or a mere prize is none.
_FORMAL_PAPER = re.compile(
    r"(?:^荣誉|^获奖|资格|合格|毕业|学位|结业|聘任|聘用|捐赠|收藏|等级|认证|登记|注册|专利|权|身份|培训|学历|结婚|数字|师|员|上岗|技能|水平)证书$"
)
_LONGEST_OPENER = 5
_RANKS = frozenset({"金奖", "银奖", "铜奖", "金质奖", "银质奖", "铜质奖", "优秀奖"})
_MERITS = frozenset({"优良奖", "优胜奖"})
"""公共工程品质优良奖 is a prize; behind a contest it is a grade."""
_CONTESTED = re.compile(r"赛|评选|征文|比武|展|[奖杯组类]$")
_NEXT_RANK = 8
"""How near the next rank stands to one of a list: 竞赛金奖1项、银奖2项."""
_GRADED = ("奖", "奖”", "奖」", "杯”", "杯」")
_SCALE = frozenset({"特优", "优等", "优良", "绩优"})
_SUPERLATIVE = frozenset({"最佳", "十佳", "最美"})
_NUMBERED_BEST = _SUPERLATIVE | {"十大"}
_SHORT_ITEM = re.compile(r"[\u4e00-\u9fff]{2,6}?(?=[，。；、”」和与及等奖]|$)")
_AWARDED_ITEM = re.compile(rf"[\u4e00-\u9fff]{{2,6}}?(?={AWARDED_BEHIND.pattern})")
_PRIZE_BEHIND = re.compile(r"奖(?![章状杯金励品项池券惩牌座罚掖赏学得获])")
WORD_BEHIND_PRIZE = re.compile(r"金(?!质?奖)|[励品项池券惩牌座罚掖赏补]|学金|助(?!理)|优罚|勤罚")
_CONTEST_BEHIND = re.compile(r"[”」』]?[\u4e00-\u9fff]{0,8}?(?:赛|[冠亚季]军|展|运动会|选拔)")
_WORD_BEHIND_MEDAL = re.compile(
    r"[榜总教讲服导得争店员师]|数|零的|月嫂|调解|[经供]|工[人匠]|主播|企业|律师|管家|农[民户]|厨|品牌|产品|选手|项目|团队|班组"
)
_QUOTED_TITLE = re.compile(r"[\u4e00-\u9fff]{1,6}")
"""“金牌店长” is no medal."""
_PRIVILEGE = re.compile(r"(?<!奖)奖金|(?:[、和][\u4e00-\u9fff]{2,8}){0,3}(?:的?待遇|津贴|条件|标准)")
_CONFERRING_PAPER = re.compile(r"表彰|评选|授予|命名|颁|决定|通知|通报|公告|名[单录]|意见|办法|条例|方案")
# 授予某某青年突击队等12个集体…: whoever is counted behind it receives.
_RECEIVERS_BEHIND = re.compile(r"(?:[、，][^。；\n]{0,100}?)?等[\d一二三四五六七八九十百]+[名个位支家]")
_MEMBER_BEHIND = re.compile("队?[长员]|成员")
_GROUP_BEHIND = re.compile("党支部|党总支|党委|党组织|团支部|团委|妇联|工会|领导班子|班子|连|大队")
_FAME = re.compile(r"[”」』]?(?:的)?(?:美誉|之称|之誉)")
_RUNNER_UP = re.compile(r"[”」』]?提名奖")
_OF_A_GROUP = re.compile(r"集体(?![一二三特]等)")
ORDER_CLASS = re.compile(r"([特一二三四五六七八九]等|[一二三]级)[\u4e00-\u9fff]+勋章")
NOMINATION = re.compile(
    r"[”」』]?提名(?!奖|人|委员|案|者|演员|影片|名单|建议|对象|工作|公[告示]|通知|程序|办法|材料|单位|项目)"
)
_JOINED_BEFORE_QUOTE = re.compile(
    r"(?:节|展|政府|博览会|茶博会|展览会|艺术周|全国|首都|(?:^|[^\u4e00-\u9fff])[省市县区])$"
)
# 甲市“先进集体” is 甲市先进集体. Annotators differ: without the place F1 is 0.03 higher on one set of articles, 0.013 lower
# on another.
_AHEAD_OF_QUOTE = re.compile(rf"(?:{PLACE}|{LEVEL})+|公司|集团|[海陆空]军|火箭军|全军")
_GIVEN_TO = ("授予", "追授", "颁授", "颁给", "授与")
_HOUSE, _SAID_BEFORE = ("公司", "集团"), ("该", "我", "本", "此")
_ANY_FESTIVAL = re.compile(r"(?:电影|电视|戏剧|艺术|音乐|文化|文学)?[节展周]")
_STARTS_AT_LEVEL = re.compile(LEVEL)
_YEAR = re.compile(r"\d{4}$")


def find_names(sentence: Sentence) -> list[Name]:
    """Every award name of `sentence`, outermost only, but an umbrella is kept beside its category."""
    found = [name for hit in sentence.hits for name in _names_at(sentence, hit)]
    found += _of_the_same_series(sentence, found)
    found = [_with_year_inside(sentence, name) for name in found]
    return _outermost(_joined_to_quote(sentence, name) for name in found)


def _names_at(sentence: Sentence, hit: Hit) -> Iterator[Name]:
    """The name that `hit` tells, and its nomination: 提名 behind it is an award of its own."""
    name = _name_at(sentence, hit)
    if name is None or _PRIVILEGE.match(sentence.text, name.end) or _is_in_title_of_work(sentence, name):
        return
    runner_up = _RUNNER_UP.match(sentence.text, name.end)  # “某奖”提名奖
    group = name.name.endswith("奖章") and _OF_A_GROUP.match(sentence.text, name.end)  # 青年五四奖章集体
    if group:
        name = replace(name, end=group.end(), name=name.name + "集体")
    if runner_up:
        whole = _joined_to_quote(sentence, name)
        name = replace(whole, end=runner_up.end(), name=whole.name + "提名奖", rule="awards.nomination")
    yield name
    nominated = NOMINATION.match(sentence.text, name.end)
    if nominated:
        yield replace(name, end=nominated.end(), name=name.name + "提名", rule="awards.nomination")


def _is_in_title_of_work(sentence: Sentence, name: Name) -> bool:
    """《五一劳动奖章获得者》 is a book, 《关于表彰先进集体的决定》 a document that confers."""
    work = next((span for span in sentence.works if span.start < name.start and name.end < span.end), None)
    return work is not None and _CONFERRING_PAPER.search(sentence.text, *work) is None


def _name_at(sentence: Sentence, hit: Hit) -> Name | None:
    opened = _opened(sentence, hit) if "opener" in hit.roles else None
    if opened:
        return opened
    if "medal" in hit.roles:
        return _medal(sentence, hit)
    if "known" in hit.roles and not _is_echo(sentence, hit):
        return _known(sentence, hit)
    named = "head" in hit.roles or hit.word in _MERITS
    if named and ("grade" not in hit.roles or _is_name_with_grade(sentence, hit)):
        return _headed(sentence, hit)
    return None


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
    """优良甲 A、B，优良乙 C: where one title is conferred, those of the same word or scale are too."""
    named = {name.head for name in found}
    heads = {name.head for name in found if name.rule == "awards.opened"}
    opened = {hit.word for hit in sentence.hits if hit.start in heads}
    opened |= _SCALE if opened & _SCALE else frozenset()
    for hit in sentence.hits:
        if hit.word in opened and hit.start not in named:
            name = _opened(sentence, hit, series=True)
            if name:
                yield name


def _medal(sentence: Sentence, hit: Hit) -> Name | None:
    """金牌, 银牌, 铜牌: a name without its competition. 金牌教练 and 金牌榜 are none."""
    quote = sentence.quote_around(hit.start, hit.end)
    if quote and quote.start + 1 == hit.start and _QUOTED_TITLE.fullmatch(sentence.text, hit.end, quote.end - 1):
        name = _name(sentence, hit.start, quote.end - 1, hit.start, "awards.quoted_title")
        return name if has_evidence(sentence, name) else None
    if _WORD_BEHIND_MEDAL.match(sentence.text, hit.end):
        return None
    end = hit.end + sentence.text.startswith("奖", hit.end)
    return Name(hit.start, end, sentence.text[hit.start : end], hit.start, "awards.medal")


def _known(sentence: Sentence, hit: Hit) -> Name | None:
    """A listed award, with the place or body written directly before it: 江苏省 + 五一劳动奖章."""
    if _is_part_of_word(sentence, hit) or _FAME.match(sentence.text, hit.end):
        return None
    start = name_start(sentence, hit.start)
    common = table("awards")[hit.word]["domain"] == "industry"  # 青年突击队 at work, 平安医院 as an address
    if common and sentence.bound(hit.start) < hit.start and _RECEIVERS_BEHIND.match(sentence.text, hit.end):
        return None
    if hit.start - start > LONGEST or (not common and not _belongs_to_known(sentence, start, hit)):
        start = hit.start
    start += order_class(sentence, start, hit.end)
    end = hit.end + (hit.word.endswith("奖") and sentence.text.startswith(("章", "状"), hit.end))
    name = _name(sentence, start, end, hit.start, "awards.listed")
    return name if not common or has_evidence(sentence, name) else None


def _belongs_to_known(sentence: Sentence, start: int, hit: Hit) -> bool:
    """Whether what stands from `start` before a listed award makes a longer name with it."""
    ahead = sentence.text[start : hit.start]
    if hit.word.endswith("勋章") and not ahead.endswith("国"):  # 某国荣誉军团骑士勋章 is longer than what is listed
        return True
    quote = sentence.quote_around(hit.start, hit.end)
    whole = quote is not None and hit.end == quote.end - 1 and start == quote.start + 1
    if hit.word.startswith("全国"):
        return whole
    abroad = ahead in entries("countries") and not ahead.startswith("中")
    return whole or abroad or _AHEAD_OF_KNOWN.fullmatch(ahead) is not None


def _headed(sentence: Sentence, hit: Hit) -> Name | None:
    """A name that its last word tells: …奖, …奖章, …先进集体."""
    start = hit.start if hit.word.endswith("等功") else name_start(sentence, hit.start)
    start = _at_category(sentence, start, hit)
    start += order_class(sentence, start, hit.end)
    if hit.end - start > LONGEST or _is_part_of_word(sentence, hit) or sentence.text.endswith("最高", 0, start):
        return None
    name = _name(sentence, start, hit.end, hit.start, "awards.headed")
    if _is_no_name(name, hit.word) or _is_kind(sentence, name):
        return None
    if hit.word == "劳模" and sentence.conferral_before(hit.start) is None:  # 全国劳模表彰大会
        return None
    if "opener" in hit.roles and not _AFTER_TITLE.match(sentence.text, hit.end):  # 模范 in 模范带头的人
        return None
    name = _with_group(sentence, name)
    always = hit.word in _MERITS or table("award_heads")[hit.word]["evidence"] == "always"
    return name if always or _LEVELLED.match(name.name) or has_evidence(sentence, name) else None


def _at_category(sentence: Sentence, start: int, hit: Hit) -> int:
    """`start` moved to the category of a prize of the arts or of a contest: 梅花奖|主角奖, 电影节|最佳导演奖."""
    if not hit.word.endswith("奖"):
        return start
    category = _CATEGORY.search(sentence.text, start, hit.start + 1)
    return category.end("ahead") if category else start


def _with_group(sentence: Sentence, name: Name) -> Name:
    """先进村 goes on to 先进村党支部."""
    group = _GROUP_BEHIND.match(sentence.text, name.end) if not name.name.endswith("奖") else None
    if group is None or not _AFTER_TITLE.match(sentence.text, group.end()):
        return name
    return replace(name, end=group.end(), name=name.name + group[0])


def _is_kind(sentence: Sentence, name: Name) -> bool:
    """Whether `name` says only what kind of thing it is: 国家奖章; but 获颁荣誉奖章."""
    if not _KINDS.fullmatch(name.name):
        return False
    conferral = sentence.conferral_before(name.start)
    return name.name != "荣誉奖章" or conferral is None or conferral.end < name.start


def _is_no_name(name: Name, word: str) -> bool:
    """Whether `name` only counts or describes what its closing `word` says: 三项大奖, 毕业证书."""
    if word in ("奖杯", "证书") and name.name[:-2].endswith(honours()):
        return True  # 技术能手奖杯 is handed to a 技术能手
    if name.name.endswith("冠军奖杯") or (word == "劳模" and not _STARTS_AT_LEVEL.match(name.name)):
        return True
    if _PLACING.fullmatch(name.name):
        return True
    if word == "证书" and (name.bare or _FORMAL_PAPER.search(name.name)):
        return True
    return word.endswith("奖") and _GENERIC.fullmatch(name.name) is not None


def order_class(sentence: Sentence, start: int, end: int) -> int:
    """The length of the class before an order: 二等 in 二等宝星勋章 is its grade."""
    order = ORDER_CLASS.match(sentence.text, start, end)
    return len(order[1]) if order else 0


def _is_name_with_grade(sentence: Sentence, hit: Hit) -> bool:
    """「最佳施工类-金质奖」 and 茶博会金奖 are names, 金质奖 and 金奖 alone and behind a prize or cup are grades."""
    if sentence.text.endswith(_GRADED, 0, hit.start):
        return False
    if hit.word in _MERITS:
        stem = sentence.text[name_start(sentence, hit.start) : hit.start]
        return len(stem) > 3 and _CONTESTED.search(stem) is None
    if hit.word in _RANKS and hit.start - name_start(sentence, hit.start) >= 2:
        return not any(other.word in _RANKS for other in sentence.hits_in(hit.end, hit.end + _NEXT_RANK))
    quote = sentence.quote_around(hit.start, hit.end)
    return quote is not None and hit.end == quote.end - 1 and hit.start > quote.start + 2


def _is_part_of_word(sentence: Sentence, hit: Hit) -> bool:
    """奖 closes a name only where what stands around it does not make another word of it; a cup's contest is none."""
    text, start = sentence.text, hit.start
    if hit.word.endswith("队") and _MEMBER_BEHIND.match(text, hit.end):
        return True
    if not hit.word.endswith("奖"):
        return hit.word.endswith("杯") and _CONTEST_BEHIND.match(text, hit.end) is not None
    if text[start - 1] in CLOSE and text.endswith(tuple(entries("award_grades")), 0, start - 1):
        return True
    verb = len(hit.word) < 3 and start > 0 and text[start - 1] in _VERB_OF_PRIZE
    if verb and (start - 1 in sentence.words or sentence.bound(start) == start - 1):
        return True
    return WORD_BEHIND_PRIZE.match(text, hit.end) is not None


def _opened(sentence: Sentence, hit: Hit, *, series: bool = False) -> Name | None:
    """An honorary title that begins with its praise: 优秀志愿者, 模范父亲, 十佳新闻工作者."""
    end = _title_end(sentence, hit.end) or _superlative_end(sentence, hit, series=series)
    if end is None or sentence.text.startswith("传统", hit.end):
        return None
    start = name_start(sentence, hit.start)
    if hit.start - start > LONGEST or (start > 0 and sentence.text[start - 1] == "的"):
        return None
    end += _PRIZE_BEHIND.match(sentence.text, end) is not None
    name = _name(sentence, start, end, hit.start, "awards.opened")
    return name if series or _LEVELLED.match(name.name) or has_evidence(sentence, name) else None


def _title_end(sentence: Sentence, start: int) -> int | None:
    """Where the title that opened before `start` ends: behind the first noun that the sentence lets stand alone."""
    window = _INSIDE_TITLE.match(sentence.text, start)
    if window is None or nouns().search(sentence.text, start, window.end()) is None:
        return None
    limit = _title_limit(sentence, start, window.end())
    fallback = None
    for at in range(start, limit):
        noun = nouns().match(sentence.text, at, limit)
        if noun is None or _in_brackets(sentence.text, start, at):
            continue
        if _AFTER_TITLE.match(sentence.text, noun.end()):
            return noun.end()
        whole = noun.end() in sentence.words and (len(noun[0]) > 2 or names_person(sentence.text, noun))
        if fallback is None and (whole or len(noun[0]) > 3):
            fallback = noun.end()
    return _whole_quote(sentence, start, limit) or fallback if fallback else None


def _whole_quote(sentence: Sentence, start: int, limit: int) -> int | None:
    """“最美工会户外劳动者服务站点”: the title that opens a quotation closes it, if nothing else ends it before."""
    quote = sentence.quote_around(start - 1, start)
    whole = quote is not None and start - quote.start <= _LONGEST_OPENER and quote.end - 1 == limit
    return limit if whole else None


def _in_brackets(text: str, start: int, at: int) -> bool:
    """Whether the word at `at` is told another kind: both 县 and 市 in 县（市）委书记."""
    return BRACKETED.match(text, at) is not None or text.rfind("（", start, at) > text.rfind("）", start, at)


def _title_limit(sentence: Sentence, start: int, limit: int) -> int:
    """How far the title that opened before `start` may reach: to `limit` or the next bounding word, but over 和."""
    for at in sentence.hard[bisect_right(sentence.hard, start) :]:
        if at > limit or sentence.text[at - 1] not in "和与及暨" or sentence.text[at - 2] in "奖章":
            return min(at, limit)
    return limit


def _superlative_end(sentence: Sentence, hit: Hit, *, series: bool) -> int | None:
    """当选最佳第六人: whatever follows 最佳 up to the end of the clause, directly behind a word of conferring."""
    if hit.word not in _NUMBERED_BEST:
        return None
    quote = sentence.quote_around(hit.start, hit.end)
    if quote and quote.start + 1 == hit.start and _SHORT_ITEM.fullmatch(sentence.text, hit.end, quote.end - 1):
        return quote.end - 1
    if hit.word not in _SUPERLATIVE:
        return None
    awarded = _AWARDED_ITEM.match(sentence.text, hit.end)
    if awarded and hit.word == "最佳":
        return awarded.end()
    conferral = sentence.conferral_before(hit.start)
    match = _SHORT_ITEM.match(sentence.text, hit.end)
    direct = series or (conferral is not None and conferral.end == hit.start)
    return match.end() if match and direct else None


def _name(sentence: Sentence, start: int, end: int, head: int, rule: str) -> Name:
    return Name(start, end, clean(sentence.text[start:end]), head, rule)


def _joined_to_quote(sentence: Sentence, name: Name) -> Name:
    """A quoted name with the festival or level written before the quotation: 海岛戏剧节「金贝奖」 is one name."""
    quote = sentence.quote_around(name.start, name.end)
    if quote is None or name.start != quote.start + 1 or name.end != quote.end - 1:
        return name
    if name.rule in {"awards.headed", "awards.opened"}:
        name = replace(name, rule="awards.quoted")
    start = trimmed(sentence, sentence.bound(quote.start), quote.start)
    ahead = sentence.text[start : quote.start]
    placed = not name.name.endswith("奖") and _AHEAD_OF_QUOTE.fullmatch(ahead)
    if sentence.text.startswith(_HOUSE, start) and sentence.text.endswith(_SAID_BEFORE, 0, start):
        return name
    joined = placed or (_JOINED_BEFORE_QUOTE.search(ahead) and not sentence.text.endswith(_GIVEN_TO, 0, start))
    if not joined or _ANY_FESTIVAL.fullmatch(ahead) or _STARTS_AT_LEVEL.match(name.name):
        return name
    return replace(name, start=start, name=clean(ahead + name.name))


def _outermost(names: Iterable[Name]) -> list[Name]:
    """`names` without those inside another; 某奖 before 某奖最佳编剧 stays, as the umbrella of the category."""
    kept: list[Name] = []
    outer: Name | None = None
    for name in sorted(set(names), key=lambda name: (name.start, -name.end, -name.head)):
        if outer is None or name.start >= outer.end:
            outer = name
            kept.append(name)
        elif (
            name.start == outer.start
            and name.end < outer.end
            and name.name.endswith("奖")
            and outer.rule != "awards.quoted"
        ):
            kept.append(name)
    return kept
