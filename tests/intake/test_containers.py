"""What a file is, by its bytes; what cannot be opened says so in our words."""

import contextlib
import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import InputError, UnreadableFileError
from clew.intake.containers import Kind, Opened, json_keys, json_records, open_container, xml_records, xml_root

CORPUS = Path(__file__).parent / "corpus"
ROWS = "Name,Country\nAlfa,SK\nBeta,CN\n"


def opened(tmp_path: Path, data: bytes | str, name: str = "list.csv", *, encoding: str = "", delimiter: str = "") -> Opened:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return open_container(path, tmp_path / "scratch", encoding=encoding, delimiter=delimiter)


def fault(tmp_path: Path, data: bytes | str, name: str = "list.csv") -> str:
    with pytest.raises(InputError) as caught:
        opened(tmp_path, data, name)
    assert all(found.what and found.mend and found.file == str(tmp_path / name) for found in caught.value.faults)
    return str(caught.value)


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


def test_a_plain_csv_file_is_scanned_where_it_lies(tmp_path: Path) -> None:
    found = opened(tmp_path, ROWS)
    assert (found.kind, found.encoding, found.size) == (Kind.DELIMITED, "utf-8", len(ROWS))
    (table,) = found.tables
    assert table.path == found.path == tmp_path / "list.csv"
    assert table.preview == (("Name", "Country"), ("Alfa", "SK"), ("Beta", "CN"))
    assert table.lines == (1, 2, 3)
    assert not (tmp_path / "scratch").exists()


KINDS: list[tuple[bytes | str, Kind]] = [
    (ROWS, Kind.DELIMITED),
    ('{"a": 1}\n{"a": 2}\n', Kind.JSON),
    ('[{"a": 1}]', Kind.JSON),
    ('{"records": [{"a": 1}]}', Kind.JSON),
    ("<?xml version='1.0'?><a/>", Kind.XML),
    ("<lei:LEIData/>", Kind.XML),
    ("<!-- saved from url=(0014)about:internet -->\n<!DOCTYPE html><table><tr><td>a</table>", Kind.PAGE),
    ("<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x' 'y'><html><body><table><tr><td>a</td></tr></table></body></html>", Kind.PAGE),
    ("<HTML><TABLE><TR><TD>a</TABLE>", Kind.PAGE),
    (b"PAR1" + bytes(8) + b"PAR1", Kind.PARQUET),
]


@pytest.mark.parametrize(("data", "kind"), KINDS, ids=[f"{number} {kind}" for number, (_, kind) in enumerate(KINDS)])
@pytest.mark.parametrize("name", ["list.csv", "list.json", "list.xls", "list"])
def test_the_kind_is_told_by_the_bytes_and_not_by_the_suffix(tmp_path: Path, data: bytes | str, kind: Kind, name: str) -> None:
    assert opened(tmp_path, data, name).kind is kind


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("text", "kind"), [(ROWS, Kind.DELIMITED), ('[{"a": "é"}]', Kind.JSON), ("<html><table><td>a</table>", Kind.PAGE)])
def test_text_of_two_bytes_a_letter_is_told_as_well(tmp_path: Path, encoding: str, text: str, kind: Kind) -> None:
    assert opened(tmp_path, text.encode(encoding)).kind is kind


PACKS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zip": lambda data: archive({"list.csv": data}),
    "gzip filled up": lambda data: gzip.compress(data) + bytes(512),
}


@pytest.mark.parametrize("pack", PACKS)
def test_a_packed_file_is_that_which_it_holds(tmp_path: Path, pack: str) -> None:
    data = PACKS[pack](ROWS.encode())
    found = opened(tmp_path, data, "list.csv.gz")
    assert found.kind is Kind.DELIMITED
    assert found.size == len(data)
    assert found.tables[0].preview[1] == ("Alfa", "SK")
    assert found.tables[0].path.read_text() == ROWS


def test_members_of_a_gzip_file_follow_one_another(tmp_path: Path) -> None:
    found = opened(tmp_path, gzip.compress(ROWS.encode()) + gzip.compress(b"Gamma,DE\n"))
    assert found.tables[0].preview[-1] == ("Gamma", "DE")


