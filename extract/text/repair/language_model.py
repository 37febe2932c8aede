"""How likely a character is behind three others: the judge of what a broken conversion destroyed.

A model of four characters of simplified news in 3 MB, made by `scripts/build_language_model.py`. It is loaded when damage was
noticed, never for sound text. Costs are in bits: 0 is certain, 20 is as good as impossible.
"""

from __future__ import annotations

import lzma
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from importlib import resources
from itertools import islice

from extract.errors import DataError

LINE = "¶"
"""Stands for the beginning and the end of a line."""
CONTEXT = 3
"""Characters that the model looks back."""
UNKNOWN = 21.0
"""Bits of a character that the model never saw."""
_MOST_CACHED, _MOST_CHOSEN = 2**16, 2**13
"""Answers kept, of either kind: some MB, enough that a folder of damaged pages looks up few of its characters twice."""
_MOST_READ = 2**15
"""Contexts kept with the lines that were read for them."""
_STEP = 0.25
_FIRST, _LAST = ord("!"), ord("~")
_BITS = {chr(code): (code - _FIRST) * _STEP for code in range(_FIRST, _LAST + 1)}
_RUNS = ((re.compile("[0-9]+"), "0"), (re.compile("[A-Za-z]+"), "a"), (re.compile(r"\s+"), " "))
_RUN_CLASSES = "0a "
_IN_RUN = 0.5
"""Bits of one more digit or letter: a run counts as one character, so that the model sees past it."""
_UNSEEN = 3.0
"""What backing off costs, about: for a character behind another one that it was never seen behind."""


def classed(text: str) -> str:
    """`text` as the model sees it: all numbers are one character, and so are all runs of Latin letters.

    >>> classed("15月APEC")
    '0月a'
    """
    for pattern, one in _RUNS:
        text = pattern.sub(one, text)
    return text


def letter(bits: float) -> str:
    """A cost as one printable letter, in quarters of a bit."""
    return chr(min(_LAST, _FIRST + max(0, round(bits / _STEP))))


class Choices:
    """Characters to choose among: by their simple form, the commonest first."""

    __slots__ = ("chars",)

    def __init__(self, model: LanguageModel, chars: Iterable[str]) -> None:
        found: dict[str, str] = {}
        for char in chars:
            found.setdefault(model.simple(char), char)
        self.chars = dict(sorted(found.items(), key=lambda pair: model.cost(pair[0])))


Step = tuple[float, str]
"""A character behind a context: its cost in bits, and the context behind it."""
Chosen = tuple[str, float, str]
"""The same with the character before them."""
_Level = tuple[str, str]
"""The characters seen behind a context, and their costs: first that of anything else."""


