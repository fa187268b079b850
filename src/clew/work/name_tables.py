"""Tables of names as somebody gives them: CSV in any usual encoding, XLSX or Parquet, a row a name or a pair."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from clew.engine.local import local_engine
from clew.engine.port import Limits
from clew.errors import Fault, UnexpectedContentError
from clew.intake.containers import open_container
from clew.intake.content import unreadable
from clew.intake.opened import Kind, Opened, RawTable
from clew.intake.preview import DELIMITERS
from clew.model.naming import Listed

NAMES, PAIRS = ("id", "name"), ("left", "right", "is_match")
"""The columns of a table of names, and of a table of pairs."""
_TRUTH = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
_TOLD = 50
"""Faults of one file that are told one by one; the rest is counted."""
_TABLES = (Kind.DELIMITED, Kind.SHEET, Kind.PAGE)
_NAMED = 12
"""Heads of a file that are named where one is missing."""

_Row = tuple[int, Sequence[str]]
"""Where a row begins, and its cells."""


class Pairs(Struct, frozen=True):
    """Pairs of names, and of each whether both are one company's."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    truth: tuple[bool, ...]


def read_names(path: Path, *, once: bool = True) -> tuple[Listed, ...]:
    """The rows of a table with the columns `id` and `name`; an empty name is one.

    Args:
        path: the file; further columns are not read.
        once: whether an id may stand there only once.

    Raises:
        UnreadableFileError: it is missing, damaged, or no table.
        UnexpectedContentError: a column is missing, an id is empty or stands there twice; all faults are named.
    """
    rows, faults = _read(path, NAMES)
    seen: dict[str, int] = {}
    for row, (one, _) in rows:
        if not one:
            faults.append(Fault("the id is empty", "Give every row an id, such as its number.", str(path), row, "id"))
        elif once and one in seen:
            faults.append(Fault(f"the id “{one}” stands in row {seen[one]} already", "Give each row its own.", str(path), row, "id"))
        seen.setdefault(one, row)
    _refuse(faults, path)
    return tuple(Listed(one, name) for _, (one, name) in rows)


def read_pairs(path: Path) -> Pairs:
    """The rows of a table with the columns `left`, `right` and `is_match` (1 or 0, true or false, yes or no).

    Raises:
        UnreadableFileError: it is missing, damaged, or no table.
        UnexpectedContentError: a column is missing, or what stands in `is_match` is neither; all faults are named.
    """
    rows, faults = _read(path, PAIRS)
    truth = [_TRUTH.get(told.casefold()) for _, (_, _, told) in rows]
    faults += [
        Fault(f"“{told}” says neither yes nor no", "Write 1 or 0, true or false, yes or no.", str(path), row, "is_match")
        for (row, (_, _, told)), known in zip(rows, truth, strict=True)
        if known is None
    ]
    _refuse(faults, path)
    return Pairs(tuple(cells[0] for _, cells in rows), tuple(cells[1] for _, cells in rows), tuple(map(bool, truth)))


def _refuse(faults: Sequence[Fault], path: Path) -> None:
    """Raise what is wrong with a file, row by row."""
    told = sorted(faults, key=lambda fault: fault.row or 0)
    if len(told) > _TOLD:
        more = Fault(f"{len(told) - _TOLD:,} more faults like these", "Mend the first ones, then look again.", str(path))
        told = [*told[:_TOLD], more]
    if told:
        raise UnexpectedContentError(*told)


def _read(path: Path, wanted: Sequence[str]) -> tuple[list[_Row], list[Fault]]:
    """The wanted cells of every row that has any cell, and what is wrong with the shape of rows."""
    with TemporaryDirectory(prefix="clew-") as scratch:
        opened = open_container(path, Path(scratch))
        if opened.kind is Kind.PARQUET:
            return _parquet_rows(opened, wanted, Path(scratch)), []
        if opened.kind not in _TABLES or not opened.tables:
            raise unreadable(opened.name, "the file holds no table", f"Give CSV, XLSX or Parquet with the columns {', '.join(wanted)}.")
        return _table_rows(opened, wanted)


