"""`clew source list`, `add`, `fetch` and `diff`, as a person runs them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from clew.workspace import open_workspace
from tests.harbour_list import BROKEN, FIRST, HARBOUR, SECOND, own_card, write
from tests.misbehaving_server import ranged, serving, status
from tests.world import World

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(world: World, tmp_path: Path) -> tuple[str, Path]:
    """The world with the list's card, as options of a command."""
    own_card(world.stores, tmp_path)
    return "--workspace", world.stores.folder


def test_add_says_what_was_read_what_changed_and_whom_it_touches(clew: Run, world: World, tmp_path: Path, home: tuple[str, Path]) -> None:
    clew("screen", world.holdings_file(tmp_path), *home)
    first = clew("source", "add", write(tmp_path, "2026-11-01", FIRST), "--as", HARBOUR, *home)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("Harbour list 2026-11-01: 4 rows, 35 claims (2026-11-01-")
    assert "Findings of Harbour Pension: 4 new, " in first.stdout
    told = clew("source", "add", write(tmp_path, "2026-11-20", SECOND), "--as", HARBOUR, *home)
    lines = [line.rstrip() for line in told.stdout.splitlines()]
    assert lines[1:9] == [
        "Harbour list, 2026-11-01 → 2026-11-20: 1 added, 1 removed, 1 renamed, 2 altered",
        "  + Ordinary Bakeries plc",
        "  - Pacific Chipworks Inc.",
        "  → Silk Road Tomato Co., Ltd. → Silk Road Foods Co., Ltd. (the same identifier)",
        "  ~ Norden Invest Oyj",
        "      notes: named in an invented notice → named in an invented notice of October",
        "  ~ Silk Road Foods Co., Ltd.",
        "      alias: + Silk Road Tomato Co., Ltd.",
    ]
    assert "  + Ordinary Bakeries (row 7)" in lines
    again = clew("source", "add", tmp_path / "harbour-2026-11-20.csv", "--as", HARBOUR, *home)
    assert again.stdout.strip() == "Harbour list 2026-11-20: unchanged, nothing was written."


def test_add_tells_the_source_by_the_layout(clew: Run, tmp_path: Path, home: tuple[str, Path]) -> None:
    told = clew("source", "add", write(tmp_path, "2026-11-01", FIRST), *home)
    assert told.stdout.startswith("Harbour list 2026-11-01: 4 rows"), told.stderr
    (tmp_path / "other.csv").write_text("Holding,Weight\nA,1\n", encoding="utf-8")
    refused = clew("source", "add", tmp_path / "other.csv", *home)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "no source is known that has this layout" in " ".join(refused.stderr.split())


def test_an_older_state_says_that_it_changes_nothing(clew: Run, tmp_path: Path, home: tuple[str, Path]) -> None:
    clew("source", "add", write(tmp_path, "2026-11-20", SECOND), "--as", HARBOUR, *home)
    told = clew("source", "add", write(tmp_path, "2026-11-01", FIRST), "--as", HARBOUR, *home)
    assert "is older than the one in force (2026-11-20), which stays in force" in " ".join(told.stdout.split())
    assert "No portfolio" not in told.stdout


def test_add_and_diff_as_json(clew: Run, tmp_path: Path, home: tuple[str, Path]) -> None:
    clew("source", "add", write(tmp_path, "2026-11-01", FIRST), "--as", HARBOUR, *home)
    added = json.loads(clew("source", "add", write(tmp_path, "2026-11-20", SECOND), "--as", HARBOUR, "--json", *home).stdout)
    assert set(added) == {
        *("source", "status", "snapshot_id", "version", "rows", "claims", "dropped", "left_out", "notes", "changes", "touched")
    }
    assert (added["source"], added["status"], added["rows"], added["touched"]) == (HARBOUR, "updated", 4, None)
    diff = json.loads(clew("source", "diff", HARBOUR, "--json", *home).stdout)
    assert diff == added["changes"]
    assert set(diff) == {"source", "title", "from", "to", "added", "removed", "renamed", "altered", "claims"}
    assert diff["added"] == [{"id": "harbour:ordinary-bakeries-plc", "name": "Ordinary Bakeries plc"}]
    assert diff["removed"] == [{"id": "harbour:pacific-chipworks-inc", "name": "Pacific Chipworks Inc."}]
    key = "harbour:silk-road-tomato-co-ltd"
    assert diff["renamed"] == [
        {
            "from": {"id": key, "name": "Silk Road Tomato Co., Ltd."},
            "to": {"id": key, "name": "Silk Road Foods Co., Ltd."},
            "why": "the same identifier",
        }
    ]
    assert [one["name"] for one in diff["altered"]] == ["Norden Invest Oyj", "Silk Road Foods Co., Ltd."]
    unchanged = json.loads(clew("source", "add", tmp_path / "harbour-2026-11-20.csv", "--as", HARBOUR, "--json", *home).stdout)
    assert (unchanged["status"], unchanged["changes"], unchanged["touched"]) == ("unchanged", None, None)


