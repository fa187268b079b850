"""Holdings files as portfolios: books, roots, and rows that open into books."""

from pathlib import Path

import pytest

from clew.work.keeping import folder_name
from clew.work.portfolio import Portfolio, read_portfolio
from tests.world import World

TWO_FUNDS = """Fund Name,Instrument Name,Market Value
North Fund,Example Mill,300
North Fund,Example Dairy,100
South Fund,Example Port,100
"""


def read(folder: Path, text: str) -> Portfolio:
    path = folder / "holdings.csv"
    path.write_text(text, encoding="utf-8")
    return read_portfolio(path)


def test_the_book_that_no_other_holds_is_the_portfolio(world: World, tmp_path: Path) -> None:
    portfolio = read_portfolio(world.holdings_file(tmp_path))
    assert [book.name for book in portfolio.roots] == ["Harbour Pension"]
    assert portfolio.name == "Harbour Pension"


def test_rows_of_funds_whose_books_are_at_hand_open_into_them(world: World, tmp_path: Path) -> None:
    portfolio = read_portfolio(world.holdings_file(tmp_path))
    opened = {portfolio.holdings[place].name for place in portfolio.children}
    assert opened == {"Emerging Companies Fund", "Asia Growth Fund"}


def test_a_file_with_one_book_is_named_by_its_stem(tmp_path: Path) -> None:
    portfolio = read(tmp_path, "Name,ISIN,Weight (%)\nExample Mill,US0378331005,60\nExample Dairy,US5949181045,40\n")
    assert portfolio.name == "holdings"


def test_several_portfolios_in_one_file_weigh_by_their_value(tmp_path: Path) -> None:
    portfolio = read(tmp_path, TWO_FUNDS)
    assert {book.name: str(portfolio.factors[book.book_id]) for book in portfolio.roots} == {
        "North Fund": "0.800000000000",
        "South Fund": "0.200000000000",
    }


def test_a_book_that_only_holds_itself_is_still_a_portfolio(tmp_path: Path) -> None:
    portfolio = read(tmp_path, "Fund Name,Instrument Name,Weight (%)\nLoop Fund,Loop Fund,50\nLoop Fund,Example Mill,50\n")
    assert [book.name for book in portfolio.roots] == ["Loop Fund"]


@pytest.mark.parametrize("name", ["../../escape", "Fonds für Übung", "基金", ""])
def test_any_portfolio_name_makes_a_safe_folder(world: World, tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"Fund Name,Instrument Name,ISIN,Weight (%)\n{name or 'A'},Example Mill,US0378331005,100\n", encoding="utf-8")
    assert folder_name(read_portfolio(path).name).replace("-", "").isalnum()
    assert world.stores.books.parent == world.stores.folder
