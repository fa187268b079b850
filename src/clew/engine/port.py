"""What every engine is able to do. Adapters: `duck` (a laptop); a cluster adapter takes the same plans. `conformance` holds them to it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Protocol, TypeAlias

from clew.engine.plan import Plan

Cell: TypeAlias = str | int | float | Decimal | None
Row: TypeAlias = tuple[Cell, ...]


class Engine(Protocol):
    """A place to run plans; holds tables by name for as long as it lives.

    A name holds one table: whatever `read`, `load` or `run` makes under it takes the place of what was there.
    Where an ORDER BY names no place for NULL, NULL stands first upwards and last downwards.
    """

    def read(self, name: str, paths: Sequence[Path]) -> None:
        """Make the rows of one or more Parquet files, in any order, available as the table `name`.

        The rows may be read from the files again at every use: the files must stay for as long as the engine lives.

        Raises:
            WorkspaceError: a file is missing or damaged; what `name` held before is unchanged.
        """
        ...

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[Cell]]) -> None:
        """Make the table `name` from Python rows; `columns` maps each column to VARCHAR, BIGINT or DECIMAL(18,12)."""
        ...

    def run(self, plan: Plan) -> None:
        """Run each step and keep its rows as the table of its name; a step may read the table that it replaces.

        Raises:
            WorkspaceError: memory or disk do not suffice, or a file that was read before is gone.
        """
        ...

    def fetch(self, sql: str) -> list[Row]:
        """The rows of a query that a person will look at; the query says its own order.

        Raises:
            WorkspaceError: memory or disk do not suffice, or a file that was read before is gone.
        """
        ...

    def write(self, name: str, path: Path, order: Sequence[str]) -> int:
        """Write the table `name`, ordered, NULL first, to one Parquet file; returns the number of rows.

        Raises:
            WorkspaceError: the file cannot be written.
        """
        ...

    def close(self) -> None:
        """Let go of memory and files."""
        ...
