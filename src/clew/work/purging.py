"""Purge: the claims of a source, or of versions of it, leave this workspace, with the bytes that they were read from.

The ledger says so first: from then on nothing reads them, by any clock. Then the archived bytes go, the caches, and last the snapshots.
What a crash leaves is finished by the next command that opens the workspace (`finish_purges`). What was written out from them stays where
it was given, and is listed. A shipped table that was purged stays away, through new versions of clew as well, until somebody asks for it.
"""

import datetime as dt
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from clew.errors import Fault, InputError, NotFoundError, WorkspaceError
from clew.lake.leases import turn
from clew.lake.removal import archived_elsewhere, archived_in, content_of, erase, folders_of, id_of, written_at
from clew.lake.snapshots import read_snapshot
from clew.ledger.store import LiveSnapshot, OutputFile, Tombstone
from clew.values.days import age_in_days
from clew.work.near import forget_near
from clew.work.stores import Progress, Stores, silent

_GRACE = 1.0
"""Seconds by which a tombstone, which knows whole ones, may seem older than what it speaks of."""


class Leaving(Struct, frozen=True):
    """A version that is about to be purged, and why."""

    snapshot: LiveSnapshot
    why: str


class Purged(Struct, frozen=True):
    """What was purged.

    Attributes:
        versions: what left.
        outputs: files that were written out and show claims that this workspace no longer holds.
        freed: bytes, caches not counted.
        held: True where another process still reads caches made from them; they go with the next `clew workspace clear-cache`.
    """

    versions: tuple[Leaving, ...]
    outputs: tuple[OutputFile, ...]
    freed: int
    held: bool


def leaving(stores: Stores, dataset: str, why: str, version: str = "") -> tuple[Leaving, ...]:
    """The versions of a source that a purge would delete: all, or the one that is named.

    Raises:
        InputError: no reason is given, or several versions are named alike.
        NotFoundError: this workspace has no such source or version.
    """
    if not why.strip():
        raise InputError(Fault("a purge needs a reason", "Add --why with what asks for it: a licence, a retraction, a request."))
    chosen = (one_version(stores, dataset, version),) if version else versions_held(stores, dataset)
    return tuple(Leaving(one, why.strip()) for one in chosen)


def versions_held(stores: Stores, dataset: str) -> tuple[LiveSnapshot, ...]:
    """The versions of a source that went live and are still held, oldest state first.

    Raises:
        NotFoundError: there is none.
    """
    found = stores.ledger.snapshots(dataset)
    if not found:
        raise NotFoundError(Fault(f"this workspace has no version of “{dataset}”", "See clew source list and clew source tombstones."))
    return found


def one_version(stores: Stores, dataset: str, asked: str) -> LiveSnapshot:
    """The one version of a source that a person named by its day or its id, or by the beginning of one.

    Raises:
        InputError: several fit; NotFoundError: none does.
    """
    held = versions_held(stores, dataset)
    exact = [one for one in held if asked in {one.snapshot_id, one.published}]
    fitting = exact or [one for one in held if one.snapshot_id.startswith(asked) or one.published.startswith(asked)]
    if len(fitting) == 1:
        return fitting[0]
    known = ", ".join(one.snapshot_id for one in fitting or held)
    if fitting:
        raise InputError(Fault(f"“{asked}” names {len(fitting)} versions of {dataset}", f"Name one of {known}."))
    raise NotFoundError(Fault(f"there is no version “{asked}” of {dataset}", f"There are {known}."))


def expired(stores: Stores, today: str, dataset: str = "") -> tuple[Leaving, ...]:
    """The superseded versions that were kept for longer than the card of their source says; what is in force never is among them.

    Args:
        stores: of the workspace.
        today: the day (ISO).
        dataset: one source, or "" for all.
    """
    live = {(one.dataset, one.snapshot_id) for one in stores.ledger.live(today)}
    held: dict[str, list[LiveSnapshot]] = {}
    for one in stores.ledger.snapshots(dataset):
        held.setdefault(one.dataset, []).append(one)
    found = []
    for versions in held.values():
        newest = read_snapshot(stores.lake, versions[-1].dataset, versions[-1].snapshot_id)
        days = newest.card.retention
        past = [one for one in versions[:-1] if (one.dataset, one.snapshot_id) not in live] if days > 0 else []
        why = f"superseded for more than {days} days, which is how long its card keeps it"
        found += [Leaving(one, why) for one in past if age_in_days(_superseded(one, versions), today) > days]
    return tuple(found)


def purge(stores: Stores, chosen: Sequence[Leaving], progress: Progress = silent) -> Purged:
    """Delete versions of sources: their claims, the archived bytes that no other version was read from, and every cache.

    A source of which nothing is left is deleted with what a crash left of its imports, and what was fetched of it.

    Raises:
        WorkspaceError: an import is under way; nothing is deleted.
    """
    with turn(stores.lake, alone=True) as mine:
        if not mine:
            raise WorkspaceError(Fault("a source is being imported, so nothing was deleted", "Purge again when that is done."))
        return _purge(stores, chosen, progress)


