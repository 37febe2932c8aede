"""Lists of receivers and subjects of clauses: which of the noun phrases of a span are spoken of as receiving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise, takewhile
from operator import attrgetter

from extract.resolve.grants.nouns import bodies, closing_nouns, kind_of_phrase
from extract.resolve.grants.receivers import Receiver, is_proper, opening_body, receivers_of, run_on, whatever
from extract.resolve.grants.scene import Scene, Token, opens_with_surname
from extract.text import patterns as re
from extract.types import CountMention, Span

_THERE_IS = ("有", "共有", "另有", "还有", "也有", "计有")
_PIVOTS = frozenset({
    "带领", "率领", "率", "领导", "指导", "辅导", "培养", "帮助", "协助", "推荐", "助力", "让", "使",
})  # fmt: skip
"""Verbs whose object does what follows: 甲带领乙队获得A."""
_BEATS = frozenset({
    "击败", "战胜", "力克", "力压", "险胜", "完胜", "反超", "淘汰", "不敌", "负于", "逆转", "横扫", "超越",
})  # fmt: skip
"""Verbs whose object loses: 甲力克乙夺得金牌."""
_LABEL = re.compile(
    r"(?:作者|单位|学校|老师|教师|导演|编剧|主创|主演|演唱|表演|组别?|姓名|作品|题目|名称|班级|报送|选送|推荐)$"
)
_ORDINAL = re.compile("第?[一二三四五六七八九十]")
_TIMES = ("后", "时", "以来", "之际", "期间", "以后", "之后")
_PREPOSITIONS = frozenset({"through", "in", "by", "to"})
_BREAKS = frozenset({"adverb", "date", "where", "mark", "comma", "pronoun"})
_OPENS_RELATIVE = frozenset({"hard", "verb", "in", "through"})
"""What an item opens with that goes on up to its 的 as a description: 在亚运会打进前两名的X."""
_LEADING = frozenset({"hard", "speech", "by", "to", "adverb", "mark", "comma", "through", "of", "date", "in", "others"})

_PLAIN = frozenset({"noun", "verb"})
_OPEN_PHRASE = frozenset({"noun", "name", "quote", "work", "verb", "number", "bracket"})
_PEOPLE = frozenset("者员人们手")
_WHOLE = frozenset({"noun", "verb", "number", "where"})
_BEHIND = frozenset({"bracket", "others", "honorific", "mark", "count"})
_NAMELY = frozenset({"noun", "name", "quote", "adverb", "bracket", "where"})
_AROUND_VAGUE = frozenset({"noun", "pronoun", "adverb", "date", "count", "number", "separator"})
_PREDICATES = frozenset({"hard", "verb", "speech"})
_LOOSE = _PLAIN | {"of", "number", "adverb"}
_LONGEST_UNREAD = 14
"""Characters of an item that nothing but its row tells."""
_VAGUE_BODY = re.compile(
    r"(?:[该我本]|这[个家支所]|全)?(?:公司|集团|企业|学校|校|医院|院|厂|村|镇|县|市|社区|连队|中队|大队|支队|车间|班组|单位|团队|剧团|乐团|协会|队|连|班|局|站|所|乡|科|处|分公司|支行)"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clause says before its verb: receivers, a word that points back to them, or that someone speaks."""

    receivers: tuple[Receiver, ...] = ()
    pronoun: str | None = None
    speaks: bool = False
    bare: bool = False
    """Whether the clause has no predicate, so that it only describes what was named before: 某大学教授, 某委员会委员."""


@dataclass(frozen=True, slots=True)
class _Item:
    tokens: tuple[Token, ...]
    joint: Token | None
    """What stands behind it: a separator, a comma, or nothing."""


