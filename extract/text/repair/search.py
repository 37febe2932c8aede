"""The search through a damaged stretch: what the bytes were, by a beam over all ways to read them.

A hypothesis is a chain of `Node`s: what has been read so far, and the lead byte that waits for its second half, if any.
The evidence is the byte before, the reading in brackets, the table that the page itself betrays, and a language model.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from operator import attrgetter
from typing import Protocol

from extract.text import patterns as re
from extract.text.annotations import FOLDED, across
from extract.text.characters import HAN
from extract.text.readings import as_written, is_reading
from extract.text.repair import gbk
from extract.text.repair.language_model import Choices, Chosen, LanguageModel, Step
from extract.types import LOST

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüɑɡńňǹḿ"
GONE = "?\ufffd"
"""What stands on pages for a byte that could not be decoded."""
STRAY = re.compile(rf"(?:[{GONE}]\(?|(?<=[{HAN})、。，；：？！”》,;:?!])\(?)(?P<reading>[{LETTERS}]{{1,6}})\)")
"""A reading whose bracket was eaten together with the lead byte before it, or that has lost only the lead byte."""
_BRACKET = re.compile(rf"\((?P<reading>[{LETTERS}]{{1,6}})\)")
ISOLATED = {"、": "、", ",": "，", "，": "，", ";": "；", "；": "；", "?": "？", "？": "？", "!": "！", "！": "！"}
"""Punctuation whose byte pairs the converter cut out on a second pass, also as the page shows it folded."""
SEPARATORS = {"，": 0.68, "、": 0.25, "；": 0.03, "：": 0.04}
"""Marks that part the members of a sentence, and their shares in news."""

_BEAM, _WIDE_BEAM = 16, 32
"""Hypotheses kept at each character, and in a second search. With the wider ones at once the half table costs 0.01 points
less, and a quarter more time."""
_HOPELESS, _WIDELY_HOPELESS = 16.0, 22.0
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

_USUAL, _BELIEVABLE = 4.0, 12.0
"""Bits of an annotation and of a character up to which the only way to read a place is taken without a search."""
_TURNS = frozenset((*ISOLATED, *GONE, "\n", "%", ":", "(", ")"))
"""Characters at which there is more than one way to go on."""

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

    def step(self, context: str, char: str) -> Step: ...
    def likeliest(self, context: str, choices: Choices, count: int) -> Iterable[Chosen]: ...
    def between(self, context: str, choices: Choices, following: str, count: int) -> Iterable[Chosen]: ...
    def price(self, char: str) -> float: ...
    def annotation_before(self, at: int) -> bool: ...
    def unusual(self, mark: str, at: int, *, before_number: bool) -> float: ...
    def may_be_cut_out(self, at: int) -> bool: ...
    def vanished_price(self, at: int) -> float: ...


class Search:
    """The search from one damaged place on."""

    def __init__(self, page: Page, start: Node, holes: frozenset[int] | None = None) -> None:
        self._page = page
        self._holes = holes or frozenset()
        self._beam, self._hopeless = (_BEAM, _HOPELESS) if holes is None else (_WIDE_BEAM, _WIDELY_HOPELESS)
        self._start = start
        self._levels: dict[int, dict[tuple[int | None, str], Node]] = {start.end: {(None, start.context): start}}
        self._best: dict[int, list[float]] = {start.end: [start.cost]}

    def straight(self) -> Node | None:
        """The reading up to where the page is in step again, if one step leads to the next and all are believable.

        Most places are like that: one character has the reading behind the byte before it. There is no need to search.
        """
        node: Node | None = self._start
        while node is not None and (node is self._start or node.pending is not None):
            node = self._only_step(node) if node.end < len(self._page.text) else None
        return node

    def _only_step(self, node: Node) -> Node | None:
        """The only believable step from `node` on, if it is the only one."""
        text, at = self._page.text, node.end
        stray = STRAY.match(text, at)
        if stray:
            return self._only_stray(node, stray)
        char = text[at]
        bracket = _BRACKET.match(text, at) if char == "(" else None
        if bracket and self._is_annotation(node, bracket):
            return Node(node, bracket.end(), "", node.pending, node.cost, node.context, node.last)
        both = b"" if char in _TURNS or node.pending is None else gbk.code(char)
        whole = gbk.pair(node.pending or 0, both[0]) if both else ""
        return self._believable(node, at + 1, whole, both[1] if len(both) == 2 else None) if whole else None

    def _only_stray(self, node: Node, stray: re.Match[str]) -> Node | None:
        """The only step across `?py)`, if its price is that of a usual character."""
        reading = as_written(stray["reading"])
        if node.pending is None:
            found = self._annotated_across(node, reading)
            if len(found) != 1 or found[0][1] > _USUAL:
                return None
            char, price = found[0]
            return Node(node, stray.end(), "", gbk.trail_of(char), node.cost + price, node.context, node.last)
        whole = gbk.with_lead_and_reading(node.pending, reading)
        if len(whole) != 1 or self._page.price(whole[0]) > _USUAL:
            return None
        return self._believable(node, stray.end(), whole[0], None)

    def _believable(self, node: Node, end: int, char: str, pending: int | None) -> Node | None:
        """The step to `char`, if the language model expects such a character there."""
        bits, context = self._page.step(node.context, char)
        return Node(node, end, char, pending, node.cost + bits, context, char) if bits <= _BELIEVABLE else None

    def best(self) -> Node:
        """The best reading up to where all readings agree again."""
        levels, start = self._levels, self._start.end
        farthest = min(len(self._page.text), start + _FARTHEST)
        while True:
            at = min(levels)
            nodes = self._pruned(levels.pop(at))
            del self._best[at]
            if at == len(self._page.text):
                for node in nodes:
                    self._close(node)
                return self._pruned(levels[at])[0]
            if at >= farthest or (len(nodes) == 1 and not levels and at > start and nodes[0].pending is None):
                return nodes[0]
            self._go_on(nodes)
            if not levels:  # nothing can stand behind: what was read so far is all
                return nodes[0]

    def _pruned(self, level: dict[tuple[int | None, str], Node]) -> list[Node]:
        """The best nodes of a level."""
        kept = sorted(level.values(), key=_by_cost)[: self._beam]
        limit = kept[0].cost + self._hopeless
        return [node for node in kept if node.cost <= limit]

    def _add(
        self, node: Node, end: int, text: str, pending: int | None = None, price: float = 0.0, *, guessed: bool = False
    ) -> bool:
        """Go on from `node`: the page read up to `end` as `text`, at a price beside that of the language model.

        False where that is hopeless.
        """
        cost, context = node.cost + price, node.context
        limit = self._limit(end)
        if cost > limit:
            return False
        if text == LOST:
            return self._put(node, end, text, pending, (cost, LOST), guessed=guessed)
        for char in text:
            bits, context = self._page.step(context, char)
            cost += bits
        return self._put(node, end, text, pending, (cost, context), guessed=guessed)

    def _limit(self, end: int) -> float:
        """The cost from which a hypothesis that has read the page up to `end` is hopeless."""
        best = self._best.get(end)
        if not best:
            return inf
        limit = best[0] + self._hopeless
        return limit if len(best) < self._beam else min(limit, best[-1])

    def _put(self, node: Node, end: int, text: str, pending: int | None, step: Step, *, guessed: bool = True) -> bool:
        """Note a `step` from `node` on, with its cost from the beginning. False where it is hopeless."""
        cost, context = step
        if guessed and text[0] in SEPARATORS:
            cost += self._page.unusual(text[0], node.end, before_number=text[1:] == LOST)
        level = self._levels.setdefault(end, {})
        best = self._best.setdefault(end, [])
        if best and cost > best[0] + self._hopeless:
            return False
        state = (pending, context)
        rival = level.get(state)
        if rival is None and len(best) == self._beam and cost >= best[-1]:
            return True
        new = Node(node, end, text, pending, cost, context, text[-1:] or node.last, guessed)
        if rival is not None and rival.cost <= cost:
            rival.merged = (*rival.merged, new)
            return True
        level[state] = new
        if rival is not None:
            new.merged = (*rival.merged, rival)
            if rival.cost in best:
                best.remove(rival.cost)
        insort(best, cost)
        del best[self._beam :]
        return True

    def _guess(
        self, node: Node, end: int, choices: Choices, pending: int | None, price: float, *, then: str = ""
    ) -> None:
        """Go on with the likeliest of `choices`, and `then` behind it, as long as there is hope."""
        cost, limit = node.cost + price, self._limit(end)
        if cost > limit:
            return
        count = _GUESSES if len(choices.chars) < _MANY else _BLIND_GUESSES
        for char, bits, context in self._page.likeliest(node.context, choices, count):
            if cost + bits > limit:
                continue
            if then:
                more, behind = self._page.step(context, then)
                self._put(node, end, char + then, pending, (cost + bits + more, behind))
            else:
                self._put(node, end, char, pending, (cost + bits, context))

    def _guess_between(self, node: Node, end: int, choices: Choices, pending: int | None, price: float) -> None:
        """The same, by what follows too: what `pending` and the first byte behind `end` are together."""
        first = gbk.code(self._page.text[end : end + 1])[:1]
        following = gbk.pair(pending, first[0]) if pending is not None and first else ""
        if not following:
            self._guess(node, end, choices, pending, price)
            return
        cost = node.cost + price
        if cost <= self._limit(end):
            for char, bits, context in self._page.between(node.context, choices, following, _GUESSES):
                self._put(node, end, char, pending, (cost + bits, context))

    def _close(self, node: Node) -> None:
        """`node` at the end of the text, where a byte that still waits has lost its second half."""
        if node.pending is None:
            self._levels.setdefault(node.end, {})[(None, node.context)] = node
            insort(self._best.setdefault(node.end, []), node.cost)
        else:
            self._guess(node, node.end, gbk.with_lead(_known(node.pending)), None, _STRAY_LOST)

    def _go_on(self, nodes: Sequence[Node]) -> None:
        """All ways to go on behind `nodes`, which have read the page equally far."""
        text, at = self._page.text, nodes[0].end
        char = text[at]
        stray = STRAY.match(text, at)
        bracket = _BRACKET.match(text, at) if char == "(" else None
        stuck: list[Node] = []
        for node in nodes:
            if bracket and self._is_annotation(node, bracket):
                self._add(node, bracket.end(), "", node.pending)
            elif stray:
                self._stray(node, stray)
                stuck.append(node)
            elif char in "?？\ufffd":
                self._mark(node)
            elif node.pending is None:
                self._add(node, at + 1, char)
                self._vanished(node, char)
            else:
                self._out_of_step(node, char)
                stuck.append(node)
        if stray and char == "(":
            for node in stuck:
                self._add(node, at + 1, char)
        else:
            self._give_up(stuck, stray.end() if stray else at + 1, "" if stray else char)

    def _give_up(self, nodes: Sequence[Node], end: int, then: str) -> None:
        """What cannot be read is lost: looked at behind all else, the likeliest nodes first, as it seldom gives hope."""
        for node in nodes:
            if not self._add(node, end, LOST + then, None, _UNREADABLE):
                return

    def _is_annotation(self, node: Node, bracket: re.Match[str]) -> bool:
        """Whether a reading in brackets is that of the character before it, in step or out of step."""
        text, at = self._page.text, bracket.start()
        return (
            self._page.annotation_before(bracket.end())
            or is_reading(bracket[1], FOLDED.get(node.last, node.last))
            or (node.last == text[at - 1] and is_reading(bracket[1], across(text, at)))
        )

    def _annotated_across(self, node: Node, reading: str) -> Sequence[tuple[str, float]]:
        """The characters of this `reading` that begin with the second byte before it, and what each costs."""
        annotated = self._page.annotation_before(node.end)
        last = FOLDED.get(node.last, node.last)
        found: list[tuple[str, float]] = []
        for char in gbk.with_lead_and_reading(gbk.trail_of(last), reading):
            late = annotated and gbk.code(char) > gbk.code(last)
            found.append((char, self._page.price(char) + (_OUT_OF_ORDER if late else 0.0)))
        return found

    def _stray(self, node: Node, stray: re.Match[str]) -> None:
        """`?py)`: the lead byte before it was eaten, or the second half of the character that was waiting for it."""
        page, end, reading = self._page, stray.end(), as_written(stray["reading"])
        found = self._annotated_across(node, reading) if node.pending is None else ()
        for char, price in found:
            self._add(node, end, "", gbk.trail_of(char), price)
        if node.pending in (None, _UNKNOWN):
            if page.text[node.end] != "(" and all(price > _USUAL for _, price in found):
                self._read_only(node, end, gbk.with_reading(reading))
            return
        for char in gbk.with_lead_and_reading(node.pending, reading):
            self._add(node, end, char, None, page.price(char))
        for char, other in gbk.before_reading(node.pending, reading):
            self._add(node, end, char, gbk.trail_of(other), _SWALLOWED + page.price(other))

    def _read_only(self, node: Node, end: int, choices: Choices) -> None:
        """A character of which only the reading is left."""
        cost = node.cost + _WHOLLY_LOST
        if cost <= self._limit(end):
            for char, bits, context in self._page.likeliest(node.context, choices, _GUESSES):
                self._put(node, end, char, None, (cost + bits + self._page.price(char), context))

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
        likeliest, cost = self._page.likeliest, node.cost + _HOLE
        choices, half_defined = gbk.with_trail(trail), gbk.with_lead(_known(node.pending), half_defined=True)
        for first, bits, context in likeliest(node.context, half_defined, _GUESSES):
            if cost + bits > self._limit(end):
                continue
            for second, more, behind in likeliest(context, choices, _GUESSES):
                if not gbk.pair(gbk.trail_of(first), gbk.code(second)[0]):
                    self._put(node, end, first + second, pending, (cost + bits + more, behind))

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


_by_cost = attrgetter("cost")
