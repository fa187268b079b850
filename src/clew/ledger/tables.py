"""The tables of the ledger, as SQLAlchemy Core sees them; `migrations/` brings a database to this shape."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

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
    Column("seq", Integer, ForeignKey("event.seq"), primary_key=True, autoincrement=False),
)
"""Snapshots that went live, and the event that made them so; the newest state by (published, seq) is the one in force. One that was purged
may go live again, by a row of its own."""

portfolio_version = Table(
    "portfolio_version",
    metadata,
    Column("portfolio", String(400), primary_key=True),
    Column("version_id", String(64), primary_key=True),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("stated_as_of", String(10), nullable=False),
    Column("day", String(10), nullable=False),
    Column("dated", String(10), nullable=False),
    Column("lines", Integer, nullable=True),
    Column("seq", Integer, ForeignKey("event.seq"), primary_key=True, autoincrement=False),
)
"""Each version of each portfolio that was kept: `day` is the day its holdings are of, `dated` how that is known. The newest row of a day is
the one that counts; the others of that day are history. Its rows, and every amount, are in the books alone, which can be deleted."""

portfolio_name = Table(
    "portfolio_name",
    metadata,
    Column("portfolio", String(400), primary_key=True),
    Column("name", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), primary_key=True, autoincrement=False),
)
"""What people call a portfolio; the newest name counts. Its folder in the books keeps the name that it was made with."""

portfolio_forgotten = Table(
    "portfolio_forgotten",
    metadata,
    Column("portfolio", String(400), primary_key=True),
    Column("version_id", String(64), primary_key=True),
    Column("version_seq", Integer, ForeignKey("event.seq"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), primary_key=True, autoincrement=False),
)
"""Versions whose books were deleted, each by the event of its row in `portfolio_version`, which stays."""

portfolio_member = Table(
    "portfolio_member",
    metadata,
    Column("member_id", Integer, primary_key=True, autoincrement=True),
    Column("group_name", Text, nullable=False),
    Column("portfolio", String(400), nullable=False),
    Column("joined", Integer, nullable=False),
    Column("share", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
)
"""Which portfolios a client or a plan has (`joined` is 1), or no longer has; the newest row of each pair counts. `share` is the fraction of
the whole that a person gave, "" where it follows from values."""

portfolio_screened = Table(
    "portfolio_screened",
    metadata,
    Column("screened_id", Integer, primary_key=True, autoincrement=True),
    Column("group_name", Text, nullable=False),
    Column("portfolio", String(400), nullable=False),
    Column("version_id", String(64), nullable=False),
    Column("day", String(10), nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
)
"""What was screened, one row whenever it was something else than before: a version of a portfolio, or a group at a day. The newest is what
`clew why` and `clew watch` look at."""

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
    Column("batch", Integer, nullable=True),
    Column("stated_by", Text, nullable=True),
    Column("stated_at", String(32), nullable=True),
)
"""A person's word on whether a holding (or an entity) is an entity; undone by a second event, never deleted. `batch` is what was judged
together, and `stated_by` who said it elsewhere, where it came from a file."""

judgement_word = Table(
    "judgement_word",
    metadata,
    Column("judgement_id", Integer, ForeignKey("judgement.judgement_id"), nullable=False),
    Column("word", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), primary_key=True, autoincrement=False),
)
"""What a second person said to a judgement, `confirmed` or `unconfirmed`; the newest word counts."""

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

output_claim = Table(
    "output_claim",
    metadata,
    Column("output_id", Integer, ForeignKey("output.output_id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("claim_id", Text, primary_key=True),
    Index("output_claim_claim_id", "claim_id"),
    sqlite_with_rowid=False,
)
"""The claims of each output once more, one a row, so that those which show a claim are found without reading them all."""

source_state = Table(
    "source_state",
    metadata,
    Column("state_id", Integer, primary_key=True, autoincrement=True),
    Column("dataset", String(100), nullable=False),
    Column("snapshot_id", String(200), nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
)
"""What became of a source (`snapshot_id` is ""), or of one snapshot of it; the newest row of each is the one that counts."""

correction = Table(
    "correction",
    metadata,
    Column("correction_id", Integer, primary_key=True, autoincrement=True),
    Column("dataset", String(100), nullable=False),
    Column("claim_ids", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("source_url", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
)
"""Claims that were wrong; they stay in their snapshot, which never changes."""

tombstone = Table(
    "tombstone",
    metadata,
    Column("dataset", String(100), primary_key=True),
    Column("snapshot_id", String(200), primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), primary_key=True, autoincrement=False),
)
"""Snapshots whose claims were deleted. Their rows in `snapshot` stay; a newer row there says that the same came in again."""

setting = Table(
    "setting",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("value", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), primary_key=True, autoincrement=False),
)
"""What people said of the workspace as a whole; the newest value of a name is the one that counts."""

gate_override = Table(
    "gate_override",
    metadata,
    Column("override_id", Integer, primary_key=True, autoincrement=True),
    Column("entity_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", String(10), nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
)
"""Proposals that the gate's policy does not stop an issuer; nothing until a second person has confirmed it."""

gate_override_word = Table(
    "gate_override_word",
    metadata,
    Column("override_id", Integer, ForeignKey("gate_override.override_id"), nullable=False),
    Column("word", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), primary_key=True, autoincrement=False),
)
"""What was said to a proposal: `confirmed` or `withdrawn`, each once."""

policy_use = Table(
    "policy_use",
    metadata,
    Column("use_id", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
)
"""Link policies that were put in force, each with its whole text; the newest is in force. Text and hash are "" where it is the one that
ships with clew."""

fetch = Table(
    "fetch",
    metadata,
    Column("fetch_id", Integer, primary_key=True, autoincrement=True),
    Column("dataset", String(100), nullable=False),
    Column("url", Text, nullable=False),
    Column("final_url", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("status", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
    Index("fetch_dataset_seq", "dataset", "seq"),
)
"""Every attempt to fetch a source, those that failed as well."""

watch = Table(
    "watch",
    metadata,
    Column("watch_id", Integer, primary_key=True, autoincrement=True),
    Column("heads", Text, nullable=False),
    Column("known", String(10), nullable=False),
    Column("changes", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("seq", Integer, ForeignKey("event.seq"), nullable=False),
)
"""Every look at what changed, with the snapshots that were in force: the next one reports what changed since."""
