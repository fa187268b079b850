"""The tables of the ledger, as SQLAlchemy Core sees them; `migrations/` brings a database to this shape."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, Text

metadata = MetaData()

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("subject", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
)
"""One row a change; `hash` covers `previous`, so a rewritten row breaks every later one. `previous` is unique: the chain cannot fork."""

snapshot = Table(
    "snapshot",
    metadata,
    Column("dataset", String(100), primary_key=True),
    Column("snapshot_id", String(200), primary_key=True),
    Column("published", String(10), nullable=False),
    Column("retrieved", String(10), nullable=False),
    Column("starter", Integer, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
)
"""Snapshots that went live, and the event that made them so; the newest state by (published, seq) is the one in force."""

portfolio_version = Table(
    "portfolio_version",
    metadata,
    Column("portfolio", String(400), primary_key=True),
    Column("version_id", String(64), primary_key=True),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("stated_as_of", String(10), nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
)
"""Each version of each portfolio that was screened; its rows are in the books."""

judgement = Table(
    "judgement",
    metadata,
    Column("judgement_id", Integer, primary_key=True, autoincrement=True),
    Column("subject", Text, nullable=False),
    Column("entity_id", Text, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
    Column("undone_seq", Integer, ForeignKey("event.seq"), nullable=True),
)
"""A person's word on whether a holding (or an entity) is an entity; undone by a second event, never deleted."""

output = Table(
    "output",
    metadata,
    Column("output_id", Integer, primary_key=True, autoincrement=True),
    Column("path", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("inputs", Text, nullable=False),
    Column("claim_ids", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
)
"""Every file written out, with its inputs and the claims it shows: a correction can find it."""
