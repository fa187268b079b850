"""Open Supply Hub: locations; links only to those who are known to buy there; coordinates, head-counts and persons are not read."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import claims, values
from tests.sources.loose import FILES, add_small, said_of, sayings, table
from tests.world import World

DOWNLOAD = FILES / "os_hub" / "download.csv"
PLANT = "os_hub:cn2019072x46hpm"


def test_a_location_of_the_download_is_claimed_with_its_several_values(world: World) -> None:
    imported = add_small(world.stores, "os_hub", DOWNLOAD)
    assert values(world.stores, imported, PLANT) == {
        "address": ["1 Quay Road, Urumqi, Xinjiang"],
        "contributor": ["Birch Apparel", "Cedar (US) Inc.", "Invented Initiative"],
        "country": ["CN"],
        "facilityType": ["Printing", "Production"],
        "locatedIn": ["urumqi-city"],
        "name": ["Amber River Textile"],
        "osId": ["CN2019072X46HPM"],
        "parentName": ["Amber Holding"],
        "processingType": ["Cutting"],
        "products": ["T-shirts", "Trousers"],
        "sector": ["Apparel", "Textiles"],
    }
    assert values(world.stores, imported, "os_hub:tr2020001abcdef")["status"] == ["closed"]
    [name] = claims(world.stores, imported, f"entity_id = '{PLANT}' AND prop = 'name'")
    assert (name.locator, name.stated_on, name.grade) == ("row 2", "2024-03-01", "G2")


def test_only_lists_of_suppliers_make_links_and_those_are_inferences(world: World) -> None:
    imported = add_small(world.stores, "os_hub", DOWNLOAD)
    links = claims(world.stores, imported, "schema = 'SupplyLink'")
    assert {(one.value, one.grade) for one in links if one.prop == "customer"} == {
        ("os_hub:contributor-birch-apparel", "G5"),
        ("os_hub:contributor-cedar-us-inc", "G5"),
    }
    assert {one.value for one in links if one.prop == "supplier"} == {PLANT}
    assert {one.value for one in links if one.prop == "listName"} == {"Birch Supplier List 2024", "Tier 1 factories"}


def test_coordinates_head_counts_and_persons_are_not_read(world: World) -> None:
    imported = add_small(world.stores, "os_hub", DOWNLOAD)
    said = " ".join(one.value for one in claims(world.stores, imported))
    assert not [word for word in ("43.8", "87.6", "100-200", "Placeholder") if word in said]


def test_the_index_names_brands_and_makes_links_to_them_alone(world: World, tmp_path: Path) -> None:
    contributors = [
        {"name": "Birch Apparel", "contrib_type": "Brand/Retailer"},
        {"name": "Audit House", "contrib_type": "Service Provider"},
    ]
    fields = {
        "id": "CN2019072X46HPM",
        "name": "Amber River",
        "country_code": "CN",
        "contributors": contributors,
        "facility_names": ["Amber River", "Amber"],
        "location": "POINT (87.6 43.8)",
        "claim_info": [{"contact": "Invented Placeholder"}],
    }
    path = tmp_path / "index.json"
    path.write_text(json.dumps([{"model": "api.facilityindex", "fields": fields}]), encoding="utf-8")
    imported = add_small(world.stores, "os_hub", path)
    found = values(world.stores, imported, PLANT)
    assert (found["contributor"], found["alias"]) == (["Audit House", "Birch Apparel"], ["Amber"])
    links = claims(world.stores, imported, "schema = 'SupplyLink' AND prop = 'customer'")
    assert [(one.value, one.grade) for one in links] == [("os_hub:contributor-birch-apparel", "G2")]
    assert not [one for one in claims(world.stores, imported) if "Placeholder" in one.value or "POINT" in one.value]


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    rows = [
        {"os_id": "CN1", "name": "", "address": "x", "country_code": "China", "contribution_date": "in May", "is_closed": "perhaps"},
    ]
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "os_hub", table(tmp_path / "download.csv", rows))
    told = str(caught.value)
    assert all(
        part in told for part in ("“CN1” has not the shape", "the cell is empty", "“China” has not", "“in May” is no day", "“perhaps”")
    )


def test_an_unknown_column_stops_the_import(world: World, tmp_path: Path) -> None:
    rows = [{"country": "CN", "name": "Amber", "address": "1 Quay Road", "mood": "good"}]
    with pytest.raises(UnexpectedContentError, match="unknown column “mood”"):
        add_small(world.stores, "os_hub", table(tmp_path / "list.csv", rows))


@pytest.mark.parametrize("model", ["user", "contributor", "moderationevent", "facilitylist", "source", "sector", "uscountytigerline"])
def test_files_that_are_no_source_are_refused_with_the_reason(world: World, tmp_path: Path, model: str) -> None:
    path = tmp_path / "objects.json"
    path.write_text(json.dumps([{"model": f"api.{model}", "pk": 1, "fields": {"name": "x"}}]), encoding="utf-8")
    with pytest.raises(UnexpectedContentError, match=r"never read|says? nothing about a location|no statement about a location"):
        add_small(world.stores, "os_hub", path)


ROW = st.tuples(st.sampled_from(["CN", "TR"]), st.sampled_from(["Amber", "Birch", "Cedar"]), st.sampled_from(["1 Quay", "2 Quay"]))


@settings(max_examples=6)
@given(st.lists(ROW, min_size=1, max_size=6))
def test_a_list_makes_one_location_for_each_different_row_in_any_order(rows: list[tuple[str, str, str]]) -> None:
    cells = [{"country": country, "name": name, "address": address, "lat": "43.8"} for country, name, address in rows]
    said = sayings(said_of("os_hub", cells))
    assert said == sayings(said_of("os_hub", cells[::-1]))
    assert len({entity for entity, *_ in said}) == len(set(rows))
    assert {prop for _, _, prop, _, _ in said} <= {"name", "address", "country", "locatedIn"}
