"""States of sources, corrections, tombstones, marks of the workspace, fetches, watches; and the claims of outputs, one a row."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the new tables; let a snapshot go live more than once; fill in the claims of the outputs that are there."""
    _let_snapshots_go_live_again()
    claims = op.create_table(
        "output_claim",
        sa.Column("output_id", sa.Integer, sa.ForeignKey("output.output_id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        sa.Column("claim_id", sa.Text, primary_key=True),
        sqlite_with_rowid=False,
    )
    _fill(claims)
    op.create_index("output_claim_claim_id", "output_claim", ["claim_id"])
    op.create_table(
        "source_state",
        sa.Column("state_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("dataset", sa.String(100), nullable=False),
        sa.Column("snapshot_id", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("source_url", sa.Text, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), nullable=False),
    )
    op.create_table(
        "correction",
        sa.Column("correction_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("dataset", sa.String(100), nullable=False),
        sa.Column("claim_ids", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("source_url", sa.Text, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), nullable=False),
    )
    op.create_table(
        "tombstone",
        sa.Column("dataset", sa.String(100), primary_key=True),
        sa.Column("snapshot_id", sa.String(200), primary_key=True),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
    )
    op.create_table(
        "fetch",
        sa.Column("fetch_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("dataset", sa.String(100), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("final_url", sa.Text, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), nullable=False),
    )
    op.create_index("fetch_dataset_seq", "fetch", ["dataset", "seq"])
    op.create_table(
        "watch",
        sa.Column("watch_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("heads", sa.Text, nullable=False),
        sa.Column("known", sa.String(10), nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), nullable=False),
    )


def _let_snapshots_go_live_again() -> None:
    """The event joins the primary key. SQLite cannot change a key, so the table is made anew; its rows are few."""
    rows = [dict(row) for row in op.get_bind().execute(sa.text("SELECT * FROM snapshot ORDER BY seq")).mappings()]
    op.drop_table("snapshot")
    table = op.create_table(
        "snapshot",
        sa.Column("dataset", sa.String(100), primary_key=True),
        sa.Column("snapshot_id", sa.String(200), primary_key=True),
        sa.Column("published", sa.String(10), nullable=False),
        sa.Column("retrieved", sa.String(10), nullable=False),
        sa.Column("starter", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
    )
    op.bulk_insert(table, rows)


def _fill(claims: sa.Table) -> None:
    """Claims of the outputs that are there, one output at a time: there may be many."""
    connection, output = op.get_bind(), sa.table("output", sa.column("output_id"), sa.column("claim_ids"))
    for number in connection.execute(sa.select(output.c.output_id).order_by(output.c.output_id)).scalars().all():
        text = connection.execute(sa.select(output.c.claim_ids).where(output.c.output_id == number)).scalar_one()
        rows = [{"output_id": number, "claim_id": claim} for claim in _claims(text)]
        if rows:
            connection.execute(sa.insert(claims), rows)


def _claims(text: str) -> list[str]:
    """The claims of an output; none of one that was altered beyond reading: the ledger must open for its check to find that."""
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return sorted({claim for claim in found if isinstance(claim, str)}) if isinstance(found, list) else []
