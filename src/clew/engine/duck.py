"""The DuckDB adapter: an in-memory database in this process over Parquet files; nothing is downloaded, nothing is locked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from clew.engine.plan import Plan
from clew.engine.port import Cell, Row


@dataclass(frozen=True, slots=True)
class DuckLimits:
    """What the process may take: DuckDB's own defaults take the machine.

    Attributes:
        memory: a size that DuckDB understands ("1GB").
        threads: worker threads.
        spill: folder for what does not fit into memory, or None to fail instead.
    """

    memory: str = "2GB"
    threads: int = 2
    spill: Path | None = None


class DuckEngine:
    """Runs plans on one in-memory DuckDB connection; satisfies `engine.port.Engine`."""

    def __init__(self, limits: DuckLimits | None = None) -> None:
        """Open an empty database within the limits."""
        chosen = limits or DuckLimits()
        config = {
            "memory_limit": chosen.memory,
            "threads": str(chosen.threads),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": "" if chosen.spill is None else str(chosen.spill),
        }
        self._connection = duckdb.connect(":memory:", config=config)

    def read(self, name: str, paths: Sequence[Path]) -> None:
        """See `Engine.read`."""
        files = ", ".join(_text(str(path)) for path in sorted(paths))
        self._connection.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet([{files}])")  # noqa: S608 - names are ours

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[Cell]]) -> None:
        """See `Engine.load`; a column at a time, which is a hundred times faster than a row at a time."""
        lists = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in columns]
        select = ", ".join(f'unnest(?::VARCHAR[])::{kind} AS "{column}"' for column, kind in columns.items())
        texts = [[None if cell is None else str(cell) for cell in column] for column in lists]
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {select}", texts)  # noqa: S608 - names are ours

    def run(self, plan: Plan) -> None:
        """See `Engine.run`."""
        for step in plan.steps:
            self._connection.execute(f"CREATE OR REPLACE TABLE {step.name} AS {step.sql}")

    def fetch(self, sql: str) -> list[Row]:
        """See `Engine.fetch`."""
        return self._connection.execute(sql).fetchall()

    def write(self, name: str, path: Path, order: Sequence[str]) -> int:
        """See `Engine.write`."""
        keys = ", ".join(f'"{column}" NULLS FIRST' for column in order)
        copied = self._connection.execute(
            f"COPY (SELECT * FROM {name} ORDER BY {keys}) TO {_text(str(path))} (FORMAT parquet, COMPRESSION zstd)"  # noqa: S608 - names are ours
        ).fetchall()
        return int(copied[0][0])

    def close(self) -> None:
        """See `Engine.close`."""
        self._connection.close()


def _text(value: str) -> str:
    """A SQL string literal."""
    return "'" + value.replace("'", "''") + "'"
