"""What a table says of itself that its rows add up to, and whether they do."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from clew.intake.tables import Table
from clew.model.holding import Holding, StatedTotal
from clew.portfolio.columns import Column
from clew.portfolio.rows import Notation
from clew.portfolio.weights import as_fraction
from clew.values.numbers import parse_decimal

TOLERANCE = Decimal("0.001")
"""Share by which a sum may differ from the stated total: rows are rounded, and so is the total."""


def stated_totals(table: Table, columns: Mapping[str, Column], rows: Iterable[int], notation: Notation) -> tuple[StatedTotal, ...]:
    """The numbers of the rows that add up others, in the file's order; rows without a number in their column say nothing.

    Args:
        table: all rows.
        columns: the columns understood.
        rows: indices of the rows that add up others.
        notation: how the table writes numbers.
    """
    found = []
    for index in sorted(rows):
        weight, value = (_number(table.rows[index], columns.get(field), notation) for field in ("weight", "value"))
        if weight is not None or value is not None:
            found.append(StatedTotal(table.numbers[index], as_fraction(weight, percent=notation.percent), value))
    return tuple(found)


def agreeing(totals: Sequence[StatedTotal], holdings: Sequence[Holding]) -> StatedTotal | None:
    """The total to which the holdings add up: in every number that it states."""
    return next((total for total in reversed(totals) if not _differences(total, holdings)), None)


def total_warning(totals: Sequence[StatedTotal], holdings: Sequence[Holding]) -> str:
    """A sentence where no total of the file is what its rows add up to, with the difference to the last; "" where one is."""
    if not totals or agreeing(totals, holdings) is not None:
        return ""
    return f"row {totals[-1].row} states a total that the rows do not add up to: {'; '.join(_differences(totals[-1], holdings))}"


def _differences(total: StatedTotal, holdings: Sequence[Holding]) -> list[str]:
    """What a total states, what the holdings add up to, and by how much that differs; numbers that agree are left out."""
    told = []
    if total.weight is not None:
        own = sum((one.weight for one in holdings if one.weight is not None), Decimal(0))
        if abs(own - total.weight) > TOLERANCE:
            parts = (f"{number * 100:.2f} %" for number in (total.weight, own, own - total.weight))
            told.append("weights {} stated, {} added up, difference {}".format(*parts))
    if total.value is not None:
        own = sum((one.value for one in holdings if one.value is not None), Decimal(0))
        if abs(own - total.value) > TOLERANCE * abs(total.value):
            told.append(f"values {total.value:,f} stated, {own:,f} added up, difference {own - total.value:,f}")
    return told


def _number(row: Sequence[str], column: Column | None, notation: Notation) -> Decimal | None:
    """The number in a column of a row."""
    cell = row[column.index] if column is not None and column.index < len(row) else ""
    return parse_decimal(cell, decimal_comma=notation.comma) if cell else None
