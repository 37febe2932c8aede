"""Undoes a broken simplified-to-traditional conversion: bytes out of step, pinyin, folded punctuation.

The converter worked on GBK bytes. Behind each pair of bytes that equals a character of its table it wrote the reading
in brackets, also where the pair was the second half of one character and the first half of the next. There the
lead byte fell in front of a bracket, was decoded with it as one `?`, and what follows was decoded one byte out of
step: 獎頒獎 is `AA84 EE43 AA84`; with 勵 (`84EE`) in the table it became `AA84 EE(lì)43 AA84`, on the page `獎?lì)C獎`.

Where the page shows such a place, a beam search goes through it. A hypothesis is what has been read so far and the
lead byte that waits for its second half, if any; the evidence is the byte before, the reading, the table that the page
itself betrays, and a language model. What the evidence does not decide is shown as lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import log2
from typing import NamedTuple

from extract.text.align import Certainty, Change
from extract.text.annotations import Annotation, find_annotations
from extract.text.readings import as_written, is_reading, readings
from extract.text.repair.language_model import LINE, after, load_language_model
from extract.text.script import is_simplified_only
from extract.types import LOST

_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüɑɡńňǹḿ"
_STRAY = re.compile(rf"(?:\?|(?<=[\u3400-\u9fff)]))(?P<reading>[{_LETTERS}]{{1,6}})\)")
"""A reading whose bracket was eaten together with the lead byte before it."""
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_PLACE = re.compile(rf"{_STRAY.pattern}|\?(?=[、，,；;？?])")
"""Where a search begins: a reading without its bracket, or a stray byte before punctuation that was cut out."""
_BRACKET = re.compile(rf"\((?P<reading>[{_LETTERS}]{{1,6}})\)")
_ISOLATED = {"、": "、", ",": "，", "，": "，", ";": "；", "；": "；", "?": "？", "？": "？"}
"""Punctuation whose byte pairs the converter cut out on a second pass, also as the page shows it folded."""
_MARK = re.compile("[、，,；;？?]")
_FOLDED = dict(zip(",;:?!()%", "，；：？！（）％", strict=True))

_UNFOLD = str.maketrans(_FOLDED)
_SEPARATORS = {"，": 0.68, "、": 0.25, "；": 0.03, "：": 0.04}
"""Marks that part the members of a sentence, and their shares in news."""

_OWN = 0.1
"""Weight of the page's own pairs of characters beside the language model."""
_BEAM = 32
"""Hypotheses kept at each character. With 24 and 24 bits the full table costs 0.01 points more, twice as fast."""
_HOPELESS = 32.0
"""Bits behind the best hypothesis at which one is dropped."""
_GUESSES = 8
"""Characters tried where one byte is known."""
_SURE = 1.5
"""Bits by which a guess must beat the next one; below, the character is shown as lost. With 3.0 twice as many
characters are shown as lost (0.10 % of the full table instead of 0.05 %) for one wrong character less in 26,000."""
_SURE_NUMERAL = 6.0
"""The same for Chinese numerals: a wrong number is worse than none. Digits are never guessed."""
_NUMERALS = frozenset("一二三四五六七八九十百千万萬亿億两兩零〇")
_CERTAIN = 10.0
_BEFORE = 8
"""Characters before a place that are looked at: enough to see past a number."""
_BEHIND = 12
"""Characters behind a place that may be out of step and say nothing about the page's own words."""
_NONSENSE_LENGTH = 3
_NONSENSE = 42.0
"""Bits of three characters behind a mark from which a search is worth while; sound ones have 8–40."""
_FARTHEST = 400
"""Characters after which a search is given up."""

# Bits of the events of a damaged place, from their frequencies in simulated damage (benchmarks/repair.py).
_IN_TABLE = 0.0
_NOT_SEEN = 4.0
_SEEN_BARE = 14.0
_WHOLLY_LOST = 9.0
_STRAY_LOST = 1.0
_STRAY_VANISHED = 7.0
_DIGIT_LOST = 3.0
_UNDEFINED_PAIR = 7.0
_SINGLE_BYTE = 4.0
_OUT_OF_STEP_PUNCTUATION = 10.0
_NOTHING_KNOWN = 6.0
_VANISHED_PAIR = 15.0
_FOLDED_PAIR = 3.0
_UNREADABLE = 45.0
_WRONG_SCRIPT = 12.0


