"""Near names that were found are kept until they are found anew, forgotten, or their portfolio or a source goes."""

from pathlib import Path

import pytest

from clew.work.clocks import Clocks
from clew.work.finding import find
from clew.work.forgetting import forget, forgettable
from clew.work.keeping import Filing, add_portfolio
from clew.work.near import forget_near, near_sets
from clew.work.purging import leaving, purge
from clew.work.reviewing import Scope
from tests.world import AS_OF, World

CLOCKS = Clocks(AS_OF, AS_OF)


@pytest.fixture
def found(named: World, tmp_path: Path) -> World:
    """A world that keeps two portfolios, in both of which near names were found."""
    for name, line in (("One", "Yarkand Cotton Gin"), ("Two", "Lop Nur Agriculture Export Trading")):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"Name,Weight (%)\n{line},5\nOrdinary Bakeries,95\n", encoding="utf-8")
        add_portfolio(named.stores, (path,), Filing(name, AS_OF))
        find(named.stores, Scope(portfolio=name), CLOCKS)
    return named


def kept(world: World, known: str = AS_OF) -> list[tuple[str, ...]]:
    return [one.portfolios for one in near_sets(world.stores, known)]


def test_each_portfolio_has_its_own_until_all_are_looked_at_together(found: World) -> None:
    assert kept(found) == [("One",), ("Two",)]
    find(found.stores, Scope(), CLOCKS)
    assert kept(found) == [("One", "Two")]


def test_what_is_found_again_is_kept_once(found: World) -> None:
    find(found.stores, Scope(portfolio="One"), CLOCKS)
    find(found.stores, Scope(portfolio="One"), CLOCKS, 0.5)
    assert [(one.portfolios, one.above) for one in near_sets(found.stores, AS_OF)] == [(("One",), 0.5), (("Two",), 0.25)]


def test_what_was_found_later_is_not_known_before(found: World) -> None:
    assert kept(found, "2026-11-19") == []


def test_all_of_it_is_forgotten_when_that_is_asked(found: World) -> None:
    assert forget_near(found.stores) >= 2
    assert kept(found) == []


def test_it_goes_with_a_portfolio_that_is_forgotten(found: World) -> None:
    forget(found.stores, forgettable(found.stores, "One", "the mandate ended"), "the mandate ended")
    assert kept(found) == []


def test_it_goes_with_a_source_that_is_purged(found: World) -> None:
    purge(found.stores, leaving(found.stores, "ns_cmic", "the licence ended"))
    assert kept(found) == []


def test_clearing_the_caches_leaves_it(found: World) -> None:
    found.stores.caches.clear()
    assert kept(found) == [("One",), ("Two",)]


def test_a_damaged_set_is_none(found: World) -> None:
    one = next((found.stores.folder / "near").iterdir())
    (one / "about.json").write_text("{", encoding="utf-8")
    assert len(kept(found)) == 1
