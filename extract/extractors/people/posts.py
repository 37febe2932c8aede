"""The grammar of office: a post noun, its prefixes, and the organisation that is written directly before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.extractors.people.lists import WINDOW, post_kinds, post_lexicon, title_words
from extract.extractors.people.words import Words
from extract.types import PostStatus

LONGEST = 40
"""Characters of organisation that are read at most. The longest in official news is 38 (party cell in a ministry's office)."""

_PREFIX = re.compile(
    r"(?:(?:(?:常务|第一|执行|联席)?副|常务|代理|代|首席|执行|名誉|荣誉|终身|助理|资深|高级|轮值|联席|常驻|候补|总|"
    r"特聘|客座|兼职|专职|专任|主任|第一|[正副]?[厅处科局部]级)+)$"
)
_FORMER = re.compile(r"(?:(?<![以之年月日会目此天年来])前|原|时任|前任|曾任)$")
_ACTING = ("代", "代理")
_DESIGNATE = re.compile(r"(?:候任|拟任|新当选|当选|拟提名为)$")
_PARTICLES = frozenset("由为任人同及和与对向请经")
_INNER_CONJUNCTIONS = frozenset("和与及暨")
_NUMBERED = re.compile(
    r"第[0-9一二三四五六七八九十百]{1,3}(?:集团军|军|师|旅|团|届|次|代|任|中学|小学|医院|[督指]导组|巡视组|分局|支队|大队|中队)$"
    r"|[0-9一二三四五六七八九十]{1,3}[届次]$"
)
_ORDINAL = re.compile(r"第?[一二三四五六七八九十百\d]+(?:届|次|师|团|军|局|医院|中学|小学|中|小|分局)?$")


_NO_POST_BEHIND = re.compile(
    r"办公室|办公厅|办公会|官邸|公署|事务所|协会|联合会|团队|培训|热线|信箱|们|级(?!别)|制(?!造|定|止)|杯(?!葛)|"
    r"(?:科学|创新|教育|优学|艺术|语文|科技|体育|嘉行|励志|质量|特别|文化|服务)?奖|"
    r"期(?![许盼待勉望])|负责制|江(?=流域|经济|大桥|沿|[中上下]|口|边|干|水|两岸|[，。])|城(?=[站内外墙，。])|沙(?=[市县，。])|"
    r"春(?=[市，。])|三角|远(?=来|看|规|发|目)|度(?=[，。为达约])|廊|征(?=[精途路，。])|组(?!长)|岗位|职位|职称|资格|行业|职业|学院|学会|论坛|座谈会|联席会|大会|会议(?!主|室)|专业|候选人|人选|选举|大选|竞选|就职|任期|证书?(?!实|明)"
)
_MERGED = frozenset(("助理", "特别助理", "秘书", "新闻秘书", "发言人", "特使", "特别代表", "顾问", "办公室主任", "接班人"))
_MEDIA = re.compile(r"(?:本报|本刊|本台|本网|每经|报|台|网|社|刊|在线|客户端|央视|新闻|财经|频道)$")
_OWN_PAPER = re.compile(r"(?:本报|本刊|本台|本网|每经)$")
_REPORTERS = ("记者", "通讯员", "评论员", "编辑", "主编")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as written. `start` includes the organisation, `core` is where the position begins."""

    start: int
    core: int
    end: int
    kind: str
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
    kind: str


def find_cores(text: str) -> Iterator[Core]:
    """All post nouns of `text` with their prefixes, in order."""
    kinds = post_kinds()
    pending: Core | None = None
    for noun, end, word in post_lexicon().find(text):
        kind = kinds[word]
        if kind == "none" or _NO_POST_BEHIND.match(text, end):
            continue
        prefix = _PREFIX.search(text, max(0, noun - 8), noun)
        core = Core(prefix.start() if prefix else noun, noun, end, kind)
        if pending and not (pending.end == core.start and text[core.start : end] in _MERGED):
            yield pending
        pending = core
    if pending:
        yield pending


def read_post(text: str, words: Words, core: Core, floor: int) -> Post:
    """The post at `core`, its organisation read to the left but not beyond `floor`."""
    start = _organization_start(text, words, core.start, floor, keep_weak=core.kind == "vague")
    if text[start - 1 : start] == "“" and text[core.end : core.end + 1] == "”" and start > floor:
        outer = _organization_start(text, words, start - 1, floor)
        start = outer if outer < start - 1 else start
    if text.endswith(_REPORTERS, core.noun, core.end):
        start = _newsroom_start(text, start, core.start)
    start = _without_particle(text, start, core.start)
    organization = text[start : core.start].replace("“", "").replace("”", "") or None
    head, status = _status(text, core, start, floor)
    if organization:
        organization = re.sub(r"^(?:原|前任|前|时任)", "", organization) or None
    return Post(head, core.start, core.end, core.kind, organization, text[core.start : core.end], status, "people.post")


def _newsroom_start(text: str, start: int, core: int) -> int:
    """A reporter's organisation is a newsroom or nothing: what precedes 记者 is mostly the end of the story."""
    own = _OWN_PAPER.search(text, start, core)
    return own.start() if own else start if _MEDIA.search(text, start, core) else core


def _status(text: str, core: Core, start: int, floor: int) -> tuple[int, PostStatus]:
    """Where the title begins with 原, 前 or 时任 before it, and what that makes of the post."""
    edge = start - 1 if text[start - 1 : start] == "“" and start > floor else start
    former = _FORMER.search(text, max(floor, edge - 3), edge)
    if former:
        return (start if former[0] == "曾任" else former.start()), "former"
    if re.match(r"原|前任|时任|前(?!线|海|进|沿)", text[start : core.start]):
        return start, "former"
    if text[core.start : core.end].startswith(_ACTING):
        return start, "acting"
    if _DESIGNATE.search(text, max(floor, start - 5), start):
        return start, "designate"
    return start, "current"


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: str


def _organization_start(text: str, words: Words, end: int, floor: int, *, keep_weak: bool = False) -> int:
    tokens: list[_Token] = []
    at = end
    limit = max(floor, end - LONGEST)
    while at > limit:
        token = _token_before(text, words, at, limit, tokens[-1].kind if tokens else "")
        if token is None or token.kind == "stop":
            break
        if token.kind == "conjunction" and not _joins_inside(text, words, tokens, token, limit):
            break
        tokens.append(token)
        at = token.start
    return _trim(tokens, end, keep_weak=keep_weak)


def _without_particle(text: str, start: int, core: int) -> int:
    """Step over 由, 同 or 为 that the segmenter glued to the organisation (由原安南区公所副区长)."""
    listed = title_words()
    if text[start : start + 1] not in _PARTICLES or any(text[start : start + size] in listed for size in (2, 3, 4)):
        return start
    rest = text[start + 1 : core]
    opens = rest.startswith(("原", "前", "驻")) or any(rest[:size] in listed for size in range(1, WINDOW))
    return start + 1 if opens else start


def _token_before(text: str, words: Words, at: int, limit: int, behind: str) -> _Token | None:
    """The longest of list entry and jieba word that ends at `at`, with its role in an organisation's name."""
    numbered = _NUMBERED.search(text, max(limit, at - 9), at)
    if numbered:
        return _Token(numbered.start(), at, "other")
    listed = title_words()
    entry = next(
        (at - size for size in range(min(WINDOW, at - limit), 0, -1) if text[at - size : at] in listed), None
    )
    word = words.ending(at)
    if entry is not None and (word is None or at - entry >= word.end - word.start):
        return _Token(entry, at, _listed_role(text, entry, at))
    char = text[at - 1]
    if char in _INNER_CONJUNCTIONS and (word is None or word.end - word.start == 1):
        return _Token(at - 1, at, "conjunction")
    if char in "”」":
        return _quoted_before(text, at, limit)
    if char in "）)":
        return _bracket_before(text, at, limit)
    if not (char.isalnum() or char in "·-&"):
        return None
    if word is None:
        # The word runs on behind `at`, where a list entry began: what is left of it belongs to the name (农工|党中央).
        cut = words.covering(at)
        if cut is None or cut.is_name or text[at - 1] in _PARTICLES:
            return None
        return _Token(max(limit, cut.start), at, "other")
    if word.start < limit or (word.is_name and char in _PARTICLES):
        return None
    if text[word.start] in _PARTICLES and not word.in_dictionary and text[word.start + 1 : at] in listed:
        return _Token(word.start + 1, at, _listed_role(text, word.start + 1, at))
    return _Token(word.start, at, _role(text[word.start : at], word.flag, behind))


def _listed_role(text: str, start: int, end: int) -> str:
    """The role of a list entry; a meeting that is counted (十四届一次会议) is a body, any other is where a title ends."""
    form = text[start:end]
    return "other" if form == "会议" and text[start - 1 : start] in {"届", "次", "团", "举"} else title_words()[form]


def _quoted_before(text: str, at: int, limit: int) -> _Token | None:
    """A quoted name that is part of a longer one: 台湾“中研院”院士."""
    opening = max(text.rfind("“", max(limit, at - 16), at), text.rfind("「", max(limit, at - 16), at))
    return _Token(opening, at, "other") if opening >= 0 else None


def _bracket_before(text: str, at: int, limit: int) -> _Token | None:
    """A short bracket inside a company's name: 中国海运（集团）总公司."""
    opening = max(text.rfind("（", limit, at), text.rfind("(", limit, at))
    return _Token(opening, at, "other") if opening >= 0 and 3 <= at - opening <= 6 else None


_BODY_ENDS = tuple("会局委部厅司处科院所站队团社台馆校厂室")
_STOP_FLAGS = ("u", "p", "r", "d", "c", "y", "e", "t", "q", "x", "nr", "o")


def _role(form: str, flag: str, behind: str) -> str:
    """The role of a word that is in no list; a verb is taken into a name when a body's noun is `behind` it (推进公司)."""
    if _ORDINAL.match(form):
        return "other" if form.startswith("第") or form.endswith(("届", "次")) else "stop"
    if flag == "m" or (flag.startswith(_STOP_FLAGS) and not form.isascii()):
        return "stop" if not (flag.startswith("nr") and len(form) >= 2) else "name"
    if flag in {"v", "vd", "vi", "vq", "ad", "i", "l"}:
        taken = behind == "end" or (len(form) > 2 and form.endswith(_BODY_ENDS))
        return "other" if len(form) > 1 and taken else "stop"
    return "other"


def _joins_inside(text: str, words: Words, tokens: list[_Token], token: _Token, limit: int) -> bool:
    """Whether 和 stands inside a name (发展和改革委员会), not between two holders of posts."""
    if not tokens or tokens[-1].kind not in {"inside", "other"}:
        return False
    before = _token_before(text, words, token.start, limit, "conjunction")
    return before is not None and before.kind in {"inside", "other"}


def _trim(tokens: list[_Token], end: int, *, keep_weak: bool) -> int:
    """The start of the organisation: what stands before its first head or is left hanging is taken off."""
    kept = list(tokens)
    while kept and kept[-1].kind in ({"conjunction"} if keep_weak else {"conjunction", "weak"}):
        kept.pop()
    heads = [index for index, token in enumerate(kept) if token.kind == "head"]
    if heads and heads[-1] < len(kept) - 1 and all(token.kind == "other" for token in kept[heads[-1] + 1 :]):
        kept = kept[: heads[-1] + 1]
    return kept[-1].start if kept else end


def ends_with_title_word(text: str, at: int, limit: int) -> bool:
    """Whether a listed noun of organisations or a place of two characters or more ends at `at`."""
    listed = title_words()
    return any(text[at - size : at] in listed for size in range(2, WINDOW) if at - size >= limit)


def ends_with_body(text: str, at: int) -> bool:
    """Whether the noun of a body (局, 中心) ends at `at`."""
    listed = title_words()
    return any(listed.get(text[at - size : at]) == "end" for size in (1, 2, 3) if at >= size)
