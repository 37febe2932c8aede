"""What made a value, told in words; and what is installed."""

import re
import tomllib
from pathlib import Path

import pytest

import extract
from extract import doctor
from extract.explain import explain

TEXT = "5月6日，望川區(qū)區長蘇彥廷獲全國五一勞動獎章。"


@pytest.fixture(scope="module")
def record():
    return extract.extract(TEXT, published="2024-05-07")


def test_person_with_its_rule_titles_and_stages(record):
    told = explain(record, "people.0")
    assert told.startswith("people.0 = 苏彦廷\n")
    assert "【苏彦廷】" in told
    assert f"rule          {record.people[0].rule}" in told
    assert "people.0.titles.0 = 望川区区长 [people.post" in told
    assert "extract/resolve/people/" in told


def test_repair_below_a_value_and_lists_of_its_words(record):
    told = explain(record, "people.0.titles.0")
    assert "repaired      '(qū)' → ''" in told
    assert "区长 stands in counted_nouns.tsv, posts.tsv" in told


def test_readings_of_a_name_that_lost():
    record = extract.extract("副县长林武和乡长周海涛一同查看灾情。")
    told = explain(record, "people.0")
    assert told.startswith("people.0 = 林武\n")
    assert "lost          林武和 [people." in told
    assert explain(record, "people.0.mentions.0").count("lost  ") == told.count("lost  ")
    assert "lost" not in explain(record, "people.0.titles.0")


def test_record_of_other_rules_tells_nothing_of_what_lost(record):
    other = record.provenance.model_copy(update={"rules": "0" * 12})
    assert "lost  " not in explain(record.model_copy(update={"provenance": other}), "people.0")


def test_date_with_its_value(record):
    assert "value         2024-05-06" in explain(record, "dates.0")


def test_every_item_of_the_samples_can_be_explained(samples):
    fields = ("dates", "people", "unnamed_posts", "awards", "grants", "counts", "issues", "repairs")
    for each in samples[:20]:
        for name in fields:
            for number, _ in enumerate(getattr(each, name)):
                assert explain(each, f"{name}.{number}").startswith(f"{name}.{number} = ")


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("people.9", "no '9' in people, which has 1 of them"),
        ("persons", "no 'persons' in the record"),
        ("text", "has no place"),
    ],
)
def test_field_that_is_not_there(record, field, message):
    with pytest.raises(extract.ConfigError, match=message):
        explain(record, field)


def test_commands(command, record, tmp_path):
    (tmp_path / "records.jsonl").write_text(record.model_dump_json(), "utf-8")
    assert command("explain", tmp_path, "--field", "people.0").out.startswith("people.0 = 苏彦廷")
    assert command("explain", tmp_path, "--field", "people.0", "--doc", "x").code == 2
    done = command("doctor")
    assert done.code == 0
    assert "model news.onnx" in done.out


def test_an_extra_works_lacks_or_is_broken(monkeypatch, tmp_path):
    (tmp_path / "broken_package.py").write_text("raise OSError('no such library')")
    monkeypatch.syspath_prepend(tmp_path)
    extras = {"whole": ("orjson",), "lacking": ("nonsense_package",), "broken": ("broken_package",)}
    monkeypatch.setattr(doctor, "_EXTRAS", extras)
    found = {finding.name: finding for finding in doctor.examine() if finding.name.startswith("extra ")}
    assert [found[f"extra {name}"].good for name in extras] == [True, None, False]
    assert found["extra broken"].told == "broken_package: OSError: no such library"
    assert re.fullmatch(r"orjson [\d.]+", found["extra whole"].told)


def test_every_extra_is_looked_at():
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(doctor._EXTRAS) == set(project["optional-dependencies"]) - {"all", "bench", "fuzz", "test"}


def test_damaged_model_and_missing_package_are_bad(command, monkeypatch):
    monkeypatch.setattr(doctor, "_CORE", ("nonsense_package",))
    assert [finding.good for finding in doctor.examine() if finding.name == "nonsense_package"] == [False]
    assert command("doctor").code == 1
