"""How likely a character is behind two others: the judge of what a broken conversion destroyed.

A trigram model of simplified news in 2 MB, made by `scripts/build_language_model.py`. It is loaded when damage was
noticed, never for sound text. Costs are in bits: 0 is certain, 20 is as good as impossible.
"""

from __future__ import annotations

import gzip
import re
from functools import cache, cached_property
from importlib import resources

LINE = "¶"
"""Stands for the beginning and the end of a line."""
UNKNOWN = 21.0
"""Bits of a character that the model never saw."""
_STEP = 0.25
_FIRST, _LAST = ord("!"), ord("~")
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


def after(context: str, char: str) -> str:
    """The context behind `char`, both as `LanguageModel.simple` gives them."""
    return context if char == context[-1:] and char in _RUN_CLASSES else context[-1:] + char


def letter(bits: float) -> str:
    """A cost as one printable letter, in quarters of a bit."""
    return chr(min(_LAST, _FIRST + max(0, round(bits / _STEP))))


class LanguageModel:
    """Costs of characters in context, for either script: a character counts as its simplified form."""

    def __init__(self, lines: list[str], simple: dict[str, str]) -> None:
        self._simple = simple
        self._backoff: dict[str, float] = {}
        self._seen: dict[str, tuple[str, str]] = {}
        for line in lines:
            context, costs, chars = line.split("\t")
            self._backoff[context] = _bits(costs[0])
            self._seen[context] = (chars, costs[1:])
        self._cached: dict[str, float] = {}

    def simple(self, char: str) -> str:
        """The character that the model knows `char` as."""
        return self._simple.get(char, char)

    def context(self, text: str) -> str:
        """What the model looks at behind `text`, of which the last dozen characters are enough."""
        return classed("".join(map(self.simple, text[-12:])))[-2:]

    def cost(self, context: str, char: str) -> float:
        """Bits of `char` behind the last two characters of `context`, all given as `simple` gives them."""
        if char == context[-1:] and char in _RUN_CLASSES:
            return _IN_RUN
        gram = context[-2:] + char
        known = self._cached.get(gram)
        if known is None:
            known = self._cached[gram] = self._cost(gram[:-1], char)
        return known

    @cached_property
    def known(self) -> frozenset[str]:
        """The characters that the model knows, as a set."""
        return frozenset(self.vocabulary)

    @property
    def vocabulary(self) -> str:
        """The characters that the model knows, the commonest first."""
        return self._seen[""][0]

    def _cost(self, context: str, char: str) -> float:
        entry = self._seen.get(context)
        if entry is None:
            return self._cost(context[1:], char) if context else UNKNOWN
        at = entry[0].find(char)
        if at >= 0:
            return _bits(entry[1][at])
        return min(UNKNOWN, self._backoff[context] + self._cost(context[1:], char)) if context else UNKNOWN


@cache
def load_language_model() -> LanguageModel:
    """The model that ships with the package."""
    path = resources.files("extract") / "data" / "models" / "characters.txt.gz"
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")
    return LanguageModel(lines, _simple_forms())


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


def _bits(code: str) -> float:
    return (ord(code) - _FIRST) * _STEP
