"""Tables as the bytes of a workbook: no formula, no link, no clock; the same tables give the same bytes."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from clew.render.grid import Cell, Form, Grid
from clew.render.printable import printable

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
_CREATED = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST_CELL = 32_767
_HEAD_ROW = 4


def workbook_bytes(heading: str, title: str, tables: Sequence[Grid]) -> bytes:
    """One sheet a table; heading, title and the table's note stand above each, and on each printed page.

    Args:
        heading: the line that every output carries.
        title: of the whole workbook.
        tables: in the order of the sheets; text longer than a cell can hold (32,767 characters) is cut and ends in "…".
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": printable(title), "comments": printable(heading), "created": _CREATED})
        looks = _looks(book)
        for table in tables:
            _write_sheet(book.add_worksheet(table.name), heading, title, table, looks)
    return out.getvalue()


def _looks(book: xlsxwriter.Workbook) -> dict[str, Format]:
    base = {"valign": "top", "font_size": 10}
    return {
        "heading": book.add_format({"bold": True, "font_size": 10}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"italic": True, "font_size": 10, "font_color": "#55534d"}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, **base}),
        Form.TEXT: book.add_format(base),
        Form.LONG: book.add_format({**base, "text_wrap": True}),
        Form.NUMBER: book.add_format({**base, "num_format": "#,##0.######"}),
        Form.SHARE: book.add_format({**base, "num_format": "0.0000%"}),
    }


def _write_sheet(sheet: Worksheet, heading: str, title: str, table: Grid, looks: dict[str, Format]) -> None:
    for column, (form, width) in enumerate(zip(table.forms, table.widths, strict=True)):
        sheet.set_column(column, column, width, looks[form])
    sheet.write_string(0, 0, printable(heading), looks["heading"])
    sheet.write_string(1, 0, printable(title), looks["title"])
    sheet.write_string(2, 0, printable(table.note), looks["note"])
    for column, head in enumerate(table.heads):
        sheet.write_string(_HEAD_ROW, column, head, looks["head"])
    for number, row in enumerate(table.rows, start=_HEAD_ROW + 1):
        _write_row(sheet, number, row)
    if not table.rows:
        sheet.write_string(_HEAD_ROW + 1, 0, table.empty, looks["note"])
    _set_page(sheet, heading, table)


def _write_row(sheet: Worksheet, number: int, row: tuple[Cell, ...]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, str):
            if value:
                sheet.write_string(number, column, _fitting(value))
        elif value is not None:
            sheet.write_number(number, column, value)


def _fitting(text: str) -> str:
    shown = printable(text)
    return shown if len(shown) <= _LONGEST_CELL else f"{shown[: _LONGEST_CELL - 1]}…"


def _set_page(sheet: Worksheet, heading: str, table: Grid) -> None:
    """Sticky heads, filters, and a page that prints with its heading and its heads."""
    last = _HEAD_ROW + max(1, len(table.rows))
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.autofilter(_HEAD_ROW, 0, last, len(table.heads) - 1)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8{printable(heading).replace('&', '&&')[:200]}&R&8&A, &P of &N")
