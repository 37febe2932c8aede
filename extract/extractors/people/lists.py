"""The word lists of this extractor, read once per process and merged into the few lookups that the grammar needs."""

from __future__ import annotations

from functools import cache
from typing import get_args

from extract.text import patterns as re
from extract.text.lexicon import Edges, Lexicon, entries, read_table
from extract.types import PostKind

WINDOW = 9
"""Longest entry, in characters, that the walk to the left of a post looks up."""


@cache
def post_kinds() -> dict[str, PostKind | None]:
    """Post noun to its kind; None for longer words that are no post. 副总 is one of its own, so 副总经理 is one too."""
    known: dict[str, PostKind] = {kind: kind for kind in get_args(PostKind)}
    kinds = {row["post"]: known.get(row["kind"]) for row in read_table("posts")}
    return kinds | {"副" + post: kind for post, kind in kinds.items() if post.startswith("总")}


@cache
def no_post_tails() -> frozenset[str]:
    """The characters with which a longer word that is no post can go on behind a post noun (会 of 委员会)."""
    return frozenset(char for post, kind in post_kinds().items() if kind is None for char in post[-2:])


@cache
def post_lexicon() -> Lexicon:
    """The automaton over all post nouns and the longer words that only contain one."""
    return Lexicon(post_kinds())


@cache
def surnames() -> dict[str, str]:
    """Surname to its tier: common, compound or rare."""
    return {row["surname"]: row["tier"] for row in read_table("surnames")}


@cache
def japanese_surnames() -> Lexicon:
    """The surnames of two characters and more by which Japanese names are known."""
    return Lexicon(entries("japanese_surnames"))


def is_surname(char: str) -> bool:
    """Whether `char` alone before a post is rather a surname than a body (高会长, not 区领导)."""
    tier = surnames().get(char)
    return tier == "common" or (tier == "word" and char not in title_words())


@cache
def given_chars() -> dict[str, str]:
    """Character to likely or never; what is missing is neutral."""
    return {row["char"]: row["class"] for row in read_table("given_name_chars")}


@cache
def transliteration() -> frozenset[str]:
    """The characters that foreign names are written with."""
    return entries("transliteration_chars")


@cache
def minority_name() -> re.Pattern[str]:
    """A name put together from one to three parts of the names of peoples that have no surnames."""
    parts = "|".join(sorted(entries("minority_name_parts"), key=len, reverse=True))
    return re.compile(f"(?:{parts}){{1,3}}")


@cache
def minority_starts() -> frozenset[str]:
    """The characters that such a name begins with."""
    return frozenset(part[0] for part in entries("minority_name_parts"))


@cache
def followers() -> frozenset[str]:
    """Words that stand directly behind a name."""
    return entries("name_followers")


@cache
def first_of_followers() -> frozenset[str]:
    """The characters that such a word begins with."""
    return frozenset(word[0] for word in followers())


@cache
def countries() -> frozenset[str]:
    """Countries and bodies of states: whose posts may be held by people with transliterated names."""
    return frozenset(row["name"] for row in read_table("countries") if row["kind"] == "country")


@cache
def abroad() -> Edges:
    """The countries that are not China."""
    return Edges(countries() - {"中国", "中共", "台湾"})


@cache
def figures() -> Lexicon:
    """Public figures with names of three characters and more: two characters are too often somebody else."""
    return Lexicon(name for name in entries("public_figures") if len(name) > 2)


@cache
def places() -> frozenset[str]:
    """Names of divisions, countries and cities."""
    return entries("divisions") | entries("countries")


@cache
def title_words() -> dict[str, str]:
    """What the walk to the left may meet: word to stop, head, end or inside. A stop wins over a noun of the same form."""
    words = {row["noun"]: row["place"] for row in read_table("organization_nouns")}
    words.update(dict.fromkeys(entries("divisions"), "head"))
    words.update(dict.fromkeys(entries("countries"), "head"))
    words.update((row["word"], row["role"]) for row in read_table("title_stops"))
    return {word: kind for word, kind in words.items() if len(word) <= WINDOW}


@cache
def title_edges() -> Edges:
    """The same words, to be found where the walk stands."""
    return Edges(title_words())


@cache
def heads_of_names() -> Edges:
    """The countries and divisions among them."""
    return Edges(word for word, kind in title_words().items() if kind == "head")


@cache
def bodies() -> Edges:
    """The nouns of bodies among them, of three characters at most."""
    return Edges(word for word, kind in title_words().items() if kind == "end" and len(word) <= 3)


@cache
def leaders() -> Lexicon:
    """Words that stand directly before a name without a post."""
    return Lexicon(entries("name_leaders"))


@cache
def free_name_start(*, tagged: bool = False) -> re.Pattern[str]:
    """Where a name without a post may begin: at a surname behind a mark; a rare one must be `tagged` as a name too."""
    names = [name for name, tier in surnames().items() if len(name) > 1 or tier != "rare" or tagged]
    initials = "".join(sorted(name for name in names if len(name) == 1))
    longer = "|".join(sorted(name for name in names if len(name) > 1))
    return re.compile(rf"[\s，。、；：！？“”「」『』（()）《》/|★▲●—－-](?=[{initials}][\u4e00-\u9fff]|{longer})")
