"""US imports by country, month and chapter in two layouts; the claims say that they are national."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import values
from tests.sources.loose import add_small, said_of, sayings, table
from tests.world import World

SHARED = {"CTY_NAME": "CHINA", "I_COMMODITY_SDESC": "COTTON", "time": "2020-01", "I_COMMODITY": "52"}
PARTNERS = {**SHARED, "imports": "1050.0", "duty": "7.0", "itariff": "0.1"}
CHAPTERS = {**SHARED, "CON_VAL_MO": "1050", "CAL_DUT_MO": "7", "COMM_LVL": "HS2", "CTY_CODE": "5700"}


@pytest.mark.parametrize("row", [PARTNERS, CHAPTERS], ids=["partners", "chapters"])
def test_both_layouts_say_the_same_of_a_month(world: World, tmp_path: Path, row: dict[str, str]) -> None:
    imported = add_small(world.stores, "trade_us_census", table(tmp_path / "imports.csv", [row]))
    assert values(world.stores, imported, "trade_us_census:us-china-52-2020-01") == {
        "currency": ["USD"],
        "direction": ["imports"],
        "duty": ["7"],
        "hsCode": ["52"],
        "partner": ["CHINA"],
        "period": ["2020-01"],
        "reporter": ["US"],
        "scopeNote": ["national level: it says nothing about the region"],
        "value": ["1050"],
    }


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    rows = [
        {**CHAPTERS, "time": "January"},
        {**CHAPTERS, "CON_VAL_MO": "much"},
        {**CHAPTERS, "COMM_LVL": "HS4"},
        {**CHAPTERS, "CTY_NAME": ""},
    ]
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "trade_us_census", table(tmp_path / "imports.csv", rows))
    expected = ("“January” has not the shape", "“much” has not the shape", "unknown code “HS4”", "the cell is empty")
    assert [part for part in expected if part not in str(caught.value)] == []
    with pytest.raises(UnexpectedContentError, match="unknown column “Mood”"):
        add_small(world.stores, "trade_us_census", table(tmp_path / "other.csv", [{**CHAPTERS, "Mood": ""}]))


@settings(max_examples=6)
@given(st.dictionaries(st.integers(1, 97), st.integers(0, 10**12), min_size=1, max_size=6))
def test_every_value_is_claimed_whole_in_any_order(months: dict[int, int]) -> None:
    rows = [{**PARTNERS, "I_COMMODITY": f"{chapter:02}", "imports": f"{value}.0"} for chapter, value in months.items()]
    said = sayings(said_of("trade_us_census", rows))
    assert said == sayings(said_of("trade_us_census", rows[::-1]))
    found = {entity.split("-")[2]: value for entity, _, prop, value, _ in said if prop == "value"}
    assert found == {f"{chapter:02}": str(value) for chapter, value in months.items()}
