"""Figures of the region's trade as reports quote them: each with its unit, its period and where it was read."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import values
from tests.sources.loose import add_small, said_of, sayings, table
from tests.world import World

ROW = {"period": "2024-H1", "measure": "total trade", "value": "200", "unit": "bn CNY", "detail": "+48.4%", "source": "example.org/1"}


def test_a_figure_keeps_its_unit_and_where_it_was_read(world: World, tmp_path: Path) -> None:
    imported = add_small(
        world.stores, "xuar_trade_facts", table(tmp_path / "facts.csv", [ROW, {**ROW, "measure": "growth", "unit": "% y/y"}])
    )
    found = values(world.stores, imported, "xuar_trade_facts:2024-h1-total-trade")
    assert (found["value"], found["unit"], found["currency"], found["readIn"]) == (["200"], ["bn CNY"], ["CNY"], ["example.org/1"])
    assert found["scopeNote"] == ["a total of the region as a report quotes it: it says nothing about one company"]
    assert "currency" not in values(world.stores, imported, "xuar_trade_facts:2024-h1-growth")


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    rows = [{**ROW, "unit": "shiploads"}, {**ROW, "value": "much"}, {**ROW, "source": ""}]
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "xuar_trade_facts", table(tmp_path / "facts.csv", rows))
    expected = ("unknown code “shiploads”", "“much” has not the shape", "the cell is empty")
    assert [part for part in expected if part not in str(caught.value)] == []


@settings(max_examples=5)
@given(st.lists(st.integers(2000, 2024), min_size=1, max_size=5, unique=True))
def test_each_figure_is_claimed_once_in_any_order(years: list[int]) -> None:
    rows = [{**ROW, "period": str(year), "value": str(year)} for year in years]
    said = sayings(said_of("xuar_trade_facts", rows))
    assert said == sayings(said_of("xuar_trade_facts", rows[::-1]))
    assert {value for _, _, prop, value, _ in said if prop == "value"} == {str(year) for year in years}
