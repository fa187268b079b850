"""A plan: named SQL queries in order. A step never runs itself; an engine runs it, and the printed plan is the audit trail."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace


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


def folded(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps, of which each that one later step alone reads, and once, stands within that one in the place of its name.

    An engine works out what a query means at every view on the way to it: for six views on each other, twenty-one times. A step that
    names tables of its own (WITH) takes none in, whose names might be theirs.
    """
    done: list[Step] = []
    left = list(steps)
    while left:
        step, *left = left
        if (taken := _within(step, left)) is None:
            done.append(step)
        else:
            left = taken
    return tuple(done)


def _within(step: Step, later: Sequence[Step]) -> list[Step] | None:
    """The later steps with the one in the place of its name; None where it is named otherwise than once, or where none takes it in."""
    word = rf"\b{re.escape(step.name)}\b"
    if len(re.findall(word, "\n".join(one.sql for one in later))) != 1 or any(one.name == step.name for one in later):
        return None
    place = re.compile(rf"\b(FROM|JOIN)\s+{word}(?!\.)")
    queries = [place.sub(lambda found: f"{found[1]} (\n{step.sql.strip()}\n)", one.sql) for one in later]
    at = next((at for at, query in enumerate(queries) if query != later[at].sql), None)
    if at is None or re.search(r"\bWITH\b", later[at].sql):
        return None
    return [replace(one, sql=query) for one, query in zip(later, queries, strict=True)]
