"""The page as one file: markup, style, script and the records, packed, with a policy that allows nothing else.

The script and the style are allowed by their hashes, and nothing may be loaded from anywhere. The records are JSON,
deflated and in base64: no character of an article can be taken for markup, and 10,000 articles stay a file that
opens at once.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from itertools import count, islice
from pathlib import Path
from typing import Any

import orjson

from extract.record import Record
from extract.view.records import PIECE, Index
from extract.view.sources import Sources

_MODULES = ("dom", "labels", "data", "filters", "spans", "list", "charts", "article", "page")
"""In the order in which one needs the other. They become one script, since a page without a server has no modules."""
_IMPORT = re.compile(r"^import .*\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_COMPRESSION = 6


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What the page says of the run as a whole: its name, a few facts, and the articles that failed."""

    name: str
    facts: tuple[str, ...] = ()
    failures: tuple[dict[str, Any], ...] = field(default=())


def write_page(records: Iterable[Record], file: Path, info: PageInfo) -> int:
    """Write the page of `records` to `file`; how many records there were.

    The records are read one piece at a time; what stays in memory is the index and the packed pieces.
    """
    index = Index()
    pieces = list(_pieces(records, index))
    whole = index.as_json(info.name, info.facts, info.failures)
    file.write_text(_page(info.name, _packed("index", whole), pieces), "utf-8")
    return int(whole["size"])


def _pieces(records: Iterable[Record], index: Index) -> Iterator[str]:
    """The packed pieces: for each some texts, which a search reads all, and the records that go with them."""
    rest, sources = iter(records), Sources()
    for number in count():
        piece = [(index.add(record), sources.of(record).as_json()) for record in islice(rest, PIECE)]
        if not piece:
            return
        yield _packed(f"texts-{number}", [(record.pop("text"), source) for record, source in piece])
        yield _packed(f"records-{number}", [record for record, _ in piece])


def _packed(name: str, value: Any) -> str:
    packed = base64.b64encode(zlib.compress(_json(value), _COMPRESSION)).decode("ascii")
    return f'<script type="application/octet-stream" id="{name}">{packed}</script>'


def _json(value: Any) -> bytes:
    try:
        return orjson.dumps(value)
    except TypeError:  # half a surrogate pair, which is no UTF-8 but can stand in a text that a program handed over
        return json.dumps(value).encode("ascii")


def _page(name: str, index: str, pieces: Iterable[str]) -> str:
    style, script = _file("page.css"), _script()
    policy = (
        f"default-src 'none'; script-src '{_source_hash(script)}'; style-src '{_source_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {"policy": policy, "title": escape(name), "style": style, "script": script}
    parts |= {"index": index, "pieces": "\n".join(pieces)}
    return re.sub(rf"\{{({'|'.join(parts)})\}}", lambda found: parts[found[1]], _file("page.html"))


def _script() -> str:
    """All modules as one: what they import from each other stands above already."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _file(f"{name}.js"))) for name in _MODULES)


def _file(name: str) -> str:
    return (resources.files("extract.view") / "page" / name).read_text("utf-8")


def _source_hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
