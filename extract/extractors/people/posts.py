"""The grammar of office: a post noun, its prefixes, and the organisation that is written directly before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.extractors.people.lists import countries, no_post_tails, post_kinds, post_lexicon, title_words
from extract.extractors.people.organizations import ends_with_body, opens_with_place, organization_start
from extract.extractors.people.words import Words
from extract.text import patterns as re
from extract.types import PostKind, PostStatus

_PREFIX = re.compile(
    r"(?:(?:(?:常务|第一|执行|联席)?副|常务|代理|署理|(?<![时年现古当世近])代|首席|执行|名誉|荣誉|终身|助理|资深|高级|轮值|联席|常驻|候补|总|"
    r"全媒体|融媒体?|特约|特派|约[聘用雇]|侦缉|永远|创会|首任|先发|实习|正高级|特聘|客座|注册|独立|非执行|职工代表|职工|主管|见习|责任|特许|执业|兼职|专职|专任|主任|第一|分管|有关|值班|带班|[一二三四]级|[正副]?[厅处科局部县师团]级)+)$"
)
_FORMER = re.compile(
    r"(?:(?<![以之年月日目此天来生])(?<!大会)(?:(?<!会议)|(?<=安全会议))前|原|时任|(?<![此生])前任|曾任)$"
)
_FORMER_BODY = re.compile(r"原|前任|时任|前(?!线|海|进|沿)|.*[省市县区州旗镇乡]原[省市县区州旗镇乡]|.*原$")
"""原林业局, 临河市原林河县, or 林业局原 before its post."""
_SHARED_NOUN = re.compile(r"(?:常务)?副?代?([部局厅处省市县区州])长")
_ACTING = ("代", "代理", "署理")
_DESIGNATE = re.compile(r"(?:候任|拟任|新当选|当选|拟提名为)$")


_NO_POST_BEHIND = re.compile(
    r"(?<=人)才|(?<=工)(?:作(?!家)|业|艺|程(?![\u4e00-\u9fff]{1,2}(?:[，。、；（说表介获被是和与等]|$))|序|具|会|地|资|厂|期|种|区|坊)|[总支大中]队|(?<=代表)[会团处]|办公室|办公厅|办公会|官邸|公署|事务所|集团|(?:股份)?有限|公司|工作室|俱乐部|餐厅|酒店|超市|协会|联合(?:促进)?会|联谊会|公会|商会|团(?![长员委支总队])|培训|热线|信箱|们|(?<=员)工|级(?!别)|制(?!造|定|止)|杯(?!葛)|"
    r"(?:科学|创新|教育|优学|艺术|语文|科技|体育|嘉行|励志|质量|特别|文化|服务)?奖|"
    r"期(?![许盼待勉望间])|负责制|江(?=流域|经济|大桥|沿|[中上下]|口|边|干|水|两岸|[，。])|城(?=[站内外墙，。])|沙(?=[市县，。舰])|(?<=市长)(?:宁区|寿区|兴[县岛]|乐[区市]|清[区县]|安[街区县路]|葛市|治市)|"
    r"春(?=[市，。])|三角|远(?=来|看|规|发|目)|度(?=[，。为达约])|廊|征(?=[精途路，。])|(?<=博士)(?:毕业|学位|论文|点(?!评)|在读)|(?<=军长)征|(?<=领事)(?:保护|协助|服务|证|业务|事务)|(?<=[动坛赛节程期展]中将)|(?<=[法俄美日韩德英欧非印巴]中将)|(?<=马上将)|(?:(?<=会中将)|(?<=[会坛台网路]上将))[为会在把被对有举开继推展发]|组(?!长)|岗位|职位|职称|(?<!委员)资格|行业|职业|学院|学会|论坛|进修(?=学)|(?<=秘书|干部|教师)[科处室股](?![长员])|座谈会|理事会|联席会|大会|会议(?!主|室)|专业|候选人(?![：，。；\n]|$)|人选(?=[的名未尚仍是在应将和及与、])|[”」』]?(?:荣誉)?称号|选举|大选|竞选|就职|任期|证书?(?!实|明)"
)
_OF_BODY = re.compile(r"(?:组织|银行|机构|委员会|会议|联盟)$")
_MEETS = re.compile(r"会[见谈晤同]")
_CONFERRED = re.compile(r"(?:授予|授为|荣获|获得|获评|评为|命名为|誉为|称为|荣膺|当选)[^“”。；\n]{0,6}“[^“”]{0,14}$")
"""What stands before a quoted honour that ends like a post: 评为“全优队员”."""
_HONOUR = re.compile(r"最佳|十佳|优秀|年度")
_MERGED = frozenset(
    ("助理", "特别助理", "秘书", "新闻秘书", "发言人", "特使", "特别代表", "高级代表", "顾问", "办公室主任", "接班人")
)
_MEDIA = re.compile(
    r"(?:本报|本刊|本台|本网|每经|报|台|网|社|刊|在线|客户端|融媒体中心|杂志|[周月]刊|出版社|央视|新闻|财经|频道)$"
)
_OWN_PAPER = re.compile(r"(?:本报|本刊|本台|本网|每经)$")
_NATIONALITY = re.compile(
    r"(?:中国|美国|英国|法国|德国|日本|韩国|意大利|俄罗斯|[\u4e00-\u9fff]{1,6}(?:籍|族)|[东西][南北]|[东西华][北南东西中]|知名|著名|旅[美欧英法德日加澳]|已故|青年|内地|本土|[男女]|[5-9]0后|0[05]后)"
)
_GAP = 3
_COLONS = frozenset("：:")
_ITEM_EDGES = frozenset("：:（(")
_OF_CREWS = ("工", "义消", "警消", "义警", "民防")
"""What a post of a crew begins with: 磨工|车间主任, 义消|分队长."""
_REPORTERS = ("记者", "通讯员", "评论员", "编辑", "主编")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as written. `start` includes the organisation, `core` is where the position begins."""

    start: int
    core: int
    end: int
    kind: PostKind
    organization: str | None
    position: str
    status: PostStatus
    rule: str


