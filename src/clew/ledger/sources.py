"""What the ledger says of sources, read within a transaction: versions, marks, corrections, tombstones, fetches.

Three things take a snapshot out of force, and they are kept apart. A newer state of its source does, and nothing needs to be said. A mark
`withdrawn` does, from the day on which it was made: who asks by an earlier clock sees it in force, as it was. A tombstone does at once and
by every clock, since the claims are no longer there to be read. Of a tombstone and a snapshot's going live the newer event decides, so the
same content may come in again. A mark outlives both: what its publisher withdrew does not come back by being read once more, but by a mark
`live`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from msgspec.structs import replace
from sqlalchemy import Connection, RowMapping, Table, func, select

from clew.ledger import tables
from clew.ledger.reading import dated
from clew.ledger.records import ALWAYS, FETCHED, UNCHANGED, WITHDRAWN, Correction, FetchRecord, LiveSnapshot, SourceState, Tombstone

Key = tuple[str, str]
"""Dataset and snapshot id."""


def in_force(connection: Connection, known: str, marks: Iterable[SourceState]) -> tuple[LiveSnapshot, ...]:
    """The newest state of each dataset that was retrieved by `known` and that no mark withdraws, by dataset."""
    gone = _withdrawn(marks)
    newest = {one.dataset: one for one in snapshots(connection, "", known) if gone.isdisjoint(_marked(one))}
    return tuple(newest[dataset] for dataset in sorted(newest))


def withdrawn(connection: Connection, known: str, marks: Iterable[SourceState]) -> tuple[LiveSnapshot, ...]:
    """The newest state of each dataset where a mark withdraws it, by dataset; an older one may be in force in its place."""
    gone = _withdrawn(marks)
    newest = {one.dataset: one for one in snapshots(connection, "", known)} if gone else {}
    return tuple(newest[dataset] for dataset in sorted(newest) if not gone.isdisjoint(_marked(newest[dataset])))


def snapshots(connection: Connection, dataset: str, known: str) -> tuple[LiveSnapshot, ...]:
    """Every version that went live and can still be read, oldest first by (published, seq).

    Ordered here, since databases differ in how they order texts.
    """
    found = (one for one in _readable(connection) if dataset in {"", one.dataset} and one.retrieved <= known)
    return tuple(sorted(found, key=attrgetter("published", "seq")))


def kept(connection: Connection) -> set[Key]:
    """The snapshots that went live and can still be read: they need not go live again."""
    return {(one.dataset, one.snapshot_id) for one in _readable(connection)}


def purged(connection: Connection) -> set[Key]:
    """The snapshots that were purged and did not come in again."""
    return {(one.dataset, one.snapshot_id) for one in tombstones(connection) if not one.again}


def tombstones(connection: Connection) -> tuple[Tombstone, ...]:
    """Every tombstone, oldest first."""
    alive = _newest(connection, tables.snapshot)
    rows = connection.execute(dated(tables.tombstone).order_by(tables.tombstone.c.seq)).mappings()
    return tuple(_tombstone(row, again=alive.get((row["dataset"], row["snapshot_id"]), 0) > row["seq"]) for row in rows)


def states(connection: Connection, known: str) -> tuple[SourceState, ...]:
    """The newest mark of each source and of each snapshot, of those made by the day `known`; by dataset and snapshot."""
    newest = _marks(connection, known)
    return tuple(_state(newest[key]) for key in sorted(newest))


def is_marked(connection: Connection, row: Mapping[str, str]) -> bool:
    """Whether the newest mark of a source or snapshot says this already, in every word."""
    newest = _marks(connection, ALWAYS).get((row["dataset"], row["snapshot_id"]))
    return newest is not None and all(newest[name] == value for name, value in row.items())


def corrections(connection: Connection, known: str) -> tuple[Correction, ...]:
    """Every correction made by the day `known`, oldest first."""
    rows = connection.execute(dated(tables.correction).order_by(tables.correction.c.seq)).mappings()
    return tuple(_correction(row) for row in _made_by(rows, known))


def last_fetch(connection: Connection, dataset: str, url: str) -> FetchRecord | None:
    """The newest answer of a source, of one address or of any, with the validators of what we hold.

    An answer "unchanged" may leave out what did not change: it is read from the last that brought bytes. Answers before the newest purge of
    the dataset do not count: what is no longer held has to be fetched, not to be found unchanged.
    """
    table, grave = tables.fetch, tables.tombstone
    last_purge = select(func.coalesce(func.max(grave.c.seq), 0)).where(grave.c.dataset == dataset).scalar_subquery()
    query = dated(table).where(table.c.dataset == dataset, table.c.status.in_((FETCHED, UNCHANGED)), table.c.seq > last_purge)
    if url:
        query = query.where(table.c.url == url)
    found = [_fetch(row) for row in connection.execute(query.order_by(table.c.seq.desc())).mappings()]
    if not found:
        return None
    newest, whole = found[0], next((one for one in found if one.status == FETCHED and one.url == found[0].url), found[0])
    held = {name: getattr(newest, name) or getattr(whole, name) for name in ("final_url", "etag", "last_modified", "sha256", "size")}
    return replace(newest, **held)


def _withdrawn(marks: Iterable[SourceState]) -> set[Key]:
    """The sources (with "" for the snapshot) and snapshots that are marked as withdrawn."""
    return {(one.dataset, one.snapshot_id) for one in marks if one.state == WITHDRAWN}


def _marked(snapshot: LiveSnapshot) -> set[Key]:
    """What a mark on a snapshot can stand on: its source, or itself."""
    return {(snapshot.dataset, ""), (snapshot.dataset, snapshot.snapshot_id)}


def _readable(connection: Connection) -> Iterator[LiveSnapshot]:
    """Every snapshot that went live and was not purged since, in no order."""
    graves = _newest(connection, tables.tombstone)
    for row in connection.execute(dated(tables.snapshot)).mappings():
        if row["seq"] > graves.get((row["dataset"], row["snapshot_id"]), 0):
            days = (row["published"], row["retrieved"])
            yield LiveSnapshot(row["dataset"], row["snapshot_id"], *days, starter=bool(row["starter"]), seq=row["seq"], at=row["at"])


def _newest(connection: Connection, table: Table) -> dict[Key, int]:
    """The newest event of each snapshot in one table."""
    query = select(table.c.dataset, table.c.snapshot_id, func.max(table.c.seq)).group_by(table.c.dataset, table.c.snapshot_id)
    return {(dataset, snapshot_id): seq for dataset, snapshot_id, seq in connection.execute(query)}


def _made_by(rows: Iterable[RowMapping], known: str) -> Iterator[RowMapping]:
    """Rows whose event happened on or before a day."""
    return (row for row in rows if row["at"][:10] <= known)


def _marks(connection: Connection, known: str) -> dict[Key, RowMapping]:
    """The newest mark of each source and snapshot, of those made by a day."""
    rows = connection.execute(dated(tables.source_state).order_by(tables.source_state.c.seq)).mappings()
    return {(row["dataset"], row["snapshot_id"]): row for row in _made_by(rows, known)}


def _state(row: RowMapping) -> SourceState:
    """A row as a mark."""
    texts = (row["state"], row["reason"], row["source_url"], row["day"], row["actor"], row["at"])
    return SourceState(row["dataset"], row["snapshot_id"], *texts)


def _correction(row: RowMapping) -> Correction:
    """A row as a correction."""
    texts = (row["reason"], row["source_url"], row["day"], row["actor"], row["at"])
    return Correction(row["correction_id"], row["dataset"], tuple(json.loads(row["claim_ids"])), *texts)


def _tombstone(row: RowMapping, *, again: bool) -> Tombstone:
    """A row as a tombstone."""
    texts = (row["content_hash"], row["reason"], row["actor"], row["at"])
    return Tombstone(row["dataset"], row["snapshot_id"], *texts, again=again)


def _fetch(row: RowMapping) -> FetchRecord:
    """A row as a fetch."""
    texts = (row["final_url"], row["etag"], row["last_modified"], row["sha256"])
    return FetchRecord(row["dataset"], row["url"], row["status"], *texts, row["size"], row["note"], row["at"])
