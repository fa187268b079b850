"""Which form a file has, told by its columns, keys or root; what speaks against it is said at once."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from clew.engine.duck import DuckEngine
from clew.errors import UnexpectedContentError
from clew.intake.containers import open_container
from clew.sources.reading.recognition import Recognised, key_of, recognise
from tests.sources.invented import LIST, readings, saved

FORMS = """
[[form]]
name = "short"
title = "names alone"
columns = ["Name", "Country"]
optional = ["Also"]

[[form]]
name = "long"
title = "names and numbers"
columns = ["Number", "Name", "Country"]
ignored = ["Other.*"]

[[form]]
name = "bare"
title = "three columns without a head"
columns = ["One", "Two", "Three"]
head = false

[[form]]
name = "keyed"
title = "objects under a key"
kind = "objects"
records = "data.rows"
columns = ["Name"]
paths = ["Name = $.name"]

[[form]]
name = "lines"
title = "objects"
kind = "objects"
keys = ["name", "id"]
columns = ["Name"]
paths = ["Name = $.name"]

[[form]]
name = "xml"
title = "elements"
kind = "objects"
element = "entry"
root = "list sdnList"
columns = ["Name"]
paths = ["Name = $.name"]
"""
Sheet = Sequence[Sequence[str]]


def found(folder: Path, name: str, content: str | bytes, wanted: str = "", card: str = FORMS) -> Recognised:
    return recognise(open_container(saved(folder, name, content), folder / "scratch"), readings(card), wanted)


def workbook(path: Path, **sheets: Sheet) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def refused(folder: Path, name: str, content: str | bytes, wanted: str = "", card: str = FORMS) -> str:
    with pytest.raises(UnexpectedContentError) as caught:
        found(folder, name, content, wanted, card)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Name,Country\nA,China\n", 1),
        ("The list\n\nas of today,\nName,Country\nA,China\n", 4),
        ("sep=,\nName,Country\nA,China\n", 2),
        ('"The list\nof things"\nName,Country\nA,China\n', 2),
        ("\n\n\nName,Country\nA,China\n", 4),
    ],
)
def test_the_head_is_found_below_whatever_stands_before_it(tmp_path: Path, text: str, row: int) -> None:
    head = found(tmp_path, "list.csv", text).heads[0]
    assert (head.row, head.columns) == (row, ("Name", "Country"))


def test_columns_may_stand_in_any_order_and_differ_in_case_and_spaces(tmp_path: Path) -> None:
    one = found(tmp_path, "list.csv", "  COUNTRY ,also,\ufeffname\nChina,B,A\n")
    assert (one.reading.form.name, one.heads[0].columns) == ("short", ("Country", "Also", "Name"))
    assert key_of(" Name \n of\u00a0 IT\ufeff") == "name of it"


@pytest.mark.parametrize(
    ("head", "form"),
    [("Name,Country", "short"), ("Name,Country,Also", "short"), ("Country,Number,Name", "long"), ("Number,Name,Country,Other.x", "long")],
)
def test_two_forms_are_told_apart_by_their_columns(tmp_path: Path, head: str, form: str) -> None:
    cells = ",".join("x" for _ in head.split(","))
    assert found(tmp_path, "list.csv", f"{head}\n{cells}\n").reading.form.name == form


def test_everything_that_speaks_against_the_best_form_is_said_at_once(tmp_path: Path) -> None:
    told = refused(tmp_path, "list.csv", "Number,Name,Colour,Name\n1,A,red,B\n")
    for part in ("unknown column “Colour”", "“Name” stands twice", "“Country” is missing", "row 1"):
        assert part in told


def test_a_table_without_a_head_is_told_by_its_width(tmp_path: Path) -> None:
    one = found(tmp_path, "list.csv", "a,b,c\nd,e,f\n\n")
    assert (one.reading.form.name, one.heads[0].row, one.heads[0].columns) == ("bare", 0, ("One", "Two", "Three"))
    assert "no form of this source fits" in refused(tmp_path, "other.csv", "a,b,c\nd,e\n")


def test_a_column_without_a_head_is_named_by_its_place_and_no_fault(tmp_path: Path) -> None:
    assert found(tmp_path, "list.csv", ",Name,Country,\n1,A,China,x\n").heads[0].columns == ("(1)", "Name", "Country", "(4)")


def test_sheets_of_the_form_are_read_and_the_others_named(tmp_path: Path) -> None:
    sheets: dict[str, Sheet] = {
        "Notes": [["Read this"], ["and that"]],
        "Part 1": [["Name", "Country"], ["A", "China"]],
        "Part 2": [["As of today"], ["Country", "Name", "Also"], ["Peru", "B", ""]],
        "Colours": [["Colour"], ["red"]],
    }
    path = workbook(tmp_path / "list.xlsx", **sheets)
    one = recognise(open_container(path, tmp_path / "scratch"), readings(FORMS))
    assert [(head.table.title, head.row) for head in one.heads] == [("Part 1", 1), ("Part 2", 2)]
    assert one.left_out == ("Notes", "Colours")


def test_a_fault_of_a_sheet_names_the_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", A=[["Number", "Name", "Colour"], ["1", "A", "red"]])
    with pytest.raises(UnexpectedContentError, match=r"list\.xlsx \[A\], row 1"):
        recognise(open_container(path, tmp_path / "scratch"), readings(LIST))


def test_json_is_told_by_the_key_of_its_records_and_by_its_keys(tmp_path: Path) -> None:
    record = {"id": 1, "name": "A"}
    texts = {"keyed": json.dumps({"meta": {}, "data": {"rows": [record]}}), "lines": json.dumps([record])}
    assert [found(tmp_path, "list.json", text).reading.form.name for text in texts.values()] == list(texts)
    assert found(tmp_path, "list.jsonl", json.dumps(record) + "\n" + json.dumps(record)).reading.form.name == "lines"
    odds: tuple[dict[str, object], ...] = ({"id": 1}, {"name": "A", "colour": "red"}, {"rows": []})
    for odd in odds:
        assert "no form of this source fits the file (json)" in refused(tmp_path, "list.json", json.dumps([odd]))


def test_a_form_that_a_person_names_takes_objects_of_more_keys(tmp_path: Path) -> None:
    text = json.dumps([{"name": "A", "colour": "red"}])
    assert found(tmp_path, "list.json", text, wanted="lines").reading.form.name == "lines"


def test_xml_is_told_by_its_root_whatever_its_namespace(tmp_path: Path) -> None:
    for root in ("<list>", '<?xml version="1.0"?><list xmlns="https://example.org/x">', "<sdnList>"):
        name = root[root.rindex("<") + 1 :].split()[0].rstrip(">")
        assert found(tmp_path, "list.xml", f"{root}<entry><name>A</name></entry></{name}>").reading.form.name == "xml"
    assert "(xml)" in refused(tmp_path, "list.xml", "<lists><entry/></lists>")


def test_a_form_that_a_person_names_is_the_only_one_that_is_tried(tmp_path: Path) -> None:
    text = "Number,Name,Country\n1,A,China\n"
    assert found(tmp_path, "list.csv", text, wanted="long").reading.form.name == "long"
    assert found(tmp_path, "list.csv", text, wanted="bare").heads[0].row == 0
    assert "unknown column “Number”" in refused(tmp_path, "list.csv", text, wanted="short")


def test_what_fits_no_form_is_told_with_all_that_are_known(tmp_path: Path) -> None:
    told = refused(tmp_path, "list.csv", "Colour,Size\nred,1\n")
    assert all(part in told for part in ("short: names alone", "xml: elements", "clew source map"))


def test_parquet_is_of_the_one_form_of_tables_that_has_a_head(tmp_path: Path, engine: DuckEngine) -> None:
    engine.load("made", {"Number": "VARCHAR", "Name": "VARCHAR"}, [("1", "A")])
    engine.write("made", tmp_path / "list.parquet", ("Number",))
    opened = open_container(tmp_path / "list.parquet", tmp_path)
    assert recognise(opened, readings(LIST)).reading.form.name == "table"
    assert recognise(opened, readings(FORMS), "long").reading.form.name == "long"
    with pytest.raises(UnexpectedContentError, match="parquet"):
        recognise(opened, readings(FORMS))


def test_a_packed_file_is_recognised_as_what_it_holds(tmp_path: Path) -> None:
    assert found(tmp_path, "list.csv.gz", gzip.compress(b"Name,Country\nA,China\n")).reading.form.name == "short"