_UNKNOWN_LEAD = -1
"""A pending byte of which nothing is known."""
_HALF_DEFINED = frozenset((*range(0xA1, 0xB0), *range(0xF8, 0xFF)))
"""Lead bytes before which GBK leaves many second bytes undefined: only there can a pair be lost whole."""


@dataclass(slots=True, eq=False)
class _Node:
    """One step of a hypothesis: the page read up to `end` as `text`, `pending` a lead byte without its second half.

    `merged` are hypotheses that came to the same state and were worse. Once the best path is known, `rival` is how
    many bits the best of them was worse that has another text here, and `others` are such texts.
    """

    before: _Node | None
    end: int
    text: str
    pending: int | None
    cost: float
    context: str
    last: str
    guessed: bool = False
    merged: list[_Node] = field(default_factory=list)
    rival: float = 99.0
    others: tuple[str, ...] = ()


class _Step(NamedTuple):
    """A way to go on: the page read up to `end` as `text`, at a price beside that of the language model."""

    end: int
    text: str
    pending: int | None = None
    price: float = 0.0
    guessed: bool = False


def conversion(text: str) -> Sequence[Change]:
    """The repair of the places of `text` where a converter's annotations put bytes out of step.

    >>> from extract.text.align import AlignedText
    >>> page = AlignedText.of("全國(guó)勞動(dòng)獎(jiǎng)?lì)C獎(jiǎng)大會(huì)")
    >>> page.edit(conversion(page.text)).text
    '全國(guó)勞動(dòng)獎(jiǎng)頒獎(jiǎng)大會(huì)'
    """
    if ")" not in text or not _TONED.search(text):
        return []
    places = [place for place in _PLACE.finditer(text) if place[0][0] == "?" or _TONED.search(place[0])]
    if any(_TONED.search(place[0]) for place in places) or any(one.strong for one in find_annotations(text)):
        return list(_Page(text).changes([place.start() for place in places]))
    return []


