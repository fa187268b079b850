"""What the ledger keeps of policies: each that was put in force, with its whole text, so that a later edit of a file changes nothing."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

from sqlalchemy import Connection, Table

from clew.ledger import tables
from clew.ledger.reading import dated
from clew.ledger.records import ALWAYS, PolicyUse

Transaction: TypeAlias = Callable[[], AbstractContextManager[Connection]]
Add: TypeAlias = Callable[[Connection, Table, Mapping[str, Any]], int]
"""Writes a row with its event."""

_DAY = len("2026-11-28")


class Policies:
    """Policies of one ledger."""

    def __init__(self, reading: Transaction, writing: Transaction, add: Add) -> None:
        """Take the ledger's transactions, and its way to write a row."""
        self._reading, self._writing, self._add = reading, writing, add

    def use(self, use: PolicyUse) -> bool:
        """Put a policy in force; says whether anything is new: the one that is in force already is left alone."""
        with self._writing() as connection:
            last = in_force(connection, ALWAYS)
            if use.sha256 == (last.sha256 if last else ""):
                return False
            names = ("name", "version", "sha256", "text", "reason")
            self._add(connection, tables.policy_use, {name: getattr(use, name) for name in names})
            return True

    def uses(self) -> tuple[PolicyUse, ...]:
        """Every policy that was put in force, oldest first; the way back to the shipped one has no text."""
        with self._reading() as connection:
            return uses(connection)

    def in_force(self, known: str = ALWAYS) -> PolicyUse | None:
        """The policy that was put in force last, on or before the day `known` (ISO); None where none was."""
        with self._reading() as connection:
            return in_force(connection, known)


def uses(connection: Connection) -> tuple[PolicyUse, ...]:
    """Every row, oldest first, with who put it in force and when."""
    rows = connection.execute(dated(tables.policy_use).order_by(tables.policy_use.c.seq)).mappings()
    return tuple(PolicyUse(row["name"], row["version"], row["sha256"], row["text"], row["reason"], row["actor"], row["at"]) for row in rows)


def in_force(connection: Connection, known: str) -> PolicyUse | None:
    """The newest row of those made on or before the day `known`."""
    return next((one for one in reversed(uses(connection)) if one.at[:_DAY] <= known), None)
