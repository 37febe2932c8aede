"""Who or what can receive: the heads of noun phrases, told by names, marks of titles and the nouns that close them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extract.resolve.grants.nouns import ReceiverKind, bodies, closing_nouns, is_division, kind_of_phrase
from extract.resolve.grants.scene import UNIT, Scene, Token, opens_with_surname
from extract.text import patterns as re
from extract.types import Span

_BEHIND_HEAD = frozenset(
    {"count", "bracket", "adverb", "date", "number", "others", "honorific", "where", "mark", "award"}
)
_NOMINAL = frozenset(
    {"noun", "name", "quote", "bracket", "work", "honorific", "verb", "number", "mark", "where", "count", "date"}
)
_EVENT = re.compile(r"(?:运动会|[亚奥残全省]运会|奥会|锦标赛|比赛|联赛|大赛|艺术节|电影节|世界杯)$")
# What is named only by its kind (该单位, 优秀企业) receives nothing by itself.
_OFFICES = "局部厅署科站系"
_PROPER = frozenset({"ns", "nz", "nt", "t", "m", "j", "s"})
_COMMON = (
    "单位", "机关", "团队", "团体", "集体", "企业", "群体", "队伍", "家庭", "部门", "机构", "组织", "班子", "运动员", "选手",
)  # fmt: skip
_COMPANY_END = re.compile(r"(?:(?:有限责任|有限|股份|集团)|(?<!分))公司|集团(?!有限|股份|公司|责任)")
_LONG_TITLE = 8
_FORMS = ("有限公司", "有限责任公司", "股份公司", "集团公司")
_LABELS = ("项目", "成果", "专利", "课题", "论文", "作品")
"""What is so called has its name in the quotation before: “…”系列成果."""
_OF_ANY = frozenset({"noun", "verb", "number", "where", "quote"})
_PEOPLE_AT_LARGE = (
    "者",
    "人",
    "们",
    "员",
    "同志",
    "同学",
    "老师",
    "代表",
    "师生",
    "学生",
    "民众",
    "等",
    "个",
    "名",
    "位",
)
_NOT_FIRST = "了过其他她它该此自本我这那各每向给为与和及的"
_SHORTEST, _LONGEST = 2, 15
_VAGUE = re.compile(
    r"(?:[一二三四五六七八九十]大|多项|优秀|先进|获奖|得奖|受奖|各|全|该|这些?|那些?|有关|相关|所有|其他|其它|部分|每|本|许多|不少|多|诸多|另外?|所在|所属|全体|一批|两|数|何(?=[种个时处])|此)"
)


@dataclass(frozen=True, slots=True)
class Receiver:
    """A recipient with its span in the text."""

    start: int
    end: int
    name: str
    kind: ReceiverKind


def receivers_of(scene: Scene, tokens: Sequence[Token]) -> list[Receiver]:
    """The receiver that one item of a list or one subject names; a person and the work together are two.

    What stands before 的 only describes the head behind it, and what stands behind the head (等10人, 同志, brackets)
    is taken off.
    """
    head = _head(scene, tokens)
    spoken = bool(head) and head[-1].kind == "quote" and scene.text[head[-1].end - 2] in "。！？"
    if not head or spoken or _only_described(tokens, head):
        return []
    last = head[-1]
    if last.kind == "work":
        return _works(scene, head)
    if last.kind == "name":
        return [_person(scene, last)]
    inside = (at for at in range(last.start, last.end) if at in scene.names)
    inner = [_person(scene, Token(at, scene.names[at][0], "name")) for at in inside]
    if last.kind == "quote" and inner and kind_of_phrase(scene.text[last.start + 1 : last.end - 1]) != "group":
        return inner[-1:]
    if last.kind == "quote" and kind_of_phrase(scene.text[last.start : last.end]) != "group":
        return [_titled(scene, last)] if last.end - last.start > _LONG_TITLE else _noun_phrase(scene, head)
    return _noun_phrase(scene, head)


def run_on(scene: Scene, tokens: Sequence[Token]) -> list[Receiver]:
    """Companies written one behind the other without a mark between them, each under its own name."""
    if len(tokens) < 4 or any(token.kind in ("award", "count", "date", "of", "pronoun", "by") for token in tokens):
        return []
    start, end = tokens[0].start, tokens[-1].end
    ends = [match.end() for match in _COMPANY_END.finditer(scene.text, start, end) if _closes(scene, match, end)]
    if sum(scene.text.endswith(_FORMS, start, at) for at in ends) < 2:
        return []
    spans = [Span(*pair) for pair in pairwise(dict.fromkeys([start, *ends, end]))]
    return [Receiver(*span, scene.text[slice(*span)], "group") for span in spans if span.end - span.start > 1]


def _closes(scene: Scene, match: re.Match[str], end: int) -> bool:
    """Whether a company ends here: a bare 集团 does only before the place that the next one is named after."""
    return match[0] != "集团" or match.end() == end or is_division(scene.text[match.end() : match.end() + 2])


def _head(scene: Scene, tokens: Sequence[Token]) -> list[Token]:
    """The tokens of the head: those behind the last 的, without what may stand behind a head."""
    closed = max((at for at, token in enumerate(tokens) if token.kind == "of"), default=-1)
    others = next((at for at, token in enumerate(tokens) if token.kind == "others" and at > closed), len(tokens))
    kept = [*tokens[: others or len(tokens)]]
    while kept and (kept[-1].kind in _BEHIND_HEAD or kept[-1].kind == "of"):
        kept.pop()
    if len(kept) > 1 and kept[-2].kind == "name" and scene.text[kept[-1].start : kept[-1].end] in ("组合", "搭档"):
        kept.pop()
    start = max((at + 1 for at, token in enumerate(kept) if token.kind not in _NOMINAL), default=0)
    return kept[start:]


def _ordinal(scene: Scene, token: Token) -> bool:
    """Whether a number names and does not count: 第二中学, 1205队."""
    text = scene.text[token.start : token.end]
    return text.startswith("第") or (token.kind == "number" and len(text) > 2 and text.isdecimal())


def _only_described(tokens: Sequence[Token], head: Sequence[Token]) -> bool:
    """文学院教授: a title without a name behind it names no one."""
    behind = next((token for token in tokens if token.start >= head[-1].end), None)
    return behind is not None and behind.kind == "honorific" and head[-1].kind != "name"


def _works(scene: Scene, head: Sequence[Token]) -> list[Receiver]:
    """The works that close `head`, with the person named directly before them: 苗一禾《三长两短》 honours both."""
    first = len(head) - 1
    while first and head[first - 1].kind == "work":
        first -= 1
    author = [_person(scene, head[first - 1])] if first and _is_author(scene, head[:first]) else []
    return [*author, *(_titled(scene, token) for token in head[first:])]


def _is_author(scene: Scene, ahead: Sequence[Token]) -> bool:
    """Whether what stands directly before a work is a name, or short, alone in its item and no known word: 白苇〈石蚵〉."""
    last = ahead[-1]
    text = scene.text[last.start : last.end]
    word = scene.words.starting(last.start)
    unread = len(ahead) == 1 and len(text) in (2, 3) and opens_with_surname(text) and not (word and word.is_known)
    return last.kind == "name" or unread


def _person(scene: Scene, token: Token) -> Receiver:
    end, name = scene.names.get(token.start, (token.end, scene.text[token.start : token.end]))
    return Receiver(token.start, end, name, "person")


def _titled(scene: Scene, token: Token) -> Receiver:
    return Receiver(token.start, token.end, scene.text[token.start : token.end], "work")


def _noun_phrase(scene: Scene, head: Sequence[Token]) -> list[Receiver]:
    """The receiving noun phrase of `head`: whole, or what stands before a verb that no closing noun takes in."""
    told = [token for token in head if token.kind in ("name", "number")]
    if [token.kind for token in told[:2]] == ["name", "number"]:  # 甲投5局
        return [_person(scene, told[0])]
    verbs = [at for at, token in enumerate(head) if token.kind == "verb" and at]
    whole = _longest(scene, head)
    if not verbs or (whole and whole[0].start == head[0].start and whole[0].kind == "group"):
        return whole
    for verb in verbs:
        before = head[:verb]
        found = _works(scene, before) if before[-1].kind == "work" else _longest(scene, before)
        if found:
            return found
    return []


def opening_body(scene: Scene, tokens: Sequence[Token]) -> list[Receiver]:
    """The body or place that a clause opens with, whatever of it is spoken of: 天乐社区 in 天乐社区防空工作."""
    for stop in range(len(tokens) - 1, 0, -1):
        last = tokens[stop - 1]
        closed = last.kind == "noun" and scene.text.endswith(long_closing_nouns(), last.start, last.end)
        found = _longest(scene, tokens[:stop]) if closed else []
        if found and found[0].start == tokens[0].start:
            return found
    return []


@cache
def long_closing_nouns() -> tuple[str, ...]:
    """The nouns of more than one character: 冲刺阶段连 is no company of soldiers."""
    return tuple(noun for noun in closing_nouns() if len(noun) > 1)


def _longest(scene: Scene, head: Sequence[Token]) -> list[Receiver]:
    """The longest phrase that ends with `head` and names something; a name in it where nothing does."""
    for at, token in enumerate(head):
        opens = token.kind in ("noun", "name", "quote", "work", "verb") or _ordinal(scene, token)
        found = _named_thing(scene, head[at:]) if opens else None
        if found:
            return [found]
    named = [token for token in head if token.kind == "name"]
    return [_person(scene, named[-1])] if named else []


def _named_thing(scene: Scene, tokens: Sequence[Token]) -> Receiver | None:
    """The phrase of all `tokens`, if its closing noun and what stands before that name something of its own."""
    start, end = _behind_event(scene, tokens), tokens[-1].end
    phrase = scene.text[start:end]
    closed = (tokens[-1].kind != "verb" or phrase in bodies()) and not _only_looks_closed(scene, tokens[-1])
    kind = kind_of_phrase(phrase) if closed and not _VAGUE.match(phrase) else None
    if kind is None:
        return None
    quotes = [token for token in tokens if token.kind == "quote"]
    if quotes and phrase.endswith(_LABELS):
        return _titled(scene, quotes[-1])
    common = kind == "work" or phrase.endswith(_COMMON)
    proper = is_proper(scene, tokens) if common else len(tokens) > 1 or _is_own_word(scene, start, end, kind)
    return Receiver(start, end, phrase, kind) if proper else None


def is_proper(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Whether what closes with a common noun (团队, 工程) opens with a name, a body or a quotation."""
    word = scene.words.starting(tokens[0].start)
    if word is None or not word.is_known or word.flag[:2] in _PROPER or tokens[0].kind == "name":
        return True
    if is_division(word.form):
        return True
    ahead = [scene.text[token.start : token.end] for token in tokens[:-1]]
    return any(token.kind in ("quote", "work") for token in tokens) or any(text in bodies() for text in ahead)


