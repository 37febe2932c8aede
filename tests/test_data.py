"""The word lists: each has its passport, is sorted, unique and simplified, and is found inside running text."""

from __future__ import annotations

import runpy
from itertools import pairwise
from pathlib import Path

import opencc
import pytest

import extract
from extract.text.lexicon import Lexicon, entries, read_table

DATA = Path(extract.__file__).parent / "data"
LISTS = sorted(path.stem for path in DATA.glob("*.tsv"))

# Lists of other things than words, with characters of both scripts.
NO_WORDS = {"readings", "script_characters"}
IN_BOTH_SCRIPTS = set("乾沈")
"""Characters of simplified text (乾隆, 沈阳) that a converter takes for traditional ones outside the words it knows."""

WORDS = [name for name in LISTS if name not in NO_WORDS]


def lines(name: str) -> list[str]:
    return (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()


def body(name: str) -> list[str]:
    return [line for line in lines(name) if line and not line.startswith("#")]


@pytest.mark.parametrize("name", LISTS)
def test_list_has_a_passport(name: str) -> None:
    header = "\n".join(line for line in lines(name) if line.startswith("#"))
    for field in ("# what: ", "# source: ", "# licence: "):
        assert field in header


@pytest.mark.parametrize("name", LISTS)
def test_list_is_sorted_and_unique(name: str) -> None:
    first_column = [row.split("\t")[0] for row in body(name)[1:]]
    assert first_column
    assert all(before < after for before, after in pairwise(first_column))


@pytest.mark.parametrize("name", LISTS)
def test_cells_have_no_loose_blanks(name: str) -> None:
    for row in read_table(name):
        for cell in row.values():
            assert cell == cell.strip()


@pytest.mark.parametrize("name", WORDS)
def test_list_is_simplified(name: str) -> None:
    converter = opencc.OpenCC("t2s")
    words = [word for word in entries(name) if not IN_BOTH_SCRIPTS & set(word)]
    assert [word for word in words if converter.convert(word) != word] == []


@pytest.mark.parametrize("name", WORDS)
def test_every_entry_is_found_inside_running_text(name: str) -> None:
    lexicon = Lexicon(entries(name))
    for word in entries(name):
        assert (3, 3 + len(word), word) in set(lexicon.find(f"□□□{word}□□□"))


def test_characters_of_either_script_are_those_of_opencc() -> None:
    build = runpy.run_path(str(DATA.parents[1] / "scripts" / "build_script_characters.py"))["build"]
    assert build() == (DATA / "script_characters.tsv").read_text(encoding="utf-8")


def test_post_kinds_are_known() -> None:
    assert {row["kind"] for row in read_table("posts")} == {"official", "professional", "either", "vague", "none"}


def test_longer_words_around_a_post_hold_one() -> None:
    posts = {row["post"] for row in read_table("posts") if row["kind"] != "none"}
    lexicon = Lexicon(posts)
    idle = [row["post"] for row in read_table("posts") if row["kind"] == "none" and not [*lexicon.find(row["post"])]]
    assert idle == []


def test_surnames_and_characters_that_names_never_take_are_apart() -> None:
    classes = {row["char"]: row["class"] for row in read_table("given_name_chars")}
    common = {row["surname"] for row in read_table("surnames") if row["tier"] == "common"}
    assert [name for name in common if classes.get(name) == "never"] == []
    assert set(classes.values()) == {"likely", "never"}
