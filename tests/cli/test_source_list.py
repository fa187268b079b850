"""The sources at a glance, with forty of them, on a narrow and on a wide terminal."""

import pytest
from msgspec.structs import replace

from clew.cli.source_list import sources_view
from clew.render.terminal import to_text
from clew.sources.reading.card import load_card
from clew.work.inspect import SourceState

CARD = load_card("cbp_wro")
STATES = tuple(
    SourceState(
        card=replace(CARD, dataset=f"source_number_{number}", short=f"A list with quite a long title of its own, number {number}"),
        version="2026-07-16",
        published="2026-07-16",
        age_days=100 * number,
        stale=number % 2 == 0,
        claims=10**number if number < 9 else number,
        starter=False,
        note="",
        rows=number,
        grades="G1 G3 G4",
        snapshot_id="2026-07-16-aaaaaaaaaaaa",
        retrieved="2026-07-17",
        state="corrected 2026-11-20: the agency named another mill" if number == 3 else "",
        in_force=number != 5,
    )
    for number in range(45)
)


@pytest.mark.parametrize("width", [80, 100, 120])
def test_each_source_is_one_line_and_nothing_but_its_title_is_cut(width: int) -> None:
    lines = [line.rstrip() for line in to_text(sources_view(STATES, width), width).splitlines()]
    rows = lines[1 : lines.index("")]
    assert len(rows) == 44
    assert all(len(line) <= width for line in lines)
    assert all(row.startswith(f"source_number_{row.split()[0].rpartition('_')[2]} ") and row.endswith("G1 G3 G4") for row in rows)
    assert any(row.split()[0] == "source_number_8" and "100,000,000" in row and "800 old" in row for row in rows)


def test_one_licence_of_many_sources_is_said_once() -> None:
    assert to_text(sources_view(STATES, 120)).count(CARD.licence) == 1


def test_what_became_of_a_source_and_what_is_not_searched_stand_below() -> None:
    lines = [line.rstrip() for line in to_text(sources_view(STATES, 120)).splitlines()]
    assert "  source_number_3: corrected 2026-11-20: the agency named another mill" in lines
    at = lines.index("Held, and not searched")
    assert lines[at + 1].startswith("  source_number_5 2026-07-16:")
