"""A holdings file at a glance: its books, its notes, and no more of them than a person reads."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from clew.model.holding import HoldingsFile
from clew.pack.holdings import load_holdings_words
from clew.portfolio.read import read_holdings
from clew.render.terminal import to_text
from clew.report.holdings import holdings_document, holdings_view

FUNDS = "Fund,Name,ISIN,Value\n" + "".join(f"Fund {number},Apple,US0378331005,10\n" for number in range(14))


@pytest.fixture
def funds(tmp_path: Path) -> HoldingsFile:
    path = tmp_path / "funds.csv"
    path.write_text(FUNDS, encoding="utf-8")
    return read_holdings(path, load_holdings_words())


def test_the_first_books_are_shown_and_the_others_counted(funds: HoldingsFile) -> None:
    shown = to_text(holdings_view(funds))
    assert "Books (14)" in shown
    assert "and 4 more" in shown
    assert [book["rows"] for book in holdings_document(funds)["books"]] == [1] * 14


def test_the_first_warnings_are_shown_and_the_others_counted(funds: HoldingsFile) -> None:
    shown = to_text(holdings_view(replace(funds, warnings=tuple(f"warning {number}" for number in range(12)))))
    assert "warning 9" in shown
    assert "warning 10" not in shown
    assert "and 2 more; see them all with --json" in shown


def test_what_is_not_stated_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("Name,ISIN\nApple,US0378331005\n", encoding="utf-8")
    file = read_holdings(path, load_holdings_words())
    assert holdings_document(file)["totals"] == {"weight": None, "value": None}
    assert "Weights add up" not in to_text(holdings_view(file))


def test_no_mark_of_a_file_reaches_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Name,ISIN,[red]Weight[/red]\n[bold]Apple[/bold]\x1b[31m,US0378331006,1\n", encoding="utf-8")
    shown = to_text(holdings_view(read_holdings(path, load_holdings_words())))
    assert "\x1b" not in shown
    assert "[bold]Apple[/bold]" in shown
