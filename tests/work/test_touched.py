"""Which holdings a change touches, and what counts as no change of a finding."""

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.model.screening import Finding, Level, Screening
from clew.report.changes import untouched
from clew.work.clocks import read_clocks
from clew.work.screen import Asked, screen
from clew.work.touched import Force, compared, touched
from tests.report.sample import SCREENING
from tests.world import World


def with_findings(*findings: Finding) -> Screening:
    return replace(SCREENING, findings=findings, historical=(), restrictions=(), affiliations=(), candidates=())


def force(heads: dict[str, str]) -> Force:
    """What is in force, with every mark that is known today."""
    return Force(heads, read_clocks().known)


ONE = SCREENING.findings[0]


def test_the_same_twice_touches_nobody() -> None:
    found = compared(SCREENING, SCREENING)
    assert found.touches == ()
    assert found.possible == ()
    assert found.unchanged > 0


def test_a_finding_comes_and_goes() -> None:
    none, one = with_findings(), with_findings(ONE)
    (new,), (gone,) = compared(none, one).touches, compared(one, none).touches
    assert (new.kind, new.before, new.after) == ("new", "", ONE.sentence)
    assert (gone.kind, gone.before, gone.after) == ("gone", ONE.sentence, "")


def test_a_full_stop_or_a_capital_of_a_publisher_alters_nothing() -> None:
    claims = tuple(replace(claim, value=f"{claim.value.upper()}.") for claim in ONE.claims)
    assert compared(with_findings(ONE), with_findings(replace(ONE, claims=claims))).touches == ()


def test_a_renewed_version_alone_alters_nothing() -> None:
    claims = tuple(replace(claim, version="2026-12-01", date="2026-12-01") for claim in ONE.claims)
    later = replace(ONE, claims=claims, sentence=f"{ONE.sentence} Now.")
    assert compared(with_findings(ONE), with_findings(later)).touches == ()


def test_an_alteration_is_told_in_words() -> None:
    claims = (replace(ONE.claims[0], prop="listedName", value="Another Name"), *ONE.claims[1:])
    level = next(level for level in Level if level is not ONE.level)
    later = replace(ONE, claims=claims, involvement="contribute to", level=level)
    (found,) = compared(with_findings(ONE), with_findings(later)).touches
    assert found.kind == "altered"
    assert f"proposed involvement: {ONE.involvement or 'none'} → contribute to" in found.what
    assert f"wording: {ONE.level.value} → {level.value}" in found.what
    assert "listed name now: Another Name" in found.what


def test_another_path_to_the_same_is_an_alteration() -> None:
    later = replace(ONE, path=ONE.path[:-1])
    (found,) = compared(with_findings(ONE), with_findings(later)).touches
    assert found.what == "another path"


def test_new_ones_stand_first() -> None:
    other = replace(ONE, id="another")
    found = compared(with_findings(ONE), with_findings(other)).touches
    assert [one.kind for one in found] == ["new", "gone"]


def test_a_row_that_newly_resembles_an_entity_is_told_apart() -> None:
    none = replace(SCREENING, candidates=())
    assert compared(none, SCREENING).possible
    assert compared(SCREENING, SCREENING).possible == ()


@pytest.fixture
def screened(world: World, tmp_path: Path) -> World:
    screen(world.stores, Asked(world.holdings_file(tmp_path), read_clocks()))
    return world


def test_a_source_that_goes_takes_its_findings_with_it(screened: World) -> None:
    stores = screened.stores
    heads = {one.dataset: one.snapshot_id for one in stores.ledger.live(read_clocks().known)}
    less = {key: value for key, value in heads.items() if key != "uflpa"}
    found = touched(stores, force(heads), force(less), read_clocks().as_of)
    assert found is not None
    assert found.portfolio == "Harbour Pension"
    assert {one.kind for one in found.touches} >= {"gone"}
    assert any(one.holding.startswith("Tarim Polysilicon") for one in found.touches if one.kind == "gone")


def test_from_nothing_everything_is_new(screened: World) -> None:
    stores = screened.stores
    heads = {one.dataset: one.snapshot_id for one in stores.ledger.live(read_clocks().known)}
    found = touched(stores, force({}), force(heads), read_clocks().as_of)
    assert found is not None
    assert {one.kind for one in found.touches} == {"new"}
    assert found.unchanged == 0


def test_without_a_portfolio_there_is_nobody_and_without_its_books_that_is_said(world: World, tmp_path: Path) -> None:
    assert touched(world.stores, force({}), force({}), read_clocks().as_of) is None
    screen(world.stores, Asked(world.holdings_file(tmp_path), read_clocks()))
    shutil.rmtree(world.stores.books)
    found = touched(world.stores, force({}), force({}), read_clocks().as_of)
    assert found is not None
    assert "the books of this portfolio version were deleted" in found.unseen
    said = untouched(found)
    assert said.startswith("The portfolio screened last was not screened again, so whom the changes touch is not known: ")
