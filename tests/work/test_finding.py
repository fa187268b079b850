"""Find: near names of what nothing resolved become candidates, and only that; a person's word on one holds from then on."""

from pathlib import Path

import pytest

from clew.errors import InputError
from clew.model.matching import Found, Near
from clew.model.screening import Screening
from clew.pack.names import load_name_words
from clew.work.clocks import Clocks
from clew.work.finding import find, issuer_of, says_enough
from clew.work.judge import confirm, judge
from clew.work.keeping import Filing, add_portfolio
from clew.work.reviewing import Scope, review
from clew.work.screen import Asked, screen
from tests.work.test_name_lake import renew
from tests.world import AS_OF, CLAIMS, TARIM, World, entry

CLOCKS = Clocks(AS_OF, AS_OF)
GIN = "Yarkand Cotton Gin"
MILL = "uflpa:yarkand-ginnery"


@pytest.fixture
def world(named: World) -> World:
    """The world with its names indexed."""
    return named


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Holdings of which one is resolved, one comes near a list entry, and one near nothing."""
    file = tmp_path / "names.csv"
    lines = ("Name,ISIN,Weight (%)", f"Tarim Polysilicon,{TARIM},20", f"{GIN},,30", "Ordinary Bakeries,,50")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def look(world: World, path: Path, above: float = 0.25) -> Found:
    return find(world.stores, Scope(path), CLOCKS, above)


def near(found: Found) -> list[tuple[str, str]]:
    return [(one.held, one.entity_id) for one in found.near]


def screened(world: World, path: Path) -> Screening:
    return screen(world.stores, Asked(path, CLOCKS))


def resembled(result: Screening) -> list[tuple[str, str]]:
    return [(one.holding.name, one.entity_id) for one in result.candidates]


def test_a_near_name_is_told_with_its_score_its_reason_and_its_source(world: World, path: Path) -> None:
    found = look(world, path)
    one: Near = found.near[0]
    assert (one.held, one.entity_id, one.subject, one.rows) == (GIN, MILL, "name:yarkandcottongin", 1)
    assert (one.dataset, one.place, one.leads) == ("uflpa", "table.csv:2", "evidence")
    assert 0.25 <= one.score <= 1
    assert "yarkand" in one.why
    assert (found.asked, found.portfolios) == (2, ("names",))
    assert found.among > 20


def test_what_an_identifier_resolves_is_not_looked_for(world: World, path: Path) -> None:
    assert {held for held, _ in near(look(world, path))} == {GIN}


def test_a_near_name_is_a_candidate_of_later_screenings_and_no_finding(world: World, path: Path) -> None:
    before = screened(world, path)
    assert resembled(before) == []
    look(world, path)
    after = screened(world, path)
    assert resembled(after) == [(GIN, MILL)]
    assert "is nearly the name of Yarkand Cotton Ginnery" in after.candidates[0].why
    assert [one.sentence for one in after.findings] == [one.sentence for one in before.findings]
    assert (before.counts.candidates, after.counts.candidates) == (0, 1)


def test_a_screening_says_the_near_names_that_it_saw_as_an_input(world: World, path: Path) -> None:
    assert "near names" not in {one.kind for one in screened(world, path).inputs}
    look(world, path)
    (said,) = [one for one in screened(world, path).inputs if one.kind == "near names"]
    assert said.name == f"names.csv, found by {AS_OF}, from 0.25"
    assert len(said.sha256) == 64


def test_near_names_wait_in_the_review_with_what_they_bring(world: World, path: Path) -> None:
    look(world, path)
    (pair,) = review(world.stores, Scope(path), CLOCKS, None).pairs
    assert (pair.entity_id, pair.how, pair.second, len(pair.brings)) == (MILL, "name nearly", True, 1)


def test_one_that_is_judged_the_same_resolves_in_the_next_screening_also_of_a_newer_list(world: World, path: Path) -> None:
    subject = look(world, path).near[0].subject
    number = judge(world.stores, subject, MILL, "same", "seen in the register")
    assert resembled(screened(world, path)) == [(GIN, MILL)]
    confirm(world.by("Grace"), [number], "seen as well")
    renew(world, "uflpa", (*CLAIMS["uflpa"], *entry("uflpa", "newcomer", "Kashgar Willow Basketry")))
    result = screened(world, path)
    assert resembled(result) == []
    assert GIN in {one.holding.name for one in result.findings}
    assert near(look(world, path)) == []


@pytest.mark.parametrize("verdict", ["different", "related"])
def test_one_that_is_judged_another_company_never_comes_back(world: World, path: Path, verdict: str) -> None:
    subject = look(world, path).near[0].subject
    judge(world.stores, subject, MILL, verdict, "another firm of that name")
    assert resembled(screened(world, path)) == []
    renew(world, "uflpa", (*CLAIMS["uflpa"], *entry("uflpa", "newcomer", "Kashgar Willow Basketry")))
    assert near(look(world, path)) == []
    assert resembled(screened(world, path)) == []
    assert review(world.stores, Scope(path), CLOCKS, None).pairs == ()


def test_a_line_that_nothing_reaches_leaves_nothing(world: World, path: Path) -> None:
    look(world, path)
    assert near(look(world, path, 0.9999)) == []
    assert resembled(screened(world, path)) == []


def test_a_portfolio_that_is_kept_is_looked_at_by_its_name(world: World, path: Path) -> None:
    add_portfolio(world.stores, (path,), Filing("Fund", AS_OF))
    assert near(find(world.stores, Scope(portfolio="Fund"), CLOCKS)) == [(GIN, MILL)]
    assert find(world.stores, Scope(), CLOCKS).portfolios == ("Fund",)


def test_a_workspace_that_keeps_nothing_has_nothing_to_look_for(world: World) -> None:
    found = find(world.stores, Scope(), CLOCKS)
    assert (found.near, found.portfolios, found.asked) == ((), (), 0)


@pytest.mark.parametrize("line", [0, -1, 1.01])
def test_a_line_that_is_no_likelihood_is_refused(world: World, path: Path, line: float) -> None:
    with pytest.raises(InputError, match="above 0 and at most 1"):
        look(world, path, line)


@pytest.mark.parametrize(
    ("name", "enough"), [("AVI Ltd", False), ("H.T.C.", False), ("Aldi", True), ("商汤", True), ("商", False), ("Co., Ltd.", False)]
)
def test_initials_are_no_name(name: str, *, enough: bool) -> None:
    assert says_enough(name) is enough


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("LANTERN LTD A", "LANTERN LTD"),
        ("Lantern - A (H)", "Lantern"),
        ("Lantern Class B", "Lantern"),
        ("Lantern A/S", "Lantern A/S"),
        ("A", "A"),
    ],
)
def test_a_share_class_is_no_part_of_the_issuers_name(name: str, issuer: str) -> None:
    assert issuer_of(name, load_name_words().share_classes) == issuer
