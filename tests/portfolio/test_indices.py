"""Exposure to an index is recognised where a line names one and nothing else."""

import pytest

from clew.model.holding import RowKind
from clew.pack.holdings import load_holdings_words
from clew.portfolio.indices import read_index, read_index_lines
from clew.portfolio.kinds import read_kinds

WORDS = load_holdings_words()


def line(name: str, asset_class: str = "", *, identified: bool = False) -> tuple[str, str, int]:
    """What a row is (its kind, or why it is no company), its index, and how many notes it has."""
    kinds = read_kinds([name], [asset_class], [""], [identified], WORDS.lines)
    found = read_index_lines([name], kinds, [identified], WORDS.indices)
    kind, reason = found.kinds[0]
    return reason or kind.value, found.indices[0], len(found.notes)


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("MSCI EMER MKT INDEX (ICE) MAR 25", "MSCI Emerging Markets"),
        ("S&P500 EMINI JUN 24", "S&P 500"),
        ("SPI 200 FUTURES   JUN24", "S&P/ASX 200"),
        ("DJIA MINI e-CBOT JUN 24", "Dow Jones Industrial Average"),
        ("NIKKEI 225 (OSE) Mar23", "Nikkei 225"),
        ("TOPIX INDX FUTR Mar23", "TOPIX"),
        ("Ftse 100 Idx Fut  3/2023", "FTSE 100"),
        ("E-Mini Russ 2000 Future Mar 23", "Russell 2000"),
        ("MSCI China Net USD total return swap", "MSCI China"),
        ("MSCI Emerging Markets constituents 2022-12-31", "MSCI Emerging Markets"),
        ("沪深300", "CSI 300"),
    ],
)
def test_spellings_of_an_index_are_that_index(name: str, index: str) -> None:
    assert read_index(name, WORDS.indices) == index


@pytest.mark.parametrize(
    "name",
    [
        "MSCI World Quality",
        "iShares MSCI Emerging Markets ETF",
        "MSCI Inc",
        "Nasdaq Inc",
        "Dax Mining Ltd",
        "Index Pharmaceuticals Holding",
        "Eursek Fut Mar 23",
        "Euro-Bund Future 6.000% 2023-03-10",
        "CBOE VIX FUTURE Jan23",
        "SX5E Dividend Fut Dec25",
        "3 month SOFR future Jun25",
        "May",
        "",
    ],
)
def test_what_names_more_or_less_than_an_index_is_none(name: str) -> None:
    assert read_index(name, WORDS.indices) == ""


def test_a_future_on_an_index_is_exposure_and_its_weight_is_said_to_be_the_contracts() -> None:
    assert line("S&P500 EMINI JUN 24", "Futures") == ("fund", "S&P 500", 1)
    assert line("STOXX EUROPE 600 Future Mar23", identified=True) == ("fund", "STOXX Europe 600", 1)


def test_a_line_named_like_an_index_is_exposure_where_it_carries_no_identifier() -> None:
    assert line("MSCI Emerging Markets") == ("fund", "MSCI Emerging Markets", 0)
    assert line("MSCI Emerging Markets", identified=True) == ("security", "", 0)


def test_a_future_on_a_currency_a_bond_or_a_rate_stays_what_it_is() -> None:
    assert line("Eursek Fut Mar 23", "Futures") == ("future", "", 0)
    assert line("SGB10Y March Future 2023-03-15", identified=True) == ("future", "", 0)
    assert line("CBOE VIX FUTURE Jan23") == ("future", "", 0)


def test_an_option_on_an_index_stays_an_option() -> None:
    assert line("Jan 23 Puts on SPX 3600") == ("option", "", 0)


def test_each_row_has_its_own_index() -> None:
    kinds = [(RowKind.SECURITY, ""), (RowKind.SECURITY, "")]
    found = read_index_lines(["Example Mill", "DAX"], kinds, [False, False], WORDS.indices)
    assert list(found.indices) == ["", "DAX"]
    assert [kind for kind, _ in found.kinds] == [RowKind.SECURITY, RowKind.FUND]
