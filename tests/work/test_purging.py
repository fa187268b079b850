"""A purge deletes what it says, leaves a tombstone, and is finished by the next start when it died halfway."""

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.errors import InputError, NotFoundError, WorkspaceError
from clew.lake.filesets import ASIDE
from clew.lake.leases import turn
from clew.lake.removal import content_of
from clew.lake.snapshots import read_snapshot, write_snapshot
from clew.ledger.store import LiveSnapshot
from clew.model.snapshot import About, Version
from clew.sources.reading.card import load_card
from clew.work.clocks import Clocks
from clew.work.outputs import write_outputs
from clew.work.purging import expired, finish_purges, leaving, one_version, purge
from clew.work.screen import Asked, screen
from clew.work.starter import load_starter, restore_starter
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.world import AS_OF, CLAIMS, RETRIEVED, World

CLOCKS = Clocks(AS_OF, "9999-12-30")


def renew(stores: Stores, published: str, archive: tuple[tuple[str, str], ...] = (), retention: int = 0) -> str:
    """A further version of the UFLPA list."""
    version = Version("uflpa", published, published, RETRIEVED, "https://example.org", "invented", starter=False)
    engine = stores.engine()
    try:
        card = replace(load_card("uflpa"), retention=retention)
        snapshot = write_snapshot(engine, stores.lake, About(version, card, archive), CLAIMS["uflpa"])
    finally:
        engine.close()
    stores.ledger.go_live([LiveSnapshot("uflpa", snapshot.snapshot_id, published, RETRIEVED, starter=False)])
    return snapshot.snapshot_id


def days_after(stores: Stores, days: int) -> str:
    """So many days after the first renewal went live, by the clock of the store: midnight may lie between that and another reading."""
    renewed = dt.date.fromisoformat(stores.ledger.snapshots("uflpa")[1].at[:10])
    return (renewed + dt.timedelta(days=days)).isoformat()


def drop(stores: Stores, version: str = "") -> None:
    purge(stores, leaving(stores, "uflpa", "the licence ended", version))


def test_what_is_purged_is_gone_by_every_clock_and_a_tombstone_is_left(world: World, tmp_path: Path) -> None:
    drop(world.stores)
    assert not list((world.stores.lake / "uflpa").iterdir())
    for known in (RETRIEVED, "9999-12-30"):
        result = screen(world.stores, Asked(world.holdings_file(tmp_path), Clocks(AS_OF, known)))
        assert "uflpa" not in {one.source for one in result.searched}
    assert [(one.dataset, one.reason, one.again) for one in world.stores.ledger.tombstones()] == [("uflpa", "the licence ended", False)]


def test_archived_bytes_go_unless_another_version_was_read_from_them(world: World) -> None:
    stores = world.stores
    shared, own = stores.archive.put(b"shared"), stores.archive.put(b"own")
    older = renew(stores, "2026-10-01", (("a.csv", shared), ("b.csv", own)))
    renew(stores, "2026-11-14", (("a.csv", shared),))
    drop(stores, older)
    assert (stores.archive.path(shared).exists(), stores.archive.path(own).exists()) == (True, False)
    assert [one.published for one in stores.ledger.snapshots("uflpa")] == ["2026-11-10", "2026-11-14"]
    drop(stores)
    assert not stores.archive.path(shared).exists()


def test_the_files_that_show_what_is_gone_are_listed(world: World, tmp_path: Path) -> None:
    result = screen(world.stores, Asked(world.holdings_file(tmp_path), CLOCKS))
    write_outputs(world.stores, result, tmp_path / "out", "harbour")
    renew(world.stores, "2026-11-14")
    one = purge(world.stores, leaving(world.stores, "uflpa", "the licence ended", "2026-11-10"))
    assert one.outputs == (), "the newer version still has the claims"
    done = purge(world.stores, leaving(world.stores, "uflpa", "the licence ended"))
    assert [file.kind for file in done.outputs] == ["html", "xlsx", "csv", "json"]
    assert done.freed > 0
    assert not list((world.stores.folder / "cache").glob("*/*"))


def test_what_a_crash_left_of_imports_goes_with_the_source(world: World) -> None:
    engine = world.stores.engine()
    version = Version("uflpa", "2026-11-14", "2026-11-14", RETRIEVED, "https://example.org", "", starter=False)
    orphan = write_snapshot(engine, world.stores.lake, About(version, load_card("uflpa")), CLAIMS["uflpa"][:5])
    engine.close()
    (world.stores.folder / "fetched" / "uflpa").mkdir(parents=True)
    drop(world.stores)
    assert not orphan.folder.exists()
    assert not (world.stores.folder / "fetched" / "uflpa").exists()


def test_a_damaged_version_can_be_purged(world: World) -> None:
    (folder,) = (world.stores.lake / "uflpa").iterdir()
    (folder / "claims-000.parquet").unlink()
    drop(world.stores)
    assert not folder.exists()