def listed(scene: Scene, start: int, end: int, *, plain: bool = False) -> list[Receiver]:
    """The receivers that a list names; it ends where an item goes on as a clause or names nothing behind a comma.

    Where the place is sure to hold a list, its short items are receivers whatever they are (`plain`).
    """
    found: list[Receiver] = []
    unread: list[Receiver] = []
    comma = False
    for item in _items(scene, dropwhile(lambda token: token.kind in _LEADING, scene.tokens(start, end))):
        named, ended = _listed_item(scene, item)
        described = not named and item.joint is not None and item.joint.kind == "separator"  # 总工程师、教授X
        if found and comma and not described and (ended or not named):
            break
        if _is_nickname(scene, item) or _is_label(scene, item):
            continue
        found.extend(_widened(scene, item, named) if plain and not ended else named)
        unread.extend([] if named else _whole(scene, item, loose=plain))
        if ended:
            break
        comma = item.joint is not None and (item.joint.kind == "comma" or scene.text[item.joint.start] in "；;")
    found = _without_schools(scene, found)
    persons = sum(receiver.kind == "person" for receiver in found)
    bodies_read = plain and len(found) + len(unread) > 2 and persons <= len(unread) and _are_no_persons(unread)
    if bodies_read or (plain and len(found) + len(unread) > 2 and persons * 2 <= len(found)):
        kinds = [receiver.kind for receiver in found if receiver.kind != "person" or not bodies_read]
        usual = max(kinds, key=kinds.count) if kinds else "work"
        return sorted([*found, *(replace(item, kind=usual) for item in unread)], key=attrgetter("start"))
    return _like_the_others(found, unread)


def _are_no_persons(items: Sequence[Receiver]) -> bool:
    """Whether most of the unread `items` of a list can be no names: 好木匠 and 百叶窗 beside 蓝橡树."""
    return sum(len(item.name) > 3 or not opens_with_surname(item.name) for item in items) * 2 > len(items)


def surely(scene: Scene, start: int, end: int) -> list[Receiver]:
    """The receivers of a place that holds nothing else, as they stand there where nothing tells them."""
    found = listed(scene, start, end)
    tokens = [token for token in scene.tokens(start, end) if token.kind not in ("mark", "comma", "adverb")]
    return found or whatever(scene, tokens)


def _without_schools(scene: Scene, found: list[Receiver]) -> list[Receiver]:
    """某中学 X　某小学 Y: the persons alone, where white space parts each from the body that it belongs to."""
    pairs = [(body, person) for body, person in pairwise(found) if body.kind == "group" and person.kind == "person"]
    apart = [body for body, person in pairs if scene.text[body.end : person.start].isspace()]
    persons = [receiver for receiver in found if receiver.kind == "person"]
    bodies_alone = len(found) - len(persons) - len(apart)
    return [receiver for receiver in found if receiver not in apart] if apart and not bodies_alone else found


def _is_nickname(scene: Scene, item: _Item) -> bool:
    """“铁人传人”——某队队长X: the quotation only says what X is called."""
    dash = item.joint is not None and scene.text[item.joint.start] == "—"
    return dash and [token.kind for token in item.tokens] == ["quote"]


def _is_label(scene: Scene, item: _Item) -> bool:
    """《某作》 作者：X: a word that only says what follows it."""
    colon = item.joint is not None and scene.text[item.joint.start] in "：:"
    if [scene.text[token.start : token.end] for token in item.tokens] == ["作者"]:
        return True
    return (
        colon
        and bool(item.tokens)
        and _LABEL.search(scene.text[item.tokens[0].start : item.tokens[-1].end]) is not None
    )


def _widened(scene: Scene, item: _Item, named: list[Receiver]) -> list[Receiver]:
    """`named` as the item has it where nothing else can stand in it: 曲江电竞产业园场馆区 is no 曲江."""
    if len(named) != 1 or not {token.kind for token in item.tokens} <= _WHOLE:
        return named
    start, end = item.tokens[0].start, item.tokens[-1].end
    return [replace(named[0], start=start, end=end, name=scene.text[start:end])]


