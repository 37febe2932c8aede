"""Awards that stand in one coordination, each with its grade and the number written at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.extractors.awards.editions import EDITION
from extract.resolve.grants.scene import Scene
from extract.text import patterns as re
from extract.types import AwardMention, CountMention, GradeMention, Mention, Span

_JOIN = re.compile(
    rf"\s*(?:[\d一二两三四五六七八九十]+次|\d*)(?:[，,]?(?:[、及和与暨/或]|以及|并|和))?[“「『\"《]?{EDITION}*[\d一二两三四五六七八九十]*[“「『\"]?"
)
_CLOSING = re.compile(
    r"[”」』\"》]?(?:[（(][^（）()]{0,12}[）)])?(?:等)?(?:多个|多项|各项)?(?:国家)?(?:的?(?:光荣|荣誉)?称号|(?:光荣|荣誉)?(?:奖项|殊荣|荣衔|证书|荣誉|桂冠))?[”」』\"]?(?:个|各)?"
)
_HELD_BY_RECEIVERS = re.compile(r"(?:获得者|得主)[“「『]")
"""授予24名A获得者“B”: the receivers of B have A already."""
_LIKENED = re.compile(r"(?:视为|誉为|称[为作]|堪称|堪比|号称|素有|相当于|媲美)[^，。；]{0,14}$")
_HOPED = re.compile(r"(?:争取|力争|希望(?!小学|学校|工程|之)|期[望待盼])[^，。；、]{0,16}$")
_SO_CALLED = re.compile(r"[”」』\"]?(?:之称|的美[誉称])")
"""师铎奖被誉为教育界的奥斯卡奖: the prize that another one is likened to."""
_TITLE = 60
"""Up to here stands what a text is about."""
_TO_GRADE = re.compile(r"(?:[”」』\"》]|（[^（）]{0,14}）|的|「|“){0,3}")
_BEFORE = re.compile(rf"[“「『\"《]?{EDITION}*[“「『\"]?")
_BEHIND = re.compile(
    r"[”」』\"]?(?:(?:荣誉)?(?:称号)?[，,](?=名额|人选|得主|获得者))?(?:称号|荣誉称号|作品|奖项|获奖作品|名额|人选|得主|获得者|者)?(?:[（(][^（）()]{1,24}[）)])?(?:[（(：:\t]|[ \u3000]{2,}|各|一?共计?|则?有|为|[评选]出了?|产生了?)*"
)
# 发明奖58项，其中一等奖15项、二等奖43项: grades of the award just named.
_OF_WHICH = re.compile(
    r"[^；;。\n]*(?:其中|包括|包含)[^；;。\n]*|[\d项件个名人位]+[，,](?:[特一二三四]等奖[\d项件个名人位]+[、，,])*"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Coordinated awards that share grade, number and receivers; `end` is behind 称号 and closing marks."""

    start: int
    end: int
    awards: tuple[AwardMention, ...]
    grade: str | None = None
    count: CountMention | None = None


def chains(scene: Scene, span: Span, host: Sequence[AwardMention]) -> list[list[Group]]:
    """The awards of a sentence as chains of groups: `10名A、300名B` is one chain of two groups.

    `host` is the award that a grade standing alone belongs to.
    """
    found: list[list[Group]] = []
    for group in _groups(scene, span, host):
        end = found[-1][-1].end if found else 0
        if found and (group.start <= end or _JOIN.fullmatch(scene.text, end, group.start)):
            found[-1].append(group)
        else:
            found.append([group])
    return [[*_merged(_each_numbered(scene, chain))] for chain in found]


def _each_numbered(scene: Scene, chain: Sequence[Group]) -> list[Group]:
    """`chain` with the number that 各 gives to each: A、B各10名."""
    numbered: list[Group] = []
    for group in reversed(chain):
        behind = numbered[-1].count if numbered else None
        shared = behind and scene.text[behind.start - 1] == "各" and not group.count
        numbered.append(replace(group, count=behind) if shared else group)
    return numbered[::-1]


