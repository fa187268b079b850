"""The books of a portfolio leave the workspace, and the ledger says why."""

from pathlib import Path

import pytest

from clew.errors import InputError, NotFoundError, WorkspaceError
from clew.lake.leases import turn
from clew.work.clocks import Clocks
from clew.work.forgetting import forget, forgettable
from clew.work.keeping import Filing, add_portfolio
from clew.work.outputs import write_outputs
from clew.work.rescreen import screen_version
from clew.work.stores import Stores
from clew.work.versions import find_portfolio
from clew.work.worth import worth
from tests.holdings import june, september
from tests.world import AS_OF, World


@pytest.fixture
def stores(world: World, tmp_path: Path) -> Stores:
    """Three versions: one file as of two days, another as of a third."""
    for path, day in ((june(tmp_path), "2026-05-31"), (june(tmp_path), "2026-06-30"), (september(tmp_path), "2026-09-30")):
        add_portfolio(world.stores, (path,), Filing("Fund", day))
    return world.stores


def folders(stores: Stores) -> int:
    return len(list(stores.books.glob("*/*")))


def test_bytes_that_another_day_needs_stay_until_that_is_forgotten_too(stores: Stores) -> None:
    forget(stores, forgettable(stores, "fund", "a wrong day", "2026-05-31"), "a wrong day")
    assert folders(stores) == 2
    done = forget(stores, forgettable(stores, "fund", "the client left", "2026-06-30"), "the client left")
    assert (folders(stores), done.freed > 0) == (1, True)
    assert [(one.state, one.why) for one in find_portfolio(stores, "Fund").versions] == [
        ("forgotten", "a wrong day"),
        ("forgotten", "the client left"),
        ("current", ""),
    ]


def test_a_portfolio_that_is_forgotten_leaves_no_file_and_may_come_again(stores: Stores, tmp_path: Path) -> None:
    forget(stores, forgettable(stores, "Fund", "the client left"), "the client left")
    assert not [path for path in stores.books.rglob("*") if path.is_file() and path.name != ".turn"]
    assert stores.ledger.broken_at() is None
    assert worth(stores, find_portfolio(stores, "Fund").versions) == {}
    with pytest.raises(NotFoundError, match="was forgotten"):
        forgettable(stores, "Fund", "again")
    assert add_portfolio(stores, (june(tmp_path),), Filing("Fund", "2026-06-30")).new
    assert [one.kept.day for one in find_portfolio(stores, "Fund").current] == ["2026-06-30"]


def test_files_that_were_written_out_are_listed(stores: Stores, tmp_path: Path) -> None:
    done = screen_version(stores, "Fund", "", Clocks(AS_OF, AS_OF))
    written = write_outputs(stores, done.screening, tmp_path / "reports", done.stem)
    gone = forget(stores, forgettable(stores, "Fund", "the client left", "2026-09-30"), "the client left")
    assert {Path(one.path).name for one in gone.outputs} == {one.path.name for one in written}
    with pytest.raises(NotFoundError, match="no version from"):
        screen_version(stores, "Fund", "2020-01-01", Clocks(AS_OF, AS_OF))


def test_nothing_goes_without_a_reason_or_while_something_comes(stores: Stores) -> None:
    with pytest.raises(InputError, match="needs a reason"):
        forgettable(stores, "Fund", " ")
    with pytest.raises(NotFoundError, match="no version of 2026-06-29"):
        forgettable(stores, "Fund", "asked for", "2026-06-29")
    chosen = forgettable(stores, "Fund", "asked for")
    with turn(stores.books, alone=False), pytest.raises(WorkspaceError, match="being added"):
        forget(stores, chosen, "asked for")
    assert folders(stores) == 2


def test_what_a_crash_left_goes_with_the_next(stores: Stores) -> None:
    stores.ledger.portfolios.forget(forgettable(stores, "Fund", "asked for", "2026-09-30"), "asked for")
    assert folders(stores) == 2
    forget(stores, forgettable(stores, "Fund", "asked for", "2026-05-31"), "asked for")
    assert folders(stores) == 1
