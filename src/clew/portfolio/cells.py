"""Cells of one column to typed values, each distinct cell once."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Generic, TypeVar

from msgspec import Struct

from clew.values.identifiers import SECURITY_FORMATS, Format
from clew.values.numbers import parse_decimal

T = TypeVar("T")


class Parsed(Struct, Generic[T], frozen=True):
    """A column, read.

    Attributes:
        values: one for each row.
        notes: what a reader should know of a row's cell, by the row's place in the table.
    """

    values: Sequence[T]
    notes: Sequence[tuple[int, str]]


def each(cells: Sequence[str], parse: Callable[[str], T | None], otherwise: Callable[[str], tuple[T, str]]) -> Parsed[T]:
    """Read a column, each distinct cell once.

    Args:
        cells: the column, blanks already "".
        parse: the value of a cell, or None.
        otherwise: for a cell that `parse` refuses, the value to put there and a note, "" for none.
    """
    known: dict[str, T] = {}
    noted: dict[str, str] = {}
    for cell in set(cells):
        value = parse(cell)
        if value is not None:
            known[cell] = value
            continue
        known[cell], note = otherwise(cell)
        if note:
            noted[cell] = note
    notes = [(place, noted[cell]) for place, cell in enumerate(cells) if cell in noted] if noted else []
    return Parsed([known[cell] for cell in cells], notes)


def blanked(cells: Sequence[str], blanks: frozenset[str]) -> Sequence[str]:
    """The column with "" for every cell that says nothing."""
    distinct = set(cells)
    if (blanks - {""}).isdisjoint(map(str.casefold, distinct)):
        return cells
    empty = {cell for cell in distinct if cell.casefold() in blanks}
    return ["" if cell in empty else cell for cell in cells]


def identifiers(cells: Sequence[str], form: Format) -> Parsed[str]:
    """A column of identifiers of one kind: what does not pass is emptied and noted, lost leading zeros are given back and noted."""
    if not any(cells):
        return Parsed(cells, [])

    def otherwise(cell: str) -> tuple[str, str]:
        restored = form.restore(cell)
        if restored is not None:
            return restored, f"{form.title} “{cell}” had lost its leading zeros, read as {restored}"
        return "", f"{form.title} “{cell}” was left out: {form.objection(cell)}" if cell else ""

    return each(cells, form.parse, otherwise)


def mixed_identifiers(cells: Sequence[str]) -> tuple[dict[str, Sequence[str]], Sequence[tuple[int, str]]]:
    """A column whose cells are identifiers of several kinds: one column for each kind, and the notes."""

    def parse(cell: str) -> tuple[str, str] | None:
        return next(((form.key, code) for form in SECURITY_FORMATS if (code := form.parse(cell)) is not None), None)

    def otherwise(cell: str) -> tuple[tuple[str, str], str]:
        return ("", ""), f"“{cell}” was left out: it is no ISIN, LEI, CUSIP, SEDOL or FIGI" if cell else ""

    parsed = each(cells, parse, otherwise)
    return {form.key: [code if key == form.key else "" for key, code in parsed.values] for form in SECURITY_FORMATS}, parsed.notes


def numbers(cells: Sequence[str], *, decimal_comma: bool, what: str) -> Parsed[Decimal | None]:
    """A column of numbers; what is neither blank nor a number is noted.

    Args:
        cells: the column, blanks already "".
        decimal_comma: whether the comma marks the decimals.
        what: the field, for the notes.
    """

    def otherwise(cell: str) -> tuple[Decimal | None, str]:
        return None, f"{what} “{cell[:40]}” is not a number" if cell else ""

    return each(cells, partial(parse_decimal, decimal_comma=decimal_comma), otherwise)
