"""The command line: what it prints where, and how it ends."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

import extract
from extract.run import job

OK, SOME_FAILED, USAGE = 0, 1, 2


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("5月6日，大会举行。", "utf-8")
    return path


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": "a", "text": "5月6日，大会举行。", "published": "2024-05-07"}\n', "utf-8")
    return path


def test_run(command, table, tmp_path, read_lines):
    done = command("run", table, "--out", tmp_path / "out", "--format", "jsonl, csv", "--workers", "0")
    assert (done.code, done.out) == (OK, "")
    assert done.err.startswith("1 record in ")
    assert [record["doc_id"] for record in read_lines(tmp_path / "out" / "records.jsonl")] == ["a"]
    assert (tmp_path / "out" / "dates.csv").exists()


def test_run_with_a_failure_ends_with_1_and_says_where_to_look(command, table, tmp_path):
    done = command("run", table, tmp_path / "none.txt", "--out", tmp_path / "out", "--workers", "0")
    assert done.code == SOME_FAILED
    assert "1 record" in done.err
    assert "1 failed (1 at read): see " in done.err
    assert "errors.jsonl" in done.err
    assert done.err.endswith("none.txt: read: there is no such file or folder\n"), "few failures are told"


def test_run_that_could_not_begin_leaves_the_folder_free(command, table, tmp_path):
    arguments = ("run", table, "--out", tmp_path / "out", "--workers", "0")
    assert command(*arguments, "--roster", tmp_path / "none.csv").code == USAGE
    assert command(*arguments).code == OK


def test_configuration_of_a_file_with_the_command_line_on_top(command, table, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('tagger = "posseg"\nprefer = "past"\n')
    command("run", table, "--out", tmp_path / "out", "--config", config, "--tagger", "none", "--workers", "0")
    resolved = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["config"]
    assert (resolved["tagger"], resolved["prefer"]) == ("none", "past")


def test_text_of_a_file(command, article):
    done = command("text", article, "--published", "2024-05-07")
    record = json.loads(done.out)
    assert done.code == OK
    assert done.out.count("\n") == 1, "one record, one line"
    assert (record["doc_id"], record["source"]["published"]) == ("a", "2024-05-07")


def test_text_of_standard_input(article):
    with article.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "extract", "text", "-"], stdin=file, capture_output=True, check=True
        )
    assert json.loads(done.stdout)["text"] == "5月6日，大会举行。"


def test_output_is_utf_8_on_any_system(article):
    for encoding in ("ascii", "cp936"):
        done = subprocess.run(
            [sys.executable, "-m", "extract", "text", article],
            capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": encoding},
        )  # fmt: skip
        assert "大会举行" in json.loads(done.stdout.decode("utf-8"))["text"]


def test_text_that_cannot_be_read(command, tmp_path):
    done = command("text", tmp_path / "none.txt")
    assert (done.code, done.out) == (SOME_FAILED, "")
    assert "none.txt: read: there is no such file" in done.err


def test_text_of_a_table_points_to_run(command, table):
    table.write_text(table.read_text("utf-8") * 2, "utf-8")
    done = command("text", table)
    assert done.code == USAGE
    assert "several articles: use `extract run" in done.err


def test_show(command, table, tmp_path):
    command("run", table, "--out", tmp_path / "out", "--workers", "0")
    done = command("show", tmp_path / "out")
    assert done.code == OK
    assert "│ a " in done.out


def test_show_without_a_run(command, tmp_path):
    done = command("show", tmp_path / "none")
    assert done.code == USAGE
    assert "make it with `extract run" in done.err


def test_schema(command):
    done = command("schema")
    assert json.loads(done.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.fixture
def scored(tmp_path):
    """A gold article and a record with one of its two awards."""
    gold, records = tmp_path / "gold.jsonl", tmp_path / "records.jsonl"
    article = {"id": "a", "dates": [], "people": [], "awards": ["甲奖", "乙奖"], "grants": [], "counts": []}
    gold.write_text(json.dumps(article), "utf-8")
    records.write_text(json.dumps({"doc_id": "a", "awards": [{"name": "甲奖"}]}), "utf-8")
    return gold, records


def test_eval_prints_a_table(command, scored):
    done = command("eval", *scored, "--errors", "5")
    assert done.code == OK
    rows = [line.split() for line in done.out.splitlines()]
    assert ["award.name", "1.000", "0.500", "0.667", "2", "1"] in rows
    assert rows[-1][:2] == ["mean", "F1"]
    assert done.err == "award.name       a  missed ['乙奖']  spurious []\n"


def test_eval_of_a_run_says_which_articles_it_lacks(command, scored, table, tmp_path):
    command("run", table, "--out", tmp_path / "out", "--workers", "0")
    scored[0].write_text(scored[0].read_text("utf-8").replace('"id": "a"', '"id": "b"'), "utf-8")
    done = command("eval", scored[0], tmp_path / "out")
    assert done.code == OK
    assert "out has no record of 1 article of " in done.err


def test_eval_prints_json(command, scored):
    done = command("eval", *scored, "--json")
    assert json.loads(done.out)["award.name"]["f1"] == 0.6667
    assert done.err == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "ARTICLE", "--out", "OUT", "--format", "parket"], "did you mean 'parquet'?"),
        (["run", "ARTICLE", "--out", "OUT", "--tagger", "nonsense", "--workers", "0"], "unknown tagger 'nonsense'"),
        (["run", "ARTICLE", "--out", "OUT", "--config", "none.toml"], "none.toml: cannot read the configuration"),
        (["run", "ARTICLE", "--out", "OUT", "--workers", "-1"], "--workers"),
        (["run", "ARTICLE"], "--out"),
        (["text", "ARTICLE", "--published", "yesterday"], "--published 'yesterday' is no ISO date"),
        (["eval", "ARTICLE", "ARTICLE"], "no JSON"),
        (["nonsense"], "nonsense"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_usage_and_configuration_end_with_2(command, article, tmp_path, arguments, message):
    paths = {"ARTICLE": article, "OUT": tmp_path / "out"}
    done = command(*(paths.get(argument, argument) for argument in arguments))
    assert (done.code, done.out) == (USAGE, "")
    assert message in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "out" / "run.json").exists()


def test_full_disk_is_a_message(command, table, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(job, "open_writers", full)
    done = command("run", table, "--out", tmp_path / "out", "--workers", "0")
    assert done.code == USAGE
    assert done.err.endswith("out: No space left on device: nothing is lost; go on with --resume\n")
    assert not (tmp_path / "out" / "records.jsonl").exists()


def test_no_arguments_show_help(command):
    assert "Commands:" in "".join(command()[1:])


def test_version(command):
    assert command("--version").out == f"extract {extract.__version__}\n"


def test_progress_shows_on_a_terminal_and_nowhere_else(command, table, tmp_path):
    assert "\x1b" not in command("run", table, "--out", tmp_path / "quiet", "--workers", "0").err
    seen = on_a_terminal("run", table, "--out", tmp_path / "out")
    assert "\x1b" in seen
    assert "1 articles, " in seen
    assert "1 record in " in seen.splitlines()[-1]


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_no_color_keeps_colours_off(table, tmp_path, environment, coloured):
    seen = on_a_terminal("run", table, "--out", tmp_path / "out", **environment)
    seen += on_a_terminal("show", tmp_path / "out", **environment)
    assert bool(re.search(r"\x1b\[[\d;]*[34]\d(;[\d;]*)?m", seen)) is coloured


def test_shell_completes_commands_and_options():
    def completed(line):
        words = {"_EXTRACT_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
        arguments = [sys.executable, "-m", "extract"]
        return subprocess.check_output(arguments, env={**os.environ, **words}, text=True).split()

    assert completed("extract ex") == ["explain", "export"]
    assert "--worker-memory" in completed("extract run --work")


def on_a_terminal(*arguments, **environment):
    """What a command writes to a terminal, on both of its streams."""
    terminal, stream = os.openpty()
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environment = {**inherited, "TERM": "xterm-256color", **environment}
    with subprocess.Popen([sys.executable, "-m", "extract", *arguments], stderr=stream, stdout=stream, env=environment):
        os.close(stream)
        return read_all(terminal)


def read_all(terminal):
    seen = b""
    with os.fdopen(terminal, "rb", buffering=0) as file:
        while True:
            try:
                piece = file.read(4096)
            except OSError:  # how Linux says that the other end is closed
                return seen.decode()
            if not piece:
                return seen.decode()
            seen += piece


def test_reader_that_stops_listening_is_no_error():
    code = [sys.executable, "-m", "extract", "schema"]
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(code, stdout=closed, stderr=subprocess.PIPE, check=False)
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("workers", ["0", "2"])
def test_ctrl_c_is_no_traceback_and_leaves_a_run_to_go_on_with(command, tmp_path, workers):
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests begun in the background would pass on "ignore"
    pipe = tmp_path / "articles.jsonl"
    os.mkfifo(pipe)
    begun = [sys.executable, "-m", "extract", "run", pipe, "--out", tmp_path / "out", "--workers", workers]
    lines = [f'{{"id": "{number}", "text": "大会举行。"}}\n' for number in range(100)]
    with subprocess.Popen(begun, stderr=subprocess.PIPE, start_new_session=True) as run, pipe.open("w") as writing:
        writing.writelines(lines)
        writing.flush()
        while not list(tmp_path.glob("out/.work/parts/*.gz")):
            time.sleep(0.05)
        os.killpg(run.pid, signal.SIGINT)
        _, err = run.communicate(timeout=30)
    assert run.returncode == 130
    assert err == b"extract: interrupted; nothing is lost: go on with --resume\n"
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".work"]
    pipe.unlink()
    pipe.write_text("".join(lines))
    done = command("run", pipe, "--out", tmp_path / "out", "--workers", "0", "--resume")
    assert done.code == OK
    assert "100 records in " in done.err
    assert "of them from before" in done.err


def test_log_of_json_lines_and_metrics(command, table, tmp_path):
    metrics = tmp_path / "extract.prom"
    done = command("run", table, tmp_path / "none.txt", "--out", tmp_path / "out", "--workers", "0",
                   "--log-json", "--metrics", metrics)  # fmt: skip
    *progress, end = [json.loads(line) for line in done.err.splitlines()]
    assert {line["event"] for line in progress} == {"progress"}
    assert (end["event"], end["records"], end["failures"]) == ("end", 1, {"read": 1})
    lines = metrics.read_text().splitlines()
    assert "extract_records_total 1" in lines
    assert 'extract_failures_total{stage="read"} 1' in lines


def test_resume_and_overwrite_exclude_each_other(command, table, tmp_path):
    done = command("run", table, "--out", tmp_path / "out", "--resume", "--overwrite")
    assert (done.code, "give one of them" in done.err) == (USAGE, True)


def test_patterns_choose_files(command, tmp_path, read_lines):
    folder = tmp_path / "in"
    for name in ("a.txt", "b.md", "old/c.txt", ".hidden/d.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("大会举行。", "utf-8")
    command(
        "run", folder, "--out", tmp_path / "out", "--workers", "0", "--include", "*.txt", "--exclude", "old", "--hidden"
    )
    assert [record["doc_id"] for record in read_lines(tmp_path / "out" / "records.jsonl")] == [".hidden/d", "a"]
