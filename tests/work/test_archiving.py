"""What is kept of the files that were read: the very bytes, a copy without persons, or the hash alone."""

import csv
import gzip
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from clew.engine.plan import Step
from clew.errors import UnexpectedContentError
from clew.sources.reading.specs import Spec
from clew.work.archiving import REDACTED
from clew.work.files import Given
from clew.work.importing import Asked, Imported, import_files
from clew.work.stores import Stores
from clew.workspace import open_workspace
from tests.sources.invented import LIST, saved, spec

HIDDEN = ("PLACEHOLDER", "remarks of", "pilot")
WITH_PERSONS = (
    LIST.replace('"Since"]', '"Since", "Kind"]\nignored = ["Remarks"]')
    + '\n[[drop]]\nform = ""\ncolumn = "Kind"\nvalues = ["person"]\nreason = "private individuals"\n'
)
TEXT = """Number,Name,Kind,Country,Remarks
1,Alpha,firm,China,remarks of somebody
2,PLACEHOLDER One,person,Peru,pilot
3,"Beta, ""the"" second",firm,,
4,PLACEHOLDER Two,person,,pilot
"""
OBJECTS = """
[[form]]
name = "objects"
title = "objects"
kind = "objects"
keys = ["kind", "name"]
columns = ["kind", "name"]
paths = ["kind = $.kind", "name = $.name"]
"""
KEPT = "SELECT * FROM raw WHERE kind <> 'person'"
CLAIMED = """
SELECT 'invented:' || lower(name) AS entity_id, 'Company' AS schema, 'name' AS prop, name AS value, '' AS lang, '' AS original,
       'row ' || row_number AS locator, '' AS source_url, '' AS stated_on, '' AS valid_from, '' AS valid_to, 'G1' AS grade FROM kept_raw
"""
COPY = "SELECT table_title, row_number, json FROM kept_raw"
STEPS = (
    Step("kept_raw", KEPT, "without persons"),
    Step("dropped_rows", "SELECT 'persons' AS reason, count(*) AS count FROM raw WHERE kind = 'person'", "counted"),
    Step("incoming", CLAIMED, "names"),
)


@pytest.fixture
def stores(tmp_path: Path) -> Stores:
    with open_workspace(tmp_path / "workspace") as opened:
        return opened


def read(stores: Stores, source: Spec, *paths: Path, in_memory: int = 1_000_000) -> Imported:
    return import_files(stores, source, Asked(Given(paths, in_memory=in_memory), "2026-07-01"))


def kept(stores: Stores) -> Mapping[str, bytes]:
    """Hash → bytes of all that lies in the archive."""
    return {path.name: path.read_bytes() for path in (stores.folder / "archive").rglob("*") if path.is_file()}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return saved(tmp_path, "list.csv", TEXT)


def test_the_very_bytes_are_kept_where_the_card_says_so(stores: Stores, listed: Path) -> None:
    imported = read(stores, spec(WITH_PERSONS), listed)
    assert imported.snapshot.archive == (("list.csv", digest(listed)),)
    assert kept(stores) == {digest(listed): TEXT.encode()}


def test_of_a_hash_only_source_nothing_is_kept_but_its_hash(stores: Stores, listed: Path) -> None:
    imported = read(stores, spec(WITH_PERSONS, archive="hash-only"), listed)
    assert imported.snapshot.archive == (("list.csv", digest(listed)),)
    assert kept(stores) == {}


@pytest.mark.parametrize("in_memory", [1_000_000, 0])
def test_a_redacted_copy_holds_the_kept_rows_and_the_columns_that_are_read(stores: Stores, listed: Path, in_memory: int) -> None:
    imported = read(stores, spec(WITH_PERSONS, archive="redacted"), listed, in_memory=in_memory)
    (original, copy) = imported.snapshot.archive
    assert (original, copy[0]) == (("list.csv", digest(listed)), f"list.csv{REDACTED}")
    assert list(kept(stores)) == [copy[1]]
    rows = sorted(csv.reader(io.StringIO(stores.archive.get(copy[1]).decode())), key=lambda row: row[1])
    assert rows == [
        ["", "2", "1", "Alpha", "China", "", "", "firm"],
        ["", "4", "3", 'Beta, "the" second', "", "", "", "firm"],
        ["table_title", "row_number", "Number", "Name", "Country", "Also", "Since", "Kind"],
    ]


@pytest.mark.parametrize("in_memory", [1_000_000, 0])
def test_no_row_about_a_person_is_in_any_file_of_the_workspace(stores: Stores, listed: Path, in_memory: int) -> None:
    read(stores, spec(WITH_PERSONS, archive="redacted"), listed, in_memory=in_memory)
    files = [path for path in stores.folder.rglob("*") if path.is_file()]
    assert len(files) >= 3
    assert [path for path in files for word in HIDDEN if word.encode() in path.read_bytes()] == []


def test_a_reader_says_what_its_copy_keeps(stores: Stores, tmp_path: Path) -> None:
    path = saved(tmp_path, "list.json", '[{"kind":"firm","name":"Alpha"},{"kind":"person","name":"PLACEHOLDER"}]')
    source = spec(OBJECTS, {"objects": (*STEPS, Step("redacted", COPY, "the copy"))}, archive="redacted")
    imported = read(stores, source, path)
    assert [name for name, _ in imported.snapshot.archive] == ["list.json", f"list.json{REDACTED}"]
    (copy,) = kept(stores).values()
    assert (b"Alpha" in copy, b"PLACEHOLDER" in copy) == (True, False)


def test_a_reader_that_says_nothing_of_a_copy_keeps_none(stores: Stores, tmp_path: Path) -> None:
    path = saved(tmp_path, "list.json", '[{"kind":"firm","name":"Alpha"}]')
    imported = read(stores, spec(OBJECTS, {"objects": STEPS}, archive="redacted"), path)
    assert ([name for name, _ in imported.snapshot.archive], kept(stores)) == (["list.json"], {})


def test_what_cannot_be_read_is_not_kept(stores: Stores, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="the cell is empty"):
        read(stores, spec(WITH_PERSONS), saved(tmp_path, "list.csv", "Number,Name\n1,\n"))
    assert kept(stores) == {}


def test_a_packed_file_is_kept_packed(stores: Stores, tmp_path: Path) -> None:
    packed = gzip.compress(TEXT.encode())
    path = saved(tmp_path, "list.csv.gz", packed)
    assert read(stores, spec(WITH_PERSONS), path).snapshot.archive == (("list.csv.gz", digest(path)),)
    assert list(kept(stores).values()) == [packed]
