"""Tickers of a column are of one style, told by the column."""

from clew.pack.holdings import load_holdings_words
from clew.portfolio.codes import Listings, read_listings

MARKETS = load_holdings_words().markets


def read(tickers: list[str], exchanges: list[str] | None = None, countries: list[str] | None = None) -> Listings:
    blank = [""] * len(tickers)
    return read_listings(tickers, exchanges or blank, countries or blank, MARKETS)


def pairs(found: Listings) -> list[tuple[str, str]]:
    return [(listing.mic, listing.code) for listing in found.listings]


def test_bloomberg() -> None:
    found = read(["600519 CH", "700 HK", "MSFT UW", "AAPL"])
    assert pairs(found) == [("XSHG", "600519"), ("XHKG", "00700"), ("XNAS", "MSFT"), ("", "AAPL")]
    assert found.style == "its cells are Bloomberg tickers"


def test_a_country_after_the_ticker_is_no_bloomberg_code() -> None:
    """`SE` is the Swiss exchange to Bloomberg, and Sweden here; `GB` and `FR` are no exchange codes of Bloomberg's."""
    found = read(["VOLVB SE", "VOD GB", "AIR FR", "NOVN CH"])
    assert pairs(found) == [("XSTO", "VOLVB"), ("XLON", "VOD"), ("XPAR", "AIR"), ("XSWX", "NOVN")]


def test_reuters() -> None:
    assert pairs(read(["600519.SS", "0700.HK", "VOD.L"])) == [("XSHG", "600519"), ("XHKG", "00700"), ("XLON", "VOD")]


def test_classes_of_shares_are_no_suffixes() -> None:
    assert pairs(read(["BRK.B", "AAPL", "BF.B", "MSFT", "T"])) == [("", "BRK.B"), ("", "AAPL"), ("", "BF.B"), ("", "MSFT"), ("", "T")]


def test_an_exchange_outweighs_the_form_of_a_ticker() -> None:
    assert pairs(read(["700", "NOVO B", "700 HK"], ["HKEX", "XCSE", "HKEX"])) == [("XHKG", "00700"), ("XCSE", "NOVO B"), ("XHKG", "00700")]


def test_a_code_in_its_country() -> None:
    assert pairs(read(["600519", "005930", "2"], None, ["China", "KR", "China"])) == [("XSHG", "600519"), ("XKRX", "005930"), ("", "2")]


def test_zeros_given_back_are_noted_where_vendors_print_them() -> None:
    found = read(["5930", "700"], ["KRX", "HKEX"])
    assert [place for place, _ in found.notes] == [0]


def test_unlisted_is_no_unknown_exchange() -> None:
    found = read(["A", "B", "C"], ["NO MARKET (E.G. UNLISTED)", "Bourse of Nowhere", "Bourse of Nowhere"])
    assert found.warnings == ("the exchange “Bourse of Nowhere” is not known (2 rows)",)
