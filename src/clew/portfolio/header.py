"""Where the table begins: the row of column heads, found by evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from clew.errors import Fault, UnexpectedContentError
from clew.intake.tables import Table
from clew.pack.holdings import HeadWords
from clew.portfolio.evidence import identifier_in
from clew.portfolio.heads import recognised_fields

SEARCHED_ROWS = 100
"""Rows that are not blank in which a header is looked for."""
KEY_FIELDS = frozenset({"name", "isin", "lei", "cusip", "sedol", "ticker", "identifier", "fund_name", "fund_isin"})
"""Fields of which a table needs one, to say what is held."""
_ENOUGH_HEADS = 2


@dataclass(frozen=True, slots=True)
class Header:
    """The row of column heads.

    Attributes:
        index: of the row within `Table.rows`, -1 where the table has no heads.
        heads: as written; "" for columns without one.
        why: the evidence, one sentence.
        strength: how many known fields the heads name.
    """

    index: int
    heads: tuple[str, ...]
    why: str
    strength: int


def find_header(table: Table, words: HeadWords) -> Header | None:
    """The header of a table, or None when neither heads nor cells tell that this lists holdings.

    The row that names most known fields is the header, the first of equals. Where no row names any, cells that pass the check digit of an
    identifier make a table without heads.

    Args:
        table: the rows.
        words: the known heads.
    """
    candidates = list(islice(((index, row) for index, row in enumerate(table.rows) if any(row)), SEARCHED_ROWS))
    best = max(candidates, key=lambda item: header_strength(item[1], words), default=None)
    if best is not None and header_strength(best[1], words) > 0:
        return _named(table, best[0], words)
    return _headless(table, candidates)


def header_strength(row: Sequence[str], words: HeadWords) -> int:
    """How many fields a row names; 0 for a row that cannot be a header.

    Args:
        row: its cells.
        words: the known heads.
    """
    fields = recognised_fields(row, words)
    if not fields & KEY_FIELDS:
        return 0
    filled = sum(1 for cell in row if cell)
    alone = len(fields) == 1 and filled <= _ENOUGH_HEADS and not fields & {"name"}
    return len(fields) if len(fields) >= _ENOUGH_HEADS or alone else 0


def _named(table: Table, index: int, words: HeadWords) -> Header:
    row = table.rows[index]
    fields = recognised_fields(row, words)
    known = ", ".join(sorted(field.replace("_", " ") for field in fields))
    why = f"row {table.numbers[index]} names {len(fields)} known fields: {known}"
    return Header(index, tuple(row), why, len(fields))


def _headless(table: Table, candidates: Sequence[tuple[int, Sequence[str]]]) -> Header | None:
    """A header of empty heads, where one cell in every other row or more is an identifier."""
    found = [(index, row) for index, row in candidates if any(identifier_in(cell) for cell in row)]
    if not found or len(found) * 2 < len(candidates):
        return None
    width = max(len(row) for _, row in found)
    first = table.numbers[found[0][0]]
    return Header(
        found[0][0] - 1, ("",) * width, f"no row names known columns; from row {first} on, the cells show what the columns are", 0
    )


def no_table(name: str, tables: Sequence[Table], words: HeadWords) -> UnexpectedContentError:
    """The error for a file in which no table of holdings is found, saying what comes nearest."""
    rows = [
        (len(recognised_fields(row, words)), number, row)
        for table in tables
        for number, row in islice(zip(table.numbers, table.rows, strict=True), SEARCHED_ROWS)
        if any(row)
    ]
    mend = "Put one row of column heads above the holdings, with at least a name or an identifier, and a weight or a value."
    if not rows:
        return UnexpectedContentError(Fault("the file holds no rows", "Export the holdings again.", name))
    _, number, row = max(rows, key=lambda item: item[0])
    cells = ", ".join(f"“{cell[:30]}”" for cell in row if cell)[:200]
    return UnexpectedContentError(Fault(f"no row names the columns of a holdings table; the nearest is: {cells}", mend, name, number))
