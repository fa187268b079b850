"""The engine as it reads sources on this machine: texts, JSON lines and Parquet in streams, whatever their cells and names hold."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.engine.plan import Plan, Step
from clew.engine.port import Delimited, Limits, Row
from clew.errors import WorkspaceError

AB = ("a", "b")
Scan = Callable[..., list[Row]]


def plan(name: str, sql: str) -> Plan:
    return Plan("test", (Step(name, sql, "for a test"),))


@pytest.fixture
def scan(engine: DuckEngine, tmp_path: Path) -> Scan:
    """The rows of a text."""

    def run(text: str, columns: Sequence[str] = AB, delimiter: str = ",", skip: int = 1) -> list[Row]:
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8", newline="")
        engine.scan_delimited("scanned", path, Delimited(columns, delimiter, skip))
        return engine.fetch("SELECT * FROM scanned")

    return run


def test_a_text_has_its_cells_and_the_number_of_each_row(scan: Scan) -> None:
    assert scan("a,b\n1,2\n3,4\n") == [("1", "2", 1), ("3", "4", 2)]


def test_quoted_cells_hold_separators_quotation_marks_and_line_ends(scan: Scan) -> None:
    assert scan('a,b\n"x, ""y""\n z",2\n"x\r\ny",4\n') == [('x, "y"\n z', "2", 1), ("x\r\ny", "4", 2)]


def test_an_empty_cell_is_the_empty_text_quoted_or_not(scan: Scan, engine: DuckEngine) -> None:
    assert scan('a,b\n,\n"",3\n') == [("", "", 1), ("", "3", 2)]
    assert engine.fetch("SELECT count(*) FROM scanned WHERE a IS NULL OR b IS NULL") == [(0,)]


@pytest.mark.parametrize("word", ["NULL", "null", "NaN", "\\N", "NA", "true", "007", "1e5", " padded "])
def test_no_cell_is_taken_for_anything_but_its_text(scan: Scan, word: str) -> None:
    assert scan(f"a,b\n{word},2\n") == [(word, "2", 1)]


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_cells_are_separated_as_the_layout_says(scan: Scan, delimiter: str) -> None:
    assert scan(f"a{delimiter}b\n1,5{delimiter}2\n", delimiter=delimiter) == [("1,5", "2", 1)]


@pytest.mark.parametrize(
    ("text", "skip"),
    [
        ("a list of things\nas of today,\na,b\n1,2\n", 3),
        ("a list\n\n\na,b\n1,2\n", 4),
        ("\r\n\r\na,b\r\n1,2\r\n", 3),
        ('"a list\nof things",\na,b\n1,2\n', 2),
        ('"a\nhead",b\n1,2\n', 1),
        ("1,2\n", 0),
    ],
)
def test_what_stands_before_the_first_row_is_skipped(scan: Scan, text: str, skip: int) -> None:
    assert scan(text, skip=skip) == [("1", "2", 1)]


def test_columns_may_have_any_name(scan: Scan, engine: DuckEngine) -> None:
    odd = ("share (%) “of” it's", 'the "name"', "新疆", "select", "a b", "; DROP TABLE x; --")
    assert scan("h\n" + ",".join("123456") + "\n", odd) == [(*"123456", 1)]
    described = engine.fetch("SELECT column_name FROM (DESCRIBE SELECT * FROM scanned)")
    assert [name for (name,) in described] == [*odd, "row_number"]


def test_a_blank_line_is_no_row(scan: Scan) -> None:
    assert scan("a,b\n\n1,2\n\n\n3,4\n\n") == [("1", "2", 1), ("3", "4", 2)]
    assert scan("a\n\n1\n\n", ("a",)) == [("1", 1)]


@pytest.mark.parametrize("text", ["", "a,b", "a,b\n"])
def test_a_text_without_rows_has_none(scan: Scan, text: str) -> None:
    assert scan(text) == []


def test_the_last_line_needs_no_end(scan: Scan) -> None:
    assert scan("a,b\n1,2") == [("1", "2", 1)]


_cells = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\x1a"), max_size=8)


@given(st.lists(st.tuples(_cells, _cells), min_size=1, max_size=5).filter(lambda rows: all(a or b for a, b in rows)))
def test_whatever_python_writes_as_csv_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("csv") / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([AB, *rows])
    engine = DuckEngine()
    engine.scan_delimited("scanned", path, Delimited(AB))
    found = engine.fetch("SELECT a, b FROM scanned ORDER BY row_number")
    told = engine.rejects(10)
    engine.close()
    assert (found, told) == (rows, [])


FAULTY = "a,b\n1,2,3\n4\n5,6\n"


def test_a_line_that_is_no_row_is_left_out_and_told_with_its_place(scan: Scan, engine: DuckEngine, tmp_path: Path) -> None:
    assert scan(FAULTY) == [("5", "6", 1)]
    told = engine.rejects(10)
    assert [(one.path, one.line, one.column) for one in told] == [(tmp_path / "table.csv", 2, ""), (tmp_path / "table.csv", 3, "b")]
    assert ["Found: 3" in told[0].what, "Found: 1" in told[1].what] == [True, True]


def test_faulty_lines_are_told_once_however_often_they_were_read(scan: Scan, engine: DuckEngine) -> None:
    scan(FAULTY)
    engine.fetch("SELECT count(*) FROM scanned")
    assert [one.line for one in engine.rejects(10)] == [2, 3]


def test_faulty_lines_are_forgotten_once_they_were_told(scan: Scan, engine: DuckEngine) -> None:
    scan(FAULTY)
    assert len(engine.rejects(1)) == 1
    assert engine.rejects(10) == []
    assert scan("a,b\n1,2\n") == [("1", "2", 1)]
    assert engine.rejects(10) == []


def test_nothing_is_told_where_nothing_was_left_out(scan: Scan, engine: DuckEngine) -> None:
    assert engine.rejects(10) == []
    scan("a,b\n1,2\n")
    assert engine.rejects(10) == []


def test_a_line_that_is_no_utf_8_and_a_quotation_that_never_ends_are_told(scan: Scan, engine: DuckEngine, tmp_path: Path) -> None:
    scan('a,b\n1,2\n"3,4\n5,6\n')
    assert [one.line for one in engine.rejects(10)] == [3]
    (tmp_path / "table.csv").write_bytes(b"a,b\n\xff,2\n1,2\n")
    assert engine.fetch("SELECT a, b FROM scanned") == [("1", "2")]
    assert [(one.line, one.column) for one in engine.rejects(10)] == [(2, "a")]


def test_each_of_two_files_is_named_with_its_faulty_lines(engine: DuckEngine, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_text(FAULTY, encoding="utf-8")
        engine.scan_delimited(name, tmp_path / name, Delimited(AB))
        engine.fetch(f"SELECT * FROM {name}")  # noqa: S608 - a name of the test
    assert [(one.path.name, one.line) for one in engine.rejects(10)] == [("one", 2), ("one", 3), ("two", 2), ("two", 3)]


def test_the_first_of_many_faulty_lines_are_told(scan: Scan, engine: DuckEngine) -> None:
    scan("a,b\n" + "1\n1,2\n" * 2500)
    assert [one.line for one in engine.rejects(20)] == list(range(2, 42, 2))


def test_the_scans_of_a_file_that_is_gone_say_so(scan: Scan, engine: DuckEngine, tmp_path: Path) -> None:
    scan("a,b\n1,2\n")
    (tmp_path / "table.csv").unlink()
    with pytest.raises(WorkspaceError, match=r"table\.csv"):
        engine.fetch("SELECT * FROM scanned")
    for act in (engine.scan_lines, engine.scan_parquet):
        with pytest.raises(WorkspaceError, match="gone"):
            act("scanned", tmp_path / "gone")


def test_json_lines_are_kept_as_they_were_written(engine: DuckEngine, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    lines = ('{"a":1.10, "b":"\\u00e9é"}', '{"a":1,"a":[1, 2]}', "{}")
    path.write_text("\n".join(lines), encoding="utf-8")
    engine.scan_lines("scanned", path)
    assert engine.fetch("SELECT json, row_number FROM scanned") == [(line, number) for number, line in enumerate(lines, start=1)]


def test_parquet_has_its_columns_as_text(engine: DuckEngine, tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    numbers = """1::INT AS "the ""number""\", 2.50::DECIMAL(5,2) AS share, DATE '2024-05-17' AS day"""
    engine.run(plan("made", f"SELECT {numbers}, [1, 2] AS list, NULL::INT AS none, '' AS empty"))
    engine.write("made", path, ("day",))
    engine.scan_parquet("scanned", path)
    assert engine.fetch("SELECT * FROM scanned") == [("1", "2.50", "2024-05-17", "[1, 2]", "", "", 1)]


