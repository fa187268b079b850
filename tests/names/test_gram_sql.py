import random
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import sqlglot
from sqlglot import ErrorLevel

from clew.engine.cluster import Cluster, cluster_engine
from clew.engine.dialect import faults
from clew.engine.duck import DuckEngine
from clew.engine.port import Engine, Limits
from clew.names.gram_index import Found, GramIndex
from clew.names.gram_sql import COLUMNS, candidates_plan, number_tables

PLAN = candidates_plan(40, 5)
_WORDS = ("aurelia", "textile", "northwind", "physics", "shipping", "cotton", "trading", "co", "ltd", "x", "3m", "aksu", "grp", "fei")


def names(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)  # noqa: S311 - any sample will do
    return [" ".join(draw.choices(_WORDS, k=draw.randrange(4))) for _ in range(count)]


def asked_by_sql(engine: Engine, keys: list[str], owners: list[int], queries: list[str]) -> list[tuple[int, int, int, int]]:
    engine.load("name_key", COLUMNS["name_key"], list(zip(range(len(keys)), owners, keys, strict=True)))
    engine.load("name_query", COLUMNS["name_query"], list(enumerate(queries)))
    for name, rows in number_tables(len(keys)).items():
        engine.load(name, COLUMNS[name], rows)
    engine.run(PLAN)
    found = engine.fetch("SELECT query, place, row, norm FROM candidate ORDER BY query, place")
    return [(int(str(query)), int(str(place)), int(str(row)), int(str(norm))) for query, place, row, norm in found]


def told(index: GramIndex, found: Found) -> list[tuple[int, int, int, int]]:
    return [
        (query, place, row, int(index.norms[row]))
        for query, rows in enumerate(found.rows.tolist())
        for place, row in enumerate(rows, 1)
        if row >= 0
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_plan_and_the_index_give_the_same_rows_in_the_same_order(engine: DuckEngine, seed: int) -> None:
    keys = [*names(400, seed), "", "x", "xy", "a" * 1200]
    owners = [at // 2 for at in range(len(keys))]
    queries = [*names(60, seed + 100), "", "x", "y", "aurela textil", "a" * 1100, "physics northwind aksu ltd"]
    index = GramIndex.build(keys, np.array(owners, np.int32))
    found = told(index, index.candidates(queries, budget=40, keep=5))
    assert len(found) > 100
    assert asked_by_sql(engine, keys, owners, queries) == found


@pytest.mark.xdist_group("spark")
@pytest.mark.slow
def test_the_plan_on_spark_gives_the_rows_of_the_index_as_well(spark_master: str, tmp_path: Path) -> None:
    keys = [*names(120, 4), "", "x", "xy"]
    owners = [at // 2 for at in range(len(keys))]
    queries = [*names(20, 104), "", "x", "aurela textil", "physics northwind aksu ltd"]
    index = GramIndex.build(keys, np.array(owners, np.int32))
    found = told(index, index.candidates(queries, budget=40, keep=5))
    assert len(found) > 30
    lean = import_module("tests.standalone").LEAN
    engine = cluster_engine(Cluster(spark_master, tmp_path / "spill", lean), Limits())
    try:
        assert asked_by_sql(engine, keys, owners, queries) == found
    finally:
        engine.close()


def test_every_step_is_portable() -> None:
    assert {step.name: faults(step.sql) for step in PLAN.steps if faults(step.sql)} == {}


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_every_step_can_be_read_in_both_dialects(dialect: str) -> None:
    for step in PLAN.steps:
        assert sqlglot.parse_one(step.sql, dialect=dialect, error_level=ErrorLevel.RAISE) is not None, step.name


def test_every_step_says_what_it_makes() -> None:
    assert [step.name for step in PLAN.steps if not step.why or step.why.endswith(".")] == []
