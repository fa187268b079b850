"""Where the table begins: the row of column heads, found by evidence."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from msgspec import Struct

from clew.errors import Fault, UnexpectedContentError
from clew.intake.tables import Table
from clew.pack.holdings import HeadWords
from clew.portfolio.evidence import identifier_in
from clew.portfolio.heads import LONGEST_HEAD, read_head, recognised_fields
from clew.values.numbers import parse_decimal

SEARCHED_ROWS = 100
"""Rows that are not blank in which a header is looked for."""
KEY_FIELDS = frozenset({"name", "isin", "lei", "cusip", "sedol", "figi", "ticker", "identifier", "fund_name", "fund_isin"})
"""Fields of which a table needs one, to say what is held."""
_OF_FILERS = frozenset({"cik"})
"""Fields that lists of filers and managers have as well: they make no list of holdings."""
_ENOUGH_HEADS = 2
_REMARK = re.compile(r"[(\[].*[a-z].*[)\]]", re.IGNORECASE)
_MOST_STACKED, _FEWEST_STACKED = 3, 3
"""Rows of one header at most; cells that each of them has at least: two are a label and its value."""


class Header(Struct, frozen=True):
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

    The row that names most known fields is the header, the first of equals; or several rows together that name more. Where no row names
    any, cells that pass the check digit of an identifier make a table without heads.

    Args:
        table: the rows.
        words: the known heads.
    """
    candidates = list(islice(((index, row) for index, row in enumerate(table.rows) if any(row)), SEARCHED_ROWS))
    best = max(candidates, key=lambda item: header_strength(item[1], words), default=None)
    strength = 0 if best is None else header_strength(best[1], words)
    stack = max(_stacks(candidates, words), key=lambda found: header_strength(found.heads, words), default=None)
    if stack is not None and header_strength(stack.heads, words) > strength:
        return _named(table, stack, words)
    if best is not None and strength > 0:
        return _named(table, _Stack(best[0], 1, tuple(best[1])), words)
    return _headless(table, candidates)


def header_strength(row: Sequence[str], words: HeadWords) -> int:
    """How many fields a row names; 0 for a row that cannot be a header.

    Args:
        row: its cells.
        words: the known heads.
    """
    fields = recognised_fields(row, words) - _OF_FILERS
    if not fields & KEY_FIELDS:
        return 0
    filled = sum(1 for cell in row if cell)
    alone = len(fields) == 1 and filled <= _ENOUGH_HEADS and not fields & {"name"}
    return len(fields) if len(fields) >= _ENOUGH_HEADS or alone else 0


class _Stack(NamedTuple):
    """Rows that are the header together: the index of the last, how many they are, and the head that they give each column."""

    last: int
    height: int
    heads: tuple[str, ...]


def _stacks(candidates: Sequence[tuple[int, Sequence[str]]], words: HeadWords) -> Iterator[_Stack]:
    """Heads that stand over several rows, as in official forms: rows of words alone, one below the other."""
    wordy = {index: row for index, row in candidates if _is_wordy(row)}
    for last, row in wordy.items():
        for height in range(2, _MOST_STACKED + 1):
            rows = [wordy.get(index) for index in range(last - height + 1, last + 1)]
            if any(above is None for above in rows):
                break
            columns = zip_longest(*(above for above in rows if above is not None), fillvalue="")
            yield _Stack(last, height, tuple(_head(cells, words) for cells in columns)[: max(len(row), 1)])


def _is_wordy(row: Sequence[str]) -> bool:
    """Whether a row could be a part of the heads: several cells, none a number, an identifier or a sentence."""
    filled = [cell for cell in row if cell]
    return len(filled) >= _FEWEST_STACKED and all(len(cell) <= LONGEST_HEAD and not _is_value(cell) for cell in filled)


def _is_value(cell: str) -> bool:
    """Whether a cell is a number, in either notation, or an identifier: then it stands below the heads. `(x$1000)` is a remark."""
    if _REMARK.fullmatch(cell):
        return False
    return any(parse_decimal(cell, decimal_comma=comma) is not None for comma in (False, True)) or identifier_in(cell) is not None


def _head(cells: Sequence[str], words: HeadWords) -> str:
    """The head of a column whose words stand over several rows: the lowest that says a field, by itself or with the one above it.

    `VALUE` above `(to the nearest dollar)` says a value; `INVESTMENT` above `DISCRETION` says no investment.
    """
    said = [cell for cell in dict.fromkeys(cells) if cell and not _REMARK.fullmatch(cell)]
    forms = [" ".join(said[-count:]) for count in range(1, len(said) + 1)]
    return next((form for form in forms if read_head(form, words) is not None), " ".join(said))


def _named(table: Table, found: _Stack, words: HeadWords) -> Header:
    fields = recognised_fields(found.heads, words)
    known = ", ".join(sorted(field.replace("_", " ") for field in fields))
    number = table.numbers[found.last]
    where = f"row {number} names" if number else "its elements name"
    if found.height > 1:
        where = f"rows {table.numbers[found.last - found.height + 1]} to {number} together name"
    return Header(found.last, found.heads, f"{where} {len(fields)} known fields: {known}", len(fields))


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
    if not number:
        mend = "Give the document that lists the holdings, such as the information table of a 13F filing, or a table."
    cells = ", ".join(f"“{cell[:30]}”" for cell in row if cell)[:200]
    return UnexpectedContentError(
        Fault(f"no row names the columns of a holdings table; the nearest is: {cells}", mend, name, number or None)
    )
