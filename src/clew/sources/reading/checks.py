"""What a card expects of a file, held against it: columns, cells, codes, days, and how many rows there are."""

from collections.abc import Iterator, Sequence

from clew.engine.port import LocalEngine
from clew.errors import Fault
from clew.model.card import Card
from clew.sources.reading.cells import IDENTIFIED, day, own_day, text, trimmed
from clew.sources.reading.forms import Reading

MOST_FAULTS = 50
"""Faults of cells that are named one by one; more are counted."""


def head_faults(reading: Reading, columns: Sequence[str], file: str, row: int) -> Iterator[Fault]:
    """Columns that the form does not know, that stand twice, or that are missing."""
    for at, column in enumerate(columns):
        if not reading.knows(column):
            yield Fault(
                f"unknown column “{column}”",
                f"Known are {', '.join((*reading.read, *reading.form.ignored))}. {_MAPPING}",
                file,
                row,
                column,
            )
        if column in columns[:at]:
            yield Fault(f"the column “{column}” stands twice", "Take one out.", file, row, column)
    for column in reading.form.columns:
        if column not in columns:
            yield Fault(f"the column “{column}” is missing", f"Add it, or export the file with it. {_MAPPING}", file, row, column)


_MAPPING = "If the publisher changed the layout, `clew source map` makes a card for it."


def cell_faults(engine: LocalEngine, reading: Reading, table: str, file: str) -> list[Fault]:
    """Empty cells, unknown codes and unreadable days in the rows of a table; the first of them, and how many more.

    In `identified_rows` the days were read before.
    """
    queries = [*_required(reading, table), *_codes(reading, table), *_days(reading, table)]
    if not queries:
        return []
    every = " UNION ALL ".join(queries)
    order = f"ORDER BY table_title, row_number, col, kind LIMIT {MOST_FAULTS + 1}"
    found = engine.fetch(f"SELECT table_title, row_number, col, cell, kind FROM ({every}) AS f {order}")  # noqa: S608 - columns are quoted
    faults = [
        _fault(reading, (int(str(row)), str(column), str(cell), str(kind)), f"{file} [{title}]" if title else file)
        for title, row, column, cell, kind in found
    ]
    if len(faults) <= MOST_FAULTS:
        return faults
    count = int(str(engine.fetch(f"SELECT count(*) FROM ({every}) AS f")[0][0]))  # noqa: S608 - columns are quoted
    return [*faults[:MOST_FAULTS], Fault(f"{count - MOST_FAULTS:,} more cells like these", "Mend the first ones, then look again.", file)]


def wrong_rows(engine: LocalEngine, file: str) -> list[Fault]:
    """What a reader's own queries found wrong; the first of it, and how much more."""
    found = engine.fetch(f"SELECT row_number, col, what, mend FROM wrong_rows ORDER BY ALL LIMIT {MOST_FAULTS}")  # noqa: S608 - a number
    faults = [Fault(str(what), str(mend), file, int(str(row)), str(column)) for row, column, what, mend in found]
    count = int(str(engine.fetch("SELECT count(*) FROM wrong_rows")[0][0])) if len(found) == MOST_FAULTS else 0
    more = Fault(f"{count - MOST_FAULTS:,} more rows like these", "Mend the first ones, then look again.", file)
    return [*faults, more] if count > MOST_FAULTS else faults


def row_faults(card: Card, rows: int, file: str) -> Iterator[Fault]:
    """Fewer or more rows than the card believes."""
    fewest, most = card.rows
    if not fewest <= rows <= most:
        mend = "Check that the file is whole and of this source; if the source has grown, widen `rows` in its card."
        yield Fault(f"{rows:,} rows where {card.short} is expected to have {fewest:,} to {most:,}", mend, file)


def _required(reading: Reading, table: str) -> Iterator[str]:
    for column in reading.form.required:
        yield _query(table, column, "empty", f"{trimmed(column)} = ''")


def _codes(reading: Reading, table: str) -> Iterator[str]:
    for one in reading.codes:
        if one.values:
            yield _query(table, one.column, "code", f"{trimmed(one.column)} NOT IN ({', '.join(map(text, one.values))})")
        if one.pattern:
            yield _query(table, one.column, "shape", f"NOT regexp_full_match({trimmed(one.column)}, {text(one.pattern)})")


def _days(reading: Reading, table: str) -> Iterator[str]:
    for column in reading.days:
        read = own_day(column) if table == IDENTIFIED else day(trimmed(column), reading.form.dates)
        yield _query(table, column, "day", f"{trimmed(column)} <> '' AND {read} = ''")


def _query(table: str, column: str, kind: str, wrong: str) -> str:
    """Rows whose cell is wrong."""
    return (
        f"SELECT table_title, row_number, {text(column)} AS col, {trimmed(column)} AS cell, {text(kind)} AS kind FROM {table} WHERE {wrong}"  # noqa: S608 - columns are quoted
    )


def _fault(reading: Reading, found: tuple[int, str, str, str], file: str) -> Fault:
    """One wrong cell."""
    row, column, cell, kind = found
    if kind == "empty":
        return Fault("the cell is empty", "Fill it, or take the row out.", file, row, column)
    if kind == "code":
        known = ", ".join(f"“{value}”" for code in reading.codes if code.column == column for value in code.values)
        mend = f"Known are {known}. A reviewed [[override]] in the card may say how to read it."
        return Fault(f"unknown code “{cell[:80]}”", mend, file, row, column)
    if kind == "shape":
        shapes = ", ".join(code.pattern for code in reading.codes if code.column == column and code.pattern)
        return Fault(f"“{cell[:80]}” has not the shape {shapes}", "Look it up, and write it as its register does.", file, row, column)
    return Fault(
        f"“{cell[:80]}” is no day",
        "Write it as 2024-05-17, or say in the card's form which of day and month comes first.",
        file,
        row,
        column,
    )
