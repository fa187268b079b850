"""A table as the bytes of a CSV file that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from clew.render.grid import Cell, Grid
from clew.render.printable import one_line

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(lines: Iterable[str], table: Grid) -> bytes:
    """Heading lines, column heads and rows as UTF-8 with byte-order mark (Excel needs it for Chinese) and CRLF.

    Args:
        lines: text that stands above the table, one cell a line.
        table: numbers are written as numbers, None as an empty cell; text that a spreadsheet would take for a formula gets an apostrophe
            before it; a table without rows has the sentence that it is empty, where there is one.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_inert(line)] for line in lines)
    writer.writerow([_inert(head) for head in table.heads])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    if not table.rows and table.empty:
        writer.writerow([_inert(table.empty)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _cell(value: Cell) -> str | int | float:
    if isinstance(value, str):
        return _inert(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else value


def _inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula: looks at the first character of the raw and of the trimmed text."""
    shown = one_line(text)
    return f"'{shown}" if text.startswith(_FORMULA_STARTS) or shown.startswith(_FORMULA_STARTS) else shown
