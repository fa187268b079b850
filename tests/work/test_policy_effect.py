"""What another policy changes in the findings of one portfolio; and what pairing and places may mean in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clew.model.claim import Claim
from clew.model.screening import Finding, Screening
from clew.pack.policy import Policy, load_policy, parse_policy
from clew.work.clocks import Clocks
from clew.work.policy_effect import policy_effect
from clew.work.screen import Asked, screen
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.world import AS_OF, CLAIMS, FOODS, LINDQVIST, ORDINARY, REPORTED, World, entry, issuer, link, say, settle

CLOCKS = Clocks(AS_OF, AS_OF)
BAKERIES = issuer("ordinary", "Ordinary Bakeries Limited", ("XHKG", "99099", ORDINARY))


def other(*changes: tuple[str, str]) -> Policy:
    text = load_policy().text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_policy(text, "other.toml")


def test_findings_gained_lost_and_changed_are_told_with_the_kinds_of_their_links(world: World, tmp_path: Path) -> None:
    path = world.holdings_file(tmp_path)
    minority = 'state = "minority"\ninvolvement = "directly linked"'
    supply = '[[transition]]\nfrom = "own"\nlink = "supplied_by"\nto = "supply"\nwhen = "any"\n'
    changed = other((minority, minority.replace("directly linked", "")), (supply, supply + 'valid_to = "2026-01-01"\n'))
    effect = policy_effect(world.stores, str(path), CLOCKS, (load_policy(), changed))
    assert effect is not None
    told = {one.holding: one for one in effect.moved}
    assert told["Norden Invest"].changes[0] == ("proposed involvement", "directly linked", "none")
    assert told["Norden Invest"].path[-2:] == ("owns", "evidence")
    assert told["Lindqvist Apparel"].kind == "lost"
    assert "supplied_by" in told["Lindqvist Apparel"].path
    assert effect.unchanged > 0
    back = policy_effect(world.stores, str(path), CLOCKS, (changed, load_policy()))
    assert back is not None
    assert {one.holding for one in back.moved if one.kind == "gained"} == {one.holding for one in effect.moved if one.kind == "lost"}


def test_without_a_portfolio_there_is_no_effect_to_show_and_the_same_policy_changes_nothing(world: World, tmp_path: Path) -> None:
    assert policy_effect(world.stores, "", CLOCKS, (load_policy(), load_policy())) is None
    screen(world.stores, Asked(world.holdings_file(tmp_path), CLOCKS))
    effect = policy_effect(world.stores, "", CLOCKS, (load_policy(), load_policy()))
    assert effect is not None
    assert effect.moved == ()


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    with open_workspace(tmp_path / "pairing") as opened:
        yield opened


def screened(stores: Stores, folder: Path, *more: Claim, held: str = FOODS) -> Screening:
    """One holding against the world and further claims."""
    datasets: dict[str, tuple[Claim, ...]] = dict(CLAIMS)
    for claim in more:
        dataset = claim.entity_id.partition(":")[0]
        datasets[dataset] = (*datasets.get(dataset, ()), claim)
    settle(stores, datasets)
    path = folder / "one.csv"
    path.write_text(f"Name,ISIN,Weight (%)\nA holding,{held},100\n", encoding="utf-8")
    return screen(stores, Asked(path, CLOCKS))


def pairing(found: Screening) -> Finding:
    (one,) = [one for one in found.findings if one.indicator.code == "FL-05"]
    return one


def test_participation_alone_proposes_nothing_and_says_so(stores: Stores, tmp_path: Path) -> None:
    one = pairing(screened(stores, tmp_path))
    assert one.involvement == ""
    assert "proposes nothing alone" in one.involvement_reason


def transfer(grade: str = "G3") -> tuple[Claim, ...]:
    dates = REPORTED._replace(grade=grade)
    said = {"publication": "An Invented Study", "publisher": "Invented Institute", "text": "an invented sentence"}
    return say("aspi_brands:transfer", "Allegation", dates, subject="crosswalk:foods", indicator="FL-04", **said)


def test_participation_with_a_second_claim_proposes_contribute_and_cites_both(stores: Stores, tmp_path: Path) -> None:
    one = pairing(screened(stores, tmp_path, *transfer()))
    assert one.involvement == "contribute"
    assert "FL-04" in one.involvement_reason
    assert "“An Invented Study”, grade G3" in one.involvement_reason
    assert {claim.source for claim in one.claims} >= {"founding_documents", "aspi_brands"}


def test_a_second_claim_of_a_lower_grade_is_not_enough(stores: Stores, tmp_path: Path) -> None:
    assert pairing(screened(stores, tmp_path, *transfer("G4"))).involvement == ""


def test_a_supplier_that_takes_part_proposes_nothing_for_its_customer(stores: Stores, tmp_path: Path) -> None:
    supply = link("foods-supply", "SupplyLink", customer="crosswalk:lindqvist", supplier="crosswalk:foods")
    one = pairing(screened(stores, tmp_path, *supply, held=LINDQVIST))
    assert one.path[-2].kind == "supplied_by"
    assert one.involvement == ""
    assert "proposes nothing alone" in one.involvement_reason


def test_neither_an_address_in_the_region_nor_a_donor_province_nor_a_siting_is_a_thread(stores: Stores, tmp_path: Path) -> None:
    """The region itself is on a list, and carries evidence that nobody reaches by being there."""
    region = entry("cbp_wro", "region", "Example Region of Xinjiang", schema="Region")
    place = say("crosswalk:ordinary", "Company", address="1 Example Road, Kashgar, Xinjiang, China", locatedIn="kashgar")
    donor = say("crosswalk:ordinary", "Company", address="2 Example Road, Guangzhou, Guangdong")
    sited = link("siting", "Siting", site="crosswalk:ordinary", place="cbp_wro:region")
    found = screened(stores, tmp_path, *BAKERIES, *region, *place, *donor, *sited, held=ORDINARY)
    assert found.counts.resolved == 1
    assert (found.findings, found.affiliations, found.restrictions, found.historical) == ((), (), (), ())


def test_a_team_that_follows_sites_is_still_proposed_nothing_by_a_site_alone(stores: Stores, tmp_path: Path) -> None:
    step = '[[transition]]\nfrom = "own"\nlink = "located_in"\nto = "place"\nwhen = "any"\nwhy = "a site"\n'
    state = '[[state]]\nstate = "place"\ninvolvement = ""\nwhy = "where a site is proposes nothing alone"\n'
    follows = other(("[[state]]\n", f"{step}{state}[[state]]\n"), ('states = ["programme"]', 'states = ["programme", "place"]'))
    region = entry("cbp_wro", "region", "Example Region of Xinjiang", schema="Region")
    sited = link("siting", "Siting", site="crosswalk:ordinary", place="cbp_wro:region")
    screened(stores, tmp_path, *BAKERIES, *region, *sited, held=ORDINARY)
    effect = policy_effect(stores, "", CLOCKS, (load_policy(), follows))
    assert effect is not None
    (gained,) = effect.moved
    assert (gained.kind, gained.path) == ("gained", ("lookthrough", "located_in", "evidence"))
    assert "is located in Example Region of Xinjiang" in gained.sentence
