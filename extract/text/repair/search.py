"""The search through a damaged stretch: what the bytes were, by a beam over all ways to read them.

A hypothesis is a chain of `Node`s: what has been read so far, and the lead byte that waits for its second half, if any.
The evidence is the byte before, the reading in brackets, the table that the page itself betrays, and a language model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol

from extract.text import patterns as re
from extract.text.annotations import FOLDED, across
from extract.text.readings import as_written, is_reading
from extract.text.repair import gbk
from extract.text.repair.language_model import Choices, LanguageModel
from extract.types import LOST

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüɑɡńňǹḿ"
GONE = "?\ufffd"
"""What stands on pages for a byte that could not be decoded."""
STRAY = re.compile(rf"(?:[{GONE}]\(?|(?<=[\u3400-\u9fff)、。，；：？！”》,;:?!])\(?)(?P<reading>[{LETTERS}]{{1,6}})\)")
"""A reading whose bracket was eaten together with the lead byte before it, or that has lost only the lead byte."""
_BRACKET = re.compile(rf"\((?P<reading>[{LETTERS}]{{1,6}})\)")
ISOLATED = {"、": "、", ",": "，", "，": "，", ";": "；", "；": "；", "?": "？", "？": "？", "!": "！", "！": "！"}
"""Punctuation whose byte pairs the converter cut out on a second pass, also as the page shows it folded."""
SEPARATORS = {"，": 0.68, "、": 0.25, "；": 0.03, "：": 0.04}
"""Marks that part the members of a sentence, and their shares in news."""

_BEAM = 16
"""Hypotheses kept at each character. With 24 and 24 bits the full table costs 0.01 points more, twice as fast."""
_HOPELESS = 16.0
"""Bits behind the best hypothesis at which one is dropped."""
_GUESSES = 8
"""Characters tried where one byte is known."""
_MANY, _BLIND_GUESSES = 400, 24
"""More are tried where there are as many as if hardly anything is known."""
_FARTHEST = 400
"""Characters after which a search is given up."""

# Bits of the events of a damaged place, from their frequencies in simulated damage (benchmarks/repair.py).
_WHOLLY_LOST = 9.0
_STRAY_LOST = 1.0
_STRAY_VANISHED = 7.0
_DIGIT_LOST = 3.0
_UNDEFINED_PAIR = 7.0
_SINGLE_BYTE = 4.0
_OUT_OF_STEP_PUNCTUATION = 10.0
_NOTHING_KNOWN = 14.0
_FOLDED_PAIR = 3.0
_SWALLOWED = 4.0
"""A question mark of the first pass that was taken for a second half on the second one."""
_UNREADABLE = 45.0
_OUT_OF_ORDER = 6.0
"""Tables are gone through in the order of their codes, as far as was seen: an annotation that stands already keeps later
ones away."""

_HOLE = 6.0
"""A pair of bytes without a character that vanished without a mark; looked for only where all other readings are bad."""
_UNLIKELY, _IMPROBABLE = 16.0, 24.0
"""Bits of one character, and of two in a row, that make a reading bad."""

_MARKUP = re.compile(
    r"(?:/?(?:p|br|div|span|t[dr]|[uo]l|li|a|strong|font|em|h[1-6])(?: [^<>\n]{0,80})?/?>|(?P<space>nbsp;)|[lr]dquo;|#\d{2,5};)"
)
"""What is left of markup whose first character was swallowed."""

_UNKNOWN = -1
"""A pending byte of which nothing is known."""


@dataclass(slots=True, eq=False)
class Node:
    """One step of a hypothesis: the page read up to `end` as `text`, `pending` a lead byte without its second half.

    `merged` are hypotheses that came to the same state and were worse. Once the best path is known, `rival` is how
    many bits the best of them was worse that has another text here, and `others` are such texts.
    """

    before: Node | None
    end: int
    text: str
    pending: int | None
    cost: float
    context: str
    last: str
    guessed: bool = False
    merged: tuple[Node, ...] = ()
    rival: float = 99.0
    others: tuple[str, ...] = ()


class Page(Protocol):
    """What a search asks about the page."""

    text: str
    model: LanguageModel
    leaves_marks: bool

    def step(self, context: str, char: str) -> tuple[float, str]: ...
    def price(self, char: str) -> float: ...
    def annotation_before(self, at: int) -> bool: ...
    def unusual(self, mark: str, at: int, *, before_number: bool) -> float: ...
    def may_be_cut_out(self, at: int) -> bool: ...
    def vanished_price(self, at: int) -> float: ...


class Search:
    """The search from one damaged place on."""

    def __init__(self, page: Page, start: Node, holes: frozenset[int] = frozenset()) -> None:
        self._page = page
        self._holes = holes
        self._start = start
        self._levels: dict[int, dict[tuple[int | None, str], Node]] = {start.end: {(None, start.context): start}}
        self._least: dict[int, float] = {}

    def best(self) -> Node:
        """The best reading up to where all readings agree again."""
        levels, start = self._levels, self._start.end
        farthest = min(len(self._page.text), start + _FARTHEST)
        while True:
            at = min(levels)
            nodes = _pruned(levels.pop(at).values())
            if at == len(self._page.text):
                for node in nodes:
                    self._close(node)
                return _pruned(levels[at].values())[0]
            if at >= farthest or (len(nodes) == 1 and not levels and at > start and nodes[0].pending is None):
                return nodes[0]
            for node in nodes:
                self._go_on(node)

    def _add(
        self, node: Node, end: int, text: str, pending: int | None = None, price: float = 0.0, *, guessed: bool = False
    ) -> bool:
        """Go on from `node`: the page read up to `end` as `text`, at a price beside that of the language model.

        False where that is hopeless.
        """
        cost, context = node.cost + price, node.context
        limit = self._least.get(end, 1e9) + _HOPELESS
        if cost > limit:
            return False
        page = self._page
        if text == LOST:
            context = last = LOST
        else:
            if guessed and text[0] in SEPARATORS:
                cost += page.unusual(text[0], node.end, before_number=text[1:] == LOST)
            last = node.last
            for last in text:
                bits, context = page.step(context, last)
                cost += bits
            if cost > limit:
                return False
        if cost + _HOPELESS < limit:
            self._least[end] = cost
        level = self._levels.setdefault(end, {})
        state = (pending, context)
        rival = level.get(state)
        new = Node(node, end, text, pending, cost, context, last, guessed)
        if rival is None:
            level[state] = new
        elif cost < rival.cost:
            new.merged = (*rival.merged, rival)
            level[state] = new
        else:
            rival.merged = (*rival.merged, new)
        return True

    def _guess(
        self, node: Node, end: int, choices: Choices, pending: int | None, price: float, *, then: str = ""
    ) -> None:
        """Go on with the likeliest of `choices`, and `then` behind it, as long as there is hope."""
        count = _GUESSES if len(choices.chars) < _MANY else _BLIND_GUESSES
        for char in self._page.model.likeliest(node.context, choices, count):
            if not self._add(node, end, char + then, pending, price, guessed=True):
                return

    def _guess_between(self, node: Node, end: int, choices: Choices, pending: int | None, price: float) -> None:
        """The same, by what follows too: what `pending` and the first byte behind `end` are together."""
        model, step = self._page.model, self._page.step
        first = gbk.code(self._page.text[end : end + 1])[:1]
        following = gbk.pair(pending, first[0]) if pending is not None and first else ""
        found = model.likeliest(node.context, choices, _GUESSES)
        if following:

            def bits(char: str) -> float:
                own, context = step(node.context, char)
                return own + step(context, following)[0]

            found = sorted(dict.fromkeys((*found, *model.before(following, choices))), key=bits)[:_GUESSES]
        for char in found:
            if not self._add(node, end, char, pending, price, guessed=True) and not following:
                return

    def _close(self, node: Node) -> None:
        """`node` at the end of the text, where a byte that still waits has lost its second half."""
        if node.pending is None:
            self._levels.setdefault(node.end, {})[(None, node.context)] = node
        else:
            self._guess(node, node.end, gbk.with_lead(_known(node.pending)), None, _STRAY_LOST)

    def _go_on(self, node: Node) -> None:
        """All ways to go on behind `node`."""
        at, text = node.end, self._page.text
        char = text[at]
        if char == "(":
            bracket = _BRACKET.match(text, at)
            if bracket and (
                self._page.annotation_before(bracket.end())
                or is_reading(bracket[1], FOLDED.get(node.last, node.last))
                or (node.last == text[at - 1] and is_reading(bracket[1], across(text, at)))
            ):
                self._add(node, bracket.end(), "", node.pending)
                return
        stray = STRAY.match(text, at)
        if stray:
            self._stray(node, stray)
            if char == "(":
                self._add(node, at + 1, char)
            else:
                self._unread(node, stray)
        elif char in "?？\ufffd":
            self._mark(node)
        elif node.pending is None:
            self._add(node, at + 1, char)
            self._vanished(node, char)
        else:
            self._out_of_step(node, char)
            self._add(node, at + 1, LOST + char, None, _UNREADABLE)

    def _stray(self, node: Node, stray: re.Match[str]) -> None:
        """`?py)`: the lead byte before it was eaten, or the second half of the character that was waiting for it."""
        page, end, reading = self._page, stray.end(), as_written(stray["reading"])
        if node.pending is None:
            annotated = page.annotation_before(node.end)
            last = FOLDED.get(node.last, node.last)
            for char in gbk.with_lead_and_reading(gbk.trail_of(last), reading):
                late = annotated and gbk.code(char) > gbk.code(last)
                self._add(node, end, "", gbk.trail_of(char), page.price(char) + (_OUT_OF_ORDER if late else 0.0))
        elif node.pending != _UNKNOWN:
            for char in gbk.with_lead_and_reading(node.pending, reading):
                self._add(node, end, char, None, page.price(char))
            for char, other in gbk.before_reading(node.pending, reading):
                self._add(node, end, char, gbk.trail_of(other), _SWALLOWED + page.price(other))

    def _unread(self, node: Node, stray: re.Match[str]) -> None:
        """Nothing but the reading is known of the character, or not even that."""
        if node.pending in (None, _UNKNOWN):
            choices = gbk.with_reading(as_written(stray["reading"]))
            for char in self._page.model.likeliest(node.context, choices, _GUESSES):
                price = _WHOLLY_LOST + self._page.price(char)
                if not self._add(node, stray.end(), char, None, price, guessed=True):
                    break
        self._add(node, stray.end(), LOST, None, _UNREADABLE)

    def _mark(self, node: Node) -> None:
        """A question mark: a real one, or bytes that could not be decoded."""
        at = node.end
        following = self._page.text[at + 1 : at + 2]
        mark = ISOLATED.get(following)
        if node.pending is None:
            self._add(node, at + 1, self._page.text[at])
            self._vanished(node, self._page.text[at])
            if mark:
                self._cut_out(node, at + 2, mark, _OUT_OF_STEP_PUNCTUATION)
            if self._page.text[at - 1 : at] in ISOLATED:
                self._guess(node, at + 1, gbk.with_lead(None, half_defined=True), _UNKNOWN, _UNDEFINED_PAIR)
            elif not mark and (self._page.leaves_marks or not self._page.may_be_cut_out(at)):
                price = _UNDEFINED_PAIR + _SWALLOWED
                self._guess(node, at + 1, gbk.with_lead(None, half_defined=True), _UNKNOWN, price)
            return
        if node.pending == _UNKNOWN:
            self._guess(node, at + 1, gbk.with_lead(None, half_defined=True), _UNKNOWN, 0.0)
            self._add(node, at + 1, LOST, _UNKNOWN, _NOTHING_KNOWN)
            self._add(node, at + 1, LOST, None, _NOTHING_KNOWN)
        lead = _known(node.pending)
        wide = gbk.with_lead(lead, wide=True)
        markup = _MARKUP.match(self._page.text, at + 1)
        if markup:
            self._guess(node, markup.end(), wide, None, _STRAY_LOST, then=" " if markup["space"] else "")
            return
        if mark or following in ("", "\n") or self._page.text[at] == "\ufffd":  # which stands for one byte alone
            self._guess(node, at + 1, wide, None, _STRAY_LOST)
        self._guess(node, at + 1, wide, None, _DIGIT_LOST, then=LOST)
        self._guess(node, at + 1, gbk.with_lead(lead, half_defined=True), _UNKNOWN, _UNDEFINED_PAIR)
        self._whole(node, at + 1, 0x80, None, _SINGLE_BYTE)

    def _vanished(self, node: Node, mark: str) -> None:
        """A mark before which a stray byte may have vanished."""
        if self._page.may_be_cut_out(node.end):
            self._cut_out(node, node.end + 1, ISOLATED[mark], self._page.vanished_price(node.end))

    def _cut_out(self, node: Node, end: int, mark: str, price: float) -> None:
        """A mark up to `end` that was cut out between two characters: the halves of both are left around it."""
        first, second = gbk.code(mark)
        self._guess_between(node, end, gbk.with_trail(first), second, price)

    def _out_of_step(self, node: Node, char: str) -> None:
        """The first byte of `char` is the second half of what was waiting, its second byte waits in turn."""
        end = node.end + 1
        if char == "\n" or char in ISOLATED:
            price = _STRAY_LOST if char == "\n" else _STRAY_VANISHED
            self._guess(node, end, gbk.with_lead(_known(node.pending)), None, price, then=char)
        whole = FOLDED.get(char, char)
        both = gbk.code(whole)
        if both:
            pending = both[1] if len(both) == 2 else None
            self._whole(node, end, both[0], pending, 0.0 if whole == char else _FOLDED_PAIR)
            if node.end in self._holes and node.pending != _UNKNOWN:
                self._across_hole(node, end, both[0], pending)

    def _across_hole(self, node: Node, end: int, trail: int, pending: int | None) -> None:
        """Between what was waiting and `trail` two bytes are missing: the end of one character, the begin of another."""
        likeliest, choices = self._page.model.likeliest, gbk.with_trail(trail)
        for first in likeliest(node.context, gbk.with_lead(_known(node.pending), half_defined=True), _GUESSES):
            _, context = self._page.step(node.context, first)
            for second in likeliest(context, choices, _GUESSES):
                if not gbk.pair(gbk.trail_of(first), gbk.code(second)[0]):
                    self._add(node, end, first + second, pending, _HOLE, guessed=True)

    def _whole(self, node: Node, end: int, trail: int, pending: int | None, price: float) -> None:
        """What was waiting has its second half, `trail`."""
        if node.pending == _UNKNOWN:
            self._guess_between(node, end, gbk.with_trail(trail), pending, price)
        elif node.pending is not None:
            char = gbk.pair(node.pending, trail)
            if char:
                self._add(node, end, char, pending, price)


def improbable(node: Node) -> Iterator[int]:
    """The places on the way to `node` where what was read out of step is hard to believe: something may be missing."""
    later = 0.0
    while node.before is not None:
        bits = node.cost - node.before.cost
        out_of_step = node.before.pending is not None and node.text != ""
        if out_of_step and (bits > _UNLIKELY or bits + later > _IMPROBABLE):
            yield from (node.before.end, node.end)
        later = bits if out_of_step else 0.0
        node = node.before


def _known(pending: int | None) -> int | None:
    return None if pending == _UNKNOWN else pending


def _pruned(nodes: Iterable[Node]) -> list[Node]:
    """The best nodes."""
    kept = sorted(nodes, key=_by_cost)[:_BEAM]
    limit = kept[0].cost + _HOPELESS
    return [node for node in kept if node.cost <= limit]


_by_cost = attrgetter("cost")