def _whole(scene: Scene, item: _Item, *, loose: bool = False) -> list[Receiver]:
    """A short item as a whole, whatever it is."""
    tokens = [token for token in item.tokens if token.kind not in _BEHIND]
    if not tokens or not all(token.kind in (_LOOSE if loose else _PLAIN) for token in tokens):
        return []
    text = scene.text[tokens[0].start : tokens[-1].end]
    proper = 2 <= len(text) <= _LONGEST_UNREAD and text not in closing_nouns()
    return [Receiver(tokens[0].start, tokens[-1].end, text, "person")] if proper else []


def _like_the_others(found: list[Receiver], unread: Sequence[Receiver]) -> list[Receiver]:
    """`found` with items that nothing but their place in a list gives away: they are what most others are."""
    kinds = [receiver.kind for receiver in found]
    if not found or len(unread) >= (len(found) if "person" in kinds else 4 * len(found)):
        return found
    usual = max(kinds, key=kinds.count)
    short = [item for item in unread if len(item.name) <= 4 or usual not in ("person", "place")]
    alike = (replace(item, kind=usual) for item in short if usual != "person" or opens_with_surname(item.name))
    return sorted([*found, *alike], key=attrgetter("start"))


def _listed_item(scene: Scene, item: _Item) -> tuple[list[Receiver], bool]:
    """What an item of a list names, and whether it goes on as a clause."""
    row = run_on(scene, item.tokens)
    if row:
        return row, False
    cut = _predicate(scene, item.tokens)
    return receivers_of(scene, item.tokens[:cut]), cut is not None


def _predicate(scene: Scene, tokens: Sequence[Token]) -> int | None:
    """Where an item goes on as a clause: at a verb or preposition that no 的 behind it makes part of a description."""
    closed = _relative_end(tokens)
    for at, token in enumerate(tokens):
        if at > closed and token.kind in ("speech", "hard", "through", "in", "by", "to"):
            return at
        if at and tokens[at - 1].kind in ("name", "honorific") and scene.text[token.start : token.end] == "是":
            return at  # 甲是…选派的干部
        if at > max(closed, 0) and tokens[at - 1].kind in ("name", "honorific") and _acts(scene, tokens[at:]):
            return at
    return None


def _acts(scene: Scene, tokens: Sequence[Token]) -> bool:
    """Whether `tokens` behind a name say what the person does (佩戴绶带), not which body bears the name (创新工作室)."""
    if tokens[0].kind not in ("verb", "adverb", "date"):
        return False
    return not any(kind_of_phrase(scene.text[tokens[0].start : token.end]) == "group" for token in tokens[1:4])


def _items(scene: Scene, tokens: Iterable[Token]) -> Iterator[_Item]:
    """`tokens` cut at separators; 和 stays inside where only both sides together name something (林业和草原局)."""
    cut: list[_Item] = []
    item: list[Token] = []
    for token in tokens:
        if item and token.kind == item[-1].kind == "quote":  # “甲”“乙”
            cut.append(_Item(tuple(item), Token(token.start, token.start, "separator")))
            item = [token]
        elif token.kind in ("separator", "comma"):
            if item:
                cut.append(_Item(tuple(item), token))
            item = []
        else:
            item.append(token)
    cut.append(_Item(tuple(item), None))
    yield from _rejoined(scene, cut)


def _rejoined(scene: Scene, cut: Sequence[_Item]) -> Iterator[_Item]:
    held: _Item | None = None
    for part in cut:
        item = part
        if held and held.joint:
            item = _Item((*held.tokens, held.joint._replace(kind="noun"), *part.tokens), part.joint)
        joint = item.joint
        inner = joint is not None and scene.text[joint.start : joint.end] in ("和", "与", "及", "暨")
        plain = inner and {token.kind for token in item.tokens} <= _PLAIN
        apart = plain and not receivers_of(scene, item.tokens)
        held = item if apart or _is_ordinal(scene, item) else None
        if held is None:
            yield item


