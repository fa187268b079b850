"""How good a source is, at a glance."""

import pytest

from clew.cli.source_check import quality_view
from clew.render.terminal import to_text
from clew.work.quality import PropertyCoverage, Quality

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
