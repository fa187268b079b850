"""The conformance suite: what every adapter of `engine.port.Engine` must answer, row by row.

An adapter's author runs it so:

    for case in CASES:
        assert same(found(case, MyEngine(), empty_folder), case.expected), case.name

Queries that pass `engine.dialect.faults`, on an engine that passes these cases, give the same finding everywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from clew.engine.plan import Plan, Step
from clew.engine.port import Cell, Engine, Row

TEXT, WHOLE, SHARE = "VARCHAR", "BIGINT", "DECIMAL(18,12)"

_Act = Callable[[Engine, Path], None]


@dataclass(frozen=True, slots=True)
class Input:
    """A table that a case begins with."""

    name: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that every engine does alike.

    Attributes:
        name: what it does, as a sentence.
        inputs: tables to load.
        steps: queries by name, run as one plan.
        query: what is fetched in the end.
        expected: its rows, with their types: a Decimal has its digits.
        between: what happens to the tables after the steps, files written into an empty folder included.
    """

    name: str
    inputs: tuple[Input, ...]
    steps: tuple[tuple[str, str], ...]
    query: str
    expected: tuple[Row, ...]
    between: _Act | None = None


def found(case: Case, engine: Engine, folder: Path) -> tuple[Row, ...]:
    """Run a case on a fresh engine; compare the answer with `case.expected` by `same`."""
    for table in case.inputs:
        engine.load(table.name, table.columns, table.rows)
    engine.run(Plan(case.name, tuple(Step(name, sql, case.name) for name, sql in case.steps)))
    if case.between is not None:
        case.between(engine, folder)
    return tuple(tuple(row) for row in engine.fetch(case.query))


