"""Grades within an award (一等奖, 特优) and the medals counted in short (5金4银)."""

from __future__ import annotations

from collections.abc import Iterator

from extract.extractors.awards.left import clean, name_start
from extract.extractors.awards.lists import Hit
from extract.extractors.awards.names import WORD_BEHIND_PRIZE
from extract.extractors.awards.sentence import Name, Sentence
from extract.text import patterns as re
from extract.types import GradeMention

# Marks that are also common words are grades only beside a conferral: 择优等人, 甲等医院.
_COMMON = re.compile(r"特优|优等|甲等|乙等|丙等|佳作|优选|优良|首奖")
_MARK = re.compile("[特一二三四五六金银]")
_MARKS_AHEAD = {
    "等奖": re.compile("(?:[特一二三四五六][、和及]){1,3}$"),
    "奖": re.compile("(?:(?<![黄白资奖])[金银]、?){1,2}$"),
}
_NOT_BEHIND = re.compile(r"[化于先生率的]|医院|品[种质]|传统|学校|成绩|作风")
_OF_QUALITY = re.compile("素质|质量|作风|品质|成绩|性能|环境|生态|水质|学风|品行|性状|信誉|服务")
"""素质优良 is praise."""
_SCALE = re.compile(r"[\u4e00-\u9fff]{0,2}(?:[：:由为是有]|则[为是有由])|[\d一二两三四五六七八九十]+[名件位幅张里]")
# Prizes written without their last character where a grade follows: 国家科技进步[奖]二等奖.
_PRIZE_FIELD = re.compile(r"(?:(?:科技|科学技术|技术)进步|(?:科学)?技术(?:发明|创新)|自然科学|哲学社会科学|科学技术)$")
_CONTEST = re.compile(
    r"成果|大赛|竞赛|比赛|评选|展评|邀请赛|锦标赛|征文|论文|考评|评比|评核|评鉴|考核|艺术节|博览会|设计展|书画展|展"
)
_ASSESSED = ("考评", "评比", "评核", "评鉴", "考核")
_GROUP = re.compile(
    r"(?:小学|初中|高中|中学|大学|高校|教师|学生|少年|青年|成人|儿童|男子|女子|个人|团体|社会|专业|业余|[甲乙丙])组$"
)
_CLASS_OF_ORDER = re.compile(r"(?:[特一二三四五六七八九]等|[一二三]级)$")
_LONGEST_STEM = 30
_OPENS_LINE = re.compile(r"[\s●○◆◇■□★☆▲△◎•·【】、.．（）()\d一二三四五六七八九十]*")
_LINE_BEHIND = re.compile(r"奖?(?:[（(［]?[\d一二三四五六七八九十]+[名件位组][）)］]?)?[：:\s「“]")
_PLACE = re.compile(r"\s*(?P<place>第[一二三四五六1-6]名)(?=[\s：:（(])")
"""第一名　甲〈某作〉: what a place in its own line is of, only `resolve` sees."""
_CUP = re.compile(
    r"[“「『](?P<cup>[\u4e00-\u9fff]{1,8}杯)[”」』](?=[^，。；“”「」『』\n]{0,12}(?:评选|评比|征文|评审))"
)
_SHORT_MEDAL = re.compile(
    r"(?:(?<=[\d一二两三四五六七八九十])|(?<=[首夺一])(?<!金夺))(金|银|铜)(?![牌奖属融额价币钱针行器])(?=[^\u4e00-\u9fff]|[银铜共等的，和高位名列居领排]|[一二两三四五六七八九十]{1,3}[金银铜]|$)"
)
_TALLY = re.compile(r"(?:(?:\d+|[一二两三四五六七八九十]{1,3})[枚块]?[金银铜][\s、，,和]*){2,3}(?![牌奖])")
"""21金14银9铜, and in columns: 31金　24银　19铜."""
_WON = re.compile(
    r"(?<![摘夺争][金银])[夺摘揽斩获得](?P<metal>[金银铜])(?=[，。；、！）]|$)(?!、?[夺摘][金银铜])|[得获夺摘][一1](?P<one>[金银铜])(?=[，。；、！）]|$)"
)
"""摘金, 先得一铜; not the idiom 摘金夺银."""
_COORDINATED_MEDALS = re.compile(r"(?:(金)、?(银)?|(银))、?(?=[银铜](牌奖?))")
_LIKELY = re.compile(r"[夺获摘收斩揽枚冠军赛奥运代表团]|\d金\D{0,2}\d+银")


def find_grades(sentence: Sentence, names: list[Name]) -> Iterator[GradeMention]:
    """The grades of `sentence` that are no part of a name."""
    for hit in sentence.hits:
        if "grade" not in hit.roles or any(name.start <= hit.start and hit.end <= name.end for name in names):
            continue
        if _is_grade(sentence, hit, names):
            yield from _coordinated(sentence, hit)
            yield grade_mention(sentence, hit)
    if place := _PLACE.match(sentence.text):
        start, end = (sentence.offset + at for at in place.span("place"))
        yield GradeMention(start=start, end=end, text=place["place"], rule="awards.place", grade=place["place"])
    for name in names:
        order = _CLASS_OF_ORDER.search(sentence.text, max(0, name.start - 2), name.start)
        if order and name.name.endswith("勋章"):
            start = sentence.offset + order.start()
            yield GradeMention(start=start, end=start + 2, text=order[0], rule="awards.order_class", grade=order[0])


