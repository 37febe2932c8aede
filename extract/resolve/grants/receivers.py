"""Who or what can receive: the heads of noun phrases, told by names, marks of titles and the nouns that close them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.resolve.grants.scene import Scene, Token
from extract.text.lexicon import entries, read_table

ReceiverKind = Literal["person", "group", "place", "work"]

_BEHIND_HEAD = frozenset({"count", "bracket", "adverb", "date", "number", "others", "honorific", "where", "mark", "award"})
_NOMINAL = frozenset({"noun", "name", "quote", "bracket", "work", "honorific", "verb", "number", "mark", "where", "count", "date"})
_LONGEST_NOUN = 7
_HAN = re.compile(r"[\u4e00-\u9fff\w·（）()“”「」\-—/]+")
# What is named only by its kind (该单位, 优秀企业) receives nothing by itself.
_VAGUE = re.compile(r"(?:优秀|先进|获奖|得奖|受奖|各|全|该|这些?|那些?|有关|相关|所有|其他|其它|部分|每|本|许多|不少|多|诸多|另外?|所在|所属|全体|一批|两|数|何|某|此)")


@dataclass(frozen=True, slots=True)
class Receiver:
    """A recipient with its span in the text."""

    start: int
    end: int
    name: str
    kind: ReceiverKind


def receivers_of(scene: Scene, tokens: Sequence[Token]) -> list[Receiver]:
    """The receiver that one item of a list or one subject names; a person and the work together are two.

    What stands before 的 only describes the head behind it, and what stands behind the head (等10人, 同志, brackets)
    is taken off.
    """
    head = _head(tokens)
    if not head:
        return []
    last = head[-1]
    if last.kind == "work":
        return [*_author(scene, head[:-1]), _titled(scene, last)]
    if last.kind == "name":
        return [_person(scene, last)]
    return _with_works(scene, tokens, _noun_phrase(scene, head))


def _head(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of the head: those behind the last 的, without what may stand behind a head."""
    kept = list(tokens)
    while kept and (kept[-1].kind in _BEHIND_HEAD or kept[-1].kind == "of"):
        kept.pop()
    ahead = max((at for at, token in enumerate(kept) if token.kind == "of"), default=-1)
    kept = kept[ahead + 1 :]
    start = max((at + 1 for at, token in enumerate(kept) if token.kind not in _NOMINAL), default=0)
    kept = kept[start:]
    while kept and kept[0].kind in ("date", "count", "number", "mark", "where", "honorific"):
        kept = kept[1:]
    return kept


def _author(scene: Scene, before: Sequence[Token]) -> list[Receiver]:
    """The person named directly before a work: 苗一禾《三长两短》 honours both."""
    return [_person(scene, before[-1])] if before and before[-1].kind == "name" else []


def _with_works(scene: Scene, tokens: Sequence[Token], found: list[Receiver]) -> list[Receiver]:
    return found


def _person(scene: Scene, token: Token) -> Receiver:
    end, name = scene.names.get(token.start, (token.end, scene.text[token.start : token.end]))
    return Receiver(token.start, end, name, "person")


def _titled(scene: Scene, token: Token) -> Receiver:
    return Receiver(token.start, token.end, scene.text[token.start : token.end], "work")


def _noun_phrase(scene: Scene, head: Sequence[Token]) -> list[Receiver]:
    """The longest receiving noun phrase that ends with `head`: verbs inside are taken in only by a closing noun."""
    for at, token in enumerate(head):
        if token.kind in ("noun", "name", "quote", "number") or (at == 0 and token.kind == "verb"):
            start, end = token.start, head[-1].end
            found = _named_thing(scene, start, end, head[at:])
            if found:
                return [found]
            if token.kind == "name":
                return [_person(scene, token)] if all(t.kind in ("noun", "verb") for t in head[at + 1 :]) else []
    return []


def _named_thing(scene: Scene, start: int, end: int, tokens: Sequence[Token]) -> Receiver | None:
    phrase = scene.text[start:end]
    kind = kind_of_phrase(phrase)
    if kind is None or len(phrase) > 40 or _VAGUE.match(phrase) or phrase.count("“") != phrase.count("”"):
        return None
    return Receiver(start, end, phrase, kind)


def kind_of_phrase(phrase: str) -> ReceiverKind | None:
    """What a noun phrase names by its closing noun; None for a bare noun and for what can receive nothing."""
    if phrase[-1] in "”」』\"":
        return kind_of_phrase(phrase[:-1]) or "work" if len(phrase) > 3 else None
    bare = re.sub(r"[（(][^（）()]*[）)]$", "", phrase)
    if bare in _divisions():
        return "place"
    for length in range(min(_LONGEST_NOUN, len(bare) - 1), 0, -1):
        kind = _closing_nouns().get(bare[-length:])
        if kind:
            return kind if length > 1 or len(bare) > 2 else None
    return None


@cache
def _closing_nouns() -> dict[str, ReceiverKind]:
    bodies = {row["noun"]: "group" for row in read_table("organization_nouns") if row["place"] == "end"}
    own = {row["noun"]: row["kind"] for row in read_table("grant_receivers")}
    return {**bodies, **own}  # type: ignore[dict-item]


@cache
def _divisions() -> frozenset[str]:
    names = entries("divisions") | {row["name"] for row in read_table("countries")} if False else entries("divisions")
    return names | {name[:-1] for name in names if len(name) > 2 and name[-1] in "省市县区"}


# ---- names that only their place gives away


@cache
def _surnames() -> frozenset[str]:
    return frozenset(row["surname"] for row in read_table("surnames") if row["tier"] != "rare")


def unread_name(scene: Scene, tokens: Sequence[Token]) -> list[Receiver]:
    """A name of two or three characters that is a whole item, or stands behind a body's noun, and begins as one."""
    kept = [token for token in tokens if token.kind not in _BEHIND_HEAD]
    if not kept:
        return []
    phrase = scene.text[kept[0].start : kept[-1].end]
    end = kept[-1].end
    for length in (3, 2, 4):
        name, before = phrase[-length:], phrase[:-length]
        surname = name[:2] if length == 4 else name[:1]
        if len(name) == length and surname in _surnames() and (not before or kind_of_phrase(before)):
            if all("\u4e00" <= char <= "\u9fff" for char in name):
                return [Receiver(end - length, end, name, "person")]
    return []


def items(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """`tokens` cut at the separators of a list."""
    item: list[Token] = []
    for token in tokens:
        if token.kind in ("separator", "comma"):
            yield item
            item = []
        else:
            item.append(token)
    yield item
