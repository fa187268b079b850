"""What came and went between two versions of a portfolio."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from clew.errors import InputError, NotFoundError
from clew.work.keeping import Filing, add_portfolio
from clew.work.lines import folder_of
from clew.work.turnover import turnover
from clew.work.versions import version_at
from tests.holdings import june, september
from tests.world import World


@pytest.fixture
def kept(world: World, tmp_path: Path) -> World:
    """Two versions of a portfolio."""
    add_portfolio(world.stores, (june(tmp_path),), Filing("Fund", "2026-06-30"))
    add_portfolio(world.stores, (september(tmp_path),), Filing("Fund", "2026-09-30"))
    return world


def test_lines_came_went_and_changed(kept: World) -> None:
    found = turnover(kept.stores, "fund")
    assert (found.before.day, found.after.day) == ("2026-06-30", "2026-09-30")
    assert [(one.name, one.new.row if one.new else 0) for one in found.added] == [("Example Port", 3)]
    assert [(one.name, one.old.value if one.old else 0) for one in found.removed] == [("Example Dairy", Decimal(40))]
    (mill,) = found.changed
    assert (mill.matched_by, mill.old and mill.old.weight, mill.new and round(mill.new.weight or 0, 4)) == (
        "isin",
        Decimal("0.6"),
        Decimal("0.4286"),
    )
    assert found.counts == {"added": 1, "removed": 1, "changed": 1, "unchanged": 0}
    assert found.weight_removed == Decimal("0.4")


def test_of_a_day_the_newest_version_until_then_is_compared(kept: World) -> None:
    found = turnover(kept.stores, "Fund", ("2026-07-31", "2026-10-31"))
    assert (found.before.day, found.after.day) == ("2026-06-30", "2026-09-30")


@pytest.mark.parametrize("days", [("2026-09-30", "2026-09-30"), ("2026-10-30", "2026-10-31"), ("", "2026-06-30"), ("juin", "")])
def test_days_that_name_no_two_versions_are_refused(kept: World, days: tuple[str, str]) -> None:
    with pytest.raises(InputError):
        turnover(kept.stores, "Fund", days)


def test_no_version_before_a_day_and_no_such_portfolio_are_said(kept: World) -> None:
    with pytest.raises(NotFoundError, match="no version from 2020-01-01"):
        turnover(kept.stores, "Fund", ("2020-01-01", ""))
    with pytest.raises(NotFoundError, match="There are “Fund”"):
        turnover(kept.stores, "Other")


def test_lines_that_another_clew_read_are_read_anew_and_so_are_those_it_did_not_keep(kept: World) -> None:
    before = turnover(kept.stores, "Fund")
    folder = folder_of(kept.stores, version_at(kept.stores, "Fund"))
    for lines in folder.glob("lines-*"):
        shutil.rmtree(lines)
    assert turnover(kept.stores, "Fund") == before
    assert list(folder.glob("lines-*"))
