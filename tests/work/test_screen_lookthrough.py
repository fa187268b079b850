"""What a screening says of the funds in a portfolio: three numbers that add up, and every book with its date and its sum."""

from decimal import Decimal
from pathlib import Path

import pytest

from clew.model.screening import Screening
from clew.work.clocks import Clocks
from clew.work.screen import Asked, screen
from tests.world import AS_OF, LINDQVIST, ORCHARD, ORDINARY, World

PORTFOLIO = f"""Example portfolio
As of,2022-12-31
Name,ISIN,Weight (%),Asset Class
Orchard Devices,{ORCHARD},40,Equity
North Fund,,30,Fund
MSCI EMER MKT INDEX (ICE) MAR 25,,5,Futures
Closed Fund,,15,Fund
US Dollar,,10,Cash
"""
NORTH = f"""North Fund
As of,%s
Name,ISIN,Weight (%%)
Lindqvist Apparel,{LINDQVIST},%s
Ordinary Bakeries,{ORDINARY},20
"""
INDEX = f"""Name,ISIN,Weight (%)
Lindqvist Apparel,{LINDQVIST},100
"""


def saved(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def screened(world: World, folder: Path, *books: Path, text: str = PORTFOLIO) -> Screening:
    return screen(world.stores, Asked(saved(folder, "portfolio.csv", text), Clocks(AS_OF, AS_OF), books))


def adds_up(screening: Screening) -> bool:
    seen = screening.lookthrough
    if seen.direct is None or seen.through_funds is None or seen.unknown is None or seen.beyond is None:
        return False
    return seen.direct + seen.through_funds + seen.unknown - seen.beyond == screening.weight_total


def test_direct_through_funds_and_unknown_are_the_portfolio(world: World, tmp_path: Path) -> None:
    found = screened(
        world,
        tmp_path,
        saved(tmp_path, "north.csv", NORTH % ("2022-10-02", "42")),
        saved(tmp_path, "MSCI Emerging Markets constituents.csv", INDEX),
    )
    seen = found.lookthrough
    assert (seen.direct, seen.through_funds, seen.unknown) == (Decimal("0.5"), Decimal("0.236"), Decimal("0.264"))
    assert adds_up(found)
    assert [(book.name, book.as_of, book.age_days, book.weight) for book in seen.books] == [
        ("North Fund", "2022-10-02", 90, Decimal("0.62")),
        ("MSCI Emerging Markets constituents", "", None, Decimal(1)),
    ]
    ways = {finding.holding.via for finding in found.findings if finding.holding.name == "Lindqvist Apparel"}
    assert ways == {("North Fund",), ("MSCI Emerging Markets constituents",)}


@pytest.mark.parametrize("weight", ["80", "117"])
def test_a_book_that_adds_up_to_more_than_the_whole_is_taken_as_it_stands(world: World, tmp_path: Path, weight: str) -> None:
    found = screened(world, tmp_path, saved(tmp_path, "north.csv", NORTH % ("2022-12-31", weight)))
    assert adds_up(found)
    assert found.lookthrough.beyond == (Decimal(weight) - 80) / 100 * Decimal("0.3")


def test_of_two_books_of_a_fund_the_newest_not_after_the_portfolio_is_taken_and_the_other_named(world: World, tmp_path: Path) -> None:
    books = [saved(tmp_path, f"{day}.csv", NORTH % (day, "80")) for day in ("2023-03-31", "2022-06-30", "2022-09-30")]
    (book,) = screened(world, tmp_path, *books).lookthrough.books
    assert (book.file, book.age_days) == ("2022-09-30.csv", 92)
    assert "its books of 2023-03-31, of 2022-06-30 were not taken" in book.sentence


def test_exposure_to_an_index_without_a_list_of_its_constituents_is_not_seen(world: World, tmp_path: Path) -> None:
    found = screened(world, tmp_path)
    (row,) = [row for row in found.rows if row.holding.name.startswith("MSCI")]
    assert row.status == "book not seen"
    assert "Exposure to the constituents of the index MSCI Emerging Markets" in row.sentence
    assert found.lookthrough.unknown == Decimal("0.5")


def test_a_portfolio_that_holds_itself_is_unknown_where_it_does(world: World, tmp_path: Path) -> None:
    text = f"Fund Name,Name,ISIN,Weight (%)\nLoop,Loop,,50\nLoop,Orchard Devices,{ORCHARD},50\n"
    found = screened(world, tmp_path, text=text)
    assert adds_up(found)
    assert (found.lookthrough.direct, found.lookthrough.unknown) == (Decimal("0.5"), Decimal("0.5"))


def test_a_portfolio_without_weights_has_no_shares(world: World, tmp_path: Path) -> None:
    found = screened(world, tmp_path, text=f"Name,ISIN\nOrchard Devices,{ORCHARD}\nOrdinary Bakeries,{ORDINARY}\n")
    assert (found.lookthrough.direct, found.lookthrough.unknown, found.lookthrough.unweighted) == (None, None, 2)
