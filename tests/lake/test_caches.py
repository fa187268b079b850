"""Caches: what is kept is found again, what is damaged is made anew, and nothing is taken from under a reader."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.engine.indexed import index_at, index_of
from clew.engine.plan import Sought
from clew.errors import WorkspaceError
from clew.lake.caches import Caches, key_of
from clew.lake.filesets import ASIDE
from clew.lake.leases import LEASE
from tests.processes import beside, together

TABLES = {"entity": ("id",), "name": ("id", "name")}

_TEXTS = st.text(max_size=6)


@pytest.fixture
def caches(tmp_path: Path) -> Iterator[Caches]:
    opened = Caches(tmp_path / "cache", 10_000_000)
    yield opened
    opened.close()


def fill(engine: DuckEngine, rows: int = 3) -> None:
    engine.load("entity", {"id": "BIGINT"}, [(number,) for number in range(rows)])
    engine.load("name", {"id": "BIGINT", "name": "VARCHAR"}, [(number, f"name {number}") for number in range(rows)])


def counted(engine: DuckEngine) -> int:
    return int(str(engine.fetch("SELECT count(*) FROM entity JOIN name ON name.id = entity.id")[0][0]))


def used(folder: Path, seconds: int) -> None:
    os.utime(folder / LEASE, (seconds, seconds))


def test_what_was_kept_is_recalled_in_another_engine(caches: Caches, engine: DuckEngine) -> None:
    fill(engine)
    caches.keep(engine, "entities", "k", TABLES)
    other = DuckEngine()
    assert caches.recall(other, "entities", "k", TABLES)
    assert counted(other) == 3
    other.close()


def test_what_was_not_kept_is_not_recalled(caches: Caches, engine: DuckEngine) -> None:
    fill(engine)
    caches.keep(engine, "entities", "k", TABLES)
    assert not caches.recall(engine, "entities", "other", TABLES)
    assert not caches.recall(engine, "links", "k", TABLES)


def cut_short(folder: Path) -> None:
    table = folder / "name.parquet"
    table.write_bytes(table.read_bytes()[:-5])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a table is missing": lambda folder: (folder / "name.parquet").unlink(),
    "a table is empty": lambda folder: (folder / "name.parquet").write_bytes(b""),
    "a table is cut short": cut_short,
    "the lease is missing": lambda folder: (folder / LEASE).unlink(),
}


@pytest.mark.parametrize("harm", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_stage_is_not_recalled_and_is_kept_anew(
    caches: Caches, engine: DuckEngine, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    fill(engine)
    caches.keep(engine, "entities", "k", TABLES)
    folder = tmp_path / "cache" / "entities" / "k"
    harm(folder)
    assert not caches.recall(engine, "entities", "k", TABLES)
    fill(engine, 4)
    assert counted(engine) == 4, "the engine builds the stage after a recall that failed"
    caches.keep(engine, "entities", "k", TABLES)
    assert caches.recall(engine, "entities", "k", TABLES)
    assert counted(engine) == 4


def indexed(caches: Caches, engine: DuckEngine, folder: Path) -> Path:
    """The index of a table, and whether it finds what the table says; `folder` is that of the stage."""
    caches.index(engine, "entities", "k", "name", "name")
    engine.load("asked", {"name": "VARCHAR"}, [("name 2",), ("other",)])
    engine.seek(Sought("found", ("name",), "name", "asked", "name", "what was asked for"))
    assert engine.fetch("SELECT id, name FROM found") == [(2, "name 2")]
    assert index_at(folder / "name.parquet", "name") is not None
    return index_of(folder / "name.parquet", "name")


def emptied(index: Path) -> None:
    for file in index.iterdir():
        file.unlink()


NAMED = {"entity": ("id",), "name": ("name", "id")}
LOSSES: dict[str, Callable[[Path], object]] = {
    "it is gone": shutil.rmtree,
    "it is empty": emptied,
    "a file is cut short": lambda index: (index / "texts").write_bytes(b"\xffname"),
}


@pytest.mark.parametrize("harm", LOSSES.values(), ids=LOSSES.keys())
def test_an_index_that_is_damaged_is_made_again_of_its_table(
    caches: Caches, engine: DuckEngine, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    fill(engine)
    caches.keep(engine, "entities", "k", NAMED)
    folder = tmp_path / "cache" / "entities" / "k"
    for _ in range(2):
        other = DuckEngine()
        assert caches.recall(other, "entities", "k", NAMED)
        index = indexed(caches, other, folder)
        other.close()
        harm(index)


def test_an_index_that_is_there_is_left_as_it_is(caches: Caches, engine: DuckEngine, tmp_path: Path) -> None:
    fill(engine)
    caches.keep(engine, "entities", "k", NAMED)
    assert caches.recall(engine, "entities", "k", NAMED)
    index = indexed(caches, engine, tmp_path / "cache" / "entities" / "k")
    before = index.stat()
    indexed(caches, engine, index.parent)
    assert index.stat() == before


def test_an_index_whose_making_is_killed_is_made_by_the_next(caches: Caches, engine: DuckEngine, tmp_path: Path) -> None:
    script = """
