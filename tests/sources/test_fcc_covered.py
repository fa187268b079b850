"""The FCC Covered List and the companies of section 889: other legal restrictions, with what of a company they reach."""

from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.us_lists import add_few, table
from tests.world import World

COLUMNS = ("row", "name", "aliases", "note")


@pytest.mark.parametrize("dataset", ["fcc_covered", "ndaa_889"])
def test_a_name_is_listed_with_what_is_covered(world: World, tmp_path: Path, dataset: str) -> None:
    row = {"row": "1", "name": "Sample Radio Corporation", "aliases": "Sample", "note": "Equipment of Sample Radio"}
    done = add_few(world.stores, dataset, table(tmp_path / "list.csv", COLUMNS, row))
    assert values(world.stores, done, f"{dataset}:sample-radio-corporation")["alias"] == ["Sample"]
    listing = values(world.stores, done, f"{dataset}:sample-radio-corporation#listed")
    assert listing["ground"] == ["other"]
    assert listing["scopeNote"] == ["Equipment of Sample Radio"]
    assert listing.get("coversSubsidiaries", []) == (["yes"] if dataset == "ndaa_889" else [])


@pytest.mark.parametrize("dataset", ["fcc_covered", "ndaa_889"])
def test_an_unknown_column_stops_the_import(world: World, tmp_path: Path, dataset: str) -> None:
    with pytest.raises(UnexpectedContentError, match="unknown column “colour”"):
        add_few(world.stores, dataset, table(tmp_path / "list.csv", (*COLUMNS, "colour"), {"name": "Sample"}))


@pytest.mark.parametrize(
    ("dataset", "name", "rows"),
    [("fcc_covered", "fcc_covered_entities_2026-07-16.csv", 13), ("ndaa_889", "ndaa_889_entities_2026-07-16.csv", 5)],
)
def test_the_real_files_are_read_whole(world: World, shared_data: Path, dataset: str, name: str, rows: int) -> None:
    done = add(world.stores, dataset, shared_data / "lists" / "fcc_covered_list" / name)
    assert done.snapshot.about.rows == rows
    assert len(claims(world.stores, done, "prop = 'ground' AND value = 'other'")) == rows
