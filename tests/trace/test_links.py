"""From claims to links and evidence, on a day: what held, what had ended, what is too old."""

import pytest
from msgspec.structs import replace

from clew.engine.duck import DuckEngine
from clew.engine.port import Row
from clew.errors import UnexpectedContentError
from clew.model.claim import Claim
from clew.pack.standards import ListingRule, load_standards
from clew.trace.evidence import check_indicators
from tests.graph import load_links
from tests.world import AS_OF, CLAIMS, OFFICIAL, PUBLISHED, UNDATED, Dates, entry, link, same, say

TWO = (*say("crosswalk:a", "Company", UNDATED, name="A"), *say("crosswalk:b", "Company", UNDATED, name="B"))


def stake(dates: Dates = OFFICIAL, /, **props: str) -> tuple[Claim, ...]:
    return say(f"crosswalk:stake-{dates.stated_on}", "Ownership", dates, owner="crosswalk:a", asset="crosswalk:b", **props)


def owns(engine: DuckEngine, *claims: tuple[Claim, ...], as_of: str = AS_OF) -> list[Row]:
    load_links(engine, {"crosswalk": (*TWO, *(claim for found in claims for claim in found))}, as_of)
    return engine.fetch("SELECT held, historical FROM link WHERE kind = 'owns' ORDER BY link_id")


@pytest.mark.parametrize(
    ("dates", "as_of", "historical"),
    [
        (Dates("2026-02-01"), "2026-02-01", 0),
        (Dates("2026-02-01"), "2026-01-31", None),
        (Dates("2026-02-01", valid_from="2025-03-01"), "2025-03-01", 0),
        (Dates("2026-02-01", valid_from="2025-03-01"), "2025-02-28", None),
        (Dates("2025-01-01", valid_to="2026-06-30"), "2026-06-29", 0),
        (Dates("2025-01-01", valid_to="2026-06-30"), "2026-06-30", 1),
        (Dates("2023-11-20"), "2026-11-20", 0),
        (Dates("2023-11-19"), "2026-11-20", 1),
        (Dates("2023"), "2026-11-20", 0),
        (Dates("2023-11"), "2026-11-20", 0),
        (Dates("2023-10"), "2026-11-20", 1),
        (Dates("2022"), "2026-11-20", 1),
        (UNDATED, PUBLISHED, 0),
        (UNDATED, "2026-11-09", None),
        (UNDATED, "2029-11-10", 0),
        (UNDATED, "2029-11-11", 1),
    ],
)
def test_a_link_holds_from_its_first_day_ends_on_its_last_and_is_historical_after_36_months(
    engine: DuckEngine, dates: Dates, as_of: str, historical: int | None
) -> None:
    found = owns(engine, stake(dates, shareLow="0.6"), as_of=as_of)
    assert found == ([] if historical is None else [("controlled", historical)])


@pytest.mark.parametrize(
    ("props", "held"),
    [
        ({"shareLow": "0.5"}, "controlled"),
        ({"shareLow": "0.4999"}, "minority"),
        ({"shareLow": "0.25", "shareHigh": "0.75"}, "minority"),
        ({"shareLow": "0.12", "role": "subsidiary"}, "minority"),
        ({"role": "subsidiary"}, "controlled"),
        ({}, "minority"),
    ],
)
def test_control_is_half_of_the_shares_or_a_source_that_says_subsidiary(engine: DuckEngine, props: dict[str, str], held: str) -> None:
    assert owns(engine, stake(**props)) == [(held, 0)]
    assert engine.fetch("SELECT source_id, target_id, held FROM link WHERE kind = 'parent'") == [("crosswalk:b", "crosswalk:a", held)]


def test_shares_stay_as_they_were_written(engine: DuckEngine) -> None:
    owns(engine, stake(shareLow="0.25", shareHigh="0.5"))
    assert engine.fetch("SELECT share_low, share_high FROM link WHERE kind = 'owns'") == [("0.25", "0.5")]


def test_an_old_claim_that_a_newer_one_renews_is_not_history(engine: DuckEngine) -> None:
    assert owns(engine, stake(Dates("2019"), shareLow="0.6"), stake(Dates("2026"), shareLow="0.62")) == [("controlled", 0)]


def test_an_old_claim_of_another_kind_of_stake_is_history(engine: DuckEngine) -> None:
    found = owns(engine, stake(Dates("2019"), shareLow="0.6"), stake(Dates("2026"), shareLow="0.1"))
    assert found == [("controlled", 1), ("minority", 0)]


def test_a_stake_that_one_source_alone_asserts_makes_no_link(engine: DuckEngine) -> None:
    assert owns(engine, stake(status="candidate")) == []


def test_a_company_is_not_linked_to_itself(engine: DuckEngine) -> None:
    assert owns(engine, stake(), same("crosswalk:a", "crosswalk:b")) == []


def test_every_claim_of_a_link_is_read_in_the_directions_of_the_policy(engine: DuckEngine) -> None:
    load_links(engine, CLAIMS)
    rows = engine.fetch("SELECT kind, count(*) FROM link GROUP BY kind ORDER BY kind")
    assert {row[0]: row[1] for row in rows} == {
        "contract": 1,
        "hosting": 1,
        "owns": 2,
        "parent": 2,
        "programme": 1,
        "sells_to": 4,
        "supplied_by": 4,
    }


def test_a_link_is_as_sure_as_its_kind_and_grade(engine: DuckEngine) -> None:
    load_links(engine, CLAIMS)
    scores = {row[0]: row[1] for row in engine.fetch("SELECT link_id, score FROM link")}
    assert scores["crosswalk:own-1|owns|owner"] == 20202707  # 0.98, official
    assert scores["founding_documents:supply-1|supplied_by|customer"] == 223143551  # 0.8, research


