"""Who confers: the agent of a passive, the body that a clause opens with, or the one that decides for a whole sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from extract.resolve.grants.nouns import bodies, kind_of_phrase
from extract.resolve.grants.phrases import listed
from extract.resolve.grants.scene import Scene
from extract.resolve.grants.statements import Statement
from extract.text import patterns as re
from extract.types import ConferralMention, Span

_DECREE = re.compile(r"《(?P<by>[^《》，。]{2,40}?)关于[^《》]*(?:表彰|授予|奖励|表扬|命名)[^《》]*》")
_DECIDES = re.compile(
    r"(?:联合)?(?:作出|做出|发布|公布|揭晓|印发|下发|举办|举行|召开|开展)[^，。；]{0,50}?(?:决定|通知|通报|命令|名单|结果|表彰|表扬|颁奖)"
)
_BEFORE_BODY = frozenset({"date", "mark", "adverb", "comma", "separator", "number"})
_IN_BODY = frozenset({"noun", "verb", "separator", "number", "bracket", "quote"})
_BODY = re.compile(r"(?:中央|政府|公司|集团|组织|机构|[市区县省乡镇文]委|[部委办厅局署院联协盟社校])$")
_AT_THE_MEETING = ("会上", "大会", "会议", "活动")
_OCCASIONS = ("会议", "大会", "仪式", "活动", "现场", "典礼")


def agent_start(scene: Scene, floor: int, end: int) -> int | None:
    """Where 被, 由 or 受 begins the phrase of who confers."""
    clause = next(scene.clauses_before(floor, end), Span(end, end))
    tokens = scene.tokens(*clause)
    marks = [token for token in tokens if token.kind == "by"]
    closed = [token for token in tokens if token.kind == "of"]
    last = marks[-1] if marks else None
    return last.start if last and not (closed and closed[-1].start > last.start) else None


def agent_named(scene: Scene, agent: int, verb: ConferralMention) -> str | None:
    """Who confers, between 由 and the verb: the bodies or persons named there, else the words as they stand."""
    found = listed(scene, agent, verb.start)
    start, end = (found[0].start, found[-1].end) if found else (agent + 1, verb.start)
    return re.sub(r"(?:联合|共同|分别)$", "", scene.text[start:end].strip("，、 ")) or None


def conferring_body(scene: Scene, floor: int, end: int) -> str | None:
    """The conferring body: what the clause or one before it opens with, up to its first verb, as written."""
    for clause in scene.clauses_before(floor, end):
        tokens = [*dropwhile(lambda token: token.kind in _BEFORE_BODY, scene.tokens(*clause))]
        body = [*takewhile(lambda token: token.kind in _IN_BODY, tokens)]
        if body and any(token.kind in ("honorific", "name") for token in tokens[len(body) : len(body) + 1]):
            return None  # 村委会主任甲
        while body and body[-1].kind in ("verb", "separator"):
            body.pop()
        if any(token.kind in ("noun", "name") for token in tokens):
            text = scene.text[body[0].start : body[-1].end] if body else ""
            return text if _is_body(text) else None
    return None


def _deciding(scene: Scene, sentence: Span) -> str | None:
    """The body that has decided or holds the ceremony, said in the sentence or before one that opens with 会上."""
    number = scene.sentences_before(sentence.start)
    goes_on = number and at_the_meeting(scene, sentence)
    start = scene.document.sentences[number - 1].start if goes_on else sentence.start
    start = scene.behind_dateline(Span(start, sentence.end))
    decides = _DECIDES.search(scene.text, start, sentence.end)
    return conferring_body(scene, start, decides.start()) if decides else None


def at_the_meeting(scene: Scene, sentence: Span) -> bool:
    """Whether `sentence` goes on with the meeting of the one before: 会上，…."""
    return scene.text.startswith(_AT_THE_MEETING, sentence.start)


def _is_body(text: str) -> bool:
    closed = text.endswith(tuple(bodies())) or _BODY.search(text) is not None
    return closed and not text.endswith(_OCCASIONS) and kind_of_phrase(text) != "place"


def with_bodies(scene: Scene, sentence: Span, statements: Sequence[Statement]) -> Iterator[Statement]:
    """`statements` with the body that confers throughout their sentence.

    甲部授予…，授予…; 宣读《甲部关于表彰…的决定》，…; 甲部公布名单，…获….
    """
    decree = _DECREE.search(scene.text, *sentence)
    by = all_through = decree["by"] if decree else _deciding(scene, sentence)
    for statement in statements:
        verb = statement.verb
        by = statement.granted_by if verb and verb.voice == "confer" and statement.granted_by else by
        confers = verb is not None and (all_through is not None or verb.voice == "confer")
        yield replace(statement, granted_by=by) if confers and not statement.granted_by else statement
