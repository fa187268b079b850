"""Forget: the books of a portfolio, or of one day of it, leave this workspace. The ledger keeps that they were there, and why they went."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from clew.errors import Fault, InputError, NotFoundError, WorkspaceError
from clew.lake.filesets import discard
from clew.lake.leases import turn
from clew.ledger.store import FORGOTTEN, OutputFile, PortfolioVersion
from clew.work.near import forget_near
from clew.work.stores import Stores
from clew.work.versions import check_day, find_portfolio


class Forgotten(Struct, frozen=True):
    """What was forgotten.

    Attributes:
        versions: which; `freed`: bytes.
        outputs: files that were written out from them: they stay where they are.
    """

    versions: tuple[PortfolioVersion, ...]
    freed: int
    outputs: tuple[OutputFile, ...]


def forgettable(stores: Stores, name: str, why: str, day: str = "") -> tuple[PortfolioVersion, ...]:
    """The versions that a person wants to forget: all of a portfolio, or all of exactly one day; the replaced ones of it too.

    Raises:
        InputError: no reason is given, or the day is no day.
        NotFoundError: there is no such portfolio, or nothing of it that is not forgotten.
    """
    if not why.strip():
        raise InputError(Fault("forgetting needs a reason", "Add --why with what asks for it: a client who left, a wrong file."))
    check_day(day)
    found = find_portfolio(stores, name)
    held = [one for one in found.versions if one.state != FORGOTTEN]
    chosen = tuple(one for one in held if not day or one.kept.day == day)
    if not chosen:
        days = ", ".join(dict.fromkeys(one.kept.day for one in held))
        what = f"“{found.name}” has no version of {day}" if day else f"every version of “{found.name}” was forgotten"
        raise NotFoundError(Fault(what, f"There are {days}." if days else "There is nothing left to delete."))
    return chosen


def forget(stores: Stores, chosen: Sequence[PortfolioVersion], why: str) -> Forgotten:
    """Delete the books of versions. The ledger says so first, so that what a crash leaves is deleted by the next time.

    Bytes that are a version of another day too stay for that.

    Raises:
        WorkspaceError: a portfolio is being added; nothing is deleted.
    """
    with turn(stores.books, alone=True) as mine:
        if not mine:
            raise WorkspaceError(Fault("a portfolio is being added, so nothing was deleted", "Forget it again when that is done."))
        stores.ledger.portfolios.forget(chosen, why.strip())
        versions = stores.ledger.portfolios.versions()
        needed = {_place(stores, one) for one in versions if one.state != FORGOTTEN}
        forget_near(stores)
        freed = sum(_delete(place) for place in {_place(stores, one) for one in versions} - needed)
    digests = dict.fromkeys(one.kept.sha256 for one in chosen)
    outputs = {(one.path, one.at): one for digest in digests for one in stores.ledger.outputs_from(digest)}
    return Forgotten(tuple(chosen), freed, tuple(sorted(outputs.values(), key=lambda one: (one.at, one.path))))


def _place(stores: Stores, version: PortfolioVersion) -> Path:
    return stores.books / version.kept.portfolio / version.kept.version_id


def _delete(folder: Path) -> int:
    """Delete the folder of a version, and that of its portfolio when it was the last; returns the bytes freed.

    Raises:
        WorkspaceError: it cannot be deleted; the ledger says already that it is to go.
    """
    if not folder.exists():
        return 0
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    try:
        discard(folder)
    except OSError as error:
        what = f"the books cannot be deleted: {error.strerror or error}"
        raise WorkspaceError(Fault(what, "Close what reads them, and forget any version again.", str(folder))) from error
    with suppress(OSError):
        folder.parent.rmdir()
    return size
