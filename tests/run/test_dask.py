"""A cluster does the same as this machine, whatever happens to its workers, and goes on where it was broken off."""

import os
import signal
import sys
from contextlib import contextmanager

import dask
import dask.bag
import dask.dataframe
import orjson
import pandas as pd
import pytest
from distributed import LocalCluster

from extract import Article, Config
from extract.errors import RunError
from extract.run.dask import extract_bag, extract_frame
from extract.run.job import Options, run_articles

FAST = Config(tagger="none")
SABOTAGE = """
import os, time
from extract.pipeline import Pipeline
whole = Pipeline._draft
def draft(self, article):
    if "不会结束" in article.content:
        time.sleep(600)
    if "会崩溃" in article.content:
        os._exit(139)
    return whole(self, article)
Pipeline._draft = draft
"""
"""Loaded by the workers as sitecustomize: articles that hang and that crash."""

pytestmark = pytest.mark.filterwarnings("ignore")


@contextmanager
def cluster():
    """A cluster of two workers, and the options of a run on it."""
    patient = {
        "distributed.scheduler.allowed-failures": 1,  # as much as the test needs; 3 take longer
        "distributed.deploy.lost-worker-timeout": "1 day",  # as clusters of several machines are
    }
    with (
        dask.config.set(patient),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as made,
    ):
        yield made, Options(engine="dask", scheduler=made.scheduler_address, resume=True, article_timeout=5)


@pytest.fixture
def table(tmp_path):
    """Writes a table of articles."""

    def write(*texts):
        path = tmp_path / "in.jsonl"
        rows = (orjson.dumps({"id": f"{number:04}", "text": text}) for number, text in enumerate(texts))
        path.write_bytes(b"\n".join(rows))
        return path

    return write


def texts(number):
    return [f"5月6日，第{n}次大会举行，表彰{n}人。" for n in range(number)]


def records(out):
    return (out / "records.jsonl").read_bytes()


def test_cluster_of_which_a_worker_is_killed(table, tmp_path):
    path = table(*texts(700))
    run_articles([path], tmp_path / "here", FAST, Options(workers=0))
    with cluster() as (made, options):
        victims = [worker.pid for worker in made.workers.values()]

        def kill(progress):
            if progress.articles > 100 and victims:
                os.kill(victims.pop(), signal.SIGKILL)
                victims.clear()

        report = run_articles([path], tmp_path / "there", FAST, options, on_progress=kill)
    assert not victims
    assert (report.records, report.failures) == (700, {})
    assert records(tmp_path / "here") == records(tmp_path / "there")


def test_articles_that_hang_or_crash_are_put_into_quarantine_alone(table, tmp_path, read_lines, monkeypatch):
    (tmp_path / "sitecustomize.py").write_text(SABOTAGE, "utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    path = table(*texts(5), "这篇文章不会结束。", *texts(5), "这篇文章会崩溃。", *texts(5))
    with cluster() as (_, options):
        report = run_articles([path], tmp_path / "out", FAST, options)
    assert (report.records, report.failures) == (15, {"worker": 2})
    hangs, crashes = read_lines(tmp_path / "out" / "errors.jsonl")
    assert (hangs["doc_id"], crashes["doc_id"]) == ("0005", "0011")
    assert "--article-timeout 5 s" in hangs["reason"]
    assert "workers of the cluster died" in crashes["reason"]


def test_run_that_breaks_off_on_a_cluster_goes_on_with_either_engine(table, tmp_path):
    path = table(*texts(700))
    run_articles([path], tmp_path / "undisturbed", FAST, Options(workers=0))

    def interrupt(progress):
        if progress.records > 100:
            raise KeyboardInterrupt

    with cluster() as (_, options):
        for name in ("there", "here"):
            with pytest.raises(KeyboardInterrupt):
                run_articles([path], tmp_path / name, FAST, options, on_progress=interrupt)
        there = run_articles([path], tmp_path / "there", FAST, options)
    here = run_articles([path], tmp_path / "here", FAST, Options(workers=0, resume=True))
    assert min(there.reused, here.reused) > 100
    assert records(tmp_path / "there") == records(tmp_path / "here") == records(tmp_path / "undisturbed")


ENDS = {"its scheduler": LocalCluster.close, "its workers": lambda made: made.scale(0)}


@pytest.mark.parametrize("what", ENDS)
def test_cluster_that_goes_away_is_told_and_the_run_goes_on_later(table, tmp_path, monkeypatch, what):
    monkeypatch.setattr("extract.run.dask._WORKERLESS", 1)
    monkeypatch.setattr("extract.run.dask._CONNECT", 5)
    path = table(*texts(900))
    with cluster() as (made, options):

        def end(progress):
            if progress.records > 100:
                ENDS[what](made)

        with pytest.raises(RunError, match="go on with --resume"):
            run_articles([path], tmp_path / "out", FAST, options, on_progress=end)
    assert run_articles([path], tmp_path / "out", FAST, Options(workers=0, resume=True)).reused > 100


def test_bag_and_frame_of_articles():
    rows = [{"id": "a", "text": "5月6日，大会举行。", "published": "2024-05-07"}, {"id": "b", "text": None}]
    bag = dask.bag.from_sequence([*rows, Article("c", "區長頒獎。")], npartitions=2)
    first, failed, last = extract_bag(bag, FAST).compute(scheduler="sync")
    assert (first["dates"][0]["value"], failed["reason"], last["text"]) == (
        "2024-05-06",
        "row: the row has no text",
        "区长颁奖。",
    )
    frame = dask.dataframe.from_pandas(pd.DataFrame(rows), npartitions=1)
    dates = extract_frame(frame, "dates", FAST).compute(scheduler="sync")
    assert dates[["doc_id", "value"]].to_numpy().tolist() == [["a", "2024-05-06"]]
