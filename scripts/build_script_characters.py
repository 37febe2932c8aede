"""Build `extract/data/script_characters.tsv` with OpenCC: python scripts/build_script_characters.py [OUT].

The table is shipped since to convert all Han characters takes a fifth of a second, which each process would spend.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import opencc

HEADER = """\
# what: characters that OpenCC changes into the other script; of the simplified ones those that Big5 lacks
# source: OpenCC (t2s, s2t), made by scripts/build_script_characters.py
# licence: Apache-2.0
script\tcharacters
"""


def build() -> str:
    """The table as text."""
    simplified = "".join(char for char in _converted("s2t") if not _in_big5(char))
    return f"{HEADER}simplified\t{simplified}\ntraditional\t{''.join(_converted('t2s'))}\n"


def _converted(config: str) -> Iterator[str]:
    """The Han characters of the first plane that OpenCC changes."""
    chars = "\n".join(map(chr, range(0x3400, 0xA000)))
    converted = opencc.OpenCC(config).convert(chars)
    return (before for before, after in zip(chars, converted, strict=True) if before != after)


def _in_big5(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    default = Path(__file__).parents[1] / "extract" / "data" / "script_characters.tsv"
    Path(sys.argv[1] if len(sys.argv) > 1 else default).write_text(build(), encoding="utf-8")
