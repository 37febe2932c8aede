"""The organisation before a post: read to the left, word by word, until something that no organisation is named with.

A tagger's organisations would end the walk better (F1 of titles 0.910 instead of 0.885 on articles of other sources), but
the compact one reads only what may hold a name: reading everything costs it more than half its speed.
"""

from __future__ import annotations

from typing import NamedTuple

from extract.extractors.people.lists import (
    WINDOW,
    bodies,
    countries,
    heads_of_names,
    surnames,
    title_edges,
    title_words,
    transliteration,
)
from extract.extractors.people.words import Word, Words
from extract.text import patterns as re

LONGEST = 40
"""Characters of organisation that are read at most; the longest in official news is 38 (a party cell in a ministry)."""

_PARTICLES = frozenset("由为任兼人同及和与对向请经据从随让给有是")
_SENTENCE_END = re.compile(r"[，。！？；]")
_COPULA = re.compile(r"系(?!统)[\u4e00-\u9fff]{2}")
"""生前系某县人民法院庭长: not a department, whose noun has its subject before it."""
_OF_THIS = re.compile(
    r"该(?=[\u4e00-\u9fff])|本[厂校院局县市区]|各级?(?=[省市县区乡镇村州旗街科处室部委局厅院校单学])|某(?=[部师旅团营连军基])|(?<![军警区])某(?=[\u4e00-\u9fff]{0,4}?[部师旅团营连军基])"
)
_OF_DIVISION = re.compile(r"[省市区县州镇乡](?:委|政府|人大|政协|纪委|长)")
"""What begins a post of its own behind 与: 郝青山与|市人大副主任."""
_SHORT_CLAUSE = re.compile(r"[，。；、\s]([\u4e00-\u9fff]{2,4})$")
_INNER_CONJUNCTIONS = frozenset("和与及暨")
_COINED = re.compile(r"公司|集团|国[小中]|[小中]学|幼儿园|水厂|社区|街道|派出所")
_LONGEST_COINED = 8
_LEGAL_FORM = re.compile(r"[^，。、；]{0,16}(?:有限|股份|责任|总)公司")
_FUNCTION_WORDS = frozenset("任为兼在由和与及的了是对向被把从以于现历曾至到")
_NOT_COINED = frozenset(
    "的了和与及跟同在由对向为任兼等被把从以于是到会中内里后前上下也都将已还并各全本该其请给让派送赴来去说称原现时至随获奖授聘选邀使令叫带领访赞批查个名位过着我你他她"
)
"""What stands between two bodies and begins the name of neither."""
_UNIT_HEADS = frozenset(("队长", "组长", "科长", "处长", "室主", "课长", "股长"))
_LONGEST_NUMBER = 5
_SCHOOL = 3
_OF_STATE = re.compile("(?:[前原]?副?(?:总统|总理|首相|国王|外长|防长|国务卿)|(?:部|大臣|秘书)长?)")
_FOREIGN_HEAD = 3
_LONGEST_LIST = 24
"""Characters of numbers that one body has: 第七届、八届、九届."""
_PHRASE = 4
_DIVISIONS = frozenset("省市区县州")
_OF_A_STATE = ("国家", "国务", "全国", "中国", "中央", "世界")
_MEASURES = frozenset("人名位个年月日时分岁元次届项家所支批")
_PARTS_OF_LAND = frozenset("区县市镇乡村")
_OF_SCHOOL = re.compile(r"[\u4e00-\u9fff]{0,3}(?=国[小中])")
_SCHOOL_BEGINS = re.compile(r"(?:[^\u4e00-\u9fff]|[由的为是有和与及至])([\u4e00-\u9fff]{1,2})$")
_ITEM_STARTS = frozenset("任为兼、，；：。-（\n有及和")
_NUMBERED = re.compile(
    r"(?:第?[0-9一二三四五六七八九十]{1,3}届[、和]){1,5}第?[0-9一二三四五六七八九十]{1,3}届$|"
    r"第[0-9一二三四五六七八九十百]{1,3}(?:集团军|军|师|旅|团|届|次|代|任|中学|小学|医院|[督指]导组|巡视组|分局|支队|大队|中队)$"
    r"|(?<![0-9一二三四五六七八九十第])[0-9一二三四五六七八九十]{1,3}(?:[届次]|[中小]学?|军团|支队|大队|中队|分队|队|厂|所|旅|连|营|排|矿|处|科|室|站|段|医院|分局|局|车间|工区|公司|分公司|分厂|工段|班|组)$"
    r"|(?<=[军铁建冶航警区])某[\u4e00-\u9fff]{0,4}?[局师旅团营连部]$"
    r"|驻[华美英法德日俄韩港澳京沪外]$"
)
_ORDINAL = re.compile(r"第?[一二三四五六七八九十百\d]+(?:届|次|师|团|军|局|医院|中学|小学|中|小|分局)?$")
_UNITS = ("队", "站", "社")
_BODY_ENDS = (*"会局委部厅司处科院所站队团社台馆校厂室署", "中心", "大学", "中学", "小学", "银行", "超市")
_UNIT_ENDS = frozenset("师旅团营连排班队")
"""Nouns of numbered units, before which their arm or task stands: 发射|一营."""
_LONG_BODY = re.compile(r".{2,}(?:大学|医院|银行|公司|集团|中心|协会|学会|研究院|研究所|委员会|检察院|法院|税局|总局)")
_STOP_FLAGS = ("u", "p", "r", "d", "c", "y", "e", "t", "q", "x", "nr", "o")
_FUNCTIONS = ("m", "p", "d", "c", "v", "u", "r", "q", "f")
_VERB_FLAGS = frozenset({"v", "vd", "vi", "vq", "ad", "i", "l"})


