"""Measure the repairer on damage of every kind: python benchmarks/repair.py TEXTS.jsonl[.xz] [--paragraphs 200].

Only stories that the language model was kept from are used (see scripts/build_language_model.py). Needs pypinyin, and
ftfy and charset-normalizer to compare with.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import opencc

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.damage import FOLD, MOJIBAKE, PRIVATE, Converter, every_converted, traditional
from extract.text.align import AlignedText
from extract.text.decode import decode
from extract.text.normalize import normalize, repair
from extract.types import LOST
from scripts.build_language_model import is_kept_out

SEED_SIZED = 0.035
"""Share of the table that a page with seventy annotated characters has."""
_NAIVE = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")
_NOISE = re.compile(r"[\u200b\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]|\\[nr]")
_t2s = opencc.OpenCC("t2s").convert
_s2t = opencc.OpenCC("s2t").convert


class Errors(NamedTuple):
    """Differences from the clean text: characters wrong, characters shown as lost, characters in all."""

    wrong: int
    lost: int
    total: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--sound", type=Path, nargs="*", default=[], help="JSONL files of sound sentences")
    parser.add_argument("--paragraphs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="differences to print for each kind of damage")
    parser.add_argument("--report", type=Path, help="Markdown file to write the tables to")
    options = parser.parse_args()
    paragraphs = list(read_paragraphs(options.texts, options.paragraphs, options.seed))
    normalize(Converter(1.0, second_pass=True, tail="?", fold=True, seed=0).damage(paragraphs[0]))  # loads the model
    lines = [
        *(
            "# The repairer, measured",
            "",
            "Written by `python benchmarks/repair.py … --report benchmarks/REPAIR.md`.",
            "",
        ),
        f"{len(paragraphs)} paragraphs of news that the language model was kept from, damaged by `benchmarks/damage.py`:",
        "tables of each size, the second pass on two pages of three, punctuation folded on every other page. A stray byte",
        "that left no `?` is called vanished. The share of places counts those where taking off the pinyin is not enough.",
        *section("Broken conversion", conversions(paragraphs, options.show)),
        *section("Other converters, half table", conversions(paragraphs, options.show, others)),
        *section("Side by side: character error rate", side_by_side(paragraphs)),
        *section("Wrong decodings", mojibake(paragraphs)),
        *section("Encodings of files", encodings(paragraphs)),
        *section("Sound text", sound([*paragraphs, *read_sentences(options.sound)])),
    ]
    print("\n".join(lines))
    if options.report:
        options.report.write_text("\n".join(lines) + "\n", encoding="utf-8")


def section(title: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown; the first row names the columns."""
    head, *body = rows
    yield from ("", f"## {title}", "", f"| {' | '.join(head)} |", f"| --- |{' ---: |' * (len(head) - 1)}")
    yield from (f"| {' | '.join(row)} |" for row in body)