@dataclass(frozen=True, slots=True)
class Core:
    """A post noun with its prefixes: `start` is where 副, 常务副, 代 begin."""

    start: int
    noun: int
    end: int
    kind: PostKind


def _nouns(text: str) -> Iterator[tuple[int, int, PostKind]]:
    """The post nouns of `text`: where they begin and end, and their kinds."""
    kinds = post_kinds()
    for start, stop, word in post_lexicon().find(text):
        noun, end = _own_span(text, start, stop, word)
        kind = kinds[text[noun:end]]
        if kind is not None and not _NO_POST_BEHIND.match(text, end) and not _runs_on(text, noun, end):
            yield noun, end, kind


def find_cores(text: str) -> Iterator[Core]:
    """All post nouns of `text` with their prefixes, in order."""
    pending: Core | None = None
    for noun, end, kind in _nouns(text):
        if text[end : end + 1] == "”" and _CONFERRED.search(text, max(0, noun - 24), noun):
            continue
        prefix = _PREFIX.search(text, max(0, noun - 8), noun)
        core = Core(prefix.start() if prefix else noun, noun, end, kind)
        if _HONOUR.search(text, max(0, core.start - 2), core.start):
            continue
        touching = pending is not None and pending.end == core.start
        if pending and touching and text[pending.noun : pending.end] == "助理":
            core = replace(core, start=pending.start)
        elif pending and touching and text[pending.noun : pending.end].endswith(_OF_CREWS):
            core = replace(core, start=pending.start)  # 磨工|车间主任
        elif pending and core.start < pending.end:
            pass  # what was a post of its own is the prefix of this one or shares it: 助理总干事, 人|大副|主任
        elif pending and not (touching and text[core.start : end] in _MERGED):
            yield pending
        pending = core
    if pending:
        yield pending


def _own_span(text: str, start: int, end: int, word: str) -> tuple[int, int]:
    """The span of the post where a longer one covers its first characters: 国|中校|长, 合作|社工|程师, 法|国画家."""
    if word.endswith("校") and text.startswith("长", end):
        return end - 1, end + 1
    if word.endswith("工") and len(word) > 1 and text.startswith("程师", end):
        return end - 1, end + 2
    abroad = word.startswith("国") and text[start - 1 : start + 1] in countries() and word[1:] in post_kinds()
    return start + abroad, end


