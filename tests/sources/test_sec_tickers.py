"""The SEC's tickers in each of their layouts: one company a CIK, its tickers in the notation of the tape."""

import json
from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.loose import add_small, table
from tests.world import World

LAMPS, FERRY = ("0009900001", "Morning Star Lamps Inc."), ("0009900002", "FERRY HOLDINGS CORP")
TICKERS = [(LAMPS, "MSTL", "Nasdaq"), (LAMPS, "MSTL-B", "NYSE"), (LAMPS, "MSTL-PD", "NYSE"), (FERRY, "FRYY", "OTC"), (FERRY, "FRYC", "")]


def rows(tickers: list[tuple[tuple[str, str], str, str]]) -> list[dict[str, str]]:
    return [{"cik": cik, "ticker": ticker, "exchange": exchange, "name": name} for (cik, name), ticker, exchange in tickers]


def arrays(folder: Path, fields: list[str], data: list[list[object]]) -> Path:
    path = folder / "company_tickers_exchange.json"
    path.write_text(json.dumps({"fields": fields, "data": data}), encoding="utf-8")
    return path


def entries(folder: Path, found: list[dict[str, object]]) -> Path:
    path = folder / "company_tickers.json"
    path.write_text(json.dumps({str(at): one for at, one in enumerate(found)}), encoding="utf-8")
    return path


def test_tickers_of_one_cik_are_securities_of_one_company(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "sec_tickers", table(tmp_path / "tickers.csv", rows(TICKERS)))
    assert values(world.stores, imported, "sec:cik-9900001") == {"name": [LAMPS[1]], "cikCode": [LAMPS[0]]}
    found = {one.value: one.entity_id for one in claims(world.stores, imported, "prop = 'code'")}
    assert set(found) == {"MSTL", "MSTL.B", "MSTL.PRD", "FRYY", "FRYC"}
    said = {"issuer": ["sec:cik-9900001"], "code": ["MSTL.B"], "mic": ["XNYS"], "country": ["US"], "status": ["second signal"]}
    assert values(world.stores, imported, found["MSTL.B"]) == said
    assert "mic" not in values(world.stores, imported, found["FRYY"])
    assert values(world.stores, imported, found["FRYC"])["country"] == ["US"]


def test_what_edgar_sets_after_a_name_is_left_out_of_it(world: World, tmp_path: Path) -> None:
    printed = [
        (("0009900009", name), f"MST{at}", "NYSE") for at, name in enumerate(("MISTRAL LAMPS INC /DE/", "MISTRAL BANK/CAN/", "AM/FM"))
    ]
    imported = add_small(world.stores, "sec_tickers", table(tmp_path / "tickers.csv", rows(printed)))
    names = {one.value for one in claims(world.stores, imported, "prop = 'name'")}
    assert names == {"MISTRAL LAMPS INC", "MISTRAL BANK", "AM/FM"}


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("BRKX", "BRKX"),
        ("BRKX-B", "BRKX.B"),
        ("T-PC", "T.PRC"),
        ("C-PR", "C.PRR"),
        ("TY-P", "TY.PR"),
        ("ACHX-WT", "ACHX.WS"),
        ("NEX-WTA", "NEX.WSA"),
        ("AIIX-UN", "AIIX.U"),
        ("CELX-RI", "CELX.RT"),
        ("CELX-RT", "CELX.RT"),
    ],
)
def test_a_ticker_is_written_as_the_tape_prints_it(world: World, tmp_path: Path, printed: str, code: str) -> None:
    imported = add_small(world.stores, "sec_tickers", table(tmp_path / "tickers.csv", rows([(LAMPS, printed, "NYSE")])))
    assert [one.value for one in claims(world.stores, imported, "prop = 'code'")] == [code]


def test_the_layouts_say_the_same_but_for_the_exchange(world: World, tmp_path: Path) -> None:
    fields = ["cik", "name", "ticker", "exchange"]
    data: list[list[object]] = [[int(cik), name, ticker, exchange or None] for (cik, name), ticker, exchange in TICKERS]
    keyed: list[dict[str, object]] = [{"cik_str": int(cik), "ticker": ticker, "title": name} for (cik, name), ticker, _ in TICKERS]
    files = (table(tmp_path / "tickers.csv", rows(TICKERS)), arrays(tmp_path, fields, data), entries(tmp_path, keyed))
    said = []
    for path in files:
        found = claims(world.stores, add_small(world.stores, "sec_tickers", path))
        said.append({(one.entity_id, one.prop, one.value) for one in found})
    assert said[0] == said[1]
    assert {one for one in said[0] if one[1] != "mic"} == said[2]


def test_a_row_of_an_array_is_found_by_its_place(world: World, tmp_path: Path) -> None:
    path = arrays(tmp_path, ["cik", "name", "ticker", "exchange"], [[9900002, "A", "AX", "NYSE"], [9900001, "B", "BX", None]])
    imported = add_small(world.stores, "sec_tickers", path)
    assert {one.locator for one in claims(world.stores, imported, "value = 'BX'")} == {"row 2"}


def test_a_ticker_of_two_filers_is_left_out_and_counted(world: World, tmp_path: Path) -> None:
    both = [*TICKERS, (FERRY, "MSTL", "OTC")]
    imported = add_small(world.stores, "sec_tickers", table(tmp_path / "tickers.csv", rows(both)))
    assert imported.snapshot.about.dropped == (("tickers that stand with two filers", 2),)
    assert "MSTL" not in {one.value for one in claims(world.stores, imported, "prop = 'code'")}


def test_what_is_not_known_stops_the_import(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(
            world.stores, "sec_tickers", table(tmp_path / "t.csv", rows([(LAMPS, "MSTL-XYZ", "Moon"), (("CIK9", "Nobody"), "NBD", "")]))
        )
    told = str(caught.value)
    assert all(part in told for part in ("“MSTL-XYZ” has not the shape", "unknown code “Moon”", "“CIK9” has not the shape"))
    with pytest.raises(UnexpectedContentError, match="the fields are cik, name, ticker, exchange, lei"):
        add_small(
            world.stores, "sec_tickers", arrays(tmp_path, ["cik", "name", "ticker", "exchange", "lei"], [[1, "A", "AX", "NYSE", "x"]])
        )
    with pytest.raises(UnexpectedContentError, match="the row has 3 cells, there are 4 fields"):
        add_small(world.stores, "sec_tickers", arrays(tmp_path, ["cik", "name", "ticker", "exchange"], [[1, "A", "AX"]]))
    with pytest.raises(UnexpectedContentError, match="the entry has the keys cik_str, ticker, title, lei"):
        add_small(world.stores, "sec_tickers", entries(tmp_path, [{"cik_str": 1, "ticker": "AX", "title": "A", "lei": "x"}]))


@pytest.mark.parametrize(("name", "tickers", "filers"), [("company_tickers.json", 9610, 7919), ("company_tickers.parquet", 10365, 7992)])
def test_the_published_tables_are_imported_whole(world: World, shared_data: Path, name: str, tickers: int, filers: int) -> None:
    done = add(world.stores, "sec_tickers", shared_data / "market" / "u_sec_company_tickers" / name)
    assert done.snapshot.about.rows == tickers
    assert len(claims(world.stores, done, "prop = 'cikCode'")) == filers
    codes = {one.value for one in claims(world.stores, done, "prop = 'code'")}
    assert len({code.replace(".", "") for code in codes}) == len(codes) == tickers
