"""What publications say: every row is attributed, placed, graded and quoted, and shows what followed."""

from clew.pack.policy import load_policy
from clew.pack.standards import load_standards
from clew.sources.starter import starter_sources
from tests.packs.shipped import table

LINKS = table("founding_documents", "links.csv")
ORGANISATIONS = {row["key"]: row for row in table("founding_documents", "organisations.csv")}
KINDS = {"supply", "partnership", "contract", "hosting", "capital", "allegation", "positive_practice", "statement"}


def test_every_row_is_attributed_placed_graded_and_quoted() -> None:
    needed = ("publication", "publisher", "published", "locator", "grade", "grade_reason", "text", "stated_on")
    assert [(row["key"], name) for row in LINKS for name in needed if not row[name]] == []


def test_kinds_are_known() -> None:
    assert {row["kind"] for row in LINKS} <= KINDS


def test_a_row_is_about_organisations_that_the_pack_names() -> None:
    ends = {row[end] for row in LINKS for end in ("from_key", "to_key") if row[end]}
    assert ends == set(ORGANISATIONS)


def test_an_unnamed_company_stays_unnamed() -> None:
    assert [row["key"] for row in LINKS if not row["from_key"] and row["kind"] != "capital"] == []


def test_indicators_are_of_the_standards_pack() -> None:
    known = load_standards().by_code
    assert {row["indicator"] for row in LINKS if row["indicator"]} <= set(known)
    assert [row["key"] for row in LINKS if not row["indicator"] and row["kind"] not in {"positive_practice", "statement"}] == []


def test_conduct_that_ended_says_when_and_why() -> None:
    assert [row["key"] for row in LINKS if bool(row["ended_on"]) != bool(row["ended_reason"])] == []
    stopped = {row["from_key"] for row in LINKS if row["kind"] == "positive_practice" and "Xinjiang" in row["text"]}
    assert [row["key"] for row in LINKS if row["kind"] == "supply" and row["from_key"] in stopped and not row["ended_on"]] == []


def test_reply_and_outcome_name_their_source() -> None:
    assert [row["key"] for row in LINKS if row["outcome"] and not row["outcome_source"]] == []
    assert [row["key"] for row in LINKS if row["reply"] and not (row["reply_source"] and row["reply_by"] and row["reply_on"])] == []


def test_an_amount_has_its_currency() -> None:
    assert [row["key"] for row in LINKS if bool(row["amount"]) != bool(row["currency"])] == []


def test_a_claim_without_a_source_of_its_own_is_of_the_lowest_grade() -> None:
    unsourced = ("names no primary source", "names no source", "no source for the figure")
    assert [row["key"] for row in LINKS if any(words in row["grade_reason"] for words in unsourced) and row["grade"] != "G6"] == []


def test_every_schema_of_a_link_is_reported_or_a_link_of_the_policy() -> None:
    """A claim that nothing reads would be lost in silence; a statement is read beside the claim that it answers."""
    (one,) = (one for one in starter_sources() if one.source.dataset == "founding_documents")
    read = {rule.schema for rule in load_standards().reported} | {link.schema for link in load_policy().links}
    assert {claim.schema for claim in one.claims()} - read == {"Organization", "Statement"}
