"""Saved web pages: the article's own text out of the markup, traced to the page's source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extract.text.align import AlignedText


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page's article and what the page says about itself."""

    aligned: AlignedText
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None


def read_page(source: str) -> Page:
    """The article in the HTML `source`."""
    return Page(AlignedText.of(source))
