"""`clew own`, run as a person runs it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
CHART = """Owner,Owned company,Share
Example Harbour Holding,Example Lantern Group,60%
Example Lantern Group,Example Lantern Mills,50%
Example Harbour Holding,Example Lantern Mills,10%
"""


def charted(clew: Run, folder: Path, *more: str) -> None:
    """A group chart as a source of the user's own."""
    path = folder / "chart.csv"
    path.write_text(CHART, encoding="utf-8")
    heads = ("--column", "owner=Owner", "--column", "asset=Owned company", "--column", "share=Share")
    assert clew("source", "map", path, "--as", "chart", "--rows", "ownership", *heads, "--grade", "G2", *more).returncode == 0
    assert clew("source", "add", path, "--as", "chart", "--published", "2026-11-01").returncode == 0


def test_every_figure_stands_with_its_sum_and_its_row(clew: Run, tmp_path: Path) -> None:
    charted(clew, tmp_path)
    told = clew("own", "Example Lantern Mills", "--up")
    assert told.returncode == 0, told.stderr
    assert "Example Harbour Holding: economic share 40 %; controls it" in told.stdout
    assert "Share: 10 % + 60 % × 50 % = 40 %" in told.stdout
    assert "row 4; claims" in told.stdout
    assert "Holdings" not in told.stdout


def test_own_as_json(clew: Run, tmp_path: Path) -> None:
    charted(clew, tmp_path)
    document = json.loads(clew("own", "Example Lantern Mills", "--json").stdout)
    assert document["contract"] == "clew.own/1"
    holding = next(one for one in document["owners"] if one["name"] == "Example Harbour Holding")
    assert holding["economic"] == {"low": 0.4, "high": 0.4, "told": True}
    assert holding["control"]["sure"] == "yes"
    assert document["holdings"] == []
    assert "No ownership record" in document["holdings_note"]


def test_a_file_of_statements_is_written_beside(clew: Run, tmp_path: Path) -> None:
    charted(clew, tmp_path, "--may-export")
    told = clew("own", "Example Lantern Mills", "--bods", tmp_path / "out.json")
    assert told.returncode == 0, told.stderr
    assert "Wrote 3 records to" in told.stderr
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))) == 6


def test_what_may_not_be_passed_on_is_shown_and_not_written(clew: Run, tmp_path: Path) -> None:
    charted(clew, tmp_path)
    told = clew("own", "Example Lantern Mills", "--bods", tmp_path / "out.json")
    assert (told.returncode, (tmp_path / "out.json").exists()) == (7, False)
    assert "may be passed on" in told.stderr
    assert "economic share 40 %" in told.stdout


def test_a_company_that_no_source_knows_is_not_found(clew: Run) -> None:
    assert clew("own", "Nobody Mills of Nowhere").returncode == 6
