"""Identifiers and grounds of United States lists, as expressions of the engine."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.sources.layouts.us_lists import grounds, identifiers, listing_day, remarked


def told(engine: DuckEngine, expression: str, cell: str) -> str:
    engine.load("given", {"cell": "VARCHAR"}, [(cell,)])
    return str(engine.fetch(f"SELECT {expression} FROM given")[0][0])  # noqa: S608 - an expression of ours


def ground_of(sublist: str) -> str:
    """SQL of the ground alone, of an entry whose citation is the cell."""
    return f"({grounds(sublist=sublist, cites='cell')}).ground"


@pytest.mark.parametrize(
    ("cell", "prop", "value"),
    [
        ("CN, 91110000MA005UCQ5P, Unified Social Credit Code (USCC)", "uscCode", "91110000MA005UCQ5P"),
        ("Unified Social Credit Code (USCC), 91110000MA005UCQ5P, CN", "uscCode", "91110000MA005UCQ5P"),
        ("CNE100000N20, ISIN; ISIN, US1694261033", "isinCode", "CNE100000N20␞US1694261033"),
        ("not one, ISIN", "isinCode", ""),
        ("RU, 7736640919, Tax ID No.", "registrationNumber", ""),
        ("GB, 01074897, Company Number", "registrationNumber", "01074897"),
        ("Registration ID, 1027739609391, RU", "registrationNumber", "1027739609391"),
        ("002389 CN, Equity Ticker", "ticker", "002389 CN"),
        ("", "ticker", ""),
    ],
)
def test_identifiers_are_read_in_either_order(engine: DuckEngine, cell: str, prop: str, value: str) -> None:
    assert told(engine, identifiers("cell", prop), cell) == value


@pytest.mark.parametrize(
    ("cell", "prop", "value"),
    [
        ("Registration ID 807000227 (Belarus) issued 16 Oct 2009; all offices worldwide.", "registrationNumber", "807000227"),
        ("SWIFT/BIC SAMPCNB1; alt. SWIFT/BIC SAMPCNB2.", "bicCode", "SAMPCNB1␞SAMPCNB2"),
        ("Website www.example.org; Linked To: PLACEHOLDER, Invented.", "website", "www.example.org"),
        ("Linked To: PLACEHOLDER, Invented; Tax ID No. 1.", "registrationNumber", ""),
    ],
)
def test_identifiers_are_read_in_remarks(engine: DuckEngine, cell: str, prop: str, value: str) -> None:
    assert told(engine, remarked("cell", prop), cell) == value


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("16 Dec 2021, Listing Date (CMIC); 14 Feb 2022, Effective Date (CMIC)", "2021-12-16"),
        ("Effective Date (CMIC), 2021-08-02; Listing Date (CMIC), 2021-06-03", "2021-06-03"),
        ("Effective Date (CMIC) 02 Aug 2021; Listing Date (CMIC) 03 Jun 2021.", "2021-06-03"),
        ("02 Aug 2021, Effective Date (CMIC)", ""),
    ],
)
def test_the_day_of_listing_is_read(engine: DuckEngine, cell: str, day: str) -> None:
    assert told(engine, listing_day("cell"), cell) == day


@pytest.mark.parametrize(
    ("cites", "expected"),
    [
        ("84 FR 54002; 85 FR 44159", "minority_surveillance"),
        ("86 FR 33120, 6/24/21.", "xuar_forced_labour"),
        ("85 FR 44159", "other"),
        ("184 FR 54002", "other"),
        ("84 FR 540021", "other"),
        ("", "other"),
    ],
)
def test_a_page_gives_the_ground_of_its_notice(engine: DuckEngine, cites: str, expected: str) -> None:
    assert told(engine, ground_of("'EL'"), cites) == expected
    assert told(engine, ground_of("'UVL'"), cites) == "other"


@settings(max_examples=10)
@given(st.text(max_size=60))
def test_no_text_is_an_identifier_by_chance(cell: str) -> None:
    if "ISIN" in cell or "\x00" in cell:
        return
    engine = DuckEngine()
    try:
        assert told(engine, identifiers("cell", "isinCode"), cell) == ""
    finally:
        engine.close()
