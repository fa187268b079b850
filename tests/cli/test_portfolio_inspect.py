"""`clew portfolio inspect`: what a file is understood to say, without a workspace."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
TEXT = """Invented Fund
As of,20 Nov 2026
Name,ISIN,Weight (%),Asset Class
Apple,US0378331005,60,Equity
Microsoft,US5949181046,30,Equity
US Dollar,,10,Cash
"""


def saved(folder: Path, text: str = TEXT) -> Path:
    path = folder / "holdings.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_explained_with_its_evidence(clew: Run, tmp_path: Path) -> None:
    told = clew("portfolio", "inspect", saved(tmp_path))
    assert told.returncode == 0, told.stderr
    for line in (
        "Header row 3, because row 3 names 4 known fields",
        "Holdings as of 2026-11-20.",
        "3 rows: 2 companies, 1 line that is no company.",
        "Lines that are no companies: cash (1).",
        "Identified companies: ISIN 1, none 1.",
        "Weights add up to 100.00 %.",
    ):
        assert line in told.stdout
    assert "row 5 (Microsoft): ISIN “US5949181046” was left out" in told.stdout


def test_the_files_own_total_is_named_where_the_rows_agree_with_it(clew: Run, tmp_path: Path) -> None:
    path = saved(tmp_path, f"{TEXT}Total,,100,\n")
    assert "They agree with the file's own total in row 7." in clew("portfolio", "inspect", path).stdout
    assert json.loads(clew("portfolio", "inspect", path, "--json").stdout)["stated_totals"] == [
        {"row": 7, "weight": "1.000000000000", "value": None}
    ]


def test_the_counts_add_up_in_json(clew: Run, tmp_path: Path) -> None:
    found = json.loads(clew("portfolio", "inspect", saved(tmp_path), "--json").stdout)
    assert found["rows_in"] == found["companies"] + found["funds"] + found["not_companies"] + found["rejected"] == 3
    assert (found["header"]["row"], found["as_of"], found["totals"]["weight"]) == (3, "2026-11-20", "1.000000000000")
    assert [column["field"] for column in found["columns"]] == ["name", "isin", "weight", "asset_class"]
    assert found["identifiers"] == {"isin": 1, "lei": 0, "cusip": 0, "sedol": 0, "figi": 0, "cik": 0, "listing": 0, "none": 1}
    assert found["reasons"]["not_a_company"] == {"cash": 1}
    assert [note["row"] for note in found["notes"]] == [5]


def test_a_file_that_is_none_is_one_error(clew: Run, tmp_path: Path) -> None:
    told = clew("portfolio", "inspect", saved(tmp_path, "Dear all,\nplease find attached\n"))
    assert (told.returncode, told.stdout) == (3, "")
    assert len(told.stderr.splitlines()) == 1


def test_nothing_is_kept(clew: Run, tmp_path: Path) -> None:
    clew("portfolio", "inspect", saved(tmp_path))
    assert not list(tmp_path.rglob("ledger.db"))