def _is_grade(sentence: Sentence, hit: Hit, names: list[Name]) -> bool:
    if not _COMMON.fullmatch(hit.word):
        return not (hit.word.endswith("奖") and WORD_BEHIND_PRIZE.match(sentence.text, hit.end))
    praise = hit.word == "优良" and _OF_QUALITY.search(sentence.text, max(0, hit.start - 2), hit.start)
    if praise or _NOT_BEHIND.match(sentence.text, hit.end) or hit.start not in sentence.words:
        return False
    beside = any(0 <= hit.start - name.end <= 3 for name in names)
    if _OPENS_LINE.fullmatch(sentence.text, 0, hit.start) and _LINE_BEHIND.match(sentence.text, hit.end):
        return True
    if hit.start and sentence.text[hit.start - 1] in "，；：" and len(_scale(sentence)) > 1:
        return True
    if _SCALE.match(sentence.text, hit.end) and len(_scale(sentence)) > 1:
        return True
    marked = re.match(
        r"[”」』\"]?(?:奖|殊荣|[\d一二两三四五六七八九十]+[名件位幅张]|[，。、；：]|等|学生|佳绩|第)",
        sentence.text[hit.end :],
    )
    return (
        beside
        or bool(marked and sentence.conferral_before(hit.start))
        or bool(re.match(r"\d+[名件位幅张]|学生分别|学生则", sentence.text[hit.end :]))
    )


def _scale(sentence: Sentence) -> set[str]:
    """The different marks of the sentence: 特优 beside 优等 and 甲等 is a grade."""
    return {hit.word for hit in sentence.hits if "grade" in hit.roles and _COMMON.fullmatch(hit.word)}


def _coordinated(sentence: Sentence, hit: Hit) -> Iterator[GradeMention]:
    """The grades that share the last words of `hit`: 一 and 二 in 一、二、三等奖, 金 and 银 in 金银铜奖."""
    shared = next((ending for ending in _MARKS_AHEAD if hit.word[1:] == ending), None)
    ahead = _MARKS_AHEAD[shared].search(sentence.text, max(0, hit.start - 6), hit.start) if shared else None
    if not ahead or not sentence.text[: ahead.start()].strip():  # 二、二等奖 is a numbered heading
        return
    for match in _MARK.finditer(ahead[0]):
        start = sentence.offset + ahead.start() + match.start()
        yield GradeMention(
            start=start, end=start + 1, text=match[0], rule="awards.grade", grade=match[0] + hit.word[1:]
        )


def grade_mention(sentence: Sentence, hit: Hit) -> GradeMention:
    """`hit` placed in the text."""
    start, end = sentence.offset + hit.start, sentence.offset + hit.end
    return GradeMention(start=start, end=end, text=hit.word, rule="awards.grade", grade=hit.word)


def graded_contests(sentence: Sentence, names: list[Name]) -> Iterator[Name]:
    """What a grade stands behind where that is no award by its last word: 市社会科学成果一等奖."""
    for hit in sentence.hits:
        if "grade" not in hit.roles or any(name.end == hit.start for name in names):
            continue
        common = _COMMON.fullmatch(hit.word)
        if common and not (sentence.text.endswith(_ASSESSED, 0, hit.start) and sentence.conferral_before(hit.start)):
            continue
        cup = sentence.quote_closing_at(hit.start)
        if cup and sentence.text[cup.end - 2] == "杯":  # “…杯”金奖
            yield Name(
                cup.start + 1, cup.end - 1, sentence.text[cup.start + 1 : cup.end - 1], cup.start, "awards.graded"
            )
            continue
        group = _GROUP.search(sentence.text, max(0, hit.start - 8), hit.start)
        end = group.start() if group else hit.start
        start = name_start(sentence, end)
        stem = sentence.text[start:end]
        if _PRIZE_FIELD.search(stem) and len(stem) <= _LONGEST_STEM:
            yield Name(start, end, clean(stem) + "奖", start, "awards.graded")
        elif 5 <= len(stem) <= _LONGEST_STEM and _CONTEST.search(stem[-4:]):
            yield Name(start, end, clean(stem), start, "awards.graded")


def graded_cups(sentence: Sentence) -> Iterator[Name]:
    """在“青松杯”评选中，甲获一等奖: the cup is the prize whose grades the sentence names."""
    if not any(hit.word.endswith("等奖") for hit in sentence.hits):
        return
    for match in _CUP.finditer(sentence.text):
        yield Name(*match.span("cup"), match["cup"], match.start("cup"), "awards.graded")


def short_medals(sentence: Sentence) -> Iterator[Name]:
    """5金4银: each a medal."""
    for tally in _TALLY.finditer(sentence.text):
        for at in range(*tally.span()):
            if sentence.text[at] in "金银铜":
                yield Name(at, at + 1, sentence.text[at] + "牌", at, "awards.short_medal")
    for match in _WON.finditer(sentence.text):
        group = match.lastgroup or 0
        yield Name(*match.span(group), match[group] + "牌", match.start(group), "awards.short_medal")
    if not _LIKELY.search(sentence.text):
        return
    for match in _SHORT_MEDAL.finditer(sentence.text):
        yield Name(match.start(), match.end(), match[0] + "牌", match.start(), "awards.short_medal")
    for match in _COORDINATED_MEDALS.finditer(sentence.text):
        yield from (
            Name(*match.span(group), match[group] + match[4], match.start(group), "awards.short_medal")
            for group in (1, 2, 3)
            if match[group]
        )
