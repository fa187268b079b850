"""Which portfolios a client or a plan has."""

from pathlib import Path

import pytest

from clew.errors import InputError, NotFoundError
from clew.work.grouping import change_group, find_group, groups
from clew.work.keeping import Filing, add_portfolio
from clew.work.naming import rename
from clew.work.stores import Stores
from tests.holdings import june
from tests.world import World


@pytest.fixture
def stores(world: World, tmp_path: Path) -> Stores:
    """Two portfolios."""
    for name in ("Equity", "Bonds"):
        add_portfolio(world.stores, (june(tmp_path),), Filing(name, "2026-06-30"))
    return world.stores


def test_members_join_and_leave_under_whatever_spelling(stores: Stores) -> None:
    assert change_group(stores, "Plan A", ["equity", "Bonds"], [], ["EQUITY=60%"]) == ("Plan A", 3)
    assert [(one.name, one.share) for one in groups(stores)["Plan A"]] == [("Bonds", ""), ("Equity", "0.6")]
    assert change_group(stores, "plan a", [], ["Bonds"], []) == ("Plan A", 1)
    assert find_group(stores, "PLAN A")[1] == groups(stores)["Plan A"]
    assert len(groups(stores)["Plan A"]) == 1


def test_a_member_that_is_renamed_stays(stores: Stores) -> None:
    change_group(stores, "Plan A", ["Equity"], [], [])
    assert rename(stores, "equity", "World  Equity") == ("Equity", "World Equity")
    assert [one.name for one in groups(stores)["Plan A"]] == ["World Equity"]
    with pytest.raises(InputError, match="no name"):
        rename(stores, "World Equity", " ")


@pytest.mark.parametrize("text", ["Equity=0%", "Equity=101%", "Equity=much", "60%", "=60%", "Equity=NaN"])
def test_a_share_that_is_none_is_refused(stores: Stores, text: str) -> None:
    with pytest.raises(InputError, match="gives no share"):
        change_group(stores, "Plan A", ["Equity"], [], [text])
    assert groups(stores) == {}


def test_a_share_is_of_members_alone(stores: Stores) -> None:
    with pytest.raises(InputError, match="no member"):
        change_group(stores, "Plan A", ["Equity"], [], ["Bonds=10%"])


def test_every_name_that_is_none_is_told_and_nothing_changes(stores: Stores) -> None:
    with pytest.raises(NotFoundError) as caught:
        change_group(stores, "Plan A", ["Equity", "Gold"], ["Oil"], ["x"])
    assert len(caught.value.faults) == 3
    assert groups(stores) == {}
    with pytest.raises(NotFoundError, match="no client or plan"):
        find_group(stores, "Plan A")
