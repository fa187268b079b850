"""The plan from claims to records: portable, and true to what claims say."""

from collections.abc import Sequence

import pytest
import sqlglot
from sqlglot import ErrorLevel

from clew.engine.dialect import faults
from clew.engine.duck import DuckEngine
from clew.engine.port import Engine
from clew.model.claim import Claim
from clew.ownership.records import FIELDS, TABLES, asked_plan, records_plan, step_plan
from tests.world import AS_OF, PUBLISHED, UNDATED, Dates, say

TEXT = "VARCHAR"
STEPS = (*records_plan(AS_OF).steps, *asked_plan("around").steps, *step_plan("around", up=True).steps, *step_plan("around", up=False).steps)


def records(*claims: Claim, clusters: Sequence[str] = ("r:a", "r:b")) -> list[dict[str, str]]:
    """The records that claims make; the organisations are the clusters, each alone."""
    engine: Engine = DuckEngine()
    try:
        columns = dict.fromkeys(("claim_id", "dataset", *Claim._fields), TEXT)
        engine.load("claims", columns, [(f"c{at}", "r", *claim) for at, claim in enumerate(claims)])
        engine.load("cluster", {"entity_id": TEXT, "cluster_id": TEXT}, [(one, one) for one in clusters])
        engine.load("source", {"dataset": TEXT, "published": TEXT, "family": TEXT}, [("r", PUBLISHED, "r")])
        engine.run(records_plan(AS_OF))
        cells = ("state", *FIELDS)
        rows = engine.fetch(f"SELECT {', '.join(cells)} FROM ownership_record ORDER BY record_id")  # noqa: S608 - names of ours
        return [dict(zip(cells, map(str, row), strict=True)) for row in rows]
    finally:
        engine.close()


def state(dates: Dates) -> str:
    return records(*say("r:1", "Ownership", dates, owner="r:a", asset="r:b"))[0]["state"]


def test_every_step_is_portable_and_says_what_it_makes() -> None:
    assert {step.name: faults(step.sql) for step in STEPS if faults(step.sql) or not step.why} == {}


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_every_step_can_be_read_in_both_dialects(dialect: str) -> None:
    for step in STEPS:
        assert sqlglot.parse_one(step.sql, dialect=dialect, error_level=ErrorLevel.RAISE) is not None, step.name


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (UNDATED, "held"),
        (Dates("", "2020-01-01", "", "G1"), "held"),
        (Dates("", "2020-01-01", "2026-11-20", "G1"), "ended"),
        (Dates("", "2020-01-01", "2026-11-21", "G1"), "held"),
        (Dates("", "2026-11-21", "", "G1"), "later"),
        (Dates("2026-11-21", "", "", "G1"), "later"),
        (Dates("", "2022-01-01", "2021-01-01", "G1"), "backwards"),
    ],
)
def test_a_record_held_on_the_day_or_not(dates: Dates, expected: str) -> None:
    """A record without a first day began no later than it was said; one that ends on the day holds no more."""
    assert state(dates) == expected


def test_shares_votes_and_words_are_kept_as_claims_have_them() -> None:
    said = {
        "shareLow": "0.25",
        "shareHigh": "0.5",
        "votesLow": "0.1",
        "interest": "shareholding",
        "ownershipType": "direct",
        "role": "subsidiary",
    }
    (row,) = records(*say("r:1", "Ownership", UNDATED, owner="r:a", asset="r:b", **said))
    kept = ("owner", "asset", "share_low", "share_high", "votes_low", "votes_high", "kind", "level", "role")
    assert [row[one] for one in kept] == ["r:a", "r:b", "0.25", "0.5", "0.1", "", "shareholding", "direct", "subsidiary"]


def test_control_has_a_holder_and_an_entity() -> None:
    (row,) = records(*say("r:1", "Control", UNDATED, holder="r:a", entity="r:b", votesLow="0.75"))
    assert (row["owner"], row["asset"], row["schema"]) == ("r:a", "r:b", "Control")


def test_an_end_that_no_source_describes_is_marked() -> None:
    described = say("r:p", "PersonalOwner", UNDATED, ownerKind="a natural person")
    rows = records(
        *described,
        *say("r:1", "Ownership", UNDATED, owner="r:p", asset="r:b"),
        *say("r:2", "Ownership", UNDATED, owner="r:nobody", asset="r:b"),
        *say("r:3", "Ownership", UNDATED, owner="r:a", asset="r:nothing"),
    )
    assert [row["missing"] for row in rows] == ["", "owner", "asset"]


def test_a_candidate_is_no_record() -> None:
    assert records(*say("r:1", "Ownership", UNDATED, owner="r:a", asset="r:b", status="candidate")) == []


def test_the_stage_is_ordered_by_its_records() -> None:
    assert TABLES == {"ownership_record": ("record_id",)}