def test_what_a_system_leaves_in_an_archive_is_no_file(tmp_path: Path) -> None:
    data = archive({"folder/": b"", "folder/list.csv": ROWS.encode(), "__MACOSX/folder/._list.csv": b"\0", "folder/.DS_Store": b"\0"})
    assert opened(tmp_path, data).tables[0].preview[0] == ("Name", "Country")


def test_a_name_in_an_archive_is_no_path(tmp_path: Path) -> None:
    found = opened(tmp_path, archive({"../../escaped.csv": ROWS.encode()}))
    assert found.path.parent == tmp_path / "scratch"


def workbook(path: Path, **sheets: list[list[object]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def test_a_workbook_is_a_table_for_each_worksheet(tmp_path: Path) -> None:
    workbook(
        tmp_path / "book.xlsx",
        Entities=[["Name", "Since"], ["Two\nlines", 2020], ["Beta", 1.5]],
        Empty=[],
        Notes=[["a note, with a comma"]],
    )
    found = open_container(tmp_path / "book.xlsx", tmp_path)
    assert found.kind is Kind.SHEET
    assert [table.title for table in found.tables] == ["Entities", "Notes"]
    assert found.tables[0].preview == (("Name", "Since"), ("Two\nlines", "2020"), ("Beta", "1.5"))
    assert found.tables[0].lines == (1, 2, 4)
    assert found.tables[1].path.read_text() == '"a note, with a comma"\n'


def test_a_packed_workbook_is_a_workbook(tmp_path: Path) -> None:
    workbook(tmp_path / "book.xlsx", Entities=[["Name"]])
    data = (tmp_path / "book.xlsx").read_bytes()
    assert opened(tmp_path, gzip.compress(data)).kind is Kind.SHEET
    assert opened(tmp_path, archive({"book.xlsx": data})).kind is Kind.SHEET


REFUSED: list[tuple[bytes | str, str]] = [
    (b"", "empty"),
    (b"\n \r\n", "empty"),
    (b"\xef\xbb\xbf", "empty"),
    (b"%PDF-1.7\n", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"7z\xbc\xaf\x27\x1c", "an archive"),
    (b"Rar!\x1a\x07\x00", "an archive"),
    (b"\xfd7zXZ\x00", "an archive"),
    (b"list.csv".ljust(257, b"\0") + b"ustar\x0000" + bytes(300), "an archive"),
    (b"From: <Saved by Blink>\r\n", "a web archive"),
    (b"PAR1\x15\x04", "Parquet file is cut off"),
    (b"\x1f\x8b\x08\x00", "cut off"),
    (b"\x1f\x8b\x08\x00" + b"x" * 40, "gzip file is damaged"),
    (gzip.compress(ROWS.encode() * 1000)[:-20], "cut off"),
    (gzip.compress(b""), "empty"),
    (gzip.compress(gzip.compress(ROWS.encode())), "an archive in an archive"),
    (gzip.compress(b"%PDF-1.7\n"), "a PDF"),
    (b"PK\x03\x04" + bytes(40), "damaged"),
    (archive({}), "no file"),
    (archive({"a.csv": ROWS.encode(), "b.csv": ROWS.encode()}), "holds 2 files: a.csv, b.csv"),
    (archive({f"{number}.csv": b"" for number in range(40)}), "and 30 more"),
    (archive({"a.zip": archive({"b.csv": ROWS.encode()})}), "an archive in an archive"),
    (archive({"word/document.xml": b""}), "a text document"),
    (archive({"content.xml": b""}), "another kind than XLSX"),
    (archive({"a.csv": bytes(30_000_000)}), "unpacks to more than"),
    (gzip.compress(bytes(30_000_000)), "unpacks to more than"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "before 2007"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "password"),
    (bytes(range(1, 32)) * 40, "binary"),
    (b"Name,Country\nAl\0fa,SK\n", "row 2"),
    ("Name,Country\nAl\0fa,SK\n".encode("utf-16"), "NUL"),
    (ROWS.encode() + b"x" * 3_000_000, "row 4"),
    ("<html><body>no table here</body></html>", "no table"),
]


@pytest.mark.parametrize(("data", "expected"), REFUSED, ids=[f"{number} {expected}" for number, (_, expected) in enumerate(REFUSED)])
def test_what_cannot_be_opened_is_named(tmp_path: Path, data: bytes | str, expected: str) -> None:
    assert expected in fault(tmp_path, data)


def test_a_locked_archive(tmp_path: Path) -> None:
    data = bytearray(archive({"list.csv": ROWS.encode()}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert "password" in fault(tmp_path, bytes(data))


def test_an_archive_packed_in_an_unknown_way(tmp_path: Path) -> None:
    data = bytearray(archive({"list.csv": ROWS.encode()}, zipfile.ZIP_STORED))
    data[8:10] = struct.pack("<H", 97)
    data[data.rfind(b"PK\x01\x02") + 10 :][:2] = struct.pack("<H", 97)
    at = data.rfind(b"PK\x01\x02") + 10
    data[at : at + 2] = struct.pack("<H", 97)
    assert "packed in a way" in fault(tmp_path, bytes(data))


def test_an_archive_whose_content_was_spoiled(tmp_path: Path) -> None:
    data = archive({"list.csv": ROWS.encode()}, zipfile.ZIP_STORED).replace(b"Alfa", b"Alga")
    assert "damaged" in fault(tmp_path, data)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        open_container(tmp_path / "none.csv", tmp_path)
    with pytest.raises(UnreadableFileError, match="a folder"):
        open_container(tmp_path, tmp_path)


@pytest.mark.parametrize("delimiter", ["ab", '"', "\n"])
def test_a_delimiter_that_is_none(tmp_path: Path, delimiter: str) -> None:
    with pytest.raises(UnreadableFileError, match="a delimiter is one character"):
        opened(tmp_path, ROWS, delimiter=delimiter)


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "punycode", "a\0b"])
def test_an_encoding_that_is_none(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(UnreadableFileError, match="no encoding of text"):
        opened(tmp_path, ROWS, encoding=encoding)


def read_whole(found: Opened, scratch: Path) -> None:
    """What a source does with a file, whatever it is."""
    assert all(len(table.preview) == len(table.lines) <= 60 for table in found.tables)
    if found.kind is Kind.JSON:
        json_keys(found)
        json_records(found, "", scratch)
    if found.kind is Kind.XML:
        xml_records(found, xml_root(found), (), scratch)


@pytest.mark.parametrize("path", sorted([*CORPUS.glob("ok-*"), *CORPUS.glob("bad-*")]), ids=lambda path: path.name)
def test_awkward_files_are_read_or_refused(path: Path, tmp_path: Path) -> None:
    """`ok-…` opens whole; `bad-…` is refused at the latest when it is read. `….cp850.csv` is kept in UTF-8, and read in CP850."""
    name, *encodings = path.name.split(".")[:-1]
    awkward = tmp_path / path.name
    awkward.write_bytes(path.read_bytes().decode().encode(encodings[0]) if encodings else path.read_bytes())
    if name.startswith("ok-"):
        read_whole(open_container(awkward, tmp_path), tmp_path)
    else:
        with pytest.raises(InputError):
            read_whole(open_container(awkward, tmp_path), tmp_path)


STARTS = [
    b"",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"\xff\xfe",
    b"<html><table>",
    b"<?xml version='1.0'?><a>",
    b'[{"a":',
    b'{"a":',
    b"PAR1",
    ROWS.encode(),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.sampled_from(STARTS), st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path: Path, start: bytes, data: bytes) -> None:
    with contextlib.suppress(InputError):
        read_whole(opened(tmp_path, start + data), tmp_path / "scratch")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.text("<>/!-[]&;='\" \n", max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "<table>",
                "</table>",
                "<tr>",
                "<td>",
                "<td rowspan=3>",
                "<td colspan=2>",
                "</td>",
                "a",
                "<p>",
                "<br>",
                "<script>",
                "</script>",
                "<h2>",
                "</h2>",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_page_is_read_or_refused(tmp_path: Path, body: str) -> None:
    with contextlib.suppress(InputError):
        read_whole(opened(tmp_path, "<html>" + body), tmp_path / "scratch")
