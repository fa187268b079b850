"""The reader of tables: what it reads is what was written, and what is no table is refused with its place."""

import csv
import io
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.errors import Fault, UnexpectedContentError
from clew.sources.reading.tables import Form, TableRow, Tables, repeated

FORM = Form(("key", "name", "note"), required=("key",), codes={"note": ("", "yes", "no")}, key=("key",))
cells = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('",; \n'), max_size=12)
rows = st.lists(st.tuples(cells, cells, cells), max_size=8)


def table(text: str | bytes) -> Tables:
    return Tables("sample", {"t.csv": text.encode() if isinstance(text, str) else text})


@given(rows)
def test_what_was_written_is_read(written: list[tuple[str, str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("key", "name", "note"), *written])
    tables = table(text.getvalue())
    found = tables.rows("t.csv", Form(("key", "name", "note")))
    assert [tuple(row.cells.values()) for row in found] == [tuple(cell.strip() for cell in row) for row in written]
    assert tables.count() == len(written)
    assert [row.line for row in found] == sorted(row.line for row in found)


def read(data: bytes) -> tuple[tuple[TableRow, ...], tuple[Fault, ...]]:
    """Rows, or what is said against them."""
    try:
        return table(data).rows("t.csv", FORM), ()
    except UnexpectedContentError as error:
        return (), error.faults


@given(st.binary(max_size=200) | st.text(string.printable, max_size=200).map(lambda text: f"key,name,note\n{text}".encode()))
def test_any_bytes_are_read_or_refused_with_a_place_and_a_mend(data: bytes) -> None:
    found, faults = read(data)
    assert all(set(row.cells) == {"key", "name", "note"} and row["key"] for row in found)
    assert all(fault.file == "t.csv" and fault.what and fault.mend for fault in faults)
    assert found or faults or data.count(b"\n") <= 1


def test_a_cell_of_several_values_is_split_and_trimmed() -> None:
    (row,) = table("key,name,note\na,One;  Two ; ,yes\n").rows("t.csv", FORM)
    assert row.several("name") == ("One", "Two ;")
    assert (row["note"], row.locator) == ("yes", "t.csv:2")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "the column “key” is missing"),
        ("key,name,note,key\na,b,,a\n", "the column “key” stands twice"),
        ("key,name,note\n\n", "the row has 0 cells, the head has 3"),
        ('key,name,note\na,"b\n', "this is not a table"),
        (b"key,name,note\n\xff,b,\n", "this is not a table"),
        ("key,name,note\na,b,maybe\n", "unknown code “maybe”"),
        ("key,name,note\na,b,\na,c,\n", "the row is about the same as t.csv:2"),
    ],
)
def test_a_fault_is_said_in_words(text: str | bytes, what: str) -> None:
    with pytest.raises(UnexpectedContentError) as caught:
        table(text).rows("t.csv", FORM)
    assert any(fault.what.startswith(what) for fault in caught.value.faults)


def test_a_key_may_stand_in_several_tables_once() -> None:
    first, second = (table(text).rows("t.csv", Form(("key",))) for text in ("key\na\nb\n", "key\nb\n"))
    assert [fault.row for fault in repeated((*first, *second), ("key",))] == [2]
    assert list(repeated((*first, *second), ())) == []


@pytest.mark.parametrize("date", ["2024", "2024-02", "2024-02-29"])
def test_a_date_may_be_a_year_a_month_or_a_day(date: str) -> None:
    assert table(f"day\n{date}\n").rows("t.csv", Form(("day",), dates=("day",)))


@pytest.mark.parametrize("date", ["24", "2024-13", "2023-02-29", "20240229", "2024-2", "2024-02-3", "soon"])
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(UnexpectedContentError, match="is no date"):
        table(f"day\n{date}\n").rows("t.csv", Form(("day",), dates=("day",)))
