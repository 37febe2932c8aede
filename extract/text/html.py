"""Saved web pages: the article's own text out of the markup, traced to the page's source.

trafilatura decides which part of a page is the article; where each of its characters stands in the source is told by
a scanner of our own. What trafilatura cannot read falls to a plain rule: the blocks that hold sentences.
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from extract.errors import MissingExtraError
from extract.text import bylines
from extract.text import patterns as re
from extract.text.align import MARKUP, AlignedText, Change
from extract.text.documents import Opened
from extract.text.markup import Block, Markup, scan

_log = logging.getLogger(__name__)
_BLANK = re.compile(r"[\s\u200b\u00ad\ufeff|]+")
_KEY = 8
"""Characters by which a block is found in trafilatura's text; a shorter block must stand right at the next place."""
_NEAR = 4
_COVERED = 0.6
"""Share of trafilatura's text that must be found again in the blocks for its choice to be followed."""
_FURNITURE = re.compile(
    "版权所有|版權所有|ICP备|ICP備|All Rights Reserved|©|责任编辑：|上一篇|下一篇|您当前的位置|浏览次数"
)
_SENTENCE = re.compile("[。！？；，]")
_TITLE_TAIL = re.compile(r"\s*[-_—|–]{1,2}\s*[^-_—|–]{2,30}$")
_OWN_PAGE = ("og:url", "url")


def read_page(source: str) -> Opened:
    r"""The article in the HTML `source`. No markup is too broken to be read.

    Raises MissingExtraError where trafilatura is not installed.

    >>> read_page("<p>5月6日，大会举行。<p>区长&nbsp;<b>李</b>某出席。").aligned.text
    '5月6日，大会举行。\n区长 李某出席。'
    """
    told = _ask_trafilatura(source)
    markup = scan(source)
    chosen = _chosen(markup.blocks, told.text if told else "")
    blocks = [block for block in chosen if not bylines.is_furniture(block.text)] or chosen
    lines = [block.text for block in markup.blocks if len(block.text) <= bylines.BYLINE]
    url = (told and told.url) or next((markup.meta[name] for name in _OWN_PAGE if name in markup.meta), None)
    return Opened(
        aligned=AlignedText.of(source).edit(_changes(blocks, source)),
        title=_title(markup, told.title if told else None),
        publisher=bylines.publisher(markup.meta, lines, [block.text for block in blocks]),
        editor=bylines.editor(markup.meta, lines),
        url=url,
        published=bylines.published(markup.meta, lines, url) or (bylines.read_date(told.date or "") if told else None),
    )


def _ask_trafilatura(source: str) -> Any:
    """The document that trafilatura makes, or None where it finds no article or fails."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtraError("trafilatura", "html") from error
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports each page it cannot use as an error
    try:
        return bare_extraction(
            source,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # noqa: BLE001 - the scanner reads what trafilatura cannot
        _log.info("trafilatura failed, the page is read without it: %r", error)
        return None


def _chosen(blocks: Sequence[Block], article: str) -> Sequence[Block]:
    """The blocks that belong to the article; those with sentences where trafilatura does not say."""
    keys = [_BLANK.sub("", block.text) for block in blocks]
    wanted = _BLANK.sub("", article)
    found = _matches(keys, wanted)
    if wanted and sum(len(keys[at]) for at in found) >= _COVERED * len(wanted):
        return [blocks[at] for at in found]
    return [block for block in blocks if _is_prose(block)] or blocks


def _matches(keys: Sequence[str], wanted: str) -> list[int]:
    """Indexes of the `keys` that stand one behind the other in `wanted`.

    A long key may lie ahead of the place reached so far (trafilatura left something out of its text or put a mark
    in); a short one, such as 返回首页, only right there. Each key is looked up by its beginning, so that the time
    grows with the length of the page alone.
    """
    places: dict[str, list[int]] = {}
    for at in range(len(wanted) - _KEY + 1):
        places.setdefault(wanted[at : at + _KEY], []).append(at)
    found = []
    reached = 0
    for index, key in enumerate(keys):
        if len(key) < _KEY:
            at = wanted.find(key, reached, reached + _NEAR + len(key)) if key else -1
        else:
            known = places.get(key[:_KEY], [])
            ahead = known[bisect_left(known, reached) :][:_NEAR]
            at = next((place for place in ahead if wanted.startswith(key, place)), -1)
        if at >= 0:
            found.append(index)
            reached = at + len(key)
    return found


def _is_prose(block: Block) -> bool:
    text = block.text
    return bool(_SENTENCE.search(text)) and block.linked <= len(text) / 2 and not _FURNITURE.search(text)


def _changes(blocks: Sequence[Block], source: str) -> Iterator[Change]:
    """What makes the text of `blocks` out of the source: one line a block, everything else taken off."""
    position = 0
    for index, block in enumerate(blocks):
        gap = "\n" if index else ""
        for piece in block.pieces:
            if piece.start == piece.end:
                gap += piece.text
                continue
            if position < piece.start or gap:
                yield Change(position, piece.start, gap, MARKUP)
            gap = ""
            if piece.text != source[piece.start : piece.end]:
                yield Change(piece.start, piece.end, piece.text, MARKUP)
            position = piece.end
    if position < len(source):
        yield Change(position, len(source), "", MARKUP)


def _title(markup: Markup, told: str | None) -> str | None:
    """The headline: the first `h1`, or what the page or trafilatura calls its title, without the name of the site."""
    headline = next((block.text for block in markup.blocks if block.tag == "h1"), None)
    named = told or markup.meta.get("articletitle") or markup.title
    if headline and (not named or headline in named):
        return headline
    return _TITLE_TAIL.sub("", named) if named else None
