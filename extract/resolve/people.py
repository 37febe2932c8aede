"""One ledger of people: titles linked to names, mentions of one person joined, posts without a holder set apart.

Names and posts are read as a string of items with the text between them; what is joined by 、 or stands side by side
belongs together. Then each name is entered into the ledger under its fullest form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.document import Document
from extract.record import Person, TextMention, Title, UnnamedPost
from extract.text.lexicon import entries
from extract.types import NameMention, PostMention

_BRACKETED = re.compile(r"[（(][^（）()]{1,60}[）)]")
_NOISE = re.compile(r"[\s“”「」『』\"]|同志|先生|女士")
_AND = ("和", "及", "以及", "与", "暨", "、以及", "、及", "，以及", "并")
_APPOINT = re.compile(r"(?:被|获)?(?:任命|提名|推选|选举|聘任|聘|选)?(?:为|任|担任|出任|兼任|接任|改任|转任|续任|当选|当选为|当选成为|任职)(?:新任|新一任)?$")
_DISMISS = re.compile(r"(?:，?(?:并)?(?:不再担任|不再兼任|辞去|卸任|免去|被免去|免去其|曾任|曾担任))$")
_BE = re.compile(r"(?:，?(?:是|系|现任|现为|时任|身为|作为))$")
_DECIDED = re.compile(r"(?:决定|任命|推选|推选出由|选举|提名|免去|撤销|聘任|聘请|指定|补选|增补)$")
_HEADING = re.compile(r"(?:并.{0,14})?(?:的)?(?:有|为|是|包括|分别为|分别是|名单(?:如下)?)：$")
_LISTED = re.compile(r"等(?:[一二三四五六七八九十\d]+[位名人])?$")


def resolve_people(
    document: Document, mentions: Sequence[NameMention | PostMention]
) -> tuple[tuple[Person, ...], tuple[UnnamedPost, ...]]:
    """The people of `document` and its posts without a holder, both in order of the text."""
    links, loose = _link(document.text, mentions)
    ledger = _Ledger(document)
    for name, posts in links:
        ledger.enter(name, posts)
    return ledger.people(), tuple(_unnamed(document, loose, ledger))


@dataclass(slots=True)
class _Item:
    """A mention, the class of the text before it, and whether it found a partner."""

    mention: NameMention | PostMention
    gap: str
    linked: bool = False

    @property
    def is_post(self) -> bool:
        return isinstance(self.mention, PostMention)


Link = tuple[NameMention, list[PostMention]]


def _gap(text: str) -> str:
    """What the text between two mentions says about them, as one word."""
    if len(text) > 80 or "\n" in text:
        return "far"
    plain = _NOISE.sub("", _BRACKETED.sub("", text))
    if plain == "":
        return "space" if text.isspace() else "adjacent"
    if plain in {"：", ":"}:
        return "colon"
    if plain in {"、", "/", "／"}:
        return "list"
    if plain in _AND:
        return "and"
    if plain in {"兼", "兼任", "并兼任", "、兼", "，兼", "并兼"}:
        return "chain"
    if plain in {"（", "("}:
        return "bracket"
    if plain in {"，", ","}:
        return "comma"
    for pattern, word in ((_DISMISS, "dismiss"), (_APPOINT, "appoint"), (_HEADING, "heading"), (_BE, "be"), (_LISTED, "listed")):
        if pattern.match(plain):
            return word
    return "far"


def _link(text: str, mentions: Sequence[NameMention | PostMention]) -> tuple[list[Link], list[list[PostMention]]]:
    items = []
    end = 0
    for mention in mentions:
        gap = _gap(text[end : mention.start]) if end else "far"
        if gap == "far" and text[end : mention.start] == "的" and text.startswith("职务", mention.end):
            gap = "dismiss"
        items.append(_Item(mention, gap))
        end = mention.end
    linker = _Linker(text, items)
    return linker.links(), linker.loose


class _Linker:
    """Walks over the items once and joins posts to names."""

    def __init__(self, text: str, items: list[_Item]) -> None:
        self._text = text
        self._items = items
        for before, item in pairwise(items):
            if item.gap in {"adjacent", "space"} and not before.is_post and not item.is_post:
                item.gap = "list"
        self.loose: list[list[PostMention]] = []

    def links(self) -> list[Link]:
        found: list[Link] = []
        at = 0
        while at < len(self._items):
            at = self._posts_first(at, found) if self._items[at].is_post else self._name_first(at, found)
        return found

    def _posts_first(self, at: int, found: list[Link]) -> int:
        """区委副书记、区长李俊杰; 副市长甲、乙."""
        end = self._chain(at)
        posts = self._post_mentions(at, end)
        if not self._is(end, post=False, gaps={"adjacent", "space", "colon", "heading"}):
            self.loose.append(posts)
            return end
        names = end + 1
        while self._is(names, post=False, gaps={"list", "and"}) and not self._has_own_post(names):
            names += 1
        for index in range(end, names):
            found.append((self._name(index), posts))
        return self._posts_behind(names - 1, found)

    def _name_first(self, at: int, found: list[Link]) -> int:
        """黄伟哲市长; 甲、乙等教授; 甲任局长."""
        end = at + 1
        while self._is(end, post=False, gaps={"list", "and"}):
            end += 1
        for index in range(at, end):
            found.append((self._name(index), []))
        if self._is(end, post=True, gaps={"listed"}):
            stop = self._chain(end)
            posts = self._post_mentions(end, stop)
            found.extend((self._name(index), posts) for index in range(at, end))
            return stop
        links = len(found)
        stop = self._posts_behind(end - 1, found)
        if end - at > 1 and _DECIDED.search(self._text, max(0, self._name(at).start - 6), self._name(at).start):
            shared = [posts for _, posts in found[links:]]
            found.extend((self._name(index), posts) for posts in shared for index in range(at, end - 1))
        return stop

    def _posts_behind(self, at: int, found: list[Link]) -> int:
        """The posts that follow the name at `at` and are its own."""
        stop = at + 1
        if self._has_own_post(at):
            stop = self._own_chain(stop)
            found.append((self._name(at), self._post_mentions(at + 1, stop)))
        start = stop
        while self._is(start, post=True, gaps={"appoint", "be", "dismiss"}):
            gap = self._items[start].gap
            stop = self._own_chain(start)
            posts = self._post_mentions(start, stop)
            if gap == "dismiss":
                posts = [replace(post, status="former") for post in posts]
            found.append((self._name(at), posts))
            start = stop
        return stop

    def _has_own_post(self, at: int) -> bool:
        """Whether the post behind the name at `at` belongs to it and not to the next name."""
        if not self._is(at + 1, post=True, gaps={"adjacent", "space", "bracket"}):
            return False
        item = self._items[at + 1]
        assert isinstance(item.mention, PostMention)
        leads_on = self._is(self._chain(at + 1), post=False, gaps={"adjacent", "space", "colon"})
        return not (leads_on and (item.mention.organization or item.gap == "space"))

    def _own_chain(self, at: int) -> int:
        """The end of the chain at `at`, short of posts that lead to a name of their own."""
        end = self._chain(at)
        leads_on = self._is(end, post=False, gaps={"adjacent", "space", "colon"})
        return at + 1 if end > at + 1 and leads_on else end

    def _chain(self, at: int) -> int:
        end = at + 1
        while self._is(end, post=True, gaps={"list", "chain", "adjacent", "space"}):
            end += 1
        return end

    def _is(self, at: int, *, post: bool, gaps: set[str]) -> bool:
        return at < len(self._items) and self._items[at].is_post == post and self._items[at].gap in gaps

    def _name(self, at: int) -> NameMention:
        mention = self._items[at].mention
        assert isinstance(mention, NameMention)
        return mention

    def _post_mentions(self, start: int, end: int) -> list[PostMention]:
        """The posts of a chain; one without an organisation takes that of the post before it."""
        posts: list[PostMention] = []
        for item in self._items[start:end]:
            assert isinstance(item.mention, PostMention)
            post = item.mention
            if post.organization is None and posts:
                post = replace(post, organization=posts[-1].organization)
            posts.append(post)
        return posts


@dataclass(slots=True)
class _Entry:
    """A person in the making."""

    name: str
    first: NameMention
    mentions: list[NameMention] = field(default_factory=list)
    posts: list[PostMention] = field(default_factory=list)


class _Ledger:
    """The people of one document, by name."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._entries: dict[str, _Entry] = {}

    def enter(self, name: NameMention, posts: Sequence[PostMention]) -> None:
        """Enter one link: find or open the person's entry and add what the link says."""
        if len(name.name) == 1 and not posts:
            return
        entry = self._find(name, posts)
        if name not in entry.mentions:
            entry.mentions.append(name)
        if len(name.name) == 1 and len(entry.name) > 1 and entry.posts and not any(
            _same_office(held, post) for held in entry.posts for post in posts
        ):
            return
        for post in posts:
            if post.kind != "vague" or post.organization is not None:
                _add_post(entry.posts, post)

    def _find(self, name: NameMention, posts: Sequence[PostMention]) -> _Entry:
        key = name.name
        if key in self._entries:
            return self._entries[key]
        known = self._known_by_short_form(key, posts)
        if known is not None:
            return known
        return self._entries.setdefault(key, _Entry(key, name))

    def _known_by_short_form(self, short: str, posts: Sequence[PostMention]) -> _Entry | None:
        if len(short) > 2 and not any(short in re.split(r"[·•‧・．-]", name) for name in self._entries):
            return None
        if len(short) >= 2:
            return next((e for n, e in self._entries.items() if short in re.split(r"[·•‧・．-]", n)), None)
        same = [entry for name, entry in self._entries.items() if name.startswith(short) and len(name) > 1]
        for post in posts:
            for entry in [e for e in same if e.posts]:
                if any(_same_office(held, post) for held in entry.posts):
                    return entry
        return same[0] if len(same) == 1 and all(post.kind != "official" for post in posts) else None

    def people(self) -> tuple[Person, ...]:
        """The ledger as it stands."""
        people = list(self._entries.values())
        at_government = any(_GOVERNMENT_HEAD.search(post.text) for entry in people for post in entry.posts)
        with_officials = any(is_official(post) for entry in people for post in entry.posts)
        return tuple(
            self._person(entry, official=self._is_official(entry, at_government, with_officials)) for entry in people
        )

    def _is_official(self, entry: _Entry, at_government: bool, with_officials: bool) -> bool:
        if entry.posts:
            return any(is_official(post, at_government=at_government) for post in entry.posts)
        if entry.name in entries("public_figures"):
            return True
        text = self._document.text
        return any(
            _AT_THE_CORE.match(text, mention.end) or (with_officials and _TAKES_PART.match(text, mention.end))
            for mention in entry.mentions
        )

    def _person(self, entry: _Entry, *, official: bool) -> Person:
        first = entry.first
        place = self._document.place(first)
        raw = self._document.aligned.raw[place["raw_start"] : place["raw_end"]]
        return Person(
            **place,
            name=entry.name,
            name_raw=raw,
            official=official,
            titles=tuple(self._title(post) for post in entry.posts),
            mentions=tuple(TextMention(**self._document.place(m), text=m.text) for m in entry.mentions),
        )

    def _title(self, post: PostMention) -> Title:
        return Title(
            **self._document.place(post),
            text=post.text,
            organization=post.organization,
            position=post.position,
            status=post.status,
        )

    @property
    def posts(self) -> list[PostMention]:
        """All posts that are held by somebody with a name."""
        return [post for entry in self._entries.values() for post in entry.posts]


