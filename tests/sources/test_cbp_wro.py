"""CBP's orders: companies of one text told apart, vessels left out, and the grounds that were read kept."""

from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from clew.work.starter import load_starter
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.sources.imports import add, claims, values
from tests.sources.shipped import STARTER
from tests.sources.us_lists import add_few, table

DATASET = (
    *("Calendar Year", "Effective Date", "Country", "Country Code", "Industry", "Status", "WRO/Finding", "Remarks", "Press Release"),
    "Entity",
)
TEXTS = ("cbp_entity_text", "name", "aliases", "country", "address", "notes", "schema")
ACTIVE = ("row", "name", "aliases", "note")


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    with open_workspace(tmp_path / "fresh") as opened:
        return opened


def order(entity: str, kind: str = "WRO", status: str = "Active") -> dict[str, str]:
    return {
        "Effective Date": "9/30/2019",
        "Country": "China",
        "Industry": "Garments",
        "Status": status,
        "WRO/Finding": kind,
        "Press Release": "https://www.cbp.gov/sample",
        "Entity": entity,
    }


def names(stores: Stores, *paths: Path) -> set[str]:
    return {one.value for one in claims(stores, add_few(stores, "cbp_wro", *paths), "prop = 'name'")}


def test_an_order_says_its_kind_its_day_and_its_goods(stores: Stores, tmp_path: Path) -> None:
    rows = (
        order("Sample Mill Co., Ltd. and Subsidiaries"),
        order("Sample Iron Works, a/k/a Iron Plant, a/k/a No. 2 Works", "Finding", "Inactive"),
    )
    done = add_few(stores, "cbp_wro", table(tmp_path / "wro.csv", DATASET, *rows))
    assert values(stores, done, "cbp_wro:sample-mill-co-ltd")["name"] == ["Sample Mill Co., Ltd."]
    listing = values(stores, done, "cbp_wro:sample-mill-co-ltd#WRO")
    assert listing["listedName"] == ["Sample Mill Co., Ltd. and Subsidiaries"]
    assert listing["coversSubsidiaries"] == ["yes"]
    assert listing["startDate"] == ["2019-09-30"]
    assert listing["merchandise"] == ["Garments"]
    assert listing["originCountry"] == ["China"]
    assert listing["ground"] == ["other"]
    works = values(stores, done, "cbp_wro:sample-iron-works")
    assert works["alias"] == ["Iron Plant", "No. 2 Works"]
    assert values(stores, done, "cbp_wro:sample-iron-works#Finding")["status"] == ["inactive"]


def test_two_companies_of_one_order_are_two(stores: Stores, tmp_path: Path) -> None:
    path = table(tmp_path / "wro.csv", DATASET, order("Sample Mill Co., Ltd. and Other Mill Co., Ltd."))
    assert names(stores, path) == {"Sample Mill Co., Ltd.", "Other Mill Co., Ltd."}


def test_the_file_of_texts_says_which_names_are_in_a_text(stores: Stores, tmp_path: Path) -> None:
    text = "Sample Mill and its two subsidiaries from China, Mill One and Mill Two"
    orders = table(tmp_path / "wro.csv", ACTIVE, {"name": text, "note": "WRO — China; Work Gloves"})
    rows = [{"cbp_entity_text": f"{text}.", "name": name} for name in ("Sample Mill", "Mill One", "Mill Two")]
    assert names(stores, orders, table(tmp_path / "texts.csv", TEXTS, *rows)) == {"Sample Mill", "Mill One", "Mill Two"}


def test_the_file_of_texts_alone_is_no_list(stores: Stores, tmp_path: Path) -> None:
    path = table(tmp_path / "texts.csv", TEXTS, {"cbp_entity_text": "Sample Mill", "name": "Sample Mill"})
    with pytest.raises(UnexpectedContentError, match="is missing"):
        add_few(stores, "cbp_wro", path)


def test_vessels_are_left_out_and_counted(stores: Stores, tmp_path: Path) -> None:
    rows = ({"name": "Fishing Vessel: Sample Star"}, {"name": "Fishing Vessels owned by Sample Fishing Co. Ltd"})
    path = table(tmp_path / "wro.csv", ACTIVE, *({**row, "note": "WRO — Fishing Vessels; Seafood"} for row in rows))
    done = add_few(stores, "cbp_wro", path)
    assert done.snapshot.dropped == (("vessels", 1),)
    assert {one.value for one in claims(stores, done, "prop = 'name'")} == {"Sample Fishing Co. Ltd"}


def test_what_is_wrong_is_said_at_once(stores: Stores, tmp_path: Path) -> None:
    rows = (
        order("Sample Mill", kind="Ban"),
        order("Other Mill", status="Asleep"),
        order(""),
        order("Third Mill") | {"Effective Date": "soon"},
    )
    with pytest.raises(UnexpectedContentError) as caught:
        add_few(stores, "cbp_wro", table(tmp_path / "wro.csv", DATASET, *rows))
    assert all(part in str(caught.value) for part in ("unknown code “Ban”", "unknown code “Asleep”", "empty", "“soon” is no day"))


@pytest.mark.parametrize("with_texts", [False, True])
def test_the_real_orders_keep_the_twelve_grounds_that_ship(stores: Stores, shared_data: Path, *, with_texts: bool) -> None:
    load_starter(stores)
    folder = shared_data / "lists" / "cbp_wro"
    files = [folder / "cbp_wro_findings_active_2026-07-16.csv", folder / "cbp_entity_text_to_names_opensanctions_2026-08.csv"]
    done = add(stores, "cbp_wro", *files[: 1 + with_texts], published="2026-07-16")
    assert done.snapshot.dropped == (("vessels", 4),)
    graded = {one.entity_id for one in claims(stores, done, "prop = 'ground' AND value = 'xuar_forced_labour'")}
    shipped = [claim for claim in STARTER["cbp_wro"].claims() if claim.prop == "ground"]
    assert graded == {claim.entity_id for claim in shipped}
    assert len(graded) == 12
    chinese = {(one.entity_id, one.value) for one in claims(stores, done, "prop = 'name' AND lang = 'zho'")}
    assert chinese == {
        (claim.entity_id, claim.value) for claim in STARTER["cbp_wro"].claims() if claim.prop == "name" and claim.lang == "zho"
    }
