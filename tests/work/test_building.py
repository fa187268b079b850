"""What is built ahead is what a screening would compute, whatever engine computed it, however its rows came."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import duckdb
import pytest
from msgspec.structs import replace

from clew.engine.port import Engine
from clew.ledger.records import ALWAYS, PolicyUse
from clew.model.building import Built
from clew.pack.policy import SHIPPED, parse_policy
from clew.work.building import Builder, build
from clew.work.clocks import Clocks
from clew.work.preparing import prepare
from clew.work.stores import Stores
from clew.workspace import cluster_of, open_workspace
from tests.world import AS_OF, CLAIMS, World, settle

CLOCKS, LATER = Clocks(AS_OF, AS_OF), Clocks(AS_OF, ALWAYS)


def kept(folder: Path, built: Built) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that was built, as it stands in its file, in order."""
    rows = {}
    for stage in built.stages:
        for table in stage.tables:
            path = folder / "cache" / stage.name / stage.key / f"{table.name}.parquet"
            rows[f"{stage.name} {table.name}"] = duckdb.read_parquet(str(path)).fetchall()
            assert len(rows[f"{stage.name} {table.name}"]) == table.rows
    return rows


STAGES = ["mentions", "entities", "statements", "ends", "links", "graph", "evidence", "labels", "candidates"]


def test_a_stage_is_computed_once_and_found_from_then_on(world: World) -> None:
    steps: list[str] = []
    world.stores.caches.clear()
    first = build(world.stores, CLOCKS, Builder("DuckDB", world.stores.engine), steps.append, near=True)
    assert [one.name for one in first.stages] == [
        "mentions",
        "entities",
        "statements",
        "ends",
        "links",
        "graph",
        "evidence",
        "labels",
        "candidates",
    ]
    assert not any(one.kept for one in first.stages)
    assert (first.sources, first.claims) == (len(CLAIMS), sum(map(len, CLAIMS.values())))
    sources = f"{len(CLAIMS)} sources"
    named = (f"mentions of {sources}", "entities", f"statements of {sources}", "ends", "links", "graph", "evidence", "labels")
    assert steps == ["Waiting for DuckDB", *(f"Computing {name}" for name in named), steps[-1]]
    again = build(world.stores, CLOCKS, Builder("DuckDB", world.stores.engine), near=True)
    assert all(one.kept for one in again.stages)
    assert [replace(one, kept=False, seconds=0.0) for one in again.stages] == [
        replace(one, kept=False, seconds=0.0) for one in first.stages
    ]
    engine = world.stores.engine()
    assert all(one.kept for one in prepare(world.stores, engine, world.release()))
    engine.close()


def test_a_workspace_without_sources_has_empty_tables(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "empty") as stores:
        stores.lake.mkdir(parents=True)
        settle(stores, {})
        built = build(stores, CLOCKS, Builder("DuckDB", stores.engine), near=True)
    rows = {table.name: table.rows for stage in built.stages for table in stage.tables}
    assert rows.pop("scale") == 1
    assert set(rows.values()) == {0}


@pytest.fixture
def spark(spark_master: str, tmp_path: Path) -> Callable[[], Engine]:
    """A maker of engines on the cluster, with settings for a few rows."""
    lean: Mapping[str, str] = import_module("tests.standalone").LEAN
    return cluster_of(spark_master, [f"{name}={value}" for name, value in lean.items()], tmp_path / "on spark")


def shorten(stores: Stores) -> None:
    """Put a policy of shorter paths in force: each layer is many small steps, and a cluster takes its time for each."""
    text = SHIPPED.read_text(encoding="utf-8").replace("hops = 8 ", "hops = 3 ").replace('id = "default"', 'id = "short"')
    assert parse_policy(text, "short").hops == 3
    stores.ledger.policies.use(PolicyUse("short", "1", sha256(text.encode()).hexdigest(), text))


@pytest.fixture
def turned(tmp_path: Path) -> Iterator[Stores]:
    """The same world, every source of which was written in the opposite order."""
    with open_workspace(tmp_path / "on spark") as stores:
        settle(stores, {dataset: tuple(reversed(claims)) for dataset, claims in reversed(list(CLAIMS.items()))})
        yield stores


@pytest.mark.xdist_group("spark")
@pytest.mark.slow
def test_spark_keeps_the_same_rows_in_the_same_order_and_this_machine_finds_them(
    world: World, turned: Stores, spark: Callable[[], Engine]
) -> None:
    world.stores.caches.clear()
    shorten(world.stores)
    shorten(turned)
    here = build(world.stores, LATER, Builder("DuckDB", world.stores.engine))
    there = build(turned, LATER, Builder("Spark", spark))
    assert [one.name for one in there.stages] == [one.name for one in here.stages]
    of_claims = [{one.name: one.key for one in built.stages if one.name in {"mentions", "statements"}} for built in (here, there)]
    assert of_claims[0] == of_claims[1]
    assert not any(one.kept for one in there.stages)
    assert kept(turned.folder, there) == kept(world.stores.folder, here)
    assert list((turned.folder / "spill").iterdir()) == []
    found = build(turned, LATER, Builder("DuckDB", turned.engine))
    assert all(one.kept for one in found.stages)
