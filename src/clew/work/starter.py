"""Put the starter pack in force: each list as a snapshot under the id that its reader uses, so that a newer import supersedes it."""

from collections.abc import Iterable

from clew.errors import Fault, NotFoundError
from clew.lake.filesets import replace_file
from clew.lake.leases import turn
from clew.lake.snapshots import write_snapshot
from clew.ledger.store import LiveSnapshot
from clew.model.snapshot import About
from clew.sources.starter import StarterSource, fingerprint, starter_sources
from clew.work.purging import kept_away
from clew.work.stores import Progress, Stores, silent

_MARK = "starter.sha256"


def load_starter(stores: Stores, progress: Progress = silent) -> bool:
    """Load the shipped tables, unless this workspace has loaded these very tables; says whether it did.

    All of them go live in one transaction, or none does. What was purged here stays away, until `restore_starter`.

    Raises:
        UnexpectedContentError: a shipped table does not fit its reader.
    """
    mark, current = stores.lake / _MARK, fingerprint()
    if mark.exists() and mark.read_text(encoding="ascii") == current:
        return False
    gone = kept_away(stores)
    _load(stores, [one for one in starter_sources() if one.source.card.dataset not in gone], progress)
    replace_file(mark, current.encode("ascii"))
    return True


def restore_starter(stores: Stores, dataset: str, progress: Progress = silent) -> str:
    """Load the shipped table of one source again, after it was purged; returns how a sentence calls the source.

    Raises:
        NotFoundError: no such table ships.
    """
    found = [one for one in starter_sources() if one.source.card.dataset == dataset]
    if not found:
        raise NotFoundError(Fault(f"no table of “{dataset}” ships with clew", f"Add a file: clew source add FILE --as {dataset}"))
    _load(stores, found, progress)
    return found[0].source.card.short


def _load(stores: Stores, chosen: Iterable[StarterSource], progress: Progress) -> None:
    """Put shipped tables in force, all in one transaction."""
    engine = stores.engine()
    live = []
    try:
        with turn(stores.lake, alone=False):
            for starter in chosen:
                progress(f"Loading {starter.source.card.short}")
                archived = tuple((name, stores.archive.put(data)) for name, data in starter.tables.files.items())
                about = About(starter.version, starter.source.card, archived, rows=starter.tables.count())
                snapshot = write_snapshot(engine, stores.lake, about, starter.claims())
                version = snapshot.version
                live.append(LiveSnapshot(version.dataset, snapshot.snapshot_id, version.published, version.retrieved, starter=True))
            stores.ledger.go_live(live)
    finally:
        engine.close()
