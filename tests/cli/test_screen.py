"""`clew screen`, as a person runs it on the shipped portfolios."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
begun = pytest.mark.usefixtures("begun")
SUFFIXES = {".html", ".xlsx", ".csv", ".json", ".review.csv"}


def test_the_shipped_portfolio_ends_with_the_path_of_the_html_report(installed: Run, examples: Path, tmp_path: Path) -> None:
    told = installed("screen", examples / "portfolio.csv")
    assert told.returncode == 0, told.stderr
    assert told.stdout.rstrip().splitlines()[-1].strip().endswith("clew-reports/portfolio.html")
    written = {path.name.removeprefix("portfolio") for path in (tmp_path / "clew-reports").iterdir()}
    assert written == SUFFIXES


@begun
def test_known_issuers_appear_with_the_right_list_and_version(clew: Run, examples: Path) -> None:
    document = json.loads(clew("screen", examples / "portfolio.csv", "--json").stdout)
    found = {(one["holding"]["name"], one["indicator"]["code"]): one for one in document["findings"]}
    hikvision = found["Hangzhou Hikvision Digital Technology A", "REG-BIS-ST"]
    assert hikvision["level"] == "Listed"
    assert "BIS Entity List as published on 2026-07-16; in force since 2019-10-09 (84 FR 54002)" in hikvision["sentence"]
    assert ("Xinjiang Daqo New Energy A", "REG-UFLPA-i") in found
    assert ("Xinjiang Daqo New Energy A", "REG-UFLPA-v") in found


@begun
def test_an_a_share_and_an_h_share_reach_the_same_issuer(clew: Run, examples: Path) -> None:
    document = json.loads(clew("screen", examples / "portfolio.csv", "--json").stdout)
    issuers = {one["entity_id"] for one in document["findings"] if one["holding"]["name"].startswith("Zijin Mining")}
    names = {one["holding"]["name"] for one in document["findings"] if one["holding"]["name"].startswith("Zijin Mining")}
    assert len(names) == 2
    assert len(issuers) == 1


@begun
def test_a_fund_of_funds_shows_its_way_through_the_funds(clew: Run, examples: Path) -> None:
    document = json.loads(clew("screen", examples / "portfolio-of-funds.csv", "--json").stdout)
    ways = {tuple(one["holding"]["via"]) for one in document["findings"] if one["company"].startswith("HANGZHOU HIKVISION")}
    assert ("Example Global Emerging Fund", "Example China A-Shares Fund") in ways
    assert any(row["status"] == "book not seen" for row in document["rows"])


@begun
def test_no_military_listing_is_a_finding(clew: Run, examples: Path) -> None:
    document = json.loads(clew("screen", examples / "portfolio.csv", "--json").stdout)
    assert not [one for one in document["findings"] if one["indicator"]["code"].startswith("LAW")]
    tencent = [one for one in document["findings"] if "Tencent" in one["holding"]["name"]]
    assert tencent == []


@begun
def test_counts_reconcile(clew: Run, examples: Path) -> None:
    for name in ("portfolio.csv", "portfolio-of-funds.csv"):
        counts = json.loads(clew("screen", examples / name, "--json").stdout)["portfolio"]
        parts = ("resolved", "candidates", "unresolved", "not_companies", "rejected")
        assert counts["rows_in"] == sum(counts[part] for part in parts)


@begun
def test_books_of_funds_come_from_further_files(clew: Run, tmp_path: Path) -> None:
    (tmp_path / "top.csv").write_text("Name,ISIN,Weight (%),Asset Class\nExample Fund,ZZEXAMPLE019,100,Fund\n", encoding="utf-8")
    rows = ["Fund ISIN,Fund Name,ISIN,Name,Weight (%)", "ZZEXAMPLE019,Example Fund,CNE100000PM8,Hikvision,50"]
    book = "\n".join([*rows, "ZZEXAMPLE019,Example Fund,US0378331005,Apple,50"])
    (tmp_path / "book.csv").write_text(book, encoding="utf-8")
    document = json.loads(clew("screen", "top.csv", "--book", "book.csv", "--json").stdout)
    assert document["portfolio"]["rows_in"] == 1
    assert {tuple(one["holding"]["via"]) for one in document["findings"]} == {("Example Fund",)}
    assert {one["holding"]["weight"] for one in document["findings"]} == {0.5}


def test_the_same_command_twice_writes_the_same_bytes(installed: Run, examples: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        installed("screen", examples / "portfolio-of-funds.csv", "--out", folder)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
