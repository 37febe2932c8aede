"""Build `extract/data/readings.tsv` from the readings of pypinyin: python scripts/build_readings.py [OUT]."""

import sys
from collections import defaultdict
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

HEADER = """\
# what: toned Hanyu Pinyin readings and the characters of GBK that have them, in both scripts
# source: pypinyin (mozillazg/pinyin-data), made by scripts/build_readings.py
# licence: MIT
reading\tcharacters
"""


def build() -> str:
    """The table as text."""
    characters = defaultdict(set)
    for code, readings in PINYIN_DICT.items():
        if _in_gbk(chr(code)):
            for reading in readings.split(","):
                characters[reading].add(chr(code))
    return HEADER + "".join(f"{reading}\t{''.join(sorted(characters[reading]))}\n" for reading in sorted(characters))


def _in_gbk(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return char >= "\u3400"


if __name__ == "__main__":
    default = Path(__file__).parents[1] / "extract" / "data" / "readings.tsv"
    Path(sys.argv[1] if len(sys.argv) > 1 else default).write_text(build(), encoding="utf-8")
