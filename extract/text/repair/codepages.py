"""Code pages of one byte a character in which Chinese bytes are shown: by Windows, by DOS, on a Mac, in Russian mail."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extract.text import patterns as re

_PAGES = (
    "cp1250", "cp1251", "cp1254", "cp437", "cp850", "cp866", "iso8859-2", "iso8859-5", "iso8859-15", "koi8-r", "mac_roman",
)  # fmt: skip
"""Besides Latin-1 and windows-1252, which `mojibake` reads itself."""
_MARKS = "“”‘’…—·×÷°±§¨"
"""What pages have and sound Chinese text as well."""
_FEWEST = 4
"""Characters of the upper half of a page in a row: names of other languages have one or two between plain letters, words
in Cyrillic fail by what their bytes give."""


def shown_runs(text: str) -> Iterator[re.Match[str]]:
    """The stretches of `text` that may be Chinese bytes as a code page shows them."""
    if _upper().search(text):
        yield from (run for run in _run().finditer(text) if _upper().search(run[0]))


def latin_readings(run: str) -> Iterator[str]:
    """`run` with the Latin-1 character of each byte, for every page that has all of its characters.

    >>> [*latin_readings("жњ€")][0].encode("latin-1").decode()
    '月'
    """
    for page in _PAGES:
        table = _table(page)
        if all(char in table or char < "\x80" or char == "\ufffd" for char in run):
            yield "".join(table.get(char, char) for char in run)


@cache
def _table(page: str) -> dict[str, str]:
    """Latin-1 characters by those of `page`. A byte without one is shown as a control character."""
    shown = {bytes((byte,)).decode(page, "ignore") or chr(byte): chr(byte) for byte in range(0x80, 0x100)}
    return {char: latin for char, latin in shown.items() if char}


@cache
def _upper() -> re.Pattern[str]:
    return re.compile(f"[{_characters(_MARKS)}]{{{_FEWEST}}}")


@cache
def _run() -> re.Pattern[str]:
    return re.compile(f"[\ufffd{_characters()}][\t -~\ufffd{_characters()}]*+")


def _characters(but: str = "") -> str:
    return re.escape("".join(sorted({char for page in _PAGES for char in _table(page)} - set(but))))
