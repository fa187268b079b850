"""US import manifests in both layouts: shipments, and links of pairs with their first and last day; no persons, no placeholders."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import claims, values
from tests.sources.loose import FILES, add_small, said_of, sayings
from tests.world import World

VENDOR, MANIFEST = FILES / "us_imports" / "vendor.csv", FILES / "us_imports" / "manifest.csv"
AMBER, BIRCH = "us_imports:org-amber-river-textile-co-ltd-china", "us_imports:org-birch-apparel-inc-united-states"


def test_the_heads_are_those_of_the_published_layouts(shared_data: Path) -> None:
    with (shared_data / "lists" / "trade" / "bill_of_lading_column_schemas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for path, layout in ((VENDOR, "panjiva"), (MANIFEST, "cbp_ams")):
        with path.open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == [row["column"] for row in rows if row["schema"].startswith(layout)]


def test_a_shipment_is_claimed_with_its_parties_and_a_vessel_is_a_text(world: World) -> None:
    imported = add_small(world.stores, "us_imports", VENDOR)
    found = values(world.stores, imported, "us_imports:invt0001")
    assert (found["shipper"], found["consignee"], found["arrivalDate"]) == ([AMBER], [BIRCH], ["2025-03-02"])
    assert (found["goods"], found["hsCode"]) == (["COTTON T-SHIRTS"], ["6109.10"])
    assert (found["weight"], found["vessel"]) == (["1200"], ["INVENTED STAR"])
    assert not claims(world.stores, imported, "schema = 'Vessel'")
    assert values(world.stores, imported, BIRCH)["ticker"] == ["XXXX:BRCH"]


def test_a_pair_makes_one_link_for_each_chapter_with_its_first_and_last_day(world: World) -> None:
    imported = add_small(world.stores, "us_imports", VENDOR)
    links = claims(world.stores, imported, "schema = 'SupplyLink'")
    assert {(one.prop, one.value, one.valid_from, one.stated_on, one.valid_to) for one in links} == {
        ("supplier", AMBER, "2025-03-02", "2025-05-09", ""),
        ("customer", BIRCH, "2025-03-02", "2025-05-09", ""),
        ("hsCode", "61", "2025-03-02", "2025-05-09", ""),
        ("goods", "COTTON T-SHIRTS", "2025-03-02", "2025-05-09", ""),
        ("shipments", "2", "2025-03-02", "2025-05-09", ""),
    }


def test_bills_of_several_rows_count_once(world: World) -> None:
    imported = add_small(world.stores, "us_imports", MANIFEST)
    shipments = claims(world.stores, imported, "schema = 'SupplyLink' AND prop = 'shipments'")
    assert sorted((one.entity_id[-2:], one.value) for one in shipments) == [("61", "2"), ("62", "1")]


@pytest.mark.parametrize("path", [VENDOR, MANIFEST], ids=["vendor", "manifest"])
def test_placeholders_are_no_companies_and_private_individuals_are_counted(world: World, path: Path) -> None:
    imported = add_small(world.stores, "us_imports", path)
    assert imported.snapshot.about.dropped == (("shipments of private individuals", 2),)
    said = [one.value.casefold() for one in claims(world.stores, imported)]
    hidden = ("placeholder", "order of", "not available", "nobody@", "household")
    assert not [value for value in said if any(word in value for word in hidden)]


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    path = tmp_path / "vendor.csv"
    text = VENDOR.read_text(encoding="utf-8")
    path.write_text(text.replace("INVT0001", "").replace("2025-05-09", "ninth of May").replace("630231", "shirts"), encoding="utf-8")
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "us_imports", path)
    assert all(part in str(caught.value) for part in ("the cell is empty", "“ninth of May” is no day", "“shirts” has not the shape"))
    path.write_text(text.replace("Dangerous Goods", "Mood", 1), encoding="utf-8")
    with pytest.raises(UnexpectedContentError, match="unknown column “Mood”"):
        add_small(world.stores, "us_imports", path)


PARTY = st.sampled_from(["Amber Textile Ltd", "Birch Inc", "Invented Placeholder", "TO ORDER", "N/A"])


@settings(max_examples=6)
@given(st.lists(st.tuples(PARTY, PARTY, st.sampled_from(["6109", "8541"])), min_size=1, max_size=6))
def test_links_are_of_organisations_alone_in_any_order_of_rows(rows: list[tuple[str, str, str]]) -> None:
    cells = [
        {
            "identifier": f"B{at}",
            "actual_arrival_date": "2025-01-02",
            "shipper_party_name": shipper,
            "consignee_name": consignee,
            "description_text": "GOODS",
            "harmonized_number": code,
        }
        for at, (shipper, consignee, code) in enumerate([*rows, ("Amber Textile Ltd", "Birch Inc", "6109")])
    ]
    said = sayings(said_of("us_imports", cells))
    assert said == sayings(said_of("us_imports", cells[::-1]))
    real = {"Amber Textile Ltd", "Birch Inc"}
    pairs = {(shipper, consignee, code[:2]) for shipper, consignee, code in rows if {shipper, consignee} <= real}
    assert len({entity for entity, schema, *_ in said if schema == "SupplyLink"}) == len(pairs | {("Amber Textile Ltd", "Birch Inc", "61")})
    assert not [value for _, _, _, value, _ in said if "placeholder" in value.casefold()]
