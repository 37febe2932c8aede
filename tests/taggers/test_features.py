import numpy as np
import pytest

from extract.taggers.features import GAP, PAD, RARE, Encoder, Vocabulary, pair_keys


@pytest.fixture(scope="module")
def encoder():
    draft = Vocabulary("。出区员委市席张科记长0aA：；！？（）· ，", np.zeros(1, dtype=np.uint32), ("出席", "区长"))
    keys = np.unique(pair_keys(draft.number_characters("区长出席")))
    return Encoder(Vocabulary(draft.characters, keys, draft.words))


def test_a_sentence_gets_the_same_numbers_alone_and_among_others(encoder):
    alone = encoder.encode(["区长出席。"])
    among = encoder.encode(["张科员，", "区长出席。", "市委书记"])
    start = among.starts[1]
    for name in ("characters", "pairs", "words", "places"):
        window = getattr(among, name)[start - GAP : start + 5 + GAP]
        assert window.tolist() == getattr(alone, name).tolist(), name


def test_gaps_are_padding_in_every_stream(encoder):
    stream = encoder.encode(["区长", "出席"])
    gaps = np.ones(len(stream.characters), dtype=bool)
    for start in stream.starts:
        gaps[start : start + 2] = False
    for name in ("characters", "words", "places", "pairs"):
        assert (getattr(stream, name)[gaps] == PAD).all(), name


def test_digits_letters_and_widths_are_not_told_apart(encoder):
    number = encoder.vocabulary.number_characters
    assert number("3Zq,").tolist() == number("８Ａa，").tolist()


def test_what_the_vocabulary_lacks_is_rare(encoder):
    assert encoder.vocabulary.number_characters("𠮷龘").tolist() == [RARE, RARE]


@pytest.mark.parametrize("sentences", [[], [""], ["", "区长"], ["▢", "\ud800"]])
def test_odd_sentences_can_be_encoded(encoder, sentences):
    stream = encoder.encode(sentences)
    assert len(stream.starts) == len(sentences)
    assert len(stream.words) == len(stream.characters) == len(stream.places) == len(stream.pairs)
