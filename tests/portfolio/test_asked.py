"""One security as people write it: every kind of identifier, tickers with their market, names, and what may be either."""

import pytest

from clew.errors import InputError
from clew.model.holding import Holding
from clew.pack.holdings import load_markets
from clew.portfolio.asked import read_asked


def read(text: str, name: str = "") -> tuple[Holding, ...]:
    return read_asked(text, name, load_markets)


def names(text: str, name: str = "") -> list[str]:
    return [one.name for one in read(text, name)]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("US0378331005", "isin", "US0378331005"),
        (" us 0378 331005 ", "isin", "US0378331005"),
        ("ISIN US0378331005", "isin", "US0378331005"),
        ("isin: US0378331005", "isin", "US0378331005"),
        ("037833100", "cusip", "037833100"),
        ("CUSIP 037833100", "cusip", "037833100"),
        ("2046251", "sedol", "2046251"),
        ("BBG000B9XRY4", "figi", "BBG000B9XRY4"),
        ("HWUPKR0MPOU8FGXBT394", "lei", "HWUPKR0MPOU8FGXBT394"),
        ("CIK 320193", "cik", "0000320193"),
        ("cik:320193", "cik", "0000320193"),
        ("CIK0000320193", "cik", "0000320193"),
    ],
)
def test_an_identifier_is_told_by_its_form_or_by_its_label(text: str, field: str, value: str) -> None:
    (found,) = read(text)
    assert getattr(found, field) == value
    assert (found.name, found.code) == ("", "")


@pytest.mark.parametrize(
    ("text", "mic", "code"),
    [
        ("XHKG:700", "XHKG", "00700"),
        ("HKEX:700", "XHKG", "00700"),
        ("700 HK", "XHKG", "00700"),
        ("700 hk", "XHKG", "00700"),
        ("700 HK Equity", "XHKG", "00700"),
        ("0700.HK", "XHKG", "00700"),
        ("600519 CH", "XSHG", "600519"),
        ("002415.SZ", "XSHE", "002415"),
    ],
)
def test_a_number_with_its_market_is_a_ticker_and_no_name(text: str, mic: str, code: str) -> None:
    (found,) = read(text)
    assert (found.mic, found.code, found.name) == (mic, code, "")


def test_a_code_of_a_country_whose_market_is_not_told_keeps_the_country() -> None:
    first = read("MSFT US")[0]
    assert (first.mic, first.code, first.listed_in) == ("", "MSFT", "US")


@pytest.mark.parametrize("text", ["BASF SE", "3M CO", "msft us", "AIR FRANCE SA"])
def test_letters_in_one_case_with_what_may_be_a_market_are_a_ticker_and_a_name(text: str) -> None:
    ticker, name = read(text)
    assert ticker.code
    assert ticker.name == ""
    assert (name.name, name.code) == (text, "")
    assert [ticker.row, name.row] == [1, 2]


@pytest.mark.parametrize(
    "text", ["3M Co", "Total SA", "Harbour Foods Group Limited", "BANK OF CHINA", "Amazon.com", "58.com", "塔里木多晶硅", "LEI Shing Hong"]
)
def test_what_is_written_as_a_name_is_a_name_alone(text: str) -> None:
    (found,) = read(text)
    assert (found.name, found.code, found.isin, found.lei) == (text, "", "", "")


@pytest.mark.parametrize("text", ["TCL", "BYD", "3M", "ZTE", "aapl"])
def test_a_short_word_in_one_case_may_be_a_ticker_without_its_market_and_a_name(text: str) -> None:
    ticker, name = read(text)
    assert (ticker.code, ticker.mic, ticker.listed_in) == (text.upper(), "", "")
    assert name.name == text


@pytest.mark.parametrize("text", ["002415", "700", "688998"])
def test_a_number_alone_is_never_a_name(text: str) -> None:
    (found,) = read(text)
    assert (found.code, found.mic, found.name) == (text, "", "")


def test_a_name_that_is_given_besides_goes_with_the_identifier() -> None:
    assert names("US0378331005", "Apple") == ["Apple"]
    assert names("700 HK", "Tencent") == ["Tencent"]
    assert names("BYD", "BYD Company") == ["BYD Company"]


def test_a_name_alone_may_be_short() -> None:
    (found,) = read("", " BYD ")
    assert (found.name, found.code) == ("BYD", "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("US0378331006", "no ISIN: its check digit does not fit"),
        ("ISIN US03783", "no ISIN: it has 7 characters, not 12"),
        ("BBG000B9XRY5", "its check digit does not fit"),
        ("HWUPKR0MPOU8FGXBT395", "no LEI: its check digit does not fit"),
        ("G2091K139", "no CUSIP: its check digit does not fit"),
        ("CIK 0", "no CIK"),
    ],
)
def test_an_identifier_with_a_slip_is_refused_and_never_taken_for_a_name(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why) as caught:
        read(text)
    assert "--name" in str(caught.value)


def test_a_word_with_few_digits_is_no_mistyped_identifier() -> None:
    assert names("STUDIOS99") == ["STUDIOS99"]
