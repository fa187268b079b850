"""The starter pack goes live once, all of it or none, and a newer import supersedes it."""

from pathlib import Path

import pytest

from clew.lake.snapshots import write_snapshot
from clew.ledger.store import LiveSnapshot
from clew.model.claim import Claim
from clew.model.snapshot import About, Version
from clew.sources.reading.card import load_card
from clew.sources.starter import SHIPPED
from clew.work.starter import load_starter
from clew.work.stores import Stores
from clew.workspace import open_workspace

TODAY = "2026-11-22"


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    with open_workspace(tmp_path / "fresh") as opened:
        return opened


def test_every_source_is_in_force_after_the_first_use(stores: Stores) -> None:
    assert load_starter(stores)
    assert {one.dataset for one in stores.ledger.live(TODAY)} == {source.dataset for source in SHIPPED}


def test_a_second_use_loads_nothing(stores: Stores) -> None:
    load_starter(stores)
    events = len(stores.ledger.events())
    assert not load_starter(stores)
    assert len(stores.ledger.events()) == events


def test_after_a_crash_before_the_end_loading_again_adds_nothing_twice(stores: Stores) -> None:
    load_starter(stores)
    (stores.lake / "starter.sha256").unlink()
    events = len(stores.ledger.events())
    assert load_starter(stores)
    assert len(stores.ledger.events()) == events


def test_a_newer_import_of_a_list_supersedes_the_starter_table(stores: Stores) -> None:
    load_starter(stores)
    engine = stores.engine()
    version = Version("uflpa", "2026-10-01", "2026-10-01", "2026-10-02", "https://example.org", "invented", starter=False)
    newer = write_snapshot(engine, stores.lake, About(version, load_card("uflpa")), [Claim("uflpa:x", "Company", "name", "Example Mill")])
    engine.close()
    stores.ledger.go_live([LiveSnapshot("uflpa", newer.snapshot_id, "2026-10-01", "2026-10-02", starter=False)])
    in_force = [one for one in stores.ledger.live(TODAY) if one.dataset == "uflpa"]
    assert [one.snapshot_id for one in in_force] == [newer.snapshot_id]
    assert [one.starter for one in stores.ledger.live("2026-09-01") if one.dataset == "uflpa"] == [True]


def test_the_bytes_that_were_read_are_in_the_archive(stores: Stores) -> None:
    load_starter(stores)
    snapshot = next(iter((stores.lake / "uflpa").glob("*/manifest.json")))
    assert "entries.csv" in snapshot.read_text(encoding="utf-8")
    assert sum(1 for path in stores.folder.glob("archive/*/*") if path.is_file()) >= len(SHIPPED)
