"""HanLP as a tagger: any NER or multi-task component, from a local directory or by its identifier.

HanLP downloads an identifier it does not have and waits half a minute for a network that is not there, so what can be
known beforehand is checked beforehand.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extract.errors import ConfigError, MissingExtraError
from extract.types import Entity, EntityLabel

LABELS: dict[str, EntityLabel] = {
    "FAC": "LOC",
    "GOV": "ORG",
    "GPE": "LOC",
    "LOC": "LOC",
    "LOCATION": "LOC",
    "NR": "PER",
    "NS": "LOC",
    "NT": "ORG",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "PER": "PER",
    "PERSON": "PER",
    "POSITION": "TITLE",
    "TITLE": "TITLE",
}
"""The labels of HanLP's corpora (MSRA, OntoNotes, PKU, CLUENER, Resume) by ours; those not listed are dropped."""

LONGEST = 126
"""Characters of a piece: a transformer of HanLP reads 128 with its two marks, and cuts off the rest in silence."""

BATCH = 32

_HOST = "file.hankcs.com"
_PATIENCE = 0.7
"""Seconds to wait for HanLP's file server to answer, so that the whole check stays under one second."""

_BREAK = re.compile(r"[，、；：,;\s]")

Found = tuple[int, int, EntityLabel]


class HanlpTagger:
    """A HanLP component.

    Args:
        path_or_name: a directory that HanLP saved, or an identifier such as `MSRA_NER_ELECTRA_SMALL_ZH`.

    Raises:
        MissingExtraError: HanLP is not installed.
        ConfigError: the directory is not there, the network is needed and not there, or HanLP cannot load it.
    """

    def __init__(self, path_or_name: str) -> None:
        _check(path_or_name)
        self._component = _load(path_or_name)
        self.name = f"hanlp:{path_or_name}"

    def tag(self, sentences: Sequence[str]) -> list[list[Entity]]:
        """See `Tagger.tag`."""
        return tag_in_pieces(sentences, lambda pieces: predict(self._component, pieces), "tagger.hanlp")


def tag_in_pieces(
    sentences: Sequence[str], find: Callable[[list[str]], list[list[Found]]], rule: str
) -> list[list[Entity]]:
    """The entities of each sentence; `find` is given batches of short pieces and gives the spans in each."""
    entities: list[list[Entity]] = [[] for _ in sentences]
    pieces = [(number, offset, piece) for number, text in enumerate(sentences) for offset, piece in split_long(text)]
    for first in range(0, len(pieces), BATCH):
        batch = pieces[first : first + BATCH]
        found = find([piece for *_, piece in batch])
        for (number, offset, piece), spans in zip(batch, found, strict=True):
            entities[number] += entities_of(piece, spans, offset, rule)
    return entities


