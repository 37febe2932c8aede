"""Undoes a broken simplified-to-traditional conversion: bytes out of step, pinyin, folded punctuation.

The converter worked on GBK bytes. Behind each pair of bytes that equals a character of its table it wrote the reading
in brackets, also where the pair was the second half of one character and the first half of the next. There the
lead byte fell in front of a bracket, was decoded with it as one `?`, and what follows was decoded one byte out of
step: 獎頒獎 is `AA84 EE43 AA84`; with 勵 (`84EE`) in the table it became `AA84 EE(lì)43 AA84`, on the page `獎?lì)C獎`.

Where the page shows such a place, a search goes through it (`extract.text.repair.search`). What its evidence does not
decide is shown as lost.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import nsmallest
from math import log2
from operator import add, attrgetter

from extract.text import patterns as re
from extract.text.align import Certainty, Change
from extract.text.annotations import FOLDED, Annotation, find_annotations
from extract.text.characters import HAN
from extract.text.repair import gbk
from extract.text.repair.language_model import CONTEXT, LINE, Choices, Chosen, Step, load_language_model
from extract.text.repair.search import GONE, ISOLATED, SEPARATORS, STRAY, Node, Search, improbable
from extract.text.script import is_simplified_only
from extract.types import LOST

_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_STRAY_MARK = re.compile(f"[{GONE}](?=[、，,；;？?！!])")
_PLACE = re.compile(f"{STRAY.pattern}|{_STRAY_MARK.pattern}")
"""Where a search begins: a reading without its bracket, or a stray byte before punctuation that was cut out."""
_BLANKS = re.compile(r"^\?{2,} *(?=[^\s?])", re.MULTILINE)
_MARK = re.compile("[、，,；;？?]")
_BEFORE_NUMBER = re.compile("[，、；：](?=[0-9])")
_UNFOLD = str.maketrans(FOLDED)

_OWN = 0.1
"""Weight of the page's own pairs of characters beside the language model."""
_SURE = 1.0
"""Bits by which a guess must beat the next one; below, the character is shown as lost. With 1.5 a tenth more characters
are shown as lost, and hardly any less is wrong."""
_SURE_NUMERAL = 6.0
"""The same for Chinese numerals: a wrong number is worse than none. Digits are never guessed."""
_MARKS = frozenset((*SEPARATORS, "。"))
"""Which mark it was matters little, and that there was one much: the likeliest is always put back."""
_NUMERALS = frozenset("一二三四五六七八九十百千万萬亿億两兩零〇")
_CERTAIN = 10.0
_OPTIONS = 8
_BEFORE = 8
"""Characters before a place that are looked at: enough to see past a number."""
_BEHIND = 12
"""Characters behind a place that may be out of step and say nothing about the page's own words."""
_LOOK = 3
_GAIN = 8.0
"""Bits by which the characters behind a mark must be likelier out of step for a search to be worth while. The search
decides; a lower threshold costs time, and finds nothing more."""

_VISIBLE = re.compile(f"[{GONE}][、，,；;]")
_SINGLE_LETTER = re.compile(f"[@-~][({HAN}]")
_GAP = re.compile(f"[{HAN}][{GONE}][{HAN}]")
"""What a pair of bytes without a character leaves on pages where it does not vanish."""
_ODD = re.compile(f"[{GONE}、，,；;]|{_SINGLE_LETTER.pattern}")
"""What seldom stands behind a mark: another one, or a single letter."""
_VANISHED = 8.0
_VANISHED_BESIDE_MARKS = 15.0
"""Bits of a stray byte having vanished, also on a page where others left a question mark."""
_VANISHED_BEFORE_LETTER = 1.0
"""The same where a single letter is left: the model knows no difference between `，F在` and `，APEC在`."""

# Bits of a character being in the converter's table.
_IN_TABLE = 0.0
_NOT_SEEN = 4.0
_SEEN_BARE = 14.0
_WRONG_SCRIPT = 12.0


def conversion(text: str) -> Sequence[Change]:
    """The repair of the places of `text` where a converter's annotations put bytes out of step.

    >>> from extract.text.align import AlignedText
    >>> page = AlignedText.of("全國(guó)勞動(dòng)獎(jiǎng)?lì)C獎(jiǎng)大會(huì)")
    >>> page.edit(conversion(page.text)).text
    '全國(guó)勞動(dòng)獎(jiǎng)頒獎(jiǎng)大會(huì)'
    """
    if ")" not in text or not _TONED.search(text):
        return []
    annotations = find_annotations(text)
    at_work = any(one.strong for one in annotations)
    places = [place for place in _PLACE.finditer(text) if _may_be_damage(place, annotations if at_work else None)]
    if at_work or any(_TONED.search(place[0]) for place in places):
        return list(_Page(text, annotations, [place.span() for place in places]).changes())
    return []


