"""The Consolidated Screening List: entries of thirteen lists, without the persons among them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.us_lists import HERE, add_few, fresh, table
from tests.world import World

COLUMNS = (
    *(
        "_id",
        "source",
        "entity_number",
        "type",
        "programs",
        "name",
        "title",
        "addresses",
        "federal_register_notice",
        "start_date",
        "end_date",
    ),
    *("standard_order", "license_requirement", "license_policy", "call_sign", "vessel_type", "gross_tonnage", "gross_registered_tonnage"),
    *("vessel_flag", "vessel_owner", "remarks", "source_list_url", "alt_names", "citizenships", "dates_of_birth", "nationalities"),
    *("places_of_birth", "source_information_url", "ids"),
)
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
EL = "Entity List (EL) - Bureau of Industry and Security"
CMIC = "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department"
MBS = "Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department"
OPTICS = {
    "_id": "aa01",
    "source": EL,
    "name": "Sample Optics Co., Ltd.",
    "addresses": "3 Sample Road, Urumqi, Xinjiang, CN; and 5 Sample People?s Road, Hangzhou, CN; HK",
    "federal_register_notice": "85 FR 1; 86 FR 33120",
    "start_date": "2021-06-24",
    "license_requirement": "For all items subject to the EAR.",
    "license_policy": "Case-by-case review.",
    "alt_names": "Sample Lenses; Lens Works; and SOCL",
    "remarks": "(Linked To: PLACEHOLDER, Invented)",
}
PERSON = {"_id": "aa02", "source": EL, "name": "Invented Placeholder", "addresses": "Hangzhou, CN", "alt_names": "PLACEHOLDER, I."}


def told(world: World, tmp_path: Path, *rows: dict[str, str]) -> str:
    with pytest.raises(UnexpectedContentError) as caught:
        add_few(world.stores, "csl", table(tmp_path / "csl.csv", COLUMNS, *rows))
    return str(caught.value)


def test_an_entry_says_where_it_is_and_on_what_ground(world: World, tmp_path: Path) -> None:
    done = add_few(world.stores, "csl", table(tmp_path / "csl.csv", COLUMNS, OPTICS))
    said = values(world.stores, done, "csl:aa01")
    assert said["name"] == ["Sample Optics Co., Ltd."]
    assert said["alias"] == ["Lens Works", "SOCL", "Sample Lenses"]
    assert said["address"] == ["3 Sample Road, Urumqi, Xinjiang, CN", "5 Sample People?s Road, Hangzhou, CN"]
    assert set(said["country"]) == {"CN", "HK"}
    assert said["locatedIn"] == ["urumqi-city"]
    listing = values(world.stores, done, "csl:aa01#EL")
    assert listing["ground"] == ["xuar_forced_labour"]
    assert "86 FR 33119" in listing["groundNote"][0]
    assert listing["notice"] == ["notices:fr-2021-13395"]
    assert listing["entity"] == ["csl:aa01"]
    assert listing["sublist"] == ["EL"]
    assert listing["provisions"] == ["For all items subject to the EAR."]
    [start] = claims(world.stores, done, "prop = 'startDate'")
    assert (start.value, start.valid_from, start.locator, start.schema) == ("2021-06-24", "2021-06-24", "row 2", "Sanction")


@pytest.mark.parametrize(
    "ids",
    [
        (
            "CN, 91110000MA005UCQ5P, Unified Social Credit Code (USCC); 002389 CN, Equity Ticker; CNE100000N20, ISIN; "
            "SAMPCNB1, SWIFT/BIC; RU, 7736640919, Tax ID No.; GB, 01074897, Company Number; www.example.org, Website; "
            "5299000ABCDEFGHIJ101, Legal Entity Number; Sample Co., Ltd., Issuer Name; 16 Dec 2021, Listing Date (CMIC)"
        ),
        (
            "Unified Social Credit Code (USCC), 91110000MA005UCQ5P, CN; Equity Ticker, 002389 CN; ISIN, CNE100000N20; SWIFT/BIC, SAMPCNB1; "
            "Tax ID No., 7736640919, RU; Company Number, 01074897, GB; Website, www.example.org; "
            "Legal Entity Number, 5299000ABCDEFGHIJ101; Issuer Name, Sample Co., Ltd.; Listing Date (CMIC), 2021-12-16"
        ),
    ],
    ids=["order of 2022", "order of 2023"],
)
def test_identifiers_are_read_in_both_orders(world: World, tmp_path: Path, ids: str) -> None:
    row = {"_id": "900003", "source": CMIC, "type": "Entity", "entity_number": "900003", "name": "SAMPLE VISION LIMITED", "ids": ids}
    done = add_few(world.stores, "csl", table(tmp_path / "csl.csv", COLUMNS, row))
    assert values(world.stores, done, "csl:900003") == {
        "name": ["SAMPLE VISION LIMITED"],
        "uscCode": ["91110000MA005UCQ5P"],
        "ticker": ["002389 CN"],
        "isinCode": ["CNE100000N20"],
        "bicCode": ["SAMPCNB1"],
        "registrationNumber": ["01074897"],
        "website": ["www.example.org"],
        "leiCode": ["5299000ABCDEFGHIJ101"],
    }
    listing = values(world.stores, done, "csl:900003#CMIC")
    assert listing["ground"] == ["minority_surveillance"]
    assert listing["recordId"] == ["900003"]


def test_one_entity_on_two_lists_is_one_subject_with_two_entries(world: World, tmp_path: Path) -> None:
    rows = [{"_id": "900004", "source": source, "type": "Entity", "name": "SAMPLE BANK"} for source in (SDN, MBS)]
    done = add_few(world.stores, "csl", table(tmp_path / "csl.csv", COLUMNS, *rows))
    assert {one.entity_id for one in claims(world.stores, done, "prop = 'entity'")} == {"csl:900004#SDN", "csl:900004#NS-MBS"}
    assert {one.value for one in claims(world.stores, done, "prop = 'entity'")} == {"csl:900004"}


def test_an_unread_notice_has_the_ground_other_and_says_so(world: World, tmp_path: Path) -> None:
    row = OPTICS | {"federal_register_notice": "85 FR 44159; 186 FR 33120; 86 FR 331200"}
    done = add_few(world.stores, "csl", table(tmp_path / "csl.csv", COLUMNS, row))
    listing = values(world.stores, done, "csl:aa01#EL")
    assert listing["ground"] == ["other"]
    assert listing["groundNote"] == ["the notice that added the entry was not read for its ground"]
    assert "notice" not in listing


def test_persons_vessels_and_aircraft_are_counted_and_not_claimed(world: World, tmp_path: Path) -> None:
    others = [
        {"_id": "1", "source": SDN, "type": "Individual", "name": "PLACEHOLDER, Invented Third"},
        {"_id": "2", "source": SDN, "type": "Vessel", "name": "SAMPLE STAR"},
        {"_id": "3", "source": SDN, "type": "Aircraft", "name": "XX-ABC"},
        {"_id": "4", "source": "Denied Persons List (DPL) - Bureau of Industry and Security", "name": "Invented Fourth"},
        {"_id": "5", "source": "ITAR Debarred (DTC) - State Department", "name": "Sample Arms Ltd."},
        {"_id": "6", "source": "Palestinian Legislative Council List (PLC) - Treasury Department", "type": "Individual", "name": "X, Y"},
    ]
    done = add_few(world.stores, "csl", table(tmp_path / "csl.csv", COLUMNS, OPTICS, PERSON, *others))
    assert dict(done.snapshot.dropped) == {
        "private individuals": 2,
        "vessels": 1,
        "aircraft": 1,
        "rows of lists of persons (Denied Persons, ITAR debarred, Palestinian Legislative Council)": 3,
    }
    everything = " ".join(f"{one.entity_id} {one.value}" for one in claims(world.stores, done))
    assert all(word not in everything.upper() for word in ("PLACEHOLDER", "FOURTH", "STAR", "ARMS"))


def test_the_json_says_the_same(world: World) -> None:
    done = add_few(world.stores, "csl", HERE / "csl" / "results.json")
    assert done.snapshot.dropped == (("private individuals", 2),)
    assert {one.entity_id for one in claims(world.stores, done, "prop = 'sublist'")} == {"csl:900001#SDN", "csl:aa01#EL", "csl:bb01#ISN"}
    bank = values(world.stores, done, "csl:900001")
    assert bank["registrationNumber"] == ["01074"]
    assert bank["bicCode"] == ["SAMPCNB1"]
    assert bank["address"] == ["12 Sample Street, Urumqi, Xinjiang, 830000, CN"]
    assert set(bank["country"]) == {"CN", "HK"}
    assert values(world.stores, done, "csl:900001#SDN")["programId"] == ["INVENTED-EO1", "INVENTED-EO2"]
    assert values(world.stores, done, "csl:bb01")["country"] == ["TH"]
    assert values(world.stores, done, "csl:aa01#EL")["ground"] == ["xuar_forced_labour"]


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    said = told(
        world,
        tmp_path,
        OPTICS | {"type": "Robot"},
        OPTICS | {"name": ""},
        OPTICS | {"start_date": "yesterday"},
        OPTICS | {"start_date": "0021-06-24"},
        OPTICS | {"source": "Some New List (SNL) - Somewhere"},
    )
    assert all(part in said for part in ("unknown code “Robot”", "empty", "“yesterday” is no day", "0021-06-24", "unknown code “SNL”"))
    assert all(f"row {row}" in said for row in (2, 3, 4, 5, 6))


def test_an_unknown_column_stops_the_import(world: World, tmp_path: Path) -> None:
    path = table(tmp_path / "csl.csv", (*COLUMNS, "favourite_colour"), OPTICS)
    with pytest.raises(UnexpectedContentError, match="unknown column “favourite_colour”"):
        add_few(world.stores, "csl", path)


def test_a_file_cut_short_stops_the_import(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="1 rows where US Consolidated Screening List is expected to have 1,500"):
        add(world.stores, "csl", table(tmp_path / "csl.csv", COLUMNS, OPTICS))


KINDS = st.sampled_from([(SDN, "Entity", ""), (SDN, "Individual", "p"), (EL, "", ""), (EL, "", "p"), (SDN, "Vessel", "p")])


@settings(max_examples=5)
@given(kinds=st.lists(KINDS, min_size=1, max_size=12).filter(lambda kinds: any(not kind[2] for kind in kinds)), data=st.data())
def test_whatever_the_order_the_entries_are_the_same_and_nobody_is_among_them(
    kinds: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    rows = [
        {
            "_id": f"x{at}",
            "source": source,
            "type": kind,
            "name": f"Inventedperson Placeholder{'abcdefghijkl'[at]}" if person else f"Sample Mill {at} Ltd.",
        }
        for at, (source, kind, person) in enumerate(kinds)
    ]
    shuffled = data.draw(st.permutations(rows))
    said = []
    for order in (rows, shuffled):
        with fresh() as (stores, folder):
            done = add_few(stores, "csl", table(folder / "csl.csv", COLUMNS, *order))
            said.append({one._replace(locator="") for one in claims(stores, done)})
            assert done.snapshot.about.rows == sum(not kind[2] for kind in kinds)
            assert sum(count for _, count in done.snapshot.dropped) == sum(bool(kind[2]) for kind in kinds)
    assert said[0] == said[1]
    assert all("Inventedperson" not in one.value for one in said[0])


def test_the_real_list_of_april_2022_is_read_whole(world: World, shared_data: Path) -> None:
    done = add(world.stores, "csl", shared_data / "lists" / "us_csl" / "csl_entities_2022-04.csv", published="2022-04-22")
    assert done.snapshot.about.rows == 6_389
    assert done.snapshot.dropped == (("private individuals", 1),)
    listed = claims(world.stores, done, "prop = 'ground' AND value IN ('xuar_forced_labour', 'minority_surveillance')")
    assert len(listed) == 5 + 31 + 9 + 2, "two whole notices of BIS, nine companies of NS-CMIC, two bodies of the region"
    assert {one.value for one in claims(world.stores, done, "entity_id IN ('csl:29159#SDN', 'csl:29299#SDN') AND prop = 'ground'")} == {
        "minority_surveillance"
    }


def test_the_real_list_of_2023_is_read_whole(world: World, shared_data: Path) -> None:
    done = add(world.stores, "csl", shared_data / "lists" / "us_csl" / "csl_entities_2023-11_partial.csv", published="2023-11-30")
    assert done.snapshot.about.rows == 1_955
    assert len(claims(world.stores, done, "prop = 'isinCode'")) > 100
