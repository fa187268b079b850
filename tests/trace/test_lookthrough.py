"""Fund books opened forward: weights multiply along a way in, and stay apart for each way."""

from decimal import Decimal

from clew.engine.duck import DuckEngine
from clew.lake.books import COLUMNS
from clew.trace.lookthrough import DEPTH, BookShare, LeafShare, open_books, read_shares
from tests.world import load_portfolio

Line = tuple[str, int, str, str]
Ways = list[tuple[int, tuple[str, ...], str, int, Decimal | None]]


def opened(engine: DuckEngine, lines: list[Line], root: str = "P", books: str = "PFGH") -> tuple[Ways, Ways]:
    """Leaves and closed ways, of books given as (book, row, weight, child)."""
    rows = [(book, row, f"row {row}", *[""] * 10, weight or None, "security", child) for book, row, weight, child in lines]
    engine.load("holding_row", COLUMNS, rows)
    engine.load("book", {"book": "VARCHAR", "name": "VARCHAR"}, [(book, f"Fund {book}") for book in books])
    engine.load("root", {"book": "VARCHAR", "factor": "DECIMAL(18,12)"}, [(book, "1") for book in root])
    open_books(engine)
    return ways(engine, "leaf"), ways(engine, "closed")


def ways(engine: DuckEngine, table: str) -> Ways:
    rows = engine.fetch(f"SELECT top_row, via, book, row_number, weight FROM {table} ORDER BY 1, 2, 3, 4")  # noqa: S608 - ours
    return [
        (int(str(row[0])), tuple(str(row[1]).split("\x1f")) if row[1] else (), str(row[2]), int(str(row[3])), weight(row[4]))
        for row in rows
    ]


def weight(cell: object) -> Decimal | None:
    return None if cell is None else Decimal(str(cell)).normalize()


def test_the_portfolios_own_rows_are_ways_of_their_own(engine: DuckEngine) -> None:
    leaves, closed = opened(engine, [("P", 1, "0.7", ""), ("P", 2, "0.3", "")])
    assert leaves == [(1, (), "P", 1, Decimal("0.7")), (2, (), "P", 2, Decimal("0.3"))]
    assert closed == []


def test_weights_multiply_along_a_way(engine: DuckEngine) -> None:
    leaves, _ = opened(engine, [("P", 1, "0.4", "F"), ("F", 2, "0.25", "G"), ("G", 3, "0.1", "")])
    assert leaves == [(1, ("Fund F", "Fund G"), "G", 3, Decimal("0.01"))]


def test_two_ways_to_one_row_stay_apart(engine: DuckEngine) -> None:
    leaves, _ = opened(engine, [("P", 1, "0.4", "F"), ("P", 2, "0.6", "G"), ("F", 3, "0.5", "G"), ("F", 4, "0.5", ""), ("G", 5, "1", "")])
    assert [(way[1], way[4]) for way in leaves if way[3] == 5] == [(("Fund F", "Fund G"), Decimal("0.2")), (("Fund G",), Decimal("0.6"))]


def test_the_weights_of_all_ways_are_the_portfolio(engine: DuckEngine) -> None:
    load_portfolio(engine)
    open_books(engine)
    total = sum((way[4] or Decimal(0) for way in (*ways(engine, "leaf"), *ways(engine, "closed"))), Decimal(0))
    assert total == 1


def test_a_fund_whose_book_is_not_at_hand_is_a_leaf(engine: DuckEngine) -> None:
    load_portfolio(engine)
    open_books(engine)
    assert [(way[1], way[4]) for way in ways(engine, "leaf") if way[3] == 3] == [((), Decimal("0.1"))]


def test_a_book_without_rows_is_weight_not_seen(engine: DuckEngine) -> None:
    leaves, closed = opened(engine, [("P", 1, "0.4", "F"), ("P", 2, "0.6", "")])
    assert [way[3] for way in leaves] == [2]
    assert closed == [(1, (), "P", 1, Decimal("0.4"))]


def test_a_fund_that_holds_itself_is_opened_once(engine: DuckEngine) -> None:
    leaves, closed = opened(engine, [("P", 1, "0.5", "F"), ("F", 2, "0.2", "F"), ("F", 3, "0.8", "")])
    assert leaves == [(1, ("Fund F",), "F", 3, Decimal("0.4"))]
    assert closed == [(1, ("Fund F",), "F", 2, Decimal("0.1"))]


