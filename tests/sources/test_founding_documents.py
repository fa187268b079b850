"""Links that publications name: attributed, dated, with their own place for reply and outcome."""

import pytest

from tests.sources.shipped import Place, faults_of, put, read_changed

LINKS = Place("founding_documents", "links.csv")


@pytest.mark.parametrize("column", ["from_key", "to_key", "in_reply_to"])
def test_a_reference_that_leads_nowhere_is_refused(column: str) -> None:
    (fault,) = faults_of(LINKS, put(2, column, "nobody"))
    assert (fault.row, fault.column) == (2, column)


def test_a_row_about_nobody_is_refused() -> None:
    def change(rows: list[list[str]]) -> None:
        put(2, "from_key", "")(rows)
        put(2, "to_key", "")(rows)

    (fault,) = faults_of(LINKS, change)
    assert fault.what == "the row names no organisation"


@pytest.mark.parametrize("column", ["reply", "outcome"])
def test_a_reply_or_outcome_without_a_source_is_refused(column: str) -> None:
    (fault,) = faults_of(LINKS, put(2, f"{column}_source", ""))
    assert (fault.row, fault.column) == (2, f"{column}_source")


def test_reply_and_outcome_are_found_where_they_were_read() -> None:
    def change(rows: list[list[str]]) -> None:
        put(2, "locator", "page 3")(rows)
        put(2, "reply_source", "Daily, page 1")(rows)
        put(2, "outcome_source", "Weekly, page 2")(rows)

    places = {claim.prop: claim.locator for claim in read_changed(LINKS, change) if claim.locator.endswith("; links.csv:2")}
    assert (places["text"], places["reply"], places["outcome"]) == (
        "page 3; links.csv:2",
        "Daily, page 1; links.csv:2",
        "Weekly, page 2; links.csv:2",
    )


def test_conduct_that_ended_says_so_in_every_claim() -> None:
    entity = [claim for claim in read_changed(LINKS, put(2, "ended_on", "2020-01-31")) if claim.locator.endswith("; links.csv:2")]
    assert {claim.valid_to for claim in entity} == {"2020-01-31"}
