"""The committed schema is the models' own, and records meet it."""

import json
from pathlib import Path

import jsonschema
import pytest

from extract import extract
from extract.record import json_schema

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "schemas" / "record.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.json"))


def test_committed_schema_is_fresh():
    assert json_schema() == SCHEMA, "the models have changed: `make schema`, and say so in CHANGELOG.md"


def test_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_record_meets_it():
    record = extract("2024年5月6日，市長張三出席。", published="2024-05-07")
    VALIDATOR.validate(json.loads(record.model_dump_json()))


@pytest.mark.parametrize("key", ["doc_id", "source", "people", "provenance"])
def test_record_without_a_field_fails(key):
    record = json.loads(extract("大会举行。").model_dump_json())
    del record[key]
    with pytest.raises(jsonschema.ValidationError, match=key):
        VALIDATOR.validate(record)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_record_meets_it(path):
    record = json.loads(path.read_text("utf-8"))
    source = {**record["source"], "sha256": "", "path": ""}  # golden records leave out what changes with the code
    VALIDATOR.validate({**record, "source": source, "provenance": dict.fromkeys(PROVENANCE, "")})


PROVENANCE = SCHEMA["$defs"]["Provenance"]["properties"]
