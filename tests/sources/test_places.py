"""The tables of places of the region: divisions, pinyin, postcodes, names by script, prefectures; and the pairing programmes of 2010."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UnexpectedContentError
from tests.sources.imports import claims, values
from tests.sources.loose import add_small, said_of, sayings, table
from tests.world import World

Row = dict[str, str]
TABLES = {
    "xuar_divisions_nbs": """\
level,code,name_zh,parent_code
province,65,新疆维吾尔自治区,
prefecture,6501,乌鲁木齐市,65
""",
    "xuar_pinyin_codes": """\
id,name_zh,parent_id,pinyin,extra,suffix,code,tel_area_code
31,新疆,0,xinjiang,维吾尔,自治区,650000,
465,乌鲁木齐,31,wulumuqi,,市,650100,0991
""",
    "xuar_postcodes": """\
province,city,county,longitude,latitude,zipCode,zip_ok
新疆,乌鲁木齐市,天山区,87.6512,43.7812,830000,1
新疆,乌鲁木齐市,东山区,87.68,43.95,154100,0
""",
    "xuar_places_geonames": """\
geonameid,name,lat,lon,population,names_han,names_latin
1529102,Ürümqi,43.80096,87.60046,9,ウルムチ市|乌鲁木齐,Tihwa|Dihua
8544212,Xiashihao,40.89812,110.60285,0,,
""",
    "xuar_prefectures": """\
code,name_zh,name_en,lon,lat,tel_area_code_or_amap_citycode
650100,乌鲁木齐市,Urumqi,87.617733,43.792818,0991
659004,五家渠市,Wujiaqu,87.526884,44.167401,1994
""",
    "pairing_2010": """\
province_zh,province_en,xuar_prefecture_zh,xuar_unit_zh,xuar_unit_en,is_xpcc,source,note
广东,Guangdong,喀什地区,疏附县,Shufu County,0,example.org,key county
广东,Guangdong,兵团,图木舒克市,Tumxuk City,1,example.org,
""",
}
ROWS: dict[str, list[Row]] = {dataset: list(csv.DictReader(io.StringIO(text))) for dataset, text in TABLES.items()}
CLAIMED: dict[str, tuple[str, dict[str, list[str]]]] = {
    "xuar_divisions_nbs": (
        "6501",
        {"divisionCode": ["6501"], "level": ["prefecture"], "name": ["乌鲁木齐市"], "parent": ["xuar_divisions_nbs:65"]},
    ),
    "xuar_pinyin_codes": (
        "650100",
        {
            "alias": ["乌鲁木齐"],
            "areaCode": ["0991"],
            "divisionCode": ["650100"],
            "name": ["乌鲁木齐市"],
            "parent": ["xuar_pinyin_codes:650000"],
            "pinyin": ["wulumuqi"],
        },
    ),
    "xuar_postcodes": (
        "乌鲁木齐市-天山区",
        {"latitude": ["43.78"], "longitude": ["87.65"], "name": ["天山区"], "postalCode": ["830000"], "within": ["乌鲁木齐市"]},
    ),
    "xuar_places_geonames": (
        "1529102",
        {
            "alias": ["Dihua", "Tihwa", "ウルムチ市", "乌鲁木齐"],
            "geonameId": ["1529102"],
            "latitude": ["43.80"],
            "longitude": ["87.60"],
            "name": ["Ürümqi"],
        },
    ),
    "xuar_prefectures": (
        "650100",
        {
            "areaCode": ["0991"],
            "divisionCode": ["650100"],
            "latitude": ["43.79"],
            "longitude": ["87.62"],
            "name": ["Urumqi", "乌鲁木齐市"],
        },
    ),
    "pairing_2010": (
        "2010-guangdong",
        {
            "donor": ["Guangdong", "广东"],
            "name": ["Guangdong pairing programme for Xinjiang (round 2010)"],
            "readIn": ["example.org"],
            "recipient": ["Shufu County", "Tumxuk City", "图木舒克市", "疏附县"],
            "recipientNote": ["Shufu County: key county"],
            "round": ["2010"],
            "status": ["historical"],
        },
    ),
}
WRONG: dict[str, tuple[Row, tuple[str, ...]]] = {
    "xuar_divisions_nbs": ({"level": "hamlet", "code": "66", "name_zh": ""}, ("“hamlet”", "“66”", "the cell is empty")),
    "xuar_pinyin_codes": ({"code": "11", "tel_area_code": "1", "name_zh": ""}, ("“11”", "“1”", "the cell is empty")),
    "xuar_postcodes": ({"zip_ok": "2", "county": "", "latitude": "north"}, ("“2”", "the cell is empty", "“north”")),
    "xuar_places_geonames": ({"geonameid": "x", "name": "", "lat": "north"}, ("“x”", "the cell is empty", "“north”")),
    "xuar_prefectures": ({"code": "1", "name_en": "", "lon": "east"}, ("“1”", "the cell is empty", "“east”")),
    "pairing_2010": ({"is_xpcc": "maybe", "xuar_unit_en": ""}, ("“maybe”", "the cell is empty")),
}


@pytest.mark.parametrize("dataset", ROWS)
def test_a_place_or_a_programme_is_claimed_exactly(world: World, tmp_path: Path, dataset: str) -> None:
    imported = add_small(world.stores, dataset, table(tmp_path / "rows.csv", ROWS[dataset]))
    key, expected = CLAIMED[dataset]
    assert values(world.stores, imported, f"{dataset}:{key}") == expected


@pytest.mark.parametrize("dataset", ROWS)
def test_all_that_is_wrong_with_a_row_is_said_at_once(world: World, tmp_path: Path, dataset: str) -> None:
    changed, expected = WRONG[dataset]
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, dataset, table(tmp_path / "rows.csv", [{**ROWS[dataset][0], **changed}]))
    assert [part for part in expected if part not in str(caught.value)] == []
    with pytest.raises(UnexpectedContentError, match="unknown column “mood”"):
        add_small(world.stores, dataset, table(tmp_path / "other.csv", [{**ROWS[dataset][0], "mood": "good"}]))


@settings(max_examples=6)
@given(st.sampled_from(sorted(ROWS)), st.permutations([0, 1]))
def test_the_order_of_rows_changes_nothing_of_what_is_said(dataset: str, order: list[int]) -> None:
    rows = ROWS[dataset]
    assert sayings(said_of(dataset, [rows[at] for at in order])) == sayings(said_of(dataset, rows))


def test_a_postcode_of_elsewhere_is_left_out_and_a_claim_says_so(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "xuar_postcodes", table(tmp_path / "rows.csv", ROWS["xuar_postcodes"]))
    found = values(world.stores, imported, "xuar_postcodes:乌鲁木齐市-东山区")
    assert "postalCode" not in found
    assert found["notes"] == ["the table's postcode is none of the region (83 or 84) and is left out"]


def test_kana_alone_show_a_language_and_places_elsewhere_are_counted(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "xuar_places_geonames", table(tmp_path / "rows.csv", ROWS["xuar_places_geonames"]))
    assert [(one.value, one.lang) for one in claims(world.stores, imported, "lang <> ''")] == [("ウルムチ市", "jpn")]
    assert imported.snapshot.about.dropped == (("places that lie outside the region by their own coordinates", 1),)


def test_the_number_of_a_map_service_is_no_area_code(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "xuar_prefectures", table(tmp_path / "rows.csv", ROWS["xuar_prefectures"]))
    found = values(world.stores, imported, "xuar_prefectures:659004")
    assert "areaCode" not in found
    assert found["notes"] == ["the table has the map service's own number in the place of an area code; it is left out"]
