"""The NS-CMIC List gives identifiers beside its names."""

from tests.sources.shipped import Place, put, read_changed

PLACE = Place("ns_cmic", "entries.csv")


def test_identifiers_are_claims_of_the_list_with_its_row() -> None:
    found = [
        claim for claim in read_changed(PLACE, put(2, "isins", "HK0000000001; HK0000000002")) if claim.locator.endswith("entries.csv:2")
    ]
    assert [claim.value for claim in found if claim.prop == "isinCode"] == ["HK0000000001", "HK0000000002"]
    assert {claim.locator for claim in found if claim.prop in {"isinCode", "uscCode", "ticker"}} == {"list row 1; entries.csv:2"}
