"""Figures in words."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from clew.model.screening import Coverage, Level
from clew.report.claims import grouped, label, quoted
from clew.report.figures import answer, bracket, percent, reached, share, stale_by_date, unassessed
from clew.report.threads import level_class, link_words
from tests.report.sample import FIRST, LISTED, OWNED, SCREENING, SECOND, SUBLIST


@pytest.mark.parametrize(
    ("fraction", "shown"),
    [
        (None, "unknown"),
        (Decimal(0), "0.00 %"),
        (Decimal("0.00001"), "< 0.01 %"),
        (Decimal("0.021"), "2.10 %"),
        (Decimal(12), "1,200.00 %"),
    ],
)
def test_a_share_in_per_cent(fraction: Decimal | None, shown: str) -> None:
    assert percent(fraction) == shown


def test_an_interval_shows_one_figure_where_both_ends_are_the_same() -> None:
    assert share((Decimal("0.1"), Decimal("0.1"))) == "10.00 %"
    assert share((Decimal("0.1"), Decimal("0.2"))) == "10.00 % – 20.00 %"
    assert share(None) == "unknown"
    assert bracket((0.9, 0.904)) == "0.90"


def test_a_holding_with_two_findings_counts_once() -> None:
    other = replace(FIRST, id="f9", indicator=SECOND.indicator)
    total = reached(replace(SCREENING, findings=(FIRST, other, SECOND)))
    assert (total.holdings, total.of, total.direct, total.through_funds) == (2, 12, Decimal("0.021"), Decimal("0.004"))


def test_a_line_of_a_fund_counts_once_and_the_weight_of_every_way_to_it() -> None:
    other = replace(SECOND, id="f9", holding=replace(SECOND.holding, row=8, weight=Decimal("0.001"), via=("Example Master Fund",)))
    total = reached(replace(SCREENING, findings=(SECOND, other)))
    assert (total.holdings, total.through_funds) == (1, Decimal("0.005"))


def test_an_unknown_weight_makes_the_answer_a_lower_bound() -> None:
    unknown = replace(FIRST, holding=replace(FIRST.holding, weight=None))
    assert answer(replace(SCREENING, findings=(unknown, SECOND))).startswith("2 of 12 holdings have a link to ask about: at least 0.40 %")


def test_one_holding_has() -> None:
    assert answer(replace(SCREENING, findings=(FIRST,))) == "1 of 12 holdings has a link to ask about: 2.10 % of the weight."


def test_every_level_has_its_step_on_the_scale() -> None:
    assert {level_class(level) for level in Level} == {"l1", "l2", "l3", "l4", "l5"}


def test_a_link_in_words_leaves_out_the_funds() -> None:
    assert link_words(FIRST) == "owns 63 %"
    assert link_words(SECOND) == "buys from lenses"
    assert link_words(replace(FIRST, path=(FIRST.path[0], FIRST.path[2]))) == "itself"


def test_notes_and_figures_stand_without_quotation_marks() -> None:
    assert quoted(LISTED) == "“Example Lantern Aksu Spinning Mill”"
    assert quoted(replace(LISTED, original="“said so”")) == "“said so”"
    assert quoted(replace(LISTED, original="“a” and “b”")) == "““a” and “b””"
    assert quoted(replace(LISTED, prop="ground", value="xuar_forced_labour")) == "forced labour in the region"
    assert quoted(replace(LISTED, prop="shareLow", value="0.728")) == "72.80 %"


def test_kinds_of_which_the_same_is_said_stand_in_one_sentence() -> None:
    rows = [
        Coverage(kind, "no", (), f"Not assessed for {kind}: no source of that kind is loaded.")
        for kind in ("supply", "contracts", "hosting")
    ]
    assert unassessed(rows) == ("Not assessed for supply, contracts and hosting: no source of that kind is loaded.",)


def test_stale_lists_stand_by_date() -> None:
    assert stale_by_date(SCREENING.searched) == (("2026-07-20", 125, ("Example Import Ban List",)),)


def test_claims_of_one_entry_stand_together() -> None:
    found = grouped((OWNED, LISTED, SUBLIST))
    assert [len(group.claims) for group in found] == [1, 2]
    assert [group.locator for group in found] == ["page 84", ""]
    assert [label(prop) for prop in ("listedName", "someNewProp")] == ["name as listed", "some new prop"]
