"""Exchange codes by the tables that are shipped."""

import pytest

from clew.pack.holdings import load_holdings_words
from clew.values.listings import (
    Listing,
    bloomberg_listing,
    bloomberg_parts,
    country_listing,
    exchange_code,
    market_named,
    market_numbered,
    ric_listing,
)

MARKETS = load_holdings_words().markets


@pytest.mark.parametrize(
    ("name", "mic"),
    [
        ("Hong Kong Exchanges And Clearing Ltd", "XHKG"),
        ("HKEX", "XHKG"),
        ("xhkg", "XHKG"),
        ("Korea Exchange (Kosdaq)", "XKRX"),
        ("XNGS", "XNAS"),
        ("XBSP", "BVMF"),
        ("Asx - All Markets", "XASX"),
        ("Warsaw Stock Exchange/Equities/Main Market", "XWAR"),
    ],
)
def test_a_market_by_its_name(name: str, mic: str) -> None:
    market = market_named(name, MARKETS)
    assert market is not None
    assert market.mic == mic


def test_an_unknown_name_is_no_market() -> None:
    assert market_named("Exchange of Nowhere", MARKETS) is None


@pytest.mark.parametrize(
    ("ticker", "name", "code"),
    [
        ("700", "XHKG", "00700"),
        ("5930", "XKRX", "005930"),
        ("00680K", "XKRX", "00680K"),
        ("858", "XSHE", "000858"),
        ("600519", "XSHG", "600519"),
        ("50", "XTAI", "0050"),
        ("brk/b", "XNYS", "BRK/B"),
        ("NOVO  B", "XCSE", "NOVO B"),
        ("FEMSAUBD*", "XMEX", "FEMSAUBD"),
        ("٧٠٠", "XHKG", "٧٠٠"),
    ],
)
def test_codes_as_the_exchange_prints_them(ticker: str, name: str, code: str) -> None:
    assert exchange_code(ticker, market_named(name, MARKETS)) == code


def test_without_a_market_nothing_is_padded() -> None:
    assert exchange_code("700", None) == "700"


@pytest.mark.parametrize(
    ("ticker", "listing"),
    [
        ("600519 CH", Listing("XSHG", "600519", "CN")),
        ("000858 CH Equity", Listing("XSHE", "000858", "CN")),
        ("700 HK", Listing("XHKG", "00700", "HK")),
        ("MSFT UW", Listing("XNAS", "MSFT", "US")),
        ("MSFT US", Listing("", "MSFT", "US")),
        ("BRK/B UN", Listing("XNYS", "BRK/B", "US")),
        ("NOVOB DC", Listing("XCSE", "NOVOB", "DK")),
        ("2330 TT", Listing("XTAI", "2330", "TW")),
        ("CAP GEMINI", None),
        ("MSFT", None),
        ("", None),
    ],
)
def test_bloomberg(ticker: str, listing: Listing | None) -> None:
    assert bloomberg_listing(ticker, MARKETS) == listing


def test_a_bloomberg_ticker_of_a_future_keeps_no_market() -> None:
    assert bloomberg_parts("XPM4 Index") is None


@pytest.mark.parametrize(
    ("ticker", "listing"),
    [
        ("600519.SS", Listing("XSHG", "600519", "CN")),
        ("0700.HK", Listing("XHKG", "00700", "HK")),
        ("VOD.L", Listing("XLON", "VOD", "GB")),
        ("BRK.B", None),
        (".HK", None),
        ("VOD", None),
    ],
)
def test_reuters(ticker: str, listing: Listing | None) -> None:
    assert ric_listing(ticker, MARKETS) == listing


@pytest.mark.parametrize(
    ("ticker", "listing"),
    [
        ("NOVN CH", Listing("XSWX", "NOVN", "CH")),
        ("6 HK", Listing("XHKG", "00006", "HK")),
        ("600519 CN", Listing("XSHG", "600519", "CN")),
        ("MSFT US", Listing("", "MSFT", "US")),
        ("MSFT UW", None),
    ],
)
def test_a_country_after_the_ticker(ticker: str, listing: Listing | None) -> None:
    assert country_listing(ticker, MARKETS) == listing


@pytest.mark.parametrize(
    ("code", "country", "mic"),
    [("601318", "CN", "XSHG"), ("300750", "CN", "XSHE"), ("005930", "KR", "XKRX"), ("700", "CN", ""), ("AAPL", "US", "")],
)
def test_codes_that_tell_their_market(code: str, country: str, mic: str) -> None:
    market = market_numbered(code, country, MARKETS)
    assert ("" if market is None else market.mic) == mic
