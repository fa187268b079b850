"""What was done, in the words of the events: written when a row is written, and told again from the row when the ledger is checked."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from clew.ledger import tables
from clew.ledger.chain import Deed

Values = Mapping[str, Any] | RowMapping
"""A row by its columns, written or to be written."""


def snapshot_live(row: Values) -> Deed:
    """A snapshot went live."""
    payload = {"published": row["published"], "retrieved": row["retrieved"], "starter": bool(row["starter"])}
    return Deed("snapshot.live", f"{row['dataset']}/{row['snapshot_id']}", payload)


def portfolio_version(row: Values) -> Deed:
    """A version of a portfolio came into the books."""
    payload = {name: row[name] for name in ("file", "sha256", "stated_as_of")}
    return Deed("portfolio.version", f"{row['portfolio']}/{row['version_id']}", payload)


def judgement_made(row: Values) -> Deed:
    """A person judged."""
    return Deed("judgement.made", row["subject"], {name: row[name] for name in ("entity_id", "verdict", "reason")})


def judgement_undone(row: Values, reason: str) -> Deed:
    """A judgement was undone; the reason stands in the event alone."""
    return Deed("judgement.undone", row["subject"], {"judgement_id": row["judgement_id"], "reason": reason})


def output_written(row: Values) -> Deed:
    """A file was written; its inputs and claims are told by their hash."""
    record = hashlib.sha256(f"{row['inputs']}\n{row['claim_ids']}".encode()).hexdigest()
    payload = {"kind": row["kind"], "sha256": row["sha256"], "recipient": row["recipient"], "record": record}
    return Deed("output.written", row["path"], payload)


def told(connection: Connection) -> Iterator[tuple[int, Deed]]:
    """What every row of every table says that its event did, with the event's number."""
    for table, deed in (
        (tables.snapshot, snapshot_live),
        (tables.portfolio_version, portfolio_version),
        (tables.judgement, judgement_made),
        (tables.output, output_written),
    ):
        for row in connection.execute(select(table)).mappings():
            yield row["seq"], deed(row)
    event, judgement = tables.event, tables.judgement
    undone = select(judgement, event.c.payload).join(event, event.c.seq == judgement.c.undone_seq, isouter=True)
    for row in connection.execute(undone.where(judgement.c.undone_seq.is_not(None))).mappings():
        yield row["undone_seq"], judgement_undone(row, json.loads(row["payload"] or "{}").get("reason", ""))
