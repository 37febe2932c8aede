"""What the text is about: the receiver that 他, 该队 or an empty subject stands for, and the award that 此殊荣 does."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from extract.resolve.grants.frames import VENUE, read_frame
from extract.resolve.grants.groups import Group, is_hoped
from extract.resolve.grants.nouns import kind_of_phrase
from extract.resolve.grants.phrases import is_vague_body, listed, subject
from extract.resolve.grants.receivers import Receiver
from extract.resolve.grants.scene import Scene
from extract.resolve.grants.statements import Place, Statement
from extract.text import patterns as re
from extract.types import AwardMention, ConferralMention, CountMention, Span

_ANAPHORA = re.compile(
    r"(?:此|这项|该项?|这一|上述)(?:殊荣|荣誉|称号|大奖|奖项?)(?!的?设)|(?:获得?|获颁)殊荣"
    r"|(?<=[获夺]得)[\d一二两三四五六七八九十双]+项(?:殊荣|荣誉|大奖|奖项)(?=[，。；]|$)"
    r"|(?:得奖|获奖|上榜|(?:榜上|名列|位列|跻身)(?:有名|其中)|在(?:列|其列)|受奖|获授|获选|入选|当选|受表扬|接受表扬|受表彰|受到表彰|获表彰)(?=[。，；]|$|\d+[项件个])"
    r"|(?:评|选|评选|推选)出(?=[\d一二三四五六七八九十]+[名位人个件部家项篇][\u4e00-\u9fff]{0,4}[。，；])"
)
_AGAIN = re.compile(
    r"(?:这|此|该)?(?:也|已|还|均)?[是系](?!指)[^，。；]{0,24}(?:首次|首度|第[一二三四五六七八九十\d]+[次度])"
)
"""这是我县首次获此殊荣: says again what was said."""
_NAMELY = re.compile(r"[此这该述项]|殊荣")
_THEY_ARE = re.compile(
    r"[^，。；]{0,12}(?:获得?|获颁|获评|荣获)[^，。；]{0,6}(?:殊荣|荣誉|称号|奖项)的(?:还|也|则|分别)*(?:是|有|为|包括)"
    r"|[^。；]{0,20}(?:称号|殊荣|荣誉|奖项)的(?:分别)?(?:是|有|为)(?:[（(][^（）()]{0,16}[）)])?[：:]"
    r"|[^。]{0,60}?(?:(?:他|她|它)们|名单|获奖(?:者|企业|单位|作品|的[^，。]{0,4})?|得奖(?:者|人)|当选者|入选者|其中)(?:分别|依次|依序)?(?:是|为|如下|有)(?:[：:]|——)"
    r"|[^。]{0,60}?(?:分别|[\d一二两三四五六七八九十][名位人家个][^，。；：]{0,12})(?:是|为|有)(?:[：:]|——)"
    r"|[^。；]{0,60}?[\d一二两三四五六七八九十]+[名位人家个所户件项部篇][^，。；：]{0,12}[，,]分别(?:是|为)"
    r"|[^，。；]{0,10}?(?:获奖|得奖|受奖)(?:者|人|的[^，。]{1,5})(?:分别)?(?:为|是|有)"
    r"|(?:他|她|它)们(?:分别|依次)?(?:是|为)"
    r"|[^。；]{0,40}(?:获[奖授颁选评]|得奖|受奖|入选|上榜|当选|获表彰|受到?表彰)[^，。；]{0,3}[，,](?:其中)?(?:包括|分别[是为])"
)
_TOPIC_MARK = re.compile(r"(?:方面|部分|一项)?[，,：:]")
_LIST_OF = re.compile(r"[”」』]?(?:获奖|获评|入选|当选|评选)?(?:者|单位|作品|项目)?(?:名单|榜单|结果)")
_OUR_TEAM = re.compile(r"[我本][国省市县区镇村校院][\u4e00-\u9fff]{1,6}[队团]")
"""我市代表团 is named so and no other way."""
_WINNER = re.compile(
    "(?:获奖|得奖|受奖|获选|当选)(?:者|人|选手|教师|作家|代表)(?:之一|代表)?(?:是|为|[、，])?(?![的员士才])|[其当]中[^，。；]{0,10}?最[^，。；]{1,8}?的(?:还?是|为)"
)
_AMONG = re.compile("(?:当中|之中|中)[，,]?[既也还]?有")
_THERE_IS = re.compile("(?:中[，,]?)?(?:既|也|还|更)?有(?!的)")
_NEAR_NAME = 20
_OWN_WORDS = 3
"""Characters from which on what stands behind 该 is named by itself."""
_SEVERAL = 2
"""Awards in the sentence before, between which a bare 获奖者 leaves the choice open."""
_OBJECT = re.compile(r"[给向对把将][\u4e00-\u9fff]{0,3}$")
_PERSONAL = re.compile(r"[他她]")
_LINE_MARKS = re.compile(r"[\s●○◆◇■□★☆▲△◎•·\d.．、（）()一二三四五六七八九十]*")
_OF_A_LIFE = re.compile(r"同志|先生|女士|[，,：（(]|[\s　]+[男女]|生前|[现系是]")
_DEEDS = re.compile(r"(?:发布|宣传(?!部)|公布)了?(?P<whose>[^，。；]{2,30}?)(?:同志)?的(?:先进|感人|典型)?事迹")
_OF_PERSONS = frozenset("人名位")
_PERSONS = 40
_NEAR = 6
"""Sentences that are looked through backwards for a subject."""
_CLAUSES = 16
"""Clauses of one sentence that are, so that a list of hundreds is not read once for each of its awards."""


def is_topic(scene: Scene, start: int, end: int) -> bool:
    """Whether the award in the span is what the sentence is about: A方面，今年共有12人获授; A名单公布，甲入选."""
    opens = scene.text[max(0, start - 1)] in "，。；：\n“「《"
    if VENUE.match(scene.text, end):
        return True
    return _LIST_OF.match(scene.text, end) is not None or (opens and _TOPIC_MARK.match(scene.text, end) is not None)


def _with_verb(match: re.Match[str], verbs: Sequence[ConferralMention]) -> Sequence[ConferralMention]:
    """`verbs` with the words of `match` as one of them: 名列其中."""
    if match[0][0] not in "榜名位跻":
        return verbs
    start, end = match.span()
    verb = ConferralMention(
        start=start, end=end, text=match[0], rule="grants.listed", voice="receive", status="granted"
    )
    return sorted([*verbs, verb], key=lambda verb: verb.start)


class Discourse:
    """Keeps the receivers and the award spoken of last."""

    def __init__(self, scene: Scene, host: Sequence[AwardMention]) -> None:
        self.scene = scene
        self.host = tuple(host)
        self.receivers: tuple[Receiver, ...] = ()
        self.counts: tuple[CountMention, ...] = ()
        self.at = -1
        self.awards: tuple[AwardMention, ...] = ()
        self.named: list[Receiver] = []
        self.starts = frozenset(sentence.start for sentence in scene.document.sentences)
        self.persons = sorted(
            (start, end, name) for start, (end, name) in scene.names.items() if start not in scene.titles
        )
        self.spoken = Counter(name for _, _, name in self.persons)

    def heard(self, statement: Statement) -> None:
        """Remember what was just said."""
        if statement.receivers:
            self.receivers, self.counts, self.at = statement.receivers, statement.counts, statement.group.end
            self.named.extend(statement.receivers)

    def completed(self, statement: Statement, sentence: Span) -> Statement:
        """`statement` with the receivers that it leaves unsaid."""
        here = self.at >= sentence.start
        if statement.pronoun == "与":  # 甲获A，并与乙共获B
            return replace(statement, receivers=(*self.receivers, *statement.receivers)) if here else statement
        if statement.pronoun == "并":
            return replace(statement, receivers=self.receivers, counts=self.counts) if here else statement
        if statement.pronoun:
            meant = self._pointed(statement.pronoun, sentence, statement.group.start)
            if (
                statement.pronoun[1:2] == "们"
                and not statement.counts
                and (count := self._counted_in(sentence, statement))
            ):
                return replace(statement, receivers=(), counts=(count,))
            return replace(statement, receivers=tuple(r for r in meant if r.name != statement.granted_by))
        if statement.open:
            return replace(statement, receivers=tuple(self._topic(sentence, statement.group.start)))
        return statement

    def anaphoric(self, span: Span, verbs: Sequence[ConferralMention]) -> Iterator[Statement]:
        """Statements that name their award only as 此殊荣 or not at all: 10名青年获奖."""
        match = _ANAPHORA.search(self.scene.text, *span)
        if match is None or not self.awards or is_hoped(self.scene, match.start()):
            return
        sentence = self.scene.document.sentences[self.scene.sentences_before(match.end()) - 1]
        if _AGAIN.match(self.scene.text, next(self.scene.clauses_before(span.start, match.start()), span).start):
            return
        if "其中" in match[0] and self.awards[-1].end <= sentence.start:
            return
        near = self.scene.counts_in(match.end(), span.end)
        behind = next((count for count in near if count.start == match.end()), None)
        if behind is None and self.scene.text[match.end() : match.end() + 1].isalnum():
            return
        opens = span.start in self.starts
        awards = self.host if opens and not _NAMELY.search(match[0]) else self.awards[-1:]
        group = Group(match.end(), behind.end if behind else match.end(), awards, count=behind)
        said = _with_verb(match, verbs)
        for statement in read_frame(Place(self.scene, [group], span.start, behind.end if behind else span.end, said)):
            if statement.receivers or statement.counts or statement.pronoun:
                yield statement

    def winners(self, sentence: Span) -> Iterator[Statement]:
        """获奖者之一、某地教师X: whoever is called a winner, of the award of the sentence before or else the main one."""
        number = self.scene.sentences_before(sentence.start)
        before = self.scene.document.sentences[max(0, number - 1)]
        near = [part for part in self.scene.parts_in(*before) if isinstance(part, AwardMention)]
        meant = self.awards[-1:] if near else self.host
        for match in _WINNER.finditer(self.scene.text, *sentence) if self.awards and len(near) < _SEVERAL else ():
            end = self.scene.clause_end(match.end(), sentence.end)
            if among := self._among(match.end(), sentence.end):
                yield Statement(Group(match.end(), match.end(), meant), None, tuple(among), status="held")
                continue
            found = [one for one in listed(self.scene, match.end(), end) if one.kind == "person"]
            if found and found[0].start - match.end() < _NEAR_NAME:
                group = Group(match.end(), match.end(), meant)
                yield Statement(group, None, tuple(found), status="held")

    def enumerated(self, span: Span) -> Iterator[Statement]:
        """他们是：X、Y: the receivers of the award spoken of last, listed in a sentence of their own."""
        for clause in reversed([*self.scene.clauses_before(*span, marks="；;")]):
            opens = next((at for at in range(*clause) if self.scene.text[at] not in "，,”」"), clause.end)
            match = _THEY_ARE.match(self.scene.text, opens, clause.end)
            if match is None or not self.awards:
                continue
            end = span.end if match[0][-1] in "：:—" else clause.end
            found = self._one_each(match.end(), end) or listed(self.scene, match.end(), end, plain=True)
            if len(found) > 1 or (found and (span != clause or "的还" in match[0])):
                yield Statement(Group(clause.start, clause.start, self.awards[-1:]), None, tuple(found))

    def opening(self, sentence: Span) -> Iterator[Statement]:
        """他们是：甲校教师X；获A的Y；…: a roll that names awards of its own on the way."""
        match = _THEY_ARE.match(self.scene.text, *sentence)
        found = self._one_each(match.end(), sentence.end) if match and self.awards else []
        if found:
            yield Statement(Group(sentence.start, sentence.start, self.awards[-1:]), None, tuple(found))

    def _among(self, start: int, end: int) -> list[Receiver]:
        """获奖者中，有某厂职工X，有某校教师Y: the last person of each clause behind 有."""
        if not _AMONG.match(self.scene.text, start):
            return []
        clauses = [
            c
            for c in self.scene.clauses_before(start, end, marks="，,；;")
            if _THERE_IS.match(self.scene.text, c.start)
        ]
        named = [self._named_in(clause) for clause in reversed(clauses)]
        return [Receiver(*each[-1], "person") for each in named if each]

    def _one_each(self, start: int, end: int) -> list[Receiver]:
        """他们是：某校校长、教师甲；某队队长乙；…: the last person of each part, where every part names one."""
        parts = [*self.scene.clauses_before(start, end, marks="；;")]
        named = [self._named_in(part) for part in reversed(parts)]
        return [Receiver(*each[-1], "person") for each in named] if len(parts) > 2 and all(named) else []

    def _pointed(self, pronoun: str, sentence: Span, position: int) -> list[Receiver]:
        """Whom a pronoun means: the last person named, or the last receiver of the kind that 该 names."""
        if _PERSONAL.match(pronoun) and pronoun[1:2] != "们":
            in_sentence = self._person_in(sentence, position)
            return in_sentence or self._portrayed(position) or self._person_before(position)
        noun = re.sub(r"^(?:[该我本全其]|这[个家支所]?)", "", pronoun)
        if pronoun.startswith(("我", "本")) and not is_vague_body(pronoun):
            at = self.scene.text.rfind(pronoun, 0, position)
            return [Receiver(at, at + len(pronoun), pronoun, "group")] if _OUR_TEAM.fullmatch(pronoun) else []
        named = [receiver for receiver in self.named if len(noun) > 0 and receiver.name.endswith(noun)]
        several = self._persons_in_clause(sentence, position) if pronoun[1:2] == "们" else []
        found = (
            named[:1]
            or several
            or self._named_as(noun, sentence, position)
            or self._whose_deeds(sentence, position)
            or self._topic(sentence, position)
        )
        if (
            not named and pronoun[0] == "该" and len(noun) > _OWN_WORDS and kind_of_phrase(noun) == "group"
        ):  # 该院护理团队
            at = self.scene.text.rfind(pronoun, 0, position)
            return [Receiver(at, at + len(pronoun), pronoun, "group")]
        if is_vague_body(noun):  # 该连 is no person
            found = [receiver for receiver in found if receiver.kind in ("group", "place")]
        named_so = is_vague_body(noun) and (len(noun) > 1 or pronoun[0] == "我")  # 我校, 该公司
        return found or ([Receiver(position, position, pronoun, "group")] if named_so else [])

    def _named_as(self, noun: str, sentence: Span, position: int) -> list[Receiver]:
        """The body named before in the sentence that 该医疗队 or 该校 means."""
        at = self.scene.text.rfind(noun, sentence.start, position - len(noun) - 1) if len(noun) > 1 else -1
        clause = next(self.scene.clauses_before(sentence.start, at + len(noun)), None) if at >= 0 else None
        found = listed(self.scene, *clause)[-1:] if clause else []
        return [one for one in found if one.kind == "group" and one.end == at + len(noun) and len(one.name) > len(noun)]

    def _counted_in(self, sentence: Span, statement: Statement) -> CountMention | None:
        """The persons counted in the sentence whom 他们 means: 给9位教师颁奖，他们分获…; none where several are named."""
        start = min(statement.group.start, statement.verb.start if statement.verb else statement.group.start)
        if self._persons_in_clause(sentence, start):
            return None
        told = [count for count in self.scene.counts_in(sentence.start, start) if count.unit in _OF_PERSONS]
        return told[-1] if told else None

    def _whose_deeds(self, sentence: Span, position: int) -> list[Receiver]:
        """向全社会发布X的先进事迹，授予他们A: X."""
        match = _DEEDS.search(self.scene.text, sentence.start, position)
        if match is None:
            return []
        return listed(self.scene, *match.span("whose")) or [Receiver(*match.span("whose"), match["whose"], "group")]

    def _named_in(self, span: Span) -> list[tuple[int, int, str]]:
        """Start, end and name of the persons named in the span."""
        return self.persons[bisect_left(self.persons, (span.start,)) : bisect_left(self.persons, (span.end,))]

    def _persons_in_clause(self, sentence: Span, position: int) -> list[Receiver]:
        """The persons of the nearest clause of the sentence that names more than one: 获奖者包括甲、乙，他们…."""
        for clause in self.scene.clauses_before(sentence.start, position):
            named = self._named_in(clause)
            if len(named) > 1:
                return [Receiver(*person, "person") for person in named]
        return []

    def _person_in(self, sentence: Span, position: int) -> list[Receiver]:
        """The last person named in the sentence before, unless in office."""
        before = self._named_in(Span(sentence.start, position))
        plain = [person for person in before if person[2] not in self.scene.officials]
        plain = [
            person for person in plain if not _OBJECT.search(self.scene.text, max(0, person[0] - 5), person[0])
        ] or plain
        return [Receiver(*plain[-1], "person")] if plain else []

    def _person_before(self, position: int) -> list[Receiver]:
        """The person of the last few named before of whom the text speaks most.

        Leaders attend and are named once or twice; a judge whom the article portrays is named again and again.
        """
        before = self.persons[: bisect_left(self.persons, (position,))]
        plain = [person for person in before[-_PERSONS:] if person[2] not in self.scene.officials]
        near = {*plain[-_NEAR:], *before[-_NEAR:]}
        most = max(near, key=lambda person: (self.spoken[person[2]], person[0]), default=None)
        return [Receiver(*most, "person")] if most else []

    def _still_meant(self, position: int) -> bool:
        """Whether the receivers spoken of last stand for the subject; a work does not behind ；: “某技术”获A；1990年获B."""
        works = all(receiver.kind == "work" for receiver in self.receivers)
        return not works or not re.search("[；;]", self.scene.text[self.at : position])

    def _portrayed(self, position: int) -> list[Receiver]:
        """The person whose life the paragraph tells, as it opens with the name: 甲，女，某局局长。从警19年来获A."""
        start = self.scene.text.rfind("\n", 0, position) + 1
        opens = _LINE_MARKS.match(self.scene.text, start)
        at = opens.end() if opens else start
        named = self.scene.names.get(at)
        told = named and named[0] < position and _OF_A_LIFE.match(self.scene.text, named[0])
        return [Receiver(at, *named, "person")] if named and told else []

    def _topic(self, sentence: Span, position: int) -> list[Receiver]:
        """The receivers spoken of last in this sentence, else the subject of the nearest sentence that has one."""
        if self.at >= sentence.start:
            return [*self.receivers] if self._still_meant(position) else self._person_before(position)
        for clause in islice(self.scene.clauses_before(sentence.start, position), _CLAUSES):
            found = subject(self.scene, *clause)
            if found.receivers:
                return [*found.receivers]
        return self._portrayed(position) or self._topic_before(sentence)

    def _topic_before(self, sentence: Span) -> list[Receiver]:
        """The subject of the nearest of the sentences before that has one."""
        number = self.scene.sentences_before(sentence.start)
        before = self.scene.document.sentences[max(0, number - _NEAR) : number]
        for span in reversed(before):
            if self.at >= span.start:
                return [*self.receivers]
            found = subject(self.scene, self.scene.behind_dateline(span), self.scene.clause_end(*span))
            alone = found.bare and found.receivers and found.receivers[-1].end == self.scene.clause_end(*span)
            if found.receivers and (alone or not any(r.name in self.scene.officials for r in found.receivers)):
                return [*found.receivers]
            if found.pronoun:
                return self._person_before(span.start)
        return []
