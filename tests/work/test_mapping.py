"""A card for any table: CSV, XLSX, JSON lines and Parquet, mapped by flags, added, and seen."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from msgspec.structs import replace

from clew.engine.duck import DuckEngine
from clew.errors import InputError
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files
from clew.work.mapping import Decided, check_new_id, make_card, outline
from clew.work.sourcebook import find_spec, own_card
from clew.work.stores import Stores
from tests.sources.imports import claims, values
from tests.world import World

HEADS = ("Company Name", "ISIN", "Country", "Founded by")
ROWS = (("Quiet Mills", "ZZQUIETMILL1", "China", "a person"), ("“Odd” Works; Ltd.", "", "Norway", ""))


def as_csv(folder: Path, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    path = folder / "table.csv"
    path.write_text("\n".join(";".join(f'"{cell}"' for cell in row) for row in (heads, *rows)), encoding="utf-8")
    return path


def as_xlsx(folder: Path, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    path = folder / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("About").write_row(0, 0, ["A table of the test"])
        sheet = book.add_worksheet("Data")
        for at, row in enumerate((heads, *rows)):
            sheet.write_row(at, 0, row)
    return path


def as_json_lines(folder: Path, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    path = folder / "table.jsonl"
    lines = (json.dumps(dict(zip(heads, row, strict=True)), ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def as_parquet(folder: Path, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    path = folder / "table.parquet"
    engine = DuckEngine()
    engine.load("made", dict.fromkeys(heads, "VARCHAR"), rows)
    engine.write("made", path, (heads[0],))
    engine.close()
    return path


Maker = Callable[[Path, Sequence[str], Sequence[Sequence[str]]], Path]
MAKERS: list[Maker] = [as_csv, as_xlsx, as_json_lines, as_parquet]


def decided(kind: str = "entities", **columns: str) -> Decided:
    return Decided("mine", kind, columns, (), "", {"title": "My table", "publisher": "us", "licence": "our own"})


def mapped(stores: Stores, path: Path, said: Decided) -> Imported:
    make_card(stores, outline(stores, path, said.kind), said)
    return import_files(stores, find_spec(stores, said.dataset), Asked(Given((path,)), "2026-11-01"))


@pytest.mark.parametrize("make", MAKERS)
def test_a_table_of_every_kind_is_outlined_with_what_its_heads_say(world: World, tmp_path: Path, make: Maker) -> None:
    found = outline(world.stores, make(tmp_path, HEADS, ROWS), "entities")
    assert [(column.head, column.prop) for column in found.columns] == [
        ("Company Name", "name"),
        ("ISIN", "isinCode"),
        ("Country", "country"),
        ("Founded by", ""),
    ]


@pytest.mark.parametrize("make", MAKERS)
def test_a_table_of_every_kind_is_mapped_and_added(world: World, tmp_path: Path, make: Maker) -> None:
    path = make(tmp_path, HEADS, ROWS)
    imported = mapped(world.stores, path, decided(name="Company Name", isinCode="ISIN", country="Country"))
    found = values(world.stores, imported, "mine:quiet-mills")
    assert found == {"name": ["Quiet Mills"], "isinCode": ["ZZQUIETMILL1"], "country": ["China"]}
    assert imported.snapshot.about.rows == 2
    assert {one.grade for one in claims(world.stores, imported)} == {"G6"}


@pytest.mark.parametrize("make", MAKERS)
def test_what_is_not_mapped_is_not_read(world: World, tmp_path: Path, make: Maker) -> None:
    imported = mapped(world.stores, make(tmp_path, HEADS, ROWS), decided(name="Company Name"))
    assert {one.prop for one in claims(world.stores, imported)} == {"name"}


def test_a_list_makes_entries_with_ground_and_day(world: World, tmp_path: Path) -> None:
    path = as_csv(tmp_path, ("Name", "Date of listing"), [("Quiet Mills", "01/02/2026")])
    imported = mapped(world.stores, path, replace(decided("list", name="Name", startDate="Date of listing"), dates="dmy"))
    assert values(world.stores, imported, "mine:quiet-mills#listed") == {
        "entity": ["mine:quiet-mills"],
        "ground": ["other"],
        "listedName": ["Quiet Mills"],
        "program": ["My table"],
        "startDate": ["2026-02-01"],
        "status": ["active"],
    }


def test_allegations_name_their_publication(world: World, tmp_path: Path) -> None:
    path = as_csv(tmp_path, ("Company", "Text", "Indicator"), [("Quiet Mills", "is said to …", "FL-04")])
    imported = mapped(world.stores, path, decided("allegations", name="Company", text="Text", indicator="Indicator"))
    found = values(world.stores, imported, "mine:quiet-mills#reported")
    assert (found["publication"], found["indicator"], found["subject"]) == (["My table"], ["FL-04"], ["mine:quiet-mills"])


def test_suppliers_and_owners_make_links(world: World, tmp_path: Path) -> None:
    supply = mapped(
        world.stores,
        as_csv(tmp_path, ("Factory", "Brand"), [("Quiet Mills", "Loud Shirts")]),
        decided("supply", supplier="Factory", customer="Brand"),
    )
    (link,) = {one.entity_id for one in claims(world.stores, supply, "schema = 'SupplyLink'")}
    assert values(world.stores, supply, link) == {"customer": ["mine:loud-shirts"], "supplier": ["mine:quiet-mills"]}
    owned = mapped(
        world.stores,
        as_csv(tmp_path, ("Owner", "Company", "Share"), [("Loud Shirts", "Quiet Mills", "62 %")]),
        replace(decided("ownership", owner="Owner", asset="Company", share="Share"), dataset="owners"),
    )
    (link,) = {one.entity_id for one in claims(world.stores, owned, "schema = 'Ownership'")}
    found = values(world.stores, owned, link)
    assert (found["owner"], found["asset"]) == (["owners:loud-shirts"], ["owners:quiet-mills"])
    assert (found["shareLow"], found["shareHigh"]) == (["0.62"], ["0.62"])


def test_a_row_without_a_name_stops_the_import_unless_it_may_be_left_out(world: World, tmp_path: Path) -> None:
    path = as_csv(tmp_path, ("Name", "Country"), [("Quiet Mills", "China"), ("", "China")])
    with pytest.raises(InputError, match=r"row 3, column .Name."):
        mapped(world.stores, path, decided(name="Name", country="Country"))
    imported = mapped(world.stores, path, replace(decided(name="Name", country="Country"), drops=True))
    assert imported.snapshot.dropped == (("rows without name", 1),)


def test_numbered_rows_keep_their_number_as_id(world: World, tmp_path: Path) -> None:
    path = as_csv(tmp_path, ("No", "Name"), [("17", "Quiet Mills"), ("18", "Quiet Mills")])
    imported = mapped(world.stores, path, replace(decided(name="Name"), key="No"))
    assert {one.entity_id for one in claims(world.stores, imported)} == {"mine:17", "mine:18"}


def test_several_values_of_a_cell_are_several_claims(world: World, tmp_path: Path) -> None:
    path = as_csv(tmp_path, ("Name", "Also known as"), [("Quiet Mills", "Still Mills; Silent Mills")])
    imported = mapped(world.stores, path, decided(name="Name", alias="Also known as"))
    assert values(world.stores, imported, "mine:quiet-mills")["alias"] == ["Silent Mills", "Still Mills"]


@pytest.mark.parametrize(
    "head", ["given", "row_number", "json", "part", "dropped", "table_title", "[odd]", 'say "so"', "it's", "名称", "a\\b", "x{y}"]
)
def test_a_column_of_any_name_is_read(world: World, tmp_path: Path, head: str) -> None:
    path = as_xlsx(tmp_path, ("Name", head), [("Quiet Mills", "something")])
    imported = mapped(world.stores, path, decided(name="Name", notes=head))
    assert values(world.stores, imported, "mine:quiet-mills")["notes"] == ["something"]


@pytest.mark.parametrize("head", ["[odd]", "a*b", "{x}", "given"])
def test_a_column_of_any_name_may_be_left_out(world: World, tmp_path: Path, head: str) -> None:
    imported = mapped(world.stores, as_xlsx(tmp_path, ("Name", head), [("Quiet Mills", "something")]), decided(name="Name"))
    assert imported.snapshot.claims == 1


def test_everything_wrong_with_what_was_decided_is_said_at_once(world: World, tmp_path: Path) -> None:
    table = outline(world.stores, as_csv(tmp_path, HEADS, ROWS), "entities")
    terms = {"ground": "because", "grade": "G1"}
    with pytest.raises(InputError) as caught:
        make_card(world.stores, table, Decided("mine", "lists", {"alias": "Nick"}, (), "No", terms))
    assert [fault.what for fault in caught.value.faults] == [
        "there is no column “Nick”",
        "there is no column “No”",
        "unknown kind of table “lists”",
        "unknown ground “because”",
        "no column is the name",
    ]


@pytest.mark.parametrize("terms", [{"grade": "G9"}, {"archive": "somewhere"}])
def test_a_card_that_could_not_be_read_is_not_kept(world: World, tmp_path: Path, terms: dict[str, object]) -> None:
    table = outline(world.stores, as_csv(tmp_path, HEADS, ROWS), "entities")
    with pytest.raises(InputError, match="unknown"):
        make_card(world.stores, table, replace(decided(name="Company Name"), terms=terms))
    assert not own_card(world.stores, "mine").exists()


def test_a_card_bears_any_letters_in_its_terms(world: World, tmp_path: Path) -> None:
    title = 'A "list"\nof \\ odd\t\x1b things'
    table = outline(world.stores, as_csv(tmp_path, HEADS, ROWS), "entities")
    make_card(world.stores, table, replace(decided(name="Company Name"), terms={"title": title}))
    assert find_spec(world.stores, "mine").card.title == title


@pytest.mark.parametrize("dataset", ["uflpa", "Bad Name", "../up", "con", "", "9lives"])
def test_an_id_that_is_taken_or_is_none_is_refused(dataset: str) -> None:
    with pytest.raises(InputError):
        check_new_id(dataset)


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(world: World, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no table “Sheet9”\. It has “About”, “Data”"):
        outline(world.stores, as_xlsx(tmp_path, HEADS, ROWS), "entities", "Sheet9")


def test_a_file_that_is_no_table_is_an_error(world: World, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("", encoding="utf-8")
    with pytest.raises(InputError):
        outline(world.stores, path, "entities")
