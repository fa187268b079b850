"""Every real file of supply, trade, goods and places imports whole with its source, or is refused with the reason why it is none."""

import tomllib
from pathlib import Path

import pytest

from clew.errors import ClewError
from clew.sources.registry import load_spec
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files
from tests.conftest import ROOT
from tests.sources.imports import claims
from tests.world import World

VOCABULARY = tomllib.loads((ROOT / "docs" / "vocabulary.toml").read_text(encoding="utf-8"))
FOLDERS = ("lists/un_consolidated", "lists/hs_codes", "lists/trade", "lists/xuar_gazetteer", "lists/pairing_assistance", "market/s_*")
HUB, OAR, WIKI = "market/s_open_supply_hub", "market/s_open_apparel_registry", "market/s_wikirate_brands"
GAZETTEER = "lists/xuar_gazetteer"
SETS: dict[str, tuple[str, int, tuple[str, ...]]] = {
    "un": ("un_sc", 273, ("lists/un_consolidated/UN_consolidated_entities.xml",)),
    "hs": ("hs_codes", 6939, ("lists/hs_codes/harmonized-system.csv", "lists/hs_codes/sections.csv")),
    "sectors": (
        "uflpa_sector_hs",
        1161,
        ("lists/hs_codes/uflpa_high_priority_sectors.csv", "lists/hs_codes/uflpa_sector_to_hs_derived.csv"),
    ),
    "partners": ("trade_us_census", 41965, ("lists/trade/us_census_imports_20_countries_selected_hs2_2013_2021-06.csv",)),
    "chapters": ("trade_us_census", 10094, ("lists/trade/us_census_imports_china_hs2_monthly_2013_2021-07.csv",)),
    "facts": ("xuar_trade_facts", 11, ("lists/trade/xuar_trade_facts_from_news.csv",)),
    "divisions": ("xuar_divisions_nbs", 1529, (f"{GAZETTEER}/xuar_divisions_nbs_2023.csv",)),
    "pinyin": ("xuar_pinyin_codes", 123, (f"{GAZETTEER}/xuar_pinyin_areacode_eduosi_2025.csv",)),
    "postcodes": ("xuar_postcodes", 110, (f"{GAZETTEER}/xuar_postcodes_latlon_china_region_2019.csv",)),
    "geonames": ("xuar_places_geonames", 415, (f"{GAZETTEER}/xuar_places_geonames.csv",)),
    "prefectures": ("xuar_prefectures", 18, (f"{GAZETTEER}/xuar_prefectures_en_zh_amap.csv",)),
    "pairing": ("pairing_2010", 50, ("lists/pairing_assistance/pairing_19_provinces_2010.csv",)),
    "brands": ("brand_suppliers", 1017, ("market/s_nike_adidas_factories/merged_adidas_nike.csv",)),
    "registry": (
        "oar",
        1496,
        tuple(f"{OAR}/{name}.json" for name in ("facilities", "facility_list_items", "facility_matches", "facility_lists", "sources")),
    ),
    "index": ("os_hub", 18, (f"{HUB}/fixtures/facilities_index.json",)),
    "workbook": ("os_hub", 15, (f"{HUB}/management/commands/facility_lists/12.xlsx",)),
    "has brands": ("wikirate", 1135, (f"{WIKI}/facilitychecker_brands.json",)),
    "brand answers": ("wikirate", 1, (f"{WIKI}/fashionchecker_brand_answers.json",)),
    "companies": ("wikirate", 265, (f"{WIKI}/fashionchecker_brands.json",)),
    "indonesia": ("wikirate", 138, (f"{WIKI}/fashionchecker_indonesia.json",)),
    "suppliers": ("wikirate", 67, (f"{WIKI}/fashionchecker_jack_suppliers.json",)),
    "scores": ("wikirate", 219, (f"{WIKI}/fashionchecker_living_wage_scores.json",)),
    "pakistan": ("wikirate", 11, (f"{WIKI}/fashionchecker_pakistan.json",)),
    "sub brands": ("wikirate", 494, (f"{WIKI}/fashionchecker_sub_brands.json",)),
    "turkey": ("wikirate", 11, (f"{WIKI}/fashionchecker_turkey.json",)),
}
"""Name → source, rows, files that are read together."""
REFUSED: dict[str, tuple[str, str]] = {
    "lists/trade/bill_of_lading_column_schemas.csv": ("us_imports", "holds no shipments"),
    f"{OAR}/OAR_Contributor_Template.xlsx": ("oar", "0 rows where Open Apparel Registry"),
    f"{OAR}/OAR_Contributor_Template_With_PPE.xlsx": ("oar", "0 rows where Open Apparel Registry"),
    f"{OAR}/contributors.json": ("oar", "never read"),
    f"{HUB}/fixtures/contributors.json": ("os_hub", "never read"),
    f"{HUB}/fixtures/users.json": ("os_hub", "never read"),
    f"{HUB}/fixtures/facility_lists.json": ("os_hub", "nothing about a location"),
    f"{HUB}/fixtures/sources.json": ("os_hub", "nothing about a location"),
    f"{HUB}/fixtures/sectors.json": ("os_hub", "nothing about a location"),
    f"{HUB}/fixtures/us_county_tigerline.json": ("os_hub", "nothing about a location"),
    f"{HUB}/fixtures/moderation_events.json": ("os_hub", "no statement about a location"),
    f"{HUB}/management/commands/facility_lists/12.xls": ("os_hub", "workbook of before 2007"),
}
"""File → the source that it seems to be of, and words of the refusal."""
LISTS = ("fixtures/list_files", "management/commands/facility_lists", "management/commands/facility_lists/geocoded")