def finish_purges(stores: Stores) -> int:
    """Delete what a purge that died halfway has left; returns the number of its snapshots. It costs one query where nothing was purged.

    While a source is being imported nothing is deleted: the next start does it. A snapshot that was written after its tombstone is one that
    came in again and did not go live; it stays, since the same file will be imported again.
    """
    graves: dict[str, list[Tombstone]] = {}
    for one in stores.ledger.tombstones():
        if not one.again:
            graves.setdefault(one.dataset, []).append(one)
    if not any(_left(stores, graves)):
        return 0
    with turn(stores.lake, alone=True) as mine:
        left = list(_left(stores, graves)) if mine else []
        if left:
            _delete(stores, left)
        return len(left)


def _left(stores: Stores, graves: Mapping[str, Sequence[Tombstone]]) -> Iterator[Path]:
    """The folders for which a tombstone stands."""
    return (folder for dataset, stones in graves.items() for folder in folders_of(stores.lake, dataset) if _is_dead(folder, stones))


def _purge(stores: Stores, chosen: Sequence[Leaving], progress: Progress) -> Purged:
    """Delete, while nobody imports."""
    gone: dict[str, list[Leaving]] = {}
    for one in chosen:
        gone.setdefault(one.snapshot.dataset, []).append(one)
    progress("Looking for the files that show them")
    outputs = _outputs(stores, chosen)
    progress("Deleting")
    freed = 0
    for dataset, leaves in gone.items():
        folders = {stores.lake / dataset / one.snapshot.snapshot_id: one.why for one in leaves}
        if len(leaves) == len(stores.ledger.snapshots(dataset)):
            folders |= dict.fromkeys(set(folders_of(stores.lake, dataset)) - set(folders), leaves[0].why)
            shutil.rmtree(stores.folder / "fetched" / dataset, ignore_errors=True)
        for why in dict.fromkeys(folders.values()):
            pairs = [(id_of(folder), content_of(folder)) for folder, one in folders.items() if one == why]
            stores.ledger.purge(dataset, pairs, why)
        freed += _delete(stores, list(folders))
    return Purged(tuple(chosen), outputs, freed, held=any((stores.folder / "cache").glob("*/*")))


def kept_away(stores: Stores) -> frozenset[str]:
    """The datasets of which a version was purged and that have no shipped table now: a shipped one is not loaded by itself."""
    gone = {one.dataset for one in stores.ledger.tombstones() if not one.again}
    return frozenset(gone - {one.dataset for one in stores.ledger.snapshots() if one.starter}) if gone else frozenset()


def _is_dead(folder: Path, stones: Iterable[Tombstone]) -> bool:
    """Whether a tombstone stands for a folder."""
    known = {folder.name, id_of(folder)}
    latest = max((dt.datetime.fromisoformat(one.at).timestamp() for one in stones if one.snapshot_id in known), default=0.0)
    return written_at(folder) <= latest + _GRACE


def _delete(stores: Stores, folders: Sequence[Path]) -> int:
    """Delete archived bytes, caches and snapshots, in this order, so that a crash leaves what tells the rest; returns the bytes freed."""
    ours = frozenset[str]().union(*(archived_in(folder) for folder in folders))
    freed = sum(stores.archive.remove(digest) for digest in sorted(ours - archived_elsewhere(stores.lake, frozenset(folders))))
    stores.caches.clear()
    forget_near(stores)
    return freed + sum(erase(folder) for folder in folders)


_SHOWN = """
SELECT DISTINCT s.claim_id FROM shown s JOIN leaving l ON l.claim_id = s.claim_id
WHERE s.claim_id NOT IN (SELECT claim_id FROM staying)
"""


def _outputs(stores: Stores, chosen: Sequence[Leaving]) -> tuple[OutputFile, ...]:
    """The files that show claims which no version keeps."""
    written = stores.ledger.outputs()
    shown = sorted({claim for file in written for claim in file.claim_ids})
    gone = {(one.snapshot.dataset, one.snapshot.snapshot_id) for one in chosen}
    stay = [
        (one.dataset, one.snapshot_id)
        for dataset in sorted({dataset for dataset, _ in gone})
        for one in stores.ledger.snapshots(dataset)
        if (one.dataset, one.snapshot_id) not in gone
    ]
    if not shown or not gone:
        return ()
    engine = stores.engine()
    try:
        engine.load("shown", {"claim_id": "VARCHAR"}, [(claim,) for claim in shown])
        for table, snapshots in (("leaving", sorted(gone)), ("staying", stay)):
            paths = [path for key in snapshots for path in _paths(stores, *key)]
            if paths:
                engine.read(table, paths)
            else:
                engine.load(table, {"claim_id": "VARCHAR"}, [])
        used = {str(row[0]) for row in engine.fetch(_SHOWN)}
    finally:
        engine.close()
    return tuple(file for file in written if not used.isdisjoint(file.claim_ids))


def _paths(stores: Stores, dataset: str, snapshot_id: str) -> tuple[Path, ...]:
    """The files of a snapshot; none of one that is damaged, which is purged like any other."""
    with suppress(WorkspaceError):
        return read_snapshot(stores.lake, dataset, snapshot_id).paths
    return ()


def _superseded(one: LiveSnapshot, versions: Sequence[LiveSnapshot]) -> str:
    """The day on which a newer state of its source was there."""
    newer = [other.at[:10] for other in versions if (other.published, other.seq) > (one.published, one.seq)]
    return max(one.at[:10], min(newer))
