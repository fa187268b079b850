"""Put the starter pack in force: each list as a snapshot under the id that its reader uses, so that a newer import supersedes it."""

from clew.lake.filesets import replace_file
from clew.lake.snapshots import write_snapshot
from clew.ledger.store import LiveSnapshot
from clew.model.snapshot import About
from clew.sources.starter import fingerprint, starter_sources
from clew.work.stores import Progress, Stores, silent

_MARK = "starter.sha256"


def load_starter(stores: Stores, progress: Progress = silent) -> bool:
    """Load the shipped tables, unless this workspace has loaded these very tables; says whether it did.

    All of them go live in one transaction, or none does.

    Raises:
        UnexpectedContentError: a shipped table does not fit its reader.
    """
    mark, current = stores.lake / _MARK, fingerprint()
    if mark.exists() and mark.read_text(encoding="ascii") == current:
        return False
    engine = stores.engine()
    live = []
    try:
        for starter in starter_sources():
            progress(f"Loading {starter.source.card.short}")
            archived = tuple((name, stores.archive.put(data)) for name, data in starter.tables.files.items())
            about = About(starter.version, starter.source.card, archived, rows=starter.tables.count())
            snapshot = write_snapshot(engine, stores.lake, about, starter.claims())
            version = snapshot.version
            live.append(LiveSnapshot(version.dataset, snapshot.snapshot_id, version.published, version.retrieved, starter=True))
    finally:
        engine.close()
    stores.ledger.go_live(live)
    replace_file(mark, current.encode("ascii"))
    return True