def imported_from(world: World, dataset: str, paths: list[Path]) -> Imported:
    return import_files(world.stores, load_spec(dataset), Asked(Given(tuple(paths)), "2026-07-01"))


def lists_of(shared_data: Path) -> list[Path]:
    return sorted(path for folder in LISTS for path in (shared_data / HUB / folder).glob("*.csv"))


def test_no_real_file_is_left_out(shared_data: Path) -> None:
    here = {path for folder in FOLDERS for found in shared_data.glob(folder) for path in found.rglob("*") if path.is_file()}
    known = {shared_data / path for _, _, paths in SETS.values() for path in paths} | {shared_data / path for path in REFUSED}
    assert here - known - set(lists_of(shared_data)) == {path for path in here if path.name == "SOURCE.txt"}


@pytest.mark.parametrize("name", SETS)
def test_a_real_file_imports_whole_and_speaks_the_vocabulary(world: World, shared_data: Path, name: str) -> None:
    dataset, rows, paths = SETS[name]
    imported = imported_from(world, dataset, [shared_data / path for path in paths])
    assert imported.snapshot.about.rows == rows
    said = {(one.schema, one.prop) for one in claims(world.stores, imported)}
    borrowed, own = VOCABULARY["borrowed"], VOCABULARY["properties"]
    thing = {"address", "alias", "country", "name", "previousName"}
    assert {schema for schema, _ in said} <= {*borrowed, *VOCABULARY["schemas"]}
    assert {(schema, prop) for schema, prop in said if prop not in {*thing, *own, *borrowed.get(schema, ())}} == set()


def test_every_list_of_a_contributor_imports_whole(world: World, shared_data: Path) -> None:
    for path in lists_of(shared_data):
        imported = imported_from(world, "os_hub", [path])
        assert imported.snapshot.about.rows >= 10, path.name
        assert not claims(world.stores, imported, "schema = 'SupplyLink'"), path.name


@pytest.mark.parametrize("file", REFUSED)
def test_a_real_file_that_is_no_source_is_refused_with_the_reason(world: World, shared_data: Path, file: str) -> None:
    dataset, words = REFUSED[file]
    with pytest.raises(ClewError, match=words):
        imported_from(world, dataset, [shared_data / file])


def test_nothing_of_an_individual_stands_in_the_archived_copy_of_the_security_councils_list(world: World, shared_data: Path) -> None:
    imported_from(world, "un_sc", [shared_data / "lists/un_consolidated/UN_consolidated_entities.xml"])
    copies = [path.read_bytes() for path in (world.stores.folder / "archive").rglob("*") if path.is_file()]
    assert copies
    assert not [copy for copy in copies if b"founder and leader" in copy]
