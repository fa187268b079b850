"""The gazetteer: what the statistics bureau says is official, what was compiled is not."""

from tests.sources.shipped import Place, as_it_is, faults_of, put, read_changed

PLACE = Place("gazetteer_xuar", "places.csv")


def test_a_parent_that_is_no_place_is_refused() -> None:
    (fault,) = faults_of(PLACE, put(3, "parent", "nowhere"))
    assert (fault.row, fault.column) == (3, "parent")


def test_grades_follow_the_source_of_the_cell() -> None:
    grades = {claim.prop: claim.grade for claim in read_changed(PLACE, as_it_is) if claim.prop != "name"}
    assert {prop for prop, grade in grades.items() if grade == "G1"} == {"level", "divisionCode", "parent"}
    assert set(grades.values()) == {"G1", "G3"}
