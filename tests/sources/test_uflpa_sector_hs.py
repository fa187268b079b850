"""High-priority sectors with the HS codes derived for them: an inference, and graded as one."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import claims, values
from tests.sources.loose import add_small, said_of, sayings, table
from tests.world import World

SECTORS = [
    {"sector": "apparel", "added": "2022 (initial)", "source": "example.org"},
    {"sector": "jujubes", "added": "2025-08-19", "source": "x"},
]
CODE = {"sector": "apparel", "prefix": "61", "hscode": "6101", "level": "4", "description": "Coats", "basis": "derived", "exact": "1"}


def test_a_sector_has_the_day_it_was_added_and_its_codes(world: World, tmp_path: Path) -> None:
    wider = {**CODE, "sector": "jujubes", "hscode": "081340", "exact": "0"}
    paths = table(tmp_path / "sectors.csv", SECTORS), table(tmp_path / "codes.csv", [CODE, wider])
    imported = add_small(world.stores, "uflpa_sector_hs", *paths)
    assert values(world.stores, imported, "uflpa_sector_hs:apparel") == {
        "hsPrefix": ["6101"],
        "name": ["apparel"],
        "notes": ["initial"],
        "proof": ["derived"],
        "readIn": ["example.org"],
        "startDate": ["2022"],
    }
    assert values(world.stores, imported, "uflpa_sector_hs:jujubes")["hsPrefixWider"] == ["081340"]
    assert {one.grade for one in claims(world.stores, imported)} == {"G5"}


def test_codes_alone_are_refused_and_wrong_ones_are_said_at_once(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="the file with the sectors"):
        add_small(world.stores, "uflpa_sector_hs", table(tmp_path / "codes.csv", [CODE]))
    paths = table(tmp_path / "sectors.csv", SECTORS), table(tmp_path / "codes.csv", [{**CODE, "hscode": "x"}, {**CODE, "exact": "2"}])
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "uflpa_sector_hs", *paths)
    assert all(part in str(caught.value) for part in ("“x” has not the shape", "unknown code “2”"))


@settings(max_examples=5)
@given(st.lists(st.sampled_from(["steel", "copper", "lithium"]), min_size=1, max_size=3, unique=True))
def test_every_sector_is_claimed_in_any_order(sectors: list[str]) -> None:
    rows = [{"sector": sector, "added": "2025-08-19", "source": "x"} for sector in sectors]
    said = sayings(said_of("uflpa_sector_hs", rows))
    assert said == sayings(said_of("uflpa_sector_hs", rows[::-1]))
    assert {value for _, _, prop, value, _ in said if prop == "name"} == set(sectors)
