"""Lines of goods: which goods may be in which."""

from pathlib import Path

import pytest

from clew.errors import PackError
from clew.pack.goods import Continuity, Goods, load_goods

HEAD = 'id = "goods"\nversion = "1"\ntitle = "Goods"\n'


@pytest.fixture(scope="module")
def goods() -> Goods:
    return load_goods()


@pytest.mark.parametrize(
    ("bought", "sold", "expected"),
    [
        ("apparel", "batteries", Continuity.BROKEN),
        ("batteries", "apparel", Continuity.BROKEN),
        ("tomatoes", "electronics", Continuity.BROKEN),
        ("cotton", "yarn", Continuity.COMPATIBLE),
        ("cotton", "apparel", Continuity.COMPATIBLE),
        ("silicon", "solar", Continuity.COMPATIBLE),
        ("batteries", "batteries", Continuity.COMPATIBLE),
        ("chemicals", "apparel", Continuity.UNKNOWN),
        ("apparel", "machinery", Continuity.UNKNOWN),
        ("", "apparel", Continuity.UNKNOWN),
        ("apparel", "", Continuity.UNKNOWN),
    ],
)
def test_what_is_bought_may_be_in_what_is_sold_where_a_chain_of_lines_leads_there(
    goods: Goods, bought: str, sold: str, expected: Continuity
) -> None:
    assert goods.between(bought, sold) is expected


def test_every_chapter_of_the_harmonized_system_that_is_in_use_has_a_line(goods: Goods) -> None:
    """Chapter 77 is reserved; 98 and 99 are for national use."""
    told = {code[:2] for line in goods.lines for code in line.hs}
    assert told == {f"{chapter:02}" for chapter in range(1, 98)} - {"77"}


def test_a_line_is_numbered_and_named(goods: Goods) -> None:
    assert sorted(goods.number.values()) == list(range(1, len(goods.lines) + 1))
    assert goods.named["cotton"] == "Cotton, not spun"


def test_all_faults_of_a_pack_are_named_at_once(tmp_path: Path) -> None:
    line = '[[line]]\nid = "a"\nname = "A"\nhs = ["1"]\nwords = ["Cotton", "x"]\nfeeds = ["b"]\n'
    place = tmp_path / "lines.toml"
    place.write_text(HEAD + line + '[[line]]\nid = "a"\nname = "A"\nhs = ["02"]\nwords = ["x"]\nfeeds = []\n', encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_goods(place)
    told = str(raised.value)
    for fault in ("the line “a” stands twice", "the word “x” stands twice", "feeds “b”, which is no line", "“1” is no prefix", "“Cotton”"):
        assert fault in told
