"""A cluster does the same as this machine, and a worker of it may die."""

import os
import signal

import dask.bag
import dask.dataframe
import pandas as pd
import pytest
from distributed import LocalCluster

from extract import Article, Config
from extract.run.dask import extract_bag, extract_frame
from extract.run.job import Options, run_articles

FAST = Config(tagger="none")


@pytest.mark.filterwarnings("ignore")
def test_cluster_of_which_a_worker_is_killed(tmp_path):
    rows = "".join(f'{{"id": "{n:04}", "text": "5月6日，第{n}次大会举行，表彰{n}人。"}}\n' for n in range(1200))
    (tmp_path / "in.jsonl").write_text(rows, "utf-8")
    run_articles([tmp_path / "in.jsonl"], tmp_path / "here", FAST, Options(workers=0))
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        victims = [worker.pid for worker in cluster.workers.values()]

        def kill(progress):
            if progress.articles > 100 and victims:
                os.kill(victims.pop(), signal.SIGKILL)
                victims.clear()

        options = Options(engine="dask", scheduler=cluster.scheduler_address)
        report = run_articles([tmp_path / "in.jsonl"], tmp_path / "there", FAST, options, on_progress=kill)
    assert not victims
    assert (report.records, report.failures) == (1200, {})
    here, there = ((tmp_path / name / "records.jsonl").read_bytes() for name in ("here", "there"))
    assert here == there


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
