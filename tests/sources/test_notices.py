"""Notices hold the dates: each once, over all their tables."""

from tests.sources.shipped import Place, content, faults_of, put, read_changed

PLACE = Place("notices", "uflpa.csv")


def test_an_id_that_another_table_has_is_refused() -> None:
    other = content(Place("notices", "ofac.csv"))[1][0]
    (fault,) = faults_of(PLACE, put(2, "notice", other))
    assert fault.what == "the row is about the same as ofac.csv:2"


def test_every_claim_has_the_day_and_the_address_of_its_notice() -> None:
    said = {claim.prop: claim for claim in read_changed(PLACE, put(2, "url", "https://example.org/n")) if claim.locator == "uflpa.csv:2"}
    assert said["sourceUrl"].value == said["citation"].source_url == "https://example.org/n"
    assert said["publishedDate"].value == said["citation"].stated_on
