"""Fund books opened forward, exactly: weights multiply along the way in and stay apart for each way."""

from decimal import Decimal

from msgspec import Struct

from clew.engine.plan import Plan, Step
from clew.engine.port import Engine

DEPTH = 8
"""Most funds within funds; what lies deeper is shown as not seen."""

_ROOTS = """
SELECT p.book AS root, p.row_number AS top_row, '' AS via, chr(31) || p.book || chr(31) AS trail, p.book, p.row_number, p.child,
       CAST(p.weight * r.factor AS DECIMAL(18,12)) AS weight
FROM holding_row p JOIN root r ON r.book = p.book
"""
_OPEN = """
SELECT r.root, r.top_row, CASE WHEN r.via = '' THEN b.name ELSE r.via || chr(31) || b.name END AS via,
       r.trail || p.book || chr(31) AS trail,
       p.book, p.row_number, p.child, CAST(r.weight * p.weight AS DECIMAL(18,12)) AS weight
FROM route_{before} r JOIN holding_row p ON p.book = r.child JOIN book b ON b.book = r.child
WHERE r.child <> '' AND instr(r.trail, chr(31) || r.child || chr(31)) = 0
"""
_LEAF = "SELECT root, top_row, via, book, row_number, weight FROM route WHERE child = ''"
_CLOSED = """
SELECT r.root, r.top_row, r.via, r.book, r.row_number, r.child, r.weight
FROM route r LEFT JOIN (SELECT DISTINCT p.book FROM holding_row p JOIN book b ON b.book = p.book) AS k ON k.book = r.child
WHERE r.child <> '' AND (k.book IS NULL OR instr(r.trail, chr(31) || r.child || chr(31)) > 0)
UNION ALL
SELECT r.root, r.top_row, r.via, r.book, r.row_number, r.child, r.weight
FROM route_{last} r JOIN (SELECT DISTINCT p.book FROM holding_row p JOIN book b ON b.book = p.book) AS k ON k.book = r.child
WHERE r.child <> '' AND instr(r.trail, chr(31) || r.child || chr(31)) = 0
"""


def open_books(engine: Engine) -> None:
    """Make `leaf` and `closed` from `holding_row`, `book` and `root`.

    `leaf` (root, top_row, via, book, row_number, weight) has a row for each way from a root book to a row that is no opened fund; `via`
    holds the names of the funds on the way, separated by chr(31). `closed` has the ways that end at a fund that holds itself, at a book
    without rows, or too deep: their weight is not seen.
    """
    engine.run(Plan("route 0", (Step("route_0", _ROOTS, "the portfolio's own rows"),)))
    last = 0
    while last < DEPTH and engine.fetch(f"SELECT count(*) FROM route_{last} WHERE child <> ''")[0][0] != 0:  # noqa: S608 - a number of ours
        last += 1
        engine.run(Plan(f"route {last}", (Step(f"route_{last}", _OPEN.format(before=last - 1), "the books of the funds among them"),)))
    union = " UNION ALL ".join(f"SELECT * FROM route_{at}" for at in range(last + 1))  # noqa: S608 - names of ours
    engine.run(
        Plan(
            "routes",
            (
                Step("route", union, "every way"),
                Step("leaf", _LEAF, "ways that end at something other than an opened fund"),
                Step("closed", _CLOSED.format(last=last), "ways that end at a fund within itself, at an empty book, or too deep"),
            ),
        )
    )


_LEAF_SHARES = """
SELECT CASE WHEN l.via = '' THEN 0 ELSE 1 END AS inside, p.kind, CAST(sum(l.weight) AS DECIMAL(38,12)) AS weight,
       CAST(sum(CASE WHEN l.weight IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS unweighted
FROM leaf l JOIN holding_row p ON p.book = l.book AND p.row_number = l.row_number
GROUP BY CASE WHEN l.via = '' THEN 0 ELSE 1 END, p.kind ORDER BY 1, 2
"""
_CLOSED_SHARE = """
SELECT CAST(sum(weight) AS DECIMAL(38,12)) AS weight,
       CAST(sum(CASE WHEN via = '' AND weight IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS unweighted
FROM closed
"""
_BOOK_SHARES = """
SELECT i.book, coalesce(i.weight, 0) - coalesce(c.weight, 0) AS into_it, coalesce(o.weight, 0) AS out_of_it,
       i.ways - coalesce(c.ways, 0) AS ways, i.unweighted
FROM (
  SELECT child AS book, CAST(sum(weight) AS DECIMAL(38,12)) AS weight, count(*) AS ways,
         CAST(sum(CASE WHEN via = '' AND weight IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS unweighted
  FROM route WHERE child <> '' GROUP BY child
) AS i
LEFT JOIN (SELECT child AS book, CAST(sum(weight) AS DECIMAL(38,12)) AS weight, count(*) AS ways FROM closed GROUP BY child) AS c
  ON c.book = i.book
LEFT JOIN (SELECT book, CAST(sum(weight) AS DECIMAL(38,12)) AS weight FROM route WHERE via <> '' GROUP BY book) AS o ON o.book = i.book
WHERE i.ways > coalesce(c.ways, 0) ORDER BY i.book
"""


class LeafShare(Struct, frozen=True):
    """Ways that end at rows of one kind: in the portfolio's own book, or `inside` a fund; their weight, and how many state none."""

    inside: bool
    kind: str
    weight: Decimal
    unweighted: int


class BookShare(Struct, frozen=True):
    """An opened book: the weight of the ways into it, that of its rows on these ways, how many ways, and own lines without a weight."""

    book: str
    into: Decimal
    out: Decimal
    ways: int
    unweighted: int


class Shares(Struct, frozen=True):
    """What the ways of a portfolio come to, as shares of it; a weight that is not stated counts as nothing here and is counted beside.

    Attributes:
        leaves: by kind of row, own rows and rows of funds apart.
        closed: weight of the ways that end at a fund within itself, at an empty book, or too deep; `closed_unweighted`: own lines of
            the portfolio among them without a weight.
        books: every book that was opened.
    """

    leaves: tuple[LeafShare, ...]
    closed: Decimal
    closed_unweighted: int
    books: tuple[BookShare, ...]


def read_shares(engine: Engine) -> Shares:
    """The sums over what `open_books` made, added up by the engine in decimal numbers."""
    leaves = (LeafShare(row[0] == 1, str(row[1]), _sum(row[2]), int(str(row[3]))) for row in engine.fetch(_LEAF_SHARES))
    ((closed, unweighted),) = engine.fetch(_CLOSED_SHARE)
    books = (
        BookShare(str(book), _sum(into), _sum(out), int(str(ways)), int(str(bare)))
        for book, into, out, ways, bare in engine.fetch(_BOOK_SHARES)
    )
    return Shares(tuple(leaves), _sum(closed), int(str(unweighted or 0)), tuple(books))


def _sum(cell: object) -> Decimal:
    """A sum of the engine; nothing is zero."""
    return cell if isinstance(cell, Decimal) else Decimal(0)
