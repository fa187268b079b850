"""`clew restricted`, on the terminal, as a file and as JSON."""

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.report.schemas import faults, schema
from tests.world import STAR, TARIM, World

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def restricted(clew: Run, world: World) -> Run:
    """The command on the world's workspace."""
    return lambda *arguments: clew("restricted", *arguments, "--workspace", world.stores.folder)


def test_the_list_is_written_for_an_order_management_system(restricted: Run, tmp_path: Path) -> None:
    told = restricted("--law", "us", "--out", "restricted.csv")
    assert told.returncode == 0, told.stderr
    rows = list(csv.DictReader((tmp_path / "restricted.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert told.stdout.splitlines()[-1] == f"{len(rows)} rows written to restricted.csv"
    assert {row["isin"]: row["rule"] for row in rows if row["isin"] in {TARIM, STAR}} == {TARIM: "listed-itself", STAR: "us-cmic"}


def test_the_document_keeps_its_contract(restricted: Run) -> None:
    document = json.loads(restricted("--json").stdout)
    assert faults(document, schema("restricted")) == []
    assert TARIM in {row["identifiers"].get("isin") for row in document["rows"]}


def test_a_list_with_nothing_in_it_says_so(restricted: Run) -> None:
    told = restricted("--as-of", "1999-01-01")
    assert told.stdout.startswith("No security of the loaded sources is stopped by this policy.")


def test_a_file_that_cannot_be_written_is_named(restricted: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    told = restricted("--out", "folder.csv")
    assert told.returncode == 5
    assert "folder.csv" in told.stderr
