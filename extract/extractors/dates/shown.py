"""What a record shows of a text: which of its times are of the news, and how much of their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from extract.extractors.dates.document import years_of
from extract.extractors.dates.durations import length
from extract.extractors.dates.partial import PART, YEAR, Length, Partial, Phrase, Range, Vague
from extract.text import patterns as re


def shown(text: str, phrases: Iterable[Phrase], published: date | None) -> list[Phrase]:
    """The phrases of the folded `text` that its record shows, cut to the words that it shows and meant as they are there."""
    chosen = [_trimmed(text, phrase) for phrase in phrases if _reported(phrase, text)]
    if "年" in text and ("当年" in text or "那年" in text):
        chosen = _recalled(text, chosen)
    if published is None:
        chosen = _completed(chosen)
    return [_meant(text, phrase) for phrase in chosen]


# ---- the words


_TAILS = {Partial: re.compile("(?:止|之?内)$"), Length: re.compile("(?:[以之]?内|里)$"),
          Range: re.compile(r"(?:止|之?间(?<!期间)|[以之]?前)$")}  # fmt: skip
_TAIL_ENDS = "止内里始后间前"
_OPEN_TAIL = re.compile(r"(?:止|(?:以|之)?内|里|开始|之?后|以后)$")
_AWAY_TAIL = re.compile("[以之]?[前后]$")


def _trimmed(text: str, phrase: Phrase) -> Phrase:
    """`phrase` as the record shows it: 从 and 自, 止, 内, 开始 and 后 stay outside, so that 起 and 前 alone open an end."""
    start, end, what = phrase.start, phrase.end, phrase.what
    if text[start] in "从自" and not isinstance(what, Vague):
        start += 1
        phrase = phrase._replace(start=start)
    if text[end - 1] not in _TAIL_ENDS:
        return phrase
    said = text[start:end]
    if isinstance(what, Range):
        return _trimmed_range(phrase, what, said)
    if isinstance(what, Partial) and what.ago and what.ago[1] in ("hour", "minute", "second") and said[-1] in "前后":
        body = _AWAY_TAIL.sub("", said)
        return phrase._replace(end=start + len(body), what=length(body) or what)
    tail = _TAILS[type(what)].search(said) if type(what) in _TAILS else None
    return phrase._replace(end=start + tail.start()) if tail else phrase


def _trimmed_range(phrase: Phrase, what: Range, said: str) -> Phrase:
    if what.last is None or what.first is None:
        tail = _OPEN_TAIL.search(said)
        return phrase._replace(end=phrase.start + tail.start(), what=what.first) if tail and what.first else phrase
    if what.first.finest > YEAR:
        said = said.removesuffix("期间")
    tail = None if "”" in said else _TAILS[Range].search(said)
    return phrase._replace(end=phrase.start + (tail.start() if tail else len(said)))


# ---- the meaning


_NOWADAYS = re.compile(
    r"(?:(?:没有|有了|走到|发展到)今天|今[天日](?:的(?:我|他|她|我们|中国|世界|成就|成绩|成功|幸福|局面|地位|规模)|这样的|这般))"
)
_SOON = re.compile(r"(?:预计|预期|请|望|拟|将)[^，。；！？、,\n]{0,6}\Z")
_SOON_BEHIND = re.compile(r"(?:内|还)?(?:将|拟|计划|有望)")


def _meant(text: str, phrase: Phrase) -> Phrase:
    """近期 and 今天 as the words around them mean them: 今天的我们 lives nowadays."""
    if text.startswith("近期", phrase.start):
        return _soon(text, phrase)
    today = text[phrase.start : phrase.end] in ("今天", "今日")
    nowadays = today and _NOWADAYS.search(text, max(0, phrase.start - 3), phrase.end + 4)
    return phrase._replace(what=Vague("PRESENT_REF"), rule="dates.vague") if nowadays else phrase


def _soon(text: str, phrase: Phrase) -> Phrase:
    """预计近期 is a vague future, 近期 else a vague past."""
    before = _SOON.search(text, max(0, phrase.start - 8), phrase.start)
    ahead = before or _SOON_BEHIND.match(text, phrase.end)
    return phrase._replace(what=Vague("FUTURE_REF")) if ahead else phrase


def _recalled(text: str, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases with 当年 as a vague past where no year was named before it."""
    first = next((i for i, phrase in enumerate(phrases) if years_of(phrase)), len(phrases))
    past = Vague("PAST_REF")
    unnamed = [
        p._replace(what=past, rule="dates.vague") if text[p.start : p.end] in ("当年", "那年") else p
        for p in phrases[:first]
    ]
    return [*unnamed, *phrases[first:]]


