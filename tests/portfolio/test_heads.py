"""Column heads as issuers print them."""

import pytest

from clew.pack.holdings import load_holdings_words
from clew.portfolio.heads import head_without_units, read_head, read_units, recognised_fields

WORDS = load_holdings_words().heads


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("Weight (%)", "weight"),
        ("% of Net Assets", "weight"),
        ("Gewichtung (%)", "weight"),
        ("weight(%)", "weight"),
        ("pctVal", "weight"),
        ("Market Value(NOK)", "value"),
        ("market value ($)", "value"),
        ("valUSD", None),
        ("value_sek", "value"),
        ("Notional Value", None),
        ("Shares/Units (#)", None),
        ("Exchange", "exchange"),
        ("Exchange (fx) Rate", None),
        ("instrument_isin", "isin"),
        ("ISIN", "isin"),
        ("fund_isin", "fund_isin"),
        ("ASX code", "ticker"),
        ("Emittententicker", "ticker"),
        ("Location of Risk", "country"),
        ("As-Of-Date", "as_of"),
        ("Accrual Date", None),
        ("Benchmark Weight", None),
        ("Active Weight", None),
        ("证券代码", "ticker"),
        ("銘柄名", "name"),
        ("", None),
        ("The name of the security is a matter of some debate, and this cell is much too long to be a head", None),
    ],
)
def test_heads(head: str, field: str | None) -> None:
    reading = read_head(head, WORDS)
    assert (None if reading is None else reading.field) == field


def test_a_head_tells_currency_and_percent() -> None:
    value, weight = read_head("Market Value (AUD)", WORDS), read_head("Weight (%)", WORDS)
    assert value is not None
    assert weight is not None
    assert (value.currency, value.percent) == ("AUD", False)
    assert (weight.currency, weight.percent) == ("", True)


def test_the_fields_of_a_row() -> None:
    assert recognised_fields(["Name ", "Colour", "Weight"], WORDS) == {"name", "weight"}


def test_units_and_currencies_are_no_part_of_a_head() -> None:
    assert head_without_units("Market Value (NOK)", WORDS) == "market value"
    assert read_units("Weight in % (EUR)", WORDS) == ("EUR", True)