def _parquet_rows(opened: Opened, wanted: Sequence[str], scratch: Path) -> list[_Row]:
    """The rows of a Parquet file."""
    engine = local_engine(Limits(spill=scratch))
    try:
        engine.scan_parquet("names", opened.path)
        columns = [str(row[0]) for row in engine.fetch("SELECT column_name FROM (DESCRIBE names)")]
        heads = [column for column in columns if column != "row_number"]
        cells = ", ".join(f'trim("{_doubled(heads[at])}")' for at in _places(heads, wanted, opened.name, None))
        return [(int(str(row)), tuple(map(str, rest))) for row, *rest in engine.fetch(f"SELECT row_number, {cells} FROM names ORDER BY 1")]  # noqa: S608 - names are quoted
    finally:
        engine.close()


def _doubled(column: str) -> str:
    """A column's name as it stands between quotation marks."""
    return column.replace('"', '""')


def _table_rows(opened: Opened, wanted: Sequence[str]) -> tuple[list[_Row], list[Fault]]:
    """The rows of the first table of a file that has the wanted columns."""
    tables = [rows for table in opened.tables if (rows := list(_rows(table, wanted, opened)))]
    chosen = next((rows for rows in tables if _has(rows[0][1], wanted)), next(iter(tables), []))
    if not chosen:
        raise unreadable(opened.name, "the file holds no rows", f"Give a table with the columns {', '.join(wanted)}.")
    (head_row, head), *body = chosen
    places, width = _places(head, wanted, opened.name, head_row), len(head)
    faults = [
        Fault("the row has more cells than the head", "Put quotation marks around a name that holds the separator.", opened.name, row)
        for row, cells in body
        if any(cells[width:])
    ]
    return [(row, tuple(cells[at] if at < len(cells) else "" for at in places)) for row, cells in body], faults


def _rows(table: RawTable, wanted: Sequence[str], opened: Opened) -> Iterator[_Row]:
    """Every row of a table that has a cell: numbered by lines in a text, by rows in a worksheet.

    Raises:
        UnreadableFileError: the quotation marks of a row are not closed.
    """
    above = table.lines[0] - 1 if table.lines else 0
    with table.path.open(encoding="utf-8", newline="") as file:
        for _ in islice(file, above):
            pass
        reader = csv.reader(file, delimiter=_delimiter(table, wanted), strict=True)
        count, begun = 0, above + 1
        try:
            for row in reader:
                cells = [cell.strip() for cell in row]
                count += 1
                if any(cells):
                    yield begun if opened.kind is Kind.DELIMITED else count, cells
                begun = above + reader.line_num + 1
        except csv.Error as error:
            what = f"the row cannot be taken apart ({error})"
            raise unreadable(opened.name, what, "Close the quotation marks of that row, and double those within a cell.", begun) from error


def _delimiter(table: RawTable, wanted: Sequence[str]) -> str:
    """What separates the cells: that under which the head has what is wanted, else what the rows seem to say."""
    with table.path.open(encoding="utf-8", newline="") as file:
        head = next(islice(file, table.lines[0] - 1 if table.lines else 0, None), "")
    fits = (one for one in (table.delimiter, *DELIMITERS) if _has(next(csv.reader([head], delimiter=one), []), wanted))
    return next(fits, table.delimiter)


def _keys(head: Iterable[str]) -> list[str]:
    """Heads, as they are compared."""
    return [cell.strip().casefold() for cell in head]


def _has(head: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether every wanted column is there."""
    return set(wanted) <= set(_keys(head))


def _places(head: Sequence[str], wanted: Sequence[str], name: str, row: int | None) -> list[int]:
    """Where the wanted columns stand.

    Raises:
        UnexpectedContentError: one is missing, or stands there twice.
    """
    keys = _keys(head)
    has = ", ".join(f"“{cell}”" for cell in head[:_NAMED]) + (", …" if len(head) > _NAMED else "")
    faults = [
        Fault("the column is missing", f"Its head has {has}; give one of them this name.", name, row, one)
        for one in wanted
        if one not in keys
    ]
    faults += [Fault("the column stands there twice", "Take one of them out.", name, row, one) for one in wanted if keys.count(one) > 1]
    if faults:
        raise UnexpectedContentError(*faults)
    return [keys.index(one) for one in wanted]
