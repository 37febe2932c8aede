"""Named honours, their grades and the words of conferring.

Listed words are found in one pass; only sentences that hold one are read further. A name is built from its closing
word to the left (`names`), or shown by its frame (`titles`); coordinated names are completed (`coordination`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extract.document import Document
from extract.extractors.awards.conferrals import find_conferrals
from extract.extractors.awards.coordination import restore_shared_parts
from extract.extractors.awards.grades import find_grades, graded_contests, graded_cups, short_medals
from extract.extractors.awards.levels import kind_of, level_of, level_of_body
from extract.extractors.awards.lists import find_words, naming_places
from extract.extractors.awards.names import find_names
from extract.extractors.awards.rows import counted_sisters
from extract.extractors.awards.sentence import Name, Sentence
from extract.extractors.awards.titles import find_titles, levelled_sisters, quoted_sisters
from extract.text import patterns as re
from extract.types import AwardMention, ConferralMention, GradeMention

_MEDAL = r"(?:(?<=[\d夺首].)|(?<=[一二两三四五六七八九十].)(?=[\d一二两三四五六七八九十、，]))"
_FRAME = re.compile(
    r"称号|殊荣|奖项|烈士|嘉奖|通[报令]表扬|评选?为|命名|评出|获评|被授予|获颁|授予|荣膺|追授|荣衔|桂冠|获[得评]?(?:全国|国家级|省级)"
    rf"|第[一二三四五六1-6]名|金、?银|金{_MEDAL}|银{_MEDAL}|铜{_MEDAL}"
)
"""Each way begins with a character, not with a class of them: so `re` looks for all first characters at once."""
# Prizes of shops, lotteries and games are prizes of luck, no honours.
# Words of conferring without an award beside them speak of one named before.
_ECHO = re.compile(r"殊荣|获奖|得奖|受奖|获选|当选|上榜|获表彰|受到表彰|项大奖|此奖|该奖")
_LOTTERY = re.compile(
    r"彩民|彩票|福彩|体彩|足彩|每注|注(?<=[一二三四\d]注)|派奖|奖池|弃奖|竞猜|抽奖|中奖|兑奖|摸奖|刮奖|开奖|统一发票|彩票|双色球|大乐透|促销|购物|玩家|礼包|年终奖"
)
_LUCK = 3
"""From the fourth such word on the whole article is about luck: set on the training articles, where no article with an
honour has more than two."""


def find_awards(document: Document) -> tuple[AwardMention | GradeMention | ConferralMention, ...]:
    """Awards, grades and words of conferring of `document`, in order of the text.

    An `AwardMention` has the name with shared parts restored and without edition, year, grade and quotation marks.
    Words of conferring are given only in sentences that name an award or a grade, or that stand near one.
    """
    text = document.text
    promising = [*naming_places(text), *(match.start() for match in _FRAME.finditer(text))]
    if not promising:
        return ()
    promising += [match.start() for match in _ECHO.finditer(text)]
    by_luck = len(_LOTTERY.findall(text)) > _LUCK
    sentences = _sentences(document, sorted(promising))
    found = [mention for sentence in sentences for mention in _read(sentence, by_luck=by_luck)]
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


def _sentences(document: Document, promising: Sequence[int]) -> Iterator[Sentence]:
    """The sentences that hold one of the `promising` places."""
    for start, end in document.sentences:
        at = bisect_left(promising, start)
        if at < len(promising) and promising[at] < end:
            text = document.text[start:end]
            yield Sentence(text, start, find_words(text), document.segmenter)


def _read(sentence: Sentence, *, by_luck: bool) -> Iterator[AwardMention | GradeMention | ConferralMention]:
    names = _names(sentence)
    by_luck = by_luck or _LOTTERY.search(sentence.text) is not None
    if by_luck:
        names = [name for name in names if name.rule in ("awards.listed", "awards.title")]
    yield from (_mention(sentence, name) for name in names)
    if not by_luck:
        yield from find_grades(sentence, names)
    yield from find_conferrals(sentence)


def _names(sentence: Sentence) -> list[Name]:
    """All names of `sentence` in order: those of the grammar first, then what only a frame shows."""
    names = find_names(sentence)
    for more in (
        find_titles(sentence),
        graded_contests(sentence, names),
        graded_cups(sentence),
        short_medals(sentence),
    ):
        names = _merged(names, list(more))
    for sisters in (quoted_sisters, levelled_sisters):
        names = _merged(names, list(sisters(sentence, names)))
    names = restore_shared_parts(sentence, sorted(names, key=lambda name: (name.start, name.end)))
    return sorted(_merged(names, list(counted_sisters(sentence, names))), key=lambda name: (name.start, name.end))


def _merged(names: list[Name], more: list[Name]) -> list[Name]:
    """`names` and those of `more` that overlap none of them or contain all that they touch."""
    for new in more:
        touched = [name for name in names if name.start < new.end and new.start < name.end]
        if len(touched) > 1:  # a list of names is no name
            continue
        if all(
            new.start <= name.start and name.end <= new.end and new.end - new.start > name.end - name.start
            for name in touched
        ):
            names = [name for name in names if name not in touched] + [new]
    return names


def _mention(sentence: Sentence, name: Name) -> AwardMention:
    start, end = sentence.offset + name.start, sentence.offset + name.end
    return AwardMention(
        start=start,
        end=end,
        text=sentence.text[name.start : name.end],
        rule=name.rule,
        name=name.name,
        level=level_of(name.name, level_of_body(sentence, name)),
        kind=kind_of(name.name),
    )
