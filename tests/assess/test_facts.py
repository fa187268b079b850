"""Facts: what findings are made from."""

from clew.assess.facts import Facts
from clew.model.release import ClaimRow


def row(entity: str, schema: str, prop: str, value: str) -> ClaimRow:
    return ClaimRow(
        f"{entity}/{prop}", "founding_documents", entity, schema, prop, value, "", "", "links.csv:2", "", "2019-10", "", "", "G4"
    )


def test_a_statement_is_a_reply_to_what_it_names() -> None:
    facts = Facts(
        (
            row("founding_documents:denial", "Statement", "inReplyTo", "founding_documents:report"),
            row("founding_documents:denial", "Statement", "text", "we have no access"),
            row("founding_documents:report", "Allegation", "text", "it has access"),
        ),
        {},
        {},
    )
    assert facts.replies == {"founding_documents:report": ("founding_documents:denial",)}


def test_a_property_that_nobody_states_is_empty() -> None:
    assert Facts((), {}, {}).value("uflpa:nobody", "name") == ""
