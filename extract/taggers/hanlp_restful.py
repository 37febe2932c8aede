"""A HanLP server as a tagger: the protocol of `hanlp_restful`, spoken with the standard library."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

from extract.errors import ArticleError, ConfigError
from extract.taggers.hanlp import read_document, tag_in_pieces
from extract.types import Entity


class HanlpRestfulTagger:
    """A HanLP server at `url`, asked for words and entities.

    The key of a server that wants one is read from the environment variable `HANLP_AUTH`.
    A server that cannot be reached fails the article, not the run: raises ArticleError from `tag`.
    """

    def __init__(self, url: str, timeout: float = 30.0) -> None:
        if not url.startswith(("http://", "https://")):
            raise ConfigError(f"hanlp_restful:{url}: the address of a server starts with http:// or https://")
        self._url = url.rstrip("/") + "/parse"
        self._timeout = timeout
        self.name = f"hanlp_restful:{url}"

    def tag(self, sentences: Sequence[str]) -> list[list[Entity]]:
        """See `Tagger.tag`."""
        return tag_in_pieces(sentences, lambda pieces: read_document(self._ask(pieces), pieces), "tagger.hanlp_restful")

    def _ask(self, texts: list[str]) -> dict[str, Any]:
        body = json.dumps({"text": texts, "tasks": ["ner"], "language": "zh"}).encode()
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if key := os.environ.get("HANLP_AUTH"):
            headers["Authorization"] = f"Basic {key}"
        request = urllib.request.Request(self._url, body, headers)  # noqa: S310 - http or https, checked above
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as reply:  # noqa: S310 - as above
                answer = json.load(reply)
        except (OSError, ValueError) as error:
            raise ArticleError(f"{self._url}: the HanLP server gave no answer: {error}") from error
        if not isinstance(answer, dict):
            raise ArticleError(f"{self._url}: this is no HanLP server: its answer is no document")
        return answer
