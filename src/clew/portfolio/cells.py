"""Cells of one column to typed values, each distinct cell once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from clew.values.identifiers import SECURITY_FORMATS, Format
from clew.values.numbers import parse_decimal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A column, read.

    Attributes:
        values: one for each row.
        notes: what a reader should know of a row's cell, by the row's place in the table.
    """

    values: Sequence[T]
    notes: Sequence[tuple[int, str]]


def each(cells: Sequence[str], parse: Callable[[str], tuple[T, str]]) -> Parsed[T]:
    """Read a column: `parse` is called once for each distinct cell and gives its value and a note, "" for none."""
    known = {cell: parse(cell) for cell in set(cells)}
    noted = {cell for cell, (_, note) in known.items() if note}
    notes = [(place, known[cell][1]) for place, cell in enumerate(cells) if cell in noted] if noted else []
    return Parsed([known[cell][0] for cell in cells], notes)


def blanked(cells: Sequence[str], blanks: frozenset[str]) -> Sequence[str]:
    """The column with "" for every cell that says nothing."""
    longest = max(map(len, blanks), default=0)
    empty = {cell for cell in set(cells) if len(cell) <= longest and cell.casefold() in blanks}
    return ["" if cell in empty else cell for cell in cells] if empty - {""} else cells


def identifiers(cells: Sequence[str], form: Format) -> Parsed[str]:
    """A column of identifiers of one kind: what does not pass is emptied and noted, lost leading zeros are given back and noted."""
    if not any(cells):
        return Parsed(cells, [])

    def parse(cell: str) -> tuple[str, str]:
        if not cell:
            return "", ""
        code = form.parse(cell)
        if code is not None:
            return code, ""
        restored = form.restore(cell)
        if restored is not None:
            return restored, f"{form.title} “{cell}” had lost its leading zeros, read as {restored}"
        return "", f"{form.title} “{cell}” was left out: {form.objection(cell)}"

    return each(cells, parse)


def mixed_identifiers(cells: Sequence[str]) -> tuple[dict[str, Sequence[str]], Sequence[tuple[int, str]]]:
    """A column whose cells are identifiers of several kinds: one column for each kind, and the notes."""

    def parse(cell: str) -> tuple[tuple[str, str], str]:
        for form in SECURITY_FORMATS:
            code = form.parse(cell)
            if code is not None:
                return (form.key, code), ""
        return ("", ""), f"“{cell}” was left out: it is no ISIN, LEI, CUSIP or SEDOL" if cell else ""

    parsed = each(cells, parse)
    return {form.key: [code if key == form.key else "" for key, code in parsed.values] for form in SECURITY_FORMATS}, parsed.notes


def numbers(cells: Sequence[str], *, decimal_comma: bool, what: str) -> Parsed[Decimal | None]:
    """A column of numbers; what is neither blank nor a number is noted.

    Args:
        cells: the column, blanks already "".
        decimal_comma: whether the comma marks the decimals.
        what: the field, for the notes.
    """

    def parse(cell: str) -> tuple[Decimal | None, str]:
        number = parse_decimal(cell, decimal_comma=decimal_comma) if cell else None
        return number, f"{what} “{cell[:40]}” is not a number" if cell and number is None else ""

    return each(cells, parse)
