"""Hong Kong's list of securities: one issuer for the counters of an ISIN, short names as aliases, warrants and debt counted."""

from pathlib import Path

import pytest
import xlsxwriter

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.loose import add_small
from tests.world import World, isin

HEAD = ["Stock Code", "Name of Securities", "Category", "Sub-Category", "Board Lot", "ISIN", "Spread Table\n1, 4 = Part A", "RMB Counter"]
MAIN, FUND = "Equity Securities (Main Board)", "Exchange Traded Funds"
LANTERN, QUAY, FERRY = isin("000LANTER"), isin("0000QUAY0"), isin("000FERRY0")
ROWS = [
    ["04601", "LANTERN-W", "Equity", MAIN, "100", LANTERN, "1 ", "84601"],
    ["84601", "LANTERN-WR", "Equity", MAIN, "100", LANTERN, "1 ", ""],
    ["04602", "QUAY REIT", "Real Estate Investment Trusts", "", "500", QUAY, "1 ", ""],
    ["04603", "FERRY INDEX", "Exchange Traded Products", FUND, "10", FERRY, "1 ", ""],
    ["04604", "SUSPENDED GP", "Equity", MAIN, "2,000", "            ", "1 ", ""],
    ["14605", "LANTERN@EC2612A", "Derivative Warrants", "", "5,000", isin("0000WARR0"), "1 ", ""],
    ["64606", "LANTERN#RC2612B", "Callable Bull/Bear Contracts", "", "5,000", isin("0000BULL0"), "1 ", ""],
    ["05607", "QUAY N2612", "Debt Securities", "", "5,000", isin("0000DEBT0"), "1 ", ""],
    ["02608", "QUAY W2612", "Equity Warrants (Main Board)", "", "5,000", isin("0000WAR10"), "1 ", ""],
    ["47609", "LANTERNIW2612", "Inline Warrants", "", "5,000", isin("0000INLI0"), "1 ", ""],
]


def workbook(folder: Path, rows: list[list[str]]) -> Path:
    """The list as the exchange publishes it: two lines, a blank sheet beside it."""
    path = folder / "ListOfSecurities.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("ListOfSecurities")
        for number, row in enumerate([["List of Securities"], ["Updated as at 01/07/2026"], HEAD, *rows]):
            sheet.write_row(number, 0, row)
        book.add_worksheet("notes").write_row(0, 0, ["Trading Date"])
    return path


def test_the_counters_of_an_isin_are_securities_of_one_issuer_that_bears_the_short_name_of_the_first(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "hkex_securities", workbook(tmp_path, ROWS))
    issuer = f"hkex_securities:{LANTERN.lower()}"
    assert values(world.stores, imported, issuer) == {"alias": ["LANTERN-W"]}
    for code, title in (("04601", "LANTERN-W"), ("84601", "LANTERN-WR")):
        said = {"issuer": [issuer], "mic": ["XHKG"], "code": [code], "isin": [LANTERN], "title": [title]}
        assert values(world.stores, imported, f"{issuer}#{code}") == said
    assert {one.locator for one in claims(world.stores, imported, f"entity_id = '{issuer}'")} == {"ListOfSecurities row 4"}


def test_trusts_and_exchange_traded_products_are_said_to_be_funds(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "hkex_securities", workbook(tmp_path, ROWS))
    kinds = {one.value: one.schema for one in claims(world.stores, imported, "prop = 'classification'")}
    assert kinds == {"fund: Exchange Traded Funds": "Organization", "fund: Real Estate Investment Trusts": "Organization"}


def test_a_code_without_an_isin_is_an_issuer_of_its_own(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "hkex_securities", workbook(tmp_path, ROWS))
    assert values(world.stores, imported, "hkex_securities:code-04604") == {"alias": ["SUSPENDED GP"]}
    assert "isin" not in values(world.stores, imported, "hkex_securities:code-04604#04604")


def test_warrants_contracts_and_debt_are_counted_and_not_read(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "hkex_securities", workbook(tmp_path, ROWS))
    kinds = ("callable bull/bear contracts", "debt securities", "derivative warrants", "equity warrants", "inline warrants")
    assert imported.snapshot.about.dropped == tuple((kind, 1) for kind in kinds)
    assert imported.snapshot.about.rows == 5
    assert imported.left_out == ("notes",)


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    wrong = LANTERN[:-1] + str((int(LANTERN[-1]) + 1) % 10)
    rows = [
        [*ROWS[0][:5], wrong, *ROWS[0][6:]],
        ["4602", *ROWS[2][1:]],
        ["04610", "ODD", "Tokens", "", "1", "", "1", ""],
        *[["04611", "TWICE", "Equity", MAIN, "1", "", "1", ""]] * 2,
    ]
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "hkex_securities", workbook(tmp_path, rows))
    told = str(caught.value)
    assert all(
        part in told for part in (f"“{wrong}” does not fit", "“4602” has not the shape", "unknown code “Tokens”", "04611 stands twice")
    )


def test_an_unknown_column_stops_the_import(world: World, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Stock Code,Name of Securities,Category,Sub-Category,ISIN,Rating\n04601,LANTERN-W,Equity,,,A\n", encoding="utf-8")
    with pytest.raises(UnexpectedContentError, match="unknown column “Rating”"):
        add_small(world.stores, "hkex_securities", path)


@pytest.mark.parametrize(
    ("name", "rows", "issuers", "dropped"), [("ListOfSecurities.xlsx", 2582, 2582, 0), ("ListOfSecurities_2025.xlsx", 3057, 2908, 12360)]
)
def test_both_published_states_are_imported_whole(
    world: World, shared_data: Path, name: str, rows: int, issuers: int, dropped: int
) -> None:
    done = add(world.stores, "hkex_securities", shared_data / "market" / "u_hkex_list_of_securities" / name)
    assert done.snapshot.about.rows == rows
    assert len(claims(world.stores, done, "prop = 'alias'")) == issuers
    assert sum(count for _, count in done.snapshot.about.dropped) == dropped
