import json
from importlib.util import find_spec
from random import Random

import pytest

from extract.errors import ConfigError, DataError, MissingExtraError
from extract.taggers import load_tagger
from extract.taggers.labels import TAGS
from extract.taggers.training import command
from extract.taggers.training.command import divide, train
from extract.taggers.training.corpora import Example, cut_long, project_gold, read_jsonl
from extract.taggers.training.grammar import generate
from extract.taggers.training.names import chinese_name, foreign_name, stand_in
from extract.taggers.training.scores import f1_table

needs_torch = pytest.mark.skipif(
    not (find_spec("torch") and find_spec("onnx")), reason="training needs the train extra: torch and onnx"
)


def write_jsonl(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def tags_of(bits):
    return {tag for number, tag in enumerate(TAGS) if int(bits) >> number & 1}


def test_what_a_corpus_does_not_annotate_is_open():
    example = Example("区长李明", ((2, 4, "PER"),), "msra")
    allowed = example.allowed()
    assert tags_of(allowed[2]) == {"B-PER"}
    assert "E-TITLE" in tags_of(allowed[1])
    assert "E-LOC" not in tags_of(allowed[1])
    assert "O" in tags_of(allowed[1])


def test_a_vague_title_ends_for_certain_and_begins_anywhere():
    allowed = Example("海淀区区长李明", ((5, 7, "PER"),), "gold", vague=((0, 5, "TITLE"),)).allowed()
    assert tags_of(allowed[4]) == {"E-TITLE"}
    assert {"O", "B-LOC", "B-TITLE"} <= tags_of(allowed[0])
    assert "B-PER" not in tags_of(allowed[0])


def test_labels_of_a_corpus_are_read_as_ours(tmp_path):
    row = {"text": "甲公司总裁李明", "source": "cluener", "entities": [
        {"start": 0, "end": 3, "type": "COMPANY"}, {"start": 3, "end": 5, "type": "TITLE"}, {"start": 5, "end": 7, "type": "PER"},
    ]}  # fmt: skip
    (example,) = read_jsonl(write_jsonl(tmp_path / "a.jsonl", [row]))
    assert example.entities == ((0, 3, "ORG"), (3, 5, "TITLE"), (5, 7, "PER"))


@pytest.mark.parametrize(
    "row", [{"text": "李明"}, {"text": "李明", "entities": [{"start": 1, "end": 9, "type": "PER"}]}, ["李明"]]
)
def test_a_row_that_is_no_sentence_is_named_by_its_line(tmp_path, row):
    path = write_jsonl(tmp_path / "a.jsonl", [{"text": "好", "entities": []}, row])
    with pytest.raises(ConfigError, match=r"a\.jsonl:2"):
        [*read_jsonl(path)]


def test_gold_is_found_again_in_the_text(tmp_path):
    articles = write_jsonl(
        tmp_path / "articles.jsonl", [{"id": "a", "text": "區委書記張　革出席。王芳獲先進個人稱號。"}]
    )
    people = [{"name": "张革", "titles": [{"text": "区委书记"}]}, {"name": "王芳", "titles": []}]
    row = {"id": "a", "people": people, "unnamed_posts": [], "awards": ["先进个人"]}
    first, second = project_gold(articles, write_jsonl(tmp_path / "gold.jsonl", [row]))
    assert [first.text[start:end] for start, end, _ in first.entities] == ["张　革"]
    assert [first.text[start:end] for start, end, _ in first.vague] == ["区委书记"]
    assert [second.text[start:end] for start, end, _ in second.entities] == ["王芳", "先进个人"]


def test_long_sentences_are_cut_outside_entities():
    text = "前面的话，" * 30 + "李，明说，" + "后面的话，" * 30
    start = text.index("李")
    pieces = [*cut_long([Example(text, ((start, start + 3, "PER"),), "grammar")], 60)]
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text[a:b] for piece in pieces for a, b, _ in piece.entities] == ["李，明"]


def test_the_grammar_is_the_same_for_the_same_seed():
    assert [*generate(50, 1)] == [*generate(50, 1)]
    assert [*generate(50, 1)] != [*generate(50, 2)]


def test_generated_spans_are_in_order_and_all_labels_occur():
    examples = [*generate(3000, 3)]
    for example in examples:
        ends = [0, *(end for _, end, _ in example.entities)]
        assert all(start >= before for (start, _, _), before in zip(example.entities, ends, strict=False))
        assert ends[-1] <= len(example.text)
    assert {label for example in examples for *_, label in example.entities} == {"PER", "ORG", "LOC", "TITLE", "AWARD"}