def _add_post(held: list[PostMention], post: PostMention) -> None:
    """Add `post` unless it is there in a fuller form; a shorter form gives way to it."""
    for index, other in enumerate(held):
        if _is_short_for(post, other):
            return
        if _is_short_for(other, post):
            held[index] = post
            return
    held.append(post)


def _same_office(held: PostMention, post: PostMention) -> bool:
    return held.position.endswith(post.position) or post.position.endswith(held.position)


def _is_short_for(short: PostMention, full: PostMention) -> bool:
    """Whether `short` can be read as `full`: 市长 for 台南市长, but not 常委 of one committee for 常委 of another."""
    if not full.text.endswith(short.text) or full.text[: -len(short.text)].endswith(_ANOTHER_POST):
        return False
    inherited = short.organization if not short.text.startswith(short.organization or "?") else None
    return inherited is None or short.text[0] in "省市区县州镇乡" or _whole(full).endswith(inherited + short.position)


def _whole(post: PostMention) -> str:
    return (post.organization or "") + post.position


_ANOTHER_POST = ("副", "代", "代理", "助理", "原", "前")


_PARTY = re.compile(r"党委|党组|党总支|党支部|总支|支部|工会|团委|妇联|纪委|纪检|党工委")
_BUSINESS = re.compile(
    r"公司|集团|银行|大学|学院|医院|电视台|日报社|俱乐部|交易所|奥委会|证券|影业|基金会|"
    r"(?:学校|中学|小学|协会|学会|研究会|商会|总会|联合会|基金|研究所|研究院|研究中心|出版社|报社|厂|店|"
    r"事务所|内科|外科|感染科|系|学系|实验室|剧院|乐团|联盟|球队|国家队|女队|男队|国小|国中|高中|营业部|车间|项目部)$"
)
_GOVERNMENT_HEAD = re.compile(r"(?:总统|总理|省长|市长|县长|区长|行政院长|市委书记|县委书记|区委书记|省委书记)$")
_HEAD_OF_INSTITUTION = re.compile(r"(?:校长|院长|园长|馆长)$")
_AT_THE_CORE = re.compile(r"同志为核心")
_TAKES_PART = re.compile(
    r"(?:[、和及][\u4e00-\u9fff·]{2,8}){0,12}(?:等)?(?:一同|分别|陪同)?(?:(?:中央)?领导|同志(?:，|出席|参加|前往|到)|前往.{0,12}(?:送别|看望|吊唁)|主持(?!人)|出席|参加(?:上述|会见|会议|活动|了|$|。|，)|陪同|列席|参加)"
)
_WEAK_POST = re.compile(r"院长|校长|园长|馆长|会长|理事长|理事|队长|社长|台长|教官|助理|顾问|成员|召集人|执行长|总召|干事长")
_GOVERNMENT_BODY = re.compile(
    r"法院|检察|行政|立法|监察|考试|司法|党校|政府|[局厅部委署]|台办|人大|政协|军|警|消防|公安|中央|国务|国家|国立|市立|省|总统|大队|中队"
)