class _Page:
    """A damaged page, and the table of its converter as far as the page shows it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.model = load_language_model()
        annotations = list(find_annotations(text))
        self._ends = {one.end: one for one in annotations}
        annotated = Counter(one.char for one in annotations)
        self._table = frozenset(annotated)
        self._bare = frozenset(char for char, n in Counter(text).items() if n > annotated[char])
        self._pairs, self._firsts = self._own_pairs(annotations)
        self._costs: dict[str, float] = {}

    def _own_pairs(self, annotations: Sequence[Annotation]) -> tuple[Counter[str], Counter[str]]:
        """How often each pair of characters, and each first one of a pair, stands on the sound parts of the page."""
        damaged = ((place.start() - 1, place.end() + _BEHIND) for place in _PLACE.finditer(self.text))
        pieces: list[str] = []
        position = 0
        for start, end in sorted((*damaged, *((one.start, one.end) for one in annotations))):
            pieces.append(self.text[position : max(position, start)])
            position = max(position, end)
        chars = "".join(map(self.model.simple, "".join((*pieces, self.text[position:]))))
        return Counter(map("".join, pairwise(chars))), Counter(chars)

    def cost(self, context: str, char: str) -> float:
        """Bits of `char` behind `context`: the language model's, better where the page has the pair elsewhere."""
        gram = context + char
        known = self._costs.get(gram)
        if known is None:
            known = self.model.cost(context, char)
            own = self._pairs.get(gram[-2:], 0)
            if own:
                share = _OWN * own / (self._firsts[gram[-2]] + 1)
                known = -log2((1 - _OWN) * 2**-known + share)
            self._costs[gram] = known
        return known

    def changes(self, places: Sequence[int]) -> Iterator[Change]:
        """The changes of each damaged place; a search goes on through all that follow close."""
        node: _Node | None = None
        for place in sorted({*places, *self._improbable()}):
            if node is not None and place < node.end:
                continue
            start = self._start(place, node)
            node = self._search(start)
            yield from _changes(self.text, node, start)

    def _improbable(self) -> Iterator[int]:
        """Marks behind which nonsense follows: there a stray byte may have vanished without a trace."""
        for mark in _MARK.finditer(self.text):
            bits, context = 0.0, self.model.simple(mark[0])
            behind = self.text[mark.end() : mark.end() + _NONSENSE_LENGTH]
            for char in behind:
                simple = self.model.simple(char)
                bits += self.model.cost(context, simple)
                context = after(context, simple)
            if len(behind) == _NONSENSE_LENGTH and bits >= _NONSENSE and "(" not in behind:
                yield mark.start()

    def price(self, char: str) -> float:
        """Bits of the converter having had `char` in its table."""
        if char in self._table:
            return _IN_TABLE
        return _SEEN_BARE if char in self._bare else _NOT_SEEN

    def annotation_before(self, at: int) -> bool:
        """Whether an annotation ends at `at`."""
        return at in self._ends

    def _start(self, at: int, reached: _Node | None) -> _Node:
        """The state before the damaged place `at`: the characters before it, annotations skipped."""
        chars: list[str] = []
        limit = reached.end if reached else 0
        position = at
        while position > limit and len(chars) < _BEFORE:
            while position in self._ends:
                position = self._ends[position].start
            if position > limit:
                position -= 1
                chars.insert(0, self.text[position])
        context = self.model.context("".join(chars))
        if len(context) < 2:
            context = (reached.context if reached else LINE) + context
        last = chars[-1] if chars else reached.last if reached else ""
        return _Node(None, at, "", None, 0.0, context[-2:], _FOLDED.get(last, last))

    def _search(self, start: _Node) -> _Node:
        """The best reading from `start` to where all readings agree again."""
        levels: dict[int, list[_Node]] = {start.end: [start]}
        farthest = min(len(self.text), start.end + _FARTHEST)
        while True:
            at = min(levels)
            nodes = levels.pop(at)
            if at == len(self.text):
                nodes = [closed for node in nodes for closed in self._closed(node)]
            nodes = _pruned(nodes)
            settled = len(nodes) == 1 and not levels and at > start.end and nodes[0].pending is None
            if settled or at >= farthest:
                return nodes[0]
            for node in nodes:
                for step in _steps(self, node):
                    levels.setdefault(step.end, []).append(self._after(node, step))

    def _closed(self, node: _Node) -> Iterator[_Node]:
        """`node` at the end of the text, where a byte that still waits has lost its second half."""
        guesses = _best(self, node, _pairs(_known(node.pending), None)) if node.pending is not None else ()
        if not guesses:
            yield node
        for char in guesses:
            yield self._after(node, _Step(node.end, char, None, _STRAY_LOST, guessed=True))

    def _after(self, node: _Node, step: _Step) -> _Node:
        cost, context = node.cost + step.price, node.context
        if step.guessed and step.text[0] in _SEPARATORS:
            cost += self._unusual(step.text[0], node.end)
        if step.text == LOST:
            return _Node(node, step.end, LOST, step.pending, cost, "", LOST)
        for char in step.text:
            simple = self.model.simple(char)
            cost += self.cost(context, simple) + (_WRONG_SCRIPT if is_simplified_only(char) else 0.0)
            context = after(context, simple)
        last = _FOLDED.get(step.text[-1:], step.text[-1:]) or node.last
        return _Node(node, step.end, step.text, step.pending, cost, context, last, step.guessed)

    def _unusual(self, mark: str, at: int) -> float:
        """Bits by which a separator is rarer in the sentence around `at` than in other text: lists keep to one."""
        begin = max(self.text.rfind(end, 0, at) for end in "。\n") + 1
        ends = [end for end in (self.text.find(mark, at) for mark in "。\n") if end >= 0]
        sentence = self.text[begin : min(ends, default=len(self.text))].translate(_UNFOLD)
        seen = {separator: sentence.count(separator) for separator in _SEPARATORS}
        usual = _SEPARATORS[mark]
        return -log2((seen[mark] + 2 * usual) / (sum(seen.values()) + 2) / usual)


def _steps(page: _Page, node: _Node) -> Iterator[_Step]:
    """All ways to go on behind `node`."""
    at = node.end
    char = page.text[at]
    bracket = _BRACKET.match(page.text, at)
    stray = None if bracket else _STRAY.match(page.text, at)
    if bracket and (page.annotation_before(bracket.end()) or is_reading(bracket[1], node.last)):
        yield _Step(bracket.end(), "", node.pending)
    elif stray:
        yield from _stray_steps(page, node, stray)
    elif char in "?？":
        yield from _mark_steps(page, node)
    elif node.pending is None:
        yield _Step(at + 1, char)
        yield from _vanished_steps(page, node, char)
    else:
        yield from _pending_steps(page, node, char)
        yield _Step(at + 1, LOST + char, None, _UNREADABLE)