def evidence(engine: DuckEngine, claims: dict[str, tuple[Claim, ...]], as_of: str = AS_OF) -> dict[str, tuple[str, int]]:
    load_links(engine, claims, as_of)
    rows = engine.fetch("SELECT evidence_id, indicator, historical FROM evidence ORDER BY evidence_id, indicator")
    return {f"{evidence} {indicator}": (str(indicator), int(str(old))) for evidence, indicator, old in rows}


@pytest.mark.parametrize(("as_of", "count"), [("2024-05-16", 0), ("2024-05-17", 1), ("2035-01-01", 1)])
def test_an_entry_is_evidence_from_the_day_of_its_notice_and_does_not_age(engine: DuckEngine, as_of: str, count: int) -> None:
    one = {"uflpa": entry("uflpa", "x", "X", sublist="i", notice="notices:91-fr-1001"), "notices": CLAIMS["notices"]}
    assert list(evidence(engine, one, as_of).values()) == [("REG-UFLPA-i", 0)] * count


@pytest.mark.parametrize(("as_of", "count"), [("2026-11-09", 0), (PUBLISHED, 1)])
def test_an_entry_without_a_notice_is_evidence_from_the_day_of_its_list(engine: DuckEngine, as_of: str, count: int) -> None:
    assert len(evidence(engine, {"uflpa": entry("uflpa", "x", "X", sublist="v")}, as_of)) == count


def test_an_entry_that_is_no_longer_in_force_is_history(engine: DuckEngine) -> None:
    assert set(evidence(engine, {"uflpa": entry("uflpa", "x", "X", sublist="i", status="inactive")}).values()) == {("REG-UFLPA-i", 1)}


def test_military_ground_makes_a_restriction_and_no_indicator(engine: DuckEngine) -> None:
    load_links(
        engine, {"ns_cmic": (*entry("ns_cmic", "x", "X", ground="military"), *entry("ns_cmic", "y", "Y", ground="minority_surveillance"))}
    )
    rows = engine.fetch("SELECT cluster_id, indicator, restriction, travels FROM evidence ORDER BY cluster_id")
    assert rows == [("ns_cmic:x", "LAW-CMIC", 1, 0), ("ns_cmic:y", "REG-CMIC-ST", 0, 1)]


def test_of_the_rules_that_fit_an_entry_the_first_decides(engine: DuckEngine) -> None:
    rules = (ListingRule("uflpa", "i", "", "REG-UFLPA-i"), ListingRule("uflpa", "", "", "REG-WRO"))
    both = (*entry("uflpa", "x", "X", sublist="i"), *entry("uflpa", "y", "Y", sublist="ii"))
    load_links(engine, {"uflpa": both}, standards=replace(load_standards(), listings=rules))
    assert engine.fetch("SELECT cluster_id, indicator FROM evidence ORDER BY 1") == [("uflpa:x", "REG-UFLPA-i"), ("uflpa:y", "REG-WRO")]


def report(dates: Dates = OFFICIAL, **props: str) -> dict[str, tuple[Claim, ...]]:
    return {"crosswalk": TWO, "founding_documents": link("report", "Allegation", dates, subject="crosswalk:a", **props)}


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        (Dates("2026-02-01"), [("FL-04", 0)]),
        (Dates("2027-02-01"), []),
        (Dates("2020-02-01"), [("FL-04", 1)]),
        (Dates("2026-02-01", valid_to="2026-03-01"), [("FL-04", 1)]),
        (Dates("2023"), [("FL-04", 0)]),
        (UNDATED, [("FL-04", 0)]),
    ],
)
def test_a_report_is_evidence_from_its_day_and_history_when_ended_or_old(
    engine: DuckEngine, dates: Dates, found: list[tuple[str, int]]
) -> None:
    assert list(evidence(engine, report(dates, indicator="FL-04")).values()) == found


def test_a_report_of_two_indicators_is_evidence_of_each(engine: DuckEngine) -> None:
    both = report(indicator="FL-04")
    both["founding_documents"] += say("founding_documents:report", "Allegation", OFFICIAL, indicator="FL-01")
    assert list(evidence(engine, both).values()) == [("FL-01", 0), ("FL-04", 0)]


def test_a_report_without_an_indicator_is_no_evidence(engine: DuckEngine) -> None:
    assert evidence(engine, report()) == {}


def test_a_positive_practice_is_told_and_not_held_against_anybody(engine: DuckEngine) -> None:
    load_links(engine, CLAIMS)
    rows = engine.fetch("SELECT indicator, historical, positive, travels FROM evidence WHERE evidence_id = 'founding_documents:practice-1'")
    assert rows == [("POSITIVE", 1, 1, 0)]


def test_a_companys_own_conduct_does_not_travel(engine: DuckEngine) -> None:
    load_links(engine, report(indicator="CON-02"))
    assert engine.fetch("SELECT travels FROM evidence") == [(0,)]


def test_an_indicator_that_the_pack_does_not_have_is_an_error_that_names_it(engine: DuckEngine) -> None:
    load_links(engine, report(indicator="FL-99"))
    with pytest.raises(UnexpectedContentError, match="FL-99"):
        check_indicators(engine, load_standards())
    load_links(engine, CLAIMS)
    check_indicators(engine, load_standards())


def test_a_country_report_on_somebody_no_source_knows_is_no_evidence(engine: DuckEngine) -> None:
    assert evidence(engine, {"founding_documents": link("report", "Allegation", subject="crosswalk:nobody", indicator="FL-01")}) == {}
