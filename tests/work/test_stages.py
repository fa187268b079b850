"""Stages: what did not change is found, what did is computed anew, and the rows are those of computing everything."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from clew.engine.port import Row
from clew.lake.snapshots import write_snapshot
from clew.ledger.store import LiveSnapshot
from clew.model.claim import Claim
from clew.model.snapshot import About, Snapshot, Version
from clew.resolve import clusters, entities, mentions
from clew.sources.reading.card import load_card
from clew.trace import graph, labels, links
from clew.work.stages import Stage, groups, prepare
from tests.world import CLAIMS, RETRIEVED, World, entry

ALL, APART = 10**9, 1
TABLES = (
    *("identifier", "cluster", "cluster_name"),
    *(name for stage in (mentions, entities, clusters, links, graph, labels) for name in stage.TABLES),
)


def snapshot(dataset: str, claims: int = 10, *others: str) -> Snapshot:
    version = Version(dataset, "1", "2026-01-01", "2026-01-01", "", "", starter=False)
    return Snapshot(About(version, load_card("uflpa")), "1-a", dataset, claims, (Path("claims.parquet"),), ("G1",), (dataset, *others))


def named(found: tuple[tuple[Snapshot, ...], ...]) -> list[list[str]]:
    return [[one.version.dataset for one in group] for group in found]


def test_large_sources_stand_alone_and_small_ones_together() -> None:
    held = [snapshot("a"), snapshot("register", 500), snapshot("b")]
    assert named(groups(held, 100)) == [["register"], ["a", "b"]]
    assert named(groups(held, ALL)) == [["a", "register", "b"]]


def test_a_source_that_speaks_of_anothers_subjects_stands_with_it() -> None:
    held = [snapshot("a"), snapshot("register", 500), snapshot("owners", 10, "register"), snapshot("codes", 10, "owners")]
    assert named(groups(held, 100)) == [["register", "owners", "codes"], ["a"]]


def test_two_groups_that_a_third_source_joins_are_one() -> None:
    assert named(groups([snapshot("a"), snapshot("b"), snapshot("c", 10, "a", "b")], APART)) == [["a", "b", "c"]]


def test_where_it_was_not_noted_whose_ids_a_snapshot_has_all_stand_together() -> None:
    older = snapshot("older")
    older = Snapshot(older.about, older.snapshot_id, older.content_hash, older.claims, older.paths)
    assert named(groups([snapshot("register", 500), older], APART)) == [["register", "older"]]


def test_without_sources_there_is_one_group_of_none() -> None:
    assert groups([], ALL) == ((),)


def rows(world: World, alone: int) -> tuple[dict[str, list[Row]], tuple[Stage, ...]]:
    """Every row of every table that screenings ask, each table in one order."""
    engine = world.stores.engine()
    try:
        made = prepare(world.stores, engine, world.release(), alone=alone)
        return {name: sorted(engine.fetch(f"SELECT * FROM {name}"), key=repr) for name in TABLES}, made  # noqa: S608 - our names
    finally:
        engine.close()


def update(world: World, dataset: str, claims: tuple[Claim, ...]) -> None:
    version = Version(dataset, "newer", "2026-11-15", RETRIEVED, "https://example.org", "invented", starter=False)
    engine = world.stores.engine()
    written = write_snapshot(engine, world.stores.lake, About(version, load_card(dataset)), claims)
    engine.close()
    world.stores.ledger.go_live([LiveSnapshot(dataset, written.snapshot_id, "2026-11-15", RETRIEVED, starter=False)])


def test_every_row_is_the_same_whether_sources_are_computed_apart_or_together(world: World) -> None:
    together, _ = rows(world, ALL)
    world.stores.caches.clear()
    apart, made = rows(world, APART)
    assert apart == together
    assert not any(stage.kept for stage in made)
    assert all(together[name] for name in ("entity", "entity_name", "identifier", "pair", "cluster_name", "link", "label"))


CHANGES: Mapping[str, tuple[str, tuple[Claim, ...]]] = {
    "an entry is added": ("uflpa", (*CLAIMS["uflpa"], *entry("uflpa", "wholly-new", "Wholly New Cotton Co., Ltd."))),
    "most entries are gone": ("uflpa", CLAIMS["uflpa"][: len(CLAIMS["uflpa"]) // 3]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_list_changes_only_its_own_part_is_computed_anew_and_the_rows_are_those_of_a_full_rebuild(
    world: World, change: str
) -> None:
    dataset, claims = CHANGES[change]
    before, _ = rows(world, APART)
    parts = {stage: set((world.stores.lake.parent / "cache" / stage).iterdir()) for stage in ("mentions", "statements")}
    update(world, dataset, claims)
    after, made = rows(world, APART)
    assert [stage.name for stage in made if stage.kept] == []
    for stage, kept in parts.items():
        assert len(set((world.stores.lake.parent / "cache" / stage).iterdir()) - kept) == 1
    assert after["entity"] != before["entity"]
    world.stores.caches.clear()
    assert rows(world, APART)[0] == after
    world.stores.caches.clear()
    assert rows(world, ALL)[0] == after


def test_where_nothing_changed_nothing_is_computed(world: World) -> None:
    first, _ = rows(world, APART)
    again, made = rows(world, APART)
    assert again == first
    assert all(stage.kept for stage in made)
