"""`clew source map`, `check` and `known`: by flags, and asked in a terminal."""

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from clew.work.sourcebook import read_spec
from tests.harbour_list import FIRST, FLAGS, HARBOUR, write
from tests.work.test_mapping import MAKERS, Maker

Run = Callable[..., subprocess.CompletedProcess[str]]
HEADS, ROWS = ("Company", "ISIN", "Owner"), (("Quiet Mills", "ZZQUIETMILL1", "a person"), ("Loud Shirts", "", "a person"))
CARD = Path("clew-home") / "sources" / HARBOUR / "card.toml"


@pytest.mark.parametrize("make", MAKERS)
def test_a_table_of_every_kind_is_mapped_by_flags_added_and_seen(clew: Run, tmp_path: Path, make: Maker) -> None:
    file = make(tmp_path, HEADS, ROWS)
    told = clew("source", "map", file, "--as", "mine", "--title", "My table", "--licence", "our own")
    assert told.returncode == 0, told.stderr
    assert told.stdout.rstrip().endswith(f"clew source add {file} --as mine")
    assert "not read" in told.stdout
    added = clew("source", "add", file, "--as", "mine", "--published", "2026-11-01")
    assert added.stdout.startswith("My table 2026-11-01: 2 rows, 3 claims"), added.stderr
    listed = json.loads(clew("source", "list", "--json").stdout)["sources"]
    assert [one["rows"] for one in listed if one["card"]["dataset"] == "mine"] == [2]
    checked = json.loads(clew("source", "check", "mine", "--json").stdout)
    assert (checked["parties"], checked["numbered"]) == (2, 1)
    known = {one["dataset"]: one for one in json.loads(clew("source", "known", "--json").stdout)["sources"]}
    assert known["mine"]["forms"] == [f"mapped: as {file.name}"]


def test_flags_take_guesses_back_and_say_what_heads_do_not(clew: Run, tmp_path: Path) -> None:
    file = write(tmp_path, "2026-11-01", FIRST)
    flags = ("--column", "name=Also known as", "--column", "country=", "--column", "address=Country")
    told = clew("source", "map", file, "--as", HARBOUR, *FLAGS, *flags, "--key", "ISIN", "--json")
    document = json.loads(told.stdout)
    assert {one["head"]: one["prop"] for one in document["columns"]} == {
        "Company": "",
        "ISIN": "isinCode",
        "Also known as": "name",
        "Country": "address",
        "Reason": "notes",
    }
    assert document["columns"][1]["examples"] == ["ZZTOMATO0008", "ZZNORDEN0004", "ZZCHIPWORKS5"]
    assert (document["source"], document["rows"], document["key"]) == (HARBOUR, "list", "ISIN")
    assert document["card"] == str(tmp_path / CARD)


def test_the_card_says_what_was_given(clew: Run, tmp_path: Path) -> None:
    flags = (
        "--home",
        "https://example.org",
        "--url",
        "https://example.org/list.csv",
        "--ground",
        "military",
        "--may-export",
        "--dates",
        "dmy",
    )
    clew("source", "map", write(tmp_path, "2026-11-01", FIRST), "--as", HARBOUR, *FLAGS, *flags)
    spec = read_spec(tmp_path / CARD, HARBOUR)
    card = spec.card
    assert (card.title, card.publisher, card.url, card.grade) == ("Harbour list", "Harbour Council", "https://example.org/list.csv", "G1")
    assert (card.export, card.commercial, card.shows) == (True, False, ["listings"])
    assert spec.readings[0].form.dates == "dmy"


@pytest.mark.parametrize(
    ("flags", "code", "what"),
    [
        (("--as", "uflpa"), 3, "“uflpa” is a source that clew knows"),
        (("--as", "Bad Name"), 3, "cannot be the id of a source"),
        (("--as", "mine", "--grade", "G9"), 3, "unknown grade “G9”"),
        (("--as", "mine", "--rows", "poems"), 3, "unknown kind of table “poems”"),
        (("--as", "mine", "--column", "name"), 3, "--column name is no pair"),
        (("--as", "mine", "--column", "name=Nobody"), 3, "there is no column “Nobody”"),
        (("--as", "mine", "--column", "name="), 3, "no column is the name"),
        (("--as", "mine", "--nonsense"), 2, "--nonsense"),
        ((), 2, "--as"),
    ],
)
def test_what_cannot_be_mapped_says_why(clew: Run, tmp_path: Path, flags: Sequence[str], code: int, what: str) -> None:
    told = clew("source", "map", write(tmp_path, "2026-11-01", FIRST), *flags)
    assert told.returncode == code
    assert what in told.stderr
    assert not (tmp_path / "clew-home" / "sources").exists()


