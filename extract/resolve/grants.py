"""Grants: which award to whom or how many, from whom, when.

Forward, sentence by sentence: awards that stand in one list form a group; the group finds its word of conferring;
that says on which side the receivers, their number and the conferring body stand. A sentence without a receiver of
its own takes over the one that the text is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from extract.document import Document
from extract.extractors import Mentions
from extract.record import Count, Grant, Person, Recipient
from extract.resolve.awards import canonical_names, resolve_awards, with_standing_grades
from extract.resolve.items import count_item
from extract.resolve.recipients import (
    Receiver,
    is_surname,
    leading_phrase,
    listed_names,
    noun_phrases,
    plain_list,
    run_on_list,
    spaced_list,
    strip_adverbs,
    unread_names,
    with_unread,
    without_overlap,
)
from extract.types import (
    AwardMention,
    ConferralMention,
    CountMention,
    DateMention,
    GradeMention,
    GrantStatus,
    Mention,
    NameMention,
    Span,
)

_AwardPart = AwardMention | GradeMention | ConferralMention


# 获奖3次, 5金: how often or how much, not how many received it.
_OF_PERSONS = frozenset({"名", "位", "人", "件"})
_NO_RECEIVERS = frozenset({"次", "届", "金", "银", "铜", "届次", "场", "票"})


@dataclass(frozen=True, slots=True)
class _Group:
    """Awards that one statement confers together, with their grade and the numbers written at them."""

    start: int
    end: int
    awards: tuple[AwardMention, ...]
    grade: str | None = None
    count: CountMention | None = None


@dataclass(frozen=True, slots=True)
class _Statement:
    """A group with its word of conferring; `region` is where the receivers may stand before the verb."""

    group: _Group
    verb: ConferralMention | None
    region: Span
    limit: int


_UNKNOWN_NAME = re.compile(r"([\u4e00-\u9fff]{2,4})(?:[、，,]|及|和)")
_TITLE_AHEAD = re.compile(r"(?:牧师|作家|艺术家|教授|导演|演员|教师|老师|医师|选手|校长|主任|院士|同志)")
_JOIN = re.compile(
    r"(?:奖?之?后再次?[获夺][得]?[^，,。]{0,8}|[”」』\"）)]?(?:[、及和与暨/或]|以及|，?以及|[，,、]?和|并)?[“「『\"（(]?(?:第?[\d〇零一二三四五六七八九十]+(?:[届年]度?)?)?[“「『\"]?)"
)
_BETWEEN_COUNT_AND_AWARD = re.compile(
    r"(?:学生|作品|同学)?(?:则|被)?(?:评?为)?[“「『\"]?(?:奥运|全国|全省|全市)?[“「『\"]?"
)
_BEFORE_COUNT_BEHIND = re.compile(r"[”」』\"]?(?:获[奖得]作品|得主|获得者|获奖者|各|共|为|：|名额|称号|的?有|奖项)*")
_WINNERS = re.compile(
    r"(?:得奖|获奖|获选|当选|受奖)(?:者|人|学生|作品|单位|名单|的[\u4e00-\u9fff]{1,4}?)(?=(?:则|分别)?(?:为|是|有|：|包[括含]))"
)
_PREDICATES = re.compile(r"[获荣被是说将]|表示|指出|出席|主持|宣读|介绍|祝贺|接见|会见|参加|代表|颁|由")
_ENDS_IN_WORK = re.compile(r"的[\u4e00-\u9fff]{0,4}(?P<work>[“「『《][^“”「」『』《》]+[”」』》])$")
_WON_ONE = re.compile(r"(?:获奖|得奖|受奖|上榜|获表彰|受到表彰)(?=[，。；,;]|$)")
_ANAPHORA = re.compile(
    r"[\d一二两三四五六七八九十双]+项(?:大奖|殊荣|奖项|荣誉(?!证))|(?:得奖|获奖)(?=\d)|(?:此|这项|该项?|本次|这一|上述|相关)(?:殊荣|荣誉|称号|大奖|奖项?)(?!的?设)|(?:获得?|获颁)殊荣"
)
_HELD = re.compile(
    r"[”」』\"]?(?:荣誉)?(?:称号|奖章)?(?:的)?(?:获得者|得主|获奖者|得奖者|得奖人|获奖人|获颁者)(?:分别)?(?:为|是|有|：|:|包[括含])?"
)
_LISTED = re.compile(
    r"[”」』\"]?(?:得奖|获奖|获选)?(?:名单|者|人|学生|作品|代表)?(?:如下|包[含括]|揭晓|出炉)?[，,]?(?:共[\d一二三四五六七八九十]+[名位人])?(?:则|分别|均)*(?:为|是|有|：|:)(?:分别)?"
)
_RELATIVE = re.compile(r"[”」』\"]?(?:国家)?(?:荣誉)?(?:称号|奖项|殊荣|肯定)?的(?!肯定|荣誉|荣耀|一)")
_WON_BY = re.compile(
    r"[”」』\"]?(?:则|分别)?[由归](?P<by>[^，。；,;]{2,60}?)(?:[两二三四五\d]+[人位名][\u4e00-\u9fff]{0,3})?(?:共同)?(?:获得|夺得|分享|摘得|获|包揽|斩获|捧走|摘取|拿下|所有|所得)"
)
_BY_MEDALS = re.compile(r"以\d*$")
_PRONOUN_OBJECT = re.compile(r"(?:其|他们?|她们?|上述[\u4e00-\u9fff]{0,4})[“「『\"]?")
# 表扬各界推荐的10位X: who recommends is no receiver.
_RECOMMENDED_BY = re.compile(r"的(?:\d+[名位个家])?[“「『\"]?$")
_RELATIVE_COUNT = re.compile(
    r"[”」』\"]?(?:荣誉)?(?:称号)?的(?:集体|个人|单位|企业|人|学生|项目|作品)?(?:共|一共|总共)?有"
)
_COPULA = re.compile(r"[，,]?包[括含]|(?:则?是|有|分别[为是]|[\u4e00-\u9fff]{1,8}(?:分别)?[为是])")
_GIVEN_TO = re.compile(
    r"[”」』\"]?(?:荣誉)?(?:称号|奖项)?[^，,。；;]{0,8}?(?:授予|颁发?给|颁给|颁予|颁赠|给予?|予|花落)(?:了)?"
)
_TO = re.compile(r"[向为给](?P<to>[^，,。；;向为给]{2,40})$")
_TAKEN = re.compile(r"[将把]$|[将把][^，,。；;]{0,16}$")
_PASSIVE = re.compile(r"(?:被|获|受)(?P<by>[^，,。；;被]{0,30})$")
_BY = re.compile(r"(?<!自)由(?P<by>[^，。；,;由]{1,30})$")
_UNDERGOES = re.compile(r"被(?P<by>[^，,。；;被]{0,30})$")
_EVENT_BEHIND = re.compile(
    r"[”」』\"]?(?:荣誉)?(?:称号)?(?:及[^，,。]{0,10})?(?:首次)?(?:表彰|颁奖|评选|表扬|竞赛|遴选|选拔|推荐|申报|初选|复审|候选)"
)
_SPEAKS = re.compile(
    r"表示|指出|强调|出席|接见|会见|恭喜|祝贺|感谢|肯定|称赞|说|主持|率|颁奖|颁发|期勉|勉励|期盼|致词|致辞|透露|介绍|宣布|认为|陪同|参加|见证|接受|担任"
)
_PRAISES = re.compile(r"表示|指出|强调|恭喜|祝贺|接见|颁发|颁奖|认为|致词|致辞|说明")
_GROUP_AROUND_NAME = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:剧团|工作室|团队|乐团|公司|书院|艺术团|班组|小组|医院|学校|服务处|基金会|纪念馆)"
)
_PRONOUN_SUBJECT = re.compile(
    r"(?:^|(?<=[，,。；;：\n]))(?:年，|月，|日，)?(?:[\d年月日今去，,]*)(?:他|她)(?!们|[^，。]{0,6}的)"
)
_GENERIC_SUBJECT = re.compile(
    r"(?:该|我|本|这个|全|这家|这支|这所)?(公司|集团|企业|学校|校|医院|院|厂|村|镇|县|市|区|社区|连队|中队|大队|支队|车间|班组|单位|团队|剧团|局)"
)
_ENDINGS = {"校": ("学校", "中学", "小学", "大学", "学院", "国小", "国中"), "学校": ("学校", "中学", "小学", "大学", "学院", "国小", "国中"),
            "院": ("医院", "学院", "法院", "检察院", "剧院"), "企业": ("公司", "厂", "集团", "企业"), "公司": ("公司", "集团"), "连队": ("连",), "厂": ("厂", "公司"),
            "单位": ("公司", "局", "院", "厂", "中心", "站"), "团队": ("团队", "中心", "队")}  # fmt: skip
_ADVERBIAL = re.compile(r"[从在以经对为]")
_HEADING_REST = re.compile(r"[\s：:（）()\[\]【】\d〇零一二三四五六七八九十名个项人位件、.共]*")
_PROSE = re.compile(r"[。！？]|[^\s]{41,}")
_WHOLE_LINE = re.compile(r"[\u4e00-\u9fff]{4,26}")
_LONGEST_LIST = 200
_THEY_ARE = re.compile(
    r"(?:他们|她们|它们|名单|分别|依次|获奖者|得奖者|当选者|入选者)(?:分别)?(?:是|为|如下|有)?[：:]?(?=[^，。])|[：:]"
)
_RESPECTIVELY = re.compile(r"[^。；;]{0,24}?(?:，)?(?:分别|依序|依次|名单)(?:为|是|有|：|如下：)|(?:包括|包含)")


def resolve_grants(document: Document, mentions: Mentions, people: Sequence[Person]) -> tuple[Grant, ...]:
    """The grants of `document`, in order of their awards."""
    parts = with_standing_grades(mentions.awards)
    if not any(isinstance(part, AwardMention) for part in parts):
        return ()
    return tuple(_Resolver(document, mentions, people, parts).grants())


class _Resolver:
    """Walks the sentences of one document; keeps what the text is about and the award it spoke of last."""

    def __init__(
        self, document: Document, mentions: Mentions, people: Sequence[Person], parts: Sequence[_AwardPart]
    ) -> None:
        self.document = document
        self.text = document.text
        self.parts = parts
        self.counts = [count for count in mentions.counts if count.unit not in _NO_RECEIVERS]
        self.dates = mentions.dates
        self.ends = {sentence.end for sentence in document.sentences}
        self.names = self._with_unread_names(_receivers(mentions, people), mentions)
        self.officials = {person.name for person in people if person.official}
        self.full = canonical_names([part for part in parts if isinstance(part, AwardMention)])
        self.topic: list[Receiver] = []
        self.heads: list[Receiver] = []
        self.spoken: tuple[AwardMention, ...] = ()
        self.main = _most_mentioned([part for part in parts if isinstance(part, AwardMention)])

    def grants(self) -> Iterator[Grant]:
        for sentence in self.document.sentences:
            inside = _inside(self.parts, sentence)
            previous: list[Receiver] = []
            first: list[Receiver] = []
            if self._is_heading(sentence, inside):
                yield from self._under_heading(sentence, inside)
                continue
            for statement in self._statements(sentence, inside):
                receivers = self._receivers(statement, previous)
                yield from self._grant(statement, receivers, sentence)
                previous = receivers or previous
                first = first or receivers
            self._remember(sentence, inside, first)

    def _with_unread_names(self, names: list[Receiver], mentions: Mentions) -> list[Receiver]:
        """`names` and those in sentences about awards that only their place there gives away."""
        taken = [Span(item.start, item.end) for item in (*names, *mentions.people, *self.parts, *mentions.dates)]
        around: list[Span] = []
        spoken = [bool(_inside(self.parts, sentence)) for sentence in self.document.sentences]
        for at, sentence in enumerate(self.document.sentences):
            if any(spoken[max(0, at - 1) : at + 2]):
                around.append(sentence)
        more = [
            name
            for sentence in around
            for name in unread_names(self.text, *sentence)
            if not any(name.start < span.end and span.start < name.end for span in taken)
        ]
        alone = [name for name in [*names, *more] if not _GROUP_AROUND_NAME.match(self.text, name.end)]
        return sorted(alone, key=lambda name: name.start)

    # ---- lists under a heading

    def _is_heading(self, sentence: Span, parts: Sequence[_AwardPart]) -> bool:
        """Whether the line is the name of an award or a grade and nothing else: 一等奖（2名）."""
        named = [part for part in parts if not isinstance(part, ConferralMention)]
        if len(named) != 1 or not isinstance(named[0], AwardMention):
            return False
        rest = self.text[sentence.start : named[0].start] + self.text[named[0].end : sentence.end]
        return _HEADING_REST.fullmatch(rest) is not None

    def _under_heading(self, sentence: Span, parts: Sequence[_AwardPart]) -> Iterator[Grant]:
        """The receivers in the lines below a heading, down to the next heading or a line of prose."""
        group = self._groups(parts)[0]
        receivers: list[Receiver] = []
        for line in self.document.sentences:
            if line.start < sentence.end:
                continue
            if _inside(self.parts, line) or _PROSE.search(self.text, *line) or len(receivers) > _LONGEST_LIST:
                break
            receivers.extend(self._on_line(line))
        if receivers:
            statement = _Statement(group, None, Span(sentence.start, group.start), sentence.end)
            yield self._build(statement, self._names(group), receivers, group.count, sentence)

    def _on_line(self, line: Span) -> list[Receiver]:
        found = self._listed(*line) or spaced_list(self.text, *line)
        whole = _WHOLE_LINE.fullmatch(self.text, *line)
        return found or ([Receiver(*whole.span(), whole[0], "group")] if whole else [])

    def _names(self, group: _Group) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.full.get(award.name, award.name) for award in group.awards))

    # ---- groups and statements

    def _statements(self, sentence: Span, parts: Sequence[_AwardPart]) -> Iterator[_Statement]:
        groups = self._groups(parts)
        if not groups:
            groups = self._anaphoric(sentence, self.spoken)
        else:
            ahead = self._anaphoric(Span(sentence.start, groups[0].start), self.spoken)
            groups = [*ahead, *groups, *self._anaphoric(Span(groups[-1].end, sentence.end), groups[-1].awards)]
        verbs = [part for part in parts if isinstance(part, ConferralMention)]
        floor = sentence.start
        before: ConferralMention | None = None
        for at, group in enumerate(groups):
            limit = groups[at + 1].start if at + 1 < len(groups) else sentence.end
            verb = self._verb(group, verbs, floor, limit)
            inherited = verb is None and before is not None and self._continues(floor, group.start)
            verb = before if inherited else verb
            if _EVENT_BEHIND.match(self.text, group.end) and not group.count:
                verb = self._verb_at_event(verbs, group.end, limit)
            if verb is not None:
                yield _Statement(group, verb, Span(floor, max(floor, min(verb.start, group.start))), limit)
            elif self._stands_without_verb(group, limit) or (
                before is None and (group.count or self._is_listed_with_names(group, limit))
            ):
                yield _Statement(group, None, Span(floor, group.start), limit)
            before = verb
            floor = group.end

    def _stands_without_verb(self, group: _Group, limit: int) -> bool:
        """X获得者甲, X：甲、乙, X由甲获得, 以5金居首."""
        won = _WON_BY.match(self.text, group.end, limit) or _HELD.match(self.text, group.end)
        return bool(won) or self._opens_list(group) or self._counted_medals(group)

    def _counted_medals(self, group: _Group) -> bool:
        """甲队以5金4银居首: medals in short behind 以 need no verb."""
        short = all(award.rule == "awards.short_medal" for award in group.awards)
        return short and _BY_MEDALS.search(self.text, max(0, group.start - 6), group.start) is not None

    def _opens_list(self, group: _Group) -> bool:
        match = _LISTED.match(self.text, group.end)
        return match is not None and not match[0].endswith(("是", "有"))

    def _is_listed_with_names(self, group: _Group, limit: int) -> bool:
        return any(name.start == group.end for name in self.names if name.end <= limit)

    def _continues(self, floor: int, start: int) -> bool:
        """Whether the list of conferred awards goes on between two groups."""
        return len(self.text[floor:start]) <= 60 and "；" not in self.text[floor:start]

    def _groups(self, parts: Sequence[_AwardPart]) -> list[_Group]:
        groups: list[_Group] = []
        for part in parts:
            if isinstance(part, AwardMention):
                self._add_award(groups, part)
            elif isinstance(part, GradeMention):
                self._add_grade(groups, part)
        return groups

    def _add_award(self, groups: list[_Group], award: AwardMention) -> None:
        count = self._count_at(award, award)
        last = groups[-1] if groups else None
        joined = last and (award.start < last.end or _JOIN.fullmatch(self.text, last.end, award.start))
        if (
            last
            and joined
            and (count is None or count == last.count)
            and not last.grade
            and (last.count is None or award.rule == "awards.short_medal")
        ):
            groups[-1] = replace(last, end=max(last.end, award.end), awards=(*last.awards, award))
        else:
            groups.append(_Group(award.start, award.end, (award,), None, count))

    def _add_grade(self, groups: list[_Group], grade: GradeMention) -> None:
        """A grade beside an award belongs to it; one further on makes a statement of the award spoken of last."""
        last = groups[-1] if groups else None
        count = self._count_at(grade, grade)
        if (
            last
            and last.grade is None
            and grade.start - last.end <= 6
            and not re.search(r"[，,。；;]", self.text[last.end : grade.start])
        ):
            groups[-1] = replace(last, end=grade.end, grade=grade.text, count=last.count or count)
        elif last or self.main:
            awards = last.awards[-1:] if last else self.main
            groups.append(_Group(grade.start, grade.end, awards, grade.text, count))

    def _count_at(self, first: Mention, last: Mention) -> CountMention | None:
        """The number written directly before or behind an award: 10名X, X 3人."""
        for count in self.counts:
            if "奖牌" in self.text[count.start : count.end + 2]:
                continue
            overlaps = count.start < last.end and first.start < count.end
            before = count.end <= first.start and _BETWEEN_COUNT_AND_AWARD.fullmatch(self.text, count.end, first.start)
            near = last.end <= count.start <= last.end + 8
            if overlaps or before or (near and _BEFORE_COUNT_BEHIND.fullmatch(self.text, last.end, count.start)):
                return count
        return None

    def _anaphoric(self, span: Span, awards: tuple[AwardMention, ...]) -> list[_Group]:
        """获此殊荣: the award that the text spoke of last."""
        found = [*[*_ANAPHORA.finditer(self.text, *span)][:1], *_WINNERS.finditer(self.text, *span)]
        found += [match for match in _WON_ONE.finditer(self.text, *span) if self._counted_before(match.start())][:1]
        groups = [
            _Group(match.start(), match.end(), self.main if match[0].endswith("名单") else awards)
            for match in found
            if awards
        ]
        return [replace(group, count=self._count_behind(group.end)) for group in groups]

    def _counted_before(self, position: int) -> bool:
        return any(0 <= position - count.end <= 3 for count in self.counts)

    def _count_behind(self, end: int) -> CountMention | None:
        return next((count for count in self.counts if count.start == end), None)

    def _verb(
        self, group: _Group, verbs: Sequence[ConferralMention], floor: int, limit: int
    ) -> ConferralMention | None:
        """The word of conferring nearest before the group, else one behind it in the same clause."""
        before = [verb for verb in verbs if floor <= verb.start and verb.start <= group.start and verb.status != "held"]
        if before and self._reaches(before[-1], group):
            return before[-1]
        for verb in verbs:
            if verb.start >= group.end and verb.end <= limit and verb.status != "held":
                between = self.text[group.end : verb.start]
                if (
                    len(between) <= 14
                    and not re.search(r"[。；;，,]", between)
                    and verb.text not in {"颁奖", "评选", "表扬", "表彰", "奖励", "立", "选出"}
                ):
                    return verb
        return None

    def _verb_at_event(self, verbs: Sequence[ConferralMention], start: int, limit: int) -> ConferralMention | None:
        """X颁奖典礼…，表扬16位…: the word of conferring behind the occasion."""
        behind = [verb for verb in verbs if start < verb.start and verb.end <= limit and verb.voice == "confer"]
        return next(
            (verb for verb in behind if verb.text not in {"评选", "评选出"} and self._count_after(verb, limit)), None
        )

    def _count_after(self, verb: ConferralMention, limit: int) -> CountMention | None:
        behind = [count for count in self.counts if verb.end <= count.start and count.end <= limit]
        persons = [count for count in behind if count.unit in _OF_PERSONS]
        return persons[0] if persons else None

    def _reaches(self, verb: ConferralMention, group: _Group) -> bool:
        """Whether the object of `verb` can be `group`: not over a stop, nor far over a comma."""
        between = self.text[verb.end : group.start]
        return "；" not in between and (not re.search(r"[，,]", between) or len(between) <= 30)

    # ---- receivers

    def _receivers(self, statement: _Statement, previous: list[Receiver]) -> list[Receiver]:
        behind = self._behind(statement.group, statement.limit)
        found = (self._listed(*behind) if behind else []) or self._ahead_of_count(statement)
        if found:
            return found
        relative = self._relative(statement.group, statement.limit)
        if relative is not None:
            return relative or self._before_relative(statement)
        return self._introduced(statement) or self._by_verb(statement, previous)

    def _by_verb(self, statement: _Statement, previous: list[Receiver]) -> list[Receiver]:
        """The receivers on the side of the verb where its voice has them."""
        group, verb = statement.group, statement.verb
        if verb is None:
            return self._before_medals(statement) if self._counted_medals(group) else []
        if group.count and group.count.start >= group.awards[-1].end and verb.end <= statement.region.start:
            return []  # 二等奖由甲获得，三等奖5名: the verb reaches on, its subject does not
        if verb.start >= group.end and verb.voice == "confer":
            return self._after_verb(statement)
        if verb.start < group.end and verb.voice == "confer" and not self._passive(statement):
            return self._given(statement, previous) if verb.start >= statement.region.start else previous
        return self._before(statement, previous)

    def _behind(self, group: _Group, limit: int) -> Span | None:
        """The place behind the award where its receivers are listed: X获得者甲, X：甲、乙, X颁给甲."""
        text = self.text
        won = _WON_BY.match(text, group.end, limit)
        if won:
            return Span(*won.span("by"))
        match = _HELD.match(text, group.end) or _GIVEN_TO.match(text, group.end) or _LISTED.match(text, group.end)
        if match and match.end() <= limit:
            if self.text[match.end() - 1] == "：" and match.end() >= limit:
                return Span(match.end(), self._list_below(limit))
            return Span(match.end(), self._list_end(match.end(), limit))
        close = _UNKNOWN_NAME.match(text, group.end, limit)
        if close and is_surname(close[1][0]):
            return Span(group.end, self._list_end(group.end, limit))
        title = _TITLE_AHEAD.match(text, group.end)
        nearest = title.end() if title else group.end
        direct = [name for name in self.names if group.end <= name.start <= nearest + 1 and name.end <= limit]
        if direct:
            return Span(group.end, self._list_end(group.end, limit))
        return None

    def _list_below(self, end: int) -> int:
        """The end of the lines below that hold a list, up to a line of prose or one about an award."""
        last = end
        for line in self.document.sentences:
            if line.start < end:
                continue
            if re.search(r"[。！？]", self.text[line.start : line.end]) or _inside(self.parts, line):
                return last if last > end else line.end
            last = line.end
        return last

    def _next_line(self, end: int) -> int:
        """The end of the sentence behind the one that ends at `end`: 名单如下： and the list on a line of its own."""
        return next((sentence.end for sentence in self.document.sentences if sentence.start >= end), end)

    def _relative(self, group: _Group, limit: int) -> list[Receiver] | None:
        """荣获X的甲: the receivers behind 的, none where it is no name; None where no 的 follows."""
        relative = _RELATIVE.match(self.text, group.end)
        if relative is None or relative.end() > limit:
            return None
        respectively = _RESPECTIVELY.match(self.text, relative.end(), limit)
        if respectively:
            return self._listed(respectively.end(), self._list_end(respectively.end(), limit))
        stop = re.search(r"[，,。；;：](?!包[括含])|$", self.text[relative.end() : limit])
        end = relative.end() + (stop.start() if stop else 0)
        copula = _COPULA.match(self.text, relative.end(), end)
        if copula:
            return self._listed(copula.end(), end)
        named = self._chain(relative.end(), end, last=False) or listed_names(self.text, relative.end(), end)[:1]
        groups = self._noun_phrases(relative.end(), end) or leading_phrase(self.text, relative.end(), end, loose=True)
        return named or [found for found in groups if len(found.name) > 4]

    def _list_end(self, start: int, limit: int) -> int:
        start = next((at for at in range(start, limit) if self.text[at] != "\n"), start)
        stop = re.search(
            r"[。；;\n]|，(?=[^，,、]{0,12}(?:颁|表|获|荣|共|其中|并|将|是|以|均|由))", self.text[start:limit]
        )
        return start + stop.start() if stop else limit

    def _listed(self, start: int, end: int, *, lines: bool = False) -> list[Receiver]:
        """A list of winners: all names in it, and the items that hold none but look like one."""
        named = [
            name
            for name in self.names
            if start <= name.start and name.end <= end and not self.text.startswith(("的《", "的“", "的「"), name.end)
        ]
        if lines and len(named) > 1:
            return without_overlap(named)
        others = [
            other
            for other in listed_names(self.text, start, end)
            if not any(name.start < other.end and other.start < name.end for name in named)
        ]
        first = re.search(r"[，,。；;：]|$", self.text[start:end])
        stop = start + first.start() if first else end
        groups = noun_phrases(self.text, start, stop)
        if not (groups or named or others):
            groups = leading_phrase(self.text, start, stop, loose=True)
        alone = [g for g in groups if not any(n.start < g.end and g.start < n.end for n in [*named, *others])]
        found = without_overlap([*named, *others, *(run_on_list(self.text, start, end) or alone)])
        return found if len(found) > 1 else spaced_list(self.text, start, end) or found

    def _chain(self, start: int, end: int, *, last: bool = True) -> list[Receiver]:
        """The coordinated names in the span, the last chain of them (or the first)."""
        chains: list[list[Receiver]] = []
        for name in self.names:
            if not (start <= name.start and name.end <= end):
                continue
            gap = self.text[chains[-1][-1].end : name.start] if chains else ""
            if (
                chains
                and len(gap) <= 30
                and re.search(r"[、/]|[和及与]|^$|[)）]$", gap)
                and not re.search(r"[，,；;。]", gap)
            ):
                chains[-1].append(name)
            else:
                chains.append([name])
        chosen = (chains[-1] if last else chains[0]) if chains else []
        return with_unread(self.text, chosen, start)

    def _passive(self, statement: _Statement) -> bool:
        verb = statement.verb
        if verb is None:
            return False
        pattern = _PASSIVE if verb.voice == "confer" else _UNDERGOES
        return bool(pattern.search(self.text[statement.region.start : verb.start]))

    def _before_medals(self, statement: _Statement) -> list[Receiver]:
        end = self.text.rfind("以", statement.region.start, statement.group.start)
        clauses = [*self._clauses_backwards(statement.region.start, max(end, statement.region.start))]
        return next((found for clause in clauses if (found := self._subject(*clause))), [])

    def _introduced(self, statement: _Statement) -> list[Receiver]:
        """X。他们是：甲、乙、丙: the list that the next sentence, or the rest of this one, introduces."""
        end = statement.limit
        if end in self.ends and not any(self._next_line(end) > part.start >= end for part in self.parts):
            end = self._next_line(end)
        match = _THEY_ARE.search(self.text, statement.group.end, end)
        if match is None or match.start() - statement.group.end > 40 or match[0] in {"：", ":", "分别"}:
            return []
        if match.end() >= statement.limit and match[0].endswith("："):
            return self._listed(match.end(), self._list_below(statement.limit), lines=True)
        named = [
            name for name in self.names if match.end() <= name.start and name.end <= self._list_end(match.end(), end)
        ]
        return self._listed(match.end(), self._list_end(match.end(), end)) if len(named) > 1 else []

    def _ahead_of_count(self, statement: _Statement) -> list[Receiver]:
        """甲、乙等5名X: those named before the number."""
        count = statement.group.count
        if count is None or count.start >= statement.group.start:
            return []
        chain = self._chain(
            statement.region.start if statement.verb is None else max(statement.region.start, 0), count.start
        )
        gap = self.text[chain[-1].end : count.start] if chain else "-"
        return chain if re.fullmatch(r"(?:同志|先生|女士|[（(][^（）()]*[）)])?等?", gap) else []

    def _before_relative(self, statement: _Statement) -> list[Receiver]:
        """甲队驻守海岛，这支被授予X的队伍: the subject of an earlier clause of the sentence, if it names a group."""
        verb = statement.verb
        if verb is None or not re.search(r"[这该][支个所位家]", self.text[statement.region.start : verb.start]):
            return []
        clauses = [*self._clauses_backwards(statement.region.start, verb.start)][1:]
        return next((found for clause in clauses if (found := self._earlier_subject(*clause))), [])

    def _after_verb(self, statement: _Statement) -> list[Receiver]:
        """将X授予甲: behind the verb."""
        verb = statement.verb
        if verb is None:
            return []
        stop = re.search(r"[，,。；;：]|$", self.text[verb.end : statement.limit])
        end = verb.end + (stop.start() if stop else 0)
        return self._listed(verb.end, end) if verb.start - statement.group.end <= 14 else self._chain(verb.end, end)

    def _given(self, statement: _Statement, previous: list[Receiver]) -> list[Receiver]:
        """授予甲X, 向甲颁发X, 表彰甲等3名X."""
        verb, group = statement.verb, statement.group
        if verb is None:
            return []
        object_text = self.text[verb.end : group.start]
        if _PRONOUN_OBJECT.fullmatch(object_text):
            return previous or self._chain(self._sentence_start(verb.start), verb.start, last=False) or self.topic
        if _RECOMMENDED_BY.search(object_text):
            return []
        between = strip_adverbs(self.text, verb.end, group.start)
        return self._named_between(verb.end, group.start, between) or self._given_to(statement, between, previous)

    def _named_between(self, start: int, end: int, between: Span) -> list[Receiver]:
        """Who stands between the verb and the award."""
        found = self._chain(start, end, last=False)
        if not found and "、" in self.text[between.start : between.end]:
            found = listed_names(self.text, start, between.end)
        found = found or self._noun_phrases(*between)
        return found or (listed_names(self.text, *between) if between.end - between.start <= 6 else [])

    def _given_to(self, statement: _Statement, between: Span, previous: list[Receiver]) -> list[Receiver]:
        """向甲颁发X, or 并颁发X to those named before."""
        verb = statement.verb
        before = self.text[statement.region.start : verb.start] if verb else ""
        to = _TO.search(before)
        if to:
            start, end = (statement.region.start + offset for offset in to.span("to"))
            return self._chain(start, end) or self._noun_phrases(start, end)
        return previous if between.start >= between.end and re.search(r"(?:并|同时|还|，)$", before) else []

    def _sentence_start(self, position: int) -> int:
        return max((sentence.start for sentence in self.document.sentences if sentence.start <= position), default=0)

    def _noun_phrases(self, start: int, end: int) -> list[Receiver]:
        return noun_phrases(self.text, start, end) if end - start <= 60 else []

    def _before(self, statement: _Statement, previous: list[Receiver]) -> list[Receiver]:
        """The subject of 荣获, 被授予, 获评: in the clause of the verb, else in one before it, else what went before."""
        verb = statement.verb
        attributive = verb is not None and verb.voice == "receive" and self.text.startswith("的", verb.end)
        if verb is None or attributive:  # 受表彰的X: no subject of its own
            return []
        end = min(statement.group.start, verb.start)
        if verb.start >= statement.group.end:
            end = verb.start
        passive = (_PASSIVE if verb.voice == "confer" else _UNDERGOES).search(self.text[statement.region.start : end])
        if passive:
            end = statement.region.start + passive.start()
        pronoun = _PRONOUN_SUBJECT.search(self.text, statement.region.start, end)
        if pronoun:
            return previous or self._person_before(statement.region.start)
        generic = _GENERIC_SUBJECT.fullmatch(
            self.text, *strip_adverbs(self.text, *self._last_clause(statement.region.start, end))
        )
        if generic:
            return self._antecedent(generic[1]) or previous or self.topic or self._as_written(generic)
        own = True
        for start, stop in self._clauses_backwards(statement.region.start, end):
            found = self._subject(start, stop) if own else self._earlier_subject(start, stop)
            if found:
                return self._completed(found, statement.region.start, start) if own else found
            if own and self._count_in(Span(start, stop)):
                return []
            own = False
        return previous or self.topic

    def _person_before(self, position: int) -> list[Receiver]:
        """Whom 他 or 她 means: the last person named before, one who is no official if there is any."""
        before = [name for name in self.names if name.end <= position]
        plain = [name for name in before if name.name not in self.officials]
        return (plain or before)[-1:]

    def _as_written(self, noun: re.Match[str]) -> list[Receiver]:
        return [Receiver(noun.start(), noun.end(), noun[0], "group")]

    def _completed(self, found: list[Receiver], floor: int, start: int) -> list[Receiver]:
        """`found` with the names of the clauses before where the list began there: 某校教授甲，某厂工人乙荣获X."""
        if found[0].kind != "person":
            return found
        total = next((count for count in self.counts if 0 <= count.start - found[-1].end <= 1), None)
        wanted = int(total.value) if total and total.value else 0
        while start > floor:
            clause = self._last_clause(floor, start - 1)
            before = self._chain(*clause)
            bare = before and before[-1].end == clause.end and not _PREDICATES.search(self.text, *clause)
            if not bare or (wanted and len(found) >= wanted):
                break
            found = [*before, *found]
            start = clause.start
        return found

    def _antecedent(self, noun: str) -> list[Receiver]:
        """What 公司 or 该校 means: the first body named before that ends so."""
        return next(([head] for head in self.heads if head.name.endswith(_ENDINGS.get(noun, (noun,)))), [])

    def _clauses_backwards(self, start: int, end: int) -> Iterator[Span]:
        """The clauses of the span from the last to the first."""
        while end > start:
            cut = max(self.text.rfind(mark, start, end) for mark in "，；：:,;") + 1
            cut = max(cut, start)
            yield Span(cut, end)
            end = cut - 1

    def _subject(self, start: int, end: int) -> list[Receiver]:
        """The names or the noun phrase that 荣获 is said of: not one who only speaks of it."""
        chain = self._chain(start, end)
        span = strip_adverbs(self.text, start, end)
        owned = _ENDS_IN_WORK.search(self.text, start, span.end)
        if owned:
            return [Receiver(*owned.span("work"), owned["work"], "work")]
        rest = self.text.rfind("的", chain[-1].end, span.end) if chain else -1
        works = self._noun_phrases(rest + 1, span.end) if rest > 0 else []
        if works and not _PRAISES.search(self.text, start, end):
            return works  # 甲主持设计的大桥: the bridge receives
        if chain:
            return [] if self._only_speaks(chain, end) else chain
        if _PRAISES.search(self.text, start, end):
            return []
        found = self._noun_phrases(*span) or leading_phrase(self.text, start, end)
        found = found or plain_list(self.text, *span)
        if found and found[-1].kind == "place" and self._count_in(Span(found[-1].end, end)):
            return []
        named = span.end - span.start <= 12 or re.search(r"等\d+[名位人]", self.text[start:end])
        return found or (listed_names(self.text, *span) if named else [])

    def _earlier_subject(self, start: int, end: int) -> list[Receiver]:
        """The subject of an earlier clause that the verb's own clause takes over."""
        chain = self._chain(start, end, last=False)
        if chain:
            return [] if self._only_speaks(chain, end) else chain
        if _PRAISES.search(self.text, start, end) or _ADVERBIAL.match(self.text, start, end):
            return []
        span = strip_adverbs(self.text, start, end)
        whole = [found for found in self._noun_phrases(*span) if found.start == span.start]
        return whole or leading_phrase(self.text, start, end, loose=True)

    def _only_speaks(self, chain: Sequence[Receiver], end: int) -> bool:
        """Whether those named only praise, greet or hand over."""
        official = any(receiver.name in self.officials for receiver in chain)
        return bool((_SPEAKS if official else _PRAISES).search(self.text, chain[-1].end, end))

    # ---- counts, dates and the grant itself

    def _count_in(self, span: Span) -> CountMention | None:
        found = [count for count in self.counts if span.start <= count.start and count.end <= span.end]
        return found[-1] if found else None

    def _counts(self, statement: _Statement) -> list[CountMention]:
        """The number of receivers that the statement gives: one, or one for each award where they are distributed."""
        group, verb = statement.group, statement.verb
        if group.count:
            return [group.count]
        if verb and verb.start > group.end and verb.voice == "confer":
            return self._counts_behind_verb(verb, group, statement.limit)
        relative = _RELATIVE_COUNT.match(self.text, group.end)
        if relative:
            return [count for count in self.counts if relative.end() <= count.start <= relative.end() + 1][:1]
        behind = self._behind(group, statement.limit)
        tail = self._count_in(behind) if behind else None
        if verb is None or tail:
            return [tail] if tail else []
        spans = (self._counts_on(span, len(group.awards)) for span in self._count_spans(statement, verb))
        return next((found for found in spans if found), [])

    def _counts_behind_verb(self, verb: ConferralMention, group: _Group, limit: int) -> list[CountMention]:
        if verb.start - group.end < 4:
            return self._counts_in_clause(verb.end, limit)
        after = self._count_after(verb, limit)
        return [after] if after else []

    def _count_spans(self, statement: _Statement, verb: ConferralMention) -> list[Span]:
        """Where the number may stand: around the object of a conferral, in the subject of a receipt."""
        group, region = statement.group, statement.region
        if verb.voice == "receive" or self._passive(statement) or verb.end > group.start:
            return [self._last_clause(region.start, verb.start)]
        spans = [Span(verb.end, group.start)]
        to = _TO.search(self.text[region.start : verb.start])
        if to:
            spans.append(Span(region.start + to.start("to"), verb.start))
        if _GIVEN_TO.match(self.text, group.end):
            spans.append(Span(group.end, self._list_end(group.end, statement.limit)))
        return spans

    def _counts_on(self, span: Span, awards: int) -> list[CountMention]:
        found = [count for count in self.counts if span.start <= count.start and count.end <= span.end]
        persons = [count for count in found if count.unit in {"名", "位", "人"}]
        if persons and any(count.unit in {"所", "校", "区"} for count in found):  # 109校、658名学生: the pupils receive
            found = persons
        return found if len(found) == awards > 1 or self._coordinated(found) else found[-1:]

    def _counts_in_clause(self, start: int, limit: int) -> list[CountMention]:
        stop = re.search(r"[，。；,;]|$", self.text[start:limit])
        end = start + (stop.start() if stop else 0)
        found = [count for count in self.counts if start <= count.start and count.end <= end]
        return found if self._coordinated(found) else found[:1]

    def _coordinated(self, counts: Sequence[CountMention]) -> bool:
        """155位专家、3个组织和1个机构: each is a number of its own."""
        gaps = [self.text[first.end : second.start] for first, second in pairwise(counts)]
        return bool(gaps) and all(re.fullmatch(r"[\u4e00-\u9fff]{0,8}(?:、|和|及|以及)", gap) for gap in gaps)

    def _last_clause(self, start: int, end: int) -> Span:
        return next(self._clauses_backwards(start, end), Span(start, start))

    def _grant(self, statement: _Statement, receivers: list[Receiver], sentence: Span) -> Iterator[Grant]:
        counts = self._counts(statement)
        names = [self.full.get(award.name, award.name) for award in statement.group.awards]
        if len(counts) > 1:
            each = [(name,) for name in names] if len(names) == len(counts) else [tuple(names)] * len(counts)
            for awards, count in zip(each, counts, strict=True):
                yield self._build(statement, awards, [], count, sentence)
        elif self._is_distributed(statement, names, receivers):
            for name, receiver in zip(names, receivers, strict=True):
                yield self._build(statement, (name,), [receiver], None, sentence)
        else:
            only = counts[0] if counts else None
            yield self._build(statement, tuple(dict.fromkeys(names)), receivers, only, sentence)

    def _is_distributed(self, statement: _Statement, names: Sequence[str], receivers: Sequence[Receiver]) -> bool:
        """甲、乙分别荣获A、B: one award to each."""
        verb = statement.verb
        if verb is None or not len(names) == len(receivers) > 1:
            return False
        return verb.text == "分获" or "分别" in self.text[receivers[-1].end : statement.group.start]

    def _build(
        self,
        statement: _Statement,
        awards: tuple[str, ...],
        receivers: Sequence[Receiver],
        count: CountMention | None,
        sentence: Span,
    ) -> Grant:
        group, verb = statement.group, statement.verb
        start = min([group.start, *([verb.start] if verb else [])])
        end = max([group.end, *([verb.end] if verb else [])])
        whole = Mention(start=start, end=end, text=self.text[start:end], rule=_rule(verb))
        return Grant(
            **self.document.place(whole),
            awards=awards,
            grade=group.grade or _own_grade(group),
            recipients=tuple(self._recipient(receiver) for receiver in without_overlap(receivers)),
            count=self._count(count),
            granted_by=self._granted_by(statement),
            date=self._date(statement, sentence),
            status=_status(verb),
        )

    def _count(self, count: CountMention | None) -> Count | None:
        return count_item(self.document, count) if count else None

    def _recipient(self, receiver: Receiver) -> Recipient:
        text = self.text[receiver.start : receiver.end]
        mention = Mention(start=receiver.start, end=receiver.end, text=text, rule="grants.receiver")
        return Recipient(**self.document.place(mention), name=receiver.name, kind=receiver.kind)

    def _granted_by(self, statement: _Statement) -> str | None:
        """The body before 授予, or between 被 and 授予."""
        verb = statement.verb
        if verb is None or (verb.voice == "receive" and not self._passive(statement)):
            return None
        before = self.text[statement.region.start : verb.start]
        passive = _PASSIVE.search(before) or _BY.search(before)
        if passive:
            return passive["by"].strip("，、") or None
        clause = self._last_clause(statement.region.start, verb.start)
        span = strip_adverbs(self.text, *clause)
        found = self._noun_phrases(*span)
        return found[0].name if len(found) == 1 and found[0].kind == "group" else None

    def _date(self, statement: _Statement, sentence: Span) -> str | None:
        """The nearest point in time before the award in its sentence."""
        dates = [
            date
            for date in self.dates
            if sentence.start <= date.start and date.end <= statement.group.start and _is_point(date)
        ]
        return dates[-1].value if dates else None

    # ---- what the text is about

    def _remember(self, sentence: Span, parts: Sequence[_AwardPart], previous: list[Receiver]) -> None:
        awards = tuple(part for part in parts if isinstance(part, AwardMention))
        if awards:
            self.spoken = awards[:1]
        inside = [name for name in self.names if sentence.start <= name.start and name.end <= sentence.end]
        head = self._head(sentence)
        self.heads.extend(head)
        if previous:
            self.topic = previous
        elif inside and inside[0].start - sentence.start <= 12:
            self.topic = [] if inside[0].name in self.officials else [inside[0]]
        elif head:
            self.topic = head

    def _head(self, sentence: Span) -> list[Receiver]:
        """The group or place that the sentence begins with, where it does not speak."""
        clause = re.match(r"[^，,。；;：]{2,40}", self.text[sentence.start : sentence.end])
        if clause is None or _PRAISES.search(clause[0]):
            return []
        return leading_phrase(self.text, sentence.start, sentence.start + clause.end(), loose=True)


