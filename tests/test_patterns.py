"""No pattern of the package takes more than linear time on any text that almost matches it.

All patterns are collected by reading the sample articles in a process that notes each one compiled. From the
parse of each come near-misses: whatever it can repeat without bound, many times over, behind a shortest way to it and
before a character that fits nothing. Growth is a ratio of times, so that a slow machine changes nothing; and small
sizes come first, so that an exponential pattern is told, not waited for.
"""

import json
import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

_COLLECT = """
import importlib, json, pathlib, pkgutil, re, sys
compile_, seen = re._compile, {}
def note(pattern, flags):
    caller = sys._getframe(2).f_globals.get("__name__", "")
    if isinstance(pattern, (str, bytes)) and caller.startswith("extract"):
        is_text = isinstance(pattern, str)
        seen[pattern if is_text else pattern.decode("latin-1"), int(flags), is_text] = caller
    return compile_(pattern, flags)
re._compile = note
import extract
import extract.text.patterns
extract.text.patterns.compile = re.compile  # at once
for module in pkgutil.walk_packages(extract.__path__, "extract."):
    if ".training" not in module.name and not module.name.endswith(("__main__", "hanlp")):
        try:
            importlib.import_module(module.name)
        except (ImportError, extract.ExtractError):
            pass
for _ in extract.Pipeline(extract.Config(tagger="posseg")).pipe(extract.read_articles(map(pathlib.Path, sys.argv[1:]))):
    pass
print(json.dumps([[*key, caller] for key, caller in seen.items()]))
"""

NOTHING = "\x01"
MANY = 50
"""Repeats from which on a bound counts as none: {1,20} costs a factor, not a power."""
TOLD = 0.002
"""Seconds below which nothing is said: 4,096 rounds of a linear pattern take a tenth of that."""
SIZES = (8, 12, 16, 18, 20, 22, 24, 32, 64, 128, 256, 512, 1024, 2048, 4096)


@pytest.fixture(scope="module")
def patterns(sample_inputs: list[Any]) -> list[tuple[str, re.Pattern[Any]]]:
    command = [sys.executable, "-c", _COLLECT, *map(str, sample_inputs)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return [
        (caller, re.compile(pattern if is_text else pattern.encode("latin-1"), flags))
        for pattern, flags, is_text, caller in found
    ]


def example(tree: Any) -> str:
    """A short text that the parsed pattern matches, as far as look-around allows."""
    return "".join(map(_piece, tree))


def _piece(node: tuple[Any, Any]) -> str:  # noqa: PLR0911 (a kind a line)
    op, value = node
    if op is sre.LITERAL:
        return chr(value)
    if op is sre.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if op is sre.ANY:
        return "a"
    if op is sre.IN:
        return _member(value)
    if op is sre.BRANCH:
        return min(map(example, value[1]), key=len)
    if op is sre.SUBPATTERN:
        return example(value[3])
    if op is sre.ATOMIC_GROUP:
        return example(value)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return example(value[2]) * value[0]
    return ""


def _member(members: list[tuple[Any, Any]]) -> str:
    if members[0][0] is sre.NEGATE:
        text = example(members[1:2])
        return next(char for char in "国a1，。 " if not re.match(re.escape(text or "\0"), char))
    return _of_class(*members[0])


def _of_class(op: Any, value: Any) -> str:
    if op is sre.RANGE:
        return chr(value[0])
    if op is sre.CATEGORY:
        return {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " "}.get(value, "国")
    return chr(value)


def near_misses(tree: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What leads to each part that can be repeated without bound, and one round of it."""
    for op, value in tree:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _, most, inner = value
            if most >= MANY:
                for round_ in {example(inner), *_rounds(inner)} - {""}:
                    yield before, round_
            yield from near_misses(inner, before)
        elif op is sre.SUBPATTERN:
            yield from near_misses(value[3], before)
        elif op is sre.ATOMIC_GROUP:
            yield from near_misses(value, before)
        elif op is sre.BRANCH:
            for branch in value[1]:
                yield from near_misses(branch, before)
        elif op in (sre.ASSERT, sre.ASSERT_NOT):
            yield from near_misses(value[1], before)
        before += _piece((op, value))


def _rounds(inner: Any) -> Iterator[str]:
    """Each way through the alternatives of a repeated part."""
    for op, value in inner:
        if op is sre.BRANCH:
            yield from map(example, value[1])
        elif op is sre.SUBPATTERN:
            yield from _rounds(value[3])
        elif op is sre.IN:
            yield from (_of_class(*member) for member in value[:6] if member[0] is not sre.NEGATE)


def grows_too_fast(pattern: re.Pattern[Any], before: str, round_: str) -> bool:
    """Whether twice the text takes more than thrice as long, where that can be told from noise."""
    last_size, last = 1, 0.0
    for size in SIZES:
        text = before + round_ * size + NOTHING
        taken = seconds(pattern, text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace"))
        if taken > TOLD and taken > 1.5 * last * size / last_size + TOLD / 2:
            return True
        last_size, last = size, taken
    return False


def seconds(pattern: re.Pattern[Any], text: Any) -> float:
    """The least of five times, of the processor, of matching `text`; one will do where it is little."""
    best = 1e9
    for _ in range(5):
        clock = time.process_time()
        pattern.match(text)
        best = min(best, time.process_time() - clock)
        if best < TOLD:
            break
    return best


@pytest.mark.parametrize(
    ("source", "fast"), [("(?:a|b)+c", True), ("(?:a+)+c", False), ("a*a*a*c", False), ("a*+c", True)]
)
def test_growth_is_told(source: str, fast: bool) -> None:
    pattern = re.compile(source)
    bad = [miss for miss in near_misses(parser.parse(source)) if grows_too_fast(pattern, *miss)]
    assert bool(bad) is not fast


def test_no_pattern_grows_faster_than_its_text(patterns: list[tuple[str, re.Pattern[Any]]]) -> None:
    assert len(patterns) > 200
    bad = []
    tried = 0
    for caller, pattern in patterns:
        for before, round_ in set(near_misses(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))):
            tried += 1
            if grows_too_fast(pattern, before, round_):
                bad.append((caller, pattern.pattern, before, round_))
    assert tried > 100
    assert bad == []
