"""What the documentation shows is what the program does. `make docs` writes the output shown."""

import doctest
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from typer.main import get_command

from extract import Article, Config, Pipeline
from extract.cli import app

ROOT = Path(__file__).parent.parent
pages = runpy.run_path(str(ROOT / "scripts" / "make_docs.py"))["pages"]
README = ROOT / "README.md"
CHINESE = ROOT / "README.zh.md"
DOCUMENTS = [README, CHINESE, ROOT / "ARCHITECTURE.md", ROOT / "CHANGELOG.md", ROOT / "corpora" / "README.md"]
BLOCK = re.compile(r"(?P<head><!-- output: (?P<command>[^>]+?) -->\n```\w+\n)(?P<shown>.*?)(?P<foot>```)", re.DOTALL)
ARTICLE = re.compile(r"<!-- article -->\n```text\n(.*?)\n```", re.DOTALL)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture
def output(command, monkeypatch, tmp_path):
    """Makes the output of what stands behind `output:` in a document."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERMINAL_WIDTH", "100")

    def make(line):
        verb, *rest = line.split()
        if verb == "record":
            return part_of_record(*rest)
        if verb == "show":
            (tmp_path / "records.jsonl").write_text(article_record().model_dump_json(), "utf-8")
            return command("show", tmp_path).out
        if verb == "config":
            return default_config()
        if verb == "quality":
            return quality(rest)
        return command(*rest).out

    return make


def article_record():
    """The record of the article in the README."""
    (text,) = ARTICLE.findall(README.read_text("utf-8"))
    (record,) = Pipeline().pipe([Article("article", text, published=date(2024, 5, 7))])
    return record


def part_of_record(path):
    """The part of it that `path`, such as `people.0`, leads to."""
    part = article_record().model_dump(mode="json")
    for step in path.split("."):
        part = part[int(step) if step.isdecimal() else step]
    return json.dumps(part, ensure_ascii=False, indent=2) + "\n"


def default_config():
    """Every key of the configuration with its default and meaning."""
    lines = []
    for name, field in Config.model_fields.items():
        value = "" if field.default is None else json.dumps(field.default)
        shown = f"{name} = {value}" if value else f"# {name} ="
        lines.append(f"{shown:24} # {field.description}" if field.description else shown)
    return "\n".join(lines) + "\n"


def quality(corpora):
    """The floors of the quality gate, a row a measure."""
    pinned = json.loads((ROOT / "tests" / "quality_floors.json").read_text("utf-8"))
    measures = pinned[corpora[0]]["floors"]
    rows = [
        ("measure", corpora),
        *((each, [f"{pinned[name]['floors'][each]:.2f}" for name in corpora]) for each in measures),
    ]
    lines = [f"{measure:18}" + "".join(f"{cell:>9}" for cell in cells) for measure, cells in rows]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_output_shown_is_the_output(path, output, write):
    text = path.read_text("utf-8")
    fresh = BLOCK.sub(lambda found: found["head"] + output(found["command"]) + found["foot"], text)
    if write and fresh != text:
        path.write_text(fresh, "utf-8")
    assert fresh == path.read_text("utf-8"), "`make docs`"


def test_python_examples_run():
    results = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert results.attempted > 5
    assert results.failed == 0
    assert doctest.testfile(str(CHINESE), module_relative=False, encoding="utf-8") == (0, 3)


@pytest.mark.parametrize("name", sorted(pages()))
def test_generated_pages_are_fresh(name, write):
    path = ROOT / "docs" / name
    if write:
        path.write_text(pages()[name], "utf-8")
    assert path.read_text("utf-8") == pages()[name], "`make docs`"


def test_pictures_show_what_is_shown_now(samples, write):
    """With --write they are taken anew, which needs Chromium."""
    script, file = ROOT / "scripts" / "make_pictures.py", ROOT / "docs" / "pictures" / "shown.sha256"
    now = runpy.run_path(str(script))["shown"](samples)
    if write and file.read_text("utf-8").strip() != now:
        subprocess.run([sys.executable, script], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert file.read_text("utf-8").strip() == now, "`make docs`"


def test_every_command_says_what_it_does_and_shows_an_example():
    commands = get_command(app).commands
    assert [name for name, each in commands.items() if f"Example: extract {name}" not in each.help] == []


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_man_page_is_sound():
    check = [shutil.which("groff"), "-man", "-ww", "-z", ROOT / "docs" / "extract.1"]
    assert subprocess.run(check, capture_output=True, text=True, check=False).stderr == ""


def test_every_dependency_has_its_reason():
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    packages = {re.split(r"[>=\[]", line)[0] for line in PROJECT["dependencies"]}
    assert [package for package in sorted(packages) if f"| `{package}`" not in text] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_named_exist(path):
    text = path.read_text("utf-8")
    links = re.findall(r"\]\((?!http|#)([^)#]+)", text)
    paths = re.findall(r"`((?:extract|tests|schemas|corpora|notebooks|benchmarks|scripts|\.ci)/[\w./]*)`", text)
    missing = [name for name in links if not (path.parent / name).exists()]
    missing += [name for name in paths if not (ROOT / name).exists()]
    assert missing == []


def test_data_files_are_packaged():
    """What lies in the package and is no Python is named in pyproject.toml, or it would be missing once installed."""
    globs = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]["extract"]
    package = ROOT / "extract"
    packaged = {file for glob in globs for file in package.glob(glob)}
    files = {file for file in package.rglob("*.*") if file.is_file() and file.suffix not in {".py", ".pyc"}}
    assert sorted(files - packaged) == []
