"""The frame of each award group: who receives, how many, from whom.

There are five: someone receives (荣获, 被授予), a body confers (授予, 颁发), a list follows (名单：, 得主是), someone is
named by an honour held (获得者), or only a number stands at the award.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, pairwise, takewhile
from operator import attrgetter
from typing import NamedTuple

from extract.resolve.grants.groups import Group
from extract.resolve.grants.phrases import has_subject, listed, subject
from extract.resolve.grants.receivers import Receiver
from extract.resolve.grants.scene import Scene
from extract.text import patterns as re
from extract.types import ConferralMention, CountMention, GrantStatus, Span

_OPENS_LIST = re.compile(
    r"(?:[^，。；、]{0,8}[，,](?=分别|依序|依次|名单|包括|他们))?(?:他们)?(?:的)?(?:共?[\d一二三四五六七八九十]+[名位人个])?(?:得奖|获奖|获选|入选|当选|受奖|表彰|表扬)?(?:名单|得主|获得者|获奖者|者|人|学生|作品|项目|代表|单位|同学|选手|(?:里|村|社区|组|学校|团队)(?=[为是有：]))?"
    r"(?:的[^，。；：、]{1,8}(?=(?:分别)?(?:是|为|有|包括)[：:]))?(?:如下|揭晓|出炉|公布)?[，,]?(?:共[\d一二三四五六七八九十]+[名位人个])?(?:则|分别|依序|依次|的|还|也)*(?:为|是|有(?:[\d一二三四五六七八九十]+[名位个家人](?=[：:]))?|包括|包含|(?<![，,])给|：|:|[-－—](?=[\u4e00-\u9fff]))(?:分别)?[：:]?"
)
_HELD = re.compile(r"(?:的)?(?:获得者|得主|获奖者|得奖者|得奖人|获奖人|获颁者)[，,、]?")
_WHO_ARE = re.compile(r"的(?:还|也|则|分别)*(?:有|是|为|包括)[：:]?")
_RELATIVE = re.compile(r"的(?!肯定|荣誉|荣耀|认可|好成绩|佳绩|最高)")
_GIVEN = re.compile(r"[^，。；]{0,6}?(?:给|予|给予|授予给|归|由|花落)(?:了)?")
_TO = re.compile(r"[向为给对](?P<to>[^，,。；;向给]{2,60})$")
_WON_BY = re.compile(
    r"[，,]?(?:则|分别)*[由归](?P<counted>(?P<by>[^，。；,;]{2,80}?)(?:[两二三四五六七八九十\d]+[人位名][\u4e00-\u9fff]{0,3}?)?)(?:共同|分别|并列)?"
    r"(?:获得|夺得|分享|摘得|获|包揽|斩获|捧走|摘取|拿下|所有|所得)"
)
_HONOURED = re.compile(r"对(?P<to>[^。]{2,300}?)(?:予以|给予|进行)(?:表彰|表扬|奖励|嘉奖|记功)[，,]?(?:并|分别)*$")
_OPENS_CLAUSE = re.compile(r"\s*(?:共|有|另|还|其中|最后|最终|计|约|近)*")
_GOES_ON = re.compile(r"(?:、|和|及|以及|与)[^，。；;：]{2,90}")
_MERIT = re.compile(r"(?P<by>[^，。；,;]*)[给为](?P<to>[^，。；,;给为]{1,60}?)(?:分别)?[荣追各]?记$")
_EVENT = re.compile(
    r"[^，。；、]{0,4}?(?:典礼|颁奖|表彰大会|评选|表扬大会|竞赛|遴选|选拔|推荐|申报|评审|候选|报告会|设立|旨在)|奖金"
)
_TITLE_AHEAD = re.compile(r"[”」』]?(?:、|代表)?")
_NO_TITLES = ("奖", "章", "状", "杯", "牌", "集体", "单位", "功", "称号", "提名")
"""Awards that are no titles of persons."""
_POST = frozenset({"noun", "honorific", "number"})
_BEFORE_BODY = frozenset({"date", "mark", "adverb", "comma", "separator", "number"})
_IN_BODY = frozenset({"noun", "verb", "separator", "number", "bracket", "quote"})
_BODY = re.compile(
    r".(?:[部委办厅局署院联协盟社校]|中央|政府|总队|总会|协会|学会|公司|集团|组织|机构|大学|基金会|委员会|[市区县省乡镇]委)$"
)
_OCCASIONS = ("会议", "大会", "仪式", "活动", "现场", "典礼")
_OF_HONOURS = frozenset("枚项块面座")
"""What counts how many an honour was won, not who won it."""
_ALSO = re.compile(r"(?:并|同时|还|，|,)$")


@dataclass(frozen=True, slots=True)
class Statement:
    """One group with all that its frame says; `pronoun` points back to a receiver, `open` says one must be looked for."""

    group: Group
    verb: ConferralMention | None
    receivers: tuple[Receiver, ...] = ()
    counts: tuple[CountMention, ...] = ()
    granted_by: str | None = None
    pronoun: str | None = None
    open: bool = False
    status: GrantStatus = "granted"
    end: int = 0
    silent: bool = False
    """Whether no frame says anything of the group: a row of names near it may."""


class Said(NamedTuple):
    """What a frame says of the receivers: who, how many, conferred by whom, or a word that points back to them."""

    receivers: tuple[Receiver, ...]
    counts: Sequence[CountMention] = ()
    by: str | None = None
    pronoun: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing of the receivers."""
        return not self.receivers and not self.counts and not self.pronoun


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chain of groups stands: `floor` and `limit` bound what belongs to it."""

    scene: Scene
    chain: Sequence[Group]
    floor: int
    limit: int
    verbs: Sequence[ConferralMention] = field(default=())
    previous: ConferralMention | None = None

    @property
    def start(self) -> int:
        """Where the first award begins."""
        return self.chain[0].start

    @property
    def end(self) -> int:
        """Where the last award ends."""
        return self.chain[-1].end

    def before(self) -> ConferralMention | None:
        """The word of conferring before the awards."""
        near = reversed(self.verbs[: bisect_left(self.verbs, self.start, key=attrgetter("start"))])
        told = (verb for verb in near if verb.end <= self.start and verb.status != "held")
        last = next(told, None)
        return last if last and last.start >= self.floor else None

    def behind(self) -> ConferralMention | None:
        """The word of conferring behind the awards, in their clause."""
        stop = next((at for at in range(self.end, self.limit) if self.scene.text[at] in "，,；;。"), self.limit)
        return next((v for v in self.verbs if self.end <= v.start and v.end <= stop), None)


def read_frame(place: Place) -> Iterator[Statement]:
    """The statements about one chain, by the first frame that fits."""
    frames = (
        _continued,
        _medals,
        _held,
        _list,
        _won_by,
        _behind,
        _named_behind,
        _merit,
        _before,
        _titled,
        _counted,
    )
    yield from next((found for frame in frames if (found := frame(place))), [])


# ---- awards named before their receivers


def _held(place: Place) -> list[Statement]:
    """A获得者X: an honour held, unless the winners are listed."""
    scene, end = place.scene, place.end
    match = _HELD.match(scene.text, end)
    if match is None or _OPENS_LIST.match(scene.text, match.end()):
        return []
    found = _holder(scene, match.end()) if match[0][-1] in "、，" else []
    found = found or _undescribed(scene, _first_phrase(scene, match.end(), place.limit))
    if not found and scene.text[place.start - 1] in "是系" and not scene.text[match.end()].isalnum():  # 她是A得主
        said = subject(scene, *next(scene.clauses_before(place.floor, place.start - 1), Span(0, 0)))
        return [Statement(place.chain[-1], None, said.receivers, (), None, said.pronoun, status="held")]
    counts = _numbered(place.chain[-1]) or scene.counts_in(match.end(), match.end() + 12)[:1] if not found else []
    return [Statement(place.chain[-1], None, tuple(found), tuple(counts), status="held")] if found or counts else []


def _undescribed(scene: Scene, row: Sequence[Receiver]) -> list[Receiver]:
    """The holders of a row up to one with a description of its own: A获得者甲、隐姓埋名60年的乙."""
    told = (at for at, pair in enumerate(pairwise(row), 1) if "的" in scene.text[pair[0].end : pair[1].start])
    return [*row[: next(told, len(row))]]


def _holder(scene: Scene, start: int) -> list[Receiver]:
    """A获得者、某大学教授、B获得者X: the first name of the apposition."""
    stop = next((at for at in range(start, len(scene.text)) if scene.text[at] in "，,；;。：\n"), len(scene.text))
    at = next((at for at in range(start, stop) if at in scene.names), None)
    return [] if at is None else [Receiver(at, *scene.names[at], "person")]


def _list(place: Place) -> list[Statement]:
    """A：X、Y; A得主为X和Y. The number of a group closes at its list."""
    match = _OPENS_LIST.match(place.scene.text, place.end)
    if match is None or match.end() == place.end:
        return []
    held = place.scene.text[place.end : match.end()]
    found = listed(place.scene, match.end(), place.limit, plain=match[0][-1] in "：:" or "分别" in match[0])
    if not found:
        return []
    count = place.chain[-1].count or _next_count(place.scene, found[-1].end) or _total(place, match.end())
    statement = Statement(place.chain[-1], place.before(), tuple(found), (count,) if count else ())
    return [*_numbers(place.chain[:-1], place.before()), statement] if held else []


def _behind(place: Place) -> list[Statement]:
    """将A授予X, A由X获得, A颁给X."""
    scene, verb = place.scene, place.behind()
    if verb is None or verb.status == "held":
        return []
    gap = scene.text[place.end : verb.start]
    if len(gap) > 40 or gap.startswith("的") or (place.before() and gap and not _taken(place)):
        return []
    if verb.voice == "confer":
        if scene.text[verb.end : verb.end + 1] in {*"，,；;。"}:  # 对A进行表彰，…
            return []
        found = listed(scene, verb.end, place.limit)
        counts = scene.counts_in(verb.end, place.limit)[:1]
        by = _body(scene, place.floor, place.start) if _taken(place) else None
    else:
        found = listed(scene, place.end, verb.start)
        counts, by = scene.counts_in(place.end, verb.start), None
    if not found and not counts:
        return []
    return [*_shared(scene, place.chain, verb, Said(tuple(found), counts, by), looks=False)]


def _total(place: Place, end: int) -> CountMention | None:
    """The number of those who are listed, said before: 共2位获此殊荣，分别为…."""
    inside = place.scene.counts_in(place.end, end)
    verb = place.before()
    ahead = (
        place.scene.counts_in(*next(place.scene.clauses_before(place.floor, verb.start), Span(0, 0))) if verb else []
    )
    return next(iter([*inside, *ahead]), None)


def _won_by(place: Place) -> list[Statement]:
    """A由X获得, A归X所有."""
    scene = place.scene
    match = _WON_BY.match(scene.text, place.end, place.limit)
    found = listed(scene, *match.span("by")) if match else []
    counts = scene.counts_in(*match.span("counted")) if match else []
    verb = place.before() or next(iter(place.verbs), None)
    return (
        [
            Statement(
                place.chain[-1],
                verb,
                tuple(found),
                _numbered(place.chain[-1]) or tuple(counts[:1]),
                end=match.end() if match else 0,
            )
        ]
        if found
        else []
    )


def _taken(place: Place) -> bool:
    """Whether 将 or 把 takes the award before the verb."""
    return re.search(r"[将把][^，。；]{0,12}$", place.scene.text[place.floor : place.start]) is not None


def _named_behind(place: Place) -> list[Statement]:
    """优良地政士X、Y: names that stand directly behind the award, where the sentence confers."""
    verbs = [verb for verb in place.verbs if verb.status != "held"]
    if place.end not in place.scene.names or not verbs:
        return []
    found = listed(place.scene, place.end, place.limit)
    if verbs[0].start > place.end and len(found) < 2:
        return []
    return [Statement(place.chain[-1], verbs[0], tuple(found), _numbered(place.chain[-1]))]


def _medals(place: Place) -> list[Statement]:
    """X以5金2银的成绩…: the subject before 以 won them."""
    match = re.search(r"以\d*$", place.scene.text[place.floor : place.start])
    if match is None:
        return []
    said = _subject_before(place.scene, place.floor, place.floor + match.start())
    return [
        Statement(group, None, said.receivers, _numbered(group), None, said.pronoun, open=not said.receivers)
        for group in place.chain
    ]


def _continued(place: Place) -> list[Statement]:
    """表彰X等10名A、Y等5名B: the second award goes on under the verb of the first, with receivers of its own."""
    gap = place.scene.text[place.floor : place.start]
    if place.previous is None or place.before() or not _GOES_ON.fullmatch(gap):
        return []
    found = listed(place.scene, place.floor + 1, place.start)
    said = Said(tuple(found), place.scene.counts_in(place.floor, place.start))
    return [*_shared(place.scene, place.chain, place.previous, said, looks=False)] if found or said.counts else []


def _merit(place: Place) -> list[Statement]:
    """给X记A."""
    match = _MERIT.search(place.scene.text, place.floor, place.start)
    if match is None:
        return []
    pronoun = _pointing(place.scene, *match.span("to"))
    found = listed(place.scene, *match.span("to")) if pronoun is None else []
    by = _body(place.scene, place.floor, match.end("by"))
    return [Statement(group, None, tuple(found), _numbered(group), by, pronoun) for group in place.chain]


def _titled(place: Place) -> list[Statement]:
    """全国劳动模范X; 全国道德模范、某院院长X: an honour held, written as a title before its holder."""
    name = place.chain[-1].awards[-1].name
    match = _TITLE_AHEAD.match(place.scene.text, place.end)
    if place.before() or match is None or name.endswith(_NO_TITLES):
        return []
    tokens = place.scene.tokens(match.end(), place.limit)
    at = next((at for at, token in enumerate(tokens) if token.kind == "name"), None)
    if at is None or (at and match[0][-1:] != "、") or any(t.kind not in _POST for t in tokens[:at]):
        return []
    row = [*takewhile(lambda token: token.kind != "of", tokens[at:])]
    found = [one for one in listed(place.scene, row[0].start, row[-1].end) if one.kind == "person"]
    return [Statement(group, None, tuple(found), status="held") for group in place.chain]


# ---- awards named behind their word of conferring


def _before(place: Place) -> list[Statement]:
    verb = place.before()
    if verb is None or (_EVENT.match(place.scene.text, place.end) and not any(g.count for g in place.chain)):
        return []
    scene, taken = place.scene, _receiving(place, verb)
    if taken:
        return _received(place, taken, taken.start, scene.text[taken.end : verb.start] or None)
    agent = _agent(scene, place.floor, verb.start)
    if agent is None:
        return _conferred(place, verb) if verb.voice == "confer" else _received(place, verb, verb.start, None)
    turned = scene.text[agent] == "由"
    if turned and verb.voice == "receive":  # 由X获得A
        won = Said(tuple(listed(scene, agent, verb.start)), scene.counts_in(agent, verb.start))
        return [*_shared(scene, place.chain, verb, won)]
    found = _received(place, verb, agent, _by(scene, agent, verb))
    return [replace(each, open=False) for each in found] if turned else found


def _receiving(place: Place, verb: ConferralMention) -> ConferralMention | None:
    """The 获 of 获消防署颁发A: the verb behind it only says who confers."""
    clause = next(place.scene.clauses_before(place.floor, verb.start), None)
    if verb.voice != "confer" or clause is None:
        return None
    found = [
        v for v in place.verbs if clause.start <= v.start and v.end <= verb.start and v.text.endswith(("获", "获得"))
    ]
    return found[-1] if found and not place.scene.text.startswith("的", found[-1].end) else None


def _agent(scene: Scene, floor: int, end: int) -> int | None:
    """Where 被, 由 or 受 begins the phrase of who confers."""
    clause = next(scene.clauses_before(floor, end), Span(end, end))
    tokens = scene.tokens(*clause)
    marks = [token for token in tokens if token.kind == "by"]
    closed = [token for token in tokens if token.kind == "of"]
    last = marks[-1] if marks else None
    return last.start if last and not (closed and closed[-1].start > last.start) else None


def _by(scene: Scene, agent: int | None, verb: ConferralMention) -> str | None:
    """Who confers, between 由 and the verb: the bodies or persons named there, else the words as they stand."""
    if agent is None:
        return None
    found = listed(scene, agent, verb.start)
    start, end = (found[0].start, found[-1].end) if found else (agent + 1, verb.start)
    return re.sub(r"(?:联合|共同|分别)$", "", scene.text[start:end].strip("，、 ")) or None


def _received(place: Place, verb: ConferralMention, end: int, by: str | None) -> list[Statement]:
    """X荣获A: the subject of the clause, else of one before it; 荣获A的X says it behind."""
    scene = place.scene
    who = _WHO_ARE.match(scene.text, verb.end, place.start)
    if who:  # 受表彰的有X等8个A
        said = Said(tuple(listed(scene, who.end(), place.start)), scene.counts_in(who.end(), place.start), by)
        return [*_shared(scene, place.chain, verb, said, looks=False)]
    if scene.text.startswith("的", verb.end):  # 受到表彰的A are people themselves
        return [_statement(group, verb, (), _numbered(group), by) for group in place.chain]
    own = next(scene.clauses_before(place.floor, end), Span(end, end))
    adjacent = [count for count in scene.counts_in(*own) if count.end == verb.start]
    said = _subject_before(scene, own.start, end)
    if _RELATIVE.match(scene.text, place.end):
        found = _first_phrase(scene, place.end + 1, place.limit)
        led = scene.text.endswith(("向", "给", "为", "对", "由", "会见", "接见"), own.start, end)
        led = led or {receiver.kind for receiver in said.receivers} == {"place"}  # 某区荣获A的先进集体
        if led or said.is_empty or (found and (found[0].kind == "person" or not said.receivers)):
            counts = adjacent or (scene.counts_in(place.end + 1, place.limit)[:1] if not found else [])
            return [_statement(group, verb, found, _numbered(group) or counts, by) for group in place.chain]
    if adjacent and not said.receivers:
        said = said._replace(counts=said.counts or adjacent)
    if said.is_empty:
        said = _subject_before(scene, place.floor, end)
    looks = not has_subject(scene, own.start, end)
    return [*_shared(scene, place.chain, verb, said._replace(by=by), looks=looks)]


def _subject_before(scene: Scene, floor: int, end: int) -> Said:
    """The subject and the numbers of receivers before the verb at `end`; those of its own clause come first."""
    own = True
    held: tuple[Receiver, ...] = ()
    for clause in scene.clauses_before(floor, end):
        found = subject(scene, *clause, plain=own)
        counts = [
            c for c in scene.counts_in(*clause) if own or _OPENS_CLAUSE.fullmatch(scene.text, clause.start, c.start)
        ]
        if found.receivers:  # 5家单位完成的X: the number describes
            counts = [c for c in counts if "的" not in scene.text[c.end : found.receivers[0].start]]
        if found.speaks:
            break
        if found.bare and not own and found.receivers and found.receivers[-1].kind == "group" and not counts:
            held = held or found.receivers
            continue
        if found.receivers or found.pronoun or counts:
            return Said(_without_origin(scene, found.receivers, counts), counts, None, found.pronoun)
        own = False
    return Said(held)


def _without_origin(
    scene: Scene, receivers: tuple[Receiver, ...], counts: Sequence[CountMention]
) -> tuple[Receiver, ...]:
    """柳泉区2人: the place or body is where the persons counted come from, it receives nothing itself."""
    if not receivers or receivers[-1].kind == "person" or not counts or counts[-1].start < receivers[-1].end:
        return receivers
    if counts[-1].unit in _OF_HONOURS:
        return receivers
    return receivers if scene.text.startswith("等", receivers[-1].end) else ()


def _conferred(place: Place, verb: ConferralMention) -> list[Statement]:
    """授予X A, 给X颁发A, 颁发A给X."""
    scene = place.scene
    slot = Span(verb.end, place.start)
    found = listed(scene, *slot)
    counts = scene.counts_in(*slot)
    to = _TO.search(scene.text, place.floor, verb.start)
    if not found and to:
        found, counts = listed(scene, *to.span("to")), counts or scene.counts_in(*to.span("to"))
    before = _HONOURED.search(scene.text, place.floor, verb.start)
    if not found and not counts and before:
        counts = scene.counts_in(*before.span("to"))
        if len(counts) > 1 and len(counts) != sum(len(group.awards) for group in place.chain):
            return []  # not all of the awards were read
        found = listed(scene, *before.span("to"))
    found = [*_without_origin(scene, tuple(found), [*counts, *_numbered(place.chain[0])])]
    given = _GIVEN.match(scene.text, place.end)
    if not found and given:
        found, counts = listed(scene, given.end(), place.limit), counts or scene.counts_in(given.end(), place.limit)[:1]
    by = _body(scene, place.floor, to.start() if to else verb.start)
    also = (
        not found
        and not counts
        and not any(group.count for group in place.chain)
        and not scene.text[slot.start : slot.end].strip('“「『"了')
        and _ALSO.search(scene.text, place.floor, verb.start) is not None
    )
    pronoun = _pointing(scene, *slot) or (_pointing(scene, *to.span("to")) if to else None) or ("并" if also else None)
    return list(_shared(place.scene, place.chain, verb, Said(tuple(found), counts, by, pronoun), looks=False))


def _pointing(scene: Scene, start: int, end: int) -> str | None:
    """The word that points back to who receives, where the span holds nothing else: 追授他, 为其."""
    word = scene.text[start:end].strip('“「『"')
    return word.removesuffix("为") if re.fullmatch(r"(?:其|他们?|她们?|该\w{1,3})为?", word) else None


def _body(scene: Scene, floor: int, end: int) -> str | None:
    """The conferring body: what the clause or one before it opens with, up to its first verb, as written."""
    for clause in scene.clauses_before(floor, end):
        tokens = [*dropwhile(lambda token: token.kind in _BEFORE_BODY, scene.tokens(*clause))]
        body = [*takewhile(lambda token: token.kind in _IN_BODY, tokens)]
        while body and body[-1].kind in ("verb", "separator"):
            body.pop()
        if any(token.kind in ("noun", "name") for token in tokens):
            text = scene.text[body[0].start : body[-1].end] if body else ""
            text = text[text.find("日电") + len("日电") :] if "日电" in text else text
            return text if _BODY.search(text) and not text.endswith(_OCCASIONS) else None
    return None


# ---- numbers


def _counted(place: Place) -> list[Statement]:
    """A 2名、B 5名: where only numbers stand at the awards."""
    if not place.verbs and len(place.chain) < 2:
        return []
    return _numbers(place.chain, place.before() or next(iter(place.verbs), None))


def _numbers(chain: Sequence[Group], verb: ConferralMention | None) -> list[Statement]:
    return [Statement(group, verb, (), (group.count,)) for group in chain if group.count]


def _numbered(group: Group) -> tuple[CountMention, ...]:
    return (group.count,) if group.count else ()


def _next_count(scene: Scene, at: int) -> CountMention | None:
    """甲、乙等29名: the number directly behind the names."""
    found = next(iter(scene.counts_in(at, at + 20)), None)
    return found if found and re.fullmatch(r"[\u4e00-\u9fff]{0,4}等?", scene.text[at : found.start]) else None


def _shared(
    scene: Scene, chain: Sequence[Group], verb: ConferralMention, said: Said, *, looks: bool = True
) -> Iterator[Statement]:
    """The statements of a chain with common receivers; numbers are distributed where there is one for each award.

    With `looks` the receivers are looked for in what the text said before, where neither they nor a number is given.
    """
    awards = [award for group in chain for award in group.awards]
    if len(said.counts) == len(awards) > 1 and not any(group.count for group in chain):
        floor = 0
        for award, count in zip(awards, said.counts, strict=True):
            own = [receiver for receiver in said.receivers if floor <= receiver.start < count.start]
            yield _statement(Group(award.start, award.end, (award,)), verb, own, [count], said.by)
            floor = count.end
        return
    if len(said.receivers) == len(awards) > 1 and _distributes(scene, verb, said.receivers, chain[0].start):
        each = [(group, award) for group in chain for award in group.awards]
        for (group, award), receiver in zip(each, said.receivers, strict=True):
            one = Group(award.start, award.end, (award,), group.grade, group.count)
            yield _statement(one, verb, [receiver], _numbered(one), said.by)
        return
    for at, group in enumerate(chain):
        counts = (group.count,) if group.count else tuple(said.counts)
        receivers = () if at and group.count and group.count.unit not in _OF_HONOURS else said.receivers
        unsaid = looks and not said.receivers and not counts
        yield Statement(group, verb, receivers, counts, said.by, said.pronoun, unsaid, verb.status)


def _distributes(scene: Scene, verb: ConferralMention, receivers: Sequence[Receiver], start: int) -> bool:
    """甲、乙分别荣获A、B: one award to each."""
    return verb.text == "分获" or "分别" in scene.text[receivers[-1].end : start]


def _statement(
    group: Group, verb: ConferralMention, receivers: Sequence[Receiver], counts: Sequence[CountMention], by: str | None
) -> Statement:
    return Statement(group, verb, tuple(receivers), tuple(counts), by, status=verb.status)


def _first_phrase(scene: Scene, start: int, limit: int) -> list[Receiver]:
    """The receivers of the phrase that begins at `start`, up to the next comma."""
    stop = next((at for at in range(start, limit) if scene.text[at] in "，,；;。："), limit)
    return listed(scene, start, stop)