def _groups(scene: Scene, span: Span, host: Sequence[AwardMention]) -> Iterator[Group]:
    """One group for each award, or for each grade without an award beside it."""
    parts = [part for part in scene.parts_in(*span) if isinstance(part, AwardMention | GradeMention)]
    parts = [part for part in parts if not scene.in_decree(part.start) and not _inside_another(scene, part)]
    parts = [part for part in parts if not _likened(scene, part) and not is_hoped(scene, part.start)]
    parts = [part for part in parts if not _HELD_BY_RECEIVERS.match(scene.text, part.end)]
    taken = span.start
    named: AwardMention | None = None
    has_grades = False
    for part, behind in zip(parts, [*parts[1:], None], strict=False):
        if isinstance(part, AwardMention):
            named = part
            if part.start < taken:
                continue
            graded = isinstance(behind, GradeMention) and _TO_GRADE.fullmatch(scene.text, part.end, behind.start)
            grade = behind if graded and isinstance(behind, GradeMention) else None
            has_grades = grade is not None
            taken = grade.end if grade else part.end
            yield _group(scene, part.start, taken, (part,), grade.grade if grade else None)
        elif isinstance(part, GradeMention) and part.rule == "awards.order_class" and isinstance(behind, AwardMention):
            taken = behind.end  # 二等宝星勋章: the class stands before its order
            yield _group(scene, part.start, taken, (behind,), part.grade)
        elif part.rule == "awards.place":
            titled = [award for award in host[:1] if award.start < _TITLE and award.name.endswith("奖")]
            if titled:
                taken = part.end
                yield _group(scene, part.start, part.end, tuple(titled), part.grade)
        elif part.start >= taken:
            own = named and (has_grades or _OF_WHICH.fullmatch(scene.text, named.end, part.start))
            if owner := (named,) if named and own else tuple(host[:1]):
                yield _group(scene, part.start, part.end, owner, part.grade)


def _likened(scene: Scene, part: Mention) -> bool:
    behind = _SO_CALLED.match(scene.text, part.end)
    return behind is not None or _LIKENED.search(scene.text, max(0, part.start - 20), part.start) is not None


def is_hoped(scene: Scene, at: int) -> bool:
    """争取获得A: whether what stands there is only hoped for."""
    return _HOPED.search(scene.text, max(0, at - 24), at) is not None


def _inside_another(scene: Scene, part: Mention) -> bool:
    """金贝奖 inside 金贝奖提名 is not conferred itself."""
    near = (other for other in scene.parts_in(part.start - 40, part.end + 40) if isinstance(other, AwardMention))
    around = (other for other in near if other.start <= part.start and part.end <= other.end)
    return any(other.end - other.start > part.end - part.start for other in around)


def _group(scene: Scene, start: int, end: int, awards: tuple[AwardMention, ...], grade: str | None) -> Group:
    count = _count_before(scene, start) or _count_behind(scene, end)
    closing = _CLOSING.match(scene.text, end)
    stop = closing.end() if closing else end
    if count and count.start >= end:
        stop = max(stop, count.end + scene.text.startswith(("）", ")"), count.end))
    first = min(start, count.start) if count else start
    standing = awards[0].rule == "awards.grade" and awards[0].name.endswith("等奖")
    return Group(first, stop, awards, grade or (awards[0].name if standing else None), count)


def _count_before(scene: Scene, start: int) -> CountMention | None:
    """10名A: the number directly before the name."""
    near = reversed(scene.counts_in(max(0, start - 40), start))
    return next((count for count in near if _BEFORE.fullmatch(scene.text, count.end, start)), None)


def _count_behind(scene: Scene, end: int) -> CountMention | None:
    """A255个, A（2名）: the number directly behind the name."""
    near = (count for count in scene.counts_in(end, end + 40) if not count.text.endswith("奖牌"))
    return next((count for count in near if _BEHIND.fullmatch(scene.text, end, count.start)), None)


def _merged(chain: Sequence[Group]) -> Iterator[Group]:
    """Neighbours without a grade or number of their own are one group, under the number before them: 10名A和B."""
    held: Group | None = None
    for group in chain:
        ahead = held is None or held.count is None or held.count.start < held.awards[0].start
        if held and ahead and not (held.grade or group.grade or group.count):
            held = Group(held.start, group.end, (*held.awards, *group.awards), count=held.count)
            continue
        if held:
            yield held
        held = group
    if held:
        yield held


def main_award(awards: Sequence[AwardMention]) -> tuple[AwardMention, ...]:
    """The award that the text names most: a grade without a name belongs to it."""
    times = Counter(award.name for award in awards)
    prizes = [award for award in awards if award.rule != "awards.grade"]
    return tuple(sorted(prizes, key=lambda award: -times[award.name])[:1])
