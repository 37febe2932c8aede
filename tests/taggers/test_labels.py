import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.taggers.labels import LEGAL, TAGS, TYPES, legal_tags, persons_alone, spans_of, tag_numbers


def well_formed(tags):
    framed = np.concatenate(([0], tags, [0]))
    return LEGAL[framed[:-1], framed[1:]].all()


def best_by_search(scores):
    """Viterbi over the whole sentence, the plain way."""
    total = scores[0] + np.where(LEGAL[0], 0, -1e9)
    back = []
    for row in scores[1:]:
        candidates = total[:, None] + np.where(LEGAL, 0, -1e9)
        back.append(candidates.argmax(axis=0))
        total = candidates.max(axis=0) + row
    path = [int((total + np.where(LEGAL[:, 0], 0, -1e9)).argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


@pytest.mark.parametrize(
    ("before", "after", "legal"),
    [
        ("O", "B-PER", True),
        ("O", "I-PER", False),
        ("B-PER", "E-PER", True),
        ("B-PER", "E-ORG", False),
        ("B-PER", "O", False),
        ("E-PER", "S-LOC", True),
        ("S-LOC", "I-LOC", False),
    ],
)
def test_which_tag_may_follow(before, after, legal):
    assert LEGAL[TAGS.index(before), TAGS.index(after)] == legal


@given(st.integers(1, 60), st.integers(0, 2**32 - 1), st.sampled_from([0.0, 3.0, 8.0]))
def test_tags_are_well_formed_for_any_scores(length, seed, lead):
    scores = np.random.default_rng(seed).normal(size=(length, len(TAGS))).astype(np.float32)
    scores[:, 0] += lead
    assert well_formed(legal_tags(scores.T))


@given(st.integers(1, 60), st.integers(0, 2**32 - 1), st.sampled_from([0.0, 3.0, 8.0]))
def test_tags_of_persons_alone_are_well_formed_and_those_that_are_likeliest_anyway(length, seed, lead):
    scores = np.random.default_rng(seed).normal(size=(len(TAGS), length)).astype(np.float32)
    scores[0] += lead
    tags, best = legal_tags(persons_alone(scores)), scores.argmax(axis=0)
    assert well_formed(tags)
    best[best > 4] = 0
    assert (tags == best).all() or not well_formed(best)


def test_tags_are_those_of_the_search_over_the_whole_sentence():
    random = np.random.default_rng(7)
    for _ in range(50):
        scores = random.normal(size=(30, len(TAGS))).astype(np.float32) * 2
        scores[:, 0] += random.choice([0.0, 5.0, 12.0], size=30)
        assert np.mean(legal_tags(scores.T) == best_by_search(scores.astype(float))) > 0.9


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(TYPES), st.integers(0, 2)), max_size=8))
def test_spans_survive_tagging(pieces):
    spans, end = [], 0
    for length, label, gap in pieces:
        spans.append((end + gap, end + gap + length, label))
        end += gap + length
    assert spans_of(tag_numbers(end + 1, spans)) == spans
