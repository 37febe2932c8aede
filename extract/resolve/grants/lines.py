"""Lists in lines: an award or grade as a heading, and below it names, units and works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.resolve.grants.groups import Group, chains
from extract.resolve.grants.phrases import listed
from extract.resolve.grants.receivers import Receiver
from extract.resolve.grants.scene import Scene
from extract.resolve.grants.statements import Statement
from extract.text import patterns as re
from extract.types import AwardMention, ConferralMention, CountMention, GrantStatus, Span

_ASIDE = re.compile(r"[（(](?:[按以依]|排名|不分|节选|部分)[^（）()\n]{0,16}[）)]|\W")
"""What says nothing in a heading: marks, （按姓氏笔画为序）."""
_REST = re.compile(
    r"[\d〇零一二三四五六七八九十名个项人位件篇部家共等奖得主获者单年度届学第]*(?:名单|获奖名单|获得者|得主|公示)?[\d名个人]*"
)
_CONFERS = re.compile(
    r"(?:拟|决定|现)?(?:荣?记|授予|追授|颁授|命名|表彰|通报表扬)(?:(?:下列|以下)[\u4e00-\u9fff]{0,8})?$"
)
"""一、记集体三等功（2个）: what may stand between the numbering and the honour of a heading."""
_OPENS = re.compile(r"(?:名单|如下|人选公[示告]|对象公[示告])(?:[（(][^（）()]{0,16}[）)])?[^，。；]{0,4}[：:]?$")
_ANNOUNCES = re.compile(r"(?:名单|人选|对象|结果)[^，。；：]{0,8}如下[：:]?$")
_PROPOSES = re.compile("公示|拟(?:表彰|推荐|授予|命名|评|奖励|入选)|候选")
_FOLLOWING = re.compile(r"(?:以下|下列)[^。；]*[：:]$")
"""以下同志荣获A称号："""
_PROSE = re.compile(r"[。！？]|[^\s、]{46,}")
_LABELLED = re.compile(r"\s*[^\s，。；：、]{1,10}[：:][^。！？；\n]{2,}。?")
"""国中组：甲、乙、丙。"""
_CATEGORY = re.compile(r"[\s●○◆◇■□★☆▲△◎•·]*[“「]?[\u4e00-\u9fff]{2,6}类[”」]?[：:]")
_PART = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)])?[^\s，。；：、（()）]{1,12}(?P<number>[（(][^（）()]{1,8}[）)])[：:]"
)
"""一、工业组（4名）："""
_ITEM = re.compile(r"(?:(?<!\S)|[.．、]\s*)(?P<item>[\w“《][^\s（）()，、；：★]{1,25})(?:[（(][^（）()]+[）)])?$")
_COLUMN = re.compile(r"(?P<item>[^\s，。；：、]{4,26})\s+[^\s]{4,}\s+\S")
_CELL = re.compile(r"[^\s|｜★☆▲●◆■※]+")
_QUOTED = re.compile(r"[「『“][^「」『』“”]{2,30}[」』”]")
_NUMBERING = re.compile(r"[\d.、（）()一二三四五六七八九十]+")
_SECTION = re.compile(r"\s*(?P<opens>[（(]?)[一二三四五六七八九十]{1,2}[、）)]")
"""What numbers the sections of a text, not the items of a list."""
_FURNITURE = re.compile(
    r"\s*(?:附件|附[：:]|(?:主办|承办|协办|指导)单位|公告日期|公示[期时]|特此|来源|记者|通讯员|编辑|责编|责任编辑|[一二三初终]审|审[核稿]|联系人|[\u4e00-\u9fff]{0,4}电话)"
)
"""What opens a line below the list: 附件2, 公示期…, 监督电话…, 责任编辑…."""
_DAY_LINE = re.compile(r"\s*[\d〇零一二三四五六七八九十]+年[\d一二三四五六七八九十]+月[\d一二三四五六七八九十]+日\s*")
"""What stands below the name of who signs."""
_TEACHER = re.compile(r"(?:指导|辅导)(?:教师|老师|员|教练)?[：:\s]*")
_CAREER = re.compile(r"\s*\d{4}年(?:\d{1,2}月)?[\s：:，]*[“「]?")
"""What stands before an honour in a table of someone's life."""
_LABEL = re.compile(r"\s*(?:[^\s，。；：、]{1,16}[：:]?\s*)?")
"""女子200米蛙泳：金牌 甲 银牌 乙"""
_PAPERS = ("日报", "晚报", "周报", "杂志")
_STOP = re.compile(r"[。！？；，：:]")
_LONGEST_LIST = 300