def typed(command: Sequence[str], answers: Sequence[tuple[str, str]], folder: Path) -> tuple[str, int]:
    """Run a command in a terminal: where it prints the first of a pair, type the second; returns what it printed, and its exit code."""
    primary, secondary = pty.openpty()
    process = subprocess.Popen(command, cwd=folder, stdin=secondary, stdout=secondary, stderr=secondary, env=os.environ | {"TERM": "dumb"})
    os.close(secondary)
    printed, place, left = "", 0, list(answers)
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if left and (at := printed.find(left[0][0], place)) >= 0:
            place = at + len(left[0][0])
            os.write(primary, f"{left.pop(0)[1]}\n".encode())
        if not select.select([primary], [], [], 0.1)[0]:
            continue
        try:
            piece = os.read(primary, 65536)
        except OSError:  # Linux says so where the other end is closed
            break
        if not piece:
            break
        printed += piece.decode(errors="replace")
    os.close(primary)
    assert left == [], printed
    return printed.replace("\r\n", "\n"), process.wait(timeout=30)


def test_in_a_terminal_each_column_and_each_term_is_asked_for(tmp_path: Path) -> None:
    file = write(tmp_path, "2026-11-01", FIRST)
    command = [str(Path(sys.executable).parent / "clew"), "source", "map", str(file), "--as", HARBOUR]
    answers = [
        ("What is a row [1]:", "2"),
        ("Company (Silk Road Tomato Co., Ltd., Norden Invest Oyj, Quiet Mills) [name]:", ""),
        ("ISIN (", ""),
        ("Also known as [alias]:", "name"),
        ("“Company” says that already.", "-"),
        ("Country (China, Finland, Taiwan) [country]:", "-"),
        ("Reason (named in an invented notice) [notes]:", ""),
        ("What it is called:", "Harbour list"),
        ("Who publishes it:", "Harbour Council"),
        ("Its page:", ""),
        ("Address of the file, where it can be fetched:", ""),
        ("Its terms:", "our own"),
        ("Evidence grade of what it says (G1, G2, G3, G4, G5, G6) [G6]:", "first"),
        ("Known are G1, G2, G3, G4, G5, G6.", "G1"),
        ("Why entries are on it (xuar_forced_labour, minority_surveillance, military, other) [other]:", ""),
    ]
    printed, code = typed(command, answers, tmp_path)
    assert code == 0, printed
    assert "  2  list: each row is an entry of a list of measures" in printed
    spec = read_spec(tmp_path / CARD, HARBOUR)
    assert (spec.card.title, spec.card.grade, spec.card.home) == ("Harbour list", "G1", "unknown")
    assert {(rule.prop, rule.column) for rule in spec.readings[0].rules if rule.column} == {
        ("name", "Company"),
        ("isinCode", "ISIN"),
        ("notes", "Reason"),
    }
    assert spec.readings[0].form.ignored == ["Also known as", "Country"]


def test_check_reads_well_and_a_source_that_is_not_there_is_an_error(clew: Run) -> None:
    lines = [line.rstrip() for line in clew("source", "check", "uflpa").stdout.splitlines()]
    assert lines[0] == "UFLPA Entity List 2026-07-16: 160 rows, 1,855 claims"
    assert any(line.startswith("  organisations and sites") for line in lines)
    assert next(line for line in lines if line.startswith("schema")).split() == ["schema", "property", "subjects", "of", "share", "values"]
    told = clew("source", "check", "csl")
    assert (told.returncode, told.stdout) == (6, "")
    assert "clew source add FILE --as csl" in told.stderr


def test_known_names_every_source_its_layouts_and_its_address_unbroken(clew: Run) -> None:
    told = clew("source", "known").stdout
    assert "\n  https://goldencopy.gleif.org/api/v2/golden-copies/publishes/lei2/latest.csv\n" in told
    assert "uflpa  Uyghur Forced Labor Prevention Act Entity List\n" in told
