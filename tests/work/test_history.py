"""The findings of every version of a portfolio, restated by one release."""

from pathlib import Path

import pytest

from clew.errors import NotFoundError
from clew.work.clocks import Clocks
from clew.work.history import history
from clew.work.keeping import Filing, add_portfolio
from tests.holdings import saved
from tests.world import AS_OF, NORDEN, ORDINARY, SUGAR, TARIM, World, holdings_csv

CLOCKS = Clocks(AS_OF, AS_OF)


def add(world: World, path: Path, day: str) -> None:
    add_portfolio(world.stores, (path,), Filing("Fund", day))


def test_what_came_and_went_is_told_with_what_of_the_holdings_made_it_so(world: World, tmp_path: Path) -> None:
    add(world, saved(tmp_path, "a.csv", f"Tarim Polysilicon,{TARIM},60,EUR", f"Norden Invest,{NORDEN},40,EUR"), "2026-06-30")
    add(world, saved(tmp_path, "b.csv", f"Norden Invest,{NORDEN},50,EUR", f"Steppe Sugar,{SUGAR},50,EUR"), "2026-09-30")
    found = history(world.stores, "fund", CLOCKS)
    assert [(one.version.day, one.findings, one.holdings, str(one.weight.normalize())) for one in found.versions] == [
        ("2026-06-30", 2, 2, "1"),
        ("2026-09-30", 2, 2, "1"),
    ]
    (step,) = found.steps
    assert [(one.kind, one.holding, one.why) for one in step.moved] == [
        ("came", "Steppe Sugar", "the line came"),
        ("went", "Tarim Polysilicon", "the line went"),
    ]
    assert step.stayed == 1


def test_a_line_that_is_identified_only_in_one_version_is_said_to_be(world: World, tmp_path: Path) -> None:
    add(world, saved(tmp_path, "a.csv", "Steppe Sugar,,60,EUR", f"Ordinary,{ORDINARY},40,EUR"), "2026-06-30")
    add(world, saved(tmp_path, "b.csv", f"Steppe Sugar,{SUGAR},60,EUR", f"Ordinary,{ORDINARY},40,EUR"), "2026-09-30")
    (step,) = history(world.stores, "Fund", CLOCKS).steps
    assert {(one.kind, one.why) for one in step.moved} == {("came", "the line is in both; what identifies it is not there before")}


def test_a_fund_that_went_takes_the_findings_of_its_book_with_it(world: World, tmp_path: Path) -> None:
    add(world, world.holdings_file(tmp_path), "2026-06-30")
    less = tmp_path / "less.csv"
    less.write_text("".join(line for line in holdings_csv().splitlines(True) if ",Emerging Companies Fund," not in line), encoding="utf-8")
    add(world, less, "2026-09-30")
    (step,) = history(world.stores, "Fund", CLOCKS).steps
    assert step.moved
    assert {one.kind for one in step.moved} == {"went"}
    assert step.stayed > 0


def test_the_same_file_at_two_days_moves_nothing(world: World, tmp_path: Path) -> None:
    for day in ("2026-06-30", "2026-09-30"):
        add(world, world.holdings_file(tmp_path), day)
    found = history(world.stores, "Fund", CLOCKS)
    first, second = found.versions
    assert first.findings == second.findings > 0
    assert [step.moved for step in found.steps] == [()]


def test_a_portfolio_that_is_not_there_is_said(world: World) -> None:
    with pytest.raises(NotFoundError, match="no portfolio is called"):
        history(world.stores, "Fund", CLOCKS)
