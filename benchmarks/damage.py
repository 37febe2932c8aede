"""Damage made on purpose: what careless converters do to Chinese pages, for measuring the repairer.

`convert` plays the broken simplified-to-traditional converter that `extract/text/repair/conversion.py` describes;
`MOJIBAKE` are the wrong decodings that occur. Needs pypinyin, which the package itself does not.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import opencc
from pypinyin import Style, lazy_pinyin

PUNCTUATION = "、，；？"
"""What the second pass cuts out."""
PRIVATE = "private"
FOLD = str.maketrans("，；：？！（）％", ",;:?!()%")


@dataclass(frozen=True)
class Converter:
    """One page's converter: which share of the table it has, and its habits."""

    share: float
    second_pass: bool
    tail: str
    fold: bool
    seed: int
    marks: str = PUNCTUATION
    undefined: str = "?"
    """What a pair of bytes without a character becomes: `?`, nothing, or `PRIVATE`, the character that Windows has for it."""
    stray: str | None = None
    """What a lead byte before an ASCII character becomes that stays; by default, both become one `?`."""

    def table(self) -> list[str]:
        """The characters that it annotates, in the order of their codes."""
        chars = every_converted()
        chosen = random.Random(self.seed).sample(chars, max(1, round(len(chars) * self.share)))
        return sorted(chosen, key=lambda char: char.encode("gbk"))

    def damage(self, text: str, table: Sequence[str] | None = None) -> str:
        """What the converter makes of simplified `text`."""
        data = traditional(text).encode("gbk", "replace")
        for char in self.table() if table is None else table:
            code = char.encode("gbk")
            if code in data:
                data = data.replace(code, code + f"({reading(char)})".encode("gbk"))
        shown = self._read(data)
        if self.second_pass:
            cuts = b"|".join(re.escape(mark.encode("gbk")) for mark in self.marks)
            pieces = re.split(b"(" + cuts + b")", _encoded(shown))
            shown = "".join(map(self._read, pieces))
        return shown.translate(FOLD) if self.fold else shown

    def _read(self, data: bytes) -> str:
        """GBK read as the converter reads it: a byte pair that is no character is one question mark."""
        out = []
        at = 0
        while at < len(data):
            lead = data[at]
            if lead < 0x80:
                out.append(chr(lead))
                at += 1
            elif lead in (0x80, 0xFF):
                out.append("?")
                at += 1
            elif at + 1 == len(data):
                out.append(self.tail)
                at += 1
            elif data[at + 1] < 0x20:
                at += 1
            elif data[at + 1] < 0x40 and self.stray is not None:
                out.append(self.stray)
                at += 1
            else:
                out.append(_pair(data[at : at + 2], self.undefined if data[at + 1] >= 0x40 else "?"))
                at += 2
        return "".join(out)


def traditional(text: str) -> str:
    """`text` with each character converted by itself, as a table does it; what Big5 has stays."""
    return "".join(map(_traditional, text))


@cache
def reading(char: str) -> str:
    """The toned reading that a converter would write."""
    return lazy_pinyin(char, style=Style.TONE)[0]


@cache
def every_converted() -> list[str]:
    """All characters that converting GB 2312 can give and that differ from the simplified one."""
    codes = (bytes((lead, trail)) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF))
    chars = (code.decode("gb2312", "ignore") for code in codes)
    return sorted({_traditional(char) for char in chars if char and _traditional(char) != char})


@cache
def _traditional(char: str) -> str:
    converted = _ONE_TO_ONE.get(char) or _s2t().convert(char)
    if char in _ONE_TO_ONE:
        return converted
    if converted == char or len(converted) != 1 or _fits(char, "big5") or not _fits(converted, "gbk"):
        return char
    return converted


_ONE_TO_ONE = dict(
    zip(
        "为众启线台万几与云丰个体价优传党准划别动区协厂听后周复尽干并当征志念扑摆据斗旧机极构栏气沈灯点爱离种秘确离系胜范虫虽谷账赞还适郁里钟闹",
        "為眾啟線臺萬幾與雲豐個體價優傳黨準劃別動區協廠聽后周複盡干并當征志念撲擺據斗舊機極構欄氣瀋燈點愛離種秘確離系勝范蟲雖谷賬贊還適郁里鐘鬧",
        strict=True,
    )
)
"""Where tables of pages differ from what OpenCC gives for the single character."""


@cache
def _s2t() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _fits(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _pair(code: bytes, undefined: str) -> str:
    try:
        return code.decode("gbk")
    except UnicodeDecodeError:
        private = code.decode("gb18030", "replace")
        return undefined if undefined != PRIVATE else private if "\ue000" <= private <= "\ue765" else "?"


def _encoded(text: str) -> bytes:
    """`text` in GBK as Windows writes it, which has private characters too."""
    return b"".join(char.encode("gb18030" if "\ue000" <= char <= "\ue765" else "gbk", "replace") for char in text)


def _wrongly(written: str, read: str) -> Callable[[str], str]:
    return lambda text: text.encode(written, "replace").decode(read, "replace")


MOJIBAKE: dict[str, Callable[[str], str]] = {
    "utf-8 as latin-1": _wrongly("utf-8", "latin-1"),
    "utf-8 as cp1252": lambda text: _shown(text.encode("utf-8"), "cp1252"),
    "utf-8 as cp1252, bytes lost": _wrongly("utf-8", "cp1252"),
    "utf-8 as cp1251": lambda text: _shown(text.encode("utf-8"), "cp1251"),
    "utf-8 as mac_roman": _wrongly("utf-8", "mac_roman"),
    "utf-8 as cp437": _wrongly("utf-8", "cp437"),
    "gbk as koi8-r": _wrongly("gb18030", "koi8-r"),
    "utf-8 as gb18030": _wrongly("utf-8", "gb18030"),
    "gbk as latin-1": _wrongly("gb18030", "latin-1"),
    "gbk as cp1252": lambda text: _shown(text.encode("gb18030"), "cp1252"),
    "utf-8 twice": lambda text: text.encode("utf-8").decode("latin-1").encode("utf-8").decode("latin-1"),
    "big5 as gb18030": lambda text: _s2t().convert(text).encode("big5hkscs", "ignore").decode("gb18030", "replace"),
    "big5 as gbk": lambda text: _s2t().convert(text).encode("big5hkscs", "ignore").decode("gbk", "replace"),
    "gbk as big5": _wrongly("gbk", "big5hkscs"),
}
"""Wrong decodings by name."""


def _shown(data: bytes, page: str) -> str:
    """Bytes as browsers read them in a page of one byte a character: undefined ones as control characters."""
    return "".join(bytes((byte,)).decode(page, "ignore") or chr(byte) for byte in data)