ODD_NAMES = (("list[1].csv", "list1.csv"), ("list*.csv", "list2.csv"), ("list?.csv", "list3.csv"), ("[a]/list.csv", "a/list.csv"))


@pytest.mark.parametrize(("name", "other"), ODD_NAMES)
def test_a_name_that_looks_like_a_pattern_is_a_name(engine: DuckEngine, tmp_path: Path, name: str, other: str) -> None:
    for one, word in ((name, "right"), (other, "wrong")):
        (tmp_path / one).parent.mkdir(exist_ok=True)
        engine.load("word", {"a": "VARCHAR"}, [(word,)])
        engine.write("word", tmp_path / f"{one}.parquet", ("a",))
        (tmp_path / one).write_text(f"a\n{word}\n", encoding="utf-8")
        (tmp_path / f"{one}.jsonl").write_text(f'{{"a":"{word}"}}', encoding="utf-8")
    engine.scan_delimited("text", tmp_path / name, Delimited(("a",)))
    engine.scan_lines("lines", tmp_path / f"{name}.jsonl")
    engine.scan_parquet("parquet", tmp_path / f"{name}.parquet")
    engine.read("kept", [tmp_path / f"{name}.parquet"])
    query = "SELECT a FROM text UNION ALL SELECT json->>'a' FROM lines UNION ALL SELECT a FROM parquet UNION ALL SELECT a FROM kept"
    assert engine.fetch(query) == [("right",)] * 4


