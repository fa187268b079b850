"""The DuckDB adapter beyond the suite: limits, damaged files, and what an error says."""

import hashlib
import random
from pathlib import Path

import duckdb
import pytest

from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step
from clew.engine.port import Limits
from clew.errors import WorkspaceError
from tests.processes import together

_ONE = {"x": "BIGINT"}


def written(engine: DuckEngine, path: Path, *numbers: int) -> Path:
    engine.load("numbers", _ONE, [(number,) for number in numbers])
    engine.write("numbers", path, ("x",))
    return path


def test_a_missing_file_is_told_at_once_and_leaves_the_table_as_it_was(engine: DuckEngine, tmp_path: Path) -> None:
    engine.read("kept", [written(engine, tmp_path / "a.parquet", 7)])
    with pytest.raises(WorkspaceError, match="cannot read kept"):
        engine.read("kept", [tmp_path / "a.parquet", tmp_path / "gone.parquet"])
    assert engine.fetch("SELECT x FROM kept") == [(7,)]


@pytest.mark.parametrize("content", [b"", b"PAR1", bytes(4096), b"not a table\n" * 100])
def test_a_damaged_file_is_told_at_once(engine: DuckEngine, tmp_path: Path, content: bytes) -> None:
    whole, damaged = written(engine, tmp_path / "a.parquet", 1), tmp_path / "b.parquet"
    damaged.write_bytes(content)
    for paths in ([damaged], [whole, damaged]):
        with pytest.raises(WorkspaceError, match="damaged"):
            engine.read("kept", paths)


def test_a_file_that_was_cut_short_is_damaged(engine: DuckEngine, tmp_path: Path) -> None:
    path = written(engine, tmp_path / "a.parquet", *range(1000))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(WorkspaceError, match="damaged"):
        engine.read("kept", [path])


def test_a_file_that_goes_after_it_was_read_is_an_error_of_the_workspace(engine: DuckEngine, tmp_path: Path) -> None:
    engine.read("kept", [written(engine, tmp_path / "a.parquet", 1)])
    (tmp_path / "a.parquet").unlink()
    with pytest.raises(WorkspaceError, match=r"a\.parquet"):
        engine.fetch("SELECT x FROM kept")
    with pytest.raises(WorkspaceError, match=r"cannot make kept"):
        engine.run(Plan("more", (Step("more", "SELECT x FROM kept", "the rows"),)))


def test_a_file_that_goes_after_it_was_used_is_an_error_of_the_workspace(engine: DuckEngine, tmp_path: Path) -> None:
    engine.read("kept", [written(engine, tmp_path / "a.parquet", 1)])
    assert engine.fetch("SELECT x FROM kept") == [(1,)]
    (tmp_path / "a.parquet").unlink()
    with pytest.raises(WorkspaceError, match=r"cannot make more"):
        engine.run(Plan("more", (Step("more", "SELECT x FROM kept", "the rows"),)))


def test_what_a_view_is_made_of_may_change_before_anybody_asks(engine: DuckEngine, tmp_path: Path) -> None:
    engine.read("kept", [written(engine, tmp_path / "a.parquet", 1)])
    engine.define(Plan("seen", (Step("seen", "SELECT x FROM kept", "the rows"), Step("again", "SELECT x FROM seen", "the same"))))
    engine.read("kept", [written(engine, tmp_path / "b.parquet", 2)])
    assert engine.fetch("SELECT x FROM again") == [(2,)]
    engine.load("kept", _ONE, [(3,)])
    assert engine.fetch("SELECT x FROM again") == [(3,)]


def test_a_table_may_have_a_column_of_its_own_name(engine: DuckEngine) -> None:
    engine.load("x", _ONE, [(1,)])
    assert engine.fetch("SELECT x FROM x") == [(1,)]


def test_a_file_that_cannot_be_written_is_told(engine: DuckEngine, tmp_path: Path) -> None:
    engine.load("numbers", _ONE, [(1,)])
    with pytest.raises(WorkspaceError, match="cannot write numbers"):
        engine.write("numbers", tmp_path / "nowhere" / "a.parquet", ("x",))


def test_a_fault_in_a_step_names_the_step_and_shows_its_query(engine: DuckEngine) -> None:
    with pytest.raises(duckdb.Error) as caught:
        engine.run(Plan("faulty", (Step("odd", "SELECT nothing FROM nowhere", "a fault of ours"),)))
    assert "make odd" in caught.value.__notes__[0]
    assert "SELECT nothing FROM nowhere" in caught.value.__notes__[0]


