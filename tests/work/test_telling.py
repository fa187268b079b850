"""Which source a file is of, told by its layout: one that one source alone has, whole."""

from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from clew.work.files import Given
from clew.work.telling import tell_source
from tests.harbour_list import FIRST, HARBOUR, own_card, write
from tests.world import World

MAPPING = "LEI,ISIN\n5299000ABCDEFGHIJ101,US0378331005\n"


def told(world: World, *paths: Path, form: str = "") -> str:
    return tell_source(world.stores, Given(paths, form))


def put(folder: Path, content: str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_a_layout_that_one_source_has_tells_the_source(world: World, tmp_path: Path) -> None:
    assert told(world, put(tmp_path, MAPPING)) == "gleif_isin"
    objects = '{"fields": ["cik", "name", "ticker", "exchange"], "data": []}'
    assert told(world, put(tmp_path, objects, "tickers.json")) == "sec_tickers"
    assert told(world, put(tmp_path, '{"0": {"cik_str": 1, "ticker": "AX", "title": "A"}}', "tickers.json")) == "sec_tickers"
    assert told(world, put(tmp_path, "<edgarSubmission><formData/></edgarSubmission>", "primary_doc.xml")) == "nport_pairs"


def test_a_card_of_the_workspace_is_known_too(world: World, tmp_path: Path) -> None:
    own_card(world.stores, tmp_path)
    assert told(world, write(tmp_path, "2026-11-01", FIRST)) == HARBOUR


def test_the_files_of_a_set_are_of_the_source_that_has_the_layouts_of_all(world: World, tmp_path: Path) -> None:
    holdings = "HOLDING_ID\tISSUER_NAME\tISSUER_LEI\tISSUER_TITLE\tISSUER_CUSIP\tASSET_CAT\tISSUER_TYPE\n1\tA\tN/A\tA\tN/A\tEC\tCORP\n"
    numbers = "HOLDING_ID\tIDENTIFIER_ISIN\tOTHER_IDENTIFIER\tOTHER_IDENTIFIER_DESC\n1\t\t\t\n"
    files = (put(tmp_path, holdings, "FUND_REPORTED_HOLDING.tsv"), put(tmp_path, numbers, "IDENTIFIERS.tsv"))
    assert told(world, *files) == "nport_pairs"
    with pytest.raises(UnexpectedContentError, match="no source is known that has this layout"):
        told(world, *files, put(tmp_path, MAPPING))


def test_a_layout_of_several_sources_is_for_a_person_to_tell(world: World, tmp_path: Path) -> None:
    path = put(tmp_path, "ent_num,add_num,address,city_state_zip,country,add_remarks\n1,1,a,b,c,\n")
    with pytest.raises(UnexpectedContentError, match=r"several sources have this layout: ofac_consolidated \(.*ofac_sdn \(.*--as SOURCE"):
        told(world, path)


@pytest.mark.parametrize(
    "content", ["Holding,Weight\nA,1\n", "LEI,ISIN,Name\n5299000ABCDEFGHIJ101,US0378331005,A\n", "a,b,c,d,e,f\n1,2,3,4,5,6\n"]
)
def test_a_table_that_no_source_has_whole_is_of_none(world: World, tmp_path: Path, content: str) -> None:
    with pytest.raises(UnexpectedContentError, match="clew source map FILE"):
        told(world, put(tmp_path, content))


def test_the_form_that_a_person_names_has_to_fit(world: World, tmp_path: Path) -> None:
    assert told(world, put(tmp_path, MAPPING), form="csv") == "gleif_isin"
    with pytest.raises(UnexpectedContentError, match="no source is known"):
        told(world, put(tmp_path, MAPPING), form="pairs")


def test_published_files_tell_their_source(world: World, shared_data: Path) -> None:
    market = shared_data / "market"
    files = {
        "u_hkex_list_of_securities/ListOfSecurities.xlsx": "hkex_securities",
        "u_hkex_list_of_securities/ListOfSecurities_2025.xlsx": "hkex_securities",
        "u_szse_official_list/SZSE_A股列表.xlsx": "szse_a_shares",
        "u_sec_company_tickers/company_tickers.json": "sec_tickers",
        "u_sec_company_tickers/company_tickers.parquet": "sec_tickers",
        "u_sec_company_tickers/ct.pq": "sec_cusips",
        "h_sec_nport_xml/NPORT Sample 7.xml": "nport_pairs",
        "h_sec_nport_xml/derived_nport_sample7_holdings.csv": "nport_pairs",
    }
    assert {name: told(world, market / name) for name in files} == files
