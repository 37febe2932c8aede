"""Precision, recall and F1 of records against gold annotation.

Both sides are turned into *facts*, small tuples that say one thing, such as a name or a name with a title. A
measure compares the facts of one kind, counted over all articles (micro-average). Quotation marks, brackets,
spaces, middle dots and marks of a lost character do not count in any comparison.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from extract.errors import ConfigError

MEASURES = (
    "date.span",
    "date.value",
    "official.name",
    "official.title",
    "person.name",
    "person.title",
    "post.unnamed",
    "award.name",
    "grant.recipient",
    "grant.count",
    "grant.grade",
    "count",
)

NOT_IN_MEAN = frozenset({"grant.grade"})
"""Grades are too rare to weigh as much as the other measures."""

Fact = Hashable
Facts = dict[str, "Counter[Fact]"]
Annotation = Mapping[str, Any]

_UNHEARD = re.compile(r"[\s“”\"'‘’「」『』《》〈〉〔〕()（）\[\]【】·•・‧.,，?？\ufffd□▢]")
_HEDGES = re.compile(r"(?:超过|至少|不足|大约|[近约超逾])*")
_NUMERAL = re.compile(r"[\d０-９一二三四五六七八九十百千万亿两零〇余多几数上\-—～~至到]*")
_HONOUR = re.compile(r"(?<=.{3})(?:荣誉称号|称号|荣誉)$")
_YEAR = re.compile(r"\d{4}")
_POST_LENGTH = 6
"""An unnamed post is compared by its last six characters: how far its organisation reaches to the left may differ."""


@dataclass(frozen=True, slots=True)
class Score:
    """How the facts of one measure were met."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Score(hits=1, gold=2, predicted=1).f1
        0.6666666666666666
        """
        return 2 * self.hits / (self.gold + self.predicted) if self.hits else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.gold + other.gold, self.predicted + other.predicted)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one measure missed in one article, and what it found that is not in the gold."""

    doc_id: str
    measure: str
    missed: tuple[Fact, ...]
    spurious: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of all measures over a set of articles, with every difference."""

    scores: Mapping[str, Score]
    differences: tuple[Difference, ...] = field(default=(), repr=False)

    @property
    def mean_f1(self) -> float:
        """The mean F1 of all measures but `NOT_IN_MEAN`, each rounded to four places first."""
        counted = [round(score.f1, 4) for name, score in self.scores.items() if name not in NOT_IN_MEAN]
        return sum(counted) / len(counted)

    def as_json(self) -> dict[str, Any]:
        """One object a measure, rounded to four places, and `mean.f1`."""
        rows: dict[str, Any] = {
            name: {
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
                "gold": score.gold,
                "predicted": score.predicted,
            }
            for name, score in self.scores.items()
        }
        return {**rows, "mean.f1": round(self.mean_f1, 4)}


def evaluate(gold: Iterable[Annotation], records: Mapping[str, Annotation]) -> Evaluation:
    """Compare `records`, by `doc_id`, with the annotated articles of `gold`.

    An article without a record counts as one in which nothing was found; a record without an article is ignored.
    """
    scores = dict.fromkeys(MEASURES, Score())
    differences = []
    for article in gold:
        wanted = facts(article)
        found = facts(as_annotation(records.get(article["id"], {}), article))
        for name in MEASURES:
            scores[name] += _score(wanted[name], found[name])
            if wanted[name] != found[name]:
                missed, spurious = _in_order(wanted[name] - found[name]), _in_order(found[name] - wanted[name])
                differences.append(Difference(article["id"], name, missed, spurious))
    return Evaluation(scores, tuple(differences))


def _in_order(facts: Counter[Fact]) -> tuple[Fact, ...]:
    """The facts in an order that no run changes: they come out of sets."""
    return tuple(sorted(facts, key=str))


def _score(wanted: Counter[Fact], found: Counter[Fact]) -> Score:
    return Score((wanted & found).total(), wanted.total(), found.total())


def as_annotation(record: Annotation, gold: Annotation) -> Annotation:
    """`record` in the form of a gold annotation.

    Set expressions (每年), which the gold leaves out, go; a year that was inferred where the gold calls it unknown
    becomes `XXXX`, so that inferring it is no error.
    """
    unknown = {_key(date["text"]) for date in gold["dates"] if date["value"].startswith("XXXX")}
    dates = [
        {**date, "value": _hide_year(date["value"] or "", hide=_key(date["text"]) in unknown)}
        for date in record.get("dates", ())
        if date.get("type") != "set"
    ]
    grants = [
        {**grant, "recipients": [recipient["name"] for recipient in grant.get("recipients", ())]}
        for grant in record.get("grants", ())
    ]
    return {
        "dates": dates,
        "people": record.get("people", ()),
        "unnamed_posts": [post["text"] for post in record.get("unnamed_posts", ())],
        "awards": [award["name"] for award in record.get("awards", ())],
        "grants": grants,
        "counts": record.get("counts", ()),
    }


def facts(article: Annotation) -> Facts:
    """What an annotated article says, by measure.

    Dates and counts are counted as often as they stand there; people, posts, awards and grants are sets.
    """
    return {
        "date.span": Counter(_key(date["text"]) for date in article["dates"]),
        "date.value": Counter((_key(date["text"]), date["value"]) for date in article["dates"]),
        **_people_facts("official", [person for person in article["people"] if person["official"]]),
        **_people_facts("person", article["people"]),
        "post.unnamed": _once(_key(post)[-_POST_LENGTH:] for post in article.get("unnamed_posts", ())),
        "award.name": _once(map(_award_key, article["awards"])),
        "grant.recipient": _once(_grant_facts(article, _recipients)),
        "grant.count": _once(_grant_facts(article, _granted_count)),
        "grant.grade": _once(_grant_facts(article, _grade)),
        "count": Counter(map(_count_key, article["counts"])),
    }


def _people_facts(scope: str, people: Iterable[Annotation]) -> Facts:
    names = [(_key(person["name"]), person["titles"]) for person in people]
    return {
        f"{scope}.name": _once(name for name, _ in names),
        f"{scope}.title": _once((name, _key(title["text"])) for name, titles in names for title in titles),
    }


def _grant_facts(article: Annotation, read: Any) -> Iterator[Fact]:
    """What `read` says of each grant, once for each award of the grant."""
    for grant in article["grants"]:
        for award in grant["awards"]:
            for value in read(grant):
                yield _award_key(award), value


def _recipients(grant: Annotation) -> Iterator[Fact]:
    return map(_key, grant.get("recipients") or ())


def _granted_count(grant: Annotation) -> Iterator[Fact]:
    return (count["value"] for count in (grant.get("count"),) if count)


def _grade(grant: Annotation) -> Iterator[Fact]:
    return (_key(grade) for grade in (grant.get("grade"),) if grade)


def _once(values: Iterable[Fact]) -> Counter[Fact]:
    return Counter(set(values))


def _key(text: str | None) -> str:
    return _UNHEARD.sub("", text or "")


def _award_key(name: str) -> str:
    return _HONOUR.sub("", _key(name))


def _count_key(count: Annotation) -> Fact:
    """A count by numeral, value and qualifier: what is counted may be written shorter or longer."""
    text = _key(count["text"])
    numeral = _NUMERAL.match(text, _end(_HEDGES.match(text)))
    return numeral and numeral[0], count["value"], count["qualifier"]


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0


def _hide_year(value: str, *, hide: bool) -> str:
    return _YEAR.sub("XXXX", value, count=1) if hide else value


def read_annotations(path: Path, key: str) -> dict[str, Annotation]:
    """The lines of a JSONL file by the value of `key` (`id` in gold, `doc_id` in records).

    Raises ConfigError with the line where the file cannot be read, or a line is no JSON object with that key.
    """
    out: dict[str, Annotation] = {}
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            row = _row(line, key, f"{path}, line {number}")
            if row[key] in out:
                raise ConfigError(f"{path}, line {number}: {key} {row[key]!r} is there twice")
            out[row[key]] = row
    return out


def _row(line: bytes, key: str, where: str) -> Annotation:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise ConfigError(f"{where}: no JSON: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get(key), str):
        raise ConfigError(f"{where}: no object with {key!r}: gold articles have `id`, records have `doc_id`")
    return row
