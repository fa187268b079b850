"""Judgements: what a second person said to them, what was judged together, and who said it elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the new columns, which say nothing of older judgements, and the new table."""
    op.add_column("judgement", sa.Column("batch", sa.Integer, nullable=True))
    op.add_column("judgement", sa.Column("stated_by", sa.Text, nullable=True))
    op.add_column("judgement", sa.Column("stated_at", sa.String(32), nullable=True))
    op.create_table(
        "judgement_word",
        sa.Column("judgement_id", sa.Integer, sa.ForeignKey("judgement.judgement_id"), nullable=False),
        sa.Column("word", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
    )
