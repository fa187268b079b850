"""Whatever is given, one clear error of ours or a table whose rows all add up: never a traceback, never a row that vanishes."""

import contextlib
import gzip
import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import InputError, UnexpectedContentError, UnreadableFileError
from clew.model.holding import HoldingsFile
from clew.pack.holdings import load_holdings_words
from clew.portfolio.read import read_holdings

HEAD = "Name,ISIN,Weight (%)\n"
ACME = "Acme Corp,US0378331005,60\n"
SECOND = "Second SE,DE0007164600,40\n"


WORDS = load_holdings_words()


def fault(tmp_path: Path, data: bytes, name: str = "holdings.csv") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_holdings(path, WORDS)
    assert all(found.what and found.mend and found.file == str(path) for found in caught.value.faults)
    return str(caught.value)


def read(tmp_path: Path, text: str) -> HoldingsFile:
    path = tmp_path / "holdings.csv"
    path.write_text(text, encoding="utf-8")
    return read_holdings(path, WORDS)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b"\n \n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"7z\xbc\xaf\x27\x1c", "an archive"),
        (b"<!DOCTYPE html><html><body><table>", "web page holds no table"),
        (b'<?xml version="1.0"?>\n<ss:Workbook>', "no whole XML"),
        (b"<list><holding><name>Acme</name><isin>US0378331005</isin></holding>", "no whole XML"),
        (b"<!DOCTYPE list [<!ENTITY a 'a'>]><list><name>&a;</name></list>", "declares entities"),
        (b"<cover><manager><name>Acme</name></manager><day>2026-11-20</day></cover>", "the document that lists the holdings"),
        (b"<SEC-DOCUMENT>1.txt\n<DOCUMENT>\n<TEXT>\nno XML in it", "holds no document in XML"),
        (b'[{"name": "Acme"}]', "JSON"),
        (b"SQLite format 3\x00\x10\x00", "a database"),
        (b"\x1f\x8b\x08\x00", "gzip file is"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "before 2007"),
        (b"PK\x03\x04" + b"\x00" * 40, "damaged"),
        (bytes(range(1, 32)) * 40, "binary"),
        (b"Name,ISIN,Weight\nAc\x00me,,5\n", "NUL"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, data: bytes, expected: str) -> None:
    assert expected in fault(tmp_path, data)


def test_a_pdf_is_a_pdf_whatever_its_suffix(tmp_path: Path) -> None:
    assert "a PDF" in fault(tmp_path, b"%PDF-1.4 ...", "holdings.xlsx")


def test_the_line_of_a_nul_byte_is_named(tmp_path: Path) -> None:
    assert "row 3" in fault(tmp_path, (HEAD + ACME + "Ac\0me,,5\n").encode())


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        read_holdings(tmp_path / "none.csv", WORDS)
    with pytest.raises(UnreadableFileError, match="a folder"):
        read_holdings(tmp_path, WORDS)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableFileError, match="plain file"):
        read_holdings(tmp_path / "pipe", WORDS)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text(HEAD + ACME * 100)
    with pytest.raises(UnreadableFileError, match="more than"):
        read_holdings(path, WORDS, limit_bytes=1000)


def test_one_endless_line_is_refused_at_its_first_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
        file.seek(0)
        file.write(b"Name," * 300_000)
    with pytest.raises(UnreadableFileError, match="a line is longer"):
        read_holdings(path, WORDS)


def test_an_endless_line_further_down_is_named(tmp_path: Path) -> None:
    assert "row 3" in fault(tmp_path, (HEAD + ACME + "x" * 3_000_000).encode())


def test_a_gzip_bomb_is_refused_while_it_unpacks(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress((ACME * 100_000).encode()))
    with pytest.raises(UnreadableFileError, match="more than"):
        read_holdings(path, WORDS, limit_bytes=200_000)


def test_a_gzip_file_that_is_cut_off(tmp_path: Path) -> None:
    assert "cut off" in fault(tmp_path, gzip.compress((HEAD + ACME * 1000).encode())[:-20])


def workbook(path: Path, *rows: list[object], far: str = "") -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if far:
            sheet.write_string(1048575, 16383, far)


def package(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(60_000_000)}, "would unpack to"),
        ({"word/document.xml": b""}, "a text document"),
        ({"holdings.csv": HEAD.encode()}, "an archive"),
        ({"content.xml": b"", "mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "another kind"),
        ({"xl/workbook.bin": b""}, "another kind"),
        ({"xl/workbook.xml": b"<workbook/>"}, "workbook"),
    ],
)
def test_packages_that_are_no_workbook(tmp_path: Path, parts: dict[str, bytes], expected: str) -> None:
    assert expected in fault(tmp_path, package(parts), "holdings.xlsx")


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert "password" in fault(tmp_path, ole, "holdings.xlsx")


