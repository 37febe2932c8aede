"""Training sentences: JSONL with spans, gold articles projected back onto their text, and what each corpus leaves open.

No corpus annotates all labels. What a corpus does not annotate is *open*, not absent: the loss allows every tag that
could be true, so that corpora with different labels train one model.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from extract.errors import ConfigError
from extract.taggers.labels import TYPES, tag_numbers
from extract.text.normalize import normalize
from extract.text.sentences import split_sentences
from extract.types import EntityLabel

STYLES = ("news", "sina", "cv", "wiki")
"""Whose conventions a sentence follows; the tagger answers in those of `news` unless told otherwise."""


class Corpus(NamedTuple):
    """How to read a source: its style, the labels it annotates and what its own labels are called here."""

    style: str
    annotates: frozenset[EntityLabel]
    labels: dict[str, EntityLabel]


_BASIC: dict[str, EntityLabel] = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "TITLE": "TITLE", "AWARD": "AWARD"}
_THREE: frozenset[EntityLabel] = frozenset({"PER", "ORG", "LOC"})
_FOUR: frozenset[EntityLabel] = frozenset({"PER", "ORG", "LOC", "TITLE"})
CORPORA = {
    "msra": Corpus("news", _THREE, _BASIC),
    "uner_gsdsimp": Corpus("wiki", _THREE, _BASIC),
    "cluener": Corpus("sina", _FOUR, {**_BASIC, "GOV": "ORG", "COMPANY": "ORG", "SCENE": "LOC"}),
    "resume": Corpus("cv", _FOUR, _BASIC),
    "gold": Corpus("news", frozenset({"PER", "AWARD"}), _BASIC),
    "grammar": Corpus("news", frozenset(TYPES), _BASIC),
}
"""By the `source` of a row. Rows of other sources follow `news` and are taken to annotate every label."""

_BITS = {label: sum(1 << (1 + 4 * number + place) for place in range(4)) for number, label in enumerate(TYPES)}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its entities. Inside `vague` spans, which only end for certain, the label begins anywhere."""

    text: str
    entities: tuple[tuple[int, int, EntityLabel], ...]
    source: str
    vague: tuple[tuple[int, int, EntityLabel], ...] = ()

    @property
    def corpus(self) -> Corpus:
        """How the source of this sentence is to be read."""
        return CORPORA.get(self.source, CORPORA["grammar"])

    def allowed(self) -> NDArray[np.int64]:
        """For each character the set of tags that could be true, as bits."""
        unknown = sum(_BITS[label] for label in TYPES if label not in self.corpus.annotates)
        tags = tag_numbers(len(self.text), list(self.entities))
        bits: NDArray[np.int64] = np.where(tags == 0, 1 | unknown, 2**tags)
        for start, end, label in self.vague:
            number = 1 + 4 * TYPES.index(label)
            inner = _BITS[label] | _BITS["ORG"] | _BITS["LOC"] | 1
            bits[start : end - 1] = np.where(tags[start : end - 1] == 0, inner, bits[start : end - 1])
            bits[end - 1] = 1 << (number + (3 if end - start == 1 else 2))
        return bits


def read_jsonl(path: Path) -> Iterator[Example]:
    """The sentences of a file of `{"text", "entities": [{"start", "end", "type"}], "source"}`.

    Raises ConfigError with the line where a row does not have these keys or a span lies outside its text.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield _example(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ConfigError(f"{path}:{number}: no training sentence: {error!r}") from error


def _example(row: dict[str, Any]) -> Example:
    source = row.get("source", "")
    labels = CORPORA.get(source, CORPORA["grammar"]).labels
    spans: list[tuple[int, int, EntityLabel]] = []
    for entity in sorted(row["entities"], key=lambda entity: (entity["start"], -entity["end"])):
        start, end = entity["start"], entity["end"]
        if not 0 <= start < end <= len(row["text"]):
            raise ValueError(f"the span {start}–{end} lies outside the text")
        if entity["type"] in labels and (not spans or start >= spans[-1][1]):
            spans.append((start, end, labels[entity["type"]]))
    return Example(row["text"], tuple(spans), source)


def project_gold(articles: Path, gold: Path) -> Iterator[Example]:
    """The sentences of gold articles, with names, titles and awards found again wherever the text has them."""
    texts = {row["id"]: row["text"] for row in map(json.loads, articles.read_text(encoding="utf-8").splitlines())}
    for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
        names = [person["name"] for person in row["people"]]
        titles = [title["text"] for person in row["people"] for title in person["titles"]]
        titles += row["unnamed_posts"]
        yield from _project(normalize(texts[row["id"]]).text, names, titles, row["awards"])


def _project(text: str, names: list[str], titles: list[str], awards: list[str]) -> Iterator[Example]:
    labels: dict[str, EntityLabel] = {**dict.fromkeys(awards, "AWARD"), **dict.fromkeys(titles, "TITLE")}
    labels |= dict.fromkeys(names, "PER")
    longest_first = sorted((word for word in labels if word), key=len, reverse=True)
    pattern = re.compile("|".join("[ \u3000]?".join(map(re.escape, word)) for word in longest_first) or r"(?!)")
    for start, end in split_sentences(text):
        sentence = text[start:end]
        found = [(*match.span(), labels[_key(match.group(), labels)]) for match in pattern.finditer(sentence)]
        yield Example(
            sentence,
            tuple(span for span in found if span[2] != "TITLE"),
            "gold",
            vague=tuple(span for span in found if span[2] == "TITLE"),
        )


def _key(found: str, labels: dict[str, EntityLabel]) -> str:
    return found if found in labels else re.sub("[ \u3000]", "", found)


def cut_long(examples: Iterable[Example], limit: int) -> Iterator[Example]:
    """Sentences of more than `limit` characters cut after a comma outside all entities, or left out where none is."""
    for example in examples:
        rest = example
        while len(rest.text) > limit:
            inside = {place for start, end, _ in (*rest.entities, *rest.vague) for place in range(start, end - 1)}
            cuts = [
                place + 1
                for place, character in enumerate(rest.text[:limit])
                if character in "，、；：,; " and place not in inside
            ]
            if not cuts:
                break
            yield _slice(rest, 0, cuts[-1])
            rest = _slice(rest, cuts[-1], len(rest.text))
        else:
            if rest.text:
                yield rest


def _slice(example: Example, start: int, end: int) -> Example:
    def moved(spans: tuple[tuple[int, int, EntityLabel], ...]) -> tuple[tuple[int, int, EntityLabel], ...]:
        return tuple((a - start, b - start, label) for a, b, label in spans if start <= a and b <= end)

    return Example(example.text[start:end], moved(example.entities), example.source, moved(example.vague))
