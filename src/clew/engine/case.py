"""A case of the conformance suite: tables to begin with, steps to run, and the rows that every engine must answer."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from clew.engine.port import Cell, Engine, Row

TEXT, WHOLE, SHARE = "VARCHAR", "BIGINT", "DECIMAL(18,12)"

_Act = Callable[[Engine, Path], None]


class Input(Struct, frozen=True):
    """A table that a case begins with."""

    name: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Cell]]


class Case(Struct, frozen=True):
    """One thing that every engine does alike.

    Attributes:
        name: what it does, as a sentence.
        inputs: tables to load.
        steps: queries by name, run as one plan.
        query: what is fetched in the end.
        expected: its rows, with their types: a Decimal has its digits.
        between: what happens to the tables after the steps, files written into an empty folder included.
    """

    name: str
    inputs: tuple[Input, ...]
    steps: tuple[tuple[str, str], ...]
    query: str
    expected: tuple[Row, ...]
    between: _Act | None = None


def letters(*rows: Cell) -> tuple[Input, ...]:
    """A table `letters` with one column of texts."""
    return (Input("letters", {"letter": TEXT}, [(row,) for row in rows]),)


def numbers(*rows: Cell, kind: str = WHOLE) -> tuple[Input, ...]:
    """A table `numbers` with one column of numbers."""
    return (Input("numbers", {"number": kind}, [(row,) for row in rows]),)


def one(name: str, expression: str, *expected: Cell) -> Case:
    """A case of one expression, over a table of one row."""
    query = f"SELECT {expression} FROM letters"  # noqa: S608 - expressions of ours
    return Case(name, letters("a"), (("answer", query),), "SELECT * FROM answer", (expected,))
