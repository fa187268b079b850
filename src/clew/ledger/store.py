"""The ledger: opened once, read in one transaction, changed only together with an event."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from sqlalchemy import Connection, RowMapping, Table, and_, insert, select, update

from clew.errors import Fault, NotFoundError, WorkspaceError
from clew.ledger import deeds, tables
from clew.ledger.chain import GENESIS, Deed, Event, canonical, first_break, first_untold, link
from clew.ledger.opening import explained, open_database
from clew.ledger.schema import bring_up_to_date

RESULT_KINDS = ("snapshot.live", "portfolio.version", "judgement.made", "judgement.undone")
"""Events that can change a finding. A report prints the newest of these, so that writing a report does not change the next one."""


@dataclass(frozen=True, slots=True)
class LiveSnapshot:
    """A snapshot that is in force for its dataset."""

    dataset: str
    snapshot_id: str
    published: str
    retrieved: str
    starter: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's word on a pair.

    Attributes:
        judgement_id: number by which it is undone.
        subject: the holding's key (`isin:…`, `listing:XSHG:688303`, `name:…`) or an entity id.
        entity_id: the entity that it is, or is not.
        verdict: `same`, `different` or `related`.
        reason, actor, at: why, who, when.
        undone: True after `clew match undo`.
    """

    judgement_id: int
    subject: str
    entity_id: str
    verdict: str
    reason: str
    actor: str
    at: str
    undone: bool


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that was written out: where, what it is, its hash, the claims it shows."""

    path: str
    kind: str
    sha256: str
    claim_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pinned:
    """What a finding is a function of, read at one moment.

    Attributes:
        live: the snapshot in force for each dataset, by dataset.
        judgements: those in force, oldest first.
        head: hash of the newest event that can change a finding (`RESULT_KINDS`): the state that a report names.
    """

    live: tuple[LiveSnapshot, ...]
    judgements: tuple[Judgement, ...]
    head: str


class Ledger:
    """The ledger of one workspace. Every method that changes something names what was done in one event."""

    def __init__(self, place: str | Path, actor: str) -> None:
        """Open a SQLite file, or the database of a URL (SQLite or PostgreSQL), bringing its shape up to date; `actor` signs every change.

        Raises:
            WorkspaceError: it cannot be opened, or was written by a newer clew.
        """
        self._actor = actor
        self._reader, self._writer = open_database(place)
        try:
            bring_up_to_date(self._reader, self._writer)
        except WorkspaceError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the connections."""
        self._writer.dispose()

    def pin(self, known: str) -> Pinned:
        """What is in force, of what was retrieved on or before the day `known` (ISO): snapshots, judgements and head of one moment."""
        with self._reading() as connection:
            judgements = tuple(one for one in _judgements(connection) if not one.undone)
            return Pinned(_live(connection, known), judgements, _head(connection))

    def live(self, known: str) -> tuple[LiveSnapshot, ...]:
        """The snapshot in force for each dataset, of those retrieved on or before the day `known` (ISO): the newest state published."""
        with self._reading() as connection:
            return _live(connection, known)

    def go_live(self, snapshots: Sequence[LiveSnapshot]) -> None:
        """Put snapshots in force, all in one transaction; those that already were are left alone."""
        with self._writing() as connection:
            for one in snapshots:
                key = {"dataset": one.dataset, "snapshot_id": one.snapshot_id}
                if not _is_there(connection, tables.snapshot, **key):
                    values = {**key, "published": one.published, "retrieved": one.retrieved, "starter": int(one.starter)}
                    seq = self._append(connection, deeds.snapshot_live(values))
                    connection.execute(insert(tables.snapshot).values(**values, seq=seq))

    def add_portfolio_version(self, portfolio: str, version_id: str, *, file: str, sha256: str, stated_as_of: str) -> bool:
        """Record that this version of the portfolio is in the books; says whether it is new."""
        key = {"portfolio": portfolio, "version_id": version_id}
        values = {**key, "file": _text(file), "sha256": sha256, "stated_as_of": stated_as_of}
        with self._writing() as connection:
            if _is_there(connection, tables.portfolio_version, **key):
                return False
            seq = self._append(connection, deeds.portfolio_version(values))
            connection.execute(insert(tables.portfolio_version).values(**values, seq=seq))
            return True

    def newest_portfolio(self) -> tuple[str, str] | None:
        """Portfolio and version that were added last; None when none was."""
        table = tables.portfolio_version
        query = select(table.c.portfolio, table.c.version_id).order_by(table.c.seq.desc()).limit(1)
        with self._reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else (str(row[0]), str(row[1]))

    def judge(self, subject: str, entity_id: str, verdict: str, reason: str) -> int:
        """Record a judgement; a later one on the same pair overrides it. Returns its number."""
        values = {"subject": subject, "entity_id": entity_id, "verdict": verdict, "reason": reason}
        with self._writing() as connection:
            seq = self._append(connection, deeds.judgement_made(values))
            made = insert(tables.judgement).values(**values, seq=seq).returning(tables.judgement.c.judgement_id)
            return int(connection.execute(made).scalar_one())

    def undo_judgement(self, judgement_id: int, reason: str) -> None:
        """Undo a judgement; both events stay in the chain.

        Raises:
            NotFoundError: there is no such judgement, or it is undone already.
        """
        table = tables.judgement
        query = select(table).where(table.c.judgement_id == judgement_id, table.c.undone_seq.is_(None))
        with self._writing() as connection:
            row = connection.execute(query).mappings().first()
            if row is None:
                raise NotFoundError(Fault(f"there is no judgement {judgement_id} to undo", "See `clew match list`."))
            seq = self._append(connection, deeds.judgement_undone(row, reason))
            connection.execute(update(table).where(table.c.judgement_id == judgement_id).values(undone_seq=seq))

    def judgements(self, *, undone: bool = False) -> tuple[Judgement, ...]:
        """Judgements in force, oldest first; with `undone`, those that were undone as well."""
        with self._reading() as connection:
            return tuple(one for one in _judgements(connection) if undone or not one.undone)

    def record_outputs(self, files: Sequence[OutputFile], inputs: Mapping[str, str], recipient: str = "") -> None:
        """Record files that were written out, with the inputs they are a function of."""
        shared = {"inputs": canonical(inputs), "recipient": recipient}
        with self._writing() as connection:
            for file in files:
                claims = json.dumps(sorted(set(file.claim_ids)))
                values = {"path": _text(file.path), "kind": file.kind, "sha256": file.sha256, "claim_ids": claims, **shared}
                seq = self._append(connection, deeds.output_written(values))
                connection.execute(insert(tables.output).values(**values, seq=seq))

    def outputs(self) -> tuple[OutputFile, ...]:
        """Every file that was written out, oldest first."""
        query = select(tables.output).order_by(tables.output.c.output_id)
        with self._reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(OutputFile(row["path"], row["kind"], row["sha256"], tuple(json.loads(row["claim_ids"]))) for row in rows)

    def events(self) -> tuple[Event, ...]:
        """The whole chain, oldest first."""
        with self._reading() as connection:
            return _events(connection)

    def head(self) -> str:
        """Hash of the newest event that can change a finding (`RESULT_KINDS`)."""
        with self._reading() as connection:
            return _head(connection)

    def broken_at(self) -> int | None:
        """The first event that no longer fits its predecessor, its own hash, or the row that stands on it; None while all is whole."""
        with self._reading() as connection:
            events, told = _events(connection), tuple(deeds.told(connection))
        return min((place for place in (first_break(events), first_untold(events, told)) if place is not None), default=None)

    def _append(self, connection: Connection, deed: Deed) -> int:
        """Append one event within a transaction, which writes alone; returns its place in the chain."""
        table = tables.event
        last = connection.execute(select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
        seq, previous = (1, GENESIS) if last is None else (last[0] + 1, last[1])
        at, text = dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), canonical(deed.payload)
        parts = (at, self._actor, deed.kind, deed.subject, text)
        event = Event(seq, *parts, previous, link(previous, parts))
        connection.execute(insert(table).values({column.name: getattr(event, column.name) for column in table.c}))
        return event.seq

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One transaction to read in: what others write meanwhile is not seen."""
        with explained(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction to write in; rolled back whole on any error."""
        with explained(), self._writer.begin() as connection:
            yield connection