def test_a_folder_called_like_a_column_changes_no_cell(engine: DuckEngine, tmp_path: Path) -> None:
    folder = tmp_path / "a=wrong"
    folder.mkdir()
    (folder / "table.csv").write_text("a\nright\n", encoding="utf-8")
    engine.load("word", {"a": "VARCHAR"}, [("right",)])
    engine.write("word", folder / "table.parquet", ("a",))
    engine.scan_delimited("text", folder / "table.csv", Delimited(("a",)))
    engine.scan_parquet("parquet", folder / "table.parquet")
    engine.read("kept", [folder / "table.parquet"])
    assert engine.fetch("SELECT a FROM text UNION ALL SELECT a FROM parquet UNION ALL SELECT a FROM kept") == [("right",)] * 3


def test_a_definition_is_computed_anew_where_it_is_used(engine: DuckEngine) -> None:
    engine.load("given", {"x": "VARCHAR"}, [("before",)])
    engine.define(plan("defined", "SELECT x || '!' AS x FROM given"))
    engine.load("given", {"x": "VARCHAR"}, [("after",)])
    assert engine.fetch("SELECT x FROM defined") == [("after!",)]


def test_definitions_and_tables_take_each_others_place(engine: DuckEngine) -> None:
    engine.define(plan("one", "SELECT 1 AS x"))
    engine.run(plan("one", "SELECT x + 1 AS x FROM one"))
    assert engine.fetch("SELECT x FROM one") == [(2,)]
    engine.define(plan("one", "SELECT 5 AS x"))
    engine.load("one", {"x": "BIGINT"}, [(7,)])
    assert engine.fetch("SELECT x FROM one") == [(7,)]


