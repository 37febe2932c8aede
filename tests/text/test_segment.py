"""Both engines cover a text with words, take the user's words, and leave jieba's shared cache alone."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import ConfigError
from extract.text.segment import Segmenter, load_segmenter, user_words

TEXT = "区长在区总工会出席颁奖大会。"


@pytest.fixture(scope="module", params=["rjieba", "jieba"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Segmenter:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        loaded = load_segmenter(request.param)
        loaded.words(TEXT)
    return loaded


def test_words_cover_the_text(engine: Segmenter) -> None:
    spans = engine.words(TEXT)
    assert "".join(TEXT[slice(*span)] for span in spans) == TEXT
    assert "颁奖" in [TEXT[slice(*span)] for span in spans]


@given(text=st.text(max_size=40))
def test_words_of_any_text_have_no_gaps(engine: Segmenter, text: str) -> None:
    position = 0
    for start, end in engine.words(text):
        assert start == position < end
        position = end
    assert position == len(text)


@pytest.mark.parametrize("name", ["rjieba", "jieba"])
def test_user_dictionary(name: str, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("\ufeff先锋号奖章\n甲乙丙丁 5 n\n\n蓝天保卫战办 3\n", "utf-8")
    text = "获先锋号奖章的甲乙丙丁在蓝天保卫战办工作"
    spans = load_segmenter(name, words).words(text)
    assert {"先锋号奖章", "甲乙丙丁", "蓝天保卫战办"} <= {text[slice(*span)] for span in spans}


def test_jieba_keeps_its_cache_apart_and_prints_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    load_segmenter("jieba").words(TEXT)
    assert [path.suffix for path in (tmp_path / "own" / "extract").iterdir()] == [".cache"]
    assert not (tmp_path / "jieba.cache").exists()
    assert capfd.readouterr() == ("", "")


def test_lines_of_a_user_dictionary(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("云计算 5\n李小福 2 nr\neasy_install 3 eng\n台中\n", "utf-8")
    assert [*user_words(words)] == [
        ("云计算", 5, None),
        ("李小福", 2, "nr"),
        ("easy_install", 3, "eng"),
        ("台中", None, None),
    ]


@pytest.mark.parametrize(("name", "reason"), [("thulac", "use one of jieba, rjieba"), ("rjieba", "cannot be read")])
def test_unusable_configuration(name: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=reason):
        load_segmenter(name, tmp_path / "missing.txt")
