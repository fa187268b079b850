"""What a row is: columns before names, and names only where they leave no doubt."""

import pytest

from clew.model.holding import RowKind
from clew.pack.holdings import load_holdings_words
from clew.portfolio.kinds import read_kinds

WORDS = load_holdings_words().lines


def kind(name: str, asset_class: str = "", sector: str = "", *, identified: bool = False) -> str:
    found, reason = read_kinds([name], [asset_class], [sector], [identified], WORDS)[0]
    return reason or found.value


@pytest.mark.parametrize(
    ("name", "asset_class", "sector", "expected"),
    [
        ("USD CASH", "Cash", "Cash and/or Derivatives", "cash"),
        ("EUR/USD", "FX", "Cash und/oder Derivate", "currency forward"),
        ("S&P500 EMINI MAR 25", "Futures", "", "future"),
        ("CASH COLLATERAL USD", "Cash Collateral and Margins", "", "cash collateral or margin"),
        ("BLK CSH FND TREASURY SL AGENCY", "Money Market", "", "money market"),
        ("AUSTRALIA (COMMONWEALTH OF)", "Fixed Income", "Treasury", "government or treasury bond"),
        ("Anything", "ETF", "", "fund"),
        ("Something", "", "Cash and/or Derivatives", "cash or derivative"),
    ],
)
def test_columns_decide(name: str, asset_class: str, sector: str, expected: str) -> None:
    assert kind(name, asset_class, sector) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("US DOLLAR", "cash"),
        ("AUD - AUSTRALIA DOLLAR", "cash"),
        ("Other/Cash", "cash"),
        ("Cash and cash equivalents", "cash"),
        ("Fx Fwd 50885427 Eur/sek", "currency forward"),
        ("FXFwd-EUR/CHF-20230315", "currency forward"),
        ("EUR/SEK_20230118", "currency forward"),
        ("Usdsek 230315 10,132", "currency forward"),
        ("PURCHASED JPY / SOLD USD", "currency forward"),
        ("S&P MID 400 EMINI JUN 24", "future"),
        ("US 10 Year Note Future 2023-03-31", "future"),
        ("NIKKEI 225 (OSE) Mar23", "future"),
        ("SPX Jun23 Call 4000", "option"),
        ("Jan 23 Puts on SPX 3600", "option"),
        ("Ränteswap-SEK-20240114", "swap"),
        ("Basis Swap SEK 3M/EUR 1Y", "swap"),
        ("REPO-20230104-Sell/Buy-back", "money market"),
        ("Government of Austria", "government or treasury bond"),
        ("US Treasury Note 1.875% 20320215", "government or treasury bond"),
        ("Statsobligation 1060 0.750% 280512", "government or treasury bond"),
        ("iShares Core EUR Govt Bond UCITS ETF", "fund"),
        ("Carnegie Sverigefond A", "fund"),
    ],
)
def test_names_that_leave_no_doubt(name: str, expected: str) -> None:
    assert kind(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Treasury Wine Estates Ltd",
        "Volvo Treasury FRN 20230928",
        "Future PLC",
        "POSCO Future M Co. Ltd.",
        "Guangxi Future Technology Co Ltd",
        "Cash Converters International",
        "First Cash Financial Services",
        "Nippon Building Fund Inc",
        "Heathrow Funding 1.500% 251012",
        "Sea Ltd",
        "Fox Inc",
        "Republic Services Inc",
        "Option Care Health",
        "Margin Lines PLC",
        "Kunlun Energy",
        "OAT Agrio Co Ltd",
        "Fundamental Brands",
    ],
)
def test_companies_are_not_taken_for_cash_or_derivatives(name: str) -> None:
    assert kind(name) == "security"


def test_a_share_is_a_share_whatever_its_name() -> None:
    assert kind("US DOLLAR", "Equity") == "security"
    assert kind("ISHARES MSCI INDIA ETF", "Equity") == "fund"


def test_an_identifier_outweighs_a_name_of_a_derivative() -> None:
    assert kind("EUR Sek 20230118", identified=True) == "security"
    assert kind("US DOLLAR", identified=True) == "cash"


def test_each_row_has_its_own_kind() -> None:
    found = read_kinds(["USD CASH", "Apple"], ["", ""], ["", ""], [False, False], WORDS)
    assert [one for one, _ in found] == [RowKind.NOT_A_COMPANY, RowKind.SECURITY]


def test_a_future_with_its_delivery_is_one_be_it_identified_or_not() -> None:
    for name in (
        "SGB10Y March Future 2023-03-15",
        "Euro-Bund Future 6.000% 2023-03-10",
        "SW 5YR NBK Future 3/2023",
        "EURO-BOBL FUTURE  Mar23",
    ):
        assert kind(name, identified=True) == "future"
    assert kind("Future Land Holdings Ord Shs A", identified=True) == "security"


def test_a_derivative_on_a_share_in_a_filing_is_no_share() -> None:
    assert kind("Example Mill Inc", "DE") == "cash or derivative"
