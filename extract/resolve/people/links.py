"""Which post belongs to which name.

Names and posts are read as a string of items with the text between them: what stands side by side or is joined by 、
belongs together, and so does what 任, 当选 or 是 join. Posts that find no name are `loose`.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple, cast

from extract.resolve.people.gaps import classify_gap
from extract.text import patterns as re
from extract.types import NameMention, PostMention

Link = tuple[NameMention, list[PostMention]]

_HEAD_OF_DIVISION = re.compile(r"(?:常务)?[副代]?([省市区县州盟旗乡镇村])长$")
_DECIDED = re.compile(r"(?:决定|任命|推选|推选出由|选举|提名|免去|撤销|聘任|聘请|指定|补选|增补)$")
_CAREER = re.compile(
    r"(?:[他她其](?:辞去|卸任|不再担任|不再兼任)|历任|曾任|原任|曾担任|先后任|先后担任|曾先后担任|现[任为]|担任|[起月年后]任|兼任|转任|升任|调任|出任|获聘|受聘为|(?<![连新])任)过?$"
)
_PRONOUNS = frozenset("他她其")
_PAST = re.compile(
    r"(?:辞去|卸任|不再担任|不再兼任|(?:历任|曾任|原任|曾担任|先后任|先后担任|曾先后担任)过?|至[0-9]{4}年(?:[0-9]{1,2}月)?(?:期间)?(?:担|出)?任)$"
)
_ADDRESSED = re.compile("[你您]")
_BEFORE_NOW = re.compile(r"(?:[（(][^（）()]*[）)]|同志|，)*(?:此前|生前|曾)")
_BIOGRAPHY = re.compile(
    r"(?:先生|女士)?[，,：:][^。；\n]{0,16}?(?:学历|学位|本科|大专|硕士|现任|历任|曾任)|"
    r"(?:同志|先生|女士|博士|教授)?[（(]?[，,：:]?(?:[男女](?:[，,、。\d]|性)|[^。；\n]{0,30}?(?:年出?生|月出?生|日出?生|国籍|岁[，,。])|[\u4e00-\u9fff]{1,4}族[，,])"
)
_OPENS_ITEM = re.compile(r"(?:^|[，、；：。（(/]|[历曾现兼出转升调续聘起至今]任|担任|聘为|晋升|考取)\s?$")
_IS_SUBJECT = re.compile(r"(?:先生|女士|同志)?(?:[，,]|是)")
_OF_OFFICE = re.compile(r"[^。；\n]{0,40}?职务")
_GIVES_UP = re.compile(r"(?:同志|先生|女士)?(?:所?兼任|所?担任|所任)?的")
_MOVES = re.compile(r"(?:调|升|转|改|晋升|提拔)(?:任|为)")
_REPLACES = re.compile(r"(?:接替|接任|取代)[^，。；、\n]{0,8}$")
_BYLINE = ("记者", "实习生", "通讯员")
_ONE_OF_SEVERAL = re.compile(r"^(?:常务)?副|常委$|委员$|成员$")
_CLOSES = re.compile(r"[，。；、）)\n]|$")
_SERVES = re.compile(r"(?:分别)?(?:兼任|担任|出任|接任|担纲|调任|升任|转任)(?:[，。；、）)\n]|$)")
_BEHIND = dict.fromkeys(("是", "为", "分别是", "分别为"), _CLOSES) | dict.fromkeys(("由", "一职由"), _SERVES)
"""The words that join a post to names behind it, and how the clause has to end for that."""
_RANK = re.compile(r"[大上中少][将校尉]|[一二三四]级(?:高级)?(?:警[监督长]|主办)")
_WHO_HOLDS = re.compile(r"的(?:[有是]|(?:[\d一二三四五六七八九十]{1,4}岁的?)?(?:老人|青年|党员|同志|烈士|老兵)?)")
"""What joins an office that is held to its holder: 时任大队书记|的老人|甲."""
_LABEL = re.compile(r"(?:^|[\n。；])$")
_ASK = frozenset(("主持人", "记者", "编辑", "本报记者"))
"""Who speaks behind a colon: 主持人：局长您好."""
_AS = re.compile(r"(?:作为|身为)(?:一[名位])?$")
_HOLDS = re.compile(r"(?:任|身为|作为|当选)$")
_TWO = 2
_CHAIN = frozenset({"list", "chain", "adjacent", "space"})
_STEPS = {"adjacent", "space", "list", "comma", "chain", "and", "beside"}


class Links(NamedTuple):
    """What was joined, the chains of posts that found no name, and the lists of names without a post."""

    links: list[Link]
    loose: list[list[PostMention]]
    lists: list[list[NameMention]]


@dataclass(slots=True)
class Item:
    """A mention and what the text between it and the one before says about the two."""

    mention: NameMention | PostMention
    gap: str
    is_post: bool


def link(text: str, mentions: Sequence[NameMention | PostMention]) -> Links:
    """Each name with the posts that one place of the text gives it, and what is left over."""
    items: list[Item] = []
    end = 0
    for mention in mentions:
        between = text[end : mention.start] if items else "\n"
        resigns = _GIVES_UP.fullmatch(between) is not None and _OF_OFFICE.match(text, mention.end) is not None
        gap = "dismiss" if resigns else classify_gap(between)
        items.append(Item(mention, gap, isinstance(mention, PostMention)))
        end = max(end, mention.end)
    in_bracket = False
    for before, item in pairwise(items):
        if item.gap in {"adjacent", "space"} and not before.is_post and not item.is_post:
            told = "、" in text[before.mention.end : item.mention.start]
            item.gap = "far" if told else "list"  # 副司令员甲、老红军乙
        if item.gap == "together":
            item.gap = "chain" if before.is_post and item.is_post else "and"
        in_bracket = item.gap == "bracket" or (in_bracket and item.gap in _STEPS and item.is_post)
        if in_bracket and item.gap == "comma":
            item.gap = "chain"  # 甲（民营企业家，某公司总经理）
    linker = _Linker(text, items)
    return Links(linker.links(), linker.loose, linker.lists)


def _inherited(position: str, organization: str | None) -> str | None:
    """The organisation that `position` takes from the post before it: 区长 behind 海淀区委副书记 is of 海淀区."""
    if position.startswith("国家"):
        return None
    head = _HEAD_OF_DIVISION.match(position)
    if organization is None or head is None or head[1] not in organization:
        return organization
    return organization[: organization.rindex(head[1]) + 1]


class _Linker:
    """Walks over the items once and joins posts to names."""

    def __init__(self, text: str, items: list[Item]) -> None:
        self._text = text
        self._items = items
        self._found: list[Link] = []
        self._subject: int | None = None
        self._biography: int | None = None
        self._in_career = False
        self._in_past = False
        self._orphans: list[list[PostMention]] = []
        self.loose: list[list[PostMention]] = []
        self.lists: list[list[NameMention]] = []

    def links(self) -> list[Link]:
        at = 0
        while at < len(self._items):
            at = self._posts_first(at) if self._items[at].is_post else self._name_first(at)
        self._place_orphans()
        return self._found

    def _posts_first(self, at: int) -> int:
        """区委副书记、区长李俊杰; 副市长甲、乙; 领队是教授甲."""
        chain = self._through_commas(self._chain(at))
        end = self._led_to(chain, at)
        posts = self._post_mentions(at, end)
        if end > chain:  # 获奖的校长为青岚国小校长甲
            posts = [
                post
                for post in posts
                if not any(post.text != other.text and other.text.endswith(post.text) for other in posts)
            ]
        leads = self._is(end, post=False, gaps=("adjacent", "space", "colon", "heading"))
        if not leads and not self._speaks_as(at, end):
            self._leave(at, posts)
            return end
        # 县领导、局党组成员甲: the leaders are others.
        posts = [post for post in posts if not post.position.endswith("领导") or post is posts[-1]]
        names = self._names_end(end)
        self._found.extend((self._name(index), posts) for index in range(end, names))
        self._take_subject(end, posts[0].start)
        return self._posts_behind(names - 1, titled=True)

    def _speaks_as(self, at: int, end: int) -> bool:
        """作为县委书记，|甲: whether the posts from `at` to `end` are those of the subject behind them."""
        start = self._post(at).start
        told = _AS.search(self._text, max(0, start - 4), start) is not None
        return told and self._is(end, post=False, gaps=("comma",))

    def _through_commas(self, at: int) -> int:
        """The end of offices that commas set apart, where they are past or a deputy's and lead to one name.

        原副省长，原省委委员甲; 市人大副主任，市总工会主席乙; but 区委书记，区委副书记丙 are two people.
        """
        end = at
        while self._is(end, post=True, gaps=("comma",)) and self._goes_with_others(end):
            end = self._chain(end)
        return end if end > at and self._leads_on(end) else at

    def _goes_with_others(self, at: int) -> bool:
        """Whether the holder of the post before `at` may hold the one there: it is past, or one of several of a body."""
        before, behind = self._post(at - 1), self._post(at)
        if before.status == "former":
            return True
        one_of_several = _ONE_OF_SEVERAL.search(before.position) is not None and behind.organization is not None
        return one_of_several and before.position[-2:] != behind.position[-2:] and "副" not in behind.position

    def _led_to(self, at: int, first: int) -> int:
        """The end of the posts from `first` on that go on at `at` behind 是, 由 or 的, or `at` where none does.

        领队是教授甲, 组长由副市长甲兼任, 担任评委的作家甲.
        """
        if at == len(self._items):
            return at
        item = self._items[at]
        name = self._chain(at) if item.is_post else at
        if (name == at or self._is(name, post=False, gaps=("adjacent", "space"))) and self._joins(first, at, name):
            item.gap = "chain" if item.is_post else "adjacent"
            return name
        return at

    def _joins(self, first: int, at: int, name: int) -> bool:
        """Whether the words between a post and `at` say that those who are named from `name` on hold it."""
        before = self._post(at - 1)
        words = self._text[before.end : self._items[at].mention.start]
        if _WHO_HOLDS.fullmatch(words):
            posts = [self._post(index) for index in range(first, at)]
            told = any(_HOLDS.search(self._text, max(0, post.start - 4), post.start) for post in posts)
            return told or posts[0].text.startswith("时任")
        if words == "：":
            return (
                _LABEL.search(self._text, max(0, self._post(first).start - 1), self._post(first).start) is not None
                and before.position not in _ASK
            )
        behind = _BEHIND.get(words)
        end = self._items[self._names_end(name) - 1].mention.end
        return behind is not None and before.position != "官员" and behind.match(self._text, end) is not None

    def _names_end(self, at: int) -> int:
        """The end of the list of names that begins at `at` and shares a post before it.

        及 closes such a list; behind the first name it leads to others who are there too.
        """
        end = at + 1
        gaps = {"list", "and"}
        while self._is(end, post=False, gaps=gaps) and not self._has_own_post(end):
            end += 1
            gaps = {"list", "and", "beside"}
        return end

    def _name_first(self, at: int) -> int:
        """黄伟哲市长; 甲、乙等教授; 甲任局长."""
        end = at + 1
        while self._is(end, post=False, gaps=("list", "and", "beside")):
            end += 1
        self._found.extend((self._name(index), []) for index in range(at, end))
        self._take_subject(at, self._name(at).start)
        if end - at > 2:
            self.lists.append([self._name(index) for index in range(at, end)])
        if self._is(end, post=True, gaps=("listed", "counted")):
            stop = self._chain(end)
            posts = self._post_mentions(end, stop)
            if self._items[end].gap == "counted":  # 甲等12名民警: counts them and titles none
                posts = [replace(p, kind="vague", organization=None) for p in posts if p.kind != "professional"]
            self._found.extend((self._name(index), posts) for index in range(at, end))
            return stop
        links = len(self._found)
        stop = self._posts_behind(end - 1)
        first = self._name(at).start
        if self._is_shared_out(at, end, stop):
            self._found[links:] = [(self._name(index), [self._post(index - at + end)]) for index in range(at, end)]
            return stop
        appointed = self._is(end, post=True, gaps=("appoint", "dismiss"))
        if end - at > 1 and (appointed or _DECIDED.search(self._text, max(0, first - 6), first)):
            shared = [posts for _, posts in self._found[links:]]
            self._found.extend((self._name(index), posts) for posts in shared for index in range(at, end - 1))
        return stop

    def _is_shared_out(self, at: int, end: int, stop: int) -> bool:
        """甲、乙分别任市长、副市长: whether the posts up to `stop` go to the names from `at` to `end` in their order."""
        if end - at < _TWO or stop - end != end - at or not self._items[end].is_post:
            return False
        return "分别" in self._text[self._name(end - 1).end : self._post(end).start]

    def _posts_behind(self, at: int, *, titled: bool = False) -> int:
        """The posts that follow the name at `at` and are its own.

        Behind a name that has its post before it (`titled`) a comma leads to the next person of a list.
        """
        stop = at + 1
        if self._has_own_post(at, titled=titled):
            stop = self._own_chain(stop)
            self._found.append((self._name(at), self._post_mentions(at + 1, stop)))
        start = stop
        while (
            self._is(start, post=True, gaps=("appoint", "be", "dismiss", "chain"))
            or self._is_left_for_another(start)
            or (not titled and self._is_apposition(start, at))
        ):
            stop = self._own_chain(start)
            posts = self._post_mentions(start, stop)
            if self._items[start].gap == "appoint" and self._is_replaced(at):
                at = cast("int", self._subject)
            if self._items[start].gap == "dismiss" or self._is_past(start):
                posts = [replace(post, status="former") for post in posts]
            self._found.append((self._name(at), posts))
            start = stop
        return stop

    def _is_left_for_another(self, at: int) -> bool:
        """由市财政局局长|调任县委书记: whether the post at `at`, behind 由 or 从, is the one before the next."""
        if not self._is(at, post=True, gaps=("from",)):
            return False
        end = self._chain(at)
        return (
            end < len(self._items)
            and _MOVES.fullmatch(self._text, self._post(end - 1).end, self._items[end].mention.start) is not None
        )

    def _is_replaced(self, at: int) -> bool:
        """甲接替退休的乙出任总裁: whether the name at `at` is that of a predecessor, and the subject takes the post."""
        start = self._name(at).start
        begins = self._subject is not None and self._subject < at and not self._crosses_line(self._subject, start)
        return begins and _REPLACES.search(self._text, max(0, start - 12), start) is not None

    def _is_past(self, at: int) -> bool:
        """Whether 此前, 生前 or 曾 stands between a name and the post at `at`."""
        return _BEFORE_NOW.match(self._text, self._items[at - 1].mention.end, self._post(at).start) is not None

    def _is_apposition(self, at: int, name: int) -> bool:
        """薛明华，北川大学教授，博士生导师，…: a post between commas behind a name, with no name of its own."""
        goes_on = not self._items[at - 1].is_post or self._items[at - 1].gap == "comma"
        if not goes_on or not self._is(at, post=True, gaps=("comma",)):
            return False
        post = self._post(at)
        end = self._chain(at)
        behind = self._items[end - 1].mention.end
        closes = self._text[behind : behind + 1] in {"，", "。", "）", "；", ""}
        return (
            closes
            and post.kind != "vague"
            and (bool(post.organization) or self._opens_line(name))
            and not self._leads_on(end)
        )

    def _opens_line(self, name: int) -> bool:
        start = self._name(name).start
        return start == 0 or self._text[start - 1] in "\n。　"

    def _leave(self, at: int, posts: list[PostMention]) -> None:
        """Posts without a name beside them: a career goes on, or nobody is named."""
        first = posts[0].start
        verb = _CAREER.search(self._text, max(0, first - 6), first)
        if verb and _ADDRESSED.search(self._text, max(0, verb.start() - 2), verb.start()):
            verb = None  # 甲表示，你就任行政长官
        by_a_post = at > 0 and self._items[at - 1].is_post and self._items[at].gap in {"appoint", "be", "dismiss"}
        goes_on = self._in_career and self._items[at].gap in _STEPS
        told = self._in_biography(first) and self._is_own(posts[0])
        if (verb and not by_a_post) or goes_on or told:
            self._in_career = True
            if verb:
                self._in_past = _PAST.search(self._text, max(0, first - 14), first) is not None
            career = [replace(post, status="former") for post in posts] if self._in_past else posts
            if verb and verb[0][0] in _PRONOUNS and self._found:
                self._found.append((self._found[-1][0], career))
            elif self._subject is not None and (told or not self._crosses_line(self._subject, first)):
                self._found.append((self._name(self._subject), career))
            else:
                self._orphans.append(career)
            return
        self._in_career = self._in_past = False
        self.loose.append(posts)

    def _take_subject(self, name: int, start: int) -> None:
        """Whom a career is told of: who opens a clause or closes one, or who comes first in the line."""
        end = self._name(name).end
        if _BIOGRAPHY.match(self._text, end) and (start == 0 or self._text[start - 1] in "\n。；：　 "):
            self._biography = self._subject = name
        elif self._in_biography(start):
            return
        opens = start == 0 or self._text[start - 1] in "。！？\n；，,　 "
        opens = opens or _IS_SUBJECT.match(self._text, end) is not None
        if opens or self._subject is None or self._crosses_line(self._subject, start):
            self._subject = name

    def _in_biography(self, at: int) -> bool:
        """Whether the line began as 张三，男，…"""
        return self._biography is not None and "\n" not in self._text[self._name(self._biography).end : at]

    def _is_own(self, post: PostMention) -> bool:
        """Whether a post of a biography is its subject's: not 带领3名民警, 第一位获奖的数学家."""
        return (
            post.organization is not None
            or _OPENS_ITEM.search(self._text, max(0, post.start - 6), post.start) is not None
        )

    def _crosses_line(self, subject: int, at: int) -> bool:
        end = self._name(subject).end
        return at - end > 400 or "\n" in self._text[end:at]

    def _place_orphans(self) -> None:
        """Careers whose subject is not in the line belong to the person that the text is about, if there is one."""
        places: dict[str, set[int]] = {}
        first: dict[str, NameMention] = {}
        for name, _ in self._found:
            if len(name.name) > 1:
                places.setdefault(name.name, set()).add(name.start)
                first.setdefault(name.name, name)
        ranked = sorted(places, key=lambda name: -len(places[name]))
        if ranked and (len(ranked) == 1 or len(places[ranked[0]]) >= 2 * len(places[ranked[1]])):
            self._found.extend((first[ranked[0]], posts) for posts in self._orphans)

    def _has_own_post(self, at: int, *, titled: bool = True) -> bool:
        """Whether the post behind the name at `at` belongs to it and not to the next name.

        Who has a post already is followed by that of somebody else (立委甲秘书乙), or by a title of honour (处长甲教授).
        """
        if not self._is(at + 1, post=True, gaps=("adjacent", "space", "bracket")):
            return False
        post = self._post(at + 1)
        if self._items[at + 1].gap == "bracket" and self._is(at + 2, post=False, gaps=("colon",)):
            return False  # 甲（指导教师：乙）
        stands_apart = post.organization is not None or self._items[at + 1].gap == "space"
        stands_apart = stands_apart or post.position.endswith(_BYLINE)  # 记者甲实习记者乙
        stands_apart = stands_apart or (titled and post.kind != "professional" and not _RANK.match(post.position))
        return not (stands_apart and self._leads_on(self._chain(at + 1)))

    def _own_chain(self, at: int) -> int:
        """The end of the chain at `at`, short of posts that lead to a name of their own."""
        end = self._chain(at, {*_CHAIN, "and", "beside"})
        if self._leads_on(end):
            end = self._chain(at)
        return at + 1 if end > at + 1 and self._leads_on(end) else end

    def _leads_on(self, at: int) -> bool:
        return self._is(at, post=False, gaps=("adjacent", "space", "colon"))

    def _chain(self, at: int, gaps: Container[str] = _CHAIN) -> int:
        end = at + 1
        while self._is(end, post=True, gaps=gaps):
            end += 1
        return end

    def _is(self, at: int, *, post: bool, gaps: Container[str]) -> bool:
        return at < len(self._items) and self._items[at].is_post == post and self._items[at].gap in gaps

    def _name(self, at: int) -> NameMention:
        return cast("NameMention", self._items[at].mention)

    def _post(self, at: int) -> PostMention:
        return cast("PostMention", self._items[at].mention)

    def _post_mentions(self, start: int, end: int) -> list[PostMention]:
        """The posts of a chain; one without an organisation takes that of the post before it, and is as long past."""
        posts: list[PostMention] = []
        for post in map(self._post, range(start, end)):
            if post.organization is None and posts:
                status = "former" if posts[-1].status == "former" else post.status
                organization = _inherited(post.position, posts[-1].organization)
                posts.append(replace(post, organization=organization, status=status))
            else:
                posts.append(post)
        return posts
