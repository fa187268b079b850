"""The list under section 1260H: every entry has the ground that the statute gives the list."""

from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.us_lists import add_few, table
from tests.world import World


def test_names_and_the_note_of_a_parent_are_read(world: World, tmp_path: Path) -> None:
    rows = (
        {"name": "Sample Aviation Corp., Ltd", "aliases": "SAC"},
        {"name": "Sample Systems", "note": "Listed as subsidiary of Sample Aviation"},
    )
    done = add_few(world.stores, "dod_1260h", table(tmp_path / "list.csv", ("row", "name", "aliases", "note"), *rows))
    assert values(world.stores, done, "dod_1260h:sample-aviation-corp-ltd")["alias"] == ["SAC"]
    listing = values(world.stores, done, "dod_1260h:sample-systems#listed")
    assert listing["ground"] == ["military"]
    assert listing["scopeNote"] == ["Listed as subsidiary of Sample Aviation"]


def test_a_bad_day_and_an_empty_name_are_said_at_once(world: World, tmp_path: Path) -> None:
    rows = ({"name": "Sample Mill", "date_added": "once"}, {"date_added": "2024-01-31"})
    with pytest.raises(UnexpectedContentError) as caught:
        add_few(world.stores, "dod_1260h", table(tmp_path / "list.csv", ("name", "short", "date_added", "source_notice"), *rows))
    assert all(part in str(caught.value) for part in ("“once” is no day", "the cell is empty"))


@pytest.mark.parametrize(("name", "rows"), [("dod_1260h_2026-07-16.csv", 174), ("dod_1260h_state_2026-08-22.csv", 186)])
def test_the_real_files_are_read_whole(world: World, shared_data: Path, name: str, rows: int) -> None:
    done = add(world.stores, "dod_1260h", shared_data / "lists" / "dod_1260h" / name)
    assert done.snapshot.about.rows == rows
    names = {one.value for one in claims(world.stores, done, "prop = 'name'")}
    assert "SMIC, Americas" in names
    assert not any("production license" in name for name in names)
    assert {one.value for one in claims(world.stores, done, "prop = 'ground'")} == {"military"}
