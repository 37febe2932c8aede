"""The small words around an expression: 起, 以来 and 后 open its end, 前 closes it, 从 and 期间 frame it."""

from __future__ import annotations

from extract.extractors.dates.partial import PART, Length, Partial, Phrase, Pick, Range
from extract.text import patterns as re

_AFTERWARDS = re.compile(
    r"(?:(?:[或及]|以及)?(?:之后|以后)|起(?![步跑航家码床舞点草义源伏飞诉火哄因初居降])|开始(?!前)|以来|后(?![来续天年期勤方排台半者卫备代援世]))"
)
_BEFOREHAND = re.compile(
    r"(?:[或及]|以及)?(?:之前|以前)|前(?![往来去后夕期言台方景列身所锋途任十三五两一二四六七八九0-9几半线沿卫苏副世]|提(?=[是下条])|不[久远]|首[相席脑]|总[统理裁书]|国[王务脚手]|进[步展方])"
)
BETWEEN = re.compile(r"\s?(?:之间|期间|间)")
_WITHIN = re.compile(
    r"(?:以内|之内|内(?![部容阁外蒙地陆战政需核科存]))|期间|\s?(?:左右|前后|上下)|许(?![多可昌])|止|(?<=[年月])间(?!隔)|(?<=[年月])同期|[早晚]些时候|(?<=年)里"
)


def bounded(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Ends opened by 起, 以来 and 前, and the small words that belong to an expression."""
    stops = [*(phrase.start for phrase in phrases[1:]), len(text)]
    return [_bound(text, phrase, stop) for phrase, stop in zip(phrases, stops, strict=False)]


def _bound(text: str, phrase: Phrase, stop: int) -> Phrase:
    """`phrase` with the small words behind it, up to `stop`."""
    what = phrase.what
    if (
        isinstance(what, Partial)
        and what.said().keys() == {"pick"}
        and what.pick
        and text[phrase.start] != "首"
        and (said := _recent(what.pick))
    ):
        return phrase._replace(what=said)
    if not isinstance(what, (Partial, Range)):
        return phrase
    match = _WITHIN.match(text, phrase.end, stop)
    if match and match[0].strip() in ("左右", "前后", "上下") and text[phrase.end - 1] == ")":
        match = None
    if match and not (isinstance(what, Partial) and what.finest > PART and match[0] in ("内", "间")):
        phrase = phrase._replace(end=match.end())
    return _bound_range(text, phrase, what, stop) if isinstance(what, Range) else _open_end(text, phrase, what, stop)


def _bound_range(text: str, phrase: Phrase, what: Range, stop: int) -> Phrase:
    """A range with what frames it: 从 … 止, 之间, 前."""
    end = phrase.end
    if what.first is None or what.last is None:
        return phrase
    if match := BETWEEN.match(text, end, stop):
        end = match.end()
    if text[end:stop].startswith("止"):
        end += 1
    if (match := _AFTERWARDS.match(text, end, stop)) and match[0] == "以来":
        return phrase._replace(end=match.end(), what=Range(what.first, None))
    if match := _BEFOREHAND.match(text, end, stop):
        end = match.end()
    glossed = ")" in text[phrase.start : end]
    return phrase._replace(end=end, start=phrase.start if glossed else _from(text, phrase.start))


def _open_end(text: str, phrase: Phrase, what: Partial, stop: int) -> Phrase:
    """A date that 起, 以来 or 后 opens, or that 前 closes."""
    if what.coarsest == PART == what.finest:
        return phrase
    if what.hour is not None and text[max(0, phrase.start - 2) : phrase.start] == "大约":
        phrase = phrase._replace(start=phrase.start - 2)
    if (match := _AFTERWARDS.match(text, phrase.end, stop)) and (what.ago is None or match[0] != "后"):
        whole = phrase.end + 3 >= len(text) and phrase.start == 1
        start = _from(text, phrase.start) if whole else phrase.start
        rule = "dates.since" if match[0] in ("起", "以来") else "dates.after"
        return phrase._replace(start=start, end=match.end(), what=Range(what, None), rule=rule)
    if match := _BEFOREHAND.match(text, phrase.end, stop):
        return phrase._replace(end=match.end(), what=Range(None, what), rule="dates.before")
    return phrase


def _recent(pick: Pick) -> Length | None:
    """前两天 is a length before now where no longer period stands before it; 前两个月 are the first of the year."""
    if pick.which != "first" or pick.unit in ("month", "quarter"):
        return None
    letter = {"year": "Y", "week": "W", "day": "D", "workday": "D"}.get(pick.unit)
    return Length(f"P{pick.count}{letter}", ((float(pick.count), pick.unit),), "before") if letter else None


def _from(text: str, start: int) -> int:
    """从 and 自 before a range belong to it, unless its first date is glossed in brackets."""
    return start - 1 if start and text[start - 1] in "从自" and text[max(0, start - 2)] != "来" else start
