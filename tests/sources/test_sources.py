"""Every reader stops at what it does not understand, and says where: the same faults, in every shipped table."""

import pytest

from clew.errors import UnexpectedContentError
from clew.sources.reading.tables import Tables
from tests.sources.shipped import STARTER, TABLES, Place, Rows, as_it_is, content, faults_of, put, read_changed

every_table = pytest.mark.parametrize("place", TABLES, ids=lambda place: f"{place.dataset}/{place.table}")

CODES = [
    *(
        (Place(dataset, "entries.csv"), column)
        for dataset in ("uflpa", "cbp_wro", "bis_entity_list", "ns_cmic")
        for column in ("ground", "schema")
    ),
    *((Place("uflpa", "entries.csv"), column) for column in ("covers_subsidiaries", "status")),
    (Place("gazetteer_xuar", "places.csv"), "level"),
    (Place("pairing_xuar", "programmes.csv"), "grade"),
    (Place("pairing_xuar", "programmes.csv"), "status"),
    (Place("pairing_xuar", "recipients.csv"), "is_xpcc"),
    (Place("founding_documents", "links.csv"), "kind"),
    (Place("founding_documents", "links.csv"), "grade"),
    (Place("crosswalk", "securities.csv"), "status"),
    (Place("crosswalk", "listed.csv"), "status"),
    (Place("crosswalk", "listed.csv"), "relation"),
    (Place("crosswalk", "listed.csv"), "dataset"),
]
DATES = [
    (Place("notices", "uflpa.csv"), "effective"),
    (Place("notices", "uflpa.csv"), "published"),
    (Place("pairing_xuar", "programmes.csv"), "round"),
    (Place("founding_documents", "links.csv"), "ended_on"),
    (Place("crosswalk", "listed.csv"), "share_as_of"),
]


@every_table
def test_an_unknown_column_stops_the_reader(place: Place) -> None:
    def change(rows: Rows) -> None:
        for at, row in enumerate(rows):
            row.append("mood" if at == 0 else "good")

    (fault,) = faults_of(place, change)
    assert (fault.file, fault.row, fault.column) == (place.table, 1, "mood")


@every_table
def test_each_missing_column_stops_the_reader(place: Place) -> None:
    for at, column in enumerate(content(place)[0]):

        def change(rows: Rows, at: int = at) -> None:
            for row in rows:
                del row[at]

        assert (place.table, 1, column) in {(fault.file, fault.row, fault.column) for fault in faults_of(place, change)}


@every_table
def test_a_ragged_row_stops_the_reader(place: Place) -> None:
    faults = faults_of(place, lambda rows: rows[2].pop())
    assert [(fault.file, fault.row) for fault in faults] == [(place.table, 3)]


@every_table
def test_a_row_that_stands_twice_stops_the_reader(place: Place) -> None:
    faults = faults_of(place, lambda rows: rows.append(list(rows[1])))
    assert [fault.what for fault in faults] == [f"the row is about the same as {place.table}:2"]


@every_table
def test_an_empty_cell_that_must_be_filled_stops_the_reader(place: Place) -> None:
    first = content(place)[0][0]
    assert (place.table, 2, first) in {(fault.file, fault.row, fault.column) for fault in faults_of(place, put(2, first, ""))}


@pytest.mark.parametrize(("place", "column"), CODES)
def test_an_unknown_code_stops_the_reader(place: Place, column: str) -> None:
    (fault,) = faults_of(place, put(2, column, "perhaps"))
    assert (fault.file, fault.row, fault.column) == (place.table, 2, column)
    assert "perhaps" in fault.what


@pytest.mark.parametrize(("place", "column"), DATES)
def test_a_date_that_is_none_stops_the_reader(place: Place, column: str) -> None:
    (fault,) = faults_of(place, put(2, column, "17 May 2024"))
    assert (fault.file, fault.row, fault.column) == (place.table, 2, column)


def test_all_faults_of_a_table_are_named_at_once() -> None:
    place = Place("uflpa", "entries.csv")

    def change(rows: Rows) -> None:
        rows[0][rows[0].index("address")] = "mood"
        put(2, "ground", "perhaps")(rows)
        put(3, "name", "")(rows)
        rows[4].pop()

    faults = faults_of(place, change)
    assert {(fault.row, fault.column) for fault in faults} == {(1, "mood"), (1, "address"), (2, "ground"), (3, "name"), (5, "")}


@every_table
def test_a_missing_table_stops_the_reader(place: Place) -> None:
    starter = STARTER[place.dataset]
    files = {name: data for name, data in starter.tables.files.items() if name != place.table}
    if place.dataset == "notices":
        assert list(starter.read(Tables("notices", files)))
        return
    with pytest.raises(UnexpectedContentError, match=f"{place.table} of {place.dataset} is missing"):
        list(starter.read(Tables(place.dataset, files)))


@every_table
def test_every_row_makes_claims_that_say_where_it_is(place: Place) -> None:
    claims = read_changed(place, as_it_is)
    lines = {
        claim.locator.rpartition(f"{place.table}:")[2].split(" ")[0].split(")")[0] for claim in claims if f"{place.table}:" in claim.locator
    }
    assert {str(line) for line in range(2, len(content(place)) + 1)} <= lines
