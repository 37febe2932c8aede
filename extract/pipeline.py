"""The journey of an article, readable on one screen: decode, normalise, annotate, extract, resolve."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import lru_cache

from extract.config import Config
from extract.document import Document
from extract.errors import ExtractError, ReadError, StageError
from extract.extractors import find_mentions
from extract.provenance import provenance
from extract.record import Record, Source
from extract.resolve import resolve
from extract.resolve.items import repair_item
from extract.taggers import load_tagger
from extract.text.align import AlignedText
from extract.text.decode import decode
from extract.text.normalize import repair
from extract.text.script import detect_script, simplify
from extract.text.segment import load_segmenter
from extract.text.sentences import split_sentences
from extract.types import Article, Entity, Failure, Script, Span, parse_published

_log = logging.getLogger(__name__)


class Pipeline:
    """Turns articles into records. Build it once per process: it holds the segmenter and the tagger.

    >>> record = Pipeline(Config(tagger="none")).process(Article("a", "區長出席。"))
    >>> record.text, record.script
    ('区长出席。', 'traditional')
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self._segmenter = load_segmenter(self.config.segmenter, self.config.user_dict)
        self._tagger = load_tagger(self.config.tagger, names_only=True)
        self._provenance = provenance(self.config, self._segmenter.name, self._tagger.name)

    def pipe(self, articles: Iterable[Article | Failure]) -> Iterator[Record | Failure]:
        """A record or a failure for each article, in order, lazily. A reader's failure is passed on."""
        for article in articles:
            yield article if isinstance(article, Failure) else self._attempt(article)

    def process(self, article: Article) -> Record:
        """The record of one article. Raises StageError, which names the stage and the cause."""
        with _stage("decode"):
            article, raw, encoding = self._read(article)
        with _stage("normalize"):
            repaired = repair(raw)
            script = detect_script(repaired.text)
            aligned = simplify(repaired, script, self.config.conversion)
            if not aligned.text.strip():
                raise ReadError("the article has no text: fetch it again or remove it")
        with _stage("annotate"):
            document = self._annotate(article, aligned, script)
        with _stage("extract"):
            mentions = find_mentions(document)
        with _stage("resolve"):
            findings = resolve(document, mentions)
        with _stage("record"):
            return Record(
                doc_id=article.doc_id,
                source=_source(article, encoding),
                text=document.text,
                script=script,
                repairs=tuple(repair_item(aligned, edit) for edit in aligned.repairs),
                provenance=self._provenance,
                **findings,
            )

    def _attempt(self, article: Article) -> Record | Failure:
        try:
            return self.process(article)
        except StageError as error:
            if not isinstance(error.cause, ExtractError):
                _log.error("%s: unexpected error", article.path or article.doc_id, exc_info=error.cause)
            return Failure(article.path, article.doc_id, error.stage, error.reason)

    def _read(self, article: Article) -> tuple[Article, AlignedText, str | None]:
        """The article's text, out of its encoding and its page, with what the page says about itself."""
        decoded = decode(article.content, encoding=self.config.encoding, max_bytes=self.config.max_bytes)
        if article.media_type != "text/html":
            return article, AlignedText.of(decoded.text), decoded.encoding
        from extract.text.html import read_page  # its patterns are for pages alone

        page = read_page(decoded.text)
        told = replace(
            article,
            title=article.title or page.title,
            publisher=article.publisher or page.publisher,
            url=article.url or page.url,
            published=article.published or page.published,
        )
        return told, page.aligned, decoded.encoding

    def _annotate(self, article: Article, aligned: AlignedText, script: Script) -> Document:
        sentences = split_sentences(aligned.text)
        return Document(
            aligned=aligned,
            script=script,
            sentences=sentences,
            segmenter=self._segmenter,
            entities=tuple(self._entities(aligned.text, sentences)),
            published=article.published,
        )

    def _entities(self, text: str, sentences: Sequence[Span]) -> Iterator[Entity]:
        tagged = self._tagger.tag([text[start:end] for start, end in sentences])
        for (offset, _), entities in zip(sentences, tagged, strict=True):
            for entity in entities:
                yield Entity(
                    start=entity.start + offset,
                    end=entity.end + offset,
                    text=entity.text,
                    rule=entity.rule,
                    score=entity.score,
                    label=entity.label,
                )


@contextmanager
def _stage(name: str) -> Iterator[None]:
    """Say at which stage an error happened."""
    try:
        yield
    except Exception as error:
        raise StageError(name, error) from error


def _source(article: Article, encoding: str | None) -> Source:
    content = article.content.encode("utf-8", "surrogatepass") if isinstance(article.content, str) else article.content
    return Source(
        path=article.path,
        media_type=article.media_type,
        encoding=encoding,
        sha256=hashlib.sha256(content).hexdigest(),
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published=article.published.isoformat() if article.published else None,
    )


def extract(text: str, *, published: str | date | None = None, config: Config | None = None) -> Record:
    """The record of one text.

    `published` is the publication date (a `date` or an ISO string), against which 今天 and 6日 are read.
    The pipeline of a configuration is built on the first call and kept; `Pipeline.pipe` takes many articles.
    Raises ArticleError where the text or the date cannot be read.
    """
    article = Article(doc_id="text", content=text, published=parse_published(published))
    return _pipeline(config or Config()).process(article)


@lru_cache(maxsize=4)
def _pipeline(config: Config) -> Pipeline:
    return Pipeline(config)