def _may_be_damage(place: re.Match[str], annotations: Sequence[Annotation] | None) -> bool:
    """Whether a search may begin there: at a question mark, or at a reading outside annotations on a page that has some."""
    at = place.start()
    if place[0][0] in GONE:
        return True
    if annotations is None:
        return False
    before = bisect_right(annotations, at, key=_start_of) - 1
    return (before < 0 or at >= annotations[before].end) and _TONED.search(place[0]) is not None


_start_of = attrgetter("start")


def blanks(text: str) -> Sequence[Change]:
    """The question marks that a converter makes of the blanks before a paragraph.

    >>> [tuple(change)[:3] for change in blanks("????近日，全國(guó)大會舉行。")]
    [(0, 4, '')]
    """
    found = list(_BLANKS.finditer(text))
    if not found or not any(one.strong for one in find_annotations(text)):
        return []
    return [Change(*marks.span(), "", "conversion", "likely") for marks in found]


class _Page:
    """A damaged page, and the table of its converter as far as the page shows it."""

    def __init__(self, text: str, annotations: Sequence[Annotation], places: Sequence[tuple[int, int]]) -> None:
        self.text = text
        self.model = load_language_model()
        self._ends = {one.end: one for one in annotations}
        self._annotations = annotations
        self._places = places
        self._table = Counter(one.char for one in annotations)
        self._steps: dict[str, Step] = {}
        self._counted: dict[tuple[int, bool], Counter[str]] = {}
        self.leaves_marks = _VISIBLE.search(text) is not None
        self._leaves_gaps = _GAP.search(text) is not None
        self._vanished = frozenset(self._improbable())

    @cached_property
    def _pairs(self) -> Counter[str]:
        """The pairs of characters in the sound parts of the page."""
        return Counter(map(add, self._sound, self._sound[1:]))

    @cached_property
    def _sound(self) -> str:
        """The sound parts of the page, in simplified script."""
        places = (*self._places, *((at, at + 1) for at in self._vanished))
        damaged = ((start - 1, end + _BEHIND) for start, end in places)
        pieces: list[str] = []
        position = 0
        for start, end in sorted((*damaged, *((one.start, one.end) for one in self._annotations))):
            pieces.append(self.text[position : max(position, start)])
            position = max(position, end)
        return "".join((*pieces, self.text[position:])).translate(self.model.forms)

    def step(self, context: str, char: str) -> Step:
        """`char` behind `context`: better where the page has the pair elsewhere."""
        known = self._steps.get(context + char)
        if known is None:
            bits, behind = self.model.step(context, char)
            bits = self._at_home(bits, behind)
            known = self._steps[context + char] = bits + _WRONG_SCRIPT if is_simplified_only(char) else bits, behind
        return known

    def likeliest(self, context: str, choices: Choices, count: int) -> Iterable[Chosen]:
        """The `count` likeliest of `choices` behind `context`, all of them of traditional text."""
        chosen = self.model.likeliest(context, choices, count)
        if context[-1:] not in self._sound:
            return chosen
        return [(char, self._at_home(bits, behind), behind) for char, bits, behind in chosen]

    def between(self, context: str, choices: Choices, following: str, count: int) -> Sequence[Chosen]:
        """The `count` likeliest of `choices` behind `context` and before `following`."""
        found = self.model.between(context, choices, following, count)
        return [(char, self._at_home(bits, behind), behind) for _, (char, bits, behind) in nsmallest(count, found)]

    def _at_home(self, bits: float, context: str) -> float:
        """`bits` of the last character of `context`: less if the page has its last pair elsewhere too."""
        seen = self._pairs.get(context[-2:])
        return -log2((1 - _OWN) * 2**-bits + _OWN * seen / (self._sound.count(context[-2]) + 1)) if seen else bits

    def changes(self) -> Iterator[Change]:
        """The changes of each damaged place; a search goes on through all that follow close."""
        node: Node | None = None
        for place in sorted({*(start for start, _ in self._places), *self._vanished}):
            if node is not None and place < node.end:
                continue
            start = self._start(place, node)
            node = Search(self, start).straight()
            if node is None:
                node = Search(self, start).best()
                if not self._leaves_gaps:
                    node = self._across_holes(start, node)
            yield from _changes(self.text, node, start)

    def _across_holes(self, start: Node, node: Node) -> Node:
        """The way from `start` again if that to `node` is hard to believe: farther, and across pairs that vanished."""
        holes = frozenset(improbable(node))
        return Search(self, start, holes).best() if holes else node

    def _improbable(self) -> Iterator[int]:
        """Marks behind which the text reads better out of step: there a stray byte may have vanished without a trace."""
        for mark in _MARK.finditer(self.text):
            behind = self.text[mark.end() : mark.end() + _LOOK]
            if _ODD.match(behind) or self._gain(mark[0], behind) >= _GAIN:
                yield mark.start()

    def _gain(self, mark: str, behind: str) -> float:
        """Bits by which the characters `behind` a mark are likelier out of step than in step."""
        pending = gbk.code(ISOLATED[mark])[1]
        gain, before, context = 0.0, self.model.simple(mark), ""
        for char in behind:
            both = gbk.code(FOLDED.get(char, char))
            whole = gbk.pair(pending, both[0]) if both else ""
            if not whole or char in ISOLATED:
                return gain
            in_step, before = self.model.step(before, char)
            out_of_step, context = self.model.step(context, whole)
            gain += in_step - out_of_step
            if len(both) == 1 or gain < -_GAIN:
                return gain
            pending = both[1]
        return gain

    def may_be_cut_out(self, at: int) -> bool:
        """Whether the text behind the mark at `at` reads badly in step."""
        return at in self._vanished

    def vanished_price(self, at: int) -> float:
        """Bits of a stray byte before the mark at `at` having vanished."""
        if _SINGLE_LETTER.match(self.text, at + 1):
            return _VANISHED_BEFORE_LETTER
        return _VANISHED_BESIDE_MARKS if self.leaves_marks else _VANISHED

    def price(self, char: str) -> float:
        """Bits of the converter having had `char` in its table."""
        if char in self._table:
            return _IN_TABLE
        return _SEEN_BARE if char in self.text else _NOT_SEEN

    def annotation_before(self, at: int) -> bool:
        """Whether an annotation ends at `at`."""
        return at in self._ends

    def _start(self, at: int, reached: Node | None) -> Node:
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
        if len(context) < CONTEXT:
            context = (reached.context if reached else LINE) + context
        last = chars[-1] if chars else reached.last if reached else ""
        return Node(None, at, "", None, 0.0, context[-CONTEXT:], last)

    def unusual(self, mark: str, at: int, *, before_number: bool) -> float:
        """Bits by which a separator is rarer in the sentence around `at` than in other text: lists keep to one.

        Before numbers they keep to it more strictly, and only those before other numbers tell.
        """
        prior = 1 if before_number else 2
        seen = self._separators(at, before_number)
        usual = SEPARATORS[mark]
        return -log2((seen[mark] + prior * usual) / (seen.total() + prior) / usual)

    def _separators(self, at: int, before_number: bool) -> Counter[str]:
        """The separators of the sentence around `at`: all, or those before numbers."""
        key = (at, before_number)
        known = self._counted.get(key)
        if known is None:
            begin = max(self.text.rfind(end, 0, at) for end in "。\n") + 1
            ends = [end for end in (self.text.find(mark, at) for mark in "。\n") if end >= 0]
            sentence = self.text[begin : min(ends, default=len(self.text))].translate(_UNFOLD)
            marks = _BEFORE_NUMBER.findall(sentence) if before_number else filter(SEPARATORS.__contains__, sentence)
            known = self._counted[key] = Counter(marks)
        return known


