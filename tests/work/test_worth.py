"""What a version is worth; different currencies are never added."""

from pathlib import Path

from clew.work.keeping import Filing, add_portfolio
from clew.work.versions import find_portfolio
from clew.work.worth import Worth, worth
from tests.holdings import june, saved
from tests.world import World, holdings_csv


def test_values_of_one_currency_are_added_and_no_others(world: World, tmp_path: Path) -> None:
    add_portfolio(world.stores, (june(tmp_path),), Filing("Fund", "2026-06-30"))
    add_portfolio(world.stores, (saved(tmp_path, "b.csv", "Mill,,1,EUR", "Dairy,,2,USD"),), Filing("Fund", "2026-07-31"))
    path = tmp_path / "c.csv"
    path.write_text(holdings_csv(), encoding="utf-8")
    add_portfolio(world.stores, (path,), Filing("Fund", "2026-08-31"))
    versions = find_portfolio(world.stores, "Fund").versions
    found = [worth(world.stores, versions)[one.seq] for one in versions]
    assert [(one.value, one.currency, one.currencies) for one in found] == [(100, "EUR", 1), (None, "EUR", 2), (None, "", 0)]
    assert isinstance(found[0], Worth)
