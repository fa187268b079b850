"""Tables as data: what a workbook sheet or a flat file is made of."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from msgspec import Struct

Cell: TypeAlias = str | int | float | Decimal | None
Row = TypeVar("Row")


class Form(StrEnum):
    """How the cells of a column are shown; the stored value is never rounded."""

    TEXT = "text"
    LONG = "long"
    """Text that wraps."""
    NUMBER = "number"
    SHARE = "share"
    """A fraction of one, shown in per cent."""


class Column(Struct, Generic[Row], frozen=True):
    """One column: its head, the value it takes from a row, how it shows, and its width in characters."""

    head: str
    value: Callable[[Row], Cell]
    form: Form = Form.TEXT
    width: int = 18


class Grid(Struct, frozen=True):
    """A table ready to write.

    Attributes:
        name: of the sheet, at most 31 characters.
        note: what a reader must know, one line above the table; "" for none.
        heads, forms, widths: of the columns.
        rows: cells in the order of the columns.
        empty: the sentence that stands in a table without rows.
    """

    name: str
    note: str
    heads: tuple[str, ...]
    forms: tuple[Form, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str


def grid(name: str, note: str, columns: tuple[Column[Row], ...], rows: Iterable[Row], empty: str) -> Grid:
    """Fill a table: every column takes its value from every row."""
    return Grid(
        name=name,
        note=note,
        heads=tuple(column.head for column in columns),
        forms=tuple(column.form for column in columns),
        widths=tuple(column.width for column in columns),
        rows=tuple(tuple(column.value(row) for column in columns) for row in rows),
        empty=empty,
    )