def test_a_table_is_never_a_python_variable(engine: DuckEngine) -> None:
    numbers = engine  # a name that a query might mean
    with pytest.raises(duckdb.Error, match="numbers"):
        numbers.fetch("SELECT * FROM numbers")


def test_nothing_can_turn_the_limits_off(engine: DuckEngine) -> None:
    with pytest.raises(duckdb.Error, match="locked"):
        engine.fetch("SET autoinstall_known_extensions = true")


def test_an_engine_takes_no_more_than_its_limits(tmp_path: Path) -> None:
    engine = DuckEngine(Limits(memory="64MB", threads=1, spill=tmp_path))
    limits = engine.fetch("SELECT current_setting('threads') AS threads, current_setting('memory_limit') AS memory")
    engine.close()
    assert limits == [(1, "61.0 MiB")]


def test_without_a_place_to_spill_too_large_a_table_is_an_error_that_says_what_to_do() -> None:
    engine = DuckEngine(Limits(memory="20MB", threads=1))
    try:
        with pytest.raises(WorkspaceError, match="CLEW_MEMORY"):
            engine.run(Plan("large", (Step("large", "SELECT range AS x, hash(range) AS y FROM range(5000000)", "five million rows"),)))
    finally:
        engine.close()


def test_folders_may_have_any_name(engine: DuckEngine, tmp_path: Path) -> None:
    folder = tmp_path / "it's [a] *b*? – 新疆"
    folder.mkdir()
    engine.read("kept", [written(engine, folder / "a.parquet", 1, 2)])
    assert engine.fetch("SELECT count(*) FROM kept") == [(2,)]


def test_the_same_rows_in_any_order_make_the_same_file(tmp_path: Path) -> None:
    digests = set()
    for seed in range(3):
        rows = [(number,) for number in range(50_000)]
        random.Random(seed).shuffle(rows)  # noqa: S311 - an order, not a secret
        engine = DuckEngine()
        engine.load("numbers", _ONE, rows)
        engine.write("numbers", tmp_path / f"{seed}.parquet", ("x",))
        engine.close()
        digests.add(hashlib.sha256((tmp_path / f"{seed}.parquet").read_bytes()).hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("columns", "codec"),
    [
        ("n, n % 7 AS m", "UNCOMPRESSED"),
        ("n, CAST(n AS VARCHAR) AS t", "LZ4_RAW"),
    ],
)
def test_a_file_that_is_sought_in_has_small_pages_and_an_index_of_them_and_whole_numbers_are_not_packed(
    engine: DuckEngine, tmp_path: Path, columns: str, codec: str
) -> None:
    path = tmp_path / "made.parquet"
    engine.run(Plan("rows", (Step("made", f"SELECT {columns} FROM range(30000) AS r(n)", "rows"),)))  # noqa: S608 - of this test
    engine.write("made", path, ("n",), sought=True)
    pages = f"SELECT max(num_rows) FROM parquet_page_index('{path}') WHERE path_in_schema = 'n'"  # noqa: S608 - a path of this test
    assert engine.fetch(pages) == [(2048,)]
    assert engine.fetch(f"SELECT DISTINCT compression FROM parquet_metadata('{path}')") == [(codec,)]  # noqa: S608 - as above


def test_two_processes_may_spill_into_one_folder(tmp_path: Path) -> None:
    script = """
from clew.engine.duck import DuckEngine
from clew.engine.port import Limits
from clew.engine.plan import Plan, Step
def act(number, spill):
    engine = DuckEngine(Limits(memory="60MB", threads=1, spill=pathlib.Path(spill)))
    engine.run(Plan("large", (Step("large", "SELECT range AS x, hash(range) AS y FROM range(4000000)", "more than fits"),)))
    spilt = len(list(pathlib.Path(spill).iterdir())) > 0
    total = engine.fetch("SELECT CAST(sum(x) AS BIGINT), count(DISTINCT y) FROM large")[0]
    engine.close()
    return spilt, *total
"""
    assert together(tmp_path, script, tmp_path / "spill") == ["(True, 7999998000000, 4000000)"] * 2
    assert not list(tmp_path.glob("spill/*"))


def test_the_engine_draws_nothing_on_standard_output(engine: DuckEngine) -> None:
    """DuckDB would draw a bar there for any query of over two seconds, in the middle of a result in JSON."""
    assert engine.fetch("SELECT current_setting('enable_progress_bar') AS bar, current_setting('lock_configuration') AS locked") == [
        (False, True)
    ]
