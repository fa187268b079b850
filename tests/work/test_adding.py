"""Adding a version of a source: what changed by it, whom that touches, and that a bad file changes nothing."""

from pathlib import Path

import pytest

from clew.errors import InputError, NotFoundError
from clew.work.adding import Added, add_source
from clew.work.clocks import Clocks, read_clocks
from clew.work.files import Given
from clew.work.importing import Asked
from clew.work.screen import Asked as Screened
from clew.work.screen import screen
from clew.work.stores import Stores
from tests.harbour_list import BROKEN, FIRST, HARBOUR, SECOND, own_card, write
from tests.world import World


def add(stores: Stores, path: Path, **said: str) -> Added:
    return add_source(stores, HARBOUR, Asked(Given((path,)), **said), read_clocks())


@pytest.fixture
def ready(world: World, tmp_path: Path) -> World:
    """The world with the list's card, and the portfolio screened."""
    own_card(world.stores, tmp_path)
    screen(world.stores, Screened(world.holdings_file(tmp_path), read_clocks()))
    return world


def test_a_source_that_was_not_there_is_new_and_its_entries_are_not_named(ready: World, tmp_path: Path) -> None:
    added = add(ready.stores, write(tmp_path, "2026-11-01", FIRST))
    assert added.imported.new
    assert added.diff is not None
    assert (added.diff.before, added.diff.added, added.diff.claims_removed) == (None, (), 0)
    assert added.diff.claims_added == added.imported.snapshot.claims
    assert added.touched is not None
    assert {(one.kind, one.holding) for one in added.touched.touches} == {
        ("new", "Silk Road Tomato"),
        ("new", "Norden Invest"),
        ("new", "Pacific Chipworks"),
    }


def test_the_next_version_says_what_changed_and_whom_it_touches(ready: World, tmp_path: Path) -> None:
    add(ready.stores, write(tmp_path, "2026-11-01", FIRST))
    added = add(ready.stores, write(tmp_path, "2026-11-20", SECOND))
    assert added.diff is not None
    assert added.diff.before is not None
    assert [one.name for one in added.diff.added] == ["Ordinary Bakeries plc"]
    assert [one.name for one in added.diff.removed] == ["Pacific Chipworks Inc."]
    assert added.touched is not None
    assert {(one.kind, one.holding) for one in added.touched.touches} == {
        ("new", "Ordinary Bakeries"),
        ("gone", "Pacific Chipworks"),
        ("altered", "Silk Road Tomato"),
    }


def test_the_same_file_again_changes_nothing(ready: World, tmp_path: Path) -> None:
    add(ready.stores, write(tmp_path, "2026-11-01", FIRST))
    again = add(ready.stores, write(tmp_path, "2026-11-01", FIRST))
    assert (again.imported.new, again.diff, again.touched) == (False, None, None)


def test_an_older_state_is_kept_and_changes_nothing(ready: World, tmp_path: Path) -> None:
    add(ready.stores, write(tmp_path, "2026-11-20", SECOND))
    older = add(ready.stores, write(tmp_path, "2026-11-01", FIRST))
    assert older.imported.new
    assert (older.diff, older.touched) == (None, None)
    assert "older than the one in force (2026-11-20), which stays in force" in " ".join(older.imported.notes)
    assert [one.published for one in ready.stores.ledger.snapshots(HARBOUR)] == ["2026-11-01", "2026-11-20"]


def test_a_file_that_is_not_understood_leaves_the_version_before_in_force(ready: World, tmp_path: Path) -> None:
    add(ready.stores, write(tmp_path, "2026-11-01", FIRST))
    before = ready.stores.ledger.live(read_clocks().known)
    with pytest.raises(InputError, match="“Reason” is missing"):
        add(ready.stores, write(tmp_path, "2026-11-20", BROKEN))
    assert ready.stores.ledger.live(read_clocks().known) == before


def test_without_a_portfolio_nobody_is_touched(world: World, tmp_path: Path) -> None:
    own_card(world.stores, tmp_path)
    added = add(world.stores, write(tmp_path, "2026-11-01", FIRST))
    assert added.diff is not None
    assert added.touched is None


def test_what_was_saved_earlier_is_known_since_then(ready: World, tmp_path: Path) -> None:
    add(ready.stores, write(tmp_path, "2026-11-01", FIRST), retrieved="2026-11-03")
    assert HARBOUR in {one.dataset for one in ready.stores.ledger.live("2026-11-03")}
    assert HARBOUR not in {one.dataset for one in ready.stores.ledger.live("2026-11-02")}


def test_a_screening_known_by_a_day_uses_what_was_retrieved_by_then_and_as_of_one_what_held(ready: World, tmp_path: Path) -> None:
    add(ready.stores, write(tmp_path, "2026-11-10", FIRST), retrieved="2026-11-14")
    add(ready.stores, write(tmp_path, "2026-11-20", SECOND), retrieved="2026-11-21")
    file = ready.holdings_file(tmp_path)

    def listed(as_of: str, known: str) -> set[str]:
        found = screen(ready.stores, Screened(file, Clocks(as_of, known))).restrictions
        return {one.holding.name for one in found if one.indicator.code == "LAW-LIST"}

    first, second = {"Silk Road Tomato", "Norden Invest", "Pacific Chipworks"}, {"Silk Road Tomato", "Norden Invest", "Ordinary Bakeries"}
    assert listed("2026-11-22", "2026-11-22") == second
    assert listed("2026-11-22", "2026-11-20") == first
    assert listed("2026-11-22", "2026-11-13") == set()
    assert listed("2026-11-19", "2026-11-22") == set()  # of the state of the 20th nobody knows whether it held the day before


def test_days_that_are_none_or_to_come_are_all_named(ready: World, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        add(ready.stores, write(tmp_path, "2026-11-01", FIRST), published="2999-01-01", retrieved="soon")
    assert len(caught.value.faults) == 2


def test_an_unknown_source_says_which_there_are(ready: World, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="clew source map FILE"):
        add_source(ready.stores, "nowhere", Asked(Given((write(tmp_path, "2026-11-01", FIRST),))), read_clocks())
