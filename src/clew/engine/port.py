"""What every engine is able to do. Adapters: `duck` (a laptop); a cluster adapter takes the same plans."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from clew.engine.plan import Plan

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = tuple[Cell, ...]


class Engine(Protocol):
    """A place to run plans; holds tables by name for as long as it lives."""

    def read(self, name: str, paths: Sequence[Path]) -> None:
        """Make the rows of one or more Parquet files, in any order, available as the table `name`."""
        ...

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[Cell]]) -> None:
        """Make the table `name` from Python rows; `columns` maps each column to VARCHAR, BIGINT or DECIMAL(18,12)."""
        ...

    def run(self, plan: Plan) -> None:
        """Run each step and keep its rows as the table of its name; a table of that name is replaced."""
        ...

    def fetch(self, sql: str) -> list[Row]:
        """The rows of a query that a person will look at; the query says its own order."""
        ...

    def write(self, name: str, path: Path, order: Sequence[str]) -> int:
        """Write the table `name`, ordered, to one Parquet file; returns the number of rows."""
        ...

    def close(self) -> None:
        """Let go of memory and files."""
        ...
