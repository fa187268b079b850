"""A plan: named SQL queries in order. A step never runs itself; an engine runs it, and the printed plan is the audit trail."""

from msgspec import Struct


class Step(Struct, frozen=True):
    """One named query.

    Attributes:
        name: the table that the query makes.
        sql: a portable SELECT (functions of `engine.dialect.FUNCTIONS` only) over inputs and earlier steps.
        why: what the table is, one sentence.
    """

    name: str
    sql: str
    why: str


class Plan(Struct, frozen=True):
    """Steps in the order in which they run."""

    name: str
    steps: tuple[Step, ...]

    def text(self) -> str:
        """The whole plan as SQL that a person can read and an auditor can keep; it is also part of a cache's key."""
        return "\n".join(f"-- {step.name}: {step.why}\n{step.sql.strip()};\n" for step in self.steps)
