"""What was done, in the words of the events: written when a row is written, and told again from the row when the ledger is checked."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, select

from clew.ledger import tables
from clew.ledger.chain import Deed

Values = Mapping[str, Any] | RowMapping
"""A row by its columns, written or to be written."""

_AT_ONCE = 10_000
"""So many claims of outputs are in memory while the ledger is checked."""


def snapshot_live(row: Values) -> Deed:
    """A snapshot went live."""
    payload = {"published": row["published"], "retrieved": row["retrieved"], "starter": bool(row["starter"])}
    return Deed("snapshot.live", f"{row['dataset']}/{row['snapshot_id']}", payload)


def portfolio_version(row: Values) -> Deed:
    """A version of a portfolio came into the books."""
    payload = {name: row[name] for name in ("file", "sha256", "stated_as_of", "day", "dated", "lines")}
    return Deed("portfolio.version", f"{row['portfolio']}/{row['version_id']}", payload)


def portfolio_named(row: Values) -> Deed:
    """A person named a portfolio, or named it anew."""
    return Deed("portfolio.named", row["portfolio"], {"name": row["name"]})


def portfolio_forgotten(row: Values) -> Deed:
    """The books of a version were deleted."""
    payload = {name: row[name] for name in ("version_seq", "reason")}
    return Deed("portfolio.forgotten", f"{row['portfolio']}/{row['version_id']}", payload)


def portfolio_grouped(row: Values) -> Deed:
    """A portfolio became, or is no longer, a part of a client or a plan."""
    payload = {name: row[name] for name in ("portfolio", "joined", "share")}
    return Deed("portfolio.grouped", row["group_name"], payload)


def portfolio_screened(row: Values) -> Deed:
    """Something else was screened than before."""
    subject = row["group_name"] or f"{row['portfolio']}/{row['version_id']}"
    return Deed("portfolio.screened", subject, {name: row[name] for name in ("group_name", "portfolio", "version_id", "day")})


def judgement_made(row: Values) -> Deed:
    """A person judged."""
    names = ("entity_id", "verdict", "reason", "batch", "stated_by", "stated_at")
    return Deed("judgement.made", row["subject"], {name: row[name] for name in names})


def judgement_undone(row: Values, reason: str) -> Deed:
    """A judgement was undone; the reason stands in the event alone."""
    return Deed("judgement.undone", row["subject"], {"judgement_id": row["judgement_id"], "reason": reason})


def judgement_word(row: Values, made: Values | None) -> Deed:
    """A second person confirmed a judgement, or took that back; its event is named too, so that a word is never moved to another."""
    subject, seq = ("", None) if made is None else (made["subject"], made["seq"])
    return Deed(f"judgement.{row['word']}", subject, {"judgement_id": row["judgement_id"], "reason": row["reason"], "made": seq})


def output_written(row: Values) -> Deed:
    """A file was written; its inputs and claims are told by their hash."""
    record = _hash(f"{row['inputs']}\n{row['claim_ids']}")
    payload = {"kind": row["kind"], "sha256": row["sha256"], "recipient": row["recipient"], "record": record}
    return Deed("output.written", row["path"], payload)


def source_state(row: Values) -> Deed:
    """A person, or a watch, marked a source or one snapshot of it."""
    subject = f"{row['dataset']}/{row['snapshot_id']}" if row["snapshot_id"] else row["dataset"]
    return Deed("source.state", subject, {name: row[name] for name in ("snapshot_id", "state", "reason", "source_url", "day")})


def source_corrected(row: Values) -> Deed:
    """Claims of a source were corrected; which ones is told by their hash, since they may be many."""
    payload = {name: row[name] for name in ("reason", "source_url", "day")}
    return Deed("source.corrected", row["dataset"], {**payload, "record": _hash(row["claim_ids"])})


def source_purged(row: Values) -> Deed:
    """The claims of a snapshot were deleted."""
    payload = {name: row[name] for name in ("snapshot_id", "content_hash", "reason")}
    return Deed("source.purged", f"{row['dataset']}/{row['snapshot_id']}", payload)


def workspace_marked(row: Values) -> Deed:
    """A person said something of the workspace as a whole."""
    return Deed("workspace.marked", row["name"], {"value": row["value"]})


def source_fetched(row: Values) -> Deed:
    """A source was asked for, whatever came of it."""
    names = ("url", "final_url", "etag", "last_modified", "sha256", "size", "status", "note")
    return Deed("source.fetched", row["dataset"], {name: row[name] for name in names})


def watch_run(row: Values) -> Deed:
    """Somebody looked at what changed; what was in force is told by its hash."""
    return Deed("watch.run", row["known"], {"changes": row["changes"], "note": row["note"], "record": _hash(row["heads"])})


def override_proposed(row: Values) -> Deed:
    """A person proposed that the gate's policy does not stop an issuer."""
    return Deed("gate.override.proposed", row["entity_id"], {name: row[name] for name in ("name", "reason", "until")})


