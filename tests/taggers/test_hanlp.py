import json
import time
from importlib.util import find_spec

import pytest

from extract.errors import ConfigError, MissingExtraError
from extract.taggers import hanlp, load_tagger

NAMES = ("李俊杰", "王小红", "张伟", "赵志强")
FRAMES = ("区长{}出席。", "{}主持会议。", "记者{}报道。", "昨天，{}和大家见面。")


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("B-NR I-NR E-NR O", [(0, 3, "PER")]),
        ("B-NR M-NR E-NR S-NS", [(0, 3, "PER"), (3, 4, "LOC")]),
        ("B-NR I-NR O B-NT", [(0, 2, "PER"), (3, 4, "ORG")]),
        ("B-PERSON L-PERSON U-LOCATION", [(0, 2, "PER"), (2, 3, "LOC")]),
        ("I-PER E-PER O E-PER", [(0, 2, "PER"), (3, 4, "PER")]),
        ("B-PER B-PER I-LOC E-LOC", [(0, 1, "PER"), (1, 2, "PER"), (2, 4, "LOC")]),
        ("B-DATE E-DATE O", []),
        ("O O", []),
        ("B-PER", [(0, 1, "PER")]),
    ],
)
def test_ill_formed_tags_are_read_tolerantly(tags, spans):
    assert [*hanlp.spans_of_tags(tags.split())] == spans


@pytest.mark.parametrize("text", ["", "短句。", "字" * 500, "，".join(["二十个字的一小段话"] * 40), " " * 300])
def test_long_sentences_are_split_without_loss(text):
    pieces = [*hanlp.split_long(text)]
    assert all(len(piece) <= hanlp.LONGEST for _, piece in pieces)
    assert all(text[offset : offset + len(piece)] == piece for offset, piece in pieces)
    assert "".join(piece for _, piece in pieces).strip() == text.strip()


def test_words_of_a_document_are_found_in_the_text():
    document = {"tok/fine": [["区长", "李俊杰", "Li", "出席"]], "ner/msra": [[["李俊杰", "PERSON", 1, 2]]]}
    assert hanlp.read_document(document, ["区长 李俊杰 Li 出席"]) == [[(3, 6, "PER")]]


def test_a_document_without_entities_is_refused():
    with pytest.raises(ConfigError, match="choose a NER task"):
        hanlp.read_document({"tok/fine": [["区长"]]}, ["区长"])


@pytest.mark.parametrize("name", ["./nowhere", "models/my_ner", "no_such_directory"])
def test_a_directory_that_is_not_there_is_refused_at_once(name):
    started = time.perf_counter()
    with pytest.raises(ConfigError, match="no such directory"):
        load_tagger(f"hanlp:{name}")
    assert time.perf_counter() - started < 1


def test_a_directory_without_a_component_is_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"no config\.json"):
        load_tagger(f"hanlp:{tmp_path}")


def test_a_missing_hanlp_names_the_extra(monkeypatch):
    monkeypatch.setattr(hanlp, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"extract\[hanlp\]"):
        load_tagger("hanlp:MSRA_NER_ELECTRA_SMALL_ZH")


def test_an_identifier_without_a_network_is_refused_within_a_second(monkeypatch, tmp_path):
    monkeypatch.setattr(hanlp, "find_spec", lambda _: object())
    monkeypatch.setattr(hanlp, "_HOST", "hanlp.invalid")
    monkeypatch.setenv("HANLP_HOME", str(tmp_path))
    started = time.perf_counter()
    with pytest.raises(ConfigError, match="cannot be reached"):
        load_tagger("hanlp:MSRA_NER_ELECTRA_SMALL_ZH")
    assert time.perf_counter() - started < 1


def test_a_downloaded_identifier_needs_no_network(monkeypatch, tmp_path):
    (tmp_path / "ner" / "msra_ner_electra_small_20220215_205503").mkdir(parents=True)
    monkeypatch.setattr(hanlp, "find_spec", lambda _: object())
    monkeypatch.setattr(hanlp, "_reachable", lambda: False)
    monkeypatch.setattr(hanlp, "_load", lambda name: name)
    monkeypatch.setenv("HANLP_HOME", str(tmp_path))
    assert load_tagger("hanlp:MSRA_NER_ELECTRA_SMALL_ZH").name == "hanlp:MSRA_NER_ELECTRA_SMALL_ZH"


class StubComponent:
    """A component whose tags are what the test says, as a transformer's `predict` gives them."""

    def __call__(self, characters):
        return [[("李俊杰", "NR", 2, 5), ("区", "DATE", 0, 1)] if "李" in piece else [] for piece in characters]


def test_entities_of_long_sentences_keep_their_place(monkeypatch):
    monkeypatch.setattr(hanlp, "_check", lambda _: None)
    monkeypatch.setattr(hanlp, "_load", lambda _: StubComponent())
    monkeypatch.setattr(hanlp, "_raw_tags", lambda *_: None)
    head = "今天天气很好" * 20 + "，"
    entities = hanlp.HanlpTagger("stub").tag(["无人", head + "区长李俊杰出席。"])
    assert entities[0] == []
    assert [(entity.start - len(head), entity.text, entity.label) for entity in entities[1]] == [(2, "李俊杰", "PER")]


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A small component of HanLP, trained from nothing on a handful of sentences."""
    if find_spec("hanlp") is None or find_spec("torch") is None:
        pytest.skip("HanLP is not installed")
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer

    folder = tmp_path_factory.mktemp("hanlp")
    corpus = folder / "train.tsv"
    sentences = [frame.format("\t".join(["", *name, ""])) for frame in FRAMES for name in NAMES for _ in range(8)]
    with corpus.open("w", encoding="utf-8") as lines:
        for sentence in sentences:
            before, *name, after = sentence.split("\t")
            tags = ["B-NR", *["I-NR"] * (len(name) - 2), "E-NR"]
            rows = [
                *((c, "O") for c in before),
                *zip(name, tags, strict=True),
                *((c, "O") for c in after),
                ("。", "S-NS"),
            ]
            lines.writelines(f"{character}\t{tag}\n" for character, tag in rows[:-1])
            lines.write("京\tS-NS\n\n")
    component = RNNNamedEntityRecognizer()
    component.fit(
        str(corpus), str(corpus), str(folder / "ner"), epochs=6, embed=32, rnn_hidden=32, lr=0.01, batch_size=16,
        crf=False, tagging_scheme="IOBES", devices=-1, token_delimiter="", verbose=False,
    )  # fmt: skip
    return folder / "ner"


@pytest.mark.filterwarnings("ignore")
def test_a_trained_component_runs_in_the_pipeline(trained):
    from extract import Article, Config, Pipeline

    assert json.loads((trained / "config.json").read_text(encoding="utf-8"))["classpath"].endswith("Recognizer")
    pipeline = Pipeline(Config(tagger=f"hanlp:{trained}"))
    assert pipeline.process(Article("a", "区长李俊杰出席。\n\n王小红主持会议。")).text
    found = load_tagger(f"hanlp:{trained}").tag(["区长李俊杰出席。", " ", "王小红主持会议。"])
    assert [[entity.text for entity in entities if entity.label == "PER"] for entities in found] == [
        ["李俊杰"],
        [],
        ["王小红"],
    ]
