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


class Sought(Struct, frozen=True):
    """The rows of tables by a key that they are ordered by: what a step says too, and an engine with an index answers sooner.

    Attributes:
        name: the table that it makes.
        tables: whose rows are sought; each has the same columns, the key and whole numbers.
        key: a column of theirs.
        wanted, by: a table, and its column of keys; a row is found once, however often its key stands there.
        why: what the table is, one sentence.
    """

    name: str
    tables: tuple[str, ...]
    key: str
    wanted: str
    by: str
    why: str

    def step(self) -> Step:
        """The same as a step, which says what it means."""
        keys = f"SELECT DISTINCT {self.by} AS asked FROM {self.wanted}"  # noqa: S608 - names are ours
        rows = (f"SELECT t.* FROM {table} t JOIN ({keys}) AS w ON w.asked = t.{self.key}" for table in self.tables)  # noqa: S608 - as above
        return Step(self.name, " UNION ALL ".join(rows), self.why)


class Plan(Struct, frozen=True):
    """Steps in the order in which they run."""

    name: str
    steps: tuple[Step, ...]

    def text(self) -> str:
        """The whole plan as SQL that a person can read and an auditor can keep; it is also part of a cache's key."""
        return "\n".join(f"-- {step.name}: {step.why}\n{step.sql.strip()};\n" for step in self.steps)
