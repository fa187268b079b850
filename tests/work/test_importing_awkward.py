"""Awkward files through the whole import: each is read rightly, or is refused with one error that says what, where and what to do."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from clew.errors import InputError
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.sources.imports import claims
from tests.sources.invented import LIST, saved, spec

FORMS = (
    LIST.replace('form = ""', 'form = "table objects xml"')
    + """
[[form]]
name = "objects"
title = "objects"
kind = "objects"
keys = ["Number", "Name"]
columns = ["Number", "Name"]
optional = ["Also", "Country", "Since"]
paths = ["Number = $.Number", "Name = $.Name", "Also = $.Also", "Country = $.Country", "Since = $.Since"]

[[form]]
name = "xml"
title = "elements"
kind = "objects"
element = "entry"
root = "list"
columns = ["Number", "Name"]
optional = ["Also", "Country", "Since"]
paths = ['Number = $.Number."$"', 'Name = $.Name."$"', "Also = $.Also", "Country = $.Country", "Since = $.Since"]
"""
)
MEGABYTE = 1_000_000


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    with open_workspace(tmp_path / "workspace") as opened:
        return opened


Read = Callable[..., list[str]]


@pytest.fixture
def names(stores: Stores, tmp_path: Path) -> Read:
    """The names that a file claims, in its order."""

    def run(content: str | bytes, name: str = "list.csv", **how: str) -> list[str]:
        return [one.value for one in sorted(claims(stores, imported(stores, saved(tmp_path, name, content), **how), "prop = 'name'"))]

    return run


def imported(stores: Stores, path: Path, **how: str) -> Imported:
    given = Given((path,), encoding=how.get("encoding", ""), delimiter=how.get("delimiter", ""))
    return import_files(stores, spec(FORMS), Asked(given, "2026-07-01"))


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        *(("utf-8", "Ürümqi 新疆"), ("utf-8-sig", "Ürümqi 新疆"), ("utf-16", "Ürümqi 新疆"), ("utf-16-le", "")),
        *(("gb18030", "新疆天山纺织有限公司"), ("cp1252", "Müller & Söhne – Façade"), ("latin-1", "Müller & Söhne")),
    ],
)
def test_texts_of_every_code_page_are_read_as_they_were_written(names: Read, encoding: str, name: str) -> None:
    text = "Number,Name,Country\n" + "".join(f"{at},{name or 'plain'} {at},China\n" for at in range(1, 6))
    content = text.encode(encoding) if name else b"\xff\xfe" + text.encode(encoding)
    assert names(content) == [f"{name or 'plain'} {at}" for at in range(1, 6)]


@pytest.mark.parametrize(("encoding", "name"), [("cp1251", "Тарим"), ("big5", "新疆紡織"), ("shift_jis", "ウルムチ")])
def test_a_code_page_that_a_person_names_is_the_one_that_is_read(names: Read, encoding: str, name: str) -> None:
    assert names(f"Number,Name\n1,{name}\n".encode(encoding), encoding=encoding) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Number\tName\tCountry\n1\tA, B\tChina\n2\tC\t\n",
        "Number;Name;Country\n1;A, B;China\n2;C;\n",
        "sep=|\nNumber|Name|Country\n1|A, B|China\n2|C|\n",
        '\ufeff"Number","Name","Country"\r\n"1","A, B","China"\r\n"2","C",""\r\n',
        '\r\n\r\nA list, of today\r\n\r\nNumber,Name,Country\r\n1,"A, B",China\r\n,,\r\n\r\n2,C,\r\n\r\n\r\n',
        'Number,Name,Country\r1,"A, B",China\r2,C,\r',
        'Number,Name,Country\r\n1,"A, B",China\n2,C,\r',
        'Number,Name,Country\n1,"A, B",China\n2,C,\n\x1a',
        'Country,Name,Number\nChina,"A, B",1\n,C,2',
    ],
    ids=[
        "tabs",
        "semicolons",
        "declared pipes",
        "mark and quotes",
        "blank rows",
        "returns",
        "mixed line ends",
        "end of file",
        "no last line end",
    ],
)
def test_a_table_is_read_however_it_is_laid_out(names: Read, text: str) -> None:
    assert names(text) == ["A, B", "C"]


def test_a_cell_of_several_lines_is_one_cell(names: Read) -> None:
    assert names('Number,Name\r\n1,"A\r\nB"\r\n2,"C ""D"" E"\r\n') == ["A\r\nB", 'C "D" E']


def test_a_separator_that_a_person_names_is_the_one_that_is_read(names: Read) -> None:
    assert names("Number^Name\n1^A,B;C\n", delimiter="^") == ["A,B;C"]


def workbook(*rows: tuple[object, ...]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("List")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return content.getvalue()


def test_a_workbook_keeps_its_numbers_as_they_are_shown(names: Read) -> None:
    assert names(workbook(("A list",), (), ("Number", "Name"), (1, 2024), (), ("2", " B ")), "list.xlsx") == ["2024", "B"]


@pytest.mark.parametrize("pack", ["gzip", "zip"])
def test_a_packed_file_is_read_as_what_it_holds(names: Read, pack: str) -> None:
    text = b"Number,Name\n1,A\n"
    if pack == "gzip":
        assert names(gzip.compress(text), "list.csv.gz") == ["A"]
        return
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("folder/list.csv", text)
    assert names(content.getvalue(), "list.zip") == ["A"]


def test_objects_and_elements_say_the_same_as_a_table(names: Read) -> None:
    records = [{"Number": 1, "Name": "A"}, {"Number": "2", "Name": 'B "é"\n'}]
    assert names(json.dumps(records), "list.json") == ["A", 'B "é"']
    assert names("\n".join(map(json.dumps, records)), "list.jsonl") == ["A", 'B "é"']
    elements = "<list><entry><Number>1</Number><Name>A</Name></entry><entry><Number>2</Number><Name>B &quot;é&quot;</Name></entry></list>"
    assert names(elements, "list.xml") == ["A", 'B "é"']


def test_a_name_that_looks_like_a_pattern_and_a_folder_like_a_column_are_names(stores: Stores, tmp_path: Path) -> None:
    folder = tmp_path / "Name=wrong [1]"
    folder.mkdir()
    saved(folder, "list1.csv", "Number,Name\n1,wrong\n")
    found = imported(stores, saved(folder, "list[1].csv", "Number,Name\n1,right\n"))
    assert [one.value for one in claims(stores, found, "prop = 'name'")] == ["right"]


def test_a_workspace_in_a_folder_called_like_a_column_changes_no_claim(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "value=wrong [1]" / "part=0") as stores:
        found = imported(stores, saved(tmp_path, "list.csv", "Number,Name\n1,right\n"))
        assert [one.value for one in claims(stores, found, "prop = 'name'")] == ["right"]


LAUGHS = "".join('<!ENTITY a{} "{}">'.format(at + 1, f"&a{at};" * 10) for at in range(11))
BOMB = f'<?xml version="1.0"?><!DOCTYPE list [<!ENTITY a0 "ha">{LAUGHS}'
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE list [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
ENTRY = "<list><entry><Number>1</Number><Name>{}</Name></entry></list>"
FAULTY: dict[str, tuple[str, bytes]] = {
    "laughs": ("list.xml", f"{BOMB}]>{ENTRY.format('&a11;')}".encode()),
    "external entity": ("list.xml", f"{EXTERNAL}{ENTRY.format('&x;')}".encode()),
    "cut xml": ("list.xml", ENTRY.format("A").encode()[:-20]),
    "deep xml": ("list.xml", ("<list><entry>" + "<a>" * 100_000).encode()),
    "deep json": ("list.json", b'[{"Number":1,"Name":"A","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}]"),
    "cut json": ("list.json", b'[{"Number":1,"Name":"A"},{"Number":2'),
    "key twice": ("list.json", b'[{"Number":1,"Name":"A"}] more'),
    "cut gzip": ("list.csv.gz", gzip.compress(b"Number,Name\n" + b"1,A\n" * 100_000)[:-40]),
    "damaged gzip": ("list.csv.gz", gzip.compress(b"Number,Name\n1,A\n")[:12] + b"\0" * 30),
    "archive in archive": ("list.csv.gz", gzip.compress(gzip.compress(b"Number,Name\n1,A\n"))),
    "no parquet": ("list.parquet", b"PAR1" + b"\0" * 50),
    "nul": ("list.csv", b"Number,Name\n1,A\0B\n"),
    "binary": ("list.csv", bytes(range(1, 256)) * 50),
    "empty": ("list.csv", b""),
    "blank": ("list.csv", b"\n \r\n\t\n"),
    "open quotation": ("list.csv", b'Number,Name\n1,"A\n2,B\n'),
    "ragged": ("list.csv", b"Number,Name\n1,A,more\n2\n"),
    "head alone": ("list.csv", b"Number,Name\n"),
    "ten megabytes on a line": ("list.csv", b"Number,Name\n1," + b"A" * 10 * MEGABYTE + b"\n"),
    "ten megabytes in quotes": ("list.csv", b'Number,Name\n1,"' + b"A line of a cell\n" * 600_000 + b'"\n2,B\n'),
    "pdf": ("list.pdf", b"%PDF-1.7\n" + b"\0" * 100),
    "old workbook": ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000),
}


@pytest.mark.parametrize("kind", FAULTY)
def test_a_faulty_file_is_refused_with_what_where_and_what_to_do(stores: Stores, tmp_path: Path, kind: str) -> None:
    name, content = FAULTY[kind]
    with pytest.raises(InputError) as caught:
        imported(stores, saved(tmp_path, name, content))
    assert caught.value.faults
    assert all(fault.what and fault.mend and fault.file.startswith(str(tmp_path / name)) for fault in caught.value.faults)
    assert len(str(caught.value)) < 4000
    assert (stores.ledger.live("2999-01-01"), list((stores.folder / "scratch").iterdir())) == ((), [])
    assert [path for place in (stores.lake, stores.folder / "archive") for path in place.rglob("*") if path.is_file()] == []


def test_a_large_cell_of_json_is_read_whole(names: Read) -> None:
    (name,) = names(json.dumps([{"Number": 1, "Name": "A" * 10 * MEGABYTE}]), "list.json")
    assert len(name) == 10 * MEGABYTE


def test_a_cell_of_a_megabyte_of_lines_is_read_whole(names: Read) -> None:
    found = names('Number,Name\n1,"' + "A line of a cell\n" * 60_000 + 'end"\n2,B\n')
    assert [len(name) for name in found] == [17 * 60_000 + 3, 1]


@pytest.mark.parametrize("text", ["'; DROP TABLE raw; --", "=1+1", "\u202eevil", "row-1", "{@company}", "NULL", "\\N", "100%", "x=\\'y"])
def test_no_cell_does_anything_but_stand_there(names: Read, text: str) -> None:
    assert names(f'Number,Name\n1,"{text}"\n2,B\n') == [text, "B"]


@pytest.mark.parametrize("separator", ["\x1e", "\x1f"])
def test_a_cell_with_the_separators_of_hashed_texts_is_told(names: Read, separator: str) -> None:
    with pytest.raises(InputError, match="control character"):
        names("Number,Name\n" + "1,A\n" * 2000 + f"2,B{separator}C\n")
