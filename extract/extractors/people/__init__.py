"""Names of people and the posts they hold: the grammar of office over running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extract.document import Document
from extract.extractors.people.lists import abroad, followers, is_surname, leaders, surnames
from extract.extractors.people.names import Candidate, NameScorer
from extract.extractors.people.organizations import (
    ends_with_body,
    ends_with_title_word,
    follows_name,
    organization_start,
)
from extract.extractors.people.posts import Core, Post, find_cores, read_post
from extract.extractors.people.rows import names_in_rows
from extract.extractors.people.shapes import shape_of
from extract.extractors.people.words import Words
from extract.text import patterns as re
from extract.text.lexicon import Lexicon
from extract.types import NameMention, PostMention, Span

# Scores at which a candidate is taken for a name, by what stands around it. Swept on the training gold in steps of
# 0.2: behind a post 0.6-1.2 changes nothing, below names appear in `书记高度重视`; free names fall in precision below 2.4.
BEHIND_POST = 0.7
IN_LIST = 1.0
BEFORE_POST = 1.6
FREE = 3.2
STRONG_CONTEXT = 1.1
IN_ITEMS = 0.4
BEHIND_QUOTE = 0.5
ACTS = 1.2

_FORM_OF_ADDRESS = re.compile(r"先生|女士|小姐")
_ITEMS = re.compile(r"[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){2}")
_LINE = re.compile(r"(?<![^\n])[\u4e00-\u9fff]{2,4}(?:[（(][^（）()\n]{1,24}[）)])?\s*(?=\n|$)")
_SIGNED = re.compile(r"[。电讯”][（(][\u4e00-\u9fff]{2,4}[）)]")
"""Who signs a story or its dateline: 泉城8月19日电（海波）."""
_BYLINE = re.compile(r"(?:[：:/丨｜|]|\s)?[\u4e00-\u9fff]{2,3}(?=[）)\n\s]|$)")
_OF_STORIES = ("记者", "通讯员", "编辑", "责编", "主编", "摄影", "编导", "校对", "主播")
_OF_STATES = re.compile(
    r"副?(?:总统|总理|首相|主席|总书记|国王|王储|外长|部长|议长|大使|特使|秘书长|总干事|博士|议员|参议员|元首|苏丹|大公|亲王|大臣|首席大臣|外相|国务卿|酋长|大主教)"
)
_AIDES = ("顾问", "助理", "秘书", "发言人", "特使", "特别代表")
_SKIP = re.compile(r"(?:同志|人选|[：|｜丨]|[\s”」』]|[（(][^（）()]{1,14}[）)])*")
_SEPARATOR = re.compile(r"(?:[（(][^（）()]{1,20}[）)])?\s?(?:、|／|/|以及|和|及|与|暨|\s)\s?")
PERSON_BEHIND = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:先生|女士|小姐|同学|同志|小朋友|老人|大爷|大妈|阿姨|伉俪|贤伉俪|夫妇|老师|医生|师傅|"
    r"(?:随后|进一步|也|还|则|等)?(?:主持|出席|参加|陪同|说|表示|指出|称|认为|介绍|强调|告诉|坦言|透露|回忆|感慨|解释)|[（(](?:左|右|中|男|女|前|后)|"
    r"(?:同志)?(?:[（(][男女][）)])?(?:生前[系是任]|此前[任是]|历任|现任|曾任|当选为?|不再担任|不再兼任)|"
    r"(?:同志)?(?:为|任|的)[^，。；\n]{1,24}(?:长|主任|书记|委员|主席|职务|发言人|司令员?|政委|大使|总裁|总理|总统|经理|"
    r"教授|代表|总监|顾问|理事|教练|总?主?编辑?|助理)(?=[，。；、]|职务))"
)
_USUAL_LENGTH = 3
_ACTS = re.compile(
    r"(?:同志)?(?:等[\u4e00-\u9fff]{0,4}?)?(?:也|还|则|随后|分别|一同)?"
    r"(?:出席|参加|到会|陪同|表示|说[，。：“]|介绍(?:说|，|了)|指出[，。]|强调[，。]|告诉|致辞|主持(?!人)|宣读|带队|汇报)"
)
ADDRESS = re.compile(r"先生|女士|小姐|大[爷妈娘姐哥叔]|师傅|阿姨|奶奶|爷爷|老[人汉师]|同学")
_LATIN = r"[A-Z][A-Za-z]*(?:[ .'’-]{1,2}[A-Za-z]+){0,4}"
_ORIGINAL = re.compile(rf"[（(]{_LATIN}[）)]|.?{_LATIN}[（(](?P<name>[\u4e00-\u9fff·]{{2,12}})[）)]")
"""The Latin form beside a name in Chinese characters: 亚当·诺瓦克（Adam Nowak）, Sofia Chen（陈书菲）."""
_PLACES = re.compile(r"(?:、[\u4e00-\u9fff·]{2,10}){0,8}等[多几]?个?(?:地|城|镇|村|县|市|定居点)(?![领委政人])")
"""What makes the words before it places: 在阿夫杰耶夫卡、马林卡等地."""
_DOCTRINE = re.compile(
    r"[”」]?(?:台风|号(?![称召令角码]))|市(?![长委民政府人级区场值里])|高铁|铁路|高速|国际机场|机场|基金会|纪念馆|艺术馆|新时代中国特色|[法经]治思想|强军思想|外交思想|文化思想|经济思想|思想|主义|理论|文学奖|故居|纪念|大道|路[，。、]|公园|(?:中学|小学|大学)(?!毕业|生|时|期间|同学|文化|学历)|医院|"
    r"式|精神(?![抖状一矍饱振])|杯(?!葛)|奖(?![励了金给项]|学金)|[（(][\u4e00-\u9fff]{2,6}[）)][\u4e00-\u9fff]{0,10}?(?:公司|集团|厂)"
)
_WORK = re.compile(r"《(?!关于)[^《》\n]{1,24}》(?<!决定》)(?<!通报》)(?<!通知》)(?<!公告》)(?<!名单》)")
"""A work, whose title may name someone who is not there, unlike a decision on people."""
_CALLED_AFTER = re.compile(
    r".{0,6}?(?:基金|纪念|故居|公司|集团|学校|[大中小]学|国[小中]|高级?[中职商工农]|[家工]商|书院|医院|公园|工作室|班|队|奖|思想|艺术|研究|文化|团|剧|路|村|厂|店|中心|协会)"
)
"""What stands behind the name of somebody in the name of a body."""
_NO_PERSON_BEHIND = re.compile(r"(?:台风|飓风|风暴)[“「]?$|(?<![同大中小文数科督医化理哲法史])学$")
"""What stands before a storm, or before someone to be learnt from (学雷锋)."""


def find_people(document: Document) -> tuple[NameMention | PostMention, ...]:
    """Names and posts of `document`, in order. A post that holds no name is found too: `resolve` decides what it is."""
    return tuple(sorted(_Reading(document).mentions(), key=lambda mention: (mention.start, mention.end)))


def lost_readings(document: Document, won: Span) -> list[NameMention]:
    """What the name at `won` could have been instead, best first: what overlaps it and has less to speak for it."""
    reading = _Reading(document)
    lost: dict[Span, NameMention] = {}
    for start in range(max(0, won.start - _USUAL_LENGTH + 1), won.end):
        for candidate in reading.readings(start):
            span = Span(candidate.start, candidate.end)
            if candidate.score > 0 and span.end > won.start and span != won:
                lost[span] = reading.as_mention(candidate)
    return sorted(lost.values(), key=lambda mention: -mention.score)


def _is_verb(text: str, words: Words, start: int) -> bool:
    """Whether the surname is a verb: the second half of 新任, 现任, 主任, or 任 behind a name (王小川|任白宫发言人)."""
    if text[start] != "任":
        return False
    return text[start - 1 : start] in {"新", "现", "原", "曾", "主", "担", "出", "历"} or follows_name(words, start)


class _Reading:
    """One pass over a document: posts from left to right with the names around them, then names that stand alone."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self._document = document
        self._words = Words(self.text, document.sentences)
        self._cores = [*find_cores(self.text)]
        self._kinds = {core.start: core.kind for core in self._cores}
        self._scorer = NameScorer(document, self._words, {core.start: core.end for core in self._cores})
        self._posts: list[Post] = []
        self._names: dict[int, Candidate] = {}
        self._ends: set[int] = set()
        self._short: list[Span] = []
        self._foreign_chain = False
        self._dotted: dict[int, int] = {}
        self._occupied = bytearray(len(self.text))
        self._figures = {self.text[start:end] for start, end in self._scorer.figures.items()}
        self._in_work = bytearray(len(self.text))
        for work in _WORK.finditer(self.text):
            self._in_work[work.start() : work.end()] = b"\1" * (work.end() - work.start())

    def mentions(self) -> Iterator[NameMention | PostMention]:
        self._dotted = self._scorer.dotted_names()
        self._read_posts()
        self._read_free_names()
        self._read_rows()
        self._read_recurrences()
        yield from (self._post_mention(post) for post in self._posts)
        taken = bytearray(len(self.text))
        for post in self._posts:
            taken[post.start : post.end] = b"\1" * (post.end - post.start)
        for candidate in self._names.values():
            if not any(taken[candidate.start : candidate.end]):
                yield self.as_mention(candidate)
        for start, end in self._short:
            yield self._name_mention(start, end, 1.5, "people.surname", self._figure(self.text[start]))

    def _figure(self, surname: str) -> str | None:
        """习主席: the public figure of that surname whom the text names, if it is one."""
        same = [name for name in self._figures if name.startswith(surname)]
        return same[0] if len(same) == 1 else None

    def _read_posts(self) -> None:
        limits = [core.start for core in self._cores[1:]]
        floor = 0
        for core, limit in zip(self._cores, [*limits, len(self.text)], strict=False):
            floor = self._read_post(core, floor, limit)

    def _read_post(self, core: Core, floor: int, limit: int) -> int:
        """Take up the post at `core` and the names around it; returns how far the text is spoken for."""
        if self._is_surname_of_former(core, floor):
            self._take_surname(core.start - 2, core.start - 1)
            self._posts.append(read_post(self.text, self._words, core, core.start - 1))
            return core.end
        if self._has_name_before(core, floor):
            self._posts.append(read_post(self.text, self._words, core, core.start))
            return core.end
        post = read_post(self.text, self._words, core, self._behind_person(core, floor))
        alone = post.organization and len(post.organization) == 1 and is_surname(post.organization)
        if alone and not self._crosses_words(post.start, core):
            self._take_surname(post.start, core.start)
            self._posts.append(read_post(self.text, self._words, core, core.start))
            return core.end
        last = self._posts[-1] if self._posts else None
        if last and last.end == post.start and post.position.endswith(_AIDES):
            post = replace(post, start=last.start, organization=self.text[last.start : post.core])
            self._posts.pop()
        self._foreign_chain = self._is_foreign(post) or (self._foreign_chain and self._goes_on_abroad(post))
        self._posts.append(post)
        end = self._read_names_behind(post, limit)
        shares = core.kind == "vague" and self.text[post.start - 1 : post.start] == "、" and "负责" in post.position
        if shares and end == post.end:
            self._posts[-1:] = [*reversed([*self._of_bodies_before(post, floor)]), post]
        return end

    def _is_surname_of_former(self, core: Core, floor: int) -> bool:
        """马|前总统: whether a surname stands before 前 and the post, and not the end of a name or of a body."""
        at = core.start - 2
        if at < floor or self.text[at + 1] != "前" or not is_surname(self.text[at]) or self._words.covering(at):
            return False
        name = self._scorer.best_before(at + 1, floor)
        return name is None or name.score < BEFORE_POST

    def _behind_person(self, core: Core, floor: int) -> int:
        """The end of the last person between `floor` and `core`, where the organisation ends (石永强|获任省卫生厅副厅长).

        A house that is called after somebody goes on behind the name (宋庆龄|基金会).
        """
        end = self._scorer.person_ending(core.start)
        return floor if end <= floor or _CALLED_AFTER.match(self.text, end, core.start) else end

    def _of_bodies_before(self, post: Post, floor: int) -> Iterator[Post]:
        """The posts of the bodies before `post` that share its noun: 市教育局、市财政局|负责人."""
        end = post.start - 1
        while end > floor and self.text[end] == "、" and ends_with_body(self.text, end):
            start = organization_start(self.text, self._words, end, floor, keep_weak=True)
            if start == end:
                break
            yield replace(post, start=start, organization=self.text[start:end])
            end = start - 1

    def _has_name_before(self, core: Core, floor: int) -> bool:
        """黄伟哲市长, 张书记: whether a name stands directly before the post, which then has no organisation."""
        if core.start in self._ends:
            return True
        if core.kind == "vague":
            return False
        foreign = _OF_STATES.fullmatch(self.text, core.noun, core.end) is not None
        candidate = self._scorer.best_before(core.start, floor, foreign=foreign)
        needed = BEFORE_POST + (1.0 if ends_with_title_word(self.text, core.start, floor) else 0.0)
        if (
            candidate is not None
            and candidate.score >= needed
            and not _is_verb(self.text, self._words, candidate.start)
            and not self._is_outdone_behind(candidate, core)
        ):
            self._take(candidate)
            return True
        return self._has_surname_before(core, floor)

    def _is_outdone_behind(self, candidate: Candidate, core: Core) -> bool:
        """青岚县长潘美蓉: whether a better name stands directly behind the post, so that the first is a place."""
        behind = self._best(core.end, len(self.text), foreign=False)
        if behind is None:
            return False
        if self.text[candidate.end - 1] in "和与及" and self.text[candidate.start] in surnames():
            return behind.score >= BEHIND_POST
        better = 0.0 if candidate.rule == "people.tagged" else candidate.score + 0.5
        return behind.score >= max(2.5, better)

    def _has_surname_before(self, core: Core, floor: int) -> bool:
        at = core.start - 1
        if at < floor or surnames().get(self.text[at]) != "common" or self._crosses_words(at, core):
            return False
        inside = self._words.covering(core.start)
        if inside is not None and inside.start < at:
            return False
        word = self._words.ending(core.start)
        if word is not None and word.end - word.start > 1:
            return self.text[at - 1] in "和与同及向由" and not word.in_dictionary and self._take_surname(at, core.start)
        before = self._words.ending(at)
        if at > floor and (before is None or before.flag[0] in "nbmz") and not ends_with_body(self.text, at):
            return False
        return self._take_surname(at, core.start)

    def _crosses_words(self, at: int, core: Core) -> bool:
        """Whether a surname at `at` and the post are ends of other words: 武警|官兵, 对方|后卫, 万州|长江."""
        over, into = self._words.covering(core.start), self._words.covering(at)
        return (over is not None and over.end != core.end and over.in_dictionary) or (
            into is not None and into.end == core.start and into.in_dictionary
        )

    def _take_surname(self, start: int, end: int) -> bool:
        self._short.append(Span(start, end))
        return True

    def _read_names_behind(self, post: Post, limit: int) -> int:
        skipped = _SKIP.match(self.text, post.end)
        at = skipped.end() if skipped else post.end
        address = _FORM_OF_ADDRESS.match(self.text, at + 1)
        if address and self.text[at] in surnames():
            self._take_surname(at, at + 1)
            return address.end()
        foreign = self._foreign_chain
        first = self._best(at, limit, foreign=foreign)
        if first is None or first.score < BEHIND_POST - self._acts(first):
            first = self._signs(post)
        if first is None:
            return post.end
        first = self._before_conjunction(first, limit)
        self._take(first)
        return self._read_list(first.end, limit, foreign=foreign)

    def _signs(self, post: Post) -> Candidate | None:
        """（记者 索为）: what stands alone behind 记者 in a byline and is no word."""
        slot = _BYLINE.match(self.text, post.end) if post.position.endswith(_OF_STORIES) else None
        if slot is None:
            return None
        start = next(at for at in range(post.end, slot.end()) if self.text[at].isalpha())
        word = self._words.starting(start)
        if word is None or (word.is_known and word.end - start > 1):
            return None
        return Candidate(start, slot.end(), BEHIND_POST, "people.byline")

    def _before_conjunction(self, behind_post: Candidate, limit: int) -> Candidate:
        """The name without 和, where that joins it to the next office (副县长林武|和|乡长) and not to a title of honour."""
        start, end = behind_post.start, behind_post.end
        if end != limit or self.text[end - 1] != "和" or end - start != _USUAL_LENGTH:
            return behind_post
        once = self.text.count(self.text[start:end]) == 1
        cut = self._scorer.chinese(start, end - 1) if once and self._kinds.get(end) != "professional" else None
        return cut if cut is not None and cut.score >= BEHIND_POST else behind_post

    def _acts(self, behind_post: Candidate) -> float:
        """What a verb of presence or speech behind a name of three characters says for it (宣传部部长粘为民等出席)."""
        whole = behind_post.end - behind_post.start == _USUAL_LENGTH
        return ACTS if whole and _ACTS.match(self.text, behind_post.end) else 0.0

    def _best(self, at: int, limit: int, *, foreign: bool) -> Candidate | None:
        end = self._dotted.get(at)
        if end is not None:
            return Candidate(at, end, 4.0, "people.dotted_name")
        return self._scorer.best(at, limit, foreign=foreign)

    def _read_list(self, at: int, limit: int, *, foreign: bool = False) -> int:
        """Names joined to the one that ends at `at` by 、 or 和; returns where the list ends."""
        while separator := _SEPARATOR.match(self.text, at):
            candidate = self._best(separator.end(), limit, foreign=foreign)
            if candidate is None:
                break
            if candidate.score < IN_LIST + (0.0 if self._scorer.follows(candidate.end) else 0.8):
                break
            self._take(candidate)
            at = candidate.end
        return at

    def _goes_on_abroad(self, post: Post) -> bool:
        """Whether `post` follows a foreign one in its sentence and is not said to be a Chinese one."""
        between = self.text[self._posts[-1].end : post.start] if self._posts else ""
        domestic = ("中", "全国", "国务院", "我", "省", "市", "区", "县")
        return (
            len(between) < 40
            and not re.search(r"[。！？\n]", between)
            and not (post.organization or "").startswith(domestic)
        )

    def _is_foreign(self, post: Post) -> bool:
        return abroad().beginning(post.organization or "", 0) is not None

    def _read_free_names(self) -> None:
        for start, end in self._dotted.items():
            if not self._overlaps(start, end):
                self._take(Candidate(start, end, 2.5, "people.dotted_name"))
        for at in self._scorer.free_starts():
            self._read_free_name(at, 0.0)
        for _, end, _ in leaders().find(self.text):
            self._read_free_name(end, STRONG_CONTEXT)
        for start, end in self._scorer.told:
            if end - start > 1:
                self._read_free_name(start, 0.0)
            elif ADDRESS.match(self.text, end) and not self._occupied[start]:
                self._take_surname(start, end)
        self._read_addressed()

    def _read_addressed(self) -> None:
        """业主代表何|女士: surnames before 先生 and 女士 that no name ends with and no word takes in."""
        known = {span.start for span in self._short}
        for match in _FORM_OF_ADDRESS.finditer(self.text, 1):
            at = match.start() - 1
            is_surname = surnames().get(self.text[at]) in {"common", "word"} and at not in known
            if is_surname and not self._occupied[at] and self._words.covering(at) is None:
                self._take_surname(at, at + 1)

    def _read_free_name(self, at: int, bonus: float) -> None:
        if self._occupied[at : at + 1] != b"\0" or not self._scorer.may_begin(at):
            return
        ends = self._scorer.free_ends(at)
        if not ends and not self._scorer.is_special(at):
            return
        if PERSON_BEHIND.match(self.text, at):
            bonus += STRONG_CONTEXT + (BEHIND_QUOTE if self.text[at - 1 : at] in {"”", "」"} else 0.0)
        if _LINE.match(self.text, at) or _SIGNED.match(self.text, at - 2):
            bonus += STRONG_CONTEXT
        elif _ITEMS.match(self.text, at):
            bonus += IN_ITEMS
        if bonus == 0.0 and not self._scorer.may_begin(at, alone=True):
            return
        candidate = self._scorer.best_free(at, ends, FREE - bonus)
        if (
            candidate is None
            or self._overlaps(candidate.start, candidate.end)
            or _PLACES.match(self.text, candidate.end)
        ):
            return
        self._take(candidate)
        self._read_list(candidate.end, len(self.text))
        self._read_list_before(candidate.start)

    def _read_list_before(self, at: int) -> None:
        """Names joined to the one that begins at `at` by 、 in front of it."""
        while self.text[at - 1 : at] == "、" and at - 1 not in self._ends:
            candidate = self._scorer.best_before(at - 1, max(0, at - 6))
            if candidate is None or candidate.score < BEFORE_POST:
                break
            self._take(candidate)
            at = candidate.start

    def _read_rows(self) -> None:
        """What stands among names as they do."""
        names = {name.start: name.end for name in self._names.values()}
        for start, end in [*names_in_rows(self.text, names)]:
            if not self._overlaps(start, end):
                self._take(Candidate(start, end, 1.5, "people.row"))

    def _read_recurrences(self) -> None:
        """Every further place of a name that was accepted somewhere; a name that is a longer one cut short gets it."""
        self._cut_run_on()
        full = {self.text[name.start : name.end] for name in self._names.values()}
        full = {name for name in full if len(name) >= 2} | self._figures
        if not full:
            return
        for start, end, _ in [*Lexicon(full, once=True).find(self.text)]:
            cut = self._names.get(start)
            if cut is not None and cut.end < end:
                self._take(cut._replace(end=end))
            self._drop_inside(start, end)
            if cut is None and not self._overlaps(start, end):
                word = self._words.covering(end)
                if end - start > 2 or word is None or word.is_name:
                    self._take(Candidate(start, end, 2.0, "people.recurrence"))

    def _cut_run_on(self) -> None:
        """Take off what may follow a name from one that stands once, where the name without it stands as well (刘洋|来)."""
        named = {self.text[name.start : name.end] for name in self._names.values()}
        for name in [*self._names.values()]:
            text = self.text[name.start : name.end]
            if (
                len(text) == _USUAL_LENGTH
                and text[:-1] in named
                and text[-1] in followers()
                and self.text.count(text) == 1
            ):
                self._names[name.start] = name._replace(end=name.end - 1)
                self._occupied[name.end - 1] = 0

    def _drop_inside(self, start: int, end: int) -> None:
        """Forget a name that is a known one cut at its head (舒斯京 of 米舒斯京)."""
        for at in range(start + 1, end - 1):
            inner = self._names.get(at)
            if inner is not None and inner.end == end and not self._overlaps(start, at):
                del self._names[at]
                self._occupied[at:end] = bytes(end - at)

    def _take(self, candidate: Candidate) -> None:
        start, end = candidate.start, candidate.end
        if (
            self._in_work[start]
            or self._is_original(start)
            or _DOCTRINE.match(self.text, end)
            or _NO_PERSON_BEHIND.search(self.text, max(0, start - 4), start)
        ):
            return
        self._names[start] = candidate
        self._ends.add(end)
        self._occupied[start:end] = b"\1" * (end - start)

    def _is_original(self, start: int) -> bool:
        """Whether the name at `start` is the Latin form of one in Chinese characters that stands beside it."""
        match = _ORIGINAL.match(self.text, start - 1) if self.text[start].isascii() else None
        name = match and match["name"]
        return match is not None and (not name or "·" in name or shape_of(name) is not None)

    def _overlaps(self, start: int, end: int) -> bool:
        return any(self._occupied[start:end])

    def _post_mention(self, post: Post) -> PostMention:
        return PostMention(
            start=post.start,
            end=post.end,
            text=self.text[post.start : post.end],
            rule=post.rule,
            score=0.9,
            organization=post.organization,
            position=post.position,
            status=post.status,
            kind=post.kind,
        )

    def readings(self, start: int) -> list[Candidate]:
        """All that may be a name at `start`."""
        return self._scorer.readings(start, len(self.text))

    def as_mention(self, candidate: Candidate) -> NameMention:
        """`candidate` as the record has it."""
        return self._name_mention(candidate.start, candidate.end, candidate.score, candidate.rule)

    def _name_mention(self, start: int, end: int, score: float, rule: str, name: str | None = None) -> NameMention:
        text = self.text[start:end]
        return NameMention(
            start=start,
            end=end,
            text=text,
            rule=rule,
            score=min(1.0, max(0.05, score / 4)),
            name=name or re.sub(r"(?<![A-Za-z.])\s|\s(?![A-Za-z])", "", text),
        )
