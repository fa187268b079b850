"""Recognised files as rows: under the form's names, numbered as a person counts them, one table of several sheets."""

import json
from pathlib import Path

import pytest
import xlsxwriter

from clew.engine.duck import DuckEngine
from clew.engine.port import Row
from clew.errors import UnexpectedContentError
from clew.intake.containers import open_container
from clew.sources.reading.cells import name
from clew.sources.reading.recognition import Recognised, recognise
from clew.sources.reading.scanning import nothing, reject_faults, scan
from tests.sources.invented import readings, saved

FORMS = """
[[form]]
name = "table"
title = "a table"
columns = ["Name"]
optional = ["Country", "Also, of old"]
ignored = ["Other*", "row_number"]

[[form]]
name = "json"
title = "objects"
kind = "objects"
records = "rows"
columns = ["Name", "Country"]
paths = ["Name = $.name", "Country = $.place.country"]

[[form]]
name = "xml"
title = "elements"
kind = "objects"
element = "entry"
root = "list"
repeated = ["country"]
columns = ["Name", "Country"]
paths = ['Name = $.name."$"', "Country = $.country"]
"""


def scanned(engine: DuckEngine, path: Path, wanted: str = "") -> tuple[Recognised, list[Row]]:
    scratch = path.parent / "scratch"
    found = recognise(open_container(path, scratch), readings(FORMS), wanted)
    scan(engine, found, scratch, "raw")
    return found, engine.fetch("SELECT * FROM raw")


def test_rows_have_the_columns_of_the_form_and_missing_ones_are_empty(engine: DuckEngine, tmp_path: Path) -> None:
    _, rows = scanned(engine, saved(tmp_path, "list.csv", "Other,Country,Name\nx,China,A\n,,B\n"))
    assert rows == [("A", "China", "", 2, ""), ("B", "", "", 3, "")]
    described = engine.fetch("SELECT column_name FROM (DESCRIBE SELECT * FROM raw)")
    assert [column for (column,) in described] == ["Name", "Country", "Also, of old", "row_number", "table_title"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Name,Country\nA,China\n", 2),
        ("The list,\nas of today,\nName,Country\nA,China\n", 4),
        ("The list\n\nName,Country\nA,China\n", 4),
        ("sep=;\nName;Country\nA;China\n", 3),
        ("Name,Country\n,\nA,China\n", 3),
    ],
)
def test_a_row_is_numbered_as_a_person_counts(engine: DuckEngine, tmp_path: Path, text: str, number: int) -> None:
    assert scanned(engine, saved(tmp_path, "list.csv", text))[1] == [("A", "China", "", number, "")]


def test_rows_without_a_cell_of_the_form_are_left_out(engine: DuckEngine, tmp_path: Path) -> None:
    text = "Name,Other,Country\n,,\n,only this,\nA,,\n , ,\n"
    assert [row[0] for row in scanned(engine, saved(tmp_path, "list.csv", text))[1]] == ["A"]


def test_ignored_columns_may_be_alike_but_for_their_case_or_be_called_like_ours(engine: DuckEngine, tmp_path: Path) -> None:
    text = "Other a,Other A,row_number,Name\n1,2,77,A\n"
    assert scanned(engine, saved(tmp_path, "list.csv", text))[1] == [("A", "", "", 2, "")]


def test_columns_that_are_called_like_ours_are_read_under_another_name(engine: DuckEngine, tmp_path: Path) -> None:
    (reading,) = readings('[[form]]\nname = "a"\ntitle = "t"\ncolumns = ["Row_Number", "table_title", "JSON"]')
    path = saved(tmp_path, "list.csv", "table_title,JSON,Row_Number\nx,y,7\n")
    scan(engine, recognise(open_container(path, tmp_path), [reading]), tmp_path, "raw")
    columns = ", ".join(name(column) for column in (*reading.read, "other"))
    query = f"SELECT {columns}, row_number, table_title FROM (SELECT *, '' AS other FROM raw)"  # noqa: S608 - quoted
    assert engine.fetch(query) == [("7", "x", "y", "", 2, "")]


