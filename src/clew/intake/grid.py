"""One table of a web page, cell by cell: spans make rows whole."""

import re
from pathlib import Path

from clew.intake.content import LONGEST_LINE, unreadable
from clew.intake.opened import RawTable
from clew.intake.preview import TableFile

MOST_COLUMNS = 1_000
MOST_ROWS_SPANNED = 65_534
"""As browsers have it."""
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"\s*\+?([0-9]{1,9})")


def cleaned(text: str) -> str:
    """The lines of a text on one line, its space as one space."""
    lines = [line for part in text.split("\n") if (line := _SPACE.sub(" ", part).strip())]
    joined = ""
    for line in lines:
        between = "" if not joined else " " if joined.endswith((",", ";", ":")) else "; "
        joined += between + line
    return joined


class Grid:
    """A table that is being read."""

    def __init__(self, title: str, scratch: Path, name: str) -> None:
        """Begin a table under a title; a caption within it may give another."""
        self.title = title
        self.table: RawTable | None = None
        self._scratch = scratch
        self._name = name
        self._file: TableFile | None = None
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._size = 0
        self._is_layout = False
        self._spans = (1, 1)
        self._below: dict[int, tuple[str, int]] = {}

    def begin_row(self) -> None:
        """A row begins, which ends the one before."""
        self.end_row()
        self._row = []

    def begin_cell(self, columns: str | None, rows: str | None) -> None:
        """A cell begins, which ends the one before."""
        self.end_cell()
        self._row = [] if self._row is None else self._row
        self._cell, self._size = [], 0
        self._spans = (_span(columns, MOST_COLUMNS) or 1, _span(rows, MOST_ROWS_SPANNED) or MOST_ROWS_SPANNED)

    def add(self, text: str) -> None:
        """Text of the cell that is open; a line feed is a break. What stands between cells is no part of a table."""
        if self._cell is None or self._is_layout:
            return
        self._cell.append(text)
        self._size += len(text)
        self._is_layout = self._size > LONGEST_LINE

    def end_cell(self) -> None:
        """The cell that is open ends."""
        if self._cell is None or self._row is None:
            return
        text = cleaned("".join(self._cell))
        self._cell = None
        columns, rows = self._spans
        self._fill_from_above()
        for _ in range(columns):
            if rows > 1:
                self._below[len(self._row)] = (text, rows)
            self._row.append(text)
        if len(self._row) > MOST_COLUMNS:
            raise unreadable(
                self._name, f"a table has more than {MOST_COLUMNS} columns", "Copy the table into a spreadsheet, and save that."
            )

    def _fill_from_above(self) -> None:
        """Cells of rows above reach down into this place."""
        row = [] if self._row is None else self._row
        while len(row) in self._below:
            row.append(self._below[len(row)][0])

    def end_row(self) -> None:
        """The row that is open ends."""
        self.end_cell()
        row, self._row = self._row, None
        if row is None:
            return
        for column in sorted(self._below):
            if column >= len(row):
                row.extend([""] * (column - len(row)))
                row.append(self._below[column][0])
        self._below = {column: (text, rows - 1) for column, (text, rows) in self._below.items() if rows > 1}
        if any(row) and not self._is_layout:
            self._file = self._file or TableFile(self._scratch)
            self._file.write(row)

    def close(self) -> None:
        """The table ends."""
        self.end_row()
        if self._file and self._is_layout:
            self._file.drop()
        elif self._file:
            self.table = self._file.close(self.title)
        self._file = None


def _span(said: str | None, most: int) -> int:
    found = _NUMBER.match(said or "1")
    return min(int(found[1]), most) if found else 1