def _runs_on(text: str, noun: int, end: int) -> bool:
    """Whether a longer word that is no post begins inside the noun: 监察|委员会主任, 国家|主席团."""
    if text[end : end + 1] not in no_post_tails():
        return False
    kinds = post_kinds()
    longer = (text[start : end + more] for start in range(noun + 1, end - 1) for more in (1, 2))
    return any(kinds.get(word, "") is None for word in longer) and not _MEETS.match(text, end)


def read_post(text: str, words: Words, core: Core, floor: int) -> Post:
    """The post at `core`, its organisation read to the left but not beyond `floor`."""
    start = organization_start(text, words, core.start, floor, keep_weak=core.kind == "vague")
    if text[start - 1 : start] == "“" and text[core.end : core.end + 1] == "”" and start > floor:
        outer = organization_start(text, words, start - 1, floor)
        start = outer if outer < start - 1 else start
    if text.endswith(_REPORTERS, core.noun, core.end):
        start = _newsroom_start(text, start, core.start)
    if start == core.start and text[start - 1 : start].isspace() and text[core.end : core.end + 1] not in _COLONS:
        start = _apart(text, words, start, floor)
    is_abroad = text[start : core.start] in countries() and not _OF_BODY.search(text, start, core.start)
    if text[start : core.start] in {"女", "男"}:
        start = core.start
    if core.kind == "professional" and (is_abroad or _NATIONALITY.fullmatch(text, start, core.start)):
        start = core.start
    organization = text[start : core.start].replace("“", "").replace("”", "").rstrip() or None
    head, status = _status(text, words, core, start, floor)
    if head < start and status == "former":
        organization = re.sub(r"(?:原|前)$", "", text[head:start]) + (organization or "")
    if organization:
        organization = re.sub(r"^(?:原|前任|前|时任)|原$", "", organization) or None
    if organization and len(organization) > 1 and not ends_with_body(organization, len(organization)):
        organization = _with_shared_noun(organization, text[core.start : core.end])
    return Post(head, core.start, core.end, core.kind, organization, text[core.start : core.end], status, "people.post")


def _apart(text: str, words: Words, core: int, floor: int) -> int:
    """Where the body begins that stands apart before its post, and alone (：工务处 秘书)."""
    end = len(text[floor:core].rstrip(" \u3000")) + floor
    if core - end > _GAP or not ends_with_body(text, end):
        return core
    start = organization_start(text, words, end, floor)
    return start if start < end and text[start - 1 : start] in _ITEM_EDGES else core


def _with_shared_noun(organization: str, position: str) -> str:
    """The body whose noun is written once, in the post: 财政部 of 财政部长, 临河县 of 临河县长."""
    noun = _SHARED_NOUN.fullmatch(position)
    return organization + noun[1] if noun and not organization.endswith(noun[1]) else organization


def _newsroom_start(text: str, start: int, core: int) -> int:
    """A reporter's organisation is a newsroom or nothing: what precedes 记者 is mostly the end of the story."""
    own = _OWN_PAPER.search(text, start, core)
    return own.start() if own else start if _MEDIA.search(text, start, core) else core


def _is_body(text: str, start: int, end: int) -> bool:
    """Whether the stretch before 前 or 原 names a body: 国家安全会议|前秘书长."""
    return ends_with_body(text, end) or opens_with_place(text, start) or title_words().get(text[start:end]) == "end"


def _status(text: str, words: Words, core: Core, start: int, floor: int) -> tuple[int, PostStatus]:
    """Where the title begins with 原, 前 or 时任 before it, and what that makes of the post."""
    edge = start - 1 if text[start - 1 : start] == "“" and start > floor else start
    former = _FORMER.search(text, max(floor, edge - 3), edge)
    if former and former[0] in {"前", "原"} and not text.startswith(former[0], start):
        outer = organization_start(text, words, former.start(), floor)
        if outer < former.start() and _is_body(text, outer, former.start()):
            return outer, "former"
    if former:
        return (start if former[0] == "曾任" else former.start()), "former"
    if _FORMER_BODY.match(text[start : core.start]):
        return start, "former"
    if text[core.start : core.end].startswith(_ACTING):
        return start, "acting"
    if _DESIGNATE.search(text, max(floor, start - 5), start):
        return start, "designate"
    return start, "current"
