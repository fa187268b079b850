"""What every engine is able to do. Adapters: `duck` (a laptop) and `spark` (a cluster). `conformance` holds both to the same rows."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

from msgspec import Struct

from clew.engine.plan import Plan, Sought, Step

Cell: TypeAlias = str | int | float | Decimal | None
Row: TypeAlias = tuple[Cell, ...]


class Limits(Struct, frozen=True):
    """What an engine may take of the machine: left alone, it takes all of it.

    Attributes:
        memory: a size such as "1GB".
        threads: worker threads.
        spill: folder for what does not fit into memory, or None to fail instead; processes may share it.
    """

    memory: str = "2GB"
    threads: int = 2
    spill: Path | None = None


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

    def read_each(self, tables: Mapping[str, Sequence[Path]]) -> None:
        """As `read`, of several tables at once: table → its files.

        Raises:
            WorkspaceError: a file is missing or damaged.
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

    def define(self, plan: Plan) -> None:
        """As `run`, but each step is computed anew where it is used: for what is larger than memory, or only parts put together."""
        ...

    def fetch(self, sql: str) -> list[Row]:
        """The rows of a query that a person will look at; the query says its own order.

        Raises:
            WorkspaceError: memory or disk do not suffice, or a file that was read before is gone.
        """
        ...

    def write(self, name: str, path: Path, order: Sequence[str], *, sought: bool = False) -> int:
        """Write the table `name`, ordered, NULL first, to one Parquet file; returns the number of rows.

        Where a few rows at a time are `sought` by what orders them, the file has small pages, of which few are read, and is packed lightly.

        Raises:
            WorkspaceError: the file cannot be written.
        """
        ...

    def seek(self, sought: Sought) -> None:
        """As `run` of its step; where every file of its tables has an index by the key, a few rows are found by that, in any order.

        Raises:
            WorkspaceError: memory or disk do not suffice, or a file that was read before is gone.
        """
        ...

    def index(self, path: Path, key: str, folder: Path) -> None:
        """Fill an empty folder with an index of a Parquet file, of which `seek` makes use where it stands at `indexed.index_of(path, key)`.

        The file is ordered by the key, a text or a whole number; its other columns are whole numbers; nothing in it is NULL.

        Raises:
            WorkspaceError: the file is missing or damaged, or memory or disk do not suffice.
        """
        ...

    def close(self) -> None:
        """Let go of memory and files."""
        ...


class Delimited(Struct, frozen=True):
    """How a delimited text is laid out.

    Attributes:
        columns: the names of its columns, from left to right.
        delimiter: what separates cells.
        skip: physical lines before the first row.
    """

    columns: Sequence[str]
    delimiter: str = ","
    skip: int = 1


class Reject(NamedTuple):
    """A line of a text that is no row: the file, its number there, the column, and what is wrong with it."""

    path: Path
    line: int
    column: str
    what: str


class LocalEngine(Engine, Protocol):
    """An engine on the machine where sources are read: it scans their files in streams. Its queries need not be portable."""

    def scan_delimited(self, name: str, path: Path, layout: Delimited) -> None:
        """Make the rows of a UTF-8 text available as `name`: a text column each, "" where empty, and `row_number` (from 1, BIGINT).

        The file is read anew at every use. A blank line is no row, and is not counted; one that is faulty is left out, and told by
        `rejects` once the table was used.
        """
        ...

    def scan_lines(self, name: str, path: Path) -> None:
        """Make the JSON objects of a file, one a line, available as `name` with the columns `json` and `row_number`."""
        ...

    def scan_parquet(self, name: str, path: Path) -> None:
        """Make the rows of a Parquet file available as `name`: its columns as text, and `row_number`."""
        ...

    def rejects(self, most: int) -> list[Reject]:
        """The first lines that the scans so far left out, each once however often it was read; forgets them.

        Raises:
            WorkspaceError: memory or disk do not suffice.
        """
        ...

    def append(self, step: Step) -> None:
        """Add the rows of a step, which may read the table, to the table of its name; columns go by their names.

        Raises:
            WorkspaceError: memory or disk do not suffice.
        """
        ...

    def spread(self, name: str, folder: Path, column: str) -> None:
        """Write the table `name` to Parquet files in folders `<column>=<value>`, in no order; the column is in the folders' names alone."""
        ...

    def drop(self, name: str) -> None:
        """Forget a table, and give back its memory; one that is not there is forgotten already."""
        ...

    def export_delimited(self, name: str, path: Path) -> int:
        """Write the table `name` as CSV in UTF-8 with a head; returns the number of rows."""
        ...
