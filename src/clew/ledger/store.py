"""The ledger: opened once, read in one transaction, changed only together with an event."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from clew.errors import Fault, RefusedError, WorkspaceError
from clew.ledger import deeds, overrides, policies, reading, sources, tables
from clew.ledger.chain import GENESIS, Deed, Event, canonical, first_break, first_untold, link
from clew.ledger.judgements import Judgements
from clew.ledger.opening import explained, open_database
from clew.ledger.policies import Policies
from clew.ledger.portfolios import Change, Portfolios, same_name
from clew.ledger.records import (
    ADDED,
    ALWAYS,
    CURRENT,
    DIFFERENT,
    FETCHES,
    FORGOTTEN,
    GIVEN,
    RELATED,
    REPLACED,
    SAME,
    STATED,
    STATES,
    VERDICTS,
    Correction,
    FetchRecord,
    Judgement,
    Kept,
    LastScreened,
    LiveSnapshot,
    Member,
    OutputFile,
    Pinned,
    PolicyUse,
    PortfolioVersion,
    SourceState,
    Tombstone,
    Verdict,
    Watch,
)
from clew.ledger.schema import bring_up_to_date
from clew.model.gate import Override

__all__ = [
    "ADDED",
    "CURRENT",
    "DIFFERENT",
    "FORGOTTEN",
    "GIVEN",
    "RELATED",
    "REPLACED",
    "RESULT_KINDS",
    "SAME",
    "STATED",
    "STATES",
    "VERDICTS",
    "Change",
    "Correction",
    "FetchRecord",
    "Judgement",
    "Kept",
    "LastScreened",
    "Ledger",
    "LiveSnapshot",
    "Member",
    "OutputFile",
    "Pinned",
    "PolicyUse",
    "PortfolioVersion",
    "SourceState",
    "Tombstone",
    "Verdict",
    "Watch",
    "same_name",
]

RESULT_KINDS = (
    *("snapshot.live", "source.state", "source.corrected", "source.purged", "workspace.marked"),
    *("portfolio.version", "portfolio.grouped", "policy.used"),
    *("judgement.made", "judgement.undone", "judgement.confirmed", "judgement.unconfirmed"),
)
"""Events that can change a finding. A report prints the newest of these, so that writing a report, or looking whether a source changed,
does not change the next one."""


def _utc() -> dt.datetime:
    """The time that an event bears."""
    return dt.datetime.now(dt.UTC)


class Ledger:
    """The ledger of one workspace. Every method that changes something names what was done in one event.

    Attributes:
        portfolios: what it keeps of portfolios: versions, names, groups.
        judgements: what it keeps of judgements, and of what second people said to them.
        policies: what it keeps of link policies.
    """

    def __init__(self, place: str | Path, actor: str, clock: Callable[[], dt.datetime] = _utc) -> None:
        """Open a SQLite file, or the database of a URL (SQLite or PostgreSQL), bringing its shape up to date.

        Args:
            place: the file or the URL.
            actor: who signs every change.
            clock: the time of a change, in UTC.

        Raises:
            WorkspaceError: it cannot be opened, or was written by a newer clew.
        """
        self._actor, self._clock = actor, clock
        self._reader, self._writer = open_database(place)
        self.portfolios = Portfolios(self._reading, self._writing, self._add)
        self.policies = Policies(self._reading, self._writing, self._add)
        self.judgements = Judgements((self._reading, self._writing, self._add, self._append), actor)
        try:
            bring_up_to_date(self._reader, self._writer)
        except WorkspaceError:
            self.close()
            raise

    @property
    def actor(self) -> str:
        """Who signs every change."""
        return self._actor

    def close(self) -> None:
        """Let go of the connections."""
        self._writer.dispose()

    def pin(self, known: str) -> Pinned:
        """What is in force, of what was retrieved on or before the day `known` (ISO), with the marks made by then: all of one moment."""
        with self._reading() as connection:
            judgements = tuple(one for one in reading.judgements(connection) if not one.undone)
            marks = sources.states(connection, known)
            live, head = sources.in_force(connection, known, marks), reading.head(connection, RESULT_KINDS)
            gone, said = sources.withdrawn(connection, known, marks), reading.marks(connection)
            policy = policies.in_force(connection, known)
            return Pinned(live, judgements, head, marks, sources.corrections(connection, known), gone, said, policy)

    def live(self, known: str) -> tuple[LiveSnapshot, ...]:
        """The snapshot in force for each dataset, of those retrieved on or before the day `known` (ISO): the newest state published.

        A snapshot that was withdrawn by that day is passed over, and all of a source that was withdrawn as a whole; a purged one always is.
        """
        with self._reading() as connection:
            return sources.in_force(connection, known, sources.states(connection, known))

    def snapshots(self, dataset: str = "", known: str = ALWAYS) -> tuple[LiveSnapshot, ...]:
        """Every version that went live, of one dataset or of all, oldest first by (published, seq): withdrawn ones too, purged ones not."""
        with self._reading() as connection:
            return sources.snapshots(connection, dataset, known)

    def go_live(self, snapshots: Sequence[LiveSnapshot]) -> None:
        """Put snapshots in force, all in one transaction; those that already were, and were not purged since, are left alone."""
        with self._writing() as connection:
            kept = sources.kept(connection)
            for one in snapshots:
                if (one.dataset, one.snapshot_id) not in kept:
                    values = {name: getattr(one, name) for name in ("dataset", "snapshot_id", "published", "retrieved")}
                    self._add(connection, tables.snapshot, {**values, "starter": int(one.starter)})
                    kept.add((one.dataset, one.snapshot_id))

    def mark_source(self, dataset: str, snapshot_id: str, state: str, reason: str, url: str = "", day: str = "") -> None:
        """Say what became of a source, or of one snapshot of it, at its publisher; the newest word on each is the one that counts.

        Only `withdrawn` takes it out of force, until a mark `live`. What is `corrected`, or `unavailable` while we hold the bytes, stays in
        force, and the mark is to be shown with it. The same word twice is one.

        Args:
            dataset: the source.
            snapshot_id: one snapshot of it, or "" for the whole source.
            state: one of `STATES`.
            reason: why.
            url: where that can be read.
            day: since when it holds in the world (ISO); "" where nobody says.

        Raises:
            RefusedError: there is no such state.
        """
        _check(state, STATES, "state of a source")
        row = {"dataset": dataset, "snapshot_id": snapshot_id, "state": state, "reason": reason, "source_url": url, "day": day}
        with self._writing() as connection:
            if not sources.is_marked(connection, row):
                self._add(connection, tables.source_state, row)

    def source_states(self, known: str = ALWAYS) -> tuple[SourceState, ...]:
        """The newest mark of each source and of each snapshot, of those made on or before the day `known` (ISO)."""
        with self._reading() as connection:
            return sources.states(connection, known)

    def record_correction(self, dataset: str, claim_ids: Sequence[str], reason: str, url: str, day: str) -> int:
        """Record that claims were wrong; they stay in their snapshot, and `outputs_using` finds what showed them. Returns its number."""
        claims = json.dumps(sorted(set(claim_ids)))
        row = {"dataset": dataset, "claim_ids": claims, "reason": reason, "source_url": url, "day": day}
        with self._writing() as connection:
            return self._add(connection, tables.correction, row)

    def corrections(self, known: str = ALWAYS) -> tuple[Correction, ...]:
        """The corrections made on or before the day `known` (ISO), oldest first."""
        with self._reading() as connection:
            return sources.corrections(connection, known)

    def purge(self, dataset: str, snapshots: Sequence[tuple[str, str]], reason: str) -> None:
        """Record that the claims of snapshots, each by (snapshot id, content hash), are deleted: by no clock are they in force again.

        Their rows stay as history. The same content may come in and go live again, by an event of its own. What is purged already is left
        alone, so that a purge that died halfway can be run again.
        """
        with self._writing() as connection:
            gone = sources.purged(connection)
            for snapshot_id, content_hash in snapshots:
                if (dataset, snapshot_id) not in gone:
                    row = {"dataset": dataset, "snapshot_id": snapshot_id, "content_hash": content_hash, "reason": reason}
                    self._add(connection, tables.tombstone, row)
                    gone.add((dataset, snapshot_id))

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Everything that was purged, oldest first, whether or not it came in again."""
        with self._reading() as connection:
            return sources.tombstones(connection)

    def record_fetch(self, fetch: FetchRecord) -> None:
        """Record an attempt to fetch a source, also one that failed.

        Raises:
            RefusedError: it has no such status.
        """
        _check(fetch.status, FETCHES, "status of a fetch")
        names = ("dataset", "url", "final_url", "etag", "last_modified", "sha256", "size", "status", "note")
        with self._writing() as connection:
            self._add(connection, tables.fetch, {name: getattr(fetch, name) for name in names})

    def last_fetch(self, dataset: str, url: str = "") -> FetchRecord | None:
        """The newest answer of a source (of one address of it, or of any) with the validators of what is held; None when none is held.

        A failed attempt is no answer. After a purge none counts, so that the next fetch brings bytes and not the word that nothing changed.
        """
        with self._reading() as connection:
            return sources.last_fetch(connection, dataset, url)

    def record_watch(self, known_before: str, changes: int, *, heads: Mapping[str, str] | None = None, note: str = "") -> int:
        """Record a look at what changed: how many changes it reported, and what was in force. Returns its number.

        Args:
            known_before: the clock `known` by which it looked (ISO).
            changes: how many changes it reported.
            heads: dataset → snapshot id, as it saw them. None takes what is in force by `known_before` now, which may be more than it saw
                when others import meanwhile: the next watch would then never report it.
            note: what there is to say besides.
        """
        with self._writing() as connection:
            live = sources.in_force(connection, known_before, sources.states(connection, known_before)) if heads is None else ()
            seen = {one.dataset: one.snapshot_id for one in live} if heads is None else heads
            row = {"heads": canonical(seen), "known": known_before, "changes": changes, "note": note}
            return self._add(connection, tables.watch, row)

    def watches(self) -> tuple[Watch, ...]:
        """Every watch, oldest first: the last one is what the next one starts from."""
        with self._reading() as connection:
            return reading.watches(connection)

    def set_mark(self, name: str, value: str) -> None:
        """Say something of the workspace as a whole, such as `commercial` = `yes`; the newest value counts, and the same twice is one."""
        with self._writing() as connection:
            if reading.mark(connection, name) != value:
                self._add(connection, tables.setting, {"name": name, "value": value})

    def mark(self, name: str, default: str = "") -> str:
        """What was last said of the workspace under this name."""
        with self._reading() as connection:
            value = reading.mark(connection, name)
        return default if value is None else value

    def propose_override(self, entity_id: str, name: str, reason: str, until: str = "") -> int:
        """Propose that the gate's policy does not stop an issuer, until a day (ISO) or without end. Returns its number.

        It is in force once `say_to_override` has it `confirmed` by a second person.
        """
        row = {"entity_id": entity_id, "name": name, "reason": reason, "until": until}
        with self._writing() as connection:
            return self._add(connection, tables.gate_override, row)

    def say_to_override(self, override_id: int, word: str, reason: str = "") -> None:
        """Confirm or withdraw an override; every word stays in the chain.

        Raises:
            NotFoundError: there is no such override, or it is withdrawn already.
            RefusedError: who confirms is who proposed, it is confirmed already, or there is no such word.
        """
        _check(word, (overrides.CONFIRMED, overrides.WITHDRAWN), "word on an override")
        with self._writing() as connection:
            proposed = overrides.proposal(connection, override_id, word, self._actor)
            row = {"override_id": override_id, "word": word, "reason": reason}
            seq = self._append(connection, deeds.override_word(row, proposed))
            connection.execute(insert(tables.gate_override_word).values(**row, seq=seq))

    def overrides(self) -> tuple[Override, ...]:
        """Every override of the gate, oldest first, those that are not in force as well."""
        with self._reading() as connection:
            return overrides.overrides(connection)

    def record_outputs(self, files: Sequence[OutputFile], inputs: Mapping[str, str], recipient: str = "") -> None:
        """Record files that were written out, with the inputs they are a function of."""
        shared = {"inputs": canonical(inputs), "recipient": recipient}
        with self._writing() as connection:
            for file in files:
                claims = sorted(set(file.claim_ids))
                values = {"path": _text(file.path), "kind": file.kind, "sha256": file.sha256, "claim_ids": json.dumps(claims), **shared}
                number = self._add(connection, tables.output, values)
                if claims:
                    rows = [{"output_id": number, "claim_id": claim} for claim in claims]
                    connection.execute(insert(tables.output_claim), rows)

    def outputs(self) -> tuple[OutputFile, ...]:
        """Every file that was written out, oldest first."""
        with self._reading() as connection:
            return reading.outputs(connection)

    def outputs_using(self, claim_ids: Sequence[str]) -> tuple[OutputFile, ...]:
        """Every file that was written out and shows one of these claims, oldest first."""
        with self._reading() as connection:
            return reading.outputs_using(connection, claim_ids)

    def outputs_from(self, digest: str) -> tuple[OutputFile, ...]:
        """Every file that was written out and has an input of this SHA-256, oldest first."""
        with self._reading() as connection:
            return reading.outputs_from(connection, digest)

    def events(self) -> tuple[Event, ...]:
        """The whole chain, oldest first."""
        with self._reading() as connection:
            return reading.events(connection)

    def head(self) -> str:
        """Hash of the newest event that can change a finding (`RESULT_KINDS`)."""
        with self._reading() as connection:
            return reading.head(connection, RESULT_KINDS)

    def broken_at(self) -> int | None:
        """The first event that no longer fits its predecessor, its own hash, or the row that stands on it; None while all is whole."""
        with self._reading() as connection:
            events, told = reading.events(connection), tuple(deeds.told(connection))
        return min((place for place in (first_break(events), first_untold(events, told)) if place is not None), default=None)

    def _add(self, connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
        """Write one row and, in the words of `deeds.OF`, the event that it tells; returns the row's number, or else the event's."""
        seq = self._append(connection, deeds.OF[table](values))
        number = next((column for column in table.primary_key if column.autoincrement is True), table.c.seq)
        return int(connection.execute(insert(table).values(**values, seq=seq).returning(number)).scalar_one())

    def _append(self, connection: Connection, deed: Deed) -> int:
        """Append one event within a transaction, which writes alone; returns its place in the chain."""
        table = tables.event
        last = connection.execute(select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
        seq, previous = (1, GENESIS) if last is None else (last[0] + 1, last[1])
        at, text = self._clock().isoformat(timespec="seconds"), canonical(deed.payload)
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


def _check(word: str, known: Sequence[str], what: str) -> None:
    """Refuse a word that is none of those known: written down, it would be believed to do what it does not."""
    if word not in known:
        raise RefusedError(Fault(f"there is no {what} “{word}”", f"Use one of: {', '.join(known)}."))


def _text(path: str) -> str:
    """A path as text that any database takes; bytes of a file name that are no letters are written out."""
    return path.encode("utf-8", "backslashreplace").decode()
