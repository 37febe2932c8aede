"""Taggers: back ends that propose persons, organisations and places, behind one protocol.

A tagger only proposes. Extractors and `resolve` decide, so that any tagger can be swapped in by configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Protocol

from extract.errors import ConfigError, DataError
from extract.types import Entity


class Tagger(Protocol):
    """Finds entities in sentences."""

    name: str

    def tag(self, sentences: Sequence[str]) -> list[list[Entity]]:
        """The entities of each sentence, sorted, without overlaps; offsets count from the sentence's start."""


class NoTagger:
    """Finds nothing: rules and word lists alone."""

    name = "none"

    def tag(self, sentences: Sequence[str]) -> list[list[Entity]]:
        """See `Tagger.tag`."""
        return [[] for _ in sentences]


def _none() -> Tagger:
    return NoTagger()


def _posseg() -> Tagger:
    from extract.taggers.posseg import PossegTagger

    return PossegTagger()


def _open() -> Tagger:
    return _shipped("open")


def _news() -> Tagger:
    return _shipped("news")


def _model(path: str) -> Tagger:
    from extract.taggers.compact import CompactTagger

    return CompactTagger(Path(path))


def _hanlp(path_or_name: str) -> Tagger:
    from extract.taggers.hanlp import HanlpTagger

    return HanlpTagger(path_or_name)


def _hanlp_restful(url: str) -> Tagger:
    from extract.taggers.hanlp_restful import HanlpRestfulTagger

    return HanlpRestfulTagger(url)


_PLAIN: dict[str, Callable[[], Tagger]] = {"none": _none, "posseg": _posseg, "open": _open, "news": _news}
_WITH_ARGUMENT: dict[str, tuple[str, Callable[[str], Tagger]]] = {
    "model": ("PATH", _model),
    "hanlp": ("PATH_OR_NAME", _hanlp),
    "hanlp_restful": ("URL", _hanlp_restful),
}


def load_tagger(spec: str, *, names_only: bool = False) -> Tagger:
    """The tagger that `Config.tagger` names.

    `open` and `news` are the compact taggers that ship with the package (see the model card), `model:PATH` is one
    from `extract train`, `hanlp:PATH_OR_NAME` a HanLP component, `hanlp_restful:URL` a HanLP server, `posseg` jieba's
    parts of speech, `none` nothing. With `names_only` a compact tagger finds persons alone, and passes over sentences that
    hold none by the look of them. Raises ConfigError with the known ones where there is none such.
    """
    tagger = _named(spec)
    for_names = getattr(tagger, "for_names", None)
    return for_names() if names_only and for_names else tagger


def _named(spec: str) -> Tagger:
    kind, colon, argument = spec.partition(":")
    if not colon and kind in _PLAIN:
        return _PLAIN[kind]()
    if kind in _WITH_ARGUMENT and argument:
        return _WITH_ARGUMENT[kind][1](argument)
    known = [*_PLAIN, *(f"{name}:{argument}" for name, (argument, _) in _WITH_ARGUMENT.items())]
    raise ConfigError(f"unknown tagger {spec!r}: known are {', '.join(known)}")


def _shipped(name: str) -> Tagger:
    """A compact tagger of the package, its file checked against `SHA256SUMS`."""
    from extract.taggers.compact import CompactTagger

    models = Path(str(resources.files("extract"))) / "data" / "models"
    try:
        lines = (models / "SHA256SUMS").read_text(encoding="ascii").splitlines()
        sums = {file: digest for digest, file in (line.split() for line in lines)}
        return CompactTagger(models / f"{name}.onnx", name=name, sha256=sums[f"{name}.onnx"])
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"{models}: the models' checksums cannot be read: install the package again") from error