class _Token(NamedTuple):
    """A word of an organisation's name: stop, weak, verb, head, end, inside, name, conjunction or other."""

    start: int
    end: int
    kind: str


def organization_start(text: str, words: Words, end: int, floor: int, *, keep_weak: bool = False) -> int:
    """Where the organisation that ends at `end` begins; `end` if there is none. Nothing before `floor` is read."""
    tokens: list[_Token] = []
    at = end
    limit = max(floor, end - LONGEST)
    while at > limit:
        token = _token_before(text, words, at, limit, _kind_behind(text, tokens))
        if token is not None and token.kind in {"stop", "weak"} and _OF_THIS.match(text, token.start, end):
            tokens.append(_Token(token.start, token.end, "head"))
            break
        if token is None or token.kind in {"stop", "name"}:
            token = (_coined_part if tokens else _purpose)(text, words, at, limit) or token
        if token is None or token.kind == "stop" or token.start >= at:
            break
        if token.kind == "name" and ((tokens and tokens[-1].kind == "head") or text.startswith("政协", at)):
            break
        if tokens and _is_before_country(text, token, tokens[-1], end):
            break
        if token.kind == "conjunction" and not _joins_inside(text, words, tokens, token, limit):
            break
        tokens.append(token)
        at = token.start
    start = _trim(tokens, end, keep_weak=keep_weak)
    if _COINED.search(text, start, end):
        start = _coined_start(text, words, start, limit)
    if school := _OF_SCHOOL.match(text, start, end):
        start = _with_rest_of_school(text, start, school.end(), limit)
    start = _with_first_character(text, words, _without_particle(text, words, start, end), end, limit)
    start = _state_abroad(text, start, limit)
    return end if text[start:end] in _PARTICLES else start


def _kind_behind(text: str, tokens: list[_Token]) -> str:
    """What a verb stands before: a body's noun, which may take it in, or something whole that does not (获任|省卫生厅)."""
    if not tokens:
        return ""
    start, end, kind = tokens[-1]
    if text[start:end] == "奖":
        return "end"  # 奉献|奖筹委会
    whole = text.startswith(_OF_A_STATE, start) or (end - start == 1 and text[start] in _DIVISIONS)
    return "head" if kind == "end" and whole else kind


def _purpose(text: str, words: Words, at: int, limit: int) -> _Token | None:
    """What a unit is for whose noun stands in the post: 组织|部长, or behind the body that has it 警察局|侦查|队长."""
    if text[at + 1 : at + 2] == "长":
        listed = (start for start in range(max(limit, at - WINDOW), at - 1) if text[start : at + 1] in title_words())
        if (start := next(listed, None)) is not None:
            return _Token(start, at, "other")
    word = words.ending(at)
    is_verb = word is not None and word.end - word.start == 2 and word.flag in _VERB_FLAGS
    if word is None or not is_verb or text[at : at + 2] not in _UNIT_HEADS or word.start <= limit:
        return None
    return _Token(word.start, at, "other") if ends_with_body(text, word.start) else None


