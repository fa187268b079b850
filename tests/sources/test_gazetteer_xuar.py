"""The gazetteer: what the statistics bureau says is official, what was compiled is not."""

import pytest

from tests.sources.shipped import Place, as_it_is, faults_of, put, read_changed

PLACE = Place("gazetteer_xuar", "places.csv")
CODES = Place("gazetteer_xuar", "codes.csv")


def test_a_parent_that_is_no_place_is_refused() -> None:
    (fault,) = faults_of(PLACE, put(3, "parent", "nowhere"))
    assert (fault.row, fault.column) == (3, "parent")


def test_grades_follow_the_source_of_the_cell() -> None:
    grades = {claim.prop: claim.grade for claim in read_changed(PLACE, as_it_is) if claim.prop != "name"}
    assert {prop for prop, grade in grades.items() if grade == "G1"} == {"level", "divisionCode", "parent"}
    assert set(grades.values()) == {"G1", "G3"}


@pytest.mark.parametrize(
    ("column", "cell"), [("key", "nowhere"), ("postcode", "100000"), ("postcode", "83000"), ("area_code", "010"), ("division", "15")]
)
def test_a_code_that_is_none_of_the_region_is_refused(column: str, cell: str) -> None:
    (fault,) = faults_of(CODES, put(2, column, cell))
    assert (fault.file, fault.row, fault.column) == ("codes.csv", 2, column)


@pytest.mark.parametrize("column", ["postcode", "area_code"])
def test_a_code_that_is_missing_says_why(column: str) -> None:
    (fault,) = faults_of(CODES, put(2, column, ""))
    assert fault.column == f"{column}_reason"


def test_codes_are_claims_of_their_places() -> None:
    said = {(claim.prop, claim.value) for claim in read_changed(CODES, as_it_is) if claim.entity_id == "gazetteer_xuar:shihezi-city"}
    assert {("postalCode", "832000"), ("areaCode", "0993"), ("xpccDivision", "8")} <= said
