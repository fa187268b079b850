"""Which judgements count: one person's word suffices where an identifier bears it out, or where it brings no finding."""

from collections.abc import Sequence

import pytest

from clew.engine.duck import DuckEngine
from clew.resolve.decisions import decisions_plan
from tests.graph import JUDGEMENT, load_claims
from tests.world import UNDATED, entry, issuer, say

EVERYWHERE = "SELECT DISTINCT cluster_id FROM cluster"
NOWHERE = "SELECT cluster_id FROM cluster WHERE 1 = 0"
AMBER = "US0231351067"


def decided(engine: DuckEngine, *judged: tuple[str, str, str, int], leading: str = EVERYWHERE) -> Sequence[str]:
    engine.load("judgement", JUDGEMENT, judged)
    engine.run(decisions_plan(leading))
    return [str(row[0]) for row in engine.fetch("SELECT verdict FROM decision ORDER BY subject, entity_id")]


@pytest.fixture
def mill(engine: DuckEngine) -> DuckEngine:
    load_claims(engine, {"uflpa": entry("uflpa", "mill", "Blue Mill"), "crosswalk": issuer("amber", "Amber", ("XNAS", "AMB", AMBER))})
    return engine


def test_one_persons_word_on_a_name_that_leads_to_evidence_is_a_proposal(mill: DuckEngine) -> None:
    assert decided(mill, ("name:bluemill", "uflpa:mill", "same", 0)) == ["proposed"]


def test_a_second_persons_word_makes_it_count(mill: DuckEngine) -> None:
    assert decided(mill, ("name:bluemill", "uflpa:mill", "same", 1)) == ["same"]


def test_where_nothing_is_found_one_word_suffices(mill: DuckEngine) -> None:
    assert decided(mill, ("name:bluemill", "uflpa:mill", "same", 0), leading=NOWHERE) == ["same"]


@pytest.mark.parametrize("verdict", ["different", "related"])
def test_to_say_that_they_are_two_companies_one_person_suffices(mill: DuckEngine, verdict: str) -> None:
    assert decided(mill, ("name:bluemill", "uflpa:mill", verdict, 0)) == [verdict]


@pytest.mark.parametrize("key", [f"isin:{AMBER}", "listing:XNAS:AMB", "cusip:023135106"])
def test_an_identifier_that_leads_to_the_company_bears_a_word_out(mill: DuckEngine, key: str) -> None:
    assert decided(mill, (key, "crosswalk:amber", "same", 0)) == ["same"]


def test_an_identifier_of_another_company_bears_nothing_out(mill: DuckEngine) -> None:
    assert (
        decided(mill, (f"isin:{AMBER}", "uflpa:mill", "same", 0), ("isin:ZZ0000000001", "crosswalk:amber", "same", 0)) == ["proposed"] * 2
    )


def test_an_identifier_from_one_source_bears_a_word_out_and_one_that_needs_the_name_does_not(engine: DuckEngine) -> None:
    loose = say("filings:s", "Security", UNDATED, issuer="filings:1", isin="ZZ0000000019", status="second signal")
    single = issuer("amber", "Amber", ("XNAS", "AMB", AMBER), status="candidate")
    load_claims(engine, {"filings": (*say("filings:1", "Company", UNDATED, name="Loom"), *loose), "crosswalk": single})
    assert decided(engine, (f"isin:{AMBER}", "crosswalk:amber", "same", 0)) == ["same"]
    assert decided(engine, ("isin:ZZ0000000019", "filings:1", "same", 0)) == ["proposed"]


def test_that_two_entries_are_one_company_is_for_two_persons_to_say(mill: DuckEngine) -> None:
    assert decided(mill, ("crosswalk:amber", "uflpa:mill", "same", 0), leading=NOWHERE) == ["proposed"]
    assert decided(mill, ("crosswalk:amber", "uflpa:mill", "same", 1), leading=NOWHERE) == ["same"]


def test_a_key_that_is_no_key_is_a_proposal_and_no_error(mill: DuckEngine) -> None:
    assert decided(mill, ("bluemill", "uflpa:mill", "same", 0), (":", "uflpa:mill", "same", 0)) == ["proposed"] * 2
