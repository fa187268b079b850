"""Sector signals: a word in a name, no finding and no presumption."""

from decimal import Decimal

import pytest

from clew.assess.facts import Facts
from clew.assess.sectors import Sector, sector_signals
from clew.model.screening import HoldingRef
from clew.pack.standards import load_standards

ALUMINIUM = Sector("uflpa_sectors:aluminium", "Aluminium", ("aluminium", "aluminum", "铝"), ())
SILICA = Sector("uflpa_sectors:silica", "Silica-based products", ("silicon", "caustic soda"), ("silicon valley",))
FACTS = Facts((), {}, {})
TEMPLATES = load_standards().sentences


def signals(name: str, industry: str = "") -> list[str]:
    holding = HoldingRef(1, name, "", Decimal("0.01"), ())
    return [f"{one.sector}: {one.matched_on}" for one in sector_signals(FACTS, [ALUMINIUM, SILICA], [(holding, industry)], TEMPLATES)]


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
    signal = next(sector_signals(FACTS, [ALUMINIUM], [(holding, "")], TEMPLATES))
    assert "no finding and no presumption" in signal.sentence


def test_a_word_of_two_sectors_names_both() -> None:
    soda = Sector("uflpa_sectors:soda", "Caustic soda", ("chlor-alkali",), ())
    pvc = Sector("uflpa_sectors:pvc", "PVC", ("chlor-alkali",), ())
    holding = HoldingRef(1, "Example Chlor-Alkali Works", "", None, ())
    assert [one.sector for one in sector_signals(FACTS, [soda, pvc], [(holding, "")], TEMPLATES)] == ["Caustic soda", "PVC"]
