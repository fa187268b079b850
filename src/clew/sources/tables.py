"""Reads the tables that ship with clew: CSV with a known head, every fault of a table reported at once."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from clew.errors import Fault, UnexpectedContentError

SEPARATOR = "; "
"""Between the values of a cell that holds several."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with its place: `table` and 1-based `line` of the file."""

    table: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column, trimmed; "" when empty."""
        return self.cells[column]

    def several(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several."""
        return tuple(part for part in (value.strip() for value in self.cells[column].split(SEPARATOR)) if part)

    @property
    def locator(self) -> str:
        """Where the row is: `entries.csv:12`."""
        return f"{self.table}:{self.line}"


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one dataset, by file name, and the bytes they were read from."""

    dataset: str
    files: Mapping[str, bytes]

    def rows(self, name: str, columns: Collection[str], required: Collection[str] = ()) -> tuple[TableRow, ...]:
        """The rows of a table.

        Raises:
            UnexpectedContentError: an unknown or missing column, a ragged row, or an empty cell in a `required` column; all are named.
        """
        text = self.files[name].decode("utf-8")
        reader = csv.reader(io.StringIO(text))
        head = next(reader, [])
        faults = [Fault(f"unknown column “{column}”", f"Known are {', '.join(columns)}.", name, 1, column) for column in head if column not in columns]
        faults += [Fault(f"the column “{column}” is missing", "Add it.", name, 1, column) for column in columns if column not in head]
        rows: list[TableRow] = []
        for cells in reader:
            row = TableRow(name, reader.line_num, dict(zip(head, (cell.strip() for cell in cells), strict=False)))
            faults += _faults(row, len(head), len(cells), required)
            rows.append(row)
        if faults:
            raise UnexpectedContentError(*faults)
        return tuple(rows)


def _faults(row: TableRow, expected: int, found: int, required: Collection[str]) -> Iterator[Fault]:
    """What is wrong with one row."""
    if expected != found:
        yield Fault(f"the row has {found} cells, the head has {expected}", "Quote cells that hold commas.", row.table, row.line)
        return
    for column in required:
        if not row.cells.get(column):
            yield Fault("the cell is empty", "Fill it or take the row out.", row.table, row.line, column)


def read_tables(dataset: str, folder: Traversable) -> Tables:
    """Every CSV file of a folder."""
    found = sorted((place for place in folder.iterdir() if place.name.endswith(".csv")), key=lambda place: place.name)
    return Tables(dataset, {place.name: place.read_bytes() for place in found})
