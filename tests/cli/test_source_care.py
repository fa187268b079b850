"""`clew source mark`, `correct`, `purge`, `restore`, `tombstones`; `clew workspace mark`."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.world import World

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_mark_says_what_it_means(clew: Run, world: World) -> None:
    home = ("--workspace", world.stores.folder)
    told = clew("source", "mark", "uflpa", "--state", "unavailable", "--why", "it answers 404", "--day", "2026-11-01", *home)
    assert told.returncode == 0, told.stderr
    assert "it is searched" in told.stdout
    listed = clew("source", "list", *home).stdout
    assert "publisher's page unavailable since 2026-11-01: it answers 404" in " ".join(listed.split())
    gone = clew("source", "mark", "uflpa", "--state", "withdrawn", "--why", "under review", "--json", *home)
    assert json.loads(gone.stdout)["in_force"] is None
    assert clew("source", "mark", "uflpa", "--state", "lost", "--why", "x", *home).returncode == 3


def test_the_list_of_sources_says_nothing_of_states_that_nobody_stated(clew: Run, world: World) -> None:
    told = clew("source", "list", "--workspace", world.stores.folder).stdout
    assert not any(word in told for word in ("unavailable", "corrected", "withdrawn", "left out"))


def test_a_correction_names_files_and_findings(clew: Run, world: World, tmp_path: Path) -> None:
    home = ("--workspace", world.stores.folder)
    assert clew("screen", world.holdings_file(tmp_path), "--out", tmp_path / "out", *home).returncode == 0
    document = json.loads((tmp_path / "out" / "harbour-pension.json").read_text(encoding="utf-8"))
    claim = next(one for finding in document["findings"] for one in finding["claims"] if one["source"] == "uflpa")
    told = clew("source", "correct", "uflpa", claim["id"][:8], "--why", "another mill was meant", *home)
    assert told.returncode == 0, told.stderr
    assert "4 files with it were written out:" in told.stdout
    assert str(tmp_path / "out" / "harbour-pension.html") in told.stdout
    assert "Findings on Harbour Pension that rest on it:" in told.stdout
    again = json.loads(clew("source", "correct", "uflpa", claim["id"], "--why", "another mill was meant", "--json", *home).stdout)
    assert again["claims"][0]["claim_id"] == claim["id"]
    assert {one["kind"] for one in again["outputs"]} == {"html", "xlsx", "csv", "json"}
    assert again["findings"]
    assert clew("source", "correct", "uflpa", "00000000", "--why", "x", *home).returncode == 6


def test_a_purge_asks_and_what_nobody_agreed_to_is_not_done(clew: Run, world: World) -> None:
    home = ("--workspace", world.stores.folder)
    dry = json.loads(clew("source", "purge", "uflpa", "--why", "the licence ended", "--dry-run", "--json", *home).stdout)
    assert [one["source"] for one in dry["would_purge"]] == ["uflpa"]
    assert clew("source", "purge", "uflpa", "--why", "the licence ended", *home).returncode == 7
    assert world.stores.ledger.tombstones() == ()
    done = clew("source", "purge", "uflpa", "--why", "the licence ended", "--yes", *home)
    assert "1 version deleted" in done.stdout
    stones = json.loads(clew("source", "tombstones", "--json", *home).stdout)["tombstones"]
    assert [(one["dataset"], one["reason"]) for one in stones] == [("uflpa", "the licence ended")]
    assert clew("source", "restore", "uflpa", *home).returncode == 0
    assert [one.starter for one in world.stores.ledger.snapshots("uflpa")] == [True]
    assert "the licence ended" in clew("source", "tombstones", *home).stdout


def test_a_purge_wants_a_source_or_those_that_expired(clew: Run, world: World) -> None:
    home = ("--workspace", world.stores.folder)
    assert clew("source", "purge", "--why", "x", *home).returncode == 3
    assert "nothing to delete" in clew("source", "purge", "--expired", *home).stdout
    assert "Nothing was purged" in clew("source", "tombstones", *home).stdout


def test_a_workspace_is_marked(clew: Run, world: World) -> None:
    home = ("--workspace", world.stores.folder)
    assert "commercial: yes" in clew("workspace", "mark", "commercial", "yes", *home).stdout
    assert world.stores.ledger.mark("commercial") == "yes"
    assert clew("workspace", "mark", "commercial", "often", *home).returncode == 3