def read_sentences(paths: Iterable[Path]) -> Iterator[str]:
    """Sound sentences, in both scripts. Those with noise are left out: full-width letters, zero-width spaces, escapes."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            text = json.loads(line)["text"]
            if not _NOISE.search(text):
                yield from (text, _s2t(text))


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


def conversions(paragraphs: Sequence[str], show: int, kinds: Kinds | None = None) -> Iterator[Sequence[str]]:
    """The broken conversion, with tables of each size, or by converters of other `kinds`."""
    yield "table", "damaged", "repaired", "wrong", "lost", "places", "exact", "marked", "wrong places", "MB/s"
    for name, damaging in (kinds or common)(paragraphs):
        errors, before = [], []
        seconds = size = 0.0
        places = Counter[str]()
        for paragraph, damaged in damaging:
            clean = _t2s(traditional(paragraph))
            start = time.process_time()
            repaired = normalize(damaged).text.removesuffix("</p>").rstrip("\n")
            seconds += time.process_time() - start
            size += len(damaged.encode())
            before.append(rate(clean, _t2s(damaged)))
            errors.append(rate(clean, repaired))
            places.update(places_of(clean, repaired, damaged))
            if show and _plain(clean) != _plain(repaired):
                show -= 1
                print_differences(clean, repaired)
        after = _sum(errors)
        shares = (f"{places[kind] / max(1, places.total()):.1%}" for kind in ("exact", "lost", "wrong"))
        figures = (f"{_cer(_sum(before)):.1%}", f"{_cer(after):.3%}", f"{after.wrong}", f"{after.lost}")
        yield name, *figures, f"{places.total()}", *shares, f"{size / 1e6 / seconds:.2f}"


CONVERTERS = (
    ("70 characters", SEED_SIZED, "?"),
    ("half", 0.5, "?"),
    ("full", 1.0, "?"),
    ("70 characters, stray byte vanished", SEED_SIZED, ""),
    ("half, stray byte vanished", 0.5, ""),
    ("full, stray byte vanished", 1.0, ""),
)


Pairs = Iterable[tuple[str, str]]
Kinds = Callable[[Sequence[str]], Iterator[tuple[str, Pairs]]]


def common(paragraphs: Sequence[str]) -> Iterator[tuple[str, Pairs]]:
    """The converter of the sample page, with tables of each size."""
    for name, share, tail in CONVERTERS:
        yield name, damaged_by(paragraphs, share, tail)


def others(paragraphs: Sequence[str]) -> Iterator[tuple[str, Pairs]]:
    """Converters of other pages: what they cut at, and what becomes of bytes that are no character."""
    for name, habits in OTHERS.items():
        yield name, [(text, converter(number, **habits).damage(text)) for number, text in enumerate(paragraphs)]
    name = "inside markup"
    yield name, [(text, converter(number).damage(f"{text}</p>")) for number, text in enumerate(paragraphs)]


def converter(number: int, **habits: str) -> Converter:
    """The converter of one page."""
    half = Converter(0.5, second_pass=number % 3 != 0, tail="?", fold=number % 2 == 0, seed=number)
    return replace(half, **habits)


OTHERS: dict[str, dict[str, str]] = {
    "cut at ！ too": {"marks": "、，；？！"},
    "undefined pairs vanished": {"undefined": ""},
    "undefined pairs as private characters": {"undefined": PRIVATE},
    "byte marked, bracket kept": {"tail": "\ufffd", "stray": "\ufffd"},
    "byte vanished, bracket kept": {"tail": "", "stray": ""},
}


def damaged_by(paragraphs: Sequence[str], share: float, tail: str) -> Iterator[tuple[str, str]]:
    """Each paragraph and what a converter of its own makes of it."""
    for number, paragraph in enumerate(paragraphs):
        converter = Converter(share, second_pass=number % 3 != 0, tail=tail, fold=number % 2 == 0, seed=number)
        yield paragraph, converter.damage(paragraph, _common_table(number) if share == SEED_SIZED else None)


def side_by_side(paragraphs: Sequence[str]) -> Iterator[Sequence[str]]:
    """What other tools leave, each followed by OpenCC so that the scripts are alike."""
    import ftfy

    tools = {
        "extract": lambda text: normalize(text).text,
        "ftfy": ftfy.fix_text,
        "regex on pinyin": lambda text: _NAIVE.sub("", text),
    }
    yield "damage", "as it is", *tools
    paragraphs = paragraphs[:100]
    kinds = {name: damaged_by(paragraphs, share, tail) for name, share, tail in CONVERTERS[:3]}
    kinds |= {
        name: [(text, damage(text)) for text in paragraphs] for name, damage in MOJIBAKE.items() if name not in HARD
    }
    for name, pairs in kinds.items():
        rows = [
            (_t2s(traditional(text)) if name in _CONVERTER_NAMES else _t2s(text), damaged) for text, damaged in pairs
        ]
        rates = [
            _cer(_sum([quick_rate(clean, _t2s(tool(damaged))) for clean, damaged in rows]))
            for tool in (str, *tools.values())
        ]
        yield name, *(f"{rate:.2%}" for rate in rates)


_CONVERTER_NAMES = frozenset(name for name, *_ in CONVERTERS)
HARD = ("big5 as gb18030", "big5 as gbk", "gbk as big5", "utf-8 as gb18030")
"""Wrong decodings that no other tool compared here knows, or that take long."""


def _common_table(seed: int) -> list[str]:
    """Seventy characters, the commoner the likelier: a table as small as some pages show."""
    from extract.text.repair.language_model import load_language_model

    model = load_language_model()
    rank = {char: at for at, char in enumerate(model.vocabulary)}
    chars = [char for char in every_converted() if rank.get(model.simple(char), 9999) < 900]
    return sorted(random.Random(seed).sample(chars, 70), key=lambda char: char.encode("gbk"))


def places_of(clean: str, repaired: str, damaged: str) -> Iterator[str]:
    """What became of each damaged place: where taking off the pinyin is not enough."""
    clean, repaired = _plain(clean), _plain(repaired)
    places: list[tuple[int, int]] = []
    for begin, end, _ in differences(clean, _plain(_t2s(_NAIVE.sub("", damaged)))):
        if places and begin - places[-1][1] <= _APART:
            places[-1] = (places[-1][0], end)
        else:
            places.append((begin, end))
    left = list(differences(clean, repaired))
    for begin, end in places:
        here = [new for start, stop, new in left if start <= end + 1 and stop >= begin - 1]
        yield "exact" if not here else "lost" if all(set(new) == {LOST} for new in here) else "wrong"


_APART = 3
"""Sound characters between two differences of one place."""


def differences(clean: str, text: str) -> Iterator[tuple[int, int, str]]:
    """Where `clean` and `text` differ, and what stands there in `text`."""
    for tag, a, b, c, d in SequenceMatcher(None, clean, text, autojunk=False).get_opcodes():
        if tag != "equal":
            yield a, b, text[c:d]


def rate(clean: str, text: str) -> Errors:
    """Character errors of `text`; the width of punctuation is not counted, and a lost character is one error."""
    clean, text = _plain(clean), _plain(text)
    wrong = lost = 0
    for begin, end, new in differences(clean, text):
        marks = min(new.count(LOST), end - begin)
        lost += marks
        wrong += max(end - begin, len(new)) - marks
    return Errors(wrong, lost, len(clean))


def quick_rate(clean: str, text: str) -> Errors:
    """`rate`, without aligning a text that has hardly a character in common."""
    return Errors(len(text), 0, len(clean)) if not set(clean) & set(text) - set("0123456789 ") else rate(clean, text)


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


def mojibake(paragraphs: Sequence[str]) -> Iterator[Sequence[str]]:
    """Wrong decodings: the share of paragraphs that come back whole."""
    yield "decoding", "paragraphs", "restored", "error rate", "MB/s"
    for name, damage in MOJIBAKE.items():
        kept = paragraphs[:_FEW] if name == "big5 as gbk" else paragraphs
        seconds = size = whole = 0.0
        errors = []
        for text in kept:
            damaged = damage(text)
            start = time.process_time()
            repaired = normalize(damaged).text
            seconds += time.process_time() - start
            size += len(damaged.encode())
            clean = _t2s(_s2t(text).encode("big5hkscs", "ignore").decode("big5hkscs") if name[:4] == "big5" else text)
            whole += repaired == clean
            errors.append(rate(clean, repaired))
        share = f"{whole / len(kept):.1%}"
        yield name, f"{len(kept)}", share, f"{_cer(_sum(errors)):.3%}", f"{size / 1e6 / seconds:.2f}"


_FEW = 20


def encodings(paragraphs: Sequence[str]) -> Iterator[Sequence[str]]:
    """Files of one paragraph: how many are decoded right."""
    from charset_normalizer import from_bytes

    yield "encoding", "paragraphs", "extract", "charset-normalizer"
    for name in ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-16"):
        texts = [text for one in paragraphs for text in ((_s2t(one),) if name == "big5hkscs" else (one, _s2t(one)))]
        pairs = [(text.encode(name, "ignore").decode(name), text.encode(name, "ignore")) for text in texts]
        ours = sum(decode(content).text == text for text, content in pairs)
        theirs = sum(str(from_bytes(content).best()) == text for text, content in pairs[:100])
        yield (
            name,
            f"{len(pairs)}",
            f"{ours / len(pairs):.2%}",
            f"{theirs / len(pairs[:100]):.0%} of {len(pairs[:100])}",
        )


def sound(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Sound text: nothing may change but the script, and it must be fast."""
    start = time.process_time()
    repaired = [repair(AlignedText.of(text)) for text in texts]
    seconds = time.process_time() - start
    changed = [(one.raw, one.text) for one in repaired if one.edits]
    for raw, text in changed[:20]:
        print(f"    changed: {raw!r} -> {text!r}")
    yield "texts", "changed", "MB/s"
    yield f"{len(texts):,}", f"{len(changed)}", f"{sum(len(text.encode()) for text in texts) / 1e6 / seconds:.1f}"


if __name__ == "__main__":
    main()
