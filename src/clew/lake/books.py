"""The books: what the investor holds, one folder a version, with the file it was read from; private, and deletable as a folder."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from clew.engine.port import Cell, Engine
from clew.errors import Fault, InputError, NotFoundError
from clew.lake.filesets import fileset

COLUMNS = {
    "book": "VARCHAR",
    "row_number": "BIGINT",
    "name": "VARCHAR",
    "isin": "VARCHAR",
    "lei": "VARCHAR",
    "cusip": "VARCHAR",
    "sedol": "VARCHAR",
    "figi": "VARCHAR",
    "cik": "VARCHAR",
    "mic": "VARCHAR",
    "code": "VARCHAR",
    "listing": "VARCHAR",
    "listed_in": "VARCHAR",
    "weight": "DECIMAL(18,12)",
    "kind": "VARCHAR",
    "child": "VARCHAR",
}
"""Columns of `holding_row`: a row of a book; `listing` is `mic:code`, `listed_in` its country, `child` the book that the row opens into."""


def keep_book(
    engine: Engine,
    folder: Path,
    rows: Sequence[Sequence[Cell]],
    originals: Sequence[tuple[Path, str]],
    mappings: Sequence[tuple[int, str, bytes]] = (),
) -> None:
    """Load the rows as `holding_row` and write them to `folder` with a copy of every file that they were read from.

    Args:
        engine: where the rows are loaded.
        folder: of this version; left alone where it is there already.
        rows: as `COLUMNS` has them.
        originals: the files in the order in which they were given, each with the SHA-256 of the bytes that were read.
        mappings: (place of the file in that order, name, bytes) of every mapping by which one of them was read.

    Raises:
        WorkspaceError: the books cannot be written.
        InputError: a file is no longer what was read.
    """
    engine.load("holding_row", COLUMNS, rows)
    if folder.exists():
        return
    with fileset(folder) as aside:
        engine.write("holding_row", aside / "holdings.parquet", ("book", "row_number"))
        for number, (path, digest) in enumerate(originals):
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() != digest:
                raise InputError(Fault("the file changed while it was read", "Screen it again.", str(path)))
            place = aside / "originals" / str(number)
            place.mkdir(parents=True)
            (place / path.name).write_bytes(data)
        for number, name, text in mappings:
            place = aside / "mappings" / str(number)
            place.mkdir(parents=True)
            (place / f"{name}.toml").write_bytes(text)


def originals_of(folder: Path) -> tuple[Path, ...]:
    """The files that a version was read from, in the order in which they were given.

    Raises:
        NotFoundError: the version was deleted.
    """
    found = sorted(folder.glob("originals/*/*"), key=lambda path: int(path.parent.name))
    if not found:
        raise NotFoundError(Fault("the books of this portfolio version were deleted", "Screen the holdings file again.", str(folder)))
    return tuple(found)


def mappings_of(folder: Path) -> dict[int, Path]:
    """The mappings by which the files of a version were read, by the file's place in the order in which they were given."""
    return {int(path.parent.name): path for path in folder.glob("mappings/*/*.toml")}
