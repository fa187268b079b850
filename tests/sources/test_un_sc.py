"""The Security Council's list: entities with their names by quality; individuals are counted, and nothing of them is kept."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from clew.workspace import open_workspace
from tests.sources.imports import claims, values
from tests.sources.loose import FILES, add_small, sayings
from tests.world import World

LIST = FILES / "un_sc" / "list.xml"
TEXT = LIST.read_text(encoding="utf-8")


def test_an_entity_is_claimed_with_names_by_quality_and_its_listing(world: World) -> None:
    imported = add_small(world.stores, "un_sc", LIST)
    assert values(world.stores, imported, "un_sc:cde-901") == {
        "address": ["1 Quay Road, Goma, Democratic Republic of the Congo", "Gisenyi, Rwanda"],
        "alias": ["Amber River", "琥珀河贸易"],
        "country": ["Democratic Republic of the Congo", "Rwanda"],
        "name": ["AMBER RIVER TRADING"],
        "previousName": ["Amber Brook Trading"],
        "weakAlias": ["Amber"],
    }
    listing = values(world.stores, imported, "un_sc:cde-901#listed")
    assert listing["ground"] == ["other"]
    assert listing["groundNote"] == ["nobody has read the notice of this entry for clew; it may concern the region or not"]
    assert (listing["startDate"], listing["modifiedAt"], listing["sublist"]) == (["2015-03-27"], ["2020-08-19"], ["DRC"])
    assert {one.locator for one in claims(world.stores, imported, "entity_id = 'un_sc:cde-901'")} == {"row 3"}


def test_individuals_are_counted_and_nothing_of_them_is_kept(world: World) -> None:
    imported = add_small(world.stores, "un_sc", LIST)
    assert imported.snapshot.about.dropped == (("private individuals", 2),)
    kept = [one.value for one in claims(world.stores, imported)]
    assert not [value for value in kept if "PLACEHOLDER" in value.upper()]
    copies = [path for path in (world.stores.folder / "archive").rglob("*") if path.is_file()]
    assert copies
    assert not [path for path in copies if b"PLACEHOLDER" in path.read_bytes().upper()]


def test_all_that_is_wrong_with_entries_is_said_at_once(world: World, tmp_path: Path) -> None:
    wrong = TEXT.replace("<QUALITY>Low</QUALITY><ALIAS_NAME>Amber<", "<QUALITY>Odd</QUALITY><ALIAS_NAME>Amber<")
    wrong = wrong.replace("2007-03-29", "29 of March").replace("<FIRST_NAME>BIRCH AIR</FIRST_NAME>", "<FIRST_NAME/>")
    path = tmp_path / "list.xml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "un_sc", path)
    told = str(caught.value)
    assert all(part in told for part in ("unknown code “Odd”", "“29 of March” is no day", 'column "name": the cell is empty'))


def test_an_element_that_stands_twice_stops_the_import(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_text(TEXT.replace("<DATAID>211</DATAID>", "<DATAID>211</DATAID><DATAID>212</DATAID>"), encoding="utf-8")
    with pytest.raises(UnexpectedContentError, match="DATAID stands twice"):
        add_small(world.stores, "un_sc", path)


NAMES = {True: "Company", False: "Person"}
ENTRY = "<{kind}><DATAID>{number}</DATAID><FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE>"
REST = "<REFERENCE_NUMBER>CD{letter}.{number}</REFERENCE_NUMBER><LISTED_ON>2014-06-30</LISTED_ON></{kind}>"


def document(folder: Path, entries: list[tuple[int, bool]]) -> Path:
    """A list of entities and individuals, by number."""
    made = [
        (ENTRY + REST).format(
            kind="ENTITY" if entity else "INDIVIDUAL",
            number=number,
            letter="e" if entity else "i",
            name=f"{NAMES[entity]} {number}",
        )
        for number, entity in entries
    ]
    path = folder / "list.xml"
    path.write_text(f"<CONSOLIDATED_LIST>{''.join(made)}</CONSOLIDATED_LIST>", encoding="utf-8")
    return path


ENTRIES = st.lists(st.tuples(st.integers(100, 999), st.booleans()), min_size=1, max_size=8, unique_by=lambda one: one[0])


@settings(max_examples=8)
@given(ENTRIES.filter(lambda entries: any(entity for _, entity in entries)))
def test_whatever_the_order_entities_are_claimed_and_individuals_counted(entries: list[tuple[int, bool]]) -> None:
    said = []
    for order in (entries, entries[::-1]):
        with TemporaryDirectory() as folder, open_workspace(Path(folder) / "workspace") as stores:
            imported = add_small(stores, "un_sc", document(Path(folder), order))
            said.append(sayings(claims(stores, imported)))
            assert sum(count for _, count in imported.snapshot.about.dropped) == sum(not entity for _, entity in entries)
    assert said[0] == said[1]
    assert {value for _, _, prop, value, _ in said[0] if prop == "name"} == {f"Company {number}" for number, entity in entries if entity}