def test_a_table_is_spread_over_folders_and_the_column_is_in_their_names_alone(engine: DuckEngine, tmp_path: Path) -> None:
    engine.load("given", {"x": "VARCHAR", "part": "VARCHAR"}, [("1", "a"), ("2", "b"), ("3", "a")])
    engine.spread("given", tmp_path / "parts", "part")
    assert sorted(folder.name for folder in (tmp_path / "parts").iterdir()) == ["part=a", "part=b"]
    engine.read("kept", sorted((tmp_path / "parts" / "part=a").glob("*.parquet")))
    assert sorted(engine.fetch("SELECT * FROM kept")) == [("1",), ("3",)]


def test_a_table_without_rows_is_spread_over_no_folders(engine: DuckEngine, tmp_path: Path) -> None:
    engine.load("given", {"x": "VARCHAR", "part": "VARCHAR"}, [])
    engine.spread("given", tmp_path / "parts", "part")
    assert list((tmp_path / "parts").iterdir()) == []


def test_what_is_exported_is_read_back_as_it_was(engine: DuckEngine, tmp_path: Path) -> None:
    rows = [('a "quoted", cell\nof two lines', "新疆"), ("", " padded "), ("NULL", "=1+1")]
    engine.load("given", {"a b": "VARCHAR", "c": "VARCHAR"}, rows)
    assert engine.export_delimited("given", tmp_path / "out.csv") == 3
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [tuple(row) for row in csv.reader(file)] == [("a b", "c"), *rows]


@pytest.mark.slow
def test_a_text_larger_than_memory_is_scanned_defined_spread_and_exported(tmp_path: Path) -> None:
    """230 MB through an engine of 200 MB: every row once, in its order, and nothing left behind."""
    path, count = tmp_path / "large.csv", 2_000_000
    with path.open("w", encoding="utf-8") as file:
        file.write("number,name\n")
        file.writelines(f'{at},"a company, number {at}\n{"long name " * 8}"\n' for at in range(1, count + 1))
    engine = DuckEngine(Limits(memory="200MB", threads=2, spill=tmp_path / "spill"))
    engine.scan_delimited("scanned", path, Delimited(("number", "name")))
    engine.define(plan("parted", "SELECT *, right(number, 1) AS part FROM scanned"))
    assert engine.fetch("SELECT count(*), count(*) FILTER (number = CAST(row_number AS VARCHAR)) FROM scanned") == [(count, count)]
    engine.spread("parted", tmp_path / "parts", "part")
    engine.read("kept", sorted((tmp_path / "parts").rglob("*.parquet")))
    assert engine.fetch("SELECT count(*), count(DISTINCT row_number) FROM kept") == [(count, count)]
    assert engine.export_delimited("scanned", tmp_path / "out.csv") == count
    assert engine.rejects(10) == []
    engine.close()
    assert not list(tmp_path.glob("spill/*"))


@pytest.mark.parametrize("make", [DuckEngine.run, DuckEngine.define], ids=["table", "definition"])
def test_rows_are_added_to_a_table_that_they_may_be_made_from(engine: DuckEngine, make: Callable[[DuckEngine, Plan], None]) -> None:
    make(engine, Plan("numbers", (Step("numbers", "SELECT 1 AS n, 'a' AS word", "a number"),)))
    engine.append(Step("numbers", "SELECT word || 'b' AS word, n + 1 AS n FROM numbers", "and the next"))
    engine.append(Step("numbers", "SELECT 'c' AS word, 3 AS n", "and one more"))
    assert engine.fetch("SELECT n, word FROM numbers ORDER BY n") == [(1, "a"), (2, "ab"), (3, "c")]


def test_a_fault_in_rows_that_are_added_leaves_the_table_as_it_was(engine: DuckEngine) -> None:
    engine.run(Plan("numbers", (Step("numbers", "SELECT 1 AS n", "a number"),)))
    with pytest.raises(duckdb.Error):
        engine.append(Step("numbers", "SELECT CAST('x' AS INTEGER) AS n FROM numbers", "no number"))
    assert engine.fetch("SELECT n FROM numbers") == [(1,)]
