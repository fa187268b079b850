"""Portfolios over time: the day that a version's holdings are of; names, groups, what was forgotten and what was screened."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_DAY = 10
"""Characters of a day at the beginning of a time."""


def upgrade() -> None:
    """Make the new tables; let the same bytes be a version more than once; give the versions that are there their day."""
    _date_versions()
    op.create_table(
        "portfolio_name",
        sa.Column("portfolio", sa.String(400), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
    )
    op.create_table(
        "portfolio_forgotten",
        sa.Column("portfolio", sa.String(400), primary_key=True),
        sa.Column("version_id", sa.String(64), primary_key=True),
        sa.Column("version_seq", sa.Integer, sa.ForeignKey("event.seq"), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
    )
    op.create_table(
        "portfolio_member",
        sa.Column("member_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("group_name", sa.Text, nullable=False),
        sa.Column("portfolio", sa.String(400), nullable=False),
        sa.Column("joined", sa.Integer, nullable=False),
        sa.Column("share", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), nullable=False),
    )
    op.create_table(
        "portfolio_screened",
        sa.Column("screened_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("group_name", sa.Text, nullable=False),
        sa.Column("portfolio", sa.String(400), nullable=False),
        sa.Column("version_id", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), nullable=False),
    )


def _date_versions() -> None:
    """A version is of the day that its file states, else of that of its coming in. SQLite cannot change a key: the table is made anew."""
    query = "SELECT v.*, e.at FROM portfolio_version v LEFT JOIN event e ON e.seq = v.seq ORDER BY v.seq"
    rows = [dict(row) for row in op.get_bind().execute(sa.text(query)).mappings()]
    op.drop_table("portfolio_version")
    table = op.create_table(
        "portfolio_version",
        sa.Column("portfolio", sa.String(400), primary_key=True),
        sa.Column("version_id", sa.String(64), primary_key=True),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("stated_as_of", sa.String(10), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("dated", sa.String(10), nullable=False),
        sa.Column("lines", sa.Integer, nullable=True),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
    )
    for row in rows:
        added = (row.pop("at") or "")[:_DAY]
        row.update(day=row["stated_as_of"] or added, dated="stated" if row["stated_as_of"] else "added", lines=None)
    op.bulk_insert(table, rows)
