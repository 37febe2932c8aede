"""How likely a character is behind three others: the judge of what a broken conversion destroyed.

A model of four characters of simplified news in 3 MB, made by `scripts/build_language_model.py`. It is loaded when damage was
noticed, never for sound text. Costs are in bits: 0 is certain, 20 is as good as impossible.
"""

from __future__ import annotations

import lzma
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources
from itertools import chain, filterfalse, islice

from extract.errors import DataError

LINE = "¶"
"""Stands for the beginning and the end of a line."""
CONTEXT = 3
"""Characters that the model looks back."""
UNKNOWN = 21.0
"""Bits of a character that the model never saw."""
_MOST_CACHED = 2**18
"""Answers kept: some 30 MB, enough that a folder of damaged pages looks up few of its characters twice."""
_MOST_READ = 2**14
"""Lines of the model kept as they were read."""
_STEP = 0.25
_FIRST, _LAST = ord("!"), ord("~")
_BITS = {chr(code): (code - _FIRST) * _STEP for code in range(_FIRST, _LAST + 1)}
_RUNS = ((re.compile("[0-9]+"), "0"), (re.compile("[A-Za-z]+"), "a"), (re.compile(r"\s+"), " "))
_RUN_CLASSES = "0a "
_IN_RUN = 0.5
"""Bits of one more digit or letter: a run counts as one character, so that the model sees past it."""


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


class LanguageModel:
    """Costs of characters in context, for either script: a character counts as its simplified form."""

    def __init__(self, lines: Sequence[str], simple: dict[str, str]) -> None:
        self._simple = simple
        self.forms = str.maketrans(simple)
        for line in (lines[0], lines[-1]):
            _context, _costs, _chars = line.split("\t")  # ValueError where the file is damaged
        self._lines = lines  # sorted, and read one by one: as dictionaries they would take 130 MB, so 30
        self._entries: dict[str, tuple[str, str]] = {}
        self._steps: dict[str, tuple[float, str]] = {}
        self._chosen: dict[tuple[str, Choices, int], Sequence[str]] = {}

    def simple(self, char: str) -> str:
        """The character that the model knows `char` as."""
        return self._simple.get(char, char)

    def context(self, text: str) -> str:
        """What the model looks at behind `text`, of which the last dozen characters are enough."""
        return classed("".join(map(self.simple, text[-12:])))[-CONTEXT:]

    def cost(self, char: str) -> float:
        """Bits of `char` anywhere, given as `simple` gives it."""
        return self._cost("", char)

    def step(self, context: str, char: str) -> tuple[float, str]:
        """Bits of `char`, as the page has it, behind `context`; and the context behind it."""
        gram = context + char
        known = self._steps.get(gram)
        if known is None:
            if len(self._steps) >= _MOST_CACHED:
                self._steps.clear()
            simple = self._simple.get(char, char)
            if simple == context[-1:] and simple in _RUN_CLASSES:
                known = _IN_RUN, context
            else:
                known = self._cost(context, simple), context[1 - CONTEXT :] + simple
            self._steps[gram] = known
        return known

    def likeliest(self, context: str, choices: Choices, count: int) -> Sequence[str]:
        """About the `count` likeliest of `choices` behind `context`: those seen behind it, then the commonest.

        Contexts list what follows them by its cost, so few characters are looked at; the order is not exact where
        one that was seen is less likely than one that was not.
        """
        key = (context, choices, count)
        known = self._chosen.get(key)
        if known is None:
            if len(self._chosen) >= _MOST_CACHED:
                self._chosen.clear()
            known = self._chosen[key] = self._likeliest(context, choices.chars, count)
        return known

    def before(self, following: str, choices: Choices) -> Sequence[str]:
        """Those of `choices` behind which the model has seen `following`."""
        key = (following, choices, 0)
        known = self._chosen.get(key)
        if known is None:
            chars = choices.chars
            seen = self._preceding.get(self.simple(following), ())
            known = self._chosen[key] = [chars[char] for char in seen if char in chars]
        return known

    @cached_property
    def _preceding(self) -> dict[str, list[str]]:
        """What each character was seen behind."""
        found: dict[str, list[str]] = {}
        for line in self._lines:
            if line[1:2] == "\t":
                for char in self._entry(line[0])[0]:
                    found.setdefault(char, []).append(line[0])
        return found

    def _likeliest(self, context: str, chars: Mapping[str, str], count: int) -> Sequence[str]:
        found: dict[str, None] = {}
        for start in range(len(context)):
            seen = self._entry(context[start:])[0]
            for char in filter(chars.__contains__, seen):
                found[chars[char]] = None
                if len(found) == count:
                    return tuple(found)
        return tuple(islice(chain(found, filterfalse(found.__contains__, chars.values())), count))

    @cached_property
    def known(self) -> frozenset[str]:
        """The characters that the model knows, as a set."""
        return frozenset(self.vocabulary)

    @property
    def vocabulary(self) -> str:
        """The characters that the model knows, the commonest first."""
        return self._entry("")[0]

    def _entry(self, context: str) -> tuple[str, str]:
        """What was seen behind `context`, and the costs: first that of anything else. Empty where it was never seen."""
        known = self._entries.get(context)
        if known is None:
            if len(self._entries) >= _MOST_READ:
                self._entries.clear()
            at = bisect_left(self._lines, context + "\t")
            line = self._lines[at] if at < len(self._lines) else ""
            _, costs, chars = line.split("\t") if line.startswith(context + "\t") else ("", "", "")
            known = self._entries[context] = chars, costs
        return known

    def _cost(self, context: str, char: str) -> float:
        bits = 0.0
        while True:
            chars, costs = self._entry(context)
            if costs:
                at = chars.find(char)
                if at >= 0:
                    return min(UNKNOWN, bits + _BITS[costs[at + 1]])
                bits += _BITS[costs[0]]
            if not context:
                return UNKNOWN
            context = context[1:]


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
