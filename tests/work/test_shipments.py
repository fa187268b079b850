"""Totals of a manifest by product and destination: the same from text and from Parquet, whatever the order of rows."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import InputError, UnexpectedContentError
from clew.work.shipments import Total, totals
from tests.sources.loose import FILES, table
from tests.world import World

VENDOR, MANIFEST = FILES / "us_imports" / "vendor.csv", FILES / "us_imports" / "manifest.csv"
NEEDED = ("actual_arrival_date", "harmonized_number", "harmonized_weight", "port_of_destination")


def parquet(world: World, path: Path, rows: list[tuple[str, str, int, str]]) -> Path:
    engine = world.stores.engine()
    try:
        kinds = dict.fromkeys(NEEDED, "VARCHAR") | {"harmonized_weight": "BIGINT"}
        engine.load("manifest", kinds, [(day, code, weight, port) for code, port, weight, day in rows])
        engine.write("manifest", path, NEEDED)
    finally:
        engine.close()
    return path


def test_products_and_destinations_of_a_vendors_export_are_added_up(world: World) -> None:
    assert totals(world.stores, VENDOR) == (
        Total("61", "California", 2, Decimal("2000.000"), "2025-03-02", "2025-05-09"),
        Total("", "California", 1, Decimal("1200.000"), "2025-06-03", "2025-06-03"),
        Total("63", "California", 1, Decimal("1200.000"), "2025-06-01", "2025-06-01"),
        Total("94", "California", 1, Decimal("1200.000"), "2025-06-02", "2025-06-02"),
    )


def test_more_digits_tell_more_products_apart(world: World) -> None:
    assert {one.product for one in totals(world.stores, MANIFEST, 6)} == {"610910", "620342"}
    assert {one.product for one in totals(world.stores, MANIFEST, 4)} == {"6109", "6203"}


def test_what_is_no_manifest_and_no_level_is_said(world: World, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not by 3"):
        totals(world.stores, VENDOR, 3)
    with pytest.raises(UnexpectedContentError):
        totals(world.stores, table(tmp_path / "other.csv", [{"name": "Amber", "colour": "red"}]))
    engine = world.stores.engine()
    engine.load("other", {"name": "VARCHAR"}, [("Amber",)])
    engine.write("other", tmp_path / "other.parquet", ("name",))
    engine.close()
    with pytest.raises(UnexpectedContentError, match="the file is no manifest"):
        totals(world.stores, tmp_path / "other.parquet")


ROW = st.tuples(
    st.sampled_from(["610910", "620342", "854143"]), st.sampled_from(["Oakland", "Houston"]), st.integers(0, 9), st.just("2025-01-02")
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROW, min_size=1, max_size=12))
def test_parquet_and_text_say_the_same_and_every_record_is_counted(world: World, rows: list[tuple[str, str, int, str]]) -> None:
    head = ("identifier", "consignee_name", "shipper_party_name", "description_text", *NEEDED)
    cells = [dict(zip(NEEDED, (day, code, str(weight), port), strict=True)) for code, port, weight, day in rows]
    text = totals(world.stores, table(world.stores.folder / "rows.csv", cells, head))
    assert totals(world.stores, parquet(world, world.stores.folder / "rows.parquet", rows)) == text
    assert sum(one.records for one in text) == len(rows)
    assert sum(one.weight for one in text) == sum(weight for _, _, weight, _ in rows)
