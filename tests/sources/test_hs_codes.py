"""The Harmonized System: each code with the one above it; the sections alone are no list of codes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import values
from tests.sources.loose import add_small, said_of, sayings, table
from tests.world import World

ROWS = [
    {"section": "XI", "hscode": "52", "description": "Cotton", "parent": "TOTAL", "level": "2"},
    {"section": "XI", "hscode": "5201", "description": "Cotton; not carded", "parent": "52", "level": "4"},
    {"section": "TOTAL", "hscode": "TOTAL", "description": "Total", "parent": "TOTAL", "level": "5"},
]


def test_a_code_is_claimed_with_the_one_above_it_and_its_section(world: World, tmp_path: Path) -> None:
    sections = table(tmp_path / "sections.csv", [{"section": "XI", "name": "Textiles"}])
    imported = add_small(world.stores, "hs_codes", table(tmp_path / "codes.csv", ROWS), sections)
    assert values(world.stores, imported, "hs_codes:5201") == {
        "hsCode": ["5201"],
        "level": ["4"],
        "name": ["Cotton; not carded"],
        "parent": ["hs_codes:52"],
        "section": ["XI"],
    }
    assert values(world.stores, imported, "hs_codes:section-xi") == {"name": ["Textiles"]}
    assert imported.snapshot.about.dropped == (("the total, which is no product", 1),)


def test_sections_alone_are_refused_and_wrong_codes_are_said_at_once(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="the file with the codes"):
        add_small(world.stores, "hs_codes", table(tmp_path / "sections.csv", [{"section": "XI", "name": "Textiles"}]))
    rows = [{**ROWS[0], "hscode": "5"}, {**ROWS[1], "level": "3"}, {**ROWS[1], "description": ""}]
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "hs_codes", table(tmp_path / "codes.csv", rows))
    expected = ("“5” has not the shape", "unknown code “3”", "the cell is empty")
    assert [part for part in expected if part not in str(caught.value)] == []


@settings(max_examples=5)
@given(st.lists(st.integers(1, 97), min_size=1, max_size=6, unique=True))
def test_every_code_is_claimed_in_any_order(chapters: list[int]) -> None:
    rows = [{**ROWS[0], "hscode": f"{chapter:02}"} for chapter in chapters]
    said = sayings(said_of("hs_codes", rows))
    assert said == sayings(said_of("hs_codes", rows[::-1]))
    assert {value for _, _, prop, value, _ in said if prop == "hsCode"} == {f"{chapter:02}" for chapter in chapters}
