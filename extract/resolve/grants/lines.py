"""Lists in lines: an award or grade as a heading, and below it names, units and works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.resolve.grants.frames import Statement
from extract.resolve.grants.groups import Group, chains
from extract.resolve.grants.phrases import listed
from extract.resolve.grants.receivers import Receiver
from extract.resolve.grants.scene import Scene
from extract.types import AwardMention, ConferralMention, Span

_REST = re.compile(r"[\s：:（）()\[\]【】“”「」、\d〇零一二三四五六七八九十名个项人位件篇部家.共等奖得主获者单]*(?:名单|获奖名单|获得者|得主|公示)?[\s：:（）()\d名个人]*")
_OPENS = re.compile(r"(?:名单|如下)[^，。；]{0,4}[：:]?$")
_PROSE = re.compile(r"[。！？]|[^\s、]{46,}")
_LONGEST_LIST = 300


def read_lines(scene: Scene, sentence: Span, host: Sequence[AwardMention]) -> list[Statement]:
    """The statement of a heading with the lines below it, or nothing where the sentence is no heading."""
    found = chains(scene, sentence, host)
    if len(found) != 1 or len(found[0]) != 1 or not _is_heading(scene, sentence, found[0][0]):
        return []
    receivers = [receiver for line in _lines_below(scene, sentence) for receiver in _on_line(scene, line)]
    group = found[0][0]
    count = group.count or next(iter(scene.counts_in(group.end, sentence.end)), None)
    return [Statement(group, None, tuple(receivers), (count,) if count else ())] if receivers else []


def _is_heading(scene: Scene, sentence: Span, group: Group) -> bool:
    rest = scene.text[sentence.start : group.start] + scene.text[group.end : sentence.end]
    return _REST.fullmatch(rest) is not None or _OPENS.search(scene.text, group.end, sentence.end) is not None


def _lines_below(scene: Scene, heading: Span) -> Iterator[Span]:
    """The lines down to the next heading or a line of prose."""
    below = [line for line in scene.document.sentences if line.start >= heading.end]
    for line in below[:_LONGEST_LIST]:
        honours = [part for part in scene.parts_in(*line) if not isinstance(part, ConferralMention)]
        if honours or _PROSE.search(scene.text, *line):
            return
        yield line


def _on_line(scene: Scene, line: Span) -> list[Receiver]:
    """What a line names; where it gives a person with a unit, the person."""
    found = listed(scene, *line)
    persons = [receiver for receiver in found if receiver.kind in ("person", "work")]
    return persons or found
