"""Awards joined over their mentions: one award under its fullest name, with everything that shortens it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence

from extract.document import Document
from extract.record import Award
from extract.resolve.items import text_item
from extract.text import patterns as re
from extract.text.lexicon import entries
from extract.types import AwardMention, ConferralMention, GradeMention

_LEVEL_AHEAD = re.compile(
    r"(?:全国|国家|中国|首都|全省|全市|[\u4e00-\u9fff]{1,16}(?:大赛|竞赛|比赛|评选|艺术节|展演)|[\u4e00-\u9fff]{1,8}(?:省|市|县|区|部|委|局|厅|系统|机关|军|公司|集团|协会|总会)|省级?|市级?|县级?)$"
)
_LEVEL_FIRST = re.compile(r"全[国省市县区军]|[\u4e00-\u9fff]{2,6}?[省市县区州盟旗]")
_OF_ALL = re.compile(r"全[省市县区]")
"""全市文明单位 is 临江市文明单位 where the text names the city too."""
_GENERIC = re.compile(r"(?:先进|模范|优秀)(?:集体|个人|单位|工作者|组织)")
_PRAISE = re.compile(r"优秀|杰出|最美|十佳|模范|绩优|优良|先进|卓越")
_OF_A_PLACE = re.compile(r"[省市县区乡镇校厂](?:第?[\d〇零一二三四五六七八九十]+(?:学?年度?|届))+[“「]?$")
_NATION = ("全国", "国家", "全军")
"""苗县112年模范劳工 is no 全国模范劳工."""
_TAIL = 3
"""Characters that two names must end with for the one to be a fuller form of the other."""
_QUOTED_RULES = frozenset({"awards.quoted", "awards.quoted_title", "awards.title"})


def canonical_names(awards: Sequence[AwardMention], text: str) -> dict[str, str]:
    """Each name with the one that stands for it: the fullest of which it is the end, 金贝奖 → 海岛戏剧节金贝奖.

    A name in quotation marks is exact: what reaches further to the left only has another's name before it.
    """
    exact = {award.name for award in awards if award.rule in _QUOTED_RULES}
    local = {award.name for award in awards if _OF_A_PLACE.search(text, max(0, award.start - 16), award.start)}
    names = dict.fromkeys(award.name for award in awards)
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[name[-_TAIL:]].append(name)
    for name in local:
        alike[name[-_TAIL:]] = [other for other in alike[name[-_TAIL:]] if other[: -len(name)] not in _NATION]
    full = {name: _fullest(name, names, alike[name[-_TAIL:]], exact, text) for name in names}
    return {name: full.get(target, target) for name, target in full.items()}


def _fullest(name: str, names: Container[str], alike: Sequence[str], exact: set[str], text: str) -> str:
    """The fullest form of `name` among `names`; all that can end with it are `alike`, of the same last characters."""
    ending = next((name[at:] for at in range(1, len(name) - 4) if name[at:] in exact), None)
    if name not in exact and ending and not _LEVEL_AHEAD.match(name):
        return ending
    fits = len(name) >= _TAIL
    longer = [
        other for other in alike if fits and other != name and other.endswith(name) and _extends(other, name, text)
    ]
    longer += [other for other in alike if _OF_ALL.match(name) and other != name and other.endswith(name[1:])]
    whole = name.replace("劳模", "劳动模范")
    longer += [whole] if whole != name and whole in names else []
    medals = [name + kind for kind in "章状" if name.endswith("奖") and name + kind in names]
    longer += medals if len(medals) == 1 else []
    longer += [name + "奖"] if name.endswith("牌") and name + "奖" in names else []
    if name in exact:  # only a name that is quoted as well can be its fuller form
        longer = [other for other in longer if other in exact]
    return max(longer, key=len) if longer else name


def _extends(longer: str, name: str, text: str) -> bool:
    """Whether `longer` is the fuller form of `name`, not another award of a like name."""
    ahead = longer[: -len(name)]
    listed = entries("awards")
    if name.endswith("等功"):  # 一等功 is none of a 集体一等功
        return False
    if name.endswith("勋章") and not (
        ahead.endswith("国") or ahead in entries("countries")
    ):  # 荣誉勋章 beside 大莲花荣誉勋章
        return False
    if _GENERIC.fullmatch(name) and _LEVEL_FIRST.match(ahead):
        return True
    if name in listed and ahead == "全国" and longer not in listed:
        return False
    placed = any(ahead + kind in text for kind in "省市县区州镇")  # “松河十佳青年” in 松河市
    return placed or not _PRAISE.match(name) or _LEVEL_AHEAD.search(ahead) is not None


def resolve_awards(
    document: Document, mentions: Sequence[AwardMention | GradeMention | ConferralMention]
) -> tuple[Award, ...]:
    """Each distinct award of `document` once, with all its mentions."""
    awards = [mention for mention in with_standing_grades(mentions, document.text) if isinstance(mention, AwardMention)]
    full = canonical_names(awards, document.text)
    grouped: dict[str, list[AwardMention]] = {}
    for mention in awards:
        grouped.setdefault(full[mention.name], []).append(mention)
    return tuple(_award(document, name, group) for name, group in grouped.items())


def _award(document: Document, name: str, mentions: Sequence[AwardMention]) -> Award:
    fullest = next((mention for mention in mentions if mention.name == name), mentions[0])
    return Award(
        **document.place(fullest),
        name=name,
        level=fullest.level or next((mention.level for mention in mentions if mention.level), None),
        kind=fullest.kind,
        mentions=tuple(text_item(document, mention) for mention in mentions),
    )


def with_standing_grades(
    mentions: Sequence[AwardMention | GradeMention | ConferralMention], text: str
) -> list[AwardMention | GradeMention | ConferralMention]:
    """`mentions` with grades made awards where the text names no prize that they could be grades of."""
    resolved: list[AwardMention | GradeMention | ConferralMention] = []
    host_end: int | None = None
    end = -10
    for mention in mentions:
        alone = isinstance(mention, GradeMention) and mention.rule == "awards.grade" and mention.start - end > 3
        near = max(host_end or 0, mention.start - _REACH)
        stands = alone and (host_end is None or _OTHER_CONTEST.search(text, near, mention.start) is not None)
        resolved.append(_as_award(mention) if stands and isinstance(mention, GradeMention) else mention)
        if isinstance(mention, AwardMention):
            end = mention.end
            host_end = mention.end if _hosts(mention, text) else host_end
    return resolved


def _hosts(award: AwardMention, text: str) -> bool:
    """Whether the grades named behind `award` are its own."""
    if award.rule == "awards.graded" or _OPENS_GRADES.match(text, award.end):
        return True
    return award.kind == "prize" and not _NO_HOST.search(award.name) and not _NAMES_A_CONTEST.match(text, award.end)


# 一、综合考核先进单位（6个）, with 一等奖：… in the next line
_OPENS_GRADES = re.compile(r"(?:[（(]\d+[个名家][）)])?[：:]?\s*\n\s*[特一1]等奖[：:（(\s]")
_REACH = 56
"""As far as `_OTHER_CONTEST` looks back from a grade."""
# 中国新闻奖版面初评暨年赛: the prize only gives its name to a contest, which has grades of its own.
_NAMES_A_CONTEST = re.compile(r"[\u4e00-\u9fff]{1,12}(?:年赛|选拔赛|邀请赛|[初复]评)")
# A grade won in a contest that is named in its own clause is not a grade of a prize named before.
_OTHER_CONTEST = re.compile(
    r"(?:竞赛|大赛|比赛|比武|展演|联赛|征文|演讲赛|汇演|会演|邀请赛|锦标赛)[^，。；\n]{0,24}，?[^，。；\n]{0,10}[获夺得摘评拿捧][^，。；\n]{0,8}$"
)
# An 优秀组织奖 stands beside 一等奖 and 二等奖, it does not have them.
_NO_HOST = re.compile(
    r"[金银铜]牌?奖$|(?:组织|特别|单项|个人|团体|优秀|人气|参与|奉献|新人|风尚|文明|精神|成就|教师|教练|园丁|潜力|创意|服务|鼓励|新锐|新秀)奖$"
    r"|最佳|^优秀|^杰出|指导|辅导|提名|评委会|评审"
)


def _as_award(grade: GradeMention) -> AwardMention:
    return AwardMention(
        start=grade.start, end=grade.end, text=grade.text, rule=grade.rule, name=grade.grade, level=None, kind="prize"
    )