def is_official(post: PostMention, *, at_government: bool = False) -> bool:
    """Whether `post` makes its holder an official, by the kind of post and by the body it is in.

    Heads of schools and hospitals are officials only beside the head of a government (`at_government`).
    """
    organization = post.organization or ""
    if post.kind == "professional":
        return False
    if _PARTY.search(organization + post.position) or re.search(r"书记|常委", post.position):
        return True
    if at_government and _HEAD_OF_INSTITUTION.search(post.position):
        return True
    if _BUSINESS.search(organization) and not re.search(r"人民银行|行政学院|检察", organization):
        return False
    if post.kind == "either" and _WEAK_POST.search(post.position):
        return bool(_GOVERNMENT_BODY.search(organization))
    return True


_PRESENT = re.compile(
    r"(?!的(?!带领|陪同))[^。；！？\n]{0,24}?(?:出席|参加|到场|陪同|列席|到会|参会|与会|莅临|迎接|在座|见证|一同|共同|赴现场|进行了?(?:交流|座谈))"
)
_ACTS = re.compile(
    r"(?:[（(][^（）()]{1,20}[）)])?(?:等|和他|及他)?(?:今|昨|日|近日|还|也|则|均|都|先后|分别|随后|当场|立即|亲自|首先|最后|特别|已|再度|进一步|并|预定|已经|正式|向记者|对记者|在会上|在接受)*"
    r"(?:表示|说|称|指出|强调|介绍|透露|告诉|认为|宣布|致辞|致词|讲话|会见|接见|颁|发言|汇报|作了|做了|主持|前往|率|带领|担任|提到|回应|证实|要求|呼吁|希望|感谢|参与|迎|"
    r"指挥|在|就|向|将|为|从|即|召集|谈|代表|签署|宣读|部署|检查|视察|慰问|走访|看望|坦言|解释|分析|直言|提醒|听取|消息|讨论|负责|核定)"
)
_NOT_ACTING = re.compile(r"(?:任|担任|当选|当选为|出任|兼任|选举|任命|提名|选为|聘为|历任|曾任|一任|这位|那位|位|名|个|届|任命为|推选|接任|辞去|免去|竞选|成为|作为|是|为)$")
_COLLECTIVE = re.compile(r"(?:领导人|领导同志|(?<!主要)(?<!分管)领导|首长|民警|交警|警员|战士|官兵|党政负责同志)$")
_SINGULAR = re.compile(r"(?:总统|总理|首相|市长|省长|县长|区长|主席|总书记|国王|部长|局长|校长|指挥员)$")
_SPECIFIC = re.compile(r"(?:总监|董事长|总经理|总裁|项目经理|首席\w+|发言人)$")


