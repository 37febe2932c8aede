"""Grants: which award to whom or how many, from whom, when.

Forward, sentence by sentence: awards that stand in one coordination form groups (`groups`); each finds the frame that
says who receives (`frames`), read as lists and subjects (`phrases`) of noun phrases (`receivers`); lines under a
heading are read as one list (`lines`). A sentence without a receiver takes over the one that the text speaks of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from extract.document import Document
from extract.extractors import Mentions
from extract.record import Grant, Person, Recipient
from extract.resolve.awards import canonical_names, with_standing_grades
from extract.resolve.grants.bodies import at_the_meeting, with_bodies
from extract.resolve.grants.discourse import Discourse, is_topic
from extract.resolve.grants.frames import read_frame
from extract.resolve.grants.groups import chains, main_award
from extract.resolve.grants.lines import announced_lines, category_line, is_heading, read_lines
from extract.resolve.grants.receivers import Receiver
from extract.resolve.grants.rolls import with_rolls
from extract.resolve.grants.scene import Scene
from extract.resolve.grants.stage import read_scene, with_repeated_names
from extract.resolve.grants.statements import Place, Statement
from extract.resolve.items import count_item
from extract.text import patterns as re
from extract.types import AwardMention, ConferralMention, DateMention, GradeMention, Mention, Span

_ASIDE = re.compile(r"(?:除了?|继)[^，。；]*$")
_DAY = len("2024-05-06")
_NO_TIMES = ("生", "出生", "讯", "电", "至今")
_LATELY = ("近日", "日前", "近期", "不久前", "最近", "前不久")


def resolve_grants(document: Document, mentions: Mentions, people: Sequence[Person]) -> tuple[Grant, ...]:
    """The grants of `document`, in order of their awards."""
    parts = with_repeated_names(with_standing_grades(mentions.awards, document.text), document.text)
    awards = [part for part in parts if isinstance(part, AwardMention)]
    if not awards:
        return ()
    scene = read_scene(document, mentions, people, parts)
    full = canonical_names(awards, document.text)
    return tuple(
        grant
        for statement, sentence in with_rolls(scene, [*_statements(scene, main_award(awards))])
        if not _only_runs(statement)
        for grant in _grants(scene, statement, sentence, full)
    )


def _only_runs(statement: Statement) -> bool:
    """Whether someone only is among the candidates: 入围某奖 confers nothing, 某奖提名 is an award of its own."""
    return statement.status == "nominated" and not statement.group.awards[0].name.endswith("提名")


def _statements(scene: Scene, host: Sequence[AwardMention]) -> Iterator[tuple[Statement, Span]]:
    """The statements of the text in order, those without receivers completed from what went before."""
    discourse = Discourse(scene, host)
    held: tuple[Statement, Span] | None = None
    main, graded = host, any(isinstance(part, GradeMention) for part in scene.parts)
    for sentence in scene.document.sentences:
        found = (
            read_lines(scene, sentence, host)
            or announced_lines(scene, sentence, discourse.awards)
            or category_line(scene, sentence, discourse.awards)
            or [*_with_next(scene, sentence, [*_in_sentence(scene, sentence, host, discourse)])]
        )
        host = (graded and _host_behind(scene, sentence, main)) or host
        for statement in with_bodies(scene, sentence, found):
            if statement.silent:
                yield statement, sentence
                continue
            completed = discourse.completed(statement, sentence)
            discourse.heard(completed)
            if held and _continues(held[0], completed):
                held = replace(held[0], receivers=completed.receivers), held[1]
                continue
            if held:
                yield held
            held = completed, sentence
    if held:
        yield held


def _host_behind(scene: Scene, sentence: Span, main: Sequence[AwardMention]) -> Sequence[AwardMention]:
    """What grades behind `sentence` belong to: its heading or last award with a grade, else the main award."""
    groups = [group for chain in chains(scene, sentence, ()) for group in chain]
    if not groups:
        return ()
    graded = [group for group in groups if group.grade]
    if graded or (len(groups) == 1 and is_heading(scene, sentence, groups[0])):
        return (graded or groups)[-1].awards[-1:]
    return main


def _with_next(scene: Scene, sentence: Span, statements: Sequence[Statement]) -> Iterator[Statement]:
    """`statements` where those of an aside have the receivers of the next: 除A外，甲还获B; 继获A之后，甲再获B."""
    for statement, behind in zip(statements, [*statements[1:], None], strict=False):
        aside = not statement.receivers and not statement.counts
        aside = aside and _ASIDE.search(scene.text, sentence.start, statement.group.start) is not None
        yield replace(behind, group=statement.group, counts=()) if aside and behind else statement


def _continues(before: Statement, statement: Statement) -> bool:
    """Whether `statement` lists the receivers whom the one before only counts: 十人荣获…。他们是：…."""
    if before.receivers or not before.counts or statement.counts or statement.verb:
        return False
    return before.group.awards[-1:] == statement.group.awards and statement.group.start == statement.group.end


def _in_sentence(
    scene: Scene, sentence: Span, host: Sequence[AwardMention], discourse: Discourse
) -> Iterator[Statement]:
    found = chains(scene, sentence, host)
    verbs = [part for part in scene.parts_in(*sentence) if isinstance(part, ConferralMention)]
    floor, verb = scene.behind_dateline(sentence), None
    if found:
        yield from discourse.opening(sentence)
    for chain, behind in zip(found, [*found[1:], None], strict=False):
        limit = behind[0].start if behind else sentence.end
        place = Place(scene, chain, floor, limit, verbs, verb)
        yield from discourse.anaphoric(Span(floor, chain[0].start), verbs)
        read = [*read_frame(place)]
        yield from read or [Statement(chain[-1], None, silent=True)]
        verb = read[-1].verb if read else None
        floor = max([chain[-1].end, *(statement.end for statement in read), *_behind(read, chain[0].start)])
        if read or not discourse.awards or is_topic(scene, chain[0].start, chain[-1].end):
            discourse.awards = chain[-1].awards
    told = [*discourse.anaphoric(Span(floor, sentence.end), verbs)]
    yield from told
    if not found:
        yield from discourse.winners(sentence)
    if not any(statement.receivers for statement in told):
        yield from discourse.enumerated(Span(floor, sentence.end))


def _behind(statements: Sequence[Statement], start: int) -> list[int]:
    """The ends of receivers behind the award: what comes next begins there."""
    told = (statement for statement in statements if statement.status != "held")
    return [receiver.end for statement in told for receiver in statement.receivers if receiver.start > start]


# ---- records


def _grants(scene: Scene, statement: Statement, sentence: Span, full: dict[str, str]) -> Iterator[Grant]:
    """The grants of one statement: one for each number, the first with the receivers."""
    numbers = [count_item(scene.document, count) for count in statement.counts]
    grant = _grant(scene, statement, sentence, full)
    yield grant.model_copy(update={"count": next(iter(numbers), None)})
    yield from (grant.model_copy(update={"count": number, "recipients": ()}) for number in numbers[1:])


def _grant(scene: Scene, statement: Statement, sentence: Span, full: dict[str, str]) -> Grant:
    verb, group = statement.verb, statement.group
    start = min(group.start, verb.start) if verb else group.start
    end = max(group.end, verb.end) if verb else group.end
    if start == end:  # 荣膺这一称号的是：甲
        end = statement.receivers[-1].end
    rule = f"grants.{verb.voice}" if verb else "grants.listed"
    whole = Mention(start=start, end=end, text=scene.text[start:end], rule=rule)
    return Grant(
        **scene.document.place(whole),
        awards=tuple(dict.fromkeys(full.get(award.name, award.name) for award in group.awards)),
        grade=group.grade,
        recipients=tuple(_recipient(scene, receiver) for receiver in dict.fromkeys(statement.receivers)),
        granted_by=statement.granted_by,
        date=_date(scene, statement, sentence),
        status=statement.status,
    )


def _recipient(scene: Scene, receiver: Receiver) -> Recipient:
    text = scene.text[receiver.start : receiver.end]
    mention = Mention(start=receiver.start, end=receiver.end, text=text, rule="grants.receiver")
    return Recipient(**scene.document.place(mention), name=receiver.name, kind=receiver.kind)


def _date(scene: Scene, statement: Statement, sentence: Span) -> str | None:
    """When it was conferred: the most exact time before the award in its sentence, or the day of the meeting."""
    told = _times(scene, scene.behind_dateline(sentence), statement.group.start)
    if told:
        return told[-1].value
    number = scene.sentences_before(sentence.start)
    if not number or statement.status == "held" or not at_the_meeting(scene, sentence):
        return None
    days = [date.value for date in _times(scene, *scene.document.sentences[number - 1]) if _exactness(date) >= _DAY]
    return days[-1] if days else None


def _times(scene: Scene, start: int, end: int) -> list[DateMention]:
    """The times in the span at which something may have been conferred, the most exact last, the nearest of equals."""
    first, last = (bisect_left(scene.dates, at, key=attrgetter("start")) for at in (start, end))
    found = [date for date in scene.dates[first:last] if date.end <= end and _tells_when(scene, date, end)]
    return sorted(found, key=_exactness)


def _exactness(date: DateMention) -> int:
    """A day is more than a year, and 近日 less than any."""
    return 0 if date.value == "PAST_REF" else len(date.value or "")


def _tells_when(scene: Scene, date: DateMention, award: int) -> bool:
    """Whether something may have been conferred then: no day of birth, no edition, no open range."""
    is_point = date.type in {"date", "time", "range"} or date.text in _LATELY
    edition = date.text.endswith(("年度", "学年")) and date.end < award
    if date.value is None or ".." in date.value or date.start in scene.titles:
        return False
    return is_point and not edition and not scene.text.startswith(_NO_TIMES, date.end)


__all__ = ["resolve_grants"]
