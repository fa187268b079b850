"""A table of CUSIP and ticker: a second signal of no issuer, and CUSIPs that are none are counted."""

from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.loose import add_small, table
from tests.world import World

FITS, WRONG = "990000101", "990000102"


def test_a_pair_is_a_second_signal_of_no_issuer(world: World, tmp_path: Path) -> None:
    rows = [{"Cusip": FITS, "Ticker": "MSTLB"}, {"Cusip": WRONG, "Ticker": "MSTL"}, {"Cusip": "99", "Ticker": "MSTL"}]
    imported = add_small(world.stores, "sec_cusips", table(tmp_path / "pairs.csv", rows))
    said = {"cusip": [FITS], "code": ["MSTLB"], "country": ["US"], "status": ["second signal"]}
    assert values(world.stores, imported, f"sec_cusips:{FITS}") == said
    assert imported.snapshot.about.dropped == (("CUSIPs with a wrong check digit or shape", 2),)


def test_it_proves_no_identifier_and_joins_nobody(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "sec_cusips", table(tmp_path / "pairs.csv", [{"Cusip": FITS, "Ticker": "MSTL"}]))
    assert {one.schema for one in claims(world.stores, imported)} == {"Security"}
    assert "issuer" not in {one.prop for one in claims(world.stores, imported)}


def test_a_ticker_that_is_none_stops_the_import(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError, match="has not the shape"):
        add_small(world.stores, "sec_cusips", table(tmp_path / "pairs.csv", [{"Cusip": FITS, "Ticker": "not a ticker"}]))


def test_the_table_is_imported_whole(world: World, shared_data: Path) -> None:
    done = add(world.stores, "sec_cusips", shared_data / "market" / "u_sec_company_tickers" / "ct.pq")
    assert (done.snapshot.about.rows, done.snapshot.claims) == (68830, 275320)
