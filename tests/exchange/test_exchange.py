"""Annotation tools: what is written is read again, to the character; corrections become gold."""

import io
import json
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extract
from extract.evaluate import evaluate
from extract.exchange import FORMATS, Annotated, annotated
from extract.exchange.conll import flat
from extract.exchange.gold import gold_of
from extract.exchange.spans import LABELS, LabelledSpan

SOURCES = [
    "😀5月6日，望川區(qū)區長蘇彥廷出席。\r\n3人獲全國五一勞動獎章。",
    "區長李明 說：\t“好\\壞”。\r\n\r\n市委主要負責人出席。",
]


def without_scores(each):
    return Annotated(each.doc_id, each.text, tuple(span._replace(score=None) for span in each.spans))


@st.composite
def texts(draw):
    text = draw(st.text(alphabet="区长李明😀𠮷 \t\r\n\\〇é", min_size=1, max_size=30))
    offsets = st.integers(0, len(text))
    drawn = draw(st.lists(st.tuples(offsets, offsets, st.sampled_from(LABELS)), max_size=5))
    spans = {LabelledSpan(min(a, b), max(a, b), label) for a, b, label in drawn if a != b}
    return Annotated("folder/文.章 1", text, tuple(sorted(spans)))


@pytest.mark.parametrize("name", ["label-studio", "doccano", "web-annotation"])
@given(each=texts())
def test_round_trip(name, each):
    form = FORMATS[name]
    assert list(form.read(form.write([each, each]))) == [each, each]


@given(each=texts())
def test_round_trip_of_brat_but_for_line_ends_at_the_edge_of_a_span(each):
    edges = "\r\n"
    trimmed = [
        span for span in each.spans if each.text[span.start] not in edges and each.text[span.end - 1] not in edges
    ]
    each = Annotated(each.doc_id, each.text, tuple(trimmed))
    assert list(FORMATS["brat"].read(FORMATS["brat"].write([each]))) == [each]


@given(each=texts())
def test_round_trip_of_conll_keeps_the_longest(each):
    (back,) = FORMATS["conll"].read(FORMATS["conll"].write([each]))
    assert back == Annotated(each.doc_id, each.text, flat(each))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("source", SOURCES)
def test_spans_point_at_the_same_words_behind_emoji_and_line_ends(name, source):
    each = without_scores(annotated(extract.extract(source)))
    (back,) = FORMATS[name].read(FORMATS[name].write([each]))
    assert back.text == each.text
    assert {each.text[start:end] for start, end, *_ in back.spans} <= {
        each.text[start:end] for start, end, *_ in each.spans
    }
    assert "苏彦廷" in each.text or "李明" in each.text


WRITTEN = {
    "label-studio": '"start":4,"end":6',  # code points: fixCodePointsInRange in its source
    "doccano": '"label":[[5,7,"TITLE"]]',  # UTF-16: an emoji is two, \r\n is two
    "brat": "T1\tTITLE 4 6\t区长",  # code points: the server is in Python
    "conll": "😀\tO\n\\r\tO\n\\n\tO\n。\tO\n区\tB-TITLE\n长\tI-TITLE",
    "web-annotation": '"TextPositionSelector","start":4,"end":6',  # code points: the recommendation says so
}
"""What stands in each file for 区长 behind an emoji, \\r\\n and a full stop: as the tool itself counts."""


@pytest.mark.parametrize("name", FORMATS)
def test_offsets_are_counted_as_the_tool_counts_them(name):
    content = FORMATS[name].write([Annotated("a", "😀\r\n。区长", (LabelledSpan(4, 6, "TITLE"),))])
    if name == "brat":
        with zipfile.ZipFile(io.BytesIO(content)) as folder:
            content = folder.read("a.ann")
    written = content.decode()
    assert WRITTEN[name] in (written if name in {"brat", "conll"} else re.sub(r"\s", "", written))


def test_a_doccano_span_that_cuts_a_character_is_refused():
    row = {"id": 7, "text": "😀", "label": [[0, 1, "TITLE"]]}
    with pytest.raises(LookupError):
        list(FORMATS["doccano"].read(json.dumps(row).encode()))


def test_uncorrected_spans_are_gold_that_the_run_meets(samples):
    gold = [gold_of(record, annotated(record)) for record in samples]
    records = {record.doc_id: record.model_dump(mode="json") for record in samples}
    scores = evaluate(gold, records).scores
    assert {name: score.f1 for name, score in scores.items() if score.f1 < 0.99} == {}


