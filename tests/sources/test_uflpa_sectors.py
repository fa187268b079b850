"""High-priority sectors: the sector is the agency's, the words and prefixes are ours."""

from tests.sources.shipped import Place, as_it_is, read_changed


def test_words_and_prefixes_are_inference() -> None:
    grades = {(claim.prop, claim.grade) for claim in read_changed(Place("uflpa_sectors", "sectors.csv"), as_it_is)}
    assert grades == {("name", "G1"), ("notice", "G1"), ("hsPrefix", "G5"), ("keyword", "G5"), ("exclude", "G5")}
