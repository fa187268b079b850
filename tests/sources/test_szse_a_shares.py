"""Shenzhen's list of A shares: a company with its Chinese and English name, its address, and both its shares."""

from pathlib import Path

import pytest

from clew.errors import UnexpectedContentError
from tests.sources.imports import add, claims, values
from tests.sources.loose import add_small, table
from tests.world import World

ROW = {
    "板块": "主板",
    "公司全称": "启明星灯具股份有限公司",
    "英文名称": "Morning Star  Lamps Co., Ltd.",
    "注册地址": "新疆维吾尔自治区阿克苏地区某路1号",
    "A股代码": "009901",
    "A股简称": "启  明Ａ",
    "A股上市日期": "1999-04-03",
    "A股总股本": "1,000",
    "B股代码": "209901",
    "B股 简 称": "启  明Ｂ",
    "B股上市日期": "2000-05-04",
    "地      区": "西北",
    "省    份": "新疆",
    "城     市": "阿克苏地区",
    "所属行业": "C 制造业",
    "公司网址": "www.example.org、www.example.com",
}
PLAIN = (
    ROW
    | {"公司全称": "渡口纺织股份有限公司", "A股代码": "309902", "A股简称": "渡口纺织"}
    | dict.fromkeys(("B股代码", "B股 简 称", "B股上市日期"), "")
)


def test_a_company_is_claimed_with_its_names_address_and_industry(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "szse_a_shares", table(tmp_path / "list.csv", [ROW, PLAIN]))
    said = values(world.stores, imported, "szse_a_shares:009901")
    assert said.pop("locatedIn")
    assert said == {
        "address": ["新疆维吾尔自治区阿克苏地区某路1号"],
        "alias": ["启明A", "启明B"],
        "name": ["Morning Star Lamps Co., Ltd.", "启明星灯具股份有限公司"],
        "sector": ["C 制造业"],
        "website": ["www.example.com", "www.example.org"],
        "within": ["新疆 阿克苏地区"],
    }
    langs = {(one.value, one.lang) for one in claims(world.stores, imported, "entity_id = 'szse_a_shares:009901' AND prop = 'name'")}
    assert langs == {("Morning Star Lamps Co., Ltd.", "eng"), ("启明星灯具股份有限公司", "zho")}


def test_a_and_b_shares_are_securities_of_one_company_from_the_day_of_their_listing(world: World, tmp_path: Path) -> None:
    imported = add_small(world.stores, "szse_a_shares", table(tmp_path / "list.csv", [ROW, PLAIN]))
    for code, letter in (("009901", "A"), ("209901", "B")):
        said = {"issuer": ["szse_a_shares:009901"], "mic": ["XSHE"], "code": [code], "shareClass": [letter]}
        assert values(world.stores, imported, f"szse_a_shares:009901#{code}") == said
    days = {(one.value, one.valid_from) for one in claims(world.stores, imported, "prop = 'code'")}
    assert days == {("009901", "1999-04-03"), ("209901", "2000-05-04"), ("309902", "1999-04-03")}


def test_all_that_is_wrong_is_said_at_once(world: World, tmp_path: Path) -> None:
    rows = [ROW | {"A股代码": "9901"}, PLAIN | {"公司全称": ""}, PLAIN | {"A股上市日期": "soon"}]
    with pytest.raises(UnexpectedContentError) as caught:
        add_small(world.stores, "szse_a_shares", table(tmp_path / "list.csv", rows))
    told = str(caught.value)
    assert all(
        part in told for part in ("“9901” has not the shape", "the cell is empty", "“soon” is no day", "the code 309902 stands twice")
    )


def test_the_published_list_is_imported_whole(world: World, shared_data: Path) -> None:
    done = add(world.stores, "szse_a_shares", shared_data / "market" / "u_szse_official_list" / "SZSE_A股列表.xlsx")
    assert done.snapshot.about.rows == 2880
    shares = [one.value for one in claims(world.stores, done, "prop = 'shareClass'")]
    assert (shares.count("A"), shares.count("B")) == (2880, 34)
