"""The people of one document, each entered once under the fullest form of the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Document
from extract.extractors.people import ADDRESS
from extract.record import Person, TextMention, Title
from extract.resolve.people.offices import (
    heads_government,
    is_local,
    is_of_business,
    is_of_state,
    is_official,
    is_short_for,
    same_office,
)
from extract.text import patterns as re
from extract.text.lexicon import entries
from extract.types import NameMention, PostMention

_DOTS = re.compile(r"[·•‧・．-]")
_AT_THE_CORE = re.compile(r"同志(?:为核心|主持(?:会议|大会)|到会|作报告|代表[^，。；\n]{2,16}作)")
_ALIAS = re.compile(r"(?:原名|本名|又名|别名|笔名|艺名|曾用名|乳名|小名|俗名|法名|真名|化名)[叫为是：]?[“「]?$")
"""What stands before another name of somebody who was named: 筱月楼，本名陈桂英."""
_DIRECTS = re.compile(r"(?:表示|强调|指出|要求)[，,：:]")
_ATTENDS = re.compile(r"(?:代表|家属|夫人|职工|员工|工人|学生|村民|居民|群众|模范|劳模|标兵|获得者|得主|[父母]亲)$")
"""What stands before somebody who is there and holds no office: 无党派人士代表."""
_OF_AGENCY = re.compile(
    r"(?:^|[、，。；：“「（\s及和与])[\u4e00-\u9fff]{0,8}(?:(?<![邮书结电供])局|署|公所|[县市]府|(?:文化|教育|外交|国防|财政)部)$"
)
"""What stands before somebody of an agency: 消防局|甲队员, 文化部|乙."""
_ANSWERS_FOR = re.compile(
    r"(?:(?:承办|发稿)人员[：:]|(?:发稿|联[络系]|承办)人[：:][^：:\n]{0,14}(?:局|科|处|课|室|政治部|公所|中心))[ \u3000]{0,2}$"
)
"""What stands before the officer whom a press release of a body names, unlike 发稿人：甲."""
_TAKES_PART = re.compile(
    r"(?:[、和及][\u4e00-\u9fff·]{2,8}){0,40}(?:[、和及以][^，。；\n]{2,30}负责(?:同志|人))?等?(?:一同|分别|陪同)?"
    r"(?:(?:中央)?领导|同志(?:，|出席|参加|前往|到)|前往.{0,12}(?:送别|看望|吊唁)|主持(?!人)|出席|陪同|列席|参加|(?:在[^，。；\n]{1,8}上)?(?:宣读|传达))"
)


_WITH_TWO_SURNAMES = 4
"""Characters of a name like 刘陈昭玲, whose holder is called 刘陈议长."""


def _is_called(held: PostMention, post: PostMention) -> bool:
    return held.position.endswith("副" + post.position)


@dataclass(slots=True)
class _Entry:
    """A person in the making."""

    name: str
    first: NameMention
    mentions: dict[int, NameMention] = field(default_factory=dict)
    posts: list[PostMention] = field(default_factory=list)
    leads: bool = False

    def add(self, posts: Sequence[PostMention]) -> None:
        """Add each of `posts` unless it was there in a fuller form; a shorter form gives way to it.

        The posts of one chain are all different: 工程师、高级工程师.
        """
        known = [*self.posts]
        for post in posts:
            if any(is_short_for(post, other) for other in known) or any(post.text == new.text for new in self.posts):
                continue
            shorter = next((at for at, other in enumerate(known) if is_short_for(other, post)), None)
            if shorter is None:
                self.posts.append(post)
            else:
                self.posts[shorter] = known[shorter] = post


class Ledger:
    """Takes one link after the other; `people` gives the result."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._entries: dict[str, _Entry] = {}
        self._by_part: dict[str, _Entry] = {}
        self._by_surname: dict[str, list[_Entry]] = {}
        self._in_business = False
        self._latest: _Entry | None = None

    def enter(self, name: NameMention, posts: Sequence[PostMention]) -> None:
        """Enter one link: find or open the person's entry and add what the link says.

        A surname alone says nothing; a surname with a title that is not known of the only person of that surname
        (陈老师 after 陈鸿任教师) is a form of address and adds no title.
        """
        if self._latest is not None and _ALIAS.search(self._document.text, max(0, name.start - 7), name.start):
            self._by_part.setdefault(name.name, self._latest).mentions.setdefault(name.start, name)
            return
        if len(name.name) == 1 and not posts and (name.name in self._by_surname or not self._is_addressed(name)):
            return
        known = self._entries.get(name.name) or self._known_by_short_form(name, posts)
        entry = known or self._told_in_full(name, posts) or self._open(name)
        self._latest = entry
        entry.mentions.setdefault(name.start, name)
        addressed = len(name.name) == 1 < len(entry.name) and posts and posts[0].start == name.end
        if addressed and entry.posts and not any(same_office(held, post) for held in entry.posts for post in posts):
            return
        if addressed:  # a deputy is called by the title of the head: 李县长
            posts = [post for post in posts if not any(_is_called(held, post) for held in entry.posts)]
        leads = [
            post for post in posts if post.kind == "vague" and post.organization is None and post.position != "负责人"
        ]
        entry.leads |= bool(leads)
        entry.add([post for post in posts if post not in leads])

    def _is_addressed(self, name: NameMention) -> bool:
        return ADDRESS.match(self._document.text, name.end) is not None

    def _open(self, name: NameMention) -> _Entry:
        entry = self._entries[name.name] = _Entry(name.name, name)
        for part in _DOTS.split(name.name):
            self._by_part.setdefault(part, entry)
        if len(name.name) == _WITH_TWO_SURNAMES or name.name[:2] in entries("japanese_surnames"):
            self._by_part.setdefault(name.name[:2], entry)
        if len(name.name) > 1:
            self._by_surname.setdefault(name.name[0], []).append(entry)
        return entry

    def _known_by_short_form(self, name: NameMention, posts: Sequence[PostMention]) -> _Entry | None:
        if len(name.name) > 1:
            return self._by_part.get(name.name)
        same = self._by_surname.get(name.name, [])
        for entry in same:
            if name.start in entry.mentions or any(same_office(held, post) for held in entry.posts for post in posts):
                return entry
        return same[0] if len(same) == 1 and all(post.kind != "official" for post in posts) else None

    def _told_in_full(self, name: NameMention, posts: Sequence[PostMention]) -> _Entry | None:
        """The person whom a headline called by a part of the name, under which the entry goes on.

        A post of another kind, or 本 (son of), may tell of two of one family.
        """
        parts = _DOTS.split(name.name)
        for part in {parts[0], parts[-1]} - {name.name} if "本" not in parts else ():
            entry = self._entries.get(part)
            alike = entry and (
                not (entry.posts and posts) or any(same_office(held, post) for held in entry.posts for post in posts)
            )
            if entry and alike and len(part) > 1:
                del self._entries[part]
                entry.name = name.name
                self._entries[name.name] = entry
                for each in parts:
                    self._by_part.setdefault(each, entry)
                return entry
        return None

    @property
    def posts(self) -> list[PostMention]:
        """All posts that are held by somebody with a name."""
        return [post for entry in self._entries.values() for post in entry.posts]

    def people(self, lists: Sequence[Sequence[NameMention]] = (), *, has_unnamed: bool = False) -> tuple[Person, ...]:
        """The ledger as it stands, in order of the text.

        Who stands in one of the `lists` with an official and has no title is one too, and so is who gives directions
        where a post has lost its holder (`has_unnamed`).
        """
        at_government = any(map(heads_government, self.posts))
        with_officials = any(map(is_official, self.posts))
        self._in_business = any(map(is_of_business, self.posts)) and not any(map(is_of_state, self.posts))
        people = sorted(self._entries.values(), key=lambda entry: entry.first.start)
        officials = {entry.name for entry in people if self._is_official(entry, at_government, with_officials)}
        for names in lists:
            members = [self._entries[name.name] for name in names if name.name in self._entries]
            if any(entry.name in officials for entry in members):
                officials.update(entry.name for entry in members if not entry.posts)
        if has_unnamed:
            officials.update(entry.name for entry in people if not entry.posts and self._directs(entry))
        return tuple(self._person(entry, official=entry.name in officials) for entry in people)

    def _directs(self, entry: _Entry) -> bool:
        return any(_DIRECTS.match(self._document.text, mention.end) for mention in entry.mentions.values())

    def _is_official(self, entry: _Entry, at_government: bool, with_officials: bool) -> bool:
        if entry.leads or (entry.name in entries("public_figures") and not entry.posts):
            return True
        text = self._document.text
        if _OF_AGENCY.search(text, max(0, entry.first.start - 12), entry.first.start):
            return True
        if entry.posts:
            return any(
                is_official(post, at_government=at_government) and not (self._in_business and is_local(post))
                for post in entry.posts
            )
        if _ANSWERS_FOR.search(text, max(0, entry.first.start - 24), entry.first.start):
            return True
        takes_part = with_officials and not _ATTENDS.search(text, max(0, entry.first.start - 6), entry.first.start)
        return any(
            _AT_THE_CORE.match(text, mention.end) or (takes_part and _TAKES_PART.match(text, mention.end))
            for mention in entry.mentions.values()
        )

    def _person(self, entry: _Entry, *, official: bool) -> Person:
        place = self._document.place(entry.first)
        mentions = sorted(entry.mentions.values(), key=lambda mention: mention.start)
        return Person(
            **place,
            name=entry.name,
            name_raw=self._document.aligned.raw[place["raw_start"] : place["raw_end"]],
            official=official,
            titles=tuple(self._title(post) for post in entry.posts),
            mentions=tuple(TextMention(**self._document.place(mention), text=mention.text) for mention in mentions),
        )

    def _title(self, post: PostMention) -> Title:
        return Title(
            **self._document.place(post),
            text=post.text,
            organization=post.organization,
            position=post.position,
            status=post.status,
        )