def override_word(row: Values, proposed: int | None) -> Deed:
    """A person confirmed or withdrew such a proposal; its event is named too, so that a word is never moved to another proposal."""
    return Deed(f"gate.override.{row['word']}", str(row["override_id"]), {"reason": row["reason"], "proposed": proposed})


def policy_used(row: Values) -> Deed:
    """A person put a link policy in force; its text is told by its hash."""
    payload = {name: row[name] for name in ("version", "sha256", "reason")}
    return Deed("policy.used", row["name"], {**payload, "record": _hash(row["text"])})


OF: Mapping[Table, Callable[[Values], Deed]] = MappingProxyType(
    {
        tables.snapshot: snapshot_live,
        tables.portfolio_version: portfolio_version,
        tables.portfolio_name: portfolio_named,
        tables.portfolio_forgotten: portfolio_forgotten,
        tables.portfolio_member: portfolio_grouped,
        tables.portfolio_screened: portfolio_screened,
        tables.judgement: judgement_made,
        tables.output: output_written,
        tables.source_state: source_state,
        tables.correction: source_corrected,
        tables.tombstone: source_purged,
        tables.setting: workspace_marked,
        tables.fetch: source_fetched,
        tables.watch: watch_run,
        tables.gate_override: override_proposed,
        tables.policy_use: policy_used,
    }
)
"""What the event of a table's row says: the one list of what a row is written with, and checked against."""


def told(connection: Connection) -> Iterator[tuple[int, Deed]]:
    """What every row of every table says that its event did, with the event's number."""
    for table, deed in OF.items():
        for row in connection.execute(select(table)).mappings():
            yield row["seq"], deed(row)
    event, judgement = tables.event, tables.judgement
    undone = select(judgement, event.c.payload).join(event, event.c.seq == judgement.c.undone_seq, isouter=True)
    for row in connection.execute(undone.where(judgement.c.undone_seq.is_not(None))).mappings():
        yield row["undone_seq"], judgement_undone(row, _reason(row["payload"]))
    yield from _words_on_judgements(connection)
    word, override = tables.gate_override_word, tables.gate_override
    said = select(word, override.c.seq.label("proposed")).join(override, override.c.override_id == word.c.override_id, isouter=True)
    for row in connection.execute(said).mappings():
        yield row["seq"], override_word(row, row["proposed"])
    yield from _shown_otherwise(connection)


def _words_on_judgements(connection: Connection) -> Iterator[tuple[int, Deed]]:
    """What second people said."""
    word, judgement = tables.judgement_word, tables.judgement
    made = {row["judgement_id"]: row for row in connection.execute(select(judgement)).mappings()}
    for row in connection.execute(select(word)).mappings():
        yield row["seq"], judgement_word(row, made.get(row["judgement_id"]))


def _shown_otherwise(connection: Connection) -> Iterator[tuple[int, Deed]]:
    """Outputs whose claims one by one are not those in their row: told once more than their event happened.

    Claims of an output that is not there have no event that they could name: they count after the newest.
    """
    output, shown = tables.output, tables.output_claim
    pairs = select(shown.c.output_id, shown.c.claim_id).order_by(shown.c.output_id).execution_options(yield_per=_AT_ONCE)
    groups = groupby(connection.execute(pairs), key=lambda pair: pair[0])
    found = {number: _hash(json.dumps(sorted(claim for _, claim in group))) for number, group in groups}
    for row in connection.execute(select(output)).mappings():
        if found.pop(row["output_id"], _NO_CLAIMS) != _hash(row["claim_ids"]):
            yield row["seq"], output_written(row)
    if found:
        newest = connection.execute(select(func.max(tables.event.c.seq))).scalar() or 0
        yield newest + 1, Deed("output.written", "", {})


def _reason(payload: str | None) -> str:
    """The reason in the event of an undoing; "" when there is no such event, or it is no longer legible."""
    try:
        said = json.loads(payload or "{}")
    except ValueError:
        return ""
    return str(said.get("reason", "")) if isinstance(said, dict) else ""


def _hash(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


_NO_CLAIMS = _hash("[]")
