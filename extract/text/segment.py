"""Words: a protocol and two engines, `rjieba` (Rust, the default) and `jieba`.

Neither engine pickles: each process builds its own. `rjieba` without words of the user's is there once per process,
since it takes a tenth of a second and 40 MB; taggers and rules read words and parts of speech from that one too.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

from extract.errors import ConfigError, why
from extract.text import patterns as re
from extract.types import LOST, Span

_USER_WORD = re.compile(r"(?P<word>.+?)(?: (?P<frequency>[0-9]+))?(?: (?P<tag>[a-z]+))?")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Segmenter(Protocol):
    """Cuts a text into words that cover it without gaps."""

    name: str

    def words(self, text: str) -> Sequence[Span]:
        """The spans of the words of `text`, in order."""

    def tagged(self, text: str) -> Sequence[tuple[str, str]]:
        """The words of `text` in order, each with its part of speech in jieba's letters."""


class RustJieba:
    """`rjieba`: jieba's algorithm and dictionary in Rust.

    >>> RustJieba().words("区长出席大会")
    [Span(start=0, end=2), Span(start=2, end=4), Span(start=4, end=6)]
    """

    def __init__(self, user_dict: Path | None = None) -> None:
        import rjieba

        self.name = "rjieba"
        self._engine = rjieba.Jieba() if user_dict else plain_engine()
        for word, frequency, tag in user_words(user_dict):
            self._engine.add_word(word, frequency, tag)

    def words(self, text: str) -> Sequence[Span]:
        """See `Segmenter.words`."""
        return [Span(start, end) for _, start, end in self._engine.tokenize(text)]

    def tagged(self, text: str) -> Sequence[tuple[str, str]]:
        """See `Segmenter.tagged`."""
        return tagged_words(text) if self._engine is plain_engine() else list(self._engine.tag(text))


class PythonJieba:
    """`jieba` itself, with a tokenizer and a cache file of its own: the default ones are shared by all programs."""

    def __init__(self, user_dict: Path | None = None) -> None:
        jieba = _import_jieba()
        self.name = "jieba"
        self._engine = jieba.Tokenizer()
        folder = _cache_folder()
        self._engine.tmp_dir = str(folder)
        self._engine.cache_file = str(folder / f"jieba-{jieba.__version__}-{sys.implementation.cache_tag}.cache")
        for word, frequency, tag in user_words(user_dict):
            self._engine.add_word(word, frequency, tag)

    def words(self, text: str) -> Sequence[Span]:
        """See `Segmenter.words`."""
        return [Span(start, end) for _, start, end in self._engine.tokenize(text)]

    def tagged(self, text: str) -> Sequence[tuple[str, str]]:
        """See `Segmenter.tagged`."""
        return [(pair.word, pair.flag) for pair in self._tagger.cut(text)]

    @cached_property
    def _tagger(self) -> Any:
        _import_jieba()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba.posseg
        return jieba.posseg.POSTokenizer(self._engine)


ENGINES: dict[str, Callable[[Path | None], Segmenter]] = {"jieba": PythonJieba, "rjieba": RustJieba}


@cache
def plain_engine() -> Any:
    """`rjieba` with its own dictionary and no other words: the one that the import of `rjieba` makes. Add none to it."""
    import rjieba

    return rjieba


@lru_cache(maxsize=1024)  # more sentences than a window of the pipeline holds
def tagged_words(sentence: str) -> Sequence[tuple[str, str]]:
    """The words of `sentence` with jieba's parts of speech, for tagger and rules: tagged once as long as it is kept.

    >>> tagged_words("市长出席")
    [('市长', 'n'), ('出席', 'v')]
    """
    try:
        tagged: Sequence[tuple[str, str]] = plain_engine().tag(sentence)
    except UnicodeEncodeError:  # half of a surrogate pair, which Rust cannot hold
        tagged = plain_engine().tag(_SURROGATE.sub(LOST, sentence))
    return tagged


def load_segmenter(name: str, user_dict: Path | None = None) -> Segmenter:
    """The engine that `Config.segmenter` names, with the user's words added.

    Raises ConfigError where the engine is unknown or the user dictionary cannot be read.
    """
    if name not in ENGINES:
        raise ConfigError(f"segmenter {name!r} is unknown: use one of {', '.join(ENGINES)}")
    return ENGINES[name](user_dict)


def user_words(path: Path | None) -> Iterator[tuple[str, int | None, str | None]]:
    """Word, frequency and part of speech of each line of a dictionary in jieba's format; the last two may lack."""
    if path is None:
        return
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"user_dict {path} cannot be read: {why(error)}: give a UTF-8 file, one word a line"
        ) from error
    for line in lines:
        if found := _USER_WORD.fullmatch(line.strip()):
            frequency = found["frequency"]
            yield found["word"], int(frequency) if frequency else None, found["tag"]


def _import_jieba() -> Any:
    """`jieba`, without the warnings of its source and the progress notes that it prints."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    return jieba


def _cache_folder() -> Path:
    """Where jieba's compiled dictionary is kept; jieba goes on without it where it cannot be written."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "extract"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        logging.getLogger(__name__).info("%s cannot be made: jieba reads its dictionary anew each time", folder)
    return folder