import os, pathlib, sys
from clew.engine.duck import DuckEngine
from clew.engine.indexed import index_at, index_of
from clew.engine.plan import Sought
from clew.lake.caches import Caches

class Killed(DuckEngine):
    def index(self, path, key, folder):
        super().index(path, key, folder)
        os._exit(9)

caches, engine = Caches(pathlib.Path(sys.argv[1]), 0), Killed()
assert caches.recall(engine, "entities", "k", {"entity": ("id",), "name": ("name", "id")})
caches.index(engine, "entities", "k", "name", "name")
"""
    fill(engine)
    caches.keep(engine, "entities", "k", NAMED)
    assert subprocess.run([sys.executable, "-c", script, str(tmp_path / "cache")], check=False).returncode == 9
    folder = tmp_path / "cache" / "entities" / "k"
    assert [path.name.startswith(ASIDE) for path in folder.iterdir() if path.is_dir()] == [True]
    assert caches.recall(engine, "entities", "k", NAMED)
    indexed(caches, engine, folder)


def test_a_stage_with_an_index_is_evicted_as_any_other(caches: Caches, engine: DuckEngine, tmp_path: Path) -> None:
    fill(engine)
    caches.keep(engine, "entities", "k", NAMED)
    assert caches.recall(engine, "entities", "k", NAMED)
    index = indexed(caches, engine, tmp_path / "cache" / "entities" / "k")
    caches.close()
    tables = sum(file.stat().st_size for file in index.parent.iterdir() if file.is_file())
    assert caches.clear() > tables
    assert not index.parent.exists()


def test_a_stage_that_lacks_a_table_of_a_newer_clew_is_made_anew(caches: Caches, engine: DuckEngine) -> None:
    fill(engine)
    caches.keep(engine, "entities", "k", {"entity": ("id",)})
    assert not caches.recall(engine, "entities", "k", TABLES)
    fill(engine)
    caches.keep(engine, "entities", "k", TABLES)
    assert caches.recall(engine, "entities", "k", TABLES)


def test_the_stages_used_longest_ago_go_first(engine: DuckEngine, tmp_path: Path) -> None:
    caches = Caches(tmp_path / "cache", 0)
    fill(engine, 1000)
    folders = [tmp_path / "cache" / "entities" / key for key in ("a", "b", "c")]
    for age, folder in enumerate(folders):
        caches.keep(engine, "entities", folder.name, TABLES)
        used(folder, 1_000_000 + age)
    used(folders[0], 2_000_000)
    size = sum(file.stat().st_size for file in folders[0].iterdir())
    freed = Caches(tmp_path / "cache", 2 * size).evict()
    assert freed > 0
    assert [folder.exists() for folder in folders] == [True, False, True]


def test_under_its_cap_nothing_goes(caches: Caches, engine: DuckEngine) -> None:
    fill(engine)
    caches.keep(engine, "entities", "k", TABLES)
    assert caches.evict() == 0
    assert caches.recall(engine, "entities", "k", TABLES)


def test_a_stage_that_is_read_is_not_evicted_until_its_reader_closes(engine: DuckEngine, tmp_path: Path) -> None:
    reader, other = Caches(tmp_path / "cache", 0), Caches(tmp_path / "cache", 0)
    fill(engine)
    reader.keep(engine, "entities", "k", TABLES)
    assert reader.recall(engine, "entities", "k", TABLES)
    assert (reader.evict(), other.evict(), other.clear()) == (0, 0, 0)
    assert counted(engine) == 3
    reader.close()
    assert other.evict() > 0


def test_a_stage_that_another_process_reads_is_not_evicted(engine: DuckEngine, tmp_path: Path) -> None:
    script = """