def _is_own_word(scene: Scene, start: int, end: int, kind: ReceiverKind) -> bool:
    """Whether a single word names by itself: a place, 教育局 and 急诊科, but no 公司."""
    word = scene.words.starting(start)
    if word is None or word.end != end or not word.is_known or word.flag[:2] in ("ns", "nt", "nz"):
        return True
    text = scene.text[start:end]
    return len(text) > 2 and kind == "group" and (text[-1] in _OFFICES or text not in closing_nouns())


def whatever(scene: Scene, tokens: Sequence[Token]) -> list[Receiver]:
    """What fills a place that only a receiver can fill, told or not: 授予光伏电站A, A由沅优3号获得."""
    if not tokens or not {token.kind for token in tokens} <= _OF_ANY or tokens[0].kind == "verb":
        return []
    start, end = tokens[0].start, tokens[-1].end
    text = scene.text[start:end]
    general = _VAGUE.match(text) or text in closing_nouns() or text.endswith((*_COMMON, *_PEOPLE_AT_LARGE))
    if general or not _SHORTEST < len(text) < _LONGEST or text[0] in _NOT_FIRST:
        return []
    return [Receiver(start, end, text, kind_of_phrase(text) or "work")]


def _only_looks_closed(scene: Scene, last: Token) -> bool:
    """Whether the last character closes no name as it belongs to a word of its own: 局 in 开局."""
    word = scene.words.starting(last.start)
    text = scene.text[last.start : last.end]
    if word is None or not word.end == last.end == last.start + 2 or word.flag[:2] in ("ns", "nt", "nz"):
        return False
    return word.is_known and text[-1] in closing_nouns() and text not in closing_nouns() and not UNIT.fullmatch(text)


def _behind_event(scene: Scene, tokens: Sequence[Token]) -> int:
    """Where the phrase begins behind the games or the festival that it opens with: 亚运会中国队."""
    events = [at for at, token in enumerate(tokens[:-1]) if _EVENT.search(scene.text, token.start, token.end)]
    return tokens[events[-1] + 1].start if events else tokens[0].start