def _is_ordinal(scene: Scene, item: _Item) -> bool:
    """第一、第二项目部; 一、二车间: the numeral alone has its noun with the next."""
    told = [token.kind for token in item.tokens] == ["number"] and item.joint is not None
    return told and _ORDINAL.fullmatch(scene.text, *item.tokens[0][:2]) is not None


def as_many(scene: Scene, clause: Span, count: CountMention) -> list[Receiver]:
    """甲化工、乙水泥两家企业: the items of the row before a number that are as many as it says."""
    items = [*_items(scene, scene.tokens(clause.start, count.start))]
    persons = count.unit in "名位人"
    if len(items) < 2 or len(items) != count.value:
        return []
    wholes = [replace(one, kind="group") for item in items for one in _whole(scene, item)]
    named = [one for item in items for one in receivers_of(scene, item.tokens)[:1]]
    found = sorted({one.start: one for one in (*([] if persons else wholes), *named)}.values(), key=attrgetter("start"))
    return found if len(found) == len(items) and all((one.kind == "person") == persons for one in found) else []


# ---- subjects


def subject(scene: Scene, start: int, end: int, *, plain: bool = False) -> Subject:
    """The subject of the clause in the span, without adverbs and phrases of prepositions around it.

    With `plain` what stands in the place of a subject is one, whatever it is.
    """
    tokens = _without_adjuncts(scene.tokens(start, end))
    if tokens and scene.text[tokens[-1].start : end] in _TIMES:
        return Subject()
    tokens = [*takewhile(lambda token: scene.text[token.start : token.end] not in _BEATS, tokens)]
    if plain and (led := _led(scene, tokens)):
        return Subject(tuple(led))
    items = [*_items(scene, _behind_there_is(scene, tokens))]
    found: list[Receiver] = []
    unnamed: list[_Item] = []
    ours: Subject | None = None
    for item in items:
        cut = _predicate(scene, item.tokens)
        if any(token.kind in _PREDICATES for token in item.tokens[: max(_relative_end(item.tokens), 0)]):
            found = []
        other = _other_subject(scene, item, cut, begun=bool(found))
        if other and item is not items[-1] and other.pronoun and other.pronoun.startswith("我"):
            ours = other  # 我省某市某局书记、副主席X
            continue
        if other:
            return other
        named = _subject_named(scene, item.tokens[:cut], loose=not plain and len(items) == 1)
        found.extend(named)
        if cut is not None:
            found = _represented(scene, item.tokens[cut:]) or found
            break
        unnamed.extend([] if named else [item])
    bare = not any(token.kind in _PREDICATES for token in tokens)
    row = _with_unnamed(scene, found, unnamed, plain=plain)
    if ours and not row:
        return ours
    return Subject(tuple(row or (_open_subject(scene, items) if plain else [])), bare=bare)


def _represented(scene: Scene, tokens: Sequence[Token]) -> list[Receiver]:
    """甲代表乙村领取A: the body that someone stands for."""
    stands = scene.text.startswith("代表", tokens[0].start) and all(token.kind in _NAMELY for token in tokens[1:])
    return [one for one in receivers_of(scene, tokens[1:]) if one.kind != "person"] if stands else []


def _led(scene: Scene, tokens: Sequence[Token]) -> list[Receiver]:
    """甲带领乙队获得A: the object of the verb where nothing else stands behind it; a bare 工会 as it stands."""
    at = next((at for at, token in enumerate(tokens) if scene.text[token.start : token.end] in _PIVOTS), None)
    behind = [] if at is None else [*dropwhile(lambda token: token.kind in _BREAKS, tokens[at + 1 :])]
    if not behind or any(token.kind in ("of", "hard", "speech") for token in behind):
        return []
    text = scene.text[behind[0].start : behind[0].end]
    bare = [Receiver(behind[0].start, behind[0].end, text, "group")] if text in bodies() else []
    return receivers_of(scene, behind) or bare


