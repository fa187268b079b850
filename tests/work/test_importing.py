"""Import: a snapshot in force, or one error that names every fault and leaves everything as it was."""

import time
from pathlib import Path

import pytest
import xlsxwriter
from msgspec.structs import replace

from clew.errors import InputError, RefusedError, UnexpectedContentError, WorkspaceError
from clew.lake.filesets import ASIDE
from clew.sources.reading.specs import Spec
from clew.work.files import Given
from clew.work.importing import UNKNOWN_DAY, Asked, Imported, import_files
from clew.work.release import COMMERCIAL
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.sources.imports import claims, values
from tests.sources.invented import LIST, saved, spec

TEXT = "Number,Name,Country,Also,Since\n1,Alpha,China,A; B,17/05/2024\n2,Beta,,,\n"
NAMED = LIST.replace('id = "{Number}"', 'id = "{given}"').replace(
    'columns = ["Number", "Name"]\noptional = [', 'columns = ["Name"]\noptional = ["Number", '
)
NAMED = NAMED.replace('required = ["Number", "Name"]', 'required = ["Name"]')


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    with open_workspace(tmp_path / "workspace") as opened:
        return opened


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return saved(tmp_path, "list.csv", TEXT)


def read(stores: Stores, *paths: Path, source: Spec | None = None, published: str = "2026-07-01", form: str = "") -> Imported:
    return import_files(stores, source or spec(), Asked(Given(paths, form), published))


def everything(stores: Stores) -> dict[str, int]:
    """Every file of a workspace, with its time."""
    return {str(path): path.stat().st_mtime_ns for path in stores.folder.rglob("*") if path.is_file() and "ledger.db" not in path.name}


def in_force(stores: Stores) -> list[str]:
    return [one.snapshot_id for one in stores.ledger.live("2999-01-01")]


def test_a_file_becomes_the_snapshot_in_force(stores: Stores, listed: Path) -> None:
    imported = read(stores, listed)
    assert (imported.new, imported.former, imported.left_out, imported.notes) == (True, None, (), ())
    assert in_force(stores) == [imported.snapshot.snapshot_id]
    assert imported.snapshot.about.rows == 2
    assert values(stores, imported, "invented:1") == {"alias": ["A", "B"], "country": ["China"], "name": ["Alpha"]}
    assert values(stores, imported, "invented:1#listed") == {"entity": ["invented:1"], "startDate": ["2024-05-17"]}
    (day,) = claims(stores, imported, "prop = 'startDate'")
    assert day.locator == "row 2"


def test_the_version_says_when_and_where_and_from_what(stores: Stores, listed: Path) -> None:
    asked = Asked(Given((listed,)), "2026-07-01", "https://example.org/file", "2026-07-03")
    version = import_files(stores, spec(), asked).snapshot.version
    assert (version.label, version.published, version.retrieved) == ("2026-07-01", "2026-07-01", "2026-07-03")
    assert (version.source_url, version.note, version.starter) == ("https://example.org/file", "Read from list.csv.", False)


def test_the_same_files_read_again_write_nothing_and_take_no_time(stores: Stores, listed: Path) -> None:
    first = read(stores, listed)
    before, events = everything(stores), len(stores.ledger.events())
    begun = time.monotonic()
    again = read(stores, listed)
    assert time.monotonic() - begun < 1
    assert (again.new, again.snapshot, again.former) == (False, first.snapshot, first.snapshot)
    assert (everything(stores), len(stores.ledger.events())) == (before, events)


def test_a_source_that_reads_otherwise_now_reads_the_same_files_again(stores: Stores, listed: Path) -> None:
    read(stores, listed)
    again = read(stores, listed, source=spec(LIST.replace('lang = "eng"', 'lang = "deu"')))
    assert (again.new, {one.lang for one in claims(stores, again, "prop = 'name'")}) == (True, {"deu"})


def test_other_bytes_that_say_the_same_are_no_new_snapshot(stores: Stores, tmp_path: Path, listed: Path) -> None:
    first = read(stores, listed)
    other = saved(tmp_path, "other.csv", TEXT.replace("\n", "\r\n"))
    again = read(stores, other)
    assert (again.new, again.snapshot.snapshot_id) == (False, first.snapshot.snapshot_id)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Number,Name,Country\n3,,Chile\n", "the cell is empty"),
        ("Number,Name,Colour\n3,Gamma,red\n", "unknown column “Colour”"),
        ("Number,Name\n", "0 rows where"),
        ("Number,Name\n3,Gamma,more\n", "the line is no row"),
        ("Colour\nred\n", "no form of this source fits"),
    ],
)
def test_a_fault_leaves_the_version_before_in_force_and_nothing_behind(
    stores: Stores, tmp_path: Path, listed: Path, content: str, told: str
) -> None:
    read(stores, listed)
    before, live, events = everything(stores), in_force(stores), len(stores.ledger.events())
    with pytest.raises(UnexpectedContentError, match=told):
        read(stores, saved(tmp_path, "bad.csv", content), published="2026-08-01")
    assert (everything(stores), in_force(stores), len(stores.ledger.events())) == (before, live, events)
    assert list((stores.folder / "scratch").iterdir()) == []
    assert [path for path in stores.lake.rglob("*") if path.name.startswith(ASIDE)] == []


