"""A recognised file as rows that the engine reads: the form's columns as text, the record's number, and the title of its table."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from clew.engine.plan import Plan, Step
from clew.engine.port import Delimited, LocalEngine
from clew.errors import Fault, UnexpectedContentError
from clew.intake.containers import json_records, xml_records
from clew.intake.opened import Kind
from clew.sources.reading.cells import TAKEN, name, quoted, text, trimmed
from clew.sources.reading.checks import head_faults
from clew.sources.reading.forms import Reading
from clew.sources.reading.recognition import TABLES, Head, Recognised, file_of, key_of
from clew.sources.reading.statements import objects_step

_MOST_REJECTS = 20
_RUN = 2048
"""Rows of a run: as many as the engine holds at a time."""
_NOTHING = "''"
_QUOTE = "Quote cells that hold the separator or a quotation mark, and close every quotation."


def scan(engine: LocalEngine, found: Recognised, scratch: Path, table: str, readers: int = 1) -> None:
    """Make the rows of a file available under a name; nothing is read before they are used.

    Args:
        engine: reads the file.
        found: the file.
        scratch: where its records are put that are no lines of a text.
        table: the name.
        readers: how many read a delimited text at once, each all of its lines, and make rows of a share of them: their numbers are counted
            in one thread, which would make the rows too, and that takes longer. The rows of several come in no order.

    Raises:
        UnreadableFileError: its records cannot be told apart.
        UnexpectedContentError: a Parquet file has columns that the form does not know.
    """
    opened, reading = found.opened, found.reading
    if opened.kind in TABLES:
        for number, head in enumerate(found.heads):
            layout = Delimited(_unique(head.columns), head.table.delimiter, head.row)
            engine.scan_delimited(f"{table}_{number}", head.table.path, layout)
        shares = [_share(reader, readers) for reader in range(readers)]
        queries = [_rows(f"{table}_{number}", head, reading, share) for number, head in enumerate(found.heads) for share in shares]
        engine.define(Plan("rows", (Step(table, " UNION ALL ".join(queries), "the rows of the file"),)))
    elif opened.kind is Kind.PARQUET:
        _scan_parquet(engine, found, table)
    else:
        form = reading.form
        if opened.kind is Kind.XML:
            path = xml_records(opened, form.element, form.repeated, scratch)
        else:
            path = json_records(opened, form.records, scratch)
        engine.scan_lines(f"{table}_lines", path)
        step = objects_step(reading, f"{table}_lines")
        engine.define(Plan("rows", (Step(table, step.sql, step.why),)))


def nothing(engine: LocalEngine, reading: Reading, table: str) -> None:
    """Stand in for a file of a set that was not given: its columns without rows."""
    cells = ", ".join(f"'' AS {name(column)}" for column in reading.read)
    sql = f"SELECT {cells}, 0 AS row_number, '' AS table_title WHERE false"
    engine.define(Plan("rows", (Step(table, sql, "a file that was not given"),)))


def reject_faults(engine: LocalEngine, files: Sequence[Recognised]) -> list[Fault]:
    """The lines that were no rows in what was read so far."""
    names = {head.table.path: file_of(one.opened, head.table) for one in files for head in one.heads}
    told = engine.rejects(_MOST_REJECTS + 1)
    faults = [
        Fault(f"the line is no row: {one.what.rstrip('. ')}", _QUOTE, file, one.line, one.column)
        for one in told[:_MOST_REJECTS]
        for file in (names.get(one.path, str(one.path)),)
    ]
    more = Fault("more lines are no rows", "Mend the first ones, then look again.", files[0].opened.name)
    return [*faults, more] if len(told) > _MOST_REJECTS else faults


def _share(reader: int, readers: int) -> str:
    """SQL for whether a row is one of those that one of several readers makes; a run of rows goes to one of them."""
    return f" AND row_number // {_RUN} % {readers} = {reader}" if readers > 1 else ""


def _rows(scanned: str, head: Head, reading: Reading, share: str) -> str:
    """The rows of one table of a file under the form's names: a share of them, or all."""
    there = dict(zip(head.columns, _unique(head.columns), strict=True))
    cells = [f"{name(there[column]) if column in there else _NOTHING} AS {name(column)}" for column in reading.read]
    numbered = f"row_number + {head.row} AS row_number, {text(head.table.title)} AS table_title"
    filled = " OR ".join(f"{trimmed(there[column])} <> ''" for column in reading.read if column in there)
    return f"SELECT {', '.join(cells)}, {numbered} FROM {scanned} WHERE ({filled}){share}"  # noqa: S608 - names are quoted


def _scan_parquet(engine: LocalEngine, found: Recognised, table: str) -> None:
    """The rows of a Parquet file."""
    reading, scanned = found.reading, f"{table}_0"
    engine.scan_parquet(scanned, found.opened.path)
    described = engine.fetch(f"SELECT column_name FROM (DESCRIBE SELECT * FROM {scanned})")  # noqa: S608 - our name
    known = {key_of(column): column for column in reading.read}
    columns = {known.get(key_of(str(column)), str(column)): str(column) for (column,) in described if column != "row_number"}
    faults = tuple(head_faults(reading, list(columns), found.opened.name, 1))
    if faults:
        raise UnexpectedContentError(*faults)
    cells = [f"{quoted(columns[column])} AS {name(column)}" if column in columns else f"'' AS {name(column)}" for column in reading.read]
    sql = f"SELECT {', '.join(cells)}, row_number, '' AS table_title FROM {scanned}"  # noqa: S608 - names are quoted
    engine.define(Plan("rows", (Step(table, sql, "the rows of the file"),)))


def _unique(columns: Iterable[str]) -> tuple[str, ...]:
    """Columns, told apart from each other, whatever their case, and from those that every form has; none of these is read."""
    made: list[str] = []
    taken = set(TAKEN)
    for column in columns:
        made.append(column if column.casefold() not in taken else f"{column} ({len(made) + 1})")
        taken.add(made[-1].casefold())
    return tuple(made)
