"""Worker processes: death, hanging, memory, and a supervisor that is gone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest

from extract import Article, Config
from extract.errors import ConfigError
from extract.run.parts import Task, unpack
from extract.run.work import Here
from extract.run.workers import LocalWorkers

FAST = Config(tagger="none")


class Deadly(Article):
    """An article that ends the process that receives it, as a crash in a native library would."""

    def __reduce__(self):
        return os._exit, (1,)


class Endless(Article):
    """An article that a worker never comes back from."""

    def __reduce__(self):
        return time.sleep, (600,)


def swell():
    content = bytearray(700 * 2**20)
    time.sleep(600)
    return content


class Huge(Article):
    """An article that takes more and more memory."""

    def __reduce__(self):
        return swell, ()


def articles(numbers):
    return [Article(f"a{number:03}", f"第{number}篇。") for number in numbers]


def batches(tasks, size=20):
    tasks = [Task(task.doc_id, task) for task in tasks]
    return iter([tuple(tasks[at : at + size]) for at in range(0, len(tasks), size)])


def outcome(parts):
    """The results by article: ids of records, and failures."""
    found = {}
    for part in parts:
        if part is not None:
            entries, lines = unpack(part.data)
            for entry, line in zip(entries, lines, strict=True):
                assert entry.key not in found
                found[entry.key] = None if entry.stage is None else orjson.loads(line)
    return found


def run(tasks, *, timeout=60, memory=4096, workers=2, batch=20):
    with LocalWorkers(FAST, workers, article_timeout=timeout, worker_memory=memory) as engine:
        return outcome(engine.map(batches(tasks, batch))), engine.facts()


def test_every_article_has_one_result():
    found, facts = run(articles(range(130)))
    assert found == dict.fromkeys(f"a{number:03}" for number in range(130))
    assert facts["workers_replaced"] == 0
    assert facts["worker_memory_peak_mb"] > 20


@pytest.mark.parametrize(
    ("kind", "limits", "reason"),
    [
        (Deadly, {}, "died"),
        (Endless, {"timeout": 1.5}, "--article-timeout 1.5 s"),
        (Huge, {"memory": 600}, "--worker-memory 600"),
    ],
)
def test_article_that_is_too_much_is_put_into_quarantine_alone(kind, limits, reason):
    tasks = [*articles(range(30)), kind("bad", "x", path="bad.txt"), *articles(range(30, 90))]
    found, facts = run(tasks, batch=10, **limits)
    assert set(found) == {task.doc_id for task in tasks}
    failure = found.pop("bad")
    assert not any(found.values())
    assert (failure["doc_id"], failure["path"], failure["stage"]) == ("bad", "bad.txt", "worker")
    assert reason in failure["reason"]
    assert facts["workers_replaced"] >= 2


def test_killed_workers_lose_no_article():
    with LocalWorkers(FAST, 2, article_timeout=60, worker_memory=4096) as engine:

        def tasks():
            for number, batch in enumerate(batches(articles(range(120)))):
                if number == 3:
                    for worker in engine._workers:
                        os.kill(worker.process.pid, signal.SIGKILL)
                yield batch

        found = outcome(engine.map(tasks()))
    assert found == dict.fromkeys(task.doc_id for task in articles(range(120)))


def test_record_that_is_no_unicode_fails_alone():
    tasks = [Article("a", "大会。"), Article("b", "大会。", title="half a pair: \ud83d"), Article("c", "大会。")]
    with Here(FAST) as engine:
        found = outcome(engine.map(batches(tasks)))
    assert (found["a"], found["b"]["stage"], found["c"]) == (None, "write", None)
    assert "Unicode" in found["b"]["reason"]


def test_bad_configuration_is_told_before_any_article():
    with pytest.raises(ConfigError, match="nonsense"):
        LocalWorkers(Config(tagger="nonsense"), 2, article_timeout=9, worker_memory=4096)


def test_only_a_few_batches_are_read_ahead():
    read = []

    def reading():
        for number, batch in enumerate(batches(articles(range(2000)))):
            read.append(number)
            yield batch

    with LocalWorkers(FAST, 2, article_timeout=60, worker_memory=4096) as engine:
        results = engine.map(reading())
        while next(results) is None:
            pass
        assert len(read) <= 6


def alive(pid):
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks up processes in /proc")
def test_workers_end_with_a_killed_run(tmp_path):
    pipe = tmp_path / "articles.jsonl"
    os.mkfifo(pipe)  # an input that never ends keeps the run waiting
    command = [sys.executable, "-m", "extract", "run", pipe, "--out", tmp_path / "out", "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as run, pipe.open("w") as lines:
        lines.write('{"id": "a", "text": "大会举行。"}\n' * 100)
        lines.flush()
        children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
        wait_for(lambda: len(children.read_text().split()) >= 2)
        workers = [int(child) for child in children.read_text().split()]
        run.kill()
    wait_for(lambda: not any(map(alive, workers)))


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