def _is_there(connection: Connection, table: Table, **key: str) -> bool:
    """Whether a table has a row of that key."""
    query = select(table.c.seq).where(and_(*(table.c[name] == value for name, value in key.items())))
    return connection.execute(query).first() is not None


def _live(connection: Connection, known: str) -> tuple[LiveSnapshot, ...]:
    """The newest state of each dataset, by dataset; ordered here, since databases differ in how they order texts."""
    rows = sorted(connection.execute(select(tables.snapshot)).mappings(), key=itemgetter("dataset", "published", "seq"))
    newest = {row["dataset"]: row for row in rows if row["retrieved"] <= known}
    return tuple(
        LiveSnapshot(row["dataset"], row["snapshot_id"], row["published"], row["retrieved"], bool(row["starter"]))
        for row in newest.values()
    )


def _judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Every judgement with who made it and when, oldest first."""
    table, happened = tables.judgement, tables.event
    query = select(table, happened.c.actor, happened.c.at).join(happened, happened.c.seq == table.c.seq).order_by(table.c.judgement_id)
    return tuple(_judgement(row) for row in connection.execute(query).mappings())


def _judgement(row: RowMapping) -> Judgement:
    """A row as a judgement."""
    texts = (row["subject"], row["entity_id"], row["verdict"], row["reason"], row["actor"], row["at"])
    return Judgement(row["judgement_id"], *texts, undone=row["undone_seq"] is not None)


def _events(connection: Connection) -> tuple[Event, ...]:
    """The whole chain, oldest first."""
    return tuple(Event(**row) for row in connection.execute(select(tables.event).order_by(tables.event.c.seq)).mappings())


def _head(connection: Connection) -> str:
    """Hash of the newest event that can change a finding."""
    table = tables.event
    query = select(table.c.hash).where(table.c.kind.in_(RESULT_KINDS)).order_by(table.c.seq.desc()).limit(1)
    return connection.execute(query).scalar() or GENESIS


def _text(path: str) -> str:
    """A path as text that any database takes; bytes of a file name that are no letters are written out."""
    return path.encode("utf-8", "backslashreplace").decode()
