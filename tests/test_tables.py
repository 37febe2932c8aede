"""Records as DataFrames: the same columns always, every value with its evidence."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import ConfigError, Record, frames
from extract.record import (
    Award,
    Count,
    Date,
    Grant,
    Issue,
    Person,
    Provenance,
    Recipient,
    Repair,
    Source,
    TextMention,
    Title,
    UnnamedPost,
)
from extract.tables import JOINS
from extract.tables.columns import TABLES, columns_of
from extract.writers import FORMATS

TEXT = "5月6日，海淀区委副书记、区长李明为王芳颁奖。\n2人获劳动奖章。"


def place(text, rule="test.rule"):
    start = TEXT.index(text)
    end = start + len(text)
    return {"start": start, "end": end, "raw_start": start, "raw_end": end, "rule": rule, "score": 0.5}


def title(text, organization):
    return Title(**place(text), text=text, organization=organization, position=text, status="current")


@pytest.fixture
def record(samples):
    count = Count(**place("2人"), text="2人", value=2, unit="人", qualifier="exact")
    mention = TextMention(**place("劳动奖章"), text="劳动奖章")
    grant = {"awards": ("劳动奖章", "奖状"), "status": "granted", **place("获劳动奖章")}
    return Record(
        doc_id="a",
        source=Source(path="a.txt", media_type="text/plain", encoding="utf-8", sha256="0"),
        text=TEXT,
        script="simplified",
        repairs=(),
        dates=(
            Date(
                **place("5月6日"),
                text="5月6日",
                type="date",
                value="2024-05-06",
                interval=("2024-05-06T00:00", None),
                duration=None,
                anchor="published",
            ),
        ),
        people=(
            Person(
                **place("李明"),
                name="李明",
                name_raw="李明",
                official=True,
                titles=(title("海淀区委副书记", "海淀区委"), title("区长", "海淀区")),
                mentions=(TextMention(**place("李明"), text="李明"),),
            ),
            Person(**place("王芳"), name="王芳", name_raw="王芳", official=False, titles=(), mentions=()),
        ),
        unnamed_posts=(UnnamedPost(**place("区长"), text="区长", organization=None, position="区长"),),
        awards=(Award(**place("劳动奖章"), name="劳动奖章", level=None, kind="medal", mentions=(mention,)),),
        grants=(
            Grant(**grant, recipients=(), count=count),
            Grant(**grant, recipients=tuple(Recipient(**place(n), name=n, kind="person") for n in ("李明", "王芳"))),
        ),
        counts=(count,),
        issues=(),
        provenance=samples[0].provenance,
    )


def test_one_row_a_person_and_title(record):
    people = frames([record])["people"]
    assert people[["name", "title", "organization"]].astype(object).fillna("").to_numpy().tolist() == [
        ["李明", "海淀区委副书记", "海淀区委"],
        ["李明", "区长", "海淀区"],
        ["王芳", "", ""],
    ]
    assert people["title_start"].tolist() == [TEXT.index("海淀"), TEXT.index("区长"), pd.NA]


def test_one_row_a_grant_and_recipient(record):
    grants = frames([record])["grants"]
    assert grants[["grant", "awards", "recipient", "count"]].astype(object).fillna(-1).to_numpy().tolist() == [
        [0, "劳动奖章、奖状", -1, 2.0],
        [1, "劳动奖章、奖状", "李明", -1.0],
        [1, "劳动奖章、奖状", "王芳", -1.0],
    ]


def test_each_item_stands_in_its_sentence(record):
    tables = frames([record])
    assert tables["dates"]["sentence"].tolist() == ["5月6日，海淀区委副书记、区长李明为王芳颁奖。"]
    assert tables["counts"]["sentence"].tolist() == ["2人获劳动奖章。"]


def test_article_row_counts_its_items(record):
    (row,) = frames([record])["articles"].to_dict("records")
    assert (row["doc_id"], row["dates"], row["people"], row["grants"], row["text"]) == ("a", 1, 2, 2, TEXT)


def test_types_do_not_depend_on_the_rows(record, samples):
    empty, full, real = frames([]), frames([record]), frames(samples)
    for name, table in empty.items():
        assert table.empty
        assert dict(table.dtypes) == dict(full[name].dtypes) == dict(real[name].dtypes), name


def test_spans_point_at_the_text(samples):
    tables = frames(samples)
    texts = tables["articles"].set_index("doc_id")["text"]
    for name in ("dates", "counts"):
        for row in tables[name].itertuples():
            assert texts[row.doc_id][row.start : row.end] == row.text


def test_each_title_of_each_person(record):
    titles = frames([record])["titles"]
    assert titles[["person", "name", "title"]].to_numpy().tolist() == [
        [0, "李明", "海淀区委副书记"],
        [0, "李明", "区长"],
    ]
    assert set(titles["sentence"]) == {"5月6日，海淀区委副书记、区长李明为王芳颁奖。"}


def test_each_recipient_of_each_grant(record):
    recipients = frames([record])["recipients"]
    assert recipients[["grant", "recipient", "awards", "person"]].astype(object).fillna(-1).to_numpy().tolist() == [
        [1, "李明", "劳动奖章、奖状", 0],
        [1, "王芳", "劳动奖章、奖状", -1],  # her mentions are not in this record
    ]


def test_keys_are_unique_and_join(samples):
    tables = frames(samples)
    assert set(JOINS) == set(tables)
    for name, key in (("titles", ["doc_id", "person", "start"]), ("articles", ["doc_id"])):
        assert not tables[name].duplicated(key).any(), name
    joined = tables["titles"].merge(tables["people"], on=["doc_id", "person"], how="left", suffixes=("", "_person"))
    assert (joined["name"] == joined["name_person"]).all()
    persons = tables["recipients"].query("recipient_kind == 'person'")
    assert persons["person"].notna().mean() > 0.9


@pytest.mark.parametrize("form", ["parquet", "duckdb"])
def test_files_hold_what_the_frames_hold(samples, tmp_path, form):
    pytest.importorskip("pyarrow" if form == "parquet" else "duckdb")
    (writer,) = [FORMATS[form](tmp_path)]
    for record in samples:
        writer.write(record.model_dump_json().encode() + b"\n")
    writer.close()
    for name, table in frames(samples).items():
        pd.testing.assert_frame_equal(read_table(tmp_path, form, name, dict(table.dtypes)), table)


def read_table(folder, form, name, dtypes):
    if form == "parquet":
        return pd.read_parquet(folder / f"{name}.parquet").astype(dtypes)
    import duckdb

    with duckdb.connect(folder / "tables.duckdb") as database:
        return database.execute(f'FROM "{name}"').df().astype(dtypes)


def test_a_run_is_read_without_its_records_being_built(samples, tmp_path):
    (tmp_path / "records.jsonl").write_text("\n\n".join(record.model_dump_json() for record in samples), "utf-8")
    for name, table in frames(tmp_path).items():
        pd.testing.assert_frame_equal(table, frames(samples)[name])


@pytest.mark.parametrize("line", ["雾", '{"doc_id": "a"}', '{"text": 1}'])
def test_a_file_of_something_else_is_an_error(tmp_path, line):
    (tmp_path / "f.jsonl").write_text(line, "utf-8")
    with pytest.raises(ConfigError, match="no record of this version"):
        frames(tmp_path / "f.jsonl")


CHARACTERS = st.text(alphabet='区长李明。！”"\\、\n\r\t\x00\u2028😀𠮷 a', max_size=40)


@st.composite
def records(draw):
    """Records of any content: random spans, optional values missing, lists empty."""
    text = draw(CHARACTERS)
    offset = st.integers(0, len(text))
    span = dict.fromkeys(("start", "end", "raw_start", "raw_end"), offset)
    item = {**span, "rule": st.just("test.rule"), "score": st.floats(0, 1)}
    some = st.none() | CHARACTERS
    name = st.text(alphabet="李明王芳😀", min_size=1, max_size=3)

    def tuples(model, **fields):
        return st.lists(st.builds(model, **fields), max_size=3).map(tuple)

    mention = st.builds(TextMention, **item, text=name)
    title = tuples(Title, **item, text=name, organization=some, position=name, status=st.just("former"))
    count = st.builds(
        Count, **item, text=name, value=st.none() | st.floats(0, 1e9), unit=name, qualifier=st.just("exact")
    )
    held = st.just("held")
    end = st.none() | st.just("2024-05-06T00:00")
    source = {"title": draw(some), "published": draw(st.none() | st.just("2024-05-06"))}
    return Record(
        doc_id=draw(name),
        source=Source(path="a.txt", media_type="text/plain", encoding=None, sha256="0", **source),
        text=text,
        script="simplified",
        repairs=draw(tuples(Repair, **span, raw=CHARACTERS, text=CHARACTERS, kind=name, certainty=st.just("lost"), candidates=st.lists(name, max_size=2).map(tuple))),
        dates=draw(tuples(Date, **item, text=name, type=st.just("date"), value=some, interval=st.none() | st.tuples(end, end), anchor=st.just("none"))),
        people=draw(tuples(Person, **item, name=name, name_raw=CHARACTERS, official=st.booleans(), titles=title, mentions=st.lists(mention, max_size=2).map(tuple))),
        unnamed_posts=draw(tuples(UnnamedPost, **item, text=name, organization=some, position=name)),
        awards=draw(tuples(Award, **item, name=name, level=st.none(), kind=st.just("medal"), mentions=st.lists(mention, max_size=2).map(tuple))),
        grants=draw(tuples(Grant, **item, awards=st.lists(name, min_size=1, max_size=2).map(tuple), grade=some, recipients=tuples(Recipient, **item, name=name, kind=st.just("person")), count=st.none() | count, status=held)),
        counts=draw(st.lists(count, max_size=2).map(tuple)),
        issues=draw(tuples(Issue, **span, code=name, message=CHARACTERS)),
        provenance=Provenance(package="", rules="", word_lists="", opencc="", segmenter="", tagger=""),
    )  # fmt: skip


@given(several=st.lists(records(), max_size=3))
@settings(max_examples=60, deadline=None)
def test_lists_give_what_arrow_gives(several):
    pytest.importorskip("pyarrow")
    from extract.tables.arrow import Arrow
    from extract.tables.plain import Plain

    lines = [record.model_dump_json().encode() for record in several]
    for name, types in TABLES.items():
        by_arrow, by_lists = (
            backend.frame([backend.table(columns_of(name, backend.read(lines)), types)])
            for backend in (Arrow(), Plain())
        )
        pd.testing.assert_frame_equal(by_arrow, by_lists, obj=name)
