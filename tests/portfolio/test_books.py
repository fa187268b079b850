"""Which row belongs to which book."""

from clew.pack.holdings import load_holdings_words
from clew.portfolio.books import Shelf, read_shelf

WORDS = load_holdings_words().heads


def read(*rows: tuple[str, str, str]) -> Shelf:
    isins, names, dates = (list(column) for column in zip(*rows, strict=True))
    return read_shelf(isins, names, dates, WORDS)


def test_a_file_without_funds_is_one_book() -> None:
    shelf = read(("", "", ""), ("", "", ""))
    assert {key.book_id for key in shelf.keys} == {""}
    assert shelf.warnings == ()


def test_the_only_fund_has_no_id_and_keeps_its_name() -> None:
    shelf = read(("SE0013222882", "Fund A", "2024-01-31"), ("SE0013222882", "Fund A", "2024-01-31"))
    assert [(key.book_id, key.name, key.isin) for key in shelf.keys] == [("", "Fund A", "SE0013222882")] * 2
    assert shelf.as_of == "2024-01-31"


def test_a_fund_goes_by_its_name_where_its_isin_is_none() -> None:
    shelf = read(("SE0013222883", "Fund A", ""), ("SE0004550200", "Fund B", ""), ("", "Fund C", ""))
    assert [key.book_id for key in shelf.keys] == ["Fund A", "SE0004550200", "Fund C"]
    assert shelf.warnings == ("the fund ISIN “SE0013222883” was left out: its check digit does not fit; the fund goes by its name",)


def test_dates_that_differ_from_row_to_row_make_no_books() -> None:
    shelf = read(("", "Fund A", "2024-01-01"), ("", "Fund A", "2024-01-02"), ("", "Fund A", "2024-01-03"))
    assert {key.book_id for key in shelf.keys} == {""}
    assert shelf.as_of == ""
    assert shelf.warnings == ("the column of dates differs from row to row and was not used",)


def test_rows_that_name_no_fund_are_told() -> None:
    shelf = read(("", "Fund A", ""), ("", "", ""))
    assert [key.book_id for key in shelf.keys] == ["Fund A", ""]
    assert shelf.warnings == ("1 rows name no fund and make a book of their own",)


def test_two_names_of_one_isin_are_told() -> None:
    shelf = read(("SE0013222882", "Fund A", ""), ("SE0013222882", "Fund B", ""))
    assert "the fund ISIN SE0013222882 carries 2 names" in shelf.warnings
