"""An import that is killed at any moment leaves the version before in force, and can be repeated as if nothing had been."""

import random
import time
from pathlib import Path

import pytest

from clew.lake.filesets import ASIDE, fileset_named_later
from clew.work.clocks import Clocks
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files, scratch_folder
from clew.work.release import load_packs, pin
from clew.work.sourcebook import find_spec, keep_card
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.processes import beside

ROWS = 200_000
KILLS = 4
LATER = Clocks("2999-01-01", "2999-01-01")
CARD = """
dataset = "mills"
title = "Register of invented mills"
short = "mill register"
publisher = "Invented Registrar"
home = "https://registrar.example/mills"
licence = "invented"
export = true
commercial = true
archive = "exact"
changes = true
family = "mills"
rows = [1, 1000000]
shows = ["identifiers"]

[[form]]
name = "csv"
title = "the register as CSV"
columns = ["number", "name", "country"]
required = ["number", "name"]

[[subject]]
form = ""
name = "mill"
schema = "Company"
id = "{number}"

[[claim]]
form = ""
subject = "mill"
prop = "name"
column = "name"
lang = "eng"

[[claim]]
form = ""
subject = "mill"
prop = "country"
column = "country"
"""
SCRIPT = """
import sys
from pathlib import Path
from clew.work.files import Given
from clew.work.importing import Asked, import_files
from clew.work.sourcebook import find_spec
from clew.workspace import open_workspace
with open_workspace(Path(sys.argv[2])) as stores:
    Path(sys.argv[1]).touch()
    import_files(stores, find_spec(stores, "mills"), Asked(Given((Path(sys.argv[3]),)), "2026-11-01"))
"""


def register(path: Path, rows: int) -> Path:
    lines = ("number,name,country", *(f"{number},Example Mill No. {number} Ltd.,cn" for number in range(rows)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def add(stores: Stores, path: Path, published: str) -> Imported:
    return import_files(stores, find_spec(stores, "mills"), Asked(Given((path,)), published))


def leftovers(stores: Stores) -> list[str]:
    asides = [str(path) for folder in (stores.lake, stores.archive.path("00").parent.parent) for path in folder.rglob(f"{ASIDE}*")]
    return [*asides, *(str(path) for path in (stores.folder / "scratch").glob("*"))]


def sweep(stores: Stores) -> None:
    """As it is done a day later."""
    with scratch_folder(stores.folder, 0.0):
        pass
    for folder in (stores.lake / "mills", stores.folder / "archive"):
        with fileset_named_later(folder, 0.0):
            pass


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return register(tmp_path_factory.mktemp("mills") / "large.csv", ROWS)


def test_a_killed_import_changes_nothing_and_can_be_repeated(tmp_path: Path, large: Path) -> None:
    small = register(tmp_path / "small.csv", 3)
    with open_workspace(tmp_path / "undisturbed") as stores:
        keep_card(stores, "mills", CARD)
        begun = time.monotonic()
        expected = add(stores, large, "2026-11-01").snapshot
        took = time.monotonic() - begun
    with open_workspace(tmp_path / "home") as stores:
        keep_card(stores, "mills", CARD)
        before = add(stores, small, "2026-10-01").snapshot
        chance = random.Random(20261128)  # noqa: S311 - moments, no secrets
        for number in range(KILLS):
            with beside(SCRIPT, tmp_path / f"ready-{number}", stores.folder, large) as process:
                time.sleep(took * (number + chance.random()) / KILLS)
                ended = process.poll() == 0
            live = {one.version.published: one.snapshot_id for one in pin(stores, LATER.as_of, LATER.known, load_packs()).snapshots}
            assert live in ({"2026-10-01": before.snapshot_id}, {"2026-11-01": expected.snapshot_id})
            assert not ended or list(live) == ["2026-11-01"]
            assert stores.ledger.broken_at() is None
        again = add(stores, large, "2026-11-01")
        assert (again.snapshot.snapshot_id, again.snapshot.claims) == (expected.snapshot_id, expected.claims)
        assert stores.archive.get(expected.archive[0][1]) == large.read_bytes()
        assert len(stores.ledger.snapshots("mills")) == 2
        sweep(stores)
        assert leftovers(stores) == []
        assert {path.name for path in (stores.lake / "mills").iterdir()} == {before.snapshot_id, expected.snapshot_id}


def test_a_snapshot_that_was_written_and_did_not_go_live_is_not_read(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "home") as stores:
        keep_card(stores, "mills", CARD)
        before = add(stores, register(tmp_path / "small.csv", 3), "2026-10-01").snapshot
        with open_workspace(tmp_path / "other") as other:
            keep_card(other, "mills", CARD)
            orphan = add(other, register(tmp_path / "next.csv", 5), "2026-11-01").snapshot
        orphan.folder.rename(stores.lake / "mills" / orphan.snapshot_id)
        assert [one.snapshot_id for one in pin(stores, LATER.as_of, LATER.known, load_packs()).snapshots] == [before.snapshot_id]
        again = add(stores, tmp_path / "next.csv", "2026-11-01")
        assert again.new
        assert again.snapshot.snapshot_id == orphan.snapshot_id


def test_what_a_running_import_uses_is_not_swept_and_what_was_left_a_day_ago_is(tmp_path: Path) -> None:
    (tmp_path / "spill").mkdir()
    (tmp_path / "spill" / "left.tmp").touch()
    with scratch_folder(tmp_path) as first:
        with scratch_folder(tmp_path):
            assert first.is_dir()
            assert (tmp_path / "spill" / "left.tmp").exists()
        time.sleep(0.01)
        with scratch_folder(tmp_path, 0.0) as third:
            assert not first.exists()
            assert third.is_dir()
            assert not (tmp_path / "spill" / "left.tmp").exists()