def split_long(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of `text` of at most `LONGEST` characters with their offsets, cut after a comma or a space if there is one.

    >>> [len(piece) for _, piece in split_long("长" * 100 + "，" + "短" * 100)]
    [101, 100]
    """
    start = 0
    while len(text) - start > LONGEST:
        breaks = [match.end() for match in _BREAK.finditer(text, start, start + LONGEST)]
        end = breaks[-1] if breaks else start + LONGEST
        yield start, text[start:end]
        start = end
    if text[start:].strip():
        yield start, text[start:]


def entities_of(piece: str, spans: Sequence[Found], offset: int, rule: str) -> list[Entity]:
    """Entities from the spans found in a piece of a sentence, sorted, each overlapping one left out."""
    entities: list[Entity] = []
    end_before = 0
    for start, end, label in sorted(spans):
        if end_before <= start < end <= len(piece):
            text = piece[start:end]
            place = {"start": start + offset, "end": end + offset, "text": text}
            entities.append(Entity(**place, label=label, rule=f"{rule}.{label}", score=0.8))  # type: ignore[arg-type]
            end_before = end
    return entities


def predict(component: Any, pieces: list[str]) -> list[list[Found]]:
    """The spans that a component finds in each piece, by characters, with our labels."""
    if hasattr(component, "tasks"):
        document = component(pieces, tasks="ner*")
        return read_document(document, pieces)
    characters = [["\u3000" if character.isspace() else character for character in piece] for piece in pieces]
    if tags := _raw_tags(component, characters):
        return [list(spans_of_tags(sequence)) for sequence in tags]
    found = component(characters)
    return [[(start, end, LABELS[label]) for _, label, start, end, *_ in spans if label in LABELS] for spans in found]


def _raw_tags(component: Any, characters: list[list[str]]) -> list[list[str]] | None:
    """The tags of an RNN component, whose own `predict` raises where they are ill-formed; None for other kinds."""
    from hanlp.components.taggers.rnn_tagger import RNNTagger

    if not isinstance(component, RNNTagger):
        return None
    tags: list[list[str]] = RNNTagger.predict_data(component, characters, BATCH)
    return tags


def spans_of_tags(tags: Sequence[str]) -> Iterator[Found]:
    """Spans of BIO, BMES, IOBES or BIOUL tags, however ill-formed: a label that changes or stops ends the span.

    >>> [*spans_of_tags(["I-PER", "E-PER", "O", "B-LOC", "B-LOC", "E-LOC", "S-NS"])]
    [(0, 2, 'PER'), (3, 4, 'LOC'), (4, 6, 'LOC'), (6, 7, 'LOC')]
    """
    start, label = 0, ""
    for position, tag in enumerate([*tags, "O"]):
        place, _, name = tag.partition("-")
        name = name.upper()
        if label and (name != label or place in {"B", "S", "U", "O"}):
            if label in LABELS:
                yield start, position, LABELS[label]
            label = ""
        if name and not label:
            start, label = position, name
        if label and place in {"E", "L", "S", "U"}:
            if label in LABELS:
                yield start, position + 1, LABELS[label]
            label = ""


def read_document(document: dict[str, Any], pieces: Sequence[str]) -> list[list[Found]]:
    """The spans of a HanLP document (from a multi-task component or a server), from words to characters."""
    words = next((document[key] for key in sorted(document) if key.startswith("tok")), None)
    entities = next((document[key] for key in sorted(document) if key.startswith("ner")), None)
    if words is None or entities is None or not len(words) == len(entities) == len(pieces):
        raise ConfigError(
            f"HanLP gave {sorted(document)} and not words and entities for each sentence: choose a NER task"
        )
    found = []
    for piece, tokens, spans in zip(pieces, words, entities, strict=True):
        offsets = _offsets(piece, tokens)
        found.append(
            [
                (offsets[start][0], offsets[end - 1][1], LABELS[label.upper()])
                for _, label, start, end, *_ in spans
                if label.upper() in LABELS and 0 <= start < end <= len(offsets)
            ]
        )
    return found


def _offsets(piece: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where each token stands. HanLP drops spaces and changes some characters, which keep their number."""
    offsets = []
    position = 0
    for token in tokens:
        while position < len(piece) and piece[position].isspace():
            position += 1
        start = piece.find(token, position, position + len(token) + 8)
        start = position if start < 0 else start
        position = min(start + len(token), len(piece))
        offsets.append((start, position))
    return offsets


def _check(path_or_name: str) -> None:
    """Raise at once what HanLP would find out slowly."""
    local = Path(path_or_name).expanduser()
    if (
        not local.is_dir()
        and "://" not in path_or_name
        and (local.suffix or len(local.parts) > 1 or not path_or_name.isupper())
    ):
        raise ConfigError(f"hanlp:{path_or_name}: there is no such directory, and identifiers of HanLP are in capitals")
    if local.is_dir() and not any((local / name).is_file() for name in ("config.json", "meta.json")):
        raise ConfigError(f"hanlp:{path_or_name}: the directory holds no HanLP component: it has no config.json")
    if find_spec("hanlp") is None:
        raise MissingExtraError("hanlp", "hanlp")
    if not local.is_dir() and not _downloaded(path_or_name) and not _reachable():
        raise ConfigError(
            f"hanlp:{path_or_name}: not downloaded yet and {_HOST} cannot be reached: give the directory of a component"
        )


def _downloaded(name: str) -> bool:
    """Does HanLP's cache hold a directory for this identifier or address?"""
    home = Path(os.environ.get("HANLP_HOME", "~/.hanlp")).expanduser()
    stem = name.rsplit("/", 1)[-1].lower().removesuffix(".zip").removesuffix("_zh")
    return any(path.is_dir() for path in home.glob(f"*/{stem}*"))


def _reachable() -> bool:
    # Looking up the host name has no time limit of its own, so it is not what is waited for: a thread is.
    from concurrent.futures import ThreadPoolExecutor
    from concurrent.futures import TimeoutError as Late

    executor = ThreadPoolExecutor(max_workers=1)
    attempt = executor.submit(lambda: socket.create_connection((_HOST, 443), timeout=_PATIENCE).close())
    try:
        attempt.result(timeout=_PATIENCE)
    except (OSError, Late):
        return False
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
    return True


def _load(path_or_name: str) -> Any:
    import hanlp

    local = Path(path_or_name).expanduser()
    try:
        return hanlp.load(str(local) if local.is_dir() else path_or_name, devices=-1, verbose=False)
    except Exception as error:  # HanLP raises whatever its parts raise
        raise ConfigError(f"hanlp:{path_or_name}: HanLP cannot load it: {error}") from error