def test_a_cell_at_the_end_of_the_sheet_does_not_fill_the_memory(tmp_path: Path) -> None:
    workbook(tmp_path / "holdings.xlsx", ["Name", "ISIN", "Weight"], far="end")
    with pytest.raises(UnreadableFileError, match="stretches over"):
        read_holdings(tmp_path / "holdings.xlsx", WORDS)


def test_a_header_alone(tmp_path: Path) -> None:
    assert "no holding follows" in fault(tmp_path, HEAD.encode())


def test_a_table_of_something_else_names_its_nearest_row(tmp_path: Path) -> None:
    message = fault(tmp_path, b"Colour,Size\nred,4\nblue,5\n")
    assert "no row names the columns" in message
    assert "Colour" in message


def test_two_tables_with_other_columns(tmp_path: Path) -> None:
    text = HEAD + ACME + SECOND + "\nFund B\nTicker,Security Name,Market Value,Currency\nABC,Other,5,USD\n"
    message = fault(tmp_path, text.encode())
    assert "row 6" in message
    assert "second table" in message


def test_two_tables_with_the_same_columns(tmp_path: Path) -> None:
    message = fault(tmp_path, (HEAD + ACME + SECOND + HEAD + ACME + SECOND).encode())
    assert "row 4" in message
    assert "200.00 %" in message


def test_two_totals(tmp_path: Path) -> None:
    table = ACME + SECOND + "Total,,100\n"
    message = fault(tmp_path, (HEAD + table + table).encode())
    assert "row 4" in message
    assert "two tables" in message


def test_heads_repeated_on_every_page_are_no_second_table(tmp_path: Path) -> None:
    file = read(tmp_path, HEAD + ACME + HEAD + SECOND)
    assert file.rows_in == 2
    assert dict(file.skipped)["repeated header"] == 1
    assert "the column heads stand again in row 3" in file.warnings


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    message = fault(tmp_path, (HEAD + '"Acme Corp,US0378331005,60\n' + SECOND + 'Third "x,,1\n' + ACME).encode())
    assert "row 2" in message


def test_a_quotation_mark_open_to_the_end_of_a_long_file(tmp_path: Path) -> None:
    message = fault(tmp_path, (HEAD + ACME + '"Acme Corp,US0378331005,60\n' + ACME * 10_000).encode())
    assert "row 3" in message
    assert "quotation mark" in message


def test_a_workbook_without_rows(tmp_path: Path) -> None:
    workbook(tmp_path / "holdings.xlsx")
    with pytest.raises(UnexpectedContentError, match="no rows"):
        read_holdings(tmp_path / "holdings.xlsx", WORDS)


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.lists(st.lists(cells, max_size=5), max_size=12), st.sampled_from([HEAD, "Name;ISIN;Weight\n", ""]))
def test_any_text_is_read_whole_or_refused(tmp_path: Path, rows: list[list[str]], head: str) -> None:
    delimiter = ";" if ";" in head else ","
    path = tmp_path / "any.csv"
    path.write_text(head + "\n".join(delimiter.join(row) for row in rows), encoding="utf-8", newline="")
    with contextlib.suppress(InputError):
        file = read_holdings(path, WORDS)
        assert sum(len(book.holdings) for book in file.books) == file.rows_in


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b\x08", b"\xff\xfe", HEAD.encode()]),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, start: bytes) -> None:
    path = tmp_path / "any.bin"
    path.write_bytes(start + data)
    with contextlib.suppress(InputError):
        read_holdings(path, WORDS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, at: int, damage: bytes) -> None:
    path = tmp_path / "spoiled.xlsx"
    workbook(path, ["Name", "ISIN", "Weight"], ["Acme", "US0378331005", 1])
    spoiled = bytearray(path.read_bytes())
    spoiled[at : at + len(damage)] = damage
    path.write_bytes(spoiled)
    with contextlib.suppress(InputError):
        read_holdings(path, WORDS)


def test_a_directory_of_sizes_that_lie_is_no_way_round(tmp_path: Path) -> None:
    """The size in the archive's directory is set to 10 bytes: reading stops there, and the check sum does not fit."""
    data = bytearray(package({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 100_000}))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    assert "workbook" in fault(tmp_path, bytes(data), "holdings.xlsx")


@pytest.mark.parametrize("count", ["4294967295", "99999999999999999999"])
def test_a_part_that_announces_billions_of_entries(tmp_path: Path, count: str) -> None:
    """The reader of workbooks would reserve 100 GB for them, and the process would end without a word."""
    path = tmp_path / "holdings.xlsx"
    workbook(path, ["Name", "ISIN", "Weight"], ["Acme", "US0378331005", 1])
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    strings = parts["xl/sharedStrings.xml"]
    parts["xl/sharedStrings.xml"] = strings.replace(b'uniqueCount="5"', f'uniqueCount="{count}"'.encode())
    assert strings != parts["xl/sharedStrings.xml"]
    assert "announces" in fault(tmp_path, package(parts), "holdings.xlsx")
