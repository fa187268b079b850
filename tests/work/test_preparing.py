"""A release prepared: what did not change is found, what did is computed anew, and the rows are those of computing everything."""

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.engine.plan import Plan, Step
from clew.engine.port import Row
from clew.errors import UnexpectedContentError
from clew.lake.snapshots import write_snapshot
from clew.ledger.store import LiveSnapshot
from clew.model.claim import Claim
from clew.model.snapshot import About, Version
from clew.pack.policy import load_policy
from clew.resolve import clusters, entities, mentions
from clew.sources.reading.card import load_card
from clew.trace import evidence, graph, labels, links, proofs
from clew.trace.reached import BEST, look_up
from clew.work.preparing import prepare
from tests.world import CLAIMS, RETRIEVED, World, entry

ALL, APART = 10**9, 1
TABLES = (
    *("identifier", "cluster", "cluster_name", "node"),
    *(name for stage in (mentions, entities, clusters, links, graph, evidence, proofs) for name in stage.TABLES),
    *labels.tables(load_policy()),
)


def rows(world: World, size: int) -> tuple[dict[str, list[Row]], list[str]]:
    """Every row of every table that screenings ask, each table in one order; and the stages that were there already."""
    engine = world.stores.engine()
    try:
        made = prepare(world.stores, engine, world.release(), alone=size, large=size)
        found = {name: sorted(engine.fetch(f"SELECT * FROM {name}"), key=repr) for name in TABLES}  # noqa: S608 - our names
        return found, [stage.name for stage in made if stage.kept]
    finally:
        engine.close()


def parts(world: World, stage: str) -> set[str]:
    """The parts of a stage that are kept."""
    return {path.name for path in (world.stores.folder / "cache" / stage).iterdir()}


def update(world: World, dataset: str, claims: tuple[Claim, ...]) -> None:
    version = Version(dataset, "newer", "2026-11-15", RETRIEVED, "https://example.org", "invented", starter=False)
    engine = world.stores.engine()
    written = write_snapshot(engine, world.stores.lake, About(version, load_card(dataset)), claims)
    engine.close()
    world.stores.ledger.go_live([LiveSnapshot(dataset, written.snapshot_id, "2026-11-15", RETRIEVED, starter=False)])


def test_every_row_is_the_same_whether_it_is_computed_apart_or_together(world: World) -> None:
    together, _ = rows(world, ALL)
    world.stores.caches.clear()
    apart, kept = rows(world, APART)
    assert apart == together
    assert kept == []
    assert all(together[name] for name in ("entity", "entity_name", "identifier", "pair", "cluster_name", "link", "label"))
    assert len(parts(world, "labels")) == len(together["part"]) > 2


