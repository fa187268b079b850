"""The DuckDB adapter: an in-memory database in this process over Parquet files; nothing is downloaded, nothing is locked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock, get_ident
from typing import NamedTuple

import duckdb

from clew.engine.indexed import Given, Index, index_at, index_of, make_index, rows_of
from clew.engine.plan import Plan, Sought, Step
from clew.engine.port import Cell, Delimited, Limits, Reject, Row
from clew.errors import Fault, WorkspaceError

_NO_NULL = "\x1a clew \x1a"
"""A text that no cell holds: an empty cell is the empty text, never NULL."""
_LONGEST_LINE = 4 * 1024 * 1024
_LARGEST_OBJECT = 64 * 1024 * 1024
_MOST_REJECTS = 200
_PAGE = 16 * 1024
"""Bytes of a page of a file in which few rows are sought: of larger ones more is read, of smaller ones more are looked at."""
_WHOLE = {"BIGINT", "INTEGER", "SMALLINT"}
"""Types of whole numbers."""
_FEW, _ROWS = 10_000, 100
"""Keys that are sought by an index one by one, or one for so many rows: for more, all rows are read about as fast."""
_FILTERED = 1000
"""Keys of a join that are looked up one by one in a file, instead of all rows between the least and the largest."""
# A scan that is used twice tells its faulty lines twice.
_REJECTS = """
SELECT s.file_path, e.line, min(coalesce(e.column_name, '')), min(e.error_message)
FROM reject_errors e JOIN reject_scans s ON s.scan_id = e.scan_id AND s.file_id = e.file_id
GROUP BY s.file_path, e.line ORDER BY s.file_path, e.line LIMIT ?
"""
_GLOB = re.compile(r"([*?\[])")
_WORD = re.compile(r"\w+")


class _Waiting(NamedTuple):
    """What a name will be once a query names it: a view, or with `lists`, the columns of rows, a table."""

    select: str
    lists: Sequence[object] | None = None


class DuckEngine:
    """Runs plans on one in-memory DuckDB connection; satisfies `engine.port.Engine`."""

    def __init__(self, limits: Limits | None = None) -> None:
        """Open an empty database within the limits."""
        chosen = limits or Limits()
        self._connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": chosen.memory,
                "threads": chosen.threads,
                "temp_directory": "" if chosen.spill is None else str(chosen.spill),
                "default_null_order": "nulls_first_on_asc_last_on_desc",  # as Spark has it
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "python_enable_replacements": False,  # a table is never a Python variable that happens to have its name
            },
        )
        # DuckDB draws its progress on standard output, where a result belongs; it is a setting of the session, so the lock comes after it.
        self._connection.execute("SET enable_progress_bar = false")
        self._connection.execute(f"SET dynamic_or_filter_threshold = {_FILTERED}")
        self._connection.execute("SET parquet_metadata_cache = true")  # of a file that did not change since
        self._connection.execute("SET lock_configuration = true")
        self._views: dict[str, list[str]] = {}
        """Name → queries whose rows it has together, of what is computed anew at every use."""
        self._tables: set[str] = set()
        """Names of tables that were made here."""
        self._waiting: dict[str, _Waiting] = {}
        """Name → what it will be once a query names it: of the tables of a release, a question about one company needs the fewest."""
        self._files: dict[str, Sequence[Path]] = {}
        """What reads files → these: a name that means it has their rows, and no others."""
        self._indices: dict[Path, Index] = {}
        """Where an index stands → this."""
        self._making = RLock()
        self._thread = get_ident()

    def read(self, name: str, paths: Sequence[Path]) -> None:
        """See `Engine.read`."""
        self.read_each({name: paths})

    def read_each(self, tables: Mapping[str, Sequence[Path]]) -> None:
        """See `Engine.read_each`; the footers of all files are looked at in one query, since a view looks at one."""
        files = {name: "[" + ", ".join(_file(path) for path in _largest_first(paths)) + "]" for name, paths in tables.items()}
        footers = f"SELECT count(*) FROM parquet_file_metadata(flatten([{', '.join(files.values())}]))"  # noqa: S608 - a path is quoted
        read = ", ".join(tables)
        with _explained(f"read {read}", footers):
            try:
                self._connection.execute(footers)
            except duckdb.InvalidInputException as error:
                raise _damaged(read, error) from error
        for name, listed in files.items():
            select = f"SELECT * FROM read_parquet({listed}, hive_partitioning = false)"  # noqa: S608 - a path is quoted
            self._waiting[name], self._files[select] = _Waiting(select), tuple(tables[name])

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[Cell]]) -> None:
        """See `Engine.load`; a column at a time, which is a hundred times faster than a row at a time."""
        lists = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in columns]
        select = ", ".join(f'unnest(?::VARCHAR[])::{kind} AS "{column}"' for column, kind in columns.items())
        texts = [[None if cell is None else str(cell) for cell in column] for column in lists]
        self._waiting[name] = _Waiting(f"SELECT {select}", texts)

    def run(self, plan: Plan) -> None:
        """See `Engine.run`."""
        for step in plan.steps:
            self._make(step.name, step.sql)

    def fetch(self, sql: str) -> list[Row]:
        """See `Engine.fetch`; on a cursor of its own, as `write`."""
        self._ready(sql)
        with _explained("answer a query", sql):
            return self._own().execute(sql).fetchall()

    def write(self, name: str, path: Path, order: Sequence[str], *, sought: bool = False) -> int:
        """See `Engine.write`; on a cursor of its own, so that a query may run beside it."""
        keys = ", ".join(f'"{column}" NULLS FIRST' for column in order)
        # Texts that hardly repeat, such as ids of claims, take less room in encodings of version 2, and two thirds of the time to read.
        self._ready(name)
        layout = f"FORMAT parquet, PARQUET_VERSION v2, {self._sought(name) if sought else 'COMPRESSION zstd, COMPRESSION_LEVEL 1'}"
        copy = f"COPY (SELECT * FROM {name} ORDER BY {keys}) TO {_text(str(path))} ({layout})"  # noqa: S608 - names are ours
        with _explained(f"write {name}", copy):
            return int(self._own().execute(copy).fetchall()[0][0])

    def _sought(self, name: str) -> str:
        """How a file is laid out that is to hold this table, to be sought in: in small pages, and with an index of them.

        Whole numbers are encoded in few bits as it is: packed, they would take a third less room, and a third more time to look up.
        """
        kinds = {str(kind) for _, kind, *_ in self.fetch(f"DESCRIBE SELECT * FROM {name}")}  # noqa: S608 - names are ours
        codec = "uncompressed" if kinds <= _WHOLE else "lz4_raw"
        return f"COMPRESSION {codec}, WRITE_PAGE_INDEX true, DATA_PAGE_SIZE_LIMIT {_PAGE}"

    def seek(self, sought: Sought) -> None:
        """See `Engine.seek`."""
        indices = [index for table in sought.tables for index in self._indices_of(table, sought.key)]
        known = [index for index in indices if index is not None]
        by = f"SELECT DISTINCT {sought.by} FROM {sought.wanted} WHERE {sought.by} IS NOT NULL"  # noqa: S608 - names are ours
        asked = [key for (key,) in self.fetch(by)] if len(known) == len(indices) else None
        if asked is None or len(asked) > max(_FEW, sum(index.rows for index in known) // _ROWS):
            self.run(Plan("sought", (sought.step(),)))
        else:
            self._take(sought.name, rows_of(known, asked))

    def index(self, path: Path, key: str, folder: Path) -> None:
        """See `Engine.index`."""
        with _explained(f"make an index of {path.name}", str(path)):
            make_index(self._own(), _file(path), key, folder)

    def _indices_of(self, table: str, key: str) -> Iterator[Index | None]:
        """The index of each file that a table is read from; None where one has none, and of a table that is not read from files."""
        waiting, queries = self._waiting.get(table), self._views.get(table, [])
        select = waiting.select if waiting is not None else queries[0] if len(queries) == 1 else ""
        for path in self._files.get(select, ()):
            place = index_of(path, key)
            index = self._indices.get(place) or index_at(path, key)
            if index is not None:
                self._indices[place] = index
            yield index
        if select not in self._files:
            yield None

    def _take(self, name: str, given: Given) -> None:
        """Make a table of arrays."""
        cells = ", ".join(f"{column}::{kind} AS {column}" for column, (kind, _) in given.items())
        with self._connection.cursor() as own:
            own.register("given", {column: array for column, (_, array) in given.items()})
            self._make(name, f"SELECT {cells} FROM given", own=own)  # noqa: S608 - names are ours

    def close(self) -> None:
        """See `Engine.close`."""
        self._indices.clear()
        self._connection.close()

    def scan_delimited(self, name: str, path: Path, layout: Delimited) -> None:
        """See `LocalEngine.scan_delimited`."""
        kinds = "{" + ", ".join(f"{_text(column)}: 'VARCHAR'" for column in layout.columns) + "}"
        cells = ", ".join(f"coalesce({_name(column)}, '') AS {_name(column)}" for column in layout.columns)
        scan = (
            f"read_csv({_file(path)}, hive_partitioning = false, columns = {kinds}, delim = {_text(layout.delimiter)}, "
            f"skip = {layout.skip}, header = false, "
            f"quote = '\"', escape = '\"', auto_detect = false, nullstr = {_text(_NO_NULL)}, compression = 'none', "
            f"max_line_size = {_LONGEST_LINE}, store_rejects = true, rejects_limit = {_MOST_REJECTS})"
        )
        self._view(name, f"SELECT {cells}, row_number() OVER () AS row_number FROM {scan}")  # noqa: S608 - names and paths are quoted

    def scan_lines(self, name: str, path: Path) -> None:
        """See `LocalEngine.scan_lines`."""
        scan = (
            f"read_json_objects({_file(path)}, hive_partitioning = false, format = 'newline_delimited', "
            f"maximum_object_size = {_LARGEST_OBJECT})"
        )
        self._view(name, f"SELECT json, row_number() OVER () AS row_number FROM {scan}")  # noqa: S608 - the path is quoted

    def scan_parquet(self, name: str, path: Path) -> None:
        """See `LocalEngine.scan_parquet`."""
        scan = f"read_parquet({_file(path)}, hive_partitioning = false)"
        with _explained(f"read {name}", scan):
            columns = [str(row[0]) for row in self._connection.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall()]  # noqa: S608 - quoted
        cells = ", ".join(f"coalesce(CAST({_name(column)} AS VARCHAR), '') AS {_name(column)}" for column in columns)
        self._view(name, f"SELECT {cells}, row_number() OVER () AS row_number FROM {scan}")  # noqa: S608 - names and paths are quoted

    def rejects(self, most: int) -> list[Reject]:
        """See `LocalEngine.rejects`."""
        try:
            rows = self._connection.execute(_REJECTS, [most]).fetchall()
        except duckdb.CatalogException:  # nothing was ever left out
            return []
        for table in ("reject_errors", "reject_scans"):
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")
        return [Reject(Path(path), int(line), column, what) for path, line, column, what in rows]

    def define(self, plan: Plan) -> None:
        """See `Engine.define`."""
        for step in plan.steps:
            self._view(step.name, step.sql)

    def append(self, step: Step) -> None:
        """See `LocalEngine.append`."""
        self._ready(step.name)
        if step.name not in self._views:
            self._ready(step.sql)
            with _explained(f"add to {step.name}", step.sql):
                self._connection.execute(f"INSERT INTO {step.name} BY NAME {step.sql}")
            return
        queries = self._views[step.name]
        added = f"{step.name}__{len(queries)}"
        self._make(added, step.sql)
        self._view(step.name, *queries, f"SELECT * FROM {added}")  # noqa: S608 - our name

    def spread(self, name: str, folder: Path, column: str) -> None:
        """See `LocalEngine.spread`; one file a thread and folder, since order does not matter."""
        copy = f"COPY (SELECT * FROM {name}) TO {_text(str(folder))} (FORMAT parquet, COMPRESSION snappy, PARTITION_BY ({column}))"  # noqa: S608 - names are ours
        self._ready(name)
        with _explained(f"write {name}", copy):
            self._connection.execute(copy)

    def drop(self, name: str) -> None:
        """See `LocalEngine.drop`."""
        self._waiting.pop(name, None)
        self._tables.discard(name)
        queries = self._views.pop(name, None)
        self._connection.execute(f"DROP {'TABLE' if queries is None else 'VIEW'} IF EXISTS {name}")
        for number in range(1, len(queries or ())):  # what was added to it
            self._connection.execute(f"DROP TABLE {name}__{number}")

    def export_delimited(self, name: str, path: Path) -> int:
        """See `LocalEngine.export_delimited`."""
        copy = f"COPY (SELECT * FROM {name}) TO {_text(str(path))} (FORMAT csv, HEADER)"  # noqa: S608 - names are ours
        self._ready(name)
        with _explained(f"write {name}", copy):
            return int(self._connection.execute(copy).fetchall()[0][0])

    def _own(self) -> duckdb.DuckDBPyConnection:
        """The connection; in another thread than its own a cursor of it. What a scan left out is told to its connection alone."""
        return self._connection if get_ident() == self._thread else self._connection.cursor()

    def _ready(self, *queries: str) -> None:
        """Make what waits and is named in some queries, or in the views that they name."""
        with self._making:
            seen: set[str] = set()
            left = list(queries)
            while left and self._waiting:
                for word in set(_WORD.findall(left.pop())) - seen:
                    seen.add(word)
                    self._arrive(word)
                    left += self._views.get(word, ())

    def _arrive(self, name: str) -> None:
        """Make what waits under a name, if anything does; it goes on waiting where that fails."""
        waiting = self._waiting.pop(name, None)
        if waiting is None:
            return
        try:
            if waiting.lists is None:
                self._view(name, waiting.select)
            else:
                self._make(name, waiting.select, waiting.lists)
        except Exception:
            self._waiting[name] = waiting
            raise

    def _view(self, name: str, *queries: str) -> None:
        """Make a view of the rows of all queries in the place of what has its name."""
        select = queries[0] if len(queries) == 1 else " UNION ALL BY NAME ".join(f"({query})" for query in queries)
        self._ready(*queries)
        with _explained(f"make {name}", select):
            if name in self._tables:
                self._own().execute(f"DROP TABLE {name}")
                self._tables.discard(name)
            self._own().execute(f"CREATE OR REPLACE VIEW {name} AS {select}")
            self._views[name] = list(queries)
        self._waiting.pop(name, None)

    def _make(self, name: str, select: str, parameters: Sequence[object] = (), own: duckdb.DuckDBPyConnection | None = None) -> None:
        """Make a table in the place of what has its name; a view makes way only after the query, which may read it."""
        self._ready(select)
        made, own = f"{name}__made" if name in self._views else name, own or self._own()
        with _explained(f"make {name}", select):
            own.execute(f"CREATE OR REPLACE TABLE {made} AS {select}", parameters)
            if made != name:
                own.execute(f"DROP VIEW {name}")
                own.execute(f"ALTER TABLE {made} RENAME TO {name}")
                self._views.pop(name)
        self._tables.add(name)
        self._waiting.pop(name, None)


def _largest_first(paths: Sequence[Path]) -> list[Path]:
    """Files in the order in which they are read: DuckDB takes all for as long as the first, and reads what it takes for short as a whole.

    One that is not there is told of by who reads it.
    """
    return sorted(paths, key=lambda path: (-path.stat().st_size if path.exists() else 0, path))


@contextmanager
def _explained(doing: str, sql: str) -> Iterator[None]:
    """Say what to do where the machine refuses; a fault in a query stays DuckDB's own error, with the query as a note."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        fault = Fault(f"memory did not suffice to {doing}", "Raise CLEW_MEMORY, or free some space on the disk of the workspace.")
        raise WorkspaceError(fault) from error
    except duckdb.IOException as error:
        fault = Fault(f"cannot {doing}: {_first_line(error)}", "Check that the disk has space and the workspace is whole, then try again.")
        raise WorkspaceError(fault) from error
    except duckdb.Error as error:
        error.add_note(f"This came up in trying to {doing}:\n{sql}")
        raise


def _damaged(name: str, error: duckdb.Error) -> WorkspaceError:
    """The error of a file that is no Parquet file, or not a whole one."""
    return WorkspaceError(
        Fault(f"a file of {name} is damaged: {_first_line(error)}", "Restore the workspace from a backup, or import the source again.")
    )


def _first_line(error: duckdb.Error) -> str:
    """What happened, without the query."""
    return str(error).partition("\n")[0]


def _name(value: str) -> str:
    """A SQL name, quoted."""
    return '"' + value.replace('"', '""') + '"'


def _file(path: Path) -> str:
    """A file as a SQL string literal: `list[1].csv` is a name, and no pattern that `list1.csv` fits.

    Folders may be called `name=list` all the same: every scan is told that they are no columns.
    """
    return _text(_GLOB.sub(r"[\1]", str(path)))


def _text(value: str) -> str:
    """A SQL string literal."""
    return "'" + value.replace("'", "''") + "'"
