"""Tables in files: what was put in comes out, in pieces as at once."""

import re
import resource
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from extract import Config, frames, read_records, tables
from extract.errors import ConfigError
from extract.run.job import Options, run_articles
from extract.writers import FORMATS, check_formats, open_writers


@pytest.fixture
def out(tmp_path, monkeypatch):
    """A run over seven articles, written in pieces of two or three."""
    monkeypatch.setattr(tables, "PIECE", 3000)
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(7):
        (articles / f"{number}.txt").write_text(
            f"第{number}篇：“=1+1”，\n2024年5月{number + 1}日举行，区长李明出席。", "utf-8"
        )
    run_articles([articles], tmp_path / "out", Config(tagger="none"), Options(workers=0, formats=list(FORMATS)))
    return tmp_path / "out"


def test_parquet_holds_the_tables(out):
    for name, table in frames(read_records(out)).items():
        pd.testing.assert_frame_equal(pd.read_parquet(out / f"{name}.parquet").astype(table.dtypes), table)


def test_duckdb_holds_the_tables(out):
    with duckdb.connect(out / "tables.duckdb", read_only=True) as database:
        for name, table in frames(read_records(out)).items():
            read = database.table(name).df()
            pd.testing.assert_frame_equal(read.astype(table.dtypes), table)


def test_csv_holds_the_tables(out):
    for name, table in frames(read_records(out)).items():
        read = pd.read_csv(out / f"{name}.csv", dtype={column: str(kind) for column, kind in table.dtypes.items()})
        pd.testing.assert_frame_equal(read, table)


def test_joins_of_the_documentation_run(out):
    """docs/tables.md shows how tables are joined, in pandas and in SQL."""
    text = (Path(__file__).parents[2] / "docs" / "tables.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)\n```", text, re.DOTALL)
    (query,) = re.findall(r"```sql\n(.*?)\n```", text, re.DOTALL)
    joined = eval(code, {"tables": frames(out)})  # noqa: S307 - our own documentation
    assert len(duckdb.sql(query.replace("OUT", str(out))).df()) == len(joined) == 7


def test_csv_opens_in_a_spreadsheet(out):
    assert (out / "articles.csv").read_bytes().count(b"\xef\xbb\xbf") == 1


@pytest.mark.parametrize("name", ["parquet", "duckdb", "csv"])
def test_full_disk_is_an_os_error(name, samples, tmp_path):
    """Whatever the library raises: a run tells it as what it is, and goes on later."""

    def write():
        with closing(FORMATS[name](tmp_path)) as writer:
            for record in samples:
                writer.write(record.model_dump_json().encode())

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16_000, hard))
    try:
        with pytest.raises(OSError, match=r"(?i)file|space|large|write"):
            write()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_unknown_format_names_the_known_ones():
    with pytest.raises(ConfigError, match="'parket': known are jsonl, parquet, duckdb, csv; did you mean 'parquet'"):
        check_formats(["csv", "parket"])


def test_jsonl_is_always_written(tmp_path):
    for writer in open_writers([], tmp_path):
        writer.close()
    assert [path.name for path in tmp_path.iterdir()] == ["records.jsonl"]