def test_a_workspace_that_cannot_be_written_leaves_nothing_behind(stores: Stores, listed: Path) -> None:
    stores.lake.mkdir(exist_ok=True)
    (stores.lake / "invented").write_text("a file in the place of the folder", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="cannot write"):
        read(stores, listed)
    assert (in_force(stores), list((stores.folder / "scratch").iterdir())) == ([], [])


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("list-2024-05-17.csv", "2024-05-17"),
        ("20240517-list.csv", "2024-05-17"),
        ("list_2024.05.17.csv", "2024-05-17"),
        ("list-2024-02.csv", "2024-02-29"),
        ("list 2023_12.csv", "2023-12-31"),
        ("20240517T0800.csv", "2024-05-17"),
    ],
)
def test_the_day_of_publication_is_found_in_the_name_of_the_file(stores: Stores, tmp_path: Path, name: str, day: str) -> None:
    imported = read(stores, saved(tmp_path, name, TEXT), published="")
    assert (imported.snapshot.version.published, imported.notes) == (day, ())


@pytest.mark.parametrize("name", ["list.csv", "list-2999-01-01.csv", "list-2024-02-30.csv", "120240517.csv", "v2024-1.csv"])
def test_a_day_that_nobody_says_is_that_of_reading_and_told(stores: Stores, tmp_path: Path, name: str) -> None:
    imported = read(stores, saved(tmp_path, name, TEXT), published="")
    assert imported.snapshot.version.published == imported.snapshot.version.retrieved
    assert any(UNKNOWN_DAY in note for note in imported.notes)
    assert not read(stores, saved(tmp_path, name, TEXT), published="").new


def test_days_that_are_none_or_to_come_are_told_together(stores: Stores, listed: Path) -> None:
    with pytest.raises(InputError, match=r"(?s)--published is “2024-02-30”.*--retrieved is “2999-01-01”"):
        import_files(stores, spec(), Asked(Given((listed,)), "2024-02-30", "", "2999-01-01"))


def test_an_older_state_is_kept_and_told_and_the_newer_stays_in_force(stores: Stores, tmp_path: Path, listed: Path) -> None:
    newer = read(stores, listed)
    older = read(stores, saved(tmp_path, "old.csv", "Number,Name\n1,Old\n"), published="2025-01-01")
    assert older.new
    assert older.notes == ("This state (2025-01-01) is older than the one in force (2026-07-01), which stays in force.",)
    assert in_force(stores) == [newer.snapshot.snapshot_id]


def test_a_state_that_another_of_the_same_day_overtook_says_so(stores: Stores, tmp_path: Path, listed: Path) -> None:
    source = spec(carry=["country"])
    first = read(stores, listed, source=source)
    second = read(stores, saved(tmp_path, "other.csv", TEXT.replace("Beta", "Gamma")), source=source)
    back = read(stores, listed, source=source)
    assert (back.new, back.snapshot.snapshot_id, in_force(stores)) == (False, first.snapshot.snapshot_id, [second.snapshot.snapshot_id])
    assert any("stays in force" in note and second.snapshot.snapshot_id in note for note in back.notes)


def test_a_licence_that_forbids_commercial_use_refuses_a_commercial_workspace(stores: Stores, listed: Path) -> None:
    barred = spec(commercial=False)
    read(stores, listed, source=barred)
    stores.ledger.set_mark(COMMERCIAL, "yes")
    with pytest.raises(RefusedError, match="forbids commercial use"):
        read(stores, listed, source=barred)
    assert read(stores, listed, source=spec(dataset="other")).new


