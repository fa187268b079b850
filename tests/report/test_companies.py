"""Each company once, with every way to it."""

from decimal import Decimal

from msgspec.structs import replace
from rich.console import Console

from clew.model.screening import Screening
from clew.report.companies import companies, companies_document, companies_table, is_rolled_up
from clew.report.html import page
from tests.report.sample import SCREENING

ONE = SCREENING.findings[0]


def rolled_up() -> Screening:
    """One company held by two members, and on an unknown weight by the second once more."""
    ways = [("Equity", 4, Decimal("0.02")), ("Bonds", 4, Decimal("0.01")), ("Bonds", 5, None)]
    held = [replace(ONE.holding, row=row, weight=weight, via=(), member=member) for member, row, weight in ways]
    twice = [replace(ONE, holding=one, id=f"{number}{again}") for number, one in enumerate(held) for again in "ab"]
    return replace(SCREENING, findings=tuple(twice))


def test_a_way_counts_once_however_many_findings_lie_on_it() -> None:
    (one,) = companies(rolled_up())
    assert [(way.member, way.row) for way in one.ways] == [("Equity", 4), ("Bonds", 4), ("Bonds", 5)]
    assert (one.weight, one.unknown, one.said) == (Decimal("0.03"), 1, "at least 3.00 %")


def test_the_document_has_fractions_and_null_for_what_is_not_known() -> None:
    (one,) = companies_document(rolled_up())
    assert (one["weight"], one["weights_unknown"]) == (0.03, 1)
    assert [way["weight"] for way in one["ways"]] == [0.02, 0.01, None]


def test_the_terminal_names_each_way() -> None:
    console = Console(width=120, record=True, file=None, force_terminal=False)
    with console.capture() as printed:
        console.print(companies_table(companies(rolled_up())))
    assert f"Equity → {ONE.holding.name}" in printed.get()
    assert f"Bonds → {ONE.holding.name}" in printed.get()


def test_the_page_has_the_section_only_where_portfolios_are_rolled_up() -> None:
    assert is_rolled_up(rolled_up())
    assert not is_rolled_up(SCREENING)
    assert b'id="companies"' in page(rolled_up(), "plan")
    assert b'id="companies"' not in page(SCREENING, "plan")
