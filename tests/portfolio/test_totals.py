"""What a file states as its total is held against what its rows add up to."""

from decimal import Decimal
from pathlib import Path

import pytest

from clew.model.holding import HoldingsFile, StatedTotal
from clew.pack.holdings import load_holdings_words
from clew.portfolio.read import read_holdings
from clew.portfolio.totals import agreeing

ROWS = "Name;ISIN;Weight (%);Market Value\nApple;US0378331005;60,00;6.000,50\nMicrosoft;US5949181045;40,00;4.000,00\n"


def read(folder: Path, text: str) -> HoldingsFile:
    path = folder / "holdings.csv"
    path.write_text(text, encoding="utf-8")
    return read_holdings(path, load_holdings_words())


def off(file: HoldingsFile) -> list[str]:
    return [warning for warning in file.warnings if "states a total" in warning]


def test_a_total_that_agrees_is_known_and_no_warning(tmp_path: Path) -> None:
    file = read(tmp_path, ROWS + "Total;;100,00;10.000,50\n")
    assert file.totals == (StatedTotal(4, Decimal("1.000000000000"), Decimal("10000.50")),)
    assert (agreeing(file.totals, file.books[0].holdings), off(file)) == (file.totals[0], [])
    assert file.rows_in == 2


def test_the_difference_to_the_files_own_total_is_told(tmp_path: Path) -> None:
    (told,) = off(read(tmp_path, ROWS + "Total;;100,00;12.000,50\n"))
    assert told == (
        "row 4 states a total that the rows do not add up to: values 12,000.50 stated, 10,000.50 added up, difference -2,000.00"
    )


def test_rounding_is_no_difference(tmp_path: Path) -> None:
    assert off(read(tmp_path, ROWS + "Total;;99,95;10.001,00\n")) == []


def test_one_of_several_totals_is_enough(tmp_path: Path) -> None:
    assert off(read(tmp_path, ROWS + "Total;;100,00;10.000,50\nNet assets;;;11.000,00\n")) == []


def test_sums_of_parts_say_nothing_of_the_whole(tmp_path: Path) -> None:
    head, apple, microsoft = ROWS.splitlines()
    file = read(tmp_path, f"{head}\n{apple}\nSubtotal;;60,00;6.000,50\n{microsoft}\n")
    assert (off(file), len(file.totals)) == ([], 1)


@pytest.mark.parametrize("row", ["Total;;;", "Total;;n/a;-"])
def test_a_total_without_numbers_states_none(tmp_path: Path, row: str) -> None:
    assert read(tmp_path, f"{ROWS}{row}\n").totals == ()