class LanguageModel:
    """Costs of characters in context, for either script: a character counts as its simplified form."""

    def __init__(self, lines: Sequence[str], simple: dict[str, str]) -> None:
        self._simple = simple
        self.forms = str.maketrans(simple)
        for line in (lines[0], lines[-1]):
            _context, _costs, _chars = line.split("\t")  # ValueError where the file is damaged
        self._lines = lines  # sorted, and read one by one: as dictionaries they would take 130 MB, so 30
        self._read: dict[str, _Level] = {}
        self._steps: dict[str, Step] = {}
        self._preceding: dict[tuple[str, Choices], dict[str, float]] = {}
        self._among: dict[tuple[str, Choices], Sequence[tuple[str, float]]] = {}

    def simple(self, char: str) -> str:
        """The character that the model knows `char` as."""
        return self._simple.get(char, char)

    def context(self, text: str) -> str:
        """What the model looks at behind `text`, of which the last dozen characters are enough."""
        return classed("".join(map(self.simple, text[-12:])))[-CONTEXT:]

    def cost(self, char: str) -> float:
        """Bits of `char` anywhere, given as `simple` gives it."""
        return self._common.get(char, UNKNOWN)

    def step(self, context: str, char: str) -> Step:
        """`char`, as the page has it, behind `context`."""
        gram = context + char
        known = self._steps.get(gram)
        if known is None:
            if len(self._steps) >= _MOST_CACHED:
                self._steps.clear()
            known = self._steps[gram] = self._step(context, char)
        return known

    def likeliest(self, context: str, choices: Choices, count: int) -> list[Chosen]:
        """The `count` likeliest of `choices` behind `context`: those seen behind it, then the commonest.

        Contexts list what follows them by its cost, so few characters are looked at; the order is not exact where
        one that was seen is less likely than one that was not.
        """
        found: dict[str, float] = {}
        lost = 0.0
        for start in range(len(context)):
            behind = context[start:]
            costs = self._level(behind)[1]
            if costs:
                for char, bits in self._seen(behind, choices):
                    if char not in found:
                        found[char] = lost + bits
                        if len(found) == count:
                            return self._chosen(found, context, choices)
                lost += _BITS[costs[0]]
        for char in islice(choices.chars, count):
            found.setdefault(char, lost + self.cost(char))
        return self._chosen(dict(islice(found.items(), count)), context, choices)

    def _chosen(self, bits: dict[str, float], context: str, choices: Choices) -> list[Chosen]:
        chars, tail = choices.chars, context[1 - CONTEXT :]
        return [(chars[char], min(own, UNKNOWN), tail + char) for char, own in bits.items()]

    def _seen(self, context: str, choices: Choices) -> Sequence[tuple[str, float]]:
        """Those of `choices` that were seen behind all of `context`, and their costs."""
        key = (context, choices)
        known = self._among.get(key)
        if known is None:
            if len(self._among) >= _MOST_CHOSEN:
                self._among.clear()
            chars, costs = self._level(context)
            found: Iterable[str] = filter(choices.chars.__contains__, chars)
            if len(chars) > 2 * len(choices.chars):
                found = sorted(filter(chars.__contains__, choices.chars), key=chars.index)
            known = self._among[key] = [(char, _BITS[costs[chars.index(char) + 1]]) for char in found]
        return known

    def between(self, context: str, choices: Choices, following: str, count: int) -> list[tuple[float, Chosen]]:
        """The `count` likeliest of `choices` behind `context`, and all that were seen before `following`.

        Each with about what it costs together with `following`.
        """
        simple = self.simple(following)
        before = self._before(simple, choices)
        unseen = self._common.get(simple, UNKNOWN) + _UNSEEN
        chosen = self.likeliest(context, choices, count)
        known = {behind[-1] for _, _, behind in chosen}
        chosen += self._weighed(context, choices, [char for char in before if char not in known])
        return [(one[1] + before.get(one[2][-1], unseen), one) for one in chosen]

    def _before(self, following: str, choices: Choices) -> dict[str, float]:
        """Those of `choices` behind which the model has seen `following`, and what it costs there."""
        key = (following, choices)
        known = self._preceding.get(key)
        if known is None:
            if len(self._preceding) >= _MOST_CHOSEN:
                self._preceding.clear()
            known = self._preceding[key] = {}
            for char in choices.chars:
                chars, costs = self._level(char)
                at = chars.find(following)
                if at >= 0:
                    known[char] = _BITS[costs[at + 1]]
        return known

    def _weighed(self, context: str, choices: Choices, chars: Sequence[str]) -> list[Chosen]:
        """Some of `choices` behind `context`."""
        bits = dict.fromkeys(chars, 0.0)
        left = chars
        for start in range(len(context)):
            seen, costs = self._level(context[start:])
            if costs:
                for char in left:
                    bits[char] += _BITS[costs[seen.find(char) + 1]]
                left = [char for char in left if char not in seen]
        for char in left:
            bits[char] += self.cost(char)
        return self._chosen(bits, context, choices)

    @cached_property
    def _common(self) -> dict[str, float]:
        """What each character costs anywhere."""
        chars, costs = self._level("")
        return dict(zip(chars, map(_BITS.__getitem__, costs[1:]), strict=True))

    @cached_property
    def known(self) -> frozenset[str]:
        """The characters that the model knows, as a set."""
        return frozenset(self.vocabulary)

    @property
    def vocabulary(self) -> str:
        """The characters that the model knows, the commonest first."""
        return self._level("")[0]

    def _level(self, context: str) -> _Level:
        """What was seen behind all of `context`; empty where it was never seen."""
        known = self._read.get(context)
        if known is None:
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            known = self._read[context] = self._line(context)
        return known

    def _line(self, context: str) -> _Level:
        """The line of `context`, looked up."""
        at = bisect_left(self._lines, context + "\t")
        line = self._lines[at] if at < len(self._lines) else ""
        if not line.startswith(context + "\t"):
            return "", ""
        _, costs, chars = line.split("\t")
        return chars, costs

    def _step(self, context: str, char: str) -> Step:
        simple = self._simple.get(char, char)
        if simple == context[-1:] and simple in _RUN_CLASSES:
            return _IN_RUN, context
        return self._cost(context, simple), context[1 - CONTEXT :] + simple

    def _cost(self, context: str, char: str) -> float:
        bits, read = 0.0, self._read
        while context:
            chars, costs = read.get(context) or self._level(context)
            if costs:
                at = chars.find(char)
                if at >= 0:
                    return min(UNKNOWN, bits + _BITS[costs[at + 1]])
                bits += _BITS[costs[0]]
            context = context[1:]
        return min(UNKNOWN, bits + self._common.get(char, UNKNOWN))


@cache
def load_language_model() -> LanguageModel:
    """The model that ships with the package. Raises DataError where its file is damaged."""
    path = resources.files("extract") / "data" / "models" / "characters.txt.xz"
    try:
        lines = lzma.decompress(path.read_bytes()).decode("utf-8").split("\n")
        return LanguageModel(lines, _simple_forms())
    except (OSError, EOFError, ValueError, lzma.LZMAError) as error:
        raise DataError(f"{path}: the model file is damaged: install the package again") from error


def _simple_forms() -> dict[str, str]:
    """Characters that stand for another one in the model: traditional ones, digits, letters, white space."""
    import opencc  # not for sound text, which needs no model

    chars = "".join(map(chr, range(0x3400, 0xA000)))
    apart = "\n".join(chars)
    changed = opencc.OpenCC("t2s").convert(apart)
    forms = {before: after for before, after in zip(apart, changed, strict=True) if before != after}
    ascii_chars = [chr(code) for code in range(0x20, 0x7F)]
    forms |= {char: classed(char) for char in ascii_chars}
    return forms | {"\n": LINE, "\u3000": " ", "▢": "0", **dict(zip(",;:?!()", "，；：？！（）", strict=True))}
