from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.errors import InputError, UnexpectedContentError, UnreadableFileError
from clew.model.naming import Listed
from clew.work.name_tables import Pairs, read_names, read_pairs

ROWS = (Listed("1", "Example Lantern, Inc."), Listed("2", ""), Listed("007", "上海示例灯笼贸易有限公司"))
CELLS = [(one.id, one.name) for one in ROWS]
TEXT = 'id,name\n1,"Example Lantern, Inc."\n2,\n007,上海示例灯笼贸易有限公司\n'


def told(error: InputError) -> list[tuple[int | None, str, str]]:
    return [(fault.row, fault.column, fault.what) for fault in error.faults]


def write(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "names.csv"
    path.write_text(text, encoding=encoding, newline="")
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    assert read_names(write(tmp_path, TEXT, encoding)) == ROWS


@pytest.mark.parametrize(
    "text", [TEXT.replace("\n", "\r\n"), "ID ;other; Name\n1;x;Example Lantern, Inc.\n2;x;\n007;;上海示例灯笼贸易有限公司\n"]
)
def test_line_ends_separators_case_of_heads_and_further_columns_make_no_difference(tmp_path: Path, text: str) -> None:
    assert read_names(write(tmp_path, text)) == ROWS


def test_a_workbook_is_read_from_the_worksheet_that_has_the_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["About", "this"])
    sheet = book.create_sheet("names")
    for row in [("id", "name"), *CELLS]:
        sheet.append(row)
    book.save(tmp_path / "names.xlsx")
    assert read_names(tmp_path / "names.xlsx") == ROWS


def test_parquet_is_read_by_its_columns(tmp_path: Path, engine: DuckEngine) -> None:
    engine.load("names", {"Name": "VARCHAR", "id": "VARCHAR"}, [(name, one) for one, name in CELLS])
    engine.write("names", tmp_path / "names.parquet", ["id"])
    assert sorted(read_names(tmp_path / "names.parquet"), key=lambda one: one.id) == sorted(ROWS, key=lambda one: one.id)
    with pytest.raises(UnexpectedContentError) as caught:
        read_pairs(tmp_path / "names.parquet")
    assert [fault.column for fault in caught.value.faults] == ["left", "right", "is_match"]


def test_every_fault_of_a_table_is_named_with_its_line_and_column(tmp_path: Path) -> None:
    path = write(tmp_path, 'id,name\n1,"two\nlines"\n\n1,again\n,nobody\n2,Loom, Inc.\n')
    with pytest.raises(UnexpectedContentError) as caught:
        read_names(path)
    assert told(caught.value) == [
        (5, "id", "the id “1” stands in row 2 already"),
        (6, "id", "the id is empty"),
        (7, "", "the row has more cells than the head"),
    ]
    assert all(fault.mend and fault.file == str(path) for fault in caught.value.faults)


def test_an_id_may_stand_twice_where_that_is_allowed(tmp_path: Path) -> None:
    assert read_names(write(tmp_path, "id,name\n1,A Loom\n1,B Loom\n"), once=False) == (Listed("1", "A Loom"), Listed("1", "B Loom"))


def test_many_faults_are_told_up_to_fifty_and_counted(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError) as caught:
        read_names(write(tmp_path, "id,name\n" + ",x\n" * 60))
    assert len(caught.value.faults) == 51
    assert caught.value.faults[-1].what == "10 more faults like these"


def test_missing_and_doubled_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError) as caught:
        read_names(write(tmp_path, "id,ID,company\n1,2,x\n"))
    assert told(caught.value) == [(1, "name", "the column is missing"), (1, "id", "the column stands there twice")]


def test_a_quotation_that_is_not_closed_is_named_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_names(write(tmp_path, 'id,name\n1,x\n2,"y\n3,z\n'))
    assert caught.value.faults[0].row == 3


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    path.write_text('[{"id": "1", "name": "x"}]', encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="holds no table"):
        read_names(path)
    with pytest.raises(UnreadableFileError, match="no such file"):
        read_names(tmp_path / "nothing.csv")


def test_a_table_with_its_head_alone_has_no_rows(tmp_path: Path) -> None:
    assert read_names(write(tmp_path, "id,name\n")) == ()


def test_pairs_say_yes_and_no_in_three_ways(tmp_path: Path) -> None:
    text = "is_match,left,right\n" + "".join(f"{one},a,b\n" for one in ("1", "0", "TRUE", "False", "yes", "NO"))
    assert read_pairs(write(tmp_path, text)) == Pairs(("a",) * 6, ("b",) * 6, (True, False) * 3)


def test_what_is_neither_yes_nor_no_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError) as caught:
        read_pairs(write(tmp_path, "left,right,is_match\na,b,maybe\na,b,1\na,b,\n"))
    assert told(caught.value) == [(2, "is_match", "“maybe” says neither yes nor no"), (4, "is_match", "“” says neither yes nor no")]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x1a\ufeff")), max_size=8))
def test_whatever_name_stands_between_quotation_marks_is_read_as_it_is(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    text = "id,name\n" + "".join('{},"{}"\n'.format(at, name.replace('"', '""')) for at, name in enumerate(names))
    path = write(tmp_path_factory.mktemp("names"), text)
    assert [one.name for one in read_names(path)] == [name.strip() for name in names]
