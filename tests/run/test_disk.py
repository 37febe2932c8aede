"""What a cut of power leaves: nothing here can cut it, but the order in which the disk is told to keep things is checked."""

import os
from pathlib import Path

import pytest

from extract import Config
from extract.run.job import Options, run_articles
from extract.run.ledger import Ledger

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks up open files in /proc")


@pytest.fixture
def events(monkeypatch):
    """What is synchronised, renamed, removed and noted in the ledger, in order."""
    told = []
    fsync, replace, unlink, record = os.fsync, os.replace, os.unlink, Ledger.record

    def tell_sync(descriptor):
        told.append(("sync", Path(f"/proc/self/fd/{descriptor}").readlink()))
        fsync(descriptor)

    def tell_rename(source, target):
        told.append(("rename", Path(source), Path(target)))
        replace(source, target)

    def tell_removal(path, **more):
        told.append(("remove", Path(path)))
        unlink(path, **more)

    def tell_note(ledger, part, entries):
        told.append(("note", part))
        record(ledger, part, entries)

    monkeypatch.setattr(os, "fsync", tell_sync)
    monkeypatch.setattr(os, "replace", tell_rename)
    monkeypatch.setattr(os, "unlink", tell_removal)
    monkeypatch.setattr(Ledger, "record", tell_note)
    return told


@pytest.fixture
def out(tmp_path, events):
    """The output of a run that replaced another one, with a table less."""
    table = tmp_path / "in.jsonl"
    table.write_text("".join(f'{{"id": "{n}", "text": "5月6日，大会举行。"}}\n' for n in range(40)), "utf-8")
    out = tmp_path / "above" / "out"
    run_articles([table], out, Config(tagger="none"), Options(workers=0, formats=["csv"]))
    assert ("sync", out.parent.parent) in events
    assert ("sync", out.parent) in events, "the name of the output folder is kept by the folder above it"
    events.clear()
    run_articles([table], out, Config(tagger="none", prefer="past"), Options(workers=0, resume=True))
    return out


def renames(events):
    return [(at, *event[1:]) for at, event in enumerate(events) if event[0] == "rename"]


def test_content_is_kept_before_it_has_its_name(out, events):
    assert len(renames(events)) > 5
    for at, source, _ in renames(events):
        assert ("sync", source) in events[:at]


def test_part_has_its_name_before_the_ledger_relies_on_it(out, events):
    parts = out / ".work" / "parts"
    named = [at for at, _, target in renames(events) if target.parent == parts]
    noted = [at for at, event in enumerate(events) if event[0] == "note"]
    assert len(named) == len(noted) > 1
    for name, note in zip(named, noted, strict=True):
        assert ("sync", parts) in events[name:note]


def test_report_stands_beside_its_own_run_only(out, events):
    """The old one is gone for good before any file is replaced, the new one comes when all others are there for good."""
    (gone,) = [at for at, event in enumerate(events) if event == ("remove", out / "run.json")]
    published = [at for at, _, target in renames(events) if target.parent == out]
    stale = [at for at, event in enumerate(events) if event == ("remove", out / "dates.csv")]
    *others, report = published
    assert events[report][2] == out / "run.json"
    first, last = min(*others, *stale), max(*others, *stale)
    assert ("sync", out) in events[gone:first]
    assert ("sync", out) in events[last:report]
    assert ("sync", out) in events[report:]