def test_funds_that_hold_each_other_end_where_they_meet_again(engine: DuckEngine) -> None:
    leaves, closed = opened(
        engine, [("P", 1, "1", "F"), ("F", 2, "0.5", "G"), ("F", 3, "0.5", ""), ("G", 4, "0.5", "F"), ("G", 5, "0.5", "")]
    )
    assert [(way[3], way[4]) for way in leaves] == [(3, Decimal("0.5")), (5, Decimal("0.25"))]
    assert [(way[1], way[3], way[4]) for way in closed] == [(("Fund F", "Fund G"), 4, Decimal("0.25"))]


def test_a_portfolio_that_a_fund_of_it_holds_is_not_opened_again(engine: DuckEngine) -> None:
    _, closed = opened(engine, [("P", 1, "1", "F"), ("F", 2, "1", "P")])
    assert [(way[2], way[3]) for way in closed] == [("F", 2)]


def test_funds_deeper_than_anybody_nests_them_are_not_seen(engine: DuckEngine) -> None:
    names = [chr(ord("A") + at) for at in range(DEPTH + 2)]
    lines = [(names[at], at, "1", names[at + 1]) for at in range(DEPTH + 1)]
    leaves, closed = opened(engine, [*lines, (names[-1], 99, "1", "")], root="A", books="".join(names))
    assert leaves == []
    assert [(way[2], len(way[1]), way[4]) for way in closed] == [(names[DEPTH], DEPTH, Decimal(1))]


def test_a_weight_that_is_not_stated_stays_unknown_all_the_way(engine: DuckEngine) -> None:
    leaves, _ = opened(engine, [("P", 1, "", "F"), ("F", 2, "0.5", "")])
    assert leaves == [(1, ("Fund F",), "F", 2, None)]


def test_a_short_position_keeps_its_sign(engine: DuckEngine) -> None:
    leaves, _ = opened(engine, [("P", 1, "0.5", "F"), ("F", 2, "-0.02", "")])
    assert leaves[0][4] == Decimal("-0.01")


def test_several_portfolios_in_one_file_share_the_whole(engine: DuckEngine) -> None:
    opened(engine, [("P", 1, "0.5", ""), ("F", 2, "0.5", "")], root="PF")
    engine.load("root", {"book": "VARCHAR", "factor": "DECIMAL(18,12)"}, [("P", "0.25"), ("F", "0.75")])
    open_books(engine)
    assert [way[4] for way in ways(engine, "leaf")] == [Decimal("0.125"), Decimal("0.375")]


def test_the_shares_of_all_ways_and_of_what_books_leave_open_are_the_portfolio(engine: DuckEngine) -> None:
    opened(
        engine,
        [
            ("P", 1, "0.4", "F"),
            ("P", 2, "0.35", ""),
            ("P", 3, "0.25", "G"),
            ("F", 4, "0.5", "G"),
            ("F", 5, "0.12", ""),
            ("G", 6, "1.37", ""),
        ],
    )
    found = read_shares(engine)
    assert found.leaves == (
        LeafShare(inside=False, kind="security", weight=Decimal("0.35"), unweighted=0),
        LeafShare(inside=True, kind="security", weight=Decimal("0.6645"), unweighted=0),
    )
    assert found.books == (
        BookShare("F", Decimal("0.4"), Decimal("0.248"), 1, 0),
        BookShare("G", Decimal("0.45"), Decimal("0.6165"), 2, 0),
    )
    rests = sum((share.into - share.out for share in found.books), Decimal(0))
    assert sum((leaf.weight for leaf in found.leaves), found.closed) + rests == 1


def test_a_way_that_is_closed_enters_no_book(engine: DuckEngine) -> None:
    opened(engine, [("P", 1, "0.5", "F"), ("P", 2, "", "F"), ("F", 3, "0.2", "F"), ("F", 4, "0.8", "")])
    found = read_shares(engine)
    assert found.books == (BookShare("F", Decimal("0.5"), Decimal("0.5"), 2, 1),)
    assert (found.closed, found.closed_unweighted) == (Decimal("0.1"), 0)


def test_a_book_without_rows_is_closed_and_not_opened(engine: DuckEngine) -> None:
    opened(engine, [("P", 1, "0.4", "F"), ("P", 2, "0.6", "")])
    assert (read_shares(engine).books, read_shares(engine).closed) == ((), Decimal("0.4"))
