"""Stages: which sources are read together, and what happens where nothing can be kept."""

from pathlib import Path

import pytest

from clew.errors import WorkspaceError
from clew.model.snapshot import About, Snapshot, Version
from clew.sources.reading.card import load_card
from clew.work.stages import Preparation, groups, in_parts
from clew.work.stores import silent
from tests.world import World

ALL, APART = 10**9, 1


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


def test_what_is_kept_and_cannot_be_read_again_is_an_error_with_its_mend(world: World) -> None:
    engine = world.stores.engine()
    preparation = Preparation(world.stores, engine, world.release(), silent, ())
    with pytest.raises(WorkspaceError, match="what was kept of the stage lost cannot be read again"):
        in_parts(preparation, "lost", ("key",), {"table": ("id",)}, lambda _: None)
    engine.close()
