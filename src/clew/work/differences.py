"""Differences: what changed between two versions of a source, for a person."""

from collections.abc import Sequence

from clew.errors import Fault, NotFoundError
from clew.lake.diff import compare
from clew.lake.snapshots import read_snapshot
from clew.ledger.store import LiveSnapshot
from clew.model.changes import Diff, Entry, State
from clew.model.snapshot import Snapshot
from clew.pack.names import load_name_words
from clew.resolve.changes import read_changes
from clew.work.stores import Progress, Stores, silent


def difference(stores: Stores, before: Snapshot, after: Snapshot, progress: Progress = silent) -> Diff:
    """What changed from one version of a source to another."""
    progress(f"Comparing {after.card.short} {before.version.label} with {after.version.label}")
    engine = stores.engine()
    try:
        compare(engine, before, after, after.card.volatile)
        changes = read_changes(engine, load_name_words())
        counts = [int(str(engine.fetch(f"SELECT count(*) FROM {table}")[0][0])) for table in ("came", "gone")]  # noqa: S608 - our names
    finally:
        engine.close()
    card = after.card
    parts = (changes.added, changes.removed, changes.renamed, changes.altered)
    return Diff(card.dataset, card.short, state_of(before), state_of(after), *parts, counts[0], counts[1], card.export)


def versions(stores: Stores, dataset: str) -> tuple[LiveSnapshot, ...]:
    """Every version of a source that went live, oldest state first.

    Raises:
        NotFoundError: there is none.
    """
    found = stores.ledger.snapshots(dataset)
    if not found:
        raise NotFoundError(Fault(f"no version of “{dataset}” was ever loaded", f"Add one: clew source add FILE --as {dataset}"))
    return found


def difference_of(stores: Stores, dataset: str, from_: str = "", to: str = "", progress: Progress = silent) -> Diff:
    """What changed in a source from one of its versions to another; between the last two where none is named.

    A version is named by its label, its day of publication or its snapshot id, or by the beginning of one.

    Raises:
        NotFoundError: there is no such source or version, or no version before.
    """
    found = versions(stores, dataset)
    after = _chosen(found, to) if to else found[-1]
    if from_:
        before = _chosen(found, from_)
    else:
        place = found.index(after)
        if place == 0:
            what = f"{dataset} {after.published} is the first version that this workspace has"
            raise NotFoundError(Fault(what, f"Add another: clew source add FILE --as {dataset} --published DAY"))
        before = found[place - 1]
    pair = [read_snapshot(stores.lake, dataset, one.snapshot_id) for one in (before, after)]
    return difference(stores, pair[0], pair[1], progress)


def state_of(snapshot: Snapshot) -> State:
    """A version as a difference names it."""
    version = snapshot.version
    return State(version.label, version.published, version.retrieved, snapshot.snapshot_id)


def all_new(snapshot: Snapshot) -> Diff:
    """The difference of a source that was not there before: its entries are not named one by one."""
    return Diff(snapshot.card.dataset, snapshot.card.short, None, state_of(snapshot), (), (), (), (), snapshot.claims, 0)


def all_gone(snapshot: Snapshot) -> Diff:
    """The difference of a source that is no longer in force."""
    gone = Entry(snapshot.card.dataset, f"{snapshot.card.short}, the whole source")
    return Diff(snapshot.card.dataset, snapshot.card.short, state_of(snapshot), state_of(snapshot), (), (gone,), (), (), 0, snapshot.claims)


def _chosen(found: Sequence[LiveSnapshot], asked: str) -> LiveSnapshot:
    """The version that a person named; the newest of those that fit."""
    fitting = [one for one in found if one.snapshot_id.startswith(asked) or one.published.startswith(asked)]
    if fitting:
        return fitting[-1]
    known = ", ".join(one.snapshot_id for one in found)
    raise NotFoundError(Fault(f"there is no version “{asked}” of {found[0].dataset}", f"There are {known}."))