def same(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether rows are the same in value and in type: 1 is not 1.0, and 0.10 is not 0.1."""
    return repr(list(map(tuple, left))) == repr(list(map(tuple, right)))


def _letters(*rows: Cell) -> tuple[Input, ...]:
    """A table `letters` with one column of texts."""
    return (Input("letters", {"letter": TEXT}, [(row,) for row in rows]),)


def _numbers(*rows: Cell, kind: str = WHOLE) -> tuple[Input, ...]:
    """A table `numbers` with one column of numbers."""
    return (Input("numbers", {"number": kind}, [(row,) for row in rows]),)


def _one(name: str, expression: str, *expected: Cell) -> Case:
    """A case of one expression, over a table of one row."""
    query = f"SELECT {expression} FROM letters"  # noqa: S608 - expressions of ours
    return Case(name, _letters("a"), (("answer", query),), "SELECT * FROM answer", (expected,))


_TEXTS = (
    _one("A text joined with NULL is NULL", "letter || nullif('b', 'b') AS x, letter || chr(31) || 'b' AS y", None, "a\x1fb"),
    _one("A quote and a backslash are written by their numbers", "chr(39) || chr(92) || chr(39) AS x", "'\\'"),
    _one("A text has as many letters as code points", "length('Ürümqi') AS x, length('新疆') AS y, length('𠮷') AS z", 6, 2, 1),
    _one(
        "A text has eight bits for each byte of UTF-8", "bit_length('mill') AS x, bit_length('Ür') AS y, bit_length('新') AS z", 32, 24, 24
    ),
    _one("Letters have one lower case", "lower('ÀÉÎÕÜ ŞĞ ЖЯ ΩΔ') AS x, upper('isin:de0007') AS y", "àéîõü şğ жя ωδ", "ISIN:DE0007"),
    _one("Replacing takes every occurrence", "replace('a-b-c-', '-', '') AS x", "abc"),
    _one("Translating goes letter by letter and drops what has no counterpart", "translate('čaşa-.x', 'čş-.', 'cs ') AS x", "casa x"),
    _one(
        "A pattern anchored at the end is replaced once, with all its repetitions",
        "regexp_replace('acme co ltd co', '( +(co|ltd))+ *$', '') AS x, regexp_replace('co acme', '( +(co|ltd))+ *$', '') AS y",
        *("acme", "co acme"),
    ),
    _one("A pattern anchored at the start is replaced once", "regexp_replace('the the theatre', '^the +', '') AS x", "the theatre"),
    _one(
        "A place in a text counts letters from 1, and 0 is nowhere",
        "instr('新疆|天山', '天') AS x, instr('abc', 'd') AS y, instr('a', nullif('a', 'a')) AS z",
        *(4, 0, None),
    ),
    _one(
        "A part of a text counts letters from 1 and ends with the text",
        "substr('新疆天山', 2, 2) AS x, substr('abc', 3, 9) AS y, substr('abc', 4, 1) AS z",
        *("疆天", "c", ""),
    ),
    _one(
        "A pattern of LIKE fits the whole text", "CASE WHEN 'CON-01' LIKE 'CON-%' AND NOT 'XCON-01' LIKE 'CON-%' THEN 1 ELSE 0 END AS x", 1
    ),
    Case(
        "Texts are ordered by code point, capitals before small letters",
        _letters("b", "é", "B", "a", "新", "Z", ""),
        (("ends", "SELECT min(letter) AS low, max(letter) AS high, count(DISTINCT letter) AS n FROM letters"),),
        "SELECT letter, low, high, n FROM letters, ends ORDER BY letter",
        tuple((letter, "", "新", 7) for letter in ("", "B", "Z", "a", "b", "é", "新")),
    ),
    Case(
        "An empty text is not NULL",
        _letters("", None, "a"),
        (("answer", "SELECT count(*) AS n, count(letter) AS told, count(DISTINCT letter) AS apart FROM letters"),),
        *("SELECT * FROM answer", ((3, 2, 2),)),
    ),
)
_NUMBERS = (
    _one(
        "Coalesce, least and greatest pass over NULL",
        "coalesce(nullif(1, 1), 2) AS x, least(3, nullif(1, 1)) AS y, greatest(nullif(1, 1), 3) AS z",
        2,
        3,
        3,
    ),
    _one("A size has no sign", "abs(-3) AS x", 3),
    Case(
        "Whole numbers are summed exactly, far beyond what a float can hold, and NULL is passed over",
        _numbers(9007199254740993, 1, None),
        (("answer", "SELECT CAST(sum(number) AS BIGINT) AS total, max(number) AS most, min(number) AS least FROM numbers"),),
        *("SELECT * FROM answer", ((9007199254740994, 9007199254740993, 1),)),
    ),
    Case(
        "A sum over no rows is NULL and a count is 0",
        _numbers(),
        (("answer", "SELECT CAST(sum(number) AS BIGINT) AS total, count(*) AS n FROM numbers"),),
        *("SELECT * FROM answer", ((None, 0),)),
    ),
    Case(
        "Decimals keep twelve places when they are loaded and multiplied",
        _numbers("0.1", "0.333333333333", "0.000000000001", "-0.25", kind=SHARE),
        (("answer", "SELECT number, CAST(number * number AS DECIMAL(18,12)) AS square FROM numbers"),),
        "SELECT * FROM answer ORDER BY number",
        (
            (Decimal("-0.250000000000"), Decimal("0.062500000000")),
            (Decimal("1E-12"), Decimal("0E-12")),
            (Decimal("0.100000000000"), Decimal("0.010000000000")),
            (Decimal("0.333333333333"), Decimal("0.111111111111")),
        ),
    ),
    Case(
        "Decimals are rounded half away from zero",
        _numbers("0.125", "-0.125", "0.135", kind=SHARE),
        (("answer", "SELECT number, CAST(number AS DECIMAL(18,2)) AS rounded FROM numbers"),),
        "SELECT rounded FROM answer ORDER BY number",
        ((Decimal("-0.13"),), (Decimal("0.13"),), (Decimal("0.14"),)),
    ),
    Case(
        "A text becomes a number and a number a text",
        _letters("0042"),
        (("answer", "SELECT CAST(letter AS BIGINT) AS whole, CAST(CAST(letter AS BIGINT) AS STRING) AS text FROM letters"),),
        *("SELECT * FROM answer", ((42, "42"),)),
    ),
    Case(
        "A share in a text is compared as a decimal",
        _letters("0.5", "0.49", "0.500000000001"),
        (("answer", "SELECT letter, CASE WHEN CAST(letter AS DECIMAL(18,12)) >= 0.5 THEN 1 ELSE 0 END AS half FROM letters"),),
        "SELECT letter, half FROM answer ORDER BY letter",
        (("0.49", 0), ("0.5", 1), ("0.500000000001", 1)),
    ),
)
_RANKED = Input("ranked", {"name": TEXT, "score": WHOLE}, [("a", 2), ("b", 1), ("c", None), ("d", 2), ("e", None)])
_ROWS = (
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
        _letters("a", "a", None, None),
        (
            ("once", "SELECT letter FROM letters UNION SELECT letter FROM letters"),
            ("twice", "SELECT letter FROM letters UNION ALL SELECT letter FROM letters"),
        ),
        "SELECT 'once' AS which, count(*) AS n FROM once UNION ALL SELECT 'twice', count(*) FROM twice ORDER BY which",
        (("once", 2), ("twice", 8)),
    ),
    Case(
        "What does not exist is found by NOT EXISTS, NULL or not",
        (*_letters("a", "b", None), Input("seen", {"letter": TEXT}, [("a",), (None,)])),
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


def _replace_by_itself(engine: Engine, _: Path) -> None:
    """A step that reads the table which it replaces."""
    engine.run(Plan("again", (Step("letters", "SELECT letter || '!' AS letter FROM letters", "itself, louder"),)))


def _write_and_read(engine: Engine, folder: Path) -> None:
    """Out to a file and back under the same name."""
    engine.write("kept", folder / "a.parquet", ("name",))
    engine.read("kept", [folder / "a.parquet"])


def _read_two(engine: Engine, folder: Path) -> None:
    """Two files as one table, one of them empty."""
    engine.write("kept", folder / "b.parquet", ("name",))
    engine.load("kept", _KEPT.columns, [])
    engine.write("kept", folder / "a.parquet", ("name",))
    engine.read("kept", [folder / "b.parquet", folder / "a.parquet"])


def _count_written(engine: Engine, folder: Path) -> None:
    """The number that `write` returns, as a table."""
    engine.load("written", {"n": WHOLE}, [(engine.write("kept", folder / "a.parquet", ("share", "name")),)])


def _read_then_run(engine: Engine, folder: Path) -> None:
    """A table from a file, replaced by a step that reads it, and by rows from Python after that."""
    _write_and_read(engine, folder)
    engine.run(Plan("again", (Step("kept", "SELECT name, whole + 1 AS whole, share FROM kept", "one more"),)))
    engine.run(Plan("again", (Step("kept", "SELECT name, whole + 1 AS whole, share FROM kept", "one more"),)))


def _read_then_load(engine: Engine, folder: Path) -> None:
    """A table from a file, replaced by rows from Python, and by the file again."""
    _write_and_read(engine, folder)
    engine.load("kept", _KEPT.columns, [("new", 1, None)])
    engine.read("kept", [folder / "a.parquet"])
    engine.load("kept", _KEPT.columns, [("newer", 2, None)])


_ODD = ("", " a\tb\nc ", "it's", '"quoted"', "\\n", "新疆维吾尔自治区", "ئۇيغۇر", "🧵", "e\u0301")
_KEPT = Input(
    "kept",
    {"name": TEXT, "whole": WHOLE, "share": SHARE},
    [*((name, at, "0.5") for at, name in enumerate(_ODD)), (None, None, None), ("largest", 9223372036854775807, "999999.999999999999")],
)
_EVERY_KEPT: tuple[Row, ...] = (
    (None, None, None),
    *sorted(
        [
            *((name, at, Decimal("0.500000000000")) for at, name in enumerate(_ODD)),
            ("largest", 9223372036854775807, Decimal("999999.999999999999")),
        ]
    ),
)
_FILES = (
    Case("Rows from Python come back as they were, whatever their letters", (_KEPT,), (), "SELECT * FROM kept ORDER BY name", _EVERY_KEPT),
    Case("A file keeps rows as they were", (_KEPT,), (), "SELECT * FROM kept ORDER BY name", _EVERY_KEPT, _write_and_read),
    Case(
        "Several files are one table, and one of them may be empty",
        (_KEPT,),
        (),
        "SELECT * FROM kept ORDER BY name",
        _EVERY_KEPT,
        _read_two,
    ),
    Case("Writing says how many rows were written", (_KEPT,), (), "SELECT n FROM written", ((len(_EVERY_KEPT),),), _count_written),
    Case(
        "A table without rows has its columns, in a file too",
        (Input("kept", _KEPT.columns, []),),
        (),
        "SELECT count(*) AS n, count(share) AS told FROM kept",
        ((0, 0),),
        _write_and_read,
    ),
    Case("A step may replace the table that it reads", _letters("a"), (), "SELECT letter FROM letters", (("a!",),), _replace_by_itself),
    Case(
        "A step may replace a table that was read from a file",
        (Input("kept", _KEPT.columns, [("a", 1, None)]),),
        (),
        "SELECT name, whole FROM kept",
        (("a", 3),),
        _read_then_run,
    ),
    Case(
        "Files and rows from Python take each other's place", (_KEPT,), (), "SELECT name, whole FROM kept", (("newer", 2),), _read_then_load
    ),
)

CASES: tuple[Case, ...] = (*_TEXTS, *_NUMBERS, *_ROWS, *_FILES)
"""The suite."""