def _coined_part(text: str, words: Words, at: int, limit: int) -> _Token | None:
    """One or two characters with which a body begins that is named behind another one: 公安局|柯|山区分局, 市委|驻青|工作组."""
    word = words.ending(at)
    if text[at - 1].isdecimal():
        digits = len(text[limit:at]) - len(text[limit:at].rstrip("0123456789"))
        return _Token(at - digits, at, "other") if digits < _LONGEST_NUMBER and text[at] not in _MEASURES else None
    if word is not None and word.end - word.start > 1 and word.is_known:
        return None
    for start in (at - 1, at - 2):
        if start < limit or text[start] in _NOT_COINED or not text[start].isalpha():
            return None
        if ends_with_body(text, start) or ends_with_title_word(text, start, limit):
            return _Token(start, at, "other")
    return None


def _is_before_country(text: str, token: _Token, behind: _Token, end: int) -> bool:
    """Whether another country stands before a country (中国|美国总统), or the end of a headline before one of a state.

    应对“侵略”|俄罗斯总统, 签署协议|委内瑞拉总统.
    """
    country = text[behind.start : behind.end]
    if country in countries() and country != "中国" and (_OF_STATE.match(text, end) or text[token.end - 1] in "”」"):
        return text[token.end - 1] not in "驻前原任"
    return text[token.start : token.end] in countries() and _begins_abroad(text, token.end)


def _begins_abroad(text: str, at: int) -> bool:
    """Whether a country begins at `at`, before which no other stands, as in 世界银行中国首席代表."""
    return any(text[at : at + size] in countries() for size in range(2, WINDOW)) and not text.startswith("中国", at)


def ends_with_title_word(text: str, at: int, limit: int) -> bool:
    """Whether a listed noun of organisations or a place of two characters or more ends at `at`."""
    word = title_edges().ending(text, at, limit)
    return word is not None and len(word) > 1


def opens_with_place(text: str, at: int) -> bool:
    """Whether the name of a country or a division begins at `at`."""
    return heads_of_names().beginning(text, at) is not None


def body_before(text: str, at: int) -> str:
    """The noun of a body that ends at `at`, the longest of them, or nothing."""
    return bodies().ending(text, at) or ""


def ends_with_body(text: str, at: int) -> bool:
    """Whether the noun of a body (局, 中心) ends at `at`."""
    return body_before(text, at) != ""


def _token_before(text: str, words: Words, at: int, limit: int, behind: str) -> _Token | None:
    """The longest of list entry and jieba word that ends at `at`, with its role in an organisation's name."""
    numbered = _NUMBERED.search(text, max(limit, at - _LONGEST_LIST), at)
    if numbered:
        return _Token(numbered.start(), at, "end" if text[at - 1] in _UNIT_ENDS else "other")
    entry = title_edges().ending(text, at, limit)
    word = words.ending(at)
    if entry is not None and (word is None or len(entry) >= word.end - word.start):
        return _Token(at - len(entry), at, _listed_role(text, at - len(entry), at))
    if text[at - 1].isalnum() and text[at - 1] not in _INNER_CONJUNCTIONS:
        return _word_before(text, words, at, limit, behind)
    return _mark_before(text, word, at, limit)


def _mark_before(text: str, word: Word | None, at: int, limit: int) -> _Token | None:
    """A conjunction, a quoted or bracketed part, or a dot inside a name."""
    char = text[at - 1]
    if char in _INNER_CONJUNCTIONS:
        return _Token(at - 1, at, "conjunction") if word is None or word.end - word.start == 1 else None
    if char in "”」":
        return _enclosed_before(text, "“" if char == "”" else "「", at, max(limit, at - 16))
    if char in "）)":
        return _enclosed_before(text, "（" if char == "）" else "(", at, max(limit, at - 6))
    joins = char in "·&▢" or (char == "-" and (text[at - 2] + text[at]).isascii())
    return _Token(at - 1, at, "other") if joins else None


def _enclosed_before(text: str, opening: str, at: int, limit: int) -> _Token | None:
    """A part in marks that belongs to a longer name: 台湾“中研院”院士, 中国海运（集团）总公司."""
    start = text.rfind(opening, limit, at)
    is_part = 0 <= start <= at - 3 and not _SENTENCE_END.search(text, start, at)
    return _Token(start, at, "other") if is_part else None


