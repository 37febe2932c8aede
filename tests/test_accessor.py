"""`frame.extract`: there whichever of the two is imported first, and pandas is loaded by neither of them alone."""

import subprocess
import sys

import pandas as pd
import pytest

import extract

TEXTS = ["5月6日，区长李明出席。", None, "雾大。"]


@pytest.mark.parametrize(
    "imports", ["import extract, pandas", "import pandas, extract", "import extract, pandas.api.types, pandas"]
)
def test_whichever_is_imported_first(imports):
    code = f"{imports}\nprint(hasattr(pandas.DataFrame, 'extract'))"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "True\n"


def test_pandas_is_not_imported_for_it():
    code = "import extract, sys\nprint('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "False\n"


def test_a_record_or_a_failure_for_each_row():
    frame = pd.DataFrame({"body": TEXTS, "published": ["2024-05-07", None, None]}, index=[10, 20, 30])
    results = frame.extract.records("body")
    assert list(results.index) == [10, 20, 30]
    assert [type(result) for result in results] == [extract.Record, extract.Failure, extract.Record]
    assert [result.doc_id for result in results] == ["10", "20", "30"]
    assert results[10].dates[0].value == "2024-05-06"


def test_a_bad_date_fails_its_row_alone():
    frame = pd.DataFrame({"body": ["区长李明出席。", "雾大。"], "published": ["7.5.2024", None]})
    results = frame.extract.records("body")
    assert "'7.5.2024' is no ISO date" in results[0].reason
    assert isinstance(results[1], extract.Record)


def test_tables_of_the_rows_that_gave_a_record():
    frame = pd.DataFrame({"id": ["a", "b", "c"], "body": TEXTS})
    tables = frame.extract.frames("body")
    assert tables["articles"]["doc_id"].tolist() == ["a", "c"]
    assert tables["titles"][["name", "title"]].to_numpy().tolist() == [["李明", "区长"]]


def test_unknown_column_names_those_there_are():
    with pytest.raises(extract.ConfigError, match="no column 'text': the frame has body"):
        pd.DataFrame({"body": TEXTS}).extract.records("text")