def _completed(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases with the month of a bare day in a headline, which the first date of the text with that day tells."""
    dated = (what for phrase in phrases if isinstance(what := phrase.what, Partial) and what.day and not what.lunar)
    full = next((what for what in dated if what.month), None)
    if full is None:
        return list(phrases)
    bare = Partial(day=full.day)
    first = next(i for i, phrase in enumerate(phrases) if phrase.what is full)
    whole = Partial(year=full.year, month=full.month, day=full.day)
    return [p._replace(what=whole) if i < first and p.what == bare else p for i, p in enumerate(phrases)]


# ---- what is of the news


_HABIT = re.compile(r"每[天日晚早周][^，。；！？、,\n]{0,20}\Z")
_FEAST_BEFORE = re.compile(
    r"(?:每年|每当|每逢|每到|纪念|庆祝)的?\Z|[欢乐旺过]\Z|“欢乐\Z|(?:[日天)]|也)是(?:第[0-9一二三四五六七八九十]{1,4}个[“「]?)?\Z|(?:设立|确立|定为|确定为)[^，。；\n]{0,14}\Z"
)
_FEAST_AFTER = re.compile(
    r"[”」]?(?:暨|颁奖|表彰|表扬|大会|晚会|联欢|糕|粽|饼|蒜|粥|献礼|征文|特别|系列|主题|专场|嘉年华|活动|灯会|市集|集市|庙会|大巡游|祝福|招待会|文化|模范|浴佛|对话|回馈|联谊|档|游|消费|庆典|购物|[、和])"
)


def _is_time(text: str, phrase: Phrase, what: Partial) -> bool:
    """Whether the name of a feast stands for its day, not for what is celebrated: 端午节将至, but 教师节表彰大会."""
    if what.holiday in ("新年", "新春") or what.ago:
        return bool(what.ago)
    return not (
        _FEAST_BEFORE.search(text, max(0, phrase.start - 18), phrase.start) or _FEAST_AFTER.match(text, phrase.end)
    )


def _reported(phrase: Phrase, text: str) -> bool:
    """Whether a record shows the phrase: bare parts of the day, seasons and opening hours tell no time of the news."""
    what = phrase.what
    if isinstance(what, Partial):
        return _reported_point(text, phrase, what)
    if isinstance(what, Range) and what.first:
        weekdays = what.first.weekday and what.first.by_week is None
        hours = what.first.coarsest >= PART and ":" in text[phrase.start : phrase.end]
        return not weekdays and not hours
    return not isinstance(what, Vague) or text[phrase.start : phrase.end] not in ("至今", "迄今", "迄今为止")


def _reported_point(text: str, phrase: Phrase, what: Partial) -> bool:
    said, after = what.said(), text[phrase.end : phrase.end + 1]
    if "hour" in said:
        return what.coarsest < PART or not _HABIT.search(text, max(0, phrase.start - 24), phrase.start)
    if len(said) > 1:
        return True
    if what.weekday:
        closed = text.startswith(("闭馆", "休馆", "闭园", "公休", "除外"), phrase.end)
        return not closed and after not in ("、", "至", "到") and text[phrase.start - 1 : phrase.start] != "、"
    if what.part:
        return after != ":" and what.part in ("上午", "下午", "中午", "凌晨", "傍晚")
    if what.season:
        return text[phrase.start] in "这今"
    return not what.holiday or _is_time(text, phrase, what)