def read_lines(scene: Scene, sentence: Span, host: Sequence[AwardMention]) -> list[Statement]:
    """The statement of a heading with the lines below it, or nothing where the sentence is no heading."""
    found = chains(scene, sentence, host)
    if len(found) != 1 or len(found[0]) != 1:
        return _cells(scene, sentence, [group for chain in found for group in chain])
    group = found[0][0]
    rest = scene.text[group.end : sentence.end].strip("”」 。；;\n")
    if not rest and _CAREER.fullmatch(scene.text, sentence.start, group.start):
        return [Statement(group, None, pronoun="他")]
    row = _row(scene, sentence, group)
    if row or not is_heading(scene, sentence, group):
        return row
    receivers = _in_lines(scene, [*_lines_below(scene, sentence)])
    count = group.count or next(iter(scene.counts_in(group.end, sentence.end)), None)
    count = count or _announced(scene, group, len(receivers))
    status = _status(scene, sentence)
    if not receivers:
        return []
    whole = Statement(group, None, tuple(receivers), (count,) if count else (), status=status)
    return [whole, *(replace(whole, receivers=(), counts=(part,)) for part in _of_parts(scene, sentence))]


def _of_parts(scene: Scene, heading: Span) -> Iterator[CountMention]:
    """The numbers of the parts of a list: 一、工业组（4名）：甲、乙、丙、丁."""
    for line in _lines_below(scene, heading):
        label = _PART.match(scene.text, *line)
        yield from scene.counts_in(*label.span("number")) if label else ()


def announced_lines(scene: Scene, sentence: Span, awards: Sequence[AwardMention]) -> list[Statement]:
    """现将名单公示如下： with the lines below it: who receives the award spoken of last."""
    named = any(isinstance(part, AwardMention) for part in scene.parts_in(*sentence))
    if named or not awards or not _ANNOUNCES.search(scene.text, *sentence):
        return []
    receivers = _in_lines(scene, [*_lines_below(scene, sentence)])
    group = Group(sentence.end, sentence.end, tuple(awards[-1:]))
    return [Statement(group, None, tuple(receivers), status=_status(scene, sentence))] if receivers else []


def category_line(scene: Scene, sentence: Span, awards: Sequence[AwardMention]) -> list[Statement]:
    """助人为乐类：甲、乙 below the award spoken of last."""
    label = _CATEGORY.match(scene.text, *sentence)
    if label is None or any(not isinstance(part, ConferralMention) for part in scene.parts_in(*sentence)):
        return []
    found = [one for one in listed(scene, label.end(), sentence.end) if one.kind == "person"]
    group = Group(sentence.start, sentence.start, tuple(awards[-1:]))
    return [Statement(group, None, tuple(found), status=_status(scene, sentence))] if awards and found else []


def _status(scene: Scene, heading: Span) -> GrantStatus:
    """Whether the heading of a list, or the title of the text, says that it is only proposed: 拟表彰对象公示."""
    title = scene.document.sentences[0]
    return "planned" if any(_PROPOSES.search(scene.text, *span) for span in (title, heading)) else "granted"


def _cells(scene: Scene, line: Span, groups: Sequence[Group]) -> list[Statement]:
    """The statements of a line of results: 金牌 甲队 银牌 乙队 铜牌 丙队."""
    if len(groups) < 2 or not _LABEL.fullmatch(scene.text, line.start, groups[0].start):
        return []
    if _STOP.search(scene.text, groups[0].start, line.end):
        return []
    ends = [*(group.start for group in groups[1:]), line.end]
    rows = [listed(scene, group.end, end) for group, end in zip(groups, ends, strict=True)]
    return [Statement(group, None, tuple(row)) for group, row in zip(groups, rows, strict=True)] if all(rows) else []


def _row(scene: Scene, line: Span, group: Group) -> list[Statement]:
    """The statement of a row of a table: 1 某甲 某校 一等奖; 特优　「某作」　某甲 某乙　指导老师 某丙."""
    line = _without_teacher(scene, line)
    cells = [Span(*match.span()) for match in _CELL.finditer(scene.text, *line)]
    own = [cell for cell in cells if cell.start == group.start and cell.end >= group.end]
    others = [cell for cell in cells if cell not in own and not _NUMBERING.fullmatch(scene.text, *cell)]
    if not own or not others or _STOP.search(scene.text, *line):
        return []
    named = [receiver for cell in others for receiver in listed(scene, *cell) or _title(scene, cell)]
    persons = [receiver for receiver in named if receiver.kind in ("person", "work")]
    first = [Receiver(*cell, scene.text[slice(*cell)], "work") for cell in others[:1] if len(others) > 1]
    receivers = persons or [*named[:1], *(member for cell in others for member in _members(scene, cell))] or first
    return [Statement(group, None, tuple(receivers))] if receivers else []


def _title(scene: Scene, cell: Span) -> list[Receiver]:
    """The work that a cell holds in quotation marks."""
    match = _QUOTED.fullmatch(scene.text, *cell)
    return [Receiver(*cell, match[0], "work")] if match else []


