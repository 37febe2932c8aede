from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.taggers import load_tagger
from extract.taggers.features import GAP, Vocabulary
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


def test_nameless_sentences_are_passed_over(tagger):
    view = tagger._screen.view([*NAMED, *NAMELESS], tagger._vocabulary)
    assert view.sentences[: len(NAMED)] == [*range(len(NAMED))]
    assert len(view.sentences) <= len(NAMED) + 1  # a screen may let one through, and then the network reads it


@given(st.permutations([*NAMED, *NAMELESS]))
def test_what_is_read_of_a_sentence_does_not_depend_on_its_neighbours(sentences):
    vocabulary, screen = news()._vocabulary, news()._screen
    together = screen.view(sentences, vocabulary)
    alone = [screen.view([sentence], vocabulary) for sentence in sentences]
    assert together.sentences == [number for number, view in enumerate(alone) if view.sentences]
    assert together.near.sum() == sum(view.near.sum() for view in alone)


def test_little_of_a_long_sentence_is_read_and_its_names_are_found_all_the_same(tagger):
    filler = "会议要求各地各部门进一步提高认识，把各项工作落到实处，"
    text = filler * 4 + "区长邹景昀出席，" + filler * 4 + "村民佘春妮说。"
    view = tagger._screen.view([text], tagger._vocabulary)
    assert len(view.places) < len(text) / 2
    assert tagger.for_names().tag([text]) == persons(tagger.tag([text]))


def test_long_names_with_dots_are_read_to_their_end(tagger):
    text = "议长卡杜蒂特·古布顿·朗玛塞诺一行到访。"
    assert tagger.for_names().tag([text]) == persons(tagger.tag([text]))


@pytest.mark.parametrize("sentences", [[], [""], ["", "区长邹景昀", ""], ["邹"]])
def test_what_is_near_has_all_that_decides_it_around_it(sentences):
    view = news()._screen.view(sentences, news()._vocabulary)
    for place in view.places[view.near].tolist():
        assert {*range(place - GAP, place + GAP + 1)} <= {*view.places.tolist()}


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
