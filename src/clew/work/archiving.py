"""The archived copy of what a source's claims were read from: the very bytes, or without the rows about persons, or the hash alone."""

from pathlib import Path

from clew.engine.plan import Plan, Step
from clew.engine.port import LocalEngine
from clew.sources.reading.cells import IDENTIFIED, name
from clew.work.files import Rows
from clew.work.stores import Stores

REDACTED = " (redacted)"
"""Stands after the name of a file of which a copy without persons is kept."""


def archive_files(stores: Stores, engine: LocalEngine, rows: Rows, scratch: Path) -> tuple[tuple[str, str], ...]:
    """Keep the files as the source's card wants it; returns name and hash of each original, and of what is kept in its place.

    Args:
        stores: the archive.
        engine: holds the rows.
        rows: what was read.
        scratch: where the copy is made.
    """
    mode = rows.spec.card.archive
    originals = tuple((Path(one.opened.name).name, one.opened.sha256) for one in rows.files)
    if mode == "exact":
        for path, one in zip(given_paths(rows), originals, strict=True):
            stores.archive.put_file(path, one[1])
    if mode != "redacted":
        return originals
    if not rows.maps:
        return (*originals, *_redacted_objects(stores, engine, rows, scratch))
    columns = ", ".join(name(column) for column in (*rows.reading.form.columns, *rows.reading.form.optional))
    copy = Step("redacted", f"SELECT table_title, row_number, {columns} FROM {IDENTIFIED}", "rows that are kept, without what is not read")  # noqa: S608 - names are quoted
    engine.define(Plan("redacted", (copy,)))
    path = scratch / "redacted.csv"
    engine.export_delimited("redacted", path)
    return (*originals, (f"{originals[0][0]}{REDACTED}", stores.archive.put_file(path)))


def _redacted_objects(stores: Stores, engine: LocalEngine, rows: Rows, scratch: Path) -> tuple[tuple[str, str], ...]:
    """The copy of what a reader's own queries kept, where they say what that is."""
    if all(step.name != "redacted" for step in rows.spec.steps[rows.reading.form.name]):
        return ()
    # In one order, so that the same file read twice is kept once.
    engine.define(Plan("redacted", (Step("redacted_in_order", "SELECT * FROM redacted ORDER BY ALL", "what is kept, in order"),)))
    path = scratch / "redacted.csv"
    engine.export_delimited("redacted_in_order", path)
    return ((f"{Path(rows.files[0].opened.name).name}{REDACTED}", stores.archive.put_file(path)),)


def given_paths(rows: Rows) -> tuple[Path, ...]:
    """The files as they lie where the user gave them."""
    return tuple(Path(one.opened.name) for one in rows.files)
