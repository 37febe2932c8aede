"""Sentences in the manner of official and local news, generated with the entities they contain.

A sentence is one of the frames of `data/training_frames.tsv`; each `{slot}` in it is filled by the rule of `_RULES` of
that name or by a word of `data/training_words.tsv`. All names of persons, places and bodies are invented.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from random import Random

from extract.taggers.training.corpora import Example
from extract.taggers.training.names import chinese_name, foreign_name, minority_name
from extract.text.lexicon import entries, read_table
from extract.types import EntityLabel

Piece = tuple[str, EntityLabel | None]
Rule = Callable[[Random], list[Piece]]

STEMS = tuple(
    "安宁平阳清河临江东海西山南泉北丰长乐福永新兴和顺德康泰武昌金华嘉定宝鸡龙门凤台石桥青云白水黄岩双柏大通太谷庆城洪湖松溪桐林"
    "梅岭兰州竹沟柳荷花桃源杏杨枫古高上下中三五十里沙坪坝湾塘港浦口岛洲屿浜埠集店铺寨堡营屯坡岗岭坳峪川原陵"
)
AREA_ENDS = ("市", "市", "区", "区", "县", "县", "镇", "乡", "街道", "村", "社区", "自治县", "开发区", "新区")


def generate(count: int, seed: int) -> Iterator[Example]:
    """`count` sentences; the same ones for the same seed."""
    random = Random(seed)
    frames = sorted(entries("training_frames"))
    for _ in range(count):
        yield _sentence(random.choice(frames), random)


def _sentence(frame: str, random: Random) -> Example:
    text = ""
    entities: list[tuple[int, int, EntityLabel]] = []
    for part in re.split(r"(\{\w+\})", frame):
        for piece, label in _RULES[part[1:-1]](random) if part.startswith("{") else [(part, None)]:
            if label:
                entities.append((len(text), len(text) + len(piece), label))
            text += piece
    return Example(text, tuple(entities), "grammar")


@cache
def _words(slot: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in read_table("training_words") if slot in row["slots"].split())


def _word(random: Random, slot: str) -> str:
    return random.choice(_words(slot))


# ---- places and bodies


def _stem(random: Random) -> str:
    return "".join(random.choices(STEMS, k=2 if random.random() < 0.9 else 3))


def _area(random: Random) -> str:
    return _stem(random) + random.choice(AREA_ENDS)


def _place(random: Random) -> list[Piece]:
    if random.random() < 0.3:
        return [(_word(random, "province") + random.choice(("", "省", "")), "LOC"), (_area(random), "LOC")]
    return [(_word(random, "province") if random.random() < 0.2 else _area(random), "LOC")]


def _body(random: Random) -> str:
    level = _word(random, "body")
    if level[0] in "区市县省":
        return random.choice((level, _stem(random) + level, _stem(random) + level, f"中共{_stem(random)}{level}"))
    return _area(random) + level


def _bureau(random: Random) -> str:
    name = _word(random, "bureau") + random.choice(("局", "局", "局", "委", "厅", "办公室"))
    if random.random() < 0.2:
        name = random.choice(("市委", "区委", "县委", "省委", "")) + _word(random, "party_department") + "部"
    return random.choice(("", "市", "区", "县", "省", _area(random), _stem(random) + random.choice("市区县"))) + name


def _mass(random: Random) -> str:
    return random.choice(("", "市", "区", "县", _area(random))) + _word(random, "mass_organisation")


def _firm(random: Random) -> str:
    place = random.choice(("", _stem(random), _word(random, "province"), "中国"))
    return place + _stem(random) + _word(random, "trade") + _word(random, "firm_ending")


def _school(random: Random) -> str:
    return random.choice((_stem(random), _area(random), _word(random, "province"))) + _word(random, "school_ending")


# ---- posts and their holders


def _posts(random: Random, slot: str) -> list[Piece]:
    chosen = random.sample(_words(slot), random.choices((1, 2, 3), weights=(7, 3, 1))[0])
    pieces: list[Piece] = []
    for post in chosen:
        pieces += [("、", None)] if pieces else []
        pieces.append((post, "TITLE"))
    return pieces


def _post(random: Random) -> list[Piece]:
    """A post with its body; for the head of an area, the area or a party post of the same body."""
    kind, slot = random.choice(_POST_KINDS)
    if slot == "area_post":
        body = _body(random)
        post: Piece = (_word(random, slot), "TITLE")
        if body.endswith("委"):
            return [(body, "ORG"), ("副书记", "TITLE"), ("、", None), post]
        return [(_stem(random), "LOC"), post]
    return [(kind(random), "ORG"), *_posts(random, slot)]


_POST_KINDS: tuple[tuple[Callable[[Random], str], str], ...] = (
    (_body, "body_post"),
    (_body, "area_post"),
    (_bureau, "bureau_post"),
    (_mass, "body_post"),
    (_firm, "firm_post"),
    (_school, "school_post"),
    (lambda random: _word(random, "national_body"), "state_post"),
)


def _name(random: Random) -> list[Piece]:
    name = chinese_name(random)
    if len(name) == 2 and random.random() < 0.1:
        name = name[0] + random.choice((" ", "\u3000")) + name[1]
    return [(name, "PER")]


def _foreign(random: Random) -> list[Piece]:
    return [(foreign_name(random), "PER")]


def _leader(random: Random) -> list[Piece]:
    rank: list[Piece] = (
        [(random.choice(("（正厅级）", "（正处级）", "（兼）")), None)] if random.random() < 0.02 else []
    )
    gap: list[Piece] = [(random.choice((" ", "，")), None)] if random.random() < 0.03 else []
    return [*_post(random), *rank, *gap, *_name(random)]


def _listed(random: Random, rule: Rule, count: int, separator: str = "、") -> list[Piece]:
    pieces: list[Piece] = []
    for _ in range(count):
        pieces += [(separator, None)] if pieces else []
        pieces += rule(random)
    return pieces


def _foreign_leader(random: Random) -> list[Piece]:
    return [(_word(random, "country"), "LOC"), *_posts(random, "foreign_post")[:1], *_foreign(random)]


def _surname_title(random: Random) -> list[Piece]:
    return [(chinese_name(random)[0], "PER"), (_word(random, "after"), "TITLE")]


def _award(random: Random) -> list[Piece]:
    edition = random.choice(("", "", "", "第十三届", "2023年度"))
    head = random.choice(
        (_word(random, "award_head"), "", _stem(random) + random.choice("市县区"), _word(random, "province") + "省")
    )
    return [(edition, None), (head + _word(random, "award_name"), "AWARD")]


def _filler(slot: str, label: EntityLabel | None = None) -> Rule:
    return lambda random: [(_word(random, slot), label)]


def _numeral(low: int, high: int) -> Rule:
    return lambda random: [(str(random.randint(low, high)), None)]


_RULES: dict[str, Rule] = {
    "academic": _filler("academic", "TITLE"),
    "after": _filler("after", "TITLE"),
    "award": _award,
    "body": lambda random: [(_body(random), "ORG")],
    "bureau": lambda random: [(_bureau(random), "ORG")],
    "bureau_post": lambda random: _posts(random, "bureau_post"),
    "city": lambda random: [(random.choice((_word(random, "province"), _stem(random))), "LOC")],
    "country": _filler("country", "LOC"),
    "event": _filler("event"),
    "firm": lambda random: [(_firm(random), "ORG")],
    "firm_post": lambda random: _posts(random, "firm_post"),
    "foreign": _foreign,
    "foreign_leader": _foreign_leader,
    "group": _filler("group", "TITLE"),
    "leader": _leader,
    "leaders": lambda random: _listed(random, _leader, random.randint(1, 3), random.choice("，、")),
    "mass": lambda random: [(_mass(random), "ORG")],
    "minority": lambda random: [(minority_name(random), "PER")],
    "month": _numeral(1, 12),
    "name": _name,
    "names": lambda random: _listed(random, _name, random.randint(2, 8)),
    "names2": lambda random: _listed(random, _name, random.randint(1, 3), random.choice("、 ")),
    "names_after": lambda random: [*_name(random), (_word(random, "area_post"), "TITLE")],
    "names_space": lambda random: _listed(random, _name, random.randint(3, 12), random.choice((" ", "\u3000", "  "))),
    "number": _numeral(2, 90),
    "place": _place,
    "place_short": lambda random: [(_stem(random), "LOC")],
    "post": _post,
    "quote": _filler("quote"),
    "role": _filler("role"),
    "say": _filler("say"),
    "school": lambda random: [(_school(random), "ORG")],
    "school_post": lambda random: _posts(random, "school_post"),
    "sex": lambda random: [(random.choice("男女"), None)],
    "state": _filler("national_body", "ORG"),
    "state_post": lambda random: _posts(random, "state_post"),
    "surname_title": _surname_title,
    "time": _filler("time"),
    "title_list": _post,
    "topic": _filler("topic"),
    "verb": _filler("verb"),
    "wide_space": lambda _: [("\u3000", None)],
    "year": _numeral(1950, 2002),
}
