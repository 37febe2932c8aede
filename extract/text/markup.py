"""A linear scanner for HTML as it is found: the visible text in blocks, each piece with its place in the source.

No tree is built, so nothing can be nested too deeply, and no markup is so broken that it could not be read.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.text import patterns as re

_TAG = re.compile(r"""</?(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[^>"']|"[^"]*+"|'[^']*+')*+)>""")
_TAG_START = re.compile(r"</?[a-zA-Z]")
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_PIECE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,24});?|[ \t\r\n\f]+|[^& \t\r\n\f]+|&")
_UNSEEN = frozenset(
    ("iframe", "math", "noscript", "object", "script", "select", "style", "svg", "template", "textarea")
)
"""Elements whose content is no text of the page."""
BLOCK = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "tfoot", "thead", "title", "tr", "ul",
))  # fmt: skip
CELL = frozenset(("td", "th"))
_SPACE = " \t\r\n\f\u00a0\u3000\u200b\ufeff"
_WIDE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uff60]{2}")


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` as a reader sees it, where the source has `source[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a list item, a table row: a line of the visible text."""

    tag: str
    pieces: tuple[Piece, ...]
    linked: int
    """How many of its characters are in links."""

    @property
    def text(self) -> str:
        """What a reader sees."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Markup:
    """What a page shows, and its `meta` tags by name in small letters (the first of each name)."""

    blocks: tuple[Block, ...]
    title: str | None
    meta: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag; without a name a comment or a declaration."""

    name: str
    end: int
    closing: bool = False
    attributes: str = ""


def scan(source: str) -> Markup:
    """The blocks and meta tags of the HTML `source`.

    >>> [block.text for block in scan("<p>区长&nbsp;<b>李</b>某<p>大会").blocks]
    ['区长 李某', '大会']
    """
    page = _Page()
    for token in _tokens(source):
        if isinstance(token, Piece):
            page.add(token, breaks=page.preformatted and "\n" in source[token.start : token.end])
        else:
            page.tag(token)
    page.close_block("body")
    return Markup(tuple(page.blocks), page.title, page.meta)


class _Page:
    """The page as far as it has been scanned."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.title: str | None = None
        self.meta: dict[str, str] = {}
        self.preformatted = False
        self._pieces: list[Piece] = []
        self._opened = "body"
        self._in_link = False
        self._linked = 0

    def add(self, piece: Piece, *, breaks: bool) -> None:
        """A piece of text, or a line end of preformatted text."""
        if breaks:
            self.close_block(self._opened)
        else:
            self._pieces.append(piece)
            self._linked += len(piece.text) * self._in_link

    def tag(self, tag: _Tag) -> None:
        """What a tag means for the blocks."""
        if tag.name == "meta":
            self._add_meta(tag.attributes)
        elif tag.name == "a":
            self._in_link = not tag.closing
        elif tag.name in CELL and self._pieces:
            self._pieces.append(Piece(tag.end, tag.end, " "))
        elif tag.name in BLOCK:
            self.close_block("body" if tag.closing else tag.name)
            self.preformatted = not tag.closing if tag.name == "pre" else self.preformatted

    def close_block(self, opened: str) -> None:
        """End the block; the next one begins in an element `opened`."""
        pieces = tuple(_trimmed(self._pieces))
        if pieces and self._opened == "title":
            self.title = self.title or "".join(piece.text for piece in pieces)
        elif pieces:
            self.blocks.append(Block(self._opened, pieces, self._linked))
        self._pieces, self._linked, self._opened = [], 0, opened

    def _add_meta(self, attributes: str) -> None:
        found = {name.lower(): one or two or bare for name, one, two, bare in _ATTRIBUTE.findall(attributes)}
        name = found.get("name") or found.get("property") or found.get("itemprop")
        if name and found.get("content"):
            self.meta.setdefault(name.lower(), html.unescape(found["content"]).strip())


def _tokens(source: str) -> Iterator[_Tag | Piece]:
    """Tags and pieces of text, in order; comments, declarations and unseen elements are passed over."""
    position = 0
    last = source.rfind(">")
    unclosed: set[str] = set()
    while position < len(source):
        start = source.find("<", position)
        if start < 0 or start > last:
            start = len(source)
        yield from _pieces(source, position, start)
        if start == len(source):
            return
        tag = _tag_at(source, start)
        if tag is None:
            yield Piece(start, start + 1, "<")
            position = start + 1
            continue
        yield tag
        position = tag.end
        if tag.name in _UNSEEN and not tag.closing and tag.name not in unclosed:
            position = _end_of(source, tag)
            unclosed |= {tag.name} if position == tag.end else set()


def _tag_at(source: str, start: int) -> _Tag | None:
    """The tag, comment or declaration that begins at `start`; None for a mere `<`."""
    if source.startswith("<!--", start):
        end = source.find("-->", start + 2)
        return _Tag("", end + 3 if end >= 0 else len(source))
    if source.startswith(("<!", "<?"), start):
        return _Tag("", source.index(">", start) + 1)
    if not _TAG_START.match(source, start):
        return None
    found = _TAG.match(source, start)
    if found is None:  # a quote that is never closed
        return _Tag("", source.index(">", start) + 1)
    return _Tag(found["name"].lower(), found.end(), source[start + 1] == "/", found["attributes"])


def _end_of(source: str, tag: _Tag) -> int:
    """Behind the element that `tag` opens. What is never closed hides the rest of the page only if it is code."""
    found = re.compile(rf"</{tag.name}\b[^>]*>?", re.IGNORECASE).search(source, tag.end)
    if found:
        return found.end()
    return len(source) if tag.name in ("script", "style") else tag.end


def _pieces(source: str, start: int, end: int) -> Iterator[Piece]:
    """Text between tags. A line break between Chinese characters is none for the reader."""
    for found in _PIECE.finditer(source, start, end):
        token = found[0]
        if token[0] == "&" and len(token) > 1:
            yield Piece(*found.span(), html.unescape(token).replace("\xa0", " "))
        elif token[0] not in " \t\r\n\f":
            yield Piece(*found.span(), token)
        elif "\n" in token and found.start() > start and found.end() < end:
            around = source[found.start() - 1] + source[found.end()]
            yield Piece(*found.span(), "" if _WIDE.fullmatch(around) else " ")
        else:
            yield Piece(*found.span(), " ")


def _trimmed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """`pieces` without white space at the edges, and with runs of it as one space."""
    lengths = [len(piece.text.strip(_SPACE)) for piece in pieces]
    inked = [at for at, length in enumerate(lengths) if length]
    if not inked:
        return
    first, last = inked[0], inked[-1]
    spaced = False
    for at in range(first, last + 1):
        piece = pieces[at]
        if piece.text == " " and spaced:
            continue
        spaced = piece.text == " "
        yield _cut(piece, left=at == first, right=at == last)


def _cut(piece: Piece, *, left: bool, right: bool) -> Piece:
    """`piece` without the white space at its outer edges; an entity is one character and has none."""
    if piece.end - piece.start != len(piece.text):
        return piece
    start = piece.start + (len(piece.text) - len(piece.text.lstrip(_SPACE)) if left else 0)
    end = piece.end - (len(piece.text) - len(piece.text.rstrip(_SPACE)) if right else 0)
    return Piece(start, end, piece.text[start - piece.start : len(piece.text) - (piece.end - end)])
