"""Time expressions: a grammar of named pieces, one parser a surface form, one normaliser.

The journey: `fold` the text, `scan` it for atoms, `join` atoms to expressions, drop what `reject` knows to be no time,
read the rest against an `Anchor` in `normalize`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from extract.document import Document
from extract.extractors.dates.alone import alone
from extract.extractors.dates.anchors import Anchor
from extract.extractors.dates.calendar import counts_republic_years
from extract.extractors.dates.document import (
    anchor_of,
    follow,
    is_republican,
    looks_ahead,
    of_same_period,
    resumed,
)
from extract.extractors.dates.fold import fold
from extract.extractors.dates.join import join
from extract.extractors.dates.normalize import Meaning, interpret
from extract.extractors.dates.partial import Bare, Phrase
from extract.extractors.dates.reject import keeps
from extract.extractors.dates.scan import scan
from extract.extractors.dates.shown import shown
from extract.types import DateMention, Prefer


def find_dates(
    text: str, reference: datetime | date | str | None = None, *, prefer: Prefer = "nearest"
) -> tuple[DateMention, ...]:
    """Time expressions of `text`, in order and without overlaps.

    Args:
        text: Any string, simplified or traditional. Spans count its code points.
        reference: What 今天 and 5月6日 are read against, also as an ISO string; without it, what it would tell is
            written as X and the interval is None.
        prefer: Where an expression points that leaves the choice: to the `nearest` year, week and day, into the
            `past`, or into the `future`.

    Returns:
        Mentions with TIMEX3 `value`, half-open `interval` of ISO date-times (None for an open end), ISO 8601
        `duration`, and `anchor`: `explicit` where the text says all, `published` where the reference was used,
        `document` where another date of the text was, `none` where nothing fixes the year.

    >>> [(m.text, m.value) for m in find_dates("自1月9日至10日上午", "2024-01-12")]
    [('自1月9日至10日上午', '2024-01-09/2024-01-10TMO')]
    """
    if isinstance(reference, str):
        reference = datetime.fromisoformat(reference)
    folded = fold(text)
    republic = counts_republic_years(folded)
    anchor = Anchor.of(reference, prefer, republic=republic)
    phrases = alone(folded) or [p for p in join(folded, scan(folded, republic=republic)) if keeps(folded, p)]
    return tuple(_mentions(text, folded, phrases, anchor))


def find_document_dates(document: Document) -> tuple[DateMention, ...]:
    """Time expressions of `document`, read against its publication date, its dateline and one another."""
    text, folded = document.text, fold(document.text)
    republic = is_republican(folded, document.script)
    found = (phrase for phrase in join(folded, scan(folded, republic=republic)) if keeps(folded, phrase))
    phrases = shown(folded, found, document.published)
    anchor = anchor_of(folded, phrases, document.published, republic=republic)
    return tuple(_mentions(text, folded, phrases, anchor))


def _mentions(text: str, folded: str, phrases: Iterable[Phrase], anchor: Anchor) -> Iterator[DateMention]:
    end = 0
    for phrase in phrases:
        anchor = resumed(folded, end, phrase, anchor)
        end = phrase.end
        meaning = None if isinstance(phrase.what, Bare) else interpret(phrase.what, looks_ahead(folded, phrase, anchor))
        if meaning is None:
            continue
        meaning = of_same_period(folded, phrase, meaning, anchor)
        yield _mention(text, phrase, meaning)
        anchor = follow(folded, phrase, meaning, anchor)


def _mention(text: str, phrase: Phrase, meaning: Meaning) -> DateMention:
    interval = meaning.interval
    return DateMention(
        start=phrase.start,
        end=phrase.end,
        text=text[phrase.start : phrase.end],
        rule=phrase.rule,
        type=meaning.type,
        value=meaning.value,
        interval=interval and (_iso(interval[0]), _iso(interval[1])),
        duration=meaning.duration,
        anchor="none" if meaning.value.startswith("XXXX") else meaning.source,
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
