"""The UK's lists in three layouts: entities with names by kind and strength; individuals and ships are counted alone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import claims, values
from tests.sources.loose import FILES, add_small, said_of, sayings
from tests.world import World

FOLDER = FILES / "uk_sanctions"
XML, CSV, CONLIST = FOLDER / "list.xml", FOLDER / "list.csv", FOLDER / "ConList.csv"
AMBER = {
    "address": ["1 Quay Road, Moscow, 109000, Russia", "Cyprus"],
    "alias": ["Amber River Ltd", "Янтарная река"],
    "country": ["Cyprus", "Russia"],
    "name": ["Amber River TRADING LLC"],
    "registrationNumber": ["1027700000000"],
    "weakAlias": ["Amber"],
}


@pytest.mark.parametrize("path", [XML, CSV], ids=["xml", "csv"])
def test_both_layouts_say_the_same_of_an_entity(world: World, path: Path) -> None:
    assert values(world.stores, add_small(world.stores, "uk_sanctions", path), "uk_sanctions:rus9002") == AMBER


def test_the_table_of_the_office_of_financial_sanctions_is_read_below_its_first_line(world: World) -> None:
    imported = add_small(world.stores, "uk_sanctions", CONLIST)
    found = values(world.stores, imported, "uk_sanctions:ofsi-90002")
    assert (found["name"], found["previousName"]) == (["AMBER RIVER TRADING LLC"], ["AMBER BROOK"])
    assert found["alias"] == ["AMBER RIVER", "琥珀河贸易"]
    assert values(world.stores, imported, "uk_sanctions:ofsi-90002#listed")["startDate"] == ["2022-03-01"]
    assert [one.value for one in claims(world.stores, imported, "lang = 'zho'")] == ["琥珀河贸易"]


def test_the_one_entry_of_which_words_were_read_quotes_them(world: World) -> None:
    listing = values(world.stores, add_small(world.stores, "uk_sanctions", XML), "uk_sanctions:ghr9001#listed")
    assert (listing["ground"], listing["startDate"]) == (["other"], ["2021-03-22"])
    assert listing["groundQuote"] == ["systemic violations against Uyghurs and other minorities"]
    assert listing["provisions"] == ["Asset freeze", "Trust services"]


@pytest.mark.parametrize("path", [XML, CSV, CONLIST], ids=["xml", "csv", "conlist"])
def test_individuals_and_ships_are_counted_and_nothing_of_them_is_kept(world: World, path: Path) -> None:
    imported = add_small(world.stores, "uk_sanctions", path)
    dropped = {"private individuals": 1, "ships": 1} if path != CONLIST else {"private individuals": 1}
    assert dict(imported.snapshot.about.dropped) == dropped
    hidden = ("PLACEHOLDER", "Placeholder", "Petrel", "Not read")
    assert not [one for one in claims(world.stores, imported) if any(word in one.value for word in hidden)]
    copies = [found.read_bytes() for found in (world.stores.folder / "archive").rglob("*") if found.is_file()]
    assert copies
    assert not [copy for copy in copies if any(word.encode() in copy for word in hidden)]


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    text = XML.read_text(encoding="utf-8")
    for old, new in (
        ("<NameType>ALias<", "<NameType>Nickname<"),
        (">Ship<", ">Train<"),
        ("01/03/2022", "13/13/2022"),
        ("<UniqueID>RUS9002<", "<UniqueID><"),
    ):
        text = text.replace(old, new)
    path = tmp_path / "list.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "uk_sanctions", path)
    told = str(caught.value)
    assert all(part in told for part in ("“nickname”", "“Train”", "“13/13/2022” is no day", "the cell is empty"))


def test_an_unknown_column_stops_the_import(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(CSV.read_text(encoding="utf-8").replace(",Subsidiaries,", ",Favourite colour,", 1), encoding="utf-8")
    with pytest.raises(UnexpectedContentError, match="unknown column “Favourite colour”"):
        add_small(world.stores, "uk_sanctions", path)


ROW = st.tuples(st.sampled_from(["Entity", "Individual", "Ship"]), st.sampled_from(["Amber", "Birch", "Cedar"]), st.booleans())


@settings(max_examples=8)
@given(st.lists(ROW, min_size=1, max_size=8))
def test_only_names_of_entities_are_claimed_in_any_order_of_rows(rows: list[tuple[str, str, bool]]) -> None:
    cells = [
        {
            "Unique ID": f"X{number}",
            "Name 6": f"{name} {kind}",
            "Name type": "Primary Name" if main else "Alias",
            "Regime Name": "R",
            "Designation Type": kind,
        }
        for number, (kind, name, main) in enumerate([*rows, ("Entity", "Amber", True)])
    ]
    said = sayings(said_of("uk_sanctions", cells))
    assert said == sayings(said_of("uk_sanctions", cells[::-1]))
    names = {value for _, _, prop, value, _ in said if prop in {"name", "alias"}}
    assert names == {f"{name} {kind}" for kind, name, _ in [*rows, ("Entity", "Amber", True)] if kind == "Entity"}
