from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.taggers import load_tagger
from extract.taggers.features import Vocabulary
from extract.taggers.screen import CHARACTER_PLACES, PAIR_PLACES, Screen

NAMED = [
    "区委副书记、区长邹景昀出席会议并讲话。",
    "“路修好了，日子也好了。”村民佘春妮说。",
    "（记者 缪知远）",
    "市民　张　革",
    "会见塔利亚·奥尔森。",
]
NAMELESS = ["方案明确，到明年底完成老旧小区改造任务。", "气温降至零下五度，局部有暴雪。", ""]


@pytest.fixture(scope="module", params=["open", "news"])
def tagger(request):
    return load_tagger(request.param)


def persons(found):
    return [[entity for entity in entities if entity.label == "PER"] for entities in found]


def test_names_pass_and_sentences_without_one_are_passed_over(tagger):
    everything, names = tagger.tag([*NAMED, *NAMELESS]), tagger.for_names().tag([*NAMED, *NAMELESS])
    assert names == persons(everything)
    assert names[len(NAMED) :] == [[], [], []]


def test_most_nameless_sentences_cost_nothing(tagger):
    passed = tagger._screen.passes([*NAMED, *NAMELESS], tagger._vocabulary)
    assert all(passed[: len(NAMED)])
    assert sum(passed[len(NAMED) :]) <= 1  # a screen may let one through, and then the network reads it


@given(st.permutations([*NAMED, *NAMELESS]))
def test_a_sentence_passes_or_not_whatever_its_neighbours_are(sentences):
    tagger = news()
    alone = [tagger._screen.passes([sentence], tagger._vocabulary)[0] for sentence in sentences]
    assert tagger._screen.passes(sentences, tagger._vocabulary) == alone


@cache
def news():
    return load_tagger("news")


def test_points_are_those_of_the_places_around():
    vocabulary = Vocabulary("甲乙", np.array([2 << 16 | 3], dtype=np.uint32), ())
    characters = np.zeros((len(CHARACTER_PLACES), 4), dtype=np.float32)
    pairs = np.zeros((len(PAIR_PLACES), 3), dtype=np.float32)
    characters[CHARACTER_PLACES.index(-1), 2] = 4.0  # 甲 one place before
    pairs[PAIR_PLACES.index(1), 2] = 16.0  # 甲乙 one place behind
    screen = Screen.load(Screen(characters, pairs).dump(), vocabulary)
    numbers, starts = vocabulary.number_stream(["乙甲乙"], 5)
    first = int(starts[0])
    assert screen.points(numbers, vocabulary.number_pairs(numbers))[first : first + 3].tolist() == [16.0, 0.0, 4.0]


def test_a_screen_of_another_vocabulary_is_refused():
    dumped = Screen(np.zeros((8, 4), np.float32), np.zeros((5, 3), np.float32)).dump()
    with pytest.raises(ValueError, match="reshape"):
        Screen.load(dumped, Vocabulary("甲乙丙", np.zeros(1, dtype=np.uint32), ()))
