"""Titles of any wording, told by their frame: 授予“…”称号, 荣获…、…等荣誉称号, 被评为…."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from extract.extractors.awards.editions import EDITION
from extract.extractors.awards.left import LEVEL, PLACE, clean, name_start
from extract.extractors.awards.names import order_class
from extract.extractors.awards.sentence import CLOSING, OPEN, OPENING, Name, Sentence
from extract.text import patterns as re
from extract.text.lexicon import entries
from extract.types import Span

_OPENING = re.compile('[“「『"]')
_KIND = re.compile("称号|荣衔|殊荣|奖项|桂冠|荣誉")
_JUDGEMENT_VERB = re.compile("评选?为|获评|表彰为")
"""Without these the longer patterns below find nothing, and are slower to say so."""
_MARK = re.compile(
    r"(?:等|(?P<of>的))?(?:多项|各项|多个)?(?P<kind>国家荣誉称号|荣誉称号|光荣称号|称号|荣衔|殊荣|奖项|桂冠|荣誉(?=[，,。；;]|$))"
)
_HONOURS = frozenset({"荣誉", "殊荣", "奖项"})
_NAMED = re.compile(
    r"(?:评选?为(?!主)|评定为|(?P<naming>(?<![荣喜捕])获得?|命名为|(?:命名|树)[^，。；“「『]{1,20}为)|获评|被授予|授予|追授|荣膺|获选为?|入选|荣列|表彰为|荣获|喜获|获颁|当选|列入|奖项(?:包括|分别[为是]|[有为]))(?:了)?"
    rf"{EDITION}?(?:全[国省市县]|(?:[\u4e00-\u9fff]{{2,5}})?[国省市县区]家?级?)?(?P<quote>[“「『\"])(?P<quoted>[^“”「」『』\"\n。；]{{3,24}})[”」』\"](?!大?[赛杯]|[\u4e00-\u9fff]{{0,6}}(?:比赛|竞赛|大赛|联赛|活动|计划|项目|论坛|展|成果|作品)|等\d)"
)
_BETWEEN_QUOTES = re.compile(rf"(?:[、和及与暨或]|以及)?{EDITION}?")
# 授予他“…”: the receiver stands between the word of conferring and the title.
_GIVEN = re.compile(
    r"(?:授予|追授|颁授|授与)(?!仪式|了?[\d])[^，。；“”「」『』\n]{1,40}(?P<quote>[“「『])(?P<quoted>[^“”「」『』\n。；]{2,23}[^连队营团旅“”「」『』\n。；])[”」』](?=[“「『，。；、和及]|$)"
)
# 把“…”授予甲: the title goes to whoever stands behind
# 对“…”进行了评选并表彰
_PRAISED = re.compile(
    r"[对把将](?P<quote>[“「『])(?P<quoted>[^“”「」『』\n。；]{3,30})[”」』](?:进行|予以|给予)[^，。；]{0,6}(?:表彰|表扬|奖励|命名)"
)
_GIVEN_AWAY = re.compile(
    r"[把将](?P<quote>[“「『])(?P<quoted>[^“”「」『』\n。；]{3,24})[”」』](?:荣誉)?(?:称号)?(?:授予|追授|颁给|颁授)"
)
# A commendation that someone gets: 予以嘉奖, 嘉奖2次, 获通报表扬; where 表扬 only is the verb it names none.
_COMMENDATION = re.compile(
    r"(?:获得?|荣获|[予给]以|给予|[立记])[^，。；的及和颁]{0,10}?(?P<got>(?:个人|集体|通[报令])?嘉奖|(?<!以)(?<!予)通[报令]表扬(?=[，。；]|$))"
    r"(?![令状名奖及和])|(?P<times>嘉奖)(?=[\d一二两三四五六七八九十]+次)|(?P<announced>通[报令]嘉奖)"
    r"|(?:批准|追认|评定)[^，。；]{0,4}?为(?P<martyr>(?:革命)?烈士)(?![陵墓纪])"
    r"|(?:^|[、.．）)●◆])\s*(?P<headed>(?:个人|集体)?嘉奖)(?=[（(：:]\d|[：:]|$)"
)
_COMMENDED = re.compile("嘉奖|表扬|烈士")
# 获国务院“…”表彰
_COMMENDED_AS = re.compile(
    r"(?:荣?获得?|受到?)[^，。；“”「」\n]{0,14}(?P<quote>[“「『])(?P<quoted>[^“”「」『』\n。；]{3,24})[”」』](?:荣誉)?(?:表彰|奖励)"
)
_LEVELLED = re.compile(
    r"(?:荣?获|获得|获评|获颁|入选|荣膺|喜获|授予|认定为|命名为)了?(?P<title>(?:全国|国家级|全省|省级|全市|市级)[\u4e00-\u9fff]{4,16}?)(?=[，。；、]|等?(?:荣誉)?称号|$)"
)
_JUDGED = re.compile(
    r"(?:被|获|先后|再次|[届次年度])?(?:评选?为(?!主)|表彰为|获评为?)(?!选|审|定|委|为)(?:了)?(?P<title>[^，。；！？、：,\s“”「」『』《》（）()\"]{3,26}+)(?![“「『])"
)
_PRAISE = "(?:先进|文明|优秀|示范|模范|标兵|十佳|最美|平安)"
# 评为甲市先进单位；乙省文明单位、市级花园式单位: what goes on with a level
_NEXT_LEVELLED = re.compile(
    rf"(?:称号)?(?:[、；，和及与]|以及)(?P<title>(?![\u4e00-\u9fff]{{0,8}}[被并获评])(?:全[国省市县区]|[国省市县区]家?级?|(?:{LEVEL}|{PLACE})(?=[\u4e00-\u9fff]{{0,8}}{_PRAISE}))"
    r"[^，。；！？、：,\s\d的为被获评和及与“”「」『』《》（）()\"]{3,20}?)(?=[，。；、和及与]|等|称号|荣誉|$)"
)
# 评出“孝老之星”3名: the number makes the quoted word a title
_COUNTED_TITLE = re.compile(
    r"[“「『](?P<quoted>[^“”「」『』\n，。；]{3,14})[”」』](?=[\d一二三四五六七八九十]+[名位个人户家])"
    r"|(?:\d+|[二两三四五六七八九十百]+)[名位个人户家][“「『](?P<behind>[^“”「」『』\n，。；]{3,14})[”」』](?![\u4e00-\u9fff]{0,6}(?:基地|单位|集体|个人|站点?|项目|活动|工程))"
)
_CONFERRED_LIST = re.compile(r"涌现|发布|评出|评选|表彰|命名|授予|选出|表扬|获得|荣获|奖项|[获得]奖")
_CONFERRED_BEHIND = re.compile(r"(?:进行|予以|给予|受到?|获得?)了?(?:通报|集中|隆重)?(?:表彰|表扬|奖励|命名)")
_PRIZE_FIELD = re.compile("(?:科技|科学技术|技术)进步$|技术发明$|自然科学$")
_REASON = re.compile(r"(?:因为|由于|-{2,}).*$")
_TAIL = re.compile(r"(?:[特一二三四]等奖|特优|优等|甲等|之一|等|称号|荣誉|共?有?\d+[人名个家户])+$")
# A judgement that is no honour: 评为优秀, 评为甲级, 评为不合格, 评为5A级.
_JUDGEMENT = re.compile(
    r"(?:优秀?|良好?|.*第[一二三四五六七八九十\d].*|合格|基本合格|不合格|[甲乙丙丁一二三四五ABCD]+[级等类]?|最高|世界|[^省市县国]{1,3})$"
)
_NO_TITLE = re.compile(
    r"^的|^\d+[名人个位]|(?:先进|模范|优秀|标兵|单位|个人|集体|称号)的|的(?:还|也|则|分别)*[有是为]|水平$|等级$|之作$|冠军|[国省市县]家?级$|工程师$|教授$|职称|导师$|遗产$|名录$|[特一二三四]等奖|烈士|[的了着]+$|[授颁]|作出|做出"
)
_NO_HONOUR = re.compile(r"(?:比赛|竞赛|大赛|联赛|活动|计划|项目|论坛|展览|杯|工程|证书|[金银铜]奖|冠军|优胜)$")
_CONFERRED = re.compile(r"授|获|评|颁|荣|膺|摘|夺|捧|命名|冠以|被|得到|夺|设[有立置]|增设")
# What is named for its merit: 命名为“红旗渠中队”, not the star 命名为“某大学星”.
_MERIT = re.compile(
    r"(?:单位|集体|个人|[县乡镇村校班组岗站所店厂连营队户员者手]|社区|学校|支部|党委|基地|家庭|之[乡星家]|人物|标兵|模范|先锋|英雄|卫士|功臣|内助)$"
)
_EDITION_BEHIND = re.compile(rf"{EDITION}$")
_UNIT = re.compile(r"(?:[连营旅舰艇]|大队)$")
_ITEM_AND = re.compile(r"(?:集体|单位|个人|工作者|标兵|模范|[奖章])[和与及暨]")
_GIVEN_UNQUOTED = re.compile(r"(?:授予|荣获|获得)[^，。；的]{3,}$")
_SHORTEST_ITEM = 3
_LIST_REACH = 800
_SEPARATOR = re.compile(r"(?:[、，,]|和|及|以及|与|暨)$")


def find_titles(sentence: Sentence) -> Iterator[Name]:
    """Names that the frame around them shows to be titles."""
    text = sentence.text
    quoted = _OPENING.search(text) is not None
    for mark in _MARK.finditer(text) if _KIND.search(text) else ():
        yield from _before_mark(sentence, mark)
    for pattern in (_NAMED, _GIVEN, _GIVEN_AWAY, _PRAISED, _COMMENDED_AS) if quoted else ():
        for match in pattern.finditer(text):
            yield from _quoted(sentence, match)
    for match in _COMMENDATION.finditer(text) if _COMMENDED.search(text) else ():
        group = match.lastgroup or 0
        yield Name(*match.span(group), match[group], match.start(group), "awards.title")
    for match in _LEVELLED.finditer(text):
        if match["title"].endswith(_honoured()) and not _NO_TITLE.search(match["title"]):
            yield _title(sentence, *match.span("title"), "awards.judged")
    for match in _COUNTED_TITLE.finditer(text) if quoted else ():
        listed = _CONFERRED_LIST.search(text, 0, match.start())
        if listed or _CONFERRED_BEHIND.search(text, match.end()):
            group = "quoted" if match["quoted"] else "behind"
            yield from _quoted_titles(sentence, *match.span(group))
    for match in _JUDGED.finditer(text) if _JUDGEMENT_VERB.search(text) else ():
        yield from _judged(sentence, match)


@cache
def _honoured() -> tuple[str, ...]:
    """Whom and what an honorary title may name, but the seats one is elected to."""
    return tuple(sorted(noun for noun in entries("award_nouns") if not noun.endswith(("代表", "委员", "书记", "论文"))))


def quoted_sisters(sentence: Sentence, names: Sequence[Name]) -> Iterator[Name]:
    """“A”、“B”和“C”: where a quotation is an honour, those that stand in one row with it are too."""
    named = {(name.start - 1, name.end + 1) for name in names if _may_lead(sentence, name)}
    for row in _rows(sentence):
        if len(row) > 1 and any(quote in named for quote in row):
            for quote in row:
                quoted = sentence.text[quote.start + 1 : quote.end - 1]
                if quote not in named and _names_whom(quoted):
                    yield from _quoted_titles(sentence, quote.start + 1, quote.end - 1)


def levelled_sisters(sentence: Sentence, names: Sequence[Name]) -> Iterator[Name]:
    """获评全国文明村、[省级生态村]: what goes on with a level where a title is conferred."""
    for name in names:
        more = _NEXT_LEVELLED.match(sentence.text, name.end)
        while more and sentence.conferral_before(name.start):
            if more["title"].endswith(_honoured()) and not _NO_TITLE.search(more["title"]):
                yield _title(sentence, *more.span("title"), "awards.judged")
            more = _NEXT_LEVELLED.match(sentence.text, more.end())


def _may_lead(sentence: Sentence, name: Name) -> bool:
    """Whether `name` is conferred here: a listed one stands anywhere."""
    return name.rule != "awards.listed" or sentence.conferral_before(name.start) is not None


def _rows(sentence: Sentence) -> Iterator[list[Span]]:
    """The quotations in groups that only commas and conjunctions part."""
    row: list[Span] = []
    for quote in sentence.quotes:
        if row and not _BETWEEN_QUOTES.fullmatch(sentence.text, row[-1].end, quote.start):
            yield row
            row = []
        row.append(quote)
    yield row


def _names_whom(quoted: str) -> bool:
    """Whether a quotation ends in the one whom it honours, or is a prize."""
    whom = (quoted.endswith((*_honoured(), "奖")) or _MERIT.search(quoted)) and not _UNIT.search(quoted)
    return 2 < len(quoted) < 17 and bool(whom) and not _NO_TITLE.search(quoted)


def _quoted(sentence: Sentence, match: re.Match[str]) -> Iterator[Name]:
    """The quoted title of `match`, but for a unit that receives the one behind it: 授予“海岛连”“时代楷模”称号."""
    quoted = match["quoted"]
    if match.groupdict().get("naming") and not (_MERIT.search(quoted) or _names_whom(quoted)):
        return
    receives = _UNIT.search(quoted) and sentence.text.startswith(tuple(OPEN), match.end())
    if not receives and not _NO_TITLE.search(quoted) and not _NO_HONOUR.search(quoted):
        yield from _quoted_titles(sentence, *match.span("quoted"))


def _before_mark(sentence: Sentence, mark: re.Match[str]) -> Iterator[Name]:
    """The items of the list that `mark` closes, from the last to the first."""
    end = mark.start()
    unquoted = mark["kind"].endswith("称号") or (mark["kind"] in _HONOURS and mark[0].startswith("等"))
    if mark["of"] and not (
        sentence.quote_closing_at(end) or _GIVEN_UNQUOTED.search(sentence.text, max(0, end - 30), end)
    ):
        return
    if not _CONFERRED.search(sentence.text, max(0, end - _LIST_REACH), end) and not sentence.text.startswith(
        ("获得者", "得主"), mark.end()
    ):
        return
    before_quote = False
    while end > 0:
        before_quote = sentence.text[end : end + 1] in OPENING  # 授予“海岛连”“时代楷模”称号: the first receives
        quote = sentence.quote_closing_at(end)
        if quote:
            start = quote.start
            receiver = before_quote and _UNIT.search(sentence.text, quote.start, quote.end - 1)
            martyr = sentence.text.endswith("烈士", start, end - 1)
            short = quote.end - quote.start == 4 and mark["kind"] in ("称号", "桂冠", "荣誉称号")
            if (short or quote.end - quote.start > 4) and not receiver and not martyr:
                yield from _quoted_titles(sentence, quote.start + 1, quote.end - 1)
        elif unquoted:
            start = name_start(sentence, end)
            start += max((match.end() for match in _ITEM_AND.finditer(sentence.text[start:end])), default=0)
            if end - start < 3 or _NO_TITLE.search(sentence.text[start:end]) or end - start > 30:
                return
            yield _title(sentence, start, end, "awards.title")
        else:
            return
        end = _before_separator(sentence.text, start)


def _before_separator(text: str, start: int) -> int:
    """The end of the item before the one at `start`, 0 where no list goes on."""
    edition = _EDITION_BEHIND.search(text, max(0, start - 8), start)
    start = edition.start() if edition else start
    if text[start - 1 : start] in CLOSING:
        return start
    separator = _SEPARATOR.search(text, max(0, start - 2), start)
    return separator.start() if separator else 0


def _judged(sentence: Sentence, match: re.Match[str]) -> Iterator[Name]:
    """被评为…: the words up to the end of the clause, if they are no mere mark such as 优秀 or 甲级."""
    title = _TAIL.sub("", _REASON.sub("", match["title"]))
    start = name_start_forward(match.start("title"), title)
    end = match.start("title") + len(title)
    if _PRIZE_FIELD.search(title) and match["title"] != title:  # 评为军级科技进步|二等奖
        return
    if end - start >= 4 and not _JUDGEMENT.fullmatch(sentence.text[start:end]) and not _NO_TITLE.search(title):
        yield _title(sentence, start, end, "awards.judged")


_EDITION_AHEAD = re.compile(rf"(?:{EDITION}(?:年度)?)+")


def name_start_forward(start: int, title: str) -> int:
    """`start` moved over a year or edition that `title` begins with."""
    match = _EDITION_AHEAD.match(title)
    return start + match.end() if match else start


def _quoted_titles(sentence: Sentence, start: int, end: int) -> Iterator[Name]:
    """What a quotation names: one title, or several as in “好邻居、好夫妻、好女婿”."""
    items = sentence.text[start:end].split("、")
    if any(len(item) < _SHORTEST_ITEM for item in items):
        items = [sentence.text[start:end]]
    for item in items:
        yield _title(sentence, start, start + len(item), "awards.quoted_title")
        start += len(item) + 1


def _title(sentence: Sentence, start: int, end: int, rule: str) -> Name:
    start = name_start_forward(start, sentence.text[start:end])
    start += order_class(sentence, start, end)
    start += len("年度") * (rule != "awards.quoted_title" and sentence.text.startswith("年度", start))
    if sentence.text.endswith("称号", start + 3, end):
        end -= len("称号")
    return Name(start, end, clean(sentence.text[start:end]), start, rule)
