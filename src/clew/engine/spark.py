"""The Spark adapter: plans run on a cluster's executors over the same Parquet files; satisfies `engine.port.Engine`.

Every table is Parquet in a folder that the driver and all workers see: a step that is done is never computed again, however many later
ones use it and whatever worker is lost meanwhile. What this machine alone does (rows from Python, footers, files in order) the DuckDB
adapter does here too, so that a file does not tell which engine computed its rows.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from pyspark.sql import Column, DataFrame, Observation, SparkSession
from pyspark.sql.functions import col, count, lit
from pyspark.sql.types import DataType, IntegralType, NullType

from clew.engine import spark_files
from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Sought
from clew.engine.port import Cell, Limits, Row
from clew.engine.spark_dialect import in_spark
from clew.engine.spark_errors import explained
from clew.errors import ClusterError, Fault

MEANING: Mapping[str, str] = {
    "spark.sql.ansi.enabled": "true",  # a number that does not fit is an error, and no other number
    "spark.sql.caseSensitive": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.variable.substitute": "false",  # `${x}` in a text is a text
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.parquet.mergeSchema": "false",
    "spark.sql.files.ignoreMissingFiles": "false",  # what is gone is an error, and not nothing
    "spark.sql.files.ignoreCorruptFiles": "false",
    "spark.sql.parquet.compression.codec": "snappy",
}
"""Settings of a session on which the meaning of a query rests, whatever a cluster's own defaults are."""

_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"), "bigint"),
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DOUBLE": "double",
    "FLOAT": "float",
}
"""Types of a file, as this machine names them → as Spark does; whole numbers are all wide, as the port's are."""


class SparkEngine:
    """Runs plans in one session of Spark."""

    def __init__(
        self, session: SparkSession, scratch: Path, limits: Limits | None = None, ended: Callable[[], None] = lambda: None
    ) -> None:
        """Take a session of one's own from `session`.

        Args:
            session: of the application that runs on the cluster.
            scratch: a folder of this engine's own that every worker sees; it is deleted in the end.
            limits: what the work on this machine may take of it.
            ended: called when the engine is closed.
        """
        self._session = session.newSession()
        for name, value in MEANING.items():
            self._session.conf.set(name, value)
        self._scratch = scratch
        self._scratch.mkdir(parents=True, exist_ok=True)
        self._kept: dict[str, Path] = {}
        """Name → what the table was written to by this engine."""
        self._here = DuckEngine(limits)
        self._ended = ended

    def read(self, name: str, paths: Sequence[Path]) -> None:
        """See `Engine.read`."""
        self._here.read(name, paths)
        self._show(name, paths)
        self._keep(name, None)

    def read_each(self, tables: Mapping[str, Sequence[Path]]) -> None:
        """See `Engine.read_each`."""
        for name, paths in tables.items():
            self.read(name, paths)

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[Cell]]) -> None:
        """See `Engine.load`; the rows become a file, of the types that they have on this machine."""
        made = self._place(name)
        made.mkdir()
        table = f"{name}__rows"
        self._here.load(table, columns, rows)
        self._here.write(table, made / "part-0.parquet", tuple(columns))
        self._here.drop(table)
        self._take(name, made)

    def run(self, plan: Plan) -> None:
        """See `Engine.run`."""
        for step in plan.steps:
            made = self._place(step.name)
            with explained(f"make {step.name}", step.sql):
                rows = _written(self._session.sql(in_spark(step.sql)), made)
            if not any(made.glob("*.parquet")):
                raise _lost(step.name, rows, "none", made)
            self._take(step.name, made)
            seen = self._here.fetch(f"SELECT count(*) FROM {step.name}")[0][0]  # noqa: S608 - our name
            if seen != rows:  # a worker that writes to a disk of its own does not fail
                raise _lost(step.name, rows, seen, made)

    def define(self, plan: Plan) -> None:
        """See `Engine.define`."""
        for step in plan.steps:
            with explained(f"define {step.name}", step.sql):
                self._session.sql(in_spark(step.sql)).createOrReplaceTempView(step.name)
        self._here.define(plan)

    def fetch(self, sql: str) -> list[Row]:
        """See `Engine.fetch`."""
        with explained("answer a query", sql):
            return [tuple(row) for row in self._session.sql(in_spark(sql)).collect()]

    def write(self, name: str, path: Path, order: Sequence[str], *, sought: bool = False) -> int:
        """See `Engine.write`; the rows that workers wrote are put in order on this machine, in a stream."""
        return self._here.write(name, path, order, sought=sought)

    def seek(self, sought: Sought) -> None:
        """See `Engine.seek`; workers look through all files at once."""
        self.run(Plan("sought", (sought.step(),)))

    def index(self, path: Path, key: str, folder: Path) -> None:
        """See `Engine.index`; this machine makes it, for engines on one machine."""
        self._here.index(path, key, folder)

    def close(self) -> None:
        """See `Engine.close`."""
        self._here.close()
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._ended()

    def _place(self, name: str) -> Path:
        """A folder for a table, which is not there yet."""
        return self._scratch / f"{name}-{uuid4().hex[:12]}"

    def _take(self, name: str, made: Path) -> None:
        """Give the files of a folder the name, which whatever had it before loses."""
        paths = sorted(made.glob("*.parquet"))
        self._here.read(name, paths)
        self._show(name, paths)
        self._keep(name, made)

    def _keep(self, name: str, made: Path | None) -> None:
        """Remember what a table was written to, and delete what it was written to before."""
        before = self._kept.pop(name, None)
        if before is not None:
            shutil.rmtree(before, ignore_errors=True)
        if made is not None:
            self._kept[name] = made

    def _show(self, name: str, paths: Sequence[Path]) -> None:
        """Make files available to queries; their types are known here, so that no worker is asked for them."""
        described = self._here.fetch(f"DESCRIBE SELECT * FROM {name}")  # noqa: S608 - our name
        schema = ", ".join(f"`{column}` {_KINDS.get(str(kind), str(kind))}" for column, kind, *_ in described)
        with explained(f"read {name}", schema):
            frame = self._session.read.schema(schema).parquet(*map(spark_files.read, sorted(paths)))
            frame.createOrReplaceTempView(name)


def _written(frame: DataFrame, folder: Path) -> int:
    """Let the workers write the rows of a query; returns how many they say there were."""
    told = Observation()
    columns = [_wide(field.name, field.dataType) for field in frame.schema.fields]
    counted = frame.select(*columns).observe(told, count(lit(1)).alias("rows"))
    counted.write.parquet(spark_files.written(folder))
    return int(told.get["rows"])


def _wide(name: str, kind: DataType) -> Column:
    """A column as it is kept: a whole number has 64 bits, and so has one that is never known."""
    column = col(f"`{name}`")
    return column.cast("bigint").alias(name) if isinstance(kind, IntegralType | NullType) else column


def _lost(name: str, said: int, seen: Cell, folder: Path) -> ClusterError:
    """That workers wrote what this machine does not see."""
    return ClusterError(
        Fault(
            f"workers say that they wrote {said:,} rows of {name}, and {seen} stand in {folder}",
            "Let every worker see the folder of the workspace under the same path, as on a shared disk.",
        )
    )
