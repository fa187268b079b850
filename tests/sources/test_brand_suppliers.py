"""Suppliers that brands disclose: a factory, its brand, its parent of unknown share; rows without a brand make no link."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import claims, values
from tests.sources.loose import add_small, said_of, sayings, table
from tests.world import World

ROW = {
    "Country": "China",
    "Factory_Name": "Amber River Textile",
    "Address": "1 Quay Road",
    "City": "Urumqi",
    "Province": "Xinjiang",
    "Code": "830000",
    "Factory_Number": "008612345678",
    "Product_Type": "Apparel, Gear",
    "Female_Workers": "777",
    "Migrant_Workers": "666",
    "Total_Workers": "888",
    "Parent_Organization_Name": "Amber Holding Ltd",
    "Factory_Type": "FINISHED GOODS",
    "Supplier_Group": "AMBER",
    "Corporation_Brand": "Nike",
}
ID = "brand_suppliers:china-amber-river-textile-urumqi-1-quay-road"


def test_a_factory_is_claimed_with_its_brand_and_its_parent(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "brand_suppliers", table(tmp_path / "list.csv", [ROW]))
    assert values(world.stores, imported, ID) == {
        "address": ["1 Quay Road, Urumqi, Xinjiang, 830000, China"],
        "country": ["China"],
        "facilityType": ["FINISHED GOODS"],
        "locatedIn": ["urumqi-city"],
        "name": ["Amber River Textile"],
        "products": ["Apparel", "Gear"],
        "supplierGroup": ["AMBER"],
    }
    link = values(world.stores, imported, f"{ID}#supply-nike")
    assert (link["supplier"], link["customer"]) == ([ID], ["brand_suppliers:brand-nike"])
    owned = {"asset": [ID], "owner": ["brand_suppliers:parent-amber-holding-ltd"], "role": ["subsidiary"]}
    assert values(world.stores, imported, f"{ID}#owner-amber-holding-ltd") == owned
    assert {one.grade for one in claims(world.stores, imported, "schema IN ('SupplyLink', 'Ownership')")} == {"G2"}


def test_head_counts_and_telephone_numbers_are_not_read(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "brand_suppliers", table(tmp_path / "list.csv", [ROW]))
    said = " ".join(one.value for one in claims(world.stores, imported))
    assert not [word for word in ("777", "666", "888", "008612345678") if word in said]


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    rows = [{**ROW, "Corporation_Brand": "Unheard"}, {**ROW, "Factory_Name": ""}]
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "brand_suppliers", table(tmp_path / "list.csv", rows))
    assert all(part in str(caught.value) for part in ("unknown code “Unheard”", "the cell is empty"))
    with pytest.raises(UnexpectedContentError, match="unknown column “Mood”"):
        add_small(world.stores, "brand_suppliers", table(tmp_path / "other.csv", [{**ROW, "Mood": "good"}]))


@settings(max_examples=6)
@given(st.lists(st.tuples(st.sampled_from(["Amber", "Birch"]), st.sampled_from(["", "Nike", "Converse"])), min_size=1, max_size=6))
def test_a_link_for_each_factory_and_named_brand_in_any_order(rows: list[tuple[str, str]]) -> None:
    cells = [{"Country": "China", "Factory_Name": name, "Corporation_Brand": brand} for name, brand in rows]
    said = sayings(said_of("brand_suppliers", cells))
    assert said == sayings(said_of("brand_suppliers", cells[::-1]))
    links = {entity for entity, schema, *_ in said if schema == "SupplyLink"}
    assert len(links) == len({row for row in rows if row[1]})
