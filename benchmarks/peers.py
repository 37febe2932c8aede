"""The tools that speed is compared with: each is built once and then given the text of one article at a time.

A tool that is not installed is named in the results and left out.
"""

from __future__ import annotations

import logging
import re
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

Tool = Callable[[str], Any]

_GRAMMAR = re.compile(
    r"[一二两三四五六七八九十百千万\d]+(?:多|余)?(?:名|位|人|个|枚|项)|荣获|获得|授予|颁发|[一二三特]等奖|[^，。、\s]{2,12}(?:奖章|奖|称号)"
)
"""What a user would write first: counts, verbs of conferring, names of awards."""


@cache
def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import jieba.posseg
    jieba.setLogLevel(logging.CRITICAL)
    return jieba


@cache
def _engine() -> Any:
    engine = _jieba().Tokenizer()
    engine.tmp_dir = tempfile.mkdtemp(prefix="jieba-")
    engine.initialize()
    return engine


def jieba_cut() -> Tool:
    return lambda text: list(_engine().cut(text))


def jieba_posseg() -> Tool:
    return _jieba().posseg.POSTokenizer(_engine()).lcut  # type: ignore[no-any-return]


def rjieba_cut() -> Tool:
    import rjieba

    return rjieba.Jieba().cut  # type: ignore[no-any-return]


def opencc_t2s() -> Tool:
    import opencc

    return opencc.OpenCC("t2s").convert


def jionlp_time() -> Tool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jionlp

    return lambda text: jionlp.ner.extract_time(text, time_base=1715040000.0, with_parsing=True)


def naive_stack() -> Tool:
    """jieba.posseg for names, JioNLP for dates, `re` for counts and awards."""
    tag, dates = jieba_posseg(), jionlp_time()
    return lambda text: (tag(text), dates(text), _GRAMMAR.findall(text))


def spacy_ruler() -> Tool:
    """A blank Chinese pipeline that cuts into characters, with the posts and awards of our lists as patterns."""
    import spacy

    from extract.text.lexicon import entries

    nlp = spacy.blank("zh")
    nlp.max_length = 20_000_000
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": label, "pattern": word} for label, name in (("POST", "posts"), ("AWARD", "awards"))
         for word in sorted(entries(name))]
    )  # fmt: skip
    return nlp


TOOLS: dict[str, Callable[[], Tool]] = {
    "jieba.cut": jieba_cut,
    "jieba.posseg": jieba_posseg,
    "rjieba": rjieba_cut,
    "OpenCC t2s": opencc_t2s,
    "JioNLP extract_time": jionlp_time,
    "jieba.posseg + JioNLP + re": naive_stack,
    "spaCy blank zh + entity_ruler": spacy_ruler,
}
BASE = "jieba.cut"
