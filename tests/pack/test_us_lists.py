"""Grounds and labels of United States lists: each ground says why, and a malformed pack is refused with every fault."""

from pathlib import Path

import pytest

from clew.errors import PackError
from clew.pack.us_lists import load_us_lists
from tests.sources.shipped import STARTER


def test_every_ground_has_a_note_and_a_notice_that_ships() -> None:
    notices = {claim.entity_id for claim in STARTER["notices"].claims()}
    for row in load_us_lists().grounds:
        assert row.note
        assert row.notice == "" or row.notice in notices


def test_a_whole_notice_has_the_ground_of_the_entries_that_ship() -> None:
    """No entry of a notice that stands in the pack has another ground in the tables that ship."""
    shipped = {dataset: list(STARTER[dataset].claims()) for dataset in ("bis_entity_list", "ns_cmic")}
    for row in load_us_lists().grounds:
        for said in shipped.values():
            entries = {claim.entity_id for claim in said if row.notice and claim.prop == "notice" and claim.value == row.notice}
            assert {claim.value for claim in said if claim.prop == "ground" and claim.entity_id in entries} <= {row.ground}


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    place = tmp_path / "us.toml"
    place.write_text(
        '[[ground]]\nlist = "EL"\nground = "weather"\nnotice = ""\nnote = ""\ncites = "1 FR 1"\nnumber = "1"\n'
        '[[identifier]]\nlabel = "ISIN"\nprop = "isinCode"\npattern = "("\n[[identifier]]\nlabel = "ISIN"\nprop = "isinCode"\n',
        encoding="utf-8",
    )
    with pytest.raises(PackError) as caught:
        load_us_lists(place)
    told = str(caught.value)
    assert all(part in told for part in ("unknown ground “weather”", "has no note", "in two ways", "“ISIN” stands twice", "is none"))
