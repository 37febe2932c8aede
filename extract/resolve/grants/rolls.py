"""Rolls of receivers that no frame ties to their award, told by their number or by their place in its sentence.

`表扬13位模范父亲…` and, a sentence on, thirteen names in a row: the equal number joins the two. Half of the receivers
that frames alone missed on unseen articles stood in such rolls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from extract.resolve.grants.receivers import Receiver
from extract.resolve.grants.scene import Scene
from extract.resolve.grants.statements import Statement
from extract.text import patterns as re
from extract.types import AwardMention, CountMention, Span

_PERSONS = frozenset({"人", "名", "位"})
_PAIRS = frozenset({"对", "双"})
_LINK = re.compile(r"(?P<tail>[^、，。；;：\n]{0,14}?)(?:[、；和与及暨]|以及)(?P<lead>[^、，。；;：\n]{0,16})")
_ATTENDING = re.compile(r"[^，。；：\n]{0,8}?(?:出席|参加|到会|颁奖|颁发|颁授|陪同|会见|主持|到场)")
"""区领导甲、乙、丙出席: whoever attends or hands over is not who won, however many they are."""
_ONE_OF = re.compile("[^，。；]{0,8}之一")
_REACH = 8
"""Sentences behind a number in which its roll is looked for."""
_PARTS = 12
"""Kinds of an award whose receivers are added up."""
_STORY = 3
_MOST = 0.75
"""How many of those whom a story introduces must be read: names and titles stand apart in it."""
_ROW = 3
"""Names that make a row where nothing but their place speaks for them."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Receivers in one coordination."""

    receivers: tuple[Receiver, ...]
    dense: bool
    """Whether nothing but separators stands between them."""

    @property
    def start(self) -> int:
        """Where the first receiver begins."""
        return self.receivers[0].start


def with_rolls(scene: Scene, statements: Sequence[tuple[Statement, Span]]) -> list[tuple[Statement, Span]]:
    """`statements` with the rolls that belong to those without receivers."""
    taken = {receiver.start for statement, _ in statements for receiver in statement.receivers}
    rolls = [
        roll
        for roll in _rolls_of_persons(scene)
        if len(roll.receivers) > 1
        and taken.isdisjoint(r.start for r in roll.receivers)
        and not _ATTENDING.match(scene.text, roll.receivers[-1].end)
    ]
    completed: list[tuple[Statement, Span]] = []
    for at, (statement, sentence) in enumerate(statements):
        found = _narrated(scene, statement, sentence)
        if not found and not statement.receivers:
            found = _roll_of(scene, statement, sentence, rolls)
        found = found or _altogether(statement, sentence, completed) or _of_its_parts(statement, statements[at + 1 :])
        if found:
            as_many = (count for count in scene.counts_in(*sentence) if count.value == len(found))
            counts = statement.counts or (*islice(as_many, 1),)
            completed.append((replace(statement, receivers=found, counts=counts), sentence))
        elif not statement.silent:
            completed.append((statement, sentence))
    return completed


def _roll_of(scene: Scene, statement: Statement, sentence: Span, rolls: Sequence[Roll]) -> tuple[Receiver, ...]:
    count = next(iter(statement.counts), statement.group.count)
    if _ONE_OF.match(scene.text, statement.group.end):  # 6名得主之一
        return ()
    if count is None:
        return _in_sentence(scene, sentence, rolls)
    among = _among(scene, statement, count, sentence)
    if among:
        return among
    if count.value is None or count.value < _ROW or count.unit not in _PERSONS | _PAIRS:
        return ()
    return _of_number(scene, int(count.value) * (2 if count.unit in _PAIRS else 1), count, rolls)


def _among(scene: Scene, statement: Statement, count: CountMention, sentence: Span) -> tuple[Receiver, ...]:
    """获得A的45人中…（其中有甲、乙）: whoever is named behind 其中 in the sentence, up to its next award, unless in office."""
    start = scene.text.find("其中", max(statement.group.end, count.end), sentence.end)
    if start < 0:
        return ()
    own = scene.parts_in(start, scene.clause_end(start, sentence.end))
    if any(isinstance(part, AwardMention) for part in own):
        return ()
    later = [part.start for part in scene.parts_in(start, sentence.end) if isinstance(part, AwardMention)]
    stop = min([sentence.end, *later])
    first: dict[str, Receiver] = {}
    for at, end, name in scene.names_in(start, stop):
        if name not in scene.officials:
            first.setdefault(name, Receiver(at, end, name, "person"))
    return tuple(first.values()) if len(first) <= (count.value or 0) else ()


