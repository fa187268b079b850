"""The ledger: opened once, read in one transaction, changed only together with an event."""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, RowMapping, create_engine, event, insert, select, update
from sqlalchemy.exc import DBAPIError

from clew.errors import Fault, NotFoundError, WorkspaceError
from clew.ledger import tables
from clew.ledger.chain import GENESIS, Event, canonical, first_break, link
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


class Ledger:
    """The ledger of one workspace. Every method that changes something names what was done in one event."""

    def __init__(self, url: str, actor: str) -> None:
        """Open the database of the URL (SQLite or PostgreSQL), bringing its shape up to date; `actor` signs every change.

        Raises:
            WorkspaceError: it cannot be opened, or was written by a newer clew.
        """
        self._actor = actor
        self._engine = create_engine(url)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _sqlite_settings)
            event.listen(self._engine, "begin", _sqlite_begin)
        self._writer = self._engine.execution_options(clew_writes=True)
        bring_up_to_date(self._writer)

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def live(self, known: str) -> tuple[LiveSnapshot, ...]:
        """The snapshot in force for each dataset, of those retrieved on or before the day `known` (ISO): the newest state published."""
        table = tables.snapshot
        query = select(table).where(table.c.retrieved <= known).order_by(table.c.dataset, table.c.published, table.c.seq)
        with self._reading() as connection:
            rows = connection.execute(query).mappings().all()
        newest = {row["dataset"]: row for row in rows}
        return tuple(_live(row) for row in newest.values())

    def has_snapshot(self, dataset: str, snapshot_id: str) -> bool:
        """Whether that snapshot ever went live."""
        table = tables.snapshot
        query = select(table.c.seq).where(table.c.dataset == dataset, table.c.snapshot_id == snapshot_id)
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def go_live(self, snapshots: Sequence[LiveSnapshot]) -> None:
        """Put snapshots in force, all in one transaction; those that already were are left alone."""
        with self._writing() as connection:
            for one in snapshots:
                table = tables.snapshot
                known = select(table.c.seq).where(table.c.dataset == one.dataset, table.c.snapshot_id == one.snapshot_id)
                if connection.execute(known).first() is None:
                    payload = {"published": one.published, "retrieved": one.retrieved, "starter": one.starter}
                    seq = self._append(connection, "snapshot.live", f"{one.dataset}/{one.snapshot_id}", payload)
                    values = {"dataset": one.dataset, "snapshot_id": one.snapshot_id, "starter": int(one.starter), "seq": seq}
                    connection.execute(insert(table).values(**values, published=one.published, retrieved=one.retrieved))

    def add_portfolio_version(self, portfolio: str, version_id: str, *, file: str, sha256: str, stated_as_of: str) -> bool:
        """Record that this version of the portfolio is in the books; says whether it is new."""
        table = tables.portfolio_version
        with self._writing() as connection:
            known = select(table.c.seq).where(table.c.portfolio == portfolio, table.c.version_id == version_id)
            if connection.execute(known).first() is not None:
                return False
            seq = self._append(connection, "portfolio.version", f"{portfolio}/{version_id}", {"file": file, "sha256": sha256})
            values = {"portfolio": portfolio, "version_id": version_id, "file": file, "sha256": sha256}
            connection.execute(insert(table).values(**values, stated_as_of=stated_as_of, seq=seq))
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
        with self._writing() as connection:
            seq = self._append(connection, "judgement.made", subject, {"entity_id": entity_id, "verdict": verdict, "reason": reason})
            values = {"subject": subject, "entity_id": entity_id, "verdict": verdict, "reason": reason, "seq": seq}
            made = connection.execute(insert(tables.judgement).values(**values))
            return int((made.inserted_primary_key or (0,))[0])

    def undo_judgement(self, judgement_id: int, reason: str) -> None:
        """Undo a judgement; both events stay in the chain.

        Raises:
            NotFoundError: there is no such judgement, or it is undone already.
        """
        table = tables.judgement
        with self._writing() as connection:
            row = connection.execute(select(table).where(table.c.judgement_id == judgement_id, table.c.undone_seq.is_(None))).mappings().first()
            if row is None:
                raise NotFoundError(Fault(f"there is no judgement {judgement_id} to undo", "See `clew match list`."))
            seq = self._append(connection, "judgement.undone", row["subject"], {"judgement_id": judgement_id, "reason": reason})
            connection.execute(update(table).where(table.c.judgement_id == judgement_id).values(undone_seq=seq))

    def judgements(self, *, undone: bool = False) -> tuple[Judgement, ...]:
        """Judgements in force, oldest first; with `undone`, those that were undone as well."""
        table, happened = tables.judgement, tables.event
        query = select(table, happened.c.actor, happened.c.at).join(happened, happened.c.seq == table.c.seq).order_by(table.c.judgement_id)
        with self._reading() as connection:
            rows = connection.execute(query).mappings().all()
        made = tuple(_judgement(row) for row in rows)
        return made if undone else tuple(one for one in made if not one.undone)

    def record_outputs(self, files: Sequence[OutputFile], inputs: Mapping[str, str], recipient: str = "") -> None:
        """Record files that were written out, with the inputs they are a function of."""
        with self._writing() as connection:
            for file in files:
                seq = self._append(connection, "output.written", file.path, {"kind": file.kind, "sha256": file.sha256})
                values = {"path": file.path, "kind": file.kind, "sha256": file.sha256, "recipient": recipient, "seq": seq}
                texts = {"inputs": canonical(inputs), "claim_ids": json.dumps(sorted(set(file.claim_ids)))}
                connection.execute(insert(tables.output).values(**values, **texts))

    def outputs(self) -> tuple[OutputFile, ...]:
        """Every file that was written out, oldest first."""
        query = select(tables.output).order_by(tables.output.c.output_id)
        with self._reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(OutputFile(row["path"], row["kind"], row["sha256"], tuple(json.loads(row["claim_ids"]))) for row in rows)

    def events(self) -> tuple[Event, ...]:
        """The whole chain, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(select(tables.event).order_by(tables.event.c.seq)).mappings().all()
        return tuple(Event(**row) for row in rows)

    def head(self) -> str:
        """Hash of the newest event that can change a finding (`RESULT_KINDS`)."""
        table = tables.event
        query = select(table.c.hash).where(table.c.kind.in_(RESULT_KINDS)).order_by(table.c.seq.desc()).limit(1)
        with self._reading() as connection:
            return connection.execute(query).scalar() or GENESIS

    def broken_at(self) -> int | None:
        """The first event whose hash no longer fits, None while the chain is whole."""
        return first_break(self.events())

    def _append(self, connection: Connection, kind: str, subject: str, payload: Mapping[str, object]) -> int:
        """Append one event within a transaction; returns its place in the chain."""
        previous = connection.execute(select(tables.event.c.hash).order_by(tables.event.c.seq.desc()).limit(1)).scalar() or GENESIS
        at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        text = canonical(payload)
        values = {"at": at, "actor": self._actor, "kind": kind, "subject": subject, "payload": text}
        digest = link(previous, (at, self._actor, kind, subject, text))
        made = connection.execute(insert(tables.event).values(**values, previous=previous, hash=digest))
        return int((made.inserted_primary_key or (0,))[0])

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One transaction to read in."""
        with _explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction to write in; rolled back whole on any error."""
        with _explained(), self._writer.begin() as connection:
            yield connection


@contextmanager
def _explained() -> Iterator[None]:
    """Turn a database error into one that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise WorkspaceError(Fault(f"the ledger refused: {error.orig}", "Try again; if it stays so, restore the workspace from a backup.")) from error


def _live(row: RowMapping) -> LiveSnapshot:
    """A row as a live snapshot."""
    return LiveSnapshot(row["dataset"], row["snapshot_id"], row["published"], row["retrieved"], bool(row["starter"]))


def _judgement(row: RowMapping) -> Judgement:
    """A row as a judgement."""
    texts = (row["subject"], row["entity_id"], row["verdict"], row["reason"], row["actor"], row["at"])
    return Judgement(row["judgement_id"], *texts, undone=row["undone_seq"] is not None)


def _sqlite_begin(connection: Connection) -> None:
    """Writers take the lock at once, so that two of them queue instead of failing; readers take none."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("clew_writes") else "BEGIN")


def _sqlite_settings(connection: object, _record: object) -> None:
    """WAL, so that readers do not wait; a wait for writers; foreign keys kept."""
    connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    for pragma in ("journal_mode=WAL", "busy_timeout=20000", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]  # a sqlite3 connection
