"""Names with a middle dot, by their characters: 阿卜杜勒·马利克, 帕巴拉·格列朗杰."""

from __future__ import annotations

from collections.abc import Iterator

from extract.extractors.people.lists import followers, transliteration
from extract.extractors.people.words import Words
from extract.text import patterns as re
from extract.types import Span

DOTS = "·•‧・．"
DOT = re.compile(rf"[{DOTS}](?<=[\u4e00-\u9fff].)(?=[\u4e00-\u9fff])")
END = re.compile(
    r"[\s，。、；：！？,;:!?“”」』（）()《》【】［］\[\]/|｜丨…—~～]|-(?![\u4e00-\u9fff])|第?\d+[名人位]|$"
)
"""What a name ends before, whatever it is."""
_PARTICLES = frozenset("不都合依")
_ADDRESS = re.compile(r"女士|先生|总统|总理|主席|大使|夫妇")
RARE_CHARS = frozenset("别历易吾不都满合买江古丽依孜娅沙肉木提席铁猜裕堪涅缪庇珊奴拿丕")
"""Characters of foreign names and of names of north-western peoples that only a middle dot tells from other words."""


def dotted_names(text: str, words: Words) -> Iterator[Span]:
    """Names with a middle dot, wherever they stand."""
    if not any(dot in text for dot in DOTS):
        return
    chars = transliteration() | RARE_CHARS
    end = 0
    for match in DOT.finditer(text):
        if match.start() < end:
            continue
        start, end = match.start(), match.end()
        while start > 0 and match.start() - start < 7 and text[start - 1] in chars:
            start -= 1
        while start < match.start() - 1 and (glued := words.covering(start)) is not None and glued.is_known:
            start = glued.end
        while end < len(text) and end - match.end() < 24 and (text[end] in chars or DOT.match(text, end)):
            end += 1
        end = next((at for at in range(match.end() + 2, end) if text[at : at + 2] in followers()), end)
        rest = text[end : end + 1]
        if rest.isalpha() and rest not in followers() and not END.match(text, end) and END.match(text, end + 1):
            end += 1
        address = _ADDRESS.search(text, match.end(), end)
        end = address.start() if address else end
        while text[end - 1] in _PARTICLES and not END.match(text, end):
            end -= 1
        if start < match.start() and match.end() < end and end - start > 3:
            yield Span(start, end)
