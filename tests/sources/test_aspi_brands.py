"""Brands of a report of 2020: each is named in words of the report, as of its day, and the copy says that it is a part."""

from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.us_lists import add_few, table
from tests.world import World


def test_a_brand_is_named_and_no_more(world: World, tmp_path: Path) -> None:
    done = add_few(
        world.stores,
        "aspi_brands",
        table(tmp_path / "b.csv", ("n", "brand", "source"), {"n": "1", "brand": "Sample Shoes", "source": "page"}),
    )
    assert values(world.stores, done, "aspi_brands:sample-shoes") == {"name": ["Sample Shoes"]}
    named = values(world.stores, done, "aspi_brands:sample-shoes#named")
    assert named["subject"] == ["aspi_brands:sample-shoes"]
    assert named["indicator"] == ["FL-04"]
    assert "supply chains of at least 82 well-known global brands" in named["text"][0]
    assert "61 of them" in named["scopeNote"][0]
    said = claims(world.stores, done, "schema = 'Allegation'")
    assert {(one.grade, one.stated_on) for one in said} == {("G3", "2020-03-01")}


def test_a_brand_without_a_source_stops_the_import(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="the cell is empty"):
        add_few(world.stores, "aspi_brands", table(tmp_path / "b.csv", ("n", "brand", "source"), {"brand": "Sample Shoes"}))


def test_the_real_file_is_read_whole(world: World, shared_data: Path) -> None:
    done = add(world.stores, "aspi_brands", shared_data / "lists" / "aspi_uyghurs_for_sale" / "aspi_2020_brands_partial.csv")
    assert done.snapshot.about.rows == 61
    assert len(claims(world.stores, done, "prop = 'indicator'")) == 61
