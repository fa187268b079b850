"""Portfolios over time, as a person keeps, compares, groups and forgets them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.holdings import june, saved, september

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def kept(clew: Run, tmp_path: Path) -> Run:
    """Two versions of a portfolio."""
    for path, day in ((june(tmp_path), "2026-06-30"), (september(tmp_path), "2026-09-30")):
        assert clew("portfolio", "add", path, "--name", "Global Equity", "--date", day).returncode == 0
    return clew


def told(clew: Run, *arguments: str | Path, code: int = 0) -> str:
    """What a command prints, its errors too."""
    done = clew(*arguments)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def document(clew: Run, *arguments: str | Path) -> dict[str, object]:
    found = json.loads(clew(*arguments, "--json").stdout)
    assert isinstance(found, dict)
    return found


def test_nothing_is_kept_at_first(clew: Run) -> None:
    assert "No portfolio is kept yet" in told(clew, "portfolio", "list")
    assert "No client or plan has portfolios yet" in told(clew, "portfolio", "group")
    assert document(clew, "portfolio", "list") == {"portfolios": []}


def test_versions_are_listed_and_shown(kept: Run, tmp_path: Path) -> None:
    assert "has these bytes already: nothing changed" in told(
        kept, "portfolio", "add", tmp_path / "june.csv", "--name", "global equity", "--date", "2026-06-30"
    )
    assert document(kept, "portfolio", "list") == {
        "portfolios": [{"name": "Global Equity", "newest": "2026-09-30", "versions": 2, "lines": 2, "groups": []}]
    }
    shown = told(kept, "portfolio", "show", "Global Equity")
    for part in ("2026-06-30", "june.csv", "EUR 100", "EUR 140", "current"):
        assert part in shown
    assert "There are “Global Equity”" in told(kept, "portfolio", "show", "Bonds", code=6)


def test_two_versions_are_compared(kept: Run) -> None:
    assert "1 came, 1 went, 1 changed, 0 as before." in told(kept, "portfolio", "diff", "Global Equity")
    found = document(kept, "portfolio", "diff", "Global Equity")
    assert [len(found[key]) for key in ("added", "removed", "changed")] == [1, 1, 1]  # type: ignore[arg-type]  # lists
    assert found["unchanged"] == 0


def test_a_version_is_screened_again_and_a_name_in_place_of_a_file_is_understood(kept: Run, tmp_path: Path) -> None:
    assert "clew screen --portfolio “Global Equity”" in told(kept, "screen", "Global Equity", code=3)
    assert "Name a holdings file, or --portfolio NAME" in told(kept, "screen", code=3)
    assert "go with a holdings file" in told(kept, "screen", "--portfolio", "Global Equity", "--name", "x", code=3)
    told(kept, "screen", "--portfolio", "Global Equity", "--date", "2026-07-31", "--out", tmp_path / "out")
    assert (tmp_path / "out" / "global-equity-2026-06-30.json").is_file()
    assert "“Global Equity” has no version" in told(kept, "screen", "--portfolio", "Global Equity", "--date", "2020-01-01", code=6)


def test_findings_are_restated(kept: Run) -> None:
    assert "what differs" in told(kept, "portfolio", "history", "Global Equity")
    found = document(kept, "portfolio", "history", "Global Equity")
    assert [one["version"]["day"] for one in found["versions"]] == ["2026-06-30", "2026-09-30"]  # type: ignore[attr-defined]  # a list


def test_a_file_is_kept_under_a_name_while_it_is_screened(clew: Run, tmp_path: Path) -> None:
    path = saved(tmp_path, "x.csv", "Example Mill,,10,EUR")
    assert "does not state the day" in told(clew, "screen", path, "--name", "Fund", code=3)
    found = document(clew, "screen", path, "--name", "Fund", "--date", "2026-06-30")
    assert found["title"] == "Links to ask about: Fund"
    told(clew, "screen", path)
    listed = told(clew, "portfolio", "list")
    assert "Fund" in listed
    assert "*" in listed


def test_portfolios_are_grouped_renamed_and_forgotten(kept: Run, tmp_path: Path) -> None:
    told(kept, "portfolio", "add", saved(tmp_path, "b.csv", "Example Bond,,10,USD"), "--name", "Bonds", "--date", "2026-09-30")
    told(kept, "portfolio", "group", "Plan A", "--with", "Global Equity", "--with", "Bonds")
    assert "not in one currency" in told(kept, "screen", "--group", "Plan A", code=3)
    assert "60 %" in told(kept, "portfolio", "group", "Plan A", "--share", "Global Equity=60%", "--share", "Bonds=40%")
    found = document(kept, "screen", "--group", "plan a")
    assert found["portfolio"]["rows_in"] == 3  # type: ignore[index]  # an object
    assert "is called “World”" in told(kept, "portfolio", "rename", "Global Equity", "--to", "World")
    assert "nobody agreed" in told(kept, "portfolio", "forget", "World", "--why", "asked for", code=7)
    assert "2 versions deleted" in told(kept, "portfolio", "forget", "World", "--why", "asked for", "--yes")
    assert "forgotten: asked for" in " ".join(told(kept, "portfolio", "show", "World").split())
    assert "every version of “World” was forgotten" in told(kept, "screen", "--group", "Plan A", code=6)