def _stray_steps(page: _Page, node: _Node, stray: re.Match[str]) -> Iterator[_Step]:
    """`?py)`: the lead byte before it was eaten, or the second half of the character that was waiting for it."""
    end, reading = stray.end(), as_written(stray["reading"])
    if node.pending is None:
        annotated = page.annotation_before(node.end)
        for char in _annotated(_trail(node.last), reading):
            if not annotated or char.encode("gbk") < node.last.encode("gbk"):  # the table is gone through in this order
                yield _Step(end, "", char.encode("gbk")[1], page.price(char))
    elif node.pending != _UNKNOWN_LEAD:
        for char in _annotated(node.pending, reading):
            yield _Step(end, char, None, page.price(char))
    if node.pending in (None, _UNKNOWN_LEAD):
        for char in _best(page, node, _annotated(None, reading)):
            yield _Step(end, char, None, _WHOLLY_LOST + page.price(char), guessed=True)
    yield _Step(end, LOST, None, _UNREADABLE)


def _mark_steps(page: _Page, node: _Node) -> Iterator[_Step]:
    """A question mark: a real one, or bytes that could not be decoded."""
    at = node.end
    following = page.text[at + 1 : at + 2]
    pair = _ISOLATED.get(following)
    if node.pending is None:
        yield _Step(at + 1, page.text[at])
        yield from _vanished_steps(page, node, page.text[at])
        if pair:
            first, second = pair.encode("gbk")
            for char in _best(page, node, _pairs(None, first)):
                yield _Step(at + 2, char, second, _OUT_OF_STEP_PUNCTUATION, guessed=True)
        return
    if node.pending == _UNKNOWN_LEAD:
        yield _Step(at + 1, LOST, _UNKNOWN_LEAD, _NOTHING_KNOWN)
        yield _Step(at + 1, LOST, None, _NOTHING_KNOWN)
    eaten = [char for char in _pairs(_known(node.pending), None) if _trail(char) > 0x80]
    for char in _best(page, node, eaten):
        if pair or following in ("", "\n"):
            yield _Step(at + 1, char, None, _STRAY_LOST, guessed=True)
        yield _Step(at + 1, char + LOST, None, _DIGIT_LOST, guessed=True)
    for char in _best(page, node, [char for char in eaten if _trail(char) in _HALF_DEFINED]):
        yield _Step(at + 1, char, _UNKNOWN_LEAD, _UNDEFINED_PAIR, guessed=True)
    single = _pairs(_known(node.pending), 0x80)
    guessed = node.pending == _UNKNOWN_LEAD
    for char in _best(page, node, single) if guessed else single:
        yield _Step(at + 1, char, None, _SINGLE_BYTE, guessed)


def _vanished_steps(page: _Page, node: _Node, mark: str) -> Iterator[_Step]:
    """A mark that was cut out between two characters, the byte before it gone: the halves of both are left."""
    if mark in _ISOLATED:
        first, second = _ISOLATED[mark].encode("gbk")
        for char in _best(page, node, _pairs(None, first)):
            yield _Step(node.end + 1, char, second, _VANISHED_PAIR, guessed=True)


def _pending_steps(page: _Page, node: _Node, char: str) -> Iterator[_Step]:
    """Out of step: the first byte of `char` is the second half of what was waiting, its second byte waits in turn."""
    end = node.end + 1
    if char == "\n" or char in _ISOLATED:
        for guess in _best(page, node, _pairs(_known(node.pending), None)):
            yield _Step(end, guess + char, None, _STRAY_LOST if char == "\n" else _STRAY_VANISHED, guessed=True)
    whole = _FOLDED.get(char, char)
    price = 0.0 if whole == char else _FOLDED_PAIR
    try:
        trail, *rest = whole.encode("gbk")
    except UnicodeEncodeError:
        return
    found = _pairs(_known(node.pending), trail)
    guessed = node.pending == _UNKNOWN_LEAD
    for guess in _best(page, node, found) if guessed else found:
        yield _Step(end, guess, rest[0] if rest else None, price, guessed)


def _known(pending: int | None) -> int | None:
    return None if pending == _UNKNOWN_LEAD else pending


def _trail(char: str) -> int:
    """The second byte of `char` in GBK; 0 where it has none."""
    code = char.encode("gbk", "replace")
    return code[1] if len(code) == 2 else 0


