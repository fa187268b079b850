"""What was searched, how old it is, and what could not be assessed."""

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.assess.coverage import FundsSeen, coverage, searched
from clew.model.snapshot import About, Snapshot, Version
from clew.pack.policy import load_policy
from clew.sources.reading.card import load_card

POLICY = load_policy()
TEMPLATE = "Not assessed for {kind}: no source of that kind is loaded"
NONE_HELD = FundsSeen(0, 0, Decimal(0))


def snapshot(dataset: str, published: str = "2026-07-16") -> Snapshot:
    version = Version(dataset, published, published, published, "https://example.org", "", starter=True)
    return Snapshot(About(version, load_card(version.dataset)), "id", "hash", 10, (Path("claims.parquet"),))


@pytest.mark.parametrize(("day", "stale"), [("2026-08-15", False), ("2026-08-16", True), ("2026-07-16", False)])
def test_a_list_is_stale_after_thirty_days(day: str, *, stale: bool) -> None:
    assert [row.stale for row in searched([snapshot("uflpa")], POLICY, day)] == [stale]


def test_a_reference_table_does_not_go_stale() -> None:
    assert not searched([snapshot("gazetteer_xuar", "2023-06-30")], POLICY, "2026-11-20")[0].stale


def test_a_partial_publication_date_still_has_an_age() -> None:
    assert searched([replace(snapshot("uflpa", "2026-07"), claims=1)], POLICY, "2026-07-31")[0].age_days == 30


def test_without_a_source_of_its_kind_nothing_is_assessed() -> None:
    rows = {row.kind: row for row in coverage([snapshot("uflpa")], {}, NONE_HELD, TEMPLATE)}
    assert rows["listings"].assessed == "yes"
    assert rows["supply"].sentence == "Not assessed for supply: no source of that kind is loaded."
    assert rows["supply"].assessed == "no"


def test_single_links_are_an_assessment_in_part() -> None:
    rows = {row.kind: row for row in coverage([snapshot("crosswalk")], {"owns": 3}, NONE_HELD, TEMPLATE)}
    assert rows["ownership"].assessed == "in part"
    assert "3 links" in rows["ownership"].sentence


def test_books_not_seen_are_told_with_their_weight() -> None:
    row = coverage([], {}, FundsSeen(2, 1, Decimal("0.12")), TEMPLATE)[-1]
    assert row.assessed == "in part"
    assert "12 % of the portfolio" in row.sentence


def test_one_fund_line_is_said_as_one() -> None:
    said = {funds: coverage([], {}, FundsSeen(*funds, Decimal("0.12")), TEMPLATE)[-1].sentence for funds in ((1, 0), (3, 0), (1, 1))}
    assert said[1, 0] == "The one fund line was opened."
    assert said[3, 0] == "All 3 fund lines were opened."
    assert said[1, 1].startswith("1 fund line could not be opened: no book of it is loaded")
