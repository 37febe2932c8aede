"""Measure the repairer on damage of every kind: python benchmarks/repair.py TEXTS.jsonl[.xz] [--paragraphs 200].

Only stories that the language model was kept from are used (see scripts/build_language_model.py). Needs pypinyin;
ftfy and charset-normalizer are compared where they are installed.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import opencc

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.damage import FOLD, MOJIBAKE, Converter, every_converted, traditional
from extract.text.normalize import normalize
from extract.types import LOST
from scripts.build_language_model import is_kept_out

SEED_SIZED = 0.035
"""Share of the table that a page with seventy annotated characters has."""
_NAIVE = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")
_t2s = opencc.OpenCC("t2s").convert


class Errors(NamedTuple):
    """Differences from the clean text: characters wrong, characters shown as lost, characters in all."""

    wrong: int
    lost: int
    total: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--paragraphs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="differences to print for each kind of damage")
    options = parser.parse_args()
    paragraphs = list(read_paragraphs(options.texts, options.paragraphs, options.seed))
    conversions(paragraphs, options.show)
    mojibake(paragraphs)
    sound(paragraphs)


def read_paragraphs(path: Path, count: int, seed: int) -> Iterator[str]:
    """Random paragraphs of 60 characters and more from stories kept out of the language model."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        stories = [row for row in map(json.loads, lines) if is_kept_out(str(row.get("id", "")))]
    every = [
        line.strip()
        for story in stories
        for line in story["text"].split("\n")
        if len(line.strip()) >= 60 and "&" not in line
    ]
    yield from random.Random(seed).sample(every, min(count, len(every)))


def conversions(paragraphs: Sequence[str], show: int) -> None:
    """The broken conversion, with tables of each size."""
    print("conversion              CER damaged    naive   repaired  (wrong  lost)   exact places  wrong places   MB/s")
    for name, share, tail in (("seed", SEED_SIZED, "?"), ("half", 0.5, "?"), ("full", 1.0, "?"), ("seed, no mark", SEED_SIZED, ""), ("full, no mark", 1.0, "")):  # fmt: skip
        rows = []
        seconds = size = exact = places = wrong_places = 0.0
        for number, paragraph in enumerate(paragraphs):
            converter = Converter(share, second_pass=number % 3 != 0, tail=tail, fold=number % 2 == 0, seed=number)
            table = _common_table(number) if share == SEED_SIZED else None
            damaged = converter.damage(paragraph, table)
            clean = _t2s(traditional(paragraph))
            start = time.process_time()
            repaired = normalize(damaged).text
            seconds += time.process_time() - start
            size += len(damaged.encode())
            rows.append((clean, damaged, _t2s(_NAIVE.sub("", damaged)), repaired))
            good, bad, every = places_of(clean, repaired, damaged)
            exact, wrong_places, places = exact + good, wrong_places + bad, places + every
            if show and _plain(clean) != _plain(repaired):
                show -= 1
                print_differences(clean, repaired)
        after = _sum(rate(row[0], row[3]) for row in rows)
        before, naive = _sum(rate(row[0], row[1]) for row in rows), _sum(rate(row[0], row[2]) for row in rows)
        print(
            f"{name:22} {_cer(before):10.2%} {_cer(naive):10.2%} {_cer(after):9.3%}  {after.wrong:6} {after.lost:5}"
            f" {exact / max(1, places):12.1%} {wrong_places / max(1, places):12.1%}  {size / 1e6 / seconds:8.2f}"
        )


def _common_table(seed: int) -> list[str]:
    """Seventy characters, the commoner the likelier: a table as small as some pages show."""
    from extract.text.repair.language_model import load_language_model

    model = load_language_model()
    rank = {char: at for at, char in enumerate(model.vocabulary)}
    chars = [char for char in every_converted() if rank.get(model.simple(char), 9999) < 900]
    return sorted(random.Random(seed).sample(chars, 70), key=lambda char: char.encode("gbk"))


def places_of(clean: str, repaired: str, damaged: str) -> tuple[int, int, int]:
    """Damaged places (by the marks that they leave) restored exactly, wrong ones, and all."""
    marks = len(re.findall(r"\?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)|\?[,，、;；]|[A-Z^~h-z]\(", damaged))
    wrong = lost = 0
    for tag, a, b, c, d in SequenceMatcher(None, _plain(clean), _plain(repaired), autojunk=False).get_opcodes():
        if tag != "equal":
            if LOST in _plain(repaired)[c:d] and d - c == b - a:
                lost += 1
            else:
                wrong += 1
    return max(0, marks - wrong - lost), wrong, max(marks, wrong + lost)


def rate(clean: str, text: str) -> Errors:
    """Character errors of `text`; the width of punctuation is not counted, and a lost character is one error."""
    clean, text = _plain(clean), _plain(text)
    wrong = lost = 0
    for tag, a, b, c, d in SequenceMatcher(None, clean, text, autojunk=False).get_opcodes():
        if tag != "equal":
            marks = min(text[c:d].count(LOST), b - a)
            lost += marks
            wrong += max(b - a, d - c) - marks
    return Errors(wrong, lost, len(clean))


def _plain(text: str) -> str:
    return text.translate(FOLD)


def _sum(errors: Iterator[Errors] | Sequence[Errors]) -> Errors:
    rows = list(errors)
    return Errors(*(sum(column) for column in zip(*rows, strict=True)))


def _cer(errors: Errors) -> float:
    return (errors.wrong + errors.lost) / errors.total


def print_differences(clean: str, repaired: str) -> None:
    for tag, a, b, c, d in SequenceMatcher(None, _plain(clean), _plain(repaired), autojunk=False).get_opcodes():
        if tag != "equal":
            print(f"    {clean[max(0, a - 6) : a]}[{clean[a:b]}|{repaired[c:d]}]{clean[b : b + 6]}")


def mojibake(paragraphs: Sequence[str]) -> None:
    """Wrong decodings: the share of paragraphs that come back whole."""
    print("mojibake                  paragraphs    restored")
    for name, damage in MOJIBAKE.items():
        kept = [(text, damage(text)) for text in paragraphs]
        restored = sum(normalize(damaged).text == _t2s(text) for text, damaged in kept)
        print(f"{name:22} {len(kept):12} {restored / len(kept):12.1%}")


def sound(paragraphs: Sequence[str]) -> None:
    """Sound text: nothing may change, and it must be fast."""
    start = time.process_time()
    changed = sum(text != normalize(text).text for text in paragraphs)
    seconds = time.process_time() - start
    print(
        f"sound: {changed} of {len(paragraphs)} changed, {sum(len(t.encode()) for t in paragraphs) / 1e6 / seconds:.0f} MB/s"
    )


if __name__ == "__main__":
    main()
