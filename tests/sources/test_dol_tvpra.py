"""The list of goods: goods and countries, with yes or no; it names no company."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.us_lists import add_few, fresh, table
from tests.world import World

APP = (
    "good",
    "sector",
    "child_labor",
    "country_name",
    "country_region",
    "derived_country",
    "derived_labor_exploitation",
    "forced_child_labor",
    "forced_labor",
)
COTTON = "dol_tvpra:sample-cotton-china"


def test_the_app_s_rows_are_read(world: World, tmp_path: Path) -> None:
    row = {"good": "Sample Cotton", "sector": "Agriculture", "child_labor": "No", "country_name": "China", "derived_country": "No"}
    row |= {"forced_child_labor": "No", "forced_labor": "Yes"}
    done = add_few(
        world.stores, "dol_tvpra", table(tmp_path / "goods.csv", APP, row, row | {"good": "Sample Thread", "derived_country": "China"})
    )
    assert values(world.stores, done, COTTON) == {
        "name": ["Sample Cotton"],
        "country": ["China"],
        "sector": ["Agriculture"],
        "childLabour": ["no"],
        "forcedLabour": ["yes"],
        "forcedChildLabour": ["no"],
    }
    assert values(world.stores, done, "dol_tvpra:sample-thread-china")["derivedFrom"] == ["China"]
    assert {one.schema for one in claims(world.stores, done)} == {"ListedGood"}


def test_the_worksheet_and_the_trade_tool_say_the_same(world: World, tmp_path: Path) -> None:
    sheet = table(tmp_path / "sheet.csv", ("Country", "Good", "CL", "FL"), {"Country": "China", "Good": "Sample Cotton", "FL": "X"})
    tool = table(
        tmp_path / "tool.csv",
        ("Country", "Country_ISOCode", "Region", "Sector", "Good", "All_Exploitations", "CL", "FL", "FCL", "HTS_10"),
        {"Country": "China", "Good": "Sample Cotton", "CL": "2009-2016", "FL": "2009"},
    )
    for path in (sheet, tool):
        said = values(world.stores, add_few(world.stores, "dol_tvpra", path), COTTON)
        assert (said["childLabour"], said["forcedLabour"]) == (["no"], ["yes"])


def test_an_answer_that_is_neither_stops_the_import(world: World, tmp_path: Path) -> None:
    rows = [{"good": "Sample Cotton", "country_name": "China", "forced_labor": "Perhaps"}, {"country_name": "China"}]
    with pytest.raises(UnexpectedContentError) as caught:
        add_few(world.stores, "dol_tvpra", table(tmp_path / "goods.csv", APP, *rows))
    assert all(part in str(caught.value) for part in ("unknown code “Perhaps”", "the cell is empty"))


@settings(max_examples=4)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("ABCDE"), st.sampled_from(["China", "India"]), st.booleans()), min_size=1, unique_by=lambda row: row[:2]
    )
)
def test_each_row_is_one_good_of_one_country(rows: list[tuple[str, str, bool]]) -> None:
    cells = [{"good": f"Good {good}", "country_name": country, "forced_labor": "Yes" if forced else "No"} for good, country, forced in rows]
    with fresh() as (stores, folder):
        done = add_few(stores, "dol_tvpra", table(folder / "goods.csv", APP, *cells))
        told = {one.entity_id: one.value for one in claims(stores, done, "prop = 'forcedLabour'")}
    assert told == {f"dol_tvpra:good-{good.lower()}-{country.lower()}": "yes" if forced else "no" for good, country, forced in rows}


@pytest.mark.parametrize(("year", "rows", "forced"), [("2020", 438, 120), ("2022", 467, 121)])
def test_the_real_vintages_are_read_whole(world: World, shared_data: Path, year: str, rows: int, forced: int) -> None:
    done = add(world.stores, "dol_tvpra", shared_data / "lists" / "dol_tvpra" / f"dol_tvpra_goods_{year}.csv")
    assert done.snapshot.about.rows == rows
    assert len(claims(world.stores, done, "prop = 'forcedLabour' AND value = 'yes'")) == forced