def test_sheets_that_are_not_of_the_form_are_told(stores: Stores, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for title, rows in {
            "Notes": [["Read this"]],
            "Part 1": [["Number", "Name"], ["1", "A"]],
            "Part 2": [["Number", "Name"], ["2", "B"]],
        }.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    imported = read(stores, path)
    assert imported.left_out == ("Notes",)
    assert [(one.value, one.locator) for one in claims(stores, imported, "prop = 'name'")] == [("A", "Part 1 row 2"), ("B", "Part 2 row 2")]


def test_a_list_without_numbers_keeps_ids_and_what_stays_from_version_to_version(stores: Stores, tmp_path: Path) -> None:
    source = spec(NAMED, identity="names", carry=["country"], fallback=["ground=other", "groundNote=unread"])
    first = read(stores, saved(tmp_path, "a.csv", "Name,Country,Also\nAlpha Ltd,China,First Alpha\nBeta,,\n"), source=source)
    second = read(stores, saved(tmp_path, "b.csv", "Name\nFirst Alpha\nGamma\n"), source=source, published="2026-08-01")
    assert set(values(stores, first, "invented:beta")) == {"name"}
    assert values(stores, second, "invented:alpha-ltd") == {"country": ["China"], "name": ["First Alpha"]}
    assert values(stores, second, "invented:gamma#listed") == {"entity": ["invented:gamma"], "ground": ["other"], "groundNote": ["unread"]}
    assert [name for name, _ in second.snapshot.archive] == ["b.csv", "a.csv"]
    (country,) = claims(stores, second, "prop = 'country'")
    assert country.locator == "carried from 2026-07-01: row 2"


def test_a_source_that_numbers_its_entries_may_keep_the_names_they_had(stores: Stores, tmp_path: Path) -> None:
    source = spec(former_names=True)
    read(stores, saved(tmp_path, "a.csv", "Number,Name\n1,Alpha\n2,Beta\n"), source=source)
    second = read(stores, saved(tmp_path, "b.csv", "Number,Name\n1,Omega\n2,Beta\n"), source=source, published="2026-08-01")
    assert values(stores, second, "invented:1") == {"name": ["Omega"], "previousName": ["Alpha"]}
    assert set(values(stores, second, "invented:2")) == {"name"}
    assert [name for name, _ in second.snapshot.archive] == ["b.csv", "a.csv"]
    again = read(stores, saved(tmp_path, "d.csv", "Number,Name\n1,Omicron\n2,Beta\n"), source=source, published="2026-08-01")
    assert values(stores, again, "invented:1") == {"name": ["Omicron"], "previousName": ["Alpha"]}
    older = read(stores, saved(tmp_path, "c.csv", "Number,Name\n1,Long ago\n2,Beta\n"), source=source, published="2025-01-01")
    assert set(values(stores, older, "invented:1")) == {"name"}


def test_addresses_are_located_on_the_way(stores: Stores, tmp_path: Path) -> None:
    source = spec(LIST.replace('prop = "alias"', 'prop = "address"').replace('split = ";"', 'split = "|"'))
    imported = read(stores, saved(tmp_path, "list.csv", "Number,Name,Also\n1,A,Hotan City Xinjiang China\n"), source=source)
    assert [one.grade for one in claims(stores, imported, "prop = 'locatedIn'")] == ["G5"]


def test_what_is_going_on_is_told(stores: Stores, listed: Path) -> None:
    told: list[str] = []
    import_files(stores, spec(), Asked(Given((listed,)), "2026-07-01"), told.append)
    assert told == ["Reading list.csv", "Writing the claims of 2 rows"]


def test_a_reviewed_override_is_how_an_odd_code_is_read(stores: Stores, tmp_path: Path) -> None:
    override = '\n[[override]]\ncolumn = "Country"\nvalue = "P.R.C."\nbecomes = "China"\nreason = "its short name"\n'
    path = saved(tmp_path, "list.csv", "Number,Name,Country\n1,Alpha,P.R.C.\n")
    with pytest.raises(UnexpectedContentError, match=r"unknown code “P\.R\.C\.”"):
        read(stores, path)
    assert values(stores, read(stores, path, source=spec(LIST + override)), "invented:1")["country"] == ["China"]


def test_a_card_that_differs_in_its_words_alone_says_the_same(stores: Stores, listed: Path) -> None:
    source = spec()
    read(stores, listed, source=source)
    again = read(stores, listed, source=Spec(replace(source.card, title="Another title"), source.readings, source.steps))
    assert (again.new, in_force(stores)) == (False, [again.snapshot.snapshot_id])


def test_a_file_that_says_the_same_when_read_otherwise_is_not_read_a_third_time(stores: Stores, listed: Path) -> None:
    first, source = (
        read(stores, listed),
        spec(LIST + '\n[[override]]\ncolumn = "Country"\nvalue = "Chili"\nbecomes = "Chile"\nreason = "a slip"\n'),
    )
    told: list[str] = []
    asked = Asked(Given((listed,)), "2026-07-01")
    again, third = import_files(stores, source, asked, told.append), import_files(stores, source, asked, told.append)
    assert told == ["Reading list.csv", "Writing the claims of 2 rows", "Reading list.csv"]
    assert [one.snapshot.snapshot_id for one in (again, third)] == [first.snapshot.snapshot_id] * 2
    assert third.snapshot == again.snapshot != first.snapshot
