"""One organisation, looked up by any of its names or identifiers."""

import pytest

from clew.errors import NotFoundError
from clew.work.clocks import Clocks
from clew.work.company import company
from tests.world import AS_OF, AURELIA_H, World

CLOCKS = Clocks(AS_OF, AS_OF)


@pytest.mark.parametrize("asked", ["Tarim Polysilicon", "塔里木多晶硅股份有限公司", "塔里木多晶硅", "uflpa:tarim-polysilicon", "688998"])
def test_any_name_or_identifier_finds_it(world: World, asked: str) -> None:
    assert company(world.stores, asked, CLOCKS).name == "Tarim Polysilicon Co., Ltd."


def test_an_isin_finds_its_issuer(world: World) -> None:
    found = company(world.stores, AURELIA_H, CLOCKS)
    assert found.name == "Aurelia Solar Holdings Limited"
    assert found.name_zh == "曙光新能源控股有限公司"


def test_its_threads_begin_at_itself_and_not_at_a_portfolio(world: World) -> None:
    found = company(world.stores, "Aurelia Solar Holdings", CLOCKS)
    listed = next(one for one in found.findings if one.indicator.code == "REG-UFLPA-i")
    assert [link.kind for link in listed.path] == ["owns", "evidence"]
    assert listed.path[0].source.name == "Aurelia Solar Holdings Limited"


def test_several_of_one_name_are_named(world: World) -> None:
    found = company(world.stores, "Golden Bridge Trading", CLOCKS)
    assert [name for _, name in found.others] == ["Golden Bridge Trading Limited"]


def test_an_unknown_name_says_where_nothing_was_found(world: World) -> None:
    with pytest.raises(NotFoundError, match="no information found on “Nobody Mills”"):
        company(world.stores, "Nobody Mills", CLOCKS)
