"""Cases of the conformance suite: files and rows from Python go in, and come out as they were."""

from decimal import Decimal
from pathlib import Path

from clew.engine.case import SHARE, TEXT, WHOLE, Case, Input, letters
from clew.engine.indexed import index_of
from clew.engine.plan import Plan, Sought, Step
from clew.engine.port import Engine, Row


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


def _write_oddly(engine: Engine, folder: Path) -> None:
    """A file whose name, read as a pattern, fits another file."""
    odd = folder / "in [1] {a,b}, year=7"
    odd.mkdir()
    engine.write("kept", odd / "a[1]*.parquet", ("name",))
    engine.load("kept", _KEPT.columns, [("another", 1, None)])
    engine.write("kept", odd / "a1x.parquet", ("name",))
    engine.read("kept", [odd / "a[1]*.parquet", odd / "a1x.parquet"])


def _sought(engine: Engine) -> None:
    """Two tables, sought by texts of a third: one is there twice, one is unknown, and one is NULL."""
    rows = [("b", None), ("a", 1), ("e", 2), ("b", 3), (None, 4)]
    engine.load("asked", {"key": TEXT, "place": WHOLE}, rows)
    engine.seek(Sought("sought", ("kept", "more"), "name", "asked", "key", "what was asked for"))


def _seek(engine: Engine, _: Path) -> None:
    """In tables that were not read from files."""
    engine.load("more", _MORE.columns, _MORE.rows)
    _sought(engine)


def _seek_in_files(engine: Engine, folder: Path) -> None:
    """In files, each with an index."""
    _seek(engine, folder)
    for name in ("kept", "more"):
        path = folder / f"{name}.parquet"
        engine.write(name, path, ("name", "whole"), sought=True)
        index_of(path, "name").mkdir()
        engine.index(path, "name", index_of(path, "name"))
        engine.read(name, [path])
    _sought(engine)


def _seek_after_all(engine: Engine, folder: Path) -> None:
    """In a table that took the place of one with an index."""
    _seek_in_files(engine, folder)
    engine.load("kept", _LESS.columns, _LESS.rows)
    _sought(engine)


_LESS = Input("kept", {"name": TEXT, "whole": WHOLE}, [("a", 1), ("b", 9223372036854775807), ("c", 3)])
_MORE = Input("more", {"name": TEXT, "whole": WHOLE}, [("", 4), ("b", -5), ("b", 6)])
_FOUND: tuple[Row, ...] = (("a", 1), ("b", -5), ("b", 6), ("b", 9223372036854775807))
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
FILES = (
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
    Case(
        "A file's name is a name, and no pattern or column",
        (Input("kept", _KEPT.columns, [("one", 1, None)]),),
        *((), "SELECT * FROM kept ORDER BY name", (("another", 1, None), ("one", 1, None)), _write_oddly),
    ),
    *(
        Case(f"Rows are sought by keys: {where}", (_LESS,), (), "SELECT name, whole FROM sought ORDER BY name, whole", _FOUND, between)
        for where, between in (
            ("in tables", _seek),
            ("in files with an index", _seek_in_files),
            ("in what took a file's place", _seek_after_all),
        )
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
    Case("A step may replace the table that it reads", letters("a"), (), "SELECT letter FROM letters", (("a!",),), _replace_by_itself),
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