def test_several_sheets_are_one_table_with_their_titles(engine: DuckEngine, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for title, rows in {"Part 1": [["Name"], ["A"]], "It's 2": [["of today"], [], ["Country", "Name"], [], ["Peru", "B"]]}.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    assert sorted(scanned(engine, path)[1], key=str) == [("A", "", "", 2, "Part 1"), ("B", "Peru", "", 5, "It's 2")]


def test_records_of_json_are_rows_and_keep_what_was_written(engine: DuckEngine, tmp_path: Path) -> None:
    records = [{"name": "A", "place": {"country": "China"}}, {"name": None, "other": [1]}]
    _, rows = scanned(engine, saved(tmp_path, "list.json", json.dumps({"rows": records})))
    columns = engine.fetch("SELECT row_number, table_title, Name, Country, json FROM raw ORDER BY row_number")
    assert [row[:4] for row in columns] == [(1, "", "A", "China"), (2, "", "", "")]
    assert [json.loads(str(row[4])) for row in columns] == records
    assert len(rows) == 2


def test_elements_of_xml_are_rows_and_repeated_ones_lists(engine: DuckEngine, tmp_path: Path) -> None:
    text = "<list><entry><name>A &amp; B</name><country>CN</country><country>PE</country></entry><entry><name>C</name></entry></list>"
    scanned(engine, saved(tmp_path, "list.xml", text))
    found = engine.fetch("SELECT row_number, Name, Country FROM raw ORDER BY row_number")
    assert found == [(1, "A & B", '[{"$":"CN"},{"$":"PE"}]'), (2, "C", "")]


def test_the_rows_of_parquet_are_under_the_names_of_the_form(engine: DuckEngine, tmp_path: Path) -> None:
    engine.load("made", {"COUNTRY": "VARCHAR", "name": "VARCHAR", "Other x": "BIGINT"}, [("China", "A", 7), (None, "B", None)])
    engine.write("made", tmp_path / "list.parquet", ("name",))
    assert scanned(engine, tmp_path / "list.parquet", "table")[1] == [("A", "China", "", 1, ""), ("B", "", "", 2, "")]


def test_columns_of_parquet_that_are_called_like_ours_are_read(engine: DuckEngine, tmp_path: Path) -> None:
    engine.load("made", {"table_title": "VARCHAR", "JSON": "VARCHAR"}, [("p", "q")])
    engine.write("made", tmp_path / "list.parquet", ("JSON",))
    (reading,) = readings('[[form]]\nname = "a"\ntitle = "t"\ncolumns = ["table_title", "json"]')
    scan(engine, recognise(open_container(tmp_path / "list.parquet", tmp_path), [reading]), tmp_path, "raw")
    assert engine.fetch(f"SELECT {', '.join(map(name, reading.read))}, table_title FROM raw") == [("p", "q", "")]  # noqa: S608 - quoted


def test_columns_of_parquet_that_the_form_does_not_know_are_told(engine: DuckEngine, tmp_path: Path) -> None:
    engine.load("made", {"Colour": "VARCHAR"}, [("red",)])
    engine.write("made", tmp_path / "list.parquet", ("Colour",))
    with pytest.raises(UnexpectedContentError, match=r"(?s)unknown column “Colour”.*“Name” is missing"):
        scanned(engine, tmp_path / "list.parquet", "table")


def test_a_file_that_was_not_given_has_columns_and_no_rows(engine: DuckEngine) -> None:
    nothing(engine, readings(FORMS)[0], "raw_part")
    assert engine.fetch('SELECT count(*), count("Also, of old"), count(row_number), count(table_title) FROM raw_part') == [(0, 0, 0, 0)]


def test_lines_that_are_no_rows_are_told_with_file_line_and_mend(engine: DuckEngine, tmp_path: Path) -> None:
    found, rows = scanned(engine, saved(tmp_path, "list.csv", 'Name,Country\nA,China,"more"\nB\nC,Peru\n'))
    faults = reject_faults(engine, [found])
    assert [row[0] for row in rows] == ["C"]
    assert [(fault.file, fault.row) for fault in faults] == [(str(tmp_path / "list.csv"), 2), (str(tmp_path / "list.csv"), 3)]
    assert all("is no row" in fault.what and not fault.what.endswith(".") and "Quote cells" in fault.mend for fault in faults)
    assert reject_faults(engine, [found]) == []


def test_of_very_many_such_lines_the_first_are_told(engine: DuckEngine, tmp_path: Path) -> None:
    found, _ = scanned(engine, saved(tmp_path, "list.csv", "Name,Country\n" + "A,B\n" + "B\n" * 300))
    faults = reject_faults(engine, [found])
    assert (len(faults), faults[-1].what) == (21, "more lines are no rows")


@pytest.mark.parametrize("readers", [2, 3])
def test_several_readers_make_the_rows_of_one_and_tell_its_faults_once(engine: DuckEngine, tmp_path: Path, readers: int) -> None:
    lines = [f'"{number}\n{number}",Peru' if number % 7 else f"{number}" for number in range(1, 9000)]
    found, rows = scanned(engine, saved(tmp_path, "list.csv", "\n".join(["Name,Country", *lines, ""])))
    faults = reject_faults(engine, [found])
    scan(engine, found, tmp_path / "scratch", "shared", readers)
    assert engine.fetch("SELECT * FROM shared ORDER BY row_number") == rows
    assert len(rows) == sum(number % 7 > 0 for number in range(1, 9000))
    assert reject_faults(engine, [found]) == faults


def test_a_text_that_was_made_readable_first_is_named_as_it_was_given(engine: DuckEngine, tmp_path: Path) -> None:
    found, _ = scanned(engine, saved(tmp_path, "list.csv", "Name,Country\nMünchen,x\nB\n".encode("cp1252")))
    assert [fault.file for fault in reject_faults(engine, [found])] == [str(tmp_path / "list.csv")]
