"""Add: files of a source in force, what changed by it, and which holdings that touches."""

from importlib import import_module

from msgspec import Struct

from clew.model.changes import Diff
from clew.model.watching import Touched
from clew.work.clocks import Clocks
from clew.work.importing import Asked, Imported, import_files
from clew.work.sourcebook import find_spec
from clew.work.starter import load_starter
from clew.work.stores import Progress, Stores, silent

_EFFECTS = "clew.work.effects"
"""What compares and screens, which a file that did not change has no need of: it is loaded when something changed."""


class Added(Struct, frozen=True):
    """What came of adding files.

    Attributes:
        imported: the import.
        diff: what changed by it; None where nothing did, as with a state that is older than the one in force.
        touched: whom that touches; None without a portfolio, or where nothing changed.
    """

    imported: Imported
    diff: Diff | None
    touched: Touched | None


def add_source(stores: Stores, dataset: str, asked: Asked, clocks: Clocks, progress: Progress = silent) -> Added:
    """Import files of a source, compare it with the version before, and screen the portfolio screened last again.

    Raises:
        NotFoundError: there is no such source.
        InputError: a file cannot be used; the version before stays in force.
        RefusedError: the source's licence forbids the use that the workspace is marked for.
    """
    load_starter(stores, progress)
    spec = find_spec(stores, dataset)
    before = {one.dataset: one.snapshot_id for one in stores.ledger.live(clocks.known)}
    imported = import_files(stores, spec, asked, progress)
    return told(stores, imported, before, clocks, progress)


def told(stores: Stores, imported: Imported, before: dict[str, str], clocks: Clocks, progress: Progress = silent) -> Added:
    """What an import changed, and whom that touches."""
    after = {one.dataset: one.snapshot_id for one in stores.ledger.live(clocks.known)}
    if not imported.new or before == after:
        return Added(imported, None, None)
    diff, whom = import_module(_EFFECTS).effects(stores, imported, before, after, clocks, progress)
    return Added(imported, diff, whom)
