"""What lacks or fails around the program: an optional package, room on the disk, a reader of its output."""

import lzma
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract.errors import DataError
from extract.text.repair import language_model

EXTRACT = [sys.executable, "-m", "extract"]
PACKAGES = {
    "trafilatura": ("html", ["run", "page.html"]),
    "pyarrow": ("parquet", ["run", "table.parquet"]),
    "duckdb": ("duckdb", ["run", "article.txt", "--format", "duckdb"]),
    "warcio": ("warc", ["run", "pages.warc"]),
    "pypdf": ("docs", ["run", "paper.pdf"]),
    "docx": ("docs", ["run", "letter.docx"]),
    "fsspec": ("remote", ["run", "memory://articles"]),
    "torch": ("train", ["train", "article.txt"]),
    "zstandard": ("archives", ["run", "table.jsonl.zst"]),
    "hanlp": ("hanlp", ["run", "article.txt", "--tagger", "hanlp:."]),
    "distributed": ("dask", ["run", "article.txt", "--engine", "dask"]),
}
"""For each optional package the extra that brings it, and a command that needs it."""

ALONE = dict.fromkeys(("trafilatura", "hanlp", "pypdf", "docx"), ("--workers", "0"))
"""In this process, since workers import afresh."""

WITHOUT = """
import sys
for name in sys.argv.pop(1).split(","):
    sys.modules[name] = None
from extract.cli import main
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    article = "5月6日，区长出席。"
    names = ("article.txt", "page.html", "table.parquet", "pages.warc", "table.jsonl.zst", "paper.pdf", "letter.docx")
    for name in names:
        (tmp_path / name).write_text(
            f"<html><body><p>{article * 40}</p></body></html>" if "html" in name else article, "utf-8"
        )
    (tmp_path / "config.json").write_text("{}", "utf-8")
    return tmp_path


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_that_lacks_names_its_extra(package: str, folder: Path) -> None:
    extra, arguments = PACKAGES[package]
    out = folder / "out"
    command = [sys.executable, "-c", WITHOUT, package, *arguments, "--out", str(out), *ALONE.get(package, ())]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in {1, 2}
    errors = (out / "errors.jsonl").read_text("utf-8") if (out / "errors.jsonl").exists() else ""
    assert f"extract[{extra}]" in done.stderr + errors
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("content", [b"", b"no model", b"\x08\x07" * 999], ids=["empty", "text", "noise"])
def test_a_damaged_model_is_told(command: Callable[..., Any], folder: Path, content: bytes) -> None:
    (folder / "own.onnx").write_bytes(content)
    done = command("text", folder / "article.txt", "--tagger", f"model:{folder / 'own.onnx'}")
    assert done.code == 2
    assert done.err.startswith(f"extract: {folder / 'own.onnx'}: no usable model")


@pytest.mark.parametrize(
    "content",
    [b"", b"no model", lzma.compress(b"x" * 999)[:-9], lzma.compress(b"\xff")],
    ids=["empty", "text", "cut", "no Unicode"],
)
def test_a_damaged_model_of_the_package_is_told(tmp_path: Path, monkeypatch: Any, content: bytes) -> None:
    (tmp_path / "data" / "models").mkdir(parents=True)
    (tmp_path / "data" / "models" / "characters.txt.xz").write_bytes(content)
    monkeypatch.setattr(language_model.resources, "files", lambda _: tmp_path)
    with pytest.raises(DataError, match="install the package again"):
        language_model.load_language_model.__wrapped__()


def test_a_closed_pipe_ends_quietly(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*EXTRACT, "text", "article.txt"], cwd=folder, stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert b"Traceback" not in done.stderr


def _small_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    ("arguments", "limit"),
    [(["text", "article.txt"], None), (["run", "many.jsonl", "--out", "out"], _small_files)],
    ids=["text", "run"],
)
def test_a_full_disk_is_told(folder: Path, arguments: list[str], limit: Callable[[], Any] | None) -> None:
    rows = (f'{{"id": "{number}", "text": "5月6日，望川区区长苏彦廷出席。"}}\n' for number in range(50))
    (folder / "many.jsonl").write_text("".join(rows), "utf-8")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*EXTRACT, *arguments],
            cwd=folder,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            preexec_fn=limit,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("extract: ")
    assert "Traceback" not in done.stderr
    assert not (folder / "out" / "run.json").exists()