import pathlib, sys, time
from clew.engine.duck import DuckEngine
from clew.engine.indexed import index_at, index_of
from clew.engine.plan import Sought
from clew.lake.caches import Caches
caches = Caches(pathlib.Path(sys.argv[2]), 0)
assert caches.recall(DuckEngine(), "entities", "k", {"entity": ("id",)})
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""
    caches = Caches(tmp_path / "cache", 0)
    fill(engine)
    caches.keep(engine, "entities", "k", TABLES)
    with beside(script, tmp_path / "ready", tmp_path / "cache"):
        assert caches.evict() == 0
        assert caches.clear() == 0
    assert caches.clear() > 0
    assert not caches.recall(engine, "entities", "k", TABLES)


def test_processes_that_keep_recall_and_evict_at_once_never_see_half_a_stage(tmp_path: Path) -> None:
    script = """
from clew.engine.duck import DuckEngine
from clew.engine.indexed import index_at, index_of
from clew.engine.plan import Sought
from clew.lake.caches import Caches
TABLES = {"entity": ("id",), "name": ("id",)}
def act(number, folder):
    seen, caches = set(), Caches(pathlib.Path(folder), 0)
    for turn in range(40):
        engine = DuckEngine()
        if not caches.recall(engine, "entities", f"k{turn % 2}", TABLES):
            engine.load("entity", {"id": "BIGINT"}, [(1,), (2,)])
            engine.load("name", {"id": "BIGINT"}, [(1,), (2,)])
            caches.keep(engine, "entities", f"k{turn % 2}", TABLES)
            caches.evict()
        seen.add(engine.fetch("SELECT count(*) FROM entity JOIN name ON name.id = entity.id")[0][0])
        engine.close()
        caches.close()
        if turn % 5 == 0:
            caches.clear()
    return seen
"""
    assert together(tmp_path, script, tmp_path / "cache", count=3) == ["{2}"] * 3
    assert list((tmp_path / "cache").rglob(f"{ASIDE}*")) == []


def test_a_stage_that_another_process_is_writing_is_neither_counted_nor_deleted(caches: Caches, tmp_path: Path) -> None:
    writing = tmp_path / "cache" / "entities" / f"{ASIDE}0"
    writing.mkdir(parents=True)
    (writing / "entity.parquet").write_bytes(bytes(100))
    assert (caches.evict(), caches.clear()) == (0, 0)
    assert writing.exists()


def test_a_cache_that_a_person_deleted_is_empty(caches: Caches, engine: DuckEngine, tmp_path: Path) -> None:
    fill(engine)
    caches.keep(engine, "entities", "k", TABLES)
    shutil.rmtree(tmp_path / "cache")
    assert (caches.evict(), caches.clear()) == (0, 0)
    assert not caches.recall(engine, "entities", "k", TABLES)


def test_a_cache_that_cannot_be_written_says_so(engine: DuckEngine, tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"")
    fill(engine)
    with pytest.raises(WorkspaceError, match="cannot write"):
        Caches(tmp_path / "cache", 0).keep(engine, "entities", "k", TABLES)


@given(st.dictionaries(_TEXTS, _TEXTS), st.dictionaries(_TEXTS, _TEXTS))
def test_two_sets_of_inputs_have_one_key_only_when_they_are_equal(left: dict[str, str], right: dict[str, str]) -> None:
    assert (key_of(left) == key_of(right)) == (left == right)


@given(st.permutations([("plan", "SELECT 1"), ("policy", "a"), ("as_of", "2026-11-20")]))
def test_the_order_of_inputs_does_not_matter(parts: list[tuple[str, str]]) -> None:
    assert key_of(dict(parts)) == key_of({"as_of": "2026-11-20", "plan": "SELECT 1", "policy": "a"})


def test_a_line_break_in_an_input_is_no_second_input() -> None:
    assert key_of({"a": "1\nb=2"}) != key_of({"a": "1", "b": "2"})
