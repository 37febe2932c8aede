"""Which script a text is in, and its conversion to simplified characters."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from extract.text import patterns as re
from extract.text.align import AlignedText
from extract.text.lexicon import read_table
from extract.types import Script

if TYPE_CHECKING:
    import opencc

_TRADITIONAL = 0.8
"""Share of traditional characters, among those that only one script has, from which a whole text is traditional:
pages that were converted by a table keep some simplified characters that the table lacked."""
_CLAUSE = 0.3
"""The same for one clause of a text that is not traditional as a whole."""
_CLAUSES = re.compile("[^，。；！？\n]*[，。；！？\n]?")
_BOTH = frozenset("乾吒夥徵拚捱摺於榘菸薹袷醣麴麽蘋谿氾祕昇濛拋陞剋綵崑崙勣頫劄")
"""Converted by OpenCC, but sound in simplified text: in GB 2312, or in names and terms (王丙乾, 毕昇, 宫商角徵羽)."""

_EITHER = re.compile(f"[{''.join(sorted(_BOTH))}]")


def detect_script(text: str) -> Script:
    """The script of `text`, by the characters that are impossible in the other.

    乾, 后 and 里 exist in both and say nothing. A text is `mixed` where single clauses are in the other script.

    >>> detect_script("區長頒獎"), detect_script("区长颁奖，王丙乾出席")
    ('traditional', 'simplified')
    """
    if not _any_traditional().search(text):
        return "simplified"
    traditional, simplified = _counts(text)
    if traditional / (traditional + simplified) >= _TRADITIONAL:
        return "traditional"
    return "mixed" if any(map(_is_traditional, _CLAUSES.findall(text))) else "simplified"


def simplify(aligned: AlignedText, script: Script, config: str = "t2s") -> AlignedText:
    """`aligned` in simplified characters; a simplified text is left alone, so that 王丙乾 stays 王丙乾.

    Of a mixed text the traditional clauses are converted. The conversions used (`t2s`, `tw2s`, `hk2s`) keep the
    number of characters; ValueError if one ever does not.
    """
    if script == "simplified":
        return aligned
    convert = _fixpoint(_converter(config).convert)
    if script == "traditional":
        return aligned.converted(convert(aligned.text))
    clauses = _CLAUSES.findall(aligned.text)
    return aligned.converted("".join(convert(clause) if _is_traditional(clause) else clause for clause in clauses))


def may_change(text: str) -> bool:
    """Whether `text` has a character that the conversion to simplified ones changes; almost none of simplified text has.

    A few words (土坏 becomes 土坯, 沈默 沉默) change without such a character: what only finds its way by the characters
    of the grammar, and shows the text itself, can do without them.

    >>> may_change("5月6號"), may_change("5月6号"), may_change("王丙乾")
    (True, False, True)
    """
    return _any_traditional().search(text) is not None or _EITHER.search(text) is not None


def is_traditional_only(char: str) -> bool:
    """Whether `char` is impossible in simplified text.

    >>> is_traditional_only("國"), is_traditional_only("乾"), is_traditional_only("后")
    (True, False, False)
    """
    return char in _only()[0]


def is_simplified_only(char: str) -> bool:
    """Whether `char` is impossible in traditional text."""
    return char in _only()[1]


@cache
def _converter(config: str) -> opencc.OpenCC:
    import opencc  # not for simplified text, which needs no conversion

    return opencc.OpenCC(config)


def _fixpoint(convert: Callable[[str], str]) -> Callable[[str], str]:
    """`convert`, twice where once is not enough (薴 gives 苧, and 苧 gives 苎): converting again changes nothing."""

    def converted(text: str) -> str:
        once = convert(text)
        return convert(once) if once != text else text

    return converted


def _is_traditional(clause: str) -> bool:
    """Whether a clause of a text in the other script is traditional: not for one character of a name."""
    traditional, simplified = _counts(clause)
    return traditional >= 2 and traditional / (traditional + simplified) >= _CLAUSE


def _counts(text: str) -> tuple[int, int]:
    """How many characters of `text` are impossible in simplified text, and how many in traditional text."""
    traditional, simplified = _only()
    return sum(map(traditional.__contains__, text)), sum(map(simplified.__contains__, text))


@cache
def _only() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that only traditional and only simplified text has."""
    told = {row["script"]: frozenset(row["characters"]) for row in read_table("script_characters")}
    return told["traditional"] - _BOTH, told["simplified"]


@cache
def _any_traditional() -> re.Pattern[str]:
    """One pass of a compiled class is ten times as fast as asking a set for each character."""
    return re.compile(f"[{''.join(_only()[0])}]")
