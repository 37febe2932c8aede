"""Articles to measure on: sentences of the project's own grammar of news, or any table of articles.

The grammar is the one that `extract train` uses; every name in it is invented. The same seed gives the same articles.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import opencc

from extract import Article
from extract.taggers.training.grammar import generate
from extract.types import parse_published

PUBLISHED = date(2024, 5, 7)
SENTENCES = 12
"""Sentences of a normal article: about 500 characters, the median of broadcast news."""


def articles(count: int, *, sentences: int = SENTENCES, seed: int = 1) -> list[Article]:
    """`count` generated articles of that many sentences, three to a paragraph, the first with a date."""
    random = Random(seed)
    stock = (example.text for example in generate(count * sentences, seed))
    return [_article(f"{number:06}", [next(stock) for _ in range(sentences)], random) for number in range(count)]


def _article(doc_id: str, sentences: list[str], random: Random) -> Article:
    sentences[0] = f"{random.randint(1, 12)}月{random.randint(1, 28)}日，{sentences[0]}"
    paragraphs = ("".join(map(_closed, sentences[at : at + 3])) for at in range(0, len(sentences), 3))
    return Article(doc_id, "\n".join(paragraphs), published=PUBLISHED)


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "！", "？")) else sentence + "。"


def of_length(characters: int) -> Article:
    """One generated article of exactly that many characters."""
    stock = _stock()
    text = (stock * (characters // len(stock) + 1))[:characters]
    return Article(f"{characters}", text, published=PUBLISHED)


@cache
def _stock() -> str:
    """A million characters, so that a very long article is no short one over and over."""
    text = ""
    for sentences in (1000, 30000):
        if len(text) < 1_000_000:
            text = "\n".join(str(article.content) for article in articles(sentences // SENTENCES, seed=7))
    return text


def read(path: Path, limit: int) -> list[Article]:
    """The first articles of a table: a JSON object a line with `id`, `text` and perhaps `published`, plain or .xz."""
    return list(_rows(path, limit))


def _rows(path: Path, limit: int) -> Iterator[Article]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for number, line in zip(range(limit), lines, strict=False):
            row = json.loads(line)
            published = parse_published(row.get("published"))
            yield Article(str(row.get("id", number)), row["text"], published=published)


def traditional(given: list[Article]) -> list[Article]:
    """The same articles in traditional characters."""
    convert = opencc.OpenCC("s2t").convert
    return [Article(a.doc_id, convert(str(a.content)), published=a.published) for a in given]


def damaged(given: list[Article]) -> list[Article]:
    """The same articles as a careless converter leaves them (see damage.py; needs pypinyin)."""
    from damage import Converter

    out = []
    for number, article in enumerate(given):
        converter = Converter(share=0.3, second_pass=number % 2 == 0, tail="?", fold=number % 3 == 0, seed=number % 7)
        out.append(Article(article.doc_id, converter.damage(str(article.content)), published=article.published))
    return out
