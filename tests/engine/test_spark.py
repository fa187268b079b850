"""The suite that every adapter must pass, run on Spark: on this machine, and on a cluster of a master and two workers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="the extra spark is not installed")

from pyspark.sql import SparkSession

from clew.engine.case import Case
from clew.engine.cluster import Cluster
from clew.engine.conformance import CASES, found, same
from clew.engine.conformance_files import FILES
from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step
from clew.engine.port import Limits
from clew.engine.spark import SparkEngine
from clew.engine.spark_session import open_session
from clew.errors import WorkspaceError
from tests.standalone import LEAN, wanted

pytestmark = [pytest.mark.xdist_group("spark"), pytest.mark.slow]


def astray(session: SparkSession, folder: Path, cases: Sequence[Case] = CASES) -> dict[str, object]:
    """What is not answered as it must be: the case, and what came instead."""
    wrong: dict[str, object] = {}
    for number, case in enumerate(cases):
        own = folder / f"[{number}] = x"
        own.mkdir()
        engine = SparkEngine(session, folder / f"scratch {number}")
        try:
            answer = found(case, engine, own)
        finally:
            engine.close()
        if not same(answer, case.expected):
            wrong[case.name] = answer
    assert [path for path in folder.iterdir() if path.name.startswith("scratch")] == []
    return wrong


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[SparkSession]:
    """Spark on this machine, which compiles queries as it does unless somebody sets it otherwise."""
    wanted()
    session = open_session(Cluster("local[2]", tmp_path / "spill", {**LEAN, "spark.sql.codegen.wholeStage": "true"}), Limits())
    yield session
    session.stop()


def test_spark_on_one_machine_answers_as_every_engine_must(alone: SparkSession, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    assert astray(alone, tmp_path / "cases") == {}


def test_spark_reads_what_duckdb_wrote_in_encodings_of_its_own(alone: SparkSession, tmp_path: Path) -> None:
    duck, spark = DuckEngine(), SparkEngine(alone, tmp_path / "own")
    texts = [(f"{number:05}-{number * number:x}", f"{number % 7}") for number in range(20_000)]
    duck.load("texts", {"once": "VARCHAR", "often": "VARCHAR"}, texts)
    duck.write("texts", tmp_path / "texts.parquet", ("once",))
    said = f"SELECT DISTINCT encodings FROM parquet_metadata('{tmp_path / 'texts.parquet'}') ORDER BY 1"  # noqa: S608 - our file
    assert duck.fetch(said) == [("DELTA_LENGTH_BYTE_ARRAY",), ("RLE_DICTIONARY",)]
    spark.read("texts", [tmp_path / "texts.parquet"])
    assert spark.fetch("SELECT once, often FROM texts ORDER BY once") == texts


def test_spark_on_a_cluster_keeps_files_as_every_engine_must_and_says_what_failed(spark_master: str, tmp_path: Path) -> None:
    """What a query means does not depend on where its tasks run, which the suite above says; how files come and go does."""
    session = open_session(Cluster(spark_master, tmp_path / "spill", LEAN), Limits())
    try:
        assert astray(session, tmp_path, FILES) == {}
        engine = SparkEngine(session, tmp_path / "own")
        with pytest.raises(WorkspaceError, match="cannot read gone"):
            engine.read("gone", [tmp_path / "gone.parquet"])
        engine.load("letters", {"letter": "VARCHAR"}, [("a",)])
        engine.write("letters", tmp_path / "letters.parquet", ("letter",))
        engine.read("letters", [tmp_path / "letters.parquet"])
        (tmp_path / "letters.parquet").unlink()
        with pytest.raises(WorkspaceError, match=r"cannot make again: a file is gone.*every worker sees its folder"):
            engine.run(Plan("again", (Step("again", "SELECT letter FROM letters", "of what is gone"),)))
        with pytest.raises(Exception, match="UNRESOLVED_COLUMN") as raised:
            engine.fetch("SELECT nothing FROM (SELECT 1 AS a) AS t")
        assert "This came up in trying to answer a query:\nSELECT nothing" in raised.value.__notes__[0]
        engine.close()
        assert not (tmp_path / "own").exists()
    finally:
        session.stop()