def test_diff_of_one_version_says_what_is_missing(clew: Run, tmp_path: Path, home: tuple[str, Path]) -> None:
    clew("source", "add", write(tmp_path, "2026-11-01", FIRST), "--as", HARBOUR, *home)
    for arguments in ((HARBOUR,), ("csl",), (HARBOUR, "--from", "2020-01-01")):
        told = clew("source", "diff", *arguments, *home)
        assert (told.returncode, told.stdout) == (6, "")
        assert "clew: " in told.stderr


def test_faults_of_a_file_have_places_and_the_trees_exit_codes(clew: Run, tmp_path: Path, home: tuple[str, Path]) -> None:
    told = clew("source", "add", write(tmp_path, "2026-11-20", BROKEN), "--as", HARBOUR, *home)
    assert (told.returncode, told.stdout) == (3, "")
    assert "row 1" in told.stderr
    assert "“Reason” is missing" in told.stderr
    assert clew("source", "add", tmp_path / "harbour-2026-11-20.csv", "--as", "nowhere", *home).returncode == 6
    assert clew("source", "add", "no-such-file.csv", "--as", HARBOUR, *home).returncode == 3
    assert clew("source", "add", *home).returncode == 2


def test_fetch_updates_once_and_fails_with_its_own_exit_codes(clew: Run, world: World, tmp_path: Path, home: tuple[str, Path]) -> None:
    with serving({"/harbour.csv": [ranged(FIRST.encode(), '"v1"')], "/gone.csv": [status(404)]}) as server:
        own_card(world.stores, tmp_path, f"{server.url}/harbour.csv")
        first = clew("source", "fetch", HARBOUR, "--json", *home)
        assert json.loads(first.stdout)["status"] == "updated"
        assert json.loads(clew("source", "fetch", HARBOUR, "--json", *home).stdout) == {"source": HARBOUR, "status": "unchanged"}
        assert clew("source", "fetch", HARBOUR, *home).stdout == "Harbour list: the publisher says that nothing changed.\n"
        gone = clew("source", "fetch", HARBOUR, "--url", f"{server.url}/gone.csv", *home)
        assert (gone.returncode, gone.stdout) == (9, "")
        assert "Look for its new address" in gone.stderr
    refused = clew("source", "fetch", HARBOUR, "--url", "https://www.xj.gov.cn/list.csv", *home)
    assert refused.returncode == 7
    assert "counts as hosted in the PRC" in refused.stderr
    assert clew("source", "fetch", "uflpa", *home).returncode == 6
    assert clew("source", "fetch", "uflpa_sectors", *home).returncode == 6


def test_the_list_is_a_line_a_source_and_says_the_licences_once(clew: Run, tmp_path: Path, home: tuple[str, Path]) -> None:
    clew("source", "add", write(tmp_path, "2026-11-01", FIRST), "--as", HARBOUR, *home)
    lines = [line.rstrip() for line in clew("source", "list", "--as-of", "2026-11-20", *home).stdout.splitlines()]
    head, *rows = lines[: lines.index("")]
    assert head.split() == ["source", "title", "state", "of", "days", "old", "rows", "claims", "grade"]
    assert len(rows) == 9
    harbour = next(row for row in rows if row.startswith("harbour"))
    assert harbour.split() == ["harbour", "Harbour", "list", "2026-11-01", "19", "4", "35", "G1"]
    assert "  bis_entity_list, cbp_wro, notices, ns_cmic, uflpa: US Government work, public domain" in lines
    assert "  harbour: our own" in lines


def test_screening_known_by_a_day_uses_what_was_retrieved_by_then(clew: Run, world: World, tmp_path: Path, home: tuple[str, Path]) -> None:
    clew("source", "add", write(tmp_path, "2026-11-01", FIRST), "--as", HARBOUR, "--retrieved", "2026-11-13", *home)
    clew("source", "add", write(tmp_path, "2026-11-14", SECOND), "--as", HARBOUR, "--retrieved", "2026-11-15", *home)

    def listed(known: str) -> set[str]:
        told = clew("screen", world.holdings_file(tmp_path), "--as-of", "2026-11-20", "--known", known, "--json", *home)
        return {one["holding"]["name"] for one in json.loads(told.stdout)["restrictions"] if one["indicator"]["code"] == "LAW-LIST"}

    assert "Ordinary Bakeries" in listed("2026-11-15")
    assert "Pacific Chipworks" in listed("2026-11-14")
    assert listed("2026-11-12") == set()


def test_what_is_kept_of_a_source_is_in_the_workspace_alone(clew: Run, tmp_path: Path, home: tuple[str, Path]) -> None:
    clew("source", "add", write(tmp_path, "2026-11-01", FIRST), "--as", HARBOUR, *home)
    with open_workspace(home[1]) as stores:
        assert [one.published for one in stores.ledger.snapshots(HARBOUR)] == ["2026-11-01"]
    assert not (tmp_path / "clew-home").exists()
