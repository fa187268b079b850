"""Overrides of the gate: what one person proposed, and what others said to it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the new tables."""
    op.create_table(
        "gate_override",
        sa.Column("override_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("entity_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("until", sa.String(10), nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), nullable=False),
    )
    op.create_table(
        "gate_override_word",
        sa.Column("override_id", sa.Integer, sa.ForeignKey("gate_override.override_id"), nullable=False),
        sa.Column("word", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
    )
