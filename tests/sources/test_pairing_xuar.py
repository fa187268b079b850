"""Pairing programmes: donor and recipients, with the year of their round and the grade of what was read."""

from tests.sources.shipped import Place, as_it_is, faults_of, put, read_changed


def test_a_recipient_of_no_programme_is_refused() -> None:
    (fault,) = faults_of(Place("pairing_xuar", "recipients.csv"), put(2, "programme", "pairing-1999-nobody"))
    assert (fault.file, fault.row, fault.column) == ("recipients.csv", 2, "programme")


def test_every_claim_has_the_year_and_grade_of_its_programme_and_names_its_page() -> None:
    claims = read_changed(Place("pairing_xuar", "programmes.csv"), as_it_is)
    assert {(claim.stated_on, claim.schema) for claim in claims} == {("2010", "PairingProgramme")}
    assert {claim.grade for claim in claims} <= {"G5", "G6"}
    assert all("(" in claim.locator for claim in claims)
