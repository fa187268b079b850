"""How a holdings file becomes a version of a named portfolio."""

from pathlib import Path

import pytest

from clew.errors import InputError
from clew.work.keeping import Filing, add_portfolio, folder_name
from clew.work.versions import find_portfolio, version_at
from tests.holdings import june, saved, september
from tests.processes import together
from tests.world import World


def test_the_same_bytes_for_the_same_day_change_nothing(world: World, tmp_path: Path) -> None:
    first = add_portfolio(world.stores, (june(tmp_path),), Filing("Global Equity", "2026-06-30"))
    events = world.stores.ledger.events()
    again = add_portfolio(world.stores, (june(tmp_path),), Filing("global  equity", "2026-06-30"))
    assert (first.new, again.new, again.name) == (True, False, "Global Equity")
    assert world.stores.ledger.events() == events


def test_a_corrected_file_takes_the_place_of_the_one_before(world: World, tmp_path: Path) -> None:
    add_portfolio(world.stores, (june(tmp_path),), Filing("Global Equity", "2026-06-30"))
    done = add_portfolio(world.stores, (september(tmp_path),), Filing("Global Equity", "2026-06-30"))
    assert done.replaced is not None
    assert Path(done.replaced.kept.file).name == "june.csv"
    assert [one.state for one in find_portfolio(world.stores, "Global Equity").versions] == ["replaced", "current"]
    assert version_at(world.stores, "Global Equity").kept.version_id == done.kept.version_id


def test_the_day_is_what_the_file_states_unless_a_person_says_another(world: World, tmp_path: Path) -> None:
    path = tmp_path / "fund.csv"
    path.write_text("Invented Fund\nAs of,20 Nov 2025\nName,Weight (%)\nExample Mill,60\nExample Dairy,40\n", encoding="utf-8")
    stated = add_portfolio(world.stores, (path,), Filing("Fund"))
    given = add_portfolio(world.stores, (path,), Filing("Fund", "2025-11-30"))
    assert [(one.kept.day, one.kept.dated) for one in (stated, given)] == [("2025-11-20", "stated"), ("2025-11-30", "given")]
    assert given.note == "The file states its holdings as of 2025-11-20."


def test_a_day_that_nobody_states_is_asked_for_with_every_other_fault(world: World, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        add_portfolio(world.stores, (june(tmp_path),), Filing("x" * 121))
    assert [fault.what for fault in caught.value.faults] == [
        "the portfolio's name is no name",
        "the file does not state the day that its holdings are of",
    ]
    assert not list(world.stores.books.glob("*/*"))


@pytest.mark.parametrize(("day", "what"), [("2026-13-01", "is no day"), ("9999-01-01", "a day to come")])
def test_a_day_that_is_none_or_to_come_is_refused(world: World, tmp_path: Path, day: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        add_portfolio(world.stores, (june(tmp_path),), Filing("Fund", day))


def test_books_of_funds_are_kept_with_the_version(world: World, tmp_path: Path) -> None:
    top = saved(tmp_path, "top.csv", "Dairy Fund,ZZEXAMPLE019,100,Fund", head="Name,ISIN,Weight (%),Asset Class")
    book = saved(tmp_path, "book.csv", "ZZEXAMPLE019,Dairy Fund,Example Dairy,100", head="Fund ISIN,Fund Name,Name,Weight (%)")
    done = add_portfolio(world.stores, (top, book), Filing("Fund", "2026-06-30"))
    folder = world.stores.books / done.kept.portfolio / done.kept.version_id
    assert [path.name for path in sorted(folder.glob("originals/*/*"))] == ["top.csv", "book.csv"]
    assert done.kept.lines == 1


def test_a_name_that_was_given_away_makes_a_folder_of_its_own(world: World, tmp_path: Path) -> None:
    add_portfolio(world.stores, (june(tmp_path),), Filing("Fund", "2026-06-30"))
    world.stores.ledger.portfolios.rename(folder_name("Fund"), "Old Fund")
    done = add_portfolio(world.stores, (september(tmp_path),), Filing("Fund", "2026-06-30"))
    assert done.kept.portfolio == f"{folder_name('Fund')}-2"
    assert [one.kept.day for one in find_portfolio(world.stores, "Old Fund").current] == ["2026-06-30"]


def test_a_portfolio_of_an_older_clew_is_found_by_its_folder_and_taken_up_by_its_name(world: World, tmp_path: Path) -> None:
    done = add_portfolio(world.stores, (june(tmp_path),), Filing("Fund", "2026-06-30"))
    assert find_portfolio(world.stores, done.kept.portfolio).name == "Fund"


def test_processes_that_add_at_once_lose_nothing(world: World, tmp_path: Path) -> None:
    june(tmp_path)
    script = """
from clew.work.keeping import Filing, add_portfolio
from clew.workspace import open_workspace
def act(number, home, file):
    with open_workspace(pathlib.Path(home)) as stores:
        return [add_portfolio(stores, (pathlib.Path(file),), Filing("Fund", f"2026-0{number + one}-28")).new for one in (1, 2)].count(True)
"""
    assert sum(map(int, together(tmp_path, script, world.stores.folder, tmp_path / "june.csv", count=3))) == 4
    assert len(find_portfolio(world.stores, "Fund").current) == 4
    assert world.stores.ledger.broken_at() is None
