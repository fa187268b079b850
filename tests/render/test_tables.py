"""Workbook and flat file: nothing runs, nothing is lost, the bytes are the same from run to run."""

import csv
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from clew.render.csv import csv_bytes
from clew.render.grid import Column, Form, Grid, grid
from clew.render.xlsx import workbook_bytes

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1", "\t=1", "\r=1", " =1", "http://example.org", "{=1}"]


def table(*rows: tuple[str, Decimal | None]) -> Grid:
    columns: tuple[Column[tuple[str, Decimal | None]], ...] = (
        Column("Name", lambda row: row[0]),
        Column("Weight", lambda row: row[1], Form.SHARE),
    )
    return grid("Sheet", "note", columns, rows, "Nothing.")


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    grids = table((text, None))
    shown = cells(csv_bytes(("heading",), grids))[2][0]
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    sheet = load_workbook(io.BytesIO(workbook_bytes("heading", "title", [grids]))).worksheets[0]
    cell = sheet["A6"]
    assert cell.data_type in {"s", "inlineStr"}
    assert cell.hyperlink is None


def test_numbers_stay_numbers_and_unknown_stays_empty() -> None:
    grids = table(("a", Decimal("-0.021")), ("b", None))
    assert cells(csv_bytes((), grids))[1:] == [["a", "-0.021"], ["b", ""]]
    sheet = load_workbook(io.BytesIO(workbook_bytes("h", "t", [grids]))).worksheets[0]
    assert (sheet["B6"].value, sheet["B7"].value) == (-0.021, None)


def test_the_same_table_gives_the_same_bytes() -> None:
    assert workbook_bytes("h", "t", [table(("a", None))]) == workbook_bytes("h", "t", [table(("a", None))])


def test_heading_title_and_note_stand_above_every_sheet() -> None:
    sheet = load_workbook(io.BytesIO(workbook_bytes("Internal", "Title", [table()]))).worksheets[0]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 5, 6)] == ["Internal", "Title", "note", "Name", "Nothing."]


def test_an_empty_table_says_so() -> None:
    assert cells(csv_bytes((), table()))[-1] == ["Nothing."]


def test_a_text_longer_than_a_cell_is_cut_visibly() -> None:
    sheet = load_workbook(io.BytesIO(workbook_bytes("h", "t", [table(("x" * 40_000, None))]))).worksheets[0]
    value = sheet["A6"].value
    assert isinstance(value, str)
    assert len(value) == 32_767
    assert value.endswith("…")


def test_every_script_survives() -> None:
    name = "示例 ئۈرۈمچى Ürümqi"
    assert cells(csv_bytes((), table((name, None))))[1][0] == name
    assert load_workbook(io.BytesIO(workbook_bytes("h", "t", [table((name, None))]))).worksheets[0]["A6"].value == name
