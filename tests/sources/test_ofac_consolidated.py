"""OFAC's non-SDN lists: the companies of NS-CMIC are told apart, with the ground of the day on which they were listed."""

from collections import Counter
from pathlib import Path

from tests.sources.imports import add, claims, values
from tests.sources.test_ofac_sdn import ENTRIES, entry, written
from tests.sources.us_lists import add_few
from tests.world import World


def test_a_company_of_ns_cmic_has_the_ground_of_its_day(world: World, tmp_path: Path) -> None:
    remarks = "Equity Ticker 000001 CN; alt. Equity Ticker SMPL US; ISIN CNE100000N20; Listing Date (CMIC) {}; Issuer Name Sample Co., Ltd."
    rows = (
        entry("1", "SAMPLE VISION CO., LTD.", program="CMIC-EO13959", remarks=remarks.format("16 Dec 2021")),
        entry("2", "SAMPLE AVIATION CO., LTD.", program="CMIC-EO13959", remarks=remarks.format("03 Jun 2021")),
        entry("3", "SAMPLE BANK", program="UKRAINE-EO13662] [RUSSIA-EO14024"),
    )
    done = add_few(world.stores, "ofac_consolidated", written(tmp_path, "cons_prim", ENTRIES, rows, headed=False))
    assert values(world.stores, done, "ofac_consolidated:1")["ticker"] == ["000001 CN", "SMPL US"]
    assert values(world.stores, done, "ofac_consolidated:1")["isinCode"] == ["CNE100000N20"]
    told = {one.entity_id: one.value for one in claims(world.stores, done, "prop = 'ground'")}
    assert told == {
        "ofac_consolidated:1#CMIC": "minority_surveillance",
        "ofac_consolidated:2#CMIC": "military",
        "ofac_consolidated:3#listed": "other",
    }
    assert values(world.stores, done, "ofac_consolidated:3#listed")["programId"] == ["RUSSIA-EO14024", "UKRAINE-EO13662"]


def test_the_real_list_is_read_whole(world: World, shared_data: Path) -> None:
    folder = shared_data / "lists" / "ofac_consolidated_non_sdn"
    done = add(world.stores, "ofac_consolidated", *[folder / f"cons_{part}.csv" for part in ("prim", "add", "alt")])
    assert done.snapshot.about.rows == 363
    assert Counter(one.value for one in claims(world.stores, done, "prop = 'ground'")) == {
        "other": 295,
        "military": 59,
        "minority_surveillance": 9,
    }
