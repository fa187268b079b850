"""Reads the tables that ship with clew: CSV with a known head, every fault of a table reported at once."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable

from msgspec import Struct, field

from clew.errors import Fault, UnexpectedContentError
from clew.values.days import is_day

SEPARATOR = "; "
"""Between the values of a cell that holds several."""


class TableRow(Struct, frozen=True):
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

    def fault(self, what: str, mend: str, column: str = "") -> Fault:
        """Something wrong with this row."""
        return Fault(what, mend, self.table, self.line, column)


class Form(Struct, frozen=True):
    """What a table may hold.

    Attributes:
        columns: its head, in any order.
        required: columns whose cells are never empty.
        codes: column → the codes that it knows; "" only where it is among them.
        dates: columns of days, months or years, or empty.
        key: columns that together tell rows apart.
    """

    columns: tuple[str, ...]
    required: tuple[str, ...] = ()
    codes: Mapping[str, Collection[str]] = field(default_factory=dict)
    dates: tuple[str, ...] = ()
    key: tuple[str, ...] = ()


class Tables(Struct, frozen=True):
    """The tables of one dataset, by file name, and the bytes they were read from."""

    dataset: str
    files: Mapping[str, bytes]

    def rows(self, name: str, form: Form) -> tuple[TableRow, ...]:
        """The rows of a table.

        Raises:
            UnexpectedContentError: it is missing or no table, or does not keep to the form; all faults are named.
        """
        (_, head), *lines = self._lines(name) or [(1, [])]
        faults = list(_head_faults(name, head, form.columns))
        rows: list[TableRow] = []
        for line, cells in lines:
            row = TableRow(name, line, dict(zip(head, (cell.strip() for cell in cells), strict=False)))
            if len(cells) == len(head):
                faults += _row_faults(row, form)
                rows.append(row)
            else:
                faults.append(row.fault(f"the row has {len(cells)} cells, the head has {len(head)}", "Quote cells that hold commas."))
        faults += repeated(rows, form.key)
        if faults:
            raise UnexpectedContentError(*faults)
        return tuple(rows)

    def count(self) -> int:
        """How many rows the longest table has, below its head."""
        return max((len(self._lines(name)) - 1 for name in self.files), default=0)

    def _lines(self, name: str) -> list[tuple[int, list[str]]]:
        """The cells of each row, with the line on which the row ends."""
        if name not in self.files:
            raise UnexpectedContentError(Fault(f"the table {name} of {self.dataset} is missing", "Add it.", name))
        try:
            reader = csv.reader(io.StringIO(self.files[name].decode("utf-8"), newline=""), strict=True)
            return [(reader.line_num, cells) for cells in reader]
        except (UnicodeDecodeError, csv.Error) as error:
            raise UnexpectedContentError(Fault(f"this is not a table: {error}", "Save it as CSV in UTF-8.", name)) from error


def repeated(rows: Iterable[TableRow], key: Sequence[str]) -> Iterator[Fault]:
    """The rows whose key stands in an earlier row too; none without a key."""
    seen: dict[tuple[str, ...], TableRow] = {}
    for row in rows:
        if key and all(column in row.cells for column in key):
            first = seen.setdefault(tuple(row[column] for column in key), row)
            if first is not row:
                yield row.fault(f"the row is about the same as {first.locator}", "Keep one of them, or tell them apart.", key[0])


def _head_faults(table: str, head: Sequence[str], columns: Collection[str]) -> Iterator[Fault]:
    """What is wrong with the head."""
    for at, column in enumerate(head):
        if column not in columns:
            yield Fault(f"unknown column “{column}”", f"Known are {', '.join(columns)}.", table, 1, column)
        if column in head[:at]:
            yield Fault(f"the column “{column}” stands twice", "Take one out.", table, 1, column)
    for column in columns:
        if column not in head:
            yield Fault(f"the column “{column}” is missing", "Add it.", table, 1, column)


def _row_faults(row: TableRow, form: Form) -> Iterator[Fault]:
    """What is wrong with the cells of one row; a missing column is the head's fault, not the row's."""
    for column, cell in row.cells.items():
        known = form.codes.get(column)
        if not cell and column in form.required:
            yield row.fault("the cell is empty", "Fill it or take the row out.", column)
        elif known is not None and cell not in known:
            yield row.fault(f"unknown code “{cell}”", f"Known are {', '.join(known)}.", column)
        elif cell and column in form.dates and not _is_date(cell):
            yield row.fault(f"“{cell}” is no date", "Write it as 2024-05-17, 2024-05 or 2024.", column)


_PRECISIONS = (len("2024"), len("2024-05"), len("2024-05-17"))


def _is_date(text: str) -> bool:
    """Whether the text is an ISO day, month or year."""
    return len(text) in _PRECISIONS and is_day(text + "2000-01-01"[len(text) :])


def read_tables(dataset: str, folder: Traversable) -> Tables:
    """Every CSV file of a folder."""
    found = sorted((place for place in folder.iterdir() if place.name.endswith(".csv")), key=lambda place: place.name)
    return Tables(dataset, {place.name: place.read_bytes() for place in found})