def _unnamed(document: Document, loose: Sequence[Sequence[PostMention]], ledger: _Ledger) -> Iterator[UnnamedPost]:
    """Posts of people who are present or act and whom the text does not name."""
    seen: set[str] = set()
    held = ledger.posts
    for chain in loose:
        acting = any(_is_acting(document.text, post) for post in chain)
        for post in chain:
            if not acting or post.text in seen or not _may_be_unnamed(document.text, post):
                continue
            if not any(_names(post, other) for other in held):
                seen.add(post.text)
                yield UnnamedPost(
                    **document.place(post), text=post.text, organization=post.organization, position=post.position
                )


def _may_be_unnamed(text: str, post: PostMention) -> bool:
    if post.status in {"former", "designate"} or _NOT_ACTING.search(text, max(0, post.start - 4), post.start):
        return False
    if post.kind == "professional" and not (post.organization and _SPECIFIC.search(post.position)):
        return False
    if _COLLECTIVE.search(post.position):
        return False
    return post.organization is not None or bool(_SINGULAR.search(post.position))


def _is_acting(text: str, post: PostMention) -> bool:
    return bool(_ACTS.match(text, post.end) or (post.organization and _PRESENT.match(text, post.end)))


def _names(post: PostMention, held: PostMention) -> bool:
    """Whether `post` can be the title of somebody who is named: 市长 where 台南市长 has a name."""
    if post.organization is None:
        return held.position == post.position or held.text.endswith(post.text) and _is_short_for(post, held)
    return held.text.endswith(post.text) or post.text.endswith(held.text) or _whole(held).endswith(post.text)
