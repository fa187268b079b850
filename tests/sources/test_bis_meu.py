"""The Military End-User List: every entry has the ground that the heading of the supplement gives."""

from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.us_lists import add_few, table
from tests.world import World

COLUMNS = ("Country", "Entity", "Federal Register citation")


def test_the_supplement_is_read(world: World, tmp_path: Path) -> None:
    rows = (
        {
            "Country": "BURMA",
            "Entity": "Sample Command of the Invented Forces, Naypyidaw, Burma",
            "Federal Register citation": "86 FR 13173, 3/8/21.",
        },
        {
            "Country": "CHINA",
            "Entity": "Sample Aero Engine Co., Ltd., No. 3 Sample Road, Xi'an, China; and No. 4 Sample Road, Xi'an, China",
        },
    )
    done = add_few(world.stores, "bis_meu", table(tmp_path / "supplement.csv", COLUMNS, *rows))
    engine = values(world.stores, done, "bis_meu:sample-aero-engine-co-ltd")
    assert engine["name"] == ["Sample Aero Engine Co., Ltd"]
    assert engine["address"] == ["No. 3 Sample Road, Xi'an, China", "No. 4 Sample Road, Xi'an, China"]
    assert {one.value for one in claims(world.stores, done, "prop = 'ground'")} == {"military"}
    assert values(world.stores, done, "bis_meu:sample-command-of-the-invented-forces#listed")["listingDate"] == ["2021-03-08"]


def test_an_unknown_column_stops_the_import(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="unknown column “Mood”"):
        add_few(world.stores, "bis_meu", table(tmp_path / "s.csv", (*COLUMNS, "Mood"), {"Entity": "Sample Mill"}))


def test_the_real_list_is_read_whole(world: World, shared_data: Path) -> None:
    done = add(world.stores, "bis_meu", shared_data / "lists" / "us_entity_list_2026" / "bis_meu_list_names_2026-07-16.csv")
    assert done.snapshot.about.rows == 70
    assert {one.value for one in claims(world.stores, done, "prop = 'ground'")} == {"military"}
