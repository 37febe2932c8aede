"""Worker processes: order, death, and a parent that is gone."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import orjson
import pytest

from extract import Article, Config, Failure
from extract.errors import ConfigError
from extract.run.workers import run_here, run_in_workers

FAST = Config(tagger="none")


class Deadly(Article):
    """An article that ends the process that receives it, as a crash in a native library would."""

    def __reduce__(self):
        return os._exit, (1,)


def articles(numbers):
    return [Article(f"a{number:03}", f"第{number}篇。") for number in numbers]


def ids(results):
    return [result.doc_id if isinstance(result, Failure) else orjson.loads(result)["doc_id"] for result in results]


def test_results_come_in_order():
    tasks = [*articles(range(100)), Failure("x.txt", "x", "read", "gone"), *articles(range(100, 130))]
    results = list(run_in_workers(tasks, FAST, 2))
    assert ids(results) == [task.doc_id for task in tasks]
    assert sum(isinstance(result, Failure) for result in results) == 1


def test_article_that_kills_its_worker_fails_alone():
    tasks = [*articles(range(40)), Deadly("deadly", "x", path="deadly.txt"), *articles(range(40, 120))]
    results = list(run_in_workers(tasks, FAST, 2))
    assert ids(results) == [task.doc_id for task in tasks]
    (failure,) = [result for result in results if isinstance(result, Failure)]
    assert (failure.doc_id, failure.path, failure.stage) == ("deadly", "deadly.txt", "worker")
    assert "memory" in failure.reason


def test_killed_workers_lose_no_article():
    def tasks():
        yield from articles(range(64))
        for child in active_children():
            os.kill(child.pid, signal.SIGKILL)
        yield from articles(range(64, 160))

    results = list(run_in_workers(tasks(), FAST, 2))
    assert ids(results) == [task.doc_id for task in articles(range(160))]
    assert not any(isinstance(result, Failure) for result in results)


def test_record_that_is_no_unicode_fails_alone():
    tasks = [Article("a", "大会。"), Article("b", "大会。", title="half a pair: \ud83d"), Article("c", "大会。")]
    first, failure, last = run_here(tasks, FAST)
    assert ids([first, failure, last]) == ["a", "b", "c"]
    assert (failure.stage, "Unicode" in failure.reason) == ("write", True)


def test_bad_configuration_is_told_before_any_article():
    with pytest.raises(ConfigError, match="nonsense"):
        list(run_in_workers(articles(range(3)), Config(tagger="nonsense"), 2))


def test_only_a_few_batches_are_read_ahead():
    read = 0

    def tasks():
        nonlocal read
        for article in articles(range(2000)):
            read += 1
            yield article

    results = run_in_workers(tasks(), FAST, 2)
    next(results)
    assert read <= 32 * 6
    results.close()


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


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
        wait_for(lambda: len(children(run.pid)) >= 2)
        workers = children(run.pid)
        run.kill()
    wait_for(lambda: not any(map(alive, workers)))


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
