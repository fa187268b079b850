"""Sector signals: a word in a name, no finding and no presumption."""

from decimal import Decimal

import pytest

from clew.assess.facts import Facts
from clew.assess.sectors import Line, Sector, Traded, sector_signals
from clew.model.screening import HoldingRef
from clew.pack.sectors import load_sector_shares
from clew.pack.standards import load_standards

ALUMINIUM = Sector("uflpa_sectors:aluminium", "Aluminium", ("aluminium", "aluminum", "铝"), ())
SILICA = Sector("uflpa_sectors:silica", "Silica-based products", ("silicon", "caustic soda"), ("silicon valley",))
FACTS = Facts((), {}, {})
TEMPLATES = load_standards().sentences
SHARES = load_sector_shares()
COTTON = Sector("uflpa_sectors:cotton", "Cotton", ("cotton",), (), ("52", "140420"))


def signals(name: str, industry: str = "") -> list[str]:
    holding = HoldingRef(1, name, "", Decimal("0.01"), ())
    return [
        f"{one.sector}: {one.matched_on}"
        for one in sector_signals(FACTS, [ALUMINIUM, SILICA], [Line(holding, industry)], TEMPLATES, SHARES)
    ]


@pytest.mark.parametrize(
    ("name", "industry", "expected"),
    [
        ("Example Aluminum Corp", "", ["Aluminium: its name (“aluminum”)"]),
        ("示例铝业股份有限公司", "", ["Aluminium: its name (“铝”)"]),
        ("Example Metals", "Aluminium", ["Aluminium: its stated industry (“aluminium”)"]),
        ("Example Caustic Soda Works", "", ["Silica-based products: its name (“caustic soda”)"]),
        ("Silicon Valley Example Bank", "", []),
        ("Siliconix Example", "", []),
        ("Example Bakery", "Industrials", []),
    ],
)
def test_a_sector_is_named_by_a_whole_word_of_the_name_or_of_the_industry(name: str, industry: str, expected: list[str]) -> None:
    assert signals(name, industry) == expected


def test_a_sector_is_told_once_for_a_holding() -> None:
    assert len(signals("Example Aluminium", "Aluminium")) == 1


def test_the_sentence_says_that_it_is_no_finding() -> None:
    holding = HoldingRef(1, "Example Aluminum Corp", "", None, ())
    signal = next(sector_signals(FACTS, [ALUMINIUM], [Line(holding)], TEMPLATES, SHARES))
    assert "no finding and no presumption" in signal.sentence


def test_a_word_of_two_sectors_names_both() -> None:
    soda = Sector("uflpa_sectors:soda", "Caustic soda", ("chlor-alkali",), ())
    pvc = Sector("uflpa_sectors:pvc", "PVC", ("chlor-alkali",), ())
    holding = HoldingRef(1, "Example Chlor-Alkali Works", "", None, ())
    assert [one.sector for one in sector_signals(FACTS, [soda, pvc], [Line(holding)], TEMPLATES, SHARES)] == ["Caustic soda", "PVC"]


@pytest.mark.parametrize(
    ("industry", "code", "expected"),
    [
        ("HS 5205 yarn", "", ["its stated industry (HS 5205)"]),
        ("HS chapter 52", "", ["its stated industry (HS 52)"]),
        ("HS 14.04.20", "", ["its stated industry (HS 140420)"]),
        ("HS 14", "", []),
        ("5205", "", []),
        ("", "520100", ["goods under HS 520100 (2 shipments in Example Manifests)"]),
        ("", "620342", []),
    ],
)
def test_an_hs_code_that_begins_as_a_sectors_own_names_it(industry: str, code: str, expected: list[str]) -> None:
    traded = (Traded(code, "Example Manifests", 2),) if code else ()
    line = Line(HoldingRef(1, "Example Trading", "", None, ()), industry, traded)
    assert [one.matched_on for one in sector_signals(FACTS, [COTTON], [line], TEMPLATES, SHARES)] == expected


def test_a_cited_share_stands_with_its_citation_and_an_uncited_one_is_unknown() -> None:
    holding = HoldingRef(1, "Example Cotton and Aluminium", "", None, ())
    said = {one.sector: one.sentence for one in sector_signals(FACTS, [COTTON, ALUMINIUM], [Line(holding)], TEMPLATES, SHARES)}
    assert "about 20 % is said to come from the region (stated in 2020; Investor Alliance for Human Rights" in said["Cotton"]
    assert "https://investorsforhumanrights.org/" in said["Cotton"]
    assert "unknown here: no cited figure is at hand" in said["Aluminium"]
    assert "%" not in said["Aluminium"]
