"""Lines of two versions: what is the same, what came and went."""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from clew.engine.duck import DuckEngine
from clew.lake.book_lines import COLUMNS
from clew.resolve.lines import lines_plan


class Line(NamedTuple):
    """A line as a test says it."""

    name: str
    isin: str = ""
    sedol: str = ""
    listing: str = ""
    lei: str = ""
    weight: str | None = "0.1"
    value: str | None = None
    shelf: str = ""


def compared(engine: DuckEngine, old: Sequence[Line], new: Sequence[Line]) -> list[tuple[str, str, str]]:
    """(kind, matched by, name of the newest side) of every line."""
    for table, lines in (("line_old", old), ("line_new", new)):
        rows = [
            (
                *("b", one.shelf, number, one.name, one.isin, one.lei, "", one.sedol, one.listing.partition(":")[0], one.listing),
                *(one.weight, one.value, "EUR", 1),
            )
            for number, one in enumerate(lines, start=1)
        ]
        engine.load(table, COLUMNS, rows)
    engine.run(lines_plan())
    found = engine.fetch("SELECT kind, how, name FROM line_change ORDER BY kind, name, how")
    return [(str(kind), str(how), str(name)) for kind, how, name in found]


def test_the_isin_decides_whatever_else_changed(engine: DuckEngine) -> None:
    found = compared(engine, [Line("Example Mill", "I1", listing="XETR:A")], [Line("Mill Holdings", "I1", listing="XPAR:B")])
    assert found == [("unchanged", "isin", "Mill Holdings")]


def test_two_isins_are_two_lines_though_they_have_one_name(engine: DuckEngine) -> None:
    found = compared(engine, [Line("Example Mill", "I1", "S1")], [Line("Example Mill", "I2", "S1")])
    assert [kind for kind, _, _ in found] == ["added", "removed"]


def test_a_weaker_identifier_that_both_state_matches_where_one_side_has_no_stronger(engine: DuckEngine) -> None:
    found = compared(
        engine, [Line("Example Mill", sedol="S1"), Line("Dairy", listing="X:1")], [Line("Mill", "I1", "S1"), Line("D", "I2", "", "X:1")]
    )
    assert [(kind, how) for kind, how, _ in found] == [("unchanged", "listing"), ("unchanged", "sedol")]


def test_a_code_that_changed_on_one_market_leaves_the_name_to_decide(engine: DuckEngine) -> None:
    found = compared(engine, [Line("Social Mill A", listing="XNAS:SM")], [Line("SOCIAL MILL A", listing="XNAS:META")])
    assert found == [("unchanged", "name", "SOCIAL MILL A")]


def test_a_share_of_another_market_is_another_line(engine: DuckEngine) -> None:
    found = compared(engine, [Line("Example Mining", listing="XHKG:02899")], [Line("Example Mining", listing="XSHG:601899")])
    assert [kind for kind, _, _ in found] == ["added", "removed"]


def test_a_name_that_several_lines_have_is_no_match(engine: DuckEngine) -> None:
    old = [Line("Example Bond", sedol="S1"), Line("Example Bond", sedol="S2")]
    assert [kind for kind, _, _ in compared(engine, old, [Line("Example Bond")])] == ["added", "removed", "removed"]


def test_lots_of_one_security_are_one_line(engine: DuckEngine) -> None:
    found = compared(engine, [Line("Mill", "I1", weight="0.2")], [Line("Mill", "I1", weight="0.05"), Line("Mill", "I1", weight="0.15")])
    assert found == [("unchanged", "isin", "Mill")]


def test_a_line_in_another_funds_book_is_another_line(engine: DuckEngine) -> None:
    assert [kind for kind, _, _ in compared(engine, [Line("Mill", "I1")], [Line("Mill", "I1", shelf="fund")])] == ["added", "removed"]


def test_another_weight_or_value_is_a_change_and_a_number_that_is_gone_too(engine: DuckEngine) -> None:
    old = [Line("A", "I1", weight="0.1"), Line("B", "I2", value="10.0000"), Line("C", "I3"), Line("D", "I4", weight=None)]
    new = [Line("A", "I1", weight="0.2"), Line("B", "I2", value="11.0000"), Line("C", "I3", weight=None), Line("D", "I4", weight=None)]
    assert [(kind, name) for kind, _, name in compared(engine, old, new)] == [*(("changed", one) for one in "ABC"), ("unchanged", "D")]


_few = st.sampled_from(["", "1", "2"])
_lines = st.lists(
    st.builds(
        Line,
        name=st.sampled_from(["A", "B", "C"]),
        isin=_few,
        sedol=_few,
        listing=st.sampled_from(["", "X:1", "X:2", "Y:1"]),
        lei=_few,
        weight=st.sampled_from([None, "0.1", "0.2"]),
        value=st.sampled_from([None, "1.0000"]),
        shelf=st.sampled_from(["", "fund"]),
    ),
    max_size=6,
)


@given(_lines, _lines)
@settings(max_examples=40)
def test_the_other_way_round_what_came_went_and_against_itself_nothing_did(old: list[Line], new: list[Line]) -> None:
    engine = DuckEngine()
    try:
        there, back = compared(engine, old, new), compared(engine, new, old)
        counts = [
            [sum(kind == one for kind, _, _ in found) for one in ("added", "removed", "changed", "unchanged")] for found in (there, back)
        ]
        assert counts[0] == [counts[1][1], counts[1][0], *counts[1][2:]]
        assert sorted(name for kind, _, name in there if kind == "added") == sorted(name for kind, _, name in back if kind == "removed")
        assert {kind for kind, _, _ in compared(engine, old, old)} <= {"unchanged"}
    finally:
        engine.close()
