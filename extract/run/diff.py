"""Two runs compared: what was gained, lost and changed, by field and by the rule that made it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from extract.errors import ConfigError
from extract.results import open_records

Item = dict[str, Any]
Place = tuple[Any, ...]


def _at(item: Item) -> Place:
    return (item["raw_start"], item["raw_end"])


FIELDS: dict[str, Callable[[Item], Place]] = {
    "dates": _at,
    "people": lambda item: (item["name"],),
    "unnamed_posts": _at,
    "awards": lambda item: (item["name"],),
    "grants": lambda item: (*_at(item), *item["awards"]),
    "counts": _at,
    "issues": lambda item: (item["code"], *_at(item)),
    "repairs": _at,
}
"""By what an item of one run is known again in the other: its place in the source, or its name."""

_MOVES = ("start", "end")
"""Offsets into the working text: they move with every repair before them, which says nothing about the item."""


_QUIET = ("start", "end", "raw_start", "raw_end", "rule", "score", "mentions")
_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Example:
    """One difference: the item as run A and as run B have it; None where a run has none."""

    doc_id: str
    before: Item | None
    after: Item | None


@dataclass(slots=True)
class Comparison:
    """What differs. Keys of `counts` are field, rule and kind (`gained`, `lost`, `changed`)."""

    articles: Counter[str] = field(default_factory=Counter)
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    examples: dict[tuple[str, str, str], list[Example]] = field(default_factory=dict)

    def note(self, key: tuple[str, str, str], example: Example, most: int) -> None:
        """Count a difference, and keep it as an example where there are few yet."""
        self.counts[key] += 1
        kept = self.examples.setdefault(key, [])
        if len(kept) < most:
            kept.append(example)

    @property
    def differ(self) -> bool:
        """Whether anything does."""
        return bool(self.counts) or any(count for kind, count in self.articles.items() if kind not in {"same", "both"})

    def as_json(self) -> dict[str, Any]:
        """All of it, for machines."""
        rows = [
            {
                "field": name, "rule": rule, "kind": kind, "count": count,
                "examples": [
                    {"doc_id": each.doc_id, "before": each.before, "after": each.after}
                    for each in self.examples[name, rule, kind]
                ],
            }
            for (name, rule, kind), count in sorted(self.counts.items())
        ]  # fmt: skip
        return {
            "articles": dict(self.articles), "same": dict(self.same), "changed_parts": dict(self.parts), "items": rows,
        }  # fmt: skip


def compare_runs(before: Path, after: Path, *, examples: int = 3) -> Comparison:
    """Compare the records of two runs, article by article, in the order of `after`.

    Raises ConfigError where a run cannot be read. Memory does not grow with the number of articles.
    """
    found = Comparison()
    with closing(_Index(before)) as old:
        for doc_id, record in _records(after):
            earlier = old.take(doc_id)
            if earlier is None:
                found.articles["gained"] += 1
                continue
            found.articles["both"] += 1
            _compare(doc_id, earlier, record, found, examples)
        found.articles["lost"] = old.left()
    return found


def comparison_lines(found: Comparison) -> Iterator[str]:
    """The comparison for people: totals, a table by field and rule, and examples below each row."""
    yield "articles: " + ", ".join(f"{count} {kind}" for kind, count in sorted(found.articles.items()) if count)
    if not found.counts:
        yield "no item differs"
        return
    yield f"{'field':16}{'kind':10}{'count':>7}  rule"
    for (name, rule, kind), count in sorted(found.counts.items()):
        yield f"{name:16}{kind:10}{count:7}  {rule}"
        for each in found.examples[name, rule, kind]:
            yield f"    {each.doc_id}: {_shown(each)}"


def _shown(example: Example) -> str:
    """An item that one run has; or only the parts in which two differ."""
    was, now = example.before, example.after
    if was is None or now is None:
        return _cell({name: value for name, value in (was or now or {}).items() if name not in _QUIET})
    parts = [name for name in {**was, **now} if name not in _MOVES and _still(was.get(name)) != _still(now.get(name))]
    label = now.get("name") or now.get("text") or "、".join(now.get("awards", ()))
    return f"{label}: " + "; ".join(f"{name} {_cell(was.get(name))} → {_cell(now.get(name))}" for name in parts)


def _cell(value: Any) -> str:
    text = orjson.dumps(_plain(value)).decode()
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"


def _plain(value: Any) -> Any:
    """A value without the places and scores of what is inside it."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items() if name not in _QUIET and part is not None}
    return [_plain(part) for part in value] if isinstance(value, list) else value


