"""Addresses of a source's claims get a place in the region, each with its own subject's country; nothing else is located."""

from collections.abc import Sequence

import pytest

from clew.engine.duck import DuckEngine
from clew.model.claim import Claim
from clew.resolve.places import shipped_gazetteer
from clew.work.locating import ADDRESSES, locate

KNOWN = shipped_gazetteer()
URUMQI = "1 Beijing Road, Urumqi, Xinjiang, China"


def say(root: str, prop: str, value: str, lang: str = "") -> Claim:
    return Claim(f"invented:{root}", "Company", prop, value, lang, locator=f"row {root}", grade="G1", stated_on="2026-01-01")


def located(engine: DuckEngine, claims: Sequence[Claim]) -> list[Claim]:
    """What was added to claims, which stay as they were."""
    engine.load("incoming", dict.fromkeys(Claim._fields, "VARCHAR"), claims)
    locate(engine, KNOWN)
    found = [Claim(*map(str, row)) for row in engine.fetch(f"SELECT {', '.join(Claim._fields)} FROM incoming")]  # noqa: S608 - names of ours
    assert sorted(one for one in found if one.prop != "locatedIn") == sorted(claims)
    return sorted(one for one in found if one.prop == "locatedIn")


def test_an_address_gets_its_place_with_how_sure_that_is_and_why(engine: DuckEngine) -> None:
    (claim,) = located(engine, [say("1", "address", URUMQI), say("1", "country", "CN")])
    assert (claim.entity_id, claim.locator, claim.stated_on, claim.grade) == ("invented:1", "row 1", "2026-01-01", "G5")
    assert claim.value == "urumqi-city"
    assert claim.original.startswith("certain: ")


@pytest.mark.parametrize("prop", ADDRESSES)
def test_every_kind_of_address_is_looked_at(engine: DuckEngine, prop: str) -> None:
    assert len(located(engine, [say("1", prop, URUMQI)])) == 1


@pytest.mark.parametrize("prop", ["name", "alias", "note", "country", "locatedIn2"])
def test_nothing_but_addresses_is_located(engine: DuckEngine, prop: str) -> None:
    assert located(engine, [say("1", prop, URUMQI)]) == []


def test_an_address_elsewhere_gets_none(engine: DuckEngine) -> None:
    assert located(engine, [say("1", "address", "1 Quay Road, Rotterdam"), say("1", "country", "NL")]) == []


def test_no_claims_at_all_are_left_alone(engine: DuckEngine) -> None:
    assert located(engine, []) == []


def test_one_text_of_subjects_of_several_countries_is_read_for_each_by_itself(engine: DuckEngine) -> None:
    """A town that is called as one of the region is no place of it where the country says otherwise."""
    text = "Hotan"
    alone = {
        country: [(one.value, one.original) for one in located(engine, [say("1", "address", text), say("1", "country", country)])]
        for country in ("CN", "US")
    }
    assert alone["CN"] != alone["US"]
    both = [claim for root, country in (("1", "CN"), ("2", "US")) for claim in (say(root, "address", text), say(root, "country", country))]
    found = located(engine, both)
    assert [(one.value, one.original) for one in found if one.entity_id == "invented:1"] == alone["CN"]
    assert [(one.value, one.original) for one in found if one.entity_id == "invented:2"] == alone["US"]


def test_the_country_of_a_subject_with_two_says_nothing(engine: DuckEngine) -> None:
    text = "3 Kashgar Street, Kashgar"
    twice = located(engine, [say("1", "address", text), say("1", "country", "CN"), say("1", "country", "US")])
    none = located(engine, [say("1", "address", text)])
    assert [(one.value, one.original) for one in twice] == [(one.value, one.original) for one in none]


def test_each_address_of_each_subject_is_located_once(engine: DuckEngine) -> None:
    claims = [say(root, "address", text) for root in ("1", "2") for text in (URUMQI, "8 Renmin Road, Hotan, Xinjiang")]
    assert len(located(engine, claims)) == 4
