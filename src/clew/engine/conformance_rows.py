"""Cases of the conformance suite: how rows are ordered, ranked, joined, united and counted."""

from clew.engine.case import TEXT, WHOLE, Case, Input, letters, numbers

_RANKED = Input("ranked", {"name": TEXT, "score": WHOLE}, [("a", 2), ("b", 1), ("c", None), ("d", 2), ("e", None)])
ROWS = (
    Case(
        "NULL stands first upwards",
        (_RANKED,),
        (),
        "SELECT name, score FROM ranked ORDER BY score, name",
        (("c", None), ("e", None), ("b", 1), ("a", 2), ("d", 2)),
    ),
    Case(
        "NULL stands last downwards",
        (_RANKED,),
        (),
        "SELECT name, score FROM ranked ORDER BY score DESC, name DESC",
        (("d", 2), ("a", 2), ("b", 1), ("e", None), ("c", None)),
    ),
    Case(
        "A window ranks and counts as the query orders it",
        (_RANKED,),
        (
            (
                "placed",
                """SELECT name, row_number() OVER (ORDER BY score, name) AS place, rank() OVER (ORDER BY score) AS level,
                   dense_rank() OVER (ORDER BY score) AS step, count(*) OVER (PARTITION BY score) AS fellows FROM ranked""",
            ),
        ),
        "SELECT name, place, level, step, fellows FROM placed ORDER BY place",
        (("c", 1, 1, 1, 2), ("e", 2, 1, 1, 2), ("b", 3, 3, 2, 1), ("a", 4, 4, 3, 2), ("d", 5, 4, 3, 2)),
    ),
    Case(
        "A place among rows becomes a number of 64 bits, which may be multiplied",
        (_RANKED,),
        (
            (
                "coded",
                """SELECT name, CAST(row_number() OVER (ORDER BY name) AS BIGINT) * 3000000000 AS code,
                   CAST(length(name) AS BIGINT) * 3000000000 AS long, CAST(instr(name, 'e') AS BIGINT) * 3000000000 AS found FROM ranked""",
            ),
        ),
        "SELECT name, code, long, found FROM coded WHERE code > 12000000000 ORDER BY name",
        (("e", 15000000000, 3000000000, 3000000000),),
    ),
    Case(
        "A window takes the least and the most of its part, and sums it up to the row",
        (_RANKED,),
        (
            (
                "spread",
                """SELECT name, min(score) OVER (PARTITION BY score) AS low, max(name) OVER (PARTITION BY score) AS high,
                   CAST(sum(score) OVER (ORDER BY name) AS BIGINT) AS so_far,
                   row_number() OVER (PARTITION BY score ORDER BY name DESC) AS place FROM ranked""",
            ),
        ),
        "SELECT name, low, high, so_far, place FROM spread ORDER BY name",
        (("a", 2, "d", 2, 2), ("b", 1, "b", 3, 1), ("c", None, "e", 3, 2), ("d", 2, "d", 5, 1), ("e", None, "e", 5, 1)),
    ),
    Case(
        "A window orders by several columns, one of them downwards",
        (Input("pairs", {"a": WHOLE, "b": TEXT}, [(1, "x"), (1, None), (1, "y"), (2, "x"), (None, "z")]),),
        (("placed", "SELECT a, b, row_number() OVER (ORDER BY a DESC, b) AS place FROM pairs"),),
        "SELECT a, b FROM placed ORDER BY place",
        ((2, "x"), (1, None), (1, "x"), (1, "y"), (None, "z")),
    ),
    Case(
        "The least and the most of whole numbers are those of their group, and NULL is none",
        (Input("pairs", {"a": TEXT, "b": WHOLE}, [("x", 9007199254740993), ("x", 9007199254740992), ("x", None), ("y", None)]),),
        (("ends", "SELECT a, min(b) AS low, max(b) AS high, count(b) AS told FROM pairs GROUP BY a"),),
        "SELECT a, low, high, told FROM ends ORDER BY a",
        (("x", 9007199254740992, 9007199254740993, 2), ("y", None, None, 0)),
    ),
    Case(
        "Rows are joined on several columns and on ranges, and what finds none is kept by a LEFT JOIN",
        (
            Input(
                "spans",
                {"kind": TEXT, "low": WHOLE, "high": WHOLE, "name": TEXT},
                [("a", 1, 3, "few"), ("a", 4, 9, "many"), ("b", 1, 9, "any")],
            ),
            Input("points", {"kind": TEXT, "spot": WHOLE}, [("a", 3), ("a", 4), ("b", 10), (None, 1)]),
        ),
        (("met", "SELECT p.kind, p.spot, s.name FROM points p LEFT JOIN spans s ON s.kind = p.kind AND p.spot BETWEEN s.low AND s.high"),),
        "SELECT kind, spot, name FROM met ORDER BY kind, spot",
        ((None, 1, None), ("a", 3, "few"), ("a", 4, "many"), ("b", 10, None)),
    ),
    Case(
        "Columns of a union go by their place, and have the names of the first",
        (Input("pairs", {"a": TEXT, "b": TEXT}, [("x", "y")]),),
        (("united", "SELECT a, b FROM pairs UNION ALL SELECT b, a FROM pairs"),),
        "SELECT a, b FROM united ORDER BY a",
        (("x", "y"), ("y", "x")),
    ),
    Case(
        "Nothing joined, ranked, united and counted is nothing, with its columns",
        (Input("pairs", {"a": TEXT, "b": WHOLE}, []),),
        (
            ("ranked", "SELECT a, b, row_number() OVER (PARTITION BY a ORDER BY b) AS place FROM pairs"),
            ("joined", "SELECT r.a, p.b + r.place AS b FROM ranked r JOIN pairs p ON p.a = r.a UNION SELECT a, b FROM pairs"),
            ("grouped", "SELECT a, max(b) AS b FROM joined GROUP BY a HAVING count(*) > 0"),
        ),
        "SELECT (SELECT count(*) FROM grouped) AS n, max(b) AS most FROM joined",
        ((0, None),),
    ),
    Case(
        "A step may be run again and again on what it made",
        numbers(1),
        tuple(("numbers", "SELECT number * 2 AS number FROM numbers UNION ALL SELECT number FROM numbers") for _ in range(6)),
        "SELECT count(*) AS n, CAST(sum(number) AS BIGINT) AS total, max(number) AS most FROM numbers",
        ((64, 729, 64),),
    ),
    Case(
        "NULL makes one group, equals nothing, and joins nothing",
        (_RANKED,),
        (
            ("levels", "SELECT score, count(*) AS n FROM ranked GROUP BY score"),
            ("joined", "SELECT r.name, l.n FROM ranked r LEFT JOIN levels l ON l.score = r.score"),
        ),
        "SELECT name, n FROM joined ORDER BY name",
        (("a", 2), ("b", 1), ("c", None), ("d", 2), ("e", None)),
    ),
    Case(
        "A union drops doubles and a union of all keeps them",
        letters("a", "a", None, None),
        (
            ("once", "SELECT letter FROM letters UNION SELECT letter FROM letters"),
            ("twice", "SELECT letter FROM letters UNION ALL SELECT letter FROM letters"),
        ),
        "SELECT 'once' AS which, count(*) AS n FROM once UNION ALL SELECT 'twice', count(*) FROM twice ORDER BY which",
        (("once", 2), ("twice", 8)),
    ),
    Case(
        "What does not exist is found by NOT EXISTS, NULL or not",
        (*letters("a", "b", None), Input("seen", {"letter": TEXT}, [("a",), (None,)])),
        (("unseen", "SELECT letter FROM letters WHERE NOT EXISTS (SELECT 1 FROM seen WHERE seen.letter = letters.letter)"),),
        "SELECT letter FROM unseen ORDER BY letter",
        ((None,), ("b",)),
    ),
    Case(
        "The best of an ordered query is the same in every run",
        (_RANKED,),
        (("best", "SELECT name, score FROM ranked ORDER BY score DESC, name LIMIT 2"),),
        "SELECT name FROM best ORDER BY name",
        (("a",), ("d",)),
    ),
)
