"""Effects: what an import changed in its source, and which holdings that touches; loaded where something did change."""

from collections.abc import Mapping
from importlib import import_module

from clew.model.changes import Diff
from clew.model.watching import Touched
from clew.work.clocks import Clocks
from clew.work.differences import all_new, difference
from clew.work.importing import Imported
from clew.work.stores import Progress, Stores

_TOUCHED = "clew.work.touched"
"""What screens, which nobody has need of who has screened no portfolio yet."""


def effects(
    stores: Stores, imported: Imported, before: Mapping[str, str], after: Mapping[str, str], clocks: Clocks, progress: Progress
) -> tuple[Diff, Touched | None]:
    """What is new since the version before, and whom of the portfolio screened last that touches.

    Args:
        stores: the workspace.
        imported: the import, which brought something new.
        before: dataset → snapshot id, of what was in force before the import.
        after: the same of what is in force now.
        clocks: as-of and known.
        progress: told what begins.
    """
    former = imported.former
    diff = all_new(imported.snapshot) if former is None else difference(stores, former, imported.snapshot, progress)
    if stores.ledger.portfolios.last_screened() is None:
        return diff, None
    told = import_module(_TOUCHED)
    return diff, told.touched(stores, told.Force(before, clocks.known), told.Force(after, clocks.known), clocks.as_of, progress)
