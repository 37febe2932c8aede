"""The likeliest characters for bytes that are lost: a beam search over what they may have been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from heapq import nsmallest
from itertools import groupby
from math import inf

from extract.text.repair.language_model import LINE, Choices, LanguageModel, load_language_model
from extract.text.repair.punctuation import MARKS, mark_bits
from extract.text.repair.roundtrip import MOST, Read
from extract.types import LOST

_SURE = 0.7
"""Bits by which the character for a lost byte must beat the next one. Marks are always put back: which one it was
matters little, and that there was one much."""
_BEAM = 24
_HOPELESS = 16.0
"""Bits behind the best hypothesis at which one is dropped."""
_FEW = 70
"""Candidates that are all tried: those of a last byte of UTF-8. Of more, only the likeliest are."""
_GUESSES = 12
_SENTENCE = 100
"""Characters around a lost mark among which the other bracket, or another number, is looked for."""
_BEHIND = 8
"""Characters behind a damaged one that are looked at: enough to see past a number."""
_BLIND = 4
"""Characters in a row with that many candidates each that a search may still fill. It takes 25 ms for each of them, so
that a kilobyte of lost bytes would take a minute."""


def without_blind_runs(reads: Sequence[Read]) -> list[Read]:
    """The reads, given up where many in a row say nothing of their character: no search could be sure of one."""
    sighted: list[Read] = []
    for blind, run in groupby(reads, key=lambda read: len(read.candidates) >= MOST):
        alike = list(run)
        sighted += [Read((LOST,), read.size) for read in alike] if blind and len(alike) > _BLIND else alike
    return sighted


def fill_in(model: LanguageModel, reads: Sequence[Read]) -> list[tuple[str, Sequence[str]]]:
    """A character for each read, with the candidates where there were several; lost where the model is not sure."""
    filled: list[tuple[str, Sequence[str]]] = [(read.candidates[0], ()) for read in reads]
    at = 0
    while at < len(reads):
        if len(reads[at].candidates) == 1:
            at += 1
            continue
        end = at + 1
        while end < len(reads) and any(len(read.candidates) > 1 for read in reads[end : end + 2]):
            end += 1
        before = LINE + "".join(char for char, _ in filled[max(0, at - _SENTENCE) : at])
        behind = reads[end : end + _SENTENCE]
        if len(behind) < _BEHIND:
            behind = [*behind, Read((LINE,), 0)]
        filled[at:end] = _likeliest(model, before, reads[at:end], behind)
        at = end
    return filled


def _likeliest(
    model: LanguageModel, before: str, reads: Sequence[Read], behind: Sequence[Read]
) -> Iterator[tuple[str, Sequence[str]]]:
    """The characters of `reads`, some of them open, between what stands before and what stands behind."""
    beams = [(0.0, model.context(before), "")]
    known = "".join(read.candidates[0] for read in behind)
    for at, read in enumerate((*reads, *behind[:_BEHIND])):
        longer = []
        is_mark = len(read.candidates) > 1 and not MARKS.isdisjoint(read.candidates)
        follows = "".join(one.candidates[0] for one in reads[at + 1 :]) + known
        for bits, context, chars in beams:
            options: Sequence[str] = read.candidates
            if len(options) > _FEW:
                options = [char for char, _, _ in model.likeliest(context, _choices(tuple(options)), _GUESSES)]
            for char in options:
                own, behind_it = model.step(context, char)
                if is_mark:
                    own += mark_bits(char, before + chars, follows)
                longer.append((bits + own, behind_it, chars + char))
        beams = nsmallest(_BEAM, longer)
        beams = [beam for beam in beams if beam[0] <= beams[0][0] + _HOPELESS]
    best, _, chosen = beams[0]
    for at, read in enumerate(reads):
        if len(read.candidates) == 1:
            yield chosen[at], ()
            continue
        rival = min((bits for bits, _, chars in beams if chars[at] != chosen[at]), default=inf)
        found = dict.fromkeys(chars[at] for _, _, chars in beams)
        sure = rival - best >= (0.0 if chosen[at] in MARKS else _SURE)
        yield (chosen[at] if sure else LOST), tuple(found)[:8]


@cache
def _choices(chars: tuple[str, ...]) -> Choices:
    return Choices(load_language_model(), chars)