def _word_before(text: str, words: Words, at: int, limit: int, behind: str) -> _Token | None:
    word = words.ending(at)
    if word is None:
        # The word runs on behind `at`, where a list entry began: what is left of it belongs to the name (农工|党中央).
        cut = words.covering(at)
        glued = cut is None or cut.is_name or text[at - 1] in _PARTICLES
        return None if cut is None or glued else _Token(max(limit, cut.start), at, "other")
    if word.start < limit or (word.is_name and text[at - 1] in _PARTICLES):
        return None
    rest = text[word.start + 1 : at]
    if text[word.start] in _PARTICLES and not word.in_dictionary:
        if rest in title_words():
            return _Token(word.start + 1, at, title_words()[rest])
        if rest.endswith(("省", "市", "县", "区", "州")):
            return _Token(word.start + 1, at, "head")
    if text[word.start] == "任" and follows_name(words, word.start):
        return _Token(word.start + 1, at, title_words().get(rest, "other")) if rest else None
    role = _role(word, behind)
    return _Token(word.start, at, "head" if role in {"other", "end"} and opens_with_place(text, word.start) else role)


def follows_name(words: Words, at: int) -> bool:
    """Whether a word that is a person's name ends at `at`: what begins with 任 there is a verb (王小川|任陆军司令员)."""
    before = words.ending(at)
    return before is not None and before.is_name


def _listed_role(text: str, start: int, end: int) -> str:
    """The role of a list entry; a meeting that is counted (十四届一次会议) is a body, any other is where a title ends.

    What the post repeats is the noun of its body, whatever it means elsewhere (中正里|里长).
    """
    form = text[start:end]
    if text.startswith(form + "长", end):
        return "end"
    return "other" if form == "会议" and text[start - 1 : start] in {"届", "次", "团", "举"} else title_words()[form]


def _role(word: Word, behind: str) -> str:
    """The role of a word that is in no list, with the kind of the word `behind` it."""
    form, flag = word.form, word.flag
    if _ORDINAL.match(form):
        return "other" if form.startswith("第") or form.endswith(("届", "次")) else "stop"
    if word.is_name and len(form) > 1:
        return "name"
    if (flag != "m" and _LONG_BODY.fullmatch(form)) or (flag in {"n", "nt"} and form.endswith(_UNITS)):
        return "end"  # 人民日报社|四川分社, 钻探|分队
    if flag == "m" or (flag.startswith(_STOP_FLAGS) and not form.isascii()):
        return "stop"
    if flag in _VERB_FLAGS:
        phrase = flag == "l" and len(form) >= _PHRASE and behind != ""  # 运载火箭|系统
        return "other" if phrase else _role_of_verb(form, behind)
    return "other"


def _role_of_verb(form: str, behind: str) -> str:
    """A verb is taken into a name when a body's noun is `behind` it (推进公司).

    Before what a body is concerned with it may stand inside, but not first: 人大预算工作委员会, 撤换|国防部长.
    """
    if len(form) > 1 and behind == "inside":
        return "verb"
    taken = behind == "end" or (len(form) > 2 and form.endswith(_BODY_ENDS))
    return "other" if len(form) > 1 and taken else "stop"


def _joins_inside(text: str, words: Words, tokens: list[_Token], token: _Token, limit: int) -> bool:
    """Whether 和 stands inside a name (发展和改革委员会), not between two holders of posts."""
    kinds = {"inside", "other", "end"} if text[token.start] == "及" else {"inside", "other"}  # 运输|及|房屋局
    if not tokens or tokens[-1].kind not in kinds or _OF_DIVISION.match(text, token.end):
        return False
    if _is_name_before(text, words, token.start, limit):
        return False
    before = _token_before(text, words, token.start, limit, "conjunction")
    return before is not None and before.kind in {"inside", "other"}


def _is_name_before(text: str, words: Words, at: int, limit: int) -> bool:
    """Whether what a clause begins with before 与 reads like a name (林明川|与教育处长) and not like a word (文化)."""
    clause = _SHORT_CLAUSE.search(text, max(limit - 1, at - 5, 0), at)
    if clause is None or surnames().get(clause[1][0]) != "common":
        return False
    word = words.ending(at)
    return word is None or word.start > clause.start(1) or not word.is_known