def _members(scene: Scene, cell: Span) -> list[Receiver]:
    """Who stands in brackets behind a team: 甲队（乙、丙）."""
    opened = scene.text.find("（", *cell)
    inside = listed(scene, opened + 1, cell.end - 1) if opened > cell.start else []
    return [receiver for receiver in inside if receiver.kind == "person"]


def _announced(scene: Scene, group: Group, number: int) -> CountMention | None:
    """The number of a list that was said before its heading: 拟表彰下列1个集体、4名个人."""
    kind = group.awards[-1].name[-2:]
    return next((c for c in scene.counts_in(0, group.start) if c.text.endswith(kind) and c.value == number), None)


def is_heading(scene: Scene, sentence: Span, group: Group) -> bool:
    """Whether nothing but numbering, a number and 名单 stands in the line of the award."""
    ahead = _CONFERS.sub("", scene.text[sentence.start : group.start].rstrip("“「『"))
    rest = ahead + scene.text[group.end : sentence.end]
    opens = _OPENS.search(scene.text, group.end, sentence.end) or _FOLLOWING.search(scene.text, *sentence)
    return opens is not None or _REST.fullmatch(_ASIDE.sub("", rest)) is not None


def _lines_below(scene: Scene, heading: Span) -> Iterator[Span]:
    """The lines down to the next heading or a line of prose."""
    first = scene.sentences_before(heading.end)
    numbered = _SECTION.match(scene.text, *heading)
    below = scene.document.sentences[first : first + _LONGEST_LIST]
    for line, behind in zip(below, [*below[1:], None], strict=False):
        honours = [part for part in scene.parts_in(*line) if not isinstance(part, ConferralMention)]
        signed = behind and _DAY_LINE.fullmatch(scene.text, *behind) and "（" not in scene.text[slice(*line)]
        section = _SECTION.match(scene.text, *line)
        closed = signed or (numbered and section and section["opens"] == numbered["opens"])
        if honours or closed or _FURNITURE.match(scene.text, *line) or _is_prose(scene, line):
            return
        yield line


def _is_prose(scene: Scene, line: Span) -> bool:
    """Whether the line is no item of a list; 甲，女，某局局长。 and 国中组：甲、乙。 are."""
    if _LABELLED.fullmatch(scene.text, line.start, line.end) and "，" not in scene.text[slice(*line)]:
        return False
    found = _PROSE.search(scene.text, *line)
    return found is not None and not (line.start in scene.names and found.end() == line.end)


def _in_lines(scene: Scene, lines: Sequence[Span]) -> list[Receiver]:
    """What the lines name. Where most give a person, the person of each, else the body or work."""
    lines = [_without_teacher(scene, line) for line in lines]
    named = [listed(scene, *line) for line in lines]
    persons = [_makers(found) for found in named]
    of_persons = sum(map(bool, persons)) * 2 > len(lines)
    named = named if of_persons else [_without_places(listed(scene, *line, plain=True)) for line in lines]
    found: list[Receiver] = []
    for line, bodies, chosen in zip(lines, named, persons, strict=True):
        project = _project(scene, line, bodies) if chosen else []
        others = [] if of_persons else bodies or _whole_line(scene, line)
        found.extend([*project, *bodies] if project else chosen or others)
    return found


def _without_places(found: list[Receiver]) -> list[Receiver]:
    """何玉芬家庭 松河区: what stands first in the line, without the place that it is of."""
    placed = len(found) == 2 and found[0].kind == "group" and found[1].kind == "place"
    return found[:1] if placed else found


def _makers(found: Sequence[Receiver]) -> list[Receiver]:
    """The persons and works of a line; the paper that printed it is none: 《某作》 甲 某日报."""
    return [one for one in found if one.kind == "person" or (one.kind == "work" and not one.name.endswith(_PAPERS))]


def _without_teacher(scene: Scene, line: Span) -> Span:
    """某班 甲 指导教师 乙: the line up to who taught the winner."""
    taught = _TEACHER.search(scene.text, line.start + 1, line.end)
    if taught is None:
        return line
    opened = scene.text.rfind("（", line.start, taught.start())
    inside = opened > scene.text.rfind("）", line.start, taught.start())
    return Span(line.start, opened if inside else taught.start())


def _project(scene: Scene, line: Span, named: Sequence[Receiver]) -> list[Receiver]:
    """The first column of a line of several, where it names neither person nor body: a project before its makers."""
    match = _COLUMN.match(scene.text, *line)
    if match is None or (named and named[0].start < match.end("item")):
        return []
    return [Receiver(*match.span("item"), match["item"], "work")]


def _whole_line(scene: Scene, line: Span) -> list[Receiver]:
    """A line that names nothing known, before its brackets: a project, or the name in a column of names."""
    match = _ITEM.search(scene.text, *line)
    return [Receiver(*match.span("item"), match["item"], "work")] if match else []
