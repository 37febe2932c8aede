import hashlib
import shutil
from importlib import resources
from pathlib import Path

import pytest

from extract import Config, Pipeline
from extract.errors import ConfigError, DataError
from extract.taggers import load_tagger
from extract.taggers.compact import STREAM, CompactTagger

MODELS = Path(str(resources.files("extract"))) / "data" / "models"
SHIPPED = ("open", "news")
SENTENCES = [
    "5月6日，青屏区委副书记、区长邹景昀出席会议并讲话。",
    "区领导郜玉衡、阚思齐、仝佩兰参加。",
    "",
    "“路修好了。”村民佘春妮说。",
    "方案明确，高温天气要注意防暑。",
]


@pytest.fixture(scope="module", params=SHIPPED)
def tagger(request):
    return load_tagger(request.param)


def found(tagger, text, label):
    return [entity.text for entity in tagger.tag([text])[0] if entity.label == label]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区委副书记、区长邹景昀出席会议。", ["邹景昀"]),
        ("区领导郜玉衡、阚思齐、仝佩兰参加活动。", ["郜玉衡", "阚思齐", "仝佩兰"]),
        ("“路修好了，日子也好了。”村民佘春妮说。", ["佘春妮"]),
        ("市总工会党组书记、副主席覃若川主持会议。", ["覃若川"]),
        ("（记者 缪知远）", ["缪知远"]),
        ("方案明确，到明年底完成老旧小区改造任务。", []),
        ("高温天气持续，要注意防暑降温。", []),
    ],
)
def test_unknown_names_are_found(tagger, text, names):
    assert found(tagger, text, "PER") == names


def test_titles_are_found(tagger):
    assert "副主席" in found(tagger, "市总工会党组书记、副主席覃若川主持会议。", "TITLE")


def test_spans_and_scores_are_sound(tagger):
    for text, entities in zip(SENTENCES, tagger.tag(SENTENCES), strict=True):
        end = 0
        for entity in entities:
            assert end <= entity.start < entity.end <= len(text)
            assert text[entity.start : entity.end] == entity.text
            assert 0 <= entity.score <= 1
            assert entity.rule == f"tagger.{tagger.name.split()[0]}.{entity.label}"
            end = entity.end


def test_a_sentence_does_not_depend_on_its_neighbours(tagger):
    together = tagger.tag(SENTENCES)
    assert together == [tagger.tag([sentence])[0] for sentence in SENTENCES]
    assert tagger.tag(SENTENCES[::-1]) == together[::-1]


def test_long_texts_are_tagged_in_parts(tagger):
    many = SENTENCES * (STREAM // sum(map(len, SENTENCES)) + 2)
    assert tagger.tag(many)[-len(SENTENCES) :] == tagger.tag(SENTENCES)
    assert tagger.for_names().tag(many)[-len(SENTENCES) :] == tagger.for_names().tag(SENTENCES)


@pytest.mark.parametrize("sentences", [[], [""], ["▢▢"], ["𠮷野家"], ["\ud800"], ["字" * 9000]])
def test_odd_sentences_are_tagged(tagger, sentences):
    assert len(tagger.tag(sentences)) == len(tagger.for_names().tag(sentences)) == len(sentences)


def test_the_name_changes_with_the_model(tagger):
    kind, digest = tagger.name.split()
    assert hashlib.sha256((MODELS / f"{kind}.onnx").read_bytes()).hexdigest().startswith(digest)


def test_a_style_is_known_or_refused(tagger):
    assert tagger.in_style("sina").tag(SENTENCES)
    with pytest.raises(ConfigError, match="news, sina, cv, wiki"):
        tagger.in_style("prose")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_damaged_model_is_refused(name, tmp_path):
    path = Path(shutil.copy(MODELS / f"{name}.onnx", tmp_path))
    good = hashlib.sha256(path.read_bytes()).hexdigest()
    with path.open("r+b") as file:
        file.seek(1000)
        file.write(b"\0\1\2")
    with pytest.raises(DataError, match="damaged"):
        CompactTagger(path, sha256=good)


def test_models_are_small_and_all_are_listed():
    sums = dict(line.split()[::-1] for line in (MODELS / "SHA256SUMS").read_text("ascii").splitlines())
    assert sorted(sums) == sorted(path.name for path in MODELS.glob("*.onnx"))
    assert sum(path.stat().st_size for path in MODELS.glob("*.onnx")) < 8 * 2**20


def test_the_card_names_every_model_and_its_hash():
    card = (MODELS / "README.md").read_text("utf-8")
    for path in MODELS.glob("*.onnx"):
        assert path.name in card
        assert hashlib.sha256(path.read_bytes()).hexdigest()[:12] in card


@pytest.mark.parametrize("spec", ["", "nothing", "news:", "model:", "hanlp", "none:1", "model"])
def test_an_unknown_tagger_names_the_known_ones(spec):
    with pytest.raises(
        ConfigError, match=r"none, posseg, open, news, model:PATH, hanlp:PATH_OR_NAME, hanlp_restful:URL"
    ):
        load_tagger(spec)


def test_a_model_that_is_not_there_is_a_configuration_error():
    with pytest.raises(ConfigError, match="cannot read the model"):
        Pipeline(Config(tagger="model:/nowhere.onnx"))
