"""Figures, shares and the order of work."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.assess.findings import order_of_work, percent, sayable
from clew.model.screening import Finding, HoldingRef, Indicator, Level, Reply, Section, Severity

SEVERE = Severity(4, None, 4)


def finding(
    *,
    severity: Severity = SEVERE,
    involvement: str = "cause",
    low: float = 0.9,
    weight: str = "0.01",
    level: Level = Level.LISTED,
) -> Finding:
    return Finding(
        id=f"{severity}{involvement}{low}{weight}",
        section=Section.FINDING,
        holding=HoldingRef(1, "Example Mill", "", Decimal(weight), ()),
        company="Example Mill",
        company_zh="",
        entity_id="uflpa:mill",
        indicator=Indicator("REG-UFLPA-ii", "title", "specific_instance"),
        involvement=involvement,
        involvement_reason="",
        severity=severity,
        confidence=(low, low),
        share=None,
        level=level,
        sentence="",
        path=(),
        claims=(),
        reply=Reply("not asked", "", "", ""),
        outcome="",
        positive=False,
        also=0,
    )


def test_severity_comes_before_involvement_confidence_and_weight() -> None:
    severe = finding(severity=Severity(4, 4, 4), involvement="directly linked", low=0.1, weight="0.0001")
    mild = finding(severity=Severity(3, None, 3), involvement="cause", low=0.99, weight="0.5")
    assert sorted([mild, severe], key=order_of_work) == [severe, mild]


def test_a_low_likelihood_never_removes_a_severe_impact() -> None:
    faint = finding(low=0.01)
    assert sayable(faint)
    assert sorted([finding(low=0.9), faint], key=order_of_work)[1] is faint


def test_involvement_comes_before_confidence() -> None:
    contribute, linked = finding(involvement="contribute", low=0.3), finding(involvement="directly linked", low=0.9)
    assert sorted([linked, contribute], key=order_of_work) == [contribute, linked]


def test_a_current_finding_on_one_unsourced_claim_stays_internal() -> None:
    assert not sayable(finding(level=Level.SINGLE_CLAIM))


@pytest.mark.parametrize(
    ("fraction", "text"),
    [("0.021", "2.1 %"), ("1", "100 %"), ("0.12", "12 %"), ("0.005", "0.5 %"), ("0.00004", "0.004 %"), ("0", "0 %"), ("0.8070", "80.7 %")],
)
def test_a_fraction_as_a_reader_sees_it(fraction: str, text: str) -> None:
    assert percent(Decimal(fraction)) == text


@given(st.decimals(min_value=0, max_value=1, places=12))
def test_a_percentage_is_within_its_last_digit_of_the_fraction(fraction: Decimal) -> None:
    shown = Decimal(percent(fraction).removesuffix(" %"))
    assert abs(shown - fraction * 100) <= Decimal("0.05")
