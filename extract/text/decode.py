"""Bytes to text: which encoding an article is in."""

from __future__ import annotations

from dataclasses import dataclass

from extract.errors import DecodeError


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it came in; None where it was text already."""

    text: str
    encoding: str | None


def decode(content: bytes | str, *, encoding: str | None = None, max_bytes: int = 32 * 2**20) -> Decoded:
    """The text of `content`. Raises DecodeError with what to do where it is none."""
    if isinstance(content, str):
        return Decoded(content, None)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        raise DecodeError(f"not UTF-8: {error}") from error
