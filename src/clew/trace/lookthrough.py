"""Fund books opened forward, exactly: weights multiply along the way in and stay apart for each way."""

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