@pytest.mark.parametrize(
    ("name", "kind"), [("李俊杰", str), ("欧阳·娜", str), ("弗拉基米尔", str), ("李", None), ("Lucy", None)]
)
def test_names_are_replaced_by_names_of_their_kind(name, kind):
    new = stand_in(name, Random(1))
    assert new is None if kind is None else isinstance(new, str) and ("·" in new) == ("·" in name)


def test_invented_names_have_the_length_of_names():
    random = Random(5)
    assert {len(chinese_name(random)) for _ in range(500)} <= {2, 3, 4}
    assert all(len(foreign_name(random, parts=1)) >= 2 for _ in range(500))


def test_blocks_spread_over_each_file_are_held_back(tmp_path):
    rows = [{"text": str(number), "entities": []} for number in range(2000)]
    taught, kept = divide([write_jsonl(tmp_path / "a.jsonl", rows)], 0.1)
    numbers = [int(example.text) for example in kept]
    assert numbers == [first + place for first in range(200, 2000, 500) for place in range(50)]
    assert len(taught) + len(kept) == 2000


@pytest.mark.parametrize(("share", "kept"), [(0.0, 0), (0.1, 2), (0.5, 10), (0.9, 18)])
def test_the_share_is_held_back_of_a_short_file_too(tmp_path, share, kept):
    rows = [{"text": str(number), "entities": []} for number in range(20)]
    assert len(divide([write_jsonl(tmp_path / "a.jsonl", rows)], share)[1]) == kept


def test_f1_is_strict():
    examples = [Example("区长李明和王芳", ((2, 4, "PER"), (5, 7, "PER")), "msra")]
    table = f1_table(examples, [[(2, 4, "PER"), (5, 6, "PER"), (0, 2, "TITLE")]])
    assert table == {"msra": {"all": 50.0, "PER": 50.0}}


def test_training_without_torch_names_the_extra(monkeypatch, tmp_path):
    monkeypatch.setattr(command, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"extract\[train\]"):
        train([tmp_path / "a.jsonl"], tmp_path / "model.onnx")


@needs_torch
@pytest.mark.filterwarnings("ignore")
def test_training_can_be_repeated(tmp_path):
    rows = [
        {"text": e.text, "entities": [{"start": a, "end": b, "type": label} for a, b, label in e.entities]}
        for e in generate(400, 9)
    ]
    data = write_jsonl(tmp_path / "data.jsonl", rows)
    for name in ("one", "two"):
        scores = train([data], tmp_path / f"{name}.onnx", generated=800, epochs=2, held_back=0.1)
    one, two = (load_tagger(f"model:{tmp_path / name}.onnx") for name in ("one", "two"))
    texts = [e.text for e in generate(40, 4)]
    assert one.tag(texts) == [[entity_named(entity, "one") for entity in found] for found in two.tag(texts)]
    assert scores[""]["PER"] > 60


def entity_named(entity, name):
    from dataclasses import replace

    return replace(entity, rule=entity.rule.replace(".two.", f".{name}."))


@needs_torch
def test_missing_data_is_a_configuration_error(tmp_path):
    with pytest.raises(ConfigError, match="cannot read the training data"):
        train([tmp_path / "nowhere.jsonl"], tmp_path / "model.onnx")


def test_a_file_that_is_no_model_is_damaged(tmp_path):
    (tmp_path / "bad.onnx").write_bytes(b"no model")
    with pytest.raises(DataError, match="no usable model"):
        load_tagger(f"model:{tmp_path / 'bad.onnx'}")


def test_the_command_tells_what_training_needs(command, monkeypatch, tmp_path):
    monkeypatch.setattr("extract.taggers.training.command.find_spec", lambda _: None)
    outcome = command("train", tmp_path / "a.jsonl", "--out", tmp_path / "model.onnx")
    assert outcome.code == 2
    assert "extract[train]" in outcome.err


def test_gold_needs_its_articles(command, tmp_path):
    outcome = command("train", tmp_path / "a.jsonl", "--out", tmp_path / "b.onnx", "--gold", tmp_path / "c.jsonl")
    assert outcome.code == 2
    assert "--articles" in outcome.err


@needs_torch
@pytest.mark.filterwarnings("ignore")
def test_the_command_trains_a_tagger(command, tmp_path):
    rows = [{"text": "区长李明出席。", "entities": [{"start": 2, "end": 4, "type": "PER"}]}] * 40
    data, out = write_jsonl(tmp_path / "data.jsonl", rows), tmp_path / "model.onnx"
    outcome = command("train", data, "--out", out, "--generated", 400, "--epochs", 2, "--held-back", 0.1)
    assert outcome.code == 0
    assert outcome.out.startswith("data: all ")
    assert load_tagger(f"model:{out}").tag(["区长李明出席。"])
