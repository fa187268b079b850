"""The lines of a version in a form in which two versions are compared: derived from its files, so one set for each way of reading them.

They stand in the version's own folder: what deletes the books deletes them too.
"""

from collections.abc import Sequence
from pathlib import Path

from clew.engine.port import Cell, Engine
from clew.lake.filesets import fileset

COLUMNS = {
    "book": "VARCHAR",
    "shelf": "VARCHAR",
    "row_number": "BIGINT",
    "name": "VARCHAR",
    "isin": "VARCHAR",
    "lei": "VARCHAR",
    "cusip": "VARCHAR",
    "sedol": "VARCHAR",
    "mic": "VARCHAR",
    "listing": "VARCHAR",
    "weight": "DECIMAL(18,12)",
    "value": "VARCHAR",
    "currency": "VARCHAR",
    "top": "BIGINT",
}
"""Columns of a line: `shelf` names its book from version to version, "" for the portfolio itself; `value` has four decimal places; `top` is
1 in a book that is the portfolio, or a part of it."""


def keep_lines(engine: Engine, folder: Path, reader: str, rows: Sequence[Sequence[Cell]]) -> Path:
    """Write the lines of a version, as `COLUMNS` has them; returns their file.

    Args:
        engine: that writes them.
        folder: of the version.
        reader: names the way of reading.
        rows: the lines.

    Raises:
        WorkspaceError: the books cannot be written.
    """
    engine.load("kept_line", COLUMNS, rows)
    with fileset(_place(folder, reader).parent) as aside:
        engine.write("kept_line", aside / "lines.parquet", ("book", "row_number"))
    return _place(folder, reader)


def lines_of(folder: Path, reader: str) -> Path | None:
    """The lines of a version by a way of reading; None where they were not written yet."""
    place = _place(folder, reader)
    return place if place.exists() else None


def _place(folder: Path, reader: str) -> Path:
    return folder / f"lines-{reader}" / "lines.parquet"