def _best(page: _Page, node: _Node, chars: Sequence[str]) -> Sequence[str]:
    """The likeliest of `chars` behind `node`."""
    cost, simple = page.cost, page.model.simple
    return sorted(chars, key=lambda char: cost(node.context, simple(char)))[:_GUESSES]


def _pruned(nodes: Sequence[_Node]) -> list[_Node]:
    """The best nodes, one for each state; the others are remembered as rivals of the one that they lost to."""
    best: dict[tuple[int | None, str], _Node] = {}
    for node in sorted(nodes, key=lambda node: node.cost):
        state = node.pending, node.context
        if state in best:
            best[state].merged.append(node)
        else:
            best[state] = node
    kept = list(best.values())[:_BEAM]
    return [node for node in kept if node.cost <= kept[0].cost + _HOPELESS]


def _remember(winner: _Node, loser: _Node) -> None:
    """Note on each step of `winner` that `loser` reads differently how much worse it is."""
    margin = loser.cost - winner.cost
    losing: dict[int, _Node] = {}
    node: _Node | None = loser
    while node is not None:
        losing[node.end] = node
        node = node.before
    node = winner
    while node is not None and losing.get(node.end) is not node:
        other = losing.get(node.end)
        if other is None or other.text[:1] != node.text[:1]:
            node.rival = min(node.rival, margin)
            if other is not None and len(node.others) < _GUESSES and other.text not in node.others:
                node.others += (other.text,)
        node = node.before


def _changes(text: str, node: _Node, start: _Node) -> Iterator[Change]:
    """The steps of the path from `start` to `node` as changes; a step without text goes with the next one."""
    path = [node]
    while path[-1].before is not None:
        path.append(path[-1].before)
    for step in path:
        for loser in step.merged:
            _remember(step, loser)
    begin = position = start.end
    for step in reversed(path[:-1]):
        if begin == position and not step.text and text[position] == "(":
            yield Change(begin, step.end, "", "annotation")
            begin = step.end
        elif step.text:
            if text[begin : step.end] != step.text:
                yield _change(begin, step)
            begin = step.end
        position = step.end
    if begin < position:
        yield Change(begin, position, "", "conversion", "likely")


def _change(begin: int, step: _Node) -> Change:
    """What a step put in the place of what; a guess that another one comes close to is none."""
    enough = _SURE_NUMERAL if step.guessed and step.text[0] in _NUMERALS else _SURE
    is_open = step.rival < enough and step.text[0] not in _SEPARATORS
    new = LOST + step.text[1:] if is_open else step.text
    certainty: Certainty = "lost" if LOST in new else "certain" if step.rival >= _CERTAIN else "likely"
    candidates = (step.text, *step.others) if step.guessed or is_open else ()
    return Change(begin, step.end, new, "conversion", certainty, candidates)


def _annotated(lead: int | None, reading: str) -> Sequence[str]:
    """Characters of a converter's table with this reading, and with this lead byte if it is known."""
    return _by_reading().get((lead, reading), ())


@cache
def _by_reading() -> Mapping[tuple[int | None, str], Sequence[str]]:
    simple = load_language_model().simple
    found: dict[tuple[int | None, str], list[str]] = {}
    for char, known in readings().items():
        if simple(char) != char:
            for reading in known:
                found.setdefault((char.encode("gbk")[0], reading), []).append(char)
                found.setdefault((None, reading), []).append(char)
    return found


def _pairs(lead: int | None, trail: int | None) -> Sequence[str]:
    """Characters with these bytes in GBK: the one if both are known, else all that the language model knows."""
    if lead is not None and trail is not None:
        try:
            char = bytes((lead, trail)).decode("gbk")
        except UnicodeDecodeError:
            return ()
        return (char,) if len(char) == 1 else ()
    return _by_byte().get((lead, trail), ())


@cache
def _by_byte() -> dict[tuple[int | None, int | None], Sequence[str]]:
    """Characters by their first and by their second byte, one for each simplified form."""
    model = load_language_model()
    known = frozenset(model.vocabulary)
    found: dict[tuple[int | None, int | None], dict[str, str]] = {}
    for code in range(0x8140, 0xFEFF):
        lead, trail = divmod(code, 256)
        for char in _pairs(lead, trail):
            simple = model.simple(char)
            if simple in known and not is_simplified_only(char) and not char.isdecimal():
                found.setdefault((lead, None), {}).setdefault(simple, char)
                found.setdefault((None, trail), {}).setdefault(simple, char)
    return {key: tuple(chars.values()) for key, chars in found.items()}
