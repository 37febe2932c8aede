"""A run leaves records, errors and a report, all or nothing, and goes on where it was broken off."""

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extract import Config
from extract.errors import ConfigError, RunError
from extract.run import job
from extract.run.job import Options, run_articles

FAST = Config(tagger="none")
HERE = Options(workers=0)
RESUME = Options(workers=0, resume=True)


@pytest.fixture
def folder(tmp_path):
    """Three articles, the second of which cannot be read."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("5月6日，大会举行。", "utf-8")
    (articles / "b.txt").write_bytes(b"\x00\x01\x02\xff\xfe\xfd" * 50)
    (articles / "c.txt").write_text("區長頒獎。", "utf-8")
    return articles


@pytest.fixture
def table(tmp_path):
    """Many short articles, one of which cannot be used."""
    return write_table(tmp_path / "many.jsonl", 600)


def write_table(path, number, text="第{}篇。5月6日，区长李明出席大会，表彰{}人。"):
    rows = [{"id": f"{n:05}", "text": text.format(n, n) if n != 77 else " "} for n in range(number)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def output(out):
    """What a run published, but for its report."""
    return {path.name: path.read_bytes() for path in Path(out).iterdir() if path.name not in {".work", "run.json"}}


def report_of(out):
    return json.loads((Path(out) / "run.json").read_text("utf-8"))


@pytest.fixture
def undisturbed(table, tmp_path):
    """What a run over the table gives that nothing disturbs."""
    run_articles([table], tmp_path / "undisturbed", FAST, HERE)
    return output(tmp_path / "undisturbed")


@pytest.mark.parametrize("workers", [0, 2])
def test_records_errors_and_report(folder, tmp_path, read_lines, workers):
    out = tmp_path / "out"
    report = run_articles([folder], out, FAST, Options(workers=workers))

    assert [record["doc_id"] for record in read_lines(out / "records.jsonl")] == ["a", "c"]
    (error,) = read_lines(out / "errors.jsonl")
    assert (error["doc_id"], error["stage"]) == ("b", "decode")
    assert error["path"].endswith("b.txt")
    assert (report.records, report.failures) == (2, {"decode": 1})
    assert sorted(path.name for path in out.iterdir()) == [".work", "errors.jsonl", "records.jsonl", "run.json"]


def test_report_says_what_was_run(folder, tmp_path):
    (folder / "photo.jpg").write_bytes(b"x")
    run_articles([folder], tmp_path / "out", FAST, HERE)
    report = report_of(tmp_path / "out")
    assert report["config"] == FAST.model_dump(mode="json")
    assert (report["articles"], report["reused"], report["skipped"]) == (3, 0, {".jpg": 1})
    assert report["inputs"] == [str(folder)]
    assert {"extract", "python", "opencc", "rjieba"} <= set(report["versions"])
    assert len(report["rules"]) == len(report["word_lists"]) == 16


def test_output_is_the_same_whatever_the_workers(table, tmp_path, undisturbed):
    run_articles([table], tmp_path / "two", FAST, Options(workers=2))
    assert output(tmp_path / "two") == undisturbed


def test_run_in_the_folder_is_not_replaced_unasked(folder, tmp_path):
    out = tmp_path / "out"
    run_articles([folder], out, FAST, Options(workers=0, formats=["csv"]))
    (out / "notes.md").write_text("the user's own")
    with pytest.raises(ConfigError, match=r"holds a run already .*--resume .*--overwrite"):
        run_articles([folder], out, FAST, HERE)
    assert (out / "dates.csv").exists()

    run_articles([folder], out, FAST, Options(workers=0, overwrite=True))
    assert not (out / "dates.csv").exists(), "a table of the old run stands beside the records of the new one"
    assert (out / "notes.md").exists()


def test_out_is_a_file(folder):
    with pytest.raises(ConfigError, match="is a file"):
        run_articles([folder], folder / "a.txt", FAST, HERE)


class Interrupted:
    """The progress of a run that is broken off after some articles."""

    def __init__(self, after):
        self.after = after

    def __call__(self, progress):
        if progress.articles >= self.after:
            raise KeyboardInterrupt


def test_run_that_breaks_off_leaves_what_was_there_and_goes_on(table, folder, tmp_path, undisturbed):
    out = tmp_path / "out"
    run_articles([folder], out, FAST, HERE)
    before = output(out)
    with pytest.raises(KeyboardInterrupt):
        run_articles([table], out, FAST, Options(workers=0, overwrite=True), on_progress=Interrupted(100))
    assert output(out) == before
    report = run_articles([table], out, FAST, RESUME)
    assert output(out) == undisturbed
    assert 100 <= report.reused < 600


def test_unfinished_run_is_not_begun_anew_unasked(table, tmp_path, undisturbed):
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run_articles([table], out, FAST, HERE, on_progress=Interrupted(100))
    with pytest.raises(ConfigError, match=r"unfinished run.*--resume"):
        run_articles([table], out, FAST, HERE)
    run_articles([table], out, FAST, Options(workers=0, overwrite=True))
    assert output(out) == undisturbed


def test_resume_does_what_is_missing_or_changed_and_only_that(folder, tmp_path, read_lines):
    out = tmp_path / "out"
    run_articles([folder], out, FAST, RESUME)
    assert run_articles([folder], out, FAST, RESUME).reused == 3, "a failure that repeats itself is a result too"
    (folder / "a.txt").write_text("5月7日，大会闭幕。", "utf-8")
    (folder / "c.txt").rename(folder / "d.txt")
    (folder / "e.txt").write_text("区长出席。", "utf-8")
    assert run_articles([folder], out, FAST, RESUME).reused == 1
    run_articles([folder], tmp_path / "fresh", FAST, HERE)
    assert output(out) == output(tmp_path / "fresh")
    assert len(list((out / ".work" / "parts").iterdir())) <= 2, "parts that nothing needs are deleted"


def test_resume_with_another_configuration_does_all_again(folder, tmp_path):
    out = tmp_path / "out"
    run_articles([folder], out, FAST, HERE)
    other = Config(tagger="none", prefer="past")
    assert run_articles([folder], out, other, RESUME).reused == 0
    run_articles([folder], tmp_path / "fresh", other, HERE)
    assert output(out) == output(tmp_path / "fresh")


def test_resume_notices_a_changed_roster(folder, tmp_path):
    table = tmp_path / "roster.csv"
    for key, reused in (("A1", 0), ("A1", 3), ("A2", 0)):
        table.write_text(f"name,key\n李明,{key}\n", "utf-8")
        report = run_articles([folder], tmp_path / "out", Config(tagger="none", roster=table), RESUME)
        assert report.reused == reused


@pytest.mark.parametrize("damage", ["cut", "noise", "gone", "holes", "no database"])
def test_damaged_ledger_is_made_again_from_the_parts(table, tmp_path, undisturbed, damage):
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run_articles([table], out, FAST, HERE, on_progress=Interrupted(200))
    ledger = out / ".work" / "ledger.sqlite"
    content = bytearray(ledger.read_bytes())
    if damage == "gone":
        ledger.unlink()
    elif damage == "no database":
        ledger.write_bytes(b"nonsense")
    elif damage == "cut":
        ledger.write_bytes(content[: len(content) // 2])
    else:
        spots = range(len(content)) if damage == "noise" else range(4096, len(content), 97)
        for at in spots:
            content[at] ^= 0x5A
        ledger.write_bytes(content)
    assert run_articles([table], out, FAST, RESUME).reused >= 200
    assert output(out) == undisturbed


@pytest.mark.parametrize("damage", ["cut", "gone", "changed"])
def test_damaged_part_is_made_again(table, tmp_path, undisturbed, damage):
    out = tmp_path / "out"
    run_articles([table], out, FAST, HERE)
    part = sorted((out / ".work" / "parts").iterdir())[1]
    content = bytearray(part.read_bytes())
    if damage == "gone":
        part.unlink()
    elif damage == "cut":
        part.write_bytes(content[: len(content) // 2])
    else:
        content[len(content) // 2] ^= 0xFF
        part.write_bytes(content)
    run_articles([table], out, FAST, RESUME)
    assert output(out) == undisturbed


def test_ledger_tells_each_input(folder, tmp_path):
    run_articles([folder], tmp_path / "out", FAST, HERE)
    with sqlite3.connect(tmp_path / "out" / ".work" / "ledger.sqlite") as ledger:
        rows = ledger.execute("SELECT doc_id, path, size, sha256, state FROM states ORDER BY number").fetchall()

    def row(name, state):
        path = folder / f"{name}.txt"
        return name, str(path), path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest(), state

    assert rows == [row("a", "done"), row("b", "failed at decode"), row("c", "done")]
    ledger.close()


def test_ledger_of_another_version_is_refused(folder, tmp_path):
    out = tmp_path / "out"
    run_articles([folder], out, FAST, HERE)
    with sqlite3.connect(out / ".work" / "ledger.sqlite") as ledger:
        ledger.execute("PRAGMA user_version = 99")
    ledger.close()
    with pytest.raises(ConfigError, match=r"another version .*99.*--overwrite"):
        run_articles([folder], out, FAST, RESUME)


def test_two_runs_on_one_folder(folder, tmp_path):
    out = tmp_path / "out"
    heard = []

    def second(progress):
        with pytest.raises(ConfigError, match=rf"another run works on it \(process {os.getpid()} on "):
            run_articles([folder], out, FAST, RESUME)
        heard.append(progress.articles)

    run_articles([folder], out, FAST, HERE, on_progress=second)
    assert heard


def test_progress_counts_articles_bytes_and_failures(table, tmp_path):
    seen = []
    run_articles([table], tmp_path / "out", FAST, HERE, on_progress=lambda progress: seen.append(progress.as_json()))
    last = seen[-1]
    assert (last["articles"], last["records"], last["failures"]) == (600, 599, {"read": 1})
    assert last["read_bytes"] == last["total_bytes"] == table.stat().st_size
    assert [each["articles"] for each in seen] == sorted(each["articles"] for each in seen)


def test_full_disk_is_told_and_the_run_goes_on_later(table, tmp_path, undisturbed):
    out = tmp_path / "out"
    code = (
        "import resource, signal, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY));"
        "from extract.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "run", table, "--out", out, "--tagger", "none", "--workers", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "go on with --resume" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (out / "run.json").exists()
    run_articles([table], out, FAST, RESUME)
    assert output(out) == undisturbed


@pytest.mark.parametrize("victim", ["parent", "worker"])
def test_killed_at_any_moment(tmp_path, victim):
    """A handful of moments; `benchmarks/faults.py` tries many more."""
    table = write_table(tmp_path / "many.jsonl", 800)
    run_articles([table], tmp_path / "undisturbed", FAST, Options(workers=2))
    out = tmp_path / "out"
    command = [sys.executable, "-m", "extract", "run", table, "--out", out, "--tagger", "none", "--workers", "2"]
    for pause in (0.8, 1.7):
        with subprocess.Popen([*command, "--resume"], stderr=subprocess.DEVNULL) as run:
            time.sleep(pause)
            for child in children(run.pid)[:1] if victim == "worker" else [run.pid]:
                os.kill(child, signal.SIGKILL)
            if victim == "worker":
                run.wait()
    assert subprocess.run([*command, "--resume"], stderr=subprocess.DEVNULL, check=False).returncode == 1
    assert output(out) == output(tmp_path / "undisturbed")


def children(pid):
    """The worker processes of a run; multiprocessing's tracker of resources is none."""
    found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [child for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def test_output_and_input_behind_urls(tmp_path):
    import fsspec

    memory = fsspec.filesystem("memory")
    for name, text in (("b.txt", "5月6日，大会举行。"), ("a/c.txt", "區長頒獎。"), ("a/x.jpg", "x")):
        memory.pipe(f"/in/{name}", text.encode())
    options = Options(workers=0, work=tmp_path / "work", formats=["csv"])
    with pytest.raises(ConfigError, match="--work"):
        run_articles(["memory://in"], "memory://out", FAST, HERE)
    run_articles(["memory://in"], "memory://out", FAST, options)
    records = [json.loads(line) for line in memory.cat("/out/records.jsonl").splitlines()]
    assert [(record["doc_id"], record["source"]["path"]) for record in records] == [
        ("a/c", "memory://in/a/c.txt"),
        ("b", "memory://in/b.txt"),
    ]
    assert memory.exists("/out/dates.csv")
    with pytest.raises(ConfigError, match="holds a run already"):
        run_articles(["memory://in"], "memory://out", FAST, options)
    again = Options(workers=0, work=tmp_path / "work", resume=True)
    assert run_articles(["memory://in", "memory://in/none.txt"], "memory://out", FAST, again).failures == {"read": 1}
    assert not memory.exists("/out/dates.csv")


def test_disk_that_keeps_nothing_is_told(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(job.PartFolder, "add", lambda *_: 1)
    with pytest.raises(RunError, match="does not keep"):
        run_articles([folder], tmp_path / "out", FAST, HERE)
