"""Which book opens which row, and which of several books of one fund is taken."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from clew.model.holding import Book, Holding, RowKind
from clew.portfolio.opening import nearest, opening, with_ids

ISIN = "SE0013222882"


def row(number: int, name: str, kind: RowKind = RowKind.FUND, isin: str = "", index: str = "") -> Holding:
    texts = (name, isin, "", "", "", "", "")
    return Holding(number, "", *texts, Decimal("0.5"), None, "", "", "", "", kind, "", (), index=index)


def book(key: str, *rows: Holding, **said: str) -> Book:
    return replace(Book(key, said.pop("name", key), said.pop("isin", ""), rows), **said)  # type: ignore[arg-type]  # all are texts


def opened(*books: Book, as_of: str = "") -> dict[tuple[str, int], str]:
    return dict(opening(books, 1, as_of).children)


def test_a_fund_is_found_by_its_isin_before_its_name() -> None:
    found = opened(book("P", row(1, "North Fund", isin=ISIN)), book("N", name="North Fund"), book("I", name="Other", isin=ISIN))
    assert found == {("P", 1): "I"}


def test_a_row_with_an_isin_finds_by_name_only_a_book_that_has_none() -> None:
    held = book("P", row(1, "North Fund", isin=ISIN))
    assert opened(held, book("N", name="NORTH  fund")) == {("P", 1): "N"}
    assert opened(held, book("N", name="North Fund", isin="SE0004550200")) == {}


def test_a_share_with_an_isin_is_opened_by_no_name() -> None:
    assert opened(book("P", row(1, "North", RowKind.SECURITY, ISIN)), book("N", name="North")) == {}


def test_exposure_to_an_index_is_opened_by_the_list_of_its_constituents() -> None:
    held = book("P", row(1, "MSCI EMER MKT INDEX MAR 25", index="MSCI Emerging Markets"))
    assert opened(held, book("C", name="MSCI EM constituents", index="MSCI Emerging Markets")) == {("P", 1): "C"}
    assert opened(held, book("E", name="iShares MSCI Emerging Markets ETF")) == {}


def test_cash_opens_nothing() -> None:
    assert opened(book("P", row(1, "North Fund", RowKind.NOT_A_COMPANY)), book("N", name="North Fund")) == {}


@pytest.mark.parametrize(
    ("as_of", "taken"),
    [("2022-12-31", "2022-09-30"), ("2022-09-30", "2022-09-30"), ("2022-01-01", "2022-06-30"), ("", "2023-03-31")],
)
def test_the_newest_book_that_is_not_after_the_portfolio_is_taken_else_the_nearest(as_of: str, taken: str) -> None:
    books = [book(day, as_of=day) for day in ("2022-06-30", "2023-03-31", "2022-09-30")]
    assert nearest([book("undated"), *books], as_of).as_of == taken


def test_a_book_without_a_date_is_taken_where_no_other_is_at_hand() -> None:
    assert nearest([book("first"), book("second")], "2022-12-31").book_id == "first"


def test_the_books_that_were_not_taken_are_known() -> None:
    books = [book(f"N {day}", name="North Fund", as_of=day) for day in ("2022-06-30", "2022-09-30")]
    found = opening([book("P", row(1, "North Fund")), *books], 1, "2022-12-31")
    assert found.children == {("P", 1): "N 2022-09-30"}
    assert found.passed_over == {"N 2022-09-30": ("N 2022-06-30",)}


def test_the_rows_of_a_dated_book_look_for_books_of_their_own_day() -> None:
    held = book("P", row(1, "North Fund"), as_of="2022-07-01")
    books = [book(f"N {day}", name="North Fund", as_of=day) for day in ("2022-06-30", "2022-09-30")]
    assert opened(held, *books, as_of="2022-12-31") == {("P", 1): "N 2022-06-30"}


def test_every_book_has_an_id_of_its_own() -> None:
    named = book("SE1", as_of="2022-06-30")
    books = with_ids([("holdings", book("")), ("holdings", book("")), ("a", named), ("b", replace(named, as_of="2022-09-30"))])
    assert [one.book_id for one in books] == ["holdings", "holdings (2)", "SE1", "SE1 2022-09-30"]