def _behind_there_is(scene: Scene, tokens: Sequence[Token]) -> Sequence[Token]:
    """本市有X获选: the subject of the verb stands behind 有."""
    at = next((at for at, token in enumerate(tokens) if scene.text[token.start : token.end] in _THERE_IS), None)
    return tokens[at + 1 :] if at is not None and at + 1 < len(tokens) else tokens


def _other_subject(scene: Scene, item: _Item, cut: int | None, *, begun: bool) -> Subject | None:
    """What stands where a receiver could: a word that points back, or someone who speaks of others."""
    if vague := _vague(scene, item.tokens):
        return Subject(pronoun=vague)
    if cut is not None and item.tokens[cut].kind == "speech":
        return _spoken_of(scene, item.tokens[cut + 1 :])
    tokens = item.tokens[:cut]
    pointing = next((token for token in tokens if token.kind == "pronoun"), None)
    if pointing is None:
        return None
    named = _subject_named(scene, tokens, loose=False)
    this = not scene.text.startswith(("我", "本", "其"), pointing.start)
    if this and named and pointing.end == named[0].start and named[0].kind != "person":  # 这个学员大队
        return Subject(pronoun=scene.text[pointing.start : named[0].end])
    said = [*takewhile(lambda token: token.kind in ("pronoun", "noun"), tokens[tokens.index(pointing) :])]
    return None if named or begun else Subject(pronoun=scene.text[pointing.start : said[-1].end])


def _spoken_of(scene: Scene, behind: Sequence[Token]) -> Subject:
    """Whom someone speaks of or greets: 祝贺X, 以表彰她在…上获得A."""
    if behind and behind[0].kind == "pronoun":
        return Subject(pronoun=scene.text[behind[0].start : behind[0].end])
    greeted = receivers_of(scene, behind)
    return Subject(tuple(greeted), speaks=not greeted)


def _subject_named(scene: Scene, tokens: Sequence[Token], *, loose: bool) -> list[Receiver]:
    """What the last piece of `tokens` that names something names; `loose` takes a body that the clause opens with."""
    pieces = _pieces(tokens)
    named = next((named for piece in reversed(pieces) if (named := receivers_of(scene, piece))), [])
    return named or (opening_body(scene, pieces[-1]) if loose and pieces else [])


def _with_unnamed(scene: Scene, found: list[Receiver], items: Sequence[_Item], *, plain: bool) -> list[Receiver]:
    """`found` with the items of its row that name nothing known: what most others are, or proper noun phrases."""
    kinds = {receiver.kind for receiver in found}
    wholes = [whole for item in items for whole in _whole(scene, item)]
    sure = "person" in kinds or len(wholes) < len(found)
    row = _like_the_others(found, wholes if sure else [])
    if not plain or "person" in kinds:
        return row
    rest = [_open_phrase(scene, item, in_row=False) for item in items]
    return sorted([*row, *(one for one in rest if one)], key=attrgetter("start"))


def has_subject(scene: Scene, start: int, end: int) -> bool:
    """Whether something stands before the verb at `end` that can be its subject, read or not."""
    kept = _without_adjuncts(scene.tokens(start, end))
    while kept and kept[-1].kind in ("adverb", "number", "mark"):
        kept.pop()
    if not kept or kept[-1].kind not in ("noun", "name", "quote", "work", "honorific"):
        return False
    return scene.text[kept[-1].start : kept[-1].end] not in ("个人", "本人", "自己", "生前")


def _open_subject(scene: Scene, items: Sequence[_Item]) -> list[Receiver]:
    """What stands before the verb, whatever it is: proper noun phrases (“蓝湾循环”治理模式) or short names in a row."""
    found = [_open_phrase(scene, item, in_row=len(items) > 1) for item in items]
    return [] if None in found else [receiver for receiver in found if receiver]