@pytest.mark.parametrize("halfway", ["told", "renamed", "rows gone", "manifest alone"])
def test_a_purge_that_died_is_finished_by_the_next_start(world: World, tmp_path: Path, halfway: str) -> None:
    stores = world.stores
    digest = stores.archive.put(b"bytes")
    name = renew(stores, "2026-11-14", (("a.csv", digest),))
    folder = stores.lake / "uflpa" / name
    stores.ledger.purge("uflpa", [(name, content_of(folder))], "the licence ended")
    result = screen(stores, Asked(world.holdings_file(tmp_path), CLOCKS))
    assert {one.version for one in result.searched if one.source == "uflpa"} == {"2026-11-10"}, "nothing reads it any more"
    if halfway != "told":
        folder = folder.rename(folder.with_name(f"{ASIDE}{name}"))
    if halfway in {"rows gone", "manifest alone"}:
        stores.archive.remove(digest)
        (folder / "claims-000.parquet").unlink()
    with open_workspace(stores.folder):
        pass
    assert [path.name for path in (stores.lake / "uflpa").iterdir()] == [one.snapshot_id for one in stores.ledger.snapshots("uflpa")]
    assert not stores.archive.path(digest).exists()


def test_what_is_imported_again_after_its_purge_is_not_swept(world: World) -> None:
    stores = world.stores
    (kept,) = stores.ledger.snapshots("uflpa")
    drop(stores)
    assert finish_purges(stores) == 0
    name = renew(stores, "2026-11-10")
    assert name == kept.snapshot_id
    assert [one.again for one in stores.ledger.tombstones()] == [True]
    assert finish_purges(stores) == 0
    assert read_snapshot(stores.lake, "uflpa", name).claims


def test_what_is_written_anew_and_not_yet_in_force_is_not_swept(world: World) -> None:
    stores = world.stores
    drop(stores)
    engine = stores.engine()
    version = Version("uflpa", "2026-11-10", "2026-11-10", RETRIEVED, "https://example.org", "", starter=False)
    about = About(version, load_card("uflpa"))
    folder = write_snapshot(engine, stores.lake, about, CLAIMS["uflpa"]).folder
    engine.close()
    later = dt.datetime.now(dt.UTC).timestamp() + 10
    os.utime(folder / "manifest.json", (later, later))
    assert finish_purges(stores) == 0
    assert folder.exists()


def test_a_purge_wants_a_reason_and_one_version(world: World) -> None:
    for published in ("2026-11-12", "2026-11-14"):
        renew(world.stores, published)
    with pytest.raises(InputError, match="reason"):
        leaving(world.stores, "uflpa", " ")
    with pytest.raises(InputError, match="names 3 versions"):
        one_version(world.stores, "uflpa", "2026-11")
    with pytest.raises(NotFoundError, match="no version"):
        one_version(world.stores, "uflpa", "2031")
    with pytest.raises(NotFoundError, match="has no version of"):
        leaving(world.stores, "nothing", "why")
    assert one_version(world.stores, "uflpa", "2026-11-12").published == "2026-11-12"


def test_superseded_versions_expire_by_the_card_of_the_newest(world: World) -> None:
    stores = world.stores
    renew(stores, "2026-11-14")
    later = days_after(stores, 32)
    assert expired(stores, later) == (), "its card keeps all"
    renew(stores, "2026-11-15", retention=30)
    assert [one.snapshot.published for one in expired(stores, later)] == ["2026-11-10", "2026-11-14"]
    assert expired(stores, days_after(stores, 30)) == ()
    assert expired(stores, later, "csl") == ()
    stores.ledger.mark_source("uflpa", stores.ledger.snapshots("uflpa")[-1].snapshot_id, "withdrawn", "a draft")
    assert [one.snapshot.published for one in expired(stores, later)] == ["2026-11-10"], "what is in force does not expire"


def test_a_shipped_table_comes_back_only_when_it_is_asked_for(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "own") as stores:
        load_starter(stores)
        (shipped,) = stores.ledger.snapshots("uflpa")
        drop(stores)
        (stores.lake / "starter.sha256").write_text("of another clew", encoding="ascii")
        assert load_starter(stores)
        assert stores.ledger.snapshots("uflpa") == ()
        restore_starter(stores, "uflpa")
        assert [one.snapshot_id for one in stores.ledger.snapshots("uflpa")] == [shipped.snapshot_id]
        with pytest.raises(NotFoundError, match="no table"):
            restore_starter(stores, "gleif")


def test_a_shipped_table_that_is_there_is_renewed_though_another_version_was_purged(world: World) -> None:
    older = renew(world.stores, "2026-10-01")
    drop(world.stores, older)
    (world.stores.lake / "starter.sha256").unlink()
    load_starter(world.stores)
    assert [one.dataset for one in world.stores.ledger.snapshots("bis_entity_list") if one.starter] == ["bis_entity_list"]
    assert json.loads((world.stores.lake / "uflpa" / world.stores.ledger.snapshots("uflpa")[-1].snapshot_id / "manifest.json").read_text())


def test_while_a_source_is_imported_nothing_is_deleted(world: World) -> None:
    stores = world.stores
    (folder,) = (stores.lake / "uflpa").iterdir()
    with turn(stores.lake, alone=False):
        with pytest.raises(WorkspaceError, match="being imported"):
            drop(stores)
        stores.ledger.purge("uflpa", [(folder.name, content_of(folder))], "the licence ended")
        assert finish_purges(stores) == 0
        assert folder.exists()
    assert finish_purges(stores) == 1
