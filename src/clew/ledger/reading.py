"""How the ledger is read within a transaction: events, judgements, outputs, marks of the workspace, watches."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Select, Table, select

from clew.ledger import tables
from clew.ledger.chain import GENESIS, Event
from clew.ledger.records import CONFIRMED, Judgement, OutputFile, Watch

_CHUNK = 1000
"""How many values one query is asked for: databases set limits to that."""

_Value = TypeVar("_Value")


def dated(table: Table) -> Select[Any]:
    """The rows of a table, each with who made it and when."""
    happened = tables.event
    return select(table, happened.c.actor, happened.c.at).join(happened, happened.c.seq == table.c.seq)


def events(connection: Connection) -> tuple[Event, ...]:
    """The whole chain, oldest first."""
    return tuple(Event(**row) for row in connection.execute(select(tables.event).order_by(tables.event.c.seq)).mappings())


def head(connection: Connection, kinds: Iterable[str]) -> str:
    """Hash of the newest event of these kinds."""
    table = tables.event
    query = select(table.c.hash).where(table.c.kind.in_(tuple(kinds))).order_by(table.c.seq.desc()).limit(1)
    return connection.execute(query).scalar() or GENESIS


def judgements(connection: Connection) -> tuple[Judgement, ...]:
    """Every judgement with who made it and when, oldest first, and with the confirmation that holds."""
    said = connection.execute(dated(tables.judgement_word).order_by(tables.judgement_word.c.seq)).mappings()
    newest = {row["judgement_id"]: row for row in said}
    rows = connection.execute(dated(tables.judgement).order_by(tables.judgement.c.judgement_id)).mappings()
    return tuple(_judgement(row, newest.get(row["judgement_id"])) for row in rows)


def _judgement(row: RowMapping, word: RowMapping | None) -> Judgement:
    """A row as a judgement, with the newest word that was said to it."""
    confirmed = word if word is not None and word["word"] == CONFIRMED else None
    return Judgement(
        judgement_id=row["judgement_id"],
        subject=row["subject"],
        entity_id=row["entity_id"],
        verdict=row["verdict"],
        reason=row["reason"],
        actor=row["actor"],
        at=row["at"],
        undone=row["undone_seq"] is not None,
        batch=row["batch"] or 0,
        stated_by=row["stated_by"] or "",
        stated_at=row["stated_at"] or "",
        confirmed_by=confirmed["actor"] if confirmed else "",
        confirmed_at=confirmed["at"] if confirmed else "",
        confirmed_why=confirmed["reason"] if confirmed else "",
    )


def outputs(connection: Connection) -> tuple[OutputFile, ...]:
    """Every file that was written out, oldest first."""
    return tuple(_output(row) for row in connection.execute(dated(tables.output).order_by(tables.output.c.output_id)).mappings())


def outputs_using(connection: Connection, claim_ids: Iterable[str]) -> tuple[OutputFile, ...]:
    """Every file that shows one of these claims, oldest first; found by the index on claims."""
    output, shown = tables.output, tables.output_claim
    numbers: set[int] = set()
    for some in _chunks(sorted(set(claim_ids))):
        numbers.update(connection.execute(select(shown.c.output_id).where(shown.c.claim_id.in_(some)).distinct()).scalars())
    found: list[OutputFile] = []
    for ids in _chunks(sorted(numbers)):
        query = dated(output).where(output.c.output_id.in_(ids)).order_by(output.c.output_id)
        found.extend(_output(row) for row in connection.execute(query).mappings())
    return tuple(found)


def outputs_from(connection: Connection, digest: str) -> tuple[OutputFile, ...]:
    """Every file that has an input of this SHA-256, oldest first."""
    output = tables.output
    query = dated(output).where(output.c.inputs.contains(f'"{digest}"', autoescape=True)).order_by(output.c.output_id)
    return tuple(_output(row) for row in connection.execute(query).mappings())


def _output(row: RowMapping) -> OutputFile:
    """A row as a file."""
    return OutputFile(row["path"], row["kind"], row["sha256"], tuple(json.loads(row["claim_ids"])), row["recipient"], row["at"])


def _chunks(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """Values by so many as one query may be asked for."""
    left = iter(values)
    while some := list(islice(left, _CHUNK)):
        yield some


def mark(connection: Connection, name: str) -> str | None:
    """The newest value that a mark of the workspace was given, None when it was given none."""
    table = tables.setting
    query = select(table.c.value).where(table.c.name == name).order_by(table.c.seq.desc()).limit(1)
    value = connection.execute(query).scalar()
    return None if value is None else str(value)


def marks(connection: Connection) -> tuple[tuple[str, str], ...]:
    """The newest value of every mark of the workspace, by name."""
    table = tables.setting
    newest = {row.name: row.value for row in connection.execute(select(table.c.name, table.c.value).order_by(table.c.seq))}
    return tuple((name, newest[name]) for name in sorted(newest))


def watches(connection: Connection) -> tuple[Watch, ...]:
    """Every watch, oldest first."""
    rows = connection.execute(dated(tables.watch).order_by(tables.watch.c.seq)).mappings()
    return tuple(_watch(row) for row in rows)


def _watch(row: RowMapping) -> Watch:
    """A row as a watch."""
    return Watch(row["watch_id"], json.loads(row["heads"]), row["known"], row["changes"], row["note"], row["actor"], row["at"])
