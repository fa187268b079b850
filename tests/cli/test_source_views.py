"""The sources at a glance, with forty of them, on a narrow and on a wide terminal."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from clew.cli.source_views import known_view, quality_view, sources_view
from clew.render.terminal import to_text
from clew.sources.reading.card import load_card
from clew.work.inspect import SourceState
from clew.work.quality import PropertyCoverage, Quality
from clew.work.sourcebook import Known

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


COVERAGE = tuple(PropertyCoverage("Company", prop, 5, 10, 12, 11) for prop in ("name", "registrationNumber", "locatedIn"))
QUALITY = Quality(
    dataset="list",
    title="Harbour list",
    version="2026-11-20",
    rows=10,
    claims=31,
    coverage=COVERAGE,
    parties=10,
    numbered=5,
    addressed=4,
    located=3,
    doubled_names=1,
    doubled_subjects=2,
    doubled_examples=(("Golden Bridge", 2),),
    shared_identifiers=0,
    stated=("2020-01-01", "2026-11-20"),
    began=("", ""),
    undated=30,
)


@pytest.mark.parametrize("width", [80, 120])
def test_how_good_a_source_is_reads_at_a_glance(width: int) -> None:
    lines = [line.rstrip() for line in to_text(quality_view(QUALITY), width).splitlines()]
    assert all(len(line) <= width for line in lines)
    assert lines[0] == "Harbour list 2026-11-20: 10 rows, 31 claims"
    told = {line.strip()[:30].strip(): line.strip()[30:].strip() for line in lines[1:11]}
    assert told["with an identifier"] == "5 (50.0 %)"
    assert told["names that several bear"] == "1, by 2"
    assert told["said between"] == "2020-01-01 and 2026-11-20"
    assert told["began to hold between"] == "no date is given"
    assert [line.split()[0] for line in lines[-3:]] == ["Company", "registrationNumber", "locatedIn"]


def test_an_address_is_never_broken() -> None:
    url = "https://example.org/" + "long/" * 20 + "list.csv"
    shown = known_view([Known("list", "Harbour list", "us", "our own", ("csv: as CSV",), "https://example.org", url)])
    out = io.StringIO()
    Console(file=out, width=60, color_system=None).print(shown, crop=False)
    assert f"  {url}\n" in out.getvalue()
