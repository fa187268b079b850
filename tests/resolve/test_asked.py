"""One identifier is found as the plan for a whole portfolio finds it."""

import pytest

from clew.engine.duck import DuckEngine
from clew.pack.holdings import load_markets
from clew.portfolio.asked import read_asked
from clew.resolve.asked import ASKED, told_sql
from tests.graph import load_claims
from tests.world import UNDATED, issuer, say


def told(engine: DuckEngine, text: str) -> list[tuple[str, str]]:
    found = engine.fetch(told_sql(read_asked(text, "", load_markets)[0], ASKED.steps[0].name))
    return [(str(kind), str(company)) for _, kind, _, company in found]


@pytest.fixture
def asked(engine: DuckEngine) -> DuckEngine:
    share = say("reference:share", "Security", UNDATED, issuer="reference:amber", cusip="023135106", code="AMB.B", country="US")
    company = say("reference:amber", "Company", UNDATED, name="Amber", cikCode="0000320193")
    load_claims(engine, {"crosswalk": issuer("birch", "Birch", ("XHKG", "00700", "GB0005405286")), "reference": (*company, *share)})
    engine.run(ASKED)
    return engine


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GB0005405286", [("isin", "crosswalk:birch"), ("sedol", "crosswalk:birch")]),
        ("0540528", [("sedol", "crosswalk:birch")]),
        ("700 HK", [("listing", "crosswalk:birch")]),
        ("US0231351067", [("cusip", "reference:amber")]),
        ("AMB/B US", [("composite", "reference:amber")]),
        ("CIK 320193", [("cik", "reference:amber")]),
        ("US0378331005", []),
    ],
)
def test_an_identifier_and_those_within_it_lead_to_a_company(asked: DuckEngine, text: str, found: list[tuple[str, str]]) -> None:
    assert told(asked, text) == found


def test_a_quotation_mark_in_a_code_is_no_end_of_a_text(asked: DuckEngine) -> None:
    assert told(asked, "XHKG:O'NEIL") == []
