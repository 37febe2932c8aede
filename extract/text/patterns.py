"""`re`, whose `compile` waits until a pattern is used: of 600 patterns the first article needs half.

Compiling all of them takes a fifth of the time in which a fresh process reads its first article. A module says
`from extract.text import patterns as re` and goes on as with `re`.
"""

from __future__ import annotations

import re
from re import *  # noqa: F403 (stands for `re`)
from typing import Any, AnyStr, cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "split", "pattern")


def compile(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:  # type: ignore[no-redef]  # noqa: A001
    """What `re.compile` gives, made when it is first asked for anything.

    >>> compile("[一二三]等奖").search("获一等奖").span()
    (1, 4)
    """
    return cast("re.Pattern[AnyStr]", _Waiting(lambda: re.compile(pattern, flags)))


class _Ready:
    """A pattern with the methods of the compiled one as attributes of its own, which are found as fast as there."""


class _Waiting(_Ready):
    def __init__(self, make: Any) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        compiled = self._make()
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        self.__class__ = _Ready  # type: ignore[assignment]
        return getattr(compiled, name)
