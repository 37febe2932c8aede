"""Golden records of the sample folder: a change of a result is a diff that someone has read.

`make golden` writes them.
"""

import json
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def golden_form(record):
    """The record without what changes with the code or the place: hashes, versions, the path."""
    form = record.model_dump(mode="json", exclude={"provenance": True, "source": {"sha256": True, "path": True}})
    return json.dumps(form, ensure_ascii=False, indent=1) + "\n"


@pytest.fixture(scope="module")
def current(samples):
    return {f"{record.doc_id.replace('/', '__').replace(':', '_')}.json": golden_form(record) for record in samples}


@pytest.fixture(scope="module")
def committed(current, write):
    if write:
        GOLDEN.mkdir(exist_ok=True)
        for path in GOLDEN.glob("*.json"):
            path.unlink()
        for name, form in current.items():
            (GOLDEN / name).write_text(form, "utf-8")
    return {path.name: path.read_text("utf-8") for path in sorted(GOLDEN.glob("*.json"))}


def test_each_sample_has_its_golden_record(current, committed):
    assert set(committed) == set(current), "`make golden`"


@pytest.mark.parametrize("name", [path.name for path in sorted(GOLDEN.glob("*.json"))])
def test_record_is_the_golden_one(name, current, committed):
    assert current[name] == committed[name], "is the new record better? Then `make golden`, and read the diff"
