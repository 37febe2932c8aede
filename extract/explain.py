"""Why a value is what it is: its characters in both texts, its rule, the lists that hold its words, the repairs below it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from extract.errors import ConfigError
from extract.extractors.people import lost_readings
from extract.pipeline import Pipeline
from extract.record import Person, Record, TextMention
from extract.text.sentences import split_sentences
from extract.types import Article, NameMention, Span

_STAGES = {
    "dates": "extract/extractors/dates/ found and normalised it",
    "people": "extract/extractors/people/ found name and posts, extract/resolve/people/ joined them",
    "unnamed_posts": "extract/extractors/people/ found the post, extract/resolve/people/ found no holder",
    "awards": "extract/extractors/awards/ found it, extract/resolve/awards.py joined its mentions",
    "grants": "extract/extractors/awards/ found the award, extract/resolve/grants/ filled the frame",
    "counts": "extract/extractors/counts/ found it",
    "issues": "extract/resolve/checks.py raised it",
    "repairs": "extract/text/normalize.py made it",
}
_MOST_LOST = 3
"""Readings of a name that lost and are told."""
_SHORTEST = 2
"""Characters of a word that is looked up in the lists: single characters stand in most of them."""


def explain(record: Record, field: str) -> str:
    """What made the value at `field`, such as `people.3` or `people.3.titles.0`, in a few lines.

    Raises ConfigError where the record has no such field.

    >>> from extract import extract
    >>> print(explain(extract("区长李明出席。"), "people.0.titles.0").splitlines()[0])
    people.0.titles.0 = 区长
    """
    item = _at(record, field)
    if not hasattr(item, "raw_start"):
        raise ConfigError(f"{field}: has no place in the text; name an item, such as people.0")
    words = record.text[item.start : item.end]
    return "\n".join(
        [f"{field} = {words or '∅'}", *(f"  {name:14}{value}" for name, value in _facts(record, field, item))]
    )


def _at(record: Record, field: str) -> Any:
    """The value that a path of names and numbers leads to."""
    value: Any = record
    done: list[str] = []
    for step in field.split("."):
        try:
            value = value[int(step)] if isinstance(value, tuple) else getattr(value, step)
        except (AttributeError, IndexError, ValueError, TypeError) as error:
            where = ".".join(done) or "the record"
            known = f"has {len(value)} of them" if isinstance(value, tuple) else f"has {', '.join(_names(value))}"
            raise ConfigError(f"{field}: no {step!r} in {where}, which {known}") from error
        done.append(step)
    return value


def _names(value: Any) -> list[str]:
    return list(getattr(type(value), "model_fields", {})) or ["no parts"]


def _facts(record: Record, field: str, item: Any) -> Iterator[tuple[str, Any]]:
    yield "text", f"{item.start}–{item.end} of the working text: {_in_sentence(record.text, item.start, item.end)}"
    yield "source", f"{item.raw_start}–{item.raw_end} of {record.source.path or 'the text that was given'}"
    if hasattr(item, "rule"):
        yield "rule", f"{item.rule}, score {item.score:g}"
    for name in type(item).model_fields:
        value = getattr(item, name)
        if name not in _PLACE and value is not None and not isinstance(value, tuple):
            yield name, value
    for part in ("titles", "mentions", "recipients"):
        for number, each in enumerate(getattr(item, part, ())):
            yield part, f"{field}.{part}.{number} = {record.text[each.start : each.end]} [{each.rule}, {each.score:g}]"
    for lost in _lost(record, field, item):
        yield "lost", f"{lost.text} [{lost.rule}, {lost.score:.2g}]"
    for word, lists in _listed(record.text[item.start : item.end]):
        yield "words", f"{word} stands in {', '.join(lists)}"
    for repair in record.repairs:
        if repair.raw_start < item.raw_end and item.raw_start < repair.raw_end and repair is not item:
            yield "repaired", f"{repair.raw!r} → {repair.text!r} ({repair.kind}, {repair.certainty})"
    yield "stages", _STAGES[field.partition(".")[0]]
    made = record.provenance
    yield "made by", f"extract {made.package}, rules {made.rules}, word lists {made.word_lists}, tagger {made.tagger}"


def _lost(record: Record, field: str, item: Any) -> list[NameMention]:
    """The readings of a name that lost, which the record does not keep: told where what made it is what is installed."""
    is_name = isinstance(item, Person) or (isinstance(item, TextMention) and field.startswith("people."))
    if not is_name or record.provenance != _pipeline().provenance:
        return []
    document = _pipeline().document(Article(record.doc_id, record.text))
    same = document.aligned.text == record.text
    return lost_readings(document, Span(item.start, item.end))[:_MOST_LOST] if same else []


@cache
def _pipeline() -> Pipeline:
    return Pipeline()


_PLACE = {"start", "end", "raw_start", "raw_end", "rule", "score", "count", "text"}


def _in_sentence(text: str, start: int, end: int) -> str:
    around = next((span for span in split_sentences(text) if span.start <= start < span.end), None)
    first, last = around or (start, end)
    return f"{text[first:start]}【{text[start:end]}】{text[end : max(last, end)]}"


def _listed(words: str) -> Iterator[tuple[str, list[str]]]:
    """The longest listed words inside `words`, from left to right, with the lists that they stand in."""
    position = 0
    while position < len(words):
        for end in range(len(words), position + _SHORTEST - 1, -1):
            found = _lists().get(words[position:end])
            if found:
                yield words[position:end], found
                position = end
                break
        else:
            position += 1


@cache
def _lists() -> dict[str, list[str]]:
    """Every word of every list that ships with the package, with the names of its lists."""
    found: dict[str, list[str]] = {}
    for file in sorted((resources.files("extract") / "data").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".tsv") and not file.name.startswith(("training_", "readings")):
            for line in file.read_text("utf-8").splitlines():
                if line and not line.startswith("#"):
                    found.setdefault(line.partition("\t")[0], []).append(file.name)
    return found
