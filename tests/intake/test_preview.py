"""Delimiters, first rows and their lines; what the engine reads is what the preview shows."""

import csv
import io
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.intake.containers import RawTable, open_container


def table(tmp_path: Path, data: bytes | str, delimiter: str = "") -> RawTable:
    path = tmp_path / "list.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return open_container(path, tmp_path / "scratch", delimiter=delimiter).tables[0]


def scanned(found: RawTable, skip: int = 0) -> list[tuple[str, ...]]:
    """The rows as the engine reads them, blank cells as "", padded to the widest."""
    width = max(map(len, found.preview), default=1)
    columns = {f"c{number}": "VARCHAR" for number in range(width)}
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT * FROM read_csv(?, delim = ?, columns = ?, header = false, skip = ?, quote = '\"', escape = '\"', auto_detect = false,"
            " null_padding = true, parallel = false)",
            [str(found.path), found.delimiter, columns, skip],
        ).fetchall()
    return [tuple((cell or "").strip() for cell in row) for row in rows]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Name,Country\nAlfa,SK\n", ","),
        ("Name;Country\nAlfa;SK\n", ";"),
        ("Name\tCountry\nAlfa, Ltd\tSK\n", "\t"),
        ("Name|Country\nAlfa, Ltd; s.r.o.|SK\n", "|"),
        ("Name;Share\nAlfa;1,5\nBeta;2,5\n", ";"),
        ("1;1,5\n2;2,5\n", ";"),
        ('Name,Country\n"Alfa; Beta",SK\n"Gamma; Delta",CN\n', ","),
        ("Name\nAlfa\n", ","),
        ("甲公司，乙厂\n丙公司，丁厂\n", ","),
        ("A title, with a comma\n\nName;Country\nAlfa;SK\nBeta;CN\n", ";"),
    ],
)
def test_the_delimiter_that_makes_rows_alike(tmp_path: Path, text: str, delimiter: str) -> None:
    assert table(tmp_path, text).delimiter == delimiter


def test_a_delimiter_that_is_declared_or_said(tmp_path: Path) -> None:
    declared = table(tmp_path, "sep=;\r\nName;Country\r\n")
    assert (declared.delimiter, declared.preview, declared.lines) == (";", (("Name", "Country"),), (2,))
    assert table(tmp_path, "a^b\n", "^").preview == (("a", "b"),)


def test_lines_of_rows_below_cells_of_several_lines(tmp_path: Path) -> None:
    found = table(tmp_path, 'Title\n\nName,Note\nAlfa,"one\ntwo"\nBeta,x\n')
    assert found.preview == (("Title",), (), ("Name", "Note"), ("Alfa", "one\ntwo"), ("Beta", "x"))
    assert found.lines == (1, 2, 3, 4, 6)


def test_the_engine_skips_rows_as_the_preview_counts_them(tmp_path: Path) -> None:
    found = table(tmp_path, '"A title\nof two lines"\n\nName,Country\nAlfa,SK\n')
    assert found.preview[2] == ("Name", "Country")
    assert scanned(found, skip=2) == [("Name", "Country"), ("Alfa", "SK")]


def test_sixty_rows_are_shown(tmp_path: Path) -> None:
    found = table(tmp_path, "a,b\n" * 100)
    assert len(found.preview) == len(found.lines) == 60


def test_mixed_line_ends_are_read_by_the_engine(tmp_path: Path) -> None:
    found = table(tmp_path, 'a,b\r\n1,"x\ny"\n3,4\r5,6\r\n')
    assert scanned(found) == [("a", "b"), ("1", "x\ny"), ("3", "4"), ("5", "6")]


def test_the_end_of_file_of_dos_is_no_row(tmp_path: Path) -> None:
    assert table(tmp_path, b"a,b\r\n1,2\r\n\x1a").preview == (("a", "b"), ("1", "2"))


LETTERS = {
    "utf-8": 'ab é新疆ا，５ ,;|"\n',
    "utf-8-sig": 'ab é新疆ا，５ ,;|"\n',
    "utf-16": 'ab é新疆ا，５ ,;|"\n',
    "gb18030": 'ab 新疆公司，５ ,;|"\n',
    "cp850": 'ab éüñ ,;|"\n',
    "windows-1252": 'ab éüñ ,;|"\n',
    "windows-1256": 'ab شركة ,;|"\n',
}
HEADS = {"gb18030": "企业名称", "windows-1256": "الاسم"}


@st.composite
def files(draw: st.DrawFn) -> tuple[list[list[str]], bytes, str, str]:
    """Rows, and a CSV file of them in some encoding, with some delimiter and end of line."""
    encoding = draw(st.sampled_from(sorted(LETTERS)))
    width = draw(st.integers(2, 4))
    cell = st.text(LETTERS[encoding], max_size=8)
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=6))
    delimiter = draw(st.sampled_from(",;\t|"))
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])), quoting=csv.QUOTE_ALL).writerows(
        [[HEADS.get(encoding, "Name")] * width, *rows]
    )
    return rows, file.getvalue().encode(encoding), encoding, delimiter


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
@given(files())
def test_rows_come_back_through_the_engine(tmp_path: Path, made: tuple[list[list[str]], bytes, str, str]) -> None:
    rows, data, encoding, delimiter = made
    (tmp_path / "list.csv").write_bytes(data)
    said = "" if encoding.startswith("utf") else encoding
    found = open_container(tmp_path / "list.csv", tmp_path / "scratch", encoding=said, delimiter=delimiter).tables[0]
    expected = [tuple(cell.strip() for cell in row) for row in rows]
    assert [*found.preview[1:]] == expected
    assert scanned(found)[1:] == expected