_M = TypeVar("_M", bound=Mention)


def _inside(mentions: Sequence[_M], span: Span) -> list[_M]:
    return [mention for mention in mentions if span.start <= mention.start and mention.end <= span.end]


def _own_grade(group: _Group) -> str | None:
    """A grade that stands for its award is the grade too: 一等奖 of a contest without a prize's name."""
    name = group.awards[0].name if len(group.awards) == 1 else ""
    return name if group.awards[0].rule == "awards.grade" and name.endswith("等奖") else None


def _most_mentioned(awards: Sequence[AwardMention]) -> tuple[AwardMention, ...]:
    """The award that the text is about: a grade without a name belongs to it."""
    times = Counter(award.name for award in awards)
    return tuple(sorted(awards, key=lambda award: -times[award.name])[:1])


def _receivers(mentions: Mentions, people: Sequence[Person]) -> list[Receiver]:
    """The names in the text, each under the fullest form that the ledger knows."""
    full = {(mention.start, mention.end): person.name for person in people for mention in person.mentions}
    names = [mention for mention in mentions.people if isinstance(mention, NameMention)]
    return [Receiver(name.start, name.end, full.get((name.start, name.end), name.name), "person") for name in names]


def _status(verb: ConferralMention | None) -> GrantStatus:
    return verb.status if verb else "held"


def _rule(verb: ConferralMention | None) -> str:
    return f"grants.{verb.voice}" if verb else "grants.listed"


def _is_point(date: DateMention) -> bool:
    return date.type in {"date", "time", "range"} and date.value is not None


__all__ = ["canonical_names", "resolve_awards", "resolve_grants"]
