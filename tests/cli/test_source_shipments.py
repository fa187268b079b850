"""`clew source shipments`: the totals of a manifest, for a person and for a pipe."""

import json
from pathlib import Path

from tests.conftest import Run
from tests.sources.loose import FILES

MANIFEST = FILES / "us_imports" / "vendor.csv"


def test_a_manifest_is_added_up_by_product_and_destination(clew: Run) -> None:
    told = clew("source", "shipments", MANIFEST)
    assert told.returncode == 0
    assert "61" in told.stdout
    assert "California" in told.stdout


def test_the_totals_are_json_alone_on_standard_output(clew: Run) -> None:
    found = json.loads(clew("source", "shipments", MANIFEST, "--digits", "2", "--json").stdout)["totals"]
    assert found[0] == {
        "product": "61",
        "destination": "California",
        "records": 2,
        "weight": "2000.000",
        "first": "2025-03-02",
        "last": "2025-05-09",
    }


def test_what_is_no_manifest_is_refused_and_nothing_is_kept(clew: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("name,colour\nAmber,red\n", encoding="utf-8")
    told = clew("source", "shipments", path)
    assert told.returncode == 3
    assert "other.csv" in told.stderr
    assert list((tmp_path / "clew-home" / "lake").glob("us_imports*")) == []