def _open_phrase(scene: Scene, item: _Item, *, in_row: bool) -> Receiver | None:
    """The noun phrase that closes `item`, behind all that only describes it."""
    kept = [*item.tokens]
    while kept and kept[-1].kind in ("adverb", "date", "where", "mark", "bracket", "number"):
        kept.pop()
    pairs = enumerate(pairwise(kept), 1)
    gap = max((at for at, (ahead, token) in pairs if ahead.end < token.start), default=0)
    start = max((at + 1 for at, token in enumerate(kept) if token.kind not in _OPEN_PHRASE), default=0)
    kept = kept[max(gap, start) :]
    while kept and kept[0].kind in ("verb", "number", "adverb"):
        if in_row and kept[0].kind == "number":  # 27个国家和地区
            return None
        kept = kept[1:]
    if not kept or kept[-1].kind == "honorific":
        return None
    if kept[-1].kind == "name":
        return next(iter(receivers_of(scene, kept[-1:])))
    text = scene.text[kept[0].start : kept[-1].end]
    if not 2 <= len(text) <= (7 if in_row else 30) or not (in_row or (len(kept) > 1 and is_proper(scene, kept))):
        return None
    kind = kind_of_phrase(text) or ("group" if text[-1] in _PEOPLE else "work")
    return Receiver(kept[0].start, kept[-1].end, text, kind)


def is_vague_body(text: str) -> bool:
    """Whether `text` is the bare noun of a body, perhaps with 该 or 我."""
    return _VAGUE_BODY.fullmatch(text) is not None


def _vague(scene: Scene, tokens: Sequence[Token]) -> str | None:
    """The bare noun of a body (公司, 连队, 该校) that stands for one named before."""
    nouns = [token for token in tokens if token.kind in ("noun", "pronoun")]
    if any(token.kind in ("number", "count") and nouns and token.end == nouns[0].start for token in tokens):
        return None  # 一批企业
    text = scene.text[nouns[0].start : nouns[-1].end] if nouns and nouns[-1].kind == "noun" else ""
    return text if is_vague_body(text) and {token.kind for token in tokens} <= _AROUND_VAGUE else None


def _relative_end(tokens: Sequence[Token]) -> int:
    """The last 的 that closes a clause (研发的, 比赛中的): what stands before it only describes. -1 if there is none."""
    closing = ("hard", "verb", "speech", "where", "award", "quote", "adverb")
    opened = next((token.kind in _OPENS_RELATIVE for token in tokens if token.kind not in _BREAKS), False)
    pairs = enumerate(pairwise(tokens), 1)
    return max((at for at, (ahead, of) in pairs if of.kind == "of" and (opened or ahead.kind in closing)), default=-1)


def _pieces(tokens: Sequence[Token]) -> list[list[Token]]:
    pieces: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in _BREAKS:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]


def _without_adjuncts(tokens: Sequence[Token]) -> list[Token]:
    """`tokens` without phrases of prepositions: 在…中, 以…的成绩, 由…(选送)的."""
    kept: list[Token] = []
    end = 0
    for at, token in enumerate(tokens):
        if at >= end and token.kind in _PREPOSITIONS:
            end = _phrase_end(tokens, at)
        kept.extend([token] if at >= end else [])
    return kept


def _phrase_end(tokens: Sequence[Token], at: int) -> int:
    """Where the phrase of the preposition at `at` ends: behind its word of place, for 由 behind its 的."""
    kind = tokens[at].kind
    if kind == "by" or (kind == "in" and not any(token.kind == "where" for token in tokens[at:])):  # 奋战在一线的X
        return next((here + 1 for here in range(at, len(tokens)) if tokens[here].kind == "of"), len(tokens))
    ends = (here for here in range(at, len(tokens)) if tokens[here].kind == "where")
    return next((end + 1 for end in ends if [t.kind for t in tokens[end + 1 : end + 2]] != ["of"]), len(tokens))
