"""Alembic's folder: how a ledger's database came to its present shape, one file a step."""
