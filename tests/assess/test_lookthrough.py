"""The three numbers of a look-through add up to the portfolio, and books are never brought to a hundred per cent."""

from decimal import Decimal

from clew.assess.lookthrough import SeenBook, lookthrough
from clew.model.lookthrough import Lookthrough
from clew.trace.lookthrough import BookShare, LeafShare, Shares

D = Decimal


def seen(weight: str | None = "1", as_of: str = "", *others: str) -> SeenBook:
    return SeenBook("North Fund", "", as_of, "north.csv", 3, None if weight is None else D(weight), others)


def shares(*leaves: tuple[bool, str, str], closed: str = "0", books: tuple[BookShare, ...] = ()) -> Shares:
    return Shares(tuple(LeafShare(inside, kind, D(weight), 0) for inside, kind, weight in leaves), D(closed), 0, books)


def through(weight: str | None, out: str, inside: str) -> Lookthrough:
    """Half of a portfolio in companies, and half in a fund whose book adds up to `weight`."""
    held = shares((False, "security", "0.5"), (True, "security", inside), books=(BookShare("N", D("0.5"), D(out), 1, 0),))
    return lookthrough(held, {"N": seen(weight)}, "", weighed=True)


def numbers(found: Lookthrough) -> list[Decimal | int | None]:
    return [found.direct, found.through_funds, found.unknown, found.beyond]


def test_a_whole_book_leaves_nothing_unknown() -> None:
    assert numbers(through("1", "0.5", "0.5")) == [D("0.5"), D("0.5"), 0, 0]


def test_a_book_of_62_per_cent_leaves_38_per_cent_of_it_unknown() -> None:
    found = through("0.62", "0.31", "0.31")
    assert numbers(found) == [D("0.5"), D("0.31"), D("0.19"), 0]
    assert "its weights add up to 62.00 %, so that 38.00 % of it is unknown" in found.books[0].sentence


def test_a_book_of_137_per_cent_is_said_and_never_brought_down() -> None:
    found = through("1.37", "0.685", "0.685")
    assert numbers(found) == [D("0.5"), D("0.685"), 0, D("0.185")]
    assert "add up to 137.00 %, and are taken as they stand" in found.books[0].sentence
    assert "books that add up to more than 100 % state 18.50 % too much" in found.sentence


def test_an_excess_of_one_book_does_not_hide_what_another_lacks() -> None:
    books = (BookShare("N", D("0.5"), D("0.685"), 1, 0), BookShare("S", D("0.5"), D("0.31"), 1, 0))
    found = lookthrough(shares((True, "security", "0.995"), books=books), {"N": seen("1.37"), "S": seen("0.62")}, "", weighed=True)
    assert numbers(found) == [0, D("0.995"), D("0.19"), D("0.185")]


def test_a_book_without_weights_is_unknown_whole() -> None:
    found = through(None, "0", "0")
    assert numbers(found) == [D("0.5"), 0, D("0.5"), 0]
    assert "states no weights" in found.books[0].sentence


def test_funds_not_seen_and_rejected_rows_are_unknown_and_cash_is_not() -> None:
    held = shares(
        (False, "not_a_company", "0.1"), (False, "fund", "0.4"), (False, "rejected", "0.05"), (False, "security", "0.25"), closed="0.2"
    )
    assert numbers(lookthrough(held, {}, "", weighed=True)) == [D("0.35"), 0, D("0.65"), 0]


def test_short_positions_take_away_from_their_part() -> None:
    books = (BookShare("N", D("-0.2"), D("-0.1"), 1, 0),)
    found = lookthrough(shares((False, "security", "1.2"), (True, "security", "-0.1"), books=books), {"N": seen("0.5")}, "", weighed=True)
    assert numbers(found) == [D("1.2"), D("-0.1"), D("-0.1"), 0]


def test_without_weights_the_shares_are_unknown_and_not_zero() -> None:
    held = Shares((LeafShare(inside=False, kind="security", weight=D(0), unweighted=4),), D(0), 0, ())
    found = lookthrough(held, {}, "", weighed=False)
    assert numbers(found) == [None, None, None, None]
    assert (found.unweighted, "unknown" in found.sentence) == (4, True)


def test_the_age_of_a_book_is_said_against_the_portfolios_date() -> None:
    def said(day: str, as_of: str, *others: str) -> str:
        held = shares(books=(BookShare("N", D("0.5"), D("0.5"), 1, 0),))
        return lookthrough(held, {"N": seen("1", day, *others)}, as_of, weighed=True).books[0].sentence

    assert said("2022-12-31", "2023-03-31") == "The book of North Fund is of 2022-12-31, 90 days older than the portfolio."
    assert said("2023-04-01", "2023-03-31") == "The book of North Fund is of 2023-04-01, 1 day younger than the portfolio."
    assert said("2023-03-31", "2023-03-31") == "The book of North Fund is of 2023-03-31, the portfolio's day."
    assert said("", "2023-03-31") == "The book of North Fund states no date."
    assert said("2022-12-31", "") == "The book of North Fund is of 2022-12-31; the portfolio states no date."
    assert said("2022-12-31", "2022-12-31", "2022-06-30", "").endswith("; its books of 2022-06-30, without a date were not taken.")
