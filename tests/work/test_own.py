"""Who owns a company: from claims of several sources to three answers, with names, records and rules."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from clew.errors import NotFoundError
from clew.model.claim import Claim
from clew.model.owned import Owned, PartyKind
from clew.model.ownership import Sure
from clew.report.owned import no_record
from clew.work.clocks import Clocks
from clew.work.own import Sides, own
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.ownership.owning import between, exactly
from tests.world import AS_OF, UNDATED, Dates, World, entry, say, settle

CLOCKS = Clocks(AS_OF, AS_OF)


def company(dataset: str, key: str, name: str, **more: str) -> tuple[Claim, ...]:
    return say(f"{dataset}:{key}", "Company", UNDATED, name=name, **more)


def stake(key: str, owner: str, asset: str, dates: Dates = UNDATED, /, **more: str) -> tuple[Claim, ...]:
    dataset = key.partition(":")[0]
    ends = {"owner": owner, "asset": asset}
    return say(f"{dataset}:{key.partition(':')[2]}", "Ownership", dates, **ends, **more)


CLAIMS: Mapping[str, tuple[Claim, ...]] = {
    "uk_psc": (
        *company("uk_psc", "mill", "Tidewater Mill Ltd"),
        *company("uk_psc", "yard", "Tidewater Yard Ltd"),
        *company("uk_psc", "quay", "Tidewater Quay Ltd"),
        *say("uk_psc:person-1", "PersonalOwner", UNDATED, ownerKind="a natural person"),
        *say("uk_psc:unknown-1", "UnknownOwner", UNDATED, reason="the register protects the person"),
        *stake("uk_psc:o-1", "uk_psc:yard", "uk_psc:mill", shareLow="0.5", shareHigh="0.5"),
        *stake("uk_psc:o-2", "uk_psc:person-1", "uk_psc:mill", shareLow="0.25", shareHigh="0.5"),
        *stake("uk_psc:o-3", "uk_psc:unknown-1", "uk_psc:yard", shareLow="0", shareHigh="0.25"),
        *stake("uk_psc:o-4", "uk_psc:mill", "uk_psc:quay", Dates("", "2020-01-01", "2022-01-01", "G1"), shareLow="1", shareHigh="1"),
        *stake("uk_psc:o-5", "uk_psc:mill", "uk_psc:quay", Dates("", "2022-01-01", "", "G1"), shareLow="0.6", shareHigh="0.6"),
        *stake("uk_psc:o-6", "uk_psc:nobody", "uk_psc:quay", shareLow="0.1", shareHigh="0.1"),
        *say(
            "uk_psc:exempt",
            "ReportingException",
            UNDATED,
            entity="uk_psc:quay",
            category="statement",
            reason="psc-exists-but-not-identified",
        ),
    ),
    "gleif_rr": (
        *stake("gleif_rr:r-1", "ofac_sdn:sun", "uk_psc:yard", shareLow="0.3", shareHigh="0.3"),
        *stake("gleif_rr:r-2", "ofac_sdn:moon", "uk_psc:yard", shareLow="0.2", shareHigh="0.2"),
    ),
    "ofac_sdn": (
        *entry("ofac_sdn", "sun", "Sunward Trading", sublist="SDN"),
        *entry("ofac_sdn", "moon", "Moonward Trading", sublist="SDN"),
    ),
    "bis_entity_list": entry("bis_entity_list", "other", "Another Company"),
}


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with open_workspace(tmp_path / "home") as opened:
        settle(opened, CLAIMS)
        yield opened


def owners(found: Owned) -> dict[str, object]:
    return {found.name(line.party): line.economic.share for line in found.owners}


def test_owners_stand_with_their_shares_through_companies(stores: Stores) -> None:
    found = own(stores, "Tidewater Mill", CLOCKS, Sides())
    shares = owners(found)
    assert shares["Tidewater Yard Ltd"] == exactly("0.5")
    assert shares["Sunward Trading"] == exactly("0.15")
    assert shares["a private person (not named here)"] == between("0.25", "0.5")


def test_a_declared_unknown_owner_is_an_owner_with_its_reason(stores: Stores) -> None:
    found = own(stores, "Tidewater Yard", CLOCKS, Sides())
    party = next(one for one in found.parties.values() if one.kind is PartyKind.UNDECLARED)
    assert party.reason == "the register protects the person"


def test_what_is_declared_in_the_place_of_an_owner_is_told(stores: Stores) -> None:
    declared = own(stores, "Tidewater Quay", CLOCKS, Sides()).declared
    assert [(one.category, one.reason) for one in declared] == [("statement", "psc-exists-but-not-identified")]


def test_two_blocked_owners_are_added_up_and_lead_on(stores: Stores) -> None:
    """30 % and 20 % of the yard make 50 %; the yard has 50 % of the mill."""
    answer = next(one for one in own(stores, "Tidewater Mill", CLOCKS, Sides()).rules if one.rule.id == "ofac-sdn")
    assert answer.company is not None
    assert answer.company.sure is Sure.YES
    assert [stake.owner for stake in answer.company.by] == ["uk_psc:yard"]
    assert [party for party, _ in answer.holdings] == ["uk_psc:quay"]


def test_a_rule_says_how_it_stood_on_the_day(stores: Stores) -> None:
    status = {
        day: next(
            one.rule.status for one in own(stores, "Tidewater Mill", Clocks(day, AS_OF), Sides()).rules if one.rule.id == "bis-affiliates"
        )
        for day in ("2026-11-09", AS_OF)
    }
    assert status == {"2026-11-09": "suspended", AS_OF: "unverified"}


def test_rules_without_a_loaded_list_are_not_assessed(stores: Stores) -> None:
    assert "UFLPA Entity List" in own(stores, "Tidewater Mill", CLOCKS, Sides()).unassessed


def test_a_stake_that_ended_is_shown_and_not_counted(stores: Stores) -> None:
    found = own(stores, "Tidewater Quay", CLOCKS, Sides())
    assert owners(found)["Tidewater Mill Ltd"] == exactly("0.6")
    assert [one.interest.interest_id for one in found.records if one.state == "ended"] == ["uk_psc:o-4"]


def test_an_earlier_day_has_the_stakes_of_that_day(stores: Stores) -> None:
    """What no record dates was said when its source was published, and not before."""
    found = own(stores, "Tidewater Quay", Clocks("2021-06-01", AS_OF), Sides())
    assert owners(found) == {"Tidewater Mill Ltd": exactly("1")}


def test_an_owner_whom_no_source_describes_is_told(stores: Stores) -> None:
    found = own(stores, "Tidewater Quay", CLOCKS, Sides())
    assert [one.kind for one in found.problems] == ["missing"]
    assert found.parties["uk_psc:nobody"].kind is PartyKind.UNDESCRIBED


def test_each_record_stands_with_its_claims_and_their_place(stores: Stores) -> None:
    record = next(one for one in own(stores, "Tidewater Mill", CLOCKS, Sides()).records if one.interest.interest_id == "uk_psc:o-1")
    assert {claim.prop for claim in record.claims} == {"owner", "asset", "shareLow", "shareHigh"}
    assert {claim.locator for claim in record.claims} == {"table.csv:2"}


def test_one_side_alone_can_be_asked_for(stores: Stores) -> None:
    up = own(stores, "Tidewater Mill", CLOCKS, Sides(down=False))
    down = own(stores, "Tidewater Mill", CLOCKS, Sides(up=False))
    assert (bool(up.owners), bool(up.holdings), bool(down.owners), bool(down.holdings)) == (True, False, False, True)
    assert {one.rule.id: one.company for one in up.rules} == {one.rule.id: one.company for one in down.rules}


def test_no_record_says_what_the_sources_hold_and_no_more(stores: Stores) -> None:
    found = own(stores, "Another Company", CLOCKS, Sides())
    assert found.owners == ()
    said = no_record(found, up=True)
    assert said.startswith("No ownership record of an owner of Another Company in gleif_rr (2026-11-10), uk_psc (2026-11-10)")
    assert "none" not in said


def test_without_a_source_of_ownership_nothing_is_assessed(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "bare") as bare:
        settle(bare, {"bis_entity_list": CLAIMS["bis_entity_list"]})
        assert no_record(own(bare, "Another Company", CLOCKS, Sides()), up=True).startswith("Not assessed for ownership")


def test_the_second_question_reads_the_same_records_from_the_cache(stores: Stores) -> None:
    told: list[str] = []
    first = own(stores, "Tidewater Mill", CLOCKS, Sides(), told.append)
    begun = told.count("Reading records of ownership")
    assert own(stores, "Tidewater Mill", CLOCKS, Sides(), told.append) == first
    assert (begun, told.count("Reading records of ownership")) == (1, 1)


def test_a_share_of_the_crosswalk_is_at_least_what_it_says(world: World) -> None:
    assert owners(own(world.stores, "Tarim Polysilicon", CLOCKS, Sides())) == {"Aurelia Solar Holdings Limited": between("0.62", "1")}


def test_an_unknown_name_is_not_found(stores: Stores) -> None:
    with pytest.raises(NotFoundError, match="no information found on “Nobody Mills”"):
        own(stores, "Nobody Mills", CLOCKS, Sides())
