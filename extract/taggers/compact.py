"""The compact tagger: a small convolutional network of 8-bit numbers, run by onnxruntime on one core.

Its model is one `.onnx` file with the vocabulary inside: one that ships with the package, or one from `extract train`.
"""

from __future__ import annotations

import base64
import copy
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from extract.errors import ConfigError, DataError
from extract.taggers.features import PAD, Encoder, Stream, Vocabulary
from extract.taggers.labels import TAGS, TYPES, legal_tags, persons_alone, span_arrays
from extract.taggers.screen import Screen
from extract.types import Entity

FORMAT = "extract-tagger-2"
"""Named in every model file; changes with the features or the tags."""

STREAM = 4096
"""Characters given to the network at a time. From 2,000 to 8,000 the speed is the same; longer streams leave the cache."""


RESERVE = 0.5
"""What `O` is given more than the network gives it (in log odds): the networks find too much. Strict F1 of `news` rises by 1.2 for
UNER PER, 0.9 for TITLE of CLUENER and Resume, 0.2 for CLUENER PER and the articles, and not at all for MSRA; of `open` by about
one. With 1.0 there is more to be had for PER, and TITLE loses it again."""

_OUTSIDE = np.where(np.arange(len(TAGS)) == 0, 0.0, -1e3).astype(np.float32)[:, None]


class CompactTagger:
    """Finds persons, organisations, places, titles and awards.

    Args:
        path: the model file.
        name: what the provenance of a record calls the tagger; the start of the hash of the model is added.
        style: whose conventions to follow, one of the styles that the model was trained with; its own one if None.
        sha256: what the file must hash to, for a model that ships with the package.

    Raises:
        ConfigError: there is no such file or style.
        DataError: the file is damaged or of another version.
    """

    def __init__(
        self, path: Path, *, name: str | None = None, style: str | None = None, sha256: str | None = None
    ) -> None:
        self._path = path
        content = _read(path)
        digest = hashlib.sha256(content).hexdigest()
        if sha256 and digest != sha256:
            raise DataError(f"{path}: the model file is damaged: install the package again")
        self._session = _session(content, path)
        card: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
        if card.get("format") != FORMAT or card.get("tags") != " ".join(TAGS):
            raise DataError(f"{path}: no tagger of this version ({FORMAT}): train it again with `extract train`")
        self._styles = card["styles"].split()
        self.style_number = self._number(style or card["style"])
        self._vocabulary = _vocabulary(card)
        self._encoder = Encoder(self._vocabulary)
        self._screen = Screen.load(card["screen"], self._vocabulary)
        self.names_only = False
        self.name = f"{name or path.stem} {digest[:12]}"
        self._rules = [f"tagger.{name or path.stem}.{label}" for label in TYPES]

    def in_style(self, style: str) -> CompactTagger:
        """This tagger following the conventions of `style`; it shares the model."""
        other = copy.copy(self)
        other.style_number = self._number(style)
        return other

    def for_names(self) -> CompactTagger:
        """This tagger looking for persons alone: it passes over what holds none by the look of it."""
        other = copy.copy(self)
        other.names_only = True
        return other

    def _number(self, style: str) -> int:
        if style not in self._styles:
            raise ConfigError(f"{self._path.name} knows no style {style!r}: known are {', '.join(self._styles)}")
        return self._styles.index(style)

    def tag(self, sentences: Sequence[str]) -> list[list[Entity]]:
        """See `Tagger.tag`."""
        found: list[list[Entity]] = []
        for group in _groups(sentences):
            found += self._names(group) if self.names_only else self._everything(group)
        return found

    def _everything(self, sentences: Sequence[str]) -> list[list[Entity]]:
        stream = self._encoder.encode(sentences)
        scores = self._scores(stream)
        # The gaps hold nothing, whatever the network says.
        np.copyto(scores, _OUTSIDE, where=stream.characters == PAD)
        return self._entities(sentences, stream, scores, legal_tags(scores), np.arange(scores.shape[1]))

    def _names(self, sentences: Sequence[str]) -> list[list[Entity]]:
        """Persons alone, from what the screen shows of the sentences."""
        found: list[list[Entity]] = [[] for _ in sentences]
        view = self._screen.view(sentences, self._vocabulary)
        if view.sentences:
            read = [sentences[number] for number in view.sentences]
            stream = self._encoder.encode_at(view.places, read, view.letters)
            scores = self._scores(stream)
            np.copyto(scores, _OUTSIDE, where=~view.near)
            entities = self._entities(read, stream, scores, legal_tags(persons_alone(scores)), view.places)
            for number, of_sentence in zip(view.sentences, entities, strict=True):
                found[number] = of_sentence
        return found

    def _entities(
        self,
        sentences: Sequence[str],
        stream: Stream,
        scores: NDArray[np.float32],
        tags: NDArray[np.int64],
        places: NDArray[np.int64],
    ) -> list[list[Entity]]:
        """The entities of each sentence; `places` are those in the stream of the characters with `scores` and `tags`."""
        begins, ends, labels = span_arrays(tags)
        sentence_of = np.searchsorted(stream.starts, places[begins], side="right") - 1
        first = places[begins] - stream.starts[sentence_of]
        columns = (first, first + ends - begins, labels, sentence_of, _certainties(scores, tags, begins))
        found: list[list[Entity]] = [[] for _ in sentences]
        for start, end, label, number, score in zip(*(column.tolist() for column in columns), strict=True):
            text, rule = sentences[number][start:end], self._rules[label]
            found[number].append(Entity(start=start, end=end, text=text, label=TYPES[label], rule=rule, score=score))
        return found

    def _scores(self, stream: Stream) -> NDArray[np.float32]:
        """Scores of shape (tags, characters)."""
        feed = {
            "characters": stream.characters,
            "pairs": stream.pairs,
            "words": stream.words,
            "places": stream.places,
            "styles": np.full(len(stream.characters), self.style_number, dtype=np.int32),
        }
        (scores,) = self._session.run(None, feed)
        scores[0, 0] += RESERVE
        return cast("NDArray[np.float32]", scores[0])


def _certainties(
    scores: NDArray[np.float32], tags: NDArray[np.int64], starts: NDArray[np.int64]
) -> NDArray[np.float64]:
    """For each span the least probability of one of its tags: a doubtful border makes the whole doubtful."""
    if len(starts) == 0:
        return np.zeros(0)
    inside = np.flatnonzero(tags)
    chosen = scores[:, inside]
    shares = np.exp(chosen - chosen.max(axis=0))
    certain = shares[tags[inside], np.arange(len(inside))] / shares.sum(axis=0)
    least = np.minimum.reduceat(certain, np.searchsorted(inside, starts))
    return np.asarray(np.round(least.astype(np.float64), 3), dtype=np.float64)


def _groups(sentences: Sequence[str]) -> Iterator[Sequence[str]]:
    """The sentences in groups of about `STREAM` characters."""
    first = size = 0
    for number, sentence in enumerate(sentences):
        if number > first and size + len(sentence) > STREAM:
            yield sentences[first:number]
            first, size = number, 0
        size += len(sentence)
    if first < len(sentences):
        yield sentences[first:]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the model: {error.strerror}") from error


def _session(content: bytes, path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One core: articles are shared out among processes, and one thread always adds in the same order.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has no common base for what a damaged file raises
        raise DataError(f"{path}: no usable model: {error}") from error


def _vocabulary(card: dict[str, str]) -> Vocabulary:
    pairs = np.frombuffer(base64.b64decode(card["pairs"]), dtype="<u4")
    return Vocabulary(card["characters"], pairs.astype(np.uint32), tuple(card["words"].split("\n")))
