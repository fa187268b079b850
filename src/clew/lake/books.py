"""The books: what the investor holds, one folder a version, with the file it was read from; private, and deletable as a folder."""

from collections.abc import Sequence
from pathlib import Path

from clew.engine.port import Cell, Engine
from clew.errors import Fault, NotFoundError
from clew.lake.filesets import fileset

COLUMNS = {
    "book": "VARCHAR",
    "row_number": "BIGINT",
    "name": "VARCHAR",
    "isin": "VARCHAR",
    "lei": "VARCHAR",
    "cusip": "VARCHAR",
    "sedol": "VARCHAR",
    "mic": "VARCHAR",
    "code": "VARCHAR",
    "listing": "VARCHAR",
    "weight": "DECIMAL(18,12)",
    "kind": "VARCHAR",
    "child": "VARCHAR",
}
"""Columns of `holding_row`: a row of a book; `listing` is `mic:code`, `child` the book that the row opens into."""


def keep_book(engine: Engine, folder: Path, rows: Sequence[Sequence[Cell]], original: Path, name: str) -> None:
    """Load the rows as `holding_row` and write them to `folder` with a copy of the file they were read from.

    Raises:
        WorkspaceError: the books cannot be written.
    """
    engine.load("holding_row", COLUMNS, rows)
    if folder.exists():
        return
    with fileset(folder) as aside:
        engine.write("holding_row", aside / "holdings.parquet", ("book", "row_number"))
        (aside / "original").mkdir()
        (aside / "original" / name).write_bytes(original.read_bytes())


def original_of(folder: Path) -> Path:
    """The file that a version was read from.

    Raises:
        NotFoundError: the version was deleted.
    """
    found = next(iter(sorted(folder.glob("original/*"))), None)
    if found is None:
        raise NotFoundError(Fault("the books of this portfolio version were deleted", "Screen the holdings file again.", str(folder)))
    return found
