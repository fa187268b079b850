"""Portfolios of a client or a plan, screened as one."""

from decimal import Decimal
from pathlib import Path

import pytest

from clew.errors import InputError, NotFoundError
from clew.model.screening import Screening
from clew.report.companies import companies
from clew.work.clocks import Clocks
from clew.work.grouping import change_group
from clew.work.keeping import Filing, add_portfolio
from clew.work.rescreen import screen_group
from clew.work.rollup import last_basket
from clew.work.stores import Stores
from tests.holdings import saved
from tests.world import AS_OF, NORDEN, ORDINARY, TARIM, World, holdings_csv

CLOCKS = Clocks(AS_OF, AS_OF)


def add(stores: Stores, path: Path, name: str, day: str = "2026-09-30") -> None:
    add_portfolio(stores, (path,), Filing(name, day))


@pytest.fixture
def plan(world: World, tmp_path: Path) -> Stores:
    """Plan A: equity of 300, bonds of 100 in one currency; both files are called alike, and both begin with the same issuer."""
    for folder, name, rows in (
        ("one", "Equity", (f"Tarim Polysilicon,{TARIM},150,EUR", f"Ordinary,{ORDINARY},150,EUR")),
        ("two", "Bonds", (f"Tarim Polysilicon bond,{TARIM},20,eur", f"Norden Invest,{NORDEN},80,EUR")),
    ):
        (tmp_path / folder).mkdir()
        add(world.stores, saved(tmp_path / folder, "holdings.csv", *rows), name)
    change_group(world.stores, "Plan A", ["Equity", "Bonds"], [], [])
    return world.stores


def screened(stores: Stores, day: str = "") -> Screening:
    return screen_group(stores, "plan a", day, CLOCKS).screening


def test_members_weigh_by_value_and_an_issuer_of_two_is_one_company_with_both_ways(plan: Stores) -> None:
    result = screened(plan)
    tarim = next(one for one in companies(result) if one.name.startswith("Tarim"))
    assert [(way.member, way.name, way.weight) for way in tarim.ways] == [
        ("Equity", "Tarim Polysilicon", Decimal("0.375")),
        ("Bonds", "Tarim Polysilicon bond", Decimal("0.05")),
    ]
    assert tarim.weight == Decimal("0.425")
    assert {finding.holding.member for finding in result.findings} == {"Equity", "Bonds"}
    assert result.weight_total == 1


def test_rows_of_like_files_are_told_apart_and_all_are_counted(plan: Stores) -> None:
    result = screened(plan)
    assert result.counts.rows_in == 4
    assert [one.name for one in result.inputs if one.kind == "holdings"] == [
        "Bonds 2026-09-30: holdings.csv",
        "Equity 2026-09-30: holdings.csv",
    ]
    assert [(one.holding.member, one.holding.name) for one in result.rows if one.status == "no information found"] == [
        ("Equity", "Ordinary")
    ]
    assert sum(row.direct for row in result.reach if row.indicator.startswith("REG-UFLPA")) == Decimal("0.425")
    assert result.notes[0].startswith("Plan A is rolled up from 2 portfolios, by value in EUR: Bonds as of 2026-09-30, 25 %; Equity")


def test_the_same_members_give_the_same_result(plan: Stores) -> None:
    assert screened(plan) == screened(plan)


def test_of_each_member_the_newest_version_until_a_day_is_taken(plan: Stores, tmp_path: Path) -> None:
    add(plan, saved(tmp_path, "later.csv", f"Ordinary,{ORDINARY},100,EUR"), "Bonds", "2026-10-31")
    assert "Bonds as of 2026-10-31" in screened(plan).notes[0]
    assert "Bonds as of 2026-09-30" in screened(plan, "2026-10-30").notes[0]
    with pytest.raises(NotFoundError) as caught:
        screened(plan, "2026-09-01")
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize("row", [f"Ordinary,{ORDINARY},100,USD", f"Ordinary,{ORDINARY},,EUR", f"Ordinary,{ORDINARY},100,"])
def test_values_that_cannot_be_added_up_ask_for_shares(plan: Stores, tmp_path: Path, row: str) -> None:
    add(plan, saved(tmp_path, "later.csv", row, head="Name,ISIN,Market Value,Currency"), "Bonds", "2026-10-31")
    with pytest.raises(InputError, match="--share"):
        screened(plan)
    change_group(plan, "Plan A", [], [], ["Bonds=25%"])
    with pytest.raises(InputError, match="“Equity” has no share of Plan A"):
        screened(plan)
    change_group(plan, "Plan A", [], [], ["Equity = 0.5"])
    assert "at the shares given, 75 % of the whole" in screened(plan).notes[0]


def test_shares_above_the_whole_are_refused_and_can_be_taken_back(plan: Stores) -> None:
    change_group(plan, "Plan A", [], [], ["Bonds=60%", "Equity=60%"])
    with pytest.raises(InputError, match="add up to 120 %"):
        screened(plan)
    change_group(plan, "Plan A", [], [], ["Bonds=value", "Equity=value"])
    assert "by value in EUR" in screened(plan).notes[0]


def test_funds_side_by_side_without_values_cannot_be_weighed(plan: Stores, tmp_path: Path) -> None:
    rows = [f"{fund},{name},{weight}" for fund in ("North", "South") for name, weight in (("Example Mill", 60), ("Example Dairy", 40))]
    add(plan, saved(tmp_path, "two.csv", *rows, head="Fund Name,Name,Weight (%)"), "Bonds", "2026-10-31")
    change_group(plan, "Plan A", [], [], ["Bonds=50%", "Equity=50%"])
    with pytest.raises(InputError, match="2 funds side by side"):
        screened(plan)


def test_funds_of_a_member_are_opened_and_the_way_names_the_member(plan: Stores, tmp_path: Path) -> None:
    path = tmp_path / "funds.csv"
    path.write_text(holdings_csv(), encoding="utf-8")
    add(plan, path, "Funds")
    change_group(plan, "Plan A", ["Funds"], [], ["Funds=50%", "Equity=25%", "Bonds=25%"])
    result = screened(plan)
    ways = {finding.holding.way for finding in result.findings if finding.company.startswith("Tarim")}
    assert ways >= {("Equity",), ("Bonds",), ("Funds", "Asia Growth Fund"), ("Funds", "Emerging Companies Fund", "Asia Growth Fund")}
    assert result.weight_total == 1
    assert len({finding.id for finding in result.findings}) == len(result.findings)


def test_what_was_screened_last_may_be_a_plan(plan: Stores) -> None:
    screened(plan)
    basket = last_basket(plan)
    assert basket is not None
    assert (basket.name, set(basket.members.values())) == ("Plan A", {"Equity", "Bonds"})