@pytest.fixture
def record():
    return extract.extract("5月6日，区长李明、书记王芳出席，3人获五一劳动奖章。", published="2024-05-07")


def test_span_that_was_taken_away_takes_its_value_along(record):
    each = annotated(record)
    left = tuple(span for span in each.spans if record.text[span.start : span.end] not in {"王芳", "书记", "5月6日"})
    gold = gold_of(record, Annotated(each.doc_id, each.text, left))
    assert [(person["name"], person["titles"]) for person in gold["people"]] == [("李明", [{"text": "区长"}])]
    assert gold["dates"] == []
    assert gold["awards"] == ["五一劳动奖章"]


def test_new_spans_are_read(record):
    bare = Annotated(record.doc_id, record.text, ())
    at = record.text.index

    def span(words, label):
        return LabelledSpan(at(words), at(words) + len(words), label)

    corrected = Annotated(
        bare.doc_id, bare.text, (span("5月6日", "DATE"), span("书记", "TITLE"), span("王芳", "PERSON"))
    )
    gold = gold_of(record, corrected)
    assert gold["dates"] == [{"text": "5月6日", "type": "date", "value": "2024-05-06", "nth": 1}]
    assert gold["people"] == [{"name": "王芳", "official": True, "titles": [{"text": "书记"}]}]


@pytest.mark.parametrize(
    ("text", "title", "official", "titles"),
    [("县长王芳到会。", "县长", True, 1), ("演员王芳到会。", "演员", False, 1), ("县长名单\n王芳", "县长", False, 0)],
)
def test_new_title_belongs_to_the_next_name_of_its_line_and_says_whether_that_is_an_official(
    text, title, official, titles
):
    record = extract.extract(text).model_copy(update={"people": (), "unnamed_posts": ()})
    name = LabelledSpan(text.index("王芳"), text.index("王芳") + 2, "PERSON")
    (person,) = gold_of(record, Annotated("a", text, (LabelledSpan(0, len(title), "TITLE"), name)))["people"]
    assert (person["official"], len(person["titles"])) == (official, titles)


def test_text_that_was_edited_is_refused(record):
    with pytest.raises(extract.ConfigError, match="the corrected text is not that of the record"):
        gold_of(record, Annotated("text", record.text + "。", ()))


def test_doccano_objects_and_label_studio_annotations_are_read():
    row = {"id": 7, "text": "区长", "entities": [{"start_offset": 0, "end_offset": 2, "label": "TITLE"}]}
    (each,) = FORMATS["doccano"].read(json.dumps(row).encode())
    assert each == Annotated("7", "区长", (LabelledSpan(0, 2, "TITLE"),))
    task = json.loads(FORMATS["label-studio"].write([each]))[0]
    task["annotations"] = [{"was_cancelled": True, "result": task["predictions"][0]["result"]}, {"result": []}]
    (back,) = FORMATS["label-studio"].read(json.dumps([task]).encode())
    assert back.spans == ()


@pytest.mark.parametrize("name", FORMATS)
def test_commands_lead_from_a_run_to_its_score(command, tmp_path, name):
    table, out = tmp_path / "a.jsonl", tmp_path / "out"
    table.write_text(json.dumps({"id": "甲/a", "text": SOURCES[0]}), "utf-8")
    command("run", table, "--out", out)
    assert command("export", out, "--format", name, "-o", tmp_path / "f").code == 0
    assert command("import", tmp_path / "f", "--format", name, "--run", out, "-o", tmp_path / "gold.jsonl").code == 0
    done = command("eval", tmp_path / "gold.jsonl", out / "records.jsonl", "--json")
    assert json.loads(done.out)["official.name"]["f1"] == 1


def test_file_of_another_format_is_a_message(command, tmp_path):
    (tmp_path / "f").write_text("雾", "utf-8")
    (tmp_path / "records.jsonl").write_text("")
    done = command("import", tmp_path / "f", "--format", "doccano", "--run", tmp_path, "-o", tmp_path / "g")
    assert (done.code, "is not doccano" in done.err) == (2, True)
    assert "known are label-studio" in command("export", tmp_path, "--format", "x", "-o", tmp_path / "g").err