ADDED = (*CLAIMS["uflpa"], *entry("uflpa", "wholly-new", "Wholly New Cotton Co., Ltd."))
FEWER = CLAIMS["uflpa"][: len(CLAIMS["uflpa"]) // 3]


@pytest.mark.parametrize("claims", [ADDED, FEWER], ids=["an entry is added", "most entries are gone"])
def test_after_a_list_changes_only_what_changed_is_computed_anew_and_every_row_is_that_of_a_full_rebuild(
    world: World, claims: tuple[Claim, ...]
) -> None:
    before, _ = rows(world, APART)
    known = {stage: parts(world, stage) for stage in ("mentions", "statements", "labels")}
    update(world, "uflpa", claims)
    after, kept = rows(world, APART)
    assert {"links", "graph"} <= set(kept)
    assert {stage: len(parts(world, stage) - known[stage]) for stage in ("mentions", "statements")} == {"mentions": 1, "statements": 1}
    assert 0 < len(parts(world, "labels") - known["labels"]) < len(after["part"])
    assert after["entity"] != before["entity"]
    for size in (APART, ALL):
        world.stores.caches.clear()
        assert rows(world, size) == (after, [])


def indices(world: World) -> dict[Path, int]:
    """Every index, and when it was made."""
    return {path: path.stat().st_mtime_ns for path in (world.stores.folder / "cache").glob("*/*/*.by-*")}


def test_the_tables_of_a_large_release_in_which_portfolios_are_looked_up_have_an_index(world: World) -> None:
    world.stores.caches.clear()
    rows(world, ALL)
    assert indices(world) == {}
    rows(world, APART)
    made = indices(world)
    assert {path.name for path in made} == {"linked.by-cluster_id", "lone.by-cluster_id", "label.by-spot"}
    assert len(made) == 2 + len(parts(world, "labels")) - 1, "the labels of all evidence together have none"
    rows(world, APART)
    assert indices(world) == made


def test_after_a_list_changes_only_new_parts_have_a_new_index_and_one_that_is_gone_is_made_again(world: World) -> None:
    world.stores.caches.clear()
    rows(world, APART)
    before = indices(world)
    shutil.rmtree(min(path for path in before if path.name.startswith("label")))
    update(world, "uflpa", FEWER)
    rows(world, APART)
    after = indices(world)
    assert len(after) - len(before) == 1 + len(parts(world, "labels")) - (len(before) - 2), (
        "of the evidence, and of the labels that are new"
    )
    assert {path for path in before if path.name.startswith("linked")} <= after.keys()
    assert {path: made for path, made in after.items() if before.get(path) != made}.keys() < after.keys()


def test_what_a_portfolio_reaches_is_the_same_by_indices_also_after_a_list_changed(world: World) -> None:
    for claims in (None, ADDED, FEWER):
        if claims is not None:
            update(world, "uflpa", claims)
        told = []
        for size in (APART, ALL):
            engine = world.stores.engine()
            prepare(world.stores, engine, world.release(), alone=size, large=size)
            engine.run(
                Plan("asked", (Step("wanted", "SELECT DISTINCT cluster_id FROM cluster", "all companies"), *proofs.TOPIC_PLAN.steps))
            )
            look_up(engine)
            told.append((engine.fetch(BEST), sorted(engine.fetch("SELECT spot, topic, proof, cost, hop FROM reached"))))
            assert told[0][1] == sorted(engine.fetch("SELECT spot, topic, proof, cost, hop FROM label"))
            engine.close()
        assert told[0] == told[1]
        assert told[0][0]


def test_where_nothing_changed_nothing_is_computed(world: World) -> None:
    first, _ = rows(world, APART)
    again, kept = rows(world, APART)
    assert again == first
    assert kept == ["mentions", "entities", "statements", "ends", "links", "graph", "evidence", "labels"]


def test_on_another_day_that_says_the_same_the_labels_stay(world: World) -> None:
    rows(world, ALL)
    engine = world.stores.engine()
    made = prepare(world.stores, engine, world.release("2026-11-21"))
    engine.close()
    assert [stage.name for stage in made if not stage.kept] == ["links", "evidence"]


def test_a_part_that_is_damaged_is_computed_anew(world: World) -> None:
    world.stores.caches.clear()
    first, _ = rows(world, APART)
    for stage in ("mentions", "labels"):
        damaged = min((world.stores.folder / "cache" / stage).iterdir())
        (damaged / ("entity.parquet" if stage == "mentions" else "label.parquet")).write_bytes(b"no table")
    again, kept = rows(world, APART)
    assert again == first
    assert "mentions" not in kept
    assert "labels" not in kept


def test_a_policy_of_paths_too_unsure_is_refused_though_the_links_are_the_same(world: World) -> None:
    rows(world, ALL)
    release = world.release()
    endless = replace(release.packs.policy, hops=10**15, text="endless")
    engine = world.stores.engine()
    try:
        with pytest.raises(UnexpectedContentError, match="too unsure to be told apart"):
            prepare(world.stores, engine, replace(release, packs=replace(release.packs, policy=endless)))
    finally:
        engine.close()
