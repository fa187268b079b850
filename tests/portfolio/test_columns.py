"""A head proposes what a column is; its cells confirm it, correct it, or refuse."""

import pytest

from clew.pack.holdings import load_holdings_words
from clew.portfolio.columns import Columns, read_columns

WORDS = load_holdings_words()


def read(**cells: list[str]) -> Columns:
    heads = [head.replace("_", " ") for head in cells]
    return read_columns(heads, list(cells.values()), WORDS.heads, WORDS.lines.blanks)


def fields(columns: Columns) -> dict[str, str]:
    return {field: column.head for field, column in columns.by_field.items()}


def test_an_empty_weight_column_is_none() -> None:
    assert "weight" not in fields(read(Name=["Apple", "SAP"], Weight=["", "-"], Value=["5", "6"]))


def test_numbers_are_no_names() -> None:
    assert fields(read(Security=["Apple", "SAP"], Position=["100", "2,000"])) == {"name": "Security"}


def test_words_are_no_weights() -> None:
    assert fields(read(Name=["Apple", "SAP"], Weight=["heavy", "light"])) == {"name": "Name"}


def test_a_head_that_is_not_known_over_isins() -> None:
    columns = read(Name=["Apple", "SAP", "Tencent"], Wertpapierschlüssel=["US0378331005", "DE0007164600", "KYG875721634"])
    assert fields(columns) == {"name": "Name", "isin": "Wertpapierschlüssel"}
    assert columns.ignored == ()


def test_a_ticker_column_that_holds_isins() -> None:
    columns = read(Name=["Apple", "SAP", "Tencent"], Ticker=["US0378331005", "DE0007164600", "KYG875721634"])
    assert fields(columns)["isin"] == "Ticker"
    assert "though its head says ticker" in columns.by_field["isin"].why


def test_an_isin_column_that_holds_none_is_doubted() -> None:
    columns = read(Name=["Apple", "SAP"], ISIN=["865985", "716460"])
    assert columns.warnings == ("column “ISIN” should hold ISINs, but most of its cells are none",)


def test_the_usual_head_wins() -> None:
    columns = read(Percent=["60", "40"], Weight=["0.6", "0.4"], Name=["Apple", "SAP"])
    assert fields(columns)["weight"] == "Weight"
    assert columns.ignored == ("Percent",)
    assert columns.warnings == ("column 2 “Weight” was read as weight, column 1 “Percent” was not; they differ in 2 rows",)


@pytest.mark.parametrize("beside", ["Market Currency", "Trading Currency"])
def test_a_second_currency_is_nothing_to_warn_about(beside: str) -> None:
    columns = read_columns(["Name", "Currency", beside], [["Apple"], ["USD"], ["EUR"]], WORDS.heads, WORDS.lines.blanks)
    assert columns.by_field["currency"].head == "Currency"
    assert columns.warnings == ()


def test_a_column_filled_wins_over_an_empty_one() -> None:
    columns = read_columns(["Country", "Location"], [["", ""], ["China", "Japan"]], WORDS.heads, WORDS.lines.blanks)
    assert columns.by_field["country"].head == "Location"


def test_a_net_asset_value_is_a_value_beside_commitments_and_the_price_of_a_unit_elsewhere() -> None:
    names, numbers = ["Harbour IV", "North VII"], ["41.3", "66.1"]
    assert fields(read(Partnership=names, Commitment=["50", "75"], NAV=numbers))["value"] == "NAV"
    assert "value" not in fields(read(Fund=names, Units=["1", "2"], NAV=numbers))
    assert fields(read(Partnership=names, Commitment=["50", "75"], NAV=numbers, Fair_value=numbers))["value"] == "Fair value"


def test_what_a_person_decides_overrules_head_and_cells() -> None:
    columns = read_columns(["Name", "Amount"], [["Apple", "SAP"], ["5", "6"]], WORDS.heads, WORDS.lines.blanks, {0: "", 1: "name"})
    assert fields(columns) == {"name": "Amount"}
    assert columns.ignored == ("Name",)
