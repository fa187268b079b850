"""The SDN List: the legacy set with and without heads and the advanced XML say the same; persons, vessels and aircraft are counted."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.us_lists import HERE, add_few, fresh
from tests.world import World

ENTRIES = (
    "ent_num",
    "sdn_name",
    "sdn_type",
    "program",
    "title",
    "call_sign",
    "vess_type",
    "tonnage",
    "grt",
    "vess_flag",
    "vess_owner",
    "remarks",
)
ADDRESSES = ("ent_num", "add_num", "address", "city_state_zip", "country", "add_remarks")
NAMES = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
NONE = "-0- "
CORPS = "900001"


def entry(number: str, name: str, kind: str = NONE, program: str = "GLOMAG", remarks: str = NONE) -> tuple[str, ...]:
    return (number, name, kind, program, *[NONE] * 7, remarks)


def written(folder: Path, name: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, headed: bool) -> Path:
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows] if headed else rows)
    return path


REMARKS = (
    "Unified Social Credit Code (USCC) 91650000SAMPLE0001 (China); Registration ID 6500001; alt. Website www.example.org; Phone 1; "
    "Linked To: PLACEHOLDER, Invented; Linked To: PLACEHOLDER, Second."
)


def legacy(folder: Path, *, headed: bool = False) -> tuple[Path, ...]:
    entries = (
        entry(CORPS, "SAMPLE CONSTRUCTION CORPS", remarks=REMARKS),
        entry("900002", "PLACEHOLDER, Invented", "individual"),
        entry("900003", "SAMPLE STAR", "vessel"),
    )
    addresses = (
        (CORPS, "1", "1 Sample Road", "Urumqi 830000", "China", NONE),
        (CORPS, "2", NONE, NONE, "China", NONE),
        ("900002", "3", "2 Placeholder Road", "Urumqi", "China", NONE),
    )
    names = (
        (CORPS, "1", "aka", "SAMPLE CORPS", NONE),
        (CORPS, "2", "fka", "OLD SAMPLE CORPS", NONE),
        ("900002", "3", "aka", "PLACEHOLDER, I.", NONE),
    )
    parts = (("sdn", ENTRIES, entries), ("add", ADDRESSES, addresses), ("alt", NAMES, names))
    return tuple(written(folder, name, head, rows, headed=headed) for name, head, rows in parts)


@pytest.mark.parametrize("headed", [False, True])
def test_the_three_files_are_one_list(world: World, tmp_path: Path, *, headed: bool) -> None:
    done = add_few(world.stores, "ofac_sdn", *legacy(tmp_path, headed=headed))
    assert dict(done.snapshot.dropped) == {"private individuals": 1, "vessels": 1}
    said = values(world.stores, done, f"ofac_sdn:{CORPS}")
    assert said.pop("locatedIn") == ["urumqi-city"]
    assert said == {
        "name": ["SAMPLE CONSTRUCTION CORPS"],
        "alias": ["SAMPLE CORPS"],
        "previousName": ["OLD SAMPLE CORPS"],
        "address": ["1 Sample Road, Urumqi 830000, China"],
        "country": ["China"],
        "uscCode": ["91650000SAMPLE0001"],
        "registrationNumber": ["6500001"],
        "website": ["www.example.org"],
    }
    assert values(world.stores, done, f"ofac_sdn:{CORPS}#SDN") == {
        "entity": [f"ofac_sdn:{CORPS}"],
        "program": ["OFAC SDN List"],
        "programId": ["GLOMAG"],
        "listedName": ["SAMPLE CONSTRUCTION CORPS"],
        "recordId": [CORPS],
        "sublist": ["SDN"],
        "ground": ["other"],
        "groundNote": ["the notice that added the entry was not read for its ground"],
        "status": ["active"],
    }
    assert "placeholder" not in " ".join(one.value for one in claims(world.stores, done)).casefold()


def test_the_archived_copy_names_nobody(world: World, tmp_path: Path) -> None:
    done = add_few(world.stores, "ofac_sdn", *legacy(tmp_path))
    [copy] = [digest for name, digest in done.snapshot.archive if "redacted" in name]
    kept = world.stores.archive.get(copy).decode()
    assert "SAMPLE CONSTRUCTION CORPS" in kept
    assert "PLACEHOLDER" not in kept


def test_the_advanced_xml_says_the_same_and_more(world: World) -> None:
    done = add_few(world.stores, "ofac_sdn", HERE / "ofac_sdn" / "sdn_advanced.xml")
    assert dict(done.snapshot.dropped) == {"private individuals": 1, "vessels": 1}
    said = values(world.stores, done, f"ofac_sdn:{CORPS}")
    assert said.pop("locatedIn") == ["urumqi-city"]
    assert said == {
        "name": ["SAMPLE CONSTRUCTION CORPS"],
        "alias": ["SAMPLE CORPS", "样本建设兵团"],
        "previousName": ["OLD SAMPLE CORPS"],
        "weakAlias": ["SCC"],
        "address": ["1 Sample Road, Urumqi, 830000, China"],
        "country": ["CN"],
        "uscCode": ["91650000SAMPLE0001"],
        "registrationNumber": ["6500001"],
        "website": ["www.example.org"],
    }
    assert [one.lang for one in claims(world.stores, done, "value = '样本建设兵团'")] == ["zho"]
    listing = values(world.stores, done, f"ofac_sdn:{CORPS}#SDN")
    assert listing["startDate"] == ["2020-07-09"]
    assert listing["programId"] == ["GLOMAG"]
    assert "placeholder" not in " ".join(one.value for one in claims(world.stores, done)).casefold()


def test_an_address_file_alone_is_not_a_list(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match=r"the file with entries \(sdn.csv\) is missing"):
        add_few(world.stores, "ofac_sdn", legacy(tmp_path)[1])


def test_what_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    rows = (entry("1", "SAMPLE MILL", "robot"), entry("2", ""), entry("3", "OTHER MILL"))
    main = written(tmp_path, "sdn", ENTRIES, rows, headed=True)
    names = written(tmp_path, "alt", NAMES, [("3", "1", "nickname", "MILL", NONE)], headed=True)
    with pytest.raises(UnexpectedContentError) as caught:
        add_few(world.stores, "ofac_sdn", main, names)
    assert all(part in str(caught.value) for part in ("unknown code “robot”", "the cell is empty", "unknown code “nickname”"))


@settings(max_examples=4)
@given(kinds=st.lists(st.sampled_from([NONE, "individual", "vessel", "aircraft"]), min_size=1, max_size=8), data=st.data())
def test_whatever_the_order_nobody_is_among_the_entries(kinds: list[str], data: st.DataObject) -> None:
    rows = [entry(str(at), f"SAMPLE MILL {at}" if kind == NONE else f"PLACEHOLDER {at}", kind) for at, kind in enumerate([NONE, *kinds])]
    said = []
    for order in (rows, data.draw(st.permutations(rows))):
        with fresh() as (stores, folder):
            done = add_few(stores, "ofac_sdn", written(folder, "sdn", ENTRIES, order, headed=False))
            said.append({one._replace(locator="") for one in claims(stores, done)})
            assert sum(count for _, count in done.snapshot.dropped) == sum(kind != NONE for kind in kinds)
    assert said[0] == said[1]
    assert not any("PLACEHOLDER" in one.value for one in said[0])


def test_the_real_list_of_2021_is_read_whole(world: World, shared_data: Path) -> None:
    folder = shared_data / "lists" / "ofac_sdn"
    files = [folder / f"sdn_entities{part}_2021-07.csv" for part in ("", "_add", "_alt")]
    done = add(world.stores, "ofac_sdn", *files, published="2021-07-07")
    assert done.snapshot.about.rows == 3_673
    graded = claims(world.stores, done, "prop = 'ground' AND value <> 'other'")
    assert {(one.entity_id, one.value) for one in graded} == {
        ("ofac_sdn:29159#SDN", "minority_surveillance"),
        ("ofac_sdn:29299#SDN", "minority_surveillance"),
    }
    assert "Quanguo" not in " ".join(one.value for one in claims(world.stores, done))
