"""Published files of the NS-CMIC List: what was read of its companies stays, whatever form the file has."""

from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from clew.work.starter import load_starter
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.sources.imports import add, claims, values
from tests.sources.shipped import STARTER
from tests.sources.us_lists import add_few, table

COLUMNS = ("entity_number", "name", "alt_names", "addresses", "programs", "ids", "remarks", "source_list_url")


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    with open_workspace(tmp_path / "fresh") as opened:
        return opened


def test_identifiers_and_the_day_of_listing_are_read(stores: Stores, tmp_path: Path) -> None:
    row = {
        "entity_number": "900001",
        "name": "SAMPLE VISION CO., LTD.",
        "alt_names": "SAMPLE VISION; SAMPLE EYES",
        "addresses": "1 Sample Road, Urumqi, 830000, CN",
        "programs": "CMIC-EO13959",
        "ids": "CN, 91650000SAMPLE0001, Unified Social Credit Code (USCC); 300000 CN, Equity Ticker; 16 Dec 2021, Listing Date (CMIC)",
        "remarks": "(Linked To: PLACEHOLDER, Invented)",
    }
    done = add_few(stores, "ns_cmic", table(tmp_path / "cmic.csv", COLUMNS, row))
    said = values(stores, done, "ns_cmic:sample-vision-co-ltd")
    assert said["uscCode"] == ["91650000SAMPLE0001"]
    assert said["ticker"] == ["300000 CN"]
    assert said["locatedIn"] == ["urumqi-city"]
    listing = values(stores, done, "ns_cmic:sample-vision-co-ltd#listed")
    assert listing["ground"] == ["minority_surveillance"]
    assert listing["listingDate"] == ["2021-12-16"]
    assert "PLACEHOLDER" not in " ".join(one.value for one in claims(stores, done))


def test_an_empty_name_and_a_short_list_are_said_at_once(stores: Stores, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError) as caught:
        add(stores, "ns_cmic", table(tmp_path / "cmic.csv", ("row", "name", "aliases"), {"row": "1"}))
    assert all(part in str(caught.value) for part in ("the cell is empty", "1 rows where NS-CMIC List is expected to have 50 to 300"))


@pytest.mark.parametrize("name", ["ns_cmic_names_2026-07-16.csv", "ns_cmic_with_identifiers_2022-04.csv"])
def test_the_real_files_keep_the_ids_and_grounds_that_ship(stores: Stores, shared_data: Path, name: str) -> None:
    load_starter(stores)
    done = add(stores, "ns_cmic", shared_data / "lists" / "ns_cmic" / name, published="2026-07-17")
    assert done.snapshot.about.rows == 68
    shipped = list(STARTER["ns_cmic"].claims())
    for prop in ("ground", "notice"):
        before = {(claim.entity_id, claim.value) for claim in shipped if claim.prop == prop}
        assert {(one.entity_id, one.value) for one in claims(stores, done, f"prop = '{prop}'")} == before
    codes = {(claim.entity_id, claim.value) for claim in shipped if claim.prop == "uscCode"}
    assert {(one.entity_id, one.value) for one in claims(stores, done, "prop = 'uscCode'")} >= codes
