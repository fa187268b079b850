"""Where an index stands, and when it is asked."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from clew.engine.duck import DuckEngine
from clew.engine.indexed import index_at, index_of
from clew.engine.plan import Plan, Sought, Step
from clew.engine.port import Row

SELECTED = Plan("kept", (Step("kept", "SELECT * FROM other", "the same name"),))
SOUGHT = Sought("found", ("kept",), "key", "asked", "key", "what was asked for")
_KEPT = dict.fromkeys(("key", "value"), "BIGINT")


def kept(engine: DuckEngine, path: Path, rows: Sequence[tuple[int, int]]) -> Path:
    """A file, with an index."""
    engine.load("rows", _KEPT, rows)
    engine.write("rows", path, ("key", "value"))
    index_of(path, "key").mkdir()
    engine.index(path, "key", index_of(path, "key"))
    return path


def sought(engine: DuckEngine, *keys: int) -> list[Row]:
    engine.load("asked", {"key": "BIGINT"}, [(key,) for key in keys])
    engine.seek(SOUGHT)
    return sorted(engine.fetch("SELECT key, value FROM found"))


def test_an_index_stands_beside_its_file_and_is_called_by_the_key(tmp_path: Path) -> None:
    assert index_of(tmp_path / "label.parquet", "spot") == tmp_path / "label.by-spot"
    assert index_at(tmp_path / "label.parquet", "spot") is None


def test_what_is_found_is_that_of_all_files_together(engine: DuckEngine, tmp_path: Path) -> None:
    files = [
        kept(engine, tmp_path / name, rows) for name, rows in (("a.parquet", [(1, 2), (2, 3)]), ("b.parquet", [(2, 4)]), ("c.parquet", []))
    ]
    engine.read("kept", files)
    assert sought(engine, 2, 2, 7) == [(2, 3), (2, 4)]
    assert sought(engine) == []


def test_an_index_is_asked_and_not_the_file(engine: DuckEngine, tmp_path: Path) -> None:
    """So that the tests above test it: the file tells another value."""
    path = kept(engine, tmp_path / "a.parquet", [(1, 2)])
    engine.load("rows", _KEPT, [(1, 3)])
    engine.write("rows", path, ("key",))
    engine.read("kept", [path])
    assert sought(engine, 1) == [(1, 2)]


@pytest.mark.parametrize(
    "how", ["no index of one of the files", "rows in memory", "rows from a query", "more keys than an index is asked for"]
)
def test_where_an_index_does_not_say_all_the_files_are_asked(engine: DuckEngine, tmp_path: Path, how: str) -> None:
    path, more = kept(engine, tmp_path / "a.parquet", [(1, 2)]), list[int]()
    engine.load("rows", _KEPT, [(1, 3)])
    engine.write("rows", tmp_path / "b.parquet", ("key",))
    engine.read("kept", [path, tmp_path / "b.parquet"] if how.startswith("no index") else [path])
    if how == "rows in memory":
        engine.load("kept", _KEPT, [(1, 2), (1, 3)])
    elif how == "rows from a query":
        engine.load("other", _KEPT, [(1, 2), (1, 3)])
        engine.run(SELECTED)
    elif how.startswith("more"):
        engine.write("rows", path, ("key",))
        engine.read("kept", [path, tmp_path / "b.parquet"])
        more = list(range(2, 20_000))
    assert sought(engine, 1, *more)[-1] == (1, 3)