def _remember(winner: Node, loser: Node) -> None:
    """Note on each step of `winner` that `loser` reads differently how much worse it is."""
    margin = loser.cost - winner.cost
    losing: dict[int, Node] = {}
    node: Node | None = loser
    while node is not None:
        losing[node.end] = node
        node = node.before
    node = winner
    while node is not None and losing.get(node.end) is not node:
        other = losing.get(node.end)
        if other is None or other.text[:1] != node.text[:1]:
            node.rival = min(node.rival, margin)
            if other is not None and len(node.others) < _OPTIONS and other.text not in node.others:
                node.others += (other.text,)
        node = node.before


def _changes(text: str, node: Node, start: Node) -> Iterator[Change]:
    """The steps of the path from `start` to `node` as changes; a step without text goes with the next one."""
    path = [node]
    while path[-1].before is not None:
        path.append(path[-1].before)
    for step in path:
        for loser in step.merged:
            if loser.cost - step.cost < _CERTAIN:
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


def _change(begin: int, step: Node) -> Change:
    """What a step put in the place of what; a guess that another one comes close to is none."""
    enough = _SURE_NUMERAL if step.guessed and step.text[0] in _NUMERALS else _SURE
    is_open = step.rival < enough and step.text[0] not in _MARKS
    new = LOST + step.text[1:] if is_open else step.text
    certainty: Certainty = "lost" if LOST in new else "certain" if step.rival >= _CERTAIN else "likely"
    candidates = (step.text, *step.others) if step.guessed or is_open else ()
    return Change(begin, step.end, new, "conversion", certainty, candidates)
