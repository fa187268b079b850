"""Names of the lake: an index a snapshot, made once, found again, and searched as one."""

from pathlib import Path

from clew.engine.port import LocalEngine
from clew.lake.snapshots import write_snapshot
from clew.ledger.store import LiveSnapshot
from clew.model.claim import Claim
from clew.model.snapshot import About, Version
from clew.sources.reading.card import load_card
from clew.work.name_lake import STAGE, open_names
from tests.world import CLAIMS, RETRIEVED, World, entry, say

NEWER = "2026-11-18"


def renew(world: World, dataset: str, claims: tuple[Claim, ...]) -> None:
    """A newer version of a source that says something else."""
    version = Version(dataset, NEWER, NEWER, RETRIEVED, "https://example.org", "invented", starter=False)
    engine: LocalEngine = world.stores.engine()
    try:
        snapshot = write_snapshot(engine, world.stores.lake, About(version, load_card(dataset)), claims)
    finally:
        engine.close()
    world.stores.ledger.go_live([LiveSnapshot(dataset, snapshot.snapshot_id, NEWER, RETRIEVED, starter=False)])


def indexed(world: World) -> list[str]:
    """What is read for an index when all sources in force are opened."""
    said: list[str] = []
    open_names(world.stores, world.release().snapshots, said.append)
    return [one.removeprefix("Reading the names of ") for one in said]


def stages(world: World) -> list[Path]:
    return sorted((world.stores.folder / "cache" / STAGE).iterdir())


def test_names_of_all_sources_are_found_with_their_entity(world: World) -> None:
    lake = open_names(world.stores, world.release().snapshots)
    (mill, solar) = lake.search(["Yarkand Cotton Gin", "Shuguang Xinnengyuan Konggu"], 0.25)
    assert mill[0].id == "uflpa:yarkand-ginnery"
    assert "crosswalk:aurelia" in {hit.id for hit in solar}
    assert [hit.score for hit in mill] == sorted((hit.score for hit in mill), reverse=True)


def test_an_index_is_made_once_and_a_new_version_makes_its_own_alone(world: World) -> None:
    assert len(indexed(world)) == len(CLAIMS)
    assert indexed(world) == []
    renew(world, "uflpa", (*CLAIMS["uflpa"], *entry("uflpa", "newcomer", "Kashgar Willow Basketry")))
    assert indexed(world) == ["UFLPA Entity List"]
    (found,) = open_names(world.stores, world.release().snapshots).search(["Kashgar Willow Basketry Ltd"], 0.25)
    assert found[0].id == "uflpa:newcomer"


def test_a_damaged_index_is_made_anew(world: World) -> None:
    before = len(open_names(world.stores, world.release().snapshots))
    world.stores.caches.close()
    broken = next(one for one in stages(world) if one.name.startswith("uflpa-"))
    (broken / "index" / "written.npy").write_bytes(b"")
    assert indexed(world) == ["UFLPA Entity List"]
    assert len(open_names(world.stores, world.release().snapshots)) == before


def test_indices_go_with_the_caches(world: World) -> None:
    open_names(world.stores, world.release().snapshots)
    assert world.stores.caches.clear() > 0
    assert stages(world) == []


def test_people_and_securities_are_not_indexed(world: World) -> None:
    person = say("uflpa:someone", "Person", name="Someone Private")
    renew(world, "uflpa", (*CLAIMS["uflpa"], *person, *say("uflpa:paper", "Security", name="Someone Private Bond")))
    assert open_names(world.stores, world.release().snapshots).search(["Someone Private"], 0.25) == [()]


def test_a_lake_of_no_sources_finds_nothing(world: World) -> None:
    assert open_names(world.stores, ()).search(["Yarkand"], 0.25) == [()]
