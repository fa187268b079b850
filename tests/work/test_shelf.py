"""The shelf: what the workspace keeps under a fund's ISIN or name opens that fund."""

from decimal import Decimal
from pathlib import Path

import pytest

from clew.model.screening import Screening
from clew.work.clocks import Clocks
from clew.work.keeping import Filing, add_portfolio
from clew.work.screen import Asked, screen
from tests.world import AS_OF, TARIM, World, isin

CLOCKS = Clocks(AS_OF, AS_OF)
FUND = isin("000000777")
HEAD = "Name,ISIN,Weight (%),Asset Class\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def saved(folder: Path, name: str, rows: str) -> Path:
    path = folder / name
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def keep(world: World, folder: Path, name: str, rows: str, day: str = "2026-06-30") -> None:
    add_portfolio(world.stores, [saved(folder, f"{abs(hash((name, day)))}.csv", rows)], Filing(name, day))


def screened(world: World, folder: Path, rows: str, day: str = "2026-11-01") -> Screening:
    return screen(world.stores, Asked(saved(folder, "mine.csv", rows), CLOCKS, filing=Filing("Mine", day)))


@pytest.mark.parametrize("name", [FUND, "Dune Fund", "DUNE-FUND"])
def test_a_fund_is_opened_by_what_is_kept_under_its_isin_or_name(world: World, folder: Path, name: str) -> None:
    keep(world, folder, name, f"Tarim Polysilicon,{TARIM},40,Equity\nBirch Ltd,,60,Equity\n")
    found = screened(world, folder, f"Dune Fund,{FUND},50,Fund\nCedar Ltd,,50,Equity\n")
    assert {(one.holding.via, one.holding.weight) for one in found.findings} == {((name,), Decimal("0.2"))}
    seen = found.lookthrough
    assert (seen.direct, seen.through_funds, seen.unknown) == (Decimal("0.5"), Decimal("0.5"), Decimal(0))
    assert f"The fund “{name}” is opened by the portfolio that is kept under this name, as of 2026-06-30." in found.notes
    assert next(one.name for one in found.inputs if one.kind == "holdings").startswith("Mine 2026-11-01")
    assert any(one.name.startswith(f"{name} 2026-06-30") for one in found.inputs)


def test_funds_within_kept_funds_are_opened_too_and_a_circle_is_shut(world: World, folder: Path) -> None:
    keep(world, folder, "Outer Fund", "Inner Fund,,100,Fund\n")
    keep(world, folder, "Inner Fund", f"Tarim Polysilicon,{TARIM},50,Equity\nOuter Fund,,50,Fund\n")
    found = screened(world, folder, "Outer Fund,,100,Fund\n")
    assert {(one.holding.via, one.holding.weight) for one in found.findings} == {(("Outer Fund", "Inner Fund"), Decimal("0.5"))}
    assert found.lookthrough.unknown == Decimal("0.5")


def test_a_portfolio_that_holds_itself_is_not_opened_for_ever(world: World, folder: Path) -> None:
    path = saved(folder, "holdings.csv", f"Mine,,30,Fund\nTarim Polysilicon,{TARIM},70,Equity\n")
    found = screen(world.stores, Asked(path, CLOCKS, filing=Filing("Mine", "2026-11-01")))
    assert "“Mine” holds itself." in found.notes
    assert next(row.sentence for row in found.rows if row.status == "book not seen").startswith(
        "The book of this fund holds the fund itself"
    )
    assert {one.holding.weight for one in found.findings} == {Decimal("0.7")}
    assert found.lookthrough.unknown == Decimal("0.3")


def test_the_version_of_the_portfolios_day_is_taken(world: World, folder: Path) -> None:
    keep(world, folder, "Dune Fund", "Birch Ltd,,100,Equity\n", "2026-01-31")
    keep(world, folder, "Dune Fund", f"Tarim Polysilicon,{TARIM},100,Equity\n", "2026-09-30")
    rows = "Dune Fund,,100,Fund\n"
    assert len(screened(world, folder, rows, "2026-10-31").findings) > 0
    assert screened(world, folder, rows, "2026-02-28").findings == ()
    assert screened(world, folder, rows, "2025-12-31").findings == ()


def test_a_book_that_is_given_comes_first(world: World, folder: Path) -> None:
    keep(world, folder, "Dune Fund", f"Tarim Polysilicon,{TARIM},100,Equity\n")
    given = saved(folder, "Dune Fund.csv", "Birch Ltd,,100,Equity\n")
    asked = Asked(saved(folder, "mine.csv", "Dune Fund,,100,Fund\n"), CLOCKS, (given,))
    assert screen(world.stores, asked).findings == ()


def test_a_file_of_several_funds_is_no_book_of_one(world: World, folder: Path) -> None:
    path = folder / "funds.csv"
    path.write_text("Fund Name,Name,Weight (%)\nOne,Birch,100\nTwo,Cedar,100\n", encoding="utf-8")
    add_portfolio(world.stores, [path], Filing("Dune Fund", "2026-06-30"))
    assert screened(world, folder, "Dune Fund,,100,Fund\n").lookthrough.unknown == 1