def _trim(tokens: list[_Token], end: int, *, keep_weak: bool) -> int:
    """The start of the organisation: what stands before its first head or is left hanging is taken off."""
    kept = list(tokens)
    while kept and kept[-1].kind in ({"conjunction", "verb"} if keep_weak else {"conjunction", "verb", "weak"}):
        kept.pop()
    heads = [index for index, token in enumerate(kept) if token.kind == "head"]
    if heads and heads[-1] < len(kept) - 1 and all(token.kind == "other" for token in kept[heads[-1] + 1 :]):
        kept = kept[: heads[-1] + 1]
    return kept[-1].start if kept else end


def _coined_start(text: str, words: Words, start: int, limit: int) -> int:
    """Where the name that a company made up for itself begins, out of the pieces that the segmenter makes of it.

    It goes back to a place (南京|百地年|实业有限公司) or to a sign that an item begins there; else there is none. Over
    words of the language it goes to a place only, and only where the name tells its legal form (湖南|南岭|爆破|器材有限公司).
    """
    at, only_place = start, False
    while at > limit and start - at < _LONGEST_COINED:
        word = words.ending(at)
        if word is None or word.form in _FUNCTION_WORDS or not word.form.isalnum():
            break
        if word.form.endswith("任"):
            break
        role = title_words().get(word.form)
        if role == "head":
            return word.start
        if role == "stop" and len(word.form) > 1:
            break
        if len(word.form) > 1 and word.is_known and word.flag != "nz":
            if not _LEGAL_FORM.match(text, max(limit, start), start + LONGEST):
                return start
            only_place = True
        at = word.start
    return at if text[at - 1 : at] in _ITEM_STARTS and not only_place else start


def _with_rest_of_school(text: str, start: int, end: int, limit: int) -> int:
    """Where a school of Taiwan begins, which has two or three characters before 国小: not 崎国小 of 光复崎国小."""
    rest = _SCHOOL_BEGINS.search(text, max(limit, start - 3), start)
    return rest.start(1) if rest and end - rest.start(1) <= _SCHOOL else start


def _with_first_character(text: str, words: Words, start: int, end: int, limit: int) -> int:
    """Take in the first character of a place that no list knows, behind a mark (，清|滁军分区)."""
    at = start - 1
    word = words.starting(start)
    if start == end or at < limit or word is None or word.form in title_words() or word.end > end:
        return start
    first = words.starting(at)
    former = text[at - 1] == "原" and not text[at - 2].isalnum()
    is_function = not former and (
        first is None or first.flag.startswith(_FUNCTIONS) or text[at] in _NOT_COINED or text[at] in _PARTICLES
    )
    known = len(word.form) > 1 and word.in_dictionary and word.form[-1] not in _PARTS_OF_LAND  # 柏|陵区
    opens = at == 0 or not text[at - 1].isalnum() or former
    return at if opens and text[at].isalpha() and not known and not is_function else start


def _state_abroad(text: str, start: int, limit: int) -> int:
    """Take in the rest of a state's name that ends like a city of China (别尔哥罗|德州)."""
    at = start
    while at > limit and (text[at - 1] in transliteration() or text[at - 1] == "别"):
        at -= 1
    is_state = text[start + 1 : start + 2] == "州" and text[start] in transliteration()
    if not is_state or start - at < _FOREIGN_HEAD:
        return start
    within = ((end - size, end) for end in range(at, start) for size in range(2, WINDOW) if end - size >= limit)
    return next((begin for begin, end in within if text[begin:end] in countries()), at)


def _without_particle(text: str, words: Words, start: int, core: int) -> int:
    """Step over 由, 同 or 为 that the segmenter glued to the organisation (由原安南区公所副区长)."""
    listed = title_words()
    if _COPULA.match(text, start, core):
        return start + 1
    if text[start : start + 1] not in _PARTICLES or any(text[start : start + size] in listed for size in (2, 3, 4)):
        return start
    rest = text[start + 1 : core]
    if text[start] in "和与及" and follows_name(words, start):
        return start + 1
    if text[start] in "任兼由是据" or (text[start] == "为" and not rest.startswith(("民", "农"))):
        return start + 1
    opens = (
        len(rest) == 1 or rest.startswith(("原", "前", "驻")) or any(rest[:size] in listed for size in range(1, WINDOW))
    )
    return start + 1 if opens else start