def _narrated(scene: Scene, statement: Statement, sentence: Span) -> tuple[Receiver, ...]:
    """今年8位A得主…, and paragraph by paragraph 甲医师, 乙医师: as many persons of one title as the number says."""
    count = next(iter(statement.counts), statement.group.count)
    number = int(count.value or 0) if count and count.unit in _PERSONS else 0
    if number < _STORY or len(statement.receivers) >= number * _MOST:
        return ()
    reach = scene.sentences_before(sentence.start) + _REACH * number // 2
    stop = scene.document.sentences[min(reach, len(scene.document.sentences)) - 1].end
    titled: dict[str, dict[str, Receiver]] = {}
    for at, end, name in scene.names_in(sentence.start, stop):
        if scene.text[at:end] == name and name not in scene.officials:
            title = scene.tokens(end, min(end + 4, stop))[:1]
            if title and title[0].kind == "honorific":
                same = titled.setdefault(scene.text[title[0].start : title[0].end], {})
                same.setdefault(name, Receiver(at, end, name, "person"))
    fits = (tuple(same.values()) for same in titled.values() if number * _MOST <= len(same) <= number)
    return next(fits, ())


def _altogether(statement: Statement, sentence: Span, before: Sequence[tuple[Statement, Span]]) -> tuple[Receiver, ...]:
    """甲、乙获A，丙获B，共3人获C: the receivers of the sentence, where they are as many as the number."""
    if statement.receivers or not statement.counts:
        return ()
    said = [receiver for other, where in before if where == sentence for receiver in other.receivers]
    distinct = {receiver.name: receiver for receiver in said}
    return tuple(distinct.values()) if 2 < len(distinct) == statement.counts[0].value else ()


def _of_its_parts(statement: Statement, behind: Sequence[tuple[Statement, Span]]) -> tuple[Receiver, ...]:
    """10人获A, and below it those of its kinds: the receivers of the statements behind, where they are as many."""
    number = statement.counts[0].value if statement.counts and not statement.receivers else None
    several = len(statement.group.awards) > 1
    if several or number is None or number <= _ROW or statement.counts[0].unit not in _PERSONS:
        return ()
    distinct: dict[str, Receiver] = {}
    for parts, (other, _) in enumerate(islice(behind, _PARTS), 1):
        if not other.receivers or any(one.kind != "person" for one in other.receivers):
            return ()
        distinct.update({one.name: one for one in other.receivers})
        if len(distinct) >= number:
            return tuple(distinct.values()) if len(distinct) == number and parts > 1 else ()
    return ()


def _of_number(scene: Scene, number: int, count: CountMention, rolls: Sequence[Roll]) -> tuple[Receiver, ...]:
    """The roll of as many names behind the number; of a long one a tenth may be unread."""
    last = scene.document.sentences[min(scene.sentences_before(count.end) + _REACH, len(scene.document.sentences)) - 1]
    near = [roll for roll in rolls if count.end <= roll.start < last.end]
    fits = (roll for spare in (0, number // 5) for roll in near if abs(len(roll.receivers) - number) <= spare)
    return next((roll.receivers for roll in fits), ())


def _in_sentence(scene: Scene, sentence: Span, rolls: Sequence[Roll]) -> tuple[Receiver, ...]:
    """A row of names in the sentence that confers, none of them in office."""
    for roll in rolls:
        plain = roll.dense and len(roll.receivers) >= _ROW and sentence.start <= roll.start < sentence.end
        if plain and not any(receiver.name in scene.officials for receiver in roll.receivers):
            return roll.receivers
    return ()


# ---- rows of names


def _rolls_of_persons(scene: Scene) -> Iterator[Roll]:
    """Names that stand in one coordination."""
    names = [Receiver(start, end, name, "person") for start, (end, name) in sorted(scene.names.items())]
    row = names[:1]
    dense = True
    for before, name in pairwise(names):
        link = _LINK.fullmatch(scene.text, before.end, name.start)
        if link is None:
            yield Roll(tuple(row), dense)
            row, dense = [], True
        else:
            dense = dense and not link["lead"] and (not link["tail"] or link["tail"][0] in "（(")
        row.append(name)
    yield Roll(tuple(row), dense)