def _compare(doc_id: str, before: Item, after: Item, found: Comparison, most: int) -> None:
    for name in ("text", "source"):
        found.articles[f"{name} changed"] += before[name] != after[name]
    for name, place in FIELDS.items():
        old, new = _placed(before[name], place), _placed(after[name], place)
        for key in {**old, **new}:
            was, now = old.get(key), new.get(key)
            if was is not None and now is not None and _still(was) == _still(now):
                found.same[name] += 1
                continue
            kind = "gained" if was is None else "lost" if now is None else "changed"
            if was is not None and now is not None:
                parts = (
                    part
                    for part in {**was, **now}
                    if part not in _MOVES and _still(was.get(part)) != _still(now.get(part))
                )
                found.parts.update(f"{name}.{part}" for part in parts)
            found.note((name, _rule(was, now), kind), Example(doc_id, was, now), most)


def _placed(items: list[Item], place: Callable[[Item], Place]) -> dict[Place, Item]:
    """The items by what they are known by; two of the same are told apart by their order."""
    seen: Counter[Place] = Counter()
    placed = {}
    for item in items:
        key = place(item)
        placed[*key, seen[key]] = item
        seen[key] += 1
    return placed


def _still(value: Any) -> Any:
    """A value without what moves with the text around it."""
    if isinstance(value, dict):
        return {name: _still(part) for name, part in value.items() if name not in _MOVES}
    return [_still(part) for part in value] if isinstance(value, list) else value


def _rule(was: Item | None, now: Item | None) -> str:
    rules = [str(item.get("rule") or item.get("code") or item.get("kind")) for item in (was, now) if item is not None]
    return " → ".join(dict.fromkeys(rules))


class _Index:
    """The records of a run by `doc_id`, found in their file without being held."""

    def __init__(self, run: Path) -> None:
        self._lines = open_records(run)
        self._places = sqlite3.connect("")
        self._places.execute(
            "CREATE TABLE places (doc_id TEXT PRIMARY KEY, start INTEGER, taken INTEGER) WITHOUT ROWID"
        )
        try:
            self._places.executemany("INSERT OR REPLACE INTO places VALUES (?, ?, 0)", self._rows(run))
        except BaseException:
            self.close()
            raise

    def _rows(self, run: Path) -> Iterator[tuple[str, int]]:
        start = 0
        for line in self._lines:
            yield _parse(line, run)["doc_id"], start
            start += len(line)

    def take(self, doc_id: str) -> Item | None:
        row = self._places.execute("UPDATE places SET taken = 1 WHERE doc_id = ? RETURNING start", (doc_id,)).fetchone()
        if row is None:
            return None
        self._lines.seek(row[0])
        record: Item = orjson.loads(self._lines.readline())
        return record

    def left(self) -> int:
        (count,) = self._places.execute("SELECT count(*) FROM places WHERE NOT taken").fetchone()
        return int(count)

    def close(self) -> None:
        self._places.close()
        self._lines.close()


def _records(run: Path) -> Iterator[tuple[str, Item]]:
    with open_records(run) as lines:
        for line in lines:
            record = _parse(line, run)
            yield record["doc_id"], record


def _parse(line: bytes, run: Path) -> Item:
    try:
        record: Item = orjson.loads(line)
        _ = record["doc_id"], [record[name] for name in FIELDS]
    except (orjson.JSONDecodeError, LookupError, TypeError) as error:
        raise ConfigError(f"{run}: holds a line that is no record: {error!r}") from error
    return record
