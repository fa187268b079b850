"""The BIS Entity List: what was read of an entry stays with it whatever form the next version has; persons are not read."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from clew.work.starter import load_starter
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.sources.imports import Said, add, claims, values
from tests.sources.shipped import STARTER
from tests.sources.us_lists import HERE, add_few, fresh, table

UNREAD = "the notice that added the entry was not read for its ground"
GROUNDS = ("ground", "groundNote", "notice", "coversSubsidiaries", "scopeNote")


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    with open_workspace(tmp_path / "fresh") as opened:
        return opened


def names(folder: Path, *rows: tuple[str, str]) -> Path:
    return table(folder / "list.csv", ("row", "name", "aliases"), *({"name": name, "aliases": aliases} for name, aliases in rows))


def test_a_name_alone_is_listed_on_a_ground_that_nobody_read(stores: Stores, tmp_path: Path) -> None:
    done = add_few(stores, "bis_entity_list", names(tmp_path, ("Sample Optics Co., Ltd", "Sample Lenses; SOCL")))
    assert values(stores, done, "bis_entity_list:sample-optics-co-ltd") == {
        "name": ["Sample Optics Co., Ltd"],
        "alias": ["SOCL", "Sample Lenses"],
    }
    listing = values(stores, done, "bis_entity_list:sample-optics-co-ltd#listed")
    assert listing == {
        "entity": ["bis_entity_list:sample-optics-co-ltd"],
        "program": ["BIS Entity List"],
        "listedName": ["Sample Optics Co., Ltd"],
        "status": ["active"],
        "ground": ["other"],
        "groundNote": [UNREAD],
    }


def test_the_supplement_is_read_name_by_name(stores: Stores) -> None:
    done = add_few(stores, "bis_entity_list", HERE / "bis_entity_list" / "supplement.html")
    assert dict(done.snapshot.dropped) == {"private individuals": 1, "rows kept free": 1}
    optics = values(stores, done, "bis_entity_list:sample-optics-co-ltd")
    assert optics["name"] == ["Sample Optics Co., Ltd"]
    assert optics["alias"] == ["SOCL", "Sample Lenses", "Sample Optical Co., Ltd."]
    assert optics["address"] == ["3 Sample Road, Urumqi, Xinjiang, China", "5 Sample Road, Hangzhou, China"]
    assert optics["country"] == ["CHINA, PEOPLE'S REPUBLIC OF"]
    listing = values(stores, done, "bis_entity_list:sample-optics-co-ltd#listed")
    assert listing["ground"] == ["minority_surveillance"]
    assert listing["notice"] == ["notices:fr-2019-22210"]
    assert listing["listingDate"] == ["2019-10-09"]
    assert listing["provisions"] == ["For all items subject to the EAR."]
    cotton = values(stores, done, "bis_entity_list:sample-cotton-corp-ltd")
    assert cotton["address"] == ["7 Mill Road, Korla, Xinjiang, China"]
    assert cotton["country"] == ["CHINA, PEOPLE'S REPUBLIC OF"], "the country stands above"
    assert values(stores, done, "bis_entity_list:sample-cotton-corp-ltd#listed")["ground"] == ["xuar_forced_labour"]
    gene = values(stores, done, "bis_entity_list:sample-gene-institute")
    assert gene["alias"] == ["Institute of Sample Genes"]
    assert gene["address"] == ["No. 8 Sample Street, Beijing, China"]
    assert values(stores, done, "bis_entity_list:sample-gene-institute#listed")["ground"] == ["other"]
    assert "Placeholder" not in " ".join(one.value for one in claims(stores, done))


def test_what_was_read_stays_and_a_fallback_gives_way(stores: Stores, tmp_path: Path) -> None:
    """A notice that is read later, in a form that cites it, takes the place of the fallback; the list of names after it keeps that."""
    first = add_few(stores, "bis_entity_list", names(tmp_path, ("Sample Cotton Corp., Ltd", "")), published="2026-05-01")
    assert values(stores, first, "bis_entity_list:sample-cotton-corp-ltd#listed")["ground"] == ["other"]
    add_few(stores, "bis_entity_list", HERE / "bis_entity_list" / "supplement.html", published="2026-06-01")
    last = add_few(stores, "bis_entity_list", names(tmp_path, ("Sample Cotton Corp Ltd", ""), ("New Mill", "")), published="2026-07-01")
    listing = values(stores, last, "bis_entity_list:sample-cotton-corp-ltd#listed")
    assert listing["ground"] == ["xuar_forced_labour"]
    assert len(listing["groundNote"]) == 1
    assert "86 FR 33119" in listing["groundNote"][0]
    assert values(stores, last, "bis_entity_list:new-mill#listed")["groundNote"] == [UNREAD]
    assert values(stores, last, "bis_entity_list:sample-cotton-corp-ltd")["address"] == ["7 Mill Road, Korla, Xinjiang, China"]


def test_what_is_wrong_is_said_at_once(stores: Stores, tmp_path: Path) -> None:
    path = table(tmp_path / "list.csv", ("row", "name", "aliases"), {"row": "1"}, {"row": "2", "name": "Sample Mill"}, {"row": "3"})
    with pytest.raises(UnexpectedContentError) as caught:
        add(stores, "bis_entity_list", path)
    assert all(part in str(caught.value) for part in ("row 2", "row 4", "the cell is empty", "expected to have 60 to 4,000"))


WORDS = st.sampled_from(["Mill", "Optics", "Institute", "Trading", "Electronics"])


@settings(max_examples=4)
@given(kinds=st.lists(WORDS, min_size=1, max_size=5, unique=True), people=st.integers(0, 3), data=st.data())
def test_whatever_the_order_nobody_is_among_the_entries(kinds: list[str], people: int, data: st.DataObject) -> None:
    rows = [(f"Sample {kind} Ltd", f"S{kind}") for kind in kinds] + [(f"Invented Placeholder {'ABC'[at]}", "") for at in range(people)]
    said = []
    for order in (rows, data.draw(st.permutations(rows))):
        with fresh() as (stores, folder):
            done = add_few(stores, "bis_entity_list", names(folder, *order))
            said.append({one._replace(locator="") for one in claims(stores, done)})
            assert sum(count for _, count in done.snapshot.dropped) == people
    assert said[0] == said[1]
    assert all("Placeholder" not in one.value + one.entity_id for one in said[0])


def kept(said: list[Said]) -> dict[str, set[tuple[str, str]]]:
    """Listing → what was read of its ground."""
    found: dict[str, set[tuple[str, str]]] = {}
    for one in said:
        if one.prop in GROUNDS:
            found.setdefault(one.entity_id, set()).add((one.prop, one.value))
    return found


def test_the_list_of_2026_keeps_the_ids_and_grounds_that_ship(stores: Stores, shared_data: Path) -> None:
    load_starter(stores)
    path = shared_data / "lists" / "us_entity_list_2026" / "bis_entity_list_names_2026-07-16.csv"
    done = add(stores, "bis_entity_list", path, published="2026-07-16")
    assert done.former is not None
    assert done.snapshot.about.rows == 2_839
    assert done.snapshot.dropped == (("private individuals", 1),)
    here = claims(stores, done, "schema = 'Sanction'")
    shipped = [claim for claim in STARTER["bis_entity_list"].claims() if claim.schema == "Sanction"]
    active = {claim.entity_id for claim in shipped if claim.prop == "status" and claim.value == "active"}
    before: dict[str, set[tuple[str, str]]] = {}
    for claim in shipped:
        if claim.prop in GROUNDS and claim.entity_id in active:
            before.setdefault(claim.entity_id, set()).add((claim.prop, claim.value))
    after = kept(here)
    assert len(before) == 92
    assert {listing: after.get(listing) for listing in before} == before
    assert {listing for listing, said in after.items() if ("groundNote", UNREAD) in said}.isdisjoint(before)
    assert {one.value for one in here if one.prop == "ground" and one.entity_id not in before} == {"other"}
