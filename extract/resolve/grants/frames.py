"""The frame of each award group: who receives, how many, from whom.

There are five: someone receives (荣获, 被授予), a body confers (授予, 颁发), a list follows (名单：, 得主是), someone is
named by an honour held (获得者), or only a number stands at the award.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from extract.extractors.awards.editions import EDITION
from extract.resolve.grants.bodies import agent_named, agent_start, conferring_body
from extract.resolve.grants.groups import Group
from extract.resolve.grants.phrases import as_many, has_subject, is_vague_body, listed, subject, surely
from extract.resolve.grants.receivers import Receiver, opening_body
from extract.resolve.grants.scene import Scene
from extract.resolve.grants.statements import Place, Said, Statement
from extract.text import patterns as re
from extract.types import ConferralMention, CountMention, GrantStatus, Span

_NUMBER = r"(?:共?[\d一二三四五六七八九十]+[名位个家人])"
_WINNERS = r"(?:得奖|获奖|获选|入选|当选|受奖|表彰|表扬)?(?:名单|得主|获得者|获奖者|者|人|学生|作品|项目|代表|单位|同学|选手|(?:里|村|社区|组|学校|团队)(?=[为是有：]))?"
_OPENS_LIST = re.compile(
    rf"(?:[^，。；、]{{0,8}}[，,](?=分别|依序|依次|名单|包括|他们))?(?:他们)?的?{_NUMBER}?{_WINNERS}"
    r"(?:的[^，。；：、]{1,8}(?=(?:分别)?(?:是|为|有|包括)[：:]))?(?:如下|揭晓|出炉|公布)?[，,]?"
    rf"{_NUMBER}?(?:则|分别|依序|依次|的|还|也)*"
    rf"(?:(?<![，,])为|是|有(?:{_NUMBER}(?=[：:]))?|包括|包含|(?<![，,])[给归]了?|：|:|[-－—]—?(?=[\u4e00-\u9fff《“]))(?:分别)?(?:[：:]|——)?"
)
_COLUMN = re.compile(r"[】〗][：:]?|[　\t](?=[^\s])")
_LINE_OPENS = re.compile(r"(?:^|\n)[\s【〖●○◆◇■□★☆▲△◎•·\d一二三四五六七八九十、.．]*$")
"""【A】甲、乙, and A　甲、乙 where the line opens with the award."""
_NEAR_NUMBER = 16
_HELD = re.compile(r"(?:的)?(?:获得者|得主|获奖者|得奖者|得奖人|获奖人|获颁者)[，,、]?")
_WHO_ARE = re.compile(r"的(?:还|也|则|分别)*(?:有|是|为|包括)[：:]?")
_RELATIVE = re.compile(r"的(?!奖[杯牌状章]|证书|牌匾|肯定|认可|荣[誉耀]|好?成绩|佳绩|最高)")
_ALONG = re.compile("(?:并|还|又|更|也|再度?)?[与和](?!其[他它])")
_ONE_OF = re.compile(r"[^，。；]{0,8}(?:得主|获得者|获奖者|得奖人)之一")
_WHOEVER = re.compile(r"(?:^|[，。；：])(?P<who>(?:当选|获奖|得奖|入选|获评)者)(?:还|均|都|各|另|将|可|同时)*$")
_FIRST = re.compile(r"(?:成为|是|系)[^，。；]{0,10}?(?:首|第[一二三]|唯一一?)[位名个批]?$")
_PROCEEDINGS = re.compile("[，,；;。]|(?:颁授|表彰|表扬)?(?:工作|活动|作为|[和及与中])|表彰")
VENUE = re.compile(r"[^，。；]{0,4}(?:评选|评比|表彰|颁奖|竞赛)(?:活动|大会|典礼|仪式)?[中上里]")
"""在A评选中，甲获B: where it happens, not what is won."""
_HOLDERS = re.compile("者(?![\u4e00-\u9fff]{2,4}[，。；])")
_ADDRESSED = re.compile("[^，。；]{0,30}?[对向]")
_THANKS = re.compile(
    r"[^，。；]{0,2}[，,]?[以并来]?(?:表彰|感谢|肯定|感念|褒扬|表扬|嘉勉|推崇)了?(?P<whom>[^，。；的]{2,40})"
)
_MEETS = re.compile(
    r"(?:接见|会见|会晤)(?P<guest>[^，。；]{2,40})"
    r"|(?:出席|主持|参加|亲临)(?P<mourned>[^，。；]{2,20}?)(?:公祭|告别|追思|奠祭|丧礼|葬礼|追悼)"
)
_BRACKET_OPENS = re.compile(
    r"[（(](?:[^（）()，,]{1,16}[，,\s])?(?:以上)?[均皆]?(?:为|系|荣?获[颁授得]?|被?追?授予?)?[“「『]?$"
)
_BRACKETED_LIST = re.compile(r"[（(](?P<list>[^（）()\n]*、[^（）()\n]*)[）)]")
_LEADS_RELATIVE = (
    "向",
    "给",
    "为",
    "对",
    "由",
    "会见",
    "接见",
    "参观",
    "参观了",
    "走访",
    "走访了",
    "看望",
    "看望了",
    "慰问",
    "慰问了",
    "采访",
    "采访了",
    "来到",
    "走进",
    "和",
    "与",
    "及",
    "、",
)
_GIVEN = re.compile(r"[^，。；]{0,6}?[给予归]了?")
_TO = re.compile(r"[向为给对](?P<to>[^，,。；;向给]{2,60})$")
_WON_BY = re.compile(
    r"[，,]?(?:则|分别|是)*[由归被](?P<counted>(?P<by>[^，。；,;]{2,80}?)(?:[两二三四五六七八九十\d]+[人位名][\u4e00-\u9fff]{0,3}?)?)(?:共同|分别|并列)?"
    r"(?:获|分享|夺得|摘[得取]|包揽|斩获|[捧夺拿摘带]走|拿下|所[有得]|收入囊中)"
)
_HOME = re.compile(
    r"[”」』]?(?:奖[杯牌座]|称号)?(?:都|也|双双|一并)?(?:收入囊中|揽入怀中|[捧抱夺摘]回|带回(?!了?家)|[捧抱带摘拿]走|[拿收摘揽]下)"
)
_HANDED = re.compile(
    r"(?:奖[牌杯章状]|证书|牌匾)?(?:颁发?给|(?:佩戴|[挂戴送递交])[到在])了?(?P<counted>(?P<by>[^，。；,;]{2,30}?))(?:的?手[中里上]|胸前|颈上|脖子上|(?=[，。；]))"
)
_HONOURED = re.compile(r"对(?P<to>[^。]{2,300}?)(?:予以|给予|进行)(?:表彰|表扬|奖励|嘉奖|记功)[，,]?(?:并|分别)*$")
_MOST = re.compile(
    r"(?:得奖人|得主|获奖者|获得者)?(?:当中|之中|中)[，,]?[^，。；]{0,14}?(?:最[^，。；]{1,8}?)的?(?:还?是|为)"
)
_IS = re.compile(rf"[则已也还曾都均]?(?:是|系|为|在)(?:一[名位])?{EDITION}?[“「『]?$")
_AS = re.compile(rf"(?:作为|身为)(?:一[名位])?{EDITION}?[“「『]?$")
_DELEGATE = re.compile(r"[”」』]?(?:获奖|得奖|受奖)?(?:代表|获得者|得主|获奖者)")
_ENDS_CLAUSE = re.compile(r"[”」』]?(?:之列|行列)?[，、。；\n]")
_OPENS_CLAUSE = re.compile(r"\s*(?:共|有|另|还|其中|最后|最终|计|约|近)*")
_GOES_ON = re.compile(r"(?:、|，|和|及|以及|与)[^，。；;：]{2,90}")
_OUR_LAND = re.compile("[我本][国省市县区校]")
_TALLIED = re.compile(r"(?:以|已?有|拿到|进账|贡献)(?:了)?[\d一二两三四五六七八九十]*$|(?P<column>[（(]|[\s：:]+)\d*$")
_FIRST_COLUMN = re.compile(r"(?:[\d]{1,2}[\s.、]*)?(?P<who>[\u4e00-\u9fff]{2,10})")
_GIVING = frozenset({"授予", "追授", "颁给", "颁授", "授与", "追授予", "奖给"})
_MORE_RECEIVERS = re.compile(r"[\u4e00-\u9fff]{0,4}[、和及][^，。；]+等")
_MADE = re.compile(
    r"(?:(?:给予?|为)(?P<given>[^，。；,;给为]{1,60}?)(?:分别)?[荣追各]?记|对(?P<honoured>[^，。；]{2,200}?)(?:予以|给予)|追记(?P<posthumous>[^，。；,;]{2,30})"
    r"|(?<=[，,并])追?记(?P<also>)"
    r"|(?:(?P<plan>拟?推荐|拟推报|拟)|(?=推选|评选|遴选|确定|认定|选树|评定|表彰|命名|授予))(?:推选|评选|遴选|确定|认定|选树|评定|表彰|命名|授予)?(?P<proposed>[^。；：]{2,200}?)为[“「『]?)$"
)
_ARE = re.compile(
    r"[\d一二三四五六七八九十百千余多](?:人|[名位个家户][\u4e00-\u9fff]{0,5}?)(?P<are>(?:则|均|都|分别)?[为是])[“「『]?$"
)
_EVENT = re.compile(r"[^，。；、]{0,4}?(?:典礼|颁奖|大会|评选|竞赛|选拔|推荐|申报|评审|候选|旨在)|奖金")
_TITLE_AHEAD = re.compile(r"[”」』]?(?:、|代表)?")
_AS_AHEAD = re.compile(r"[”」』]?(?:的|[，,])?")
_PRIZES = ("奖", "章", "状", "杯", "牌", "功")
_OF_UNITS = ("先锋号", "文明号", "标兵岗", "文明岗", "示范岗", "集体")
_BODIES = ("集体", "单位")
"""What honours that are no titles of persons end with."""
_BEHIND_NAMES = frozenset({"honorific", "others", "bracket", "adverb", "separator"})
_POST = frozenset({"noun", "honorific", "number", "verb"})
_OURS = ("我", "本", "全")
_ORIGIN = frozenset({"date", "separator", "pronoun"})
"""今年, 我省: what says when those counted received, or whose they are."""
_MEDALS = frozenset("枚块面座")
_OF_HONOURS = _MEDALS | {"项", "金", "银", "铜"}
"""What counts how many an honour was won, not who won it."""
_ALSO = re.compile(r"(?:并|同时|还|，|,)$")


def read_frame(place: Place) -> Iterator[Statement]:
    """The statements about one chain, by the first frame that fits."""
    frames = (
        _continued, _in_brackets, _before_brackets, _medals, _eldest, _held, _list, _brought_home, _won_by, _behind,
        _named_behind, _made, _are, _unit_titled, _before, _is, _titled, _counted,
    )  # fmt: skip
    yield from next((found for frame in frames if (found := frame(place))), [])


# ---- awards named before their receivers


def _in_brackets(place: Place) -> list[Statement]:
    """甲、乙（A）；丙（B）: the row before the bracket that holds the award."""
    scene = place.scene
    opened = _BRACKET_OPENS.search(scene.text, place.floor, place.start)
    if opened is None or not scene.text.startswith(("）", ")"), place.end):
        return []
    row = next(scene.clauses_before(place.floor, opened.start(), marks="；;：:。"), Span(0, 0))
    found = tuple(listed(scene, *row))
    if place.chain[-1].count and place.chain[-1].awards[-1].name.endswith("牌"):  # 甲队（15金17银）、乙队（11金8银）
        found = tuple(one for one in found if one.end == opened.start())
    return [Statement(group, None, found, _numbered(group)) for group in place.chain] if found else []


def _before_brackets(place: Place) -> list[Statement]:
    """A 6个（甲、乙、丙）: the list in brackets behind the number."""
    inside = _BRACKETED_LIST.match(place.scene.text, place.end)
    if inside is None or not (place.chain[-1].count or place.before()):
        return []
    found = listed(place.scene, *inside.span("list"), plain=True)
    verb = place.before()
    last = Statement(place.chain[-1], verb, tuple(found), _numbered(place.chain[-1]))
    return [*_numbers(place.chain[:-1], verb), last] if len(found) > 1 else []


def _eldest(place: Place) -> list[Statement]:
    """26位A当中年纪最大的是X: one of those who are counted."""
    match = _MOST.match(place.scene.text, place.end)
    found = listed(place.scene, match.end(), place.scene.clause_end(match.end(), place.limit))[:1] if match else []
    if not found or found[0].kind != "person":
        return []
    return [Statement(place.chain[-1], None, tuple(found), _numbered(place.chain[-1]), status="held")]


def _held(place: Place) -> list[Statement]:
    """A获得者X: an honour held, unless the winners are listed."""
    scene, end = place.scene, place.end
    match = _HELD.match(scene.text, end)
    if match is None or _OPENS_LIST.match(scene.text, match.end()):
        return []
    found = _holder(scene, match.end()) if match[0][-1] in "、，" else []
    found = found or _undescribed(scene, listed(scene, match.end(), scene.clause_end(match.end(), place.limit)))
    is_said = _IS.search(scene.text, place.floor, place.start)
    if not found and is_said and not scene.text[match.end() : match.end() + 1].isalnum():  # 她是A得主
        return _is_holder(place, is_said.start())
    counts = _numbered(place.chain[-1]) or [*_row_of_counts(scene, match.end(), place.limit)]
    last = [Statement(place.chain[-1], None, tuple(found), tuple(counts), status="held")] if found or counts else []
    return [*_numbers(place.chain[:-1], place.before()), *last]


def _row_of_counts(scene: Scene, start: int, limit: int) -> Iterator[CountMention]:
    """A得主男士有117位、女士21位: the number near behind the holders, and those of its row."""
    end = start
    for count in scene.counts_in(start, scene.clause_end(start, limit)):
        if count.end > end + _NEAR_NUMBER or (end > start and scene.text[end] != "、"):
            return
        yield count
        end = count.end


def _is(place: Place) -> list[Statement]:
    """X是A, X为A, X在A之列."""
    said = _IS.search(place.scene.text, place.floor, place.start)
    speaks_for = _AS.search(place.scene.text, place.floor, place.start)
    delegate = _DELEGATE.match(place.scene.text, place.end)
    if speaks_for and delegate and delegate.end() not in place.scene.names:  # 甲作为A代表发言
        return _is_holder(place, speaks_for.start())
    if said is None or not _ENDS_CLAUSE.match(place.scene.text, place.end):
        return []
    return [] if place.chain[-1].awards[-1].name.endswith(_PRIZES) else _is_holder(place, said.start())


def _is_holder(place: Place, end: int) -> list[Statement]:
    """X是A, X是A获得者: the subject before 是 holds the honour."""
    said = subject(place.scene, *next(place.scene.clauses_before(place.floor, end), Span(0, 0)))
    if not said.receivers and not said.pronoun:
        return []
    return [Statement(group, None, said.receivers, (), None, said.pronoun, status="held") for group in place.chain]


def _undescribed(scene: Scene, row: Sequence[Receiver]) -> list[Receiver]:
    """The holders of a row up to one with a description of its own: A获得者甲、隐姓埋名60年的乙."""
    told = (at for at, pair in enumerate(pairwise(row), 1) if "的" in scene.text[pair[0].end : pair[1].start])
    return [*row[: next(told, len(row))]]


def _holder(scene: Scene, start: int) -> list[Receiver]:
    """A获得者、某大学教授、B获得者X: the first name of the apposition."""
    at = next((at for at in range(start, scene.clause_end(start, len(scene.text))) if at in scene.names), None)
    return [] if at is None else [Receiver(at, *scene.names[at], "person")]


def _list(place: Place) -> list[Statement]:
    """A：X、Y; A得主为X和Y. The number of a group closes at its list."""
    match = _OPENS_LIST.match(place.scene.text, place.end) or _column(place)
    if match is None or place.scene.text.startswith("由", match.end()):  # A是由某部授予的
        return []
    if place.scene.text.startswith(("从缺", "空缺", "暂缺"), match.end()):
        return []
    found = listed(place.scene, match.end(), place.limit, plain=match[0][-1] in "：:" or "分别" in match[0])
    if not found and match[0][-1] in "：:":
        found = surely(place.scene, match.end(), place.scene.clause_end(match.end(), place.limit))
    if not found:
        to = (
            next(iter(place.scene.counts_in(match.end(), place.limit)), None)
            if match[0].rstrip("了")[-1] in "给归"
            else None
        )
        return [Statement(place.chain[-1], place.before(), (), (to,))] if to and to.start <= match.end() + 1 else []
    behind = place.scene.tokens(found[-1].end, place.limit)[:1]
    if match[0][-1] in "：:" and behind and behind[0].kind in ("verb", "hard", "speech"):  # 甲拿走3枚金牌：乙登上…
        return []
    if _BRACKET_OPENS.fullmatch(place.scene.text, found[-1].end, place.limit):  # 勋章得主：甲（金莲花勋章）
        return []
    counts = _numbered(place.chain[-1]) or _counts_at(place.scene, found) or _total(place, match.end())
    statement = Statement(place.chain[-1], place.before(), tuple(found), counts)
    return [*_numbers(place.chain[:-1], place.before()), statement]


def _column(place: Place) -> re.Match[str] | None:
    """The mark behind an award that opens its line and its list."""
    text = place.scene.text
    opens = _LINE_OPENS.search(text, max(0, place.start - 12), place.start)
    return _COLUMN.match(text, place.end) if opens else None


def _behind(place: Place) -> list[Statement]:
    """将A授予X, A由X获得, A颁给X."""
    scene, verb = place.scene, place.behind()
    if verb is None or verb.status == "held" or VENUE.match(scene.text, place.end):
        return []
    if place.before() and verb.start > place.end and not _taken(place):
        return []
    if verb.voice == "confer":
        if _PROCEEDINGS.match(scene.text, verb.end):  # 对A进行表彰，…; A评选表彰工作
            return []
        said = _named_in(scene, verb.end, place.limit)
        if said.is_empty and verb.text in _GIVING:  # A授予光伏电站
            said = Said(tuple(surely(scene, verb.end, scene.clause_end(verb.end, place.limit))))
        by = conferring_body(scene, place.floor, place.start) if _taken(place) else None
        said = said._replace(counts=said.counts[:1], by=by)
    else:
        said = _named_in(scene, place.end, verb.start)
    return [] if said.is_empty else [*_shared(scene, place.chain, verb, said, looks=False)]


def _total(place: Place, end: int) -> tuple[CountMention, ...]:
    """The number of those who are listed, said before: 共2位获此殊荣，分别为…."""
    inside = place.scene.counts_in(place.end, end)
    verb = place.before()
    clause = next(place.scene.clauses_before(place.floor, verb.start), None) if verb else None
    return tuple([*inside, *(place.scene.counts_in(*clause) if clause else [])][:1])


def _counts_at(scene: Scene, found: Sequence[Receiver]) -> tuple[CountMention, ...]:
    """The numbers directly behind the receivers of a list: 甲、乙等5人和某队等3个集体."""
    counts = [_next_count(scene, receiver.end) for receiver in found]
    return tuple(dict.fromkeys(count for count in counts if count))


def _brought_home(place: Place) -> list[Statement]:
    """甲把A捧回了家, 甲将A收入囊中: the subject before 把."""
    taken = re.search(r"[将把][^，。；将把]{0,12}$", place.scene.text[place.floor : place.start])
    if taken is None or not _HOME.match(place.scene.text, place.end):
        return []
    said = _subject_before(place.scene, place.floor, place.floor + taken.start())
    return [Statement(group, None, said.receivers, _numbered(group), pronoun=said.pronoun) for group in place.chain]


def _won_by(place: Place) -> list[Statement]:
    """A由X获得, A归X所有; 把A送到X手里."""
    scene = place.scene
    match = (_HANDED if _taken(place) else _WON_BY).match(scene.text, place.end, place.limit)
    if match is None:
        return []
    found = (
        listed(scene, *match.span("by"))
        or listed(scene, *match.span("by"), plain=True)
        or surely(scene, *match.span("by"))
    )
    if _taken(place):  # 把金牌送到北京
        found = [receiver for receiver in found if receiver.kind != "place"]
    counts = _numbered(place.chain[-1]) or tuple(scene.counts_in(*match.span("counted"))[:1])
    if not found and not counts:
        return []
    verb = place.before() or next(iter(place.verbs), None)
    return [Statement(place.chain[-1], verb, tuple(found), counts, end=match.end())]


def _taken(place: Place) -> bool:
    """Whether 将 or 把 takes the award before the verb."""
    return re.search(r"[将把][^，。；]{0,12}$", place.scene.text[place.floor : place.start]) is not None


def _named_behind(place: Place) -> list[Statement]:
    """优良地政士X、Y: names that stand directly behind the award, where the sentence confers."""
    verb = next(iter(place.verbs), None)
    confers = place.chain[-1].awards[-1].name.endswith("奖") or (verb and verb.start < place.end)
    if place.end not in place.scene.names or not confers:
        return []
    found = listed(place.scene, place.end, place.limit)
    return [Statement(place.chain[-1], verb, tuple(found), _numbered(place.chain[-1]))]


def _medals(place: Place) -> list[Statement]:
    """X以5金2银的成绩…: the subject before 以 won them; X（5金2银）, X　5金　2银: what stands directly before."""
    if not place.chain[-1].awards[-1].name.endswith("牌"):
        return []
    match = _TALLIED.search(place.scene.text, place.floor, place.start)
    if match is None:
        return []
    if match["column"]:
        clause = next(place.scene.clauses_before(place.floor, match.start()), Span(place.floor, match.start()))
        found = tuple(listed(place.scene, *clause)[-1:]) or _bare(place.scene, Span(*clause))
        told = match["column"].strip() != ""
        return [Statement(group, None, found, _numbered(group) if told else ()) for group in place.chain if found]
    said = _subject_before(place.scene, place.floor, match.start())
    if said.pronoun and _OUR_LAND.fullmatch(said.pronoun):  # 我省以12金9银
        at = place.scene.text.rfind(said.pronoun, place.floor, match.start())
        said = Said((Receiver(at, at + len(said.pronoun), said.pronoun, "group"),))
    said_so = Statement(place.chain[0], None, said.receivers, pronoun=said.pronoun, open=not said.receivers)
    return [replace(said_so, group=group, counts=_numbered(group)) for group in place.chain]


def _bare(scene: Scene, span: Span) -> tuple[Receiver, ...]:
    """What stands alone in the first column of a table: 解放军　22金."""
    match = _FIRST_COLUMN.fullmatch(scene.text, *span)
    return (Receiver(*match.span("who"), match["who"], "group"),) if match else ()


def _continued(place: Place) -> list[Statement]:
    """表彰X等10名A、Y等5名B: the second award goes on under the verb of the first, with receivers of its own."""
    gap = place.scene.text[place.floor : place.start]
    if place.previous is None or place.before() or not _GOES_ON.fullmatch(gap):
        return []
    said = _named_in(place.scene, place.floor + 1, place.start)
    if gap[0] == "，" and not _covers(said, gap, place.floor):
        return []
    return [] if said.is_empty else [*_shared(place.scene, place.chain, place.previous, said, looks=False)]


def _covers(said: Said, gap: str, floor: int) -> bool:
    """Whether nothing but receivers and their number stands between two awards: 授予甲A，乙等8人B."""
    if not said.receivers or said.receivers[0].start != floor + 1:
        return False
    ends = [receiver.end for receiver in said.receivers] + [count.end for count in said.counts]
    return gap[max(ends) - floor :].strip("等“「『") == ""


def _made(place: Place) -> list[Statement]:
    """给X记A, 对X予以A, 追记X A, 拟推荐X等15名同志为A."""
    scene = place.scene
    match = _MADE.search(scene.text, place.floor, place.start)
    if match is None or (match["proposed"] and place.before()) or (match.lastgroup == "also" and not place.previous):
        return []
    whom = match.span(match.lastgroup or 0)
    pronoun = "并" if match.lastgroup == "also" else _pointing(scene, *whom)
    said = _named_in(scene, *whom)
    by = conferring_body(scene, place.floor, match.start())
    status: GrantStatus = "planned" if match["plan"] else "granted"
    return [
        Statement(group, None, said.receivers, _numbered(group) or tuple(said.counts[:1]), by, pronoun, status=status)
        for group in place.chain
    ]


def _are(place: Place) -> list[Statement]:
    """甲等10名民警为A: a number of receivers before 为, where no one names them so."""
    match = _ARE.search(place.scene.text, place.floor, place.start)
    verb = place.before()
    if match is None or (verb and verb.voice == "confer"):
        return []
    said = _subject_before(place.scene, place.floor, match.start("are"))
    return [Statement(group, None, said.receivers, _numbered(group) or tuple(said.counts)) for group in place.chain]


def _unit_titled(place: Place) -> list[Statement]:
    """省工人先锋号某某路线: the honour of a unit written before its name."""
    scene, name = place.scene, place.chain[-1].awards[-1].name
    verb = place.before()
    if (verb and not _WHO_ARE.match(scene.text, verb.end, place.start)) or not name.endswith(_OF_UNITS):
        return []
    found = [one for one in listed(scene, place.end, place.limit)[:1] if one.start == place.end and one.kind == "group"]
    return [Statement(group, None, tuple(found), (), status="held") for group in place.chain] if found else []


def _titled(place: Place) -> list[Statement]:
    """全国劳动模范X; 全国道德模范、某院院长X: an honour held, written as a title before its holder."""
    said = _AS.search(place.scene.text, place.floor, place.start)  # 身为A的X
    match = (_AS_AHEAD if said else _TITLE_AHEAD).match(place.scene.text, place.end)
    if place.before() or match is None or place.chain[-1].awards[-1].name.endswith((*_PRIZES, *_BODIES)):
        return []
    tokens = place.scene.tokens(match.end(), place.limit)
    at = next((at for at, token in enumerate(tokens) if token.kind == "name"), None)
    if at is None or any(t.kind not in _POST for t in tokens[:at]):
        return []
    row = [*takewhile(lambda token: token.kind != "of" and place.scene.text[token.start] not in "；;", tokens[at:])]
    found = listed(place.scene, row[0].start, row[-1].end)
    counts = _counts_at(place.scene, found)
    return [Statement(group, None, tuple(found), counts, status="held") for group in place.chain]


# ---- awards named behind their word of conferring


def _before(place: Place) -> list[Statement]:
    verb = place.before()
    if verb is None or (_EVENT.match(place.scene.text, place.end) and not any(g.count for g in place.chain)):
        return []
    scene, taken = place.scene, _receiving(place, verb)
    if taken:
        named = any(token.kind != "adverb" for token in scene.tokens(taken.end, verb.start))  # 获首次颁发的A
        return _received(place, taken, taken.start, scene.text[taken.end : verb.start] if named else None)
    agent = agent_start(scene, place.floor, verb.start)
    if agent is None:
        return _received(place, verb, verb.start, None) if verb.voice == "receive" else _conferred(place, verb)
    turned = scene.text[agent] == "由"
    if turned and verb.voice == "receive" and not verb.text.endswith("为"):  # 由X获得A, not 由某部追认为A
        return [*_shared(scene, place.chain, verb, _named_in(scene, agent, verb.start))]
    found = _received(place, verb, agent, agent_named(scene, agent, verb))
    return [replace(each, open=False) for each in found] if turned and not verb.text.endswith("为") else found


def _receiving(place: Place, verb: ConferralMention) -> ConferralMention | None:
    """The 获 of 获消防署颁发A: the verb behind it only says who confers."""
    clause = next(place.scene.clauses_before(place.floor, verb.start), None)
    if clause is None:
        return None
    inside = (v for v in reversed(place.verbs) if clause.start <= v.start and v.end <= verb.start)
    return next((v for v in inside if v.text.endswith(("获", "获得"))), None)


def _received(place: Place, verb: ConferralMention, end: int, by: str | None) -> list[Statement]:
    """X荣获A: the subject of the clause, else of one before it; 荣获A的X says it behind."""
    scene = place.scene
    who = _WHO_ARE.match(scene.text, verb.end, place.start)
    if who:  # 受表彰的有X等8个A
        said = _named_in(scene, who.end(), place.start)
        return [*_shared(scene, place.chain, verb, said._replace(by=by), looks=False)]
    if scene.text.startswith("的", verb.end):  # 受到表彰的A are people themselves
        return [_statement(group, verb, (), _numbered(group), by) for group in place.chain]
    first = _FIRST.search(scene.text, place.floor, end)  # 成为首位获得A的农民工
    end = first.start() if first and _RELATIVE.match(scene.text, place.end) else end
    own = next(scene.clauses_before(place.floor, end), Span(end, end))
    adjacent = [count for count in scene.counts_in(*own) if count.end == verb.start]
    said = _subject_before(scene, own.start, end)
    if said.receivers:
        said = said._replace(receivers=(*_in_row(scene, place.floor, own.start), *said.receivers))
    if _HOLDERS.match(scene.text, place.end) and _ADDRESSED.match(scene.text, own.start, end):  # 对获得A者表示祝贺
        return [_statement(group, verb, (), _numbered(group), by) for group in place.chain]
    if _RELATIVE.match(scene.text, place.end):
        phrase = Span(place.end + 1, scene.clause_end(place.end + 1, place.limit))
        found = listed(scene, *phrase) or opening_body(scene, scene.tokens(*phrase))
        led = scene.text.endswith(_LEADS_RELATIVE, own.start, end)
        led = led or {receiver.kind for receiver in said.receivers} == {"place"}  # 某区荣获A的先进集体
        if led or said.is_empty or (found and found[0].kind == "person"):
            following = [_next_count(scene, found[-1].end)] if found else scene.counts_in(place.end + 1, place.limit)
            counts = adjacent or [count for count in following[:1] if count]
            return [_statement(group, verb, found, _numbered(group) or counts, by) for group in place.chain]
    said = said._replace(counts=said.counts or adjacent)
    if _ONE_OF.match(scene.text, place.end):  # 甲由某校推荐，成为A的6名得主之一
        said = _subject_before(scene, place.floor, end)._replace(counts=())
    if said.is_empty:
        said = _subject_before(scene, place.floor, end)
    if said.receivers and _ALONG.match(scene.text, own.start, end):  # 甲获A，并与乙共获B
        said = said._replace(pronoun="与")
    looks = not has_subject(scene, own.start, end)
    return [*_shared(scene, place.chain, verb, said._replace(by=by), looks=looks)]


def _subject_before(scene: Scene, floor: int, end: int) -> Said:
    """The subject and the numbers of receivers before the verb at `end`; those of its own clause come first.

    A number in brackets only explains another: 12人（含追授3人）.
    """
    winners = _WHOEVER.search(scene.text, floor, end)
    if winners:  # 当选者记个人一等功
        return Said((Receiver(*winners.span("who"), winners["who"], "person"),))
    own = True
    held: tuple[Receiver, ...] = ()
    for clause in scene.clauses_before(floor, end):
        if scene.only_posts(*clause):
            own = False
            continue
        found = subject(scene, *clause, plain=own)
        counts = scene.counts_in(*clause) if own else _leading(scene, clause)
        counts = [c for c in counts if c.start not in scene.brackets and not _describes(scene, c, found.receivers)]
        if found.speaks:
            break
        if found.bare and not own and found.receivers and found.receivers[-1].kind == "group":
            held = found.receivers
            continue
        items = own and counts and as_many(scene, clause, counts[0])
        if items and len(found.receivers) < len(items):
            return Said(tuple(items), counts)
        if found.receivers or found.pronoun or counts:
            pronoun = None if counts and found.pronoun and found.pronoun.startswith(_OURS) else found.pronoun
            return Said(_without_origin(scene, found.receivers, counts), counts, None, pronoun)
        own = False
    return Said(held)


def _leading(scene: Scene, clause: Span) -> list[CountMention]:
    """The numbers a clause opens with, behind a time or where those counted come from: 今年某公司8名员工、3个班组…."""
    found: list[CountMention] = []
    at = clause.start
    for count in scene.counts_in(*clause):
        ahead = (token for token in scene.tokens(at, count.start) if token.kind not in _ORIGIN)
        opened = "".join(scene.text[token.start : token.end] for token in ahead)
        if not is_vague_body(opened) and not _OPENS_CLAUSE.fullmatch(opened):
            break
        found.append(count)
        at = count.end
    return found


def _in_row(scene: Scene, floor: int, start: int) -> list[Receiver]:
    """The persons of the clauses before that are named and said nothing of: 甲校教师X、Y，乙校教师Z获A."""
    row: list[Receiver] = []
    for clause in scene.clauses_before(floor, start - 1):
        said = subject(scene, *clause)
        if scene.text[clause.end] not in "，," or not said.bare or not said.receivers:
            break
        if said.receivers[-1].kind != "person" or said.receivers[-1].end < clause.end:
            break
        row = [*said.receivers, *row]
    return row


def _without_origin(
    scene: Scene, receivers: tuple[Receiver, ...], counts: Sequence[CountMention]
) -> tuple[Receiver, ...]:
    """柳泉区2人: the place or body is where the persons counted come from, it receives nothing itself."""
    if not receivers or receivers[-1].kind == "person" or not counts or counts[-1].start < receivers[-1].end:
        return receivers
    if counts[-1].unit in _OF_HONOURS or len(receivers) == counts[-1].value != 1:  # 甲校、乙校2所学校
        return receivers
    return receivers if "等" in scene.text[receivers[-1].end : counts[-1].start] else ()


def _conferred(place: Place, verb: ConferralMention) -> list[Statement]:
    """授予X A, 给X颁发A, 颁发A给X."""
    scene = place.scene
    slot = Span(verb.end, place.start)
    counts = scene.counts_in(*slot)
    found = listed(scene, *slot) if counts or verb.text not in _GIVING else surely(scene, *slot)
    to = _TO.search(scene.text, place.floor, verb.start)
    if not found and to:
        found, counts = listed(scene, *to.span("to")), counts or scene.counts_in(*to.span("to"))
    before = _HONOURED.search(scene.text, place.floor, verb.start)
    if not found and not counts and before:
        counts = scene.counts_in(*before.span("to"))
        found = listed(scene, *before.span("to"))
    counts = [count for count in counts if not _describes(scene, count, found)]
    found = [*_without_origin(scene, tuple(found), [*counts, *_numbered(place.chain[0])])]
    given = _GIVEN.match(scene.text, place.end)
    if not found and given:
        found, counts = listed(scene, given.end(), place.limit), counts or scene.counts_in(given.end(), place.limit)[:1]
    by = conferring_body(scene, place.floor, to.start() if to else verb.start)
    numbered = any(group.count for group in place.chain)
    if not found and not counts and not numbered:
        found = _thanked(scene, place.end) or _met(scene, place.floor, verb.start)
    empty = not found and not numbered and not scene.text[slice(*slot)].strip('“「『"了')
    also = empty and _ALSO.search(scene.text, place.floor, verb.start) is not None
    pronoun = _pointing(scene, *slot) or (_pointing(scene, *to.span("to")) if to else None) or ("并" if also else None)
    return list(_shared(place.scene, place.chain, verb, Said(tuple(found), counts, by, pronoun), looks=False))


def _thanked(scene: Scene, at: int) -> list[Receiver]:
    """颁授A，表彰X的贡献: whom the words behind the award thank."""
    match = _THANKS.match(scene.text, at)
    return _persons(scene, *match.span("whom")) if match else []


def _met(scene: Scene, start: int, end: int) -> list[Receiver]:
    """接见X并颁授A; 出席X公祭并颁发A: the guest or the deceased."""
    met = [*_MEETS.finditer(scene.text, start, end)]
    return _persons(scene, *met[-1].span(met[-1].lastgroup or 0)) if met else []


def _persons(scene: Scene, start: int, end: int) -> list[Receiver]:
    return [Receiver(*named, "person") for named in scene.names_in(start, end)]


def _describes(scene: Scene, count: CountMention, receivers: Sequence[Receiver]) -> bool:
    """救出三名儿童的甲, 5家单位完成的某技术: whether the number stands in the description of a receiver behind it."""
    behind = next((receiver.start for receiver in receivers if receiver.start >= count.end), count.end)
    return "的" in scene.text[count.end : behind]


def _pointing(scene: Scene, start: int, end: int) -> str | None:
    """The word that points back to who receives, where the span holds nothing else: 追授他, 为其."""
    word = scene.text[start:end].strip('“「『"')
    return word.removesuffix("为") if re.fullmatch(r"(?:其|他们?|她们?|该\w{1,3})为?", word) else None


# ---- numbers


def _counted(place: Place) -> list[Statement]:
    """A 2名、B 5名: where only numbers stand at the awards; 各级A are several awards."""
    if place.scene.text.endswith(("各级", "各类"), place.floor, place.start):
        return []
    verb = place.before() or next(iter(place.verbs), None)
    return [] if not verb and not _tells_holders(place.scene, place.chain[0]) else _numbers(place.chain, verb)


def _tells_holders(scene: Scene, group: Group) -> bool:
    """Whether a number without a verb says how many have the award: 现有A 5名, 共有5名A; not 突击队20名党员, 培育5名A."""
    count = group.count
    if count is None or count.unit in _MEDALS:
        return False
    return not count.of if count.start > group.start else scene.text.endswith(("有", "共", "的"), 0, count.start)


def _numbers(chain: Sequence[Group], verb: ConferralMention | None) -> list[Statement]:
    return [Statement(group, verb, (), (group.count,)) for group in chain if group.count]


def _numbered(group: Group) -> tuple[CountMention, ...]:
    return (group.count,) if group.count else ()


def _next_count(scene: Scene, at: int) -> CountMention | None:
    """甲、乙等29名: the number directly behind the names."""
    found = next(iter(scene.counts_in(at, at + 20)), None)
    if found is None or re.fullmatch(r"[\u4e00-\u9fff]{0,4}等", scene.text[at : found.start]):  # 甲主席等22人
        return found
    return found if {token.kind for token in scene.tokens(at, found.start)} <= _BEHIND_NAMES else None


def _shared(
    scene: Scene, chain: Sequence[Group], verb: ConferralMention, said: Said, *, looks: bool = True
) -> Iterator[Statement]:
    """The statements of a chain with common receivers; numbers are distributed where there is one for each award.

    With `looks` the receivers are looked for in what the text said before, where neither they nor a number is given.
    """
    awards = [award for group in chain for award in group.awards]
    if len(said.counts) == len(awards) > 1:
        floor = 0
        for award, count in zip(awards, said.counts, strict=True):
            own = [receiver for receiver in said.receivers if floor <= receiver.start < count.start]
            yield _statement(Group(award.start, award.end, (award,)), verb, own, [count], said.by)
            floor = count.end
        return
    medals = len({award.name for award in awards}) > 1 and all(award.name.endswith("牌") for award in awards)
    apart = (
        medals
        or verb.text == "分获"
        or "分别" in scene.text[max((r.end for r in said.receivers), default=0) : chain[0].start]
    )
    if len(said.receivers) == len(awards) > 1 and apart:  # 甲、乙分别荣获A、B
        ones = (replace(g, start=a.start, end=a.end, awards=(a,)) for g in chain for a in g.awards)
        for one, receiver in zip(ones, said.receivers, strict=True):
            yield _statement(one, verb, [receiver], _numbered(one), said.by)
        return
    for at, group in enumerate(chain):
        counts = (group.count,) if group.count else tuple(said.counts)
        if group.count and len(chain) == len(said.counts) == 1 and _in_one_list(scene, said.counts[0], group.count):
            counts = (*said.counts, group.count)
        receivers = () if at and group.count and group.count.unit not in _OF_HONOURS else said.receivers
        unsaid = looks and not said.receivers and not counts
        yield Statement(group, verb, receivers, counts, said.by, said.pronoun, unsaid, verb.status)


def _in_one_list(scene: Scene, count: CountMention, own: CountMention) -> bool:
    """授予甲等28名同志、乙等12个集体A: both numbers are of A."""
    return _MORE_RECEIVERS.fullmatch(scene.text, count.end, own.start) is not None


def _statement(
    group: Group, verb: ConferralMention, receivers: Sequence[Receiver], counts: Sequence[CountMention], by: str | None
) -> Statement:
    return Statement(group, verb, tuple(receivers), tuple(counts), by, status=verb.status)


def _named_in(scene: Scene, start: int, end: int) -> Said:
    """The receivers and numbers in the span."""
    return Said(tuple(listed(scene, start, end)), scene.counts_in(start, end))
