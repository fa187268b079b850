"""What a card expects of a file: all that is wrong is named at once, with file, row, column and mend."""

import pytest
from msgspec.structs import replace

from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step
from clew.engine.port import Cell
from clew.errors import Fault
from clew.sources.reading.checks import MOST_FAULTS, cell_faults, head_faults, row_faults, wrong_rows
from clew.sources.reading.forms import Reading
from tests.sources.invented import CARD, LIST, readings

(LISTED,) = readings(LIST)


def loaded(engine: DuckEngine, *rows: tuple[str, ...], titles: tuple[str, ...] = ()) -> None:
    """Rows of the list: number, name, country, since."""
    columns = {**dict.fromkeys(("Number", "Name", "Country", "Since", "Also"), "VARCHAR"), "row_number": "BIGINT", "table_title": "VARCHAR"}
    cells: list[tuple[Cell, ...]] = [(*row, "", at + 2, titles[at] if titles else "") for at, row in enumerate(rows)]
    engine.load("rows", columns, cells)


def told(faults: list[Fault]) -> list[tuple[int | None, str, str]]:
    return [(fault.row, fault.column, fault.what) for fault in faults]


def test_columns_that_are_unknown_missing_or_there_twice_are_named_at_once() -> None:
    faults = list(head_faults(LISTED, ["Name", "Colour", "Name"], "list.csv", 3))
    assert told(faults) == [
        (3, "Colour", "unknown column “Colour”"),
        (3, "Name", "the column “Name” stands twice"),
        (3, "Number", "the column “Number” is missing"),
    ]
    assert all(fault.file == "list.csv" and fault.mend for fault in faults)
    assert "Number, Name, Country, Also, Since" in faults[0].mend


def test_columns_that_are_all_known_have_no_fault_in_any_order() -> None:
    assert list(head_faults(LISTED, ["Since", "Name", "Number"], "list.csv", 1)) == []


def test_empty_cells_unknown_codes_and_bad_days_are_named_at_once(engine: DuckEngine) -> None:
    loaded(engine, ("1", "A", "China", "17/05/2024"), ("", "B", "Chine", "05/17/2024"), ("3", " ", "", "2024"))
    faults = cell_faults(engine, LISTED, "rows", "list.csv")
    assert told(faults) == [
        (3, "Country", "unknown code “Chine”"),
        (3, "Number", "the cell is empty"),
        (3, "Since", "“05/17/2024” is no day"),
        (4, "Name", "the cell is empty"),
    ]
    assert all(fault.file == "list.csv" and fault.mend for fault in faults)
    assert "“China”, “Peru”" in faults[0].mend


def test_a_fault_names_the_sheet_where_a_file_has_several(engine: DuckEngine) -> None:
    loaded(engine, ("", "A", "", ""), ("", "B", "", ""), titles=("Part 2", "Part 1"))
    assert [(fault.file, fault.row) for fault in cell_faults(engine, LISTED, "rows", "list.xlsx")] == [
        ("list.xlsx [Part 1]", 3),
        ("list.xlsx [Part 2]", 2),
    ]


def test_more_than_fifty_faults_are_counted(engine: DuckEngine) -> None:
    loaded(engine, *[("", "A", "Nowhere", "")] * 40)
    faults = cell_faults(engine, LISTED, "rows", "list.csv")
    assert len(faults) == MOST_FAULTS + 1
    assert (faults[-1].what, faults[-1].file) == ("30 more cells like these", "list.csv")
    loaded(engine, *[("", "A", "", "")] * MOST_FAULTS)
    assert len(cell_faults(engine, LISTED, "rows", "list.csv")) == MOST_FAULTS


def test_cells_without_a_fault_are_none(engine: DuckEngine) -> None:
    loaded(engine, ("1", "A", "", ""), ("2", "B", "Peru", "1.2.2024"))
    assert cell_faults(engine, LISTED, "rows", "list.csv") == []


def test_a_form_that_expects_nothing_of_its_cells_asks_nothing(engine: DuckEngine) -> None:
    (reading,) = readings('[[form]]\nname = "a"\ntitle = "t"\ncolumns = ["Name"]')
    assert cell_faults(engine, reading, "no_such_table", "list.csv") == []


SHAPED = LIST.replace('values = ["", "China", "Peru"]', 'pattern = "[A-Z]{2}|"')


def test_a_cell_has_the_shape_of_its_codes(engine: DuckEngine) -> None:
    (reading,) = readings(SHAPED)
    loaded(engine, ("1", "A", "CN", ""), ("2", "B", "CNX", ""), ("3", "C", "", ""))
    assert told(cell_faults(engine, reading, "rows", "list.csv")) == [(3, "Country", "“CNX” has not the shape [A-Z]{2}|")]


def test_a_long_cell_is_cut_in_what_is_said_of_it(engine: DuckEngine) -> None:
    loaded(engine, ("1", "A", "x" * 5000, ""))
    assert len(cell_faults(engine, LISTED, "rows", "list.csv")[0].what) < 120


def _days(reading: Reading, engine: DuckEngine, cell: str) -> int:
    loaded(engine, ("1", "A", "", cell))
    return len(cell_faults(engine, reading, "rows", "list.csv"))


@pytest.mark.parametrize("key", ["valid_from", "valid_to", "stated_on"])
def test_days_beside_a_claim_are_days_too(engine: DuckEngine, key: str) -> None:
    (reading,) = readings(LIST.replace('column = "Since"\nconvert = "date"', f'column = "Name"\n{key} = "Since"'))
    assert (_days(reading, engine, "soon"), _days(reading, engine, "2024-05"), _days(reading, engine, "")) == (1, 0, 0)


@pytest.mark.parametrize(("rows", "faults"), [(9, 1), (10, 0), (20, 0), (21, 1)])
def test_a_file_has_as_many_rows_as_its_card_believes(rows: int, faults: int) -> None:
    found = list(row_faults(replace(CARD, rows=[10, 20]), rows, "list.csv"))
    assert len(found) == faults
    assert all(f"{rows} rows where Invented List is expected to have 10 to 20" in fault.what for fault in found)


def test_what_a_readers_queries_find_wrong_is_told_and_the_rest_counted(engine: DuckEngine) -> None:
    wrong = "SELECT range AS row_number, 'Name' AS col, 'odd' AS what, 'Mend it.' AS mend FROM range({})"
    for rows, more in ((2, 0), (MOST_FAULTS, 0), (MOST_FAULTS + 7, 7)):
        engine.run(Plan("wrong", (Step("wrong_rows", wrong.format(rows), "odd rows"),)))
        faults = wrong_rows(engine, "list.csv")
        assert faults[0] == Fault("odd", "Mend it.", "list.csv", 0, "Name")
        assert [fault.what for fault in faults[MOST_FAULTS:]] == ([f"{more} more rows like these"] if more else [])
